"""All collisions of a send in one view: base, theirs and mine of each, and what is kept.

Keys, outside of the editors: one each for theirs, mine, both, edit, the next one that is not
decided, and all mine (`gui.views.actions`). Esc cancels, and nothing is changed by that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from gui.i18n import _, ngettext
from gui.model.merge import Collision
from gui.model.record import Record
from gui.model.texts import for_label
from gui.services.sending import Settled
from gui.services.session import Session
from gui.views.actions import Act
from gui.views.announce import announce
from gui.views.ask import Dialog, take_room
from gui.views.buttons import Button
from gui.views.dialogs.collision_card import CollisionCard
from gui.views.dialogs.collision_texts import Choice
from gui.views.keymap import key_text, means
from gui.views.text import Label, set_tip
from gui.views.theme import Space

SEND: Final = 1

_FIRST_WIDTH: Final = 800
_LARGEST: Final = 680
_ARMED_MS: Final = 4000
"""How long the second press of "Take all mine" is waited for."""

_CHOICES: Final = {
    Act.KEEP_THEIRS: Choice.THEIRS,
    Act.KEEP_MINE: Choice.MINE,
    Act.KEEP_BOTH: Choice.BOTH,
    Act.EDIT_KEPT: Choice.EDIT,
}


class CollisionsDialog(Dialog):
    """Ends with `SEND` when each collision is settled and the person wants to go on."""

    def __init__(
        self,
        session: Session,
        theirs: Record,
        collisions: Sequence[Collision],
        parent: QWidget | None,
    ) -> None:
        name = for_label(session.current.full_name, 80) or _("this person")
        super().__init__(
            _("Collisions"),
            parent,
            heading=_("Somebody else has changed {name} too").format(name=name),
            width=680,
        )
        self.cards = [CollisionCard(item, session.current, theirs) for item in collisions]
        self._current: CollisionCard | None = None
        self._progress = Label(role="label")
        self._progress.setObjectName("progress")
        self._sheet = QWidget()
        self._area = QScrollArea()
        self.take_all = Button(_("Take all mine"), kind="quiet")
        self._armed = QTimer(self)
        self._compose(len(self.cards))
        self.send_button = self.add_verb(_("Send"), SEND, kind="primary")
        self._set_tab_order()
        for number, card in enumerate(self.cards, start=1):
            card.set_number(number, len(self.cards))
            card.decided.connect(self._show_progress)
            card.walked.connect(self._step)
        self._show_progress()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    def settled(self) -> tuple[Settled, ...]:
        """Each collision with what is kept, once all are decided."""
        return tuple(Settled(card.collision, card.result) for card in self.cards)

    # --- Qt's side -------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._go_to(self._current or self.cards[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        choice = next((each for act, each in _CHOICES.items() if means(event, act)), None)
        if means(event, Act.ALL_MINE):
            self._take_all_mine()
        elif choice is not None and self._current is not None:
            self._current.choose(choice)
        elif means(event, Act.NEXT_COLLISION):
            self._go_on()
        elif event.key() == Qt.Key.Key_Escape and self._leave_editor():
            return
        else:
            super().keyPressEvent(event)

    # --- inside ----------------------------------------------------------------------------

    def _go_to(self, card: CollisionCard) -> None:
        card.setFocus(Qt.FocusReason.TabFocusReason)
        self._make_current(card)
        self._area.ensureWidgetVisible(card, 0, Space.S)

    def _go_on(self) -> None:
        """To the next collision that is not decided; to the button when there is none."""
        at = self.cards.index(self._current) if self._current is not None else -1
        ahead = [*self.cards[at + 1 :], *self.cards[: at + 1]]
        card = next((card for card in ahead if not card.is_settled), None)
        if card is None:
            self.send_button.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._go_to(card)

    def _step(self, by: int) -> None:
        at = (self.cards.index(self._current) if self._current is not None else 0) + by
        if 0 <= at < len(self.cards):
            self._go_to(self.cards[at])

    def _leave_editor(self) -> bool:
        """Whether Esc only led out of an editor, back to its card."""
        focused = QApplication.focusWidget()
        card = self._current
        if card is None or focused is None or not card.owns_editor(focused):
            return False
        self._go_to(card)
        return True

    def _make_current(self, card: CollisionCard) -> None:
        for each in self.cards:
            each.set_current(each is card)
        self._current = card

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None:
            return
        if now is not self.take_all:
            self._disarm()
        card = next((card for card in self.cards if card is now or card.isAncestorOf(now)), None)
        if card is not None and card is not self._current:
            self._make_current(card)
            self._area.ensureWidgetVisible(card, 0, Space.S)

    def _show_progress(self) -> None:
        total = len(self.cards)
        done = sum(card.is_settled for card in self.cards)
        text = _("{done} of {total} decided").format(done=done, total=total)
        if text != self._progress.text():
            self._progress.setText(text)
            if self.isVisible():
                announce(self, text)
        self.send_button.setEnabled(done == total)

    def _take_all_mine(self) -> None:
        for card in self.cards:
            card.choose(Choice.MINE)
        self._disarm()

    def _on_take_all(self) -> None:
        """The first press only arms the button: all at once is easily pressed by mistake."""
        if self._armed.isActive():
            self._take_all_mine()
            self._go_on()
            return
        text = ngettext("Press again: yours", "Press again: all {count} yours", len(self.cards))
        self.take_all.set_text(text.format(count=len(self.cards)))
        self._armed.start(_ARMED_MS)

    def _disarm(self) -> None:
        self._armed.stop()
        self.take_all.set_text(_("Take all mine"))

    # --- making ----------------------------------------------------------------------------

    def _compose(self, count: int) -> None:
        text = ngettext(
            "Since it was read, the same thing was changed in Workable and here. Choose what to "
            "keep. Nothing is sent before you press Send, and Cancel keeps everything.",
            "Since it was read, the same {count} things were changed in Workable and here. Choose "
            "what to keep. Nothing is sent before you press Send, and Cancel keeps everything.",
            count,
        )
        self.body.addWidget(Label(text.format(count=count), role="quiet", wrap=True))
        self.body.addWidget(self._progress)
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(0, 0, Space.S, 0)
        column.setSpacing(Space.M)
        for card in self.cards:
            column.addWidget(card)
        column.addStretch(1)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(_("Collisions"))
        self._area.setWidget(self._sheet)
        self.body.addWidget(self._area, 1)
        keys = _("Keys: {theirs} theirs, {mine} mine, {both} both, {edit} edit, {next} next")
        named = {
            "theirs": key_text(Act.KEEP_THEIRS),
            "mine": key_text(Act.KEEP_MINE),
            "both": key_text(Act.KEEP_BOTH),
            "edit": key_text(Act.EDIT_KEPT),
            "next": key_text(Act.NEXT_COLLISION),
        }
        none = _("no key for")
        text = keys.format(**{name: key or none for name, key in named.items()})
        self.body.addWidget(Label(text, role="small", wrap=True))
        self._armed.setSingleShot(True)
        self._armed.timeout.connect(self._disarm)
        self.take_all.clicked.connect(self._on_take_all)
        self.take_all.setVisible(count > 1)
        set_tip(self.take_all, _("Take all mine"), key_text(Act.ALL_MINE))
        self.add_aside(self.take_all)
        take_room(self, _FIRST_WIDTH, min(280 + 230 * count, _LARGEST))

    def _set_tab_order(self) -> None:
        """The cards, then the row of buttons from left to right."""
        assert self.cancel_button is not None
        self.setTabOrder(self._area, self.take_all)
        self.setTabOrder(self.take_all, self.cancel_button)
        self.setTabOrder(self.cancel_button, self.send_button)

"""A field of the form: label, editor, and one line below it that always has its place.

On that line stands, by weight, what the service said, an error, a warning, the value that was
there before, or a hint; nothing moves when it comes or goes. What the resume offers takes the
place of a hint and of what mends it, and stands behind anything weightier.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.i18n import _, listed
from gui.model.texts import for_label
from gui.model.values import Place
from gui.views.actions import Act
from gui.views.announce import announce
from gui.views.fields.base import Editor, FieldTone
from gui.views.fields.below import LineBelow
from gui.views.fields.peek import PeekPopup
from gui.views.icons import IconButton
from gui.views.keymap import key_text, means
from gui.views.offers.words import OfferWords
from gui.views.text import Label
from gui.views.theme import Space

_BAR: Final = 3

_HEAVY: Final = (FieldTone.COMPLAINT, FieldTone.ERROR, FieldTone.WARNING)
_LOOKS: Final[dict[FieldTone, tuple[str, Literal["warning", "error"]]]] = {
    FieldTone.WARNING: ("warning", "warning"),
    FieldTone.ERROR: ("error", "error"),
    FieldTone.COMPLAINT: ("error", "error"),
}


class FieldRow(QWidget):
    """One editor with everything around it. `place` is where in the record its value is.

    Signals: `revert_asked()` when the person wants the value that was there before,
    `fix_asked()` when the one that is proposed; `offer_taken(choice)`, `offer_set_aside()` and
    `offer_looked(bool)` for what the resume offers, see `OfferLine`.
    """

    revert_asked = Signal()
    fix_asked = Signal()
    offer_taken = Signal(int)
    offer_set_aside = Signal()
    offer_looked = Signal(bool)

    def __init__(
        self, label: str, editor: Editor, place: Place, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self.place = place
        self.name = label.replace("&", "")
        self._original: str | None = None
        self._removed: tuple[str, ...] = ()
        self._said: dict[FieldTone, str] = {}
        self._proposal = ("", "")
        self._offer: OfferWords | None = None
        self._read_only = False

        # Each in its place from the beginning: what gets another parent is dressed again.
        editor.setParent(self)
        self._bar = QFrame(self)
        self._bar.setProperty("look", "changed-bar")
        self._bar.setFixedWidth(_BAR)
        self.label = Label("" if editor.carries_label else label, role="label", parent=self)
        self.label.setBuddy(editor.main_widget())
        self.label.setMinimumHeight(self.label.fontMetrics().height())
        editor.set_label(self.name)

        self.below = LineBelow(self)
        self.below.revert_asked.connect(self.revert_asked)
        self.below.fix_asked.connect(self.fix_asked)
        self.below.offer_taken.connect(self.offer_taken)
        self.below.offer_set_aside.connect(self.offer_set_aside)
        self.below.offer_looked.connect(self.offer_looked)

        self._compose()
        self._name_objects()
        editor.noted.connect(self._on_noted)
        editor.asking.connect(self._show)
        self._show()

    # --- what the form uses ----------------------------------------------------------------

    @property
    def original(self) -> str | None:
        """The text of the value that was there before; None while the field is unchanged."""
        return self._original

    @property
    def message(self) -> Label:
        """The words at the leading end of the line below."""
        return self.below.message

    @property
    def revert_button(self) -> IconButton:
        """The way back, while the field is changed."""
        return self.below.revert_button

    @property
    def problem(self) -> str:
        """What keeps the field from being sent as it is, in the words shown; empty if nothing."""
        for tone in (FieldTone.COMPLAINT, FieldTone.ERROR):
            if text := self.said(tone):
                return text
        return ""

    def mark(self, original: str | None, *, removed: Sequence[str] = ()) -> None:
        """Shows that the field is changed and what was there; None takes the mark away.

        `original` is the whole text, empty where there was nothing. `removed` are the values
        that are gone from a set: they are shown struck through instead.
        """
        state = (original, tuple(removed) if original is not None else ())
        if state != (self._original, self._removed):
            self._original, self._removed = state
            self._show()

    def say(self, text: str | None, tone: FieldTone) -> None:
        """Says something below the field; nothing, for that tone, with an empty text."""
        if (text or "") != self._said.get(tone, ""):
            self._said[tone] = text or ""
            self._show()

    def propose(self, words: str, effect: str = "") -> None:
        """Offers to mend the value, `effect` telling before and after; nothing for no words."""
        if (words, effect) != self._proposal:
            self._proposal = (words, effect)
            self._show()

    def offer(self, shown: OfferWords | None) -> None:
        """Shows what the resume offers for the field, or nothing."""
        if shown != self._offer:
            self._offer = shown
            self._show()

    @property
    def offered(self) -> OfferWords | None:
        """What the resume offers, as far as it is seen."""
        return None if self._read_only or self.editor.is_asking else self._offer

    @property
    def proposal(self) -> str:
        """What mends the value, empty for nothing; an offer of the resume stands before it."""
        if self._read_only or self.editor.is_asking or self._offer is not None:
            return ""
        return self._proposal[0]

    def take_proposal(self) -> bool:
        """Has the offer taken that is seen; False where there is none."""
        if self.offered is not None and self.below.offer is not None:
            self.below.offer.take()
        elif self.proposal:
            self.fix_asked.emit()
        else:
            return False
        return True

    def set_offer_aside(self) -> bool:
        """Has the resume's offer taken away; False where there is none."""
        if self.offered is None:
            return False
        self.offer_set_aside.emit()
        return True

    def said(self, tone: FieldTone) -> str:
        """What is said in that tone, by the form or by the editor, whether seen or not."""
        return self._said.get(tone, "") or self.editor.notes.get(tone, "")

    def speak(self, text: str) -> None:
        """Has assistive technology say something about the field: the focus is on its way
        elsewhere when there is something to be said."""
        announce(self, _("{field}: {message}").format(field=self.name, message=text))

    @property
    def trouble(self) -> str:
        """The weightiest of what is wrong or doubtful, as it stands below; empty for nothing."""
        return next((self.said(tone) for tone in _HEAVY if self.said(tone)), "")

    def set_read_only(self, read_only: bool) -> None:
        """Lets the field be read and copied only, or be edited again."""
        if read_only != self._read_only:
            self._read_only = read_only
            self.editor.set_read_only(read_only)
            self._show()

    def peek(self) -> None:
        """Shows the whole original value in a popover, if the field is changed."""
        if self._original is None:
            return
        popup = PeekPopup(self, self.name, self._original, can_revert=not self._read_only)
        popup.revert_asked.connect(self.revert_asked)
        popup.show_at(self.editor)

    # --- inside ----------------------------------------------------------------------------

    def _compose(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addWidget(self.label)
        top.addStretch(1)
        corner = self.editor.corner_widget()
        if corner is not None:
            top.addWidget(corner)

        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(top)
        column.addWidget(self.editor)
        inner = QVBoxLayout()
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addLayout(column)
        inner.addWidget(self.below)
        inner.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        bar = QVBoxLayout()
        # Two changed fields, one below the other, are two.
        bar.setContentsMargins(0, 0, 0, Space.XS)
        bar.addWidget(self._bar)
        row.addLayout(bar)
        row.addLayout(inner, 1)
        for part in (self._bar, self.label):
            keep = part.sizePolicy()
            keep.setRetainSizeWhenHidden(True)
            part.setSizePolicy(keep)

    def _name_objects(self) -> None:
        parts = (self.place.key, self.place.field)
        name = ".".join(part for part in parts if part)
        self.setObjectName(f"row.{name}")
        self.editor.main_widget().setObjectName(name)
        self.below.revert_button.setObjectName(f"revert.{name}")

    def _show(self) -> None:
        """Puts the weightiest words on the line and tells assistive technology all of them."""
        changed, asking = self._original is not None, self.editor.is_asking
        offered = self.offered
        hint = self.said(FieldTone.HINT) if offered is None else ""
        heavy = next((tone for tone in _HEAVY if self.said(tone)), None)
        struck = aside = ""
        if asking:
            self.below.say("", "quiet")
        elif heavy is not None:
            mark, color = _LOOKS[heavy]
            self.below.say(self.said(heavy), color, (mark, color))
        elif changed:
            struck = listed(self._removed_words())
            self.below.say(_("removed") if struck else self._was(), "changed")
            # Beside the old value there is room for a hint; without it the hint has the place.
            aside = hint
        else:
            self.below.say(hint, "quiet")
        self.below.strike(struck)
        self.below.say_aside(aside)
        self.below.propose(self.proposal, self._proposal[1])
        self.below.show_offer(offered)
        self._ask(self.editor.line_widget() if asking else None)
        self._bar.setVisible(changed)
        revert = _("Revert {field}: {was}") if changed and not self._read_only else ""
        self.below.offer_revert(revert.format(field=self.name, was=self._was()))
        self.editor.set_fault(bool(self.problem))
        self.editor.main_widget().setAccessibleDescription(self._description())

    def _ask(self, widget: QWidget | None) -> None:
        """Shows the editor's question; Tab leads from the editor into it."""
        is_new = widget is not None and not self.below.isAncestorOf(widget)
        self.below.ask(widget)
        if widget is not None and is_new:
            before = self.editor.main_widget()
            for part in widget.findChildren(QWidget):
                if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
                    QWidget.setTabOrder(before, part)
                    before = part

    def _removed_words(self) -> list[str]:
        return [for_label(word, 60) for word in self._removed]

    def _was(self) -> str:
        if self._removed:
            return _("removed {values}").format(values=listed(self._removed_words()))
        original = for_label(self._original or "")
        return _("was {value}").format(value=original) if original else _("was empty")

    def _description(self) -> str:
        parts = []
        if self._original is not None:
            parts.append(_("changed, {was}").format(was=self._was()))
        parts += [self.said(tone) for tone in reversed(FieldTone)]
        offered = [self.offered.spoken] if self.offered is not None else []
        for proposal in (*offered, *([self.proposal] if self.proposal else [])):
            keys = key_text(Act.TAKE_PROPOSAL)
            text = _("{keys}: {proposal}").format(keys=keys, proposal=proposal)
            parts.append(text if keys else proposal)
        return ". ".join(part.removesuffix(".") for part in parts if part)

    def _on_noted(self, tone: FieldTone, text: str) -> None:
        self._show()
        if text and tone >= FieldTone.WARNING:
            self.speak(text)

    def show_shortcuts(self) -> None:
        """Has assistive technology told by which key what is proposed is taken."""
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if means(event, Act.SHOW_ORIGINAL):
            self.peek()
        else:
            super().keyPressEvent(event)


def row_of(widget: QObject | None) -> FieldRow | None:
    """The field that a widget, such as the one with the focus, belongs to."""
    while widget is not None and not isinstance(widget, FieldRow):
        widget = widget.parent()
    return widget

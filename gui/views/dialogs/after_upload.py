"""What is not as it was left after a send: each field then and now, and one press to restore it.

Restoring is a change of the draft like any other. Nothing is sent from here, and nothing here
says for certain who changed a field: the service does not tell.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui.i18n import _
from gui.model.comparison import compare_key
from gui.model.fields import field_of
from gui.model.record import Facts
from gui.services.after_upload import AfterUpload, Altered
from gui.services.session import Changed, Session
from gui.views.announce import announce
from gui.views.ask import Dialog
from gui.views.buttons import Button
from gui.views.dialogs.journal_values import shown_item
from gui.views.panels.changes_items import Items
from gui.views.text import Label
from gui.views.theme import Space

KEEP: Final = 1
_WIDTH: Final = 600
_HEIGHT: Final = 320


class AfterUploadDialog(Dialog):
    """Stays open while fields are restored; ends with `KEEP` to be told of it no more."""

    def __init__(self, after: AfterUpload, session: Session, over: QWidget | None) -> None:
        super().__init__(
            _("Changed after you sent"),
            over,
            heading=_("Workable changed this after you sent"),
            cancel=_("Close"),
            width=_WIDTH,
        )
        self._after = after
        self._session = session
        self.cards: dict[str, AlteredCard] = {}
        said = _(
            "It reads a new resume and address by itself and may fill in or overwrite fields; a "
            "colleague may have done it too. Struck out is what you left, below it what stands "
            "there now. What you restore becomes a change and waits for the next send."
        )
        self.body.addWidget(Label(said, role="quiet", wrap=True))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, Space.S, 0)
        column.setSpacing(Space.M)
        for altered in after.altered(session):
            card = AlteredCard(altered)
            card.restore_asked.connect(self._restore)
            column.addWidget(card)
            self.cards[altered.key] = card
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        area.setMinimumHeight(min(_HEIGHT, inner.sizeHint().height() + Space.XS))
        self.body.addWidget(area, 1)
        self.add_verb(_("Keep all as it is"), KEEP)
        self.restore_button = Button(_("Restore all mine"), kind="primary")
        self.restore_button.clicked.connect(lambda: self._restore(None))
        self.add_button(self.restore_button)
        session.changed.connect(self._follow)
        after.changed.connect(self._follow_after)
        self._follow()

    def _restore(self, key: str | None) -> None:
        if self._after.restore(self._session, None if key is None else (key,)):
            self._follow()
            announce(self, _("Restored. It goes with the next send."))
            if not self.restore_button.isEnabled() and self.cancel_button is not None:
                self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow_after(self, session: Session) -> None:
        if session is self._session:
            if {each.key for each in self._after.altered(session)} != self.cards.keys():
                self.reject()  # another state of things: it is opened anew from the line
            else:
                self._follow()

    def _follow(self, _changed: Changed | None = None) -> None:
        can_edit = not self._session.is_read_only
        left = 0
        for altered in self._after.altered(self._session):
            restored = self._after.is_restored(self._session, altered)
            left += not restored
            self.cards[altered.key].show_restored(restored, can_edit=can_edit)
        self.restore_button.setEnabled(can_edit and left > 0)


class AlteredCard(QFrame):
    """One field. Signal: `restore_asked(key)`."""

    restore_asked = Signal(str)

    def __init__(self, altered: Altered, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        field = field_of(altered.key)
        self.setProperty("look", "card")
        self.setObjectName(f"altered.{altered.key}")
        self.setAccessibleName(field.label)
        self._done = Label(_("restored, not sent yet"), role="small", tone="changed")
        self.restore_button = Button(
            _("Restore mine"), kind="quiet", icon_name="revert", dense=True
        )
        self.restore_button.setAccessibleDescription(field.label)
        self.restore_button.clicked.connect(lambda: self.restore_asked.emit(altered.key))
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addWidget(Label(field.label, role="strong"), 1)
        top.addWidget(self._done)
        top.addWidget(self.restore_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.S, Space.M, Space.M)
        column.setSpacing(Space.S)
        column.addLayout(top)
        change = compare_key(altered.key, altered.before, altered.now)
        if change is not None:
            for widget in shown_item(Items().item_of(change, Facts(), {})):
                column.addWidget(widget)

    def show_restored(self, restored: bool, *, can_edit: bool) -> None:
        """Shows whether the draft holds what stood there."""
        self._done.setVisible(restored)
        self.restore_button.setVisible(not restored)
        self.restore_button.setEnabled(can_edit)

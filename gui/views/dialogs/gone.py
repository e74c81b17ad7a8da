"""The record of an open candidate is gone from the service: what can be done with the draft."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from gui.i18n import _, ngettext
from gui.model.texts import for_label
from gui.views.ask import Dialog
from gui.views.buttons import Button
from gui.views.dialogs.note import Note
from gui.views.text import Label

FIND: Final = 1
_NAME_LIMIT: Final = 60


class RecordGoneDialog(Dialog):
    """Ends with `FIND` to look for the person by e-mail. `changes` is the draft as text.

    Signal, to be answered while it stays open: `export_asked()`.
    """

    export_asked = Signal()

    def __init__(
        self, name: str, email: str, changes: str, count: int, parent: QWidget | None
    ) -> None:
        heading = _("{name} is not in Workable any more").format(name=for_label(name, _NAME_LIMIT))
        super().__init__(_("Record gone"), parent, heading=heading, cancel=_("Close"), width=560)
        self._changes = changes
        text = _(
            "The record was deleted, merged into another one, or moved to where this token does "
            "not see it."
        )
        self.body.addWidget(Label(text, wrap=True))
        if count:
            kept = ngettext(
                "Your {count} change is kept here as a draft.",
                "Your {count} changes are kept here as a draft.",
                count,
            )
            self.body.addWidget(Label(kept.format(count=count), wrap=True))
            self.view = QPlainTextEdit(changes)
            self.view.setReadOnly(True)
            self.view.setAccessibleName(_("Your changes"))
            self.view.setMinimumHeight(140)
            self.body.addWidget(self.view, 1)
        if email:
            text = _(
                "A person has one record for each job. Another one may be found by {email}, and "
                "your changes can go into it."
            )
            self.body.addWidget(Label(text.format(email=email), role="quiet", wrap=True))
        self._note = Note()
        self.body.addWidget(self._note)
        if count:
            copy = Button(_("Copy values"), icon_name="copy")
            copy.clicked.connect(self._copy)
            export = Button(_("Export draft…"))
            export.clicked.connect(self.export_asked)
            self.add_button(copy)
            self.add_button(export)
        if email:
            self.add_verb(_("Find by e-mail"), FIND, kind="primary", default=True)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._changes)
        self._note.say(_("Copied."), icon="success", mark="added", loud=True)

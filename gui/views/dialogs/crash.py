"""A report of a fault, word for word, so that a person sees what is on their disk."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from gui.i18n import _
from gui.views.announce import announce
from gui.views.ask import Dialog, take_room
from gui.views.buttons import Button
from gui.views.text import Label, shown
from gui.views.theme import type_font

DELETE: Final = 1
"""What `ask` gives when the report is to be deleted."""

_FIRST_SIZE: Final = (720, 560)
_SHOWN_LIMIT: Final = 100_000


class CrashDialog(Dialog):
    """Shows and copies a report. Deleting it is up to who opened the dialog."""

    def __init__(self, text: str, path: Path, parent: QWidget | None) -> None:
        super().__init__(
            _("Report of a fault"),
            parent,
            heading=_("What was written down about it"),
            cancel=_("Close"),
            width=560,
        )
        self._text = text
        about = _(
            "This is all of it: the kind of fault, places in Redline's code, and versions. It "
            "holds nothing of a candidate and no token. It stays on this computer; send it along "
            "when you ask for help, or delete it."
        )
        self.body.addWidget(Label(about, role="quiet", wrap=True))
        view = QPlainTextEdit()
        view.setReadOnly(True)
        view.setTabChangesFocus(True)
        view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        view.setAccessibleName(_("Report"))
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(type_font("small").pointSizeF())
        view.setFont(font)
        view.setPlainText(
            shown(text, limit=_SHOWN_LIMIT, lines=True) or _("The report is not there any more.")
        )
        self.body.addWidget(view, 1)
        self.body.addWidget(Label(str(path), role="small", selectable=True, elide=True))
        self._copy = Button(_("Copy"), kind="quiet", icon_name="copy")
        self._copy.clicked.connect(self._copy_text)
        self.add_aside(self._copy)
        self.add_verb(_("Delete"), DELETE, kind="danger")
        take_room(self, *_FIRST_SIZE)

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self._copy.setMinimumWidth(self._copy.width())  # the other word must not move the others
        self._copy.set_text(_("Copied"))
        announce(self, _("Copied"))

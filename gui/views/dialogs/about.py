"""What this program is: version, licences of it and its parts, what the organisation has set, and
whether newer versions are looked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontDatabase, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from gui.i18n import _
from gui.views.ask import Dialog, take_room
from gui.views.buttons import Button
from gui.views.dialogs.note import Note
from gui.views.icons import app_icon
from gui.views.text import Label, shown
from gui.views.theme import Space, type_font

_FIRST_SIZE: Final = (680, 600)
_SHOWN_LIMIT: Final = 600_000
_MARK: Final = 64


class AboutDialog(Dialog):
    """Signal: `address_given(str)` for where newer versions are named, empty to look no more.

    `set_lines` is what the organisation has set, `address` where newer versions are looked for
    and `is_fixed` that the organisation has set that too. `show_notices` comes later: the text is
    long.
    """

    address_given = Signal(str)

    def __init__(
        self,
        parent: QWidget | None,
        *,
        version: str,
        licence: str,
        set_lines: Sequence[str],
        address: str,
        is_fixed: bool,
    ) -> None:
        super().__init__(_("About Redline"), parent, heading="Redline", cancel=_("Close"))
        take_room(self, *_FIRST_SIZE)
        what = QVBoxLayout()
        what.setSpacing(Space.XS)
        said = _("Version {version}").format(version=version)
        what.addWidget(Label(said, role="strong", selectable=True))
        what.addWidget(Label(_("An editor for candidate records in Workable."), wrap=True))
        what.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(Space.L)
        top.addWidget(_Mark(), 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(what, 1)
        self.body.addLayout(top)
        for line in set_lines:
            self.body.addWidget(Label(line, wrap=True, selectable=True))
        self._add_updates(address, is_fixed=is_fixed)
        terms = Label(licence, role="small", wrap=True)
        terms.setMinimumWidth(1)  # its longest word is not to make the window wider than the screen
        self.body.addWidget(terms)
        label = Label(_("Licences of all parts"), role="label")
        self._notices = QPlainTextEdit()
        label.setBuddy(self._notices)
        self._notices.setAccessibleName(_("Licences of all parts"))
        self._notices.setReadOnly(True)
        self._notices.setTabChangesFocus(True)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(type_font("small").pointSizeF())
        self._notices.setFont(font)
        self.body.addWidget(label)
        self.body.addWidget(self._notices, 1)

    def show_notices(self, text: str) -> None:
        """Fills in the licences."""
        self._notices.setPlainText(shown(text, limit=_SHOWN_LIMIT, lines=True))

    def say(self, text: str) -> None:
        """Says what became of the address."""
        self._said.say(text)

    def _add_updates(self, address: str, *, is_fixed: bool) -> None:
        label = Label(_("Tell me about newer versions"), role="label")
        self._address = QLineEdit(address)
        label.setBuddy(self._address)
        self._address.setAccessibleName(_("Tell me about newer versions"))
        self._address.setPlaceholderText(_("https address of a file with the newest version"))
        self._address.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._address.setReadOnly(is_fixed)
        self._save = Button(_("Save"))
        self._save.setEnabled(False)
        self._save.clicked.connect(lambda: self.address_given.emit(self._address.text().strip()))
        self._address.textEdited.connect(lambda _text: self._save.setEnabled(True))
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self._address, 1)
        row.addWidget(self._save)
        self._save.setHidden(is_fixed)
        self._said = Note()
        self._said.say(
            _("Set by your organisation")
            if is_fixed
            else _(
                "Off while it is empty. Only the version is read; nothing is downloaded or run."
            ),
            icon="lock" if is_fixed else "info",
        )
        column = QVBoxLayout()
        column.setSpacing(Space.XS)
        column.addWidget(label)
        column.addLayout(row)
        column.addWidget(self._said)
        self.body.addLayout(column)


class _Mark(QWidget):
    """The program's icon, sharp on every screen."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(QSize(_MARK, _MARK))

    def paintEvent(self, event: QPaintEvent) -> None:
        app_icon().paint(QPainter(self), self.rect())

"""Why a file was not taken."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from gui.i18n import _
from gui.views.announce import announce
from gui.views.icons import Glyph, IconButton
from gui.views.text import Label
from gui.views.theme import Space


class RefusalBar(QFrame):
    """Why a file was not taken, at the lower edge where nothing has to move; until dismissed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self.setProperty("tone", "error")
        self._text = Label(wrap=True, role="small", tone="text", selectable=True)
        self.close_button = IconButton("close", _("Dismiss"), role="quiet")
        self.close_button.clicked.connect(lambda: self.say(""))
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        row.setSpacing(Space.S)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(Glyph("error", "error"), 0, top)
        row.addWidget(self._text, 1)
        row.addWidget(self.close_button, 0, top)
        self.hide()

    @property
    def text(self) -> str:
        """What is said."""
        return self._text.text()

    def say(self, text: str) -> None:
        """Says why; nothing for no text."""
        self._text.setText(text)
        self.setVisible(bool(text))
        if text:
            announce(self, text, urgent=True)

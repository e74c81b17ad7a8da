"""Why a file was not taken, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.i18n import _
from gui.services.notices import Offer
from gui.views.announce import announce
from gui.views.buttons import Button
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
        self.offer_button = Button("", kind="normal")
        self.offer_button.clicked.connect(self._take)
        self._offer: Offer | None = None
        self.close_button = IconButton("close", _("Dismiss"), role="quiet")
        self.close_button.clicked.connect(lambda: self.say(""))
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        row.setSpacing(Space.S)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(Glyph("error", "error"), 0, top)
        row.addWidget(self.close_button, 0, top)
        lines = QVBoxLayout()
        lines.setSpacing(Space.S)
        lines.addWidget(self._text)
        lines.addWidget(self.offer_button, 0, Qt.AlignmentFlag.AlignLeft)
        row.insertLayout(1, lines, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What is said."""
        return self._text.text()

    def say(self, text: str, offer: Offer | None = None) -> None:
        """Says why, and offers what can be done about it; nothing for no text."""
        self._offer = offer
        self._text.setText(text)
        self.offer_button.set_text(offer.label if offer is not None else "")
        self.offer_button.setVisible(offer is not None)
        self.offer_button.setEnabled(True)
        self.setVisible(bool(text))
        if text:
            announce(self, text, urgent=True)

    def _take(self) -> None:
        """It is being done: what comes of it is said in its place."""
        if self._offer is not None:
            self.offer_button.setEnabled(False)
            self._offer.act()

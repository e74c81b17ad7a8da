"""The words below an editor whose widget cannot hold the whole text as it is.

The text is shown read-only then and kept as it is; the strip says why and offers the way out.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from gui.views.buttons import Button
from gui.views.icons import Glyph
from gui.views.text import Label
from gui.views.theme import Space


class HeldStrip(QFrame):
    """Why a text is read-only, and a button. Signal: `asked()` when the button is pressed."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("held_strip")
        self.why = Label("", role="small", elide=True)
        self.button = Button("", kind="quiet", dense=True)
        self.button.clicked.connect(self.asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        row.addWidget(Glyph("lock", "quiet", side=Space.L))
        row.addWidget(self.why)
        row.addWidget(self.button)
        self.hide()

    def say(self, why: str, verb: str) -> None:
        """Sets the words and the button's verb."""
        self.why.setText(why)
        self.button.set_text(verb)

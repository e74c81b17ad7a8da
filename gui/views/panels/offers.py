"""The buttons of a notice: what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from gui.services.notices import Offer, Tone
from gui.views.buttons import Button
from gui.views.icons import IconRole
from gui.views.text import Label
from gui.views.theme import Space

TONE_ICONS: Final[dict[Tone, tuple[str, IconRole]]] = {
    Tone.INFO: ("info", "accent"),
    Tone.SUCCESS: ("success", "added"),
    Tone.WARNING: ("warning", "warning"),
    Tone.ERROR: ("error", "error"),
}
"""The mark of a tone: a shape of its own, so that colour is not all there is."""

OFFER_LIMIT: Final = 3

LEAST_LETTERS: Final = 28
"""Where fewer letters would fit beside the buttons, these go below the words."""


class OfferButtons(QWidget):
    """At most three offers as quiet buttons; `taken()` comes before an offer acts."""

    taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offers: tuple[Offer, ...] = ()
        self._buttons: list[Button] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        for at in range(OFFER_LIMIT):
            button = Button("", kind="quiet")
            button.clicked.connect(lambda _checked=False, at=at: self._take(at))
            button.hide()
            row.addWidget(button)
            self._buttons.append(button)

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Shows these offers; a button whose words stay keeps its focus."""
        self._offers = tuple(offers[:OFFER_LIMIT])
        for at, button in enumerate(self._buttons):
            if at < len(self._offers):
                button.set_text(self._offers[at].label)
            button.setVisible(at < len(self._offers))
        self.setVisible(bool(self._offers))

    def _take(self, at: int) -> None:
        if at < len(self._offers):
            offer = self._offers[at]
            self.taken.emit()
            offer.act()


class WordsAndButtons(QWidget):
    """Words with buttons beside them, or below where the words would get too narrow."""

    def __init__(self, words: Label, buttons: Sequence[QWidget]) -> None:
        super().__init__()
        self._words = words
        self._buttons = tuple(buttons)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._beside = QWidget()
        row = QHBoxLayout(self._beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(Space.S)
        self._layout.addWidget(words, 1)
        self._layout.addWidget(self._beside)

    @property
    def natural_width(self) -> int:
        """How wide it is with the words on one line."""
        metrics = self._words.fontMetrics()
        words = metrics.horizontalAdvance(self._words.text()) + Space.XS
        return words + Space.S + self._beside.sizeHint().width()

    def arrange(self, width: int) -> None:
        """Puts the buttons where they belong in that width."""
        letter = self._words.fontMetrics().averageCharWidth()
        room = width - self._beside.sizeHint().width() - Space.S
        below = room < LEAST_LETTERS * letter and self.natural_width > width
        self._layout.setDirection(
            QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        )
        self._layout.setSpacing(0 if below else Space.S)

    def measure_anew(self) -> None:
        """Has words and buttons that were just exchanged count in the next size that is asked
        for; by itself Qt tells the layouts above only when the event loop goes on."""
        for widget in (*self._buttons, self._beside, self):
            widget.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange(self.width())

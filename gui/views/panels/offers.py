"""The buttons of a notice: what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.services.notices import Offer, Tone
from gui.views.buttons import Button
from gui.views.icons import IconRole
from gui.views.theme import Space

TONE_ICONS: Final[dict[Tone, tuple[str, IconRole]]] = {
    Tone.INFO: ("info", "accent"),
    Tone.SUCCESS: ("success", "added"),
    Tone.WARNING: ("warning", "warning"),
    Tone.ERROR: ("error", "error"),
}
"""The mark of a tone: a shape of its own, so that colour is not all there is."""

OFFER_LIMIT: Final = 2


class OfferButtons(QWidget):
    """At most two offers as quiet buttons; `taken()` comes before an offer acts."""

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

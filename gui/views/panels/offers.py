"""The buttons of a notice: what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, cast

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from gui.i18n import _, listed
from gui.services.notices import Notice, Offer, Tone
from gui.views.actions import Act
from gui.views.buttons import Button
from gui.views.icons import IconRole
from gui.views.keymap import key_text
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


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer that is on the screen, of the notice that makes it. `take` does it there, and
    nothing, with False, when it is not made any more."""

    notice: Notice
    label: str
    take: Callable[[], bool]


def spoken(text: str, offers: Sequence[Offer]) -> str:
    """What a screen reader is told: the words, what is offered, and the key that leads there."""
    if not offers:
        return text
    labels = listed(offer.label for offer in offers)
    keys = key_text(Act.NEXT_PART)
    if not keys:
        return _("{text} Offered: {offers}.").format(text=text, offers=labels)
    told = _("{text} Offered: {offers}. {keys} leads there.")
    return told.format(text=text, offers=labels, keys=keys)


class WayBack(QObject):
    """Who had the focus before it came into a widget that will go away: it is given back."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._before: QWidget | None = None
        app = cast(QApplication, QApplication.instance())
        app.focusChanged.connect(self._on_focus)

    def go(self) -> None:
        """Gives the focus back, where it is inside."""
        focus, before = QApplication.focusWidget(), self._before
        if focus is None or not self._widget.isAncestorOf(focus):
            return
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        inside = self._widget.isAncestorOf
        if now is not None and old is not None and inside(now) and not inside(old):
            self._before = old


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

    @property
    def offers(self) -> tuple[Offer, ...]:
        """Those that are shown."""
        return self._offers

    def take(self, label: str) -> bool:
        """Does what pressing the button of that name does; False where there is none."""
        at = next((at for at, offer in enumerate(self._offers) if offer.label == label), -1)
        if at >= 0:
            self._take(at)
        return at >= 0

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

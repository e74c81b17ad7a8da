"""The cards of the list of changes in an area that scrolls.

It lays the cards out at once and by itself: what was typed is measured, put in its place and
painted without a round of layout requests through the whole window.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from gui.model.fields import BY_KEY
from gui.views.panels.changes_cards import KeyCard
from gui.views.panels.changes_items import Item, LineId
from gui.views.panels.changes_rows import Owner, Stop
from gui.views.panels.changes_stack import drop
from gui.views.theme import Space

_AHEAD: Final = 0.5
"""How much of the height of the view is furnished above and below it."""
_BAR_ROOM: Final = Space.L


class ChangesSheet(QScrollArea):
    """Cards in the order of the field table."""

    def __init__(self, owner: Owner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._owner = owner
        self._cards: dict[str, KeyCard] = {}
        self._sheet = QWidget()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._sheet)
        self.verticalScrollBar().valueChanged.connect(self.furnish)

    # --- what it shows ---------------------------------------------------------------------

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self._cards)

    def card(self, key: str) -> KeyCard | None:
        return self._cards.get(key)

    def show_item(self, item: Item) -> bool:
        """Shows a key's item; False where nothing differs from what is shown."""
        key = item.place.key
        card = self._cards.get(key)
        if card is not None:
            return card.show_item(item)
        self._cards[key] = KeyCard(self._owner, item, self._sheet)
        self._cards = {known: self._cards[known] for known in BY_KEY if known in self._cards}
        return True

    def drop(self, key: str) -> bool:
        """Takes a key's card away; False where there is none."""
        card = self._cards.pop(key, None)
        if card is not None:
            drop(card)
        return card is not None

    def signs(self) -> Iterator[LineId]:
        """All lines and chips in the order in which they are walked, seen or not."""
        for card in self._cards.values():
            yield from card.signs()

    def __contains__(self, sign: LineId) -> bool:
        card = self._cards.get(sign[1].key)
        return card is not None and sign in card

    def stop(self, sign: LineId) -> Stop:
        """The widget of a line, made if there is none yet."""
        return self._cards[sign[1].key].stop(sign)

    def more_buttons(self) -> Iterator[QWidget]:
        """The buttons that show the rest of long lists, from top to bottom."""
        return (card.more for card in self._cards.values() if card.more is not None)

    def forget(self) -> None:
        """Measures anew, after the fonts changed."""
        for card in self._cards.values():
            card.forget()
        self.place()

    # --- where everything lies -------------------------------------------------------------

    def place(self) -> None:
        """Puts the cards one below the other and furnishes what is seen."""
        inner, top = self._inner(), 0
        # Where the bar is there is room for it, also while it is not there: nothing jumps.
        left = self.viewport().width() - Space.M - inner if self.isRightToLeft() else Space.M
        for card in self._cards.values():
            high = card.lay(inner)
            card.setGeometry(left, top, inner, high)
            card.show()
            top += high + Space.S
        self._sheet.resize(self.viewport().width(), max(0, top - Space.S) + Space.M)
        self.furnish()

    def _inner(self) -> int:
        return max(0, self.width() - Space.M - _BAR_ROOM)

    def furnish(self) -> None:
        """Makes the rows in and near the view, and lets go of those far from it."""
        height = self.viewport().height()
        start = self.verticalScrollBar().value() - round(height * _AHEAD)
        end = start + round(height * (1 + 2 * _AHEAD))
        for card in self._cards.values():
            card.furnish(start - card.y(), end - card.y())

    # --- Qt's side -------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._sheet.width() != self.viewport().width():
            self.place()
        else:
            self.furnish()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.forget()
        elif event.type() == QEvent.Type.LayoutDirectionChange:
            self.place()

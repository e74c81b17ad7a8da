"""The cards of a list as a Qt model, so that a view and assistive technology can read them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.views.tabs.card import Card


class Role(IntEnum):
    """Roles beside Qt's own: the card itself."""

    CARD = Qt.ItemDataRole.UserRole


class CardModel(QAbstractListModel):
    """Holds cards in their order; tells the least that changed when it is given new ones."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards: list[Card] = []

    @property
    def cards(self) -> tuple[Card, ...]:
        return tuple(self._cards)

    def card(self, row: int) -> Card | None:
        """The card of a row; None outside the list."""
        return self._cards[row] if 0 <= row < len(self._cards) else None

    def row_of(self, ref: str | None) -> int:
        """The row of an entry, -1 when it is not there."""
        return next((row for row, card in enumerate(self._cards) if card.ref == ref), -1)

    def set_cards(self, cards: Sequence[Card]) -> None:
        """Shows these cards from now on."""
        old = [card.ref for card in self._cards]
        new = [card.ref for card in cards]
        if old == new:
            self._exchange(cards)
        elif len(new) == len(old) + 1 and (at := _odd_one(new, old)) is not None:
            self.beginInsertRows(QModelIndex(), at, at)
            self._cards.insert(at, cards[at])
            self.endInsertRows()
            self._exchange(cards)
        elif len(old) == len(new) + 1 and (at := _odd_one(old, new)) is not None:
            self.beginRemoveRows(QModelIndex(), at, at)
            del self._cards[at]
            self.endRemoveRows()
            self._exchange(cards)
        else:
            self.beginResetModel()
            self._cards = list(cards)
            self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self._cards)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        card = self.card(index.row()) if index.isValid() else None
        if card is None:
            return None
        if role == Role.CARD:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return card.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return card.spoken
        return None

    def _exchange(self, cards: Sequence[Card]) -> None:
        for row, card in enumerate(cards):
            if self._cards[row] is not card and self._cards[row] != card:
                self._cards[row] = card
                index = self.index(row)
                self.dataChanged.emit(index, index)


def _odd_one(longer: Sequence[str], shorter: Sequence[str]) -> int | None:
    """Where the one ref stands that the shorter list lacks; None when more differs."""
    pairs = enumerate(zip(longer, shorter, strict=False))
    at = next((row for row, (one, other) in pairs if one != other), len(shorter))
    return at if list(longer[at + 1 :]) == list(shorter[at:]) else None

"""The words of a set as items, and what happens to them: pure list operations and a Qt model."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from gui.i18n import _
from gui.model.values import Words
from gui.model.words import sign_of
from gui.views.text import shown

ADDED_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
BLINK_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 2

Index = QModelIndex | QPersistentModelIndex


def find_twin(words: Words, word: str, *, besides: int = -1) -> int:
    """Where the set has a word that reads the same; -1 where it does not."""
    sign = sign_of(word)
    for at, other in enumerate(words):
        if at != besides and sign_of(other) == sign:
            return at
    return -1


def join_words(words: Words, new: Iterable[str]) -> tuple[Words, tuple[int, ...]]:
    """The words with the new ones behind them, and the positions of twins that stay as they are."""
    result, twins = list(words), []
    there = {sign_of(word): at for at, word in reversed([*enumerate(words)])}
    for word in new:
        at = there.setdefault(sign_of(word), len(result))
        if at == len(result):
            result.append(word)
        else:
            twins.append(at)
    return tuple(result), tuple(twins)


class ChipModel(QAbstractListModel):
    """Shows words. It holds them as Python texts, so that no character is lost on the way."""

    def __init__(self) -> None:
        super().__init__()
        self.words: Words = ()
        self._original: frozenset[str] | None = None
        self._blinking: frozenset[int] = frozenset()

    def show(self, words: Words) -> None:
        """Shows other words."""
        self.beginResetModel()
        self.words = words
        self._blinking = frozenset()
        self.endResetModel()

    def set_original(self, words: Words | None) -> None:
        """Marks all words that are not among these as added; None marks nothing."""
        self._original = None if words is None else frozenset(words)
        self._changed(ADDED_ROLE)

    def blink(self, rows: Iterable[int]) -> None:
        """Lets these chips stand out, and no others."""
        self._blinking = frozenset(rows)
        self._changed(BLINK_ROLE)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.words)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.words):
            return None
        word = self.words[index.row()]
        if role == Qt.ItemDataRole.EditRole:
            return word
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return shown(word)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return _("added") if self._is_added(word) else ""
        if role == ADDED_ROLE:
            return self._is_added(word)
        if role == BLINK_ROLE:
            return index.row() in self._blinking
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return (
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
            if index.isValid()
            else Qt.ItemFlag.NoItemFlags
        )

    def _is_added(self, word: str) -> bool:
        return self._original is not None and word not in self._original

    def _changed(self, role: int) -> None:
        if self.words:
            self.dataChanged.emit(self.index(0), self.index(len(self.words) - 1), [role])

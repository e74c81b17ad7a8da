"""The words of a set as items, and what happens to them: pure list operations and a Qt model."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from gui.i18n import _
from gui.model.values import Words
from gui.views.text import shown

_SEPARATORS: Final = re.compile("[,;\\r\\n\uff0c\u3001\uff1b]+")
"""What ends a word in typed and pasted text: comma, semicolon, line end, also East Asian ones."""

ADDED_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
BLINK_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 2

Index = QModelIndex | QPersistentModelIndex


def split_words(text: str) -> Words:
    """The words of a typed or pasted text, without the blanks around them."""
    return tuple(word for part in _SEPARATORS.split(text) if (word := part.strip()))


def has_separator(text: str) -> bool:
    """Whether a text holds more than one word, or a finished one."""
    return _SEPARATORS.search(text) is not None


def find_twin(words: Words, word: str, *, besides: int = -1) -> int:
    """Where the set has that word, whatever its capitals; -1 where it does not."""
    sign = word.casefold()
    for at, other in enumerate(words):
        if at != besides and other.casefold() == sign:
            return at
    return -1


def join_words(words: Words, new: Iterable[str]) -> tuple[Words, tuple[int, ...]]:
    """The words with the new ones behind them, and the positions of twins that stay as they are."""
    result, twins = list(words), []
    for word in new:
        at = find_twin(tuple(result), word)
        if at < 0:
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

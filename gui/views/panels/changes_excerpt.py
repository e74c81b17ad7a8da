"""Two texts made ready to be read side by side: what went is marked, what came is marked, and of
a long text only the surroundings of its changes are shown. No Qt."""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gui.model.texts import READING_LIMIT, shorten
from gui.model.worddiff import Segment, Side, word_diff

SHOWN_LIMIT: Final = 300
"""Characters of one side that are shown unasked (reliability H43)."""

_AROUND: Final = 48
"""Characters of unchanged text that are left before and behind a change."""
_WORD: Final = 16
"""How far a cut may move to fall between two words."""


class Look(enum.Enum):
    """How a piece of text is shown."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    GAP = "gap"
    """Stands for text that was left off."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text of one look."""

    look: Look
    text: str


@dataclass(frozen=True, slots=True)
class Sides:
    """Both texts in pieces; `is_cut` tells that something was left off."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    is_cut: bool = False


_GAP: Final = Piece(Look.GAP, " … ")
_LOOKS: Final = {Side.EQUAL: Look.SAME, Side.REMOVED: Look.REMOVED, Side.ADDED: Look.ADDED}


def side_by_side(before: str, after: str, *, words: bool = True, everything: bool = False) -> Sides:
    """Both texts with their differences marked, at most 300 characters of each.

    `words` compares word by word, else all of one text is replaced by all of the other.
    `everything` shows as much as can be laid out in time: 20,000 characters of each.
    """
    limit = READING_LIMIT if everything else SHOWN_LIMIT
    segments = word_diff(before, after) if words and before and after else _replaced(before, after)
    pieces = [Piece(_LOOKS[segment.side], segment.text) for segment in segments if segment.text]
    is_cut = max(len(before), len(after)) > limit
    if is_cut and before != after:
        pieces = list(_near_changes(pieces))
    return Sides(
        tuple(_first(limit, (piece for piece in pieces if piece.look is not Look.ADDED))),
        tuple(_first(limit, (piece for piece in pieces if piece.look is not Look.REMOVED))),
        is_cut,
    )


def _replaced(before: str, after: str) -> tuple[Segment, ...]:
    return (Segment(Side.REMOVED, before), Segment(Side.ADDED, after))


def _near_changes(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The changes with a little of the unchanged text around them."""
    for number, piece in enumerate(pieces):
        if piece.look is Look.SAME:
            yield from _around(piece.text, is_first=number == 0, is_last=piece is pieces[-1])
        else:
            yield piece


def _first(limit: int, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces of one side until so many characters are reached."""
    left = limit
    for piece in pieces:
        if piece.look is Look.GAP:
            yield piece
        elif len(piece.text) <= left:
            yield piece
            left -= len(piece.text)
        else:
            if left > 0:
                yield Piece(piece.look, _head(piece.text, left))
            yield _GAP
            return


def _around(text: str, *, is_first: bool, is_last: bool) -> Iterator[Piece]:
    """Of an unchanged text what lies near a change."""
    head, tail = 0 if is_first else _AROUND, 0 if is_last else _AROUND
    if len(text) <= head + tail + _WORD:
        yield Piece(Look.SAME, text)
        return
    if head:
        yield Piece(Look.SAME, _head(text, head))
    yield _GAP
    if tail:
        yield Piece(Look.SAME, _tail(text, tail))


def _head(text: str, size: int) -> str:
    """The beginning of a longer text, ended between two words if one is near."""
    head = shorten(text, size + 1)[:-1]
    at = max((head.rfind(blank) for blank in " \n"), default=-1)
    return head[:at] if at > len(head) - _WORD and at > 0 else head


def _tail(text: str, size: int) -> str:
    """The end of a longer text, begun between two words if one is near."""
    start = len(text) - size
    for later in range(start, min(start + _WORD, len(text))):
        if text[later] in " \n":
            return text[later + 1 :]
    while start < len(text) - 1 and _continues(text[start]):
        start += 1
    return text[start:]


def _continues(char: str) -> bool:
    """Whether a character belongs to the one before it."""
    return char in "\u200c\u200d" or unicodedata.category(char).startswith("M")

"""What differs between two texts, word by word, for the review of long fields.

The answer is for reading, not for patching: changes come in readable pieces rather than in the
smallest possible ones, and the work is capped (H59), so that two long texts with nothing in
common become "all of it replaced" instead of a frozen window.
"""

from __future__ import annotations

import enum
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

# A run of letters and digits with its combining marks, each East Asian character by itself
# (those scripts write no blanks), a run of blanks, a line's end, else a single character.
_TOKENS: Final = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
    r"|(?:(?![\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])[\w\u0300-\u036f\u0483-\u0489"
    r"\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0dff\u0e30-\u0e4e\u200c\u200d])+"
    r"|\r?\n|[^\S\r\n]+|.",
    re.DOTALL,
)
_STEPS: Final = 6_000
"""How many comparisons one diff may cost; about 6 ms."""
_LONGEST: Final = 40_000
"""Characters in a part that is looked at word by word."""
_DEPTH: Final = 3
"""How often a part is cut again at words that are unique within it."""
_RUN: Final = 8
"""Tokens in a run that is looked for as a whole: four words and their blanks."""


class Side(enum.Enum):
    """Where a piece of text stands."""

    EQUAL = "equal"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text that is in both texts, in the first only, or in the second only."""

    side: Side
    text: str


_Piece: TypeAlias = tuple[Side, str]


def word_diff(before: str, after: str) -> tuple[Segment, ...]:
    """The pieces that lead from one text to the other, in reading order.

    Equal and removed pieces together are `before`, equal and added ones `after`, character by
    character. No two neighbours have the same side, and removed comes before added. A changed
    part of more than 40,000 characters is shown as replaced as a whole.
    """
    if before == after:
        return _joined([(Side.EQUAL, before)])
    pieces: list[_Piece] = []
    lines = _Comparison(before.splitlines(keepends=True), after.splitlines(keepends=True))
    for equal, removed, added in _hunks(lines.pieces(_STEPS // 3)):
        if removed and added and max(len(removed), len(added)) <= _LONGEST:
            words = _Comparison(_TOKENS.findall(removed), _TOKENS.findall(added))
            # In proportion, so that an early part does not use up what the others need.
            share = (len(removed) + len(added)) / (len(before) + len(after))
            pieces += words.pieces(int(_STEPS * share))
        else:
            pieces += ((Side.REMOVED, removed), (Side.ADDED, added))
        pieces.append((Side.EQUAL, equal))
    return _joined(_without_islands(pieces))


class _Comparison:
    """One comparison of two sequences of lines or words, and what it has found so far."""

    def __init__(self, before: Sequence[str], after: Sequence[str]) -> None:
        # Equal texts become the same object, which makes comparing them quick.
        known: dict[str, str] = {}
        self._before = [known.setdefault(item, item) for item in before]
        self._after = [known.setdefault(item, item) for item in after]
        self._steps = 0
        self._found: list[_Piece] = []

    def pieces(self, steps: int) -> list[_Piece]:
        """All of both sequences; what `steps` do not reach is replaced as a whole."""
        self._steps = steps
        self._found = []
        self._compare(0, len(self._before), 0, len(self._after), 0)
        return self._found

    def _compare(self, row: int, row_end: int, column: int, column_end: int, depth: int) -> None:
        """Compares a part of either sequence.

        What is the same at both ends is set aside, then the rest is cut at what occurs once in
        either and stands in the same order: between these anchors little is left to compare.
        """
        before, after = self._before, self._after
        start = row
        while row < row_end and column < column_end and before[row] == after[column]:
            row += 1
            column += 1
        self._found.append((Side.EQUAL, "".join(before[start:row])))
        end = row_end
        while (
            row < row_end and column < column_end and before[row_end - 1] == after[column_end - 1]
        ):
            row_end -= 1
            column_end -= 1
        anchors = []
        if depth < _DEPTH and row < row_end and column < column_end:
            anchors = self._anchors(row, row_end, column, column_end)
        for next_row, next_column in anchors:
            if row < next_row or column < next_column:
                self._compare(row, next_row, column, next_column, depth + 1)
            self._found.append((Side.EQUAL, before[next_row]))
            row, column = next_row + 1, next_column + 1
        if anchors:
            self._compare(row, row_end, column, column_end, depth + 1)
        else:
            self._shortest(row, row_end, column, column_end)
        self._found.append((Side.EQUAL, "".join(before[row_end:end])))

    def _anchors(
        self, row: int, row_end: int, column: int, column_end: int
    ) -> list[tuple[int, int]]:
        """Positions of what occurs once in both, as much of it as stands in the same order.

        Words by preference, else runs of words where every single one is repeated.
        """
        pairs = _unique_pairs(self._before[row:row_end], self._after[column:column_end])
        if not pairs and min(row_end - row, column_end - column) > 2 * _RUN:
            runs = self._runs
            pairs = _unique_pairs(
                runs[0][row : row_end - _RUN + 1], runs[1][column : column_end - _RUN + 1]
            )
        return [(row + down, column + across) for down, across in _rising(pairs)]

    @cached_property
    def _runs(self) -> tuple[list[int], list[int]]:
        """For each position a number for the run that begins there; equal runs, equal numbers."""
        known: dict[tuple[str, ...], int] = {}
        before, after = (
            [
                known.setdefault(run, len(known))
                for run in zip(*(items[start:] for start in range(_RUN)), strict=False)
            ]
            for items in (self._before, self._after)
        )
        return before, after

    def _shortest(self, row: int, row_end: int, column: int, column_end: int) -> None:
        """The shortest edit by Myers' greedy method (An O(ND) Difference Algorithm, 1986)."""
        before, after = self._before[row:row_end], self._after[column:column_end]
        rows, columns = len(before), len(after)
        reach = {1: 0}
        trail: list[dict[int, int]] = []
        for edits in range(rows + columns + 1 if rows and columns else 0):
            self._steps -= edits + 1
            if self._steps < 0:
                break
            trail.append(dict(reach))
            for diagonal in range(-edits, edits + 1, 2):
                if diagonal == -edits or (
                    diagonal != edits and reach[diagonal - 1] < reach[diagonal + 1]
                ):
                    here = reach[diagonal + 1]
                else:
                    here = reach[diagonal - 1] + 1
                there = here - diagonal
                while here < rows and there < columns and before[here] == after[there]:
                    here += 1
                    there += 1
                reach[diagonal] = here
                if here >= rows and there >= columns:
                    self._found.extend(list(_walked_back(before, after, trail))[::-1])
                    return
        self._found.append((Side.REMOVED, "".join(before)))
        self._found.append((Side.ADDED, "".join(after)))


def _unique_pairs(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Row and column of each item that either sequence has exactly once, by row."""
    counted, counted_after = Counter(before), Counter(after)
    columns = {item: column for column, item in enumerate(after) if counted_after[item] == 1}
    return [
        (row, columns[item])
        for row, item in enumerate(before)
        if counted[item] == 1 and item in columns
    ]


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs whose columns rise too, by piles as in patience sorting."""
    tops: list[int] = []
    piles: list[int] = []
    below: list[int | None] = []
    for number, (_row, column) in enumerate(pairs):
        pile = bisect_left(tops, column)
        below.append(piles[pile - 1] if pile else None)
        if pile == len(tops):
            tops.append(column)
            piles.append(number)
        else:
            tops[pile], piles[pile] = column, number
    found: list[tuple[int, int]] = []
    here = piles[-1] if piles else None
    while here is not None:
        found.append(pairs[here])
        here = below[here]
    return found[::-1]


def _walked_back(
    before: Sequence[str], after: Sequence[str], trail: list[dict[int, int]]
) -> Iterator[_Piece]:
    """The way found, from its end to its beginning."""
    row, column = len(before), len(after)
    for edits in range(len(trail) - 1, -1, -1):
        reach = trail[edits]
        diagonal = row - column
        down = diagonal == -edits or (
            diagonal != edits and reach[diagonal - 1] < reach[diagonal + 1]
        )
        previous = diagonal + 1 if down else diagonal - 1
        earlier_row = reach[previous] if edits else 0
        earlier_column = earlier_row - previous if edits else 0
        while row > earlier_row and column > earlier_column:
            row -= 1
            column -= 1
            yield Side.EQUAL, before[row]
        if edits and down:
            column -= 1
            yield Side.ADDED, after[column]
        elif edits:
            row -= 1
            yield Side.REMOVED, before[row]


def _hunks(pieces: Sequence[_Piece]) -> Iterator[tuple[str, str, str]]:
    """Groups of what was removed and added, each with the equal text that follows it."""
    parts: dict[Side, list[str]] = {side: [] for side in Side}
    for side, text in pieces:
        if not text:
            continue
        if side is not Side.EQUAL and parts[Side.EQUAL]:
            yield _texts(parts)
            parts = {side: [] for side in Side}
        parts[side].append(text)
    yield _texts(parts)


def _texts(parts: dict[Side, list[str]]) -> tuple[str, str, str]:
    equal, removed, added = ("".join(parts[side]) for side in Side)
    return equal, removed, added


def _without_islands(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The same with equal blanks between two replaced words counted as replaced too.

    "a b" become "x y" reads as one replacement, not as two with a blank in between.
    """
    hunks = list(_hunks(pieces))
    found: list[_Piece] = []
    removed = added = ""
    for number, (equal, gone, come) in enumerate(hunks):
        removed += gone
        added += come
        following = hunks[number + 1] if number + 1 < len(hunks) else None
        both = removed and added and following and following[1] and following[2]
        if both and equal.isspace() and "\n" not in equal:
            removed += equal
            added += equal
            continue
        found.extend(((Side.REMOVED, removed), (Side.ADDED, added), (Side.EQUAL, equal)))
        removed = added = ""
    return found


def _joined(pieces: Sequence[_Piece]) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    for equal, removed, added in _hunks(pieces):
        for side, text in ((Side.REMOVED, removed), (Side.ADDED, added), (Side.EQUAL, equal)):
            if text:
                segments.append(Segment(side, text))
    return tuple(segments)

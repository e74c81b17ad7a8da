"""The tables of a Word 97 document: where its text lies and how its paragraphs look.

After Microsoft's [MS-DOC], whose names for parts and sections stand in the comments. The streams
come out of the compound file by olefile. Everything is bounded by the size of the file, and what
does not hold together ends in `ValueError` or `struct.error`.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_PAGE = 512
_MOST_PIECES = 50_000
_MOST_RUNS = 400_000

# Sizes of operands by the three upper bits of a property's code; 6 says its size itself.
_OPERANDS = (1, 1, 2, 4, 2, 2, 0, 3)
_TABLE_DEFINITION, _TAB_STOPS = 0xD608, 0xC615


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters from `start` to `end` of the text, at `offset` in the main stream."""

    start: int
    end: int
    offset: int
    is_narrow: bool
    """One byte a character, in the code page of Western Europe."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """How many characters each part of the text has, in the order in which they are stored."""

    body: int
    footnotes: int
    headers: int
    comments: int
    endnotes: int
    boxes: int


class Header:
    """The information block at the beginning of the main stream (section 2.5, Fib)."""

    def __init__(self, main: bytes) -> None:
        magic, version = struct.unpack_from("<HH", main)
        flags = struct.unpack_from("<H", main, 10)[0]
        self._main = main
        self.is_word = magic == 0xA5EC
        self.is_old = magic in (0xA5DB, 0xA5DC, 0xA697, 0xA698, 0xA699) or version < 0xC1
        self.is_encrypted = bool(flags & 0x0100)
        self.table = "1Table" if flags & 0x0200 else "0Table"

    def lengths(self) -> Lengths:
        """Of the parts of the text (section 2.5.5, FibRgLw97)."""
        body, notes, headers = struct.unpack_from("<3i", self._main, 76)
        comments, endnotes, boxes = struct.unpack_from("<3i", self._main, 92)
        counts = (body, notes, headers, comments, endnotes, boxes)
        if any(count < 0 or count > 50_000_000 for count in counts):
            raise ValueError("lengths beyond reason")
        return Lengths(*counts)

    def part(self, table: bytes, number: int) -> bytes:
        """A structure of the table stream by its number (section 2.5.6, FibRgFcLcb97)."""
        start, size = struct.unpack_from("<II", self._main, 154 + 8 * number)
        return table[start : start + size] if size < len(table) + 1 else b""


STYLES, HEADERS, LOOKS, PARAGRAPHS, PIECES, LISTS, LIST_USES = 1, 11, 12, 13, 33, 73, 74


def pieces(clx: bytes) -> list[Piece]:
    """Where the text lies (section 2.9.38, Clx; 2.8.35, PlcPcd)."""
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at >= len(clx) or clx[at] != 2:
        raise ValueError("no table of pieces")
    plc = clx[at + 5 : at + 5 + struct.unpack_from("<I", clx, at + 1)[0]]
    count = (len(plc) - 4) // 12
    if not 0 < count <= _MOST_PIECES:
        raise ValueError("no pieces")
    starts = struct.unpack_from(f"<{count + 1}I", plc)
    found: list[Piece] = []
    for number in range(count):
        (where,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)
        is_narrow = bool(where & 0x40000000)
        offset = (where & 0x3FFFFFFF) // (2 if is_narrow else 1)
        start, end = starts[number], starts[number + 1]
        if end < start:
            raise ValueError("pieces out of order")
        found.append(Piece(start, end, offset, is_narrow))
    return found


def properties(packed: bytes) -> Iterator[tuple[int, bytes]]:
    """Codes and operands of a list of properties (section 2.2.5.1, Sprm)."""
    at = 0
    while at + 2 <= len(packed):
        (code,) = struct.unpack_from("<H", packed, at)
        at += 2
        size = _OPERANDS[code >> 13]
        if code == _TABLE_DEFINITION and at + 2 <= len(packed):
            size = struct.unpack_from("<H", packed, at)[0] + 1
        elif code == _TAB_STOPS and at < len(packed) and packed[at] == 255:
            return  # its size follows from its content; nothing of interest comes after it
        elif size == 0:
            if at >= len(packed):
                return
            size = packed[at] + 1
        yield code, packed[at : at + size]
        at += size


def whole(operand: bytes) -> int:
    """An operand as a number without sign."""
    return int.from_bytes(operand, "little")


class Looks:
    """How characters, or paragraphs, at places of the main stream look.

    They are kept in pages of 512 bytes (sections 2.9.22, ChpxFkp, and 2.9.174, PapxFkp) that a
    table lists. What is not listed has no properties of its own.
    """

    def __init__(self, main: bytes, table: bytes, *, of_paragraphs: bool) -> None:
        self._starts: list[int] = []
        self._runs: list[tuple[int, int, bytes]] = []
        count = max((len(table) - 4) // 8, 0)
        for number in range(count):
            (page,) = struct.unpack_from("<I", table, 4 * (count + 1) + 4 * number)
            start = (page & 0x3FFFFF) * _PAGE
            self._add(main[start : start + _PAGE], of_paragraphs)
            if len(self._runs) > _MOST_RUNS:
                raise ValueError("too many looks")
        order = sorted(range(len(self._runs)), key=lambda at: self._runs[at][0])
        self._runs = [self._runs[at] for at in order]
        self._starts = [run[0] for run in self._runs]

    def _add(self, page: bytes, of_paragraphs: bool) -> None:
        if len(page) < _PAGE:
            return
        count = page[_PAGE - 1]
        step = 13 if of_paragraphs else 1
        if 4 * (count + 1) + step * count > _PAGE:
            return
        places = struct.unpack_from(f"<{count + 1}I", page)
        for number in range(count):
            at = 2 * page[4 * (count + 1) + step * number]
            packed = b""
            if at and of_paragraphs:
                size = page[at]
                if size == 0 and at + 1 < _PAGE:
                    packed = page[at + 2 : at + 2 + 2 * page[at + 1]]
                else:
                    packed = page[at + 1 : at + 2 * size]
            elif at:
                packed = page[at + 1 : at + 1 + page[at]]
            self._runs.append((places[number], places[number + 1], packed))

    def at(self, place: int) -> bytes:
        """The packed properties at a place; empty where there are none."""
        found = bisect_right(self._starts, place) - 1
        if found < 0 or place >= self._runs[found][1]:
            return b""
        return self._runs[found][2]

    def ends(self, start: int, end: int) -> Iterator[int]:
        """The places between two others at which the look changes."""
        at = bisect_right(self._starts, start)
        while at < len(self._starts) and self._starts[at] < end:
            yield self._starts[at]
            at += 1

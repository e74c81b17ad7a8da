"""From what the reading process says to a `ResumeText`, believing nothing.

Every number, range and word is checked: whoever has taken over that process can say wrong
things about the stranger's own resume and nothing else. Everything here is a function of its
arguments, to be called in a thread.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from typing import Final

from gui.model.resume.document import (
    MOST_CHARACTERS,
    Block,
    BlockKind,
    Box,
    Cell,
    Line,
    Link,
    Missing,
    Page,
    Part,
    ResumeText,
    Span,
    Word,
    notes_of,
)

_FARTHEST: Final = 100_000.0
_MOST_NOTES: Final = 100_000
_KINDS: Final = {kind.value: kind for kind in BlockKind}
_PARTS: Final = {part.value: part for part in Part}
_MISSING: Final = {missing.value: missing for missing in Missing}


class NotAnAnswer(ValueError):
    """The process said something that no reader says."""


def read_json(data: bytes) -> dict[str, object]:
    """An answer's JSON object; `NotAnAnswer` for everything else."""
    try:
        return _object(json.loads(data, parse_constant=_refused))
    except (ValueError, RecursionError) as error:
        raise NotAnAnswer(str(error)) from error


def read_pages(about: dict[str, object], most: int) -> tuple[list[tuple[float, float]], int]:
    """The sizes of the pages, and how many more there are than are shown."""
    pages = _list(about.get("pages"))
    if len(pages) > most:
        raise NotAnAnswer("too many pages")
    sizes = [(_number(width, 1), _number(height, 1)) for width, height in _rows(pages, 2)]
    return sizes, _count(about.get("more"), 10_000_000)


class Pages:
    """Collects the pages of a PDF and gives the whole. Pages are added in their order."""

    def __init__(self, media: str, more: int) -> None:
        self._media = media
        self._parts: list[str] = []
        self._length = 0
        self._pages: list[Page] = []
        self._blocks: list[Block] = []
        self._links: list[Link] = []
        self._counts: list[tuple[Missing, int]] = [(Missing.REST, min(more, 1))]

    def add_unread(self, width: float, height: float) -> None:
        """A page whose text could not be had."""
        self._counts.append((Missing.UNREAD_PAGES, 1))
        self._pages.append(Page(len(self._pages), width, height, (), self._length, self._length))

    def add(self, width: float, height: float, said: dict[str, object]) -> None:
        """A page as the process described it; `NotAnAnswer` leaves everything as it was."""
        number = len(self._pages)
        made = _PageMaker(number, self._length, self._length > 0)
        for kind, level, apart, lines in _rows(_list(said.get("paragraphs")), 4):
            made.paragraph(_kind(kind), _count(level, 9), bool(apart), _list(lines))
        links = list(self._read_links(number, made.lines, _list(said.get("links"))))
        is_picture = said.get("picture") is True and not made.lines
        self._counts += [
            (Missing.TEXT_OF_PAGES, int(is_picture)),
            (Missing.LETTERS, int(_count(said.get("odd"), _MOST_NOTES) > 0)),
            (Missing.REST, int(said.get("rest") is True or made.is_full)),
            (Missing.FORM, int(said.get("form") is True and number == 0)),
        ]
        start = made.lines[0].start if made.lines else self._length
        self._parts += made.parts
        self._length = made.length
        self._blocks += made.blocks
        self._links += links
        self._pages.append(
            Page(number, width, height, tuple(made.lines), start, made.length, is_picture)
        )

    def whole(self) -> ResumeText:
        """Everything that was added."""
        return ResumeText(
            self._media,
            "".join(self._parts),
            tuple(self._pages),
            tuple(self._blocks),
            tuple(self._links),
            notes_of(self._counts),
        )

    def _read_links(self, page: int, lines: Sequence[Line], said: list[object]) -> Iterator[Link]:
        for url, *edges in _rows(said, 5):
            box = _box(edges)
            covered = [
                word
                for line in lines
                if line.box.top < box.bottom and line.box.bottom > box.top
                for word in line.words
                if box.contains(
                    (word.box.left + word.box.right) / 2, (word.box.top + word.box.bottom) / 2
                )
            ]
            start = covered[0].start if covered else self._length
            end = max((word.end for word in covered), default=start)
            yield Link(_text(url, 2_000), start, end, page, box)


class _PageMaker:
    """One page on its way into the text, which is `length` long so far."""

    def __init__(self, number: int, length: int, follows: bool) -> None:
        self._number = number
        self._follows = follows
        self.length = length
        self.parts: list[str] = []
        self.lines: list[Line] = []
        self.blocks: list[Block] = []
        self.is_full = False

    def paragraph(self, kind: BlockKind, level: int, apart: bool, lines: list[object]) -> None:
        """Adds a block of lines."""
        made: list[Line] = []
        spans: list[Span] = []
        for size, bold, words in _rows(lines, 3):
            between = "\n"
            if not made and (apart or (self._follows and not self.lines)):
                between = "\n\n"
            line = self._line(between, _number(size, 0), bool(bold), _list(words))
            if line is None:
                break
            made.append(line)
            self.lines.append(line)
            spans.append(Span(line.start, line.end, is_bold=line.is_bold, size=line.size))
        if made:
            rtl = sum(word.is_rtl for line in made for word in line.words)
            is_rtl = 2 * rtl > sum(len(line.words) for line in made)
            self.blocks.append(
                Block(
                    kind,
                    made[0].start,
                    made[-1].end,
                    level,
                    spans=tuple(spans),
                    is_rtl=is_rtl,
                    page=self._number,
                )
            )

    def _line(self, between: str, size: float, bold: bool, said: list[object]) -> Line | None:
        words: list[Word] = []
        for text, left, top, right, bottom, marks, flags in _rows(said, 7):
            style = _count(flags, 7)
            shown = _text(text, 5_000)
            if not shown or any(map(str.isspace, shown)):
                raise NotAnAnswer("a word with blanks")
            if words:
                between = "\t" if style & 2 else " "
            elif not self._follows and not self.lines:
                between = ""
            if self.length + len(between) + len(shown) > MOST_CHARACTERS:
                self.is_full = True
                break
            self.parts += (between, shown)
            self.length += len(between) + len(shown)
            start = self.length - len(shown)
            box = _box([left, top, right, bottom])
            reach = _marks(marks, len(shown))
            words.append(Word(shown, start, box, reach, bool(style & 1), bool(style & 4)))
        if not words:
            return None
        box = words[0].box
        for word in words[1:]:
            box = box.joined(word.box)
        return Line(tuple(words), box, size, bold)


def read_flowing(media: str, said: dict[str, object]) -> ResumeText:
    """A flowing document as the process described it."""
    text = said.get("text")
    if not isinstance(text, str) or len(text) > MOST_CHARACTERS or not _is_clean(text, "\n\t"):
        raise NotAnAnswer("no text")
    blocks: list[Block] = []
    here = 0
    for row in _rows(_list(said.get("blocks")), 9):
        block = _block(row, here, len(text))
        here = block.end
        blocks.append(block)
    links = [
        Link(_text(url, 2_000), *_range(start, end, 0, len(text)))
        for url, start, end in _rows(_list(said.get("links")), 3)
    ]
    counts = [
        (_MISSING[name], _count(count, _MOST_NOTES))
        for name, count in _object(said.get("notes")).items()
        if name in _MISSING
    ]
    return ResumeText(media, text, (), tuple(blocks), tuple(links), notes_of(counts))


def _block(row: list[object], here: int, length: int) -> Block:
    kind, level, marker, cell, part, start, end, rtl, spans = row
    first, last = _range(start, end, here, length)
    made: list[Span] = []
    for span_start, span_end, flags, size in _rows(_list(spans), 4):
        style = _count(flags, 7)
        made.append(
            Span(
                *_range(span_start, span_end, first, last),
                is_bold=bool(style & 1),
                is_italic=bool(style & 2),
                is_underlined=bool(style & 4),
                size=_number(size, 0),
            )
        )
    place = None
    if cell is not None:
        table, number, column = (_count(each, 1_000_000) for each in _sized(cell, 3))
        place = Cell(table, number, column)
    found = _PARTS.get(part) if isinstance(part, str) else None
    if found is None:
        raise NotAnAnswer("an unknown part")
    return Block(
        _kind(kind),
        first,
        last,
        _count(level, 20),
        _text(marker, 20),
        place,
        found,
        tuple(made),
        bool(rtl),
    )


# --- pieces -----------------------------------------------------------------------------------


def _refused(constant: str) -> object:
    raise NotAnAnswer(constant)


def _object(said: object) -> dict[str, object]:
    if not isinstance(said, dict):
        raise NotAnAnswer("no object")
    return said


def _list(said: object) -> list[object]:
    if not isinstance(said, list):
        raise NotAnAnswer("no list")
    return said


def _sized(said: object, size: int) -> list[object]:
    found = _list(said)
    if len(found) != size:
        raise NotAnAnswer("a list of another length")
    return found


def _rows(said: list[object], size: int) -> Iterator[list[object]]:
    for each in said:
        yield _sized(each, size)


def _number(said: object, least: float) -> float:
    if isinstance(said, bool) or not isinstance(said, (int, float)):
        raise NotAnAnswer("no number")
    if not (math.isfinite(said) and least <= said <= _FARTHEST):
        raise NotAnAnswer("a number beyond reason")
    return float(said)


def _count(said: object, most: int) -> int:
    if isinstance(said, bool) or not isinstance(said, int) or said < 0:
        raise NotAnAnswer("no count")
    return min(said, most)


def _range(start: object, end: object, least: int, most: int) -> tuple[int, int]:
    first, last = _count(start, most + 1), _count(end, most + 1)
    if not least <= first <= last <= most:
        raise NotAnAnswer("a range outside the text")
    return first, last


def _box(edges: Sequence[object]) -> Box:
    left, top, right, bottom = (_number(edge, -_FARTHEST) for edge in edges)
    if left > right or top > bottom:
        raise NotAnAnswer("a box inside out")
    return Box(left, top, right, bottom)


def _marks(said: object, size: int) -> bytes:
    found = _list(said)
    if not found:
        return b""
    marks = bytes(_count(each, 255) for each in _sized(found, size))
    if list(marks) != sorted(marks):
        raise NotAnAnswer("marks that go back")
    return marks


def _text(said: object, most: int) -> str:
    if not isinstance(said, str) or len(said) > most or not _is_clean(said, ""):
        raise NotAnAnswer("no text")
    return said


def _is_clean(text: str, allowed: str) -> bool:
    """Whether it holds no control characters and no halves of surrogate pairs."""
    if text.isascii() and text.isprintable():
        return True
    return all(
        char in allowed
        or not (char < " " or "\x7f" <= char < "\xa0" or "\ud800" <= char <= "\udfff")
        for char in text
    )


def _kind(said: object) -> BlockKind:
    found = _KINDS.get(said) if isinstance(said, str) else None
    if found is None:
        raise NotAnAnswer("an unknown kind")
    return found

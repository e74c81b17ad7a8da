"""What a resume says and where each piece of it stands.

One plain text carries everything: blocks, lines, words, links and styles are ranges of it, so
that a value found in the text leads to a place on a page, and a place on a page to the text. All
of it is a stranger's: plain text, never markup. Reading a file is `gui.services.reading`'s.

The text has one line for each line of a page or paragraph of a flowing document, one blank
between words, tabs between the columns of one line, and an empty line wherever something new
begins: another column, another page, a gap. It holds no carriage returns.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gui.i18n import _, ngettext
from gui.model.resume.kinds import BlockKind as BlockKind
from gui.model.resume.kinds import Missing as Missing
from gui.model.resume.kinds import Part as Part

MOST_CHARACTERS: Final = 400_000
"""Of a resume's text; what comes after is left out, and said (`Missing.REST`)."""
MOST_PAGES: Final = 500
"""Pages that are shown; of a longer document the rest is left out, and said."""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that could not be shown, and how often."""

    missing: Missing
    count: int = 1

    @property
    def sentence(self) -> str:
        """What is missing, in a short sentence."""
        return _sentence(self.missing, self.count)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page: points (1/72 inch) from the upper left corner of the page as shown,
    downwards and to the right."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def contains(self, x: float, y: float) -> bool:
        """Whether a point lies in it; its edges belong to it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def joined(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page. `start` is its offset in the resume's text, its end `start + len(text)`.

    `marks` has one byte a character: how far the word reaches with that character, from its
    reading side and in 255ths of its width. Empty where that is not known. A word that
    `is_turned` is not written upright: it is only ever shown whole.
    """

    text: str
    start: int
    box: Box
    marks: bytes = b""
    is_rtl: bool = False
    is_turned: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def part(self, start: int, end: int) -> Box:
        """The box of the characters from `start` to `end`, offsets in the resume's text."""
        first, last = max(start - self.start, 0), min(end - self.start, len(self.text))
        if self.is_turned or (first <= 0 and last >= len(self.text)):
            return self.box
        near, far = self._reach(first), self._reach(last)
        if self.is_rtl:
            return Box(self.box.right - far, self.box.top, self.box.right - near, self.box.bottom)
        return Box(self.box.left + near, self.box.top, self.box.left + far, self.box.bottom)

    def offset_at(self, x: float) -> int:
        """The offset in the resume's text of the gap between characters that is nearest to `x`."""
        along = self.box.right - x if self.is_rtl else x - self.box.left
        nearest = min(range(len(self.text) + 1), key=lambda at: abs(self._reach(at) - along))
        return self.start + nearest

    def _reach(self, count: int) -> float:
        if count <= 0 or not self.text:
            return 0.0
        if len(self.marks) == len(self.text):
            return self.box.width * self.marks[count - 1] / 255
        return self.box.width * count / len(self.text)


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand beside each other, in reading order.

    `size` is that of most of its letters in points, 0 where not known.
    """

    words: tuple[Word, ...]
    box: Box
    size: float = 0.0
    is_bold: bool = False

    @property
    def start(self) -> int:
        return self.words[0].start

    @property
    def end(self) -> int:
        return self.words[-1].end


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a PDF; `number` counts from 0, width and height are points as shown.

    `start` to `end` is its part of the resume's text. `is_picture` is true for a page without
    text of its own that a picture fills: a scan. Lines are in reading order, column by column.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...] = ()
    start: int = 0
    end: int = 0
    is_picture: bool = False

    @property
    def has_text(self) -> bool:
        return bool(self.lines)

    def words(self) -> Iterator[Word]:
        """Its words in reading order."""
        for line in self.lines:
            yield from line.words

    def word_at(self, x: float, y: float) -> Word | None:
        """The word at a point of the page, in points; None beside the words."""
        for line in self.lines:
            if line.box.contains(x, y):
                for word in line.words:
                    if word.box.contains(x, y):
                        return word
        return None

    def offset_at(self, x: float, y: float) -> int | None:
        """The offset in the resume's text that is nearest to a point; None on an empty page.

        For selecting: a point beside a line means its nearer end, one between lines the nearer.
        """
        if not self.lines:
            return None
        line = min(self.lines, key=lambda each: _distance(each.box, x, y))
        word = min(line.words, key=lambda each: _distance(each.box, x, line.box.top))
        return word.offset_at(x)


@dataclass(frozen=True, slots=True)
class Span:
    """How a range of the text looks; what no span covers looks like the body text.

    `size` is in points, 0 where not known.
    """

    start: int
    end: int
    is_bold: bool = False
    is_italic: bool = False
    is_underlined: bool = False
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in a table: the number of the table in the document, row and column, all from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item: the range `start` to `end` of the text.

    `level` is that of a heading from 1 (0 is a title or not known), or the depth of a list item
    from 0. `marker` is a list item's sign or number where it is not in the text itself. `cell` is
    set for everything inside a table; a plain paragraph in there is a `TABLE_CELL`. `page` is the
    page's number for PDFs, None for flowing documents. For PDFs the kind is a guess by size,
    weight and signs.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    marker: str = ""
    cell: Cell | None = None
    part: Part = Part.BODY
    spans: tuple[Span, ...] = ()
    is_rtl: bool = False
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An address behind a piece of text or of a page, as written in the file: not checked.

    `start` and `end` are equal where no text belongs to it. Open it through the one place that
    opens links, never directly.
    """

    url: str
    start: int
    end: int
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece of the text stands on a page; a piece over several lines has several."""

    page: int
    box: Box
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ResumeText:
    """Everything that was read of a resume.

    PDFs have `pages` with lines and words, and blocks that were guessed from them; flowing
    documents (docx, rtf, doc) have blocks only.
    """

    media: str
    text: str
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def has_text(self) -> bool:
        """Whether there is anything to pick from; a scan has none and can still be shown."""
        return not self.text.isspace() and bool(self.text)

    @property
    def is_flowing(self) -> bool:
        """Whether it is shown as flowing text rather than as pages."""
        return not self.pages

    def piece(self, start: int, end: int) -> str:
        """The text of a range as a person would copy it: lines as lines, no blanks at the ends."""
        return self.text[max(start, 0) : max(end, 0)].strip()

    def page_of(self, offset: int) -> Page | None:
        """The page of an offset; None for flowing documents."""
        at = bisect_right(self.pages, offset, key=lambda page: page.start) - 1
        return self.pages[at] if at >= 0 else None

    def block_of(self, offset: int) -> Block | None:
        """The block that an offset lies in or ends."""
        at = bisect_right(self.blocks, offset, key=lambda block: block.start) - 1
        if at < 0 or offset > self.blocks[at].end:
            return None
        return self.blocks[at]

    def places(self, start: int, end: int) -> tuple[Place, ...]:
        """Where a range of the text stands, one box a line; nothing for flowing documents."""
        found: list[Place] = []
        for page in self.pages:
            if page.end <= start or page.start >= end:
                continue
            for line in page.lines:
                found.extend(_place(page.number, line, start, end))
        return tuple(found)

    def find(self, wanted: str, *, most: int = 1_000) -> tuple[range, ...]:
        """The ranges in which a text stands, whatever its case, and however it is broken.

        Blanks in `wanted` stand for any blanks, tabs and line ends.
        """
        words = wanted.split()
        if not words:
            return ()
        pattern = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)
        found: list[range] = []
        for match in pattern.finditer(self.text):
            found.append(range(match.start(), match.end()))
            if len(found) == most:
                break
        return tuple(found)


def _place(page: int, line: Line, start: int, end: int) -> Iterator[Place]:
    covered = [word for word in line.words if word.start < end and word.end > start]
    if not covered:
        return
    box = covered[0].part(start, end)
    for word in covered[1:]:
        box = box.joined(word.part(start, end))
    yield Place(page, box, max(start, covered[0].start), min(end, covered[-1].end))


def _distance(box: Box, x: float, y: float) -> tuple[float, float]:
    """How far a point is from a box, up and down first: a line is chosen by its height."""
    beside = max(box.left - x, 0.0, x - box.right)
    above = max(box.top - y, 0.0, y - box.bottom)
    return above + beside * 0.25, beside


def notes_of(counts: Sequence[tuple[Missing, int]]) -> tuple[Note, ...]:
    """Notes for everything that is missing at least once, in the order of `Missing`."""
    total = dict.fromkeys(Missing, 0)
    for missing, count in counts:
        total[missing] += count
    return tuple(Note(missing, count) for missing, count in total.items() if count > 0)


def _sentence(missing: Missing, count: int) -> str:
    if missing is Missing.PICTURES:
        return ngettext("{n} picture is not shown.", "{n} pictures are not shown.", count).format(
            n=count
        )
    if missing is Missing.TEXT_OF_PAGES:
        return ngettext(
            "{n} page is a picture without text: it can be read, not picked from.",
            "{n} pages are pictures without text: they can be read, not picked from.",
            count,
        ).format(n=count)
    if missing is Missing.UNREAD_PAGES:
        return ngettext(
            "The text of {n} page could not be read.",
            "The text of {n} pages could not be read.",
            count,
        ).format(n=count)
    if missing is Missing.LETTERS:
        return ngettext(
            "On {n} page the file does not tell which letters it shows.",
            "On {n} pages the file does not tell which letters it shows.",
            count,
        ).format(n=count)
    sentences = {
        Missing.DRAWINGS: _("Drawings and diagrams are not shown."),
        Missing.OBJECTS: _("Embedded files are not shown."),
        Missing.REST: _("The document is very long: its end is left out."),
        Missing.FORM: _("This form can only be shown by the program it was made for."),
        Missing.LAYOUT: _("Shown as text: pages and fonts look different in the original."),
        Missing.DAMAGED: _("The file is damaged: what could be read is shown."),
    }
    return sentences[missing]

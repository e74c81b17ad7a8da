"""Word 97 to 2003 documents (doc).

No kept-up library in Python reads the text of these; olefile takes the compound file apart, and
`doc_bytes` and `doc_styles` read the tables in it. What is read: body, headers, footnotes and text
boxes with headings, list items, tables, links and looks. What is not: pictures, drawings, embedded
objects, comments, and everything that Word before 1997 wrote.

Control characters in the text are those of [MS-DOC] section 2.4.1.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from gui.decoder import doc_bytes as tables
from gui.decoder import protocol as say
from gui.decoder.doc_bytes import Header, Looks, Piece, properties, whole
from gui.decoder.doc_styles import Lists, Styles
from gui.decoder.flow import Block, Flow, Run, sign
from gui.decoder.protocol import CannotRead
from gui.model.resume.kinds import BlockKind, Missing, Part

_MOST_CHARACTERS = 2_000_000

_IN_TABLE, _ROW_END, _RTL = 0x2416, 0x2417, 0x2441
_SYMBOL, _SPECIAL = 0x6A09, 0x0855
_PICTURE, _DRAWING, _CELL, _FIELD, _RESULT, _FIELD_END = (
    "\1",
    "\x08",
    "\x07",
    "\x13",
    "\x14",
    "\x15",
)
_PLAIN = {"\t": "\t", "\x0b": "\n", "\x0c": "", "\x0e": "\n", "\x1e": "-", "\x1f": "", "\xa0": " "}


def read(data: bytes) -> dict[str, object]:
    """The document as plain data; `CannotRead` where it is none."""
    import olefile

    try:
        compound = olefile.OleFileIO(io.BytesIO(data))
    except OSError as error:  # what the library raises for every damage
        raise CannotRead(say.DAMAGED) from error
    if not compound.exists("WordDocument"):
        raise CannotRead(say.DAMAGED)
    main = compound.openstream("WordDocument").read()
    header = Header(main)
    if header.is_encrypted:
        raise CannotRead(say.LOCKED)
    if header.is_old or not header.is_word:
        raise CannotRead(say.OLD)
    if not compound.exists(header.table):
        raise CannotRead(say.DAMAGED)
    table = compound.openstream(header.table).read()
    flow = Flow()
    _Reader(main, table, header, flow).read()
    if compound.exists("ObjectPool"):
        flow.note(Missing.OBJECTS)
    return flow.plain()


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    has_result: bool = False

    @property
    def url(self) -> str:
        words = self.instruction.split('"')
        is_link = words[0].strip().upper().startswith("HYPERLINK") and len(words) > 1
        return words[1] if is_link and "\\l" not in words[0] else ""


@dataclass(slots=True)
class _Open:
    """The paragraph that is being read, and the row of a table that waits for its end."""

    runs: list[Run] = field(default_factory=list)
    row: list[Block] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)
    table: int = -1
    number: int = 0
    column: int = 0


class _Reader:
    """Goes through the characters of a document, part by part."""

    def __init__(self, main: bytes, table: bytes, header: Header, flow: Flow) -> None:
        self._main = main
        self._flow = flow
        self._lengths = header.lengths()
        self._pieces = tables.pieces(header.part(table, tables.PIECES))
        self._looks = Looks(main, header.part(table, tables.LOOKS), of_paragraphs=False)
        self._papers = Looks(main, header.part(table, tables.PARAGRAPHS), of_paragraphs=True)
        self._styles = Styles(header.part(table, tables.STYLES))
        lists = header.part(table, tables.LISTS)
        # The levels follow the list of lists, and are not counted in its size.
        start = table.find(lists) + len(lists) if lists else 0
        self._lists = Lists(lists, table[start:], header.part(table, tables.LIST_USES))
        self._stories = header.part(table, tables.HEADERS)
        self._tables = 0
        self._read = 0

    def read(self) -> None:
        """Headers, body, boxes and notes into the flow."""
        lengths = self._lengths
        notes = lengths.body
        headers = notes + lengths.footnotes
        comments = headers + lengths.headers
        endnotes = comments + lengths.comments
        boxes = endnotes + lengths.endnotes
        self._part(0, notes, Part.BODY)
        self._part(boxes, boxes + lengths.boxes, Part.BOX)
        self._part(notes, headers, Part.NOTE)
        self._part(endnotes, boxes, Part.NOTE)
        for start, end, part in self._header_stories(headers, comments):
            self._part(start, end, part)

    def _header_stories(self, start: int, end: int) -> Iterator[tuple[int, int, Part]]:
        """Headers and footers (section 2.8.20, PlcfHdd): after six separators of notes, six for
        each section: even and odd header, even and odd footer, first header, first footer."""
        count = len(self._stories) // 4
        places = struct.unpack(f"<{count}I", self._stories[: 4 * count])
        seen: set[str] = set()
        for number in range(6, min(count - 1, 6 + 6 * 20)):
            first, last = start + places[number], start + places[number + 1]
            text = "".join(char for char, _place in self._characters(first, min(last, end)))
            if last > first and text.strip() and text not in seen:
                seen.add(text)
                part = Part.HEADER if number % 6 in (0, 1, 4) else Part.FOOTER
                yield first, min(last, end), part

    # --- characters ---

    def _characters(self, start: int, end: int) -> Iterator[tuple[str, int]]:
        """The characters between two positions, each with its place in the main stream."""
        for piece in self._pieces:
            first, last = max(piece.start, start), min(piece.end, end)
            if first < last:
                yield from self._of_piece(piece, first, last)

    def _of_piece(self, piece: Piece, first: int, last: int) -> Iterator[tuple[str, int]]:
        width = 1 if piece.is_narrow else 2
        place = piece.offset + (first - piece.start) * width
        packed = self._main[place : place + (last - first) * width]
        self._read += len(packed)
        if self._read > 4 * _MOST_CHARACTERS:
            raise CannotRead(say.TOO_MUCH)
        if piece.is_narrow:
            text = packed.decode("cp1252", "replace")
        else:
            text = packed[: len(packed) // 2 * 2].decode("utf-16-le", "surrogatepass")
        for char in text:
            yield char, place
            # A character beyond the first plane takes two places.
            place += 2 * width if char > "\uffff" else width

    def _part(self, start: int, end: int, part: Part) -> None:
        open_ = _Open()
        text = ""
        begin = change = -1
        look = b""
        style = paper = -1
        for char, place in self._characters(start, end):
            if self._flow.is_full:
                self._flow.note(Missing.REST)
                return
            if not begin <= place < change:
                if text:
                    self._put(open_, text, look, style)
                    text = ""
                begin, look = place, self._looks.at(place)
                change = next(self._looks.ends(place, place + 1_000_000), place + 1_000_000)
            if paper < 0:
                style, paper = self._style_at(place), place
            if char in ("\r", _CELL, "\x0c"):
                self._put(open_, text, look, style)
                text, paper = "", -1
                self._end(open_, place, char, part)
            elif char in (_FIELD, _RESULT, _FIELD_END):
                self._put(open_, text, look, style)
                text = ""
                self._field(open_, char)
            else:
                text += self._shown(char, look)
        if text or open_.runs:
            self._put(open_, text, look, style)
            self._flow.add(Block(open_.runs, part=part))
        self._end_row(open_)

    def _style_at(self, place: int) -> int:
        """The style of the paragraph that a place belongs to."""
        return whole(self._papers.at(place)[:2])

    def _shown(self, char: str, look: bytes) -> str:
        if char in _PLAIN:
            return _PLAIN[char]
        if char == "(" and look:
            for code, operand in properties(look):
                if code == _SYMBOL and len(operand) == 4:
                    return sign(whole(operand[2:4]))
        if char == _PICTURE:
            self._flow.note(Missing.PICTURES)
        elif char == _DRAWING:
            self._flow.note(Missing.DRAWINGS)
        return char if char >= " " else ""

    def _put(self, open_: _Open, text: str, look: bytes, style: int) -> None:
        if not text:
            return
        begun = next((each for each in reversed(open_.fields) if not each.has_result), None)
        if begun is not None:
            begun.instruction = (begun.instruction + text)[:3_000]
            return
        flags, size, is_hidden = self._styles.look(style, look)
        if not is_hidden:
            url = next((each.url for each in reversed(open_.fields) if each.url), "")
            open_.runs.append(Run(text, flags, size, url))

    def _field(self, open_: _Open, char: str) -> None:
        if char == _FIELD:
            open_.fields.append(_Field())
        elif char == _RESULT and open_.fields:
            open_.fields[-1].has_result = True
        elif char == _FIELD_END and open_.fields:
            open_.fields.pop()

    # --- paragraphs ---

    def _end(self, open_: _Open, place: int, char: str, part: Part) -> None:
        packed = self._papers.at(place)
        style, own = whole(packed[:2]), packed[2:]
        in_table = row_ends = False
        block = Block(open_.runs, part=part)
        for code, operand in properties(own):
            if code == _IN_TABLE:
                in_table = bool(whole(operand))
            elif code == _ROW_END:
                row_ends = bool(whole(operand))
            elif code == _RTL:
                block.is_rtl = bool(whole(operand)) or None
        open_.runs = []
        if row_ends and char == _CELL:
            self._end_row(open_)
            return
        heading = self._styles.heading(style, own)
        use, depth = self._styles.list_use(style, own)
        if heading is not None:
            block.kind, block.level = BlockKind.HEADING, heading
        elif use and any(run.text.strip() for run in block.runs):
            marker = self._lists.marker(use, depth)
            if marker:
                block.kind, block.level, block.marker = BlockKind.LIST_ITEM, depth, marker
        if not in_table:
            self._end_row(open_)
            open_.table = -1
            self._flow.add(block)
            return
        if open_.table < 0:
            open_.table, self._tables = self._tables, self._tables + 1
            open_.number = open_.column = 0
        block.cell = (open_.table, open_.number, open_.column)
        open_.row.append(block)
        if char == _CELL:
            open_.column += 1

    def _end_row(self, open_: _Open) -> None:
        for block in open_.row:
            self._flow.add(block)
        if open_.row:
            open_.number += 1
        open_.row = []
        open_.column = 0

"""Rich text (RTF), read with its structure.

The one small library for it, striprtf, gives bare text: headings, tables, list items, links and
looks are lost, and it decodes letters of Asian code pages one byte at a time. The format itself
is simple: groups in braces, words after backslashes, and letters in the code page of their font.

Words are those of Microsoft's "Rich Text Format Specification, version 1.9.1".
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from gui.decoder import protocol as say
from gui.decoder.flow import Block, Flow, Run, sign
from gui.decoder.protocol import CannotRead
from gui.decoder.rtf_deeds import DEEDS, State
from gui.decoder.rtf_words import (
    CHARS,
    ENTERED,
    PARTS,
    SIGNS,
    SKIPPED,
    SYMBOL,
    TOKEN,
)
from gui.model.resume.kinds import BlockKind, Missing, Part

_DEEPEST = 400


@dataclass(slots=True)
class _Sink:
    """A paragraph while it is written; each part of the document has its own."""

    runs: list[Run] = field(default_factory=list)
    marker: str = ""
    table: int = -1
    row: int = 0
    column: int = 0
    waiting: list[Block] = field(default_factory=list)


def read(data: bytes) -> dict[str, object]:
    """The document as plain data; `CannotRead` where it is none."""
    if not data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        raise CannotRead(say.DAMAGED)
    reader = _Reader()
    reader.read(data)
    return reader.flow.plain()


class _Reader:
    """Goes through the file once, from its beginning to its end."""

    def __init__(self) -> None:
        self.flow = Flow()
        self._state = State()
        self._stack: list[State] = []
        self._codec = "cp1252"
        self._default_font = -1
        self._fonts: dict[int, str] = {}
        self._styles: dict[int, str] = {}
        self._name = ""
        self._held = bytearray()
        self._high = ""
        self._left_out = 0
        self._instruction = ""
        self._tables = 0
        self._sinks = {part: _Sink() for part in Part}
        self._opens = False
        self._is_starred = False

    def read(self, data: bytes) -> None:
        """Everything into the flow."""
        at = 0
        while at < len(data) and not self.flow.is_full:
            match = TOKEN.match(data, at)
            if match is None:  # a backslash at the very end
                break
            at = match.end()
            word, number, byte, symbol, brace, letters = match.groups()
            if brace is not None:
                self._brace(brace)
            elif word is not None:
                if word == b"bin" and number is not None:
                    at += max(int(number), 0)
                else:
                    self._word(word, int(number) if number is not None else None)
            elif byte is not None:
                self._byte(bytes.fromhex(byte.decode()))
            elif symbol is not None:
                self._symbol(symbol)
            elif letters is not None:
                self._letters(letters)
        self._flush()
        for part, sink in self._sinks.items():
            self._state = State(part=part)
            if sink.runs or sink.waiting:
                self.end_paragraph()
                self.end_row()
        if self._stack:
            self.flow.note(Missing.DAMAGED)

    # --- groups ---

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self._left_out = 0
        if brace == b"{":
            if len(self._stack) >= _DEEPEST:
                raise CannotRead(say.TOO_MUCH)
            self._stack.append(replace(self._state))
            self._opens = True
            self._is_starred = False
            return
        self._opens = self._is_starred = False
        if not self._stack:
            return
        ended, self._state = self._state, self._stack.pop()
        if ended.target == "instruction" and self._state.target != "instruction":
            self._set_url()
        if ended.part is not self._state.part:
            sink = self._sinks[ended.part]
            if sink.runs or sink.waiting:
                outer, self._state = self._state, ended
                self.end_paragraph()
                self.end_row()
                self._state = outer

    def _set_url(self) -> None:
        """The link that a field's instruction asks for, for the result that follows."""
        instruction, self._instruction = self._instruction, ""
        words = instruction.split('"')
        if words[0].strip().upper().startswith("HYPERLINK") and len(words) > 1:
            self._state.url = words[1] if "\\l" not in words[0] else ""

    # --- words ---

    def _word(self, word: bytes, number: int | None) -> None:
        opens, starred = self._opens, self._is_starred
        self._opens = self._is_starred = False
        if word == b"u" and number is not None:
            self._unicode(number & 0xFFFF)
            return
        if word in CHARS:
            self._put(CHARS[word])
            return
        self._flush()
        self._left_out = 0
        if word == b"ud":
            outer = self._stack[-2] if len(self._stack) > 1 else State()
            self._state.target = outer.target
        elif opens and self._destination(word, starred):
            return
        deed = DEEDS.get(word)
        if deed is not None:
            deed(self, number)

    def _destination(self, word: bytes, starred: bool) -> bool:
        """Whether a group's first word tells where its text belongs."""
        state = self._state
        if word == b"pict" and state.target == "text":
            self.flow.note(Missing.PICTURES)
        if word in (b"shp", b"do") and state.target == "text":
            self.flow.note(Missing.DRAWINGS)
        if word in (b"object",) and state.target == "text":
            self.flow.note(Missing.OBJECTS)
        if word in SKIPPED:
            state.target = "skip"
        elif word in (b"fonttbl", b"stylesheet"):
            state.target = "fonts" if word == b"fonttbl" else "styles"
        elif word == b"fldinst":
            state.target = "instruction" if state.target != "skip" else "skip"
        elif word in (b"listtext", b"pntext"):
            state.target = "marker" if state.target != "skip" else "skip"
            self._sinks[state.part].marker = ""
        elif word in PARTS:
            if state.target == "text":
                self._begin_part(PARTS[word])
        elif state.target == "styles":
            # Styles of characters, tables and sections have names that mean nothing here.
            if word in (b"cs", b"ts", b"ds"):
                state.target = "skip"
            return False
        elif word == b"pn" or (starred and word not in ENTERED and state.target != "fonts"):
            state.target = "skip"
        else:
            return False
        return True

    def _begin_part(self, part: Part) -> None:
        self._state = State(part=part, font=self._state.font, fallback=self._state.fallback)

    # --- letters ---

    def _letters(self, letters: bytes) -> None:
        self._opens = self._is_starred = False
        if self._left_out:
            left_out = min(self._left_out, len(letters))
            self._left_out -= left_out
            letters = letters[left_out:]
        self._held += letters

    def _byte(self, byte: bytes) -> None:
        self._opens = self._is_starred = False
        if self._left_out:
            self._left_out -= 1
        else:
            self._held += byte

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._is_starred = True
            return
        self._opens = self._is_starred = False
        if self._left_out:
            self._left_out -= 1
        elif symbol in (b"\n", b"\r", b"\r\n"):
            self._flush()
            DEEDS[b"par"](self, None)
        elif symbol in SIGNS:
            self._put(SIGNS[symbol])

    def _unicode(self, unit: int) -> None:
        self._flush()
        self._left_out = self._state.fallback
        if 0xD800 <= unit < 0xDC00:
            self._high = chr(unit)
            return
        char = chr(unit)
        if 0xDC00 <= unit < 0xE000:
            pair = (self._high + char).encode("utf-16-le", "surrogatepass")
            char = pair.decode("utf-16-le", "replace")
        elif 0xE000 <= unit < 0xF900:
            char = sign(unit)
        self._high = ""
        self._write(char)

    def _put(self, text: str) -> None:
        self._flush()
        if self._left_out:
            self._left_out -= 1
        else:
            self._write(text)

    def _flush(self) -> None:
        """Decodes the bytes that were collected since the code page was last chosen."""
        if not self._held:
            return
        held, self._held = bytes(self._held), bytearray()
        codec = self._fonts.get(self._state.font, self._codec)
        if codec == SYMBOL and self._state.target not in ("fonts", "styles"):
            self._write("".join(" " if byte == 0x20 else sign(byte) for byte in held))
        else:
            codec = self._codec if codec == SYMBOL else codec
            self._write(held.decode(codec, "replace"))

    def _write(self, text: str) -> None:
        state = self._state
        if state.target == "text" and not state.is_hidden:
            run = Run(text, state.flags, state.size, state.url)
            self._sinks[state.part].runs.append(run)
        elif state.target == "instruction" and len(self._instruction) < 3_000:
            self._instruction += text
        elif state.target == "marker":
            self._sinks[state.part].marker += text
        elif state.target == "styles":
            self._name += text
            if text.endswith(";"):
                self._styles[state.style] = self._name.rstrip(";").strip().lower()[:60]
                self._name = ""

    # --- paragraphs and tables ---

    def end_paragraph(self) -> None:
        state = self._state
        sink = self._sinks[state.part]
        name = self._styles.get(state.style, "")
        block = Block(sink.runs, part=state.part, is_rtl=True if state.is_rtl else None)
        marker = sink.marker.strip()
        if 0 <= state.outline < 9:
            block.kind, block.level = BlockKind.HEADING, state.outline + 1
        elif name.startswith("heading ") and name[8:].isdecimal():
            block.kind, block.level = BlockKind.HEADING, int(name[8:11])
        elif name == "title":
            block.kind, block.level = BlockKind.HEADING, 0
        elif marker or state.is_list:
            block.kind, block.marker = BlockKind.LIST_ITEM, marker or "•"
        else:
            _take_bullet(block)
        sink.runs, sink.marker = [], ""
        if state.in_table:
            if sink.table < 0:
                sink.table, self._tables = self._tables, self._tables + 1
                sink.row = sink.column = 0
            block.cell = (sink.table, sink.row, sink.column)
            sink.waiting.append(block)
        else:
            self.end_row()
            sink.table = -1
            self.flow.add(block)

    def end_cell(self) -> None:
        self._state.in_table = True
        self.end_paragraph()
        self._sinks[self._state.part].column += 1

    def end_row(self) -> None:
        sink = self._sinks[self._state.part]
        for block in sink.waiting:
            self.flow.add(block)
        sink.waiting = []
        sink.row += 1
        sink.column = 0

    # --- deeds of words ---

    def choose_font(self, number: int) -> None:
        """Chooses a font, or, in the table of fonts, begins to describe one."""
        self._state.font = number

    def describe_font(self, codec: str | None) -> None:
        """The code page of the font that is being described."""
        if self._state.target == "fonts" and codec is not None:
            self._fonts[self._state.font] = codec

    def reset_font(self) -> None:
        """Back to plain letters of the document's own font."""
        state = self._state
        state.flags, state.is_hidden, state.size = 0, False, 12.0
        state.font = self._default_font

    def set_page(self, codec: str) -> None:
        """The code page of everything that does not say otherwise."""
        self._codec = codec

    def set_default_font(self, number: int) -> None:
        """The font to go back to."""
        self._default_font = self._state.font = number

    @property
    def state(self) -> State:
        return self._state


def _take_bullet(block: Block) -> None:
    """A sign at the beginning that somebody typed makes an item of a list."""
    text = block.runs[0].text.lstrip() if block.runs else ""
    follows = text[1:] + "".join(run.text for run in block.runs[1:])
    if text[:1] in ("•", "▪", "●", "◦", "➢", "✓") and follows.strip():
        block.kind, block.marker = BlockKind.LIST_ITEM, text[0]
        block.runs[0] = block.runs[0]._replace(text=text[1:].lstrip())

"""The words of a PDF's page and where they stand, from PDFium's characters."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, NamedTuple

from gui.model.resume.structure import arranged
from gui.model.resume.tokens import Paragraph, Token, is_rtl

MOST_CHARACTERS = 60_000
"""Of one page."""
LONGEST_WORD = 500
"""Characters; what is longer is no word, and is read in pieces."""

_library: Any = None
_IMAGE = 3
_FARTHEST = 50_000.0
_MOST_OBJECTS = 20_000
_BOLD_FLAG = 1 << 18
_ITALIC_FLAG = 1 << 6
_HYPHENS = "\x02\ufffe\xad"
# Signs of symbol fonts that stand before list items.
_SYMBOLS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf076": "❖",
    "\uf02d": "–",
}


class Turn(NamedTuple):
    """How a page lies: ``x' = a·x + c·y + e``, ``y' = b·x + d·y + f``."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the page's own coordinates is shown."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def quarter(self, turns: int, width: float, height: float) -> Turn:
        """The same, for a reader who turns a page of that size against so many quarters."""
        a, b, c, d, e, f = self
        return (
            self,
            Turn(b, -a, d, -c, f, width - e),
            Turn(-a, -b, -c, -d, width - e, height - f),
            Turn(-b, a, -d, c, height - f, e),
        )[turns]

    def box(
        self, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, float, float, float]:
        """Left, top, right and bottom as shown."""
        (x1, y1), (x2, y2) = self.point(left, bottom), self.point(right, top)
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def prepare(library: Any) -> None:
    """Takes the loaded PDFium."""
    global _library
    _library = library


def read(handle: Any, turn: Turn, width: float, height: float) -> dict[str, object]:
    """A page as plain data: paragraphs of lines of words, and what is known about it.

    ``paragraphs``: kind, level, apart, lines. A line: size, bold, words. A word: text, left, top,
    right, bottom, marks, flags (1 right to left, 2 a tab before it, 4 not written upright).
    """
    page = _library.FPDFText_LoadPage(handle)
    if not page:
        return {"paragraphs": [], "picture": False, "odd": 0, "rest": False}
    try:
        count = _library.FPDFText_CountChars(page)
        turns = _quarters(page, min(count, MOST_CHARACTERS), turn)
        words = _words(
            page,
            min(count, MOST_CHARACTERS),
            turn.quarter(turns, width, height),
            *((height, width) if turns % 2 else (width, height)),
        )
    finally:
        _library.FPDFText_ClosePage(page)
    odd = sum("\ufffd" in word.text for word in words)
    return {
        "paragraphs": [_plain(each, turns, width, height) for each in arranged(words)],
        "picture": not words and _is_picture(handle),
        "odd": odd if odd * 4 > len(words) else 0,
        "rest": count > MOST_CHARACTERS,
    }


def _plain(paragraph: Paragraph, turns: int, width: float, height: float) -> list[object]:
    lines: list[list[object]] = []
    for line in paragraph.lines:
        words: list[list[object]] = []
        for word, tab in zip(line.words, line.tabs, strict=True):
            is_turned = word.is_turned or turns != 0
            edges = _as_shown(word, turns, width, height)
            words.append(
                [
                    word.text,
                    *within_reason(edges),
                    [] if is_turned else list(word.marks),
                    1 * word.is_rtl + 2 * tab + 4 * is_turned,
                ]
            )
        lines.append([round(line.size, 2), line.is_bold, words])
    return [paragraph.kind, paragraph.level, paragraph.apart, lines]


def within_reason(edges: Iterable[float]) -> list[float]:
    """Coordinates as they are told: two decimals, and not farther away than a page can be."""
    return [round(min(max(edge, -_FARTHEST), _FARTHEST), 2) for edge in edges]


def _as_shown(
    word: Token, turns: int, width: float, height: float
) -> tuple[float, float, float, float]:
    """Left, top, right and bottom on the page, of a word that was read after turning it."""
    left, top, right, bottom = word.left, word.top, word.right, word.bottom
    return (
        (left, top, right, bottom),
        (width - bottom, left, width - top, right),
        (width - right, height - bottom, width - left, height - top),
        (top, height - right, bottom, height - left),
    )[turns]


def _quarters(page: Any, count: int, turn: Turn) -> int:
    """How most letters of a page lie as it is shown, in quarters of a turn clockwise."""
    matrix = _library.FS_MATRIX()
    votes = [0, 0, 0, 0]
    for at in range(0, count, max(count // 200, 1)):
        if _library.FPDFText_IsGenerated(page, at) == 1:
            continue
        if not _library.FPDFText_GetMatrix(page, at, ctypes.byref(matrix)):
            continue
        x = turn.a * matrix.a + turn.c * matrix.b
        y = turn.b * matrix.a + turn.d * matrix.b
        if math.isfinite(x) and math.isfinite(y) and (x or y):
            votes[round(math.atan2(y, x) / (math.pi / 2)) % 4] += 1
    return max(range(4), key=lambda turns: (votes[turns], -turns))


@dataclass
class _Open:
    """A word that is still growing: its characters, and the right and left edge of each."""

    size: float
    is_bold: bool
    is_italic: bool
    baseline: float
    angle: float
    chars: list[str] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)


def _words(page: Any, count: int, turn: Turn, width: float, height: float) -> list[Token]:
    found: list[Token] = []
    seen: set[tuple[str, int, int]] = set()
    for order, word in enumerate(_grown(page, count, turn)):
        token = _token(word, order)
        if token is None or token.right < 0 or token.bottom < 0:
            continue
        if token.left > width or token.top > height:
            continue
        # Letters drawn twice to look bold.
        place = (token.text, round(token.left), round(token.top))
        if place in seen:
            continue
        seen.add(place)
        found.append(token)
    return found


def _grown(page: Any, count: int, turn: Turn) -> Iterator[_Open]:
    lib = _library
    rect = lib.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    byref = ctypes.byref
    rect_at, x_at, y_at = byref(rect), byref(x), byref(y)
    a, b, c, d, e, f = turn
    word: _Open | None = None
    for at in range(count):
        code = lib.FPDFText_GetUnicode(page, at)
        char = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if char.isspace() or char in "\u200b\ufeff":
            if word is not None:
                yield word
            word = None
            continue
        if not lib.FPDFText_GetLooseCharBox(page, at, rect_at):
            continue
        if not lib.FPDFText_GetCharOrigin(page, at, x_at, y_at):
            continue
        # `Turn.box`, written out: this is done for every letter.
        x1, y1 = a * rect.left + c * rect.bottom + e, b * rect.left + d * rect.bottom + f
        x2, y2 = a * rect.right + c * rect.top + e, b * rect.right + d * rect.top + f
        baseline = b * x.value + d * y.value + f
        if not math.isfinite(x1 + y1 + x2 + y2 + baseline):
            continue
        if x1 > x2:
            x1, x2 = x2, x1
        box = (x1, y1, x2, y2) if y1 <= y2 else (x1, y2, x2, y1)
        if lib.FPDFText_HasUnicodeMapError(page, at) == 1:
            char = "\ufffd"
        if word is not None and _is_apart(word, box, baseline):
            yield word
            word = None
        if word is None:
            word = _begun(page, at, turn, baseline, box)
        word.chars.append(char)
        word.boxes.append(box)
    if word is not None:
        yield word


def _is_apart(word: _Open, box: tuple[float, float, float, float], baseline: float) -> bool:
    if len(word.chars) >= LONGEST_WORD:
        return True
    last = word.boxes[-1]
    if abs(word.angle) > 0.2:
        return False
    if abs(baseline - word.baseline) > 0.5 * word.size:
        return True
    gap = max(box[0] - last[2], last[0] - box[2])
    # Letters of either direction follow each other closely.
    return gap > 0.4 * word.size


def _begun(
    page: Any, at: int, turn: Turn, baseline: float, box: tuple[float, float, float, float]
) -> _Open:
    lib = _library
    matrix = lib.FS_MATRIX()
    size = lib.FPDFText_GetFontSize(page, at)
    if lib.FPDFText_GetMatrix(page, at, ctypes.byref(matrix)):
        size *= math.hypot(matrix.c, matrix.d)
    if not (math.isfinite(size) and 0 < size < 5_000):
        size = max(box[3] - box[1], 1.0)
    flags = ctypes.c_int(0)
    held = ctypes.create_string_buffer(200)
    lib.FPDFText_GetFontInfo(page, at, held, 200, ctypes.byref(flags))
    name = held.value.lower()
    is_bold = (
        lib.FPDFText_GetFontWeight(page, at) >= 600
        or bool(flags.value & _BOLD_FLAG)
        or any(part in name for part in (b"bold", b"black", b"heavy"))
    )
    is_italic = bool(flags.value & _ITALIC_FLAG) or b"italic" in name or b"oblique" in name
    x, y = turn.a * matrix.a + turn.c * matrix.b, turn.b * matrix.a + turn.d * matrix.b
    angle = math.atan2(y, x) if math.isfinite(x) and math.isfinite(y) else 0.0
    return _Open(size, is_bold, is_italic, baseline, angle)


def _token(word: _Open, order: int) -> Token | None:
    pairs = list(zip(word.chars, word.boxes, strict=True))
    plain = "".join(word.chars)
    is_plain = plain.isascii() and plain.isprintable()
    turned_round = not is_plain and 2 * sum(map(is_rtl, plain)) > sum(map(str.isalpha, plain))
    from_right = pairs[0][1][2] > pairs[-1][1][2]
    if turned_round:
        # Dots and strokes that fonts draw as glyphs of their own have no meaning of their own.
        pairs = [pair for pair in pairs if pair[0] != "\ufffd"] or pairs
        if from_right:
            # Letters drawn as one glyph were turned round with the rest.
            pairs.reverse()
        pairs.sort(key=lambda pair: -pair[1][2])
    elif from_right and abs(word.angle) <= 0.2:
        # Numbers among letters that are written from the right.
        pairs.reverse()
    lefts, tops, rights, bottoms = zip(*(box for _char, box in pairs), strict=True)
    left, top, right, bottom = min(lefts), min(tops), max(rights), max(bottoms)
    part = 255 / max(right - left, 0.01)
    ends = [right - edge for edge in lefts] if turned_round else [edge - left for edge in rights]
    marks = [min(max(round(end * part), 0), 255) for end in accumulate(ends, max)]
    text = "".join(char for char, _box in pairs)
    if not is_plain:
        text, marks = _readable(text, marks)
    whole = unicodedata.normalize("NFC", text)
    if not whole:
        return None
    if len(whole) != len(marks):
        marks = []
    if turned_round:
        whole = _digits_forward(whole)
    return Token(
        text=whole,
        left=left,
        top=top,
        right=right,
        bottom=bottom,
        baseline=word.baseline,
        size=word.size,
        order=order,
        marks=bytes(marks),
        is_bold=word.is_bold,
        is_italic=word.is_italic,
        is_rtl=turned_round,
        is_turned=abs(word.angle) > 0.2,
    )


def _readable(text: str, marks: list[int]) -> tuple[str, list[int]]:
    """The letters that are meant, each with how far it reaches: a ligature is several."""
    out: list[str] = []
    reach: list[int] = []
    before = 0
    for char, end in zip(text, marks, strict=True):
        shown = _shown(char)
        steps = range(1, len(shown) + 1)
        reach += [before + (end - before) * step // len(shown) for step in steps]
        before = end
        out.append(shown)
    return "".join(out), reach


def _shown(char: str) -> str:
    if char in _HYPHENS:
        return "-"
    if char in _SYMBOLS:
        return _SYMBOLS[char]
    number = ord(char)
    if number < 0x20 or 0x7F <= number < 0xA0:
        return ""
    if 0xFB00 <= number <= 0xFDFF or 0xFE70 <= number <= 0xFEFC:
        # Ligatures and the shapes that letters take inside words.
        return unicodedata.normalize("NFKC", char)
    return char


def _digits_forward(text: str) -> str:
    """Numbers inside a word that reads from the right were turned round with it."""
    out: list[str] = []
    number: list[str] = []
    for char in text:
        if char.isdecimal():
            number.append(char)
            continue
        out += reversed(number)
        number = []
        out.append(char)
    return "".join(out + number[::-1])


def _is_picture(handle: Any) -> bool:
    """Whether there is a picture on a page; asked of pages without text only."""
    count = min(_library.FPDFPage_CountObjects(handle), _MOST_OBJECTS)
    return any(
        _library.FPDFPageObj_GetType(_library.FPDFPage_GetObject(handle, at)) == _IMAGE
        for at in range(count)
    )

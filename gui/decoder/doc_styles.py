"""Styles and lists of a Word 97 document ([MS-DOC] sections 2.9.271, STSH, and 2.9.131, LSTF)."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from gui.decoder.doc_bytes import properties, whole
from gui.decoder.flow import BOLD, ITALIC, UNDERLINED, sign

_LONGEST_CHAIN = 12
_MOST_STYLES = 4_000
_TITLE = 62
_NO_BASE = 0xFFF

_BOLD, _ITALIC, _HIDDEN, _UNDERLINE, _SIZE = 0x0835, 0x0836, 0x083C, 0x2A3E, 0x4A43
_OUTLINE, _LIST_LEVEL, _LIST_USE = 0x2640, 0x260A, 0x460B


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its number among the built-in ones, what it is based on, and its properties."""

    built_in: int
    base: int
    paragraph: bytes
    characters: bytes


class Styles:
    """The style sheet; one that cannot be read makes everything plain."""

    def __init__(self, sheet: bytes) -> None:
        self._styles: list[Style | None] = []
        try:
            self._read(sheet)
        except (struct.error, ValueError, IndexError):
            self._styles = self._styles[:_MOST_STYLES]

    def _read(self, sheet: bytes) -> None:
        (header,) = struct.unpack_from("<H", sheet)
        count, fixed = struct.unpack_from("<HH", sheet, 2)
        at = 2 + header
        for _number in range(min(count, _MOST_STYLES)):
            (size,) = struct.unpack_from("<H", sheet, at)
            self._styles.append(_style(sheet[at + 2 : at + 2 + size], fixed) if size else None)
            at += 2 + size

    def chain(self, number: int) -> list[Style]:
        """A style and those that it is based on, the farthest first."""
        found: list[Style] = []
        while 0 <= number < len(self._styles) and len(found) < _LONGEST_CHAIN:
            style = self._styles[number]
            if style is None:
                break
            found.append(style)
            number = style.base
        return found[::-1]

    def heading(self, number: int, own: bytes) -> int | None:
        """The level of a heading, 0 for a title; None for other paragraphs."""
        level: int | None = None
        for style in self.chain(number):
            if 1 <= style.built_in <= 9:
                level = style.built_in
            elif style.built_in == _TITLE:
                level = 0
            level = _outline(style.paragraph, level)
        return _outline(own, level)

    def list_use(self, number: int, own: bytes) -> tuple[int, int]:
        """Which use of a list a paragraph is in, 0 for none, and how deep."""
        use = depth = 0
        for packed in [*(style.paragraph for style in self.chain(number)), own]:
            for code, operand in properties(packed):
                if code == _LIST_USE:
                    use = whole(operand)
                elif code == _LIST_LEVEL:
                    depth = min(whole(operand), 8)
        return (0 if use in (0xF801, 0x07FF) else use), depth

    def look(self, number: int, own: bytes) -> tuple[int, float, bool]:
        """Flags, size in points and whether it is hidden, of characters in a paragraph."""
        flags, size, hidden = 0, 10.0, False
        for style in self.chain(number):
            flags, size, hidden = _look(style.characters, flags, size, hidden)
        return _look(own, flags, size, hidden, base=flags)


def _style(packed: bytes, fixed: int) -> Style:
    """One entry of the sheet (section 2.9.260, STD)."""
    built_in, kind, _counts = struct.unpack_from("<HHH", packed)
    (letters,) = struct.unpack_from("<H", packed, fixed)
    at = fixed + 2 + 2 * letters + 2
    paragraph = characters = b""
    if kind & 0xF == 1:
        at += at % 2
        (size,) = struct.unpack_from("<H", packed, at)
        paragraph = packed[at + 4 : at + 2 + size]
        at += 2 + size
    if kind & 0xF in (1, 2) and at + 2 <= len(packed):
        at += at % 2
        (size,) = struct.unpack_from("<H", packed, at)
        characters = packed[at + 2 : at + 2 + size]
    return Style(
        built_in & 0xFFF, kind >> 4 if kind >> 4 != _NO_BASE else -1, paragraph, characters
    )


def _outline(packed: bytes, level: int | None) -> int | None:
    for code, operand in properties(packed):
        if code == _OUTLINE:
            level = operand[0] + 1 if operand and operand[0] < 9 else None
    return level


def _look(
    packed: bytes, flags: int, size: float, hidden: bool, base: int = 0
) -> tuple[int, float, bool]:
    for code, operand in properties(packed):
        value = whole(operand)
        if code in (_BOLD, _ITALIC):
            flag = BOLD if code == _BOLD else ITALIC
            # 128: as the style; 129: the other way round.
            is_on = bool(base & flag) == (value == 128) if value >= 128 else bool(value)
            flags = flags | flag if is_on else flags & ~flag
        elif code == _UNDERLINE:
            flags = flags | UNDERLINED if value else flags & ~UNDERLINED
        elif code == _HIDDEN:
            hidden = value in (1, 129)
        elif code == _SIZE and 2 <= value < 4_000:
            size = value / 2
    return flags, size, hidden


class Lists:
    """What stands before the items of lists; counts as it is asked."""

    def __init__(self, lists: bytes, levels: bytes, uses: bytes) -> None:
        self._levels: dict[int, list[tuple[int, int, str]]] = {}
        self._uses: list[int] = []
        self._counts: dict[tuple[int, int], int] = {}
        try:
            self._read(lists, levels, uses)
        except (struct.error, ValueError, IndexError):
            return

    def _read(self, lists: bytes, levels: bytes, uses: bytes) -> None:
        (count,) = struct.unpack_from("<I", uses)
        for number in range(min(count, 2_000)):
            self._uses.append(struct.unpack_from("<i", uses, 4 + 16 * number)[0])
        at = 0
        for number in range(min(struct.unpack_from("<H", lists)[0], 2_000)):
            (which,) = struct.unpack_from("<i", lists, 2 + 28 * number)
            is_simple = lists[2 + 28 * number + 26] & 1
            found: list[tuple[int, int, str]] = []
            for _depth in range(1 if is_simple else 9):
                start, form = struct.unpack_from("<iB", levels, at)
                at += 28 + levels[at + 24] + levels[at + 25]
                (letters,) = struct.unpack_from("<H", levels, at)
                text = levels[at + 2 : at + 2 + 2 * letters].decode("utf-16-le", "replace")
                at += 2 + 2 * letters
                found.append((start, form, text))
            self._levels[which] = found

    def marker(self, use: int, depth: int) -> str:
        """The sign or number of the next item."""
        which = self._uses[use - 1] if 0 < use <= len(self._uses) else 0
        levels = self._levels.get(which, [])
        if not levels:
            return "•"
        start, form, text = levels[min(depth, len(levels) - 1)]
        if form == 23:
            char = text[:1]
            return (sign(ord(char)) if char > "\ue000" else char) or "•"
        if form == 255:
            return ""
        key = (which, depth)
        self._counts[key] = self._counts.get(key, start - 1) + 1
        return f"{self._counts[key]}."

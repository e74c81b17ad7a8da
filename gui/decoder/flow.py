"""Collects the text of a flowing document, piece by piece, as plain data for the editor.

The data: ``text``; ``blocks``, each kind, level, marker, cell or None, part, start, end, right to
left, spans; a span: start, end, flags (1 bold, 2 italic, 4 underlined), size in points; ``links``:
address, start, end; ``notes``: what is missing and how often.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from gui.decoder.protocol import NOTHING, CannotRead
from gui.model.resume.kinds import BlockKind, Missing, Part
from gui.model.resume.tokens import is_rtl

MOST_CHARACTERS = 400_000
MOST_BLOCKS = 20_000
MOST_LINKS = 500
BOLD, ITALIC, UNDERLINED = 1, 2, 4

_ORDER = {Part.HEADER: 0, Part.BODY: 1, Part.BOX: 1, Part.NOTE: 2, Part.FOOTER: 3}
_CAPTION_WORDS = 8
# All control characters but tabs and line ends, halves of pairs, marks of byte order and other
# things that are never seen. Joiners stay: they shape Persian and Indian words.
_UNSEEN = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u2028\u2029\u2060\ufeff\ufffe\uffff]")
_BLANKS = re.compile("[\xa0\u2000-\u200a\u202f\u205f]")
# Signs of the fonts Symbol and Wingdings, which are no letters.
SIGNS = {
    0x2D: "–", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0xA1: "○", 0xA7: "▪", 0xA8: "◻",
    0xB7: "•", 0xD8: "➢", 0xE0: "→", 0xFC: "✓", 0x28: "☎", 0x29: "✆", 0x2A: "✉",
}  # fmt: skip


class Run(NamedTuple):
    """Text of one look. `size` is in points, 0 where not known; `url` where a link leads."""

    text: str
    flags: int = 0
    size: float = 0.0
    url: str = ""


@dataclass(slots=True)
class Block:
    """A paragraph on its way. `apart` asks for an empty line before it."""

    runs: list[Run] = field(default_factory=list)
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    marker: str = ""
    cell: tuple[int, int, int] | None = None
    part: Part = Part.BODY
    is_rtl: bool | None = None
    apart: bool = False


def sign(number: int) -> str:
    """A sign of a symbol font, by its number in the font or in the private area; may be empty."""
    return SIGNS.get(number & 0xFF, "") if number >= 0xF000 or number < 0x100 else ""


def cleaned(text: str) -> str:
    """Readable text: blanks of all kinds become blanks, what cannot be seen goes."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\f", "\n")
    if text.isascii() and text.isprintable():
        return text
    text = _UNSEEN.sub("", _BLANKS.sub(" ", text.replace("\u2011", "-")))
    if any("\ud800" <= char <= "\udfff" or "\ue000" <= char <= "\uf8ff" for char in text):
        return "".join(map(_sense, text))
    return text


def _sense(char: str) -> str:
    if "\ud800" <= char <= "\udfff":
        return "\ufffd"
    if "\ue000" <= char <= "\uf8ff":
        return sign(ord(char))
    return char


class Flow:
    """The blocks of a document, in the order in which they are found."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._length = 0
        self._notes: Counter[Missing] = Counter({Missing.LAYOUT: 1})
        self._is_apart = False

    def note(self, missing: Missing, count: int = 1) -> None:
        """Something that is not shown."""
        is_once = missing in (Missing.REST, Missing.DAMAGED)
        self._notes[missing] = 1 if is_once else min(self._notes[missing] + count, 9_999)

    @property
    def is_full(self) -> bool:
        """Whether reading on makes no sense."""
        return self._length >= MOST_CHARACTERS or len(self._blocks) >= MOST_BLOCKS

    def add(self, block: Block) -> None:
        """The next paragraph; an empty one stands for an empty line."""
        if self.is_full:
            self._notes[Missing.REST] = 1
            return
        runs = [run._replace(text=cleaned(run.text)) for run in block.runs]
        runs = _without_ends([run for run in runs if run.text])
        if not runs:
            self._is_apart = self._is_apart or block.cell is None
            return
        made = replace(block, runs=runs, apart=block.apart or self._is_apart)
        self._is_apart = False
        if made.kind is BlockKind.PARAGRAPH and made.cell is not None:
            made.kind = BlockKind.TABLE_CELL
        elif made.kind is BlockKind.PARAGRAPH and _is_caption(runs):
            made.kind, made.level = BlockKind.HEADING, 3
        if made.kind is BlockKind.HEADING and made.cell is None:
            made.apart = True
        size = sum(len(run.text) for run in runs)
        room = MOST_CHARACTERS - self._length - 2  # what stands between two blocks counts too
        if size > room:
            made.runs = _shortened(runs, room)
            self._notes[Missing.REST] = 1
        self._length += size + 2
        if made.runs:
            self._blocks.append(made)

    def plain(self) -> dict[str, object]:
        """All of it; `CannotRead` where there is nothing."""
        if not self._blocks:
            raise CannotRead(NOTHING)
        parts: list[str] = []
        blocks: list[list[object]] = []
        links: list[list[object]] = []
        here = 0
        before: Block | None = None
        alone = True
        for block in sorted(self._blocks, key=lambda each: _ORDER[each.part]):
            between = _between(before, block, alone)
            text = "".join(run.text for run in block.runs)
            parts += (between, text)
            here += len(between)
            blocks.append(_plain_block(block, here, here + len(text)))
            links += _links(block.runs, here)
            here += len(text)
            alone = before is None or before.cell != block.cell
            before = block
        return {
            "text": "".join(parts),
            "blocks": blocks,
            "links": links[:MOST_LINKS],
            "notes": {missing.value: count for missing, count in self._notes.items() if count},
        }


def _between(before: Block | None, block: Block, alone: bool) -> str:
    """What stands between two blocks; `alone` tells that the first is all of its cell."""
    if before is None:
        return ""
    if before.part is not block.part:
        return "\n\n"
    old, new = before.cell, block.cell
    if old is not None and new is not None and old[:2] == new[:2] and old != new:
        # Beside each other. Cells of one paragraph make one line, others are like columns.
        return "\t" if alone and not _has_lines(before) else "\n\n"
    if (old is None) != (new is None) or (old and new and old[0] != new[0]):
        return "\n\n"
    return "\n\n" if block.apart else "\n"


def _has_lines(block: Block) -> bool:
    return any("\n" in run.text for run in block.runs)


def _plain_block(block: Block, start: int, end: int) -> list[object]:
    spans: list[list[object]] = []
    at = start
    for run in block.runs:
        reach = at + len(run.text)
        if spans and spans[-1][2:] == [run.flags, run.size]:
            spans[-1][1] = reach
        elif run.flags or run.size:
            spans.append([at, reach, run.flags, run.size])
        at = reach
    turned = block.is_rtl
    if turned is None:
        letters = [char for run in block.runs for char in run.text[:200] if char.isalpha()]
        turned = 2 * sum(map(is_rtl, letters)) > len(letters)
    return [
        *(block.kind.value, block.level, cleaned(block.marker)[:20], block.cell),
        *(block.part.value, start, end, turned, spans),
    ]


def _links(runs: Sequence[Run], start: int) -> list[list[object]]:
    found: list[list[object]] = []
    for run in runs:
        end = start + len(run.text)
        url = cleaned(run.url).replace("\n", "").strip()
        if url and len(url) <= 2_000:
            if found and found[-1][0] == url and found[-1][2] == start:
                found[-1][2] = end
            else:
                found.append([url, start, end])
        start = end
    return found


def _shortened(runs: list[Run], size: int) -> list[Run]:
    """The first so many characters."""
    out: list[Run] = []
    for run in runs:
        if size > 0:
            out.append(run._replace(text=run.text[:size]))
        size -= len(run.text)
    return out


def _without_ends(runs: list[Run]) -> list[Run]:
    """Without blanks at the beginning and the end, and without the runs that held only them."""
    while runs and not runs[0].text.strip():
        del runs[0]
    while runs and not runs[-1].text.strip():
        del runs[-1]
    if runs:
        runs[0] = runs[0]._replace(text=runs[0].text.lstrip())
        runs[-1] = runs[-1]._replace(text=runs[-1].text.rstrip())
    return runs


def _is_caption(runs: Iterable[Run]) -> bool:
    """Whether a paragraph looks like a heading that was not marked as one: short and bold."""
    runs = list(runs)
    text = "".join(run.text for run in runs)
    if not 2 < len(text) < 100 or len(text.split()) > _CAPTION_WORDS or "\t" in text:
        return False
    if "@" in text or text.endswith((".", ",", ";", ":")) or not any(map(str.isalpha, text)):
        return False
    return all(run.flags & BOLD or not run.text.strip() for run in runs)

"""Reading order: from words strewn over a page to columns, lines and paragraphs.

A PDF knows letters and places, and not what belongs together. Everything here is a guess that has
to be right for resumes; it runs where the file is read, in the process that may die. Columns and
tables are told apart in `columns`, lines made in `lines`; here lines become paragraphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from gui.model.resume.columns import divided
from gui.model.resume.kinds import BlockKind
from gui.model.resume.lines import BULLETS, drawn_lines, segments_of
from gui.model.resume.median import median
from gui.model.resume.tokens import Paragraph, TextLine, Token

MOST_WORDS: Final = 12_000
"""Of one page; more are read in the order in which they were drawn."""

_CAPTION_WORDS: Final = 8


def arranged(tokens: Sequence[Token]) -> list[Paragraph]:
    """The words of a page as paragraphs, in reading order."""
    upright = [token for token in tokens if not token.is_turned]
    turned = [token for token in tokens if token.is_turned]
    if len(upright) > MOST_WORDS:
        regions = [drawn_lines(upright)]
    else:
        rtl = sum(token.is_rtl for token in upright) * 2 > len(upright)
        regions = divided(segments_of(upright), 0, rtl=rtl)
    body = _body_size(upright)
    found: list[Paragraph] = []
    for lines in regions:
        found += _paragraphs(lines, body)
    if turned:
        found += _paragraphs(drawn_lines(turned), body)
    return found


def _paragraphs(lines: list[TextLine], body: float) -> list[Paragraph]:
    if not lines:
        return []
    steps = [
        b.baseline - a.baseline
        for a, b in pairwise(lines)
        if 0 < b.baseline - a.baseline < 3 * b.size and abs(a.size - b.size) < 0.1 * a.size
    ]
    usual = median(steps) if steps else 1.3 * body
    found: list[Paragraph] = []
    here: list[TextLine] = []
    kind, level, apart = BlockKind.PARAGRAPH.value, 0, True
    before: TextLine | None = None
    for line in lines:
        step = line.baseline - before.baseline if before is not None else 0.0
        is_wide = before is None or step <= 0 or step > 1.45 * max(usual, 0.9 * line.size)
        new_kind, new_level = _kind(line, body, is_first=is_wide)
        starts = (
            is_wide
            or new_kind != BlockKind.PARAGRAPH.value
            or kind == BlockKind.HEADING.value
            or (before is not None and line.is_bold and not before.is_bold)
            or step > 1.2 * usual
        )
        if starts:
            if here:
                found.append(Paragraph(tuple(here), kind, level, apart))
            here, kind, level, apart = [], new_kind, new_level, is_wide
        here.append(line)
        before = line
    found.append(Paragraph(tuple(here), kind, level, apart))
    return found


def _kind(line: TextLine, body: float, *, is_first: bool) -> tuple[str, int]:
    words = line.words
    if len(words) > 1 and (words[0].text in BULLETS or _is_glued_bullet(words[0].text)):
        return BlockKind.LIST_ITEM.value, 0
    if len(words) == 1 and _is_glued_bullet(words[0].text):
        return BlockKind.LIST_ITEM.value, 0
    if line.size > 1.15 * body and len(words) <= 2 * _CAPTION_WORDS:
        return BlockKind.HEADING.value, 0 if line.size > 1.6 * body else 1
    text = line.text
    is_short = len(words) <= _CAPTION_WORDS and not text.endswith((".", ",", ";"))
    if line.is_bold and is_short:
        return BlockKind.HEADING.value, 2
    if is_first and is_short and text.isupper() and sum(map(str.isalpha, text)) > 3:
        return BlockKind.HEADING.value, 2
    return BlockKind.PARAGRAPH.value, 0


def _is_glued_bullet(text: str) -> bool:
    return len(text) > 1 and text[0] in "•▪●■➢➤►✓✔❖‣"


def _body_size(tokens: Sequence[Token]) -> float:
    """The size of most letters."""
    counts: dict[float, int] = {}
    for token in tokens:
        size = round(token.size * 2) / 2
        counts[size] = counts.get(size, 0) + len(token.text)
    return max(counts, key=lambda size: counts[size]) if counts else 10.0

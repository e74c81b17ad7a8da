"""Reading order: from words strewn over a page to columns, lines and paragraphs.

A PDF knows letters and places, and not what belongs together. Three things tell: where there is
white from top to bottom (columns), whether the lines of two columns begin at the same heights
(then they are a table and read across), and in which order the words were drawn. Everything here
is a guess that has to be right for resumes; it runs where the file is read, in the process that
may die, and its cost is bounded by the number of words.

Heights grow downwards; all lengths are points.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Final

from gui.model.resume.kinds import BlockKind

MOST_WORDS: Final = 12_000
"""Of one page; more are read in the order in which they were drawn."""

_DEEPEST: Final = 6
_MOST_GUTTERS: Final = 40
_BULLETS: Final = frozenset("•▪◦●○■□➢➤►▶✓✔❖»·‣⁃∙*-–—o")
_CAPTION_WORDS: Final = 8


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it was found. `order` tells when it was drawn; the rest as in `Word`."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    size: float
    order: int
    marks: bytes = b""
    is_bold: bool = False
    is_italic: bool = False
    is_rtl: bool = False
    is_turned: bool = False


@dataclass(frozen=True, slots=True)
class TextLine:
    """Words in reading order; `tabs` tells of each whether a wide gap stands before it."""

    words: tuple[Token, ...]
    tabs: tuple[bool, ...]
    baseline: float
    size: float
    is_bold: bool

    @property
    def text(self) -> str:
        """Its words, one blank or tab between them."""
        parts = [
            ("\t" if tab else " ") + word.text
            for word, tab in zip(self.words, self.tabs, strict=True)
        ]
        return "".join(parts)[1:]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together. `apart` is true where something new begins before it."""

    lines: tuple[TextLine, ...]
    kind: str = BlockKind.PARAGRAPH.value
    level: int = 0
    apart: bool = False


def is_rtl(char: str) -> bool:
    """Whether a letter is of a script that is written from the right."""
    return unicodedata.bidirectional(char) in ("R", "AL")


def arranged(tokens: Sequence[Token]) -> list[Paragraph]:
    """The words of a page as paragraphs, in reading order."""
    upright = [token for token in tokens if not token.is_turned]
    turned = [token for token in tokens if token.is_turned]
    if len(upright) > MOST_WORDS:
        regions = [_drawn_lines(upright)]
    else:
        rtl = sum(token.is_rtl for token in upright) * 2 > len(upright)
        regions = _divided(_segments(upright), 0, rtl=rtl)
    body = _body_size(upright)
    found: list[Paragraph] = []
    for lines in regions:
        found += _paragraphs(lines, body)
    if turned:
        found += _paragraphs(_drawn_lines(turned), body)
    return found


# --- rows and their pieces --------------------------------------------------------------------


@dataclass(slots=True)
class _Segment:
    """Words of one row that follow each other closely."""

    words: list[Token]
    left: float
    right: float
    baseline: float
    size: float

    @property
    def top(self) -> float:
        # Without the air above and below the letters, so that close lines do not touch.
        return self.baseline - 0.65 * self.size

    @property
    def bottom(self) -> float:
        return self.baseline + 0.1 * self.size


def _segments(tokens: Sequence[Token]) -> list[_Segment]:
    found: list[_Segment] = []
    for row in _rows(tokens):
        row.sort(key=lambda token: token.left)
        here: list[Token] = []
        reach = 0.0
        for token in row:
            if here and token.left - reach > max(token.size, here[-1].size):
                found.append(_segment(here))
                here = []
            reach = max(reach, token.right) if here else token.right
            here.append(token)
        if here:
            found.append(_segment(here))
    return found


def _rows(tokens: Sequence[Token]) -> list[list[Token]]:
    """Words at the same height, whatever the column."""
    rows: list[list[Token]] = []
    for token in sorted(tokens, key=lambda each: each.baseline):
        if rows:
            first = rows[-1][0]
            near = 0.4 * min(token.size, max(first.size, rows[-1][-1].size))
            if token.baseline - first.baseline <= near:
                rows[-1].append(token)
                continue
        rows.append([token])
    return rows


def _segment(words: list[Token]) -> _Segment:
    words = _without_spacing(words)
    largest = max(words, key=lambda word: word.size)
    return _Segment(
        words,
        min(word.left for word in words),
        max(word.right for word in words),
        largest.baseline,
        largest.size,
    )


def _without_spacing(words: list[Token]) -> list[Token]:
    """Puts together what was set with wide spaces: E D U C A T I O N."""
    out: list[Token] = []
    run: list[Token] = []
    for word in [*words, None]:
        if word is not None and len(word.text) == 1 and word.text.isalpha() and not word.is_rtl:
            run.append(word)
            continue
        out += _merged_letters(run) if len(run) >= 4 else run
        run = []
        if word is not None:
            out.append(word)
    return out


def _merged_letters(letters: list[Token]) -> list[Token]:
    gaps = [b.left - a.right for a, b in pairwise(letters)]
    limit = 1.7 * max(median(gaps), 0.0) + 0.12 * letters[0].size
    words: list[list[Token]] = [[letters[0]]]
    for gap, letter in zip(gaps, letters[1:], strict=True):
        if gap > limit:
            words.append([])
        words[-1].append(letter)
    return [_one_word(each) for each in words]


def _one_word(letters: list[Token]) -> Token:
    left, right = letters[0].left, max(letter.right for letter in letters)
    wide = max(right - left, 0.01)
    return replace(
        letters[0],
        text="".join(letter.text for letter in letters),
        right=right,
        top=min(letter.top for letter in letters),
        bottom=max(letter.bottom for letter in letters),
        marks=bytes(
            min(max(round(255 * (letter.right - left) / wide), 0), 255) for letter in letters
        ),
    )


# --- columns ----------------------------------------------------------------------------------


def _divided(segments: list[_Segment], depth: int, *, rtl: bool) -> list[list[TextLine]]:
    """Regions in reading order, each a column of lines."""
    if not segments:
        return []
    gutter = _gutter(segments) if depth < _DEEPEST and len(segments) > 3 else None
    if gutter is None:
        return [_lines(segments, rtl=rtl)]
    middle, first, last = gutter
    above = [each for each in segments if each.bottom < first]
    below = [each for each in segments if each.top > last]
    within = [each for each in segments if each.bottom >= first and each.top <= last]
    near = [each for each in within if (each.left + each.right) / 2 < middle]
    far = [each for each in within if (each.left + each.right) / 2 >= middle]
    found = _divided(above, depth + 1, rtl=rtl)
    table = _table(near, far, rtl=rtl)
    if table is not None:
        found.append(table)
    else:
        for side in (far, near) if rtl else (near, far):
            found += _divided(side, depth + 1, rtl=rtl)
    return found + _divided(below, depth + 1, rtl=rtl)


def _gutter(segments: list[_Segment]) -> tuple[float, float, float] | None:
    """The white strip that divides most lines: its middle, and from where to where it goes."""
    bands = _bands(segments)
    size = median(each.size for each in segments)
    best: tuple[float, float, float] | None = None
    most = 0.0
    for at, start, end in _gaps(bands, size)[:_MOST_GUTTERS]:
        first, last, left, right = _run(bands, at, start, end, size)
        middle = (left + right) / 2
        near = far = 0
        for band in bands[first : last + 1]:
            on_left = sum(each.right <= middle for each in band)
            near += on_left
            far += len(band) - on_left
        score = near + far + 0.01 * (right - left)
        if min(near, far) >= 2 and score > most:
            most = score
            top = min(each.top for each in bands[first])
            bottom = max(each.bottom for each in bands[last])
            best = (middle, top, bottom)
    return best


def _bands(segments: list[_Segment]) -> list[list[_Segment]]:
    """Segments that share heights, from the top."""
    bands: list[list[_Segment]] = []
    bottom = 0.0
    for each in sorted(segments, key=lambda segment: segment.top):
        if bands and each.top <= bottom:
            bands[-1].append(each)
            bottom = max(bottom, each.bottom)
        else:
            bands.append([each])
            bottom = each.bottom
    return bands


def _gaps(bands: list[list[_Segment]], size: float) -> list[tuple[int, float, float]]:
    """White between the segments of a band, the widest first: band, left and right."""
    found: list[tuple[int, float, float]] = []
    for at, band in enumerate(bands):
        reach = None
        for each in sorted(band, key=lambda segment: segment.left):
            if reach is not None and each.left - reach >= size:
                found.append((at, reach, each.left))
            reach = each.right if reach is None else max(reach, each.right)
    found.sort(key=lambda gap: gap[1] - gap[2])
    # Those at the same place are one strip; the narrowest of them is the one that goes far.
    places: dict[tuple[int, int], tuple[int, float, float]] = {}
    for gap in found:
        places[round(gap[1] / size / 2), round(gap[2] / size / 2)] = gap
    return list(places.values())


def _run(
    bands: list[list[_Segment]], at: int, start: float, end: float, size: float
) -> tuple[int, int, float, float]:
    """How far up and down a white strip goes: first and last band, and what is left of it."""
    first = last = at
    for step in (-1, 1):
        here = at + step
        while 0 <= here < len(bands):
            left, right = _free(bands[here], start, end)
            if right - left < 0.8 * size:
                break
            start, end = left, right
            first, last = min(first, here), max(last, here)
            here += step
    return first, last, start, end


def _free(band: list[_Segment], start: float, end: float) -> tuple[float, float]:
    """The widest part between `start` and `end` that a band leaves white."""
    best = (start, start)
    here = start
    for each in sorted(band, key=lambda segment: segment.left):
        if each.right <= start or each.left >= end:
            continue
        if each.left - here > best[1] - best[0]:
            best = (here, each.left)
        here = max(here, each.right)
    return (here, end) if end - here > best[1] - best[0] else best


def _table(near: list[_Segment], far: list[_Segment], *, rtl: bool) -> list[TextLine] | None:
    """The lines of two columns that are read across, row by row; None where they are not."""
    size = median(each.size for each in [*near, *far])
    pairs, conflicts = _meetings(_heights(near), _heights(far), size)
    if pairs < 2 or conflicts > 0.2 * (pairs + conflicts) or (_is_prose(near) and _is_prose(far)):
        return None
    for one, other in ((near, far), (far, near)):
        rows = _drawn_rows(one, other, size)
        if rows is not None:
            return _across(rows, size, swapped=(one is far) != rtl, rtl=rtl)
    return None


def _meetings(one: list[float], other: list[float], size: float) -> tuple[int, int]:
    """How many rows begin at the same height, and how many only overlap."""
    pairs = conflicts = 0
    for height in one:
        if _has_near(other, height, 0.3 * size):
            pairs += 1
        elif _has_near(other, height, 0.8 * size):
            conflicts += 1
    return pairs, conflicts


@dataclass(slots=True)
class _Row:
    """What was drawn on one side, then on the other."""

    openers: list[_Segment]
    followers: list[_Segment]


def _drawn_rows(one: list[_Segment], other: list[_Segment], size: float) -> list[_Row] | None:
    """Rows as they were drawn, where most of them begin at one height on both sides."""
    drawn = [(each.words[0].order, True, each) for each in one]
    drawn += [(each.words[0].order, False, each) for each in other]
    rows: list[_Row] = []
    for _order, opens, each in sorted(drawn, key=lambda item: item[0]):
        if not rows or (opens and rows[-1].followers):
            rows.append(_Row([], []))
        (rows[-1].openers if opens else rows[-1].followers).append(each)
    full = [row for row in rows if row.openers and row.followers]
    level = sum(
        any(abs(each.baseline - row.followers[0].baseline) <= 0.3 * size for each in row.openers)
        for row in full
    )
    return rows if level >= 2 and level >= 0.67 * len(full) else None


def _is_prose(side: list[_Segment]) -> bool:
    """Whether a side is made of long lines that fill it."""
    wide = max(each.right for each in side) - min(each.left for each in side)
    long = [each for each in side if len(each.words) >= 4 and each.right - each.left > 0.7 * wide]
    return len(long) > 3 and 2 * len(long) > len(side)


def _heights(segments: Iterable[_Segment]) -> list[float]:
    """The baselines of the rows, from the top."""
    found: list[float] = []
    for each in sorted(segments, key=lambda segment: segment.baseline):
        if not found or each.baseline - found[-1] > 0.4 * each.size:
            found.append(each.baseline)
    return found


def _has_near(heights: list[float], wanted: float, tolerance: float) -> bool:
    at = bisect_left(heights, wanted - tolerance)
    return at < len(heights) and heights[at] <= wanted + tolerance


def _across(rows: list[_Row], size: float, *, swapped: bool, rtl: bool) -> list[TextLine]:
    """Lines of a table; cells of several lines are read whole, one after the other."""
    lines: list[TextLine] = []
    rows.sort(key=lambda row: min(each.baseline for each in row.followers or row.openers))
    for row in rows:
        top = min((each.baseline for each in row.followers), default=float("inf"))
        # Headings between the rows were drawn with what comes after them.
        before = [each for each in row.openers if each.baseline < top - 0.5 * size]
        lines += _lines(before, rtl=rtl)
        cell = [each for each in row.openers if each.baseline >= top - 0.5 * size]
        if min(len(_heights(cell)), len(_heights(row.followers))) <= 1:
            lines += _lines([*cell, *row.followers], rtl=rtl)
        else:
            for side in (row.followers, cell) if swapped else (cell, row.followers):
                lines += _lines(side, rtl=rtl)
    return lines


# --- lines and paragraphs ---------------------------------------------------------------------


def _lines(segments: list[_Segment], *, rtl: bool) -> list[TextLine]:
    """Segments side by side become one line."""
    return [
        _line(row, rtl=rtl) for row in _rows([word for each in segments for word in each.words])
    ]


def _drawn_lines(tokens: Sequence[Token]) -> list[TextLine]:
    """Lines in the order in which they were drawn; only what stands close is put together."""
    rows: list[list[Token]] = []
    for token in tokens:
        if rows:
            last = rows[-1][-1]
            if token.is_turned:
                same = abs(token.left - last.left) < 0.6 * token.size
            else:
                same = abs(token.baseline - last.baseline) < 0.4 * token.size
            if same and len(rows[-1]) < 200:
                rows[-1].append(token)
                continue
        rows.append([token])
    return [_line(row, sort=False, rtl=False) for row in rows]


def _line(words: list[Token], *, sort: bool = True, rtl: bool) -> TextLine:
    ordered = _in_reading_order(words, rtl=rtl) if sort else words
    tabs = [False]
    for before, word in pairwise(ordered):
        gap = max(word.left - before.right, before.left - word.right)
        is_wide = sort and gap > 1.2 * max(word.size, before.size)
        tabs.append(is_wide and before.text not in _BULLETS)
    letters = sum(len(word.text) for word in ordered)
    bold = sum(len(word.text) for word in ordered if word.is_bold)
    largest = max(ordered, key=lambda word: (len(word.text), word.size))
    return TextLine(tuple(ordered), tuple(tabs), largest.baseline, largest.size, 2 * bold > letters)


def _in_reading_order(words: list[Token], *, rtl: bool) -> list[Token]:
    """From the side that the line is read from; words of the other direction among themselves.

    `rtl` tells the page's direction, for lines whose letters do not.
    """
    strong = [word for word in words if _has_letter(word)]
    from_right = sum(word.is_rtl for word in strong)
    if from_right == 0 and not rtl:
        return sorted(words, key=lambda word: word.left)
    if from_right == 0 or 2 * from_right >= len(strong):
        ordered = [_sign_first(word) for word in sorted(words, key=lambda word: -word.right)]
        return _with_runs_turned(ordered, [_has_letter(w) and not w.is_rtl for w in ordered])
    ordered = sorted(words, key=lambda word: word.left)
    return _with_runs_turned(ordered, [word.is_rtl for word in ordered])


def _sign_first(word: Token) -> Token:
    """A plus sign is drawn at the far end of a number among letters from the right."""
    text = word.text
    if text.endswith("+") and text[:1].isdecimal():
        return replace(word, text="+" + text[:-1], marks=b"")
    return word


def _with_runs_turned(words: list[Token], against: list[bool]) -> list[Token]:
    """Turns round each run from one word against the line's direction to the last before one
    with it; signs and numbers between them belong to the run."""
    out: list[Token] = []
    at = 0
    while at < len(words):
        if not against[at]:
            out.append(words[at])
            at += 1
            continue
        last = here = at
        while here < len(words) and (against[here] or not _has_letter(words[here])):
            last = here if against[here] else last
            here += 1
        out += reversed(words[at : last + 1])
        at = last + 1
    return out


def _has_letter(word: Token) -> bool:
    return any(char.isalpha() for char in word.text)


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
    if len(words) > 1 and (words[0].text in _BULLETS or _is_glued_bullet(words[0].text)):
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

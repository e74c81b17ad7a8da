"""Dates that stand in a column of their own, given to the line they stand beside.

A resume in three columns, or with its dates at the side, is read from words and places: which
piece of a line is dates, which lines it belongs to, and which column nothing but dates stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from gui.model.resume.document import Block, Box, Line, ResumeText
from gui.model.resume.kinds import DayOrder
from gui.model.resume.median import median
from gui.model.resume.periods import Period, is_only_dates, is_part_of_dates, periods_in

_CUT_DATE: Final = re.compile(r"[0-9][-./]$")


@dataclass(slots=True)
class Row:
    """One piece of a line while a page is sorted."""

    start: int
    end: int
    box: Box
    size: float
    is_bold: bool
    block: Block | None
    starts_new: bool
    dates: tuple[Period, ...] = ()
    more: list[range] = field(default_factory=list)
    """What stands further to the right in the same line."""

    def text(self, whole: str) -> str:
        parts = [
            whole[self.start : self.end],
            *(whole[each.start : each.stop] for each in self.more),
        ]
        return "\t".join(parts)


def rows_of(resume: ResumeText, line: Line) -> Iterator[Row]:
    """A line in its pieces; wide gaps part only where one side is dates."""
    block = resume.block_of(line.start)
    text = resume.text
    new = text[max(0, line.start - 2) : line.start] == "\n\n" or line.start == 0
    groups = [[line.words[0]]]
    for before, word in zip(line.words, line.words[1:], strict=False):
        tab = "\t" in text[before.end : word.start]
        gap = max(word.box.left - before.box.right, before.box.left - word.box.right)
        if tab or gap > 0.7 * max(line.size, 6.0):
            groups.append([])
        groups[-1].append(word)
    pieces: list[tuple[int, int, Box, bool]] = []
    for group in groups:
        start, end = group[0].start, group[-1].end
        box = group[0].box
        for word in group[1:]:
            box = box.joined(word.box)
        dates = is_dates(text[start:end], loose=True)
        joined_by_tab = bool(pieces) and "\t" in text[pieces[-1][1] : start]
        if pieces and not dates and not pieces[-1][3] and not joined_by_tab:
            first, _end, old, _dates = pieces[-1]
            pieces[-1] = (first, end, old.joined(box), False)
        else:
            pieces.append((start, end, box, dates))
    row: Row | None = None
    was_dates = False
    for start, end, box, dates in pieces:
        if row is not None and not dates and not was_dates:
            row.more.append(range(start, end))
            continue
        if row is not None:
            yield row
        row = Row(start, end, box, line.size, line.is_bold, block, new)
        was_dates, new = dates, False
    if row is not None:
        yield row


def is_dates(text: str, *, loose: bool = False) -> bool:
    """Whether a piece is a period or a part of one that a narrow column broke.

    A loose one may be as little as the day of a date, which means nothing on its own.
    """
    if len(text) > 60:
        return False
    return is_only_dates(text) or is_part_of_dates(text, loose=loose)


def with_dates(resume: ResumeText, rows: list[Row], order: DayOrder) -> list[Row]:
    """Gives dates in a column of their own to the line beside them, and sorts what is left."""
    text = resume.text
    cells: list[list[Row]] = []
    taken: set[int] = set()
    running = _running_text(text, rows)
    for at, row in enumerate(rows):
        if at in taken or at in running or row.more or not is_dates(text[row.start : row.end]):
            continue
        cell = [row]
        taken.add(at)
        # The rest of a broken period stands right below, wherever it comes in the text.
        while not _is_whole(text, cell) and len(cell) < 4:
            below = _below(text, rows, cell[-1], taken)
            if below is None:
                break
            cell.append(rows[below])
            taken.add(below)
        cells.append(cell)
    dated: list[tuple[list[Row], Row]] = []
    for cell in cells:
        partner = _partner(rows, cell, taken)
        joined = _joined(text, cell)
        if partner is None or joined is None:
            for row in cell:
                taken.discard(next(at for at, each in enumerate(rows) if each is row))
            continue
        partner.dates = (*partner.dates, *_cell_periods(joined, order))
        if cell[0].starts_new:
            partner.starts_new = True
        dated.append((cell, partner))
    left = [row for at, row in enumerate(rows) if at not in taken]
    return _downwards(_with_third_column(left, dated), dated)


def _running_text(text: str, rows: Sequence[Row]) -> set[int]:
    """The dates that belong to the lines above or below them rather than to a column of dates.

    A column of dates has nothing but dates, and headings that are larger. Lines of one look that
    touch are one paragraph, however many of them hold nothing but dates.
    """
    dates = [is_dates(text[row.start : row.end], loose=True) for row in rows]
    beside: dict[int, list[int]] = {}
    running: set[int] = set()
    for at, row in enumerate(rows):
        if not dates[at]:
            continue
        size = max(row.size, 6.0)
        beside[at] = []
        for number, other in enumerate(rows):
            if number == at or abs(other.box.left - row.box.left) > 3:
                continue
            if other.size > 1.15 * size or abs(other.box.bottom - row.box.bottom) >= 1.9 * size:
                continue
            if not dates[number]:
                running.add(at)
            elif abs(other.size - row.size) <= 0.3 and other.is_bold == row.is_bold:
                beside[at].append(number)
    waiting = list(running)
    while waiting:
        for number in beside[waiting.pop()]:
            if number not in running:
                running.add(number)
                waiting.append(number)
    return running


def _is_whole(text: str, cell: Sequence[Row]) -> bool:
    """Whether the dates say from when to when, so that nothing more is looked for below."""
    joined = _joined(text, cell)
    found = periods_in(joined.text) if joined else ()
    if joined and (
        _CUT_DATE.search(joined.text) or joined.text.count("(") > joined.text.count(")")
    ):
        return False
    return bool(found) and (
        not found[-1].is_single and not (found[-1].is_current and found[-1].present is None)
    )


@dataclass(frozen=True, slots=True)
class _Joined:
    """Pieces of a broken period as one text; `bounds` tell where each begins, here and there."""

    text: str
    bounds: tuple[tuple[int, int], ...]

    def place(self, offset: int) -> int:
        """Where a character of it stands in the resume's text."""
        here, there = max(bound for bound in self.bounds if bound[0] <= offset)
        return there + offset - here


def _joined(text: str, cell: Sequence[Row]) -> _Joined | None:
    """The pieces together, if they are dates then: with a blank, or a word that was cut through."""
    whole = text[cell[0].start : cell[0].end]
    bounds = [(0, cell[0].start)]
    for row in cell[1:]:
        piece = text[row.start : row.end]
        joint = " "
        if (not is_only_dates(f"{whole} {piece}") and is_only_dates(f"{whole}{piece}")) or (
            _CUT_DATE.search(whole) and piece[:1].isdigit()
        ):
            joint = ""
        bounds.append((len(whole) + len(joint), row.start))
        whole = f"{whole}{joint}{piece}"
    return _Joined(whole, tuple(bounds)) if is_only_dates(whole) else None


def _below(text: str, rows: Sequence[Row], row: Row, taken: set[int]) -> int | None:
    """The piece of dates right below another one, if the two could be one period."""
    for at, other in enumerate(rows):
        if at in taken or other.more or abs(other.size - row.size) > 0.15 * row.size:
            continue
        near = 0 <= other.box.top - row.box.bottom + 0.3 * row.size < 0.9 * row.size
        beside = abs(other.box.left - row.box.left) < 3 or abs(other.box.right - row.box.right) < 3
        piece = text[other.start : other.end]
        if near and beside and is_dates(piece, loose=True):
            return at
    return None


def _partner(rows: Sequence[Row], cell: Sequence[Row], taken: set[int]) -> Row | None:
    """The line that dates stand beside: the first to their right, else to their left."""
    top = cell[0].box
    height = max(top.height, 1.0)
    best: tuple[float, Row] | None = None
    for at, row in enumerate(rows):
        if at in taken:
            continue
        apart = abs((row.box.top + row.box.bottom) / 2 - (top.top + top.bottom) / 2)
        if apart > 0.7 * height:
            continue
        right = row.box.left >= top.right - 1
        left = row.box.right <= top.left + 1
        if not right and not left:
            continue
        distance = (row.box.left - top.right) if right else (top.left - row.box.right)
        cost = apart * 3 + distance + (0 if right else 20)
        if best is None or cost < best[0]:
            best = (cost, row)
    return best[1] if best else None


def _cell_periods(joined: _Joined, order: DayOrder) -> Iterator[Period]:
    """The periods of a column's cell, their offsets those of the whole text."""
    place = joined.place
    for period in periods_in(joined.text, order):
        first = period.first and replace(
            period.first, start=place(period.first.start), end=place(period.first.end - 1) + 1
        )
        last = period.last and replace(
            period.last, start=place(period.last.start), end=place(period.last.end - 1) + 1
        )
        present = period.present and range(
            place(period.present.start), place(period.present.stop - 1) + 1
        )
        start, end = place(period.start), place(period.end - 1) + 1
        yield replace(
            period, start=start, end=max(end, start), first=first, last=last, present=present
        )


def _with_third_column(rows: list[Row], dated: Sequence[tuple[list[Row], Row]]) -> list[Row]:
    """Gives what stands in a third column, as employers beside titles, to the line beside it."""
    partners = [partner for cell, partner in dated if partner.box.left >= cell[0].box.right - 1]
    if len(partners) < 2:
        return rows
    beside: dict[int, Row] = {}
    for at, partner in enumerate(partners):
        for row in rows:
            level = abs(row.box.bottom - partner.box.bottom) < 0.5 * partner.size
            if row is not partner and level and row.box.left > partner.box.right and not row.dates:
                beside[at] = row
                break
    edges = sorted(row.box.left for row in beside.values())
    if len(beside) < 2 or len(beside) * 10 < 6 * len(partners) or edges[-1] - edges[0] > 6:
        return rows
    gone: set[int] = set()
    for at, row in beside.items():
        partner, last = partners[at], row
        partner.more.append(range(row.start, row.end))
        gone.add(id(row))
        for other in rows:
            step = other.box.bottom - last.box.bottom
            same = abs(other.box.left - row.box.left) < 3 and abs(other.size - row.size) < 0.3
            if same and 0 < step < 1.9 * row.size and id(other) not in gone:
                partner.more.append(range(other.start, other.end))
                gone.add(id(other))
                last = other
    return [row for row in rows if id(row) not in gone]


def _downwards(rows: list[Row], dated: list[tuple[list[Row], Row]]) -> list[Row]:
    """Reads a column with dates at its side downwards: headings stand above the dates' column,
    so that nothing but the height tells what they head."""
    beside = [
        (cell, partner) for cell, partner in dated if partner.box.left >= cell[0].box.right - 1
    ]
    if len(beside) < 2:
        return rows
    left = min(cell[0].box.left for cell, _partner in beside)
    starts = median(partner.box.left for _cell, partner in beside)
    right = max(row.box.right for row in rows if abs(row.box.left - starts) < 40)
    inside = [row for row in rows if left - 20 <= row.box.left < right]
    if len(inside) < 3:
        return rows
    inside_ids = {id(row) for row in inside}
    ordered = iter(sorted(inside, key=lambda row: (round(row.box.bottom, 0), row.box.left)))
    out: list[Row] = []
    placed = False
    for row in rows:
        if id(row) in inside_ids:
            if not placed:
                out.extend(ordered)
                placed = True
        else:
            out.append(row)
    return out

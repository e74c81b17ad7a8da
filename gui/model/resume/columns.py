"""Columns and tables: what of a page is read before what.

Three things tell: where there is white from top to bottom (columns), whether the lines of two
columns begin at the same heights (then they are a table and read across), and in which order the
words were drawn. The cost is bounded by the number of words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from gui.model.resume.lines import Segment, joined_lines
from gui.model.resume.median import median
from gui.model.resume.tokens import TextLine

_DEEPEST: Final = 6
_MOST_GUTTERS: Final = 40


def divided(segments: list[Segment], depth: int, *, rtl: bool) -> list[list[TextLine]]:
    """Regions in reading order, each a column of lines."""
    if not segments:
        return []
    gutter = _gutter(segments) if depth < _DEEPEST and len(segments) > 3 else None
    if gutter is None:
        return [joined_lines(segments, rtl=rtl)]
    middle, first, last = gutter
    above = [each for each in segments if each.bottom < first]
    below = [each for each in segments if each.top > last]
    within = [each for each in segments if each.bottom >= first and each.top <= last]
    near = [each for each in within if (each.left + each.right) / 2 < middle]
    far = [each for each in within if (each.left + each.right) / 2 >= middle]
    found = divided(above, depth + 1, rtl=rtl)
    table = _table(near, far, rtl=rtl)
    if table is not None:
        found.append(table)
    else:
        for side in (far, near) if rtl else (near, far):
            found += divided(side, depth + 1, rtl=rtl)
    return found + divided(below, depth + 1, rtl=rtl)


def _gutter(segments: list[Segment]) -> tuple[float, float, float] | None:
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


def _bands(segments: list[Segment]) -> list[list[Segment]]:
    """Segments that share heights, from the top."""
    bands: list[list[Segment]] = []
    bottom = 0.0
    for each in sorted(segments, key=lambda segment: segment.top):
        if bands and each.top <= bottom:
            bands[-1].append(each)
            bottom = max(bottom, each.bottom)
        else:
            bands.append([each])
            bottom = each.bottom
    return bands


def _gaps(bands: list[list[Segment]], size: float) -> list[tuple[int, float, float]]:
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
    bands: list[list[Segment]], at: int, start: float, end: float, size: float
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


def _free(band: list[Segment], start: float, end: float) -> tuple[float, float]:
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


def _table(near: list[Segment], far: list[Segment], *, rtl: bool) -> list[TextLine] | None:
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

    openers: list[Segment]
    followers: list[Segment]


def _drawn_rows(one: list[Segment], other: list[Segment], size: float) -> list[_Row] | None:
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


def _is_prose(side: list[Segment]) -> bool:
    """Whether a side is made of long lines that fill it."""
    wide = max(each.right for each in side) - min(each.left for each in side)
    long = [each for each in side if len(each.words) >= 4 and each.right - each.left > 0.7 * wide]
    return len(long) > 3 and 2 * len(long) > len(side)


def _heights(segments: Iterable[Segment]) -> list[float]:
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
        lines += joined_lines(before, rtl=rtl)
        cell = [each for each in row.openers if each.baseline >= top - 0.5 * size]
        if min(len(_heights(cell)), len(_heights(row.followers))) <= 1:
            lines += joined_lines([*cell, *row.followers], rtl=rtl)
        else:
            for side in (row.followers, cell) if swapped else (cell, row.followers):
                lines += joined_lines(side, rtl=rtl)
    return lines

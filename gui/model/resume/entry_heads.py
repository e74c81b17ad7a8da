"""Which lines of a section name an entry, and which tell of it.

Each period marks an entry. How many lines stand before the one with the period is the same for
all entries of a section; what a line says beside its period is parted at its signs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from gui.model.resume.items import Item
from gui.model.resume.kinds import DayOrder
from gui.model.resume.labels_entries import LEGAL_FORMS, is_any
from gui.model.resume.periods import Mention, Period, is_duration, periods_in

_LONGEST_HEAD: Final = 130
_MOST_HEAD_LINES: Final = 3
_STRONG: Final = re.compile(r"\s*(?:\t|\s[|•·▪/–—-]\s|\s[|•·▪]|[|•·▪]\s|\s{3,})\s*")
_EDGES: Final = " \t,;:|•·▪/–—-()[]"
# What is left of a date whose month no table has.
_ODD_DATE: Final = re.compile(r"[^\W\d_]{2,10}\.?\s+(?:19|20)[0-9]{2}")
_SHORTENED: Final = re.compile(r"(?:^|\s)[^\W\d_](?:\.[^\W\d_]|[^\W\d_]{0,2})\.$")
_SENTENCE: Final = re.compile(r"[.!;:]\s*$")


@dataclass(frozen=True, slots=True)
class Found:
    """A value of an entry and where it stands in the resume."""

    value: str
    spans: tuple[range, ...]


@dataclass(slots=True)
class Head:
    """The lines that name an entry, its period, and the lines that tell of it."""

    labels: list[Found]
    period: Period | None
    body: list[Item]
    lines: list[Item]


@dataclass(frozen=True, slots=True)
class _Marked:
    """A line that carries a period, and what is left of it without."""

    at: int
    period: Period
    labels: tuple[Found, ...]


def heads_of(
    items: Sequence[Item],
    text: str,
    order: DayOrder,
    is_enough: Callable[[Sequence[Found], str], bool],
) -> list[Head]:
    """The entries of a section. `is_enough` tells of names, and the line behind them, whether
    that line is still needed to know what the entry is called."""
    marked = [mark for at, item in enumerate(items) if (mark := _marked(at, item, text, order))]
    if not marked and all(item.is_bullet for item in items):
        # A list of nothing but entries, each in one line with perhaps one date.
        bare = [replace(item, text=item.bare, is_bullet=False) for item in items]
        marked = [mark for at, item in enumerate(bare) if (mark := _marked(at, item, text, order))]
    if not marked:
        return []
    lead = _lead(items, marked)
    starts = [_begin(items, marked, number, lead) for number in range(len(marked))]
    heads: list[Head] = []
    for number, mark in enumerate(marked):
        stop = starts[number + 1] if number + 1 < len(marked) else len(items)
        before = list(items[starts[number] : mark.at])
        labels = [label for item in before for label in _labels(item, text)] + list(mark.labels)
        after = list(items[mark.at + 1 : stop])
        taken = 0
        while (
            taken < len(after)
            and not is_enough(labels, after[taken].text)
            and taken < _MOST_HEAD_LINES
            and _can_head(after[taken])
        ):
            labels += _labels(after[taken], text)
            taken += 1
        lines = [*before, items[mark.at], *after[:taken]]
        heads.append(Head(labels, mark.period, after[taken:], lines))
    return heads


def part_of(label: Found, piece: str) -> Found:
    """A piece of a name, where it stands if the name is in one place."""
    if len(label.spans) == 1:
        at = label.value.find(piece)
        span = label.spans[0]
        if at >= 0 and len(span) == len(label.value):
            return Found(piece, (range(span.start + at, span.start + at + len(piece)),))
    return Found(piece, label.spans)


def _marked(at: int, item: Item, text: str, order: DayOrder) -> _Marked | None:
    """The line as the one that carries an entry's period, if it does."""
    if item.dates:
        return _Marked(at, item.dates[0], tuple(_labels(item, text)))
    if len(item.text) > _LONGEST_HEAD + 40:
        return None
    periods = periods_in(item.text, order)
    if not periods:
        return None
    period = max(periods, key=lambda each: (not each.is_single, each.end - each.start))
    before, after = item.text[: period.start], item.text[period.end :]
    at_edge = not before.strip(_EDGES) or not re.sub(r"\([^)]*\)", "", after).strip(_EDGES)
    in_brackets = before.rstrip().endswith("(") and after.lstrip().startswith(")")
    parted = bool(re.search(r"[|•·▪,\t–—-]\s*$", before)) and bool(re.match(r"\s*[|•·▪,\t]", after))
    if not (at_edge or in_brackets or parted):
        return None
    if item.is_bullet and (period.is_single or len(item.text) > 90):
        return None
    if period.is_single and (_SENTENCE.search(item.text) or len(before.split()) > 12):
        return None
    where = _placed(item, text, period)
    return _Marked(at, where, tuple(_labels(item, text, period)))


def _lead(items: Sequence[Item], marked: Sequence[_Marked]) -> int:
    """How many lines of an entry stand before the one with the period."""
    first = marked[0].at
    if first == 0 or first > _MOST_HEAD_LINES:
        return 0 if first == 0 or marked[0].labels else 1
    if not all(_can_head(item) for item in items[:first]):
        return 0 if marked[0].labels else 1
    return first


def _begin(items: Sequence[Item], marked: Sequence[_Marked], number: int, lead: int) -> int:
    """Where the entry begins whose period is the marked line of that number."""
    at = marked[number].at
    if number == 0:
        return max(0, at - lead)
    floor = marked[number - 1].at + 1
    begin = at
    while begin > floor and at - begin < lead and _can_head(items[begin - 1]):
        begin -= 1
    # A line that looks like the first of the section's first entry is where this one begins.
    model = items[max(0, marked[0].at - lead)].style
    for earlier in range(begin, at):
        if items[earlier].style == model:
            return earlier
    return begin


def _can_head(item: Item) -> bool:
    """Whether a line can name something, rather than tell of it."""
    text = item.text.strip()
    shortened = _ends_shortened(text) and len(text.split()) <= 6
    return (
        not item.is_bullet
        and not item.dates
        and 0 < len(text) <= (180 if item.is_heading or item.is_bold else 100)
        and (shortened or not _SENTENCE.search(text))
        and (len(text.split()) <= 14 or item.is_heading)
    )


def _ends_shortened(text: str) -> bool:
    """Whether a full stop at the end belongs to a short form: "Inc.", "S.A.", "Ltd."."""
    return is_any(LEGAL_FORMS, text.split()[-1]) or _SHORTENED.search(text) is not None


def _placed(item: Item, text: str, period: Period) -> Period:
    """A period of a line's text with the offsets of the resume's text."""
    if len(item.spans) == 1:
        span = item.spans[0]
        piece = text[span.start : span.stop]
        lost = len(piece) - len(piece.lstrip())
        return period.moved(span.start + lost)
    # The line was put together: look for its dates in the pieces.
    whole = text[item.start : item.end]
    for candidate in periods_in(whole):
        same_first = (candidate.first and candidate.first.numbers) == (
            period.first and period.first.numbers
        )
        same_last = (candidate.last and candidate.last.numbers) == (
            period.last and period.last.numbers
        )
        if same_first and same_last:
            moved = candidate.moved(item.start)
            return replace(
                moved,
                first=_meaning(moved.first, period.first),
                last=_meaning(moved.last, period.last),
            )
    first = period.first and replace(period.first, start=item.start, end=item.end)
    last = period.last and replace(period.last, start=item.start, end=item.end)
    return Period(item.start, item.end, first, last, period.is_current)


def _meaning(mention: Mention | None, known: Mention | None) -> Mention | None:
    """A date where it stands, meaning what is known of it."""
    if mention is None or known is None:
        return mention
    return replace(mention, numbers=known.numbers, other=known.other)


def _labels(item: Item, text: str, period: Period | None = None) -> list[Found]:
    """The names in a line, parted where its signs part them; the period left out."""
    line = item.bare if item.is_bullet else item.text
    if period is not None:
        shift = item.text.find(line)
        start, end = period.start - shift, period.end - shift
        line = f"{line[: max(start, 0)]}\t{line[end:]}"
        line = re.sub(r"\(\s*\t\s*\)", "\t", line)
    pieces = [piece.strip(_EDGES if period else " \t,;|•·▪/–—-") for piece in _STRONG.split(line)]
    named = [
        piece
        for piece in map(_tidy, pieces)
        if piece and not _ODD_DATE.fullmatch(piece) and not is_duration(piece)
    ]
    return [_found(item, text, piece) for piece in named]


def _tidy(piece: str) -> str:
    """Without signs at the edges and without a bracket that lost its partner."""
    piece = piece.strip(" \t,;:|•·▪/–—-")
    if piece.count("(") > piece.count(")"):
        piece = piece.rstrip("( ").strip() if piece.endswith("(") else piece + ")"
    if piece.count(")") > piece.count("("):
        piece = piece.strip(") ")
    return piece


def _found(item: Item, text: str, value: str) -> Found:
    """A value with where it stands; the whole line where it cannot be told."""
    for span in item.spans:
        at = text.find(value, span.start, span.stop)
        if at >= 0:
            return Found(value, (range(at, at + len(value)),))
    pattern = re.compile(
        r"[-\u00ad]?\s+".join(re.escape(word) for word in value.split()), re.IGNORECASE
    )
    match = pattern.search(text, item.start, item.end)
    if match:
        return Found(value, (range(match.start(), match.end()),))
    return Found(value, item.spans)

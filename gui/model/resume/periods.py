"""Dates and periods as they stand in running text: "Feb–Jul 2019", "seit 03/2019", "2011 – heute".

A date field reads what one person typed (`gui.model.dates`); here dates are found between other
words, in more languages. Two-way dates stay two-way (ux rule 26) unless the resume itself tells
whether its days or its months come first.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from gui.model.dates import Ambiguous, Precision, Reading, Understood, read_date
from gui.model.resume.date_patterns import (
    DATE,
    DURATION,
    FROM,
    JOINT,
    LEFT_OVER,
    MONTH_THEN,
    NOW,
    NUMBER_THEN,
    ODD_MONTH,
    OPEN_END,
    SHORT_PERIOD,
    SHORT_YEAR,
    SINCE,
    SMALL_WORDS,
    UNTIL,
    WORDS,
)
from gui.model.resume.folding import Levelled
from gui.model.resume.kinds import DayOrder
from gui.model.resume.labels_months import MONTHS, PRESENT

_LONGEST: Final = 400_000


@dataclass(frozen=True, slots=True)
class Numbers:
    """Year, month and day; None for what was not written."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def stored(self) -> str:
        """``YYYY-MM-DD``, what was not written being 01."""
        return f"{self.year:04}-{self.month or 1:02}-{self.day or 1:02}"

    @property
    def precision(self) -> Precision:
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY

    def understood(self) -> Understood:
        """The date as the date fields have it, with the words that name what is missing."""
        parts = [f"{self.year:04}"]
        if self.month is not None:
            parts.append(f"{self.month:02}")
            if self.day is not None:
                parts.append(f"{self.day:02}")
        reading = read_date("-".join(parts))
        assert isinstance(reading, Understood)
        return reading


@dataclass(frozen=True, slots=True)
class Mention:
    """One date in a text, from `start` to before `end`.

    `other` is the second meaning of a date such as 03/04/2019, `numbers` being the one with the
    day first.
    """

    start: int
    end: int
    numbers: Numbers
    other: Numbers | None = None
    is_guessed_century: bool = False

    @property
    def reading(self) -> Reading:
        """What to store, or the question to ask."""
        if self.other is not None:
            return Ambiguous((self.numbers.understood(), self.other.understood()))
        understood = self.numbers.understood()
        return Ambiguous((understood,)) if self.is_guessed_century else understood


@dataclass(frozen=True, slots=True)
class Period:
    """From when to when, as one piece of text. One date alone is `first` and `last` at once.

    `is_current`: it goes on, whether a word says so ("present") or the end is left open.
    """

    start: int
    end: int
    first: Mention | None
    last: Mention | None
    is_current: bool = False
    present: range | None = None
    """Where the word for "now" stands."""

    @property
    def is_single(self) -> bool:
        return self.first is not None and self.first == self.last

    def moved(self, by: int) -> Period:
        """The same period in a text that has `by` more characters before it."""

        def mention(item: Mention | None) -> Mention | None:
            return item and replace(item, start=item.start + by, end=item.end + by)

        present = self.present and range(self.present.start + by, self.present.stop + by)
        return Period(
            self.start + by,
            self.end + by,
            mention(self.first),
            mention(self.last),
            self.is_current,
            present,
        )


def mentions_in(text: str, order: DayOrder = DayOrder.UNKNOWN) -> tuple[Mention, ...]:
    """Every date of a text in its order, years alone included."""
    levelled = Levelled(text[:_LONGEST])
    return tuple(_settled(item, order) for item, _where in _mentions(levelled))


def periods_in(text: str, order: DayOrder = DayOrder.UNKNOWN) -> tuple[Period, ...]:
    """Every period of a text in its order; a date that belongs to none is one by itself."""
    levelled = Levelled(text[:_LONGEST])
    return tuple(_with_order(item, order) for item in _periods(levelled))


def day_order(text: str) -> DayOrder:
    """What the dates of a whole resume tell about their order: one day above 12 settles it."""
    day_first = month_first = False
    for match in DATE.finditer(Levelled(text[:_LONGEST]).text):
        if match["d2"] is None or match["s2"].strip() == ".":
            continue
        one, two = int(match["d2"]), int(match["m2"])
        day_first |= one > 12 >= two
        month_first |= two > 12 >= one
    if day_first == month_first:
        return DayOrder.UNKNOWN
    return DayOrder.DAY_FIRST if day_first else DayOrder.MONTH_FIRST


def is_only_dates(text: str) -> bool:
    """Whether a piece of text is a period and nothing else, durations and brackets aside."""
    if not any(char.isdigit() for char in text) or len(text) > 80:
        return False
    rest = text
    found = periods_in(text)
    if not found:
        return False
    for period in reversed(found):
        rest = rest[: period.start] + " " + rest[period.end :]
    rest = DURATION.sub(" ", Levelled(rest).text)
    return not LEFT_OVER.sub("", rest)


def is_part_of_dates(text: str, *, loose: bool = False) -> bool:
    """Whether a piece of text can be a part of a period that a narrow column broke.

    A strict one names a year or a month; a loose one may be only a day or the half of a word.
    """
    levelled = Levelled(text).text.strip()
    words = WORDS.findall(levelled)
    if not words or len(words) > 9 or WORDS.sub("", levelled).strip(" .,'/-()"):
        return False
    telling = False
    for word in words:
        if word.isdigit():
            if len(word) == 3 or len(word) > 4:
                return False
            telling |= len(word) == 4 and word[:2] in ("19", "20")
        elif word in MONTHS:
            telling = True
        elif word not in SMALL_WORDS and not _is_half_of_present(word, loose=loose):
            return False
    return telling or loose


def _is_half_of_present(word: str, *, loose: bool) -> bool:
    """Whether a narrow column may have cut a word for "now" to this."""
    if not loose and len(word) < 5:
        return False
    return any(now.startswith(word) or (loose and now.endswith(word)) for now in PRESENT)


def is_duration(text: str) -> bool:
    """Whether a piece says how long something took and nothing else: "2 yrs 3 mos"."""
    return len(text) < 40 and DURATION.fullmatch(Levelled(text).text.strip()) is not None


def _mentions(levelled: Levelled) -> Iterator[tuple[Mention, range]]:
    """Mentions with where they stand in the levelled text."""
    for match in DATE.finditer(levelled.text):
        mention = _mention(match, levelled)
        if mention is not None:
            yield mention, range(match.start(), match.end())


def _mention(match: re.Match[str], levelled: Levelled) -> Mention | None:
    groups = {name: value for name, value in match.groupdict().items() if value is not None}
    where = levelled.at(match.start(), match.end())
    year = month = day = None
    guessed = False
    for name, value in groups.items():
        if name[0] == "y":
            year = _full_year(int(value))
            guessed = len(value) == 2
        elif name[0] == "c":
            year, guessed = _full_year(int(value)), True
        elif name[0] == "m":
            month = int(value)
        elif name[0] == "d":
            day = int(value)
        elif name[0] == "n":
            month = MONTHS.get(value)
    if year is None:
        return None
    day_first = _numbers(year, month, day)
    if "d2" not in groups:
        if day_first is None:
            return None
        return Mention(where.start, where.stop, day_first, None, guessed)
    month_first = None if groups["s2"].strip() == "." else _numbers(year, day, month)
    numbers = day_first or month_first
    if numbers is None:
        return None
    other = month_first if day_first and month_first != day_first else None
    return Mention(where.start, where.stop, numbers, other, guessed)


def _numbers(year: int, month: int | None, day: int | None) -> Numbers | None:
    if month is not None and not 1 <= month <= 12:
        return None
    if day is not None and (month is None or not 1 <= day <= monthrange(year, month)[1]):
        return None
    return Numbers(year, month, day)


def _full_year(number: int) -> int:
    """Two digits mean the last hundred years, a few years ahead included."""
    if number >= 100:
        return number
    return 2000 + number if number <= 40 else 1900 + number


def _settled(mention: Mention, order: DayOrder) -> Mention:
    if mention.other is None or order is DayOrder.UNKNOWN:
        return mention
    if order is DayOrder.DAY_FIRST:
        return replace(mention, other=None)
    return replace(mention, numbers=mention.other, other=None)


def _with_order(period: Period, order: DayOrder) -> Period:
    return replace(
        period,
        first=period.first and _settled(period.first, order),
        last=period.last and _settled(period.last, order),
    )


def _periods(levelled: Levelled) -> Iterator[Period]:
    found = list(_mentions(levelled))
    text = levelled.text
    short = list(_short_periods(levelled))
    at = 0
    while at < len(found):
        mention, where = found[at]
        at += 1
        while short and short[0][1].stop <= where.start:
            yield short.pop(0)[0]
        if short and where.start < short[0][1].stop and short[0][1].start < where.stop:
            continue
        after = text[where.stop : where.stop + 40]
        before = text[max(0, where.start - 24) : where.start]
        joint = JOINT.match(after)
        if joint and at < len(found):
            last, end = found[at]
            between = text[where.stop + joint.end() : end.start]
            # "sep 2012 – jui 2014": a month that no table has leaves the year.
            if not between or (last.numbers.month is None and ODD_MONTH.fullmatch(between)):
                at += 1
                start = _start(before, where.start, FROM)
                yield _period(levelled, start, end.stop, mention, last)
                continue
        if now := NOW.match(after):
            start = _start(before, where.start, FROM)
            stop = where.stop + now.end()
            span = levelled.at(where.stop + now.start("now"), where.stop + now.end("now"))
            yield _period(levelled, start, stop, mention, None, current=True, present=span)
            continue
        if part := _partial(levelled, mention, where, before, after):
            yield part
            continue
        if SINCE.search(before):
            start = _start(before, where.start, SINCE)
            yield _period(levelled, start, where.stop, mention, None, current=True)
            continue
        if UNTIL.search(before):
            start = _start(before, where.start, UNTIL)
            yield _period(levelled, start, where.stop, None, mention)
            continue
        if opened := OPEN_END.match(after):
            stop = where.stop + len(opened.group().rstrip("\n\t|,;·•( "))
            yield _period(levelled, where.start, stop, mention, None, current=True)
            continue
        yield _period(levelled, where.start, where.stop, mention, mention)
    for period, _where in short:
        yield period


def _period(
    levelled: Levelled,
    start: int,
    stop: int,
    first: Mention | None,
    last: Mention | None,
    *,
    current: bool = False,
    present: range | None = None,
) -> Period:
    where = levelled.at(start, stop)
    return Period(where.start, where.stop, first, last, current, present)


def _start(before: str, start: int, words: re.Pattern[str]) -> int:
    """Where a period begins: with the word before its first date, if there is one."""
    found = words.search(before)
    return start - (len(before) - found.start()) if found else start


def _partial(
    levelled: Levelled, mention: Mention, where: range, before: str, after: str
) -> Period | None:
    """A period whose first or last date is not written out."""
    year = mention.numbers.year
    if mention.numbers.month is not None and mention.numbers.day is None:
        head = MONTH_THEN.search(before) or NUMBER_THEN.search(before)
        if head:
            names = head.groupdict()
            month = MONTHS[names["n"]] if names.get("n") else int(names["m"])
            offset = where.start - len(before)
            begin = offset + head.start()
            span = levelled.at(begin, offset + head.end(1))
            if month <= mention.numbers.month:
                first = Mention(span.start, span.stop, Numbers(year, month))
                return _period(levelled, begin, where.stop, first, mention)
    if mention.numbers.month is None and (tail := SHORT_YEAR.match(after)):
        last_year = year // 100 * 100 + int(tail["c"])
        if year < last_year <= year + 40:
            stop = where.stop + tail.end()
            span = levelled.at(where.stop + tail.start("c"), stop)
            last = Mention(span.start, span.stop, Numbers(last_year))
            return _period(levelled, where.start, stop, mention, last)
    return None


def _short_periods(levelled: Levelled) -> Iterator[tuple[Period, range]]:
    """Periods with years of two digits, "02/19 – 07/21", which alone could be anything."""
    for match in SHORT_PERIOD.finditer(levelled.text):
        span = levelled.at(match.start(), match.end("c1"))
        year = _full_year(int(match["c1"]))
        first = Mention(span.start, span.stop, Numbers(year, int(match["m1"])), None, True)
        last = present = None
        if match["now"]:
            present = levelled.at(match.start("now"), match.end("now"))
        else:
            ends = levelled.at(match.start("m2"), match.end("c2"))
            year = _full_year(int(match["c2"]))
            last = Mention(ends.start, ends.stop, Numbers(year, int(match["m2"])), None, True)
        whole = levelled.at(match.start(), match.end())
        period = Period(whole.start, whole.stop, first, last, present is not None, present)
        yield period, range(match.start(), match.end())

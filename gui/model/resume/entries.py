"""Jobs and schools out of the lines below their headings.

Each period of a section marks an entry. Which lines before and behind it belong to it, and which
of its names is the title and which the employer, is the same for all entries of a section: that
is counted over the whole section and not guessed line by line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from gui.model.dates import Ambiguous, Reading, Understood
from gui.model.resume.folding import joined_lines, plain
from gui.model.resume.labels_countries import REGIONS
from gui.model.resume.labels_entries import (
    AT_WORDS,
    COMPANY_WORDS,
    DEGREE_WORDS,
    IN_WORDS,
    LEGAL_FORMS,
    SCHOOL_WORDS,
    TITLE_WORDS,
    count,
    is_any,
)
from gui.model.resume.layout import Item, without_bullet
from gui.model.resume.periods import DayOrder, Mention, Period, is_duration, periods_in
from gui.model.values import Atom

_LONGEST_HEAD: Final = 130
_MOST_HEAD_LINES: Final = 3
_STRONG: Final = re.compile(r"\s*(?:\t|\s[|•·▪/–—-]\s|\s[|•·▪]|[|•·▪]\s|\s{3,})\s*")
_COMMA: Final = re.compile(r"\s*[,;]\s+")
_EDGES: Final = " \t,;:|•·▪/–—-()[]"
_AT: Final = re.compile(
    rf"\s+(?:{'|'.join(sorted(map(re.escape, AT_WORDS), key=len, reverse=True))})"
    r"(?:\s+(?:der|dem|den|the|la|el))?\s+",
    re.IGNORECASE,
)
# What is left of a date whose month no table has.
_ODD_DATE: Final = re.compile(r"[^\W\d_]{2,10}\.?\s+(?:19|20)[0-9]{2}")
_SHORTENED: Final = re.compile(r"(?:^|\s)[^\W\d_](?:\.[^\W\d_]|[^\W\d_]{0,2})\.$")
_SENTENCE: Final = re.compile(r"[.!;:]\s*$")
_IN: Final = re.compile(
    rf"^\s*(?:[,:–—|·-]|\((?=[^)]*\)$)|(?:{'|'.join(IN_WORDS)})(?![^\W\d_]))\s*", re.IGNORECASE
)
_OF: Final = re.compile(
    r"\s+(?:of|in)\s+(?:applied\s+|fine\s+)?(?:arts?|sciences?|engineering|laws?|education|music|"
    r"commerce|business administration|philosophy|technology|medicine|architecture|nursing|"
    r"social work|public health|design|research)(?![^\W\d_])",
    re.IGNORECASE,
)
_MORE_DEGREE: Final = re.compile(
    r"^\s*(?:\((?:hons?|honours|honors)\.?\)|hons?\.?(?![^\W\d_])|level\s+\d|\d(?=\s|$)|"
    r"universitaire|universitario|professionnelle|pro(?![^\W\d_])|magistrale|d[’']ing[ée]nieur|"
    r"superior|de conclusión|δίπλωμα|ειδίκευσης)",
    re.IGNORECASE,
)
_OF_WHAT: Final = re.compile(r"^(?:bachelor|master|doctor|associate)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A value of an entry and where it stands in the resume."""

    value: str
    spans: tuple[range, ...]


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """A job or a school as the resume has it.

    `fields` holds what was found by the entry's field names (`gui.model.fields`), dates not
    among them; `dates` what stands for the start and the end. `sureness` from 0 to 1.
    """

    fields: Mapping[str, Found]
    period: Period | None
    is_current: bool
    spans: tuple[range, ...]
    sureness: float
    dates: Mapping[str, tuple[Reading, range]] = field(default_factory=dict)

    def values(self) -> dict[str, Atom]:
        """The fields as an entry takes them; dates that have to be asked about left out."""
        found: dict[str, Atom] = {name: each.value for name, each in self.fields.items()}
        for name, (reading, _span) in self.dates.items():
            if isinstance(reading, Understood):
                found[name] = reading.stored
        if self.is_current:
            found["current"] = True
        return found

    def questions(self) -> dict[str, Ambiguous]:
        """The dates that can be read in two ways."""
        return {
            name: reading
            for name, (reading, _span) in self.dates.items()
            if isinstance(reading, Ambiguous)
        }


@dataclass(slots=True)
class _Head:
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


@dataclass(slots=True)
class EntryReader:
    """Reads the jobs and schools of one resume; `text` is its whole text.

    Towns that stand behind employers are remembered in `places` for the schools: call it for the
    jobs first.
    """

    text: str
    order: DayOrder
    places: set[str] = field(default_factory=set)
    _has_places: bool = False

    def jobs(self, items: Sequence[Item]) -> tuple[FoundEntry, ...]:
        """The jobs below a heading such as "Experience"."""
        heads = _heads(items, self.text, self.order, _names_a_job)
        rows = self._without_places([_named(head.labels) for head in heads], _is_employer)
        rows = _of_one_line(rows)
        slot = _title_slot(rows)
        self._learn_places(rows, slot)
        pairs = [_pair(row, slot) for row in rows]
        title_first = sum(map(_title_vote, pairs)) >= 0
        found: list[FoundEntry] = []
        for head, pair in zip(heads, pairs, strict=True):
            entry = _job(head, pair, title_first=title_first or slot is not None)
            if entry is not None:
                found.append(entry)
        return tuple(found)

    def schools(self, items: Sequence[Item]) -> tuple[FoundEntry, ...]:
        """The schools below a heading such as "Education"."""
        heads = _heads(items, self.text, self.order, _names_a_school)
        rows = self._without_places([_named(head.labels) for head in heads], _is_school)
        school_first = sum(map(_school_vote, rows)) > 0
        found = (
            _school(head, self._parted(row), school_first=school_first)
            for head, row in zip(heads, rows, strict=True)
        )
        return tuple(entry for entry in found if entry is not None)

    def _parted(self, row: Sequence[Found]) -> list[Found]:
        """A school's one label in its pieces, without the town among them."""
        if len(row) != 1:
            return list(row)
        parts = _comma_parts(row[0])
        kept = [part for part in parts if plain(part.value) not in self.places]
        return kept if len(parts) > 2 and len(kept) < len(parts) else list(row)

    def _learn_places(self, rows: Sequence[Sequence[Found]], slot: int | None) -> None:
        """Remembers what stands beside title and employer in every entry."""
        if slot is None:
            return
        thirds = [
            [label for at, label in enumerate(row) if at != slot][1].value
            for row in rows
            if len(row) == 3
        ]
        if all(map(_may_be_town, thirds)):
            self.places.update(map(plain, thirds))
            self._has_places = True

    def _without_places(
        self, rows: Sequence[Sequence[Found]], can_have: Callable[[str], bool]
    ) -> list[list[Found]]:
        """Names without the towns behind them: where most entries of a section have one, or
        where the town is known already. `can_have` tells which names have one at all."""
        towns = [
            tail
            for row in rows
            for label in row
            if (tail := _tail(label.value))
            and _may_be_town(tail)
            and can_have(label.value[: -len(tail)].rstrip(" ,"))
        ]
        usual = len(rows) > 1 and len(towns) >= 0.6 * len(rows)
        if usual or (self._has_places and len(rows) == 1):
            self._has_places = True
            self.places.update(map(plain, towns))
        out: list[list[Found]] = []
        for row in rows:
            kept: list[Found] = []
            for label in row:
                tail = _tail(label.value)
                if tail and plain(tail) in self.places:
                    label = _part_of(label, label.value[: -len(tail)].rstrip(" ,"))
                if plain(label.value) not in self.places or not kept:
                    kept.append(label)
            out.append(kept)
        return out


# --- which lines belong to an entry -----------------------------------------------------------


def _heads(
    items: Sequence[Item],
    text: str,
    order: DayOrder,
    is_enough: Callable[[Sequence[Found], str], bool],
) -> list[_Head]:
    marked = [mark for at, item in enumerate(items) if (mark := _marked(at, item, text, order))]
    if not marked and all(item.is_bullet for item in items):
        # A list of nothing but entries, each in one line with perhaps one date.
        bare = [replace(item, text=item.bare, is_bullet=False) for item in items]
        marked = [mark for at, item in enumerate(bare) if (mark := _marked(at, item, text, order))]
    if not marked:
        return []
    lead = _lead(items, marked)
    starts = [_begin(items, marked, number, lead) for number in range(len(marked))]
    heads: list[_Head] = []
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
        heads.append(_Head(labels, mark.period, after[taken:], lines))
    return heads


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


# --- title and employer -----------------------------------------------------------------------


def _job_votes(text: str) -> float:
    """How much a name is a title rather than an employer: positive for a title."""
    titles = min(count(TITLE_WORDS, text), 2)
    firms = min(count(COMPANY_WORDS, text), 2) + count(LEGAL_FORMS, text)
    return titles - 0.8 * firms


def _names_a_job(labels: Sequence[Found], following: str) -> bool:
    """Whether a title and an employer are there, and the following line is none of them."""
    titled = any(_job_votes(label.value) > 0 for label in labels)
    if labels and not titled and _job_votes(following) > 0 and _may_be_town(labels[-1].value):
        return False
    pair = _two(_named(labels))
    if len(pair) < 2 or len(labels) > 1:
        return len(pair) == 2
    return max(_job_votes(each.value) for each in pair) > 0 and abs(_title_vote(pair)) >= 1


def _named(labels: Sequence[Found]) -> list[Found]:
    """The names of an entry without countries that stand for themselves."""
    return [label for label in labels if not _is_place(label.value)] or list(labels)


def _tail(value: str) -> str:
    """What stands behind the last comma of a name; empty where there is none."""
    return value.rpartition(", ")[2].strip() if ", " in value else ""


def _is_employer(text: str) -> bool:
    """Whether a name is no title, or ends in an employer: what a town can stand behind."""
    return _job_votes(text) <= 0 or _AT.search(text) is not None


def _may_be_town(text: str) -> bool:
    words = text.replace("-", " ").split()
    return (
        0 < len(words) <= 3
        and words[0][0].isupper()
        and not any(char.isdigit() for char in text)
        and not count(COMPANY_WORDS, text)
        and not count(TITLE_WORDS, text)
        and not count(DEGREE_WORDS, text)
        and not count(SCHOOL_WORDS, text)
        and not LEGAL_FORMS.search(plain(text))
    )


def _of_one_line(rows: Sequence[Sequence[Found]]) -> list[list[Found]]:
    """Names that all entries have in one piece, parted at their commas where all have as many."""
    parted = [_comma_parts(row[0]) if len(row) == 1 else [] for row in rows]
    sizes = {len(parts) for parts in parted}
    if len(sizes) == 1 and len(rows) > 1 and sizes.pop() == 3:
        return parted
    return [list(row) for row in rows]


def _title_slot(rows: Sequence[Sequence[Found]]) -> int | None:
    """Which of three or more names is the title, where entries have as many; else None."""
    wide = [row for row in rows if len(row) >= 3]
    if len(wide) * 2 <= len(rows):
        return None
    votes = [sum(_job_votes(row[slot].value) for row in wide) for slot in range(3)]
    return max(range(3), key=lambda slot: votes[slot])


def _pair(row: Sequence[Found], slot: int | None) -> list[Found]:
    """The two names that count: with a known slot the title and then the employer."""
    if slot is None or len(row) <= slot or len(row) < 2:
        return _two(row)
    rest = [label for at, label in enumerate(row) if at != slot]
    return [row[slot], rest[0]]


def _two(labels: Sequence[Found]) -> list[Found]:
    """The two names of an entry: a lone one is parted at "at" or a comma if both sides agree."""
    if len(labels) >= 2:
        return list(labels[:2])
    if not labels:
        return []
    label = labels[0]
    best: tuple[float, tuple[str, str]] | None = None
    for match in (*_AT.finditer(label.value), *_COMMA.finditer(label.value)):
        left, right = label.value[: match.start()], label.value[match.end() :]
        if not left or not right or LEGAL_FORMS.fullmatch(plain(right)):
            continue  # "Solaria Norte, S.A." is one name
        spread = abs(_job_votes(left) - _job_votes(right))
        comma = match.group().strip() in (",", ";")
        # Words such as "en" part a title from an employer only where both sides say so.
        sureness = spread + (0.5 if comma else 0.2 if match.group().strip().lower() != "en" else 0)
        if not comma and _job_votes(left) <= 0:
            continue
        if comma and _job_votes(left) < 0 and _may_be_town(right):
            continue  # "Nordlager KG, Hamburg" has no title in it
        if best is None or sureness > best[0]:
            best = (sureness, (left, right))
    if best is None:
        return [label]
    return [_part_of(label, piece) for piece in best[1]]


def _part_of(label: Found, piece: str) -> Found:
    """A piece of a name, where it stands if the name is in one place."""
    if len(label.spans) == 1:
        at = label.value.find(piece)
        span = label.spans[0]
        if at >= 0 and len(span) == len(label.value):
            return Found(piece, (range(span.start + at, span.start + at + len(piece)),))
    return Found(piece, label.spans)


def _title_vote(pair: Sequence[Found]) -> float:
    """Positive where the first name is the title, negative where it is the employer."""
    if len(pair) < 2:
        return 0.0
    difference = _job_votes(pair[0].value) - _job_votes(pair[1].value)
    return max(-2.0, min(2.0, difference))


def _is_place(text: str) -> bool:
    """Whether a name is a country or ends in one, and is no employer."""
    last = plain(text).rpartition(",")[2].strip()
    return last in REGIONS and not count(TITLE_WORDS, text) and not count(COMPANY_WORDS, text)


def _job(head: _Head, pair: Sequence[Found], *, title_first: bool) -> FoundEntry | None:
    if not pair:
        return None
    fields: dict[str, Found] = {}
    if len(pair) == 2:
        title, company = pair if title_first else (pair[1], pair[0])
        fields = {"title": title, "company": company}
        agrees = _title_vote([title, company])
        sureness = 0.9 if agrees > 0 else 0.75 if agrees == 0 else 0.6
    else:
        is_title = _job_votes(pair[0].value) >= 0
        fields = {"title" if is_title else "company": pair[0]}
        sureness = 0.6 if is_title else 0.4
    if summary := _summary(head.body):
        fields["summary"] = summary
    return _entry(head, fields, sureness)


def _summary(body: Sequence[Item]) -> Found | None:
    """What is told of an entry, one line for each bullet or paragraph."""
    lines = [item.bare if item.is_bullet else item.text.strip() for item in body]
    lines = [" ".join(joined_lines(line).split()) for line in lines if line]
    if not lines:
        return None
    spans = tuple(span for item in body for span in item.spans)
    return Found("\n".join(lines), spans)


def _entry(head: _Head, fields: Mapping[str, Found], sureness: float) -> FoundEntry:
    period = head.period
    dates: dict[str, tuple[Reading, range]] = {}
    if period is not None:
        if period.first is not None:
            first = period.first
            dates["start_date"] = (first.reading, range(first.start, first.end))
        if period.last is not None and not period.is_current:
            last = period.last
            dates["end_date"] = (last.reading, range(last.start, last.end))
    spans = tuple(span for item in (*head.lines, *head.body) for span in item.spans)
    current = period is not None and period.is_current
    return FoundEntry(fields, period, current, spans, sureness, dates)


# --- school, degree, field --------------------------------------------------------------------


def _school_vote(labels: Sequence[Found]) -> float:
    """Positive where the school stands first."""
    if len(labels) < 2:
        return 0.0
    first, last = labels[0].value, labels[-1].value
    return (
        count(SCHOOL_WORDS, first)
        - count(SCHOOL_WORDS, last)
        + (count(DEGREE_WORDS, last) > 0)
        - (count(DEGREE_WORDS, first) > 0)
    )


def _names_a_school(labels: Sequence[Found], following: str) -> bool:
    """Whether a school and a degree are there, and the following line is none of them."""
    if len(labels) != 1:
        has_degree = any(_degree_at_start(label.value) for label in labels)
        return len(labels) > 1 and (has_degree or not _degree_at_start(following))
    parts = _comma_parts(labels[0])
    return any(_is_school(part.value) for part in parts) and any(
        _degree_at_start(part.value) for part in parts
    )


def _school(head: _Head, labels: Sequence[Found], *, school_first: bool) -> FoundEntry | None:
    if not labels:
        return None
    pieces = _school_pieces(labels, school_first=school_first)
    school = pieces.pop("school", None)
    if school is None:
        return None
    fields = {"school": school, **pieces}
    known = count(SCHOOL_WORDS, school.value) > 0
    sureness = (0.9 if known else 0.65) if pieces else (0.75 if known else 0.4)
    entry = _entry(head, fields, sureness)
    period = head.period
    if period is not None and period.is_single and period.last is not None:
        last = period.last
        entry = replace(entry, dates={"end_date": (last.reading, range(last.start, last.end))})
    return replace(entry, is_current=False)


def _school_pieces(labels: Sequence[Found], *, school_first: bool) -> dict[str, Found]:
    if len(labels) == 1:
        parts = _comma_parts(labels[0])
    elif len(labels) == 2:
        parts = list(labels)
    else:
        parts = list(labels[:3])
    schools = [part for part in parts if _is_school(part.value)]
    if schools:
        school = schools[0] if school_first else schools[-1]
    elif len(parts) > 1:
        school = parts[0] if school_first else parts[-1]
    elif count(DEGREE_WORDS, parts[0].value):
        return {}
    else:
        school = parts[0]
    others = [part for part in parts if part is not school and part not in schools]
    if len(labels) == 1 and len(others) > 1:
        at = parts.index(school)
        # "BSc, Logistics, College, Leeds": what stands behind the school is a place.
        others = [part for part in others if (parts.index(part) < at) == (at > 0)]
    return {"school": school, **_degree(others)}


def _is_school(text: str) -> bool:
    """Whether a name is a school; "Ausbildung" and "High School Diploma" are degrees."""
    degree = _degree_at_start(text)
    rest = text[degree:] if degree else text
    return count(SCHOOL_WORDS, rest) > 0


def _comma_parts(label: Found) -> list[Found]:
    """A name in its pieces: at commas, and at an "at" before a school."""
    values: list[str] = []
    for value in _COMMA.split(label.value):
        for match in reversed(list(_AT.finditer(value))):
            left, right = value[: match.start()], value[match.end() :]
            if left and _is_school(right) and not _is_school(left):
                values += [left, right]
                break
        else:
            values.append(value)
    return [_part_of(label, value.strip()) for value in values if value.strip()]


def _degree(parts: Sequence[Found]) -> dict[str, Found]:
    """Degree and field of study out of what is left beside the school."""
    if not parts:
        return {}
    for part in parts:
        end = _degree_at_start(part.value)
        if not end:
            continue
        degree = _part_of(part, part.value[:end].strip(" ,:–-"))
        rest = _IN.sub("", part.value[end:], count=1).strip(" ,:–-")
        if rest.endswith(")") and rest.count(")") > rest.count("("):
            rest = rest[:-1].strip()
        found = {"degree": degree}
        others = [other for other in parts if other is not part]
        if rest:
            found["field_of_study"] = _part_of(part, rest)
        elif others:
            found["field_of_study"] = others[0]
        return found
    for part in parts:
        inside = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", part.value)
        if inside and _degree_at_start(inside[2]):
            return {
                "degree": _part_of(part, inside[2]),
                "field_of_study": _part_of(part, inside[1]),
            }
    if len(parts) > 1:
        return {"degree": parts[0], "field_of_study": parts[1]}
    first, comma, rest = parts[0].value.partition(", ")
    if comma:
        return {
            "degree": _part_of(parts[0], first),
            "field_of_study": _part_of(parts[0], rest),
        }
    return {"degree": parts[0]}


def _degree_at_start(text: str) -> int:
    """How many characters at the beginning of a text name a degree; 0 for none."""
    words = list(re.finditer(r"\S+", text))
    best = 0
    for count_of in range(min(4, len(words)), 0, -1):
        end = words[count_of - 1].end()
        piece = plain(text[:end].rstrip(",:;"))
        if DEGREE_WORDS.fullmatch(piece):
            best = len(text[:end].rstrip(",:;"))
            break
    if not best:
        return 0
    if _OF_WHAT.match(text) and (match := _OF.match(text[best:])):
        best += match.end()
    while match := _MORE_DEGREE.match(text[best:]):
        best += match.end()
    return best


def split_entries(
    key: str, text: str, order: DayOrder = DayOrder.UNKNOWN
) -> tuple[FoundEntry, ...]:
    """A picked piece of text as entries of a list (`experience_entries`, `education_entries`).

    Spans are offsets of that piece. Nothing is found in a piece without dates.
    """
    items: list[Item] = []
    at = 0
    for line in text.split("\n"):
        span = range(at, at + len(line))
        at += len(line) + 1
        if line.strip():
            bare = line.strip()
            items.append(Item(bare, (span,), is_bullet=without_bullet(bare) != bare))
    reader = EntryReader(text, order)
    return reader.schools(items) if key == "education_entries" else reader.jobs(items)

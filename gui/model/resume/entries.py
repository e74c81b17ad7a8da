"""Jobs and schools out of the lines below their headings.

Each period of a section marks an entry. Which lines before and behind it belong to it, and which
of its names is the title and which the employer, is the same for all entries of a section: that
is counted over the whole section and not guessed line by line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gui.model.dates import Ambiguous, Reading, Understood
from gui.model.resume.degrees import (
    comma_parts,
    is_school,
    names_a_school,
    school_first_vote,
    school_pieces,
)
from gui.model.resume.entry_heads import Found, Head, heads_of, part_of
from gui.model.resume.folding import joined_lines, plain
from gui.model.resume.items import Item, without_bullet
from gui.model.resume.kinds import DayOrder
from gui.model.resume.labels_entries import SCHOOL_WORDS, count
from gui.model.resume.periods import Period
from gui.model.resume.titles import (
    is_employer,
    may_be_town,
    names_a_job,
    tail_of,
    title_and_employer,
    title_first_vote,
    title_slot,
    title_votes,
    without_countries,
)
from gui.model.values import Atom


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
        heads = heads_of(items, self.text, self.order, names_a_job)
        rows = self._without_places([without_countries(head.labels) for head in heads], is_employer)
        rows = _of_one_line(rows)
        slot = title_slot(rows)
        self._learn_places(rows, slot)
        pairs = [title_and_employer(row, slot) for row in rows]
        title_first = sum(map(title_first_vote, pairs)) >= 0
        found: list[FoundEntry] = []
        for head, pair in zip(heads, pairs, strict=True):
            entry = _job(head, pair, title_first=title_first or slot is not None)
            if entry is not None:
                found.append(entry)
        return tuple(found)

    def schools(self, items: Sequence[Item]) -> tuple[FoundEntry, ...]:
        """The schools below a heading such as "Education"."""
        heads = heads_of(items, self.text, self.order, names_a_school)
        rows = self._without_places([without_countries(head.labels) for head in heads], is_school)
        school_first = sum(map(school_first_vote, rows)) > 0
        found = (
            _school(head, self._parted(row), school_first=school_first)
            for head, row in zip(heads, rows, strict=True)
        )
        return tuple(entry for entry in found if entry is not None)

    def _parted(self, row: Sequence[Found]) -> list[Found]:
        """A school's one label in its pieces, without the town among them."""
        if len(row) != 1:
            return list(row)
        parts = comma_parts(row[0])
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
        if all(map(may_be_town, thirds)):
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
            if (tail := tail_of(label.value))
            and may_be_town(tail)
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
                tail = tail_of(label.value)
                if tail and plain(tail) in self.places:
                    label = part_of(label, label.value[: -len(tail)].rstrip(" ,"))
                if plain(label.value) not in self.places or not kept:
                    kept.append(label)
            out.append(kept)
        return out


def _of_one_line(rows: Sequence[Sequence[Found]]) -> list[list[Found]]:
    """Names that all entries have in one piece, parted at their commas where all have as many."""
    parted = [comma_parts(row[0]) if len(row) == 1 else [] for row in rows]
    sizes = {len(parts) for parts in parted}
    if len(sizes) == 1 and len(rows) > 1 and sizes.pop() == 3:
        return parted
    return [list(row) for row in rows]


def _job(head: Head, pair: Sequence[Found], *, title_first: bool) -> FoundEntry | None:
    if not pair:
        return None
    fields: dict[str, Found] = {}
    if len(pair) == 2:
        title, company = pair if title_first else (pair[1], pair[0])
        fields = {"title": title, "company": company}
        agrees = title_first_vote([title, company])
        sureness = 0.9 if agrees > 0 else 0.75 if agrees == 0 else 0.6
    else:
        is_title = title_votes(pair[0].value) >= 0
        fields = {"title" if is_title else "company": pair[0]}
        sureness = 0.6 if is_title else 0.4
    if summary := _summary(head.body):
        fields["summary"] = summary
    if head.period is not None and head.period.is_single:
        sureness *= 0.7  # one date of a job may mean "since" as well as "in"
    return _entry(head, fields, sureness)


def _summary(body: Sequence[Item]) -> Found | None:
    """What is told of an entry, one line for each bullet or paragraph."""
    lines = [item.bare if item.is_bullet else item.text.strip() for item in body]
    lines = [" ".join(joined_lines(line).split()) for line in lines if line]
    if not lines:
        return None
    spans = tuple(span for item in body for span in item.spans)
    return Found("\n".join(lines), spans)


def _entry(head: Head, fields: Mapping[str, Found], sureness: float) -> FoundEntry:
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


def _school(head: Head, labels: Sequence[Found], *, school_first: bool) -> FoundEntry | None:
    if not labels:
        return None
    pieces = school_pieces(labels, school_first=school_first)
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

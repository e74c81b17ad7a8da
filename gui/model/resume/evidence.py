"""Where the values of a record stand in the resume, and which field a word of it stands in.

A value is found however the resume writes it: other case, spacing and line ends, other date and
phone forms, an address without its scheme. "Not in the resume" is a hint and no error: people
know more than they write down. Nothing is changed here, and nothing is proposed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from gui.model.dates import Precision, Understood, is_stored_form, read_date
from gui.model.fields import FIELDS, Kind, field_of
from gui.model.networks import network_name, read_profile_url
from gui.model.record import Record
from gui.model.resume.document import ResumeText
from gui.model.resume.folding import Folded, joined_lines, skeleton
from gui.model.resume.periods import Mention, Period, day_order, periods_in
from gui.model.resume.signs import (
    bare_url,
    emails_in,
    phones_in,
    same_number,
    urls_in,
)
from gui.model.resume.standing import ABSENT, UNTOLD, Evidence, Hit, Standing
from gui.model.texts import one_line, strip_html_for_reading
from gui.model.values import Entry, Place, Value, entries, text, words

_MOST_SPANS: Final = 40
_MOST_LETTERS: Final = 40_000
_LOOKED_AT: Final = 100_000
"""Characters in which dates, numbers and addresses are looked for: fifty pages."""
_MOST_WORDS: Final = 14
_NOT_EXPECTED: Final = frozenset(
    (("tags", None), ("cover_letter", None), ("experience_entries", "industry"))
)
"""What a resume does not tell: found it is shown, missing it is no hint."""


@dataclass(frozen=True, slots=True)
class _Match:
    span: range
    confidence: float
    standing: Standing = Standing.FOUND


class ResumeIndex:
    """A resume prepared for looking values up in it.

    Making one reads the whole text (about 10 ms for an ordinary resume, a second for the longest
    one): call it in a thread. It holds nothing but the text; asking is quick, and answers are
    remembered as long as the value is the same.
    """

    def __init__(self, resume: ResumeText) -> None:
        self.resume = resume
        self._folded = Folded(resume.text)
        beginning = resume.text[:_LOOKED_AT]
        self._emails = emails_in(beginning)
        self._phones = phones_in(beginning)
        self._urls = urls_in(beginning)
        self._addresses = (*self._emails, *(sign for sign in self._urls if "/" in sign.value))
        self._periods = periods_in(beginning, day_order(beginning))
        self._mentions = tuple(_mentions_of(self._periods))
        self._known: dict[str, tuple[tuple[Value, ...], Mapping[Place, Evidence]]] = {}

    # --- questions -------------------------------------------------------------------------

    def of(self, place: Place, record: Record) -> Evidence:
        """Where the value at a place stands: of a key, an entry, one of its fields, a word."""
        found = self._of_key(place.key, record)
        if place in found:
            return found[place]
        below = [each for where, each in found.items() if place.covers(where)]
        return _together(below)

    def at(self, offset: int, record: Record) -> tuple[Hit, ...]:
        """The fields in which the word at an offset stands, the most exact first."""
        hits = [
            Hit(place, span, evidence.confidence)
            for field in FIELDS
            for place, evidence in self._of_key(field.key, record).items()
            for span in evidence.spans
            if span.start <= offset < span.stop
        ]
        return tuple(sorted(hits, key=lambda hit: (len(hit.span), -hit.confidence)))

    def all_of(self, record: Record) -> Mapping[Place, Evidence]:
        """The evidence of every field of a record that has a value."""
        found: dict[Place, Evidence] = {}
        for field in FIELDS:
            found.update(self._of_key(field.key, record))
        return found

    def absent(self, record: Record) -> tuple[Place, ...]:
        """The places whose values the resume does not contain."""
        return tuple(place for place, each in self.all_of(record).items() if each.is_hint)

    # --- one key ---------------------------------------------------------------------------

    def _of_key(self, key: str, record: Record) -> Mapping[Place, Evidence]:
        value = record.get(key)
        # Names are looked for side by side, so that one depends on the other.
        beside = (value, *(record.get(name) for name in ("firstname", "lastname")))
        known = self._known.get(key)
        if known is not None and known[0] == beside:
            return known[1]
        found = self._look_up(key, value, record)
        self._known[key] = (beside, found)
        return found

    def _look_up(self, key: str, value: Value, record: Record) -> Mapping[Place, Evidence]:
        if not self.resume.has_text:
            return {}
        kind = field_of(key).kind
        if kind in (Kind.ENTRIES, Kind.PROFILES):
            found: dict[Place, Evidence] = {}
            for entry in entries(value):
                found.update(self._of_entry(key, entry))
            return found
        if kind is Kind.WORDS:
            return {
                Place(key, word): self._judged(key, None, self._text_matches(word))
                for word in words(value)
                if word.strip()
            }
        if not text(value).strip() or kind in (Kind.CONSENT, Kind.PHOTO, Kind.RESUME):
            return {}
        matches = self._matches(kind, text(value))
        if key in ("firstname", "lastname"):
            other = record.get("lastname" if key == "firstname" else "firstname")
            anchors = [match.span for match in self._text_matches(text(other))]
            matches = _near(matches, anchors)
        return {Place(key): self._judged(key, None, matches)}

    def _of_entry(self, key: str, entry: Entry) -> Mapping[Place, Evidence]:
        candidates: dict[str, list[_Match]] = {}
        for field in field_of(key).entry_fields:
            value = entry.get(field.name)
            if field.kind is Kind.NETWORK:
                candidates[field.name] = self._network_matches(entry)
            elif field.name == "username" and isinstance(value, str) and value.strip():
                candidates[field.name] = self._username_matches(value.strip())
            elif isinstance(value, str) and value.strip():
                candidates[field.name] = self._matches(field.kind, value)
        heart = _heart(candidates)
        found: dict[Place, Evidence] = {}
        for name, matches in candidates.items():
            place = Place(key, entry.ref, name)
            found[place] = self._judged(key, name, _near(matches, heart))
        if entry.get("current") is True:
            found[Place(key, entry.ref, "current")] = self._present(entry, heart)
        return found

    def _judged(self, key: str, field: str | None, matches: Sequence[_Match]) -> Evidence:
        if not matches:
            return UNTOLD if (key, field) in _NOT_EXPECTED else ABSENT
        best = matches[0]
        return Evidence(
            best.standing,
            tuple(match.span for match in matches[:_MOST_SPANS]),
            round(best.confidence, 3),
        )

    # --- by kind ---------------------------------------------------------------------------

    def _matches(self, kind: Kind, value: str) -> list[_Match]:
        if kind is Kind.DATE:
            return self._date_matches(value)
        if kind is Kind.PHONE:
            return self._phone_matches(value) or self._text_matches(value)
        if kind is Kind.URL:
            return self._url_matches(value)
        if kind is Kind.TEXT:
            return self._long_matches(strip_html_for_reading(value))
        if kind is Kind.EMAIL:
            return self._email_matches(value) or self._text_matches(value)
        return self._text_matches(value) or self._part_matches(value)

    def _text_matches(self, value: str) -> list[_Match]:
        """Whole, exact ones first; inside e-mail and web addresses only where nowhere else."""
        if not value.strip() or len(value) > _MOST_LETTERS:
            return []
        found: list[_Match] = []
        for span in self._folded.find(value):
            written = self.resume.text[span.start : span.stop]
            match = _compared(span, written, value)
            if any(sign.start <= span.start < sign.end for sign in self._addresses):
                match = replace(match, confidence=match.confidence * 0.6)
            found.append(match)
            if len(found) == 4 * _MOST_SPANS:
                break
        return sorted(found, key=lambda match: -match.confidence)

    def _part_matches(self, value: str) -> list[_Match]:
        """The longest run of the value's words that the resume has, if it is most of it."""
        pieces = value.split()
        if len(pieces) > _MOST_WORDS:
            return []
        total = len(skeleton(value))
        for length in range(len(pieces) - 1, 0, -1):
            for at in range(len(pieces) - length + 1):
                run = " ".join(pieces[at : at + length])
                share = len(skeleton(run)) / total if total else 0.0
                if share < 0.5 or len(skeleton(run)) < 4:
                    continue
                spans = list(self._folded.find(run))
                if spans:
                    return [_Match(span, 0.7 * share, Standing.PARTLY) for span in spans]
        return []

    def _long_matches(self, value: str) -> list[_Match]:
        """A text sentence by sentence; together they are one finding."""
        if whole := self._text_matches(value):
            return whole[:1]
        sentences = list(_sentences(value[:_MOST_LETTERS]))
        total = sum(len(skeleton(sentence)) for sentence in sentences)
        spans: list[range] = []
        covered = 0
        for sentence in sentences:
            span = next(self._folded.find(sentence), None)
            if span is not None:
                spans.append(span)
                covered += len(skeleton(sentence))
        if not spans or not total:
            return []
        share = covered / total
        if share < 0.25:
            return []
        standing = Standing.FOUND if share > 0.95 else Standing.PARTLY
        return [_Match(span, 0.9 * share, standing) for span in spans]

    def _email_matches(self, value: str) -> list[_Match]:
        wanted = value.strip().casefold()
        return [
            _Match(sign.span, 1.0 if sign.value == value.strip() else 0.97)
            for sign in self._emails
            if sign.value.casefold() == wanted
        ]

    def _phone_matches(self, value: str) -> list[_Match]:
        found = [
            _Match(sign.span, sureness)
            for sign in self._phones
            if (sureness := same_number(sign.value, value)) > 0
        ]
        return sorted(found, key=lambda match: -match.confidence)

    def _url_matches(self, value: str) -> list[_Match]:
        wanted = bare_url(value)
        if not wanted:
            return []
        link = read_profile_url(value)
        found = [
            _Match(sign.span, 1.0 if bare_url(sign.value) == wanted else 0.95)
            for sign in self._urls
            if bare_url(sign.value) == wanted
            or (link is not None and link.username and read_profile_url(sign.value) == link)
        ]
        found += [
            _Match(range(each.start, each.end), 0.9)
            for each in self.resume.links
            if each.start < each.end
            and (
                bare_url(each.url) == wanted
                or (link is not None and link.username and read_profile_url(each.url) == link)
            )
        ]
        # A narrow column breaks an address wherever it likes.
        return found or [
            replace(match, confidence=0.9, standing=Standing.FOUND)
            for match in self._text_matches(wanted)
        ]

    def _username_matches(self, value: str) -> list[_Match]:
        """A username inside of a web address, before it is looked for anywhere else."""
        found: list[_Match] = []
        for sign in self._urls:
            at = sign.value.casefold().find(value.casefold())
            if at >= 0:
                found.append(_Match(range(sign.start + at, sign.start + at + len(value)), 1.0))
        return found or self._text_matches(value)

    def _network_matches(self, entry: Entry) -> list[_Match]:
        if url := entry.text("url"):
            return self._url_matches(url)
        return self._text_matches(network_name(entry.text("type")))

    def _date_matches(self, value: str) -> list[_Match]:
        reading = read_date(value)
        if not isinstance(reading, Understood):
            return self._text_matches(value)
        exact = is_stored_form(value)
        found: list[_Match] = []
        for mention in self._mentions:
            sureness = _same_date(mention, reading, exact)
            if sureness:
                standing = Standing.FOUND if sureness > 0.75 else Standing.SIMILAR
                found.append(_Match(range(mention.start, mention.end), sureness, standing))
        return sorted(found, key=lambda match: -match.confidence)

    def _present(self, entry: Entry, heart: Sequence[range]) -> Evidence:
        """The word for "now" of the period in which an entry's start date stands."""
        start = read_date(entry.text("start_date"))
        found: list[_Match] = []
        for period in self._periods:
            if not period.is_current or period.first is None:
                continue
            same = isinstance(start, Understood) and _same_date(period.first, start, exact=True)
            span = period.present or range(period.start, period.end)
            if same or not isinstance(start, Understood):
                found.append(_Match(span, 0.9))
        return (
            self._judged("experience_entries", "current", _near(found, heart)) if found else UNTOLD
        )


def _mentions_of(periods: Iterable[Period]) -> Iterator[Mention]:
    """The dates of periods, each once."""
    seen: set[int] = set()
    for period in periods:
        for mention in (period.first, period.last):
            if mention is not None and mention.start not in seen:
                seen.add(mention.start)
                yield mention


def _compared(span: range, written: str, value: str) -> _Match:
    """How a found piece of text differs from the value in writing."""
    if one_line(written) == one_line(value):
        return _Match(span, 1.0)
    if _letters(written) == _letters(value):
        same = one_line(joined_lines(written)).casefold() == one_line(value).casefold()
        return _Match(span, 0.97 if same else 0.93)
    return _Match(span, 0.8, Standing.SIMILAR)


def _letters(text: str) -> str:
    """Letters and digits in one case, accents kept."""
    composed = unicodedata.normalize("NFC", text.casefold())
    return "".join(char for char in composed if char.isalnum())


def _same_date(mention: Mention, wanted: Understood, exact: bool) -> float:
    """How surely a date of the resume is the stored one, which always has a month and a day."""
    year, month, day = (int(part) for part in wanted.stored.split("-"))
    best = 0.0
    for numbers, factor in ((mention.numbers, 1.0), (mention.other, 0.8)):
        if numbers is None or numbers.year != year:
            continue
        if numbers.month is None:
            sureness = 0.9 if wanted.precision is Precision.YEAR or month == day == 1 else 0.6
        elif wanted.precision is Precision.YEAR:
            sureness = 0.6
        elif numbers.month != month:
            continue
        elif numbers.day is not None and wanted.precision is Precision.DAY:
            sureness = 1.0 if numbers.day == day else (0.5 if day == 1 else 0.0)
        else:
            sureness = 1.0
        best = max(best, sureness * factor)
    return best if exact else best * 0.95


def _sentences(value: str) -> Iterator[str]:
    """Lines and sentences of a text, long enough to mean something."""
    for line in value.splitlines():
        rest = line.strip(" \t•-–*")
        start = 0
        for at, char in enumerate(rest):
            ends = char in ".!?;。" and (at + 1 == len(rest) or rest[at + 1].isspace())
            if ends and len(skeleton(rest[start : at + 1])) >= 8:
                yield rest[start : at + 1]
                start = at + 1
        if len(skeleton(rest[start:])) >= 4:
            yield rest[start:]


def _heart(candidates: Mapping[str, Sequence[_Match]]) -> tuple[range, ...]:
    """Where an entry most likely stands: the place around which its values are closest together.

    One title or one month stands in several entries of a resume; together they stand in one.
    """
    named = {name: found for name, found in candidates.items() if found}
    if not named:
        return ()
    rarest = min(named.values(), key=len)
    best: tuple[float, tuple[range, ...]] | None = None
    for centre in rarest[:_MOST_SPANS]:
        together: list[range] = []
        cost = 0.0
        for found in named.values():
            nearest = min(
                found, key=lambda match: (_gap(match.span, centre.span), -match.confidence)
            )
            together.append(nearest.span)
            cost += min(_gap(nearest.span, centre.span), 2_000) + 200 * (1 - nearest.confidence)
        if best is None or cost < best[0]:
            best = (cost, tuple(together))
    return best[1] if best else ()


def _gap(one: range, other: range) -> int:
    return max(one.start - other.stop, other.start - one.stop, 0)


def _near(matches: Sequence[_Match], anchors: Sequence[range]) -> list[_Match]:
    """The matches, those beside the anchors first; much better writing still comes before."""
    if not anchors:
        return list(matches)

    def rank(match: _Match) -> float:
        nearest = min(_gap(match.span, anchor) for anchor in anchors)
        return -match.confidence + min(nearest, 3_000) / 3_000 * 0.5

    return sorted(matches, key=rank)


def _together(found: Iterable[Evidence]) -> Evidence:
    """Several findings as one: an entry, a list."""
    known = [each for each in found if each.standing is not Standing.UNTOLD]
    if not known:
        return UNTOLD
    spans = tuple(dict.fromkeys(each.spans[0] for each in known if each.spans))
    if not spans:
        return ABSENT
    whole = all(each.standing is Standing.FOUND for each in known)
    mean = sum(each.confidence for each in known) / len(known)
    return Evidence(Standing.FOUND if whole else Standing.PARTLY, spans, round(mean, 3))

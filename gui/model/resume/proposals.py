"""What the resume would put into the record: offered beside the fields, never applied unasked.

Each proposal says where it would go, what it would change, where in the resume it stands, how sure
it is and why. What the person typed, removed or decided is left alone: values that differ from the
record as it was read are not touched unless asked for. Nothing here changes a draft; that is
`gui.model.resume.accepting`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from gui.i18n import _
from gui.model.dates import Ambiguous, Precision, Understood, is_stored_form
from gui.model.networks import same_network
from gui.model.record import Record
from gui.model.resume.entries import FoundEntry
from gui.model.resume.facts import ResumeFacts
from gui.model.resume.folding import skeleton
from gui.model.resume.items import Find
from gui.model.resume.matching import likeness, matched
from gui.model.resume.proposal import Alternative, Effect, Proposal, Proposed
from gui.model.resume.signs import same_number
from gui.model.resume.skills import known_skills
from gui.model.texts import one_line, strip_html_for_reading, without_hidden
from gui.model.values import MISSING, Entry, Place, entries, is_blank, text, words
from gui.model.words import sign_of

WORTH_SHOWING: Final = 0.5
"""Proposals that are less sure are not made."""


def propose(
    facts: ResumeFacts,
    current: Record,
    baseline: Record | None = None,
    *,
    vocabulary: Iterable[str] = (),
    asked: Collection[str] = (),
) -> tuple[Proposal, ...]:
    """Everything the resume offers for a record, in the order of the form.

    `baseline` is the record as it was read: what differs from it was typed, and nothing is
    proposed against it, except for the keys in `asked`. `vocabulary` are the skills that other
    records of the account have.
    """
    return tuple(_Proposer(facts, current, baseline or current, frozenset(asked)).all(vocabulary))


@dataclass(frozen=True, slots=True)
class _Proposer:
    facts: ResumeFacts
    current: Record
    baseline: Record
    asked: frozenset[str]

    def all(self, vocabulary: Iterable[str]) -> Iterator[Proposal]:
        yield from self._names()
        yield from self._contact()
        yield from self._list("education_entries", self.facts.schools)
        yield from self._list("experience_entries", self.facts.jobs)
        yield from self._links()
        yield from self._skills(vocabulary)

    # --- single values -------------------------------------------------------------------

    def _is_typed(self, key: str) -> bool:
        return key not in self.asked and self.current.get(key) != self.baseline.get(key)

    def _single(
        self,
        key: str,
        value: str,
        spans: tuple[range, ...],
        sureness: float,
        reason: str,
        *,
        same: bool,
        alternatives: tuple[Alternative, ...] = (),
    ) -> Iterator[Proposal]:
        held = self.current.get(key)
        before = MISSING if held is MISSING else text(held) or None
        if sureness < WORTH_SHOWING and not same:
            return
        effect = Effect.SAME if same else Effect.FILL if is_blank(held) else Effect.REPLACE
        if effect is not Effect.SAME and self._is_typed(key):
            return
        after: Proposed = before if same else value
        yield Proposal(
            Place(key), effect, before, after, round(sureness, 3), reason, spans,
            alternatives=alternatives,
        )  # fmt: skip

    def _names(self) -> Iterator[Proposal]:
        name = self.facts.contact.name
        if name is None:
            return
        for key, found, span in (
            ("firstname", name.first, name.first_span),
            ("lastname", name.last, name.last_span),
        ):
            if value := _visible(found):
                same = text(self.current.get(key)).strip() == value
                yield from self._single(key, value, (span,), name.sureness, name.reason, same=same)

    def _contact(self) -> Iterator[Proposal]:
        contact = self.facts.contact
        held = text(self.current.get("email")).strip().casefold()
        best = next(iter(contact.emails), None)
        known = next((find for find in contact.emails if find.value.casefold() == held), None)
        if known is not None and best is not None and _is_anothers(known, best):
            known = None
        if find := known or best:
            yield from self._find("email", find, same=known is not None)
        yield from self._phone()
        if find := contact.headline:
            yield from self._find("headline", find, same=self._reads_same("headline", find))
        if find := contact.address:
            yield from self._find("address", find, same=self._reads_same("address", find))
        profile = self.facts.profile
        if profile is not None and is_blank(self.current.get("summary")):
            reason = _("under “{heading}”").format(heading=profile.reason)
            yield from self._find("summary", replace(profile, reason=reason), same=False)

    def _phone(self) -> Iterator[Proposal]:
        phones = self.facts.contact.phones
        held = text(self.current.get("phone"))
        best = next(iter(phones), None)
        known = next((each for each in phones if same_number(each.find.value, held) > 0), None)
        if known is not None and best is not None and _is_anothers(known.find, best.find):
            known = None
        found = known or best
        if found is None:
            return
        alternatives: tuple[Alternative, ...] = ()
        if found.international:
            label = _("International form, {country}").format(country=found.country)
            alternatives = (Alternative(found.international, label),)
        find = found.find
        yield from self._single(
            "phone", _visible(find.value), find.spans, find.sureness, find.reason,
            same=known is not None, alternatives=alternatives,
        )  # fmt: skip

    def _find(self, key: str, find: Find, *, same: bool) -> Iterator[Proposal]:
        value = _visible(find.value)
        yield from self._single(key, value, find.spans, find.sureness, find.reason, same=same)

    def _reads_same(self, key: str, find: Find) -> bool:
        return skeleton(text(self.current.get(key))) == skeleton(find.value) != ""

    # --- jobs and schools ----------------------------------------------------------------

    def _list(self, key: str, found: Sequence[FoundEntry]) -> Iterator[Proposal]:
        held = self.current.get(key)
        if held is MISSING and key not in self.asked:
            return  # a list that was not read is unknown: adding to it would replace it
        existing = entries(held)
        before = {entry.ref: entry for entry in entries(self.baseline.get(key))}
        refs = {entry.ref for entry in existing}
        removed = [entry for ref, entry in before.items() if ref not in refs]
        reason = _("under “{heading}”").format(heading=self.facts.headings.get(key, ""))
        pairs = matched(key, found, existing, before)
        position = 0
        for at, entry in enumerate(found):
            if at in pairs:
                stored = existing[pairs[at]]
                position = pairs[at] + 1
                parts = tuple(self._parts(key, entry, stored, before.get(stored.ref), reason))
                if parts:
                    yield _whole(Place(key, stored.ref), parts, entry, reason, 0)
                continue
            was_removed = any(likeness(key, entry, gone) >= 0.6 for gone in removed)
            if entry.sureness < WORTH_SHOWING or (was_removed and key not in self.asked):
                continue
            parts = tuple(self._parts(key, entry, None, None, reason))
            yield _whole(Place(key), parts, entry, reason, position)

    def _parts(
        self,
        key: str,
        found: FoundEntry,
        stored: Entry | None,
        read: Entry | None,
        reason: str,
    ) -> Iterator[Proposal]:
        ref = stored.ref if stored is not None else None
        for name, find in found.fields.items():
            value = _visible(find.value)
            before: Proposed = stored.get(name) if stored is not None else MISSING
            held = stored.text(name) if stored is not None else ""
            same = _same_text(value, held, is_long=name == "summary")
            yield from self._part(
                Place(key, ref, name), before, value, same, find.spans, found.sureness,
                reason, stored, read,
            )  # fmt: skip
        for name, (reading, span) in found.dates.items():
            before = stored.get(name) if stored is not None else MISSING
            held = stored.text(name) if stored is not None else ""
            question = None
            after: Proposed = MISSING
            if isinstance(reading, Understood):
                same, after = _same_date(reading, held), reading.stored
            elif isinstance(reading, Ambiguous):
                same = any(option.stored == held for option in reading.options)
                question = reading
            else:
                continue
            yield from self._part(
                Place(key, ref, name), before, after, same, (span,), found.sureness, reason,
                stored, read, question,
            )  # fmt: skip
        if key == "experience_entries":
            yield from self._current(found, stored, read, reason)

    def _current(
        self, found: FoundEntry, stored: Entry | None, read: Entry | None, reason: str
    ) -> Iterator[Proposal]:
        key, ref = "experience_entries", stored.ref if stored is not None else None
        period = found.period
        if period is None:
            return
        flag: Proposed = stored.get("current") if stored is not None else MISSING
        last = period.last
        if found.is_current:
            span = period.present or range(period.start, period.end)
            spans = (span,)
        elif last is not None and flag is True:
            spans = (range(last.start, last.end),)
        else:
            return
        yield from self._part(
            Place(key, ref, "current"), flag, found.is_current, flag is found.is_current, spans,
            found.sureness, reason, stored, read,
        )  # fmt: skip
        ends = stored.text("end_date") if stored is not None else ""
        if found.is_current and ends:
            # A job that goes on has no end (ux rule 7); both belong to one step.
            yield from self._part(
                Place(key, ref, "end_date"), ends, None, False, spans, found.sureness, reason,
                stored, read,
            )  # fmt: skip

    def _part(
        self,
        place: Place,
        before: Proposed,
        after: Proposed,
        same: bool,
        spans: tuple[range, ...],
        sureness: float,
        reason: str,
        stored: Entry | None,
        read: Entry | None,
        question: Ambiguous | None = None,
    ) -> Iterator[Proposal]:
        name = place.field or ""
        if same:
            effect, after, question = Effect.SAME, before, None
        elif stored is None:
            effect = Effect.ADD
        else:
            effect = Effect.FILL if is_blank(before) else Effect.REPLACE
            if self._is_typed_field(place.key, stored, read, name):
                return
        yield Proposal(
            place, effect, before, after, round(sureness, 3), reason, spans, question=question
        )

    def _is_typed_field(self, key: str, stored: Entry, read: Entry | None, name: str) -> bool:
        """Whether the person gave a field of an entry its value, emptying it included."""
        if key in self.asked:
            return False
        if read is None:
            return not is_blank(stored.get(name))
        return stored.get(name) != read.get(name)

    # --- profiles and skills -------------------------------------------------------------

    def _links(self) -> Iterator[Proposal]:
        key = "social_profiles"
        held = self.current.get(key)
        if held is MISSING and key not in self.asked:
            return
        existing = entries(held)
        read = {entry.ref: entry for entry in entries(self.baseline.get(key))}
        gone = {
            entry.text("type")
            for ref, entry in read.items()
            if all(ref != each.ref for each in existing)
        }
        seen: set[str] = set()
        for each in self.facts.contact.links:
            network, find = each.link.type, each.find
            if network in seen or find.sureness < WORTH_SHOWING:
                continue
            seen.add(network)
            stored = next(
                (entry for entry in existing if same_network(entry.text("type"), network)), None
            )
            if stored is None and network in gone and key not in self.asked:
                continue
            place = Place(key, stored.ref if stored is not None else None)
            values = {"type": network, "username": each.link.username, "url": each.link.url}
            parts: list[Proposal] = []
            for name, value in values.items():
                before: Proposed = stored.get(name) if stored is not None else MISSING
                same = (
                    before == value
                    or (stored is not None and name == "type")
                    or (name == "url" and _same_url(value, before))
                )
                parts += self._part(
                    replace(place, field=name), before, value, same, find.spans, find.sureness,
                    find.reason, stored, read.get(stored.ref) if stored is not None else None,
                )  # fmt: skip
            if parts:
                yield _summed(place, tuple(parts), find.sureness, find.reason, find.spans, 0)

    def _skills(self, vocabulary: Iterable[str]) -> Iterator[Proposal]:
        key = "skills"
        held = self.current.get(key)
        if held is MISSING and key not in self.asked:
            return
        here = {sign_of(word): word for word in words(held)}
        gone = {sign_of(word) for word in words(self.baseline.get(key))} - set(here)
        listed = self.facts.skills
        for find in (*listed, *known_skills(vocabulary, self.facts.text, listed)):
            value = _visible(find.value)
            sign = sign_of(value)
            if sign in here:
                word = here[sign]
                yield Proposal(
                    Place(key, word), Effect.SAME, word, word, find.sureness, find.reason,
                    find.spans,
                )  # fmt: skip
            elif sign not in gone or key in self.asked:
                yield Proposal(
                    Place(key, value), Effect.ADD, MISSING, value, find.sureness,
                    find.reason, find.spans,
                )  # fmt: skip


# --- pieces -----------------------------------------------------------------------------------


def _visible(value: str) -> str:
    """A stranger's value without characters that hide or reorder, its lines kept."""
    return "\n".join(map(without_hidden, value.split("\n"))).strip()


def _is_anothers(known: Find, best: Find) -> bool:
    """Whether what the record has stands in the resume for somebody else, as a referee's number."""
    return known.sureness < WORTH_SHOWING <= best.sureness


def _whole(
    place: Place, parts: tuple[Proposal, ...], entry: FoundEntry, reason: str, at: int
) -> Proposal:
    return _summed(place, parts, entry.sureness, reason, entry.spans, at)


def _summed(
    place: Place,
    parts: tuple[Proposal, ...],
    sureness: float,
    reason: str,
    spans: tuple[range, ...],
    at: int,
) -> Proposal:
    """An entry with its parts; it does nothing where all of them do nothing."""
    effects = {part.effect for part in parts}
    if place.entry is None:
        effect = Effect.ADD
    elif effects == {Effect.SAME}:
        effect = Effect.SAME
    else:
        effect = Effect.REPLACE if Effect.REPLACE in effects else Effect.FILL
    return Proposal(
        place, effect, MISSING, MISSING, round(sureness, 3), reason, spans, parts, at=at
    )


def _same_text(value: str, held: str, *, is_long: bool) -> bool:
    """Whether a record says the same already, blanks and line ends aside.

    Long texts in a record may be HTML, and often hold more than the resume's lines.
    """
    if not is_long:
        return one_line(value) == one_line(held)
    mine, theirs = skeleton(value), skeleton(strip_html_for_reading(held))
    return bool(theirs) and (mine in theirs or theirs in mine)


def _same_date(reading: Understood, held: str) -> bool:
    """Whether a stored date says as much: the resume may not tell its day, or its month."""
    if not is_stored_form(held):
        return False
    length = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[reading.precision]
    if reading.precision is Precision.DAY and held[:7] == reading.stored[:7]:
        # The first of a month often stands for a day that nobody knew.
        return held == reading.stored
    return held[:length] == reading.stored[:length]


def _same_url(value: str | None, held: Proposed) -> bool:
    if not value or not isinstance(held, str):
        return False
    return skeleton(value.split("//")[-1]) == skeleton(held.split("//")[-1])

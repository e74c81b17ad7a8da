"""What the resume offers for the candidate in front: made in a thread, never applied unasked.

Proposals are made anew when the resume tells something else or the record has changed, a moment
after the last keystroke; until then those that no longer fit what stands in the form are not
there. What the person typed wins, also after it was sent, and what was set aside stays so, both
for as long as the program runs. Which words describe an offer, and where it is seen, is for views.
"""

from __future__ import annotations

import enum
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from gui.model.comparison import same_atom
from gui.model.fields import FIELDS
from gui.model.record import Record
from gui.model.resume.accepting import accept
from gui.model.resume.proposal import Proposal
from gui.model.values import (
    MISSING,
    Atom,
    Missing,
    Place,
    Value,
    entries,
    find_entry,
    is_blank,
    words,
)
from gui.model.words import sign_of
from gui.services.session import Changed, Session
from gui.services.tasks import Tasks
from gui.services.workers import threaded

if TYPE_CHECKING:
    from gui.model.resume.facts import ResumeFacts

TASK: Final = "what the resume offers"
WAIT_MS: Final = 250
"""How long nothing has to be typed before the offers are made anew."""
_MOST_CANDIDATES: Final = 300
_BEHIND: Final = 1_000_000
"""Ranks behind every entry: what is not in its list yet."""

_KEYS: Final = frozenset(
    (
        *("firstname", "lastname", "email", "phone", "headline", "address", "summary"),
        *("education_entries", "experience_entries", "social_profiles", "skills"),
    )
)
_Sign: TypeAlias = tuple[object, ...]
_Rank: TypeAlias = tuple[int, int, int]


class Sureness(enum.Enum):
    """How sure an offer is, in three steps that a person can tell apart."""

    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure"

    @classmethod
    def of(cls, offer: Proposal) -> Sureness:
        if offer.sureness >= 0.85:
            return cls.SURE
        return cls.LIKELY if offer.sureness >= 0.7 else cls.UNSURE


class Knowledge(Protocol):
    """What is known of the shown resume; `changed` comes when it is another."""

    @property
    def session(self) -> Session | None: ...
    @property
    def facts(self) -> ResumeFacts | None: ...
    @property
    def changed(self) -> SignalInstance: ...


@dataclass
class _Memory:
    """Of one candidate: what was set aside, and what stood in the keys that were corrected."""

    aside: set[_Sign] = field(default_factory=set)
    first: dict[str, Value] = field(default_factory=dict)


class Offers(QObject):
    """Signals: `changed(frozenset of keys)` when something else is offered there;
    `compared()` when a resume was compared with the record for the first time;
    `evidence_wanted(tuple of ranges)` when somebody looks at an offer: where it stands in the
    resume's text, nothing when they look away; `taken(tuple of offers)` after an acceptance.

    `vocabulary` gives the skills that are known in an account, by its key.
    """

    changed = Signal(object)
    compared = Signal()
    evidence_wanted = Signal(object)
    taken = Signal(object)

    def __init__(
        self,
        knowledge: Knowledge,
        tasks: Tasks,
        *,
        vocabulary: Callable[[str], Iterable[str]] = lambda _account: (),
        wait_ms: int = WAIT_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._knowledge = knowledge
        self._tasks = tasks
        self._vocabulary = vocabulary
        self._session: Session | None = None
        self._memories: OrderedDict[tuple[str, str], _Memory] = OrderedDict()
        self._made: tuple[Proposal, ...] = ()
        self._is_known = False
        self._shown: dict[str, tuple[Proposal, ...]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._start)
        self._wait_ms = wait_ms
        knowledge.changed.connect(self._on_knowledge)

    # --- what is offered -------------------------------------------------------------------

    @property
    def session(self) -> Session | None:
        """Whose record it is about."""
        return self._session

    @property
    def is_known(self) -> bool:
        """Whether the resume was read, has a text, and was compared with the record."""
        return self._is_known

    @property
    def count(self) -> int:
        """How many values, new entries and new words are offered."""
        return len(self.stops)

    @property
    def aside_count(self) -> int:
        """How much was set aside for this candidate."""
        return len(self._memory.aside)

    @property
    def stops(self) -> tuple[Proposal, ...]:
        """Everything that can be taken by itself, in the order of the form."""
        found: list[Proposal] = []
        for offers in self._shown.values():
            for offer in offers:
                found += offer.parts if offer.parts and not offer.is_new_entry else (offer,)
        ranked = [(self._rank(offer.place, at), at) for at, offer in enumerate(found)]
        return tuple(found[at] for _rank, at in sorted(ranked))

    def at(self, place: Place) -> Proposal | None:
        """What is offered at a key, for an entry of a list, or at a field of one."""
        for offer in self._shown.get(place.key, ()):
            if offer.is_new_entry or place.entry != offer.place.entry:
                continue
            if place.field is None:
                return offer
            return next((part for part in offer.parts if part.place.field == place.field), None)
        return None

    def new_entries(self, key: str) -> tuple[Proposal, ...]:
        """The entries of the resume that a list lacks."""
        return tuple(offer for offer in self._shown.get(key, ()) if offer.is_new_entry)

    def corrections(self, key: str) -> Mapping[str, int]:
        """By the entries that the resume would correct, how many of their fields."""
        return {
            offer.place.entry: len(offer.parts)
            for offer in self._shown.get(key, ())
            if offer.parts and offer.place.entry is not None
        }

    def new_words(self, key: str) -> tuple[Proposal, ...]:
        """The words of the resume that a set lacks."""
        found = self._shown.get(key, ())
        return tuple(offer for offer in found if not offer.parts and offer.before is MISSING)

    def beside(self, here: Proposal | Place | None, by: int) -> Proposal | None:
        """The offer after (1) or before (-1) an offer or a place, round and round."""
        stops = self.stops
        if not stops:
            return None
        if isinstance(here, Proposal):
            signs = [_sign(stop) for stop in stops]
            if _sign(here) in signs:
                return stops[(signs.index(_sign(here)) + by) % len(stops)]
            here = here.place
        if here is None:
            return stops[0 if by > 0 else -1]
        at = self._rank(here)
        ranks = [self._rank(stop.place, number) for number, stop in enumerate(stops)]
        if by > 0:
            return next((s for s, rank in zip(stops, ranks, strict=True) if rank > at), stops[0])
        before = [stop for stop, rank in zip(stops, ranks, strict=True) if rank < at]
        return before[-1] if before else stops[-1]

    # --- what becomes of it ----------------------------------------------------------------

    def follow(self, session: Session | None) -> None:
        """Another candidate is in front, or nobody."""
        if session is self._session:
            return
        if self._session is not None:
            self._session.changed.disconnect(self._on_changed)
        self._session = session
        self._forget()
        if session is not None:
            session.changed.connect(self._on_changed)
            self._note_corrected(_KEYS)
            self._start()

    def take(self, offers: Sequence[Proposal], answers: Mapping[Place, str] | None = None) -> bool:
        """Takes offers over as one undo step; False where none of them is one any more.

        `answers` are stored dates for the places whose date can be read in two ways.
        """
        session = self._session
        if session is None or session.is_read_only:
            return False
        chosen = tuple(one for offer in offers for one in self._standing(offer))
        session.close_step()
        if not chosen or not session.edit(lambda draft: accept(draft, chosen, answers)):
            return False
        self.taken.emit(chosen)
        return True

    def set_aside(self, offers: Iterable[Proposal]) -> None:
        """Offers these no more for this candidate, as long as the program runs."""
        chosen = tuple(offers)
        for offer in chosen:
            parts = () if offer.is_new_entry else offer.parts
            self._memory.aside.update(_sign(each) for each in parts or (offer,))
        self._show({offer.place.key for offer in chosen})

    def bring_back(self) -> None:
        """Offers again what was set aside for this candidate."""
        self._memory.aside.clear()
        self._show(_KEYS)

    def look_at(self, offer: Proposal | None) -> None:
        """Somebody looks at an offer, or away from it."""
        self.evidence_wanted.emit(offer.spans if offer is not None else ())

    async def settled(self) -> None:
        """Waits until the offers are those of the record as it is."""
        if self._timer.isActive():
            self._timer.stop()
            self._start()
        await self._tasks.settled(TASK)

    # --- making them -----------------------------------------------------------------------

    def _on_knowledge(self) -> None:
        self._forget()
        self._start()

    def _on_changed(self, changed: Changed) -> None:
        keys = changed.keys & _KEYS
        if keys:
            self._note_corrected(keys)
            self._show(keys)
            # What a person does by one gesture is answered at once; typing is waited for.
            self._timer.start(self._wait_ms if changed.origin is not None else 0)

    def _forget(self) -> None:
        self._timer.stop()
        self._tasks.cancel(TASK)
        self._made = ()
        self._is_known = False
        self._show(_KEYS)

    def _start(self) -> None:
        facts, session = self._knowledge.facts, self._session
        if (
            facts is not None
            and session is not None
            and session is self._knowledge.session
            and not session.is_read_only
        ):
            self._tasks.start(self._make(facts, session), name=TASK, key=TASK)

    async def _make(self, facts: ResumeFacts, session: Session) -> None:
        """Makes them in a thread; it goes on unheard when something newer is wanted."""
        current, read = session.current, self._as_read(session)
        known = tuple(self._vocabulary(session.account))
        # Loaded by now: there are facts, so the resume was read.
        from gui.model.resume.proposals import propose

        self._made = await threaded(
            lambda: propose(facts, current, read, vocabulary=known), name="resume offers"
        )
        is_first, self._is_known = not self._is_known, bool(facts.text.strip())
        self._show(_KEYS)
        if is_first:
            self.compared.emit()

    def _rank(self, place: Place, number: int | None = None) -> _Rank:
        """Where a place stands in the form; what is in no list yet comes behind it, by number."""
        key = place.key
        if place.entry is None and (number is None or key not in _LISTS):
            return _ORDER[key], -1, -1
        value = self._session.value(key) if self._session is not None else ()
        refs = [item.ref for item in entries(value)] or list(words(value))
        row = refs.index(place.entry) if place.entry in refs else _BEHIND + (number or 0)
        return _ORDER[key], row, _COLUMNS.get((key, place.field or ""), -1)

    # --- what the person did ---------------------------------------------------------------

    @property
    def _memory(self) -> _Memory:
        session = self._session
        key = (session.account, session.record_id) if session is not None else ("", "")
        memory = self._memories.setdefault(key, _Memory())
        self._memories.move_to_end(key)
        while len(self._memories) > _MOST_CANDIDATES:
            self._memories.popitem(last=False)
        return memory

    def _note_corrected(self, keys: Iterable[str]) -> None:
        """Remembers what stood in a key before it was corrected: a send makes it the old value
        of nobody, and what the person put there must not be offered away again."""
        session, first = self._session, self._memory.first
        if session is None:
            return
        for key in keys:
            if session.change(key) is not None:
                first.setdefault(key, session.baseline.get(key))
            elif key in first and session.value(key) == first[key]:
                del first[key]

    def _as_read(self, session: Session) -> Record:
        read = session.baseline
        for key, value in self._memory.first.items():
            read = read.with_value(key, value)
        return read

    # --- which of them still hold ----------------------------------------------------------

    def _show(self, keys: Iterable[str]) -> None:
        """Finds out what is offered at these keys, and tells where it is something else."""
        wanted = set(keys)
        found: dict[str, list[Proposal]] = {key: [] for key in wanted}
        for offer in self._made:
            if offer.place.key in wanted and offer.changes_something:
                found[offer.place.key] += self._standing(offer)
        other = {key for key in wanted if tuple(found[key]) != self._shown.get(key, ())}
        for key in other:
            self._shown[key] = tuple(found[key])
        if other:
            self.changed.emit(frozenset(other))

    def _standing(self, offer: Proposal) -> Iterator[Proposal]:
        """The offer as far as it fits what is in the form now and was not set aside."""
        session = self._session
        if session is None:
            return
        value = session.value(offer.place.key)
        if offer.is_new_entry:
            if not self._is_aside(offer) and not _is_there(value, offer):
                yield replace(offer, at=offer.at + self._added_before(value, offer))
        elif offer.parts:
            parts = [part for part in offer.parts if self._fits(value, part)]
            if parts:
                yield (
                    offer if len(parts) == len(offer.parts) else replace(offer, parts=tuple(parts))
                )
        elif self._fits(value, offer):
            yield offer

    def _added_before(self, value: Value, offer: Proposal) -> int:
        """How many entries that belong before a new one were added since it was offered."""
        key = offer.place.key
        new = [each for each in self._made if each.is_new_entry and each.place.key == key]
        before = new[: next((at for at, each in enumerate(new) if _same(each, offer)), 0)]
        return sum(_is_there(value, each) for each in before)

    def _fits(self, value: Value, offer: Proposal) -> bool:
        if not offer.changes_something or self._is_aside(offer):
            return False
        place = offer.place
        if place.field is None and place.entry is not None:
            return sign_of(place.entry) not in map(sign_of, words(value))
        here: Value | Atom | Missing = value
        if place.field is not None:
            entry = find_entry(value, place.entry or "")
            if entry is None:
                return False
            here = entry.get(place.field)
        if not isinstance(here, str | bool | Missing | None):
            return False
        return same_atom(here, offer.before)

    def _is_aside(self, offer: Proposal) -> bool:
        return _sign(offer) in self._memory.aside


_ORDER: Final = {item.key: number for number, item in enumerate(FIELDS)}
_LISTS: Final = frozenset({"education_entries", "experience_entries", "social_profiles", "skills"})
_COLUMNS: Final = {
    (item.key, inner.name): number
    for item in FIELDS
    for number, inner in enumerate(item.entry_fields)
}


def _sign(offer: Proposal) -> _Sign:
    """What tells one offer from another however often it is made."""
    place = offer.place
    if offer.is_new_entry:
        return place.key, None, tuple(sorted((name, str(v)) for name, v in offer.fields().items()))
    after = str(offer.after) if offer.question is None else repr(offer.question)
    return place.key, place.entry, place.field, after


def _same(one: Proposal, other: Proposal) -> bool:
    return _sign(one) == _sign(other)


def _is_there(value: Value, offer: Proposal) -> bool:
    """Whether a list has an entry with everything that is offered."""
    fields = offer.fields()
    return any(
        all(entry.get(name) == wanted or is_blank(wanted) for name, wanted in fields.items())
        for entry in entries(value)
    )

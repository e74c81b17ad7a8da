"""The send: from a draft to the service and back, so that nobody's work is lost on the way.

The service has no version check, so each send reads the record anew, joins the person's changes
with what is stored *now*, asks about true collisions and about what would be deleted, sends the
changed keys only, and reads back what became of them::

    READ -> join -> (collisions? ask, READ) -> (deletions? ask, READ if it took long)
         -> PATCH the rest -> PATCH social_profiles -> READ -> compare
                  | outcome unknown: back to the first READ, never a blind repeat

A write whose outcome is unknown is not repeated: the next round reads, and joining finds that
nothing is left to send when it had landed after all (new entries are recognised by content).
A new entry that others may have rewritten meanwhile, so far that it cannot be recognised, goes out
once more only when the person says so.
One gap remains and cannot be closed: a write of somebody else between our last read and our
PATCH, about one round trip (API §7).

Stays away from widgets and from the draft: it works on records and asks through `Decisions`.
"""

from __future__ import annotations

import asyncio
import enum
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from gui.errors import RedlineError, ServiceError, TooManyRequests
from gui.model.arrival import Doubtful
from gui.model.effects import SendEffect, added_again, effects_of
from gui.model.fields import FIELDS
from gui.model.merge import Collision
from gui.model.record import Record
from gui.model.values import Value
from gui.workable.body import Body, BytesOf, encode_body
from gui.workable.evidence import Doubt
from gui.workable.failures import Outcome, before_a_write, outcome_of
from gui.workable.report import SendEnd, SendReport, joined, report_of
from gui.workable.rounds import Agreed, Round

ATTEMPTS: Final = 3
"""How often a write is tried when reading back says that it did not arrive."""

FRESH_S: Final = 2.0
"""A read younger than this need not be repeated before a write (rule 12)."""


class SendPhase(enum.Enum):
    """Where a send is."""

    READING = "reading"
    ASKING = "asking"
    WRITING = "writing"
    CHECKING = "checking"


class Service(Protocol):
    """What the send needs of the client."""

    async def candidate(self, candidate_id: str) -> Record: ...

    async def patch(self, candidate_id: str, body: Body) -> Answer: ...


class Answer(Protocol):
    """An accepted PATCH; `record` is what it came with, None for an answer without a body."""

    @property
    def record(self) -> Record | None: ...

    @property
    def request_id(self) -> str | None: ...


class Decisions(Protocol):
    """What only the person can decide."""

    async def settle(self, theirs: Record, collisions: tuple[Collision, ...]) -> Agreed | None:
        """What the person has decided, moved onto `theirs`; None to stop."""

    async def confirm(self, stored: Record, effects: tuple[SendEffect, ...]) -> bool:
        """Whether to go ahead with what the send would remove, empty or replace."""


@dataclass(frozen=True, slots=True)
class Intent:
    """What is about to be written: to be kept on disk before it goes.

    `keys` are those of the whole part, `before` the record as just read, `out` the values of
    this PATCH, with what others changed joined in. `others` is what they changed since the person
    saw the record: by key, as it was seen and as it is; whoever knows that adds it.
    """

    keys: tuple[str, ...]
    before: Record
    out: Mapping[str, Value]
    others: Mapping[str, tuple[Value, Value]] = field(default_factory=dict)


async def _kept_nowhere(_intent: Intent) -> bool:
    """For sends that nobody keeps on disk."""
    return False


class Send:
    """One send of one record; used once. `run` returns a report and raises only for bugs.

    `mine` is the whole record as the person wants it, `keys` the changed ones to send. `clock`
    gives monotonic seconds. `intend` is awaited before each PATCH and tells whether it took long
    enough for another read; a `NotSendable` that it raises stops the send, nothing written.
    `on_part` hears the report of each part as soon as it has ended.
    """

    def __init__(
        self,
        service: Service,
        decisions: Decisions,
        *,
        bytes_of: BytesOf,
        clock: Callable[[], float],
        on_phase: Callable[[SendPhase], None] = lambda _phase: None,
        intend: Callable[[Intent], Awaitable[bool]] = _kept_nowhere,
        on_part: Callable[[SendReport], None] = lambda _report: None,
    ) -> None:
        self._service = service
        self._decisions = decisions
        self._bytes_of = bytes_of
        self._clock = clock
        self._on_phase = on_phase
        self._intend = intend
        self._on_part = on_part
        self._stop = asyncio.Event()
        self._read_at = float("-inf")
        self._last: Record | None = None
        self._asked: frozenset[SendEffect] = frozenset()

    def cancel(self) -> None:
        """Stops before the next write; a write on its way is left to its answer or read back."""
        self._stop.set()

    async def run(
        self,
        base: Record,
        mine: Record,
        keys: tuple[str, ...],
        *,
        doubtful: Doubtful | None = None,
    ) -> SendReport:
        """Sends the keys of `mine` that differ from `base`; `doubtful` as in `Draft.doubtful`."""
        rounds = Round(base, mine, keys, doubtful)
        report = SendReport(parts=())
        for part_keys in parts_of(keys):
            part_report = await self._send_part(rounds, part_keys)
            report = joined(report, part_report)
            self._on_part(part_report)
            end = part_report.parts[-1].end
            if end not in (SendEnd.SENT, SendEnd.ALREADY_SO):
                break
            rounds.has_sent |= end is SendEnd.SENT
            rounds.done(part_keys)
        return report

    # --- one part --------------------------------------------------------------------------

    async def _send_part(self, rounds: Round, keys: tuple[str, ...]) -> SendReport:
        doubt = Doubt()
        unsure = doubt.tried  # written with an unknown outcome
        before: Record | None = None  # before the last write
        last: RedlineError | None = None
        for _attempt in range(ATTEMPTS):
            try:
                ready = await self._ready(rounds, keys, doubt)
            except RedlineError as error:
                # Before a write nothing was sent; after one nobody knows.
                end = SendEnd.UNKNOWN if unsure else SendEnd.REFUSED
                if not unsure and isinstance(error, ServiceError):
                    before_a_write(error, nothing_sent=not rounds.has_sent)
                return report_of(keys, end, last or error, before, unsure)
            if ready is None:
                # What the read showed is known all the same, and may be other people's soon.
                end = SendEnd.UNKNOWN if unsure else SendEnd.CANCELLED
                report = report_of(keys, end, last, before, unsure)
                return replace(report, read_since=self._last if unsure else None)
            theirs, wanted = ready
            if not wanted and not unsure:
                return report_of(keys, SendEnd.ALREADY_SO, None, theirs, {}, theirs)
            told = doubt.told(wanted, theirs)
            if told is not None:
                if told is not SendEnd.UNKNOWN:
                    return report_of(keys, told, None, before, unsure, theirs)
                report = report_of(keys, told, last, before, unsure, theirs)
                return replace(report, read_since=theirs)
            before = theirs
            try:
                answer = await self._write(rounds.record_id, wanted)
            except RedlineError as error:
                last = error
                if outcome_of(error) is Outcome.UNKNOWN:
                    doubt.add(wanted, theirs)
                    rounds.wrote(wanted, theirs)
                elif not isinstance(error, TooManyRequests):
                    # An earlier attempt of unknown outcome may still arrive.
                    end = SendEnd.UNKNOWN if unsure else SendEnd.REFUSED
                    return report_of(keys, end, error, before, unsure, theirs)
                continue
            if answer.record is None:
                # Accepted without a word (API §5): it may have been anybody's empty answer.
                doubt.add(wanted, theirs)
                rounds.wrote(wanted, theirs)
                continue
            tried = {**unsure, **wanted}
            return await self._checked(rounds, keys, before, tried, answer.request_id)
        if not unsure:
            return report_of(keys, SendEnd.REFUSED, last, before, {})
        return await self._gave_up(rounds, keys, before, doubt, last)

    async def _ready(
        self,
        rounds: Round,
        keys: tuple[str, ...],
        doubt: Doubt,
    ) -> tuple[Record, dict[str, Value]] | None:
        """Prepares and has the intent kept; prepares once more where keeping it took long."""
        ready = await self._prepare(rounds, keys, doubt)
        if ready is not None and ready[1] and await self._intend(Intent(keys, *ready)):
            ready = await self._prepare(rounds, keys, doubt)
            if ready is not None and ready[1]:
                await self._intend(Intent(keys, *ready))
        return ready

    async def _prepare(
        self,
        rounds: Round,
        keys: tuple[str, ...],
        doubt: Doubt,
    ) -> tuple[Record, dict[str, Value]] | None:
        """Reads, joins and asks until there is nothing left to ask; None to stop.

        Returns the record as it is stored and the values to write into it. Nobody is asked to
        confirm what a read finds to have arrived.
        """
        retry = bool(doubt.tried)
        must_read = True
        theirs = rounds.base
        while True:
            if self._stop.is_set() and not retry:
                return None
            if must_read or self._clock() - self._read_at > FRESH_S:
                self._phase(SendPhase.CHECKING if retry else SendPhase.READING)
                theirs = await self._read(rounds.record_id)
            wanted, collisions = rounds.joined(theirs, keys)
            if collisions:
                self._phase(SendPhase.ASKING)
                answer = await self._decisions.settle(theirs, collisions)
                if answer is None:
                    return None
                rounds.settled(answer)
                must_read = False
                continue
            if doubt.told(wanted, theirs):
                return theirs, wanted
            again = added_again(theirs, wanted, rounds.doubtful)
            effects = (*effects_of(theirs, wanted), *again)
            if effects and not frozenset(effects) <= self._asked:
                self._phase(SendPhase.ASKING)
                if not await self._decisions.confirm(theirs, effects):
                    return None
                self._asked |= frozenset(effects)
                must_read = False
                continue
            return theirs, wanted

    async def _read(self, record_id: str) -> Record:
        record = await self._service.candidate(record_id)
        self._read_at = self._clock()
        self._last = record
        return record

    async def _write(self, record_id: str, wanted: Mapping[str, Value]) -> Answer:
        body = await encode_body(wanted, self._bytes_of)
        self._phase(SendPhase.WRITING)
        return await self._service.patch(record_id, body)

    async def _checked(
        self,
        rounds: Round,
        keys: tuple[str, ...],
        before: Record,
        tried: Mapping[str, Value],
        request_id: str | None,
    ) -> SendReport:
        """After an accepted write: what does the service hold now?"""
        self._phase(SendPhase.CHECKING)
        try:
            record = await self._read(rounds.record_id)
        except RedlineError as error:
            return report_of(keys, SendEnd.UNKNOWN, error, before, tried, None, request_id)
        return report_of(keys, SendEnd.SENT, None, before, tried, record, request_id)

    async def _gave_up(
        self,
        rounds: Round,
        keys: tuple[str, ...],
        before: Record | None,
        doubt: Doubt,
        last: RedlineError | None,
    ) -> SendReport:
        """The last attempt's outcome is unknown too: one more read tells, or nothing does."""
        self._phase(SendPhase.CHECKING)
        try:
            theirs = await self._read(rounds.record_id)
        except RedlineError:
            return report_of(keys, SendEnd.UNKNOWN, last, before, doubt.tried)
        wanted, collisions = rounds.joined(theirs, keys)
        end = SendEnd.UNKNOWN
        if not collisions:
            end = doubt.told(wanted, theirs) or SendEnd.UNKNOWN
        error = last if end is SendEnd.UNKNOWN else None
        return report_of(keys, end, error, before, doubt.tried, theirs)

    def _phase(self, phase: SendPhase) -> None:
        self._on_phase(phase)


def parts_of(keys: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The keys by the requests that they go in, in their order; never an empty one."""
    order = [known.key for known in FIELDS if known.key in keys]
    rest = tuple(key for key in order if key != "social_profiles")
    alone = ("social_profiles",) if "social_profiles" in order else ()
    return tuple(part for part in (rest, alone) if part)

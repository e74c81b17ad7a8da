"""The send: from a draft to the service and back, so that nobody's work is lost on the way.

The service has no version check, so each send reads the record anew, joins the person's changes
with what is stored *now*, asks about true collisions and about what would be deleted, sends the
changed keys only, and reads back what became of them::

    READ -> join -> (collisions? ask, READ) -> (deletions? ask, READ if it took long)
         -> PATCH the rest -> PATCH social_profiles -> READ -> compare
                  | outcome unknown: back to the first READ, never a blind repeat

A write whose outcome is unknown is not repeated: the next round reads, and joining finds that
nothing is left to send when it had landed after all (new entries are recognised by content).
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
from gui.model.arrival import learned
from gui.model.comparison import same_value
from gui.model.effects import SendEffect, effects_of
from gui.model.fields import FIELDS, field_of
from gui.model.intended import Alteration, alterations
from gui.model.merge import Collision, CollisionKind, is_unknown, merge_value, rename
from gui.model.record import Record
from gui.model.values import FileUpload, LinkUpload, Value
from gui.workable.body import Body, BytesOf, encode_body
from gui.workable.failures import Outcome, before_a_write, outcome_of

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


class SendEnd(enum.Enum):
    """How a send ended, part by part."""

    SENT = "sent"
    """Applied: read back and found, or altered by the service as `alterations` tells."""
    ALREADY_SO = "already so"
    """The record held these values already; nothing had to be written."""
    CANCELLED = "cancelled"
    """The person said no, or stopped it before anything was written."""
    REFUSED = "refused"
    """Certainly not applied; `error` says why."""
    UNKNOWN = "unknown"
    """Could not be found out; `error` says what to do. Nothing may be called saved."""


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

    async def settle(self, theirs: Record, collisions: tuple[Collision, ...]) -> Record | None:
        """The record as the person wants it, now based on `theirs`; None to stop."""

    async def confirm(self, stored: Record, effects: tuple[SendEffect, ...]) -> bool:
        """Whether to go ahead with what the send would remove, empty or replace."""


@dataclass(frozen=True, slots=True)
class Intent:
    """What is about to be written: to be kept on disk before it goes.

    `keys` are those of the whole part, `before` the record as just read, `out` the values of
    this PATCH, with what others changed joined in.
    """

    keys: tuple[str, ...]
    before: Record
    out: Mapping[str, Value]


async def _kept_nowhere(_intent: Intent) -> bool:
    """For sends that nobody keeps on disk."""
    return False


@dataclass(frozen=True, slots=True)
class Part:
    """One PATCH: social profiles go alone and last, so that a refusal blocks nothing else
    (API §5.8)."""

    keys: tuple[str, ...]
    end: SendEnd
    error: RedlineError | None = None
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class SendReport:
    """What became of a send.

    `before` is the record as read just before the last write, `sent` the values that went out per
    key, `record` the record as read back (None when that was not possible), `alterations` what
    the service stored differently. `read_since` is a record that was read after every write of a
    part whose outcome is unknown all the same.
    """

    parts: tuple[Part, ...]
    before: Record | None = None
    sent: Mapping[str, Value] = field(default_factory=dict)
    record: Record | None = None
    alterations: tuple[Alteration, ...] = ()
    read_since: Record | None = None

    @property
    def settled_keys(self) -> tuple[str, ...]:
        """The keys that are on the service now."""
        ends = (SendEnd.SENT, SendEnd.ALREADY_SO)
        return tuple(key for part in self.parts if part.end in ends for key in part.keys)

    @property
    def error(self) -> RedlineError | None:
        """The first error, if any part had one."""
        return next((part.error for part in self.parts if part.error is not None), None)

    @property
    def is_cancelled(self) -> bool:
        return any(part.end is SendEnd.CANCELLED for part in self.parts)


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

    async def run(self, base: Record, mine: Record, keys: tuple[str, ...]) -> SendReport:
        """Sends the keys of `mine` that differ from `base`."""
        rounds = _Round(base, mine, keys)
        report = SendReport(parts=())
        for part_keys in _parts(keys):
            part_report = await self._send_part(rounds, part_keys)
            report = _joined(report, part_report)
            self._on_part(part_report)
            end = part_report.parts[-1].end
            if end not in (SendEnd.SENT, SendEnd.ALREADY_SO):
                break
            rounds.has_sent |= end is SendEnd.SENT
            rounds.done(part_keys)
        return report

    # --- one part --------------------------------------------------------------------------

    async def _send_part(self, rounds: _Round, keys: tuple[str, ...]) -> SendReport:
        unsure: dict[str, Value] = {}  # written with an unknown outcome
        first: Record | None = None  # before the first write
        before: Record | None = None  # before the last one
        last: RedlineError | None = None
        for _attempt in range(ATTEMPTS):
            try:
                ready = await self._ready(rounds, keys, unsure, first)
            except RedlineError as error:
                # Before a write nothing was sent; after one nobody knows.
                end = SendEnd.UNKNOWN if unsure else SendEnd.REFUSED
                if not unsure and isinstance(error, ServiceError):
                    before_a_write(error, nothing_sent=not rounds.has_sent)
                return _report(keys, end, last or error, before, unsure)
            if ready is None:
                # What the read showed is known all the same, and may be other people's soon.
                end = SendEnd.UNKNOWN if unsure else SendEnd.CANCELLED
                report = _report(keys, end, last, before, unsure)
                return replace(report, read_since=self._last if unsure else None)
            theirs, wanted = ready
            if not wanted and not unsure:
                return _report(keys, SendEnd.ALREADY_SO, None, theirs, {}, theirs)
            if unsure and first is not None:
                told = _reading_tells(unsure, wanted, first, theirs)
                if told is not None:
                    why = None if told is SendEnd.SENT else last
                    return _report(keys, told, why, before, unsure, theirs)
            first, before = first or theirs, theirs
            try:
                answer = await self._write(rounds.record_id, wanted)
            except RedlineError as error:
                last = error
                if outcome_of(error) is Outcome.UNKNOWN:
                    unsure.update(wanted)
                    rounds.unsure |= wanted.keys()
                elif not isinstance(error, TooManyRequests):
                    # An earlier attempt of unknown outcome may still arrive.
                    end = SendEnd.UNKNOWN if unsure else SendEnd.REFUSED
                    return _report(keys, end, error, before, unsure, theirs)
                continue
            if answer.record is None:
                # Accepted without a word (API §5): it may have been anybody's empty answer.
                unsure.update(wanted)
                rounds.unsure |= wanted.keys()
                continue
            tried = {**unsure, **wanted}
            return await self._checked(rounds, keys, before, tried, answer.request_id)
        if not unsure:
            return _report(keys, SendEnd.REFUSED, last, before, {})
        return await self._gave_up(rounds, keys, (first, before), unsure, last)

    async def _ready(
        self,
        rounds: _Round,
        keys: tuple[str, ...],
        unsure: Mapping[str, Value],
        first: Record | None,
    ) -> tuple[Record, dict[str, Value]] | None:
        """Prepares and has the intent kept; prepares once more where keeping it took long."""
        ready = await self._prepare(rounds, keys, unsure, first)
        if ready is not None and ready[1] and await self._intend(Intent(keys, *ready)):
            ready = await self._prepare(rounds, keys, unsure, first)
            if ready is not None and ready[1]:
                await self._intend(Intent(keys, *ready))
        return ready

    async def _prepare(
        self,
        rounds: _Round,
        keys: tuple[str, ...],
        unsure: Mapping[str, Value],
        first: Record | None,
    ) -> tuple[Record, dict[str, Value]] | None:
        """Reads, joins and asks until there is nothing left to ask; None to stop.

        Returns the record as it is stored and the values to write into it. Nobody is asked to
        confirm what a read finds to have arrived: `unsure` was written over `first`.
        """
        retry = bool(unsure)
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
                rounds.settled(theirs, answer, collisions)
                must_read = False
                continue
            if first is not None and unsure and _reading_tells(unsure, wanted, first, theirs):
                return theirs, wanted
            effects = effects_of(theirs, wanted)
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
        rounds: _Round,
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
            return _report(keys, SendEnd.UNKNOWN, error, before, tried, None, request_id)
        report = _report(keys, SendEnd.SENT, None, before, tried, record, request_id)
        return SendReport(
            parts=report.parts,
            before=before,
            sent=tried,
            record=record,
            alterations=alterations(tried, record),
        )

    async def _gave_up(
        self,
        rounds: _Round,
        keys: tuple[str, ...],
        records: tuple[Record | None, Record | None],
        tried: Mapping[str, Value],
        last: RedlineError | None,
    ) -> SendReport:
        """The last attempt's outcome is unknown too: one more read tells, or nothing does.

        `records` are those before the first write and before the last.
        """
        first, before = records
        self._phase(SendPhase.CHECKING)
        try:
            theirs = await self._read(rounds.record_id)
        except RedlineError:
            return _report(keys, SendEnd.UNKNOWN, last, before, tried)
        wanted, collisions = rounds.joined(theirs, keys)
        end = SendEnd.UNKNOWN
        if first is not None and not collisions:
            end = _reading_tells(tried, wanted, first, theirs) or SendEnd.UNKNOWN
        error = last if end is SendEnd.UNKNOWN else None
        return _report(keys, end, error, before, tried, theirs)

    def _phase(self, phase: SendPhase) -> None:
        self._on_phase(phase)


class _Round:
    """Base and mine as they stand in this send; a settled collision moves both."""

    def __init__(self, base: Record, mine: Record, keys: tuple[str, ...]) -> None:
        self.record_id = base.id
        self.base = base
        self.mine = mine
        self.keys = keys
        self.has_sent = False
        """Whether an earlier part was written."""
        self.unsure: set[str] = set()
        """The keys that may have arrived: each read is asked about them first."""
        self.decided: set[str] = set()
        """The lists that may be replaced although no read shows what they hold."""

    def joined(
        self, theirs: Record, keys: tuple[str, ...]
    ) -> tuple[dict[str, Value], tuple[Collision, ...]]:
        """The values that differ from what is stored, and the collisions of all my keys.

        All keys that are not sent yet are looked at, so that everything that collides is asked
        in one go. After a write of unknown outcome, what arrived is no change any more.
        """
        wanted: dict[str, Value] = {}
        collisions: list[Collision] = []
        for key in self.keys:
            if key in self.unsure:
                self._learn(key, theirs)
            mine = self.mine.get(key)
            if key in self.decided and is_unknown(theirs.get(key)):
                if key in keys:
                    wanted[key] = mine  # an emptied one too: not shown is not empty
                continue
            if field_of(key).write_only:
                value = mine
            else:
                merged = merge_value(key, self.base.get(key), mine, theirs.get(key))
                value = merged.value
                collisions.extend(merged.collisions)
            if key in keys and not same_value(key, theirs.get(key), value):
                wanted[key] = value
        return wanted, tuple(collisions)

    def settled(self, theirs: Record, mine: Record, collisions: tuple[Collision, ...]) -> None:
        """Goes on from `theirs` with what the person decided.

        A list that was not shown is no base: what is known of it stays the base, in case a later
        read shows it; to replace it unread was decided now.
        """
        decided = {
            collision.place.key
            for collision in collisions
            if collision.kind is CollisionKind.LIST_UNKNOWN
            and not is_unknown(mine.get(collision.place.key))
        }
        kept = {key: self.base.get(key) for key in decided}
        self.base = replace(theirs, values={**theirs.values, **kept})
        self.mine = mine
        self.decided |= decided

    def done(self, keys: tuple[str, ...]) -> None:
        """These are on the service: they are not looked at any more."""
        self.keys = tuple(key for key in self.keys if key not in keys)
        self.unsure.clear()

    def _learn(self, key: str, theirs: Record) -> None:
        """Takes what arrived of a write of unknown outcome for read."""
        if field_of(key).write_only:
            return
        mine = self.mine.get(key)
        base, renames = learned(key, self.base.get(key), mine, theirs.get(key))
        self.base = self.base.with_value(key, base)
        self.mine = self.mine.with_value(key, rename(mine, renames))


def _parts(keys: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    order = [known.key for known in FIELDS if known.key in keys]
    rest = tuple(key for key in order if key != "social_profiles")
    alone = ("social_profiles",) if "social_profiles" in order else ()
    return tuple(part for part in (rest, alone) if part)


def _reading_tells(
    tried: Mapping[str, Value], wanted: Mapping[str, Value], before: Record, now: Record
) -> SendEnd | None:
    """What a read says about a write of unknown outcome; None when it did not arrive.

    `wanted` is what the record still lacks of `tried`. A PATCH is applied as a whole, so one
    key that arrived speaks for those that no read returns.
    """
    lacking = [key for key in wanted if not _file_arrived(key, wanted[key], before, now)]
    silent = [key for key in lacking if _cannot_be_read(key, tried.get(key), before, now)]
    if len(silent) < len(lacking):
        return None
    if silent and len(silent) == len(tried):
        return SendEnd.UNKNOWN
    return SendEnd.SENT


def _file_arrived(key: str, value: Value, before: Record, now: Record) -> bool:
    """Whether a file shows in the record (H8).

    Its bytes cannot be read back; another file name or time of the resume, or a picture where
    there was none, is proof.
    """
    if not isinstance(value, FileUpload | LinkUpload):
        return False
    if key == "resume":
        old = (before.facts.resume_filename, before.facts.resume_updated_at)
        return old != (now.facts.resume_filename, now.facts.resume_updated_at)
    return bool(now.facts.image_url) and not before.facts.image_url


def _cannot_be_read(key: str, value: Value, before: Record, now: Record) -> bool:
    """Whether no read can tell if the value arrived: a consent (API §5.10), a picture in the
    place of another, a resume of the same name where the service gives no times."""
    if key == "texting_consent":
        return True
    if key == "image":
        return bool(before.facts.image_url)
    return (
        key == "resume"
        and isinstance(value, FileUpload)
        and value.name == before.facts.resume_filename
        and now.facts.resume_updated_at is None
    )


def _report(
    keys: tuple[str, ...],
    end: SendEnd,
    error: RedlineError | None,
    before: Record | None,
    sent: Mapping[str, Value],
    record: Record | None = None,
    request_id: str | None = None,
) -> SendReport:
    altered = alterations(sent, record) if record and end is SendEnd.SENT else ()
    return SendReport(
        parts=(Part(keys, end, error, request_id),),
        before=before,
        sent=dict(sent),
        record=record,
        alterations=altered,
    )


def _joined(one: SendReport, other: SendReport) -> SendReport:
    before = one.before or other.before
    if before is not None and other.before is not None:
        # Each key as it stood just before its own write.
        own = {key: other.before.get(key) for key in other.sent}
        before = replace(before, values={**before.values, **own})
    return SendReport(
        parts=(*one.parts, *other.parts),
        before=before,
        sent={**one.sent, **other.sent},
        record=other.record or one.record,
        alterations=(*one.alterations, *other.alterations),
    )

"""Sending what changed: from Ctrl+S to "sent", with the person asked where only they can decide.

One send at a time per record. The form stays editable; what is typed meanwhile is the next
draft. The protocol itself is `gui.workable.send`; this module applies its report to the session.
In what words it is told is `gui.services.telling`'s business.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from PySide6.QtCore import QObject, Signal

from gui.errors import RedlineError
from gui.i18n import listed
from gui.model.comparison import same_value
from gui.model.effects import SendEffect
from gui.model.fields import BY_KEY, field_of
from gui.model.findings import Level
from gui.model.merge import Collision, Side, is_unknown
from gui.model.record import Record
from gui.model.values import Value
from gui.services.notices import Notices, Offer
from gui.services.session import Phase, Session
from gui.services.tasks import Tasks
from gui.services.telling import Front, News, OneCandidate, Telling
from gui.workable.body import BytesOf
from gui.workable.failures import before_a_write
from gui.workable.report import SendEnd, SendReport
from gui.workable.rounds import Agreed
from gui.workable.send import Intent, Send, SendPhase, Service, parts_of

MEANWHILE_S: Final = 0.002
"""So long after its start a send has asked for the record and waits for the service."""

_PHASES = {
    SendPhase.READING: Phase.READING,
    SendPhase.ASKING: Phase.ASKING,
    SendPhase.WRITING: Phase.WRITING,
    SendPhase.CHECKING: Phase.CHECKING,
}


@dataclass(frozen=True)
class Settled:
    """How one collision was settled: the value, field or entry to keep, None for "delete"."""

    collision: Collision
    result: Side


class Asks(Protocol):
    """The dialogs of a send, done by the views."""

    async def settle(
        self, session: Session, theirs: Record, collisions: tuple[Collision, ...]
    ) -> Sequence[Settled] | None:
        """Shows base, theirs and mine of every collision; None to stop the send."""

    async def confirm(
        self, session: Session, stored: Record, effects: tuple[SendEffect, ...]
    ) -> bool:
        """Names what the send would remove, empty or replace; whether to go ahead."""


class Recorder(Protocol):
    """Keeps on disk what goes out before it goes, and what became of it."""

    def foresee(self, session: Session, mine: Mapping[str, Value]) -> None:
        """Begins to keep what will be intended if nobody else has changed these keys, while the
        record is read; nobody waits for it. It counts for nothing before `intend`, and is taken
        back where the send ends or asks without it."""

    async def intend(self, session: Session, mine: Mapping[str, Value], intent: Intent) -> bool:
        """On return it is on the disk what is about to be written; `mine` are the keys of
        `intent.out` as they stand in the draft.

        Tells whether it took long. `NotSendable` stops the send; nothing else is raised, since
        a full disk must not keep anybody from sending (reliability H37).
        """

    async def settled(self, session: Session, report: SendReport) -> None:
        """A send that intended something is over, and the session knows."""


class NoRecorder:
    """For sends that are not kept anywhere."""

    def foresee(self, _session: Session, _mine: Mapping[str, Value]) -> None:
        pass

    async def intend(self, _session: Session, _mine: Mapping[str, Value], _intent: Intent) -> bool:
        return False

    async def settled(self, _session: Session, _report: SendReport) -> None:
        pass


class Waits(Protocol):
    """Takes over sends for which the network or the token is missing."""

    def __call__(self, session: Session, mine: Mapping[str, Value], error: RedlineError) -> bool:
        """Whether a send that ended with this error goes on later, and so is not told as over.

        `mine` is what did not arrive, or is not known to have, as it stood in the draft.
        """


class Review(Protocol):
    """Looks at a send before anything of it begins."""

    async def __call__(self, session: Session, keys: tuple[str, ...]) -> bool:
        """Whether it may go on; who says no has told why."""


class Sending(QObject):
    """Signals: `began(Session)` when a send starts, `ended(Session, SendReport)` after it,
    whatever its end. One that `review` does not let go on has not begun."""

    began = Signal(object)
    ended = Signal(object, object)

    def __init__(
        self,
        service: Service,
        asks: Asks,
        tasks: Tasks,
        notices: Notices,
        *,
        bytes_of: BytesOf,
        clock: Callable[[], float] = time.monotonic,
        offers_for: Callable[[Session, RedlineError], tuple[Offer, ...]] = (
            lambda _session, _error: ()
        ),
        recorder: Recorder | None = None,
        revert: Callable[[Session], object] | None = None,
        waits: Waits = lambda _session, _mine, _error: False,
        front: Front | None = None,
        review: Review | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._asks = asks
        self._tasks = tasks
        self._bytes_of = bytes_of
        self._clock = clock
        self._recorder: Recorder = recorder or NoRecorder()
        self._telling = Telling(
            notices,
            front=front or OneCandidate(),
            send_again=self.send,
            offers_for=offers_for,
            revert=revert,
        )
        self._waits = waits
        self._review = review
        self._running: dict[str, Send] = {}

    def send(self, session: Session, *, only: Collection[str] | None = None) -> bool:
        """Starts a send of the session's changes, or of `only` these keys; whether it did.

        Does nothing while one is under way.
        """
        if not session.can_send:
            return False
        session.complain({})
        keys = self._sendable(session, only)
        if not keys:
            return False
        # Set here and not in the task: a second press in the same event must find it set. What
        # the window makes of it is drawn while the service works, not before it is asked.
        session.set_phase(Phase.READING, quietly=True)
        session.close_step()
        if self._review is None:
            self.began.emit(session)
        self._tasks.start(self._run(session, keys), name="send", key=_task(session), replace=False)
        return True

    def cancel(self, session: Session) -> None:
        """Stops a send before it writes; one on its way is read back instead."""
        run = self._running.get(session.record_id)
        if run is not None:
            run.cancel()

    @property
    def is_busy(self) -> bool:
        """Whether any send is under way."""
        return bool(self._running)

    def is_under_way(self, session: Session) -> bool:
        """Whether a send of this session is under way."""
        return self._tasks.running(_task(session))

    async def settled(self, session: Session) -> None:
        """Waits until the session's send is over."""
        await self._tasks.settled(_task(session))

    # --- before ----------------------------------------------------------------------------

    def _sendable(self, session: Session, only: Collection[str] | None) -> tuple[str, ...]:
        """The keys to send; those with an error stay behind and are told (rule 24)."""
        changed = tuple(
            change.key
            for change in session.draft.changes_to_send()
            if only is None or change.key in only
        )
        # The session knows them from showing them: nothing is looked at a second time.
        errors = [
            finding
            for key in changed
            for finding in session.findings(key)
            if finding.level is Level.ERROR
        ]
        if not errors:
            return changed
        session.complain({finding.place: finding.text for finding in errors})
        blocked = {finding.place.key for finding in errors}
        names = listed(dict.fromkeys(field_of(key).label for key in changed if key in blocked))
        place = errors[0].place
        self._telling.cannot_be_sent(session, names, errors[0].text, place)
        left = tuple(key for key in changed if key not in blocked)
        if not left:
            session.go_to(place)
        return left

    # --- the run ---------------------------------------------------------------------------

    async def _run(self, session: Session, keys: tuple[str, ...]) -> None:
        told_soon = asyncio.get_running_loop().call_later(MEANWHILE_S, session.tell_phase)
        if self._review is not None:
            may_go = False
            try:
                may_go = await self._review(session, keys)
            finally:
                if not may_go:
                    session.set_phase(Phase.IDLE)
            if not may_go:
                return
            self.began.emit(session)
        decisions = _Decisions(self._asks, session)
        intended, out = decisions.intended, decisions.out

        async def intend(intent: Intent) -> bool:
            mine = {key: decisions.mine.get(key) for key in intent.out}
            if not decisions.has_written:
                others = decisions.written_by_others(intent.before, intent.out)
                intent = replace(intent, others=others)
            took_long = await self._recorder.intend(session, mine, intent)
            intended.update(mine)
            out.update(intent.out)
            decisions.has_written = True
            return took_long

        send = Send(
            self._service,
            decisions,
            bytes_of=self._bytes_of,
            clock=self._clock,
            on_phase=lambda phase: session.set_phase(_PHASES[phase]),
            intend=intend,
            on_part=lambda part: self._take(session, decisions, part),
        )
        self._running[session.record_id] = send
        news: News | None = None
        try:
            if session.draft.unknown:
                session.learn(await self._service.candidate(session.record_id))
            decisions.keys = keys
            decisions.mine, decisions.base = session.current, session.baseline
            likely = {key: decisions.mine.get(key) for key in parts_of(keys)[0]}
            self._recorder.foresee(session, likely)
            report = await send.run(
                session.baseline, session.current, keys, doubtful=session.draft.doubtful
            )
            others = tuple(key for key in BY_KEY if key in decisions.others)
            news = News(report, decisions.count, decisions.before, decisions.went, others)
            is_told = report.error is None
            if is_told:
                # It is known by reading: nobody waits for the disk to hear it.
                self._telling.over(session, news, waits=False)
            if decisions.has_written:
                await self._recorder.settled(session, report)
        except RedlineError as error:
            mine = {key: decisions.mine.get(key) for key in keys}
            if not self._waits(session, mine, error):
                before_a_write(error, nothing_sent=False)
                self._telling.failed(session, error)
            return
        finally:
            told_soon.cancel()
            if news is None:
                # Ended from outside: what became of it nobody knows until the next read.
                session.sent_unknown(intended, out)
            del self._running[session.record_id]
            session.set_phase(Phase.IDLE)
        if not is_told:
            waits = self._goes_on_later(session, decisions.mine, keys, news)
            self._telling.over(session, news, waits=waits)
        self.ended.emit(session, news.report)

    def _take(self, session: Session, decisions: _Decisions, part: SendReport) -> None:
        """Applies what became of one part of a send to the session, before the next is asked
        about: what is typed meanwhile in the keys of this one is the next draft."""
        mine, settled = decisions.mine, part.settled_keys
        if settled:
            decisions.note_others(part)
        arrived = {key for each in part.parts if each.end is SendEnd.SENT for key in each.keys}
        went = {key: value for key, value in part.sent.items() if key in arrived}
        decisions.went.update(went)
        if part.before is not None:
            decisions.before.update({key: part.before.get(key) for key in went})
        changes = [session.change(key) for key in settled]
        decisions.count += sum(change.count for change in changes if change is not None)
        unknown = [key for each in part.parts if each.end is SendEnd.UNKNOWN for key in each.keys]
        if unknown:
            # The draft stays on the record that it was sent from, until a read tells.
            session.sent_unknown({key: mine.get(key) for key in unknown}, part.sent)
            if part.read_since is not None:
                # What others write from now on must not hide what had arrived by then.
                session.learn(part.read_since)
        elif part.record is not None:
            session.accept({key: mine.get(key) for key in settled}, part.record)
        for key in settled:
            decisions.intended.pop(key, None)
            decisions.out.pop(key, None)

    def _goes_on_later(
        self, session: Session, mine: Record, keys: tuple[str, ...], news: News
    ) -> bool:
        """Whether what did not arrive waits for the network or a token."""
        report = news.report
        left = {key: mine.get(key) for key in keys if key not in report.settled_keys}
        return report.error is not None and self._waits(session, left, report.error)


class _Decisions:
    """One send as the session knows it: its questions, put to the views and applied to the draft,
    and what became of its parts so far."""

    def __init__(self, asks: Asks, session: Session) -> None:
        self._asks = asks
        self._session = session
        self.mine = session.current
        """The record as the send takes it: as it stood at the start or was settled to."""
        self.base = session.baseline
        """The record as the person saw it when the send began."""
        self.others: set[str] = set()
        """The keys that somebody else has changed since then, besides those asked about."""
        self.keys: tuple[str, ...] = ()
        self._asked: set[str] = set()
        self._has_noted = False
        self.intended: dict[str, Value] = {}
        """The keys that may have gone out, as they stood in the draft."""
        self.out: dict[str, Value] = {}
        """The same as they really went out."""
        self.has_written = False
        self.count = 0
        """How many changes are stored now, as a person counts."""
        self.before: dict[str, Value] = {}
        self.went: dict[str, Value] = {}
        """Of the keys that are stored now: what stood there just before, and what went out."""

    async def settle(self, theirs: Record, collisions: tuple[Collision, ...]) -> Agreed | None:
        asked = self._as_they_stand(theirs, collisions)
        self._asked.update(collision.place.key for collision in asked)
        answer = await self._asks.settle(self._session, theirs, asked) if asked else ()
        if answer is None:
            return None
        # What this send tried before may have arrived: the draft has to know it again.
        self._session.sent_unknown(self.intended, self.out)
        self._session.settle(theirs, [(item.collision, item.result) for item in answer])
        self.mine = self._session.current
        return Agreed(self._session.baseline, self.mine, asked)

    def _as_they_stand(
        self, theirs: Record, collisions: tuple[Collision, ...]
    ) -> tuple[Collision, ...]:
        """The collisions with mine as the form shows it: the person may have typed on since the
        send began, the very same as theirs even. Nobody is to decide about what is typed over.

        What does not collide any more is not asked about; where that was too hasty, the send
        asks again, by then about what the form shows.
        """
        now = {item.place: item for item in self._session.draft.collisions(theirs)}
        standing: list[Collision] = []
        for item in collisions:
            key = item.place.key
            if self._session.value(key) == self.mine.get(key):
                standing.append(item)
            elif item.place in now:
                standing.append(now[item.place])
        return tuple(standing)

    def note_others(self, part: SendReport) -> None:
        """Finds what somebody else has written, in the record as it stood before a write."""
        if part.before is not None:
            self.others.update(self.written_by_others(part.before, part.sent))
            self._has_noted = True

    def written_by_others(
        self, before: Record, out: Mapping[str, Value]
    ) -> dict[str, tuple[Value, Value]]:
        """What somebody else has written since the person saw the record: by key as it was seen
        and as it is, besides what they were asked about.

        Untouched keys are looked at before the first write only: after it they may be what the
        service itself has made of what was sent.
        """
        found: dict[str, tuple[Value, Value]] = {}
        untouched = () if self._has_noted else (key for key in BY_KEY if key not in self.keys)
        for key in (*out, *untouched):
            seen, theirs = self.base.get(key), before.get(key)
            is_left_out = field_of(key).replaces_list and is_unknown(theirs)
            if field_of(key).write_only or is_left_out or key in self._asked:
                continue
            # What nobody here touched has moved with the record when something was settled.
            known = (seen, out[key]) if key in out else (seen,)
            if not any(same_value(key, theirs, each) for each in known):
                found[key] = (seen, theirs)
        return found

    async def confirm(self, stored: Record, effects: tuple[SendEffect, ...]) -> bool:
        return await self._asks.confirm(self._session, stored, effects)


def _task(session: Session) -> str:
    return f"send {session.record_id}"

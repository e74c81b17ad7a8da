"""One run of the program without its window: desk, sending, drafts on a disk that survives it.

Made of the program's own services. What the disk would hold is kept as snapshots and read back
through the form in which drafts are written; when a program dies, that is all that is left.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from gui.model.checks import check_record
from gui.model.effects import SendEffect
from gui.model.fields import field_of
from gui.model.findings import Level
from gui.model.merge import Collision, CollisionKind, Side
from gui.model.record import Record
from gui.model.saved import Snapshot, draft_from_json, draft_to_json
from gui.model.values import Value, find_entry
from gui.services.connection import Connection
from gui.services.desk import OPEN_TASK, Desk
from gui.services.line import AccountInUse, Line
from gui.services.notices import Notice, Notices
from gui.services.sending import Sending, Settled
from gui.services.session import Session
from gui.services.storage.drafts import KeptDraft
from gui.services.tasks import Tasks
from gui.workable.client import WorkableClient
from gui.workable.report import SendEnd, SendReport
from gui.workable.send import Intent
from gui.workable.wire import RowSummary
from tests.soak.atoms import mark_of
from tests.soak.invent import Invention
from tests.soak.judge import Judge
from tests.soak.ledger import Kept
from tests.soak.person import bytes_of
from tests.soak.promises import P1, P2, P3

_PATIENCE: Final = 500
"""Questions in one session; who asks more often asks for ever."""


class Answers:
    """The person's answers to the program's questions, drawn at random; calm ones agree."""

    def __init__(
        self,
        rng: random.Random,
        said: Invention,
        judge: Judge,
        *,
        trace: Callable[[str], None],
    ) -> None:
        self.calm = False
        self._count = 0
        self._trace = trace
        self._rng = rng
        self._said = said
        self._judge = judge

    async def settle(
        self, session: Session, theirs: Record, collisions: tuple[Collision, ...]
    ) -> Sequence[Settled] | None:
        await self._thinks()
        self._count += 1
        if self._count > _PATIENCE:
            raise RuntimeError(f"asked {self._count} times, at last about {collisions[0].place}")
        if not self.calm and self._rng.random() < 0.15:
            return None
        answer = [
            Settled(collision, self._result(session, theirs, collision)) for collision in collisions
        ]
        items = [(item.collision, item.result) for item in answer]
        for collision, result in items:
            is_mine = "mine" if result is collision.mine else "theirs or other"
            self._trace(f"      asked {collision.kind.value} at {collision.place}: {is_mine}")
        self._judge.decides(session, theirs, items)

        def carried_out(_changed: object) -> None:
            session.changed.disconnect(carried_out)
            self._judge.decided(session)

        session.changed.connect(carried_out)
        return answer

    async def confirm(
        self,
        session: Session | Record,
        stored: Record | None = None,
        effects: tuple[SendEffect, ...] = (),
    ) -> bool:
        await self._thinks()
        if not self.calm and self._rng.random() < 0.12:
            return False
        if isinstance(session, Session):
            self._judge.confirms(session.record_id, effects)
        return True

    async def choose(self, rows: tuple[RowSummary, ...]) -> str | None:
        return rows[0].id

    async def _thinks(self) -> None:
        await asyncio.sleep(self._rng.choice((0.0, 0.3, 1.5, 6.0)))

    def _result(self, session: Session, theirs: Record, collision: Collision) -> Side:
        if self.calm or self._rng.random() < 0.4:
            return collision.mine
        if collision.kind is not CollisionKind.VALUE or self._rng.random() < 0.6:
            return collision.theirs
        place = collision.place
        if collision.joinable and self._rng.random() < 0.4:
            return f"{collision.theirs}, {collision.mine}"
        if place.field is None:
            return self._said.scalar(place.key)
        entry = find_entry(theirs.get(place.key), place.entry or "") or find_entry(
            session.current.get(place.key), place.entry or ""
        )
        assert entry is not None
        if place.key == "social_profiles":
            value: Side = self._said.profile(entry.text("type")).get(place.field, "")
            return value
        mark = mark_of(place.key, entry.fields)
        written: Side = self._said.field(place.field, mark)
        return written


class Office:
    """One run of the program. `dead` once it was killed; then nothing of it counts any more."""

    def __init__(
        self,
        judge: Judge,
        answers: Answers,
        disk: dict[str, Kept],
        *,
        slow_disk: Callable[[], bool],
        trace: Callable[[str], None],
    ) -> None:
        self.dead = False
        self._is_closed = False
        self.failures: list[str] = []
        self.told: list[Notice] = []
        self._judge = judge
        self._answers = answers
        self._disk = disk
        self._slow_disk = slow_disk
        self._trace = trace
        self._restored: set[str] = set()
        self._out: dict[str, dict[str, Value]] = {}
        self.notices = Notices()
        self.notices.told.connect(self.told.append)
        self.tasks = Tasks(self._failed)
        self.line = Line(self.notices)
        self.desk = Desk(self.line, self.tasks, self.notices, drafts=self)
        self.sending = Sending(
            self.line,
            answers,
            self.tasks,
            self.notices,
            bytes_of=bytes_of,
            clock=asyncio.get_running_loop().time,
            recorder=self,
        )
        self.sending.ended.connect(self._ended)
        self.desk.session_opened.connect(self._came_up)

    async def connect(self, client: WorkableClient) -> None:
        connection = Connection(client, self._answers)
        await self.line.use(connection, AccountInUse("soak", "Soak", "127.0.0.1"))

    # --- the disk --------------------------------------------------------------------------

    def save(self, session: Session) -> None:
        """Puts the draft on the disk as it stands, or takes it off where nothing is left."""
        draft = session.draft
        if draft.is_dirty or draft.unknown or draft.can_undo:
            self._disk[session.record_id] = self._judge.kept(session, Snapshot.of(draft))
        else:
            self._disk.pop(session.record_id, None)

    async def restore(self, account: str, candidate_id: str) -> KeptDraft | None:
        """The desk's part: the draft as it was put on the disk, read back from its written form."""
        kept = self._disk.get(candidate_id)
        if kept is None or self.dead:
            return None
        draft = draft_from_json(json.loads(json.dumps(draft_to_json(kept.source))))
        self._trace(f"    restored with {sorted(draft.unknown)} unknown")
        self._judge.restores(draft.current, kept)
        self._restored.add(candidate_id)
        return KeptDraft(draft, "", dt.datetime.now(dt.UTC), 0)

    def foresee(self, session: Session, mine: Mapping[str, Value]) -> None:
        """The recorder's part before the read. Harder than the program's own keeper it is never
        taken back, but by what is put on the disk next."""
        if not any(field_of(key).write_only for key in mine):
            snapshot = Snapshot.of(session.draft)
            snapshot = replace(
                snapshot,
                unknown={**snapshot.unknown, **mine},
                went_out={**snapshot.went_out, **mine},
            )
            self._disk[session.record_id] = self._judge.kept(session, snapshot)

    async def intend(self, session: Session, mine: Mapping[str, Value], intent: Intent) -> bool:
        """The recorder's part: what goes out is on the disk before it goes."""
        gone_out = self._out.setdefault(session.record_id, {})
        gone_out.update(mine)
        snapshot = Snapshot.of(session.draft)
        snapshot = replace(
            snapshot,
            unknown={**snapshot.unknown, **gone_out},
            went_out={**snapshot.went_out, **intent.out},
        )
        self._disk[session.record_id] = self._judge.kept(session, snapshot)
        if self._slow_disk():
            await asyncio.sleep(5.0)
            return True
        return False

    async def settled(self, session: Session, report: SendReport) -> None:
        """The recorder's other part; what is left is put on the disk in `_ended`, in the same
        turn of the loop, when the judge has heard of it."""
        self._out.pop(session.record_id, None)

    # --- what the person does --------------------------------------------------------------

    async def open(self, candidate_id: str) -> Session | None:
        """Opens a candidate, with its draft from the disk; None when that failed."""
        self.desk.open(candidate_id)
        await self.tasks.settled(OPEN_TASK)
        self.look("after opening")
        return self.desk.sessions.get(candidate_id)

    async def reload(self, session: Session) -> None:
        self.desk.reload()
        await self.tasks.settled(OPEN_TASK)
        self.look("after reading again")

    async def send(self, session: Session) -> None:
        """Sends and waits for the end."""
        if session.is_sending:
            return
        self._judge.sends(session)
        self.sending.send(session)
        await self.sending.settled(session)
        self.look("after sending")
        self._judge.no_send(session.record_id)

    def discard(self, session: Session) -> None:
        """Throws the draft away."""
        self._judge.discards(session.record_id)
        self._disk.pop(session.record_id, None)
        self.desk.close_session(session)

    def blocked(self, session: Session) -> list[str]:
        """The keys that cannot be sent as they stand."""
        found = check_record(session.current, session.baseline)
        keys = {finding.place.key for finding in found if finding.level is Level.ERROR}
        return [change.key for change in session.draft.changes() if change.key in keys]

    def look(self, when: str) -> None:
        """Looks at every form that is open."""
        if self.dead:
            return
        for session in self.desk.sessions.values():
            self._judge.moved(session, when)

    # --- ends ------------------------------------------------------------------------------

    def die(self) -> None:
        """Ends in the middle of everything. What was asked of the network stays asked."""
        self.dead = True
        self.sending.ended.disconnect(self._ended)
        for name in self.tasks_alive:
            self.tasks.cancel(name)
        self._judge.dies(self._disk)

    @property
    def tasks_alive(self) -> list[str]:
        names = [OPEN_TASK, *(f"send {candidate_id}" for candidate_id in self.desk.sessions)]
        return [name for name in names if self.tasks.running(name)]

    async def leave(self) -> None:
        """Ends in order: sends are waited for, drafts are kept."""
        for session in self.desk.sessions.values():
            if session.is_sending:
                self.sending.cancel(session)
                await self.sending.settled(session)
        if not self.dead:
            for session in self.desk.sessions.values():
                self.save(session)
        await self.aclose()

    async def aclose(self) -> None:
        """Ends everything. What Qt connects it keeps for ever, so it is let go here: else all
        sessions of a run would stay in memory."""
        await self.tasks.aclose()
        if not self._is_closed:
            self._is_closed = True
            self.notices.told.disconnect()
            self.desk.session_opened.disconnect()
            if not self.dead:
                self.sending.ended.disconnect()

    # --- inside ----------------------------------------------------------------------------

    def _came_up(self, session: Session) -> None:
        """Heard before anybody can type into it."""
        if not self.dead and session.record_id not in self._restored:
            self._judge.opens(session)
        self._restored.discard(session.record_id)

    def _failed(self, name: str, error: BaseException) -> None:
        self.failures.append(f"{name}: {error!r}")
        self._judge.breaks(P1, f"the task {name} failed: {error!r}")

    def _ended(self, session: Session, report: SendReport) -> None:
        ends = [part.end for part in report.parts]
        self._trace(
            "    ended "
            + ", ".join(f"{'+'.join(part.keys)}: {part.end.value}" for part in report.parts)
            + (f" ({type(report.error).__name__})" if report.error else "")
        )
        said = self.told[-1].text if self.told else ""
        is_saved = SendEnd.SENT in ends or SendEnd.ALREADY_SO in ends
        if ("changes sent." in said or "change sent." in said) and SendEnd.SENT not in ends:
            self._judge.breaks(P2, f"says {said!r} after {ends}")
        if "Nothing was sent" in said and (is_saved or SendEnd.UNKNOWN in ends):
            self._judge.breaks(P3, f"says {said!r} after {ends}")
        self._judge.ended(session, report)
        self.save(session)

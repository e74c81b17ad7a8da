"""The services of an editor without its window, at work against the sandbox.

    async with office(sandbox) as desk_and_all:
        session = await desk_and_all.opened(AMARA)
        ...
        await desk_and_all.sent(session)

What a person would answer is set on `answers`; what they were told is in `told`. With a `profile`
drafts and journal are kept there, and another office with the same profile is the next start.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from gui.model.effects import SendEffect
from gui.model.merge import Collision
from gui.model.record import Record
from gui.model.values import FileUpload
from gui.paths import Profile
from gui.secret import Secret
from gui.services.attachments import Attachments
from gui.services.candidate_list import CandidateList
from gui.services.connection import Connection
from gui.services.desk import Desk
from gui.services.draft_writer import Rhythm
from gui.services.keeping import Keeper
from gui.services.line import AccountInUse, Line
from gui.services.notices import Notice, Notices
from gui.services.sending import Sending, Settled
from gui.services.session import Session
from gui.services.storage.store import Store
from gui.services.tasks import Tasks
from gui.workable.client import WorkableClient
from gui.workable.endpoint import endpoint_from_url
from gui.workable.pace import Pace
from gui.workable.transport import Limits, Transport
from gui.workable.wire import RowSummary
from tests.helpers.sandbox import RunningSandbox
from tests.helpers.wait import until

NO_ANSWER = 2.0
"""The `read_deadline` of an office that is to give an answer up."""
QUICK = Rhythm(pause=0.02, latest=0.05, gap=0.05, retry=0.05, patience=2.0)
"""The keeper's rhythm in tests that do not measure it."""


@dataclass
class Person:
    """Answers given in advance, and what was asked."""

    confirms: bool = True
    takes: str = "stop"
    chooses: int | None = 0
    effects: list[SendEffect] = field(default_factory=list)
    collisions: list[Collision] = field(default_factory=list)
    rows: list[RowSummary] = field(default_factory=list)
    shown: list[Record] = field(default_factory=list)

    async def settle(
        self, session: Session, theirs: Record, collisions: tuple[Collision, ...]
    ) -> Sequence[Settled] | None:
        self.collisions.extend(collisions)
        if self.takes == "stop":
            return None
        return [
            Settled(item, item.mine if self.takes == "mine" else item.theirs) for item in collisions
        ]

    async def confirm(
        self, session: Session | Record, stored: Record | None = None, effects: object = ()
    ) -> bool:
        if isinstance(effects, tuple):
            self.effects.extend(effects)
        if isinstance(session, Record):
            self.shown.append(session)
        return self.confirms

    async def choose(self, rows: tuple[RowSummary, ...]) -> str | None:
        self.rows.extend(rows)
        return None if self.chooses is None else rows[self.chooses].id


class Office:
    """Desk, list and sending on one line, with a person who answers."""

    def __init__(
        self,
        person: Person,
        profile: Profile | None = None,
        *,
        rhythm: Rhythm = QUICK,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.person = person
        self.failures: list[tuple[str, BaseException]] = []
        self.told: list[Notice] = []
        self.files: dict[str, bytes] = {}
        self.notices = Notices()
        self.notices.told.connect(self.told.append)
        self.tasks = Tasks(lambda name, error: self.failures.append((name, error)))
        self.line = Line(self.notices)
        self.attachments = Attachments()
        self.store: Store | None = None
        self.keeper: Keeper | None = None
        if profile is not None:
            self.store = Store(profile, self.notices, bytes_of=self._bytes_of, now=now)
            self.keeper = Keeper(
                self.store,
                self.attachments,
                self.tasks,
                self.notices,
                files=self.line,
                rhythm=rhythm,
            )
        self.desk = Desk(self.line, self.tasks, self.notices, drafts=self.keeper)
        if self.keeper is not None:
            self.keeper.watch(self.desk)
        self.list = CandidateList(self.line, self.tasks)
        self.sending = Sending(
            self.line,
            person,
            self.tasks,
            self.notices,
            bytes_of=self._bytes_of,
            recorder=self.keeper.recorder if self.keeper is not None else None,
            front=self.desk,
        )

    @property
    def last_words(self) -> str:
        """The last thing that the person was told."""
        return self.told[-1].text if self.told else ""

    async def opened(self, record_id: str) -> Session:
        """Opens a candidate and waits until it is in front."""
        self.desk.open(record_id)
        await until(lambda: self.desk.session is not None and self.desk.opening is None)
        session = self.desk.session
        assert session is not None
        return session

    async def sent(self, session: Session) -> None:
        """Sends and waits for the end, whatever it is."""
        self.sending.send(session)
        await self.sending.settled(session)
        assert self.failures == []

    async def quiet(self) -> None:
        """Waits until nothing is being read or sent."""
        await until(lambda: not self.tasks.running("open") and not self.sending.is_busy)

    async def aclose(self) -> None:
        """Leaves as the program does: what is typed is on the disk afterwards."""
        if self.keeper is not None:
            await self.keeper.aclose()
        await self.tasks.aclose()
        await self.line.aclose()
        if self.store is not None:
            self.store.close()

    def _bytes_of(self, upload: FileUpload) -> bytes:
        if upload.digest in self.files:
            return self.files[upload.digest]
        return self.attachments.bytes_of(upload)


@contextlib.asynccontextmanager
async def office(
    sandbox: RunningSandbox,
    *,
    token: str = "",
    person: Person | None = None,
    profile: Profile | None = None,
    rhythm: Rhythm = QUICK,
    now: Callable[[], float] = time.time,
    read_deadline: float = 30.0,
) -> AsyncIterator[Office]:
    """An office connected to the sandbox; a task that failed fails the test.

    An answer that comes never is waited for `read_deadline` seconds: with the usual ones nobody
    has to hurry who looks at a request that is held.
    """
    place = Office(person or Person(), profile, rhythm=rhythm, now=now)
    endpoint = endpoint_from_url(sandbox.base_url, sandbox.subdomain)
    # No waiting between requests: what is tried here is not the pace.
    transport = await Transport.connect(
        endpoint, Secret(token or sandbox.token), limits=Limits(read_deadline=read_deadline)
    )
    client = WorkableClient(transport, Pace(limit=1000, interval=0.01), rand=lambda: 0.0)
    connection = Connection(client, place.person)
    await place.line.use(connection, AccountInUse("test", "Test", endpoint.host))
    try:
        yield place
    finally:
        await place.aclose()
    assert place.failures == []


# --- requests that are held ---------------------------------------------------------------------


async def held(sandbox: RunningSandbox, count: int = 1) -> None:
    """Waits until the sandbox has so many requests that it does not answer before its `release`."""
    await until(lambda: sandbox.held() == count, what=f"{count} held")


async def send_held(
    at: Office, sandbox: RunningSandbox, session: Session, kind: str = "hold_before", **more: Any
) -> None:
    """Sends, and returns when the write (or what `more` says of the fault) is held, so that
    something can happen meanwhile; `sandbox.release()` lets it go on.

    ``hold_before``: the service has done nothing yet. ``hold``: it has, and tells nobody so far.
    """
    sandbox.fault(kind, **({"method": "PATCH"} | more))
    at.sending.send(session)
    await held(sandbox)

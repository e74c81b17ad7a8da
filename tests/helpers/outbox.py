"""An office whose sends can wait: the outbox against the sandbox, with clocks moved by hand.

async with place(sandbox) as here:
    session = await here.waits(AMARA, phone="1")
    here.offline(False)
    await here.nights.end()
    await here.over()
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import functools
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field

from gui.errors import RedlineError
from gui.model import edits
from gui.model.values import Value
from gui.paths import Profile
from gui.secret import Secret
from gui.services.connection import Connection
from gui.services.line import TOKEN_STATE, AccountInUse
from gui.services.outbox import Outbox
from gui.services.outbox_bar import OutboxBar
from gui.services.sending import Sending
from gui.services.session import Session
from gui.services.waiting import MemoryForNow, OutboxMemory
from gui.workable.client import WorkableClient
from gui.workable.endpoint import endpoint_from_url
from gui.workable.pace import Pace
from gui.workable.transport import Limits, Transport
from tests.helpers.office import Office, Person, office
from tests.helpers.sandbox import RunningSandbox
from tests.helpers.wait import until

BEGIN = dt.datetime(2026, 11, 24, 14, 2, tzinfo=dt.UTC)


@dataclass
class Nights:
    """Sleeps that end when the test says so."""

    asked: list[float] = field(default_factory=list)
    _waits: list[asyncio.Event] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        over = asyncio.Event()
        self.asked.append(seconds)
        self._waits.append(over)
        await over.wait()

    async def end(self) -> None:
        """Ends the sleep that is being slept, once there is one."""
        number = len(self.asked)
        await until(lambda: self._waits and not self._waits[-1].is_set(), what="it sleeps")
        self._waits[-1].set()
        await asyncio.sleep(0)
        assert len(self.asked) >= number


class Place:
    """An office with an outbox."""

    def __init__(self, at: Office, sandbox: RunningSandbox, memory: OutboxMemory) -> None:
        self.at = at
        self.sandbox = sandbox
        self.nights = Nights()
        self.time = BEGIN
        self.outbox: Outbox
        self.asked_for_tokens = 0
        self.memory = memory
        at.sending = Sending(
            at.line,
            at.person,
            at.tasks,
            at.notices,
            bytes_of=lambda upload: at.files[upload.digest],
            waits=self._takes,
            front=at.desk,
            recorder=at.keeper.recorder if at.keeper is not None else None,
        )
        self.outbox = Outbox(
            at.sending,
            at.line,
            at.desk,
            at.tasks,
            at.notices,
            memory=memory,
            now=lambda: self.time,
            rand=lambda: 1.0,
            sleep=self.nights.sleep,
        )
        self.bar = OutboxBar(self.outbox, at.line, at.notices)
        at.line.token_asked.connect(self._count)
        if at.keeper is not None:
            at.keeper.thrown_away.connect(self.outbox.forget)

    def _takes(self, session: Session, mine: Mapping[str, Value], error: RedlineError) -> bool:
        return self.outbox.takes(session, mine, error)

    def _count(self) -> None:
        self.asked_for_tokens += 1

    async def lose_network(self) -> None:
        # By a new connection, which has not heard yet how many requests are left.
        await self.with_token()
        self.offline()

    def offline(self, is_offline: bool = True) -> None:
        self.sandbox.switch("offline", is_offline)

    async def edited(self, record_id: str, **values: str) -> Session:
        """An open candidate with these changes."""
        session = await self.at.opened(record_id)
        for key, value in values.items():
            session.edit(functools.partial(edits.set_value, key=key, value=value))
        return session

    async def waits(self, record_id: str, **values: str) -> Session:
        """A candidate whose send waits for the network."""
        session = await self.edited(record_id, **values)
        await self.lose_network()
        await self.at.sent(session)
        return session

    @property
    def states(self) -> dict[str, str]:
        """What stands in the bar for the outbox, by what it waits for."""
        return {
            name.removeprefix("outbox "): notice.text
            for name, notice in self.at.notices.states.items()
            if name.startswith("outbox ") or name == TOKEN_STATE
        }

    def press(self, state: str, label: str) -> None:
        """Presses a button of the bar."""
        (offer,) = [
            each
            for each in self.at.notices.states[
                state if state == TOKEN_STATE else f"outbox {state}"
            ].offers
            if each.label == label
        ]
        offer.act()

    async def over(self) -> None:
        """Waits until nothing waits any more and nothing is under way."""
        await until(lambda: not self.outbox.waiting and not self.outbox.is_trying)
        await self.at.quiet()

    async def with_token(self, name: str = "full") -> None:
        """The person has entered another token for the same account."""
        await self.connect(self.sandbox.token_named(name), "test")

    async def connect(self, token: str, key: str, *, variable: str = "") -> None:
        endpoint = endpoint_from_url(self.sandbox.base_url, self.sandbox.subdomain)
        transport = await Transport.connect(
            endpoint, Secret(token), limits=Limits(read_deadline=30.0)
        )
        client = WorkableClient(transport, Pace(limit=1000, interval=0.01), rand=lambda: 0.0)
        connection = Connection(client, self.at.person)
        account = AccountInUse(key, key.title(), endpoint.host, token_variable=variable)
        await self.at.line.use(connection, account)
        self.at.desk.use_account(key)


@contextlib.asynccontextmanager
async def place(
    sandbox: RunningSandbox,
    *,
    token: str = "",
    person: Person | None = None,
    memory: OutboxMemory | None = None,
    profile: Profile | None = None,
) -> AsyncIterator[Place]:
    """With a profile drafts and what waits are kept there."""
    async with office(sandbox, token=token, person=person, profile=profile) as at:
        at.desk.use_account("test")
        if memory is None:
            memory = MemoryForNow() if at.store is None else at.store.outbox
        here = Place(at, sandbox, memory)
        yield here
        await here.outbox.aclose()

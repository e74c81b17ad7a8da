"""The line after a sleep of the computer, and whether the service can be reached."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from PySide6.QtCore import QCoreApplication

from gui.errors import ConnectionFailed, NotAccepted
from gui.secret import Secret
from gui.services.connection import Connection
from gui.services.line import OFFLINE_STATE, TOKEN_STATE, AccountInUse, Line, LineState
from gui.services.notices import Notices
from gui.workable.client import WorkableClient
from gui.workable.endpoint import endpoint_from_url
from gui.workable.pace import Pace
from gui.workable.transport import Limits, Transport
from tests.helpers.office import Person
from tests.helpers.sandbox import RunningSandbox
from tests.helpers.sandbox_world import AMARA
from tests.helpers.wait import until

pytestmark = pytest.mark.usefixtures("qapp")

LIMITS = Limits(read_deadline=2.0)


@contextlib.asynccontextmanager
async def connected(
    sandbox: RunningSandbox,
    *,
    token: str = "",
    just_woke: Callable[[], bool] = lambda: False,
    sleep: Callable[[float], Awaitable[None]] | None = None,
    notices: Notices | None = None,
    pace: Pace | None = None,
) -> AsyncIterator[Line]:
    """A line to the sandbox."""

    async def no_sleep(_seconds: float) -> None:
        pytest.fail("it waited")

    endpoint = endpoint_from_url(sandbox.base_url, sandbox.subdomain)
    transport = await Transport.connect(endpoint, Secret(token or sandbox.token), limits=LIMITS)
    pace = pace or Pace(limit=1000, interval=0.01)
    client = WorkableClient(transport, pace, rand=lambda: 0.0)
    line = Line(notices or Notices(), just_woke=just_woke, sleep=sleep or no_sleep)
    await line.use(Connection(client, Person()), AccountInUse("test", "Test", endpoint.host))
    try:
        yield line
    finally:
        await line.aclose()


async def test_the_service_is_reached_when_it_answers(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with connected(sandbox) as line:
        assert await line.reached()
        sandbox.switch("offline", True)
        assert not await line.reached()
        assert line.state is LineState.OFFLINE
        sandbox.switch("offline", False)
        sandbox.fault("status", status=503)
        assert not await line.reached()
        assert await line.reached()
    assert len(sandbox.log("GET")) == 3


@pytest.mark.parametrize("name", ["expired", "no-jobs"])
async def test_a_token_that_may_not_read_is_an_answer_too(
    qapp: QCoreApplication, sandbox: RunningSandbox, name: str
) -> None:
    async with connected(sandbox, token=sandbox.token_named(name)) as line:
        assert await line.reached()


async def test_nothing_is_reached_without_an_account(qapp: QCoreApplication) -> None:
    assert not await Line(Notices()).reached()


async def test_a_read_after_a_sleep_waits_until_the_network_is_back(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    """No error for what another try mends a moment later (H19)."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 2:
            sandbox.switch("offline", False)

    async with connected(sandbox, just_woke=lambda: True, sleep=sleep) as line:
        sandbox.switch("offline", True)
        assert (await line.candidate(AMARA)).full_name == "Amara Osei-Lindqvist"
        assert line.state is LineState.CONNECTED
    assert len(slept) == 2


async def test_a_read_waits_no_longer_than_the_waking(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async with connected(sandbox, just_woke=lambda: len(slept) < 3, sleep=sleep) as line:
        sandbox.switch("offline", True)
        with pytest.raises(ConnectionFailed):
            await line.candidate(AMARA)
    assert len(slept) == 3


async def test_without_a_sleep_a_failure_is_said_at_once(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with connected(sandbox) as line:
        sandbox.switch("offline", True)
        with pytest.raises(ConnectionFailed):
            await line.candidate(AMARA)


async def test_whoever_refuses_the_token_can_be_reached(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    notices = Notices()
    async with connected(sandbox, notices=notices) as line:
        sandbox.switch("offline", True)
        with pytest.raises(ConnectionFailed):
            await line.candidate(AMARA)
        assert list(notices.states) == [OFFLINE_STATE]
        sandbox.switch("offline", False)
        sandbox.switch("token", "expired")
        with pytest.raises(NotAccepted):
            await line.candidate(AMARA)
        assert list(notices.states) == [TOKEN_STATE]


async def test_a_long_wait_for_the_limit_is_said_until_it_is_over(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    now = 0.0
    notices, pace = Notices(), Pace(limit=9, clock=lambda: now)
    async with connected(sandbox, notices=notices, pace=pace) as line:
        pace.pause(2.0)
        read = asyncio.ensure_future(line.candidate(AMARA))
        await until(lambda: line.is_held)
        assert notices.states == {}  # too short to wonder about
        pace.pause(11.0)
        [said] = notices.states.values()
        assert "limit of requests" in said.text
        assert "nothing is lost" in said.text
        now = 12.0
        pace.heed({})
        await read
        assert notices.states == {}
        assert not line.is_held

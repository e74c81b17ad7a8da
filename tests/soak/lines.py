"""Two ways from the client to the front: through sockets on a faster clock, and through memory.

Both run the real client with its real pace, retries and reading of answers. In memory only the
transport is another, one that fails as the library fails; its clock jumps from timer to timer.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import functools
import selectors
import ssl
import time
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final, TypeVar

import httpx
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from gui.secret import Secret
from gui.workable.answer import Answer, Fetched
from gui.workable.body import Body
from gui.workable.client import WorkableClient
from gui.workable.endpoint import Endpoint, endpoint_from_url
from gui.workable.failures import from_transport, moved, too_large
from gui.workable.pace import Pace
from gui.workable.transport import ANSWER_CAP, READ_DEADLINE, Limits, Transport
from tests.helpers.garbage import collect, collected_here
from tests.soak.faults import Line, Reply
from tests.soak.front import Front
from tests.soak.model_server import ModelServer

T = TypeVar("T")

SPEED: Final = 25.0
"""How much faster than a person's the clock of the loop on sockets runs."""

CAP: Final = 1024 * 1024
"""Bytes of one answer that are read in a soak; the program reads eight times as many."""

TOKEN_HEADER: Final = "authorization"


# --- clocks -----------------------------------------------------------------------------------


class _Scaled(selectors.DefaultSelector):
    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        return super().select(None if timeout is None else timeout / SPEED)


class FastLoop(asyncio.SelectorEventLoop):
    """A loop whose clock runs `SPEED` times as fast: half a minute's deadline takes half a
    second."""

    def __init__(self) -> None:
        super().__init__(_Scaled())

    def time(self) -> float:
        return time.monotonic() * SPEED


class _Jumping(selectors.DefaultSelector):
    def __init__(self) -> None:
        super().__init__()
        self.now = 1_000.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise RuntimeError("everything waits and no timer is set: a deadlock")
        self.now += max(0.0, timeout)
        return super().select(0)


class _Inline(concurrent.futures.ThreadPoolExecutor):
    """Does at once what a thread would do, since a jumping clock waits for no thread."""

    def submit(
        self, fn: Callable[..., T], /, *args: Any, **kwargs: Any
    ) -> concurrent.futures.Future[T]:
        future: concurrent.futures.Future[T] = concurrent.futures.Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  handed on to whoever asked
            future.set_exception(error)
        return future


class JumpingLoop(asyncio.SelectorEventLoop):
    """A loop whose clock jumps to the next timer instead of waiting for it."""

    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)
        self.set_default_executor(_Inline(1))

    def time(self) -> float:
        return self._jumping.now

    async def shutdown_default_executor(self) -> None:
        """Nothing to end: the usual way waits for a thread, which this clock cannot."""


@functools.cache
def _with_qt() -> QCoreApplication:
    """The application without which Qt's timers cannot even be started. Nothing runs its loop:
    what only a window shows is not told here. One for windows all the same, since other tests of
    the same process need that and there is only ever one."""
    return QApplication.instance() or QApplication([])


def run_in_memory(coroutine: Coroutine[Any, Any, T]) -> T:
    """Runs a coroutine on a jumping clock."""
    _with_qt()
    with collected_here():
        with asyncio.Runner(loop_factory=JumpingLoop) as runner:
            result = runner.run(coroutine)
        collect()
    return result


def run_on_sockets(coroutine: Coroutine[Any, Any, T]) -> T:
    """Runs a coroutine on a fast clock."""
    _with_qt()
    with collected_here(), asyncio.Runner(loop_factory=FastLoop) as runner:
        return runner.run(coroutine)


# --- lines ------------------------------------------------------------------------------------


class Way:
    """How a session reaches its front. Made by `through_sockets` or `through_memory`."""

    def __init__(self, front: Front, client: WorkableClient, server: ModelServer | None) -> None:
        self._front = front
        self._server = server
        self.client = client

    def go_down(self) -> None:
        """From now on every connection is refused."""
        if self._server is None:
            self._front.down = True
        else:
            self._server.go_down()

    async def up(self) -> None:
        """Connections are taken again."""
        if self._server is None:
            self._front.down = False
        else:
            await self._server.up()

    async def aclose(self) -> None:
        await self.client.aclose()
        if self._server is not None:
            await self._server.aclose()


def _paced(transport: Transport, rand: Callable[[], float]) -> WorkableClient:
    """A client that believes the loop's clock, on the wall too."""
    loop = asyncio.get_running_loop()
    return WorkableClient(transport, Pace(clock=loop.time, wall_clock=loop.time), rand=rand)


async def through_sockets(
    front: Front, server: ModelServer, token: Secret, rand: Callable[[], float]
) -> Way:
    """Through real sockets; `server` listens for `front`."""
    await server.up()
    endpoint = endpoint_from_url(server.base_url, "soak")
    # No line here is encrypted, and loading certificates would take most of the time.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    limits = Limits(answer_cap=CAP)
    transport = await Transport.connect(endpoint, token, limits=limits, context=context)
    return Way(front, _paced(transport, rand), server)


async def through_memory(front: Front, token: Secret, rand: Callable[[], float]) -> Way:
    """Through nothing but function calls."""
    return Way(front, _paced(MemoryTransport(front, token), rand), None)


class MemoryTransport(Transport):
    """Hands requests to a front and fails as the library does when a line breaks."""

    def __init__(self, front: Front, token: Secret) -> None:
        self.endpoint: Endpoint = endpoint_from_url("http://127.0.0.1:9/spi/v3", "soak")
        self._front = front
        self._token = token

    async def aclose(self) -> None:
        return None

    async def send(
        self,
        method: str,
        segments: tuple[str, ...],
        *,
        params: Mapping[str, str] | None = None,
        body: Body | None = None,
    ) -> Answer:
        write = method != "GET"
        try:
            reply = await self._carried(method, segments, params, body)
            answer = await _received(reply)
        except (httpx.HTTPError, TimeoutError) as error:
            raise from_transport(error, host=self.endpoint.host, write=write) from error
        if 300 <= answer.status < 400:
            raise moved(answer, host=self.endpoint.host, write=write)
        return answer

    async def fetch(self, url: str) -> Fetched:
        return Fetched(b"FILE")

    async def _carried(
        self,
        method: str,
        segments: tuple[str, ...],
        params: Mapping[str, str] | None,
        body: Body | None,
    ) -> Reply:
        # A turn of the loop on each way, as a line would take.
        await asyncio.sleep(0.05)
        if self._front.down:
            self._front.met["refused"] += 1
            raise httpx.ConnectError("refused")
        if not self._front.connects():
            raise httpx.ReadError("dropped")
        query = f"?{httpx.QueryParams(dict(params))}" if params else ""
        target = "/spi/v3/" + "/".join(segments) + query
        headers = {TOKEN_HEADER: f"Bearer {self._token.reveal()}"}
        reply = self._front.handle(method, target, headers, bytes(body or b""))
        await asyncio.sleep(0.05)
        return reply


_BROKEN: Final = {
    Line.CLOSED: httpx.RemoteProtocolError("closed without an answer"),
    Line.UNREAD: httpx.ReadError(""),
    Line.RESET: httpx.ReadError("reset"),
    Line.HALF_HEAD: httpx.RemoteProtocolError("half a head"),
    Line.HALF_BODY: httpx.RemoteProtocolError("half a body"),
    Line.LONG_LENGTH: httpx.RemoteProtocolError("fewer bytes than announced"),
    Line.BAD_CHUNK: httpx.RemoteProtocolError("bad chunk"),
    Line.CUT_CHUNKS: httpx.RemoteProtocolError("no last chunk"),
}


async def _received(reply: Reply) -> Answer:
    """What the library makes of an answer and its way."""
    if reply.line in _BROKEN:
        raise type(_BROKEN[reply.line])(str(_BROKEN[reply.line]))
    if reply.line in (Line.STALL, Line.TRICKLE):
        await asyncio.sleep(READ_DEADLINE)
        raise TimeoutError
    if reply.line is Line.ENDLESS:
        raise too_large(ANSWER_CAP)
    body = reply.body
    if reply.line is Line.SHORT_LENGTH:
        body = body[:-9]
    headers = {name.lower(): value for name, value in reply.headers.items()}
    encoding = headers.get("content-encoding", "identity")
    if encoding == "gzip":
        body = _unzipped(body)
    elif encoding != "identity":
        raise httpx.DecodingError("unknown content encoding")
    return Answer(reply.status, headers, body)


def _unzipped(body: bytes) -> bytes:
    import zlib

    unpacker = zlib.decompressobj(wbits=31)
    try:
        found = unpacker.decompress(body)
    except zlib.error as error:
        raise httpx.DecodingError("damaged compression") from error
    if not unpacker.eof:
        raise httpx.RemoteProtocolError("the compressed answer ends early")
    return found

"""Listening on the loopback address: uvicorn's HTTP under a lifecycle of our own.

uvicorn's `Server` wants signals, ticks and a tenth of a second to stop, and cannot stop listening
without stopping; an imitation that goes offline and comes back in a menu, and that hundreds of
tests start and stop, needs none of the first and all of the second.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import Any, Final, cast

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

HOST: Final = "127.0.0.1"
_KEEP_ALIVE: Final = 75
"""Seconds an idle connection stays open; longer than clients keep theirs."""


class _Protocol(H11Protocol):
    """Gives the application its transport, so that faults can break it, and logs no addresses."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(cast(asyncio.Transport, transport))
        # Paths may carry signatures; the sandbox writes a log of its own.
        self.access_log = False
        self.app_state = {"transport": transport}


class Listener:
    """One port and what answers there. `close` and `open` may alternate; the port stays."""

    def __init__(self, app: ASGIApp, port: int = 0) -> None:
        self._config = Config(
            cast(Any, _interruptible(app)),
            http="h11",
            ws="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            date_header=False,
            timeout_keep_alive=_KEEP_ALIVE,
        )
        self._state = ServerState()
        self._server: asyncio.Server | None = None
        self.port = port

    @property
    def is_open(self) -> bool:
        """Whether connections are taken."""
        return self._server is not None

    @property
    def under_way(self) -> int:
        """How many requests are being answered."""
        return len(self._state.tasks)

    async def open(self) -> None:
        """Takes connections. OSError where the port is taken by somebody else."""
        if self._server is not None:
            return
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: _Protocol(self._config, server_state=self._state, app_state={}),
            HOST,
            self.port,
            family=socket.AF_INET,
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Refuses connections from now on and breaks off those that are open."""
        if self._server is None:
            return
        server, self._server = self._server, None
        await stop_listening(server)
        for connection in list(self._state.connections):
            cast(H11Protocol, connection).transport.abort()
        await asyncio.sleep(0)
        for task in list(self._state.tasks):
            task.cancel()
        # Turns of the loop in which broken connections and cancelled tasks say good-bye.
        while self._state.connections or self._state.tasks:  # noqa: ASYNC110 - no event tells
            await asyncio.sleep(0)


async def stop_listening(server: asyncio.Server) -> None:
    """Ends a server that takes connections, none of which is lost sight of.

    Python 3.11 drops a connection without closing it that was accepted in the very turn of the
    loop in which its server is closed. So nothing new is accepted first, and what was is met.
    """
    loop = server.get_loop()
    for listening in server.sockets:
        loop.remove_reader(listening.fileno())
    for _turn in range(2):
        await asyncio.sleep(0)
    server.close()


def _interruptible(app: ASGIApp) -> ASGIApp:
    """The application, ending without a word when its request is broken off: by `close`, or by
    a client that has gone before its request was read, as one does that opens somebody else."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        with contextlib.suppress(asyncio.CancelledError, ClientDisconnect):
            await app(scope, receive, send)

    return answer

"""The front on sockets of this machine: HTTP/1.1 by hand, so that it can be broken at any byte.

One listener for each session, so that it can go down alone and come back at the same place; and
one trap for all, which no client has any business with and which notes who came and with what.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections.abc import AsyncIterator, Callable
from typing import Final

from gui.sandbox.listening import stop_listening
from tests.soak.faults import Line, Reply
from tests.soak.front import Front

_REASONS: Final = {200: "OK", 202: "Accepted", 204: "No Content", 404: "Not Found"}
_ENDLESS_CHUNK: Final = b"20000\r\n" + b" " * 0x20000 + b"\r\n"
_FLOOD: Final = 32 * 1024 * 1024
_INTERIM: Final = b"HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
_NO_WAIT: Final = struct.pack("ii", 1, 0)


class ModelServer:
    """The listener of one session."""

    def __init__(self, front: Front, trap: Trap | None = None) -> None:
        self._front = front
        self._trap = trap
        # Bound and never listening: it keeps the port while nothing listens there.
        self._place = _bound(0)
        self.port: int = self._place.getsockname()[1]
        self._server: asyncio.Server | None = None
        self._ending = 0
        self._coming_up = asyncio.Lock()
        self._open: set[_Connection] = set()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/spi/v3"

    async def up(self) -> None:
        """Listens, again perhaps."""
        self._front.down = False
        async with self._coming_up:  # asked for twice it is one listener
            await self._ended()
            if self._server is None:
                loop = asyncio.get_running_loop()
                self._server = await loop.create_server(self._connection, sock=_bound(self.port))
        if self._front.down:
            self.go_down()  # meanwhile

    def go_down(self) -> None:
        """Listens no more; what is open is closed."""
        self._front.down = True
        if self._server is not None:
            self._end(self._server)
            self._server = None
        for connection in tuple(self._open):
            connection.end()

    async def aclose(self) -> None:
        """Ends for good."""
        self.go_down()
        await self._ended()
        for connection in tuple(self._open):
            connection.end()
        self._place.close()
        await asyncio.sleep(0)

    def _end(self, server: asyncio.Server) -> None:
        """In two turns, in which nothing new is taken: Python 3.11 drops a connection without
        closing it that was accepted in the very turn in which its server is closed."""
        loop = server.get_loop()
        for listening in server.sockets:
            loop.remove_reader(listening.fileno())

        def end() -> None:
            self._ending -= 1
            server.close()

        self._ending += 1
        loop.call_soon(loop.call_soon, end)

    async def _ended(self) -> None:
        while self._ending:  # noqa: ASYNC110 - two turns
            await asyncio.sleep(0)

    def _connection(self) -> asyncio.Protocol:
        return _Connection(self._front, self._open, self._trap, self.go_down)


class _Connection(asyncio.Protocol):
    """One connection: reads requests, writes answers as their line wants them."""

    def __init__(
        self,
        front: Front,
        open_ones: set[_Connection],
        trap: Trap | None,
        go_down: Callable[[], None],
    ) -> None:
        self._front = front
        self._open = open_ones
        self._trap = trap
        self._go_down = go_down
        self._transport: asyncio.Transport | None = None
        self._buffer = b""
        self._deaf = False
        self._timer: asyncio.TimerHandle | None = None
        self._flows = True

    # --- asyncio ---------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._open.add(self)
        if self._front.down or not self._front.connects():
            self.end()

    def data_received(self, data: bytes) -> None:
        if self._deaf:
            return
        self._buffer += data
        while (request := self._taken()) is not None:
            self._answer(self._front.handle(*request))

    def connection_lost(self, exc: Exception | None) -> None:
        self._open.discard(self)
        if self._timer is not None:
            self._timer.cancel()

    def pause_writing(self) -> None:
        self._flows = False

    def resume_writing(self) -> None:
        self._flows = True

    def end(self, *, reset: bool = False) -> None:
        """Closes, or resets."""
        self._deaf = True
        transport = self._transport
        if transport is None or transport.is_closing():
            return
        if reset:
            own: socket.socket = transport.get_extra_info("socket")
            with contextlib.suppress(OSError):
                own.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_WAIT)
            transport.abort()
        else:
            transport.close()

    # --- reading ---------------------------------------------------------------------------

    def _taken(self) -> tuple[str, str, dict[str, str], bytes] | None:
        """The next whole request, if there is one and this end still listens."""
        if self._deaf:
            return None
        head, sign, rest = self._buffer.partition(b"\r\n\r\n")
        if not sign:
            return None
        lines = head.decode("latin-1").split("\r\n")
        method, target, _version = lines[0].split(" ", 2)
        headers = {}
        for line in lines[1:]:
            name, _colon, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        length = int(headers.get("content-length", "0"))
        if len(rest) < length:
            return None
        self._buffer = rest[length:]
        return method, target, headers, rest[:length]

    # --- writing ---------------------------------------------------------------------------

    def _answer(self, reply: Reply) -> None:
        transport = self._transport
        if transport is None or transport.is_closing():
            return
        match reply.line:
            case Line.CLOSED | Line.UNREAD:
                self.end()
            case Line.RESET:
                self.end(reset=True)
            case Line.STALL:
                self._deaf = True
            case Line.TRICKLE:
                self._deaf = True
                self._trickle(self._wire(reply), 0)
            case Line.ENDLESS:
                self._deaf = True
                transport.write(self._head(reply, {"Transfer-Encoding": "chunked"}))
                self._flood(0)
            case Line.HALF_HEAD:
                transport.write(self._wire(reply)[:40])
                self.end()
            case Line.HALF_BODY:
                wire = self._wire(reply)
                transport.write(wire[: len(wire) - len(reply.body) // 2])
                self.end()
            case Line.LONG_LENGTH:
                transport.write(self._wire(reply, len(reply.body) + 9))
                self.end()
            case Line.SHORT_LENGTH:
                transport.write(self._wire(reply, max(0, len(reply.body) - 9)))
            case Line.BAD_CHUNK:
                head = self._head(reply, {"Transfer-Encoding": "chunked"})
                transport.write(head + b"zz\r\n" + reply.body + b"\r\n")
                self.end()
            case Line.CUT_CHUNKS:
                head = self._head(reply, {"Transfer-Encoding": "chunked"})
                transport.write(head + b"%x\r\n" % len(reply.body) + reply.body + b"\r\n")
                self.end()
            case Line.CHUNKS:
                self._chunked(transport, reply)
            case Line.INTERIM:
                transport.write(_INTERIM + self._wire(reply))
            case Line.STRAY:
                transport.write(self._wire(reply) + b"stray bytes behind\r\n")
            case Line.CLOSED_AFTER:
                transport.write(self._wire(reply))
                self.end()
            case Line.DOWN_AFTER:
                transport.write(self._wire(reply))
                self._go_down()
            case Line.WHOLE:
                transport.write(self._wire(reply))

    def _head(self, reply: Reply, more: dict[str, str]) -> bytes:
        headers = {**reply.headers, **more}
        if "Location" in headers and self._trap is not None:
            headers["Location"] = headers["Location"].format(trap=self._trap.origin)
        lines = [f"HTTP/1.1 {reply.status} {_REASONS.get(reply.status, 'Some')}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")

    def _wire(self, reply: Reply, length: int | None = None) -> bytes:
        if reply.status == 204:
            return self._head(reply, {})
        size = len(reply.body) if length is None else length
        return self._head(reply, {"Content-Length": str(size)}) + reply.body

    def _chunked(self, transport: asyncio.Transport, reply: Reply) -> None:
        at = len(reply.body) // 3
        transport.write(self._head(reply, {"Transfer-Encoding": "chunked"}))
        for part in (reply.body[:at], reply.body[at:]):
            if part:
                transport.write(b"%x\r\n" % len(part) + part + b"\r\n")
        transport.write(b"0\r\n\r\n")

    def _trickle(self, wire: bytes, at: int) -> None:
        transport = self._transport
        if transport is None or transport.is_closing() or at >= len(wire):
            return
        transport.write(wire[at : at + 1])
        # Often enough that no wait between two bytes is ever too long.
        self._timer = asyncio.get_running_loop().call_later(2.0, self._trickle, wire, at + 1)

    def _flood(self, written: int) -> None:
        transport = self._transport
        if transport is None or transport.is_closing():
            return
        if written > _FLOOD:
            self.end()  # whoever took that much takes anything
            return
        if self._flows:
            transport.write(_ENDLESS_CHUNK)
            written += len(_ENDLESS_CHUNK)
            self._front.most_taken = max(self._front.most_taken, written)
        self._timer = asyncio.get_running_loop().call_later(0, self._flood, written)


class Trap:
    """Another host: whatever comes here was sent by mistake, and what it carried is noted."""

    def __init__(self) -> None:
        self.seen: list[bytes] = []
        self.origin = ""

    @contextlib.asynccontextmanager
    async def listening(self) -> AsyncIterator[Trap]:
        server = await asyncio.start_server(self._take, "127.0.0.1", 0)
        self.origin = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield self
        finally:
            await stop_listening(server)
            await server.wait_closed()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, OSError):
            self.seen.append(await reader.readuntil(b"\r\n\r\n"))
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nFILE")
            await writer.drain()
        writer.close()


def _bound(port: int) -> socket.socket:
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    found.setblocking(False)
    found.bind(("127.0.0.1", port))
    return found

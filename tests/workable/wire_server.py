"""A server on loopback that answers exactly what a test says, byte by byte where it matters.

It keeps every request it was sent, so that a test can see what left the client.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlsplit

from gui.sandbox.listening import stop_listening
from gui.secret import Secret
from gui.workable.client import WorkableClient
from gui.workable.endpoint import Endpoint, endpoint_from_url
from gui.workable.pace import Pace
from gui.workable.transport import Limits, Transport

TOKEN = "tok_0123456789abcdefSECRET"


@dataclass(frozen=True)
class Seen:
    """One request as it arrived; header names in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.target).query).items()}

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Script = Callable[[Seen, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class WireServer:
    """Answers each request with the script of its path, else with `fallback`."""

    fallback: Script | None = None
    scripts: dict[str, Script] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    port: int = 0
    secure: bool = False
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def base_url(self) -> str:
        scheme, host = ("https", "localhost") if self.secure else ("http", "127.0.0.1")
        return f"{scheme}://{host}:{self.port}/spi/v3"

    @property
    def endpoint(self) -> Endpoint:
        return endpoint_from_url(self.base_url, "harbourworks")

    def on(self, path: str, script: Script) -> None:
        """Answers requests below the base path that way from now on."""
        self.scripts["/spi/v3" + path] = script

    def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A connection. It is known at once: a task that is cancelled before its first step
        would close nothing."""
        self._writers.add(writer)
        task = asyncio.get_running_loop().create_task(self._handle(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(partial(self._gone, writer))

    def _gone(self, writer: asyncio.StreamWriter, task: asyncio.Task[None]) -> None:
        writer.close()
        self._writers.discard(writer)
        self._tasks.discard(task)

    async def _handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while (seen := await _read_request(reader)) is not None:
                self.seen.append(seen)
                script = self.scripts.get(seen.path, self.fallback)
                assert script is not None, f"nobody said what to answer to {seen.target}"
                await script(seen, writer)
                if writer.is_closing():
                    break
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass

    async def stop(self) -> None:
        for writer in tuple(self._writers):
            writer.transport.abort()
        for task in tuple(self._tasks):
            task.cancel()
        if self._tasks:
            await asyncio.wait(tuple(self._tasks))


async def _read_request(reader: asyncio.StreamReader) -> Seen | None:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _version = first.split(" ", 2)
    headers = {
        name.strip().lower(): value.strip()
        for name, _colon, value in (line.partition(":") for line in lines if line)
    }
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Seen(method, target, headers, body)


@contextlib.asynccontextmanager
async def serving(
    fallback: Script | None = None, *, context: ssl.SSLContext | None = None
) -> AsyncIterator[WireServer]:
    """A running server, gone with all its connections at the end."""
    server = WireServer(fallback, secure=context is not None)
    listener = await asyncio.start_server(server.take, "127.0.0.1", 0, ssl=context, limit=1 << 20)
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        await stop_listening(listener)
        await server.stop()
        await listener.wait_closed()


@contextlib.asynccontextmanager
async def connected(
    server: WireServer,
    *,
    pace: Pace | None = None,
    limits: Limits | None = None,
    rand: Callable[[], float] = lambda: 0.0,
    context: ssl.SSLContext | None = None,
) -> AsyncIterator[WorkableClient]:
    """A client of that server with room for many requests, whose repeats do not wait."""
    transport = await Transport.connect(
        server.endpoint, Secret(TOKEN), limits=limits or Limits(), context=context
    )
    client = WorkableClient(transport, pace or Pace(limit=1000), rand=rand)
    try:
        yield client
    finally:
        await client.aclose()


# --- answers ------------------------------------------------------------------------------------


def raw(data: bytes, *, close: bool = False) -> Script:
    """Exactly these bytes."""

    async def script(seen: Seen, writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()
        if close:
            writer.close()

    return script


def answer(
    body: object = None,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    *,
    media: str | None = "application/json",
) -> Script:
    """A whole answer; a body that is neither bytes nor text goes as JSON."""
    if isinstance(body, bytes):
        data = body
    elif isinstance(body, str):
        data = body.encode()
    else:
        data = b"" if body is None else json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(data)}"]
    if media:
        lines.append(f"Content-Type: {media}")
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return raw("\r\n".join(lines).encode() + b"\r\n\r\n" + data)


def in_turn(*scripts: Script) -> Script:
    """The first answer, then the second…; the last one for good."""
    left = list(scripts)

    async def script(seen: Seen, writer: asyncio.StreamWriter) -> None:
        await (left.pop(0) if len(left) > 1 else left[0])(seen, writer)

    return script


async def drop(seen: Seen, writer: asyncio.StreamWriter) -> None:
    """Reads the request and closes without a word."""
    writer.close()


async def reset(seen: Seen, writer: asyncio.StreamWriter) -> None:
    """Reads the request and resets the connection."""
    writer.transport.abort()


async def silence(seen: Seen, writer: asyncio.StreamWriter) -> None:
    """Reads the request and says nothing until the client goes away."""
    await asyncio.Event().wait()

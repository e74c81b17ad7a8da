"""What faults look like on the wire: how an answer is sent, spoiled, or not sent at all."""

from __future__ import annotations

import asyncio
import gzip
import socket
import struct
from dataclasses import dataclass, field
from typing import Final

from starlette.types import Receive, Scope, Send

from gui.sandbox.faults import Fault, FaultKind
from gui.sandbox.serving import json_bytes

_PORTAL: Final = b"<!doctype html><title>Log in</title><p>Log in to use this network.</p>"
_CHUNK: Final = b'{"candidate":{"id":"' + b"0" * 65_000


@dataclass(slots=True)
class Answer:
    """A whole answer, ready to be sent."""

    status: int
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""


class Line:
    """The connection of one request, on which an answer is sent."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._transport: asyncio.Transport = scope["state"]["transport"]
        self._receive = receive
        self._send = send

    async def send(self, answer: Answer) -> None:
        """Sends the answer as it is."""
        headers = [
            *((k, v) for k, v in answer.headers if k.lower() != b"content-length"),
            (b"content-length", b"%d" % len(answer.body)),
        ]
        await self._send(
            {"type": "http.response.start", "status": answer.status, "headers": headers}
        )
        await self._send({"type": "http.response.body", "body": answer.body})

    async def strike(self, fault: Fault, answer: Answer) -> None:
        """Sends the answer as the fault has it. `answer` is the true one where it applied."""
        match fault.kind:
            case FaultKind.TWICE | FaultKind.HOLD | FaultKind.HOLD_BEFORE:
                await self.send(answer)
            case FaultKind.STATUS:
                await self.send(stated(fault))
            case FaultKind.HTML_200:
                await self.send(Answer(200, [(b"content-type", b"text/html")], _PORTAL))
            case FaultKind.REDIRECT:
                status = fault.status if 300 <= fault.status < 400 else 302
                await self.send(Answer(status, [(b"location", fault.location.encode())]))
            case FaultKind.GARBAGE:
                body = answer.body[: len(answer.body) // 2] or b'{"candidate": {'
                await self.send(Answer(200, [(b"content-type", b"application/json")], body))
            case FaultKind.BOMB:
                await self.send(_bomb(fault.size))
            case FaultKind.STALL:
                await self._silence(fault.seconds)
                if fault.seconds:
                    await self.send(answer)
            case FaultKind.TRICKLE:
                await self._piecemeal(answer, 1, fault.seconds)
            case FaultKind.ENDLESS:
                await self._endless()
            case FaultKind.HALF_HEADERS:
                self._transport.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/js")
                await self._hang_up()
            case FaultKind.HALF_BODY:
                await self._half(answer)
            case _:
                await self.reset()

    async def reset(self) -> None:
        """Breaks the connection off at once, as a reset where the system can."""
        sock = self._transport.get_extra_info("socket")
        if sock is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._transport.abort()
        await self._gone()

    async def _hang_up(self) -> None:
        self._transport.close()
        await self._gone()

    async def _gone(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass

    async def _silence(self, seconds: float) -> None:
        gone = asyncio.ensure_future(self._gone())
        await asyncio.wait([gone], timeout=seconds or None)
        gone.cancel()

    async def _half(self, answer: Answer) -> None:
        headers = [*answer.headers, (b"content-length", b"%d" % max(len(answer.body), 2))]
        await self._send(
            {"type": "http.response.start", "status": answer.status, "headers": headers}
        )
        half = answer.body[: len(answer.body) // 2] or b"{"
        await self._send({"type": "http.response.body", "body": half, "more_body": True})
        await self._hang_up()

    async def _piecemeal(self, answer: Answer, size: int, pause: float) -> None:
        headers = [*answer.headers, (b"content-length", b"%d" % len(answer.body))]
        await self._send(
            {"type": "http.response.start", "status": answer.status, "headers": headers}
        )
        for at in range(0, len(answer.body), size):
            if self._transport.is_closing():
                await self._gone()
                return
            piece = answer.body[at : at + size]
            await self._send({"type": "http.response.body", "body": piece, "more_body": True})
            await asyncio.sleep(pause)
        await self._send({"type": "http.response.body", "body": b""})

    async def _endless(self) -> None:
        headers = [(b"content-type", b"application/json")]
        await self._send({"type": "http.response.start", "status": 200, "headers": headers})
        while not self._transport.is_closing():
            await self._send({"type": "http.response.body", "body": _CHUNK, "more_body": True})
            await asyncio.sleep(0)
        await self._gone()


def stated(fault: Fault) -> Answer:
    """The answer that a fault of kind ``status`` spells out."""
    if isinstance(fault.body, str):
        body, media = fault.body.encode("utf-8", "surrogatepass"), "text/plain; charset=utf-8"
    else:
        body, media = json_bytes(fault.body), "application/json; charset=utf-8"
    headers = {"content-type": media} if body else {}
    headers |= {name.lower(): value for name, value in fault.headers.items()}
    return Answer(
        fault.status, [(k.encode(), v.encode("latin-1")) for k, v in headers.items()], body
    )


def _bomb(size: int) -> Answer:
    headers = [(b"content-type", b"application/json"), (b"content-encoding", b"gzip")]
    return Answer(200, headers, gzip.compress(b'{"candidate":"' + b"0" * size + b'"}', 9))

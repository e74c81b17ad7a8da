"""The outermost layer of the sandbox: one request in, one answer out or a fault, one line of log.

It reads the whole request, lets the service answer (or not), spoils the answer where that was
ordered, and writes the log. Tokens never reach the log, signatures of links neither, and of files
only their size and hash.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import contextlib
import hashlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from email.utils import formatdate
from typing import Any, Final, TypeAlias

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from gui.sandbox.behaviour import Switch, Switches
from gui.sandbox.clock import Clock, fine_stamp
from gui.sandbox.effects import Answer, Line
from gui.sandbox.faults import Fault, FaultKind, FaultQueue, Held
from gui.sandbox.serving import BASE
from gui.sandbox.signed import PREFIX
from gui.sandbox.store import Document, Store

Answering: TypeAlias = Callable[[Request], Awaitable[Response]]

_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})
_LARGEST_BODY: Final = 64 * 1024 * 1024
_DEEPEST: Final = 12
_WRITES: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@dataclass(slots=True)
class _Late:
    """A request whose effect is still to come."""

    scope: Scope
    body: bytes
    path: str
    due: float | None
    requests_left: int


class Exchange:
    """The ASGI application on the API's port: the service and its storage."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        switches: Switches,
        faults: FaultQueue,
        held: Held,
        service: Answering,
        storage: Answering,
    ) -> None:
        self._store = store
        self._clock = clock
        self._switches = switches
        self._faults = faults
        self._held = held
        self._service = service
        self._storage = storage
        self._late: list[_Late] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        line = Line(scope, receive, send)
        path, method = str(scope["path"]), str(scope["method"])
        if not _names_loopback(scope):
            await line.send(Answer(421, [], b"This imitation answers on loopback only."))
            return
        await self._apply_late_by_time()
        below = _below_base(path)
        fault = self._faults.take(method, below) or self._standing_fault(method, path)
        request = Request(scope, receive)
        seconds = self._switches.number(Switch.SLOW)
        if seconds:
            await asyncio.sleep(seconds)
        if fault is not None and fault.kind is FaultKind.DROP_BEFORE:
            self._log(request, b"", None, fault)
            await line.reset()
            return
        body = b""
        if fault is None or fault.read_body:
            try:
                body = await _whole_body(request)
            except _TooLarge:
                await line.send(Answer(413, [(b"content-type", b"text/html")], b"<h1>413</h1>"))
                return
        if fault is not None and fault.kind is FaultKind.HOLD_BEFORE:
            await self._held.wait()
        answer = None
        if fault is None or fault.applies:
            answer = await self._answer(scope, body, request)
            if fault is not None and fault.kind is FaultKind.TWICE:
                answer = await self._answer(scope, body, request)
        self._log(request, body, answer, fault)
        if fault is not None and fault.kind is FaultKind.LATE_APPLY:
            self._postpone(scope, body, below, fault)
        if fault is not None and fault.kind is FaultKind.HOLD:
            await self._held.wait()
        if fault is None:
            assert answer is not None
            await line.send(answer)
        else:
            made_up = Answer(200, [(b"content-type", b"application/json")], b'{"candidate":{}}')
            await line.strike(fault, answer or made_up)
        await self._apply_late_by_count(below, fault)

    def forget_late(self) -> None:
        """Requests still to take effect never will."""
        self._late.clear()

    async def _answer(self, scope: Scope, body: bytes, request: Request) -> Answer:
        inner = Request(scope, _replay(body))
        path = request.url.path
        if path.startswith(f"{BASE}/") or path == BASE:
            response = await self._service(inner)
        elif path.startswith(f"{PREFIX}/"):
            response = await self._storage(inner)
        else:
            response = Response(b"", 404)
        headers = [(k, v) for k, v in response.raw_headers if k != b"content-length"]
        headers.append((b"date", formatdate(self._clock.now(), usegmt=True).encode()))
        content = b"" if request.method == "HEAD" else bytes(response.body)
        return Answer(response.status_code, headers, content)

    def _standing_fault(self, method: str, path: str) -> Fault | None:
        if not path.startswith(BASE):
            return None
        if self._switches.on(Switch.SERVER_ERRORS):
            return Fault(kind=FaultKind.STATUS, status=500)
        if self._switches.on(Switch.LOSE_ANSWERS) and method in _WRITES:
            return Fault(kind=FaultKind.DROP_AFTER_APPLY)
        return None

    # --- effects that come late --------------------------------------------------------------

    def _postpone(self, scope: Scope, body: bytes, path: str, fault: Fault) -> None:
        due = self._clock.now() + fault.seconds if fault.seconds else None
        self._late.append(_Late(dict(scope), body, path, due, fault.after_requests))

    async def _apply_late_by_time(self) -> None:
        now = self._clock.now()
        for late in [one for one in self._late if one.due is not None and one.due <= now]:
            await self._apply(late)

    async def _apply_late_by_count(self, path: str, fault: Fault | None) -> None:
        for late in [one for one in self._late if one.due is None and one.path == path]:
            if fault is not None and fault.kind is FaultKind.LATE_APPLY:
                continue
            late.requests_left -= 1
            if late.requests_left <= 0:
                await self._apply(late)

    async def _apply(self, late: _Late) -> None:
        # Taken out first: applying takes turns with other requests.
        with contextlib.suppress(ValueError):
            self._late.remove(late)
        await self._answer(late.scope, late.body, Request(late.scope))

    # --- log ---------------------------------------------------------------------------------

    def _log(
        self, request: Request, body: bytes, answer: Answer | None, fault: Fault | None
    ) -> None:
        storage = request.url.path.startswith(f"{PREFIX}/")
        sent = _json(body)
        candidate = sent.get("candidate") if isinstance(sent, dict) else None
        entry: Document = {
            "time": fine_stamp(self._clock.now()),
            "surface": "storage" if storage else "api",
            "method": request.method,
            "path": request.url.path,
            "query": {} if storage else dict(request.query_params),
            "token": "none" if "authorization" not in request.headers else "unknown",
            "keys": list(candidate) if isinstance(candidate, dict) else [],
            "unknown_keys": [],
            "body": _told(sent),
            "bytes": len(body),
            "status": answer.status if answer else None,
            "fault": fault.kind.value if fault else None,
        }
        state = request.scope["state"]
        entry["token"] = state.get("token", entry["token"])
        entry["unknown_keys"] = state.get("unknown_keys", [])
        self._store.write_log(entry)


class _TooLarge(Exception):
    pass


async def _whole_body(request: Request) -> bytes:
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > _LARGEST_BODY:
            raise _TooLarge
        parts.append(part)
    return b"".join(parts)


def _replay(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _names_loopback(scope: Scope) -> bool:
    # A page in a browser could otherwise reach this port under a name of its own.
    host = dict(scope["headers"]).get(b"host", b"").decode("latin-1").lower()
    return host.rpartition(":")[0] in _LOOPBACK or host in _LOOPBACK


def _below_base(path: str) -> str:
    """The path below the API's base, newer or older; other paths as they are."""
    if not path.startswith(f"{BASE}/"):
        return path
    below = path.removeprefix(BASE)
    parts = below.split("/", 3)
    if len(parts) == 4 and parts[1] == "accounts":
        return f"/{parts[3]}"
    return below


def _json(body: bytes) -> Any:
    try:
        return json.loads(body) if body else None
    except (ValueError, RecursionError):
        return None


def _told(value: Any, depth: int = 0) -> Any:
    """A body as the log tells it: files by size and hash, nothing below the deepest level."""
    if not isinstance(value, list | dict):
        return value
    if depth == _DEEPEST:
        return "…"
    if isinstance(value, list):
        return [_told(item, depth + 1) for item in value]
    told = {key: _told(item, depth + 1) for key, item in value.items()}
    if isinstance(value.get("name"), str) and isinstance(value.get("data"), str):
        try:
            data = base64.b64decode(value["data"], validate=True)
        except (binascii.Error, ValueError):
            data = value["data"].encode("utf-8", "replace")
        told["data"] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    return told

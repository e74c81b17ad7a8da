"""The control surface: how the Sandbox menu and the tests move the switches and look inside.

`Control` does it in the sandbox's own thread; `ControlSurface` offers the same over HTTP on a port
of its own, so that it can still be reached while the sandbox plays dead. Every request there must
bring the control secret, which only the host knows.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import asdict
from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from gui.sandbox.answers import Refusal
from gui.sandbox.behaviour import Setting, Switch, Switches
from gui.sandbox.clock import Clock
from gui.sandbox.exchange import Exchange
from gui.sandbox.faults import Fault, FaultQueue, Held, fault_from
from gui.sandbox.gate import refused
from gui.sandbox.limits import RateLimits
from gui.sandbox.listening import Listener
from gui.sandbox.records import Records
from gui.sandbox.seeding import seed
from gui.sandbox.serving import answered, json_body
from gui.sandbox.store import Document, Store
from gui.sandbox.tokens import Token, token_from
from gui.sandbox.touching import NothingToChange, Touch, touch, touch_from
from gui.sandbox.world import World

SECRET_HEADER: Final = "X-Sandbox-Control"  # noqa: S105 - the name of a header


class Control:
    """What can be done to a running sandbox. Use it in the sandbox's thread only."""

    def __init__(
        self,
        *,
        store: Store,
        world: Callable[[], World],
        clock: Clock,
        switches: Switches,
        limits: RateLimits,
        faults: FaultQueue,
        held: Held,
        records: Records,
        exchange: Exchange,
        listener: Listener,
    ) -> None:
        self._store = store
        self._world = world
        self._clock = clock
        self._switches = switches
        self._limits = limits
        self._faults = faults
        self._held = held
        self._records = records
        self._exchange = exchange
        self._listener = listener

    def switches(self) -> dict[str, Setting]:
        """How all switches stand."""
        return self._switches.settings()

    async def switch(self, name: str, value: Setting) -> Setting:
        """Sets one. ValueError for an unknown name or value."""
        taken = self._switches.set(name, value)
        if name == Switch.OFFLINE:
            await (self._listener.close() if taken else self._listener.open())
        return taken

    def touch(self, record_id: str, change: Touch) -> Document:
        """Changes a record behind everybody's back; see `gui.sandbox.touching`."""
        self._records.settle()
        return touch(self._records, record_id, change)

    def log(self) -> list[Document]:
        """The requests so far, oldest first."""
        return self._store.log()

    def clear_log(self) -> None:
        """Forgets them."""
        self._store.clear_log()

    def record(self, record_id: str) -> Document:
        """A record as stored: `document`, `aside` and `number`. Refusal 404 for none."""
        self._records.settle()
        record = self._records.find(record_id)
        return {"number": record.number, "document": record.document, "aside": record.aside}

    def history(self, record_id: str) -> list[Document]:
        """Every write to a record since the start: `time`, `source`, `before`, `after`."""
        self._records.settle()
        return self._store.history(record_id)

    def tokens(self) -> list[Token]:
        """All tokens, the one with every right first."""
        return [token_from(document) for document in self._store.tokens()]

    def issue(self, token: Token) -> None:
        """Adds a token or changes one."""
        self._store.set_token(token.value, token.document())

    def add_fault(self, fault: Fault) -> None:
        """A fault for a request to come."""
        self._faults.add(fault)

    def faults(self) -> list[Fault]:
        """The faults that wait."""
        return self._faults.waiting()

    def clear_faults(self) -> None:
        """Forgets them, lets held requests go on, and late ones never take effect."""
        self._faults.clear()
        self._held.release()
        self._exchange.forget_late()

    def held(self) -> int:
        """How many requests wait to be released."""
        return len(self._held)

    def release(self) -> None:
        """Lets all held requests go on."""
        self._held.release()

    def under_way(self) -> int:
        """How many requests are being answered, held and slow ones among them."""
        return self._listener.under_way

    def advance(self, seconds: float) -> None:
        """Moves the clock."""
        self._clock.advance(seconds)

    async def reset(self) -> None:
        """Starts over: the people as invented, no log, no faults, switches as at the start."""
        seed(self._store, self._world())
        self.clear_faults()
        self._limits.forget()
        self._switches.reset()
        await self.switch(Switch.OFFLINE, self._switches.on(Switch.OFFLINE))


class ControlSurface:
    """The ASGI application on the control port."""

    def __init__(self, control: Control, secret: str) -> None:
        self._control = control
        self._secret = secret
        self._app = Starlette(
            routes=[
                Route("/sandbox/switches", self._switches, methods=["GET", "POST"]),
                Route("/sandbox/touch/{id}", self._touch, methods=["POST"]),
                Route("/sandbox/log", self._log, methods=["GET", "DELETE"]),
                Route("/sandbox/record/{id}", self._record, methods=["GET"]),
                Route("/sandbox/history/{id}", self._history, methods=["GET"]),
                Route("/sandbox/tokens", self._tokens, methods=["GET", "POST"]),
                Route("/sandbox/faults", self._faults, methods=["GET", "POST", "DELETE"]),
                Route("/sandbox/held", self._holding, methods=["GET", "DELETE"]),
                Route("/sandbox/clock", self._clock, methods=["POST"]),
                Route("/sandbox/reset", self._reset, methods=["POST"]),
            ],
            exception_handlers={
                Refusal: _refused,
                ValueError: _mistaken,
                NothingToChange: _mistaken,
            },
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        given = Request(scope).headers.get(SECRET_HEADER, "")
        if hmac.compare_digest(given.encode(), self._secret.encode()):
            await self._app(scope, receive, send)
        else:
            await answered({"error": "This needs the control secret"}, 403)(scope, receive, send)

    async def _switches(self, request: Request) -> Response:
        if request.method == "POST":
            for name, value in (await json_body(request)).items():
                await self._control.switch(name, value)
        return answered(self._control.switches())

    async def _touch(self, request: Request) -> Response:
        body = await request.body()
        change = touch_from(await json_body(request) if body else {})
        return answered(self._control.touch(request.path_params["id"], change))

    async def _log(self, request: Request) -> Response:
        if request.method == "DELETE":
            self._control.clear_log()
        return answered(self._control.log())

    async def _record(self, request: Request) -> Response:
        return answered(self._control.record(request.path_params["id"]))

    async def _history(self, request: Request) -> Response:
        return answered(self._control.history(request.path_params["id"]))

    async def _tokens(self, request: Request) -> Response:
        if request.method == "POST":
            self._control.issue(token_from(await json_body(request)))
        return answered([token.document() for token in self._control.tokens()])

    async def _faults(self, request: Request) -> Response:
        if request.method == "POST":
            self._control.add_fault(fault_from(await json_body(request)))
        elif request.method == "DELETE":
            self._control.clear_faults()
        return answered([asdict(fault) for fault in self._control.faults()])

    async def _holding(self, request: Request) -> Response:
        if request.method == "DELETE":
            self._control.release()
        held, under_way = self._control.held(), self._control.under_way()
        return answered({"held": held, "under_way": under_way})

    async def _clock(self, request: Request) -> Response:
        self._control.advance(float((await json_body(request))["advance"]))
        return answered({})

    async def _reset(self, _request: Request) -> Response:
        await self._control.reset()
        return answered({})


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return refused(error)


async def _mistaken(_request: Request, error: Exception) -> Response:
    return answered({"error": str(error)}, 400)

"""Runs the sandbox: in a thread of this process, for the editor and for tests, or stand-alone.

It listens on the loopback address only, on a free port unless one is named.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import secrets
import sqlite3
import threading
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from gui.errors import RedlineError
from gui.i18n import N_, _
from gui.sandbox.behaviour import Setting, Switch, Switches
from gui.sandbox.clock import Clock
from gui.sandbox.company import CompanyEndpoints
from gui.sandbox.control import Control, ControlSurface
from gui.sandbox.exchange import Exchange
from gui.sandbox.faults import FaultQueue, Held
from gui.sandbox.gate import Gate
from gui.sandbox.limits import RateLimits
from gui.sandbox.listening import HOST, Listener
from gui.sandbox.listing import Listing
from gui.sandbox.pipeline import Pipeline
from gui.sandbox.records import Records
from gui.sandbox.routes import CandidateEndpoints, PipelineEndpoints
from gui.sandbox.seeding import seed
from gui.sandbox.serving import BASE
from gui.sandbox.shapes import Shapes
from gui.sandbox.signed import Signer, Storage
from gui.sandbox.store import Store
from gui.sandbox.timeline import Timeline
from gui.sandbox.tokens import issued
from gui.sandbox.world import World, WorldError

T = TypeVar("T")

DATABASE: Final = "sandbox.sqlite3"
NOTICE: Final = N_(
    "This is a local imitation of Workable with invented people. It is not Workable, nobody's data "
    "is in it, and its refusals and texts are modelled on what is known of the service."
)
_AGAIN: Final = N_("Try it again; redline --sandbox --fresh starts the sandbox over.")
_PATIENCE: Final = 10.0
"""Seconds that starting or stopping may take."""


class SandboxNotStarted(RedlineError):
    """The sandbox could not be started: its file or its port cannot be used."""


@dataclass(frozen=True, slots=True)
class SandboxHost:
    """How a sandbox is to run.

    `world` gives the invented people; it is asked when a new sandbox is made or reset. `folder`
    None keeps everything in memory, else the state is there (one SQLite file) and survives; with
    `fresh` it starts over. `switches` are settings to start with, `clock` what time it is.
    """

    world: Callable[[], World]
    folder: Path | None = None
    port: int = 0
    fresh: bool = False
    switches: Mapping[str, Setting] | None = None
    clock: Clock | None = None

    def start(self) -> Running:
        """Starts it and returns when it answers, after some 30 ms.

        SandboxNotStarted where it cannot.
        """
        running = Running(self)
        running._start()
        return running


class Running:
    """A running sandbox. Its methods may be called from any thread but its own."""

    def __init__(self, host: SandboxHost) -> None:
        self.clock = host.clock or Clock()
        self.control_secret = secrets.token_urlsafe(24)
        self.base_url = ""
        self.control_url = ""
        self.subdomain = ""
        self.token = ""
        self.moved_aside: Path | None = None
        self._host = host
        self._ready: concurrent.futures.Future[None] = concurrent.futures.Future()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._leave: asyncio.Event | None = None
        self._control: Control | None = None
        self._thread = threading.Thread(target=self._run, name="sandbox", daemon=True)

    def _start(self) -> None:
        self._thread.start()
        try:
            self._ready.result(_PATIENCE)
        except TimeoutError:
            raise SandboxNotStarted(
                _("The sandbox did not start in time."), next_step=_(_AGAIN)
            ) from None

    def stop(self) -> None:
        """Stops it and waits until it has let go of its port and file. Again: nothing."""
        if self._loop is not None and self._leave is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._leave.set)
        self._thread.join(_PATIENCE)

    def ask(self, act: Callable[[Control], T]) -> concurrent.futures.Future[T]:
        """Lets `act` work on the control in the sandbox's thread; the future of its result.

        In a coroutine: ``await asyncio.wrap_future(running.ask(lambda c: c.log()))``.
        """

        async def acting() -> T:
            return act(self._ready_control())

        return self._submit(acting())

    def switch(self, name: str, value: Setting) -> concurrent.futures.Future[Setting]:
        """Sets a switch; the future of the value as taken."""
        return self._submit(self._ready_control().switch(name, value))

    def reset(self) -> concurrent.futures.Future[None]:
        """Starts over with the people as invented."""
        return self._submit(self._ready_control().reset())

    def _submit(self, coroutine: Coroutine[Any, Any, T]) -> concurrent.futures.Future[T]:
        assert self._loop is not None
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop)

    def _ready_control(self) -> Control:
        assert self._control is not None
        return self._control

    def _run(self) -> None:
        try:
            # Named, because the policy of the process may make loops of another kind.
            with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
                runner.run(self._serve())
        except Exception as error:  # whoever waits for the start is told
            if not self._ready.done():
                self._ready.set_exception(_explained(error))
            else:
                raise

    async def _serve(self) -> None:
        store = self._opened_store()
        try:
            parts = _Parts(store, self.clock, Switches(self._host.switches))
            listener = Listener(parts.exchange, self._host.port)
            self._control = parts.control(self._host.world, listener)
            surface = Listener(ControlSurface(self._control, self.control_secret))
            await listener.open()
            await surface.open()
            if parts.switches.on(Switch.OFFLINE):
                await listener.close()
            account = store.reference("account")["subdomain"]
            self.base_url = f"http://{HOST}:{listener.port}{BASE}"
            self.control_url = f"http://{HOST}:{surface.port}/sandbox"
            self.subdomain = account
            self.token = next(iter(issued(account))).value
            self._loop, self._leave = asyncio.get_running_loop(), asyncio.Event()
            self._ready.set_result(None)
            await self._leave.wait()
            await listener.close()
            await surface.close()
        finally:
            store.close()

    def _opened_store(self) -> Store:
        path = None
        if self._host.folder is not None:
            self._host.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = self._host.folder / DATABASE
        store = Store(path)
        try:
            self.moved_aside = store.moved_aside
            if self._host.fresh or store.meta("seeded") is None:
                seed(store, self._host.world())
        except BaseException:
            store.close()
            raise
        return store


class _Parts:
    """The working parts of a sandbox, put together."""

    def __init__(self, store: Store, clock: Clock, switches: Switches) -> None:
        self.store, self.clock, self.switches = store, clock, switches
        self.limits, self.faults, self.held = RateLimits(), FaultQueue(), Held()
        self.records = Records(store, clock, switches)
        signer = Signer(store.signing_secret(), clock, lambda: switches.number(Switch.LINK_LIFE))
        shapes = Shapes(store, signer, switches)
        pipeline = Pipeline(self.records, Timeline(store, clock))
        entrances = [
            *CandidateEndpoints(self.records, shapes, Listing(store, shapes, switches)).entrances(),
            *PipelineEndpoints(self.records, shapes, pipeline).entrances(),
            *CompanyEndpoints(store).entrances(),
        ]
        gate = Gate(store, clock, switches, self.limits, self.records, entrances)
        storage = Storage(store, signer)
        self.exchange = Exchange(
            store, clock, switches, self.faults, self.held, gate.answer, storage.answer
        )

    def control(self, world: Callable[[], World], listener: Listener) -> Control:
        """The control over them."""
        return Control(
            store=self.store,
            world=world,
            clock=self.clock,
            switches=self.switches,
            limits=self.limits,
            faults=self.faults,
            held=self.held,
            records=self.records,
            exchange=self.exchange,
            listener=listener,
        )


def _explained(error: Exception) -> Exception:
    if not isinstance(error, OSError | sqlite3.Error | WorldError):
        return error
    reason = getattr(error, "strerror", None) or str(error)
    told = SandboxNotStarted(
        _("The sandbox could not be started: {reason}").format(reason=reason),
        next_step=_(_AGAIN),
    )
    told.__cause__ = error
    return told

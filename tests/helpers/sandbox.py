"""The sandbox for tests: real HTTP on loopback, a handful of people, and a look behind the scenes.

    with running_sandbox() as sandbox:
        client = Client(sandbox.base_url, sandbox.token)
        ...
        assert sandbox.patches()[0]["keys"] == ["lastname"]
        assert sandbox.record(AMARA)["lastname"] == "Osei"

or ask for the `sandbox` fixture. Two things differ from the sandbox of the program: no request is
refused for being the eleventh in ten seconds (switch `rate_limit` back on to see that), and there
are the people of `tests.helpers.sandbox_world`.
"""

from __future__ import annotations

import contextlib
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import httpx
import pytest

from gui.sandbox.behaviour import Setting
from gui.sandbox.clock import Clock
from gui.sandbox.faults import fault_from
from gui.sandbox.host import Running, SandboxHost
from gui.sandbox.tokens import Token
from gui.sandbox.touching import touch_from
from gui.sandbox.world import World
from tests.helpers.sandbox_world import small_world
from tests.helpers.wait import PATIENCE

# Loading certificates for connections that never use them takes most of a test's time.
_NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class RunningSandbox:
    """A running sandbox and its control. All methods are quick and return when it is done."""

    def __init__(self, running: Running) -> None:
        self.running = running

    @property
    def base_url(self) -> str:
        """Up to and with ``/spi/v3``."""
        return self.running.base_url

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return self.running.base_url.removesuffix("/spi/v3")

    @property
    def token(self) -> str:
        """The token with every right."""
        return self.running.token

    @property
    def subdomain(self) -> str:
        return self.running.subdomain

    @property
    def clock(self) -> Clock:
        """What time it is there; `advance` moves it."""
        return self.running.clock

    def client(self, token: str | None = None) -> httpx.Client:
        """A plain client with that token (the one with every right); close it after use."""
        headers = {"Authorization": f"Bearer {self.token if token is None else token}"}
        return httpx.Client(
            base_url=self.base_url, headers=headers, timeout=10, trust_env=False, verify=_NO_TLS
        )

    def log(self, method: str | None = None, *, storage: bool = False) -> list[dict[str, Any]]:
        """The requests to the API so far (or to the storage of files), oldest first.

        Each: `time`, `method`, `path`, `query`, `token` (its name), `keys` (under ``candidate``),
        `unknown_keys`, `body` (files as size and sha256), `bytes`, `status` (None where nothing was
        applied), `fault`.
        """
        surface = "storage" if storage else "api"
        return [
            entry
            for entry in self.running.ask(lambda control: control.log()).result()
            if entry["surface"] == surface and method in (None, entry["method"])
        ]

    def patches(self) -> list[dict[str, Any]]:
        """The PATCH requests so far."""
        return self.log("PATCH")

    def clear_log(self) -> None:
        self.running.ask(lambda control: control.clear_log()).result()

    def record(self, record_id: str) -> dict[str, Any]:
        """A record as stored, whatever the reads show. Refusal where there is none."""
        stored = self.running.ask(lambda control: control.record(record_id)).result()
        return cast(dict[str, Any], stored["document"])

    def aside(self, record_id: str) -> dict[str, Any]:
        """What is stored beside a record and never read: links sent, texting consent, files."""
        stored = self.running.ask(lambda control: control.record(record_id)).result()
        return cast(dict[str, Any], stored["aside"])

    def history(self, record_id: str) -> list[dict[str, Any]]:
        """Every write to a record: `time`, `source` (api, colleague, background), `before`,
        `after`."""
        return self.running.ask(lambda control: control.history(record_id)).result()

    def switch(self, name: str, value: Setting) -> None:
        """Sets a switch of `gui.sandbox.behaviour`."""
        self.running.switch(name, value).result()

    def fault(self, kind: str, **more: Any) -> None:
        """A fault for the next fitting request: see `gui.sandbox.faults.Fault`."""
        fault = fault_from({"kind": kind, **more})
        self.running.ask(lambda control: control.add_fault(fault)).result()

    def clear_faults(self) -> None:
        """Takes back the faults that have not struck."""
        self.running.ask(lambda control: control.clear_faults()).result()

    def faults_left(self) -> int:
        """How many faults have not struck."""
        return len(self.running.ask(lambda control: control.faults()).result())

    def held(self) -> int:
        """How many requests wait because of a fault ``hold`` or ``hold_before``."""
        return self.running.ask(lambda control: control.held()).result()

    def release(self) -> None:
        """Lets them go on."""
        self.running.ask(lambda control: control.release()).result()

    def under_way(self) -> int:
        """How many requests are being answered, held and slow ones among them."""
        return self.running.ask(lambda control: control.under_way()).result()

    def touch(self, record_id: str, kind: str = "another_field", **more: Any) -> dict[str, Any]:
        """A colleague changes a record: see `gui.sandbox.touching.Touch`. What was done."""
        change = touch_from({"kind": kind, **more})
        return self.running.ask(lambda control: control.touch(record_id, change)).result()

    def put(self, record_id: str, **values: Any) -> None:
        """Sets keys of a record to any values, whatever the rules say."""
        self.touch(record_id, "set", values=values)

    def advance(self, seconds: float) -> None:
        """Moves the sandbox's clock."""
        self.running.clock.advance(seconds)

    def token_named(self, name: str) -> str:
        """The value of a token: full, read-only, no-jobs, expired, revoked, other-account,
        oauth-user."""
        tokens = self.running.ask(lambda control: control.tokens()).result()
        return next(token.value for token in tokens if token.name == name)

    def issue(self, token: Token) -> None:
        """Adds a token, such as one with a value that no other test uses."""
        self.running.ask(lambda control: control.issue(token)).result()

    def reset(self) -> None:
        """Starts over."""
        self.running.reset().result()


def fetch(url: str, method: str = "GET", **headers: str) -> httpx.Response:
    """One request without a token, as for a signed link."""
    with httpx.Client(headers=headers, timeout=10, trust_env=False, verify=_NO_TLS) as client:
        return client.request(method, url)


def until(true: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Waits in a plain test for what a thread of the sandbox or a client is about to do."""
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it did not happen"
        time.sleep(0.005)


@contextlib.contextmanager
def running_sandbox(
    world: World | None = None,
    *,
    switches: Mapping[str, Setting] | None = None,
    folder: Path | None = None,
    clock: Clock | None = None,
) -> Iterator[RunningSandbox]:
    """A sandbox for the time of the block; in memory unless it gets a folder."""
    people = world or small_world()
    host = SandboxHost(
        lambda: people, folder, switches={"rate_limit": False, **(switches or {})}, clock=clock
    )
    running = host.start()
    try:
        yield RunningSandbox(running)
    finally:
        running.stop()


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    """A sandbox with a handful of people, fresh for every test."""
    with running_sandbox() as running:
        yield running

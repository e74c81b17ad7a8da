"""Row 12: a minute of the real budget, with 500 waiting reads and a person's sends between.

The real client against the sandbox, which counts as the service does and refuses the eleventh.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Final

from gui.secret import Secret
from gui.workable.client import WorkableClient
from gui.workable.endpoint import endpoint_from_url
from gui.workable.pace import INTERVAL, Pace, Priority
from gui.workable.transport import Transport
from tests.bench.rows import Row
from tests.bench.server import ORDINARY, WITHOUT_FILES, Server, serving

WAITING: Final = 500
SECONDS: Final = 60.0
EVERY: Final = 7.0
"""Seconds between two sends."""


class Watched(Pace):
    """Notes who got a turn when, and how many others went before a person who asked."""

    def __init__(self) -> None:
        super().__init__()
        self.granted: list[float] = []
        self.overtaken: list[int] = []
        self._background = 0

    def turn(self, priority: Priority) -> AbstractAsyncContextManager[None]:
        return self._noted(priority)

    @asynccontextmanager
    async def _noted(self, priority: Priority) -> AsyncIterator[None]:
        before = self._background
        async with super().turn(priority):
            self.granted.append(time.monotonic())
            if priority is Priority.PERSON:
                self.overtaken.append(self._background - before)
            else:
                self._background += 1
            yield


def measure(*, quick: bool) -> list[Row]:
    if quick:
        return [Row("12", "a minute of requests", "not in the quick run")]
    with serving() as server:
        server.ask("switch", name="rate_limit", value=True)
        return [asyncio.run(_minute(server))]


async def _minute(server: Server) -> Row:
    endpoint = endpoint_from_url(server.url, server.subdomain)
    pace = Watched()
    client = WorkableClient(await Transport.connect(endpoint, Secret(server.token)), pace)
    server.ask("clear")
    start = time.monotonic()
    reads = [
        asyncio.create_task(client.candidate(ORDINARY, priority=Priority.BACKGROUND))
        for _number in range(WAITING)
    ]
    with suppress(TimeoutError):
        async with asyncio.timeout(SECONDS):
            for number in range(WAITING):
                await asyncio.sleep(EVERY if number else 1.0)
                await client.candidate(WITHOUT_FILES)
                body = json.dumps({"candidate": {"headline": f"Paced {number}"}}).encode()
                await client.patch(WITHOUT_FILES, body)
                await client.candidate(WITHOUT_FILES)
    limit = pace.snapshot().limit
    used = sum(moment - start <= SECONDS for moment in pace.granted)
    for read in reads:
        read.cancel()
    with contextlib.suppress(BaseException):
        await asyncio.gather(*reads, return_exceptions=True)
    await client.aclose()
    refused = sum(entry["status"] == 429 for entry in server.ask("log"))
    budget = limit * SECONDS / INTERVAL
    waited = max(pace.overtaken, default=0)
    return Row(
        "12",
        f"{SECONDS:.0f} s, {WAITING} waiting reads, a send every {EVERY:.0f} s",
        f"{used} requests, {refused} answers 429, a person waited for {waited} at most",
        goal="≥ 95 % used, 0 × 429, ≤ 1 request",
        floor=f"{budget:.0f} requests",
        ratio=f"{used / budget:.0%}",
        good=used / budget >= 0.95 and not refused and waited <= 1,
        more={"limit": limit, "overtaken": pace.overtaken},
    )

"""A thousand candidates opened, edited, sent and closed: what the program takes must not grow.

The services of the program with their real disk, on Qt's own loop, without a window, and with the
program's own ways with memory: its collector of garbage and its border for large blocks. The
service runs in a process of its own, so that only the program is measured.
"""

from __future__ import annotations

import asyncio
import gc
import os
import tempfile
import time
import tracemalloc
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from gui.app.collector import Collector
from gui.model import edits
from gui.model.values import Place, entries
from gui.paths import Profile
from gui.secret import Secret
from gui.services.connection import Connection
from gui.services.line import AccountInUse
from gui.services.loop import AppLoop
from gui.services.memory import give_large_blocks_back
from gui.workable.client import WorkableClient
from gui.workable.endpoint import endpoint_from_url
from gui.workable.pace import Pace
from gui.workable.transport import Transport
from tests.helpers.office import Office, Person
from tests.soak.serve import Served, served

WARM_UP: Final = 200
PEOPLE: Final = 40
GROWTH_GOAL: Final = 5.0
"""Megabytes after the warm-up."""
STALL_GOAL: Final = 100.0
"""Milliseconds that the loop may be busy with one thing."""


@dataclass(frozen=True, slots=True)
class Endurance:
    """What it took. Sizes in megabytes, the stall in milliseconds."""

    cycles: int
    growth: float
    descriptors: int
    """How many more are open than after the warm-up."""
    tasks: int
    threads: int
    longest_stall: float
    longest_work: float
    """Of the stalls, what the program itself computed in one; the rest the machine had other
    things to do."""
    seconds: float

    @property
    def is_good(self) -> bool:
        """Whether nothing grows and the loop always came round in time."""
        is_flat = self.growth <= GROWTH_GOAL and self.descriptors <= 2 and self.tasks <= 1
        return is_flat and self.longest_work <= STALL_GOAL

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


class _Watchdog:
    """Measures how late the loop comes round, and how much of that it computed."""

    def __init__(self) -> None:
        self.longest = 0.0
        self.work = 0.0
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._watch())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})

    async def _watch(self) -> None:
        while True:
            before, worked = time.perf_counter(), time.thread_time()
            await asyncio.sleep(0.005)
            self.longest = max(self.longest, time.perf_counter() - before - 0.005)
            self.work = max(self.work, time.thread_time() - worked)


@dataclass(frozen=True, slots=True)
class _Use:
    memory: float
    descriptors: int
    tasks: int
    threads: int


def _use() -> _Use:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return _Use(
        pages * os.sysconf("SC_PAGE_SIZE") / 1e6,
        len(os.listdir("/proc/self/fd")),  # noqa: PTH208  counted, not walked
        len(asyncio.all_tasks()),
        len(os.listdir("/proc/self/task")),  # noqa: PTH208
    )


def run(cycles: int, seed: str) -> Endurance:
    """Runs that many cycles after a warm-up."""
    app = QCoreApplication.instance() or QCoreApplication([])
    give_large_blocks_back()
    collector = Collector()
    with (
        served(token="endurance", seed=seed, people=PEOPLE, forgets=True) as server,
        tempfile.TemporaryDirectory(prefix="redline-endurance-") as folder,
        asyncio.Runner(loop_factory=lambda: AppLoop(app)) as runner,
    ):
        try:
            return runner.run(_cycles(cycles, server, Profile(Path(folder) / "profile")))
        finally:
            collector.stop()


async def _cycles(cycles: int, server: Served, profile: Profile) -> Endurance:
    office = Office(Person(takes="mine"), profile)
    endpoint = endpoint_from_url(server.url, "soak")
    transport = await Transport.connect(endpoint, Secret(server.token))
    client = WorkableClient(transport, Pace(limit=1000, interval=0.001))
    await office.line.use(
        Connection(client, office.person), AccountInUse("soak", "Soak", endpoint.host)
    )
    office.desk.use_account("soak")
    started = time.monotonic()
    watchdog = _Watchdog()
    try:
        for number in range(WARM_UP):
            await _cycle(office, number)
        before = _use()
        watchdog.start()
        for number in range(cycles):
            await _cycle(office, WARM_UP + number)
        await watchdog.stop()
        after = _use()
    finally:
        await office.aclose()
    assert office.failures == [], office.failures
    return Endurance(
        cycles,
        round(after.memory - before.memory, 2),
        after.descriptors - before.descriptors,
        after.tasks - before.tasks,
        after.threads - before.threads,
        round(watchdog.longest * 1000, 1),
        round(watchdog.work * 1000, 1),
        round(time.monotonic() - started, 1),
    )


async def _cycle(office: Office, number: int) -> None:
    session = await office.opened(f"1de0{number % PEOPLE:04x}")
    jobs = entries(session.value("experience_entries"))
    session.edit(lambda d: edits.set_value(d, "headline", f"Headline {number}"))
    session.edit(lambda d: edits.set_value(d, "phone", f"+46 31 {number}"))
    if jobs:
        place = Place("experience_entries", jobs[0].ref, "title")
        session.edit(lambda d: edits.set_entry_field(d, place, f"Title {number}"))
    if len(jobs) < 4:
        session.edit(lambda d: edits.add_entry(d, "experience_entries", {"title": f"Job {number}"}))
    else:
        last = Place("experience_entries", jobs[-1].ref)
        session.edit(lambda d: edits.remove_entry(d, last))
    session.edit(lambda d: d.undo())
    session.edit(lambda d: d.redo())
    await office.sent(session)
    assert not session.draft.is_dirty, office.last_words
    office.desk.close_session(session)
    office.told.clear()
    office.person.effects.clear()
    await asyncio.sleep(0)


def trace(cycles: int) -> str:
    """Where memory grew, for whoever looks for a leak."""
    tracemalloc.start(5)
    run(cycles, "trace")
    found = tracemalloc.take_snapshot().statistics("lineno")[:10]
    return "\n".join(str(line) for line in found)

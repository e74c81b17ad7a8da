"""Row 10: a hundred thousand candidates in the list, beside the same over a plain Python list."""

from __future__ import annotations

import asyncio
import gc
import os
import statistics
import time
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from gui.services.candidate_list import CandidateList, Order
from gui.services.loop import AppLoop
from gui.services.tasks import Tasks
from gui.views.panels.candidates import CandidatesPanel
from gui.views.theme import Look, Theme
from gui.workable.client import CandidateQuery, Cursor, Page
from gui.workable.wire import Job, RowSummary, Stage
from tests.bench import inside
from tests.bench.pulse import Stalls
from tests.bench.rows import Pairs, Row, milliseconds
from tests.helpers.wait import until

_PAGE: Final = 1_000
GOAL_FILTER: Final = 0.030
GOAL_FRAME: Final = 0.016
GOAL_MB: Final = 60.0
_FIRST: Final = ("Amara", "Bea", "Tomasz", "Odda", "Petra", "Ines", "Rafe", "Signe", "Marek")
_LAST: Final = ("Osei", "Lindqvist", "Holm", "Kaltenberg", "Oduya", "Vaux", "Rask", "Berg")


class Lists:
    """Pages of invented people, as fast as they are asked for."""

    def __init__(self, count: int) -> None:
        self._count = count

    async def candidates(self, query: CandidateQuery, since: Cursor | str | None = None) -> Page:
        del query
        start = int(since.params["n"]) if isinstance(since, Cursor) else 0
        end = min(start + _PAGE, self._count)
        rows = tuple(_row(number) for number in range(start, end))
        return Page(rows, Cursor(("n",), {"n": str(end)}) if end < self._count else None)

    async def jobs(self) -> tuple[Job, ...]:
        return ()

    async def stages(self) -> tuple[Stage, ...]:
        return ()


def _row(number: int) -> RowSummary:
    first = _FIRST[number % len(_FIRST)]
    last = f"{_LAST[number // 9 % len(_LAST)]}-{number}"
    return RowSummary(
        format(number, "x"),
        f"{first} {last}",
        job="Logistics Planner",
        job_shortcode="9F3A6C21D0",
        stage="Phone Screen",
        email=f"{first}.{last}@example.com".lower(),
        headline=f"Headline {number % 1000}",
        updated_at=f"2026-06-{number * 7 % 28 + 1:02}T10:{number * 11 % 60:02}:00Z",
        created_at="2026-06-02T10:00:00Z",
        profile_url=f"https://harbourworks.workable.com/backend/jobs/88110/browser/{number}",
    )


def measure(*, quick: bool) -> list[Row]:
    app = QApplication.instance() or QApplication(["redline"])
    assert isinstance(app, QApplication)
    Theme(Look.LIGHT).apply(app)
    with asyncio.Runner(loop_factory=lambda: AppLoop(app)) as runner:
        return runner.run(_rows(20_000 if quick else 100_000))


async def _rows(count: int) -> list[Row]:
    tasks = Tasks(lambda _name, error: print(error))
    gc.collect()
    before = _resident()
    source = CandidateList(Lists(count), tasks)
    panel = CandidatesPanel(source, has_draft=lambda _id: False)
    panel.resize(320, 780)
    panel.show()
    source.load()
    start = time.perf_counter()
    while not source.is_complete:
        await until(lambda: not source.is_loading)
        source.load_more()
    loading = time.perf_counter() - start
    gc.collect()
    memory = _resident() - before
    line = panel.findChild(QLineEdit)
    assert line is not None
    plain = [f"{row.name} {row.email} {row.job}".lower() for row in source.rows]
    filtered = await inside.aside(lambda: _filter(line, plain))
    frames = await inside.aside(lambda: _scroll(panel, line))
    sorting, waited, computed = await _sort(panel, source)
    name = sorted(plain)  # warm
    start = time.perf_counter()
    name = sorted(plain)
    floor = time.perf_counter() - start
    del name
    await tasks.aclose()
    panel.close()
    worst = max(filtered.got)
    return [
        Row(
            "10",
            f"a key in the filter over {count:,} rows, painted",
            f"{milliseconds(filtered.median)}, worst {milliseconds(worst)}",
            goal="≤ 30 ms",
            floor=milliseconds(filtered.median_floor),
            ratio=f"{filtered.ratio:.1f}",
            good=worst <= GOAL_FILTER,
            more={**filtered.numbers("s"), "loading": loading},
        ),
        Row(
            "10",
            "a screen further in that list, painted",
            f"worst {milliseconds(max(frames))}",
            goal="≤ 16 ms",
            good=max(frames) <= GOAL_FRAME,
        ),
        Row(
            "10",
            "longest turn of the loop while that list is sorted, four ways",
            f"{milliseconds(waited)} (computed {milliseconds(computed)}), "
            f"sorted after {milliseconds(sorting)}",
            goal="≤ 16 ms",
            floor=f"{milliseconds(floor)} at once",
            good=waited <= GOAL_FRAME,
            more={"unit": "s", "waited": waited, "computed": computed},
        ),
        Row(
            "10",
            "memory of those rows",
            f"{memory:.0f} MB",
            goal=f"≤ {GOAL_MB:.0f} MB",
            good=memory <= GOAL_MB,
        ),
    ]


def _filter(line: QLineEdit, plain: list[str]) -> Pairs:
    """Three names typed letter by letter, and taken back."""
    got: list[float] = []
    floor: list[float] = []
    for name in ("amara osei", "holm-77", "tomasz"):
        for size in range(1, len(name) + 1):
            start = time.perf_counter()
            wanted = name[:size].split()
            found = [at for at, text in enumerate(plain) if all(w in text for w in wanted)]
            floor.append(time.perf_counter() - start)
            start = time.perf_counter()
            QTest.keyClicks(line, name[size - 1])
            inside.painted()
            got.append(time.perf_counter() - start)
            del found
        start = time.perf_counter()
        line.clear()
        inside.painted()
        got.append(time.perf_counter() - start)
        start = time.perf_counter()
        list(range(len(plain)))
        floor.append(time.perf_counter() - start)
    return Pairs(got, floor)


def _scroll(panel: CandidatesPanel, line: QLineEdit) -> list[float]:
    line.clear()
    inside.painted()
    frames = []
    for number in range(200):
        start = time.perf_counter()
        QTest.keyClick(panel.view, Qt.Key.Key_End if number == 100 else Qt.Key.Key_PageDown)
        inside.painted()
        frames.append(time.perf_counter() - start)
    return frames


async def _sort(panel: CandidatesPanel, source: CandidateList) -> tuple[float, float, float]:
    """Seconds until it is sorted, and of the longest turn meanwhile: waited and computed."""
    took: list[float] = []
    stalls = Stalls()
    stalls.start()
    await asyncio.sleep(0)
    for order in (Order.NAME, Order.CHANGED, Order.JOB, Order.STAGE):
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        source.order_changed.connect(lambda done=done: done.done() or done.set_result(None))
        start = time.perf_counter()
        source.put_in_order(order)
        await done
        took.append(time.perf_counter() - start)
        await inside.settled(0.1)
    waited, computed = stalls.stop()
    return statistics.median(took), waited, computed


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

"""Row 11: a thousand times open, edit, send and close: nothing of it may stay."""

from __future__ import annotations

import asyncio
import gc
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QApplication

from gui.model import edits
from tests.bench import inside
from tests.bench.inside import Bench
from tests.bench.rows import Row
from tests.bench.server import WITHOUT_FILES

GOAL_MB: Final = 5.0


@dataclass(frozen=True, slots=True)
class _Use:
    memory: float
    descriptors: int
    tasks: int
    widgets: int


def measure(*, quick: bool) -> list[Row]:
    if quick:
        return [Row("11", "a thousand times open, edit, send, close", "not in the quick run")]
    return inside.run(lambda bench: _rows(bench, 1_000))


async def _rows(bench: Bench, count: int) -> list[Row]:
    for number in range(max(10, count // 10)):
        await _cycle(bench, number)
    before = await _use()
    for number in range(count):
        await _cycle(bench, 10_000 + number)
    after = await _use()
    growth = after.memory - before.memory
    more = {
        "descriptors": after.descriptors - before.descriptors,
        "tasks": after.tasks - before.tasks,
        "widgets": after.widgets - before.widgets,
    }
    told = ", ".join(f"{number:+} {what}" for what, number in more.items())
    return [
        Row(
            "11",
            f"{count:,} times open, edit, send, close",
            f"{growth:+.1f} MB, {told}",
            goal="≤ 5 MB, nothing new",
            good=growth <= GOAL_MB and all(number <= 0 for number in more.values()),
            more=more,
        )
    ]


async def _cycle(bench: Bench, number: int) -> None:
    desk = bench.hands.program.desk
    await bench.filled(lambda: desk.open(WITHOUT_FILES), WITHOUT_FILES)
    session = bench.hands.session
    session.edit(lambda draft: edits.set_value(draft, "headline", f"Headline {number}"))
    bench.hands.program.sending.send(session)
    await bench.hands.sent()
    assert not session.draft.is_dirty, bench.hands.words
    bench.closed()
    await asyncio.sleep(0.005)


async def _use() -> _Use:
    await inside.settled(1.0)
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])  # noqa: ASYNC240  # no disk
    return _Use(
        pages * os.sysconf("SC_PAGE_SIZE") / 1e6,
        len(os.listdir("/proc/self/fd")),  # noqa: PTH208  # counted, not walked
        len(asyncio.all_tasks()),
        len(QApplication.allWidgets()),
    )

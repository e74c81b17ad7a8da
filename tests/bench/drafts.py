"""Row 13: what keeping the draft costs while somebody types."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from gui.model.fields import Tab
from gui.services.storage.database import Database
from tests.bench import inside
from tests.bench.inside import Bench
from tests.bench.rows import Row, milliseconds
from tests.bench.server import MANY

GOAL: Final = 0.002


def measure(*, quick: bool) -> list[Row]:
    return inside.run(lambda bench: _rows(bench, 2.5 if quick else 20.0))


async def _rows(bench: Bench, seconds: float) -> list[Row]:
    """Typing into the record with 300 entries: the largest draft there is to be kept."""
    keeper = bench.hands.program.keeper
    await bench.opened(MANY[300])
    bench.hands.program.form.show_tab(Tab.PROFILE)
    await inside.settled(1.0)
    writes: list[tuple[float, bool]] = []
    write = Database.write
    window = threading.get_ident()

    def noted(self: Database, work: Callable[[sqlite3.Connection], Any]) -> Any:
        if "drafts" in self._path.name:
            writes.append((time.monotonic(), threading.get_ident() == window))
        return write(self, work)

    Database.write = noted  # type: ignore[method-assign]
    steps: list[float] = []
    writer = keeper._writer
    save = writer.save

    async def timed(held: Any) -> bool:
        """What the window's thread does for it: each step until something is waited for."""
        work = save(held)
        waits = work.__await__()
        answer: Any = None
        while True:
            start = time.thread_time()
            try:
                waited = waits.send(answer)
            except StopIteration as end:
                return bool(end.value)
            finally:
                steps.append(time.thread_time() - start)
            answer = await _Again(waited)

    writer.save = timed  # type: ignore[method-assign]
    line = bench.hands.named("Headline", QLineEdit)
    line.setFocus()
    ends = time.monotonic() + seconds
    number = 0
    while time.monotonic() < ends:
        QTest.keyClicks(line, "abcdefghijkl "[number % 13])
        number += 1
        await asyncio.sleep(0.05)
    await inside.settled(1.2)
    Database.write = write  # type: ignore[method-assign]
    moments = [moment for moment, _here in writes]
    # A write may come a tenth before the second is over, so that the edit is there within one
    # (`Rhythm`); the disk's thread begins some milliseconds more or less.
    most = max((sum(a <= b < a + 0.88 for b in moments) for a in moments), default=0)
    here = sum(is_here for _moment, is_here in writes)
    worst = max(steps, default=0.0)
    return [
        Row(
            "13",
            f"keeping the draft while typing {number} letters (300 entries)",
            f"{milliseconds(worst)} of the window's thread at most, {most} writes in 0.9 s at "
            f"most, {here} of {len(writes)} in the window's thread",
            goal="≤ 2 ms, ≤ 1 write in 0.9 s, never there",
            good=worst <= GOAL and most <= 1 and here == 0,
            more={"writes": len(writes), "steps": len(steps), "seconds": seconds},
        )
    ]


class _Again:
    """Waits for what another coroutine waits for."""

    def __init__(self, waited: Any) -> None:
        self._waited = waited

    def __await__(self) -> Any:
        return (yield self._waited)

"""Row 6: from a keystroke to the painted window, beside a bare line editor in the same window."""

from __future__ import annotations

import statistics
import time
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from gui.model.fields import Tab
from tests.bench import inside
from tests.bench.inside import Bench
from tests.bench.rows import Pairs, Row, milliseconds
from tests.bench.server import MANY, WITHOUT_FILES

GOAL_MORE: Final = 0.004
GOAL_WORST: Final = 0.016


def measure(*, quick: bool) -> list[Row]:
    return inside.run(lambda bench: _rows(bench, 200 if quick else 2_000))


async def _rows(bench: Bench, count: int) -> list[Row]:
    return [
        await _row(bench, WITHOUT_FILES, "6", "keystroke to painted", count),
        await _row(bench, MANY[300], "6b", "the same with 300 entries", count),
    ]


async def _row(bench: Bench, record_id: str, number: str, figure: str, count: int) -> Row:
    session = await bench.opened(record_id)
    bench.hands.program.form.show_tab(Tab.PROFILE)
    await inside.settled()
    line = bench.hands.named("First name", QLineEdit)
    line.setFocus()
    bare = QLineEdit(bench.hands.window)
    bare.resize(line.size())
    bare.show()
    await inside.settled()
    taken = await inside.aside(lambda: _typed(line, bare, count))
    assert session.draft.is_dirty or session.current.full_name
    session.edit(lambda draft: draft.revert_keys(["firstname"], label="Revert"))
    bare.deleteLater()
    bench.closed()
    more, worst = taken.more_than_floor, max(taken.got)
    slow = sum(each > GOAL_WORST for each in taken.got)
    return Row(
        number,
        f"{figure} ({count:,})",
        f"{milliseconds(taken.median)}, worst {milliseconds(worst)} ({slow} over 16 ms)",
        goal="≤ +4 ms, worst ≤ 16 ms",
        floor=f"{milliseconds(taken.median_floor)}, worst {milliseconds(max(taken.floor))}",
        ratio=f"+{milliseconds(more)}",
        good=more <= GOAL_MORE and worst <= GOAL_WORST,
        more={
            "unit": "s",
            "p99": statistics.quantiles(taken.got, n=100)[98],
            "p99_floor": statistics.quantiles(taken.floor, n=100)[98],
        },
    )


def _typed(line: QLineEdit, bare: QLineEdit, count: int) -> Pairs:
    """Letters and backspaces by turns of twelve, each key into both."""
    got: list[float] = []
    floor: list[float] = []
    for number in range(count):
        back = number // 12 % 2
        for widget, into in ((bare, floor), (line, got))[:: 1 if number % 2 else -1]:
            start = time.perf_counter()
            if back:
                QTest.keyClick(widget, Qt.Key.Key_Backspace)
            else:
                QTest.keyClicks(widget, "abcdefghijkl"[number % 12])
            inside.painted()
            into.append(time.perf_counter() - start)
    return Pairs(got, floor)

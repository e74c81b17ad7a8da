"""Rows 4 and 5: from a click on another candidate to the form, beside a bare read of the same."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Final, TypeAlias

import httpx
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.model import edits
from gui.model.fields import Tab
from gui.services.settings import NEXT_AHEAD
from tests.bench import inside
from tests.bench.inside import Bench
from tests.bench.rows import Pairs, Row, milliseconds
from tests.bench.server import MANY, WITHOUT_FILES
from tests.helpers.wait import until

Bare: TypeAlias = Callable[[str], float]
"""Reads a candidate and nothing else; the seconds that it took."""
GOAL_MORE: Final = 0.025
GOAL_HELD: Final = 0.016
GOAL_300: Final = 0.100


def measure(*, quick: bool) -> list[Row]:
    return inside.run(lambda bench: _rows(bench, *((3, 0.12) if quick else (20, 0.3))))


async def _rows(bench: Bench, count: int, rest: float) -> list[Row]:
    headers = {"Authorization": f"Bearer {bench.server.token}"}
    with httpx.Client(headers=headers, base_url=bench.server.url) as client:

        def bare(record_id: str) -> float:
            start = time.perf_counter()
            client.get(f"/candidates/{record_id}").raise_for_status().json()
            return time.perf_counter() - start

        bare(WITHOUT_FILES)
        return [
            await _clicked(bench, bare, count, rest),
            await _held(bench, count),
            await _ahead(bench, count),
            *await _many(bench, bare, max(2, count // 3), rest),
        ]


async def _clicked(bench: Bench, bare: Bare, count: int, rest: float) -> Row:
    """Two rows of the list by turns, each read anew."""
    view = bench.hands.program.candidates.view
    rows = bench.hands.program.list.rows
    got: list[float] = []
    floor: list[float] = []
    for number in range(count + 2):
        at = number % 2
        record_id = rows[at].id
        place = view.visualRect(view.model().index(at, 0)).center()

        floor.append(bare(record_id))
        click = partial(QTest.mouseClick, view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        got.append(await bench.filled(click, record_id))
        await inside.settled(rest)
        bench.closed()
        await inside.settled(0.05)
    taken = Pairs(got[2:], floor[2:])  # the first two build what is built once
    more = taken.more_than_floor
    return Row(
        "4",
        "click to the form filled, not held",
        milliseconds(taken.median),
        goal="≤ +25 ms",
        floor=milliseconds(taken.median_floor),
        ratio=f"+{milliseconds(more)}",
        good=more <= GOAL_MORE,
        more=taken.numbers("s"),
    )


async def _held(bench: Bench, count: int) -> Row:
    """What was read before is shown at once, and read again beside."""
    rows = bench.hands.program.list.rows[:2]
    for row in rows:
        session = await bench.opened(row.id)
        # Only what has changes is held.
        session.edit(lambda draft: edits.set_value(draft, "headline", "Held"))
    got = []
    for number in range(count):
        record_id = rows[number % 2].id
        desk = bench.hands.program.desk
        got.append(await bench.filled(partial(desk.open, record_id), record_id))
        await inside.settled(0.2)
    for row in rows:
        held = bench.hands.program.desk.sessions[row.id]
        held.edit(lambda draft: draft.revert_keys(["headline"], label="Revert"))
        bench.hands.program.desk.close_session(held)
    median = statistics.median(got)
    return Row(
        "4b",
        "the same, held with its draft",
        milliseconds(median),
        goal="≤ 16 ms",
        good=median <= GOAL_HELD,
    )


async def _ahead(bench: Bench, count: int) -> Row:
    """The next of the list, who was read while the one before was looked at."""
    program = bench.hands.program
    program.settings.set(NEXT_AHEAD, True)
    first, second = (row.id for row in program.list.rows[:2])
    got = []
    for _number in range(count):
        await bench.opened(first)
        await until(lambda: program.core.ahead.holds(second), limit=5)
        got.append(await bench.filled(partial(program.candidates.step, 1), second))
        await inside.settled(0.2)
        for session in program.desk.sessions.values():
            program.desk.close_session(session)
        await inside.settled(0.05)
    program.settings.set(NEXT_AHEAD, False)
    median = statistics.median(got)
    return Row(
        "4b",
        "the same, the next of the list, read ahead",
        milliseconds(median),
        goal="≤ 16 ms",
        good=median <= GOAL_HELD,
        more={"unit": "s", "got": got},
    )


async def _many(bench: Bench, bare: Bare, count: int, rest: float) -> list[Row]:
    rows: list[Row] = []
    medians: dict[int, float] = {}
    bench.hands.program.form.show_tab(Tab.EXPERIENCE)
    for entries, record_id in MANY.items():
        got: list[float] = []
        floor: list[float] = []
        desk = bench.hands.program.desk
        for _number in range(count + 1):
            floor.append(bare(record_id))
            got.append(await bench.filled(partial(desk.open, record_id), record_id))
            bench.hands.program.form.show_tab(Tab.EXPERIENCE)
            await inside.settled(rest)
            bench.closed()
            await inside.settled(0.1)
        taken = Pairs(got[1:], floor[1:])
        medians[entries] = taken.median
        good: bool | None = None
        goal = ""
        if entries == 300:
            good, goal = taken.median <= GOAL_300, "≤ 100 ms"
        elif entries == 1000:
            good, goal = medians[1000] / medians[300] <= 1000 / 300, "≤ 3.3× of 300 entries"
        rows.append(
            Row(
                "5",
                f"open a candidate with {entries:,} entries",
                milliseconds(taken.median),
                goal=goal,
                floor=milliseconds(taken.median_floor),
                ratio=f"{taken.ratio:.1f}",
                good=good,
                more=taken.numbers("s"),
            )
        )
    return rows

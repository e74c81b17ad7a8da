"""The next of the list is there at once: read while the one before is looked at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gui.services.settings import NEXT_AHEAD
from tests.helpers.program import Hands, running
from tests.helpers.wait import until


def reads(hands: Hands, record_id: str) -> int:
    log: Any = hands.sandbox(lambda control: control.log())
    return sum(
        entry["method"] == "GET" and entry["path"].endswith(f"/candidates/{record_id}")
        for entry in log
    )


async def test_the_next_one_comes_without_a_loading_page(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path, reads_next=True) as hands:
        first, second = (row.id for row in hands.program.list.rows[:2])
        await hands.open(first)
        await until(lambda: hands.program.core.ahead.holds(second))
        assert reads(hands, second) == 1
        hands.program.candidates.step(1)
        assert hands.session.record_id == second, "it is shown before anything is asked"
        assert hands.window.session is hands.session
        await until(lambda: reads(hands, second) == 2)
        await until(lambda: not hands.session.is_sending)


async def test_who_does_not_want_it_has_it_not(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path, reads_next=True) as hands:
        hands.program.settings.set(NEXT_AHEAD, False)
        first, second = (row.id for row in hands.program.list.rows[:2])
        await hands.open(first)
        await until(lambda: not hands.program.core.ahead.is_waiting)
        assert not hands.program.core.ahead.holds(second)
        assert reads(hands, second) == 0

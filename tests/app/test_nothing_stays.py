"""Open, edit, send, close, again and again: nothing of a closed candidate stays behind."""

from __future__ import annotations

import asyncio
import gc
from collections import Counter
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QApplication

from gui.model import edits
from gui.model.draft import Draft
from gui.model.record import Record
from gui.services.session import Session
from tests.helpers.program import Hands, running
from tests.helpers.wait import until

AMARA: Final = "1de04059"
KINDS: Final = (Session, Draft, Record)


async def cycle(hands: Hands, number: int) -> None:
    session = await hands.open(AMARA)
    await until(lambda: not session.is_sending)
    session.edit(lambda draft: edits.set_value(draft, "headline", f"Headline {number}"))
    hands.program.sending.send(session)
    await hands.sent()
    assert not session.draft.is_dirty, hands.words
    hands.program.desk.close_session(session)
    await asyncio.sleep(0.05)


async def what_there_is(hands: Hands) -> Counter[str]:
    """Objects of candidates, widgets and tasks, garbage apart."""
    await hands.program.keeper.flush()
    await until(lambda: not hands.program.tasks.running("open"))
    # One that waits for the next time to write sees then that there is nothing left to be written.
    await until(lambda: all(task.get_name() != "keep a draft" for task in asyncio.all_tasks()))
    gc.collect()
    found = Counter(type(each).__name__ for each in gc.get_objects() if type(each) in KINDS)
    found["widgets"] = len(QApplication.allWidgets())
    return found


async def test_a_closed_candidate_leaves_nothing_behind(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path) as hands:
        await cycle(hands, 0)
        before = await what_there_is(hands)
        await cycle(hands, 1)  # more of them would wait for the limit
        after = await what_there_is(hands)
        assert len(hands.program.notices.history) >= 2, "the messages are still there to be read"
    assert after["Session"] <= before["Session"]
    assert after["Draft"] <= before["Draft"]
    assert after["Record"] <= before["Record"]
    assert after["widgets"] <= before["widgets"]


async def test_the_first_who_takes_long_makes_nothing_grow(qapp: object, tmp_path: Path) -> None:
    """The page that says that they are coming is there since the start."""
    async with running(tmp_path) as hands:
        before = len(QApplication.allWidgets())
        hands.window.show_loading("Somebody")
        assert "Loading…" in hands.words
        assert len(QApplication.allWidgets()) == before

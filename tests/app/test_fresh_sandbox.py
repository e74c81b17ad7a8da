"""A sandbox that starts over takes the drafts of its former people with it, in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gui.__main__ import Options
from gui.services.settings import LEAVE_QUIETLY
from tests.helpers.program import running
from tests.helpers.wait import until

pytestmark = pytest.mark.usefixtures("qapp")

AMARA = "1de04059"


async def draft_from_before(folder: Path) -> None:
    async with running(folder) as hands:
        hands.program.settings.set(LEAVE_QUIETLY, True)
        await hands.open(AMARA)
        hands.type_into("Phone", "12345")


async def test_a_fresh_start_discards_the_drafts_of_before_and_names_them(
    qapp: QApplication, tmp_path: Path
) -> None:
    await draft_from_before(tmp_path)
    async with running(tmp_path, Options(sandbox=True, fresh=True)) as hands:
        told = (
            "The sandbox has started over with the people as invented. Discarded with it: the "
            "draft of Amara Osei-Lindqvist."
        )
        await until(lambda: told in hands.words)
        session = await hands.open(AMARA)
        assert not session.draft.is_dirty


async def test_such_a_draft_can_be_brought_back(qapp: QApplication, tmp_path: Path) -> None:
    await draft_from_before(tmp_path)
    async with running(tmp_path, Options(sandbox=True, fresh=True)) as hands:
        await until(lambda: "Discarded with it" in hands.words)
        hands.click("Undo")
        await until(lambda: "Brought back" in hands.words)
        session = await hands.open(AMARA)
        assert session.value("phone") == "12345"


async def test_an_ordinary_start_keeps_them(qapp: QApplication, tmp_path: Path) -> None:
    await draft_from_before(tmp_path)
    async with running(tmp_path) as hands:
        session = await hands.open(AMARA)
        assert session.value("phone") == "12345"
        assert "Discarded" not in hands.words

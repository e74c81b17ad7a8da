"""How one gets to a candidate in the real window: by list, line and keys, and where one lands."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView

from gui.sandbox.behaviour import Switch
from tests.helpers.program import Hands, running
from tests.helpers.wait import until

pytestmark = [pytest.mark.usefixtures("qapp"), pytest.mark.xdist_group("program")]


def slow(hands: Hands, seconds: float) -> None:
    sandbox = hands.program.connecting.sandbox
    assert sandbox is not None
    sandbox.switch(Switch.SLOW, seconds).result()


def name_at(hands: Hands, row: int) -> str:
    return hands.program.list.rows[row].name or ""


async def test_enter_in_the_list_leads_into_the_form_and_a_click_does_not(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with running(tmp_path / "profile") as hands:
        rows = hands.named("Candidates", QListView)
        spot = rows.visualRect(hands.program.candidates.rows.index(1)).center()
        QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        await until(lambda: name_at(hands, 1) in hands.window.windowTitle())
        assert rows.hasFocus()

        QTest.keyClick(rows, Qt.Key.Key_Return)  # the one that is open
        assert hands.named("First name", QLineEdit).hasFocus()

        hands.named("Phone", QLineEdit).setFocus()
        rows.setFocus()
        QTest.keyClick(rows, Qt.Key.Key_Down)
        QTest.keyClick(rows, Qt.Key.Key_Return)
        await until(lambda: name_at(hands, 2) in hands.window.windowTitle())
        assert hands.named("Phone", QLineEdit).hasFocus()


async def test_the_focus_does_not_follow_somebody_who_went_elsewhere(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with running(tmp_path / "profile") as hands:
        slow(hands, 0.2)
        rows = hands.named("Candidates", QListView)
        rows.setFocus()
        QTest.keyClick(rows, Qt.Key.Key_Return)
        hands.named("Filter candidates", QLineEdit).setFocus()
        await until(lambda: hands.program.desk.session)
        assert hands.named("Filter candidates", QLineEdit).hasFocus()


async def test_the_find_line_is_empty_again_once_it_has_found(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with running(tmp_path / "profile") as hands:
        await hands.open("1de04059")
        assert hands.window.top_bar.find_line.text() == ""
        assert hands.named("First name", QLineEdit).hasFocus()


async def test_words_that_lead_nowhere_stay_and_close_nobody(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with running(tmp_path / "profile") as hands:
        session = await hands.open("1de04059")
        hands.type_into("Find candidate", "amara")
        QTest.keyClick(hands.focus, Qt.Key.Key_Return)
        await until(lambda: "Workable cannot search by name" in hands.words)
        assert hands.window.session is session
        assert hands.named("First name", QLineEdit).text() == "Amara"
        line = hands.named("Find candidate", QLineEdit)
        assert (line.text(), line.hasFocus()) == ("amara", True)


async def test_steps_while_one_loads_go_on_from_that_one(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with running(tmp_path / "profile") as hands:
        rows = hands.named("Candidates", QListView)
        rows.setFocus()
        QTest.keyClick(rows, Qt.Key.Key_Return)
        await until(lambda: name_at(hands, 0) in hands.window.windowTitle())
        hands.named("Phone", QLineEdit).setFocus()
        slow(hands, 0.2)
        hands.press("Ctrl+Down")
        hands.press("Ctrl+Down", hands.window)
        assert rows.currentIndex().row() == 2
        await until(lambda: hands.program.desk.opening is None)
        assert name_at(hands, 2) in hands.window.windowTitle()
        assert hands.named("Phone", QLineEdit).hasFocus()

"""How one gets to a candidate in the real window: by list, line and keys, and where one lands."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView

from gui.app.arriving import SOON_MS
from gui.sandbox.behaviour import Switch
from gui.services.session import Session
from gui.views.actions import Act
from gui.views.form import Form
from gui.views.middle import Middle
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


async def test_who_comes_soon_comes_without_a_loading_page_and_is_shown_once(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    show, load = Form.show_session, Middle.show_loading

    def shown(self: Form, session: Session | None) -> None:
        seen.append(session.record_id if session is not None else "nobody")
        show(self, session)

    def loading(self: Middle, name: str) -> None:
        seen.append("loading")
        load(self, name)

    async with running(tmp_path / "profile") as hands:
        hands.program.core.arriving._late.setInterval(60_000)  # this machine may be busy
        await hands.open("1de04059")
        monkeypatch.setattr(Form, "show_session", shown)
        monkeypatch.setattr(Middle, "show_loading", loading)
        await hands.open("1ddfd0cf")
        await until(lambda: hands.program.desk.opening is None)
        await asyncio.sleep(0.05)
        assert seen == ["1ddfd0cf"]


async def test_who_is_in_front_can_be_looked_for_once_more(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with running(tmp_path / "profile") as hands:
        session = await hands.open("1de04059")
        again: list[object] = []
        hands.program.desk.visited.connect(again.append)
        hands.window.focus_find()
        QTest.keyClicks(hands.focus, "1de04059")
        hands.press("Return")
        await until(lambda: again, what="they were found")
        assert hands.session is session
        hands.type_into("Phone", "+46 31 555 01 99")
        assert session.draft.count == 1, "the form takes keys again"
        assert hands.window.acts[Act.SEND].isEnabled()


async def test_who_takes_longer_is_named_and_whoever_is_left_can_come_back(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with running(tmp_path / "profile") as hands:
        assert hands.program.core.arriving._late.interval() == SOON_MS <= 150
        session = await hands.open("1de04059")
        slow(hands, 30.0)
        hands.program.candidates.step(1)
        name = hands.program.desk.opening
        assert name is not None
        assert hands.named("First name", QLineEdit).isVisible(), "it was taken away at once"
        await until(lambda: name.shown in hands.words)
        assert "Loading…" in hands.words
        slow(hands, 0.0)
        hands.click("Cancel")
        await until(lambda: hands.window.session is session)
        assert hands.named("First name", QLineEdit).text() == "Amara"


async def test_what_is_typed_while_somebody_comes_reaches_nobody_who_is_left(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with running(tmp_path / "profile") as hands:
        hands.program.core.arriving._late.setInterval(60_000)
        session = await hands.open("1de04059")
        line = hands.named("Headline", QLineEdit)
        hands.type_into("Headline", "Kept")
        slow(hands, 0.3)
        hands.press("Ctrl+Down")
        QTest.keyClicks(line, "xyz")
        QTest.mouseClick(hands.window, Qt.MouseButton.LeftButton)
        assert not hands.window.acts[Act.SEND].isEnabled(), "what is left can be sent unseen"
        assert session.current.get("headline") == "Kept"
        slow(hands, 0.0)
        hands.program.desk.cancel_opening()
        await until(lambda: hands.window.acts[Act.SEND].isEnabled())
        assert line.hasFocus()
        QTest.keyClicks(line, "!")
        assert session.current.get("headline") == "Kept!"

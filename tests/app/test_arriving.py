"""How one gets to a candidate in the real window: by list, line and keys, and where one lands."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QPushButton, QTabBar

from gui.app.arriving import SOON_MS
from gui.app.program import Program
from gui.model.fields import Tab
from gui.model.record import Record
from gui.sandbox.behaviour import Switch
from gui.services.session import Session
from gui.views.actions import Act
from gui.views.form import Form
from gui.views.middle import Middle
from gui.views.panels.side import Side
from gui.views.tabs.entries import EntriesTab
from tests.helpers.files import dragged, files
from tests.helpers.program import Hands, running
from tests.helpers.wait import until

pytestmark = pytest.mark.usefixtures("qapp")


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


# --- in the moment in which who was left is still in sight ----------------------------------------

VAIN = "was there was not taken."


class Left(Hands):
    """A person who has asked for the next candidate, while the one before is still in sight."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self.may_come = asyncio.Event()
        self.left = self.session

    async def wait_for_who_comes(self) -> str:
        """Returns with them shown: their name."""
        self.may_come.set()
        await until(lambda: self.program.desk.opening is None and self.session is not self.left)
        return self.session.current.full_name or ""


@contextlib.asynccontextmanager
async def leaving_amara(
    folder: Path, *, show: Side | None = None, tab: Tab = Tab.PROFILE
) -> AsyncIterator[Left]:
    """Amara's headline was changed; whoever is next does not come before they may."""
    async with running(folder) as hands:
        program = hands.program
        program.core.arriving._late.setInterval(60_000)  # this machine may be busy
        await hands.open("1de04059")
        hands.type_into("Headline", "Kept")
        program.form.show_tab(tab)
        if show is not None:
            hands.window.show_side(show)
        left = Left(program)
        read = program.line.candidate

        async def late(record_id: str) -> Record:
            await left.may_come.wait()
            return await read(record_id)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(program.line, "candidate", late)
            hands.press("Ctrl+Down")
            assert program.desk.opening is not None
            yield left
            left.may_come.set()


async def test_what_is_typed_while_somebody_comes_reaches_nobody_who_is_left(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with leaving_amara(tmp_path / "profile") as hands:
        line = hands.named("Headline", QLineEdit)
        QTest.keyClicks(line, "xyz")
        QTest.mouseClick(hands.window, Qt.MouseButton.LeftButton)
        assert not hands.window.acts[Act.SEND].isEnabled(), "what is left can be sent unseen"
        assert (hands.left.current.get("headline"), line.text()) == ("Kept", "Kept")
        hands.program.desk.cancel_opening()
        await until(lambda: hands.window.acts[Act.SEND].isEnabled())
        assert line.hasFocus()
        QTest.keyClicks(line, "!")
        assert hands.left.current.get("headline") == "Kept!"


async def test_that_typing_was_in_vain_is_told_by_the_name_of_who_comes(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with leaving_amara(tmp_path / "profile") as hands:
        QTest.keyClicks(hands.named("Headline", QLineEdit), "xyz")
        assert VAIN not in hands.words
        name = await hands.wait_for_who_comes()
        assert hands.left.current.get("headline") == "Kept"
        assert hands.session.draft.count == 0
        told = next(words for words in hands.words.split(" | ") if VAIN in words)
        assert name in told


async def test_who_only_waits_is_told_nothing(qapp: QApplication, tmp_path: Path) -> None:
    async with leaving_amara(tmp_path / "profile") as hands:
        hands.press("Tab")
        hands.press("Ctrl+Down", hands.window)  # and on to the one behind
        opening = hands.program.desk.opening
        assert opening is not None
        assert await hands.wait_for_who_comes() == opening.shown
        assert VAIN not in hands.words


async def test_changes_of_who_was_left_cannot_be_taken_back_any_more(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with leaving_amara(tmp_path / "profile", show=Side.CHANGES) as hands:
        button = hands.named("Revert all", QPushButton)
        hands.click("Revert all")
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        assert hands.left.draft.count == 1
        assert button.isEnabled(), "it is painted otherwise for a moment"
        hands.program.desk.cancel_opening()
        await until(lambda: VAIN in hands.words)
        hands.click("Revert all")
        assert hands.left.draft.count == 0


async def test_a_file_is_chosen_for_nobody_who_was_left(qapp: QApplication, tmp_path: Path) -> None:
    async with leaving_amara(tmp_path / "profile", show=Side.FILES) as hands:
        chosen: list[object] = []
        hands.program.files.resume.choose_asked.connect(lambda: chosen.append("resume"))
        for button in hands.program.files.resume.findChildren(QPushButton):
            if button.isVisible():
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert chosen == []
        clipboard = QGuiApplication.clipboard()
        clipboard.setImage(QImage(8, 8, QImage.Format.Format_RGB32))
        hands.press("Ctrl+V", hands.window)
        await hands.wait_for_who_comes()
        clipboard.clear()
        assert hands.left.draft.count == 1, "only the headline"
        assert hands.session.draft.count == 0


async def test_what_is_dropped_is_for_nobody_who_was_left(
    qapp: QApplication, tmp_path: Path
) -> None:
    path = tmp_path / "resume.pdf"
    path.write_bytes(b"%PDF-1.4 of Amara")
    drag = dragged(files(path))
    async with leaving_amara(tmp_path / "profile") as hands:
        event = QDropEvent(QPointF(640, 400), *drag)
        hands.window.dropEvent(event)
        assert not event.isAccepted()
        hands.program.desk.cancel_opening()
        await until(lambda: not hands.window.is_held)
        event = QDropEvent(QPointF(640, 400), *drag)
        event.ignore()
        hands.window.dropEvent(event)
        assert event.isAccepted()


async def test_keys_of_a_tab_change_nobody_who_was_left(qapp: QApplication, tmp_path: Path) -> None:
    """Such as those that double an entry, which are the tab's own."""
    async with leaving_amara(tmp_path / "profile", tab=Tab.EXPERIENCE) as hands:
        page = hands.program.form.page
        assert isinstance(page, EntriesTab)
        page.list.view.setFocus()
        hands.press("Ctrl+D")
        assert hands.left.draft.count == 1, "only the headline"
        hands.program.desk.cancel_opening()
        await until(lambda: not hands.window.is_held)
        hands.press("Ctrl+D")
        assert hands.left.draft.count == 2


async def test_the_side_panel_is_turned_to_another_page_meanwhile(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with leaving_amara(tmp_path / "profile", show=Side.CHANGES) as hands:
        tabs = hands.named("Side panel", QTabBar)
        spot = tabs.tabRect(Side.FILES.value).center()
        QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=spot)
        assert hands.window.side.page is Side.FILES
        await hands.wait_for_who_comes()
        assert VAIN not in hands.words

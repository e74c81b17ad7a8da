"""Closing the window: what is asked, kept, and on its way, through the whole program."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox

from gui.model import edits
from gui.model.draft import Draft
from gui.model.record import Record
from gui.sandbox.faults import fault_from
from gui.services.session import Phase, Session
from gui.services.settings import LEAVE_QUIETLY
from gui.services.storage import database
from gui.views.buttons import Button
from gui.views.dialogs.leave import FinishingDialog, LeaveDialog
from tests.helpers.dialogs import button, press, texts
from tests.helpers.harness import ExpectLog
from tests.helpers.program import Hands, running
from tests.helpers.wait import until
from tests.helpers.widgets import show

pytestmark = pytest.mark.usefixtures("qapp")

AMARA = "1de04059"


class Leave:
    """The program with a person who closes its window."""

    def __init__(self, hands: Hands, folder: Path) -> None:
        self.hands = hands
        self.folder = folder
        self.left = False
        hands.program.leaving.left.connect(self._gone)

    def _gone(self) -> None:
        self.left = True

    async def question(self) -> LeaveDialog:
        self.hands.window.close()
        dialog = await self.hands.dialog()
        assert isinstance(dialog, LeaveDialog)
        await until(dialog.isActiveWindow)
        return dialog

    async def question_or_gone(self) -> LeaveDialog | None:
        def asked() -> list[LeaveDialog]:
            return [one for one in self.hands.window.findChildren(LeaveDialog) if one.isVisible()]

        await until(lambda: self.left or asked(), what="an end")
        return next(iter(asked()), None)

    async def closed(self) -> None:
        await until(lambda: self.left, what="the window to go")

    async def decided(self) -> None:
        await self.hands.program.tasks.settled("leave")

    def fault(self, kind: str, **more: object) -> None:
        fault = fault_from({"kind": kind, **more})
        self.hands.sandbox(lambda control: control.add_fault(fault))

    def drafts(self) -> int:
        """How many drafts lie on the disk."""
        with closing(sqlite3.connect(self.folder / "drafts.sqlite")) as connection:
            ((count,),) = connection.execute("SELECT count(*) FROM drafts")
        return int(count)


@asynccontextmanager
async def leaving(folder: Path) -> AsyncIterator[Leave]:
    async with running(folder) as hands:
        yield Leave(hands, folder)


async def test_without_drafts_the_window_goes_at_once(qapp: QApplication, tmp_path: Path) -> None:
    async with leaving(tmp_path) as at:
        await at.hands.open(AMARA)
        at.hands.window.close()
        await at.closed()


async def test_enter_keeps_the_draft_which_is_there_the_next_time(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with leaving(tmp_path) as at:
        await at.hands.open(AMARA)
        at.hands.type_into("Phone", "12345")
        dialog = await at.question()
        said = texts(dialog)
        assert "1 change was not sent" in said
        assert "Amara Osei-Lindqvist" in said
        assert button(dialog, "Keep as draft").hasFocus()
        QTest.keyClick(button(dialog, "Keep as draft"), Qt.Key.Key_Return)
        await at.closed()
        assert at.drafts() == 1
        assert at.hands.patches() == []
    async with leaving(tmp_path) as at:
        session = await at.hands.open(AMARA)
        assert session.value("phone") == "12345"


async def test_escape_stays_with_everything(qapp: QApplication, tmp_path: Path) -> None:
    async with leaving(tmp_path) as at:
        session = await at.hands.open(AMARA)
        at.hands.type_into("Phone", "12345")
        dialog = await at.question()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        await at.decided()
        assert not at.left
        assert at.hands.window.isVisible()
        assert session.value("phone") == "12345"


async def test_discard_leaves_nothing_behind(qapp: QApplication, tmp_path: Path) -> None:
    async with leaving(tmp_path) as at:
        await at.hands.open(AMARA)
        at.hands.type_into("Phone", "12345")
        dialog = await at.question()
        press(dialog, "Discard")
        await at.closed()
        assert at.drafts() == 0
        assert at.hands.patches() == []


async def test_send_sends_and_goes(qapp: QApplication, tmp_path: Path) -> None:
    async with leaving(tmp_path) as at:
        await at.hands.open(AMARA)
        at.hands.type_into("Phone", "12345")
        dialog = await at.question()
        press(dialog, "Send")
        await at.closed()
        assert at.hands.record(AMARA)["phone"] == "12345"
        assert at.drafts() == 0


async def test_what_cannot_be_sent_keeps_the_window_and_says_so(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with leaving(tmp_path) as at:
        await at.hands.open(AMARA)
        at.hands.type_into("Phone", "12345")
        at.fault("status", method="PATCH", status=422, times=5)
        dialog = await at.question()
        press(dialog, "Send")
        await at.decided()
        assert not at.left
        assert at.hands.program.notices.history[-1].text
        assert at.hands.session.value("phone") == "12345"


async def test_several_candidates_are_named(qapp: QApplication, tmp_path: Path) -> None:
    async with leaving(tmp_path) as at:
        rows = at.hands.program.list.rows[:3]
        for row in rows:
            await at.hands.open(row.id)
            at.hands.type_into("Phone", "12345")
        dialog = await at.question()
        said = texts(dialog)
        assert "3 changes were not sent" in said
        assert all(row.name in said for row in rows)
        press(dialog, "Keep as draft")
        await at.closed()
        assert at.drafts() == 3


def test_of_many_candidates_the_first_are_named(qapp: QApplication) -> None:
    sessions = [Session(Draft(Record(f"{n}", {"firstname": f"Person{n}"}))) for n in range(10)]
    for session in sessions:
        session.edit(lambda draft: edits.set_value(draft, "phone", "1"))
    dialog = LeaveDialog(sessions, None, are_kept=True)
    show(dialog)
    said = texts(dialog)
    assert "10 changes were not sent" in said
    assert "Person7" in said
    assert "Person8" not in said
    assert "and 2 more candidates" in said
    dialog.close()
    dialog.deleteLater()


async def test_not_asked_again_where_drafts_are_kept(qapp: QApplication, tmp_path: Path) -> None:
    async with leaving(tmp_path) as at:
        await at.hands.open(AMARA)
        at.hands.type_into("Phone", "1")
        dialog = await at.question()
        box = dialog.findChild(QCheckBox)
        assert box is not None
        QTest.keyClick(box, Qt.Key.Key_Space)
        press(dialog, "Keep as draft")
        await at.closed()
        assert at.hands.program.settings.get(LEAVE_QUIETLY)
    async with leaving(tmp_path) as at:
        await at.hands.open(AMARA)
        at.hands.type_into("Phone", "2")
        at.hands.window.close()
        await at.closed()
        assert at.drafts() == 1


async def test_where_drafts_cannot_be_kept_it_is_said_and_keeping_is_not_offered(
    qapp: QApplication, tmp_path: Path, expect_log: ExpectLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_S", 0.1)
    async with leaving(tmp_path) as at:
        at.hands.program.settings.set(LEAVE_QUIETLY, True)
        await at.hands.open(AMARA)
        await until(lambda: not at.hands.program.tasks.running("look at what is kept"))
        other = sqlite3.connect(tmp_path / "drafts.sqlite", isolation_level=None)
        with expect_log("Not kept (drafts)"), closing(other):
            other.execute("BEGIN EXCLUSIVE")
            at.hands.type_into("Phone", "12345")
            dialog = await at.question()
            said = texts(dialog)
            assert "Drafts are not being kept" in said
            assert "closing without sending loses them" in said
            names = {one.accessibleName() for one in dialog.findChildren(Button)}
            assert names == {"Cancel", "Discard", "Send"}
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
            await at.decided()
            assert not at.left


async def sending_slowly(at: Leave) -> FinishingDialog:
    """Closes the window while a send waits for its answer."""
    await at.hands.open(AMARA)
    at.hands.type_into("Phone", "12345")
    at.fault("hold_before", method="PATCH")
    at.hands.press("Ctrl+S")
    await until(lambda: at.hands.sandbox(lambda control: control.held()) == 1)
    at.hands.window.close()
    dialog = await at.hands.dialog()
    assert isinstance(dialog, FinishingDialog)
    assert not at.left
    return dialog


async def test_a_send_on_its_way_is_over_before_the_window_goes(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with leaving(tmp_path) as at:
        dialog = await sending_slowly(at)
        assert "Finishing the send of Amara Osei-Lindqvist before closing…" in texts(dialog)
        at.hands.sandbox(lambda control: control.release())
        await at.closed()
        assert at.hands.record(AMARA)["phone"] == "12345"
        assert at.drafts() == 0


async def test_who_would_rather_stay_keeps_the_window_and_the_send(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with leaving(tmp_path) as at:
        dialog = await sending_slowly(at)
        press(dialog, "Stay open")
        await at.decided()
        assert not at.left
        at.hands.sandbox(lambda control: control.release())
        await at.hands.sent()
        await until(lambda: "1 change sent." in at.hands.words)
        assert at.hands.record(AMARA)["phone"] == "12345"
        assert not at.left


async def test_a_send_that_has_only_begun_is_finished_and_not_stopped_by_closing(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with leaving(tmp_path) as at:
        await at.hands.open(AMARA)
        at.hands.type_into("Phone", "12345")
        at.hands.press("Ctrl+S")
        assert at.hands.session.phase is Phase.READING
        at.hands.window.close()
        await at.closed()
        assert at.hands.record(AMARA)["phone"] == "12345"


async def test_a_send_that_does_not_end_lets_the_window_go_and_is_looked_for_the_next_time(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.app.leaving.SETTLE_S", 0.6)
    async with leaving(tmp_path) as at:
        await at.hands.open(AMARA)
        at.hands.type_into("Phone", "12345")
        at.fault("hold", method="PATCH")
        at.hands.press("Ctrl+S")
        await until(lambda: at.hands.sandbox(lambda control: control.held()) == 1)
        at.hands.window.close()
        dialog = await at.question_or_gone()
        if dialog is not None:
            QTest.keyClick(dialog, Qt.Key.Key_Return)
        await at.closed()
        assert at.drafts() == 1
        at.hands.sandbox(lambda control: control.release())
    async with leaving(tmp_path) as at:
        session = await at.hands.open(AMARA)
        assert session.value("phone") == "12345"
        assert not session.draft.is_dirty, "it had arrived, and reading told"


async def test_drafts_of_an_account_that_is_not_connected_are_said_to_stay(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with leaving(tmp_path) as at:
        session = await at.hands.open(AMARA)
        at.hands.type_into("Phone", "12345")
        at.hands.program.desk.use_account("other")
        dialog = await at.question()
        assert "1 draft is in the sandbox, which is not connected now, and stays a draft." in texts(
            dialog
        )
        names = {one.accessibleName() for one in dialog.findChildren(Button)}
        assert names == {"Cancel", "Discard", "Keep as draft"}
        press(dialog, "Cancel")
        await at.decided()
        # With one of the account in use beside it, Send sends that one and goes.
        at.hands.program.desk.use_account(session.account)
        other = Session(Draft(Record("0", {"firstname": "Zoë"})), at.hands.window, account="other")
        other.edit(lambda draft: edits.set_value(draft, "phone", "1"))
        at.hands.program.desk._of_accounts["other"] = {"0": other}
        dialog = await at.question()
        assert "1 draft is in other, which is not connected now" in texts(dialog)
        press(dialog, "Send")
        await at.closed()
        assert at.hands.record(AMARA)["phone"] == "12345"

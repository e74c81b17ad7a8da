"""The questions of a send asked in real dialogs, answered by keys, with the sandbox behind."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from gui.model import edits
from gui.model.values import Place, entries
from gui.services.session import Phase
from gui.views.dialogs.collisions import CollisionsDialog
from gui.views.dialogs.confirm_send import ConfirmSend
from gui.views.send_asks import SendAsks
from tests.helpers.office import Office, Person, office
from tests.helpers.sandbox import RunningSandbox, sandbox
from tests.helpers.sandbox_world import AMARA, TOMASZ
from tests.helpers.wait import until
from tests.helpers.widgets import shown

__all__ = ["sandbox"]

JOBS = "experience_entries"
D = TypeVar("D", bound=QDialog)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 700)
    return window


@asynccontextmanager
async def at_work(window: QWidget, sandbox: RunningSandbox) -> AsyncIterator[Office]:
    """An office whose questions are asked in dialogs over the window."""
    await shown(window)
    async with office(sandbox, person=cast(Person, SendAsks(window))) as at:
        yield at


async def question(kind: type[D]) -> D:
    """The dialog that is open, once there is one."""

    def look() -> QDialog | None:
        dialog = QApplication.activeModalWidget()
        return dialog if isinstance(dialog, kind) and dialog.isActiveWindow() else None

    dialog = await until(look, what=f"{kind.__name__} is open")
    assert isinstance(dialog, kind)
    return dialog


def press(key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


async def test_a_removal_is_asked_and_goes_when_agreed(
    window: QWidget, sandbox: RunningSandbox
) -> None:
    async with at_work(window, sandbox) as at:
        session = await at.opened(AMARA)
        first = entries(session.value(JOBS))[0]
        session.edit(lambda d: edits.remove_entry(d, Place(JOBS, first.ref)))
        at.sending.send(session)
        dialog = await question(ConfirmSend)
        assert session.phase is Phase.ASKING
        assert sandbox.patches() == []
        QTest.mouseClick(dialog.verb, Qt.MouseButton.LeftButton)
        await at.sending.settled(session)
        assert not session.draft.is_dirty
    assert [patch["keys"] for patch in sandbox.patches()] == [[JOBS]]


async def test_escape_keeps_everything_and_sends_nothing(
    window: QWidget, sandbox: RunningSandbox
) -> None:
    async with at_work(window, sandbox) as at:
        session = await at.opened(AMARA)
        session.edit(lambda d: edits.set_value(d, "headline", ""))
        at.sending.send(session)
        await question(ConfirmSend)
        press(Qt.Key.Key_Escape)
        await at.sending.settled(session)
        assert session.value("headline") == ""
        assert session.phase is Phase.IDLE
    assert sandbox.patches() == []


async def test_a_collision_is_settled_and_sent(window: QWidget, sandbox: RunningSandbox) -> None:
    async with at_work(window, sandbox) as at:
        session = await at.opened(AMARA)
        session.edit(lambda d: edits.set_value(d, "headline", "Mine"))
        session.edit(lambda d: edits.set_value(d, "phone", "1"))
        sandbox.put(AMARA, headline="Theirs", phone="2")
        at.sending.send(session)
        await question(CollisionsDialog)
        for key in (Qt.Key.Key_1, Qt.Key.Key_N, Qt.Key.Key_2, Qt.Key.Key_N, Qt.Key.Key_Return):
            press(key)
        await at.sending.settled(session)
    assert sandbox.patches()[0]["body"] == {"candidate": {"headline": "Mine"}}
    assert sandbox.record(AMARA)["phone"] == "2"


async def test_a_cancelled_collision_leaves_the_draft_as_it_was(
    window: QWidget, sandbox: RunningSandbox
) -> None:
    async with at_work(window, sandbox) as at:
        session = await at.opened(AMARA)
        session.edit(lambda d: edits.set_value(d, "headline", "Mine"))
        before = session.current
        sandbox.put(AMARA, headline="Theirs")
        at.sending.send(session)
        await question(CollisionsDialog)
        press(Qt.Key.Key_Escape)
        await at.sending.settled(session)
        assert session.current is before
    assert sandbox.patches() == []


async def test_questions_about_two_people_come_one_after_the_other(
    window: QWidget, sandbox: RunningSandbox
) -> None:
    async with at_work(window, sandbox) as at:
        amara = await at.opened(AMARA)
        amara.edit(lambda d: edits.set_value(d, "headline", ""))
        tomasz = await at.opened(TOMASZ)
        tomasz.edit(lambda d: edits.set_value(d, "firstname", ""))
        at.sending.send(amara)
        first = await question(ConfirmSend)
        at.sending.send(tomasz)
        await until(lambda: tomasz.phase is Phase.ASKING)
        assert len([each for each in window.findChildren(ConfirmSend) if each.isVisible()]) == 1
        press(Qt.Key.Key_Escape)
        await until(lambda: not first.isVisible())
        second = await question(ConfirmSend)
        assert second is not first
        press(Qt.Key.Key_Escape)
        await at.sending.settled(amara)
        await at.sending.settled(tomasz)
    assert sandbox.patches() == []

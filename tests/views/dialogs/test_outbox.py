"""The list of what waits, over a real outbox and the sandbox."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.services.outbox import Outbox
from gui.services.waiting import MemoryForNow, Waiting
from gui.views.dialogs.outbox import OutboxDialog
from gui.views.theme import Theme
from tests.helpers.dialogs import button, press, texts
from tests.helpers.outbox import BEGIN, place
from tests.helpers.sandbox import RunningSandbox, running_sandbox
from tests.helpers.sandbox_world import AMARA, TOMASZ
from tests.helpers.wait import until
from tests.helpers.widgets import shown

pytestmark = pytest.mark.usefixtures("theme")


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    with running_sandbox() as running:
        yield running


@pytest.fixture
def owner(qapp: QApplication, theme: Theme) -> Iterator[QWidget]:
    owner = QWidget()
    owner.resize(900, 700)
    yield owner
    owner.hide()
    owner.deleteLater()


async def opened(outbox: Outbox, owner: QWidget) -> OutboxDialog:
    await shown(owner)
    dialog = OutboxDialog(outbox, owner)
    dialog.open()
    await until(dialog.isActiveWindow)
    return dialog


async def test_it_says_for_whom_how_much_and_since_when(
    qapp: QApplication, owner: QWidget, sandbox: RunningSandbox
) -> None:
    memory = MemoryForNow()
    await memory.remember(
        Waiting("other", "Acme", "77", "Petra Novak", ("phone",), 1, BEGIN - dt.timedelta(days=1))
    )
    async with place(sandbox, memory=memory) as here:
        await here.outbox.restore()
        await here.waits(AMARA, phone="1", lastname="Osei")
        here.time += dt.timedelta(minutes=4)
        dialog = await opened(here.outbox, owner)
        said = texts(dialog)
        assert "Amara Osei\n2 changes · since 14:02 (4 minutes) · waits for the network" in said
        assert (
            "Petra Novak\n1 change · since Monday 14:02 (24 hours) · "
            "waits until you use \u2068Acme\u2069 again" in said
        )
        dialog.close()


async def test_one_is_stopped_by_keys_and_the_rest_waits(
    qapp: QApplication, owner: QWidget, sandbox: RunningSandbox
) -> None:
    async with place(sandbox) as here:
        sessions = [await here.edited(one, phone="1") for one in (AMARA, TOMASZ)]
        await here.lose_network()
        for session in sessions:
            await here.at.sent(session)
        dialog = await opened(here.outbox, owner)
        stop = button(dialog, "Stop waiting for Amara Osei-Lindqvist")
        stop.setFocus()
        QTest.keyClick(stop, Qt.Key.Key_Return)
        assert [each.candidate_id for each in here.outbox.waiting] == [TOMASZ]
        assert "Amara" not in texts(dialog)
        assert sessions[0].draft.count == 1
        press(dialog, "Stop waiting for Tomasz Bielak")
        assert "Nothing waits any more." in texts(dialog)
        assert dialog.focusWidget() is dialog.cancel_button
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()


async def test_try_now_tries_and_shows_that_it_does(
    qapp: QApplication, owner: QWidget, sandbox: RunningSandbox
) -> None:
    async with place(sandbox) as here:
        await here.waits(AMARA, phone="1")
        dialog = await opened(here.outbox, owner)
        here.offline(False)
        sandbox.fault("hold_before", method="PATCH")
        press(dialog, "Try now")
        await until(lambda: sandbox.held() == 1)
        assert not button(dialog, "Trying…").isEnabled()
        sandbox.release()
        await here.over()
        await until(lambda: "Nothing waits any more." in texts(dialog))
        dialog.close()
    assert len(sandbox.patches()) == 1


async def test_open_leads_to_the_candidate(
    qapp: QApplication, owner: QWidget, sandbox: RunningSandbox
) -> None:
    async with place(sandbox) as here:
        await here.waits(AMARA, phone="1")
        dialog = await opened(here.outbox, owner)
        asked: list[Waiting] = []
        dialog.open_asked.connect(asked.append)
        press(dialog, "Open Amara Osei-Lindqvist")
        assert [each.candidate_id for each in asked] == [AMARA]
        assert not dialog.isVisible()


async def test_a_name_that_is_markup_is_a_name(
    qapp: QApplication, owner: QWidget, sandbox: RunningSandbox
) -> None:
    async with place(sandbox) as here:
        await here.waits(AMARA, lastname="<b>Osei</b>")
        dialog = await opened(here.outbox, owner)
        assert "Amara <b>Osei</b>" in texts(dialog)
        dialog.close()

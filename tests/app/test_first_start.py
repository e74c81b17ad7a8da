"""The first start: two ways in, nothing that leads nowhere, and whom the command line named."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QListView, QPushButton

from gui.__main__ import Options
from gui.app.connecting import Connecting
from gui.sandbox.host import Running
from gui.services.instance import Handover
from gui.services.line import LineState
from gui.views.text import Label
from gui.workable.endpoint import endpoint_from_url
from tests.helpers.measures import Measure
from tests.helpers.memory_keyring import MemoryKeyring
from tests.helpers.program import Hands, running
from tests.helpers.sandbox import RunningSandbox, sandbox
from tests.helpers.wait import until

__all__ = ["sandbox"]

pytestmark = pytest.mark.usefixtures("qapp")


async def test_the_way_into_the_sandbox_leads_to_whom_the_command_line_names(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with running(tmp_path / "profile", Options(candidate="1de04059")) as hands:
        await until(lambda: "Welcome to Redline" in hands.words)
        for keys in ("Ctrl+F", "Ctrl+Shift+R", "F7", "F9"):
            hands.press(keys, hands.window)
        assert hands.all_named("Find candidate", QLineEdit) == []
        assert not hands.window.side.isVisible()
        assert hands.all_named("Candidates", QListView) == []

        hands.click("Try the sandbox")
        await until(lambda: hands.program.desk.session)
        assert hands.session.current.full_name == "Amara Osei-Lindqvist"
        assert hands.window.side.isVisible()
        hands.press("Ctrl+F", hands.window)
        assert hands.named("Find candidate", QLineEdit).hasFocus()


@pytest.mark.parametrize("by", ["the line", "a second start"])
async def test_who_is_looked_for_while_the_account_is_being_connected_waits_for_it(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    """A start on a busy machine: the line to find somebody is there before the sandbox is."""
    may_start = threading.Event()
    starts = Connecting._start_sandbox

    def late(connecting: Connecting, fresh: bool) -> Running:
        assert may_start.wait(20)
        return starts(connecting, fresh)

    monkeypatch.setattr(Connecting, "_start_sandbox", late)
    async with running(tmp_path / "profile", Options()) as hands:
        try:
            await until(lambda: "Welcome to Redline" in hands.words)
            hands.click("Try the sandbox")
            await until(lambda: hands.program.line.state is LineState.CONNECTING)
            if by == "the line":
                hands.window.find_asked.emit("1de04059")
            else:
                hands.program.summons.heed(Handover("1de04059"))
            for _turn in range(20):
                await asyncio.sleep(0)
            assert hands.program.desk.opening is None, "there is nobody to ask yet"
            assert "No account is connected" not in hands.words
        finally:
            may_start.set()
        await until(lambda: hands.program.desk.session)
        assert hands.session.current.full_name == "Amara Osei-Lindqvist"


class Clicks(QObject):
    """Counts what a person presses with the mouse."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QPushButton):
            self.count += 1
        return False


@pytest.fixture
def clicks(qapp: QApplication) -> Iterator[Clicks]:
    counted = Clicks(qapp)
    qapp.installEventFilter(counted)
    yield counted
    qapp.removeEventFilter(counted)
    counted.deleteLater()


async def asked_to_connect(hands: Hands, subdomain: str, token: str) -> QDialog:
    """What a first start offers, filled in and sent off; the dialog is still there."""
    await until(lambda: "Welcome to Redline" in hands.words)
    hands.click("Connect to Workable")
    dialog = await hands.dialog()
    for name, typed in (("Subdomain", subdomain), ("Access token", token)):
        target = hands.named(name, QLineEdit, dialog)
        target.setFocus()
        QTest.keyClicks(target, typed)
    hands.click("Connect", QPushButton, dialog)
    return dialog


async def test_one_click_leads_to_a_working_sandbox(
    qapp: QApplication, tmp_path: Path, clicks: Clicks, measure: Measure
) -> None:
    async with running(tmp_path / "profile", Options()) as hands:
        await until(lambda: "Welcome to Redline" in hands.words)
        hands.click("Try the sandbox")
        await until(lambda: hands.program.list.is_complete)
        assert clicks.count == 1
        measure("–", "clicks from the first start to the sandbox", clicks.count, "≤ 2")
        # It works: somebody can be opened, corrected and sent.
        await hands.open("1de04059")
        hands.type_into("Phone", "12345")
        hands.press("Ctrl+S")
        await hands.sent()
        assert hands.record("1de04059")["phone"] == "12345"


async def test_two_clicks_lead_to_a_checked_account_that_is_kept(
    qapp: QApplication,
    tmp_path: Path,
    clicks: Clicks,
    measure: Measure,
    sandbox: RunningSandbox,
    monkeypatch: pytest.MonkeyPatch,
    memory_keyring: MemoryKeyring,
) -> None:
    endpoint = endpoint_from_url(sandbox.base_url, sandbox.subdomain)
    monkeypatch.setattr("gui.services.accounts.endpoint_of_account", lambda _name: endpoint)
    async with running(tmp_path / "profile", Options()) as hands:
        await asked_to_connect(hands, sandbox.subdomain, sandbox.token)
        await until(lambda: hands.program.list.is_complete, what="the candidates")
        assert clicks.count == 2
        measure("–", "clicks from the first start to a checked account", clicks.count, "≤ 2")
        # The token was tried before it was taken, and the next start knows the account.
        account = hands.program.line.account
        assert account is not None
        assert not account.is_sandbox
        assert list(memory_keyring.entries.values()) == [sandbox.token]
    async with running(tmp_path / "profile", Options()) as hands:
        await until(lambda: hands.program.list.rows, what="the same account")
        assert "Welcome to Redline" not in hands.words


async def test_a_token_that_is_not_accepted_is_said_at_its_line_and_nothing_is_kept(
    qapp: QApplication,
    tmp_path: Path,
    sandbox: RunningSandbox,
    monkeypatch: pytest.MonkeyPatch,
    memory_keyring: MemoryKeyring,
) -> None:
    endpoint = endpoint_from_url(sandbox.base_url, sandbox.subdomain)
    monkeypatch.setattr("gui.services.accounts.endpoint_of_account", lambda _name: endpoint)
    async with running(tmp_path / "profile", Options()) as hands:
        dialog = await asked_to_connect(hands, sandbox.subdomain, "mistyped")
        said = "The token is not accepted"
        await until(lambda: said in " ".join([one.text() for one in dialog.findChildren(Label)]))
        assert hands.named("Access token", QLineEdit, dialog).hasFocus()
        assert memory_keyring.entries == {}
        dialog.reject()
        await until(lambda: "Welcome to Redline" in hands.words)


async def test_the_guide_opens_from_the_welcome(qapp: QApplication, tmp_path: Path) -> None:
    async with running(tmp_path / "profile", Options()) as hands:
        await until(lambda: "Welcome to Redline" in hands.words)
        hands.click("Read the guide")
        guide = await hands.dialog()
        assert guide.windowTitle() == "Guide to Redline"
        assert not guide.isModal()
        # The window behind it goes on working.
        hands.click("Try the sandbox")
        await until(lambda: hands.program.list.rows)
        assert guide.isVisible()
        guide.close()

"""Offline for a while, through the whole program."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from gui.views.dialogs.outbox import OutboxDialog
from tests.helpers.program import running
from tests.helpers.wait import until

pytestmark = pytest.mark.usefixtures("qapp")

AMARA = "1de04059"


async def test_a_send_without_network_waits_in_sight_and_goes_out_when_it_is_back(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with running(tmp_path / "profile") as hands:
        sandbox = hands.program.connecting.sandbox
        assert sandbox is not None
        await hands.open(AMARA)
        hands.type_into("Phone", "12345")
        sandbox.switch("offline", True).result()
        hands.press("Ctrl+S")
        await hands.sent()
        told = "1 change to Amara Osei-Lindqvist waits for the network."
        await until(lambda: told in hands.words)
        hands.click("Show")
        dialog = await hands.dialog()
        assert isinstance(dialog, OutboxDialog)
        hands.click("Close", QPushButton, dialog)
        sandbox.switch("offline", False).result()
        hands.click("Send now")
        await until(lambda: not hands.program.outbox.waiting)
        await until(lambda: "1 change sent." in hands.words)
        assert hands.record(AMARA)["phone"] == "12345"
        assert len(hands.patches()) == 1


async def test_what_waits_when_the_window_goes_is_in_sight_at_the_next_start(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with running(tmp_path / "profile") as hands:
        sandbox = hands.program.connecting.sandbox
        assert sandbox is not None
        await hands.open(AMARA)
        hands.type_into("Phone", "12345")
        sandbox.switch("offline", True).result()
        hands.press("Ctrl+S")
        await hands.sent()
        await until(lambda: hands.program.outbox.waiting)
        hands.window.close()
        dialog = await hands.dialog()
        hands.click("Keep as draft", QPushButton, dialog)
        await hands.program.tasks.settled("leave")
    async with running(tmp_path / "profile") as hands:
        told = "1 change to Amara Osei-Lindqvist was waiting when Redline ended"
        await until(lambda: told in hands.words)
        hands.click("Send now")
        await until(lambda: "1 change sent." in hands.words)
        assert hands.record(AMARA)["phone"] == "12345"
        assert told not in hands.words


async def test_a_token_that_is_refused_during_a_send_is_told_in_the_bar_and_opens_no_dialog(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with running(tmp_path / "profile") as hands:
        sandbox = hands.program.connecting.sandbox
        assert sandbox is not None
        session = await hands.open(AMARA)
        hands.type_into("Phone", "12345")
        sandbox.switch("token", "expired").result()
        hands.press("Ctrl+S")
        await hands.sent()
        account = hands.program.line.account
        assert account is not None
        told = (
            f"The token of {account.title} is not accepted. 1 change to Amara Osei-Lindqvist is "
            "kept."
        )
        await until(lambda: told in hands.words)
        assert not any(
            isinstance(one, QDialog) and one.isVisible() for one in QApplication.topLevelWidgets()
        )
        sandbox.switch("token", "as_issued").result()
        hands.click("Connect again")
        await until(lambda: "1 change sent." in hands.words)
        assert hands.program.desk.session is session  # nobody is torn out of their work
        assert hands.record(AMARA)["phone"] == "12345"

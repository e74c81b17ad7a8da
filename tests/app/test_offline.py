"""Offline for a while, through the whole program."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from gui.views.dialogs.outbox import OutboxDialog
from tests.helpers.program import running
from tests.helpers.wait import until

pytestmark = [pytest.mark.usefixtures("qapp"), pytest.mark.xdist_group("program")]

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
        await until(lambda: not hands.program.outbox.waiting, limit=15)
        await until(lambda: "1 change sent." in hands.words)
        assert hands.record(AMARA)["phone"] == "12345"
        assert len(hands.patches()) == 1

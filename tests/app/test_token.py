"""A token that is refused while somebody works, through the whole program."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton

from gui.__main__ import Options
from gui.services.accounts import SavedAccount
from gui.services.secrets import SERVICE
from gui.services.session import Phase
from gui.views.buttons import Button
from gui.workable.endpoint import endpoint_from_url
from tests.helpers.memory_keyring import MemoryKeyring
from tests.helpers.program import running
from tests.helpers.sandbox import RunningSandbox, sandbox
from tests.helpers.sandbox_world import AMARA
from tests.helpers.wait import until

__all__ = ["sandbox"]

pytestmark = pytest.mark.usefixtures("qapp")


async def test_a_token_from_the_environment_is_named_with_its_variable_and_no_dialog_is_offered(
    qapp: QApplication,
    tmp_path: Path,
    sandbox: RunningSandbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("REDLINE_API_URL", sandbox.base_url)
    monkeypatch.setenv("REDLINE_TOKEN", sandbox.token)
    monkeypatch.setenv("REDLINE_ACCOUNT", sandbox.subdomain)
    async with running(tmp_path / "profile", Options(candidate=AMARA)) as hands:
        await until(lambda: hands.program.desk.session is not None)
        hands.type_into("Phone", "12345")
        sandbox.switch("token", "expired")
        hands.press("Ctrl+S")
        await hands.sent()
        told = (
            "1 change to Amara Osei-Lindqvist is kept. The token came from the environment "
            "variable REDLINE_TOKEN: start Redline again with a new one."
        )
        await until(lambda: told in hands.words)
        assert "waits for the network" not in hands.words
        assert not any(
            isinstance(one, QDialog) and one.isVisible() for one in QApplication.topLevelWidgets()
        )
        offered = {one.accessibleName() for one in hands.window.findChildren(Button)}
        assert "Stop waiting" in offered
        assert not offered & {"Enter a new token", "Connect again", "Accounts"}
        # A read that is refused offers no dialog either.
        hands.press("F5", hands.window)
        await until(lambda: not hands.program.tasks.running("open"))
        offered = {one.accessibleName() for one in hands.window.findChildren(Button)}
        assert "Enter a new token" not in offered


async def test_a_token_that_expires_in_the_middle_of_a_send_is_asked_for_once_and_the_send_goes_on(
    qapp: QApplication,
    tmp_path: Path,
    sandbox: RunningSandbox,
    monkeypatch: pytest.MonkeyPatch,
    memory_keyring: MemoryKeyring,
) -> None:
    endpoint = endpoint_from_url(sandbox.base_url, sandbox.subdomain)
    monkeypatch.setattr("gui.services.accounts.endpoint_of_account", lambda _name: endpoint)
    memory_keyring.entries[SERVICE, endpoint.host] = sandbox.token
    async with running(tmp_path / "profile", Options()) as hands:
        hands.program.accounts.add(SavedAccount(sandbox.subdomain, "Northwind"))
    chosen = Options(account=sandbox.subdomain, candidate=AMARA)
    async with running(tmp_path / "profile", chosen) as hands:
        await until(lambda: hands.program.desk.session is not None)
        session = hands.session
        hands.type_into("Phone", "12345")
        sandbox.fault("hold_before", method="PATCH")
        hands.press("Ctrl+S")
        await until(lambda: session.phase is Phase.WRITING and sandbox.under_way() == 1)
        sandbox.switch("token", "expired")
        sandbox.release()
        await hands.sent()
        await until(lambda: "The token of Northwind is not accepted." in hands.words)
        assert session.value("phone") == "12345"
        assert session.draft.is_dirty
        hands.click("Enter a new token")
        dialog = await hands.dialog()
        sandbox.switch("token", "as_issued")
        line = dialog.findChild(QLineEdit, "token")
        assert line is not None
        QTest.keyClicks(line, sandbox.token)
        hands.click("Use this token", QPushButton, dialog)
        await until(lambda: not session.draft.is_dirty, what="the send to go on")
        assert sandbox.record(AMARA)["phone"] == "12345"
        assert "is not accepted" not in hands.words
        bodies = [each["body"] for each in sandbox.patches()]
        assert bodies == [{"candidate": {"phone": "12345"}}] * len(bodies)

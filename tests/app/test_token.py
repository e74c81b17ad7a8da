"""A token from the environment that is refused while somebody works, through the whole program."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from gui.__main__ import Options
from gui.views.buttons import Button
from tests.helpers.program import running
from tests.helpers.sandbox import RunningSandbox, sandbox
from tests.helpers.sandbox_world import AMARA
from tests.helpers.wait import until

__all__ = ["sandbox"]

pytestmark = [pytest.mark.usefixtures("qapp"), pytest.mark.xdist_group("program")]


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
        await until(lambda: hands.program.desk.session is not None, limit=15)
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

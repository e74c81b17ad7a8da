"""The first start: two ways in, nothing that leads nowhere, and whom the command line named."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView

from gui.__main__ import Options
from tests.helpers.program import running
from tests.helpers.wait import until

pytestmark = [pytest.mark.usefixtures("qapp"), pytest.mark.xdist_group("program")]


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
        await until(lambda: hands.program.desk.session, limit=15)
        assert hands.session.current.full_name == "Amara Osei-Lindqvist"
        assert hands.window.side.isVisible()
        hands.press("Ctrl+F", hands.window)
        assert hands.named("Find candidate", QLineEdit).hasFocus()

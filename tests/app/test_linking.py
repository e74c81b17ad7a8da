"""A link from outside opens a candidate after asking, in the program that runs already or in the
one that it started."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from gui.__main__ import Options
from gui.services.instance import Handover
from tests.helpers.program import running
from tests.helpers.wait import until

pytestmark = pytest.mark.usefixtures("qapp")

AMARA = "1de04059"
LINK = f"redline://candidate/{AMARA}"


async def test_the_running_window_asks_and_then_opens(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        hands.program.summons.heed(Handover(LINK))
        dialog = await hands.dialog()
        assert dialog.windowTitle().startswith(f"Open candidate {AMARA}?")
        hands.program.summons.heed(Handover("redline://candidate/ffffffff"))
        assert hands.program.desk.opening is None
        next(one for one in dialog.findChildren(QPushButton) if one.text() == "Open").click()
        await until(lambda: hands.program.desk.session is not None)
        assert hands.session.record_id == AMARA
        assert hands.patches() == []


async def test_cancelled_nothing_is_opened(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        hands.program.summons.heed(Handover(LINK))
        dialog = await hands.dialog()
        next(one for one in dialog.findChildren(QPushButton) if one.text() == "Cancel").click()
        await until(lambda: not dialog.isVisible())
        assert hands.program.desk.session is None
        assert hands.program.desk.opening is None


async def test_a_link_that_names_no_candidate_is_told(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        hands.program.summons.heed(Handover("redline://send/everything"))
        assert "This link cannot be followed: “redline://send/everything”." in hands.words


async def test_the_link_that_started_the_program_waits_for_the_account(tmp_path: Path) -> None:
    async with running(tmp_path / "profile", Options(sandbox=True, link=LINK)) as hands:
        dialog = await hands.dialog()
        assert hands.program.line.account is not None
        next(one for one in dialog.findChildren(QPushButton) if one.text() == "Open").click()
        await until(lambda: hands.program.desk.session is not None)
        assert hands.session.record_id == AMARA


MAC_EVENT = """
import sys
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from gui.app.application import Application
app = Application(["redline"])
heard = []
app.link_opened.connect(heard.append)
for url in ("redline://candidate/1de04059", "file:///tmp/resume.pdf"):
    app.sendEvent(app, QFileOpenEvent(QUrl(url)))
assert heard == ["redline://candidate/1de04059"], heard
"""


def test_a_link_that_the_system_delivers_as_an_event_is_heard() -> None:
    """As macOS does; in a process of its own, since there is one application in each."""
    ran = subprocess.run(
        [sys.executable, "-c", MAC_EVENT], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr

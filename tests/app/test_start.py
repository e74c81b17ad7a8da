"""A start in its real order: the frame, what opens a candidate, the rest; and a quick person."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
AMARA: Final = "1de04059"
MOST_MODULES: Final = 60
"""At once, so that no single import holds the window up for long."""

STOPS: Final = ("Find candidate", "Candidates", "First name", "Headline", "Side panel")

STARTED = """
import asyncio, json, sys, time
from gui.app.late_functions import compile_late
from gui.app.quick_enums import make_enums_quickly
from gui.app.binding import import_lightly
compile_late(); make_enums_quickly(); import_lightly()
from gui.app import frame as frames
told = {"slices": []}

class Watched(frames.Frame):
    def furnish(self):
        self.known = len(sys.modules)
        super().furnish()
        watched.append(self)
        EARLY

    def perhaps_turn(self):
        told["slices"].append(len(sys.modules) - self.known)
        self.known = len(sys.modules)
        super().perhaps_turn()

watched = []
frames.Frame = Watched
from gui.app import start
start.Frame = Watched
whole = start._program

async def made(core):
    told["known"] = [core.whole.is_set(), core.desk.session is not None]
    program = await whole(core)
    told["whole"] = core.whole.is_set()
    core.tasks.start(look(program), name="the test")
    return program

async def look(program):
    ends = time.monotonic() + 20
    while time.monotonic() < ends and not (SEEN):
        await asyncio.sleep(0.01)
    told["name"] = program.window.windowTitle()
    told["session"] = program.desk.session.record_id if program.desk.session else None
    told["dialogs"] = [type(one).__name__ for one in program.window.findChildren(QDialog)
                       if one.isVisible()]
    told["header"] = program.window.header.isVisible()
    told["order"] = [one.accessibleName() for one in stops(program.window)]
    for one in program.window.findChildren(QDialog):
        one.reject()
    program.window.close()

def stops(window):
    from gui.views.focus import next_in_chain
    first = one = window.top_bar.find_line
    while True:
        if one.isVisible() and one.accessibleName() and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield one
        one = next_in_chain(one)
        if one is first:
            return

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
start._program = made
from gui.__main__ import main
told["status"] = main(sys.argv[1:])
print(json.dumps(told))
"""

TYPED = """
        line = self.window.top_bar.find_line
        QTest.keyClicks(line, "1de04059")
        QTest.keyClick(line, Qt.Key.Key_Return)
        from gui.views.actions import Act
        self.window.acts[Act.ABOUT].trigger()
"""


def started(
    folder: Path, *arguments: str, early: str = "pass", seen: str = "True"
) -> dict[str, Any]:
    code = STARTED.replace("EARLY", early.strip()).replace("SEEN", seen)
    done = subprocess.run(
        [sys.executable, "-c", code, "--profile", str(folder / "profile"), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_what_is_asked_for_before_the_program_is_there_is_done(tmp_path: Path) -> None:
    """Typed into the line with Enter, and a command of the menu."""
    told = started(
        tmp_path,
        "--sandbox",
        early=TYPED,
        seen="program.desk.session and program.desk.opening is None "
        "and program.window.findChildren(QDialog)",
    )
    assert told["session"] == AMARA
    assert told["dialogs"] == ["AboutDialog"]
    assert told["header"]
    # The parts were there in another order: Tab goes from the list to the form, then beside it.
    places = [told["order"].index(name) for name in STOPS]
    assert places == sorted(places), told["order"]
    assert told["status"] == 0


def test_closed_before_the_program_is_there(tmp_path: Path) -> None:
    told = started(tmp_path, early="self.window.close()", seen="False")
    assert told["status"] == 0


def test_a_first_start_shows_the_two_ways_in(tmp_path: Path) -> None:
    told = started(tmp_path, seen="program.line.state.value == 'none'")
    assert told["known"] == [False, False]
    assert told["whole"]
    assert told["session"] is None
    assert told["status"] == 0


def test_the_window_lives_while_the_rest_is_imported(tmp_path: Path) -> None:
    told = started(tmp_path)
    assert len(told["slices"]) > 10
    assert max(told["slices"][1:]) <= MOST_MODULES, told["slices"]

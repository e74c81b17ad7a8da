"""A slice of the kills: every named point once or twice, and every write failing once."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from gui.services.storage import points

ROOT = Path(__file__).parents[2]
GUI = ROOT / "gui"

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")


def test_every_named_point_is_in_the_program_and_the_other_way_round() -> None:
    named = re.compile(r'\breach\((?:"([a-z._]+)"(?: if \w+ else "([a-z._]+)")?)\)')
    found = [
        name
        for path in GUI.rglob("*.py")
        for names in named.findall(path.read_text())
        for name in names
        if name
    ]
    assert sorted(set(found)) == sorted(points.POINTS)
    assert len(points.POINTS) >= 25


def test_the_program_by_itself_reaches_points_and_nothing_happens() -> None:
    points.reach("draft.written")


@posix_only
@pytest.mark.timeout(180)
def test_whoever_is_killed_loses_nothing_that_was_promised() -> None:
    """In a process of its own, since one with threads must not fork."""
    count = 60
    run = subprocess.run(
        [sys.executable, "-m", "tests.soak.kills", f"--kills={count}", "--failures=24"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, f"{run.stdout}\n{run.stderr}"
    told = re.match(r"(\d+) kills and (\d+) failed writes at (\d+) named points", run.stdout)
    assert told is not None, run.stdout
    kills, failures, at = map(int, told.groups())
    assert kills > count * 0.8
    assert failures > 18
    assert at > 30

"""The version and the releases stand in one place each; whatever names them has read them there."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

import gui
from tests.helpers.packaging_scripts import script

ROOT = Path(__file__).parent.parent.parent
facts = script("facts")


def test_the_version_is_written_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["hatch"]["version"]["path"] == "gui/__init__.py"
    assert facts.version() == gui.__version__ == metadata.version("redline")
    kinds = ("*.py", "*.spec", "*.sh", "*.nsi", "*.desktop", "*.yml", "*.1", "*.in", "*.xml")
    places = [
        file
        for folder in ("gui", "packaging", ".github")
        for kind in kinds
        for file in (ROOT / folder).rglob(kind)
        if re.search(rf"(?<![\d.]){re.escape(gui.__version__)}(?![\d.])", file.read_text("utf-8"))
    ]
    assert places == [ROOT / "gui" / "__init__.py"]


def test_the_changelog_begins_with_this_version() -> None:
    newest, *older = facts.releases()
    assert newest.version == gui.__version__
    assert newest.notes
    assert all(release.day is not None for release in older), "only the newest may be unreleased"
    days = [release.day for release in older]
    assert days == sorted(days, reverse=True)


def test_the_command_line_says_the_version() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "gui", "--version"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == f"Redline {gui.__version__}\n"


def test_a_changelog_is_read_by_heading() -> None:
    text = (
        "# Changes\n\n## 0.3.0 (not released)\n\nTidier.\n\n- One\n  thing.\n- Another.\n\n"
        "## 0.2.0 (2026-12-01)\n\n- First.\n"
    )
    found = facts.releases(text)
    assert [(each.version, each.day, each.notes) for each in found] == [
        ("0.3.0", None, ("One thing.", "Another.")),
        ("0.2.0", dt.date(2026, 12, 1), ("First.",)),
    ]
    assert found[0].intro == "Tidier."


@pytest.mark.parametrize("text", ["# Changes\n", "## next\n\n- x\n", "## 1.2 (2026-01-01)\n"])
def test_a_changelog_that_cannot_be_read_stops_the_build(text: str) -> None:
    with pytest.raises(SystemExit, match="changelog"):
        facts.releases(text)

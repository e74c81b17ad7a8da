"""How the run before ended, tried with processes that end in every way."""

from __future__ import annotations

import datetime as dt
import faulthandler
import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gui.errors import ProfileInUse
from gui.services.lastrun import DUMP_NAME, MARKER_NAME, ThisRun, UnexpectedEnd
from gui.services.reports import Reports

ROOT = Path(__file__).parent.parent.parent

RUN = """
import faulthandler, os, signal, sys
from pathlib import Path
from gui.errors import ProfileInUse
from gui.services.lastrun import ThisRun
from gui.services.reports import Reports

folder = Path(sys.argv[1])
with ThisRun(folder, Reports(folder)).noted():
    how = sys.argv[2]
    secret = "Amara Osei"
    if how == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif how == "crash":
        faulthandler._sigsegv()
    elif how == "abort":
        os.abort()
    elif how == "wedged":
        os._exit(70)
    elif how == "exception":
        raise LookupError(secret)
    elif how == "told":
        raise ProfileInUse("Another Redline has it.")
    elif how == "interrupted":
        raise KeyboardInterrupt
    elif how == "exit":
        sys.exit(3)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "logs"
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def _fault_handler() -> Iterator[None]:
    """pytest has one of its own, which a run in this process puts out."""
    was_enabled = faulthandler.is_enabled()
    yield
    if was_enabled:
        faulthandler.enable(sys.__stderr__ or sys.stderr)


def ran(folder: Path, how: str) -> None:
    """A run in a process of its own that ends in that way."""
    subprocess.run(
        [sys.executable, "-c", RUN, str(folder), how], cwd=ROOT, capture_output=True, check=False
    )


def next_start(folder: Path) -> UnexpectedEnd | None:
    """What the next run hears about the one before."""
    with ThisRun(folder, Reports(folder)).noted() as before:
        return before


def report_of(end: UnexpectedEnd | None) -> str:
    assert end is not None
    assert end.report is not None
    return end.report.read_text(encoding="utf-8")


@pytest.mark.parametrize("how", ["well", "told", "interrupted", "exit"])
def test_a_clean_end_leaves_nothing(folder: Path, how: str) -> None:
    ran(folder, how)
    assert list(folder.iterdir()) == []
    assert next_start(folder) is None


@pytest.mark.parametrize("how", ["kill", "wedged"])
def test_an_end_without_a_word_is_told_once(folder: Path, how: str) -> None:
    before = dt.datetime.now(dt.UTC)
    ran(folder, how)
    end = next_start(folder)
    assert end is not None
    assert abs((end.at - before).total_seconds()) < 30
    assert "No stack is known" in report_of(end)
    assert next_start(folder) is None


@pytest.mark.parametrize("how", ["crash", "abort"])
def test_a_crash_leaves_its_places_in_the_code(folder: Path, how: str) -> None:
    ran(folder, how)
    text = report_of(next_start(folder))
    assert "Fatal Python error: " in text
    assert "  <string>:" in text
    assert "Amara" not in text
    assert str(ROOT) not in text
    assert next_start(folder) is None


def test_an_exception_that_ends_the_program_has_one_report(folder: Path) -> None:
    ran(folder, "exception")
    assert len(Reports(folder).all()) == 1
    text = report_of(next_start(folder))
    assert "LookupError in the program" in text
    assert "Amara" not in text
    assert len(Reports(folder).all()) == 1


def test_the_beat_tells_about_when_it_ended(folder: Path) -> None:
    marker = folder / MARKER_NAME
    run = ThisRun(folder, Reports(folder))
    with run.noted():
        old = dt.datetime(2026, 11, 17, 14, 2, tzinfo=dt.UTC).timestamp()
        os.utime(marker, (old, old))
        run.beat()
        beaten = marker.stat().st_mtime
        assert beaten > old
        os.utime(marker, (old, old))
        kept = marker.read_bytes()
    marker.write_bytes(kept)
    os.utime(marker, (old, old))
    end = next_start(folder)
    assert end is not None
    assert end.at.timestamp() == old
    assert re.search(r"When +2026-11-17T", report_of(end))


@pytest.mark.parametrize("kept", [b"", b"{", b"[]", b'{"report": 7}', b"\xff"])
def test_a_marker_that_was_cut_off_still_tells(folder: Path, kept: bytes) -> None:
    (folder / MARKER_NAME).write_bytes(kept)
    assert next_start(folder) is not None


def test_what_is_written_is_for_this_user_alone(folder: Path) -> None:
    with ThisRun(folder, Reports(folder)).noted():
        for name in (MARKER_NAME, DUMP_NAME):
            assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "file"
    folder.write_text("no folder")
    with ThisRun(folder, Reports(folder)).noted() as before:
        assert before is None
    with (
        pytest.raises(ProfileInUse),
        ThisRun(folder, Reports(folder)).noted(),
    ):
        raise ProfileInUse("Another Redline has it.")

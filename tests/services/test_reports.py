"""Reports say where and what kind, and nothing that a record, a token or a folder says."""

from __future__ import annotations

import datetime as dt
import logging
import re
import stat
from pathlib import Path

import pytest

from gui.secret import Secret
from gui.services.reports import KEPT, Reports, place_of

NOW = dt.datetime(2026, 11, 24, 14, 2, 5, tzinfo=dt.UTC)

NAME, EMAIL, PHONE = "Amara Osei-Lindqvist", "amara.osei@example.com", "+46 31 555 01 23"
ID, TOKEN = "1de04059", "wk-7f3a9b2c4d5e6f70"


@pytest.fixture
def reports(tmp_path: Path) -> Reports:
    return Reports(tmp_path / "logs", now=lambda: NOW)


def failed() -> BaseException:
    """An exception that is full of what must not be told, as are the variables around it."""
    record = {"name": NAME, "email": EMAIL}
    try:
        try:
            record[f"{NAME} {ID}"]
        except KeyError as error:
            raise ValueError(f"{NAME} <{EMAIL}> {PHONE} {TOKEN}") from error
    except ValueError as error:
        error.add_note(f"while reading {NAME}")
        return error
    raise AssertionError


def test_a_report_says_what_where_and_on_what(reports: Reports) -> None:
    reports.facts["Display"] = "offscreen"
    path = reports.fault("a task", failed())
    assert path is not None
    text = reports.text(path)
    assert "ValueError in a task" in text
    assert "2026-11-24T" in text
    line = failed.__code__.co_firstlineno
    assert re.search(rf"^ValueError\n  test_reports\.py:{line + 7} failed$", text, re.MULTILINE)
    assert re.search(r"^Caused by KeyError\n  test_reports\.py:\d+ failed$", text, re.MULTILINE)
    for name in ("Redline", "Python", "Qt", "System", "Display"):
        assert re.search(rf"^{name} +\S", text, re.MULTILINE), name


def test_nothing_that_is_somebodys_gets_into_a_report(
    reports: Reports, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    secret = Secret(TOKEN)
    log = logging.getLogger("gui.services.desk")
    with reports.listening():
        logging.getLogger("somebody").info("Found %s", NAME)
        logging.getLogger("somebody").info(f"Found {NAME}")  # noqa: G004  as others do
        log.info("Read %s with %s", NAME, secret.reveal())
        path = reports.fault(f"send {ID} to {EMAIL}", failed())
    assert path is not None
    text = path.read_text(encoding="utf-8")
    # What stands for an id is made of random digits, which may hold any three of them.
    told = re.sub(r"id-\w+", "", text)
    for forbidden in ("Amara", "Osei", "example.com", "555", ID, TOKEN, "while reading", "/home"):
        assert forbidden not in told, forbidden
    assert str(Path(__file__).parent) not in text
    assert "INFO gui.services.desk: Read %s with %s" in text
    assert "INFO somebody: …" in text


def test_an_id_has_one_name_in_a_report_and_another_in_the_next(reports: Reports) -> None:
    names = []
    for _ in range(2):
        path = reports.fault(f"{ID} after {ID}", failed())
        assert path is not None
        found = re.findall(r"id-[0-9a-f]{6}", path.read_text(encoding="utf-8"))
        assert len(found) == 2
        assert len(set(found)) == 1
        names.append(found[0])
    assert names[0] != names[1]


def test_groups_and_long_stacks_stay_readable(reports: Reports) -> None:
    def deep(left: int) -> None:
        if left == 0:
            raise ExceptionGroup(NAME, [ValueError(NAME), KeyError(NAME)])
        deep(left - 1)

    with pytest.raises(ExceptionGroup) as caught:
        deep(300)
    path = reports.fault("a task", caught.value)
    assert path is not None
    text = path.read_text(encoding="utf-8")
    assert "of ValueError, KeyError" in text
    assert " more" in text
    assert len(text.splitlines()) < 120
    assert "Amara" not in text


def test_of_a_dump_only_places_stay(reports: Reports) -> None:
    dump = (
        "Fatal Python error: Segmentation fault\n\n"
        "Thread 0x00007f1c2d3e4f50 (most recent call first):\n"
        '  File "/home/amara/redline/gui/services/line.py", line 12 in _heard\n\n'
        "Current thread 0x00007f1c2d3e4f51 (most recent call first):\n"
        '  File "/home/amara/notes.py", line ??? in <module>\n'
        f"Something else about {NAME}\n"
    )
    path = reports.crash("The program ended without a word", dump, at=NOW)
    assert path is not None
    text = path.read_text(encoding="utf-8")
    assert "Fatal Python error: Segmentation fault\nThread\n  line.py:12 _heard" in text
    assert "Current thread\n  notes.py:??? <module>" in text
    assert "amara" not in text.lower()
    assert "0x00007f" not in text


def test_an_end_without_a_dump_says_so(reports: Reports) -> None:
    path = reports.crash("The program ended without a word", at=NOW)
    assert path is not None
    assert "No stack is known" in path.read_text(encoding="utf-8")


def test_reports_are_for_this_user_alone_and_the_oldest_go(tmp_path: Path) -> None:
    time = [NOW]
    reports = Reports(tmp_path / "logs", now=lambda: time[0])
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "redline.log").write_text("stays")
    written = []
    for number in range(KEPT + 3):
        time[0] += dt.timedelta(minutes=number % 2)
        written.append(reports.fault("a task", failed()))
    first = written[0]
    assert first is not None
    assert stat.S_IMODE(reports.all()[0].stat().st_mode) == 0o600
    assert list(reports.all()) == written[:2:-1]
    assert (tmp_path / "logs" / "redline.log").exists()


def test_a_disk_that_takes_nothing_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be")
    reports = Reports(tmp_path / "logs")
    assert reports.fault("a task", failed()) is None
    assert reports.all() == ()
    assert reports.text(tmp_path / "gone") == ""
    reports.delete(tmp_path / "gone")


@pytest.mark.parametrize(
    ("filename", "place"),
    [
        (logging.__file__, "python/logging/__init__.py"),
        (pytest.__file__, "pytest/__init__.py"),
        (str(Path(place_of.__code__.co_filename)), "gui/services/reports.py"),
        ("/home/amara/script.py", "script.py"),
        ("gui/services/desk.py", "gui/services/desk.py"),
        ("<frozen importlib._bootstrap>", "<frozen importlib._bootstrap>"),
    ],
)
def test_places_name_no_folders_of_this_computer(filename: str, place: str) -> None:
    assert place_of(filename) == place

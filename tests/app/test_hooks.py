"""Faults of every kind end in one place: written down once, told once, without anybody's data."""

from __future__ import annotations

import asyncio
import datetime as dt
import gc
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTimer

from gui.app.hooks import END_STATE, FaultReporter
from gui.errors import NotKept
from gui.services.lastrun import UnexpectedEnd
from gui.services.notices import Notice, Notices, Tone
from gui.services.reports import Reports
from gui.services.tasks import Tasks
from tests.helpers.harness import ExpectLog
from tests.helpers.wait import until

pytestmark = pytest.mark.usefixtures("qapp")

NAME = "Amara Osei"
NOW = dt.datetime(2026, 11, 19, 9, 0, tzinfo=dt.UTC)


class Desk:
    """A reporter, what it told and what it opened."""

    def __init__(self, folder: Path) -> None:
        self.notices = Notices()
        self.told: list[Notice] = []
        self.notices.told.connect(self.told.append)
        self.reports = Reports(folder)
        self.shown: list[object] = []
        self.reporter = FaultReporter(self.notices, self.reports, show=self.shown.append)


@pytest.fixture
def desk(qapp: QCoreApplication, tmp_path: Path) -> Desk:
    return Desk(tmp_path / "logs")


@pytest.fixture(autouse=True)
def _hooks() -> Iterator[None]:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    yield
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def broken() -> None:
    raise LookupError(NAME)


# --- from everywhere ----------------------------------------------------------------------------


async def test_a_fault_in_a_slot(qapp: QCoreApplication, desk: Desk, expect_log: ExpectLog) -> None:
    restore = desk.reporter.install(asyncio.get_running_loop())
    with expect_log("LookupError in the window"):
        QTimer.singleShot(0, broken)
        await until(lambda: desk.told)
    restore()
    (notice,) = desk.told
    assert notice.tone is Tone.ERROR
    assert notice.text == (
        "Something in Redline went wrong (LookupError). Your changes are kept, and you can go on "
        "working."
    )
    assert "test_hooks.py" in notice.detail
    assert NAME not in notice.text + notice.detail


async def test_a_fault_in_a_task(qapp: QCoreApplication, desk: Desk, expect_log: ExpectLog) -> None:
    async def work() -> None:
        broken()

    tasks = Tasks(desk.reporter.report)
    with expect_log("LookupError in open a candidate"):
        tasks.start(work(), name="open a candidate")
        await until(lambda: desk.told)
    (report,) = desk.reports.all()
    assert "LookupError in open a candidate" in desk.reports.text(report)


async def test_a_fault_in_a_task_that_nobody_awaited(
    qapp: QCoreApplication, desk: Desk, expect_log: ExpectLog
) -> None:
    loop = asyncio.get_running_loop()
    restore = desk.reporter.install(loop)
    with expect_log("LookupError in a task"):
        loop.call_soon(broken)
        await until(lambda: desk.told)
    restore()


async def test_a_fault_in_a_thread_is_told_in_the_thread_of_the_window(
    qapp: QCoreApplication, desk: Desk, expect_log: ExpectLog
) -> None:
    threads: list[int] = []
    fault = desk.reports.fault

    def noted(where: str, error: BaseException) -> Path | None:
        threads.append(threading.get_ident())
        return fault(where, error)

    desk.reports.fault = noted  # type: ignore[method-assign]
    restore = desk.reporter.install(asyncio.get_running_loop())
    with expect_log("LookupError in a thread"):
        thread = threading.Thread(target=broken)
        thread.start()
        thread.join()
        await until(lambda: desk.told)
    restore()
    assert threads == [threading.get_ident()]


async def test_a_fault_in_a_finalizer(
    qapp: QCoreApplication, desk: Desk, expect_log: ExpectLog
) -> None:
    class Fragile:
        def __del__(self) -> None:
            broken()

    restore = desk.reporter.install(asyncio.get_running_loop())
    with expect_log("LookupError in a finalizer"):
        Fragile()
        gc.collect()
        await until(lambda: desk.told)
    restore()


def test_a_fault_in_a_thread_after_the_loop_is_written_down(
    desk: Desk, expect_log: ExpectLog
) -> None:
    loop = asyncio.new_event_loop()
    restore = desk.reporter.install(loop)
    loop.close()
    with expect_log("LookupError in a thread"):
        thread = threading.Thread(target=broken)
        thread.start()
        thread.join()
    restore()
    assert desk.told == []
    assert len(desk.reports.all()) == 1


# --- once, and with a way to see it -------------------------------------------------------------


def test_each_fault_is_told_and_written_once(desk: Desk, expect_log: ExpectLog) -> None:
    def other() -> None:
        raise LookupError(NAME)

    with expect_log("LookupError in a task"):
        for deed in (broken, broken, other, broken):
            try:
                deed()
            except LookupError as error:
                desk.reporter.report("a task", error)
    assert len(desk.told) == 2
    assert len(desk.reports.all()) == 2


def test_an_error_for_people_is_told_each_time_and_written_nowhere(desk: Desk) -> None:
    for _ in range(2):
        desk.reporter.report("keep drafts", NotKept("The disk is full."))
    assert [notice.text for notice in desk.told] == ["The disk is full."] * 2
    assert desk.reports.all() == ()


def test_the_report_can_be_seen(desk: Desk, expect_log: ExpectLog) -> None:
    with expect_log("LookupError"):
        desk.reporter.report("a task", LookupError(NAME))
    (offer,) = desk.told[0].offers
    assert offer.label == "Show report"
    offer.act()
    assert desk.shown == list(desk.reports.all())


def test_a_fault_is_told_also_where_no_report_can_be_written(
    tmp_path: Path, expect_log: ExpectLog
) -> None:
    (tmp_path / "file").write_text("")
    desk = Desk(tmp_path / "file")
    with expect_log("LookupError"):
        desk.reporter.report("a task", LookupError(NAME))
    assert [notice.offers for notice in desk.told] == [()]


# --- the end of the run before ------------------------------------------------------------------


def ended(desk: Desk, at: dt.datetime) -> tuple[Path, Notice]:
    report = desk.reports.crash("It ended", at=at)
    assert report is not None
    desk.reporter.tell_last_end(
        UnexpectedEnd(at, report), NOW, show_drafts=lambda: desk.shown.append("drafts")
    )
    return report, desk.notices.states[END_STATE]


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (NOW - dt.timedelta(hours=1), "Redline ended unexpectedly at 08:00."),
        (NOW - dt.timedelta(days=2), "Redline ended unexpectedly on Tuesday 09:00."),
    ],
)
def test_the_next_start_tells_when(desk: Desk, at: dt.datetime, text: str) -> None:
    _report, notice = ended(desk, at)
    assert notice.text == f"{text} Your drafts are here."
    assert [offer.label for offer in notice.offers] == ["Show drafts", "Show report", "OK"]


def test_it_leads_to_the_drafts_and_to_the_report_and_stays_until_it_was_seen(desk: Desk) -> None:
    report, notice = ended(desk, NOW)
    drafts, shown, ok = notice.offers
    drafts.act()
    shown.act()
    assert desk.shown == ["drafts", report]
    assert desk.notices.states == {END_STATE: notice}
    ok.act()
    assert desk.notices.states == {}
    assert report.exists()


def test_an_end_without_a_report_is_told_too(desk: Desk) -> None:
    desk.reporter.tell_last_end(UnexpectedEnd(NOW, None), NOW)
    (offer,) = desk.notices.states[END_STATE].offers
    assert offer.label == "OK"
    offer.act()
    assert desk.notices.states == {}

"""`redline --self-test`: whether this installation works, told line by line.

The real program is started in a throw-away profile and on its own sandbox, so that no account,
no token and nothing of the person is touched. It serves IT after a roll-out, and every build.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication

from gui import __version__, i18n, log
from gui.app import qt_messages, selftest_parts
from gui.app.collector import Collector
from gui.app.selftest_report import CheckFailed, Finding, Report, Verdict
from gui.paths import Profile
from gui.services.reports import Reports
from gui.services.tasks import Tasks
from gui.views.icons import app_icon
from gui.views.theme import Theme

if TYPE_CHECKING:
    from gui.__main__ import Options
    from gui.app.program import Program

EXIT_STUCK: Final = 1
_LIMIT_S: Final = 240.0
_PREFIX: Final = "REDLINE_"


def self_test(options: Options, report_file: Path | None, *, limit_s: float = _LIMIT_S) -> int:
    """Runs all checks; 0 when each passed, else 1. `options` are the sandbox's.

    The report goes to the terminal and to `report_file`; without either to a file of that purpose
    among the temporary ones.
    """
    for name in [name for name in os.environ if name.startswith(_PREFIX)]:
        del os.environ[name]  # an account of the environment is not touched either
    # What is looked for on the screen is looked for in English.
    i18n.install("en")
    report = Report(report_file)
    report.line(f"Redline {__version__} self-test, {dt.datetime.now().astimezone():%Y-%m-%d %H:%M}")
    guard = threading.Timer(limit_s, lambda: _give_up(report, limit_s))
    guard.daemon = True
    guard.start()
    try:
        # On Windows a file that is still open by a process that just ends cannot be removed.
        with tempfile.TemporaryDirectory(
            prefix="redline-self-test-", ignore_cleanup_errors=True
        ) as folder:
            profile = Profile.at(Path(folder) / "profile")
            profile.create()
            stop_log = log.start(profile.logs_dir)
            try:
                _run(options, profile, report)
            finally:
                stop_log()
        return report.end()
    finally:
        guard.cancel()
        report.close()


def _give_up(report: Report, limit_s: float) -> None:
    """Ends a process that hangs, with a line that says so."""
    report.line(f"FAILED: not over after {limit_s:g} seconds; the line above was the last")
    report.close()
    os._exit(EXIT_STUCK)


def _run(options: Options, profile: Profile, report: Report) -> None:
    stop_messages = qt_messages.start()
    held = QApplication.instance()
    app = held if isinstance(held, QApplication) else QApplication(["redline"])
    app.setApplicationName("Redline")
    app.setWindowIcon(app_icon())
    app.setQuitOnLastWindowClosed(False)
    theme = Theme()
    theme.apply(app)
    collector = Collector()

    # After the application: both take long to import.
    from gui.app.program import Program
    from gui.services.loop import AppLoop

    reports = Reports(profile.logs_dir)
    program = Program(options, profile, theme, reports)
    program.window.show()
    try:
        with asyncio.Runner(loop_factory=lambda: AppLoop(app)) as runner:
            runner.run(_checks(program, report, reports))
    finally:
        program.close()
        program.window.deleteLater()
        collector.stop()
        stop_messages()


async def _checks(program: Program, report: Report, reports: Reports) -> None:
    from gui.app.selftest_program import ProgramChecks

    for name, check in (
        ("versions", selftest_parts.versions),
        ("display", selftest_parts.display),
        ("resources", selftest_parts.resources),
        ("translations", selftest_parts.translations),
        ("certificates", selftest_parts.certificates),
        ("keyring", selftest_parts.keyring),
        ("policy", selftest_parts.policy),
        ("pictures", selftest_parts.pictures),
    ):
        await report.run(name, check)

    leave = asyncio.Event()
    faults: list[BaseException] = []
    owner = Tasks(lambda _name, error: faults.append(error))
    running = owner.start(program.run(leave), name="self-test")
    assert running is not None
    checks = ProgramChecks(program)
    steps = (
        ("window", checks.window),
        ("photo", checks.photo),
        ("pdf", checks.pdf),
        ("docx", checks.docx),
        ("open", checks.open),
        ("edit", checks.edit),
        ("send", checks.send),
    )
    for name, check in steps:
        passed = await report.run(name, check)
        if not passed and name in ("window", "open", "edit"):
            report.verdict("the rest", Finding("cannot be tried without it", Verdict.FAILED))
            break

    async def end() -> Finding:
        leave.set()
        await asyncio.wait({running})
        if faults:
            raise CheckFailed(f"{type(faults[0]).__name__}: {faults[0]}")
        written = reports.all()
        if written:
            raise CheckFailed(f"a fault was reported: {reports.text(written[0])}")
        return Finding("everything settled, no fault reported")

    await report.run("end", end)

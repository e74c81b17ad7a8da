"""Starting and ending: every way out leads through one place.

The last window, the menu, a signal and the end of the desktop session all set one event; after
it sends are settled, tasks ended, the connection closed, settings written, in that order.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from gui import __version__, log
from gui.app import language, qt_messages
from gui.app.application import Application
from gui.app.collector import Collector
from gui.app.watchdog import Watchdog
from gui.paths import Profile
from gui.services import dumps
from gui.services.instance import Instance
from gui.services.lastrun import BEAT_S, ThisRun, UnexpectedEnd
from gui.services.memory import give_large_blocks_back
from gui.services.policy import policy_file, read_policy
from gui.services.reports import Reports
from gui.services.settings import LANGUAGE, peek
from gui.views.icons import app_icon
from gui.views.theme import Theme

if TYPE_CHECKING:
    from gui.__main__ import Options

EXIT_WEDGED = 70
_GRACE_S = 5.0


def run(options: Options, profile: Profile, instance: Instance) -> int:
    """Runs the program until its window is closed; returns the exit status.

    The profile is this process's, by `instance`, and stays so until that is released. An error of
    `gui.errors` that comes before there is a window is raised.
    """
    language.install_texts(peek(profile, LANGUAGE))
    dumps.forbid(keep_debuggers=options.debug)
    give_large_blocks_back()
    stop_log = log.start(profile.logs_dir, debug=options.debug)
    reports = Reports(profile.logs_dir)
    this_run = ThisRun(profile.logs_dir, reports)
    try:
        with reports.listening(), this_run.noted() as last_end:
            _run(options, profile, instance, reports, this_run, last_end)
    finally:
        stop_log()
    return 0


def _run(
    options: Options,
    profile: Profile,
    instance: Instance,
    reports: Reports,
    this_run: ThisRun,
    last_end: UnexpectedEnd | None,
) -> None:
    """The window and the event loop."""
    stop_messages = qt_messages.start()
    app = Application(["redline"])
    app.setApplicationName("Redline")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("redline")
    app.setWindowIcon(app_icon())
    app.setQuitOnLastWindowClosed(False)
    language.apply(app)
    reports.facts["Display"] = app.platformName()
    collector = Collector()
    theme = Theme()
    theme.apply(app)

    from gui.app.program import Program

    policy = read_policy(policy_file())
    policy.use_proxy(os.environ)
    program = Program(options, profile, theme, reports, policy)
    collector.settle()
    app.link_opened.connect(program.linking.follow)
    program.window.show()
    # Painted before any task runs and before the network is imported.
    app.processEvents()
    beat = QTimer(interval=int(BEAT_S * 1000))
    beat.timeout.connect(this_run.beat)
    beat.start()
    if last_end is not None:
        program.reporter.tell_last_end(last_end, show_drafts=program.history.show_drafts)

    from gui.services.loop import AppLoop

    watchdog = Watchdog() if options.debug else None

    async def main() -> None:
        loop, leave = asyncio.get_running_loop(), asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError):  # Windows
                loop.add_signal_handler(number, leave.set)
        app.commitDataRequest.connect(leave.set)
        instance.attend(loop, program.summons.heed)
        try:
            await program.run(leave)
        finally:
            # A wedged thread must not keep a dead process alive.
            guard = threading.Timer(_GRACE_S, lambda: os._exit(EXIT_WEDGED))
            guard.daemon = True
            guard.start()

    try:
        with asyncio.Runner(loop_factory=lambda: AppLoop(app)) as runner:
            runner.run(main())
    finally:
        if watchdog is not None:
            watchdog.stop()
        beat.stop()
        program.close()
        collector.stop()
        stop_messages()

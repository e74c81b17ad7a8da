"""Starting and ending: every way out leads through one place.

The last window, the menu, a signal and the end of the desktop session all set one event; after
it sends are settled, tasks ended, the connection closed, settings written, in that order.
"""

from __future__ import annotations

import importlib
import os
import threading
from typing import TYPE_CHECKING, Final

from gui.app.frame import Frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gui.__main__ import Options
    from gui.app.core import Core
    from gui.app.program import Program
    from gui.paths import Profile
    from gui.services.instance import Instance
    from gui.services.lastrun import ThisRun, UnexpectedEnd
    from gui.services.reports import Reports

EXIT_WEDGED = 70
_GRACE_S = 5.0
_SOON_S: Final = 0.05
_PATIENCE_S: Final = 2.0
"""How long the list, and then all the rest, wait for the candidate that was asked for."""

# In the order in which they are needed, so that the window can live between any two of them. What
# is missing here comes with whoever imports it; then only a moment gets longer.
_FOR_REQUESTS: Final = (
    *("gui.workable.transport", "anyio", "anyio._backends._asyncio", "h11", "httpcore"),
)
"""Imported in a thread: half of its time are files and libraries, and nobody waits for those."""
_FOR_THE_LINE: Final = (
    *("asyncio", "gui.services.loop", "gui.model.networks", "gui.model.record", "gui.model.checks"),
    *("gui.model.draft", "gui.services.connection", "gui.services.session", "gui.services.desk"),
    *("gui.services.storage.store", "gui.services.keeping", "gui.services.policy"),
    *("gui.views.account_asks", "gui.app.connecting", "gui.app.core"),
)
_FOR_THE_FORM: Final = (
    *("gui.services.offers", "gui.views.fields.row", "gui.views.tabs.base"),
    *("gui.views.tabs.profile", "gui.views.form", "gui.views.panels.header"),
)
_FOR_THE_LIST: Final = ("gui.views.panels.candidates", "gui.app.arriving", "gui.app.standing")
_FOR_THE_REST: Final = (
    *("gui.model.worddiff", "gui.views.panels.changes_rows", "gui.views.panels.changes"),
    *("gui.services.preview", "gui.services.staging", "gui.services.stored_files"),
    *("gui.views.intake", "gui.views.panels.files", "gui.services.reading"),
    *("gui.services.resume_view", "gui.views.panels.resume_canvas", "gui.views.panels.resume"),
    *("gui.workable.send", "gui.services.sending", "gui.views.send_asks", "gui.services.outbox"),
    *("gui.app.about", "gui.app.linking", "gui.app.summons", "gui.views.journal_asks"),
    *("gui.services.reverting", "gui.app.history", "gui.app.leaving"),
    *("gui.services.resume_picking", "gui.app.resume_side"),
    *("gui.services.resume_knowledge", "gui.app.offering", "gui.app.commands", "gui.app.program"),
)


def run(options: Options, profile: Profile, claimed: Instance | int) -> int:
    """Runs the program until its window is closed; returns the exit status.

    The profile is this process's, by the lock `claimed`, or by the instance that listens for later
    starts already; it is let go at the end. An error of `gui.errors` that comes before the program
    is there is raised.
    """
    frame = Frame(options, profile)
    # The window is painted. From here on everything is imported where it is first needed.
    from gui import log
    from gui.services import dumps
    from gui.services.instance import Instance
    from gui.services.lastrun import ThisRun
    from gui.services.memory import give_large_blocks_back
    from gui.services.reports import Reports

    instance = claimed if isinstance(claimed, Instance) else Instance(profile, claimed)
    dumps.forbid(keep_debuggers=options.debug)
    give_large_blocks_back()
    stop_log = log.start(profile.logs_dir, debug=options.debug)
    reports = Reports(profile.logs_dir)
    this_run = ThisRun(profile.logs_dir, reports)
    try:
        with reports.listening(), this_run.noted() as last_end:
            core = _core(options, profile, frame, reports)
            _run(core, frame, instance, this_run, last_end)
    finally:
        frame.window.hide()
        stop_log()
        instance.release()
    return 0


def _core(options: Options, profile: Profile, frame: Frame, reports: Reports) -> Core:
    """What connects and reads, while the window stays alive."""
    if not frame.is_first_start:
        threading.Thread(target=_import_for_requests, name="imports", daemon=True).start()
    frame.furnish()
    for name in _FOR_THE_LINE:
        frame.perhaps_turn()
        importlib.import_module(name)
    frame.turn()

    from gui.app.core import Core
    from gui.services.policy import policy_file, read_policy

    reports.facts["Display"] = frame.app.platformName()
    policy = read_policy(policy_file())
    policy.use_proxy(os.environ)
    return Core(options, profile, frame.theme, reports, policy, frame)


def _run(
    core: Core,
    frame: Frame,
    instance: Instance,
    this_run: ThisRun,
    last_end: UnexpectedEnd | None,
) -> None:
    """The event loop: while the candidate that was asked for is read, the form is made that shows
    it; then all the rest."""
    import asyncio
    import contextlib
    import signal

    from PySide6.QtCore import QTimer

    from gui.app import qt_messages
    from gui.app.collector import Collector
    from gui.app.watchdog import Watchdog
    from gui.services.lastrun import BEAT_S
    from gui.services.loop import AppLoop

    stop_messages = qt_messages.start()
    collector = Collector()
    beat = QTimer(interval=int(BEAT_S * 1000))
    beat.timeout.connect(this_run.beat)
    beat.start()
    watchdog = Watchdog() if core.options.debug else None
    program: Program | None = None

    async def main() -> None:
        nonlocal program
        loop, leave = asyncio.get_running_loop(), asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError):  # Windows
                loop.add_signal_handler(number, leave.set)
        frame.app.commitDataRequest.connect(leave.set)
        core.begin()
        await core.asked()
        await _imported(frame, _FOR_THE_FORM)
        for _step in core.steps():
            await frame.perhaps_rest()
        await asyncio.sleep(0)
        await core.opened(within=_SOON_S)
        await _imported(frame, _FOR_THE_LIST)
        for _step in core.list_steps():
            await asyncio.sleep(0)
        frame.early.leave_finding()
        await core.opened(within=_PATIENCE_S)
        for name in _FOR_THE_REST:
            await asyncio.sleep(0)
            importlib.import_module(name)
        program = await _program(core)
        frame.app.link_opened.connect(program.linking.follow)
        collector.settle()
        if last_end is not None:
            program.reporter.tell_last_end(last_end, show_drafts=program.history.show_drafts)
        instance.attend(loop, program.summons.heed)
        core.tasks.start(_go_on(core, frame), name="what was asked for early")
        try:
            await program.run(leave)
        finally:
            # A wedged thread must not keep a dead process alive.
            guard = threading.Timer(_GRACE_S, lambda: os._exit(EXIT_WEDGED))
            guard.daemon = True
            guard.start()

    try:
        with asyncio.Runner(loop_factory=lambda: AppLoop(frame.app)) as runner:
            runner.run(main())
    finally:
        if watchdog is not None:
            watchdog.stop()
        beat.stop()
        if program is not None:
            program.close()
        collector.stop()
        stop_messages()


def _import_for_requests() -> None:
    for name in _FOR_REQUESTS:
        importlib.import_module(name)


async def _imported(frame: Frame, names: Sequence[str]) -> None:
    """Imports modules, while the window lives."""
    for name in names:
        await frame.perhaps_rest()
        importlib.import_module(name)


async def _go_on(core: Core, frame: Frame) -> None:
    """Has done what the person asked for meanwhile, as soon as it can be."""
    await core.connected()
    frame.early.go_on()


async def _program(core: Core) -> Program:
    """The rest of the program, a part at a time."""
    import asyncio

    from gui.app.program import Program

    program = Program.of(core)
    for _step in program.steps():
        await asyncio.sleep(0)
    return program

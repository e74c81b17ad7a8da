"""The whole program in this process, at work against a server in another one.

    def measure(*, quick: bool) -> list[Row]:
        return inside.run(lambda bench: _rows(bench, quick))

No display is needed (Qt draws into memory). The budget of requests is lifted, here and there, or
the tenth opening would wait for it; row 12 measures it.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from gui.__main__ import Options
from gui.app.collector import Collector
from gui.services.loop import AppLoop
from gui.services.memory import give_large_blocks_back
from gui.services.session import Session
from gui.workable.pace import Pace
from tests.bench.server import Server, serving
from tests.helpers.program import Hands, running
from tests.helpers.wait import until

T = TypeVar("T")
LIFTED: Final = 100_000


@dataclass(slots=True)
class Bench:
    """The program, its server, and hands to use it with."""

    hands: Hands
    server: Server

    async def opened(self, record_id: str) -> Session:
        """A candidate in front, by its id."""
        desk = self.hands.program.desk
        desk.open(record_id)
        await until(
            lambda: desk.session is not None and desk.session.record_id == record_id, limit=30
        )
        await settled()
        assert desk.session is not None
        return desk.session

    async def filled(self, ask: Callable[[], object], record_id: str) -> float:
        """Seconds from asking until that candidate stands in the form, painted."""
        desk = self.hands.program.desk
        done: asyncio.Future[float] = asyncio.get_running_loop().create_future()

        def over() -> None:
            if not done.done():
                done.set_result(time.perf_counter())

        def shown() -> None:
            if desk.session is not None and desk.session.record_id == record_id:
                # Behind the paint that is posted now, and the one that follows from laying out.
                QTimer.singleShot(0, lambda: QTimer.singleShot(0, over))

        desk.session_changed.connect(shown)
        try:
            started = time.perf_counter()
            ask()
            return await asyncio.wait_for(done, 30) - started
        finally:
            desk.session_changed.disconnect(shown)

    def closed(self) -> None:
        """Lets the candidate in front go, so that the next opening reads it anew."""
        desk = self.hands.program.desk
        if desk.session is not None:
            desk.close_session(desk.session)


def run(main: Callable[[Bench], Awaitable[T]], *, lifted: bool = True) -> T:
    """Runs a measurement with the program connected and its list loaded."""
    with serving() as server, tempfile.TemporaryDirectory(prefix="redline-bench-") as folder:
        os.environ.update(server.environment)
        home = Path(folder)
        (home / "runtime").mkdir(mode=0o700)
        os.environ |= {"HOME": folder, "XDG_RUNTIME_DIR": str(home / "runtime")}
        os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"
        if lifted:
            lift_budget()
        app = QApplication.instance() or QApplication(["redline"])
        assert isinstance(app, QApplication)
        app.setQuitOnLastWindowClosed(False)
        give_large_blocks_back()  # as the program does

        async def work() -> T:
            try:
                return await connected()
            except BaseException:  # noqa: BLE001  # the process ends here
                # Nothing is put in order: the program may be in the middle of anything.
                traceback.print_exc()
                os._exit(1)

        async def connected() -> T:
            collector = Collector()  # as the program has it
            async with running(home / "profile", Options()) as hands:
                await until(
                    lambda: hands.program.list.rows and not hands.program.list.is_loading, limit=30
                )
                collector.settle()
                try:
                    return await main(Bench(hands, server))
                finally:
                    collector.stop()

        with asyncio.Runner(loop_factory=lambda: AppLoop(app)) as runner:
            return runner.run(work())


def lift_budget() -> None:
    """Makes every pace of this process allow any number of requests, whatever headers say."""
    defaults = Pace.__init__.__kwdefaults__
    assert defaults is not None
    defaults["limit"] = LIFTED
    Pace.heed = lambda *_given, **_more: None  # type: ignore[method-assign]


async def settled(seconds: float = 0.15) -> None:
    """Lets what was begun come to an end: fetched files, written drafts."""
    await asyncio.sleep(seconds)


def painted() -> None:
    """Has everything that is posted done, paints included; not from a coroutine (`aside`)."""
    QApplication.processEvents()


async def aside(work: Callable[[], T]) -> T:
    """Runs `work` between tasks, so that it may have events processed."""
    done: asyncio.Future[T] = asyncio.get_running_loop().create_future()

    def begin() -> None:
        try:
            done.set_result(work())
        except BaseException as error:  # noqa: BLE001  # raised where it is awaited
            done.set_exception(error)

    QTimer.singleShot(0, begin)
    return await done

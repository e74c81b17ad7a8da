"""Blocking work in a thread that nothing has to wait for.

`asyncio.to_thread` is right for work that surely ends. Opening a file on a share that has gone
may block for minutes, a stranger's document may keep a process busy, and the loop's own threads
would hold up the end of the program for as long; these threads do not.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Handover(Generic[T]):
    """A future of the running loop that another thread fulfils.

    `done` is an ordinary future; what is handed over after it was cancelled, or after the loop
    has closed, is dropped.
    """

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self.done: asyncio.Future[T] = self._loop.create_future()

    def by(self, work: Callable[[], T]) -> T | None:
        """Runs `work` here and hands over its result or its error; returns the result."""
        result: T | None = None
        failure: BaseException | None = None
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001  # delivered to whoever awaits
            failure = error
        with contextlib.suppress(RuntimeError):  # the loop has closed meanwhile
            self._loop.call_soon_threadsafe(self._deliver, result, failure)
        return result

    def _deliver(self, result: T | None, error: BaseException | None) -> None:
        if self.done.done():
            return
        if error is not None:
            self.done.set_exception(error)
        else:
            self.done.set_result(result)  # type: ignore[arg-type]  # None only where T allows it


def in_background(work: Callable[[], object], *, name: str) -> None:
    """Runs `work` in a thread that nobody waits for."""
    threading.Thread(target=work, name=name, daemon=True).start()


def started(work: Callable[[], T], *, name: str) -> asyncio.Future[T]:
    """Runs `work` in a thread; the future is done with it, whether or not anybody waits."""
    handover: Handover[T] = Handover()
    in_background(lambda: handover.by(work), name=name)
    return handover.done


async def threaded(work: Callable[[], T], *, name: str) -> T:
    """Waits for `work`, which goes on by itself when the one who waits is cancelled."""
    return await asyncio.shield(started(work, name=name))


async def in_worker(work: Callable[[], T], *, seconds: float, name: str) -> T:
    """Runs `work` in a daemon thread and returns its result or raises its error.

    `TimeoutError` after so many seconds. Then, and when cancelled, the thread is left to itself
    and what it still brings is dropped, so `work` must not change anything shared.
    """
    async with asyncio.timeout(seconds):
        return await started(work, name=name)

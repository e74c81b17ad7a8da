"""Blocking work in a thread that nothing has to wait for.

`asyncio.to_thread` is right for work that surely ends. Opening a file on a share that has gone
may block for minutes, and the loop's own threads would hold up the end of the program for as
long; these threads do not.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


async def in_worker(work: Callable[[], T], *, seconds: float, name: str) -> T:
    """Runs `work` in a daemon thread and returns its result or raises its error.

    `TimeoutError` after so many seconds. Then, and when cancelled, the thread is left to itself
    and what it still brings is dropped, so `work` must not change anything shared.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def deliver(result: T | None, error: BaseException | None) -> None:
        if done.done():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]  # None only where T allows it

    def run() -> None:
        result: T | None = None
        failure: BaseException | None = None
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001  # delivered to whoever awaits
            failure = error
        with contextlib.suppress(RuntimeError):  # the loop has closed meanwhile
            loop.call_soon_threadsafe(deliver, result, failure)

    threading.Thread(target=run, name=name, daemon=True).start()
    async with asyncio.timeout(seconds):
        return await done

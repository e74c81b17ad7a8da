"""Threads that wait for a process, and futures that outlive whoever waits for them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def in_background(work: Callable[[], object], *, name: str) -> None:
    """Runs `work` in a thread that nobody waits for."""
    threading.Thread(target=work, name=name, daemon=True).start()


def started(work: Callable[[], T], *, name: str) -> asyncio.Future[T]:
    """Runs `work` in a thread; the future is done with it, whether or not anybody waits.

    Unlike `in_worker` this goes on when the one who waits is cancelled: the answer has to be
    taken out of the pipe before the next question.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def deliver(result: T | None, error: Exception | None) -> None:
        if done.cancelled():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]  # None only where T allows it

    def run() -> None:
        result: T | None = None
        failure: Exception | None = None
        try:
            result = work()
        except Exception as error:  # noqa: BLE001  # delivered to whoever awaits
            failure = error
        try:
            loop.call_soon_threadsafe(deliver, result, failure)
        except RuntimeError:
            return  # the loop has closed meanwhile

    in_background(run, name=name)
    return done


async def threaded(work: Callable[[], T], *, name: str) -> T:
    """Waits for `work`, which goes on by itself when the one who waits is cancelled."""
    return await asyncio.shield(started(work, name=name))

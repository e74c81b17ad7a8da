"""The one thread in which everything is read from and written to the disk, in order."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class Worker:
    """Runs jobs one after the other. A job that was asked for is done, come what may: who waits
    for it may be cancelled, the job is not."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="storage")

    async def run(self, job: Callable[[], T]) -> T:
        """The result of the job, after all jobs before it."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()

        def deliver(source: Future[T]) -> None:
            if done.done():
                return
            error = source.exception()
            if error is not None:
                done.set_exception(error)
            else:
                done.set_result(source.result())

        def pass_on(source: Future[T]) -> None:
            with contextlib.suppress(RuntimeError):  # the loop has closed meanwhile
                loop.call_soon_threadsafe(deliver, source)

        self._pool.submit(job).add_done_callback(pass_on)
        return await done

    def send(self, job: Callable[[], None]) -> None:
        """Has a job done that nobody waits for and that deals with its own trouble."""
        with contextlib.suppress(RuntimeError):  # closed already
            self._pool.submit(job)

    def close(self, last: Callable[[], None]) -> None:
        """Does what is left and then `last`; returns when all is done. Blocks."""
        with contextlib.suppress(RuntimeError):  # closed already
            self._pool.submit(last).result()
        self._pool.shutdown(wait=True)

"""The one owner of every coroutine that runs beside others.

asyncio holds tasks weakly and tells nobody when one fails; here each is named, held until it
is done, its failure reported at once, and all are ended in order at the close.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeAlias

ErrorReport: TypeAlias = Callable[[str, BaseException], None]


class Tasks:
    """Starts, holds and ends tasks. `on_error` is told the name and error of one that failed."""

    def __init__(self, on_error: ErrorReport) -> None:
        self._on_error = on_error
        self._live: set[asyncio.Task[Any]] = set()
        self._keyed: dict[str, asyncio.Task[Any]] = {}
        self._closing = False

    def start(
        self,
        coro: Coroutine[Any, Any, Any],
        *,
        name: str,
        key: str | None = None,
        replace: bool = True,
    ) -> asyncio.Task[Any] | None:
        """Runs a coroutine; returns its task, None while closing.

        With a `key` one task of that key runs at a time: `replace` ends the running one
        (opening B ends loading A), without it the running one is returned and the new
        coroutine is dropped (a second press of Send).
        """
        running = self._keyed.get(key) if key is not None else None
        if self._closing or (running is not None and not running.done() and not replace):
            coro.close()
            return None if self._closing else running
        if running is not None:
            running.cancel()
        task = asyncio.get_running_loop().create_task(coro, name=name)
        self._live.add(task)
        if key is not None:
            self._keyed[key] = task
        task.add_done_callback(self._done)
        return task

    def running(self, key: str) -> bool:
        """Whether a task of that key is under way."""
        task = self._keyed.get(key)
        return task is not None and not task.done()

    def cancel(self, key: str) -> None:
        """Ends the task of that key, if there is one."""
        task = self._keyed.get(key)
        if task is not None:
            task.cancel()

    async def settled(self, key: str) -> None:
        """Waits until the task of that key is done, whatever its end."""
        task = self._keyed.get(key)
        if task is not None:
            await asyncio.wait({task})

    async def aclose(self, *, grace_s: float = 2.0) -> None:
        """Ends everything: nothing starts any more, what runs is cancelled and awaited."""
        self._closing = True
        for task in tuple(self._live):
            task.cancel()
        if self._live:
            await asyncio.wait(set(self._live), timeout=grace_s)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._live.discard(task)
        for key, held in tuple(self._keyed.items()):
            if held is task:
                del self._keyed[key]
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:
            self._on_error(task.get_name(), error)

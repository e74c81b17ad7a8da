"""The event loop: Qt's own, seen as an asyncio loop.

Import this module (and with it qasync and asyncio) only after the first paint: together they take
as long to import as a bare window takes to appear. Who runs the loop and when it ends is the
composition root's business, not this module's.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from typing import Any, Final

# Before qasync, which otherwise takes the first Qt binding that it can import.
import PySide6.QtCore  # isort: skip
import qasync
from shiboken6 import Shiboken

_THREADS: Final = 10
"""At most, for what is waited for outside the loop: files, the keyring, decoding."""


class _Timers(PySide6.QtCore.QObject):
    """A timer of Qt for each callback that is to come, gone as soon as the callback is cancelled.

    qasync's own keep a cancelled one, and whatever it leads to, until its time: each request has
    a limit of half a minute, and a thousand sends left megabytes behind for that long.
    """

    def __init__(self) -> None:
        super().__init__()
        self._waiting: dict[int, asyncio.Handle] = {}

    def add(self, handle: _Later, delay: float) -> None:
        """Has a callback called after so many seconds."""
        handle.number = self.startTimer(int(max(0.0, delay) * 1000))
        self._waiting[handle.number] = handle

    def add_callback(self, handle: asyncio.Handle, delay: float = 0) -> asyncio.Handle:
        """For qasync, which hands over here what a signal of the system asks for."""
        self._waiting[self.startTimer(int(max(0.0, delay) * 1000))] = handle
        return handle

    def forget(self, number: int) -> None:
        """Ends a timer; nothing happens when it is over."""
        if self._waiting.pop(number, None) is not None:
            self.killTimer(number)

    def stop(self) -> None:
        """Calls nothing any more."""
        waiting, self._waiting = self._waiting, {}
        for number in waiting:
            self.killTimer(number)

    def set_debug(self, _enabled: bool) -> None:
        """For qasync, whose own tell more then."""

    def timerEvent(self, event: PySide6.QtCore.QTimerEvent) -> None:
        number = event.timerId()
        self.killTimer(number)
        handle = self._waiting.pop(number, None)
        if handle is not None and not handle.cancelled():
            handle._run()


class _Later(asyncio.Handle):
    """A callback that is to come."""

    __slots__ = ("number", "timers")

    number: int
    timers: _Timers

    def cancel(self) -> None:
        super().cancel()
        self.timers.forget(self.number)


class AppLoop(qasync.QEventLoop):  # type: ignore[misc]  # qasync has no types
    """qasync's loop that also closes abandoned asynchronous generators.

    asyncio's own loops install hooks for them while they run; qasync's does not, so that a
    generator left half-way (a streamed answer, say) would never be closed.

    Use it with `asyncio.Runner(loop_factory=lambda: AppLoop(app))`. It ends when the coroutine
    given to the runner does; were Qt to quit by itself, that coroutine could not go on, so the
    application must be set not to quit with its last window.
    """

    def __init__(self, app: PySide6.QtCore.QCoreApplication) -> None:
        super().__init__(app)
        self._timer = _Timers()
        # As many threads as are at work at once; qasync's own makes all of them for the first.
        self.set_default_executor(ThreadPoolExecutor(_THREADS, thread_name_prefix="work"))

    def run_forever(self) -> int:
        """Run until stopped; the hooks are in place for exactly that time."""
        before = sys.get_asyncgen_hooks()
        sys.set_asyncgen_hooks(
            firstiter=self._asyncgen_firstiter_hook, finalizer=self._asyncgen_finalizer_hook
        )
        try:
            result: int = super().run_forever()
            return result
        finally:
            sys.set_asyncgen_hooks(*before)

    def call_later(
        self,
        delay: float,
        callback: Callable[..., object],
        *args: Any,
        context: Context | None = None,
    ) -> asyncio.Handle:
        """Has a callback called later; never, once the loop is closed.

        What a thread hands over at the very end waits in Qt's queue, and is delivered when there
        is nobody left to take it.
        """
        handle = _Later(callback, args, self, context)
        handle.timers = self._timer
        if Shiboken.isValid(self._timer):
            self._timer.add(handle, delay)
        else:
            handle.number = -1
            handle.cancel()
        return handle

    def close(self) -> None:
        """Close the loop, and with it the timers that nobody waits for any more.

        qasync keeps those until their time. Collected as garbage they would be destroyed in
        whatever thread happens to collect, which Qt does not allow.
        """
        super().close()
        if Shiboken.isValid(self._timer):
            Shiboken.delete(self._timer)

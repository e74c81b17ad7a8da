"""The event loop: Qt's own, seen as an asyncio loop.

Import this module (and with it qasync and asyncio) only after the first paint: together they take
as long to import as a bare window takes to appear. Who runs the loop and when it ends is the
composition root's business, not this module's.
"""

from __future__ import annotations

import asyncio
import sys

# Before qasync, which otherwise takes the first Qt binding that it can import.
import PySide6.QtCore  # noqa: F401  isort: skip
import qasync
from shiboken6 import Shiboken


class AppLoop(qasync.QEventLoop):  # type: ignore[misc]  # qasync has no types
    """qasync's loop that also closes abandoned asynchronous generators.

    asyncio's own loops install hooks for them while they run; qasync's does not, so that a
    generator left half-way (a streamed answer, say) would never be closed.

    Use it with `asyncio.Runner(loop_factory=lambda: AppLoop(app))`. It ends when the coroutine
    given to the runner does; were Qt to quit by itself, that coroutine could not go on, so the
    application must be set not to quit with its last window.
    """

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

    def _add_callback(self, handle: asyncio.Handle, delay: float = 0) -> asyncio.Handle:
        """Has a callback called later; never, once the loop is closed.

        What a thread hands over at the very end waits in Qt's queue, and is delivered when there
        is nobody left to take it.
        """
        if not Shiboken.isValid(self._timer):
            handle.cancel()
            return handle
        added: asyncio.Handle = super()._add_callback(handle, delay)
        return added

    def close(self) -> None:
        """Close the loop, and with it the timers that nobody waits for any more.

        qasync keeps those until their time. Collected as garbage they would be destroyed in
        whatever thread happens to collect, which Qt does not allow.
        """
        super().close()
        if Shiboken.isValid(self._timer):
            Shiboken.delete(self._timer)

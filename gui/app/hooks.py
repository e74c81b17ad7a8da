"""Three hooks, one reporter: whatever nobody expected is written to the log and said once.

A fault in a slot, a task or a thread must not vanish (reliability H57). The text shown holds no
values of a record; the log gets the place in the code and no variables.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Any

from gui.errors import RedlineError
from gui.i18n import _
from gui.services.notices import Notices, Tone

_log = logging.getLogger(__name__)


class FaultReporter:
    """Takes faults from all three hooks; installed and restored as one."""

    def __init__(self, notices: Notices) -> None:
        self._notices = notices
        self._told: set[str] = set()

    def report(self, name: str, error: BaseException) -> None:
        """Logs a fault and tells each distinct one once; an error meant for people is told."""
        if isinstance(error, RedlineError):
            self._notices.tell_error(error)
            return
        where = "".join(traceback.format_tb(error.__traceback__))
        kind = type(error).__name__
        _log.error("%s in %s\n%s", kind, name, where)
        sign = f"{kind} {where[-200:]}"
        if sign in self._told:
            return
        self._told.add(sign)
        text = _(
            "Something in Redline went wrong ({kind}). Your changes are kept. "
            "Go on working; the log says where."
        ).format(kind=kind)
        self._notices.tell(text, Tone.ERROR, detail=where)

    def install(self, loop: asyncio.AbstractEventLoop) -> Callable[[], None]:
        """Sets the three hooks; returns what restores them."""
        old_except, old_thread = sys.excepthook, threading.excepthook

        def on_slot(
            _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
        ) -> None:
            self.report("the window", error)

        def on_thread(args: Any) -> None:
            if args.exc_value is not None:
                # Told in the thread of the window: widgets belong to it.
                loop.call_soon_threadsafe(self.report, "a thread", args.exc_value)

        def on_loop(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
            error = context.get("exception")
            if error is not None:
                self.report("a task", error)
            else:
                _log.error("The event loop says: %s", context.get("message"))

        sys.excepthook = on_slot
        threading.excepthook = on_thread
        loop.set_exception_handler(on_loop)

        def restore() -> None:
            sys.excepthook, threading.excepthook = old_except, old_thread
            loop.set_exception_handler(None)

        return restore

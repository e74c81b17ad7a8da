"""Every hook, one reporter: whatever nobody expected is written down and said once.

A fault in a slot, a task or a thread must not vanish (reliability H57). What is written, and what
is shown, holds no values of a record: the kind of fault and the places in the code. It stays on
this computer.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from gui.errors import RedlineError
from gui.i18n import _
from gui.services.lastrun import UnexpectedEnd
from gui.services.moments import spoken
from gui.services.notices import Notice, Notices, Offer, Tone
from gui.services.reports import Reports, stack_lines

END_STATE = "last end"

_log = logging.getLogger(__name__)


class FaultReporter:
    """Takes faults from all hooks; installed and restored as one.

    `show` opens a report for the person. Without `reports` faults are logged and told only.
    """

    def __init__(
        self,
        notices: Notices,
        reports: Reports | None = None,
        *,
        show: Callable[[Path], object] = lambda _report: None,
    ) -> None:
        self._notices = notices
        self._reports = reports
        self._show = show
        self._known: set[str] = set()

    def report(self, name: str, error: BaseException) -> None:
        """Writes down and tells each distinct fault once; an error meant for people is told."""
        if isinstance(error, RedlineError):
            self._notices.tell_error(error)
            return
        if not self._is_new(name, error):
            return
        report = self._written(name, error)
        text = _(
            "Something in Redline went wrong ({kind}). Your changes are kept, and you can go on "
            "working."
        ).format(kind=type(error).__name__)
        offers: tuple[Offer, ...] = ()
        if report is not None:
            offers = (Offer(_("Show report"), lambda: self._show(report)),)
        where = "\n".join(stack_lines(error.__traceback__))
        self._notices.tell(text, Tone.ERROR, *offers, detail=where)

    def tell_last_end(
        self,
        end: UnexpectedEnd,
        now: dt.datetime | None = None,
        *,
        show_drafts: Callable[[], object] | None = None,
    ) -> None:
        """Tells that the run before did not end well, until the person has seen about it.

        The report is kept until it is deleted where it is shown. `show_drafts` leads to what was
        being edited.
        """
        now = now or dt.datetime.now(dt.UTC)
        if end.at.astimezone().date() == now.astimezone().date():
            template = _("Redline ended unexpectedly at {time}. Your drafts are here.")
        else:
            template = _("Redline ended unexpectedly on {time}. Your drafts are here.")
        report = end.report
        offers: list[Offer] = []
        if show_drafts is not None:
            offers.append(Offer(_("Show drafts"), show_drafts))
        if report is not None:
            offers.append(Offer(_("Show report"), lambda: self._show(report)))
        offers.append(Offer(_("OK"), self._forget_end))
        text = template.format(time=spoken(end.at, now))
        self._notices.set_state(END_STATE, Notice(text, Tone.WARNING, tuple(offers)))

    def install(self, loop: asyncio.AbstractEventLoop) -> Callable[[], None]:
        """Sets the hooks; returns what restores them."""
        old_except, old_thread = sys.excepthook, threading.excepthook
        old_unraisable = sys.unraisablehook
        here = threading.get_ident()

        def on_slot(
            kind: type[BaseException], error: BaseException, trace: TracebackType | None
        ) -> None:
            if isinstance(error, Exception):
                elsewhere("the window", error)
            else:
                old_except(kind, error, trace)

        def on_thread(args: Any) -> None:
            if isinstance(args.exc_value, Exception):
                elsewhere("a thread", args.exc_value)

        def on_finalizer(args: Any) -> None:
            if isinstance(args.exc_value, Exception):
                elsewhere("a finalizer", args.exc_value)

        def on_loop(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
            error = context.get("exception")
            if error is not None:
                self.report("a task", error)
            else:
                _log.error("The event loop says: %s", context.get("message"))

        def elsewhere(name: str, error: Exception) -> None:
            if threading.get_ident() == here:
                self.report(name, error)
                return
            try:
                # Told in the thread of the window: widgets belong to it.
                loop.call_soon_threadsafe(self.report, name, error)
            except RuntimeError:  # the loop has closed: nobody can be told any more
                if self._is_new(name, error):
                    self._written(name, error)

        sys.excepthook = on_slot
        threading.excepthook = on_thread
        sys.unraisablehook = on_finalizer
        loop.set_exception_handler(on_loop)

        def restore() -> None:
            sys.excepthook, threading.excepthook = old_except, old_thread
            sys.unraisablehook = old_unraisable
            loop.set_exception_handler(None)

        return restore

    def _is_new(self, name: str, error: BaseException) -> bool:
        """Logs a fault; whether it is the first of its kind at its place."""
        where = "\n".join(stack_lines(error.__traceback__))
        kind = type(error).__name__
        _log.error("%s in %s\n%s", kind, name, where)
        sign = f"{kind}\n{where}"
        is_new = sign not in self._known
        self._known.add(sign)
        return is_new

    def _written(self, name: str, error: BaseException) -> Path | None:
        return self._reports.fault(name, error) if self._reports is not None else None

    def _forget_end(self) -> None:
        self._notices.clear_state(END_STATE)

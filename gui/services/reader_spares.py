"""A process that waits for the next resume, already loaded, so that it opens at once.

When it is taken or dies, another one is started soon after. Every process has an owner from its
first moment: what a thread has started and nobody takes any more is ended by that thread.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from typing import Final

from gui.services.reader_child import Child
from gui.services.workers import in_background, started, threaded

_MOST_LOST: Final = 3
"""In a row, without one being of use: then no more are started until a resume is opened."""


class Spares:
    """Starts the reading processes and keeps one waiting, unless `keep` is false.

    `seconds` after the one before was taken or has died, the next one is started: whoever took
    it is to have the processor first.
    """

    def __init__(self, command: Sequence[str], *, keep: bool, seconds: float) -> None:
        self._command = tuple(command)
        self._keep = keep
        self._seconds = seconds
        self._spare: Child | None = None
        self._is_starting = False
        self._lost = 0
        self._next: asyncio.TimerHandle | None = None
        self._closed = False
        self._fresh: set[Child] = set()
        """Started by a thread and not taken yet: owned here, whatever becomes of the loop."""
        self._owning = threading.Lock()

    @property
    def is_warm(self) -> bool:
        """Whether a loaded process waits."""
        return self._spare is not None and self._spare.is_alive

    async def warm(self) -> None:
        """Starts the waiting process, where there is none."""
        if not self._wants_spare():
            return
        self._is_starting = True
        try:
            child = await self._start()
        finally:
            self._is_starting = False
        self._put_by(child)

    def take(self) -> Child | None:
        """The waiting process, at once; None where there is none."""
        spare = self._spare
        if spare is None or not spare.is_alive:
            return None
        self._spare = None
        self._lost = 0
        self._warm_soon()
        return spare

    async def child(self) -> Child | None:
        """A process that holds nothing yet: the waiting one, or a new one."""
        child = self.take()
        if child is not None:
            return child
        dead, self._spare = self._spare, None
        self._lost = 0
        self._warm_soon()
        if dead is not None:
            await threaded(dead.bury, name="end reader")
        return await self._start()

    def close(self) -> None:
        """Ends the waiting process and starts no other."""
        with self._owning:
            self._closed = True
            ended, self._fresh = self._fresh, set()
        if self._next is not None:
            self._next.cancel()
            self._next = None
        spare, self._spare = self._spare, None
        for child in (*ended, *((spare,) if spare is not None else ())):
            in_background(child.bury, name="end reader")

    # --- the next one ------------------------------------------------------------------------

    def _wants_spare(self) -> bool:
        return self._keep and not self._closed and not self.is_warm and not self._is_starting

    def _put_by(self, child: Child | None) -> None:
        """Keeps a process waiting, and hears of its end."""
        if child is None:
            return
        if self._closed or self.is_warm:
            in_background(child.bury, name="end reader")
            return
        if self._spare is not None:  # it has died, and nobody has heard of it yet
            in_background(self._spare.bury, name="end reader")
        self._spare = child
        started(child.wait, name="watch reader").add_done_callback(
            lambda _ended: self._heed_end(child)
        )

    def _heed_end(self, child: Child) -> None:
        if child is self._spare:
            self._spare = None
            in_background(child.bury, name="end reader")
            self._lost += 1
            if self._lost < _MOST_LOST:
                self._warm_soon()

    def _warm_soon(self) -> None:
        """Starts the next waiting process in a while."""
        if self._keep and not self._closed and self._next is None:
            loop = asyncio.get_running_loop()
            self._next = loop.call_later(self._seconds, self._warm_now)

    def _warm_now(self) -> None:
        self._next = None
        if not self._wants_spare():
            return
        self._is_starting = True
        started(self._started_child, name="start reader").add_done_callback(self._started_spare)

    def _started_spare(self, starting: asyncio.Future[Child | None]) -> None:
        self._is_starting = False
        self._put_by(self._taken(starting.result()))

    async def _start(self) -> Child | None:
        starting = started(self._started_child, name="start reader")
        try:
            return self._taken(await asyncio.shield(starting))
        except asyncio.CancelledError:
            starting.add_done_callback(self._bury_late)
            raise

    def _started_child(self) -> Child | None:
        """Starts a process, in a thread; ends it there when nobody wants it any more."""
        child = Child.start(self._command)
        if child is None:
            return None
        with self._owning:
            if not self._closed:
                self._fresh.add(child)
                return child
        child.bury()
        return None

    def _taken(self, child: Child | None) -> Child | None:
        """A process that was started has come to the one who wanted it."""
        if child is not None:
            with self._owning:
                self._fresh.discard(child)
        return child

    def _bury_late(self, starting: asyncio.Future[Child | None]) -> None:
        child = self._taken(None if starting.cancelled() else starting.result())
        if child is not None:
            in_background(child.bury, name="end reader")

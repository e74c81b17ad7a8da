"""Says where the window stood still: for developers, switched on by ``--debug``.

A timer of the window ticks; a thread that misses the tick for a quarter of a second logs where
the window's thread is, as places in the code without any variable (reliability H59).
"""

from __future__ import annotations

import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer

from gui.services.reports import place_of

STALL_S: Final = 0.25
_TICK_MS: Final = 50

_log = logging.getLogger(__name__)


class Watchdog(QObject):
    """Watches the thread in which it is made, until `stop`."""

    def __init__(
        self, parent: QObject | None = None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._watched = threading.get_ident()
        self._ticked = clock()
        self._stalled_since: float | None = None
        self._over = threading.Event()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends the watch."""
        self._timer.stop()
        self._over.set()
        self._thread.join()

    def tick(self) -> None:
        """The window's thread is here; its timer's business."""
        self._ticked = self._clock()

    def look(self) -> None:
        """Logs a stall once, and its length when it is over; the thread's business."""
        late = self._clock() - self._ticked
        if late > STALL_S and self._stalled_since is None:
            self._stalled_since = self._ticked
            _log.warning("The window stands still:\n%s", "\n".join(_stack(self._watched)))
        elif late <= STALL_S and self._stalled_since is not None:
            length = self._ticked - self._stalled_since
            self._stalled_since = None
            _log.warning("The window stood still for %.0f ms", length * 1000)

    def _watch(self) -> None:
        while not self._over.wait(_TICK_MS / 1000):
            self.look()


def _stack(thread: int) -> list[str]:
    frame = sys._current_frames().get(thread)
    places = [
        f"{place_of(each.f_code.co_filename)}:{line} {each.f_code.co_qualname}"
        for each, line in traceback.walk_stack(frame)
    ]
    return places[::-1]

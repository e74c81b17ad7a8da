"""Notices that the computer slept: a tick that comes much later than it was due.

After a sleep every connection is dead and the network comes back in its own time, so whoever
talks to it wants to know (reliability H19). A window that stood still for as long looks the same,
and may be treated the same.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

INTERVAL_S: Final = 5.0

LATE_S: Final = 15.0
"""A tick this long after the one before means sleep; a busy window is late by less."""

FRESH_S: Final = 20.0
"""For how long after it there may be no network yet."""


def seconds() -> float:
    """Seconds that also pass while the computer sleeps, and never jump with the wall clock."""
    if sys.platform == "win32":
        return time.monotonic()
    # Linux's monotonic clock stands still during sleep, the Mac's does not.
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class Waking(QObject):
    """Signal: `woke()` when the computer has slept.

    `clock` gives seconds that go on during sleep, `wall` those since 1970: a virtual machine that
    was put away shows in the wall clock only.
    """

    woke = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = seconds,
        wall: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._wall = wall
        self._seen = (clock(), wall())
        self._woke_at = float("-inf")
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(int(INTERVAL_S * 1000))
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def just_woke(self) -> bool:
        """Whether it slept until a moment ago, so that the network may still be missing."""
        return self._clock() - self._woke_at < FRESH_S

    def tick(self) -> None:
        """Compares the clocks with those of the last tick; the timer's business."""
        now = (self._clock(), self._wall())
        gap = max(new - old for new, old in zip(now, self._seen, strict=True))
        self._seen = now
        if gap > LATE_S:
            self._woke_at = now[0]
            self.woke.emit()

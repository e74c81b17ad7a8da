"""How long the event loop was busy without coming round."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer


class Stalls(QObject):
    """The longest turns of the event loop, in seconds.

    A timer of a millisecond is the pulse. `wall` is what a person waits; `work` what this thread
    computed between two beats: on a machine that others use too, the difference is theirs.
    """

    def __init__(self) -> None:
        super().__init__()
        self.wall = self.work = 0.0
        self._last = (0.0, 0.0)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begins anew."""
        self.wall = self.work = 0.0
        self._last = (time.perf_counter(), time.thread_time())
        self._timer.start()

    def stop(self) -> tuple[float, float]:
        """The longest: waited and computed."""
        self._timer.stop()
        return self.wall, self.work

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.wall = max(self.wall, now - self._last[0] - 0.001)
        self.work = max(self.work, worked - self._last[1])
        self._last = (now, worked)

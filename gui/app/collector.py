"""Collects Python's cyclic garbage in the thread of the window, and only there.

The collector runs in whichever thread happens to allocate; in the sandbox's or the settings'
thread it would destroy Qt objects there, which ends the process or strands timers. So it is
switched off, and a timer of the window does its work, oldest generation last.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS: Final = 500
_OLD_EVERY: Final = 120
"""How many ticks lie between two collections of the oldest generation: a minute."""


class Collector(QObject):
    """Collects while it lives; `stop` leaves Python's own collector as it was found.

    Where something was set aside from collecting already, somebody else decides what is (the tests
    do): then nothing more is, since it could not be brought back without theirs.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        self._ticks = 0
        self._was_enabled = gc.isenabled()
        self._sets_aside = gc.get_freeze_count() == 0
        gc.disable()
        self.settle()  # what a start has made so far stays
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def settle(self) -> None:
        """Looks no more at what there is by now: modules and the window, which stay to the end.

        To be called when they are made: each look at them would hold up the window.
        """
        if self._sets_aside:
            gc.freeze()

    def stop(self) -> None:
        """Collects no more."""
        self._timer.stop()
        if self._sets_aside:
            gc.unfreeze()
        if self._was_enabled:
            gc.enable()

    def _tick(self) -> None:
        self._ticks += 1
        if self._ticks % _OLD_EVERY == 0:
            gc.collect()
            return
        young, middle, _old = gc.get_count()
        if middle > self._thresholds[1]:
            gc.collect(1)
        elif young > self._thresholds[0]:
            gc.collect(0)

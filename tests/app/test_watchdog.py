"""The watchdog logs where the window stands, once for each stall."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication

from gui.app.watchdog import STALL_S, Watchdog
from tests.helpers.harness import ExpectLog


class Clock:
    def __init__(self) -> None:
        self.time = 100.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watchdog(qapp: QCoreApplication, clock: Clock) -> Iterator[Watchdog]:
    watchdog = Watchdog(clock=clock)
    yield watchdog
    watchdog.stop()


def stand_still(dog: Watchdog, clock: Clock, expect_log: ExpectLog) -> list[logging.LogRecord]:
    """Holds the thread of the window here until the watchdog's thread has noticed."""
    noticed = threading.Event()

    class Notice(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.name == "gui.app.watchdog":
                noticed.set()

    handler = Notice()
    logging.getLogger().addHandler(handler)  # the last one there: the others know already
    try:
        with expect_log("The window stands still") as records:
            clock.time += STALL_S + 0.01
            assert noticed.wait(5)
    finally:
        logging.getLogger().removeHandler(handler)
    return records


def test_a_stall_is_logged_with_the_place_and_no_values(
    watchdog: Watchdog, clock: Clock, expect_log: ExpectLog
) -> None:
    name = "Amara Osei"
    (record,) = stand_still(watchdog, clock, expect_log)
    message = record.getMessage()
    assert "test_watchdog.py" in message
    assert "stand_still" in message
    assert name not in message
    with expect_log("stood still for 260 ms"):
        watchdog.tick()
        watchdog.look()


def test_one_stall_is_one_line(watchdog: Watchdog, clock: Clock, expect_log: ExpectLog) -> None:
    assert len(stand_still(watchdog, clock, expect_log)) == 1
    clock.time += 1
    watchdog.look()
    with expect_log("stood still"):
        watchdog.tick()
        watchdog.look()


def test_a_window_that_ticks_is_left_alone(watchdog: Watchdog, clock: Clock) -> None:
    for _ in range(5):
        clock.time += STALL_S
        watchdog.look()
        watchdog.tick()


def test_its_timer_ticks(watchdog: Watchdog) -> None:
    (timer,) = [child for child in watchdog.children() if child.inherits("QTimer")]
    assert timer.property("active")

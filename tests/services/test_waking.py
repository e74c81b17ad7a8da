"""Sleep is noticed by clocks that were moved by hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication

from gui.services.waking import FRESH_S, INTERVAL_S, LATE_S, Waking, seconds


class Clocks:
    """The clock that goes on during sleep, and the one on the wall."""

    def __init__(self) -> None:
        self.steady = 1000.0
        self.wall = 1_700_000_000.0


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def waking(qapp: QCoreApplication, clocks: Clocks) -> Waking:
    return Waking(clock=lambda: clocks.steady, wall=lambda: clocks.wall)


def woken(waking: Waking) -> list[None]:
    times: list[None] = []
    waking.woke.connect(lambda: times.append(None))
    return times


def test_ticks_in_time_are_no_sleep(waking: Waking, clocks: Clocks) -> None:
    times = woken(waking)
    for late in (0.0, 0.3, LATE_S - INTERVAL_S):
        clocks.steady += INTERVAL_S + late
        clocks.wall += INTERVAL_S + late
        waking.tick()
    assert times == []
    assert not waking.just_woke()


@pytest.mark.parametrize("kind", ["steady", "wall"])
def test_a_gap_in_either_clock_is_sleep(waking: Waking, clocks: Clocks, kind: str) -> None:
    times = woken(waking)
    setattr(clocks, kind, getattr(clocks, kind) + 3600)
    waking.tick()
    waking.tick()
    assert len(times) == 1
    assert waking.just_woke()
    clocks.steady += FRESH_S
    assert not waking.just_woke()


def test_a_wall_clock_put_back_is_no_sleep(waking: Waking, clocks: Clocks) -> None:
    times = woken(waking)
    clocks.steady += INTERVAL_S
    clocks.wall -= 7200
    waking.tick()
    assert times == []


def test_it_ticks_by_itself_and_its_clock_goes_forward(qapp: QCoreApplication) -> None:
    waking = Waking()
    (timer,) = [child for child in waking.children() if child.inherits("QTimer")]
    assert timer.property("active")
    assert timer.property("interval") == INTERVAL_S * 1000
    before = seconds()
    assert seconds() >= before

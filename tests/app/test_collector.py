"""The window's thread collects garbage while the program runs; nothing of that is left behind."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from gui.app.collector import Collector
from tests.helpers.wait import until

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(params=[True, False], ids=["by itself", "by somebody else"])
def is_enabled(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Whether Python collects by itself when the program begins."""
    before = gc.isenabled()
    enabled: bool = request.param
    (gc.enable if enabled else gc.disable)()
    yield enabled
    (gc.enable if before else gc.disable)()


@pytest.fixture
def nothing_aside() -> Iterator[None]:
    """As in a process of the program: nothing was set aside from collecting."""
    gc.unfreeze()
    yield
    gc.unfreeze()
    gc.collect()
    gc.freeze()  # as `tests.helpers.harness` had it


def test_python_collects_afterwards_as_it_did_before(is_enabled: bool) -> None:
    collector = Collector()
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled() is is_enabled


def test_what_the_tests_have_set_aside_stays_so(is_enabled: bool) -> None:
    gc.freeze()
    before = gc.get_freeze_count()
    collector = Collector()
    made = [[number] for number in range(1000)]
    collector.settle()
    assert gc.get_freeze_count() <= before, "what a program has made would never be collected"
    collector.stop()
    assert gc.get_freeze_count() > before / 2
    assert made


@pytest.mark.usefixtures("nothing_aside")
def test_the_program_sets_its_start_aside_and_brings_it_back(is_enabled: bool) -> None:
    collector = Collector()
    before = gc.get_freeze_count()
    assert before > 0
    made = [[number] for number in range(1000)]
    collector.settle()
    assert gc.get_freeze_count() >= before + len(made)
    collector.stop()
    assert gc.get_freeze_count() == 0


async def test_garbage_goes_while_the_program_runs() -> None:
    class Ring:
        def __init__(self) -> None:
            self.ring = self
            alive.append(1)

        def __del__(self) -> None:
            alive.pop()

    alive: list[int] = []
    collector = Collector()
    try:
        collector._timer.setInterval(1)
        for _number in range(10):
            Ring()
        kept = [[number] for number in range(2 * gc.get_threshold()[0])]  # a reason to look
        await until(lambda: not alive)
        assert kept
    finally:
        collector.stop()

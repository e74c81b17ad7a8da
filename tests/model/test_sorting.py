"""Sorting in small steps: the same as at once, and each step small."""

from __future__ import annotations

import random
from collections.abc import Generator

import pytest

from gui.model.sorting import STEP, sorted_in_steps, text_key


class Counted:
    """Keys that count how often they are asked for."""

    def __init__(self, keys: list[bytes]) -> None:
        self._keys = keys
        self.asked = 0

    def __call__(self, at: int) -> bytes:
        self.asked += 1
        return self._keys[at]


def finished(steps: Generator[None, None, list[int]]) -> list[int]:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: list[int] = end.value
            return found


@pytest.mark.parametrize("count", [0, 1, 3_999, 4_001, 12_001, 40_000, 65_537])
@pytest.mark.parametrize("kinds", [1, 7, 1_000_000])
def test_it_is_as_sorted_at_once_equal_ones_as_they_stood(count: int, kinds: int) -> None:
    chance = random.Random(count * kinds)
    keys = [str(chance.randrange(kinds)).encode() for _ in range(count)]
    assert finished(sorted_in_steps(count, keys.__getitem__)) == sorted(
        range(count), key=keys.__getitem__
    )


@pytest.mark.parametrize("already", ["in order", "backwards", "at random"])
def test_no_step_looks_at_more_than_a_few_thousand(already: str) -> None:
    count = 50_000
    numbers = list(range(count))
    if already == "backwards":
        numbers.reverse()
    elif already == "at random":
        random.Random(1).shuffle(numbers)
    key = Counted([b"%08d" % number for number in numbers])
    most = before = 0
    for _step in sorted_in_steps(count, key):
        most, before = max(most, key.asked - before), key.asked
    assert 0 < most <= STEP + 100, "besides sorting a step looks for where to cut"


def test_names_stand_where_a_reader_looks_for_them() -> None:
    names = ["Zoë", "Ärmel", "adam", "Bob", "Ådne", "Zed"]
    assert sorted(names, key=text_key) == ["adam", "Ådne", "Ärmel", "Bob", "Zed", "Zoë"]
    assert text_key("half \ud800 a character")

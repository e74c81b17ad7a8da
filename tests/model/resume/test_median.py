"""The middle of some numbers, as the standard library has it."""

from __future__ import annotations

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.resume.median import median


@given(st.lists(st.floats(-1e6, 1e6) | st.integers(-1000, 1000), min_size=1))
def test_it_is_the_library_s(numbers: list[float]) -> None:
    assert median(numbers) == statistics.median(numbers)


def test_nothing_has_no_middle() -> None:
    with pytest.raises(ValueError, match="nothing"):
        median([])

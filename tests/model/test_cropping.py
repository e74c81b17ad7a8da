"""The square that is cut out of a photo: always inside of it, whatever is done to it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gui.model.cropping import LEAST_SIDE, Corner, Crop, centred

sides = st.integers(1, 10_000)
ways = st.integers(-12_000, 12_000)
crops = st.builds(centred, sides, sides)


def is_inside(crop: Crop) -> bool:
    width, height = crop.size
    return (
        0 <= crop.left <= width - crop.side
        and 0 <= crop.top <= height - crop.side
        and crop.least <= crop.side <= crop.largest
    )


def test_the_largest_square_in_the_middle_comes_first() -> None:
    assert centred(400, 200) == Crop(400, 200, 0, 100, 0, 200)
    assert centred(200, 401) == Crop(200, 401, 0, 0, 100, 200)


def test_it_moves_as_far_as_the_picture_reaches() -> None:
    crop = centred(400, 200).zoomed(100)
    assert (crop.left, crop.top, crop.side) == (150, 50, 100)
    assert crop.moved(10, -20) == Crop(400, 200, 0, 160, 30, 100)
    assert crop.moved(-999, 999) == Crop(400, 200, 0, 0, 100, 100)


def test_a_corner_is_pulled_and_the_one_across_stays() -> None:
    crop = centred(400, 400).zoomed(200)
    pulled = crop.dragged(Corner.TOP_LEFT, 250)
    assert (pulled.left, pulled.top, pulled.side) == (50, 50, 250)
    assert crop.dragged(Corner.BOTTOM_RIGHT, 9_999).side == 300
    assert crop.dragged(Corner.TOP_RIGHT, 0).side == LEAST_SIDE


def test_turning_keeps_the_same_part_of_the_picture() -> None:
    crop = Crop(400, 200, 0, 10, 20, 50)
    once = crop.turned(1)
    assert once.size == (200, 400)
    # What lay 20 from the top lies 20 from the right now.
    assert (once.left, once.top) == (200 - 20 - 50, 10)
    assert crop.turned(-1).turned(1) == crop
    assert crop.turned(4) == crop


@given(crops, st.sampled_from(Corner), st.integers(-50, 12_000), ways, ways, st.integers(-5, 5))
def test_it_is_inside_whatever_is_done(
    crop: Crop, corner: Corner, side: int, across: int, down: int, quarters: int
) -> None:
    for made in (
        crop,
        crop.zoomed(side),
        crop.zoomed(side).moved(across, down),
        crop.zoomed(side).moved(across, down).dragged(corner, side),
        crop.zoomed(side).moved(across, down).turned(quarters),
    ):
        assert is_inside(made)


@given(crops, st.integers(1, 12_000), ways, ways, st.integers(-5, 5))
def test_turning_back_is_as_before(
    crop: Crop, side: int, across: int, down: int, quarters: int
) -> None:
    crop = crop.zoomed(side).moved(across, down)
    assert crop.turned(quarters).turned(-quarters) == crop

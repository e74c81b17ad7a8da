"""What is shown of two texts side by side."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from gui.views.panels.changes_excerpt import SHOWN_LIMIT, Look, Piece, side_by_side

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
WORDS = st.sampled_from(["port", "freight", "a", "Ärzte", "e\u0301", FAMILY, "\n", "  ", "x" * 90])
TEXTS = st.lists(WORDS, max_size=120).map(" ".join)


def text_of(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)


@given(TEXTS, TEXTS)
def test_short_texts_are_shown_to_the_last_character(before: str, after: str) -> None:
    sides = side_by_side(before, after, everything=True)
    assert not sides.is_cut
    assert text_of(sides.before) == before
    assert text_of(sides.after) == after


@given(TEXTS, TEXTS)
@example("a " * 400, "")
@example("", "x" * 1000)
@example("x" * 1000, "y" * 1000)
def test_of_long_texts_no_more_than_the_limit_is_shown(before: str, after: str) -> None:
    sides = side_by_side(before, after)
    assert sides.is_cut is (max(len(before), len(after)) > SHOWN_LIMIT)
    for side, whole in ((sides.before, before), (sides.after, after)):
        shown = [piece for piece in side if piece.look is not Look.GAP]
        assert sum(len(piece.text) for piece in shown) <= SHOWN_LIMIT
        at = 0
        for piece in shown:  # what is shown stands in the text, in this order
            at = whole.index(piece.text, at) + len(piece.text)


def test_a_late_change_in_a_long_text_is_shown() -> None:
    before = "Calm weather on the river. " * 100
    sides = side_by_side(before, before[:2500] + "stormy " + before[2500:])
    assert "stormy" in text_of(sides.after)
    assert sides.before[0].look is Look.GAP


def test_a_long_text_without_changes_is_shown_from_its_beginning() -> None:
    text = "Calm weather on the river. " * 100
    sides = side_by_side(text, text)
    assert sides.before == sides.after
    assert text_of(sides.after).startswith("Calm weather on the river. Calm")


def test_what_belongs_together_is_not_torn_apart() -> None:
    sides = side_by_side(FAMILY * 100, "", words=False)
    shown = text_of(tuple(piece for piece in sides.before if piece.look is Look.REMOVED))
    assert shown == FAMILY * (len(shown) // len(FAMILY))


def test_values_that_are_no_text_are_replaced_as_a_whole() -> None:
    sides = side_by_side("1 Mar 2019", "1 Apr 2019", words=False)
    assert sides.before == (Piece(Look.REMOVED, "1 Mar 2019"),)
    assert sides.after == (Piece(Look.ADDED, "1 Apr 2019"),)


def test_a_gap_is_told_from_a_text_of_dots() -> None:
    before = "Lorem ipsum dolor sit amet. " * 30
    after = before.replace("ipsum", "…", 1)
    gaps = [piece.text for piece in side_by_side(before, after).after if piece.look is Look.GAP]
    assert gaps
    assert all(gap == " … " for gap in gaps)

"""Word-level differences: complete, readable, and quick for any two texts (H59)."""

from __future__ import annotations

import itertools
import random
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gui.model.worddiff import Segment, Side, word_diff

WORDS = ["the", "plan", "stock", "in", "Göteborg", "and", "ships", "\n", ", ", "  ", "北京", "<p>"]
prose = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)


def joined(segments: tuple[Segment, ...], *sides: Side) -> str:
    return "".join(segment.text for segment in segments if segment.side in sides)


def told(before: str, after: str) -> str:
    """The difference in one line: [-gone-], {+come+}."""
    marks = {Side.EQUAL: "{}", Side.REMOVED: "[-{}-]", Side.ADDED: "{{+{}+}}"}
    return "".join(marks[part.side].format(part.text) for part in word_diff(before, after))


@given(st.one_of(st.text(), prose), st.one_of(st.text(), prose))
@example("0:;", ":;0")
def test_the_pieces_make_up_both_texts(before: str, after: str) -> None:
    segments = word_diff(before, after)
    assert joined(segments, Side.EQUAL, Side.REMOVED) == before
    assert joined(segments, Side.EQUAL, Side.ADDED) == after
    assert all(segment.text for segment in segments)
    sides = [segment.side for segment in segments]
    assert all(one is not other for one, other in itertools.pairwise(sides))
    assert (Side.ADDED, Side.REMOVED) not in list(itertools.pairwise(sides))


@given(prose)
def test_equal_texts_are_one_equal_piece(text: str) -> None:
    assert word_diff(text, text) == ((Segment(Side.EQUAL, text),) if text else ())


@given(prose, prose, prose, prose)
def test_what_surrounds_a_change_stays_equal(head: str, gone: str, come: str, tail: str) -> None:
    segments = word_diff(f"{head}\n{gone}\n{tail}", f"{head}\n{come}\n{tail}")
    equal = len(joined(segments, Side.EQUAL))
    assert equal >= len(head) + len(tail)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a good plan", "a bad plan", "a [-good-]{+bad+} plan"),
        ("a plan", "a good plan", "a {+good +}plan"),
        ("a good plan", "a plan", "a [-good -]plan"),
        ("one two three", "uno dos three", "[-one two-]{+uno dos+} three"),
        ("", "new", "{+new+}"),
        ("old", "", "[-old-]"),
        ("managed stock.", "manages stock!", "[-managed-]{+manages+} stock[-.-]{+!+}"),
        ("first\nsecond\nthird", "first\nthird", "first\n[-second\n-]third"),
        ("first\nsecond plan\nx", "first\nsecond plot\nx", "first\nsecond [-plan-]{+plot+}\nx"),
        ("北京大学毕业", "北京交通大学毕业", "北京{+交通+}大学毕业"),
        ("nai\u0308ve", "naive", "[-nai\u0308ve-]{+naive+}"),
        ("line\r\nend", "line\nend", "line[-\r\n-]{+\n+}end"),
    ],
)
def test_differences_read_well(before: str, after: str, expected: str) -> None:
    assert told(before, after) == expected


def test_a_word_changed_in_a_long_single_line_is_found_alone() -> None:
    before = "<p>" + "word and more words here, " * 800 + "end</p>"
    position = before.index(" here", len(before) // 2)
    after = before[:position] + " CHANGED " + before[position:]
    assert joined(word_diff(before, after), Side.ADDED).strip() == "CHANGED"


def test_many_scattered_changes_in_a_long_text_are_each_found() -> None:
    rng = random.Random(7)
    before = [f"word{rng.randrange(200)} of" for _ in range(2000)]
    after = list(before)
    for number in range(0, 2000, 20):
        after[number] = f"CHANGED{number} of"
    segments = word_diff(" ".join(before), " ".join(after))
    added = [segment.text for segment in segments if segment.side is Side.ADDED]
    assert added == [f"CHANGED{number}" for number in range(0, 2000, 20)]


def test_texts_with_nothing_in_common_are_replaced_as_a_whole() -> None:
    before = " ".join(f"a{number}" for number in range(3000))
    after = " ".join(f"b{number}" for number in range(3000))
    assert word_diff(before, after) == (
        Segment(Side.REMOVED, before),
        Segment(Side.ADDED, after),
    )


def test_a_huge_text_is_replaced_as_a_whole_but_for_its_equal_lines() -> None:
    before, after = "same line\n" + "old " * 250_000, "same line\n" + "new " * 250_000
    assert told(before, after)[:20] == "same line\n[-old old "
    assert _seconds(before, after) < 0.5


def _shuffled(size: int, between: str) -> tuple[str, str]:
    rng = random.Random(7)
    words = [rng.choice(("plan", "stock", "ship", "order", "route")) for _ in range(size // 6)]
    other = [rng.choice(("plan", "stock", "ship", "order", "route")) for _ in range(size // 6)]
    return between.join(words), between.join(other)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        _shuffled(20_000, " "),
        _shuffled(20_000, "\n"),
        ("a" * 20_000, "b" * 20_000),
        ("a " * 10_000, " a" * 10_000),
        ("\n" * 20_000, "x\n" * 10_000),
        ("ab " * 6_600, "ba " * 6_600),
        ("語" * 10_000, "文" * 10_000),
        ("語文" * 5_000, "文語語" * 3_000),
    ],
    ids=["words", "lines", "two-words", "shifted", "blank-lines", "repeats", "cjk", "cjk-mix"],
)
def test_the_worst_texts_of_20_kb_answer_at_once(before: str, after: str) -> None:
    # Processor time, and the best of three: other work on this machine must not fail it.
    best = min(_seconds(before, after) for _ in range(3))
    assert best < 0.05, f"took {best * 1000:.0f} ms; about 10 are usual"


def _seconds(before: str, after: str) -> float:
    start = time.process_time()
    word_diff(before, after)
    return time.process_time() - start

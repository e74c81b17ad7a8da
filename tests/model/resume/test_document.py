"""From an offset to a place on a page, from a point to the text, and what is said to be missing."""

from __future__ import annotations

import pytest

from gui.model.resume.document import (
    Block,
    BlockKind,
    Box,
    Line,
    Missing,
    Note,
    Page,
    Place,
    ResumeText,
    Word,
    notes_of,
)

TEXT = "Amara Osei\nSupply chain\n\nאבג 2019"


def word(text: str, left: float, top: float, *, marks: bytes = b"", is_rtl: bool = False) -> Word:
    box = Box(left, top, left + 10 * len(text), top + 10)
    return Word(text, TEXT.index(text), box, marks, is_rtl)


def line(*words: Word) -> Line:
    box = words[0].box
    for each in words:
        box = box.joined(each.box)
    return Line(words, box, 10.0)


AMARA = word("Amara", 100, 50)
OSEI = word("Osei", 160, 50, marks=bytes([102, 153, 204, 255]))
HEBREW = word("אבג", 150, 20, marks=bytes([51, 102, 255]), is_rtl=True)
FIRST = Page(
    0,
    600,
    800,
    (line(AMARA, OSEI), line(word("Supply", 100, 70), word("chain", 170, 70))),
    0,
    23,
)
SECOND = Page(1, 600, 800, (line(HEBREW, word("2019", 100, 20)),), 25, 33)
RESUME = ResumeText(
    "application/pdf",
    TEXT,
    (FIRST, SECOND),
    (Block(BlockKind.HEADING, 0, 10), Block(BlockKind.PARAGRAPH, 11, 23)),
)


def test_the_words_are_the_text() -> None:
    for page in RESUME.pages:
        for each in page.words():
            assert TEXT[each.start : each.end] == each.text


def test_a_range_over_two_lines_has_a_place_on_each() -> None:
    assert RESUME.places(6, 17) == (
        Place(0, Box(160, 50, 200, 60), 6, 10),
        Place(0, Box(100, 70, 160, 80), 11, 17),
    )


def test_a_range_over_two_pages_has_a_place_on_each() -> None:
    assert [place.page for place in RESUME.places(18, 28)] == [0, 1]


def test_part_of_a_word_is_as_wide_as_its_letters() -> None:
    (place,) = RESUME.places(7, 9)
    assert [place.box.left, place.box.right] == pytest.approx([176, 192])
    (even,) = RESUME.places(1, 2)
    assert (even.box.left, even.box.right) == (110, 120)


def test_part_of_a_word_that_reads_from_the_right() -> None:
    (place,) = RESUME.places(25, 26)
    assert [place.box.left, place.box.right] == pytest.approx([174, 180])


def test_what_lies_between_words_has_no_place() -> None:
    assert RESUME.places(5, 6) == ()
    assert RESUME.places(23, 25) == ()
    assert ResumeText("application/rtf", "Amara").places(0, 5) == ()


def test_the_word_under_the_pointer() -> None:
    assert FIRST.word_at(165, 55) is OSEI
    assert FIRST.word_at(155, 55) is None
    assert FIRST.word_at(10, 10) is None


@pytest.mark.parametrize(
    ("x", "y", "offset"),
    [
        (100, 55, 0),
        (124, 55, 2),
        (126, 55, 3),
        (175, 55, 7),
        (900, 55, 10),
        (0, 900, 11),
        (178, 71, 19),
        (110, 64, 1),
    ],
)
def test_a_point_leads_to_the_nearest_gap_between_letters(x: float, y: float, offset: int) -> None:
    assert FIRST.offset_at(x, y) == offset


def test_a_point_in_a_word_that_reads_from_the_right() -> None:
    assert SECOND.offset_at(179, 25) == 25
    assert SECOND.offset_at(151, 25) == 28
    assert Page(0, 10, 10).offset_at(1, 1) is None


def test_the_page_and_the_block_of_an_offset() -> None:
    assert RESUME.page_of(0) is FIRST
    assert RESUME.page_of(30) is SECOND
    assert ResumeText("application/rtf", "Amara").page_of(0) is None
    assert RESUME.block_of(10) is RESUME.blocks[0]
    assert RESUME.block_of(11) is RESUME.blocks[1]
    assert RESUME.block_of(30) is None


def test_finding_minds_neither_case_nor_line_ends() -> None:
    assert RESUME.find("osei supply") == (range(6, 17),)
    assert RESUME.find("  ") == ()
    assert RESUME.find("(") == ()
    assert len(ResumeText("application/rtf", "a" * 50).find("a", most=7)) == 7


def test_a_scan_has_no_text() -> None:
    assert RESUME.has_text
    assert not ResumeText("application/pdf", "", (Page(0, 10, 10, is_picture=True),)).has_text
    assert not ResumeText("application/pdf", "\n\n").has_text


def test_what_is_missing_is_counted_and_said() -> None:
    notes = notes_of([(Missing.PICTURES, 1), (Missing.REST, 0), (Missing.PICTURES, 2)])
    assert notes == (Note(Missing.PICTURES, 3),)
    assert notes[0].sentence == "3 pictures are not shown."


@pytest.mark.parametrize("missing", list(Missing))
def test_everything_that_can_be_missing_has_a_sentence(missing: Missing) -> None:
    assert Note(missing).sentence.endswith(".")
    assert "{" not in Note(missing, 2).sentence

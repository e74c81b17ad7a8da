"""Reading order: what a person would read after what, of words strewn over a page."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable

import pytest

from gui.model.resume.structure import MOST_WORDS, arranged
from gui.model.resume.tokens import Paragraph, Token, is_rtl

WIDTH = 5.0
"""Of a letter of size 10."""


class Sheet:
    """Sets words on a page, one after the other, as a program that writes PDFs would."""

    def __init__(self) -> None:
        self.tokens: list[Token] = []

    def put(self, x: float, y: float, text: str, *, size: float = 10, bold: bool = False) -> Sheet:
        """A line of text that begins at `x`; `y` is its baseline."""
        letter = WIDTH * size / 10
        for word in text.split():
            right = x + letter * len(word)
            self.tokens.append(
                Token(
                    word,
                    x,
                    y - 0.8 * size,
                    right,
                    y + 0.2 * size,
                    y,
                    size,
                    len(self.tokens),
                    is_bold=bold,
                    is_rtl=any(map(is_rtl, word)),
                )
            )
            x = right + 0.5 * letter
        return self

    def column(self, x: float, y: float, lines: Iterable[str], step: float = 14) -> Sheet:
        for number, line in enumerate(lines):
            self.put(x, y + step * number, line)
        return self

    @property
    def paragraphs(self) -> list[Paragraph]:
        return arranged(self.tokens)

    @property
    def text(self) -> str:
        return text_of(self.paragraphs)


def text_of(paragraphs: list[Paragraph]) -> str:
    """Lines as lines, with an empty line wherever something new begins."""
    parts: list[str] = []
    for paragraph in paragraphs:
        if parts and paragraph.apart:
            parts.append("")
        parts += [line.text for line in paragraph.lines]
    return "\n".join(parts)


WORK = [f"Work line {number} of things that were done" for number in range(8)]
FACTS = [f"Fact {number} about somebody" for number in range(6)]


@pytest.mark.parametrize("step", [14, 11.3], ids=["on one grid", "on its own grid"])
@pytest.mark.parametrize("first", ["left", "right"])
def test_columns_are_read_one_after_the_other(step: float, first: str) -> None:
    sheet = Sheet()
    if first == "left":
        sheet.column(50, 100, WORK).column(350, 100, FACTS, step)
    else:
        sheet.column(350, 100, FACTS, step).column(50, 100, WORK)
    assert sheet.text.split("\n") == [*WORK, "", *FACTS]


@pytest.mark.parametrize("step", [14, 11.3], ids=["on one grid", "on its own grid"])
def test_columns_of_prose_that_were_drawn_line_by_line(step: float) -> None:
    """Some programs write a page from top to bottom, whatever belongs together."""
    left = [f"Work line {number} of many things that were done there" for number in range(8)]
    right = [f"Fact number {number} about somebody else" for number in range(6)]
    rows = [(100 + 14.0 * number, 50.0, line) for number, line in enumerate(left)]
    rows += [(100 + step * number, 350.0, line) for number, line in enumerate(right)]
    sheet = Sheet()
    for y, x, line in sorted(rows):
        sheet.put(x, y, line)
    assert sheet.text.split("\n") == [*left, "", *right]


def test_a_table_is_read_across() -> None:
    sheet = Sheet()
    for number, (label, value) in enumerate(
        [
            ("E-mail", "amara@example.com"),
            ("Phone", "+46 31 555 01 23"),
            ("Address", "14 Quay Lane"),
        ]
    ):
        sheet.put(50, 100 + 14 * number, label).put(160, 100 + 14 * number, value)
    assert sheet.text.split("\n") == [
        "E-mail\tamara@example.com",
        "Phone\t+46 31 555 01 23",
        "Address\t14 Quay Lane",
    ]


def test_rows_of_a_career_keep_their_dates() -> None:
    """Dates at the left, several lines at the right, a heading between the tables."""
    sheet = Sheet().put(50, 80, "Experience", size=14)
    y = 100.0
    for number in range(3):
        sheet.put(50, y, f"201{number} – 201{number + 1}").put(160, y, f"Analyst, Firm {number}")
        sheet.put(160, y + 14, f"Did thing {number} every day and well")
        y += 34
    sheet.put(50, y + 20, "Education", size=14)
    sheet.put(50, y + 40, "2005 – 2009").put(160, y + 40, "MSc, Lund")
    lines = [line for line in sheet.text.split("\n") if line]
    assert lines == [
        "Experience",
        *("2010 – 2011\tAnalyst, Firm 0", "Did thing 0 every day and well"),
        *("2011 – 2012\tAnalyst, Firm 1", "Did thing 1 every day and well"),
        *("2012 – 2013\tAnalyst, Firm 2", "Did thing 2 every day and well"),
        *("Education", "2005 – 2009\tMSc, Lund"),
    ]


def test_cells_of_several_lines_are_read_whole() -> None:
    sheet = Sheet()
    for number in range(3):
        y = 100 + 60.0 * number
        sheet.column(50, y, ["From spring", f"to winter {number}"])
        sheet.column(160, y, [f"First line {number}", "second line", "third line"])
    lines = [line for line in sheet.text.split("\n") if line]
    assert lines[:5] == ["From spring", "to winter 0", "First line 0", "second line", "third line"]
    assert lines[5:7] == ["From spring", "to winter 1"]


def test_dates_at_the_right_stay_with_their_line() -> None:
    sheet = Sheet()
    for number, firm in enumerate(["Norrfrakt", "Sydfrakt", "Mellanfrakt"]):
        y = 100 + 50.0 * number
        sheet.put(50, y, firm, bold=True).put(450, y, f"201{number}")
        sheet.put(50, y + 14, "Analyst")
    assert [line for line in sheet.text.split("\n") if line] == [
        *("Norrfrakt\t2010", "Analyst"),
        *("Sydfrakt\t2011", "Analyst"),
        *("Mellanfrakt\t2012", "Analyst"),
    ]


def test_lines_over_the_whole_page_part_what_is_above_from_what_is_below() -> None:
    across = "A line that goes over both of the columns, from the left edge to the right one of it"
    sheet = Sheet().put(50, 60, across)
    sheet.column(50, 100, WORK[:4]).column(350, 100, FACTS[:3])
    sheet.put(50, 180, across)
    sheet.column(50, 220, WORK[4:]).column(350, 220, FACTS[3:])
    assert [line for line in sheet.text.split("\n") if line] == [
        *(across, *WORK[:4], *FACTS[:3]),
        *(across, *WORK[4:], *FACTS[3:]),
    ]


def test_three_columns() -> None:
    columns = [[f"{name} item {number} here" for number in range(5)] for name in "ABC"]
    sheet = Sheet()
    for number, lines in enumerate(columns):
        sheet.column(50 + 180 * number, 100, lines, 14 - number)
    assert [line for line in sheet.text.split("\n") if line] == [
        line for lines in columns for line in lines
    ]


def test_columns_of_a_page_that_reads_from_the_right() -> None:
    sheet = Sheet()
    for number in range(5):
        sheet.put(400, 100 + 14.0 * number, "תעסוקתי ניסיון")
    for number in range(4):
        sheet.put(60, 100 + 12.0 * number, "כישורים")
    lines = [line for line in sheet.text.split("\n") if line]
    assert lines == ["ניסיון תעסוקתי"] * 5 + ["כישורים"] * 4


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ("ופייתון Java פיתוח", "פיתוח Java ופייתון"),
        ("היום – 01/2019", "01/2019 – היום"),
        ("0123 555 4 972+ טלפון", "טלפון +972 4 555 0123"),
        ("name אבג דהו after", "name דהו אבג after"),
    ],
)
def test_words_of_both_directions_are_read_in_their_order(drawn: str, read: str) -> None:
    assert Sheet().put(100, 100, drawn).text == read


def test_a_line_is_read_from_the_side_of_its_page() -> None:
    """Where a line alone could be either; signs before list items stand at that side too."""
    sheet = Sheet().column(100, 100, ["ניסיון תעסוקתי במערכות"] * 4)
    sheet.put(100, 160, "Kotlin Java פיתוח").put(100, 174, "Kotlin •")
    assert sheet.text.split("\n")[-2:] == ["פיתוח Kotlin Java", "• Kotlin"]


def test_letters_with_wide_spaces_are_words() -> None:
    sheet = Sheet()
    x = 50.0
    for word in ("EDUCATION", "AND", "SKILLS"):
        for letter in word:
            sheet.put(x, 100, letter, size=12)
            x += 12
        x += 10
    assert sheet.text == "EDUCATION AND SKILLS"
    (line,) = sheet.paragraphs[0].lines
    assert line.words[0].marks[-1] == 255
    assert list(line.words[0].marks) == sorted(line.words[0].marks)


def test_single_letters_that_belong_together_stay_apart() -> None:
    assert Sheet().put(50, 100, "C A plan").text == "C A plan"


def test_headings_list_items_and_paragraphs() -> None:
    sheet = Sheet().put(50, 60, "Amara Osei", size=22).put(50, 100, "Experience", size=13)
    sheet.put(50, 120, "Analyst", bold=True).put(50, 134, "Norrfrakt, since the year 2019")
    sheet.put(50, 148, "• planned the trains that go").put(58, 162, "to the north")
    sheet.put(50, 176, "• planned more")
    sheet.put(50, 220, "LANGUAGES").put(50, 234, "Swedish and English, both of them well")
    kinds = [(each.kind, each.level, each.lines[0].text) for each in sheet.paragraphs]
    assert kinds == [
        ("heading", 0, "Amara Osei"),
        ("heading", 1, "Experience"),
        ("heading", 2, "Analyst"),
        ("paragraph", 0, "Norrfrakt, since the year 2019"),
        ("list item", 0, "• planned the trains that go"),
        ("list item", 0, "• planned more"),
        ("heading", 2, "LANGUAGES"),
        ("paragraph", 0, "Swedish and English, both of them well"),
    ]
    assert [line.text for line in sheet.paragraphs[4].lines][1:] == ["to the north"]
    assert [each.apart for each in sheet.paragraphs][-2:] == [True, False]


def test_what_is_written_upwards_comes_last() -> None:
    sheet = Sheet()
    for number, word in enumerate(("Curriculum", "vitae")):
        sheet.tokens.append(
            Token(
                word, 10, 300 - 60 * number, 20, 350 - 60 * number, 20, 10, number, is_turned=True
            )
        )
    sheet.put(50, 100, "Amara Osei")
    assert sheet.text == "Amara Osei\n\nCurriculum vitae"


def test_nothing_is_nothing() -> None:
    assert arranged([]) == []


@pytest.mark.parametrize("shape", ["strewn", "one place", "one line", "one column", "grid"])
def test_every_word_comes_once_and_in_time(shape: str) -> None:
    """Whatever a stranger strews over a page; more words than there can be on one."""
    rng = random.Random(5)
    places: dict[str, Callable[[int], tuple[float, float]]] = {
        "strewn": lambda n: (rng.uniform(0, 600), rng.uniform(0, 800)),
        "one place": lambda n: (100.0, 100.0),
        "one line": lambda n: (30.0 * n, 100.0),
        "one column": lambda n: (100.0, 14.0 * n),
        "grid": lambda n: (40.0 * (n % 100), 14.0 * (n // 100)),
    }
    sheet = Sheet()
    for number in range(MOST_WORDS):
        sheet.put(*places[shape](number), f"w{number}")
    start = time.process_time()
    words = [word.text for each in sheet.paragraphs for line in each.lines for word in line.words]
    assert time.process_time() - start < 4
    assert sorted(words) == sorted(token.text for token in sheet.tokens)

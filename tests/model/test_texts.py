"""Strangers' texts on the screen: marked, shortened, readable, and quick (H43, H44, H46)."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.texts import (
    READING_LIMIT,
    count_text,
    for_label,
    has_hidden,
    has_lone_surrogate,
    human_size,
    looks_like_html,
    one_line,
    shorten,
    strip_html_for_reading,
    visible,
    widget_safe,
    without_hidden,
)

any_text = st.text(st.characters(), max_size=200)


# --- markers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Amara Osei-Lindqvist", "Amara Osei-Lindqvist"),
        ("Παπαδόπουλος", "Παπαδόπουλος"),
        ("cv\u202efdp.exe", "cv‹U+202E›fdp.exe"),
        ("a\0b\nc\x7f", "a␀b␊c␡"),
        ("pay\u200bpal", "pay‹U+200B›pal"),
        ("\ufeffAnn", "‹U+FEFF›Ann"),
        ("Ann\u3164", "Ann‹U+3164›"),
        ("A\u00adnn", "A‹U+00AD›nn"),
        ("\ud83d", "‹U+D83D›"),
        ("a\u2028b", "a‹U+2028›b"),
        ("\x85", "‹U+0085›"),
        ("a\u200db", "a‹U+200D›b"),
        ("نامه\u200cها", "نامه\u200cها"),
        ("👩\u200d🔬", "👩\u200d🔬"),
        ("e\u0301", "e\u0301"),
        ("Jean\u00a0Luc", "Jean\u00a0Luc"),
    ],
)
def test_hidden_characters_are_marked_and_others_left_alone(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert has_hidden(text) == (shown != text)


@given(any_text)
def test_what_is_shown_holds_nothing_hidden(text: str) -> None:
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl") for char in visible(text))
    assert not has_hidden(without_hidden(text))


def test_a_proposal_without_hidden_characters_keeps_words_apart() -> None:
    assert without_hidden("Am\u200bara\tOsei\n") == "Amara Osei "


def test_lone_surrogates_are_found() -> None:
    assert has_lone_surrogate("a\udc80")
    assert has_lone_surrogate("\ud83d\ude00")
    assert not has_lone_surrogate("😀")


# --- one line, shortened ----------------------------------------------------------------------


def test_one_line() -> None:
    assert one_line(" two\r\nlines\u2028 and\ttabs ") == "two lines and tabs"


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("short", 5, "short"),
        ("shorter", 5, "shor…"),
        ("two words", 5, "two…"),
        ("abce\u0301\u0302f", 5, "abc…"),
        ("ab👩\u200d🔬x", 5, "ab…"),
        ("a👍🏽bcd", 3, "a…"),
        ("🇬🇷🇸🇪🇩🇪", 4, "🇬🇷…"),
        ("ab\ud83d\ude00cd", 4, "ab…"),
        ("anything", 0, ""),
        ("e" + "\u0301" * 100, 10, "e" + "\u0301" * 8 + "…"),
    ],
)
def test_shortening_keeps_together_what_belongs_together(text: str, limit: int, shown: str) -> None:
    assert shorten(text, limit) == shown


@given(any_text, st.integers(1, 50))
def test_shortened_text_is_a_beginning_within_the_limit(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert short == text or text.startswith(short[:-1])


def test_a_label_gets_one_short_marked_line_at_once() -> None:
    start = time.process_time()
    shown = for_label("name\u202e \n" + "x" * 5_000_000)
    assert time.process_time() - start < 0.1
    assert shown.startswith("name‹U+202E› xxx")
    assert len(shown) == 300


# --- widgets ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["", "plain", "two\nlines", "tab\t", "😀", "שלום", "x\ufeff", "e\u0301", "x" * 40_000]
)
def test_texts_that_an_editor_returns_unchanged(text: str) -> None:
    assert widget_safe(text)


@pytest.mark.parametrize(
    "text",
    ["a\r\nb", "a\rb", "a\u00a0b", "a\u2028b", "a\u2029b", "\ufeffa", "\ud800", "a\0", "\ufdd0"],
)
def test_texts_that_an_editor_would_alter(text: str) -> None:
    assert not widget_safe(text)


def test_line_editors_have_other_limits() -> None:
    assert widget_safe("a\u00a0b", multiline=False)
    assert not widget_safe("a\nb", multiline=False)
    assert widget_safe("x" * 32_767, multiline=False)
    assert not widget_safe("x" * 32_768, multiline=False)
    assert not widget_safe("😀" * 16_384, multiline=False)


# --- HTML -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "read"),
    [
        ("<p>One</p><p>Two &amp; three</p>", "One\n\nTwo & three"),
        ("Line<br>next<br/><br />after", "Line\nnext\n\nafter"),
        ("<ul><li>first</li><li>se<b>co</b>nd</li></ul>end", "• first\n• second\n\nend"),
        ("<div>a\n   b&nbsp;&nbsp;c </div><div>d</div>", "a b c\nd"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a  b\nc"),
        ("<p>x</p><script>alert('</p>')</script><style>p{}</style>y", "x\n\ny"),
        ("<!-- hidden --><p>shown</p><!-- open", "shown"),
        ("<![if !supportLists]><p>word</p><![endif]>", "word"),
        ("<pre>a\n   b</pre>", "a\nb"),
        ("<a href=\"x>y\" title='>'>link</a>", "link"),
        ("<P CLASS=x>Loud</P>", "Loud"),
        ("R&amp;D &lt;b&gt;", "R&D <b>"),
        ("<p>1 < 2 and <unknown>more</unknown></p>", "1 < 2 and more"),
        ("İ<p><style>x</style>İ</p>", "İ\n\nİ"),
    ],
)
def test_html_is_made_readable(html: str, read: str) -> None:
    assert strip_html_for_reading(html) == read


@pytest.mark.parametrize(
    "text", ["", "plain", "a < b > c", "AT&T", "<3", "x <y@example.com>", " two  \n blanks "]
)
def test_text_that_is_no_html_is_not_altered(text: str) -> None:
    assert not looks_like_html(text)
    assert strip_html_for_reading(text) == text


PIECES = (
    *("<p>", "</p>", "<li>", "<br", ">", "<!--", "-->", "<![", "]>", "<script>", "</script"),
    *("<pre>", "</pre>", "&amp;", "&#", "text", " ", "\n", '"', "'", "<a b=", "<td>", "İ"),
)
html_like = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@given(html_like)
def test_no_html_is_too_broken_to_read(html: str) -> None:
    read = strip_html_for_reading("<p>first</p>" + html)
    assert read.startswith("first")
    assert "\n\n\n" not in read


@pytest.mark.parametrize(
    "piece", ["<!--", "<a ", "<", "</", "<a b='", "<![x", "<p>", "&", "<script>", "<p\n", '<a b="']
)
def test_hostile_html_is_read_at_once(piece: str) -> None:
    html = "<b>" + piece * (READING_LIMIT // len(piece))
    start = time.process_time()
    strip_html_for_reading(html)
    assert time.process_time() - start < 0.25


# --- numbers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (1023, "1023 bytes"),
        (1024, "1 KB"),
        (122_880, "120 KB"),
        (1_048_064, "1 MB"),
        (1_258_291, "1.2 MB"),
        (5_242_880, "5 MB"),
        (5_242_881, "5 MB"),
        (2_000_000_000, "1,907.3 MB"),
    ],
)
def test_sizes(size: int, shown: str) -> None:
    assert human_size(size) == shown


def test_counts() -> None:
    assert count_text("one") == "3 characters, 1 word"
    assert count_text("x" * 1200 + " y") == "1,202 characters, 2 words"
    assert count_text("x" * 260, 255) == "260 of 255 characters"

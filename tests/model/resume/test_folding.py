"""Texts reduced to what two spellings have in common, and the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.resume.folding import Folded, Levelled, joined_lines, plain, skeleton


def found(text: str, wanted: str) -> list[str]:
    return [text[span.start : span.stop] for span in Folded(text).find(wanted)]


@pytest.mark.parametrize(
    ("text", "wanted", "pieces"),
    [
        ("He ran the Curri-\nculum office", "curriculum", ["Curri-\nculum"]),
        ("the Curri-\nculum office", "curri", []),
        ("JOSÉ Muñoz", "José", ["JOSÉ"]),
        ("Jose\u0301 Mun\u0303oz", "José Muñoz", ["Jose\u0301 Mun\u0303oz"]),
        ("Straße", "STRASSE", ["Straße"]),
        ("Bałtyk, Ørsted", "Baltyk", ["Bałtyk"]),
        ("Γιώργος", "γιωργοσ", ["Γιώργος"]),
        ("O'Neill and O’Neill", "ONeill", ["O'Neill", "O’Neill"]),
        ("engineering", "engineer", []),
        ("C, C++ and C#", "C", ["C"]),
        ("C, C++ and C#", "C++", ["C++"]),
        ("数据分析师（航运）", "分析师", ["分析师"]),
        ("well-kept", "kept", ["kept"]),
        ("anything", "", []),
        ("anything", "—", []),
    ],
)
def test_a_text_is_found_however_it_is_written(text: str, wanted: str, pieces: list[str]) -> None:
    assert found(text, wanted) == pieces


def test_a_character_is_never_cut_through() -> None:
    # "ﬁ" is one character of two letters: "i" alone is not in it.
    assert found("ﬁ", "i") == []
    assert found("ﬁ", "fi") == ["ﬁ"]


@given(st.text(max_size=200), st.text(min_size=1, max_size=20))
def test_spans_lie_inside_and_hold_what_was_looked_for(text: str, wanted: str) -> None:
    for span in Folded(text).find(wanted):
        assert 0 <= span.start < span.stop <= len(text)
        assert skeleton(text[span.start : span.stop]) == skeleton(wanted)


@given(st.text(max_size=200))
def test_every_place_of_a_levelled_text_leads_back(text: str) -> None:
    levelled = Levelled(text)
    whole = levelled.at(0, len(levelled.text))
    assert 0 <= whole.start <= whole.stop <= len(text)


def test_words_broken_at_a_lines_end_are_put_together() -> None:
    assert joined_lines("re-\ntail in Stoke-\nTrent 1-\n2") == "retail in Stoke-Trent 1-\n2"


def test_plain_words_have_no_case_accents_or_double_blanks() -> None:
    assert plain("  Expérience\n PROFESSIONNELLE ") == "experience professionnelle"
    assert plain("자기소개") == "자기소개"

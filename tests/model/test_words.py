"""Chips: pasting, twins, and what Workable may store (ux rule 27, API §5.5)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.words import (
    Sifted,
    find_twin,
    folded_tag,
    has_separator,
    sift_words,
    sign_of,
    split_words,
    twin_groups,
    without_later_twins,
)

word_lists = st.lists(
    st.sampled_from(["SQL", "sql", "Sql ", "Python", "C#", "c#", "", "É", "E\u0301"])
)


@pytest.mark.parametrize(
    ("pasted", "words"),
    [
        ("sql", ("sql",)),
        ("  supply   chain ", ("supply chain",)),
        ("sql, python;excel\nR\r\nSAS\tSPSS", ("sql", "python", "excel", "R", "SAS", "SPSS")),
        (",, ;\n", ()),
        ("", ()),
        ("SQL, sql, Python, SQL", ("SQL", "Python")),
        ("物流、倉庫，在庫", ("物流", "倉庫", "在庫")),
        ("C++, C#, .NET, R&D, A/B", ("C++", "C#", ".NET", "R&D", "A/B")),
        ("É, e\u0301", ("É",)),
    ],
)
def test_a_pasted_text_becomes_words(pasted: str, words: tuple[str, ...]) -> None:
    assert split_words(pasted) == words


@given(st.text())
def test_split_words_hold_no_separator_and_split_no_further(pasted: str) -> None:
    words = split_words(pasted)
    assert not any(has_separator(word) or word != word.strip() or not word for word in words)
    assert split_words(", ".join(words)) == words


def test_separators() -> None:
    assert all(map(has_separator, ("a,", "a\n", "a；b")))
    assert not has_separator("supply chain")


def test_twins_differ_in_case_blanks_or_code_points_only() -> None:
    assert find_twin(("SQL", "Supply  chain"), "supply chain") == "Supply  chain"
    assert find_twin(("Straße",), "STRASSE") == "Straße"
    assert find_twin(("café",), "CAFE\u0301") == "café"
    assert find_twin(("café",), "cafe") is None


def test_new_words_are_parted_from_twins_in_their_order() -> None:
    assert sift_words(("SQL", "R"), ("python", "sql", "Excel", "Python", "SQL", " ")) == Sifted(
        ("python", "Excel"), ("SQL", "python")
    )


@given(word_lists, word_lists)
def test_sifting_adds_no_twin_and_loses_no_word(existing: list[str], new: list[str]) -> None:
    sifted = sift_words(existing, new)
    before = {sign_of(word) for word in existing}
    after = [sign_of(word) for word in sifted.fresh]
    assert len(set(after)) == len(after)
    assert not before & set(after)
    assert before | set(after) >= {sign_of(word) for word in new if word.strip()}


@given(word_lists)
def test_groups_of_twins_and_what_stays_of_them(words: list[str]) -> None:
    kept = without_later_twins(words)
    assert twin_groups(kept) == ()
    assert {sign_of(word) for word in kept} == {sign_of(word) for word in words}
    assert all(word in words for word in kept)
    assert sum(len(group) - 1 for group in twin_groups(words)) == len(words) - len(kept)


@pytest.mark.parametrize(
    ("tag", "stored"),
    [
        ("senior", "senior"),
        ("Senior", "senior"),
        ("second round", "second"),
        (" leading", None),
        ("a" * 24, "a" * 24),
        ("a" * 25, None),
        ("twenty five characters ok", None),
        ("", None),
    ],
)
def test_what_workable_may_store_of_a_tag(tag: str, stored: str | None) -> None:
    assert folded_tag(tag) == stored

"""Finding lines by a few letters: what is found, in which order, and where in the title."""

from __future__ import annotations

import pytest

from gui.model.seeking import Found, Sought, seek, words_of


def _seek(query: str, title: str, also: str = "") -> Found | None:
    return seek(words_of(query), Sought.of(title), Sought.of(also))


def _found(query: str, title: str) -> str | None:
    """The title with what was found in it in brackets."""
    hit = _seek(query, title)
    if hit is None:
        return None
    for span in reversed(hit.spans):
        title = f"{title[: span.start]}[{title[span.start : span.stop]}]{title[span.stop :]}"
    return title


@pytest.mark.parametrize(
    ("query", "title", "found"),
    [
        ("send", "Send and go to the next", "[Send] and go to the next"),
        ("next", "Send and go to the next", "Send and go to the [next]"),
        ("shr", "Show request", "[Sh]ow [r]equest"),
        ("sr", "Show request", "[S]how [r]equest"),
        ("req show", "Show request", "[Show] [req]uest"),
        ("vert", "Revert all", "Re[vert] all"),
        ("cndt", "Candidates panel", "[C]a[nd]ida[t]es panel"),
        ("GARCIA", "García Márquez", "[García] Márquez"),
        ("strasse", "Straße 5", "[Straße] 5"),
        ("οσ", "ὍΣ", "[ὍΣ]"),
        ("👋🏽", "Hi 👋🏽 there", "Hi [👋🏽] there"),
    ],
)
def test_what_was_found_is_set_off_where_it_stands(query: str, title: str, found: str) -> None:
    assert _found(query, title) == found


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("sned", "Send"),
        ("show all", "Show request"),
        ("e", "Send"),  # one letter inside a word is everywhere
        ("zq", "Show request"),
        ("xyz", ""),
    ],
)
def test_what_is_not_there_is_not_found(query: str, title: str) -> None:
    assert _seek(query, title) is None


@pytest.mark.parametrize(
    "better_first",
    [
        ("send", "Send", "Send and go to the next", "Revert what was sent, then send"),
        ("rev", "Revert all", "Always revert", "Previous tab"),
        ("ra", "Revert all", "Read the resume when a candidate opens"),
        ("pho", "Phone", "Photos of the phone", "Choose photo"),
    ],
)
def test_whole_words_and_short_lines_come_first(better_first: tuple[str, ...]) -> None:
    query, *titles = better_first
    hits = [_seek(query, title) for title in titles]
    scores = [hit.score for hit in hits if hit is not None]
    assert len(scores) == len(titles)
    assert scores == sorted(scores, reverse=True)


def test_a_line_is_found_by_what_it_is_also_known_by_but_later() -> None:
    by_title, by_key = _seek("first", "First name"), _seek("first", "Vorname", "firstname First")
    assert by_title is not None
    assert by_key is not None
    assert by_title.score > by_key.score
    assert by_key.spans == ()


def test_a_long_line_of_one_letter_is_quick() -> None:
    """Looking for beginnings must not try all ways to leave some out."""
    assert _seek("a" * 60 + "b", "a " * 60) is None

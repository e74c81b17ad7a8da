"""What cards say: names, times, what is missing, and where removed entries stood."""

from __future__ import annotations

import datetime as dt

import pytest

from gui.model import edits
from gui.model.comparison import Effect
from gui.model.draft import Draft
from gui.model.values import Atom, Entry, Place, entries
from gui.views.tabs.card import Card, card_of, ghosts_of
from tests.helpers.form import amara

TODAY = dt.date(2026, 11, 24)


def job(effect: Effect | None = None, **fields: Atom) -> Card:
    return card_of("experience_entries", Entry("1", "1", fields), effect, today=TODAY)


def test_a_current_job_lasts_until_today() -> None:
    card = job(
        title="Analyst",
        company="Norrfrakt AB",
        industry="Logistics",
        start_date="2019-02-01",
        current=True,
    )
    assert (card.title, card.detail) == ("Analyst", "Norrfrakt AB · Logistics")
    assert (card.period, card.duration) == ("Feb 2019 – Present", "7 yrs 10 mos")
    assert card.badge == "Current"
    assert card.spoken == (
        "Analyst, Norrfrakt AB · Logistics, Feb 2019 – Present, 7 yrs 10 mos, Current"
    )


def test_odd_dates_are_shown_as_they_are_and_no_time_is_made_of_them() -> None:
    card = job(title="A", start_date="2010", end_date="0000-00-00")
    assert (card.period, card.duration) == ("2010 – 0000-00-00", "")


@pytest.mark.parametrize("title", [None, "", "  "])
def test_a_missing_name_is_said(title: str | None) -> None:
    card = job(title=title, company="Harbour Works")
    assert (card.title, card.is_named) == ("Unnamed job", False)
    assert card.fault == "Title is missing"
    assert "Title is missing" in card.spoken


def test_a_new_entry_is_called_so() -> None:
    assert job(Effect.ADDED).title == "New job"


def test_a_profile_names_network_user_and_address() -> None:
    fields = {"type": "linkedin", "username": "amara", "url": "https://www.linkedin.com/in/amara"}
    card = card_of("social_profiles", Entry("1", None, fields), None, today=TODAY)
    assert (card.title, card.detail) == ("LinkedIn", "amara · linkedin.com/in/amara")
    assert card_of("social_profiles", Entry("1", None, {}), None, today=TODAY).fault == (
        "Network and URL are missing"
    )


def test_strangers_texts_become_one_short_line() -> None:
    card = job(title="a\nb\u202e" + "x" * 5000, company="c\r\nd")
    assert card.title.startswith("a b‹U+202E›x")
    assert len(card.title) <= 300
    assert card.detail == "c d"


def test_removed_entries_stay_where_they_were() -> None:
    draft = Draft(amara())
    key = "education_entries"
    refs = [entry.ref for entry in entries(draft.value(key))]
    edits.remove_entry(draft, Place(key, refs[1]))
    edits.remove_entry(draft, Place(key, refs[0]))
    edits.add_entry(draft, key, {"school": "New"})
    live = [entry.ref for entry in entries(draft.value(key))]

    ghosts = ghosts_of(draft.change(key), refs, live)

    assert [(ghost.name, ghost.before) for ghost in ghosts] == [
        ("MSc, Chalmers", 0),
        ("Lund University", 0),
    ]


def test_a_removed_entry_follows_the_one_before_it_wherever_that_goes() -> None:
    draft = Draft(amara())
    key = "education_entries"
    refs = [entry.ref for entry in entries(draft.value(key))]
    edits.remove_entry(draft, Place(key, refs[1]))
    edits.move_entry(draft, Place(key, refs[0]), 1)
    live = [entry.ref for entry in entries(draft.value(key))]

    assert [ghost.before for ghost in ghosts_of(draft.change(key), refs, live)] == [2]

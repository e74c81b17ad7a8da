"""Entries as texts: what is kept on the way out and in, and what is not taken."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.clippings import (
    LONGEST,
    MOST,
    own_form,
    read_own_form,
    read_table,
    readable,
    table,
)
from gui.model.fields import LIST_KEYS, Kind, field_of
from gui.model.values import Atom, Entry

JOBS = "experience_entries"
ANALYST = Entry(
    "j1",
    "61b20e7d",
    {
        "id": "61b20e7d",
        "title": "Analyst",
        "company": "Norrfrakt AB",
        "industry": None,
        "start_date": "2019-02-01",
        "end_date": None,
        "current": True,
        "summary": 'Planned freight.\n\tTwo "harbours".',
        "mystery": "kept by the service",
    },
)
PLANNER = Entry("j2", "2", {"title": "Planner", "start_date": "2016-01-01", "current": False})


def test_the_own_form_keeps_what_the_form_knows_and_no_id() -> None:
    found = read_own_form(own_form(JOBS, [ANALYST, PLANNER]))
    assert found is not None
    key, (first, second) = found
    assert key == JOBS
    assert first == {
        "title": "Analyst",
        "company": "Norrfrakt AB",
        "start_date": "2019-02-01",
        "current": True,
        "summary": 'Planned freight.\n\tTwo "harbours".',
    }
    assert second == {"title": "Planner", "start_date": "2016-01-01", "current": False}
    assert "61b20e7d" not in own_form(JOBS, [ANALYST])


def test_a_person_reads_it_as_a_few_lines() -> None:
    assert readable(JOBS, [ANALYST, PLANNER]) == (
        'Analyst · Norrfrakt AB\nFeb 2019 – Present\nPlanned freight.\n\tTwo "harbours".\n\n'
        "Planner\nJan 2016"
    )
    profile = Entry("linkedin", None, {"type": "linkedin", "username": "amara", "url": "https://x"})
    assert readable("social_profiles", [profile]) == "LinkedIn\namara\nhttps://x"


def test_a_table_has_the_names_of_the_fields_and_can_be_read_back() -> None:
    text = table(JOBS, [ANALYST, PLANNER])
    assert text.splitlines()[0] == (
        "Title\tCompany\tIndustry\tStart date\tEnd date\tCurrent\tSummary"
    )
    assert read_table(JOBS, text) == (
        {
            "title": "Analyst",
            "company": "Norrfrakt AB",
            "start_date": "2019-02-01",
            "current": True,
            "summary": 'Planned freight.\n\tTwo "harbours".',
        },
        {"title": "Planner", "start_date": "2016-01-01", "current": False},
    )


def test_a_table_of_a_spreadsheet_may_have_other_columns_in_another_order() -> None:
    text = "Year\tcompany\tTITLE\r\n2010\tKajen Lines\tPlanner\r\n"
    assert read_table(JOBS, text) == ({"company": "Kajen Lines", "title": "Planner"},)
    assert read_table(
        "social_profiles", "Network\tURL\nLinkedIn\thttps://x\nNowhere\thttps://y"
    ) == (
        {"type": "linkedin", "url": "https://x"},
        {"type": "Nowhere", "url": "https://y"},
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Analyst\tNorrfrakt AB",
        "Title\tCompany",
        "Company\tIndustry\nNorrfrakt AB\tShipping",
        "Dear Amara,\n\tthank you for the title.",
        'Title\tCompany\n"' + "x" * 140_000,
        "Title\tCompany\n" + "a\tb\n" * (MOST + 1),
    ],
)
def test_what_is_no_table_of_the_list_is_none(text: str) -> None:
    assert read_table(JOBS, text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"redline": 2, "list": "experience_entries", "entries": [{"title": "x"}]}',
        '{"redline": 1, "list": "tags", "entries": [{"title": "x"}]}',
        '{"redline": 1, "list": "nothing", "entries": [{"title": "x"}]}',
        '{"redline": 1, "list": "experience_entries", "entries": []}',
        '{"redline": 1, "list": "experience_entries", "entries": [{"mystery": "x"}]}',
        "[" * 100_000,
        "9" * 5000,
        " " * (LONGEST + 1),
    ],
)
def test_what_is_not_the_own_form_is_none(text: str) -> None:
    assert read_own_form(text) is None


def test_values_of_another_kind_are_left_out() -> None:
    rows = [{"title": "x", "company": 3, "current": "yes", "start_date": ["2019"], "id": "7"}, 5]
    text = json.dumps({"redline": 1, "list": JOBS, "entries": rows})
    assert read_own_form(text) == (JOBS, ({"title": "x"},))


def _entries(key: str) -> st.SearchStrategy[list[Entry]]:
    inners = field_of(key).entry_fields
    texts = st.text(max_size=20) | st.just("half \ud800")
    kinds: dict[str, st.SearchStrategy[Atom]] = {
        inner.name: st.booleans() if inner.kind is Kind.FLAG else texts for inner in inners
    }
    rows = st.lists(st.fixed_dictionaries(kinds), min_size=1, max_size=4)
    return rows.map(lambda found: [Entry(f"e{at}", None, row) for at, row in enumerate(found)])


@given(st.sampled_from([key for key in LIST_KEYS if field_of(key).entry_fields]), st.data())
def test_whatever_they_hold_entries_come_back_from_the_own_form(
    key: str, data: st.DataObject
) -> None:
    items = data.draw(_entries(key))
    found = read_own_form(own_form(key, items))
    assert found == (key, tuple(dict(entry.fields) for entry in items))

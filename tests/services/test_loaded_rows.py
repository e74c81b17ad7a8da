"""Rows that are kept small: they come back as they were, and are found by any of their words."""

from __future__ import annotations

import tracemalloc

import pytest

from gui.services.loaded_rows import LoadedRows, Search, words_of
from gui.workable.wire import RowSummary

AMARA = RowSummary(
    "1de0",
    "Amara Osei",
    job="Planner",
    job_shortcode="9F3A",
    stage="Phone Screen",
    email="amara@example.com",
    headline="Zoë’s planner \ud800",
    updated_at="2026-06-02T10:00:00Z",
    created_at="2026-06-01T10:00:00Z",
    has_resume=True,
    profile_url="https://acme.workable.com/backend/jobs/1/browser/77",
)
NOBODY = RowSummary("2")
TOMASZ = RowSummary("3", "Tomasz Bielak", in_talent_pool=True, disqualified=True, profile_url="x")


def rows_of(*rows: RowSummary) -> LoadedRows:
    found = LoadedRows()
    for row in rows:
        assert found.add(row)
    return found


def found_in(rows: LoadedRows, typed: str) -> list[str]:
    positions = Search(rows).among(range(len(rows)), words_of(typed))
    return [rows[at].id for at in positions]


def test_a_row_comes_back_as_it_was() -> None:
    rows = rows_of(AMARA, NOBODY, TOMASZ)
    assert list(rows) == [AMARA, NOBODY, TOMASZ]
    strange = RowSummary("5", "Ze\0ro", headline="\1", email="")
    assert rows_of(strange, AMARA)[0] == strange
    assert found_in(rows_of(strange), "ze\0ro") == ["5"]
    assert rows[1:] == [NOBODY, TOMASZ]
    assert rows[-1] == TOMASZ
    assert rows.position("3") == 2
    assert rows.position("4") is None


def test_nobody_is_there_twice_and_a_row_can_be_another() -> None:
    rows = rows_of(AMARA, NOBODY)
    assert not rows.add(AMARA)
    other = RowSummary("1de0", "Abena Osei")
    rows.replace(0, other)
    assert list(rows) == [other, NOBODY]
    assert found_in(rows, "amara") == []
    assert found_in(rows, "abena") == ["1de0"]
    rows.clear()
    assert not rows
    assert rows.add(AMARA)


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("amara", ["1de0"]),
        ("OSEI amara", ["1de0"]),
        ("planner", ["1de0"]),  # in the headline too
        ("screen", ["1de0"]),
        ("zoë", ["1de0"]),
        ("bielak", ["3"]),
        ("a", ["1de0", "3"]),
        ("", ["1de0", "2", "3"]),
        ("amara bielak", []),
        ("nobody is called this", []),
    ],
)
def test_every_word_is_found_wherever_it_stands(typed: str, ids: list[str]) -> None:
    assert found_in(rows_of(AMARA, NOBODY, TOMASZ), typed) == ids


def test_typing_and_taking_back_finds_what_searching_anew_finds() -> None:
    people = [
        RowSummary(str(number), f"Person {number}", job="Planner" if number % 3 else "Lead")
        for number in range(300)
    ]
    rows = rows_of(*people)
    search = Search(rows)
    backwards = range(299, -1, -1)
    texts = ["p", "pe", "pe 1", "pe 12", "pe 1", "pe", "", "lead", "lead 2", "ead 2", "21 lead"]
    for typed in texts * 2:
        fresh = Search(rows).among(backwards, words_of(typed))
        assert list(search.among(backwards, words_of(typed))) == list(fresh), typed


def test_the_first_of_a_name_is_found_after_a_place() -> None:
    rows = rows_of(AMARA, NOBODY, TOMASZ, RowSummary("4", "Amina"))
    assert rows.beginning("am", range(4)) == 0
    assert rows.beginning("AM", range(1, 4)) == 2
    assert rows.beginning("osei", range(4)) is None


def test_a_row_takes_less_than_half_a_kilobyte() -> None:
    tracemalloc.start()
    try:
        before, _peak = tracemalloc.get_traced_memory()
        rows = rows_of(*(_person(number) for number in range(5_000)))
        after, _peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(rows) == 5_000
    assert (after - before) / 5_000 <= 450


def _person(number: int) -> RowSummary:
    return RowSummary(
        f"{number:08x}",
        f"Amara Lindqvist-{number}",
        job="Logistics Planner",
        job_shortcode="9F3A6C21D0",
        stage="Phone Screen",
        email=f"amara.lindqvist-{number}@example.com",
        headline=f"Headline {number}",
        updated_at="2026-06-02T10:00:00Z",
        created_at="2026-06-02T10:00:00Z",
        profile_url=f"https://acme.workable.com/backend/jobs/88110/browser/{number}",
    )

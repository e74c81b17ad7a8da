"""What was picked goes into the draft as one undo step that says so."""

from __future__ import annotations

import pytest

from gui.model.draft import Draft
from gui.model.record import Record
from gui.model.resume import taking
from gui.model.values import Entry, Place, entries, words

JOBS, PROFILES = "experience_entries", "social_profiles"


def draft(**values: object) -> Draft:
    return Draft(Record("1a", values))  # type: ignore[arg-type]


def job(ref: str, start: str, end: str = "", **more: object) -> Entry:
    fields = {"title": ref, "start_date": start, **({"end_date": end} if end else {}), **more}
    return Entry(ref, ref, fields)  # type: ignore[arg-type]


def test_a_value_is_one_step_with_its_name_and_none_where_nothing_changes() -> None:
    made = draft(firstname="Jon")
    assert taking.take_value(made, Place("firstname"), "John")
    assert made.value("firstname") == "John"
    assert made.steps[0][-1].label == "Take First name from the resume"
    assert not taking.take_value(made, Place("firstname"), "John")
    assert len(made.steps[0]) == 1
    made.undo()
    assert made.value("firstname") == "Jon"


def test_an_address_of_a_profile_fills_what_is_empty_beside_it() -> None:
    entry = Entry("p", "p", {"type": "", "username": "mine", "url": ""})
    made = draft(social_profiles=(entry,))
    place = Place(PROFILES, "p", "url")
    assert taking.take_value(made, place, "https://www.linkedin.com/in/jasper")
    (after,) = entries(made.value(PROFILES))
    assert after.text("type") == "linkedin"
    assert after.text("username") == "mine"
    assert len(made.steps[0]) == 1


def test_a_place_that_is_gone_changes_nothing() -> None:
    made = draft(experience_entries=(job("a", "2019-01-01"),))
    assert not taking.take_value(made, Place(JOBS, "gone", "title"), "Mate")
    assert not made.is_dirty


def test_until_now_makes_a_job_current_and_takes_its_end() -> None:
    made = draft(experience_entries=(job("a", "2019-01-01", "2020-01-01"),))
    assert taking.take_present(made, Place(JOBS, "a", "end_date"))
    (after,) = entries(made.value(JOBS))
    assert (after.get("current"), after.get("end_date")) == (True, None)
    assert len(made.steps[0]) == 1


def test_a_whole_name_is_one_step() -> None:
    made = draft(firstname="X", lastname="Y")
    assert taking.take_name(made, "Amara", "Osei")
    assert made.current.full_name == "Amara Osei"
    assert made.steps[0][-1].label == "Take the name from the resume"
    made.undo()
    assert not made.is_dirty


def test_words_come_behind_the_others_and_twins_do_not_come_twice() -> None:
    made = draft(skills=("Python",))
    sifted = taking.take_words(made, "skills", ["SQL", "python", "Go"])
    assert words(made.value("skills")) == ("Python", "SQL", "Go")
    assert sifted.twins == ("Python",)
    assert made.steps[0][-1].label == "Take 2 skills from the resume"
    taking.take_words(made, "skills", ["sql"])
    assert len(made.steps[0]) == 1


@pytest.mark.parametrize(
    ("start", "end", "order"),
    [
        ("2018-05-01", "2018-12-01", ["a", "new:1", "b"]),
        ("2021-01-01", "", ["new:1", "a", "b"]),
        ("2001-01-01", "2002-01-01", ["a", "b", "new:1"]),
    ],
)
def test_a_new_job_comes_where_its_dates_belong(start: str, end: str, order: list[str]) -> None:
    made = draft(
        experience_entries=(
            job("a", "2019-01-01", "2020-01-01"),
            job("b", "2010-01-01", "2018-01-01"),
        )
    )
    row = {"title": "Mate", "start_date": start, **({"end_date": end} if end else {})}
    (ref,) = taking.take_entries(made, JOBS, [row])
    assert ref == "new:1"
    assert [entry.ref for entry in entries(made.value(JOBS))] == order


def test_in_a_list_of_another_order_new_ones_come_on_top_as_they_were_picked() -> None:
    made = draft(
        experience_entries=(
            job("b", "2010-01-01", "2018-01-01"),
            job("a", "2019-01-01", "2020-01-01"),
        )
    )
    rows = [{"title": "one", "start_date": "2001-01-01"}, {"title": "two"}]
    refs = taking.take_entries(made, JOBS, rows)
    assert [entry.ref for entry in entries(made.value(JOBS))] == [*refs, "b", "a"]
    assert made.steps[0][-1].label == "Take 2 jobs from the resume"
    made.undo()
    assert not made.is_dirty


def test_a_block_for_an_entry_leaves_its_other_fields() -> None:
    made = draft(experience_entries=(job("a", "2019-01-01", industry="Ports"),))
    assert taking.take_into_entry(made, Place(JOBS, "a"), {"title": "Mate", "company": "Kajen"})
    (after,) = entries(made.value(JOBS))
    assert (after.text("title"), after.text("company"), after.text("industry")) == (
        "Mate",
        "Kajen",
        "Ports",
    )
    assert made.steps[0][-1].label == "Take job from the resume"


def test_of_a_network_that_is_there_the_profile_is_corrected() -> None:
    old = Entry("p", "p", {"type": "linkedin", "username": "old", "url": "https://x.example"})
    made = draft(social_profiles=(old,))
    rows = [
        {"type": "linkedin", "username": "jasper", "url": "https://www.linkedin.com/in/jasper"},
        {"type": "github", "username": "jvdm", "url": "https://github.com/jvdm"},
    ]
    refs = taking.take_profiles(made, rows)
    after = entries(made.value(PROFILES))
    assert refs == ("p", "new:1")
    assert [(entry.ref, entry.text("username")) for entry in after] == [
        ("new:1", "jvdm"),
        ("p", "jasper"),
    ]
    assert len(made.steps[0]) == 1

"""What the resume offers for a record, and what it keeps its hands off."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gui.model.dates import Ambiguous
from gui.model.draft import Draft
from gui.model.record import Record
from gui.model.resume.accepting import accept
from gui.model.resume.facts import ResumeFacts, facts_of
from gui.model.resume.proposal import Effect, Proposal
from gui.model.resume.proposals import propose
from gui.model.values import MISSING, Entry, Place, entries
from tests.helpers.plain_resumes import AMARA, flowing

JOBS = "experience_entries"


def record(**values: Any) -> Record:
    lists = dict.fromkeys(
        (JOBS, "education_entries", "social_profiles", "skills"), ()
    )  # as read, and empty
    return Record("x", {**lists, **values})


def facts(text: str = AMARA) -> ResumeFacts:
    return facts_of(flowing(text))


def at(proposals: Iterable[Proposal], *place: str) -> Proposal:
    (found,) = [each for each in proposals if each.place == Place(*place)]
    return found


def job(ref: str, **fields: Any) -> Entry:
    return Entry(ref, ref, fields)


def test_an_empty_record_is_filled_with_reasons_and_evidence() -> None:
    text = flowing(AMARA).text
    offered = propose(facts(), record())
    email = at(offered, "email")
    assert (email.effect, email.before, email.after) == (
        Effect.FILL,
        MISSING,
        "amara.osei@example.com",
    )
    assert email.reason == "next to “E-mail”, at the top"
    assert [text[span.start : span.stop] for span in email.spans] == ["amara.osei@example.com"]
    assert email.sureness > 0.9
    phone = at(offered, "phone")
    assert phone.after == "020 7946 0321"
    assert [(each.value, each.label) for each in phone.alternatives] == [
        ("+44 20 7946 0321", "International form, United Kingdom")
    ]
    jobs = [each for each in offered if each.place == Place(JOBS)]
    assert [each.effect for each in jobs] == [Effect.ADD, Effect.ADD]
    assert jobs[0].fields() == {
        "title": "Supply Chain Analyst",
        "company": "Northgate Insurance",
        "start_date": "2019-03-01",
        "current": True,
        "summary": "Cut stock-outs by a third across 14 depots.\nTrained eleven new colleagues.",
    }
    assert jobs[0].reason == "under “Experience”"
    skills = [each.after for each in offered if each.place.key == "skills"]
    assert skills == ["Python", "SQL", "Excel", "forecasting"]


def test_what_is_there_already_is_evidence_and_nothing_else() -> None:
    entry = job(
        "a",
        title="Supply Chain Analyst",
        company="Northgate Insurance",
        start_date="2019-03-14",
        current=True,
        summary="<p>Cut stock-outs by a third across 14 depots.</p><p>Trained eleven new "
        "colleagues.</p><p>And more.</p>",
    )
    here = record(
        firstname="Amara",
        email="Amara.Osei@example.com",
        phone="+442079460321",
        skills=("sql",),
        **{JOBS: (entry,)},
    )
    offered = propose(facts(), here)
    same = [
        at(offered, "firstname"),
        at(offered, "email"),
        at(offered, "phone"),
        at(offered, "skills", "sql"),
        at(offered, JOBS, "a"),
    ]
    assert {each.effect for each in same} == {Effect.SAME}
    assert not accept(draft := Draft(here), same)
    assert not draft.is_dirty


def test_a_wrongly_read_job_is_corrected_where_it_stands() -> None:
    swapped = job("a", title="Northgate Insurance", company="Supply Chain Analyst", current=True)
    offered = propose(facts(), record(**{JOBS: (swapped,)}))
    found = at(offered, JOBS, "a")
    changes = {each.place.field: (each.effect, each.after) for each in found.parts}
    assert changes["title"] == (Effect.REPLACE, "Supply Chain Analyst")
    assert changes["company"] == (Effect.REPLACE, "Northgate Insurance")
    assert changes["start_date"] == (Effect.FILL, "2019-03-01")
    assert changes["current"][0] is Effect.SAME
    # The other job is new, and belongs behind the one that was found.
    assert [each.at for each in offered if each.place == Place(JOBS)] == [1]


def test_a_job_that_goes_on_loses_its_end() -> None:
    held = job(
        "a", title="Supply Chain Analyst", company="Northgate Insurance", end_date="2020-01-01"
    )
    found = at(propose(facts(), record(**{JOBS: (held,)})), JOBS, "a")
    changes = {each.place.field: (each.before, each.after) for each in found.parts}
    assert changes["end_date"] == ("2020-01-01", None)
    assert changes["current"] == (MISSING, True)


def test_typed_values_win() -> None:
    held = job("a", title="Supply Chain Analyst", company="Northgate Insurance", start_date=None)
    read = record(email=None, phone="1", **{JOBS: (held,)})
    typed = read.with_value("email", "typed@example.com").with_value("phone", "")
    typed = typed.with_value(JOBS, (held.with_field("company", "Typed Ltd"),))
    offered = propose(facts(), typed, read)
    assert not [each for each in offered if each.place.key in ("email", "phone")]
    parts = {each.place.field for each in at(offered, JOBS, "a").parts if each.changes_something}
    assert "company" not in parts
    assert "start_date" in parts
    asked = propose(facts(), typed, read, asked=("email", JOBS))
    assert at(asked, "email").after == "amara.osei@example.com"
    assert "company" in {each.place.field for each in at(asked, JOBS, "a").parts}


def test_what_was_removed_is_not_offered_again() -> None:
    held = job("a", title="Supply Chain Analyst", company="Northgate Insurance")
    read = record(skills=("SQL", "Go"), **{JOBS: (held,)})
    now = read.with_value("skills", ("Go",)).with_value(JOBS, ())
    offered = propose(facts(), now, read)
    assert "SQL" not in [each.after for each in offered if each.place.key == "skills"]
    titles = [each.fields().get("title") for each in offered if each.place.key == JOBS]
    assert titles == ["Operations Assistant"]


def test_a_list_that_was_not_read_is_not_added_to() -> None:
    offered = propose(facts(), Record("x", {}))
    assert {each.place.key for each in offered} == {
        *("firstname", "lastname", "email", "phone", "headline", "address"),
    }


def test_a_second_profile_of_a_network_replaces_the_first() -> None:
    held = Entry("p", "p", {"type": "linkedin", "username": "old", "url": "https://x.example"})
    offered = propose(facts(), record(social_profiles=(held,)))
    found = at(offered, "social_profiles", "p")
    assert found.effect is Effect.REPLACE
    assert {each.place.field: each.after for each in found.parts}["username"] == "amara-osei"
    new = [each for each in offered if each.is_new_entry and each.place.key == "social_profiles"]
    assert [each.fields()["type"] for each in new] == ["github"]


def test_skills_of_other_records_are_found_in_the_text() -> None:
    text = AMARA.replace("barges", "barges in Rust and Go with SAP MM")
    vocabulary = ("SAP MM", "Go", "python", "rust", "COBOL", "R")
    offered = propose(facts(text), record(), vocabulary=vocabulary)
    skills = {each.after: each for each in offered if each.place.key == "skills"}
    assert "SAP MM" in skills
    assert "rust" in skills
    assert "COBOL" not in skills
    assert "python" not in skills  # it stands in the list, as "Python"
    assert not {"R", "Go"} & set(skills)  # too short to be meant outside of a list


def test_a_two_way_date_is_a_question() -> None:
    text = "# Ann Lee\n\n# Experience\nAnalyst\nQuillmark · 03/04/2019 – 05/06/2021"
    found = next(each for each in propose(facts(text), record()) if each.place.key == JOBS)
    asked = {each.place.field: each.question for each in found.parts if each.question}
    assert set(asked) == {"start_date", "end_date"}
    assert isinstance(asked["start_date"], Ambiguous)
    assert "start_date" not in found.fields()
    draft = Draft(record())
    place = Place(JOBS, None, "start_date")
    assert accept(draft, [found], {place: "2019-03-04"})
    (entry,) = entries(draft.value(JOBS))
    assert entry.text("start_date") == "2019-03-04"
    assert entry.get("end_date") is MISSING


def test_nothing_is_proposed_of_a_resume_without_text() -> None:
    assert propose(facts_of(flowing("")), record()) == ()


def test_taking_over_is_one_step_each_and_undone_as_one() -> None:
    draft = Draft(record(email="old@example.com"))
    offered = propose(facts(), draft.current, draft.baseline)
    assert not draft.is_dirty  # proposing changes nothing
    entry = next(each for each in offered if each.place == Place(JOBS))
    assert accept(draft, [entry])
    assert draft.steps[0][-1].label == "Add job from the resume"
    added = [each for each in offered if each.place == Place(JOBS)]
    draft.undo()
    assert accept(draft, added)
    titles = [each.text("title") for each in entries(draft.value(JOBS))]
    assert titles == ["Supply Chain Analyst", "Operations Assistant"]  # as in the resume
    assert accept(draft, [at(offered, "email"), at(offered, "phone")])
    assert draft.value("email") == "amara.osei@example.com"
    assert draft.steps[0][-1].label == "Take over 2 values from the resume"
    draft.undo()
    assert draft.value("email") == "old@example.com"
    draft.undo()
    assert not draft.is_dirty


def test_one_part_of_an_entry_can_be_taken_alone() -> None:
    held = job("a", title="Analyst", company="Northgate Insurance", start_date="2018-01-01")
    draft = Draft(record(**{JOBS: (held,)}))
    found = at(propose(facts(), draft.current, draft.baseline), JOBS, "a")
    part = next(each for each in found.parts if each.place.field == "start_date")
    assert accept(draft, [part])
    (entry,) = entries(draft.value(JOBS))
    assert (entry.text("start_date"), entry.text("title")) == ("2019-03-01", "Analyst")
    assert entry.id == "a"
    assert draft.steps[0][-1].label == "Take over Start date from the resume"


def test_accepting_what_is_gone_changes_nothing() -> None:
    held = job("a", title="Analyst", company="Northgate Insurance")
    draft = Draft(record(**{JOBS: (held,)}))
    found = at(propose(facts(), draft.current, draft.baseline), JOBS, "a")
    draft.apply({JOBS: ()}, place=Place(JOBS), label="Remove")
    assert not accept(draft, [found])
    assert draft.value(JOBS) == ()


def test_characters_that_hide_are_not_taken_over() -> None:
    text = "# Amara Osei\nAddress: 5\u200b1 Ferry \u202eRoad\n\n# Skills\nPy\u200bthon"
    found = propose(facts(text), record())
    assert at(found, "address").after == "51 Ferry Road"
    assert [each.after for each in found if each.place.key == "skills"] == ["Python"]

"""The dozen whose record was read wrongly: what their resume offers, and picking, put it right.

Held without a window: every value that a correction needs is either proposed or comes out of the
words of the resume as they stand there. Nothing has to be typed.
"""

from __future__ import annotations

from collections import Counter

import pytest

from gui.model import edits
from gui.model.draft import Draft
from gui.model.record import Record
from gui.model.resume.accepting import accept
from gui.model.resume.document import ResumeText
from gui.model.resume.facts import facts_of
from gui.model.resume.picked import PickedText, PickedWords
from gui.model.resume.picking import pick
from gui.model.resume.proposal import Proposal
from gui.model.resume.proposals import propose
from gui.model.values import text, words
from tests.helpers.resume_reading import read_here
from tests.helpers.truth import TAG, Misread, all_misread, still_wrong

PEOPLE = all_misread()


@pytest.fixture(params=PEOPLE)
def person(request: pytest.FixtureRequest) -> Misread:
    return PEOPLE[request.param]


def resume_of(person: Misread) -> ResumeText:
    return read_here(person.resume, person.kind)


def test_there_are_a_dozen_of_several_languages_and_kinds() -> None:
    assert len(PEOPLE) == 12
    kinds = Counter(person.kind for person in PEOPLE.values())
    assert kinds["pdf"] >= 8
    assert kinds["docx"] >= 3


def test_each_is_tagged_and_wrong_in_name_phone_jobs_and_three_skills(person: Misread) -> None:
    record, truth = person.record, person.truth
    assert TAG in words(record.get("tags"))
    wrong = still_wrong(record, truth)
    assert {line.partition(":")[0] for line in wrong} >= {"phone", "jobs", "skills"}
    names = (text(record.get("firstname")), text(record.get("lastname")))
    assert names != (truth["firstname"], truth["lastname"])
    assert len(truth["jobs"]) == 2
    assert len(set(truth["skills"]) - set(words(record.get("skills")))) == 3


def test_the_resume_is_right(person: Misread) -> None:
    said = " ".join(resume_of(person).text.split()).casefold()
    truth = person.truth
    values = [truth["firstname"], truth["lastname"], truth["phone"], *truth["skills"]]
    values += [job[key] for job in truth["jobs"] for key in ("title", "company")]
    assert [value for value in values if value.casefold() not in said] == []


def test_what_is_offered_or_picked_corrects_it(person: Misread) -> None:
    draft = Draft(person.record)
    accept(draft, proposals(person, draft.current))
    pick_the_rest(draft, person)
    assert still_wrong(draft.current, person.truth) == ()


def test_most_of_it_is_offered() -> None:
    left = 0
    for person in PEOPLE.values():
        draft = Draft(person.record)
        accept(draft, proposals(person, draft.current))
        left += bool(still_wrong(draft.current, person.truth))
    assert left <= 2


def proposals(person: Misread, record: Record) -> tuple[Proposal, ...]:
    names = {"first": text(record.get("firstname")), "last": text(record.get("lastname"))}
    return propose(facts_of(resume_of(person), **names), record)


def pick_the_rest(draft: Draft, person: Misread) -> None:
    """Selects in the resume what no proposal gave, and takes what picking makes of it."""
    said = resume_of(person).text
    for key in ("firstname", "lastname"):
        value = person.truth[key]
        if draft.value(key) != value:
            assert value in said, f"{value} stands nowhere to be selected"
            picked = pick(key, value)
            assert isinstance(picked, PickedText)
            edits.set_value(draft, key, picked.value)
    for skill in person.truth["skills"]:
        if skill not in words(draft.value("skills")):
            picked = pick("skills", skill)
            assert isinstance(picked, PickedWords)
            edits.set_value(draft, "skills", (*words(draft.value("skills")), *picked.words))

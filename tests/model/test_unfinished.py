"""Texts that are no value yet: kept with the draft, never in what is sent."""

from __future__ import annotations

import json

import pytest

from gui.model import edits
from gui.model.draft import Draft
from gui.model.findings import Level
from gui.model.record import Record
from gui.model.saved import FORMAT, NotReadable, Snapshot, draft_from_json, draft_to_json
from gui.model.unfinished import CODE, findings_of, labels_of
from gui.model.values import Entry, Place, entries

JOBS = "experience_entries"
START = Place(JOBS, "61b2", "start_date")
TAGS = Place("tags")


def drafted() -> Draft:
    job = Entry("61b2", "61b2", {"title": "Analyst", "start_date": "2019-02-01"})
    return Draft(Record("1", {"phone": "1", "tags": ("a",), JOBS: (job,)}))


def again(draft: Draft) -> Draft:
    return draft_from_json(json.loads(json.dumps(draft_to_json(draft))))


def test_it_is_work_and_no_change() -> None:
    draft = drafted()
    assert draft.texts.leave(START, "31.2.2019")
    assert draft.has_work
    assert not draft.is_dirty
    assert not draft.texts.leave(START, "31.2.2019")
    assert draft.texts.leave(START, "")
    assert not draft.has_work


def test_it_comes_back_with_the_draft() -> None:
    draft = drafted()
    draft.texts.leave(START, "31.2.2019")
    draft.texts.leave(TAGS, "harb")
    taken = Snapshot.of(draft)
    draft.texts.clear()
    assert dict(draft_from_json(draft_to_json(taken)).unfinished) == {
        START: "31.2.2019",
        TAGS: "harb",
    }


def test_a_draft_of_an_older_program_has_none() -> None:
    written = draft_to_json(drafted())
    assert "unfinished" not in written
    assert written["format"] == FORMAT == 1
    assert not draft_from_json(written).has_work


@pytest.mark.parametrize(
    "rows",
    [[["phone", None, None]], [["phone", None, None, 1]], [["nobody", None, None, "x"]], [[1]], 7],
)
def test_what_is_no_such_text_is_not_read(rows: object) -> None:
    with pytest.raises(NotReadable):
        draft_from_json({**draft_to_json(drafted()), "unfinished": rows})


def test_it_goes_with_its_entry_and_comes_back_with_it() -> None:
    draft = drafted()
    draft.texts.leave(START, "31.2.2019")
    edits.remove_entry(draft, Place(JOBS, "61b2"))
    assert not draft.unfinished
    back = again(draft)
    back.undo()
    assert dict(back.unfinished) == {START: "31.2.2019"}


def test_it_follows_a_new_entry_that_the_service_has_named() -> None:
    draft = drafted()
    ref = edits.add_entry(draft, JOBS, {"title": "Clerk"})
    draft.texts.leave(Place(JOBS, ref, "end_date"), "soon")
    sent = entries(draft.value(JOBS))
    stored = tuple(Entry("77aa", "77aa", e.fields) if e.ref == ref else e for e in sent)
    draft.accept({JOBS: sent}, draft.baseline.with_value(JOBS, stored))
    assert dict(draft.unfinished) == {Place(JOBS, "77aa", "end_date"): "soon"}


def test_a_discarded_draft_that_held_nothing_else_can_be_undone() -> None:
    """What was done before it stays done."""
    draft = drafted()
    edits.set_value(draft, "phone", "1")
    draft.accept({"phone": "1"}, draft.baseline.with_value("phone", "1"))
    draft.texts.leave(TAGS, "harb")
    assert draft.discard(label="discard")
    assert not draft.has_work
    step = draft.undo()
    assert step is not None
    assert (step.texts, draft.value("phone")) == ({TAGS: "harb"}, "1")
    assert not drafted().discard(label="nothing to discard")


def test_what_was_thrown_away_follows_an_entry_that_the_service_has_named() -> None:
    draft = drafted()
    ref = edits.add_entry(draft, JOBS, {"title": "Clerk"})
    draft.texts.leave(Place(JOBS, ref, "end_date"), "soon")
    sent = entries(draft.value(JOBS))
    draft.discard(label="discard")
    stored = tuple(Entry("77aa", "77aa", e.fields) if e.ref == ref else e for e in sent)
    draft.accept({JOBS: sent}, draft.baseline.with_value(JOBS, stored))
    step = draft.undo()
    assert step is not None
    assert step.texts == {Place(JOBS, "77aa", "end_date"): "soon"}


def test_on_the_disk_there_is_no_step_of_texts_alone() -> None:
    draft = drafted()
    draft.texts.leave(TAGS, "harb")
    draft.discard(label="discard")
    assert again(draft).steps == ((), ())


def test_it_is_a_warning_with_the_words_typed() -> None:
    draft = drafted()
    draft.texts.leave(START, "31.2.2019")
    draft.texts.leave(TAGS, "harb")
    (date,) = findings_of(draft.unfinished, JOBS)
    assert (date.code, date.level, date.place) == (CODE, Level.WARNING, START)
    assert "“31.2.2019” is not a date yet" in date.text
    (tag,) = findings_of(draft.unfinished, "tags")
    assert "“harb” is typed but not added" in tag.text
    assert labels_of(draft.unfinished) == "Start date (Experience), Tags"

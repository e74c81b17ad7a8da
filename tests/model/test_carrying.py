"""A draft carried over to another record of the same person."""

from __future__ import annotations

from gui.model import edits
from gui.model.carrying import carried
from gui.model.draft import Draft
from gui.model.record import Record
from gui.model.values import Entry, FileUpload, NewRefs, Place, Value, entries, words

JOBS = "experience_entries"
CV = FileUpload("cv.pdf", 3, "ab" * 32, "application/pdf")


def gone() -> Draft:
    analyst = Entry("a", "a", {"title": "Analyst", "company": "Norrfrakt AB"})
    clerk = Entry("b", "b", {"title": "Clerk"})
    values: dict[str, Value] = {"headline": "Analyst", "phone": "1", "tags": ("sql",)}
    return Draft(Record("1", {**values, JOBS: (analyst, clerk)}))


def over(draft: Draft, **values: Value) -> dict[str, Value]:
    return carried(draft, Record("2", values), NewRefs().next)


def test_only_what_was_changed_goes_over() -> None:
    draft = gone()
    edits.set_value(draft, "headline", "Lead")
    assert over(draft, headline="Analyst", phone="2") == {"headline": "Lead"}


def test_what_the_other_record_holds_already_is_no_change() -> None:
    draft = gone()
    edits.set_value(draft, "headline", "Lead")
    assert over(draft, headline="Lead") == {}


def test_where_both_differ_mine_stands_beside_theirs() -> None:
    draft = gone()
    edits.set_value(draft, "headline", "Lead")
    assert over(draft, headline="Head") == {"headline": "Lead"}


def test_entries_are_known_by_what_they_say() -> None:
    draft = gone()
    edits.set_entry_field(draft, Place(JOBS, "a", "title"), "Lead")
    same = Entry("z", "z", {"title": "Analyst", "company": "Norrfrakt AB", "industry": None})
    other = Entry("y", "y", {"title": "Cook"})
    found = entries(over(draft, **{JOBS: (other, same)})[JOBS])
    assert [(entry.id, entry.text("title")) for entry in found] == [("y", "Cook"), ("z", "Lead")]


def test_an_edited_entry_that_is_not_there_comes_as_a_new_one() -> None:
    draft = gone()
    edits.set_entry_field(draft, Place(JOBS, "a", "title"), "Lead")
    found = entries(over(draft, **{JOBS: ()})[JOBS])
    assert [(entry.ref, entry.id, entry.text("title")) for entry in found] == [
        ("new:1", None, "Lead")
    ]


def test_nothing_of_the_other_record_is_removed_that_the_draft_did_not_name() -> None:
    draft = gone()
    edits.add_words(draft, "tags", ["lead"])
    edits.remove_word(draft, "tags", "sql")
    assert set(words(over(draft, tags=("boats", "sql"))["tags"])) == {"boats", "lead"}


def test_staged_files_go_over() -> None:
    draft = gone()
    edits.set_upload(draft, "resume", CV)
    assert over(draft) == {"resume": CV}

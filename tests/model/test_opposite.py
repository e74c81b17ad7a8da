"""Taking back what was sent: its laws on generated changes, and cases a recruiter would name."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import assume, given
from hypothesis import strategies as st

from gui.model.comparison import differing_fields, same_atom, same_value
from gui.model.merge import CollisionKind, content
from gui.model.opposite import Opposite, Way, left_behind, opposite
from gui.model.values import MISSING, Entries, Entry, NewRefs, Value, entries, words
from tests.helpers.generated import changed, edited_jobs, jobs

JOBS = "experience_entries"
ANALYST = Entry("a", "a", {"title": "Analyst", "company": "Norrfrakt AB", "mystery": "kept"})
PLANNER = Entry("b", "b", {"title": "Planner", "company": "Bergen Dock"})


def back(
    key: str,
    before: Value,
    after: Value,
    here: Value,
    *,
    exact: bool = True,
    new_ref: Callable[[], str] | None = None,
) -> Opposite:
    return opposite(key, before, after, here, exact=exact, new_ref=new_ref or NewRefs().next)


def said(value: Value) -> list[tuple[tuple[str, object], ...]]:
    return sorted(content(JOBS, entry) for entry in entries(value))


def sends() -> st.SearchStrategy[tuple[str, Value, Value]]:
    """A key with what it held before a send and after it."""
    return changed("z").map(lambda found: (found[0], found[1], found[2][0]))


@given(sends())
def test_untouched_since_all_of_it_comes_back(send: tuple[str, Value, Value]) -> None:
    key, before, after = send
    found = back(key, before, after, after)
    assert found.way in (Way.BACK, Way.ALREADY)
    assert found.moved == ()
    if key == JOBS:
        assert said(found.value) == said(before)
    else:
        assert same_value(key, found.value, before)


@given(sends())
def test_taking_back_twice_changes_nothing_more(send: tuple[str, Value, Value]) -> None:
    key, before, after = send
    # An entry that says nothing cannot be told from another one that says nothing.
    assume(key != JOBS or all(said(before)))
    once = back(key, before, after, after)
    twice = back(key, before, after, once.value)
    if key == JOBS:
        assert said(twice.value) == said(once.value)
    else:
        assert twice.way is Way.ALREADY


@given(st.data())
def test_what_others_did_to_a_list_since_stays(data: st.DataObject) -> None:
    before = data.draw(jobs())
    after = data.draw(edited_jobs(before, "z"))
    here = data.draw(edited_jobs(after, "y"))
    found = entries(back(JOBS, before, after, here).value)
    now = {entry.ref: entry for entry in found}
    for entry in here:
        was = next((item for item in after if item.ref == entry.ref), None)
        if was is None and content(JOBS, entry) in said(after):
            continue  # what was sent, under another id
        if was is None or differing_fields(was, entry):
            # Added or edited by somebody: there, and with every value that they gave it.
            assert entry.ref in now
            for name in differing_fields(was, entry) if was is not None else entry.fields:
                assert same_atom(now[entry.ref].get(name), entry.get(name))
    gone = {entry.ref for entry in after} - {entry.ref for entry in here}
    assert not gone & set(now)


@given(st.data())
def test_no_entry_comes_back_with_an_id_that_the_service_has_forgotten(data: st.DataObject) -> None:
    before = data.draw(jobs())
    after = data.draw(edited_jobs(before, "z"))
    here = data.draw(edited_jobs(after, "y"))
    there = {entry.id for entry in here}
    found = entries(back(JOBS, before, after, here).value)
    assert {entry.id for entry in found if entry.id is not None} <= there
    assert len({entry.ref for entry in found}) == len(found)


# --- values -------------------------------------------------------------------------------------


def test_a_value_comes_back_as_it_was_with_its_case() -> None:
    found = back("firstname", "AMARA", "Amara", "Amara")
    assert (found.way, found.value) == (Way.BACK, "AMARA")


def test_a_value_that_was_changed_again_stays_even_where_only_case_differs() -> None:
    found = back("firstname", "Amara", "Abena", "ABENA")
    assert (found.way, found.value) == (Way.MOVED, "ABENA")
    assert [one.theirs for one in found.moved] == ["ABENA"]


def test_what_was_not_read_back_may_stand_there_in_the_normal_form() -> None:
    found = back("headline", "Analyst", "Senior  Analyst ", "Senior Analyst", exact=False)
    assert (found.way, found.value) == (Way.BACK, "Analyst")


def test_what_never_arrived_is_as_it_was() -> None:
    assert back("headline", "Analyst", "Lead", "Analyst", exact=False).way is Way.ALREADY


def test_a_key_that_was_not_there_is_emptied() -> None:
    found = back("headline", MISSING, "Lead", "Lead")
    assert (found.way, found.value) == (Way.BACK, None)


def test_a_key_that_the_send_did_not_change_is_left_alone() -> None:
    assert back("headline", "Lead", "Lead", "Head").way is Way.ALREADY


# --- lists --------------------------------------------------------------------------------------


def test_a_deleted_entry_comes_back_as_a_new_one_in_its_place() -> None:
    found = back(JOBS, (ANALYST, PLANNER), (PLANNER,), (PLANNER,))
    first, second = entries(found.value)
    assert (first.ref, first.id) == ("new:1", None)
    assert dict(first.fields) == dict(ANALYST.fields)
    assert second is PLANNER


def test_an_entry_edited_since_gets_back_only_what_was_not_touched() -> None:
    after = ANALYST.with_field("title", "Lead").with_field("company", "Norrfrakt")
    here = after.with_field("title", "Head")
    found = back(JOBS, (ANALYST,), (after,), (here,))
    assert found.way is Way.PARTLY
    (entry,) = entries(found.value)
    assert (entry.text("title"), entry.text("company")) == ("Head", "Norrfrakt AB")
    assert [(one.place.field, one.theirs) for one in found.moved] == [("title", "Head")]


def test_an_entry_added_by_the_send_and_edited_since_stays() -> None:
    here = PLANNER.with_field("title", "Lead planner")
    found = back(JOBS, (ANALYST,), (ANALYST, PLANNER), (ANALYST, here))
    assert found.way is Way.MOVED
    assert [one.kind for one in found.moved] == [CollisionKind.MINE_DELETED]
    assert found.value == (ANALYST, here)


def test_an_edited_entry_that_was_deleted_since_does_not_come_back() -> None:
    after = ANALYST.with_field("title", "Lead")
    found = back(JOBS, (ANALYST, PLANNER), (after, PLANNER), (PLANNER,))
    assert found.way is Way.MOVED
    assert found.value == (PLANNER,)


def test_a_new_entry_of_today_s_draft_is_not_taken_for_the_one_that_was_sent() -> None:
    sent: Entries = (ANALYST, Entry("new:1", None, {"title": "Planner"}))
    stored = Entry("c", "c", {"title": "Planner"})
    mine = Entry("new:1", None, {"title": "Quite another"})
    found = back(JOBS, (ANALYST,), sent, (ANALYST, stored, mine), exact=False)
    assert entries(found.value) == (ANALYST, mine)


def test_words_come_back_beside_those_of_others() -> None:
    found = back("tags", ("gothenburg", "sql"), ("gothenburg", "lead"), ("gothenburg", "lead", "x"))
    assert set(words(found.value)) == {"gothenburg", "sql", "x"}
    assert found.way is Way.BACK


def test_a_list_that_cannot_be_read_any_more_is_left_alone() -> None:
    found = back(JOBS, (ANALYST,), (PLANNER,), None)
    assert (found.way, found.value) == (Way.MOVED, None)


# --- what a send left behind --------------------------------------------------------------------


def test_what_somebody_added_while_it_was_sent_is_not_taken_back() -> None:
    sent = (ANALYST, Entry("new:1", None, {"title": "Cook"}))
    cook = Entry("k", "k", {"title": "Cook"})
    stored = (ANALYST, PLANNER, cook)
    after = left_behind(JOBS, (ANALYST,), sent, stored)
    assert after == (ANALYST, cook)
    assert back(JOBS, (ANALYST,), after, stored).value == (ANALYST, PLANNER)
    tags = left_behind("tags", ("sql",), ("sql", "Lead"), ("sql", "lead", "boats"))
    assert set(words(back("tags", ("sql",), tags, ("sql", "lead", "boats")).value)) == {
        "sql",
        "boats",
    }


def test_the_service_s_own_forms_count_as_sent() -> None:
    edited = ANALYST.with_field("title", "Lead")
    stored = edited.with_field("title", "LEAD")
    after = left_behind(JOBS, (ANALYST,), (edited,), (stored,))
    assert back(JOBS, (ANALYST,), after, (stored,)).value == (ANALYST,)
    assert left_behind("phone", None, "0210", "+30 210") == "+30 210"


def test_another_field_that_somebody_changed_while_it_was_sent_stays() -> None:
    edited = ANALYST.with_field("title", "Lead")
    stored = edited.with_field("company", "Bergen Dock")
    after = left_behind(JOBS, (ANALYST,), (edited,), (stored,))
    (entry,) = entries(back(JOBS, (ANALYST,), after, (stored,)).value)
    assert (entry.text("title"), entry.text("company")) == ("Analyst", "Bergen Dock")


def test_what_somebody_removed_while_it_was_sent_stays_away() -> None:
    edited = ANALYST.with_field("title", "Lead")
    after = left_behind(JOBS, (ANALYST, PLANNER), (edited, PLANNER), (PLANNER,))
    found = back(JOBS, (ANALYST, PLANNER), after, (PLANNER,))
    assert (found.way, found.value) == (Way.MOVED, (PLANNER,))

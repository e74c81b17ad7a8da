"""The laws of joining, held by generated triples, and the cases a recruiter would name."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gui.model.comparison import compare_key, same_value
from gui.model.merge import CollisionKind, Merged, content, merge_value, settle
from gui.model.values import MISSING, Entries, Entry, Place, Value, entries, words
from tests.helpers.generated import changed

JOBS = "experience_entries"


def triples() -> st.SearchStrategy[tuple[str, Value, Value, Value]]:
    """A key with base, mine and theirs."""
    return changed("new:", "z").map(lambda found: (found[0], found[1], found[2][0], found[2][1]))


@given(triples())
def test_what_i_did_not_touch_follows_the_server(triple: tuple[str, Value, Value, Value]) -> None:
    key, base, _mine, theirs = triple
    assert merge_value(key, base, base, theirs) == Merged(theirs)


@given(triples())
def test_what_the_server_did_not_touch_is_mine(triple: tuple[str, Value, Value, Value]) -> None:
    key, base, mine, _theirs = triple
    merged = merge_value(key, base, mine, base)
    assert merged.collisions == ()
    assert same_value(key, merged.value, mine)


@given(triples())
def test_the_same_change_on_both_sides_is_no_collision(
    triple: tuple[str, Value, Value, Value],
) -> None:
    key, base, _mine, theirs = triple
    merged = merge_value(key, base, theirs, theirs)
    assert merged.collisions == ()
    assert same_value(key, merged.value, theirs)


@given(triples())
def test_additions_of_both_sides_are_kept(triple: tuple[str, Value, Value, Value]) -> None:
    key, base, mine, theirs = triple
    merged = merge_value(key, base, mine, theirs).value
    if key == "tags":
        have = {word.casefold() for word in words(merged)}
        added = {word.casefold() for side in (mine, theirs) for word in words(side)}
        assert added - {word.casefold() for word in words(base)} <= have
    elif key == JOBS:
        old = {entry.ref for entry in entries(base)}
        said = {content(key, entry) for entry in entries(base)}  # the same entry, back again
        fresh = [
            entry
            for side in (mine, theirs)
            for entry in entries(side)
            if entry.ref not in old and content(key, entry) not in said
        ]
        titles = {e.text("title").strip().casefold() for e in entries(merged)}
        assert {e.text("title").strip().casefold() for e in fresh} <= titles


@given(triples())
def test_nothing_untouched_is_lost_and_nothing_is_doubled(
    triple: tuple[str, Value, Value, Value],
) -> None:
    key, base, mine, theirs = triple
    if key != JOBS:
        return
    merged = entries(merge_value(key, base, mine, theirs).value)
    refs = [entry.ref for entry in merged]
    assert len(refs) == len(set(refs))
    both = {e.ref for e in entries(mine)} & {e.ref for e in entries(theirs)}
    assert both <= set(refs)


@given(triples())
def test_an_entry_deleted_on_one_side_and_untouched_on_the_other_goes(
    triple: tuple[str, Value, Value, Value],
) -> None:
    key, base, mine, theirs = triple
    if key != JOBS:
        return
    merged = {entry.ref for entry in entries(merge_value(key, base, mine, theirs).value)}
    mine_by, their_by = _by_ref(entries(mine)), _by_ref(entries(theirs))
    strangers = [e for e in entries(theirs) if e.ref not in _by_ref(entries(base))]
    for entry in entries(base):
        if strangers:
            break  # an entry that came back under another id is still the same entry
        if entry.ref not in mine_by and their_by.get(entry.ref) == entry:
            assert entry.ref not in merged
        if entry.ref not in their_by and mine_by.get(entry.ref) == entry:
            assert entry.ref not in merged


@given(triples())
def test_once_my_write_has_landed_merging_again_changes_nothing(
    triple: tuple[str, Value, Value, Value],
) -> None:
    """The service gives my new entries ids of its own, and it may answer or not."""
    key, base, mine, theirs = triple
    first = merge_value(key, base, mine, theirs)
    if first.collisions:
        return
    stored = _as_stored(first.value)
    again = merge_value(key, base, mine, stored)
    if key == "phone":
        assert again.value == stored
    else:
        assert compare_key(key, stored, again.value) is None


def _by_ref(items: Entries) -> dict[str, Entry]:
    return {entry.ref: entry for entry in items}


def _as_stored(value: Value) -> Value:
    if not isinstance(value, tuple):
        return value
    return tuple(
        item.with_identity(f"srv{at}", f"srv{at}")
        if isinstance(item, Entry) and item.id is None
        else item
        for at, item in enumerate(value)
    )  # type: ignore[return-value]


# --- the cases a recruiter would name -------------------------------------------------------


def job(ref: str, title: str, company: str | None = None, **more: str | None) -> Entry:
    return Entry(
        ref, None if ref.startswith("new") else ref, {"title": title, "company": company, **more}
    )


def test_two_fields_of_one_job_changed_by_two_people_are_joined() -> None:
    base = (job("1", "Analyst", "Norrfrakt"),)
    mine = (job("1", "Senior analyst", "Norrfrakt"),)
    theirs = (job("1", "Analyst", "Norrfrakt AB"),)
    merged = merge_value(JOBS, base, mine, theirs)
    assert merged == Merged((job("1", "Senior analyst", "Norrfrakt AB"),))


def test_the_same_field_changed_differently_is_a_collision_at_that_field() -> None:
    base, mine, theirs = (job("1", "Analyst"),), (job("1", "Senior"),), (job("1", "Lead"),)
    (collision,) = merge_value(JOBS, base, mine, theirs).collisions
    assert collision.place == Place(JOBS, "1", "title")
    assert (collision.base, collision.mine, collision.theirs) == ("Analyst", "Senior", "Lead")
    assert collision.joinable


def test_an_edit_against_a_deletion_is_asked_both_ways() -> None:
    base, edited = (job("1", "Analyst"), job("2", "Clerk")), (job("1", "Lead"), job("2", "Clerk"))
    (mine_edit,) = merge_value(JOBS, base, edited, (job("2", "Clerk"),)).collisions
    assert mine_edit.kind is CollisionKind.THEIRS_DELETED
    merged = merge_value(JOBS, base, (job("2", "Clerk"),), edited)
    (their_edit,) = merged.collisions
    assert their_edit.kind is CollisionKind.MINE_DELETED
    assert settle(merged.value, their_edit, None) == (job("2", "Clerk"),)


def test_an_entry_i_keep_against_a_deletion_goes_out_without_its_dead_id() -> None:
    base, mine = (job("1", "Analyst"),), (job("1", "Lead"),)
    merged = merge_value(JOBS, base, mine, ())
    (kept,) = entries(merged.value)
    assert kept.id is None
    assert kept.text("title") == "Lead"


def test_my_new_entry_is_recognised_when_its_answer_got_lost() -> None:
    mine = (job("new:1", "Planner", "Kajen Lines"),)
    theirs = (job("77", "planner ", "Kajen  Lines"),)
    merged = merge_value(JOBS, (), mine, theirs)
    assert merged == Merged(theirs)


def test_an_entry_that_came_back_under_another_id_keeps_my_edit() -> None:
    """A client that sends entries without ids makes the service give them new ones (§5.3)."""
    base, mine = (job("1", "Analyst", "N"),), (job("1", "Lead", "N"),)
    merged = merge_value(JOBS, base, mine, (job("9", "Analyst", "N"),))
    assert merged == Merged((job("9", "Lead", "N"),))


def test_an_entry_i_edited_that_others_removed_and_put_in_as_i_have_it_is_one() -> None:
    """Keeping mine against the removal would have it twice."""
    base, mine = (job("1", "Analyst", "N"),), (job("1", "Lead", "N"),)
    theirs = (job("9", "Lead", "N"),)
    assert merge_value(JOBS, base, mine, theirs) == Merged(theirs)


def test_a_list_that_was_not_read_is_never_taken_for_an_empty_one() -> None:
    base, mine = (job("1", "Analyst"),), (job("1", "Lead"),)
    (collision,) = merge_value(JOBS, base, mine, MISSING).collisions
    assert collision.kind is CollisionKind.LIST_UNKNOWN
    assert merge_value(JOBS, MISSING, MISSING, MISSING).value is MISSING


def test_profiles_meet_by_network() -> None:
    def profile(ref: str, url: str) -> Entry:
        return Entry(ref, None, {"type": "linkedin", "url": url})

    mine, theirs = (profile("new:1", "https://a"),), (profile("net:linkedin", "https://b"),)
    merged = merge_value("social_profiles", (), mine, theirs)
    (collision,) = merged.collisions
    assert collision.place == Place("social_profiles", "net:linkedin", "url")
    assert len(entries(merged.value)) == 1


def test_tags_join_as_sets_and_keep_their_order() -> None:
    merged = merge_value("tags", ("a", "b"), ("a", "b", "mine"), ("theirs", "a"))
    assert merged == Merged(("theirs", "a", "mine"))


def test_tags_that_differ_only_in_case_are_one() -> None:
    assert merge_value("tags", (), ("Senior",), ("senior",)).value == ("senior",)


def test_a_list_that_was_never_shown_is_not_replaced_unasked() -> None:
    """Two reads in a row without it: sending my one entry would delete all the others."""
    for unread in (MISSING, None):
        merged = merge_value(JOBS, unread, (job("new:1", "Mine"),), unread)
        (collision,) = merged.collisions
        assert collision.kind is CollisionKind.LIST_UNKNOWN
        assert merge_value(JOBS, unread, (), unread).collisions == ()


def test_an_entry_that_was_read_once_and_is_gone_is_asked_about_where_no_base_is_known() -> None:
    """Somebody gave it another id, or removed it: nobody can tell which, so nobody decides."""
    mine = (Entry("1", "1", {"title": "Mine"}), Entry("new:1", None, {"title": "New"}))
    theirs = (Entry("9", "9", {"title": "Theirs"}),)
    merged = merge_value(JOBS, None, mine, theirs)
    (collision,) = merged.collisions
    assert (collision.place, collision.kind) == (Place(JOBS, "1"), CollisionKind.THEIRS_DELETED)
    assert [entry.ref for entry in entries(merged.value)] == ["1", "new:1", "9"]
    left = settle(merged.value, collision, collision.theirs)
    assert [entry.ref for entry in entries(left)] == ["new:1", "9"]
    kept = settle(merged.value, collision, collision.mine)
    assert merge_value(JOBS, theirs, kept, theirs).collisions == ()


def test_an_entry_that_is_shown_is_not_asked_about_although_the_base_is_unknown() -> None:
    shown = Entry("1", "1", {"title": "Planner"})
    assert merge_value(JOBS, MISSING, (shown,), (shown,)).collisions == ()
    again = Entry("9", "9", {"title": "Planner"})
    assert merge_value(JOBS, MISSING, (shown,), (again,)).collisions == ()

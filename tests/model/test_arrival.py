"""What a read tells about a write of unknown outcome: too little costs a question, too much an
edit. Each case was met by the random sessions of `tests.soak` first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gui.model.arrival import learned
from gui.model.comparison import same_value
from gui.model.merge import merge_value, rename
from gui.model.values import MISSING, Atom, Entries, Entry, Value, entries
from tests.helpers.generated import changed

JOBS = "experience_entries"


def job(ref: str, title: str, company: str | None = None, **more: str | None) -> Entry:
    stored = None if ref.startswith("new") else ref
    return Entry(ref, stored, {"title": title, "company": company, **more})


def sent_changes() -> st.SearchStrategy[tuple[str, Value, Value]]:
    """A key with base and mine."""
    return changed("new:").map(lambda found: (found[0], found[1], found[2][0]))


@given(sent_changes())
def test_what_stands_there_as_before_was_never_sent(change: tuple[str, Value, Value]) -> None:
    key, base, sent = change
    known, _renames = learned(key, base, sent, base)
    merged = merge_value(key, known, sent, base)
    assert merged.collisions == ()
    assert same_value(key, merged.value, sent)


@given(sent_changes())
def test_what_stands_there_as_it_was_sent_is_no_change_any_more(
    change: tuple[str, Value, Value],
) -> None:
    key, base, sent = change
    stored = _stored(sent)
    known, renames = learned(key, base, sent, stored)
    merged = merge_value(key, known, rename(sent, renames), stored)
    assert merged.collisions == ()
    assert same_value(key, merged.value, stored)


def test_correcting_capitals_has_not_arrived_while_they_stand_there_as_before() -> None:
    """Under normal forms both are the same, and the correction would be given up."""
    assert learned("lastname", "SMITH", "Smith", "SMITH") == ("SMITH", {})
    assert learned("lastname", "SMITH", "Smith", "Smith") == ("Smith", {})
    assert learned("tags", ("SQL", "go"), ("sql", "go"), ("SQL", "go"))[0] == ("SQL", "go")
    base = (job("1", "ANALYST"),)
    assert learned(JOBS, base, (job("1", "Analyst"),), base)[0] == base


def test_what_the_service_keeps_in_a_form_of_its_own_has_arrived() -> None:
    assert learned("skills", (), ("SQL",), ("sql",))[0] == ("SQL",)
    assert learned("phone", None, "+46 31 5", "+46315")[0] == "+46 31 5"


def test_a_word_that_arrived_is_known_although_others_added_one() -> None:
    assert learned("tags", ("a",), ("a", "mine"), ("a", "mine", "theirs"))[0] == ("a", "mine")


def test_a_word_that_others_spell_differently_was_not_removed() -> None:
    assert learned("tags", ("go", "sql"), ("go",), ("go", "SQL"))[0] == ("go", "sql")
    assert learned("tags", ("go", "sql"), ("go",), ("go",))[0] == ("go",)
    assert learned("tags", ("sql",), ("SQL",), ("SQL",))[0] == ("SQL",)


def test_one_field_that_arrived_says_nothing_of_another() -> None:
    """Somebody else may have typed the same there; the rest would be lost."""
    base = (job("1", "Analyst", "Norrfrakt"),)
    sent = (job("1", "Planner", "Kajen"),)
    stored = (job("1", "Planner", "Norrfrakt"),)
    (entry,) = entries(learned(JOBS, base, sent, stored)[0])
    assert (entry.text("title"), entry.text("company")) == ("Planner", "Norrfrakt")


def test_a_new_entry_that_others_edited_since_it_arrived_is_not_added_again() -> None:
    sent: Entries = (job("new:1", "Analyst", "Norrfrakt", industry="Logistics"),)
    stored = (job("77", "Analyst", "Norrfrakt", industry="Shipping"),)
    known, renames = learned(JOBS, (), sent, stored)
    merged = merge_value(JOBS, known, rename(sent, renames), stored)
    (entry,) = entries(merged.value)
    assert entry.id == "77"
    (collision,) = merged.collisions
    assert (collision.mine, collision.theirs) == ("Logistics", "Shipping")


def test_an_entry_that_the_service_made_anew_is_not_added_again() -> None:
    """Others removed it just before my write arrived, which brought it back under a new id, and
    then edited it (session s20261124.4150 of the full proof)."""
    base = (job("a1", "Planner", "Kajen", industry="Ports"),)
    sent = (job("a1", "Planner", "Kajen Lines", industry="Ports"),)
    stored = (job("b7", "Planner", "Kajen Lines", industry="Shipping"),)
    known, renames = learned(JOBS, base, sent, stored)
    merged = merge_value(JOBS, known, rename(sent, renames), stored)
    assert merged.value == stored
    assert merged.collisions == ()


def test_a_new_entry_of_which_others_changed_half_is_not_added_again() -> None:
    """Its school and its start, between the write and the next read: as much is equal as
    contradicts (session m20261124.6092 of the full proof)."""
    schools = "education_entries"
    told: dict[str, Atom] = {"field_of_study": "Logistics", "end_date": "2022-05-07"}
    mine = {"school": "Norrfrakt", "start_date": "2020-05-03"}
    theirs = {"school": "Kajen", "start_date": "2021-12-21"}
    sent: Entries = (Entry("new:1", None, {**told, **mine}),)
    stored: Entries = (Entry("77", "77", {"degree": None, **told, **theirs}),)
    known, renames = learned(schools, (), sent, stored)
    merged = merge_value(schools, known, rename(sent, renames), stored)
    (entry,) = entries(merged.value)
    assert entry.id == "77"
    asked = {
        collision.place.field: (collision.mine, collision.theirs) for collision in merged.collisions
    }
    assert asked == {name: (mine[name], theirs[name]) for name in mine}


def test_of_two_new_entries_each_is_the_one_that_is_most_like_it() -> None:
    """Others removed the first and edited the second: the first has no claim on it."""
    shared: dict[str, Atom] = {"degree": "BSc", "field_of_study": "Logistics"}
    first = Entry("new:1", None, {"school": "Norrfrakt", **shared, "start_date": "2010-09-01"})
    second = Entry("new:2", None, {"school": "Kajen", **shared, "start_date": "2012-09-01"})
    stored = (Entry("77", "77", {**second.fields, "start_date": "2013-09-01"}),)
    _known, renames = learned("education_entries", (), (first, second), stored)
    assert {ref: entry.id for ref, entry in renames.items()} == {"new:2": "77"}


def test_the_same_title_and_another_company_is_asked_about_and_not_added_again() -> None:
    sent: Entries = (job("new:1", "Analyst", "Norrfrakt"),)
    stored = (job("77", "Analyst", "Kajen"),)
    known, renames = learned(JOBS, (), sent, stored)
    (collision,) = merge_value(JOBS, known, rename(sent, renames), stored).collisions
    assert (collision.mine, collision.theirs) == ("Norrfrakt", "Kajen")


def test_two_jobs_that_share_a_company_stay_two() -> None:
    sent: Entries = (job("new:1", "Analyst", "Norrfrakt"),)
    stored = (job("77", "Planner", "Norrfrakt"),)
    assert learned(JOBS, (), sent, stored) == ((), {})


def test_a_profile_of_the_same_network_by_somebody_else_is_not_mine() -> None:
    """Matched by their network, they are one profile; what it says is still to be asked."""
    mine = Entry("new:1", None, {"type": "github", "url": "https://github.com/mine"})
    theirs = Entry("net:github", None, {"type": "github", "url": "https://github.com/theirs"})
    known, renames = learned("social_profiles", (), (mine,), (theirs,))
    merged = merge_value("social_profiles", known, rename((mine,), renames), (theirs,))
    (collision,) = merged.collisions
    assert collision.mine == "https://github.com/mine"


def test_a_removal_is_not_undone_by_a_new_id() -> None:
    base = (job("1", "Analyst"), job("2", "Planner"))
    stored = (job("8", "Analyst"), job("9", "Planner"))
    sent = (job("1", "Analyst"),)
    known, renames = learned(JOBS, base, sent, stored)
    merged = merge_value(JOBS, known, rename(sent, renames), stored)
    assert [entry.id for entry in entries(merged.value)] == ["8"]


def test_a_list_that_is_not_shown_tells_nothing() -> None:
    base = (job("1", "Analyst"),)
    assert learned(JOBS, base, (), MISSING) == (base, {})
    assert learned("tags", ("a",), (), None) == (("a",), {})


def _stored(value: Value) -> Value:
    """As the service would keep it: new entries have ids."""
    if not isinstance(value, tuple):
        return value
    return tuple(
        item.with_identity(f"srv{at}", f"srv{at}")
        if isinstance(item, Entry) and item.id is None
        else item
        for at, item in enumerate(value)
    )  # type: ignore[return-value]

"""The draft: computed changes, one undo for everything, and what happens when the service
answers. Random scripts hold the invariants; the named cases are what a person would notice."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from gui.model import edits
from gui.model.comparison import Effect, compare
from gui.model.draft import Draft
from gui.model.merge import CollisionKind
from gui.model.record import Record
from gui.model.values import MISSING, Entry, FileUpload, LinkUpload, Place, Value, entries
from tests.helpers.generated import SCRIPTS, Edit, records

JOBS = "experience_entries"


def record(**values: Value) -> Record:
    return Record("1de04059", values)


def job(ref: str, title: str, **more: str | None) -> Entry:
    return Entry(ref, None if ref.startswith("new") else ref, {"title": title, **more})


# --- random scripts -----------------------------------------------------------------------


@given(records(), SCRIPTS)
def test_undo_all_gives_the_baseline_and_redo_all_the_end(base: Record, script: list[Edit]) -> None:
    draft = Draft(base)
    for run in script:
        run(draft)
    end = draft.current
    while draft.undo():
        pass
    assert draft.current == base
    assert not draft.is_dirty
    while draft.redo():
        pass
    assert draft.current == end


@given(records(), SCRIPTS)
def test_keys_to_send_are_the_keys_that_differ(base: Record, script: list[Edit]) -> None:
    draft = Draft(base)
    for run in script:
        run(draft)
    changed = {change.key for change in draft.changes()}
    for key in ("firstname", "lastname", "email", "phone", "summary", "tags", JOBS, "skills"):
        before, after = base.get(key), draft.value(key)
        if key not in changed:
            # Untouched means untouched to the byte: null stays null, missing stays missing.
            assert after == before
            assert type(after) is type(before)


@given(records(), SCRIPTS, SCRIPTS)
def test_what_is_typed_during_a_send_stays_a_change(
    base: Record, script: list[Edit], meanwhile: list[Edit]
) -> None:
    draft = Draft(base)
    for run in script:
        run(draft)
    assume(_has_titles(draft.current))
    sent = {change.key: change.after for change in draft.changes()}
    server = _store(draft.current)
    for run in meanwhile:
        run(draft)
    wanted = draft.current
    draft.accept(sent, server)
    assert not [c.key for c in compare(_plain(draft.current), _plain(_store(wanted)))]
    if not meanwhile:
        assert not draft.is_dirty


@given(records(), SCRIPTS)
def test_a_lost_answer_doubles_nothing(base: Record, script: list[Edit]) -> None:
    draft = Draft(base)
    for run in script:
        run(draft)
    assume(_has_titles(draft.current))
    sent = {change.key: change.after for change in draft.changes()}
    draft.sent_unknown(sent)
    draft.accept({}, _store(draft.current))  # it had arrived after all
    assert not draft.is_dirty
    assert not draft.unknown


@given(records(), SCRIPTS)
def test_revert_all_is_clean_and_one_step(base: Record, script: list[Edit]) -> None:
    draft = Draft(base)
    for run in script:
        run(draft)
    end = draft.current
    if draft.revert_keys([change.key for change in draft.changes()], label="all"):
        assert not draft.is_dirty
        draft.undo()
    assert draft.current == end


@given(records(), SCRIPTS, st.data())
def test_reverting_one_part_after_the_other_is_clean(
    base: Record, script: list[Edit], data: st.DataObject
) -> None:
    draft = Draft(base)
    for run in script:
        run(draft)
    for change in draft.changes():
        if change.key == JOBS:
            for item in change.entries:
                draft.revert(Place(JOBS, item.ref), label="entry")
        if data.draw(st.booleans()):
            draft.revert(Place(change.key), label="key")
    left = draft.changes()
    assert all(not change.entries for change in left if change.key == JOBS)


def _has_titles(current: Record) -> bool:
    """The service takes no job without a title (API §5.4), so no such list is ever sent."""
    return all(entry.text("title").strip() for entry in entries(current.get(JOBS)))


def _store(current: Record) -> Record:
    """The record as the service would hold it: new entries have ids."""
    stored = tuple(
        entry.with_identity(f"s{at}", f"s{at}") if entry.id is None else entry
        for at, entry in enumerate(entries(current.get(JOBS)))
    )
    if current.get(JOBS) is MISSING:
        return current
    return current.with_value(JOBS, stored)


def _plain(one: Record) -> Record:
    """Entries by position, so that only what they say is compared."""
    if one.get(JOBS) is MISSING:
        return one
    items = tuple(
        Entry(str(at), None, entry.fields) for at, entry in enumerate(entries(one.get(JOBS)))
    )
    return one.with_value(JOBS, items)


# --- what a person would notice -----------------------------------------------------------


def test_typing_the_old_value_back_is_clean() -> None:
    draft = Draft(record(phone="1", lastname=None))
    edits.set_value(draft, "phone", "12", typing=True)
    assert draft.count == 1
    edits.set_value(draft, "phone", "1", typing=True)
    edits.set_value(draft, "lastname", "x")
    edits.set_value(draft, "lastname", "")
    assert not draft.is_dirty
    assert draft.value("lastname") is None


def test_a_burst_of_typing_is_one_step_and_a_pause_ends_it() -> None:
    draft = Draft(record(phone=""))
    for text in ("1", "12", "123"):
        edits.set_value(draft, "phone", text, typing=True)
    draft.close_step()
    edits.set_value(draft, "phone", "1234", typing=True)
    draft.undo()
    assert draft.value("phone") == "123"
    draft.undo()
    assert draft.value("phone") == ""


def test_a_current_job_loses_its_end_date_in_the_same_step() -> None:
    draft = Draft(record(experience_entries=(job("1", "A", end_date="2020-01-01"),)))
    edits.set_current_job(draft, Place(JOBS, "1"), True)
    (entry,) = entries(draft.value(JOBS))
    assert (entry.get("current"), entry.get("end_date")) == (True, None)
    draft.undo()
    assert not draft.is_dirty


def test_a_change_of_a_colleague_survives_my_undo_after_a_send() -> None:
    draft = Draft(record(experience_entries=(job("1", "A"),)))
    edits.set_entry_field(draft, Place(JOBS, "1", "title"), "B")
    sent = {JOBS: draft.value(JOBS)}
    draft.accept(sent, record(experience_entries=(job("1", "B"), job("2", "Theirs"))))
    draft.undo()
    titles = [entry.text("title") for entry in entries(draft.value(JOBS))]
    assert titles == ["A", "Theirs"]
    (change,) = draft.changes()
    assert [item.effect for item in change.entries] == [Effect.EDITED]


def test_a_collision_stays_until_it_is_asked_about() -> None:
    """F5 must not turn "changed on both sides" into "changed by me" (P4)."""
    draft = Draft(record(phone="base"))
    edits.set_value(draft, "phone", "mine")
    draft.accept({}, record(phone="theirs"))
    assert draft.value("phone") == "mine"
    (collision,) = draft.collisions(record(phone="theirs"))
    assert (collision.base, collision.mine, collision.theirs) == ("base", "mine", "theirs")


def test_settling_is_a_step_that_can_be_undone() -> None:
    draft = Draft(record(phone="base"))
    edits.set_value(draft, "phone", "mine")
    theirs = record(phone="theirs")
    (collision,) = draft.collisions(theirs)
    draft.settle(theirs, [(collision, "theirs")], label="settle")
    assert not draft.is_dirty
    draft.undo()
    assert draft.value("phone") == "mine"
    assert draft.is_dirty


def test_a_collision_that_was_not_asked_about_is_not_settled() -> None:
    """A key held back collides too; settling the others must not make theirs its baseline."""
    draft = Draft(record(phone="base", headline="base"))
    edits.set_value(draft, "phone", "mine")
    edits.set_value(draft, "headline", "mine")
    theirs = record(phone="theirs", headline="theirs")
    asked, held = draft.collisions(theirs)
    assert held.place == Place("headline")
    draft.settle(theirs, [(asked, "mine")], label="settle")
    assert draft.collisions(theirs) == (held,)
    assert draft.value("headline") == "mine"


def test_what_collides_in_an_entry_is_asked_about_whatever_else_was_settled_in_the_list() -> None:
    both = (job("1", "A"), job("2", "B"), job("3", "C"))
    draft = Draft(record(experience_entries=both))
    edits.set_entry_field(draft, Place(JOBS, "1", "title"), "mine 1")
    edits.set_entry_field(draft, Place(JOBS, "2", "title"), "mine 2")
    edits.remove_entry(draft, Place(JOBS, "3"))
    theirs = record(experience_entries=(job("1", "t 1"), job("2", "t 2"), job("3", "t 3")))
    found = draft.collisions(theirs)
    draft.settle(theirs, [(found[0], "mine 1")], label="settle")
    assert [item.place for item in draft.collisions(theirs)] == [item.place for item in found[1:]]


def test_keeping_mine_keeps_what_was_typed_while_it_was_read() -> None:
    """The question shows mine as it stood when the send began."""
    draft = Draft(record(phone="base", tags=("a",)))
    edits.set_value(draft, "phone", "mine")
    theirs = record(phone="theirs", tags=("a",))
    (collision,) = draft.collisions(theirs)
    edits.set_value(draft, "phone", "mine, and more")
    draft.settle(theirs, [(collision, collision.mine)], label="settle")
    assert draft.value("phone") == "mine, and more"


def test_keeping_mine_counts_although_it_was_taken_back_while_it_was_read() -> None:
    draft = Draft(record(phone="base"))
    edits.set_value(draft, "phone", "mine")
    theirs = record(phone="theirs")
    (collision,) = draft.collisions(theirs)
    draft.undo()
    draft.settle(theirs, [(collision, collision.mine)], label="settle")
    assert draft.value("phone") == "mine"


def test_undo_does_not_bring_back_an_entry_that_a_colleague_removed() -> None:
    draft = Draft(record(experience_entries=(job("1", "A"), job("2", "B"))))
    edits.set_entry_field(draft, Place(JOBS, "1", "title"), "mine")
    draft.accept(
        {JOBS: draft.value(JOBS)}, record(experience_entries=(job("1", "mine"), job("2", "B")))
    )
    draft.accept({}, record(experience_entries=(job("2", "B"),)))
    draft.undo()
    assert not draft.is_dirty


def test_a_read_that_does_not_show_a_list_tells_nothing_of_it() -> None:
    draft = Draft(record(experience_entries=()))
    edits.add_entry(draft, JOBS, {"title": "Planner", "company": "Kajen"})
    draft.sent_unknown({JOBS: draft.value(JOBS)})
    draft.accept({}, record())
    draft.accept({}, record(experience_entries=(job("7", "Planner", company="Ports"),)))
    assert [entry.id for entry in entries(draft.value(JOBS))] == ["7"]


def test_a_list_left_alone_unread_is_not_emptied_when_it_shows_again() -> None:
    draft = Draft(record(tags=("a",)))
    edits.add_words(draft, "tags", ["b"])
    draft.sent_unknown({"tags": draft.value("tags")})
    unread = record()
    (collision,) = draft.collisions(unread)
    draft.settle(unread, [(collision, collision.theirs)], label="leave it alone")
    draft.accept({}, record(tags=("a", "b")))
    assert draft.value("tags") == ("a", "b")
    assert not draft.is_dirty


def test_a_new_entry_that_others_edited_before_the_read_back_is_still_mine() -> None:
    draft = Draft(record(experience_entries=()))
    ref = edits.add_entry(draft, JOBS, {"title": "Planner", "company": "Kajen"})
    sent = {JOBS: draft.value(JOBS)}
    edits.set_entry_field(draft, Place(JOBS, ref, "summary"), "typed meanwhile")
    theirs = job("7", "Planner", company="Kajen", industry="Ports")
    draft.accept(sent, record(experience_entries=(theirs,)))
    (entry,) = entries(draft.value(JOBS))
    assert (entry.id, entry.text("industry")) == ("7", "Ports")
    assert entry.text("summary") == "typed meanwhile"


def test_an_addition_that_may_have_become_something_else_is_in_doubt_until_it_is_sent() -> None:
    draft = Draft(record(experience_entries=(job("1", "A"),)))
    ref = edits.add_entry(draft, JOBS, {"title": "Planner", "company": "Kajen"})
    draft.sent_unknown({JOBS: draft.value(JOBS)})
    draft.accept({}, record(experience_entries=(job("1", "A"), job("7", "Head of planning"))))
    assert draft.doubtful == {JOBS: {ref: {"7"}}}
    mine = draft.value(JOBS)
    stored = (job("1", "A"), job("7", "Head of planning"), job("8", "Planner", company="Kajen"))
    draft.accept({JOBS: mine}, record(experience_entries=stored))
    assert not draft.doubtful


def test_an_addition_that_is_found_or_stands_alone_is_not_in_doubt() -> None:
    for stored in (job("7", "Planner", company="Kajen", industry="Ports"), job("1", "A")):
        draft = Draft(record(experience_entries=(job("1", "A"),)))
        edits.add_entry(draft, JOBS, {"title": "Planner", "company": "Kajen"})
        draft.sent_unknown({JOBS: draft.value(JOBS)})
        draft.accept({}, record(experience_entries=(stored,)))
        assert not draft.doubtful


def test_what_went_out_with_an_addition_is_nothing_that_it_could_have_become() -> None:
    """A colleague's entry that was joined in before the write was there already."""
    draft = Draft(record(experience_entries=()))
    edits.add_entry(draft, JOBS, {"title": "Planner", "company": "Kajen"})
    mine = entries(draft.value(JOBS))
    draft.sent_unknown({JOBS: mine}, {JOBS: (*mine, job("2", "theirs"))})
    draft.accept({}, record(experience_entries=(job("2", "theirs"),)))
    assert not draft.doubtful


def test_a_name_that_is_in_doubt_is_given_to_no_other_entry() -> None:
    doubtful = {JOBS: {"new:1": frozenset({"7"})}}
    draft = Draft(record(experience_entries=()), doubtful=doubtful)
    assert edits.add_entry(draft, JOBS, {"title": "Another"}) != "new:1"


def test_what_others_added_and_took_away_around_a_lost_write_is_not_mine() -> None:
    """The write went out with their entry in it; the draft moved on before it was read again."""
    draft = Draft(record(experience_entries=(job("1", "A"),)))
    edits.set_entry_field(draft, Place(JOBS, "1", "title"), "mine")
    mine = draft.value(JOBS)
    theirs = record(experience_entries=(job("1", "A"), job("2", "theirs")))
    draft.accept({}, theirs)
    draft.sent_unknown({JOBS: mine}, {JOBS: (job("1", "mine"), job("2", "theirs"))})
    draft.accept({}, record(experience_entries=(job("1", "mine"),)))
    assert [entry.ref for entry in entries(draft.value(JOBS))] == ["1"]
    assert not draft.is_dirty


def test_an_entry_back_after_a_removal_that_may_have_arrived_is_asked_about() -> None:
    """It is gone, by my lost write or by somebody else's: nobody can tell, so nobody decides."""
    draft = Draft(record(experience_entries=(job("1", "A"), job("2", "B"))))
    edits.remove_entry(draft, Place(JOBS, "1"))
    draft.sent_unknown({JOBS: draft.value(JOBS)})
    draft.undo()
    gone = record(experience_entries=(job("2", "B"),))
    draft.accept({}, gone)
    (collision,) = draft.collisions(gone)
    assert collision.kind is CollisionKind.THEIRS_DELETED
    assert [entry.ref for entry in entries(draft.value(JOBS))] == ["1", "2"]


def test_a_list_that_left_the_form_is_not_emptied_by_a_read_that_shows_it() -> None:
    draft = Draft(record(tags=("a",)))
    draft.accept({}, record())
    draft.accept({"tags": ("a",)}, record(tags=("a",)))
    assert draft.value("tags") == ("a",)
    assert not draft.is_dirty


def test_undo_leaves_a_list_alone_that_is_not_shown() -> None:
    draft = Draft(record(tags=("a",)))
    edits.add_words(draft, "tags", ["b"])
    draft.accept({"tags": draft.value("tags")}, record())
    draft.undo()
    assert draft.value("tags") is MISSING
    assert not draft.is_dirty


def test_a_list_sent_unread_is_still_known_when_a_later_read_shows_it() -> None:
    draft = Draft(record(tags=("a", "b")))
    edits.remove_word(draft, "tags", "a")
    unread = record()
    (collision,) = draft.collisions(unread)
    draft.settle(unread, [(collision, collision.mine)], label="settle")
    draft.accept({}, record(tags=("a", "b")))
    assert draft.value("tags") == ("b",)


def test_correcting_capitals_survives_a_write_that_did_not_arrive() -> None:
    draft = Draft(record(lastname="SMITH"))
    edits.set_value(draft, "lastname", "Smith")
    draft.sent_unknown({"lastname": "Smith"})
    draft.accept({}, record(lastname="SMITH"))
    assert draft.value("lastname") == "Smith"
    assert draft.is_dirty


def test_undoing_what_turns_out_to_have_arrived_is_a_change() -> None:
    draft = Draft(record(tags=("a",)))
    edits.add_words(draft, "tags", ["mine"])
    draft.sent_unknown({"tags": draft.value("tags")})
    draft.undo()
    draft.accept({}, record(tags=("a", "mine", "theirs")))
    assert draft.value("tags") == ("a", "theirs")


def test_an_entry_added_before_a_lost_answer_is_known_when_it_is_edited_after() -> None:
    draft = Draft(record(experience_entries=()))
    ref = edits.add_entry(draft, JOBS, {"title": "Planner"})
    draft.sent_unknown({JOBS: draft.value(JOBS)})
    edits.set_entry_field(draft, Place(JOBS, ref, "title"), "Lead planner")
    draft.accept({}, record(experience_entries=(job("77", "Planner"),)))
    (entry,) = entries(draft.value(JOBS))
    assert (entry.id, entry.text("title")) == ("77", "Lead planner")


def test_what_a_colleague_added_does_not_hide_that_a_lost_write_arrived() -> None:
    """Their entry was joined into what went out; mine must still be known by its content."""
    draft = Draft(record(experience_entries=()))
    ref = edits.add_entry(draft, JOBS, {"title": "Planner"})
    theirs = job("76", "Theirs")
    out = {JOBS: (theirs, *entries(draft.value(JOBS)))}
    draft.sent_unknown({JOBS: draft.value(JOBS)}, out)
    edits.set_entry_field(draft, Place(JOBS, ref, "title"), "Lead planner")
    draft.accept({}, record(experience_entries=(theirs, job("77", "Planner"))))
    found = {entry.id: entry.text("title") for entry in entries(draft.value(JOBS))}
    assert found == {"76": "Theirs", "77": "Lead planner"}


def test_held_keys_are_not_sent_and_let_go_when_clean() -> None:
    draft = Draft(record(phone="1", headline="h"))
    edits.set_value(draft, "phone", "2")
    edits.set_value(draft, "headline", "H")
    draft.hold("phone", True)
    assert [change.key for change in draft.changes_to_send()] == ["headline"]
    draft.undo()
    draft.undo()
    assert draft.held == frozenset()


def test_a_removed_entry_comes_back_to_its_place() -> None:
    items = tuple(job(ref, ref) for ref in "abcd")
    draft = Draft(record(experience_entries=items))
    edits.remove_entry(draft, Place(JOBS, "b"))
    edits.set_entry_field(draft, Place(JOBS, "d", "title"), "D")
    draft.revert(Place(JOBS, "b"), label="entry")
    assert [entry.ref for entry in entries(draft.value(JOBS))] == ["a", "b", "c", "d"]


def test_taking_back_what_was_sent_makes_changes_and_leaves_the_rest() -> None:
    draft = Draft(record(phone="old", headline="h"))
    edits.set_value(draft, "phone", "new")
    draft.accept({"phone": "new"}, record(phone="new", headline="h"))
    edits.set_value(draft, "headline", "typed since")
    draft.take_back({"phone": "old"}, {"phone": "new"}, label="back")
    assert {change.key: change.after for change in draft.changes()} == {
        "phone": "old",
        "headline": "typed since",
    }


# --- what cannot be read back -----------------------------------------------------------------

CV = FileUpload("cv.pdf", 1, "ab" * 32, "application/pdf")
OTHER_CV = FileUpload("other.pdf", 2, "cd" * 32, "application/pdf")


def staged(draft: Draft, *files: FileUpload | LinkUpload) -> None:
    for file in files:
        draft.apply({"resume": file}, place=Place("resume"), label="Stage Resume")


def test_undo_has_no_step_for_a_file_that_has_gone_out() -> None:
    draft = Draft(record(phone="1"))
    edits.set_value(draft, "phone", "2")
    staged(draft, CV)
    draft.accept({"resume": CV, "phone": "2"}, record(phone="2"))
    step = draft.undo()
    assert step is not None
    assert step.place.key == "phone"
    assert draft.value("phone") == "1"
    assert draft.undo() is None


def test_every_undo_around_a_file_that_has_gone_out_changes_something() -> None:
    """Another one was staged before it, and one after it."""
    draft = Draft(record())
    staged(draft, OTHER_CV, CV)
    link = LinkUpload("https://example.com/cv.pdf")
    sent = draft.value("resume")
    staged(draft, link)
    draft.accept({"resume": sent}, record())
    seen = [draft.value("resume")]
    while draft.undo():
        assert draft.value("resume") != seen[-1]
        seen.append(draft.value("resume"))
    assert seen == [link, MISSING, OTHER_CV, MISSING]
    while draft.redo():
        seen.append(draft.value("resume"))
    assert seen[4:] == [OTHER_CV, MISSING, link]


def test_a_step_with_a_file_that_has_gone_out_keeps_its_other_keys() -> None:
    draft = Draft(record(phone="1"))
    both: dict[str, Value] = {"resume": CV, "phone": "2"}
    draft.apply(both, place=Place("resume"), label="Bring the draft back")
    draft.accept(both, record(phone="2"))
    step = draft.undo()
    assert step is not None
    assert (step.place, dict(step.after)) == (Place("phone"), {"phone": "2"})
    assert draft.value("phone") == "1"

"""What a send goes by after the person was asked, once and again."""

from __future__ import annotations

from gui.model import edits
from gui.model.draft import Draft
from gui.model.merge import Collision
from gui.model.record import Record
from gui.model.values import Entry, Place, Value, entries
from gui.workable.rounds import Agreed, Round

SCHOOLS = "education_entries"
KEYS = (SCHOOLS, "tags", "address")
FIRST = Entry("1", "1", {"school": "Kajen"})
SECOND = Entry("2", "2", {"school": "Norrfrakt"})


def record(**values: Value) -> Record:
    return Record("1de", values)


def mine_wins(draft: Draft, theirs: Record, asked: tuple[Collision, ...]) -> Agreed:
    draft.settle(theirs, [(item, item.mine) for item in asked], label="settle")
    return Agreed(draft.baseline, draft.current, asked)


def test_a_list_that_goes_unread_keeps_its_base_when_something_else_is_asked_about() -> None:
    """What others took out of it meanwhile does not come back with the next read."""
    start = record(**{SCHOOLS: (FIRST, SECOND)}, tags=("a",))
    draft = Draft(start)
    edits.add_entry(draft, SCHOOLS, {"school": "ACME"})
    edits.add_words(draft, "tags", ["b"])
    rounds = Round(draft.baseline, draft.current, KEYS)
    unread = record()
    for _ in range(2):  # the one list, and then the other
        _wanted, asked = rounds.joined(unread, KEYS)
        assert asked
        rounds.settled(mine_wins(draft, unread, asked[:1]))
    wanted, asked = rounds.joined(record(**{SCHOOLS: (FIRST,)}, tags=("a",)), KEYS)
    assert not asked
    assert {entry.text("school") for entry in entries(wanted[SCHOOLS])} == {"Kajen", "ACME"}


def test_what_was_typed_meanwhile_and_collides_is_asked_about_next() -> None:
    """It was not among the questions, so it is not settled by their answers."""
    draft = Draft(record(**{SCHOOLS: (FIRST, SECOND)}, address="old"))
    edits.set_value(draft, "address", "mine")
    edits.set_entry_field(draft, Place(SCHOOLS, "1", "degree"), "MSc")
    rounds = Round(draft.baseline, draft.current, KEYS)
    edited = SECOND.with_field("degree", "theirs")
    theirs = record(**{SCHOOLS: (FIRST, edited)}, address="theirs")
    edits.set_entry_field(draft, Place(SCHOOLS, "2", "degree"), "typed meanwhile")
    _wanted, asked = rounds.joined(theirs, KEYS)
    assert [item.place.key for item in asked] == ["address"]
    rounds.settled(mine_wins(draft, theirs, asked))
    _wanted, asked = rounds.joined(theirs, KEYS)
    assert [(item.place, item.theirs) for item in asked] == [
        (Place(SCHOOLS, "2", "degree"), "theirs")
    ]


def test_what_was_answered_is_not_asked_again() -> None:
    """A list that was sent unread and is taken back in the form: nothing is known of it on either
    side, and "mine" says nothing that could go out."""
    sent = Entry("new:1", None, {"school": "Kajen"})
    draft = Draft(record(**{SCHOOLS: (sent,)}), record())
    rounds = Round(draft.baseline, draft.current, (SCHOOLS,))
    unread = record()
    _wanted, asked = rounds.joined(unread, (SCHOOLS,))
    assert len(asked) == 1
    rounds.settled(mine_wins(draft, unread, asked))
    assert rounds.joined(unread, (SCHOOLS,)) == ({}, ())

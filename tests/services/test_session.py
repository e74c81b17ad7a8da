"""What a session tells of: the keys that are others, and no more."""

from __future__ import annotations

from gui.model.draft import Draft
from gui.model.record import Facts, Record
from gui.services.session import Changed, Session

SIGNED = "https://files.example.com/resume.pdf?signature="


def told_of(before: Facts, after: Facts) -> frozenset[str]:
    """The keys told of when a send of the phone is read back."""
    session = Session(Draft(Record("1a", {"firstname": "Bea", "phone": "1"}, before)))
    told: list[Changed] = []
    session.changed.connect(told.append)
    session.accept({"phone": "2"}, Record("1a", {"firstname": "Bea", "phone": "2"}, after))
    assert len(told) == 1
    return told[0].keys


def test_after_a_send_only_what_was_sent_is_told() -> None:
    assert told_of(Facts(), Facts()) == {"phone"}


def test_the_links_of_files_are_told_with_each_reading() -> None:
    """They are signed anew and what shows a file has to follow them."""
    assert told_of(Facts(resume_url=f"{SIGNED}1"), Facts(resume_url=f"{SIGNED}2")) >= {"resume"}
    assert told_of(Facts(image_url=f"{SIGNED}1"), Facts()) >= {"image"}
    assert told_of(Facts(), Facts(image_url=f"{SIGNED}1")) >= {"image"}

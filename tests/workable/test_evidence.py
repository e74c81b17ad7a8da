"""What a read says about a write of unknown outcome: what shows speaks, and only for itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gui.model.record import Facts, Record
from gui.model.values import MISSING, Entry, FileUpload, Value
from gui.workable.evidence import Doubt
from gui.workable.report import SendEnd

PHOTO = FileUpload("new.png", 3, "d" * 64, "image/png")
RESUME = FileUpload("cv.pdf", 3, "e" * 64, "application/pdf")
WITH_PHOTO = Facts(image_url="https://files.example/1.png")
JOB = Entry("1", "1", {"title": "Planner"})
OTHER = Entry("2", "2", {"title": "Lead"})


def record(facts: Facts = WITH_PHOTO, **values: Value) -> Record:
    return Record("1de", values, facts)


def written(before: Record, **wanted: Value) -> Doubt:
    doubt = Doubt()
    doubt.add(wanted, before)
    return doubt


def test_nothing_is_told_before_anything_was_written() -> None:
    assert Doubt().told({}, record()) is None


def test_what_is_not_there_did_not_arrive() -> None:
    before = record(address="old")
    assert written(before, address="new").told({"address": "new"}, before) is None


@pytest.mark.parametrize(
    ("key", "before", "went_out", "stored"),
    [
        ("address", "old", "new", "new"),
        ("address", "old", "", None),
        ("tags", ("a",), ("a", "b"), ("c", "b", "a")),
        ("experience_entries", (JOB,), (JOB, replace(OTHER, id=None, ref="new:1")), (JOB, OTHER)),
        ("experience_entries", (JOB, OTHER), (OTHER,), (OTHER,)),
        ("experience_entries", (JOB, OTHER), (OTHER, JOB), (OTHER, JOB)),
        # It was replaced without having been shown.
        ("tags", MISSING, ("a", "b"), ("b", "a")),
    ],
)
def test_what_shows_has_arrived_and_says_nothing_of_the_picture(
    key: str, before: Value, went_out: Value, stored: Value
) -> None:
    """A colleague may have entered the very same, while the request never came there."""
    over, now = record().with_value(key, before), record().with_value(key, stored)
    doubt = written(over, **{key: went_out})
    assert doubt.told({}, now) is SendEnd.SENT
    doubt.add({"image": PHOTO}, over)
    assert doubt.told({"image": PHOTO}, now) is SendEnd.UNKNOWN


def test_what_the_person_settled_for_speaks_for_nothing() -> None:
    """They left the list alone that was not shown: that it lacks nothing now proves nothing, and
    whether the picture arrived nobody knows."""
    doubt = written(record(tags=("a",)), tags=("a", "b"), image=PHOTO)
    assert doubt.told({"image": PHOTO}, record()) is SendEnd.UNKNOWN
    assert doubt.told({"image": PHOTO}, record(tags=("a",))) is SendEnd.UNKNOWN


def test_a_picture_that_was_taken_away_meanwhile_may_have_arrived_all_the_same() -> None:
    doubt = written(record(address="old"), address="new", image=PHOTO)
    assert doubt.told({}, record(address="theirs")) is SendEnd.UNKNOWN


def test_a_record_as_the_person_wants_it_is_not_called_sent_without_a_trace() -> None:
    doubt = written(record(address="old"), address="new")
    assert doubt.told({}, record(address="theirs")) is SendEnd.ALREADY_SO


def test_what_others_had_added_before_the_last_write_is_no_trace_of_it() -> None:
    doubt = written(record(tags=("a",)), tags=("a", "mine"), image=PHOTO)
    doubt.add({"tags": ("a", "theirs", "mine"), "image": PHOTO}, record(tags=("a", "theirs")))
    assert doubt.told({"image": PHOTO}, record(tags=("a", "theirs"))) is SendEnd.UNKNOWN


def test_a_file_that_shows_says_nothing_of_the_other() -> None:
    before = record(Facts(resume_filename="old.pdf", image_url=WITH_PHOTO.image_url))
    now = record(Facts(resume_filename="cv.pdf", image_url=WITH_PHOTO.image_url))
    assert written(before, resume=RESUME).told({"resume": RESUME}, now) is SendEnd.SENT
    doubt = written(before, resume=RESUME, image=PHOTO)
    assert doubt.told({"resume": RESUME, "image": PHOTO}, now) is SendEnd.UNKNOWN
    assert doubt.told({"resume": RESUME, "image": PHOTO}, before) is None

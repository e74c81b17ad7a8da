"""What the journal learns from a send's report, end by end."""

from __future__ import annotations

import datetime as dt

import pytest

from gui.errors import ConnectionFailed, RedlineError, Refused
from gui.model.journal import JournalEntry, Outcome
from gui.model.record import Record
from gui.model.values import FileUpload, Value
from gui.services.recording import settled_entry
from gui.workable.report import Part, SendEnd, SendReport

KEYS = ("phone", "resume")
UPLOAD = FileUpload("cv.pdf", 1, "ab", "application/pdf")


def entry() -> JournalEntry:
    at = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
    sent: dict[str, Value] = {"phone": "2", "resume": UPLOAD}
    return JournalEntry(1, "acme", "1de", "Amara", at, Outcome.UNKNOWN, {"phone": "1"}, sent)


def settled(
    end: SendEnd, error: RedlineError | None = None, request_id: str | None = None
) -> JournalEntry:
    part = Part(KEYS, end, error, request_id)
    return settled_entry(entry(), KEYS, SendReport((part,), record=Record("1de", {"phone": "+2"})))


@pytest.mark.parametrize(
    ("end", "error", "outcome"),
    [
        (SendEnd.SENT, None, Outcome.SENT),
        (SendEnd.UNKNOWN, ConnectionFailed("no"), Outcome.UNKNOWN),
        (SendEnd.CANCELLED, None, Outcome.NOT_SENT),
        (SendEnd.ALREADY_SO, None, Outcome.NOT_SENT),
        (SendEnd.REFUSED, Refused("no"), Outcome.REFUSED),
        # Nobody refused what never got there.
        (SendEnd.REFUSED, ConnectionFailed("no"), Outcome.NOT_SENT),
    ],
)
def test_every_end_has_an_outcome(
    end: SendEnd, error: RedlineError | None, outcome: Outcome
) -> None:
    known = settled(end, error)
    assert (known.outcome, known.reason) == (outcome, "no" if error else "")


def test_what_was_read_back_is_kept_without_what_no_read_returns() -> None:
    known = settled(SendEnd.SENT, request_id="r-1")
    assert (known.stored, known.request_id) == ({"phone": "+2"}, "r-1")
    assert settled(SendEnd.REFUSED, Refused("no", request_id="r-2")).stored == {}


def test_what_went_out_and_is_so_for_another_reason_is_not_called_not_sent() -> None:
    """It may have arrived and been written over by somebody else before it was read."""
    report = SendReport((Part(KEYS, SendEnd.ALREADY_SO),), sent={"phone": "2"})
    assert settled_entry(entry(), KEYS, report).outcome is Outcome.UNKNOWN


def test_the_services_own_id_of_a_refusal_is_kept() -> None:
    assert settled(SendEnd.REFUSED, Refused("no", request_id="r-2")).request_id == "r-2"


def test_a_part_that_the_report_does_not_know_stays_unknown() -> None:
    report = SendReport((Part(("headline",), SendEnd.SENT),))
    assert settled_entry(entry(), KEYS, report) == entry()

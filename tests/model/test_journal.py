"""The journal's entries as text: exports that no spreadsheet runs, and every value in words."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from dataclasses import replace

import pytest

from gui.model.journal import (
    JournalEntry,
    JournalSend,
    KeptFile,
    Outcome,
    safe_cell,
    sends_of,
    to_csv,
    to_json,
    told_of_others,
    value_text,
)
from gui.model.values import MISSING, Entry, FileUpload, LinkUpload, Value

JOB = Entry(
    "7", "7", {"title": "Analyst", "company": None, "start_date": "2020-01-01", "current": True}
)


def entry(name: str = "Amara", **more: object) -> JournalEntry:
    fields: dict[str, object] = {
        "before": {"phone": "1", "experience_entries": (JOB,)},
        "sent": {"experience_entries": (), "phone": "2"},
        "stored": {"phone": "+2"},
        "request_id": "r-1",
    }
    return JournalEntry(
        1,
        "acme",
        "1de",
        name,
        dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC),
        Outcome.SENT,
        **{**fields, **more},  # type: ignore[arg-type]
    )


def send(name: str = "Amara", **more: object) -> JournalSend:
    return JournalSend((entry(name, **more),))


PROFILES = Entry("p", None, {"type": "github", "url": "https://github.com/amara"})


def two_requests(second: Outcome) -> tuple[JournalEntry, JournalEntry]:
    first = replace(entry(), number=20)
    social = replace(
        entry(before={}, sent={"social_profiles": (PROFILES,)}, stored={}, request_id="r-2"),
        number=21,
        at=first.at + dt.timedelta(seconds=3),
        outcome=second,
    )
    return first, social


def test_the_two_requests_of_a_send_are_one_send_in_every_export() -> None:
    first, social = two_requests(Outcome.SENT)
    other = replace(entry("Bea"), number=10)
    found = sends_of([social, other, first])
    assert [(each.name, each.number) for each in found] == [("Amara", 20), ("Bea", 10)]
    assert found[0].keys == ("phone", "experience_entries", "social_profiles")
    assert found[0].request_ids == ("r-1", "r-2")
    table = list(csv.DictReader(io.StringIO(to_csv(found[:1]))))
    assert {row["Time (UTC)"] for row in table} == {"2026-11-24 09:30:00"}
    assert [row["Request"] for row in table] == ["r-1", "r-1", "r-2"]
    (whole,) = json.loads(to_json(found[:1]))
    assert [each["request_id"] for each in whole["requests"]] == ["r-1", "r-2"]
    assert list(whole["requests"][1]["fields"]) == ["social_profiles"]


def test_a_send_whose_requests_ended_differently_says_so() -> None:
    (whole,) = sends_of(two_requests(Outcome.REFUSED))
    assert (whole.outcome, whole.outcome_label) == (None, "in part")
    assert json.loads(to_json([whole]))[0]["outcome"] == "in part"


def test_requests_of_one_number_for_two_people_are_two_sends() -> None:
    """Earlier versions gave numbers one by one where the clock went back."""
    first, social = two_requests(Outcome.SENT)
    assert len(sends_of([first, replace(social, candidate_id="other")])) == 2


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    """H49: a name such as =HYPERLINK(…) would run in the spreadsheet of whoever opens it."""
    assert safe_cell(f"{start}1") == f"'{start}1"
    assert safe_cell(f"1{start}") == f"1{start}"
    (_head, line, *_rest) = csv.reader(io.StringIO(to_csv([send(f"{start}SUM(A1)")])))
    assert line[3] == f"'{start}SUM(A1)"


def test_a_table_has_a_line_per_key_and_is_read_back_as_it_was() -> None:
    text = to_csv([send('Am"ara,\r\nOsei\nX')])
    head, first, second = csv.reader(io.StringIO(text, newline=""))
    assert head == [
        *("Time (UTC)", "Account", "Candidate", "Name", "Field"),
        *("Before", "After", "Outcome", "Request", "Changed by others"),
    ]
    assert first == [
        *("2026-11-24 09:30:00", "acme", "1de", 'Am"ara,\r\nOsei\nX', "Phone"),
        *("1", "'+2", "sent", "r-1", ""),
    ]
    assert second[4:7] == ["Experience entries", "Analyst, 2020-01-01, current", ""]
    assert text.endswith("\r\n")


def test_json_keeps_nulls_ids_and_what_was_read_back() -> None:
    files = {"phone": KeptFile("old.pdf", 3, "ab")}
    (found,) = json.loads(to_json([send(files=files, reason="why")]))
    assert (found["time"], found["outcome"]) == ("2026-11-24T09:30:00Z", "sent")
    (request,) = found["requests"]
    assert (request["request_id"], request["outcome"], request["reason"]) == ("r-1", "sent", "why")
    assert request["fields"]["phone"] == {
        "before": "1",
        "sent": "2",
        "stored": "+2",
        "replaced_file": {"name": "old.pdf", "size": 3, "sha256": "ab"},
    }
    jobs = request["fields"]["experience_entries"]
    assert jobs["before"] == [{"id": "7", **JOB.fields}]
    assert (jobs["sent"], "stored" in jobs) == ([], False)


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("phone", "1", "1"),
        ("phone", None, ""),
        ("phone", MISSING, ""),
        ("tags", ("a", "b"), "a; b"),
        ("tags", (), ""),
        ("experience_entries", (JOB, JOB), "Analyst, 2020-01-01, current; " * 2),
        ("resume", FileUpload("cv.pdf", 1, "ab", "application/pdf"), "cv.pdf"),
        ("image", LinkUpload("https://example.com/a.png"), "https://example.com/a.png"),
    ],
)
def test_every_value_has_a_text(key: str, value: Value, text: str) -> None:
    assert value_text(key, value) == text.removesuffix("; ")


def test_what_was_read_back_is_what_there_was_afterwards() -> None:
    assert entry().after("phone") == "+2"
    assert entry().after("experience_entries") == ()


OTHERS: dict[str, tuple[Value, Value]] = {
    "tags": (("a",), ("a", "b")),
    "headline": ("Analyst", "Lead analyst"),
    "address": (None, "Göteborg"),
    "summary": ("x" * 500, MISSING),
}


def test_what_others_had_changed_is_told_by_field_and_exported() -> None:
    found = JournalSend((replace(entry(), others=OTHERS),))
    told = told_of_others(found)
    assert told[0] == "Headline: somebody else had changed it from “Analyst” to “Lead analyst”."
    assert told[1] == "Address: somebody else had entered “Göteborg”."
    assert told[2].startswith("Summary: somebody else had emptied it; it was “xxx")
    assert len(told[2]) < 200
    assert told[3:] == ("Tags: somebody else had changed it.",)
    first, second = csv.DictReader(io.StringIO(to_csv([found])))
    assert first["Changed by others"] == " ".join(told)
    assert second["Changed by others"] == ""
    (plain,) = json.loads(to_json([found]))
    assert plain["requests"][0]["changed_by_others"] == {
        "tags": {"before": ["a"], "after": ["a", "b"]},
        "headline": {"before": "Analyst", "after": "Lead analyst"},
        "address": {"before": None, "after": "Göteborg"},
        "summary": {"before": "x" * 500, "after": None},
    }


def test_what_others_had_changed_before_any_request_of_a_send_is_told_of_the_send() -> None:
    first, social = two_requests(Outcome.SENT)
    whole = JournalSend(
        (
            replace(first, others={"phone": ("1", "3")}),
            replace(social, others={"social_profiles": ((), (JOB,))}),
        )
    )
    assert list(whole.others) == ["phone", "social_profiles"]
    assert len(told_of_others(whole)) == 2

"""The journal's entries as text: exports that no spreadsheet runs, and every value in words."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import pytest

from gui.model.journal import (
    JournalEntry,
    KeptFile,
    Outcome,
    safe_cell,
    to_csv,
    to_json,
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


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    """H49: a name such as =HYPERLINK(…) would run in the spreadsheet of whoever opens it."""
    assert safe_cell(f"{start}1") == f"'{start}1"
    assert safe_cell(f"1{start}") == f"1{start}"
    (_head, line, *_rest) = csv.reader(io.StringIO(to_csv([entry(f"{start}SUM(A1)")])))
    assert line[3] == f"'{start}SUM(A1)"


def test_a_table_has_a_line_per_key_and_is_read_back_as_it_was() -> None:
    text = to_csv([entry('Am"ara,\r\nOsei\nX')])
    head, first, second = csv.reader(io.StringIO(text, newline=""))
    assert head == [
        *("Time (UTC)", "Account", "Candidate", "Name", "Field"),
        *("Before", "After", "Outcome", "Request"),
    ]
    assert first == [
        *("2026-11-24 09:30:00", "acme", "1de", 'Am"ara,\r\nOsei\nX', "Phone"),
        *("1", "'+2", "sent", "r-1"),
    ]
    assert second[4:7] == ["Experience entries", "Analyst, 2020-01-01, current", ""]
    assert text.endswith("\r\n")


def test_json_keeps_nulls_ids_and_what_was_read_back() -> None:
    files = {"phone": KeptFile("old.pdf", 3, "ab")}
    (found,) = json.loads(to_json([entry(files=files, reason="why")]))
    assert (found["time"], found["outcome"], found["reason"]) == (
        "2026-11-24T09:30:00Z",
        "sent",
        "why",
    )
    assert found["fields"]["phone"] == {
        "before": "1",
        "sent": "2",
        "stored": "+2",
        "replaced_file": {"name": "old.pdf", "size": 3, "sha256": "ab"},
    }
    jobs = found["fields"]["experience_entries"]
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

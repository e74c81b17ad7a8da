"""Laws of the writing rules, on whatever anybody may send."""

from __future__ import annotations

import contextlib
import copy
import itertools
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from gui.sandbox.answers import Refusal
from gui.sandbox.behaviour import Switches
from gui.sandbox.store import StoredRecord
from gui.sandbox.writing import WRITABLE, WritingRules

TEXT = st.text(max_size=8)
SCALAR = TEXT | st.none()
# What is stored is never an empty text (API §1); odd dates it may be.
KEPT_SCALAR = st.text(min_size=1, max_size=8) | st.none()
KEPT_DATE = st.sampled_from(["2010-09-01", "2012-06-15", "2010", "2023-02-30"]) | st.none()
DATE = KEPT_DATE | st.just("")
IDS = ["aa01", "aa02", "aa03"]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


NAME = st.text(min_size=1, max_size=5).filter(str.strip)
KEPT_SCHOOL = st.fixed_dictionaries(
    {"id": st.sampled_from(IDS), "school": NAME, "start_date": KEPT_DATE},
    optional={"degree": KEPT_SCALAR, "end_date": KEPT_DATE},
)
SCHOOL = st.fixed_dictionaries(
    {"school": NAME, "start_date": DATE},
    optional={"id": st.sampled_from(IDS), "degree": SCALAR, "end_date": DATE},
)


STORED = st.fixed_dictionaries(
    {
        "id": st.just("1de04059"),
        "name": KEPT_SCALAR,
        "firstname": KEPT_SCALAR,
        "lastname": KEPT_SCALAR,
        "email": st.just("a@example.com"),
        "headline": KEPT_SCALAR,
        "education_entries": st.lists(KEPT_SCHOOL, max_size=3, unique_by=lambda e: e["id"]),
        "experience_entries": st.just([]),
        "skills": st.lists(TEXT.map(lambda name: {"name": name}), max_size=3),
        "tags": st.lists(TEXT, max_size=3),
        "unknown": ANYTHING,
    }
)
SENT = st.fixed_dictionaries(
    {},
    optional={
        "firstname": SCALAR,
        "lastname": SCALAR,
        "headline": SCALAR,
        "education_entries": st.lists(SCHOOL, max_size=4),
        "skills": st.lists(TEXT, max_size=3),
        "tags": st.lists(TEXT, max_size=3),
        "nonsense": ANYTHING,
    },
)


def write(stored: dict[str, Any], sent: dict[str, Any]) -> dict[str, Any] | None:
    """The document after `sent`; None where it is refused."""
    numbers = itertools.count(0xBB01)
    rules = WritingRules(Switches(), lambda: format(next(numbers), "x"), lambda _email: False)
    record = StoredRecord(501234567, "1de04059", copy.deepcopy(stored), {})
    after: dict[str, Any] | None = None
    with contextlib.suppress(Refusal):
        after = rules.written(record, sent).document
    assert record.document == stored, "the record that came in is somebody else's"
    return after


@given(STORED, SENT)
def test_what_was_not_sent_stays(stored: dict[str, Any], sent: dict[str, Any]) -> None:
    after = write(stored, sent)
    if after is not None:
        changed = {key for key in after if after[key] != stored.get(key)}
        computed = {"name"} if {"firstname", "lastname"} & set(sent) else set()
        assert changed <= set(sent) | computed
        assert set(after) == set(stored)


@given(STORED, SENT)
def test_a_list_is_what_was_sent(stored: dict[str, Any], sent: dict[str, Any]) -> None:
    after = write(stored, sent)
    if after is None or "education_entries" not in sent:
        return
    entries = after["education_entries"]
    assert len(entries) == len(sent["education_entries"])
    before = {entry["id"] for entry in stored["education_entries"]}
    for entry, asked in zip(entries, sent["education_entries"], strict=True):
        assert entry["school"] == asked["school"]
        assert entry["id"] == asked["id"] if "id" in asked else entry["id"] not in before
    assert len({entry["id"] for entry in entries}) == len(entries)


@given(STORED, SENT)
def test_nothing_empty_is_stored_as_text(stored: dict[str, Any], sent: dict[str, Any]) -> None:
    after = write(stored, sent)
    for key in ("firstname", "lastname", "headline"):
        if after is not None and sent.get(key) is not None:
            assert after[key] == (sent[key] or None)


@given(STORED, SENT)
def test_sending_the_answer_back_changes_nothing(
    stored: dict[str, Any], sent: dict[str, Any]
) -> None:
    after = write(stored, sent)
    if after is None:
        return
    echo = {key: after[key] for key in ("headline", "education_entries", "tags")}
    echo["skills"] = [skill["name"] for skill in after["skills"]]
    assert write(after, echo) == after


@given(STORED, st.dictionaries(st.sampled_from(sorted(WRITABLE)) | TEXT, ANYTHING, max_size=6))
def test_anything_at_all_is_stored_or_refused(stored: dict[str, Any], sent: dict[str, Any]) -> None:
    write(stored, sent)

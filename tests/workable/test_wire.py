"""JSON to records: everything that is there is read, nothing is invented, nothing crashes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.errors import UnexpectedAnswer
from gui.model.comparison import compare
from gui.model.fields import FIELDS
from gui.model.values import MISSING, entries
from gui.workable.wire import (
    account_from_json,
    activity_from_json,
    job_from_json,
    record_from_json,
    row_from_json,
    rows_from_json,
    stage_from_json,
)
from tests.workable.samples import FULL_ID, POOL_ID, full, pool, row

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 10**12) | st.floats(0, 9) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "name", "title", "url", "x"]), inner, max_size=4)
    ),
    max_leaves=8,
)
KEYS = [field.key for field in FIELDS] + ["job", "talent_pool", "resume_metadata", "location", "x"]


def test_a_full_record() -> None:
    record = record_from_json({"candidate": full()})
    assert record.id == FULL_ID
    assert record.get("cover_letter") is None
    assert record.get("texting_consent") is MISSING
    first, second = entries(record.get("education_entries"))
    assert (first.ref, first.id, first.text("school")) == ("2f0a11c4", "2f0a11c4", "Chalmers")
    assert "id" not in first.fields
    assert second.get("degree") is None
    assert second.get("current") is MISSING
    (job,) = entries(record.get("experience_entries"))
    assert job.get("current") is True
    (profile,) = entries(record.get("social_profiles"))
    assert (profile.ref, profile.id) == ("net:linkedin", None)
    assert profile.text("name") == "LinkedIn"
    assert record.get("tags") == ("gothenburg", "second-round")
    assert record.get("skills") == ("forecasting", "SQL")


def test_the_facts_of_a_record() -> None:
    facts = record_from_json(full()).facts
    assert facts.name == "Amara Osei-Lindqvist"
    assert (facts.job_title, facts.job_shortcode) == ("Logistics Planner", "9F3A6C21D0")
    assert (facts.stage, facts.stage_kind, facts.source) == (
        "Phone Screen",
        "phone-screen",
        "LinkedIn",
    )
    assert facts.location == "Gothenburg, Sweden"
    assert facts.account_subdomain == "harbourworks"
    assert facts.resume_filename == "amara-cv.pdf"
    assert facts.resume_updated_at == "2026-05-11T08:02:42Z"
    assert not facts.in_talent_pool
    assert "Signature" not in repr(facts)


def test_a_sparse_record_of_the_talent_pool() -> None:
    record = record_from_json({"candidate": pool()})
    assert record.facts.in_talent_pool
    assert record.facts.job_title is None
    assert record.get("education_entries") == ()
    assert record.get("social_profiles") is MISSING


def test_the_file_name_comes_from_the_link_where_metadata_is_missing() -> None:
    source = full()
    del source["resume_metadata"]
    source["resume_url"] = (
        "https://storage.example.com/4/download/cv%20%C3%A9.pdf?X-Amz-Signature=1"
    )
    assert record_from_json(source).facts.resume_filename == "cv é.pdf"


def test_the_editable_files_are_never_read() -> None:
    record = record_from_json(full() | {"resume": {"name": "a.pdf"}, "image": "x"})
    assert record.get("resume") is MISSING
    assert record.get("image") is MISSING


def test_unknown_keys_are_kept_aside() -> None:
    record = record_from_json(full() | {"galaxy": {"a": [1]}})
    assert record.unknown["galaxy"] == {"a": [1]}
    assert "answers" in record.unknown
    assert "galaxy" not in record.values


@pytest.mark.parametrize("key", ["education_entries", "social_profiles", "tags", "skills"])
@pytest.mark.parametrize("value", [None, "a", 7, {}, [7.5], [[]], [{"school": {}, "type": {}}]])
def test_a_list_that_cannot_be_read_wholly_is_not_read_at_all(key: str, value: object) -> None:
    record = record_from_json(full() | {key: value})
    assert record.get(key) is MISSING
    assert record.unknown[key] == value


def test_one_unreadable_entry_makes_the_whole_list_unknown() -> None:
    source = full()
    source["education_entries"].append("Uppsala")
    assert record_from_json(source).get("education_entries") is MISSING


def test_entries_without_ids_and_with_equal_ones_keep_apart() -> None:
    source = full()
    source["experience_entries"] = [
        {"title": "A"},
        {"id": "", "title": "B"},
        {"id": "e1", "title": "C"},
        {"id": "e1", "title": "D"},
        {"id": 7, "title": "E", "galaxy": "x", "more": {"a": 1}},
    ]
    found = entries(record_from_json(source).get("experience_entries"))
    assert [(entry.ref, entry.id) for entry in found] == [
        ("pos:0", None),
        ("pos:1", None),
        ("e1", "e1"),
        ("e1#2", "e1"),
        ("7", "7"),
    ]
    assert dict(found[4].fields) == {"title": "E", "galaxy": "x"}


def test_two_profiles_of_one_network_keep_apart() -> None:
    one = {"type": "github", "url": "https://github.com/a"}
    source = full() | {"social_profiles": [one, one, {"url": "https://x.example"}]}
    found = entries(record_from_json(source).get("social_profiles"))
    assert [entry.ref for entry in found] == ["net:github", "net:github#2", "net:"]


def test_strange_scalars() -> None:
    record = record_from_json(full() | {"phone": 4631555, "email": ["a"], "headline": True})
    assert record.get("phone") == "4631555"
    assert record.get("email") is MISSING
    assert record.get("headline") is MISSING


def test_words_are_unwrapped_and_told_once() -> None:
    record = record_from_json(
        full() | {"skills": [{"name": "go"}, "go", {"name": None}, "SQL", ""], "tags": [None, "a"]}
    )
    assert record.get("skills") == ("go", "SQL")
    assert record.get("tags") == ("a",)


@pytest.mark.parametrize("bad", [None, [], "x", {}, {"id": None}, {"id": "a/b"}, {"id": "é1"}])
def test_no_record_without_an_id_that_may_be_used(bad: object) -> None:
    with pytest.raises(UnexpectedAnswer):
        record_from_json(bad)
    with pytest.raises(UnexpectedAnswer):
        record_from_json({"candidate": bad})


@given(st.dictionaries(st.sampled_from(KEYS), JSON))
def test_wrong_types_never_crash_and_read_the_same_twice(strange: dict[str, Any]) -> None:
    source = {"id": "1de04059"} | strange
    record = record_from_json(source)
    assert compare(record, record_from_json(source)) == ()
    assert set(record.values) <= set(strange)
    for key in set(strange) - set(record.values):
        if key in {field.key for field in FIELDS}:
            assert record.unknown[key] == strange[key]
    row_from_json(source)


def test_a_row() -> None:
    found = row_from_json(full())
    assert found.id == FULL_ID
    assert (found.job, found.stage, found.email) == (
        "Logistics Planner",
        "Phone Screen",
        "amara.osei@example.com",
    )
    assert found.has_resume
    assert not row_from_json(pool()).has_resume
    assert row_from_json(pool()).in_talent_pool
    assert row_from_json({"id": POOL_ID, "firstname": "Li", "lastname": "Wei"}).name == "Li Wei"


def test_rows_come_once_and_in_order() -> None:
    assert [item.id for item in rows_from_json([row("b2"), row("a1"), row("b2")])] == ["b2", "a1"]


def test_what_no_filter_could_use_is_left_out() -> None:
    assert account_from_json({"name": "x"}) is None
    assert job_from_json({"title": "x"}) is None
    assert stage_from_json("x") is None
    assert activity_from_json({}) is None
    stage = stage_from_json({"slug": "offer", "name": "Offer", "position": True})
    assert stage is not None
    assert stage.position == 0

"""Changes to the body of a PATCH: the changed keys, in the shapes the service wants."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import random
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.errors import NotSendable
from gui.model.comparison import compare
from gui.model.draft import Draft
from gui.model.fields import FIELDS, LIST_KEYS
from gui.model.record import Record
from gui.model.values import (
    MISSING,
    Entry,
    FileUpload,
    LinkUpload,
    Place,
    Value,
    entries,
)
from gui.workable.body import (
    SLICE,
    FileBody,
    as_curl,
    body_for,
    encode_body,
    json_bytes,
    preview_body,
    wire_value,
)
from gui.workable.wire import record_from_json
from tests.helpers.generated import SCRIPTS, Edit, records
from tests.workable.samples import full

PDF = b"%PDF-1.4 sample"
RESUME = FileUpload("cv.pdf", len(PDF), hashlib.sha256(PDF).hexdigest(), "application/pdf")
PHOTO = FileUpload("me.png", 3, hashlib.sha256(b"png").hexdigest(), "image/png", "linkedin")


def bytes_of(file: FileUpload) -> bytes:
    return PDF if file is RESUME else b"png"


def candidate(**changes: Value) -> dict[str, Any]:
    body = body_for(changes, bytes_of)
    assert list(body) == ["candidate"]
    inner = body["candidate"]
    assert isinstance(inner, dict)
    return inner


def test_scalars_and_their_erasing() -> None:
    assert candidate(lastname="Osei", phone=None, email="", address=MISSING) == {
        "lastname": "Osei",
        "phone": "",
        "email": "",
    }


def test_entries_keep_their_ids_and_what_was_not_touched() -> None:
    record = record_from_json(full())
    jobs = entries(record.get("experience_entries"))
    changed = jobs[0].with_field("title", "Senior Analyst").with_field("industry", "")
    changed = changed.with_field("galaxy", "unknown")
    added = Entry("new:1", None, {"title": "Planner", "current": False})
    sent = candidate(experience_entries=(changed, added))
    assert sent == {
        "experience_entries": [
            {
                "id": "61b20e7d",
                "title": "Senior Analyst",
                "company": "Norrfrakt AB",
                "industry": None,
                "start_date": "2019-02-01",
                "end_date": None,
                "current": True,
                "summary": None,
            },
            {"title": "Planner", "current": False},
        ]
    }
    assert next(iter(sent["experience_entries"][0])) == "id"


def test_profiles_go_without_names() -> None:
    profiles = entries(record_from_json(full()).get("social_profiles"))
    bare = Entry("new:1", None, {"type": "github", "url": "https://github.com/a", "username": ""})
    assert candidate(social_profiles=(*profiles, bare)) == {
        "social_profiles": [
            {
                "type": "linkedin",
                "url": "https://www.linkedin.com/in/amara-osei",
                "username": "amara-osei",
            },
            {"type": "github", "url": "https://github.com/a"},
        ]
    }


def test_words_are_plain_strings_and_an_emptied_list_is_a_list() -> None:
    assert candidate(skills=("SQL", "go"), tags=()) == {"skills": ["SQL", "go"], "tags": []}


@pytest.mark.parametrize("key", LIST_KEYS)
@pytest.mark.parametrize("value", [None, MISSING])
def test_a_list_that_is_unknown_is_never_sent(key: str, value: Value) -> None:
    assert wire_value(key, value, bytes_of) == {}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("tags", "sql"),
        ("tags", (Entry("a", "a", {}),)),
        ("education_entries", ("sql",)),
        ("education_entries", "x"),
        ("phone", ("sql",)),
    ],
)
def test_a_value_of_another_kind_does_not_become_an_empty_one(key: str, value: Value) -> None:
    with pytest.raises(TypeError):
        wire_value(key, value, bytes_of)


def test_files_go_as_base64() -> None:
    assert candidate(resume=RESUME, image=PHOTO) == {
        "resume": {"name": "cv.pdf", "data": base64.b64encode(PDF).decode()},
        "image": {"name": "me.png", "data": "cG5n", "source": "linkedin"},
    }
    assert candidate(resume=None, image=MISSING) == {}


def test_links_go_under_their_own_keys() -> None:
    assert candidate(
        resume=LinkUpload("https://a.example/cv.pdf", "github"),
        image=LinkUpload("https://a.example/me.png", "github"),
    ) == {
        "resume_url": "https://a.example/cv.pdf",
        "image_url": "https://a.example/me.png",
        "image_source": "github",
    }
    plain = candidate(image=LinkUpload("https://a.example/me.png"))
    assert plain == {"image_url": "https://a.example/me.png"}


@pytest.mark.parametrize(("choice", "sent"), [("forced", 1), ("declined", 1), ("yes", 0), ("", 0)])
def test_consent_is_one_of_two_words_or_not_sent(choice: str, sent: int) -> None:
    assert len(candidate(texting_consent=choice)) == sent


def test_only_editable_keys() -> None:
    with pytest.raises(KeyError):
        body_for({"name": "Amara"}, bytes_of)


@given(records(), SCRIPTS)
def test_keys_sent_are_keys_changed(record: Record, script: list[Edit]) -> None:
    draft = Draft(record)
    for step in script:
        step(draft)
    changes = {change.key: change.after for change in compare(draft.baseline, draft.current)}
    sent = body_for(changes, bytes_of)["candidate"]
    assert isinstance(sent, dict)
    unknown = {key for key in changes if changes[key] is MISSING}
    assert set(sent) == set(changes) - unknown
    for key in LIST_KEYS:
        assert sent.get(key, ()) is not None
    for entry in sent.get("experience_entries", ()):
        assert set(entry) <= {"id", "title", "company", "current"}


def test_what_was_read_and_not_changed_sends_nothing() -> None:
    record = record_from_json(full())
    assert compare(record, Draft(record).current) == ()
    assert body_for({}, bytes_of) == {"candidate": {}}


@given(st.data())
def test_a_list_read_and_sent_back_reads_the_same(data: st.DataObject) -> None:
    record = data.draw(records())
    stored = dict(record.values)
    sent = body_for(stored, bytes_of)["candidate"]
    assert isinstance(sent, dict)
    again = record_from_json({"id": record.id} | sent)
    ignored = {"mystery"}
    for key in sent:
        ours, theirs = record.get(key), again.get(key)
        if key == "experience_entries":
            for one, other in zip(entries(ours), entries(theirs), strict=True):
                assert one.id == other.id
                names = set(one.fields) - ignored
                assert {n: one.text(n) for n in names} == {n: other.text(n) for n in names}
        elif isinstance(ours, tuple):
            assert theirs == tuple(dict.fromkeys(word for word in ours if word))
        else:
            assert (ours or "") == theirs


@pytest.mark.parametrize(
    ("changes", "place", "label"),
    [
        ({"phone": "1\ud800"}, Place("phone"), "Phone"),
        (
            {"education_entries": (Entry("e", "e", {"school": "\udfff"}),)},
            Place("education_entries", "e", "school"),
            "School",
        ),
        ({"tags": ("ok", "x\ud83d")}, Place("tags", "x\ud83d"), "Tags"),
        ({"resume": LinkUpload("https://a/\udc80")}, Place("resume"), "Resume"),
        ({"resume": FileUpload("\udc80.pdf", 1, "ab", "x")}, Place("resume"), "Resume"),
    ],
)
async def test_half_a_character_is_refused_with_its_place(
    changes: dict[str, Value], place: Place, label: str
) -> None:
    with pytest.raises(NotSendable) as caught:
        await encode_body(changes, bytes_of)
    assert caught.value.place == place
    assert label in caught.value.text
    caught.value.sentence.encode()


def test_an_unknown_key_of_an_entry_is_not_looked_at_nor_sent() -> None:
    entry = Entry("e", "e", {"school": "Lund", "galaxy": "\ud800"})
    assert candidate(education_entries=(entry,)) == {
        "education_entries": [{"id": "e", "school": "Lund"}]
    }


async def test_the_encoded_body_is_what_the_preview_shows() -> None:
    changes: dict[str, Value] = {"lastname": "Zoë 李 👩‍🔬", "tags": ("a",)}
    encoded = await encode_body(changes, bytes_of)
    assert isinstance(encoded, bytes)
    assert json.loads(encoded) == preview_body(changes)
    assert "李".encode() in encoded


@pytest.mark.parametrize(
    ("changes", "is_long"),
    [
        ({"headline": "Lead planner", "tags": ("a", "b")}, False),
        ({"resume": LinkUpload("https://example.com/cv.pdf")}, False),
        ({"summary": "x" * 100_000}, True),
        ({"tags": tuple(f"tag {number}" for number in range(100))}, True),
        ({"education_entries": (Entry("e", "e", {"school": "x" * 100_000}),)}, True),
        ({"resume": FileUpload("cv.pdf", 3, "re", "application/pdf")}, True),
    ],
)
async def test_what_is_short_is_encoded_at_once_and_what_is_long_in_a_thread(
    changes: dict[str, Value], is_long: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[object] = []
    in_thread = asyncio.to_thread

    async def noted(work: Callable[..., object], *given: object) -> object:
        threads.append(work)
        return await in_thread(work, *given)

    monkeypatch.setattr(asyncio, "to_thread", noted)
    assert await encode_body(changes, lambda _file: b"%PDF")
    assert bool(threads) is is_long


@pytest.mark.parametrize("size", [0, 1, 2, 3, SLICE - 1, SLICE, SLICE + 1, 2 * SLICE, 200_000])
async def test_files_are_encoded_as_they_go_out(size: int) -> None:
    resume = FileUpload("Zoë 李.pdf", size, "re", "application/pdf")
    photo = FileUpload("me.png", 7, "ph", "image/png", "linkedin")
    held = {"re": random.Random(size).randbytes(size), "ph": b"\x89PNG..."}
    changes: dict[str, Value] = {"resume": resume, "lastname": 'a"\\b', "image": photo}
    body = await encode_body(changes, lambda file: held[file.digest])
    assert isinstance(body, FileBody)
    assert bytes(body) == json_bytes(body_for(changes, lambda file: held[file.digest]))
    assert len(body) == len(bytes(body))
    assert max(map(len, body.slices())) <= 64 * 1024


async def test_a_body_holds_its_files_and_no_copy_of_them() -> None:
    data = random.Random(5).randbytes(5_000_000)
    upload = FileUpload("cv.pdf", len(data), "re", "application/pdf")
    tracemalloc.start()
    try:
        body = await encode_body({"resume": upload}, lambda _file: data)
        assert isinstance(body, FileBody)
        sent = sum(len(part) for part in body.slices())
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sent == len(body) > 6_600_000
    assert peak < 1_000_000


def test_a_file_is_shown_by_size_and_hash() -> None:
    big = FileUpload("cv.pdf", 5123, "ab12" + "0" * 60, "application/pdf")
    shown = preview_body({"resume": big})
    assert shown == {
        "candidate": {"resume": {"name": "cv.pdf", "data": "<5,123 bytes, sha256 ab1200000000…>"}}
    }


def test_a_command_line_names_the_token_and_quotes_what_strangers_wrote() -> None:
    body = preview_body({"lastname": "O'Brien; $(rm -rf ~)"})
    line = as_curl("PATCH", "https://harbourworks.workable.com/spi/v3/candidates/1de04059", body)
    assert '"Authorization: Bearer $REDLINE_TOKEN"' in line
    assert line.startswith("curl -X PATCH https://harbourworks.workable.com/spi/v3/candidates/")
    assert "O'\"'\"'Brien; $(rm -rf ~)" in line


def test_every_key_of_the_table_can_be_sent() -> None:
    for field in FIELDS:
        value: Value = () if field.replaces_list else "forced"
        if field.key in ("resume", "image"):
            value = RESUME
        assert list(wire_value(field.key, value, bytes_of)) == [field.key]

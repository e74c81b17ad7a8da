"""A draft that was written comes back exactly, and nothing that is no draft gets in."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model import edits
from gui.model.draft import Draft
from gui.model.record import Facts, Record
from gui.model.saved import (
    FORMAT,
    STEPS_KEPT,
    NewerFormat,
    NotReadable,
    Snapshot,
    draft_from_json,
    draft_to_json,
    values_from_json,
    values_to_json,
)
from gui.model.values import FileUpload, LinkUpload
from tests.helpers.generated import SCRIPTS, Edit, records


def again(draft: Draft) -> Draft:
    return draft_from_json(json.loads(json.dumps(draft_to_json(draft))))


@given(records(), SCRIPTS)
def test_a_draft_comes_back_with_its_undo_steps(base: Record, script: list[Edit]) -> None:
    draft = Draft(base)
    for run in script:
        run(draft)
    draft.sent_unknown({"phone": "1", "tags": ("a",)}, {"tags": ("a", "theirs")})
    back = again(draft)
    assert (back.baseline, back.current) == (draft.baseline, draft.current)
    assert (back.steps, back.held, back.unknown) == (draft.steps, draft.held, draft.unknown)
    assert back.went_out == draft.went_out == {"phone": "1", "tags": ("a", "theirs")}
    while back.undo():
        pass
    assert back.current == base


def test_a_snapshot_stays_what_it_was_while_the_draft_goes_on() -> None:
    draft = Draft(Record("1", {"phone": "1"}))
    edits.set_value(draft, "phone", "12")
    taken = Snapshot.of(draft)
    written = draft_to_json(draft)
    edits.set_value(draft, "phone", "123")
    draft.hold("phone", True)
    draft.sent_unknown({"phone": "123"})
    assert draft_to_json(taken) == written


def test_what_may_be_there_already_comes_back_and_older_drafts_are_without_it() -> None:
    base = Record("1", {"experience_entries": ()})
    doubtful = {"experience_entries": {"new:1": frozenset({"7", "8"})}}
    assert again(Draft(base, doubtful=doubtful)).doubtful == doubtful
    assert "doubtful" not in draft_to_json(Draft(base))
    written = draft_to_json(Draft(base, doubtful=doubtful))
    with pytest.raises(NotReadable):
        draft_from_json({**written, "doubtful": [["experience_entries", 1, ["7"]]]})


def test_staged_files_and_links_come_back() -> None:
    draft = Draft(Record("1", {}))
    edits.set_upload(draft, "resume", FileUpload("cv.pdf", 5, "ab", "application/pdf"))
    edits.set_upload(draft, "image", LinkUpload("https://example.com/a.png", "linkedin"))
    assert again(draft).current == draft.current


def test_signed_links_are_not_written() -> None:
    facts = Facts(name="A", resume_url="https://s.example/x?sig=SECRET", image_url="https://SECRET")
    text = json.dumps(draft_to_json(Draft(Record("1", {}, facts, {"odd": "SECRET"}))))
    assert "SECRET" not in text


def test_a_long_history_is_cut_and_still_undoes() -> None:
    draft = Draft(Record("1", {"phone": ""}))
    for number in range(STEPS_KEPT + 50):
        edits.set_value(draft, "phone", str(number))
    back = again(draft)
    assert len(back.steps[0]) == STEPS_KEPT
    assert back.current == draft.current


def test_a_newer_format_is_said_to_be_newer() -> None:
    source = draft_to_json(Draft(Record("1", {})))
    with pytest.raises(NewerFormat):
        draft_from_json(source | {"format": FORMAT + 1})


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.data())
def test_damage_is_named_and_never_crashes(data: st.DataObject) -> None:
    draft = Draft(Record("1", {"phone": "1", "tags": ("a",)}))
    edits.set_value(draft, "phone", "2")
    edits.add_entry(draft, "experience_entries", {"title": "T"})
    source = draft_to_json(draft)
    key = data.draw(st.sampled_from(sorted(source)))
    damaged = source | {key: data.draw(json_values)}
    with contextlib.suppress(NotReadable):
        draft_from_json(damaged)


def test_values_for_the_journal_come_back() -> None:
    values = {"phone": "1", "address": None, "tags": ("a", "b")}
    assert values_from_json(json.loads(json.dumps(values_to_json(values)))) == values

"""A draft as a file and as text: complete, readable, private, and never half written."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from gui.errors import NotKept
from gui.model import edits
from gui.model.draft import Draft
from gui.model.record import Facts, Record
from gui.model.saved import draft_from_json
from gui.model.values import Entry, FileUpload, Place, Value
from gui.services.exporting import changes_text, export_draft

JOBS = "experience_entries"
SIGNED = "https://files.example.com/amara.pdf?signature=0123456789"


@pytest.fixture
def draft() -> Draft:
    job = Entry("a", "a", {"title": "Analyst", "company": "Norrfrakt AB", "current": False})
    other = Entry("b", "b", {"title": "Clerk", "company": None})
    values: dict[str, Value] = {
        "firstname": "AMARA",
        "headline": "Analyst",
        "tags": ("sql",),
        JOBS: (job, other),
    }
    return Draft(Record("1de04059", values, Facts(name="AMARA", resume_url=SIGNED)))


def names_in(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()]


def edited(draft: Draft) -> Draft:
    edits.set_value(draft, "firstname", "Amara")
    edits.set_value(draft, "headline", "")
    edits.set_entry_field(draft, Place(JOBS, "a", "title"), "Lead")
    edits.set_entry_field(draft, Place(JOBS, "a", "current"), True)
    edits.remove_entry(draft, Place(JOBS, "b"))
    edits.add_entry(draft, JOBS, {"title": "Planner"}, at=1)
    edits.add_words(draft, "tags", ["=lead"])
    edits.set_upload(draft, "resume", FileUpload("cv.pdf", 3, "ab" * 32, "application/pdf"))
    return draft


async def test_the_file_has_the_changes_to_read_and_the_draft_to_go_on_from(
    draft: Draft, tmp_path: Path
) -> None:
    path = tmp_path / "amara.json"
    await export_draft(edited(draft), path, account="harbourworks", name="Amara")
    found = json.loads(path.read_text(encoding="utf-8"))
    assert (found["account"], found["candidate"], found["name"]) == (
        "harbourworks",
        "1de04059",
        "Amara",
    )
    assert found["changes"]["firstname"] == {
        "field": "First name",
        "before": "AMARA",
        "after": "Amara",
    }
    assert found["changes"]["resume"]["after"]["file"] == "cv.pdf"
    assert [job["title"] for job in found["changes"][JOBS]["after"]] == ["Lead", "Planner"]
    again = draft_from_json(found["draft"])
    assert [change.key for change in again.changes()] == [change.key for change in draft.changes()]
    assert again.current.values == draft.current.values


async def test_no_signed_link_is_in_it_and_nobody_else_can_read_it(
    draft: Draft, tmp_path: Path
) -> None:
    path = tmp_path / "amara.json"
    await export_draft(edited(draft), path, account="harbourworks", name="Amara")
    assert "signature" not in path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert names_in(tmp_path) == ["amara.json"]


async def test_where_it_cannot_be_written_it_says_so_and_leaves_what_was_there(
    draft: Draft, tmp_path: Path
) -> None:
    path = tmp_path / "folder" / "amara.json"
    path.parent.write_text("a file where a folder should be")
    with pytest.raises(NotKept, match=r"“amara.json” cannot be written: .*\. Choose another"):
        await export_draft(draft, path, account="harbourworks", name="Amara")
    assert path.parent.read_text() == "a file where a folder should be"


async def test_half_a_character_in_a_text_is_no_reason_to_fail(
    draft: Draft, tmp_path: Path
) -> None:
    edits.set_value(draft, "headline", "half \ud83d")
    path = tmp_path / "amara.json"
    await export_draft(draft, path, account="harbourworks", name="Amara")
    assert json.loads(path.read_text(encoding="utf-8"))["changes"]["headline"]["after"] == (
        "half \ud83d"
    )


def test_the_text_says_what_each_field_is_to_be_and_what_it_was(draft: Draft) -> None:
    assert changes_text(edited(draft)).splitlines() == [
        "First name: Amara (was AMARA)",
        "Headline: empty (was Analyst)",
        "Resume: cv.pdf",
        "Experience entries:",
        "  Edited: Lead at Norrfrakt AB",
        "    Title: Lead (was Analyst)",
        "    Current: yes (was no)",
        "  Added: Planner",
        "  Removed: Clerk",
        "Tags:",
        "  Added: =lead",
    ]


def test_a_draft_without_changes_has_no_text(draft: Draft) -> None:
    assert changes_text(draft) == ""

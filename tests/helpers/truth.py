"""The sandbox's wrongly parsed people, and whether one of their records has been put right.

    person = misread("henning-brackwede")
    assert still_wrong(record, person.truth) == ()

The truth is written beside the record in the sandbox's world, as the person's resume has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gui.model.record import Record
from gui.model.values import entries, text, words
from gui.sandbox.world import load_world, public_record
from gui.workable.wire import record_from_json

FOLDER: Final = Path(__file__).resolve().parents[2] / "resources" / "sandbox"
TAG: Final = "wrongly-parsed"


@dataclass(frozen=True)
class Misread:
    """One of them: the record as it was stored wrongly, what is true, and the resume."""

    slug: str
    candidate: Mapping[str, Any]
    truth: Mapping[str, Any]
    resume: bytes

    @property
    def id(self) -> str:
        return str(self.candidate["id"])

    @property
    def kind(self) -> str:
        """The resume's file type: pdf or docx."""
        return str(self.candidate["resume_metadata"]["filetype"])

    @property
    def record(self) -> Record:
        return record_from_json(public_record(dict(self.candidate)))


def all_misread() -> dict[str, Misread]:
    """All of them by the name of their file."""
    world = load_world(FOLDER)
    found: dict[str, Misread] = {}
    for candidate in world.candidates:
        if "_truth" in candidate:
            file = candidate["resume_file"]
            slug = Path(file).stem
            found[slug] = Misread(slug, candidate, candidate["_truth"], world.file_bytes(file))
    return found


def misread(slug: str) -> Misread:
    """The one of that name."""
    return all_misread()[slug]


def still_wrong(record: Record, truth: Mapping[str, Any]) -> tuple[str, ...]:
    """What of a record is not as the resume has it; empty once it has been corrected.

    Name and phone letter by letter, jobs by title, company and months in any order, skills as a
    set; what else the record holds is not looked at.
    """
    wrong = [
        f"{key}: {record.get(key)!r}, not {truth[key]!r}"
        for key in ("firstname", "lastname", "phone")
        if text(record.get(key)) != (truth[key] or "")
    ]
    jobs = sorted(
        (
            job.text("title"),
            job.text("company"),
            job.text("start_date")[:7],
            job.text("end_date")[:7],
        )
        for job in entries(record.get("experience_entries"))
    )
    true_jobs = sorted(
        (job["title"], job["company"], job["start_date"], job["end_date"] or "")
        for job in truth["jobs"]
    )
    if jobs != true_jobs:
        wrong.append(f"jobs: {jobs}, not {true_jobs}")
    skills, true_skills = set(words(record.get("skills"))), set(truth["skills"])
    if skills != true_skills:
        wrong.append(f"skills: {sorted(skills ^ true_skills)} missing or too many")
    return tuple(wrong)

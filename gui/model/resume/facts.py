"""All that a resume tells about a person, read once, before any record is looked at.

About 50 ms for an ordinary resume: call it in a thread. Proposals for a record are then made from
it whenever the record changes, which takes a few milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from gui.model.resume.contact import Contact, ContactReader
from gui.model.resume.document import ResumeText
from gui.model.resume.entries import EntryReader, FoundEntry
from gui.model.resume.items import Find, Item
from gui.model.resume.kinds import DayOrder
from gui.model.resume.labels_languages import language_of
from gui.model.resume.labels_sections import Section
from gui.model.resume.layout import items_of
from gui.model.resume.periods import day_order
from gui.model.resume.sections import Part, parts_of
from gui.model.resume.skills import listed_skills
from gui.model.texts import one_line

_LONGEST: Final = 60_000
"""Characters that are looked at; a resume of thirty pages has as many."""
_MOST_LINES: Final = 1_500


@dataclass(frozen=True, slots=True)
class ResumeFacts:
    """What was found. `language` is a guess, two letters; `text` the resume's whole text."""

    text: str
    language: str
    order: DayOrder
    contact: Contact
    jobs: tuple[FoundEntry, ...]
    schools: tuple[FoundEntry, ...]
    skills: tuple[Find, ...]
    profile: Find | None
    headings: dict[str, str]
    """The headings above jobs and schools, by the record's key, for reasons."""


def facts_of(resume: ResumeText, *, first: str = "", last: str = "") -> ResumeFacts:
    """Reads a resume; the names are those of the record, which tell how a name is parted."""
    text = resume.text[:_LONGEST]
    language = language_of(text)
    order = _order(text, language)
    items = [item for item in items_of(resume, order) if item.end <= _LONGEST][:_MOST_LINES]
    parts = parts_of(items)
    contact = ContactReader(text, resume.links, parts, language, first, last).read()
    headings: dict[str, str] = {}
    jobs: list[FoundEntry] = []
    schools: list[FoundEntry] = []
    reader = EntryReader(text, order)
    for part in parts:
        if part.section is Section.EXPERIENCE:
            headings.setdefault("experience_entries", part.title)
            jobs += reader.jobs(part.items)
    for part in parts:
        if part.section is Section.EDUCATION:
            headings.setdefault("education_entries", part.title)
            schools += reader.schools(part.items)
    return ResumeFacts(
        text=text,
        language=language,
        order=order,
        contact=contact,
        jobs=tuple(jobs),
        schools=tuple(schools),
        skills=listed_skills(parts, text),
        profile=_profile(parts),
        headings=headings,
    )


def _order(text: str, language: str) -> DayOrder:
    """Days before months, unless the resume shows otherwise; English alone writes both."""
    shown = day_order(text)
    if shown is DayOrder.UNKNOWN and language != "en":
        return DayOrder.DAY_FIRST
    return shown


def _profile(parts: tuple[Part, ...]) -> Find | None:
    for part in parts:
        if part.section is Section.PROFILE and part.items:
            items = _until_odd(part.items)
            lines = [item.bare if item.is_bullet else item.text.strip() for item in items]
            spans = tuple(span for item in items for span in item.spans)
            return Find("\n".join(map(one_line, lines)), spans, 0.8, part.title)
    return None


def _until_odd(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The lines of one style from the first on."""
    first = replace(items[0], text="")
    for at, item in enumerate(items):
        if abs(item.size - first.size) > 0.6 or item.is_bold != first.is_bold:
            return items[:at]
    return items

"""Counts how well the labelled set is read: what was found, and what was proposed wrongly.

Every resume is proposed to an empty record, so that everything the program would say is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from gui.model.draft import Draft
from gui.model.record import Record
from gui.model.resume.document import ResumeText
from gui.model.resume.facts import facts_of
from gui.model.resume.folding import skeleton
from gui.model.resume.proposal import Proposal
from gui.model.resume.proposals import propose
from gui.model.resume.signs import bare_url, same_number
from gui.model.values import Missing
from tests.helpers.resumes import Labelled

TARGETS: Final = {"e-mail": 0.98, "phone": 0.98, "name": 0.90, "dates": 0.85, "precision": 0.95}
COLUMNS: Final = (
    *("e-mail", "phone", "name", "dates", "precision"),
    *("titles", "schools", "address", "links", "skills", "texts"),
)
EMPTY: Final = Record(
    "",
    {
        **dict.fromkeys(("firstname", "lastname", "email", "phone", "headline", "address")),
        "summary": None,
        "education_entries": (),
        "experience_entries": (),
        "social_profiles": (),
        "skills": (),
    },
)


@dataclass
class Score:
    """Hits and trials by column, and the values that were proposed wrongly."""

    hits: Counter[str] = field(default_factory=Counter)
    trials: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    applied: int = 0

    def count(self, column: str, hit: bool, what: str = "") -> None:
        """One trial of a column."""
        self.trials[column] += 1
        self.hits[column] += hit
        if not hit:
            (self.wrong if column == "precision" else self.missed).append(f"{column}: {what}")

    def add(self, other: Score) -> None:
        """Adds another score to this one."""
        self.hits += other.hits
        self.trials += other.trials
        self.wrong += other.wrong
        self.missed += other.missed
        self.applied += other.applied

    def share(self, column: str) -> float | None:
        """Hits by trials; None where nothing was tried."""
        return self.hits[column] / self.trials[column] if self.trials[column] else None

    def below_target(self) -> dict[str, float]:
        """The columns that miss their target, with what was reached."""
        return {
            column: share
            for column, target in TARGETS.items()
            if (share := self.share(column)) is not None and share < target
        }


def score(resume: Labelled, text: ResumeText) -> Score:
    """How well one resume of the set is read."""
    draft = Draft(EMPTY)
    proposals = propose(facts_of(text), draft.current, draft.baseline)
    found = Score(applied=int(draft.is_dirty))
    if resume.kind == "scan":
        for proposal in proposals:
            found.count("precision", False, f"{resume.name}: {proposal}")
        return found
    _score_single(resume, proposals, found)
    _score_entries(resume, proposals, found)
    return found


def _score_single(resume: Labelled, proposals: Iterable[Proposal], found: Score) -> None:
    truth = resume.truth
    single = {
        each.place.key: each for each in proposals if each.place.entry is None and not each.parts
    }
    values = {key: str(each.after) for key, each in single.items()}
    right = {
        "email": values.get("email", "").casefold() == truth.email.casefold(),
        "phone": same_number(values.get("phone", ""), truth.phone) > 0,
        "firstname": values.get("firstname") == truth.first,
        "lastname": values.get("lastname") == truth.last,
        "address": skeleton(values.get("address", "")) == skeleton(truth.address),
        "headline": values.get("headline") == truth.headline,
        "summary": skeleton(values.get("summary", "")) == skeleton(truth.profile),
    }
    what = f"{resume.name}: {values}"
    found.count("e-mail", right["email"], what)
    found.count("phone", right["phone"], what)
    found.count("name", right["firstname"] and right["lastname"], what)
    found.count("address", right["address"], what)
    for key, value in values.items():
        if key in right:
            found.count("precision", right[key], f"{resume.name}: {key} {value!r}")
    skills = [str(each.after) for each in proposals if each.place.key == "skills"]
    for skill in truth.skills:
        found.count("skills", skill in skills, f"{resume.name}: {skill!r} of {skills}")
    for skill in skills:
        found.count("precision", skill in truth.skills, f"{resume.name}: skill {skill!r}")
    urls = [
        bare_url(str(part.after))
        for each in proposals
        if each.place.key == "social_profiles"
        for part in each.parts
        if part.place.field == "url"
    ]
    for link in truth.links:
        found.count("links", link in urls, f"{resume.name}: {link} of {urls}")
    for url in urls:
        found.count("precision", url in truth.links, f"{resume.name}: {url}")


def _score_entries(resume: Labelled, proposals: Iterable[Proposal], found: Score) -> None:
    truths = {
        "experience_entries": [_job(job, resume.form) for job in resume.truth.jobs],
        "education_entries": [_school(school, resume.form) for school in resume.truth.schools],
    }
    proposals = tuple(proposals)
    for key, wanted in truths.items():
        offered = [_values(each) for each in proposals if each.place.key == key]
        pairs = _paired(wanted, offered)
        for at, truth in enumerate(wanted):
            mine = offered[pairs[at]] if at in pairs else {}
            what = f"{resume.name} ({resume.form}): {truth} got {mine}"
            for name in ("start_date", "end_date", "current"):
                if name in truth:
                    found.count("dates", mine.get(name) == truth[name], what)
            names = (
                ("title", "company")
                if key == "experience_entries"
                else ("school", "degree", "field_of_study")
            )
            column = "titles" if key == "experience_entries" else "schools"
            for name in names:
                found.count(column, mine.get(name) == truth[name], what)
            if truth.get("summary"):
                found.count("texts", _right(mine, truth, "summary"), what)
        paired = {position: wanted[at] for at, position in pairs.items()}
        for position, mine in enumerate(offered):
            truth = paired.get(position, {})
            for name in mine:
                what = (
                    f"{resume.name} ({resume.form}): {name} {mine[name]!r} for {truth.get(name)!r}"
                )
                found.count("precision", _right(mine, truth, name), what)


def _right(mine: dict[str, Any], truth: dict[str, Any], name: str) -> bool:
    if name == "summary":
        return skeleton(mine.get(name, "")) == skeleton(truth.get(name, ""))
    return mine.get(name) == truth.get(name)


def _values(proposal: Proposal) -> dict[str, Any]:
    return {
        part.place.field or "": part.after
        for part in proposal.parts
        if not isinstance(part.after, Missing)
    }


def _paired(wanted: list[dict[str, Any]], offered: list[dict[str, Any]]) -> dict[int, int]:
    """Each true entry with the one that agrees with it most."""
    scored = sorted(
        (
            (-sum(mine.get(name) == value for name, value in truth.items()), at, position)
            for at, truth in enumerate(wanted)
            for position, mine in enumerate(offered)
        )
    )
    pairs: dict[int, int] = {}
    for agreement, at, position in scored:
        if agreement < 0 and at not in pairs and position not in pairs.values():
            pairs[at] = position
    return pairs


def _job(job: Any, form: str) -> dict[str, Any]:
    found = {"title": job.title, "company": job.company, "start_date": job.start.stored(form)}
    if job.end is None:
        found["current"] = True
    else:
        found["end_date"] = job.end.stored(form)
    if job.deeds:
        found["summary"] = "\n".join(job.deeds)
    return found


def _school(school: Any, form: str) -> dict[str, Any]:
    found = {"school": school.school, "degree": school.degree, "field_of_study": school.study}
    if school.start is not None:
        found["start_date"] = school.start.stored(form)
    found["end_date"] = school.end.stored(form)
    return found


def table(title: str, rows: Iterable[tuple[str, Score]]) -> Iterator[str]:
    """Lines of a table: one row for each score."""
    yield title
    yield f"  {'':<14}" + "".join(f"{column:>11}" for column in COLUMNS)
    for name, each in rows:
        cells = (each.share(column) for column in COLUMNS)
        shown = (f"{cell:>10.1%} " if cell is not None else f"{'–':>10} " for cell in cells)
        yield f"  {name:<14}" + "".join(shown).rstrip()

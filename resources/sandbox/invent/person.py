"""The words in which an invented person is described, by hand, in the `people_*` tables.

A `Person` says two things: what is true (and therefore stands in the resume), and, in `stored`,
where the record in the service differs from it because a parser or a hurried hand got it wrong.
Nothing here knows how records, resumes or pictures are written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

FileKind = Literal["pdf", "docx", "rtf", "doc"]
Layout = Literal[
    "column", "columns", "table", "sidebar", "letter", "scan", "plain", "listed", "grid"
]


@dataclass(frozen=True)
class Job:
    """One line of a working life. Dates are stored text: `YYYY-MM-DD`, or odd on purpose."""

    title: str | None
    company: str | None = None
    start: str | None = None
    end: str | None = None
    summary: str | None = None
    industry: str | None = None
    current: bool | None = None
    extra: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class School:
    """One line of an education. Dates as in `Job`."""

    school: str | None
    degree: str | None = None
    field_of_study: str | None = None
    start: str | None = None
    end: str | None = None
    extra: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """Where somebody lives, as the service derives it from the address."""

    city: str | None
    country: str
    code: str
    region: str | None = None
    region_code: str | None = None
    zip_code: str | None = None


@dataclass(frozen=True)
class Source:
    """How a record came into the account."""

    domain: str | None
    outlet: str | None
    common: str | None
    category: str | None
    sourced: bool = False


BOARD = Source("jobs.example.net", None, "jobs.example.net", "Job boards")
NETWORK = Source("linkedin.com", None, "linkedin.com", "Job boards")
CAREERS = Source(None, None, "Careers page", "Careers page")
REFERRAL = Source(None, None, "Employee referral", "Referrals")
AGENCY = Source("agency.example.org", None, "Quayside Recruiting", "Recruiters", sourced=True)
UPLOAD = Source(None, None, "Uploaded", "Sourced", sourced=True)
SPI = Source(None, "SPI", "Unknown", "Other", sourced=True)

MISREAD = "wrongly-parsed"
"""The tag of those whose record was read wrongly out of their resume, and whose truth is kept."""


@dataclass(frozen=True)
class Resume:
    """The file that belongs to a person: its kind, its looks, and the name it was uploaded under.

    `language` chooses headings and month names, `dates` the form in which dates are printed:
    `month` (Mar 2019), `slash` (03/2019), `iso` (2019-03), `year` (2019), `dotted` (03.2019) or
    `long` (March 2019). `native` is the name in Latin letters, printed beside the other one.
    `more` holds what stands in the resume alone: titles and texts of closing sections.
    """

    kind: FileKind
    filename: str
    layout: Layout = "column"
    language: str = "en"
    dates: str = "month"
    accent: str = "#1f5f8b"
    native: str | None = None
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Portrait:
    """The drawn picture: colours by name, shapes by name (see `portraits`)."""

    skin: str
    hair: str
    style: str
    coat: str
    ground: str
    kind: Literal["jpg", "png", "gif"] = "jpg"
    size: tuple[int, int] = (480, 480)
    extras: tuple[str, ...] = ()
    turned: bool = False


@dataclass(frozen=True)
class Comment:
    """A remark that a member of the team left; `member` is an index into the members' table."""

    member: int
    body: str


@dataclass(frozen=True, kw_only=True)
class Person:
    """One invented person in one job (or in the talent pool, when `job` is None).

    `socials` is a tuple of (type, username) or (type, username, url); None leaves the key out of
    the record altogether, which is not the same as an empty tuple. `stored` replaces values of
    the record: its keys are record keys, and `jobs`, `schools`, `skills` for those lists.
    """

    number: int
    job: str | None
    stage: str
    first: str | None
    last: str | None
    email: str | None
    slug: str = ""
    phone: str | None = None
    headline: str | None = None
    address: str | None = None
    place: Place | None = None
    summary: str | None = None
    cover: str | None = None
    jobs: tuple[Job, ...] = ()
    schools: tuple[School, ...] = ()
    skills: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    socials: tuple[tuple[str, ...], ...] | None = ()
    answers: tuple[tuple[str, Json], ...] = ()
    source: Source = CAREERS
    uploader: int | None = None
    resume: Resume | None = None
    portrait: Portrait | None = None
    comments: tuple[Comment, ...] = ()
    stored: Mapping[str, Json | tuple[Job, ...] | tuple[School, ...]] = field(default_factory=dict)
    note: str | None = None
    created: str | None = None
    updated: str | None = None

"""From the service's JSON to the model: records, list rows and what surrounds them.

Tolerant by rule: a wrong type never crashes and never turns into an invented value. A list that
could not be read wholly counts as not read at all, because sending such a list back would
delete what was not understood (API §6, trap 2). The way back lies in `gui.workable.body`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from gui.model.fields import BY_KEY, FIELDS, Field, Kind
from gui.model.record import Facts, Record
from gui.model.values import MISSING, Atom, Entry, Missing, Value
from gui.workable.failures import unexpected

_CANDIDATE_ID: Final = re.compile(r"[0-9A-Za-z]{1,32}")

# Keys that become facts; with the editable ones they are all that is taken apart here.
_FACT_KEYS: Final = frozenset(
    {
        "id",
        "name",
        "job",
        "stage",
        "stage_kind",
        "disqualified",
        "withdrew",
        "anonymized",
        "sourced",
        "profile_url",
        "created_at",
        "updated_at",
        "resume_url",
        "image_url",
    }
)


@dataclass(frozen=True, slots=True)
class RowSummary:
    """One row of a candidate list (API §8.1); times are UTC texts as the service wrote them."""

    id: str
    name: str = ""
    job: str | None = None
    job_shortcode: str | None = None
    in_talent_pool: bool = False
    stage: str | None = None
    email: str | None = None
    headline: str | None = None
    updated_at: str | None = None
    created_at: str | None = None
    disqualified: bool = False
    anonymized: bool = False
    has_resume: bool = False
    profile_url: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """An account that the token can see (API §8.5)."""

    id: str | None
    name: str
    subdomain: str


@dataclass(frozen=True, slots=True)
class Job:
    """A job as the list filter needs it (API §8.2)."""

    shortcode: str
    title: str
    state: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the account's pipeline (API §8.4); filters take the slug."""

    slug: str
    name: str
    kind: str | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the account, in whose name a comment can be left (API §8.3)."""

    id: str
    name: str
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """One line of a candidate's timeline (API §8.6). Edits never appear there (API §12.2)."""

    id: str
    action: str
    created_at: str | None = None
    member: str | None = None
    body: str | None = None
    stage: str | None = None


def is_candidate_id(text: object) -> bool:
    """Whether a text may stand in a request's path as a candidate's id (H21)."""
    return isinstance(text, str) and _CANDIDATE_ID.fullmatch(text) is not None


def record_from_json(answer: object) -> Record:
    """The record of a single read or of the answer to a PATCH (API §4.1, §5).

    Takes the candidate itself or the envelope around it. `UnexpectedAnswer` when it is no
    object or its id is not one that may be used.
    """
    source = _envelope(answer, "candidate")
    record_id = source.get("id")
    if not isinstance(record_id, str) or not is_candidate_id(record_id):
        raise unexpected("candidate.id")
    values: dict[str, Value] = {}
    left: dict[str, object] = {}
    for field in FIELDS:
        if field.key not in source:
            continue
        value = MISSING if field.key in ("image", "resume") else _value(field, source[field.key])
        if value is MISSING:
            left[field.key] = source[field.key]
        else:
            values[field.key] = value
    left |= {
        key: value for key, value in source.items() if key not in BY_KEY and key not in _FACT_KEYS
    }
    return Record(record_id, values, _facts(source), left)


def row_from_json(row: object) -> RowSummary:
    """One row of a candidate list; `UnexpectedAnswer` as in `record_from_json`."""
    source = _object(row, "candidates")
    row_id = source.get("id")
    if not isinstance(row_id, str) or not is_candidate_id(row_id):
        raise unexpected("candidates.id")
    job = _mapping(source.get("job"))
    return RowSummary(
        id=row_id,
        name=_text(source.get("name")) or _joined_name(source),
        job=_text(job.get("title")),
        job_shortcode=_text(job.get("shortcode")),
        in_talent_pool=_in_talent_pool(source),
        stage=_text(source.get("stage")),
        email=_text(source.get("email")),
        headline=_text(source.get("headline")),
        updated_at=_text(source.get("updated_at")),
        created_at=_text(source.get("created_at")),
        disqualified=source.get("disqualified") is True,
        anonymized=source.get("anonymized") is True,
        has_resume=bool(_mapping(source.get("resume_metadata")) or _text(source.get("resume_url"))),
        profile_url=_text(source.get("profile_url")),
    )


def rows_from_json(items: Iterable[object]) -> tuple[RowSummary, ...]:
    """The rows in their order, each id once."""
    rows: dict[str, RowSummary] = {}
    for item in items:
        row = row_from_json(item)
        rows.setdefault(row.id, row)
    return tuple(rows.values())


def account_from_json(answer: object) -> Account | None:
    """An account; None when it does not tell its subdomain."""
    source = _mapping(answer)
    subdomain = _text(source.get("subdomain"))
    if not subdomain:
        return None
    return Account(_text(source.get("id")), _text(source.get("name")) or subdomain, subdomain)


def job_from_json(item: object) -> Job | None:
    """A job; None for one without a shortcode, which no filter could use."""
    source = _mapping(item)
    shortcode = _text(source.get("shortcode"))
    if not shortcode:
        return None
    title = _text(source.get("title")) or _text(source.get("full_title")) or shortcode
    return Job(shortcode, title, _text(source.get("state")), _text(source.get("id")))


def stage_from_json(item: object) -> Stage | None:
    """A stage; None for one without a slug."""
    source = _mapping(item)
    slug = _text(source.get("slug"))
    if not slug:
        return None
    position = source.get("position")
    return Stage(
        slug,
        _text(source.get("name")) or slug,
        _text(source.get("kind")),
        position if isinstance(position, int) and not isinstance(position, bool) else 0,
    )


def member_from_json(item: object) -> Member | None:
    """A member; None for one without an id, and for one who is not active any more."""
    source = _mapping(item)
    member_id = _text(source.get("id"))
    if not member_id or source.get("active") is False:
        return None
    email = _text(source.get("email"))
    return Member(member_id, _text(source.get("name")) or email or member_id, email)


def activity_from_json(item: object) -> Activity | None:
    """A line of the timeline; None for one that says nothing."""
    source = _mapping(item)
    action = _text(source.get("action"))
    if not action:
        return None
    return Activity(
        id=_text(source.get("id")) or "",
        action=action,
        created_at=_text(source.get("created_at")),
        member=_text(_mapping(source.get("member")).get("name")),
        body=_text(source.get("body")),
        stage=_text(source.get("stage_name")),
    )


# --- values ------------------------------------------------------------------------------------


def _value(field: Field, raw: object) -> Value:
    if field.kind is Kind.WORDS:
        return _words(raw)
    if field.kind in (Kind.ENTRIES, Kind.PROFILES):
        return _entries(field, raw)
    atom = _atom(raw)
    return MISSING if isinstance(atom, bool) else atom


def _atom(raw: object) -> Atom | Missing:
    """Text, flag or null as they are, a whole number as its digits, anything else not read."""
    if raw is None or isinstance(raw, (str, bool)):
        return raw
    return str(raw) if isinstance(raw, int) else MISSING


def _words(raw: object) -> Value:
    """Tags are strings and skills are objects with a name (API §6); each word once."""
    if not isinstance(raw, list):
        return MISSING
    found: dict[str, None] = {}
    for item in raw:
        word = item.get("name", MISSING) if isinstance(item, dict) else item
        if word is None or word == "":
            continue
        if not isinstance(word, str):
            return MISSING
        found[word] = None
    return tuple(found)


def _entries(field: Field, raw: object) -> Value:
    if not isinstance(raw, list):
        return MISSING
    found: dict[str, Entry] = {}
    for position, item in enumerate(raw):
        fields = _entry_fields(field, item)
        if fields is None:
            return MISSING
        entry_id = None if field.kind is Kind.PROFILES else _entry_id(item.get("id"))
        if field.kind is Kind.PROFILES:
            network = fields.get("type")
            ref = f"net:{network if isinstance(network, str) else ''}"
        else:
            ref = entry_id or f"pos:{position}"
        ref = _unused(ref, found)
        found[ref] = Entry(ref, entry_id, fields)
    return tuple(found.values())


def _entry_fields(field: Field, item: object) -> dict[str, Atom] | None:
    """The fields of an entry without its id; None when one that matters cannot be read."""
    if not isinstance(item, dict):
        return None
    found: dict[str, Atom] = {}
    for name, raw in item.items():
        if name == "id":
            continue
        atom = _atom(raw)
        if not isinstance(atom, Missing):
            found[name] = atom
        elif field.entry_field(name) is not None:
            return None
    return found


def _entry_id(raw: object) -> str | None:
    atom = _atom(raw)
    return atom if isinstance(atom, str) and atom else None


def _unused(ref: str, taken: Mapping[str, Entry]) -> str:
    number, free = 2, ref
    while free in taken:
        free = f"{ref}#{number}"
        number += 1
    return free


# --- facts -------------------------------------------------------------------------------------


def _facts(source: Mapping[str, object]) -> Facts:
    job = _mapping(source.get("job"))
    resume = _mapping(source.get("resume_metadata"))
    resume_url = _text(source.get("resume_url"))
    sourced = source.get("sourced")
    return Facts(
        name=_text(source.get("name")) or _joined_name(source),
        job_title=_text(job.get("title")),
        job_shortcode=_text(job.get("shortcode")),
        in_talent_pool=_in_talent_pool(source),
        stage=_text(source.get("stage")),
        stage_kind=_text(source.get("stage_kind")),
        disqualified=source.get("disqualified") is True,
        withdrew=source.get("withdrew") is True,
        anonymized=source.get("anonymized") is True,
        sourced=sourced if isinstance(sourced, bool) else None,
        source=_text(source.get("common_source")) or _text(source.get("domain")),
        profile_url=_text(source.get("profile_url")),
        created_at=_text(source.get("created_at")),
        updated_at=_text(source.get("updated_at")),
        location=_text(_mapping(source.get("location")).get("location_str")),
        account_subdomain=_text(_mapping(source.get("account")).get("subdomain")),
        resume_filename=_text(resume.get("filename")) or _file_name(resume_url),
        resume_updated_at=_text(resume.get("updated_at")),
        resume_url=resume_url,
        image_url=_text(source.get("image_url")),
    )


def _file_name(resume_url: str | None) -> str | None:
    """The name after ``/download/``, the best there is without metadata (API §4.5)."""
    if resume_url is None:
        return None
    try:
        folder, _, name = urlsplit(resume_url).path.rpartition("/")
    except ValueError:
        return None
    return unquote(name) or None if folder.endswith("/download") else None


def _in_talent_pool(source: Mapping[str, object]) -> bool:
    return isinstance(source.get("talent_pool"), dict) and not isinstance(source.get("job"), dict)


def _joined_name(source: Mapping[str, object]) -> str:
    parts = (_text(source.get("firstname")), _text(source.get("lastname")))
    return " ".join(part for part in parts if part)


# --- shapes ------------------------------------------------------------------------------------


def _envelope(answer: object, key: str) -> Mapping[str, object]:
    source = _object(answer, key)
    return _object(source[key], key) if key in source else source


def _object(raw: object, what: str) -> Mapping[str, object]:
    if not isinstance(raw, dict):
        raise unexpected(what)
    return raw


def _mapping(raw: object) -> Mapping[str, object]:
    return raw if isinstance(raw, dict) else {}


def _text(raw: object) -> str | None:
    return raw if isinstance(raw, str) and raw else None

"""Turns a `Person` into the record that the service would hold (API §4), and its timeline (§8.6).

What a server works out by itself is left out: account, profile URL, resume and image URLs.
Everything is computed from the tables alone, so that two runs give the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from invent.company import JOBS, MEMBERS, POOL, STAGES, api_id
from invent.person import MISREAD, Job, Json, Person, School

_BY_SHORTCODE = {str(job["shortcode"]): job for job in JOBS}
_BY_SLUG = {str(stage["slug"]): stage for stage in STAGES}
_ORDER = [str(stage["slug"]) for stage in STAGES]

_NETWORKS = {
    "linkedin": ("LinkedIn", "https://www.linkedin.com/in/{}"),
    "github": ("GitHub", "https://github.com/{}"),
    "xing": ("Xing", "https://www.xing.com/profile/{}"),
    "twitter": ("Twitter", "https://twitter.com/{}"),
    "stackoverflow": ("Stack Overflow", "https://stackoverflow.com/users/{}"),
    "behance": ("Behance", "https://www.behance.net/{}"),
    "skype": ("Skype", "skype:{}?chat"),
    "facebook": ("Facebook", "https://www.facebook.com/{}"),
    "vk": ("VK", "https://vk.com/{}"),
    "dribbble": ("Dribbble", "https://dribbble.com/{}"),
    "dribble": ("Dribble", "https://dribbble.com/{}"),
    "academiaedu": ("Academia.edu", "https://example.academia.edu/{}"),
    "slideshare": ("SlideShare", "https://www.slideshare.net/{}"),
    "wordpress": ("WordPress", "https://{}.example.org/"),
    "quora": ("Quora", "https://www.quora.com/profile/{}"),
    "bitbucket": ("Bitbucket", "https://bitbucket.org/{}"),
    "pinterest": ("Pinterest", "https://www.pinterest.com/{}"),
}


def record(person: Person) -> dict[str, Json]:
    """The whole record of one person, in the order of keys that API §4.7 shows."""
    stage = _BY_SLUG[person.stage]
    created = _created(person)
    updated = person.updated or _stamp(
        created + timedelta(hours=3 + person.number % 90, seconds=person.number % 3181)
    )
    given: Mapping[str, object] = person.stored
    held: dict[str, Json] = {
        "number": person.number,
        "id": api_id(person.number),
        "name": " ".join(part for part in (person.first, person.last) if part) or None,
        "firstname": person.first,
        "lastname": person.last,
        "headline": person.headline,
    }
    if person.job is None:
        held["talent_pool"] = {"talent_pool_id": POOL[0], "identifier": POOL[1]}
    else:
        held["job"] = {"shortcode": person.job, "title": _BY_SHORTCODE[person.job]["title"]}
    held |= {
        "stage": stage["name"],
        "stage_kind": stage["kind"],
        "disqualified": False,
        "disqualified_at": None,
        "withdrew": False,
        "anonymized": False,
        "disqualification_reason": None,
        "hired_at": updated if person.stage == "hired" else None,
        "moved_to_offer_at": updated if person.stage in ("offer", "hired") else None,
        "sourced": person.source.sourced,
        "address": person.address,
        "phone": person.phone,
        "email": person.email,
        "outbound_mailbox": f"4aa{person.number % 16**6:06x}@outbound.example.com",
        "domain": person.source.domain,
        "outlet": person.source.outlet,
        "common_source": person.source.common,
        "common_source_category": person.source.category,
        "uploader_id": None if person.uploader is None else MEMBERS[person.uploader]["id"],
        "created_at": _stamp(created),
        "updated_at": updated,
        "cover_letter": person.cover,
        "summary": person.summary,
        "education_entries": [
            _school(person, index, entry)
            for index, entry in enumerate(_schools(given.get("schools"), person.schools))
        ],
        "experience_entries": [
            _job(person, index, entry)
            for index, entry in enumerate(_jobs(given.get("jobs"), person.jobs))
        ],
        "skills": [{"name": name} for name in _names(given.get("skills"), person.skills)],
        "answers": [
            {"question": {"body": question}, "answer": answer}
            for question, answer in person.answers
        ],
    }
    if person.resume is not None:
        held["resume_metadata"] = {
            "filename": person.resume.filename,
            "filetype": person.resume.kind,
            "created_at": _stamp(created),
            "updated_at": _stamp(created),
        }
        held["resume_file"] = f"resumes/{person.slug}.{person.resume.kind}"
    if person.portrait is not None:
        held["photo_file"] = f"photos/{person.slug}.{person.portrait.kind}"
    if person.socials is not None:
        held["social_profiles"] = [_profile(*entry) for entry in person.socials]
    held |= {
        "tags": list(person.tags),
        "location": _location(person),
        "originating_candidate_id": None,
    }
    for key, value in person.stored.items():
        if key not in ("jobs", "schools", "skills"):
            held[key] = value  # type: ignore[assignment]
    if "name" not in person.stored:
        parts = (held["firstname"], held["lastname"])
        held["name"] = " ".join(str(part) for part in parts if part) or None
    held["activities"] = _activities(person, created)
    if person.note is not None:
        held["_note"] = person.note
    if MISREAD in person.tags:
        held["_truth"] = _truth(person)
    return held


def _truth(person: Person) -> Json:
    """What the resume says of what was read wrongly; months only, as resumes print them."""

    def month(date: str | None) -> Json:
        return date[:7] if date else None

    return {
        "firstname": person.first,
        "lastname": person.last,
        "phone": person.phone,
        "jobs": [
            {
                "title": job.title,
                "company": job.company,
                "start_date": month(job.start),
                "end_date": month(job.end),
            }
            for job in person.jobs
        ],
        "skills": list(person.skills),
    }


def _jobs(stored: object, true: tuple[Job, ...]) -> tuple[Job, ...]:
    if stored is None:
        return true
    assert isinstance(stored, tuple)
    return stored


def _schools(stored: object, true: tuple[School, ...]) -> tuple[School, ...]:
    if stored is None:
        return true
    assert isinstance(stored, tuple)
    return stored


def _names(stored: object, true: Iterable[str]) -> list[str]:
    if stored is None:
        return list(true)
    assert isinstance(stored, list)
    return [str(name) for name in stored]


def _entry_id(person: Person, kind: str, index: int) -> str:
    digest = hashlib.blake2b(f"{person.number}/{kind}/{index}".encode(), digest_size=4)
    return format(int.from_bytes(digest.digest(), "big") | 0x10000000, "x")


def _school(person: Person, index: int, entry: School) -> Json:
    return {
        "id": _entry_id(person, "education", index),
        "degree": entry.degree,
        "school": entry.school,
        "field_of_study": entry.field_of_study,
        "start_date": entry.start,
        "end_date": entry.end,
        **entry.extra,
    }


def _job(person: Person, index: int, entry: Job) -> Json:
    current = entry.current
    if current is None and (entry.start or entry.end):
        current = entry.end is None
    return {
        "id": _entry_id(person, "experience", index),
        "title": entry.title,
        "summary": entry.summary,
        "start_date": entry.start,
        "end_date": entry.end,
        "company": entry.company,
        "industry": entry.industry,
        "current": current,
        **entry.extra,
    }


def _profile(kind: str, username: str, url: str | None = None) -> Json:
    name, pattern = _NETWORKS[kind]
    profile: dict[str, Json] = {"type": kind, "name": name}
    if username:
        profile["username"] = username
    profile["url"] = url or pattern.format(username)
    return profile


def _location(person: Person) -> Json:
    place = person.place
    if place is None:
        return dict.fromkeys(
            ("location_str", "country", "country_code", "region", "region_code", "city", "zip_code")
        )
    parts = (place.city, place.region, place.country)
    return {
        "location_str": ", ".join(part for part in parts if part),
        "country": place.country,
        "country_code": place.code,
        "region": place.region,
        "region_code": place.region_code,
        "city": place.city,
        "zip_code": place.zip_code,
    }


# --- time ------------------------------------------------------------------------------------


_REFERENCE = (501_234_567, datetime(2026, 5, 11, 8, 2, 41, tzinfo=UTC))
_PER_NUMBER = timedelta(seconds=349)


def _created(person: Person) -> datetime:
    """Numbers grow with time, at the pace between the two records of the API reference."""
    if person.created is not None:
        return datetime.fromisoformat(person.created)
    number, moment = _REFERENCE
    moment += (person.number - number) * _PER_NUMBER
    return moment


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _fine(moment: datetime, number: int) -> str:
    """Activity times carry milliseconds (API §1)."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + f".{number % 1000:03d}Z"


# --- timeline --------------------------------------------------------------------------------


def _activities(person: Person, created: datetime) -> list[Json]:
    """The timeline, oldest first. It never tells of edits, as the service does not (§12.2)."""
    rows: list[Json] = []
    moment = created

    def add(
        action: str,
        stage: str,
        *,
        target: str | None = None,
        member: int | None = None,
        body: str | None = None,
    ) -> None:
        nonlocal moment
        number = 900_000_000 + (person.number % 10_000_000) * 16 + len(rows)
        row: dict[str, Json] = {
            "id": api_id(number),
            "action": action,
            "stage_name": _BY_SLUG[stage]["name"],
            "action_stage": _stage(stage),
            "target_stage": _stage(target) if target else None,
            "created_at": _fine(moment, number * 37),
            "updated_at": _fine(moment, number * 37),
        }
        if member is not None:
            row["member"] = {
                "id": MEMBERS[member]["id"],
                "name": MEMBERS[member]["name"],
                "type": "recruiter",
            }
        row["body"] = body
        row["visibility_roles"] = []
        rows.append(row)
        moment += timedelta(hours=5 + number % 19, minutes=number % 53)

    recruiter = 1 + person.number % 2
    if person.source.sourced:
        add("uploaded", "sourced", member=person.uploader if person.uploader is not None else 0)
        passed = "sourced"
    else:
        add("applied", "applied")
        passed = "applied"
    steps = _ORDER[_ORDER.index(passed) + 1 : _ORDER.index(person.stage) + 1]
    for slug in steps:
        if slug in ("applied", "assessment", "second-interview") and slug != person.stage:
            continue
        add(slug, passed, target=slug, member=recruiter)
        passed = slug
    for comment in person.comments:
        add("comment", passed, member=comment.member, body=comment.body)
    if person.stored.get("disqualified"):
        add(
            "disqualified",
            passed,
            member=recruiter,
            body=str(person.stored.get("disqualification_reason") or "") or None,
        )
    return rows


def _stage(slug: str) -> Json:
    stage = _BY_SLUG[slug]
    return {key: stage[key] for key in ("id", "identifier", "name", "slug")}

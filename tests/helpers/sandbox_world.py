"""A handful of invented people for tests: the records of the API reference and some odd ones.

Small, so that a sandbox starts in milliseconds; the people that come with the program are in
`resources/sandbox`.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from gui.sandbox.world import World

SUBDOMAIN: Final = "harbourworks"

AMARA: Final = "1de04059"
"""A full record, the one of API §4.7, with resume and photo. Her number is 501234567."""
BEA: Final = "1de0405b"
"""In Amara's job under another address. No social profiles, hence no key for them."""
TOMASZ: Final = "1de0559d"
"""A sparse record in the talent pool, the one of API §4.8."""
ODDA: Final = "1de05992"
"""Entries without school or title, odd dates, keys that no reference knows, HTML."""
PETRA: Final = "1de05d7a"
"""In an archived job."""
NOBODY: Final = "1de06162"
"""Anonymized."""

JOB: Final = "9F3A6C21D0"
OTHER_JOB: Final = "4C7E19AB52"
ARCHIVED_JOB: Final = "C13F5E8A66"

PDF: Final = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PNG: Final = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de000000"
    "0c4944415478da63908fef060001aa010a4978996e0000000049454e44ae426082"
)


@dataclass(frozen=True)
class InlineWorld(World):
    """A world whose files are given, not read from a folder."""

    files: dict[str, bytes] = field(default_factory=dict)

    def file_bytes(self, relative: str) -> bytes:
        return self.files[relative]


def small_world(*more: dict[str, Any]) -> World:
    """The people above, and `more` candidates (see `candidate`), in the order of their numbers."""
    people = sorted([*_people(), *more], key=lambda person: person["number"])
    return InlineWorld(
        folder=Path("/nowhere"),
        account={
            "id": "64f8b",
            "name": "Harbour Works",
            "subdomain": SUBDOMAIN,
            "description": None,
            "summary": None,
            "website_url": "https://harbourworks.example",
        },
        stages=[_stage(*row) for row in _STAGES],
        jobs=[_job(*row) for row in _JOBS],
        members=[
            _member("28ef73", "Ines Kaltenberg", "admin"),
            _member("28ef7c", "Rafe Oduya", "simple"),
        ],
        disqualification_reasons=[
            {"id": "4c0aa", "name": "Not enough experience"},
            {"id": "4c0b1", "name": "Withdrew"},
        ],
        custom_attributes=[
            {"id": "4d7", "type": "short_text", "enabled": True, "label": "Badge", "hint": None},
            {"id": "4d8", "type": "boolean", "enabled": True, "label": "Licence", "hint": None},
            {"id": "4d9", "type": "date", "enabled": True, "label": "Start", "hint": None},
            {"id": "4da", "type": "numeric", "enabled": True, "label": "Notice", "hint": None},
            {
                "id": "4db",
                "type": "dropdown",
                "enabled": True,
                "label": "Shift",
                "hint": None,
                "single_answer": True,
                "choices": [{"id": "1a20", "body": "Day"}, {"id": "1a21", "body": "Night"}],
            },
        ],
        candidates=people,
        files={"resumes/amara.pdf": PDF, "photos/amara.png": PNG},
    )


def candidate(number: int, first: str, last: str, **more: Any) -> dict[str, Any]:
    """A sparse candidate with that number in the application, in `JOB` unless told otherwise.

    `more` replaces or adds keys of the record; `job=None` puts it into the talent pool.
    """
    shortcode = more.pop("job", JOB)
    record: dict[str, Any] = {
        "number": number,
        "id": format(number + 1234, "x"),
        "name": f"{first} {last}",
        "firstname": first,
        "lastname": last,
        "headline": None,
    }
    if shortcode is None:
        record["talent_pool"] = {"talent_pool_id": 88110, "identifier": "15d00"}
    else:
        titles = {row[1]: row[2] for row in _JOBS}
        record["job"] = {"shortcode": shortcode, "title": titles[shortcode]}
    record |= {
        "stage": "Sourced" if shortcode is None else "Phone Screen",
        "stage_kind": "sourced" if shortcode is None else "phone-screen",
        "disqualified": False,
        "disqualified_at": None,
        "withdrew": False,
        "anonymized": False,
        "disqualification_reason": None,
        "hired_at": None,
        "moved_to_offer_at": None,
        "sourced": True,
        "address": None,
        "phone": None,
        "email": f"{first}.{last}@example.com".lower(),
        "outbound_mailbox": f"4aa{number % 1000:03d}@outbound.example.com",
        "domain": None,
        "outlet": "SPI",
        "common_source": "Unknown",
        "common_source_category": "Other",
        "uploader_id": None,
        "created_at": "2026-06-02T10:00:00Z",
        "updated_at": "2026-06-02T10:00:00Z",
        "cover_letter": None,
        "summary": None,
        "education_entries": [],
        "experience_entries": [],
        "skills": [],
        "answers": [],
        "tags": [],
        "location": dict.fromkeys(
            (
                "location_str",
                "country",
                "country_code",
                "region",
                "region_code",
                "city",
                "zip_code",
            )
        ),
        "originating_candidate_id": None,
        "activities": [
            {
                "id": format(900_000_000 + number % 10_000, "x"),
                "action": "uploaded",
                "stage_name": "Sourced",
                "action_stage": None,
                "target_stage": None,
                "created_at": "2026-06-02T10:00:00.123Z",
                "updated_at": "2026-06-02T10:00:00.123Z",
                "body": None,
                "visibility_roles": [],
            }
        ],
    }
    return record | copy.deepcopy(more)


def _people() -> list[dict[str, Any]]:
    amara = candidate(
        501234567,
        "Amara",
        "Osei-Lindqvist",
        headline="Supply chain analyst",
        sourced=False,
        address="14 Quay Lane, Gothenburg",
        phone="+46 31 555 01 23",
        email="amara.osei@example.com",
        domain="linkedin.com",
        outlet=None,
        common_source="linkedin.com",
        common_source_category="Job boards",
        created_at="2026-05-11T08:02:41Z",
        updated_at="2026-05-12T13:40:07Z",
        summary="<p>Ten years in freight planning.</p>",
        education_entries=[
            {
                "id": "2f0a11c4",
                "degree": "MSc",
                "school": "Chalmers",
                "field_of_study": "Industrial Engineering",
                "start_date": "2010-09-01",
                "end_date": "2012-06-15",
            },
            {
                "id": "2f0a11c5",
                "degree": None,
                "school": "Lund University",
                "field_of_study": None,
                "start_date": None,
                "end_date": "2010-06-10",
            },
        ],
        experience_entries=[
            {
                "id": "61b20e7d",
                "title": "Analyst",
                "summary": None,
                "start_date": "2019-02-01",
                "end_date": None,
                "company": "Norrfrakt AB",
                "industry": "Logistics",
                "current": True,
            }
        ],
        skills=[{"name": "forecasting"}, {"name": "SQL"}],
        answers=[
            {
                "question": {"body": "Do you hold a forklift licence?"},
                "answer": {"checked": True},
            },
            {"question": {"body": "Earliest start?"}, "answer": {"date": "2026-08-01"}},
        ],
        resume_metadata={
            "filename": "amara-cv.pdf",
            "filetype": "pdf",
            "created_at": "2026-05-11T08:02:41Z",
            "updated_at": "2026-05-11T08:02:41Z",
        },
        resume_file="resumes/amara.pdf",
        photo_file="photos/amara.png",
        social_profiles=[
            {
                "type": "linkedin",
                "name": "LinkedIn",
                "username": "amara-osei",
                "url": "https://www.linkedin.com/in/amara-osei",
            }
        ],
        tags=["gothenburg", "second-round"],
        location={
            "location_str": "Gothenburg, Sweden",
            "country": "Sweden",
            "country_code": "SE",
            "region": None,
            "region_code": None,
            "city": "Gothenburg",
            "zip_code": None,
        },
    )
    odda = candidate(
        501241024,
        "ODDA",
        "EIRIKSDOTTIR",
        job=OTHER_JOB,
        summary="<ul><li>Plans</li></ul>",
        education_entries=[
            {
                "id": "2f0b0001",
                "degree": "BSc",
                "school": None,
                "field_of_study": None,
                "start_date": "2009",
                "end_date": None,
                "grade": "A",
            }
        ],
        experience_entries=[
            {
                "id": "61c00001",
                "title": None,
                "summary": "<b>Crane</b>",
                "start_date": "2015-03",
                "end_date": None,
                "company": "Bergen Dock",
                "industry": None,
                "current": None,
            },
            {
                "id": "61c00002",
                "title": "Foreman",
                "summary": None,
                "start_date": "2011-01-01",
                "end_date": "2015-02-28",
                "company": "Bergen Dock",
                "industry": None,
                "current": False,
                "seniority": "lead",
            },
        ],
        shirt_size="M",
    )
    return [
        amara,
        candidate(501234569, "Bea", "Nyqvist"),
        candidate(501240011, "Tomasz", "Bielak", job=None, email="t.bielak@example.com"),
        odda,
        candidate(501242024, "Petra", "Holm", job=ARCHIVED_JOB),
        candidate(501243024, "Anonymous", "Candidate", anonymized=True, email=None),
    ]


_STAGES: Final = (
    (5270, "sourced", "Sourced", 1),
    (5271, "applied", "Applied", 2),
    (5272, "phone-screen", "Phone Screen", 3),
    (5273, "interview", "Interview", 4),
    (5274, "offer", "Offer", 5),
    (5275, "hired", "Hired", 6),
)


def _stage(number: int, slug: str, name: str, position: int) -> dict[str, Any]:
    return {
        "id": number,
        "identifier": format(number + 1234, "x"),
        "slug": slug,
        "name": name,
        "kind": slug,
        "position": position,
    }


_JOBS: Final = (
    (5988102, ARCHIVED_JOB, "Pilotage Coordinator", "archived"),
    (6012345, JOB, "Logistics Planner", "published"),
    (6012911, OTHER_JOB, "Warehouse Team Lead", "published"),
)


def _job(number: int, shortcode: str, title: str, state: str) -> dict[str, Any]:
    return {
        "number": number,
        "id": format(number + 1234, "x"),
        "title": title,
        "full_title": title,
        "shortcode": shortcode,
        "code": None,
        "state": state,
        "sample": False,
        "confidential": False,
        "department": None,
        "department_hierarchy": [],
        "url": f"https://{SUBDOMAIN}.workable.com/backend/jobs/{number}",
        "application_url": f"https://{SUBDOMAIN}.workable.com/jobs/{number}/candidates/new",
        "shortlink": f"https://{SUBDOMAIN}.workable.com/j/{shortcode}",
        "workplace_type": "on_site",
        "location": {},
        "locations": [],
        "salary": {},
        "created_at": "2025-11-03T09:00:00Z",
        "updated_at": "2026-01-19T14:05:12Z",
        "keywords": [],
    }


def _member(member_id: str, name: str, role: str) -> dict[str, Any]:
    return {
        "id": member_id,
        "name": name,
        "headline": None,
        "email": name.lower().replace(" ", ".") + "@example.com",
        "role": role,
        "hris_role": None,
        "roles": [f"ats.{role}"],
        "active": True,
        "collaboration_rules": [],
    }

"""Harbour Works, the invented employer: its account, pipeline, jobs, team and lists of choices.

Shapes follow the API reference, §8.2 to §8.5 and §8.10. Every API id is the hexadecimal form of
a browser number plus 1234 (§3.3); the numbers are kept beside the ids where the sandbox needs them.
"""

# Tables are read by the line; the formatter would set every value on a line of its own.
# fmt: off
from __future__ import annotations

from invent.person import Json

SUBDOMAIN = "harbourworks"
SITE = f"https://{SUBDOMAIN}.workable.com"
ARCHIVED_JOB = "C13F5E8A66"
POOL = (88110, "15d00")


def api_id(number: int) -> str:
    """The API id that belongs to a browser number (API §3.3)."""
    return format(number + 1234, "x")


ACCOUNT: dict[str, Json] = {
    "id": api_id(412345),
    "name": "Harbour Works",
    "subdomain": SUBDOMAIN,
    "description": None,
    "summary": None,
    "website_url": "https://harbourworks.example",
}

_STAGES = (
    (5270, "sourced", "Sourced", "sourced"),
    (5271, "applied", "Applied", "applied"),
    (5272, "phone-screen", "Phone Screen", "phone-screen"),
    (5273, "assessment", "Assessment", "assessment"),
    (5274, "interview", "Interview", "interview"),
    (5279, "second-interview", "Second Interview", "interview"),
    (5275, "offer", "Offer", "offer"),
    (5276, "hired", "Hired", "hired"),
)

STAGES: list[dict[str, Json]] = [
    {
        "id": number,
        "identifier": api_id(number),
        "slug": slug,
        "name": name,
        "kind": kind,
        "position": position,
    }
    for position, (number, slug, name, kind) in enumerate(_STAGES, start=1)
]

_JOBS = (
    # number, shortcode, title, code, state, department, city, country, code, kind of place
    (5988102, ARCHIVED_JOB, "Pilotage Coordinator", "OPS-09", "archived",
     "Operations", "Gothenburg", "Sweden", "SE", "on_site"),
    (6009870, "2B96F0D7C8", "Executive Assistant", "ADM-02", "closed",
     "Administration", "Gothenburg", "Sweden", "SE", "hybrid"),
    (6012345, "9F3A6C21D0", "Logistics Planner", "OPS-14", "published",
     "Operations", "Gothenburg", "Sweden", "SE", "hybrid"),
    (6012911, "4C7E19AB52", "Warehouse Team Lead", "OPS-15", "published",
     "Operations", "Rotterdam", "Netherlands", "NL", "on_site"),
    (6013478, "B05D83F6E1", "Data Analyst, Fleet", "DAT-03", "published",
     "Data", "Dublin", "Ireland", "IE", "remote"),
    (6014020, "71D2C94A0F", "Software Engineer, Port Systems", "ENG-21", "published",
     "Engineering", "Gothenburg", "Sweden", "SE", "remote"),
    (6014655, "E8A4407B39", "Customs Declarant", "CUS-04", "published",
     "Customs", "Trieste", "Italy", "IT", "on_site"),
    (6015230, "5AE07D9241", "HR Business Partner", "PEO-06", "published",
     "People", "Bristol", "United Kingdom", "GB", "hybrid"),
    (6015988, "0D6B8C31F7", "Electrician, Cranes", None, "draft",
     "Maintenance", "Rotterdam", "Netherlands", "NL", "on_site"),
)


def _job(number: int, shortcode: str, title: str, code: str | None, state: str, department: str,
         city: str, country: str, country_code: str, workplace: str) -> dict[str, Json]:
    month = 1 + (number - 5988102) // 7000
    location: dict[str, Json] = {
        "location_str": f"{city}, {country}",
        "country": country,
        "country_code": country_code,
        "region": None,
        "region_code": None,
        "city": city,
        "zip_code": None,
        "telecommuting": workplace == "remote",
    }
    return {
        "number": number,
        "id": api_id(number),
        "title": title,
        "full_title": f"{title} - {code}" if code else title,
        "shortcode": shortcode,
        "code": code,
        "state": state,
        "sample": False,
        "confidential": state == "closed",
        "department": department,
        "department_hierarchy": [{"id": format(sum(map(ord, department)) + 70000, "x"),
                                  "name": department}],
        "url": f"{SITE}/backend/jobs/{number}",
        "application_url": f"{SITE}/jobs/{number}/candidates/new",
        "shortlink": f"{SITE}/j/{shortcode}",
        "workplace_type": workplace,
        "location": location,
        "locations": [dict(location)],
        "salary": {"salary_from": None, "salary_to": None, "salary_currency": None},
        "created_at": f"2025-{month + 7:02d}-11T08:30:00Z",
        "updated_at": f"2026-{month:02d}-19T14:05:12Z",
        "keywords": [],
    }


JOBS: list[dict[str, Json]] = [_job(*row) for row in _JOBS]

_MEMBERS = (
    (2681393, "Ines Kaltenberg", "Head of Recruiting", "ines.kaltenberg@example.com",
     "admin", ("ats.admin", "workable.superadmin"), True),
    (2750001, "Rafe Oduya", "Recruiter, operations", "rafe.oduya@example.com",
     "simple", ("ats.recruiter",), True),
    (2681417, "Maj Thorsell", "Recruiter, technology", "maj.thorsell@example.com",
     "simple", ("ats.recruiter",), True),
    (2689950, "Piet Hoogland", "Terminal manager", "piet.hoogland@example.com",
     "reviewer", ("ats.reviewer",), True),
    (2690021, "Yuna Sakamaki", None, "yuna.sakamaki@example.com",
     "no_access", (), True),
    (2601200, "Corrado Velluti", "Recruiter until 2025", "corrado.velluti@example.com",
     "simple", ("ats.recruiter",), False),
)

MEMBERS: list[dict[str, Json]] = [
    {
        "id": api_id(number),
        "name": name,
        "headline": headline,
        "email": email,
        "role": role,
        "hris_role": None,
        "roles": list(roles),
        "active": active,
        "collaboration_rules": [],
    }
    for number, name, headline, email, role, roles, active in _MEMBERS
]

_REASONS = (
    "Not enough experience",
    "No right to work",
    "Salary expectations",
    "Withdrew",
    "Did not answer",
    "Position filled",
)

DISQUALIFICATION_REASONS: list[dict[str, Json]] = [
    {"id": api_id(310200 + 7 * index), "name": name} for index, name in enumerate(_REASONS)
]

CUSTOM_ATTRIBUTES: list[dict[str, Json]] = [
    {"id": "4d7", "type": "short_text", "enabled": True, "label": "Badge number", "hint": None},
    {"id": "4d8", "type": "boolean", "enabled": True, "label": "Forklift licence", "hint": None},
    {"id": "4d9", "type": "date", "enabled": True, "label": "Earliest start", "hint": None},
    {"id": "4da", "type": "numeric", "enabled": False, "label": "Notice period",
     "hint": "In weeks"},
    {
        "id": "4db",
        "type": "dropdown",
        "enabled": True,
        "label": "Shift",
        "hint": None,
        "single_answer": True,
        "choices": [
            {"id": "1a20", "body": "Day"},
            {"id": "1a21", "body": "Night"},
            {"id": "1a22", "body": "Rotating"},
        ],
    },
]

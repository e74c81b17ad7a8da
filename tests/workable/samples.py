"""Candidates as the service would send them, all invented (the shapes of API §4.7 and §4.8)."""

from __future__ import annotations

from typing import Any

FULL_ID = "1de04059"
POOL_ID = "1de0559d"


def full() -> dict[str, Any]:
    """A record with everything in it."""
    return {
        "id": FULL_ID,
        "name": "Amara Osei-Lindqvist",
        "firstname": "Amara",
        "lastname": "Osei-Lindqvist",
        "headline": "Supply chain analyst",
        "image_url": "https://cdn.example.com/amara.jpg?sig=1",
        "account": {"subdomain": "harbourworks", "name": "Harbour Works"},
        "job": {"shortcode": "9F3A6C21D0", "title": "Logistics Planner"},
        "stage": "Phone Screen",
        "stage_kind": "phone-screen",
        "disqualified": False,
        "disqualified_at": None,
        "withdrew": False,
        "anonymized": False,
        "sourced": False,
        "profile_url": (
            "https://harbourworks.workable.com/backend/jobs/6012345/candidates/501234567"
        ),
        "address": "14 Quay Lane, Gothenburg",
        "phone": "+46 31 555 01 23",
        "email": "amara.osei@example.com",
        "domain": "linkedin.com",
        "common_source": "LinkedIn",
        "created_at": "2026-05-11T08:02:41Z",
        "updated_at": "2026-05-12T13:40:07Z",
        "cover_letter": None,
        "summary": "<p>Ten years in freight planning.</p>",
        "education_entries": [
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
        "experience_entries": [
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
        "skills": [{"name": "forecasting"}, {"name": "SQL"}],
        "answers": [{"question": {"body": "Earliest start?"}, "answer": {"date": "2026-08-01"}}],
        "resume_url": (
            "https://storage.example.com/uploads/4/download/amara-cv.pdf?X-Amz-Signature=0000"
        ),
        "resume_metadata": {
            "filename": "amara-cv.pdf",
            "filetype": "pdf",
            "created_at": "2026-05-11T08:02:41Z",
            "updated_at": "2026-05-11T08:02:42Z",
        },
        "social_profiles": [
            {
                "type": "linkedin",
                "name": "LinkedIn",
                "username": "amara-osei",
                "url": "https://www.linkedin.com/in/amara-osei",
            }
        ],
        "tags": ["gothenburg", "second-round"],
        "location": {"location_str": "Gothenburg, Sweden", "country": "Sweden"},
        "originating_candidate_id": None,
    }


def pool() -> dict[str, Any]:
    """A sparse record of the talent pool, its social profiles not told."""
    return {
        "id": POOL_ID,
        "name": "Tomasz Bielak",
        "firstname": "Tomasz",
        "lastname": "Bielak",
        "headline": None,
        "image_url": None,
        "talent_pool": {"talent_pool_id": 88110, "identifier": "15d00"},
        "stage": "Sourced",
        "profile_url": (
            "https://harbourworks.workable.com/backend/talent_pool/browser/sourced/candidate/501240011"
        ),
        "address": None,
        "phone": None,
        "email": "t.bielak@example.com",
        "created_at": "2026-06-02T10:00:00Z",
        "updated_at": "2026-06-02T10:00:00Z",
        "summary": None,
        "education_entries": [],
        "experience_entries": [],
        "skills": [],
        "resume_url": None,
        "tags": [],
    }


def row(candidate_id: str, **more: Any) -> dict[str, Any]:
    """A list row with little in it."""
    return {"id": candidate_id, "name": f"Person {candidate_id}", "email": None} | more

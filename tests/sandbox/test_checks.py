"""The modelled refusals (API §9, §14): each with its body, and gone when switched off."""

from __future__ import annotations

import base64
from typing import Any, NamedTuple

import httpx
import pytest

from tests.helpers.sandbox import RunningSandbox
from tests.helpers.sandbox_world import AMARA, BEA, NOBODY, ODDA, PDF, PETRA, PNG, TOMASZ

LARGE = base64.b64encode(PDF + b" " * 5_242_880).decode()
TWO_OF_A_KIND = [
    {"type": "github", "url": "https://github.com/a"},
    {"type": "github", "url": "https://github.com/b"},
]


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


class Case(NamedTuple):
    """A body that is refused, where and how, and the switch that lets it pass."""

    candidate: dict[str, Any]
    field: str
    text: str
    switch: str


CASES = {
    "email of another": Case(
        {"email": "Bea.Nyqvist@example.com"},
        "email",
        "candidate already exists",
        "check_email_unique",
    ),
    "no email": Case({"email": ""}, "email", "can't be blank", "check_email_form"),
    "no email at all": Case({"email": "amara.osei"}, "email", "is invalid", "check_email_form"),
    "two emails": Case({"email": "a@b.se, c@d.se"}, "email", "is invalid", "check_email_form"),
    "no school": Case(
        {"education_entries": [{"degree": "MSc"}]},
        "education_entries.school",
        "can't be blank",
        "check_required_fields",
    ),
    "school taken away": Case(
        {"education_entries": [{"id": "2f0a11c4"}]},
        "education_entries.school",
        "can't be blank",
        "check_required_fields",
    ),
    "blank title": Case(
        {"experience_entries": [{"id": "61b20e7d", "title": "  "}]},
        "experience_entries.title",
        "can't be blank",
        "check_required_fields",
    ),
    "month alone": Case(
        {"education_entries": [{"school": "KTH", "start_date": "2010-09"}]},
        "education_entries.start_date",
        "is not a date in the form YYYY-MM-DD",
        "check_dates",
    ),
    "no such day": Case(
        {"experience_entries": [{"title": "Analyst", "end_date": "2023-02-29"}]},
        "experience_entries.end_date",
        "is not a date in the form YYYY-MM-DD",
        "check_dates",
    ),
    "unknown network": Case(
        {"social_profiles": [{"type": "instagram", "url": "https://instagram.com/a"}]},
        "social_profiles.type",
        "is not included in the list",
        "check_social_types",
    ),
    "two of a network": Case(
        {"social_profiles": TWO_OF_A_KIND},
        "social_profiles.type",
        "has already been taken",
        "check_one_profile_per_type",
    ),
    "unknown source": Case(
        {"image_url": "https://example.com/a.png", "image_source": "instagram"},
        "image_source",
        "is not included in the list",
        "check_social_types",
    ),
    "resume of another type": Case(
        {"resume": {"name": "cv.odt", "data": encoded(b"PK\x03\x04")}},
        "resume",
        "type is not one of pdf, doc, docx, rtf",
        "check_file_types",
    ),
    "resume that is something else": Case(
        {"resume": {"name": "cv.pdf", "data": encoded(b"<html>")}},
        "resume",
        "content does not match its type",
        "check_file_types",
    ),
    "archive that is no document": Case(
        {"resume": {"name": "cv.docx", "data": encoded(b"PK\x03\x04 not really")}},
        "resume",
        "content does not match its type",
        "check_file_types",
    ),
    "photo of another type": Case(
        {"image": {"name": "me.webp", "data": encoded(b"RIFF")}},
        "image",
        "type is not one of jpg, jpeg, png, gif",
        "check_file_types",
    ),
    "photo that is something else": Case(
        {"image": {"name": "me.jpg", "data": encoded(PNG)}},
        "image",
        "content does not match its type",
        "check_file_types",
    ),
    "large resume": Case(
        {"resume": {"name": "cv.pdf", "data": LARGE}},
        "resume",
        "size must be less than or equal to 5242880 bytes",
        "check_file_sizes",
    ),
    "another consent": Case(
        {"texting_consent": "yes"},
        "texting_consent",
        "is not included in the list",
        "check_texting_consent",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_refused_with_the_reason_and_passed_when_switched_off(
    api: httpx.Client, sandbox: RunningSandbox, case: Case
) -> None:
    before = sandbox.record(AMARA)
    refused = api.patch(f"/candidates/{AMARA}", json={"candidate": case.candidate})
    assert refused.status_code == 422
    assert refused.json()["validation_errors"] == {case.field: [case.text]}
    spoken = case.field.replace("_", " ").replace(".", " ").capitalize()
    assert refused.json()["error"] == f"Validation failed: {spoken} {case.text}"
    assert sandbox.record(AMARA) == before
    sandbox.switch(case.switch, False)
    passed = api.patch(f"/candidates/{AMARA}", json={"candidate": case.candidate})
    assert passed.status_code == 200, passed.text


ALWAYS = {
    "both resumes": (
        {"resume": {"name": "a.pdf", "data": encoded(PDF)}, "resume_url": "https://a.se/a.pdf"},
        {"resume": ["and resume_url cannot be sent together"]},
    ),
    "both photos": (
        {"image": {"name": "a.png", "data": encoded(PNG)}, "image_url": "https://a.se/a.png"},
        {"image": ["and image_url cannot be sent together"]},
    ),
    "no object": ({"resume": "x"}, {"resume": ["is not an object with name and data"]}),
    "no name": ({"resume": {"data": "eA=="}}, {"resume": ["name can't be blank"]}),
    "no data": ({"resume": {"name": "a.pdf"}}, {"resume": ["data can't be blank"]}),
    "no base64": (
        {"resume": {"name": "a.pdf", "data": "%%%"}},
        {"resume": ["data is not valid base64"]},
    ),
    "no link": ({"resume_url": "file:///etc/passwd"}, {"resume_url": ["is not a link"]}),
    "half a link": ({"image_url": "https://[::1"}, {"image_url": ["is not a link"]}),
    "profile without link": (
        {"social_profiles": [{"type": "github"}]},
        {"social_profiles.url": ["can't be blank"]},
    ),
    "profile without type": (
        {"social_profiles": [{"url": "https://github.com/a"}]},
        {"social_profiles.type": ["can't be blank"]},
    ),
    "current in words": (
        {"experience_entries": [{"title": "Analyst", "current": "yes"}]},
        {"experience_entries.current": ["is not true or false"]},
    ),
    "a number in an entry": (
        {"experience_entries": [{"title": "Analyst", "company": 7}]},
        {"experience_entries.company": ["is not a string"]},
    ),
    "source no text": (
        {"image": {"name": "a.png", "data": encoded(PNG), "source": []}},
        {"image.source": ["is not a string"]},
    ),
}


@pytest.mark.parametrize(("candidate", "errors"), ALWAYS.values(), ids=list(ALWAYS))
def test_refused_whatever_the_switches(
    api: httpx.Client, candidate: dict[str, Any], errors: dict[str, Any]
) -> None:
    answer = api.patch(f"/candidates/{AMARA}", json={"candidate": candidate})
    assert answer.status_code == 422
    assert answer.json()["validation_errors"] == errors


def test_all_reasons_come_at_once(api: httpx.Client) -> None:
    candidate = {
        "email": "x",
        "texting_consent": "yes",
        "experience_entries": [{"title": ""}, {"title": None, "start_date": "May"}],
    }
    answer = api.patch(f"/candidates/{AMARA}", json={"candidate": candidate})
    assert answer.json()["validation_errors"] == {
        "texting_consent": ["is not included in the list"],
        "experience_entries.title": ["can't be blank"],
        "experience_entries.start_date": ["is not a date in the form YYYY-MM-DD"],
        "email": ["is invalid"],
    }


def test_the_same_email_is_free_in_another_job_and_in_the_pool(api: httpx.Client) -> None:
    for record_id in (ODDA, TOMASZ):
        body = {"candidate": {"email": "amara.osei@example.com"}}
        assert api.patch(f"/candidates/{record_id}", json=body).status_code == 200


def test_a_stored_email_passes_as_it_is(api: httpx.Client, sandbox: RunningSandbox) -> None:
    sandbox.put(BEA, email="n/a")
    body = {"candidate": {"email": "n/a", "headline": "x"}}
    assert api.patch(f"/candidates/{BEA}", json=body).status_code == 200


def test_stored_odd_dates_pass_as_they_are(api: httpx.Client) -> None:
    sent = [{"id": "2f0b0001", "school": "NTNU", "start_date": "2009"}]
    body = {"candidate": {"education_entries": sent}}
    answer = api.patch(f"/candidates/{ODDA}", json=body)
    assert answer.json()["candidate"]["education_entries"][0]["start_date"] == "2009"


@pytest.mark.parametrize(
    ("record_id", "switch", "why"),
    [
        (PETRA, "lock_archived_jobs", "The job is archived"),
        (NOBODY, "lock_anonymized", "The candidate is anonymized"),
    ],
)
def test_locked_records_are_read_and_not_changed(
    api: httpx.Client, sandbox: RunningSandbox, record_id: str, switch: str, why: str
) -> None:
    path, body = f"/candidates/{record_id}", {"candidate": {"headline": "x"}}
    assert api.get(path).status_code == 200
    refused = api.patch(path, json=body)
    assert (refused.status_code, refused.json()) == (403, {"error": why})
    assert api.put(f"{path}/tags", json={"tags": []}).status_code == 403
    sandbox.switch(switch, False)
    assert api.patch(path, json=body).status_code == 200

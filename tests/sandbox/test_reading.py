"""What a single read looks like (API §4): keys, null and absent, what is computed."""

from __future__ import annotations

import httpx
import pytest

from gui.sandbox.clock import Clock
from tests.helpers.sandbox import RunningSandbox, fetch, running_sandbox
from tests.helpers.sandbox_world import (
    AMARA,
    BEA,
    JOB,
    ODDA,
    PDF,
    TOMASZ,
    candidate,
    small_world,
)

# Written out from API §4.7, not taken from the sandbox.
FULL = [
    "id", "name", "firstname", "lastname", "headline", "image_url", "account", "job", "stage",
    "stage_kind", "disqualified", "disqualified_at", "withdrew", "anonymized",
    "disqualification_reason", "hired_at", "moved_to_offer_at", "sourced", "profile_url",
    "address", "phone", "email", "outbound_mailbox", "domain", "outlet", "common_source",
    "common_source_category", "uploader_id", "created_at", "updated_at", "cover_letter", "summary",
    "education_entries", "experience_entries", "skills", "answers", "resume_url",
    "resume_metadata", "social_profiles", "tags", "location", "originating_candidate_id",
]  # fmt: skip


def test_a_full_record_has_the_documented_keys_in_their_order(api: httpx.Client) -> None:
    answer = api.get(f"/candidates/{AMARA}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert list(answer.json()) == ["candidate"]
    assert list(answer.json()["candidate"]) == FULL


def test_the_example_of_the_reference_reads_as_it_stands_there(api: httpx.Client) -> None:
    record = api.get(f"/candidates/{AMARA}").json()["candidate"]
    assert record["name"] == "Amara Osei-Lindqvist"
    assert record["account"] == {"subdomain": "harbourworks", "name": "Harbour Works"}
    assert record["job"] == {"shortcode": JOB, "title": "Logistics Planner"}
    assert record["stage"] == "Phone Screen"
    assert record["stage_kind"] == "phone-screen"
    assert record["skills"] == [{"name": "forecasting"}, {"name": "SQL"}]
    assert record["resume_metadata"]["filename"] == "amara-cv.pdf"
    assert record["profile_url"] == (
        "https://harbourworks.workable.com/backend/jobs/6012345/candidates/501234567"
    )


def test_ids_are_the_number_and_1234_in_hexadecimal(api: httpx.Client) -> None:
    record = api.get(f"/candidates/{AMARA}").json()["candidate"]
    number = int(record["profile_url"].rsplit("/", 1)[1])
    assert record["id"] == format(number + 1234, "x") == AMARA


def test_a_talent_pool_record_has_no_job_no_resume_and_no_profiles(api: httpx.Client) -> None:
    record = api.get(f"/candidates/{TOMASZ}").json()["candidate"]
    absent = {"job", "resume_metadata", "social_profiles"}
    assert set(record) == set(FULL) - absent | {"talent_pool"}
    assert record["talent_pool"] == {"talent_pool_id": 88110, "identifier": "15d00"}
    assert record["resume_url"] is None
    assert record["image_url"] is None
    assert record["education_entries"] == []
    assert record["profile_url"] == (
        "https://harbourworks.workable.com/backend/talent_pool/browser/sourced/candidate/501240011"
    )


def test_unknown_keys_of_records_and_entries_are_read_as_stored(api: httpx.Client) -> None:
    record = api.get(f"/candidates/{ODDA}").json()["candidate"]
    assert record["shirt_size"] == "M"
    assert record["experience_entries"][1]["seniority"] == "lead"
    assert record["experience_entries"][0]["title"] is None
    assert record["education_entries"][0]["start_date"] == "2009"


def test_an_unknown_id_is_not_found(api: httpx.Client) -> None:
    answer = api.get("/candidates/1de0ffff")
    assert (answer.status_code, answer.json()) == (404, {"error": "Not found"})


@pytest.mark.parametrize("path", ["/candidates/..%2Fjobs", f"/candidates/{AMARA}/edits", "/", ""])
def test_an_unknown_path_is_not_found(api: httpx.Client, path: str) -> None:
    assert api.get(f"{api.base_url}{path.removeprefix('/')}").status_code == 404


def test_the_older_base_serves_the_same(api: httpx.Client, sandbox: RunningSandbox) -> None:
    older = f"{sandbox.base_url}/accounts/harbourworks/candidates/{AMARA}"
    assert api.get(older).json()["candidate"]["id"] == AMARA
    changed = api.patch(older, json={"candidate": {"headline": "Planner"}})
    assert changed.json()["candidate"]["headline"] == "Planner"


class TestSocialProfilesInReads:
    def test_the_key_is_missing_until_profiles_are_written(self, api: httpx.Client) -> None:
        path = f"/candidates/{BEA}"
        assert "social_profiles" not in api.get(path).json()["candidate"]
        other = api.patch(path, json={"candidate": {"headline": "x"}}).json()["candidate"]
        assert "social_profiles" not in other
        profile = {"type": "github", "url": "https://github.com/bea"}
        api.patch(path, json={"candidate": {"social_profiles": [profile]}})
        assert api.get(path).json()["candidate"]["social_profiles"] == [
            {"type": "github", "name": "GitHub", "username": "bea", "url": "https://github.com/bea"}
        ]

    def test_where_there_were_some_an_empty_list_stays(self, api: httpx.Client) -> None:
        answer = api.patch(f"/candidates/{AMARA}", json={"candidate": {"social_profiles": []}})
        assert answer.json()["candidate"]["social_profiles"] == []

    def test_switched_to_missing_when_empty(
        self, api: httpx.Client, sandbox: RunningSandbox
    ) -> None:
        sandbox.switch("social_profiles_key", "omitted_when_empty")
        assert "social_profiles" in api.get(f"/candidates/{AMARA}").json()["candidate"]
        answer = api.patch(f"/candidates/{AMARA}", json={"candidate": {"social_profiles": []}})
        assert "social_profiles" not in answer.json()["candidate"]
        assert sandbox.record(AMARA)["social_profiles"] == []

    def test_switched_to_always(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        sandbox.switch("social_profiles_key", "always")
        assert api.get(f"/candidates/{BEA}").json()["candidate"]["social_profiles"] == []

    def test_switched_to_never(self, api: httpx.Client, sandbox: RunningSandbox) -> None:
        sandbox.switch("social_profiles_key", "never")
        assert "social_profiles" not in api.get(f"/candidates/{AMARA}").json()["candidate"]


def test_resume_metadata_can_be_left_out_of_single_reads(
    api: httpx.Client, sandbox: RunningSandbox
) -> None:
    sandbox.switch("resume_metadata_in_read", False)
    record = api.get(f"/candidates/{AMARA}").json()["candidate"]
    assert "resume_metadata" not in record
    assert "/download/amara-cv.pdf?" in record["resume_url"]


def test_half_a_surrogate_pair_is_answered_as_an_escape(sandbox: RunningSandbox) -> None:
    sandbox.put(AMARA, headline="\ud83d")
    with sandbox.client() as client:
        answer = client.get(f"/candidates/{AMARA}")
    assert b'"headline":"\\ud83d"' in answer.content


def test_any_world_is_served() -> None:
    person = candidate(400000000, "Ada", "Byron", resume_file="resumes/amara.pdf", headline="x")
    with (
        running_sandbox(small_world(person), clock=Clock(1_780_000_000)) as sandbox,
        sandbox.client() as client,
    ):
        record = client.get(f"/candidates/{person['id']}").json()["candidate"]
        # Without metadata the file's name is the best there is (API §4.5).
        assert "/download/amara.pdf?" in record["resume_url"]
        assert "activities" not in record
        assert "number" not in record
        assert fetch(record["resume_url"]).content == PDF

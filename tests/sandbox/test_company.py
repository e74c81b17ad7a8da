"""Account, jobs, members, stages and the like (API §8.2 to §8.5, §8.10)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.helpers.sandbox import RunningSandbox
from tests.helpers.sandbox_world import AMARA, ARCHIVED_JOB, JOB, OTHER_JOB


def got(api: httpx.Client, path: str, **query: str) -> Any:
    answer = api.get(path, params=query or None)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_accounts_with_and_one_without_an_envelope(api: httpx.Client) -> None:
    account = got(api, "/accounts/harbourworks")
    assert set(account) == {"id", "name", "subdomain", "description", "summary", "website_url"}
    assert got(api, "/accounts") == {"accounts": [account]}


def test_stages(api: httpx.Client) -> None:
    stages = got(api, "/stages")["stages"]
    assert stages[2] == {
        "id": 5272,
        "identifier": "196a",
        "slug": "phone-screen",
        "name": "Phone Screen",
        "kind": "phone-screen",
        "position": 3,
    }
    assert got(api, f"/jobs/{JOB}/stages")["stages"] == stages


def test_job_rows_have_the_documented_keys(api: httpx.Client) -> None:
    jobs = got(api, "/jobs")
    assert set(jobs) == {"jobs"}
    assert [job["shortcode"] for job in jobs["jobs"]] == [ARCHIVED_JOB, JOB, OTHER_JOB]
    assert set(jobs["jobs"][0]) == {
        "id", "title", "full_title", "shortcode", "code", "state", "sample", "confidential",
        "department", "department_hierarchy", "url", "application_url", "shortlink",
        "workplace_type", "location", "locations", "salary", "created_at", "updated_at",
        "keywords",
    }  # fmt: skip


def test_jobs_are_filtered_and_paged(api: httpx.Client) -> None:
    assert [j["shortcode"] for j in got(api, "/jobs", state="archived")["jobs"]] == [ARCHIVED_JOB]
    page = got(api, "/jobs", limit="1", state="published")
    assert [job["shortcode"] for job in page["jobs"]] == [JOB]
    rest = got(api, page["paging"]["next"])
    assert [job["shortcode"] for job in rest["jobs"]] == [OTHER_JOB]
    assert "paging" not in rest
    assert got(api, "/jobs", updated_after="2026-01-19T14:05:12Z")["jobs"] == []
    assert "description" in got(api, "/jobs", include_fields="description")["jobs"][0]


def test_one_job_has_no_envelope(api: httpx.Client) -> None:
    job = got(api, f"/jobs/{JOB}")
    assert (job["shortcode"], job["title"]) == (JOB, "Logistics Planner")
    assert "number" not in job


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/stages",
        "/members",
        "/recruiters",
        "/questions",
        "/application_form",
        "/custom_attributes",
    ],
)
def test_an_unknown_job_is_not_found(api: httpx.Client, path: str) -> None:
    answer = api.get(f"/jobs/NOPE{path}")
    assert (answer.status_code, answer.json()) == (404, {"error": "Not found"})


def test_members(api: httpx.Client) -> None:
    members = got(api, "/members")
    assert set(members) == {"members"}
    assert set(members["members"][0]) == {
        "id", "name", "headline", "email", "role", "hris_role", "roles", "active",
        "collaboration_rules",
    }  # fmt: skip
    assert [m["name"] for m in got(api, "/members", role="simple")["members"]] == ["Rafe Oduya"]
    assert [m["id"] for m in got(api, "/members", name="Ines Kaltenberg")["members"]] == ["28ef73"]
    assert got(api, "/members", status="inactive")["members"] == []
    assert len(got(api, "/members", status="all")["members"]) == 2
    assert got(api, f"/jobs/{JOB}/members") == members
    assert len(got(api, f"/jobs/{JOB}/recruiters")["recruiters"]) == 2


def test_the_form_tells_limits(api: httpx.Client) -> None:
    fields = {f["key"]: f for f in got(api, f"/jobs/{JOB}/application_form")["form_fields"]}
    assert fields["headline"]["max_length"] == 255
    assert fields["resume"]["max_file_size"] == 5_242_880
    assert fields["education"]["fields"][0]["required"] is True
    assert got(api, f"/jobs/{JOB}/questions") == {"questions": []}


def test_reasons_are_a_bare_array(api: httpx.Client) -> None:
    assert got(api, "/disqualification_reasons")[0] == {
        "id": "4c0aa",
        "name": "Not enough experience",
    }


class TestCustomAttributes:
    def test_definitions(self, api: httpx.Client) -> None:
        attributes = got(api, "/custom_attributes")["custom_attributes"]
        assert [row["type"] for row in attributes][:2] == ["short_text", "boolean"]
        assert got(api, f"/jobs/{JOB}/custom_attributes")["custom_attributes"] == attributes

    @pytest.mark.parametrize(
        ("sent", "stored"),
        [
            ({"custom_attribute_key": "4d7", "value": "x" * 128}, "x" * 128),
            ({"custom_attribute_key": "4d8", "checked": True}, True),
            ({"custom_attribute_key": "4d9", "date": "2026-02-28"}, "2026-02-28"),
            ({"custom_attribute_key": "4da", "value": 6}, 6),
            ({"custom_attribute_key": "4db", "choices": ["1a20"]}, ["1a20"]),
        ],
    )
    def test_a_value_is_stored_and_never_read(
        self, api: httpx.Client, sandbox: RunningSandbox, sent: dict[str, Any], stored: object
    ) -> None:
        path = f"/candidates/{AMARA}"
        before = api.get(path).json()["candidate"]
        answer = api.patch(f"{path}/update_custom_attribute_value", json=sent)
        assert answer.status_code == 200
        key = sent["custom_attribute_key"]
        assert sandbox.aside(AMARA)["custom_attributes"] == {key: stored}
        assert set(api.get(path).json()["candidate"]) == set(before)

    @pytest.mark.parametrize(
        ("sent", "status"),
        [
            ({"custom_attribute_key": "none", "value": "x"}, 404),
            ({"custom_attribute_key": "4d7", "value": "x" * 129}, 422),
            ({"custom_attribute_key": "4d7", "checked": True}, 422),
            ({"custom_attribute_key": "4d8", "checked": "yes"}, 422),
            ({"custom_attribute_key": "4d9", "date": "2026-02-30"}, 422),
            ({"custom_attribute_key": "4da", "value": True}, 422),
            ({"custom_attribute_key": "4db", "choices": ["1a99"]}, 422),
        ],
    )
    def test_what_does_not_fit_is_refused(
        self, api: httpx.Client, sent: dict[str, Any], status: int
    ) -> None:
        path = f"/candidates/{AMARA}/update_custom_attribute_value"
        assert api.patch(path, json=sent).status_code == status

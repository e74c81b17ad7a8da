"""Lists of candidates (API §8.1): rows, filters, pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.helpers.sandbox import RunningSandbox, running_sandbox
from tests.helpers.sandbox_world import (
    AMARA,
    ARCHIVED_JOB,
    BEA,
    JOB,
    NOBODY,
    ODDA,
    OTHER_JOB,
    PETRA,
    TOMASZ,
    candidate,
    small_world,
)

EVERYBODY = [AMARA, BEA, TOMASZ, ODDA, PETRA, NOBODY]

# Written out from API §8.1.
ROW = {
    "id", "name", "firstname", "lastname", "headline", "account", "job", "stage", "stage_kind",
    "disqualified", "anonymized", "disqualification_reason", "hired_at", "moved_to_offer_at",
    "sourced", "profile_url", "address", "phone", "email", "domain", "outlet", "common_source",
    "common_source_category", "created_at", "updated_at",
}  # fmt: skip


def ids(page: dict[str, Any]) -> list[str]:
    return [row["id"] for row in page["candidates"]]


def listed(api: httpx.Client, **query: object) -> list[str]:
    answer = api.get("/candidates", params=query)  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.text
    return ids(answer.json())


def test_rows_have_exactly_the_documented_keys(api: httpx.Client) -> None:
    rows = {row["id"]: row for row in api.get("/candidates").json()["candidates"]}
    assert set(rows[BEA]) == ROW
    assert set(rows[AMARA]) == ROW | {"resume_metadata"}
    assert set(rows[TOMASZ]) == ROW - {"job"} | {"talent_pool"}
    assert set(rows[ODDA]) == ROW


def test_everybody_in_the_order_of_insertion(api: httpx.Client) -> None:
    page = api.get("/candidates").json()
    assert ids(page) == EVERYBODY
    assert "paging" not in page


def test_the_last_page_may_have_an_empty_paging(api: httpx.Client, sandbox: RunningSandbox) -> None:
    sandbox.switch("empty_paging", True)
    assert api.get("/candidates").json()["paging"] == {}


def test_next_leads_through_all_pages(api: httpx.Client) -> None:
    page = api.get("/candidates", params={"limit": 4}).json()
    assert ids(page) == EVERYBODY[:4]
    following = page["paging"]["next"]
    assert following.startswith(f"{api.base_url}candidates?")
    rest = api.get(following).json()
    assert ids(rest) == EVERYBODY[4:]
    assert "paging" not in rest


def test_since_id_and_max_id_are_inclusive(api: httpx.Client) -> None:
    assert listed(api, since_id=TOMASZ) == EVERYBODY[2:]
    assert listed(api, max_id=TOMASZ) == EVERYBODY[:3]
    assert listed(api, since_id=TOMASZ, max_id=TOMASZ) == [TOMASZ]


def test_an_id_that_is_none_is_refused(api: httpx.Client) -> None:
    assert api.get("/candidates", params={"since_id": "x-1"}).status_code == 422


def test_by_email_whole_and_without_regard_to_case(api: httpx.Client) -> None:
    assert listed(api, email="amara.osei@example.com") == [AMARA]
    assert listed(api, email="AMARA.Osei@example.com") == [AMARA]
    assert listed(api, email="amara") == []


def test_by_job(api: httpx.Client) -> None:
    assert listed(api, shortcode=JOB) == [AMARA, BEA, NOBODY]
    assert listed(api, shortcode=OTHER_JOB) == [ODDA]
    assert ids(api.get(f"/jobs/{ARCHIVED_JOB}/candidates").json()) == [PETRA]


def test_an_unknown_job_is_not_found(api: httpx.Client) -> None:
    for answer in (
        api.get("/candidates", params={"shortcode": "NOPE"}),
        api.get("/jobs/NOPE/candidates"),
    ):
        assert (answer.status_code, answer.json()) == (404, {"error": "Not found"})


def test_the_pages_of_one_job_go_on_along_the_older_path(api: httpx.Client) -> None:
    page = api.get("/candidates", params={"shortcode": JOB, "limit": 1}).json()
    following = page["paging"]["next"]
    assert following == f"{api.base_url}jobs/{JOB}/candidates?limit=1&since_id={BEA}"
    assert ids(api.get(following).json()) == [BEA]


def test_the_older_base_stays_in_its_pages(api: httpx.Client, sandbox: RunningSandbox) -> None:
    older = f"{sandbox.base_url}/accounts/harbourworks"
    page = api.get(f"{older}/candidates", params={"limit": 5}).json()
    assert page["paging"]["next"] == f"{older}/candidates?limit=5&since_id={NOBODY}"


def test_by_stage_slug(api: httpx.Client) -> None:
    assert listed(api, stage="sourced") == [TOMASZ]
    assert listed(api, stage="phone-screen", shortcode=OTHER_JOB) == [ODDA]
    assert listed(api, stage="Phone Screen") == []
    assert listed(api, stage="no-such-stage") == []


@pytest.mark.parametrize(
    "form",
    [
        "20260601T000000Z",
        "2026-06-01T00:00:00Z",
        "2026-06-01T02:00:00+02:00",
        "2026-06-01T00:00:00.000Z",
        "2026-06-01",
        "1780272000",
    ],
)
def test_times_are_taken_in_every_form(api: httpx.Client, form: str) -> None:
    assert listed(api, created_after=form) == [BEA, TOMASZ, ODDA, PETRA, NOBODY]


def test_changed_since(api: httpx.Client) -> None:
    assert listed(api, updated_after="2026-06-10T00:00:00Z") == []
    api.patch(f"/candidates/{TOMASZ}", json={"candidate": {"headline": "Welder"}})
    assert listed(api, updated_after="2026-06-10T00:00:00Z") == [TOMASZ]


def test_a_time_that_is_none_is_refused(api: httpx.Client) -> None:
    assert api.get("/candidates", params={"updated_after": "yesterday"}).status_code == 422


class TestLongLists:
    @pytest.fixture
    def api(self) -> Iterator[httpx.Client]:
        people = [candidate(600_000_000 + 3 * i, f"No{i}", "Body") for i in range(130)]
        with running_sandbox(small_world(*people)) as sandbox, sandbox.client() as client:
            yield client

    def test_fifty_rows_unless_asked_for_more(self, api: httpx.Client) -> None:
        assert len(listed(api)) == 50
        assert len(listed(api, limit="many")) == 50

    def test_a_hundred_at_most_and_one_at_least(self, api: httpx.Client) -> None:
        assert len(listed(api, limit=500)) == 100
        assert len(listed(api, limit=0)) == 1

    def test_all_are_reached_once_each(self, api: httpx.Client) -> None:
        seen: list[str] = []
        url: str | None = "/candidates?limit=100&updated_after=2026-01-01"
        while url:
            page = api.get(url).json()
            seen += ids(page)
            url = page.get("paging", {}).get("next")
        assert len(seen) == len(set(seen)) == 136
        assert seen == sorted(seen, key=lambda each: int(each, 16))

"""What reads look like (API §4): keys, null and absent, links, headers."""

from __future__ import annotations

import httpx

from tests.helpers.sandbox import RunningSandbox
from tests.helpers.sandbox_world import AMARA, TOMASZ


def test_a_full_record_has_the_documented_keys(api: httpx.Client) -> None:
    answer = api.get(f"/candidates/{AMARA}")
    assert answer.status_code == 200
    record = answer.json()["candidate"]
    assert record["name"] == "Amara Osei-Lindqvist"
    assert record["profile_url"].endswith("/backend/jobs/6012345/candidates/501234567")


def test_patch_sends_back_the_whole_record(api: httpx.Client, sandbox: RunningSandbox) -> None:
    answer = api.patch(f"/candidates/{AMARA}", json={"candidate": {"lastname": "Osei"}})
    assert answer.status_code == 200, answer.text
    assert answer.json()["candidate"]["name"] == "Amara Osei"
    assert sandbox.record(AMARA)["lastname"] == "Osei"
    assert sandbox.patches()[0]["keys"] == ["lastname"]


def test_list(api: httpx.Client) -> None:
    page = api.get("/candidates", params={"limit": 2}).json()
    assert len(page["candidates"]) == 2
    again = api.get(page["paging"]["next"]).json()
    assert again["candidates"][0]["id"] == TOMASZ

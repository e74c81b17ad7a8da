"""The people that come with the program, as the sandbox serves them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from gui.sandbox.world import World, load_world
from tests.helpers.sandbox import RunningSandbox, fetch, running_sandbox

FOLDER = Path(__file__).parent.parent.parent / "resources" / "sandbox"
PRIVATE = {"number", "resume_file", "photo_file", "activities", "_note", "_truth"}


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(FOLDER)


@pytest.fixture(scope="module")
def sandbox(world: World) -> Iterator[RunningSandbox]:
    with running_sandbox(world) as running:
        yield running


@pytest.fixture(scope="module")
def people(sandbox: RunningSandbox, world: World) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Each person as invented and as read."""
    with sandbox.client() as api:
        return [
            (person, api.get(f"/candidates/{person['id']}").json()["candidate"])
            for person in world.candidates
        ]


def test_everybody_is_read_as_invented(
    people: list[tuple[dict[str, Any], dict[str, Any]]],
) -> None:
    computed = {"account", "profile_url", "resume_url", "image_url"}
    for invented, read in people:
        expected = {key: value for key, value in invented.items() if key not in PRIVATE}
        assert {key: value for key, value in read.items() if key not in computed} == expected
        assert read["profile_url"].endswith(f"/{invented['number']}")


def test_all_their_files_can_be_fetched(
    people: list[tuple[dict[str, Any], dict[str, Any]]], world: World
) -> None:
    fetched = 0
    for invented, read in people:
        for url, kept in (("resume_url", "resume_file"), ("image_url", "photo_file")):
            assert (read[url] is None) is (kept not in invented)
            if kept in invented:
                answer = fetch(read[url])
                assert answer.content == world.file_bytes(invented[kept])
                assert "octet-stream" not in answer.headers["content-type"]
                fetched += 1
    assert fetched > 40


def test_pages_reach_everybody(sandbox: RunningSandbox, world: World) -> None:
    seen, url = [], "/candidates?limit=20"
    with sandbox.client() as api:
        while url:
            page = api.get(url).json()
            seen += [row["id"] for row in page["candidates"]]
            url = page.get("paging", {}).get("next")
    assert seen == [person["id"] for person in world.candidates]


def test_a_list_goes_back_as_it_was_read_where_it_may(
    sandbox: RunningSandbox, people: list[tuple[dict[str, Any], dict[str, Any]]]
) -> None:
    """Whoever sends a stored list back with its ids changes nothing, odd dates and all."""
    unchanged = 0
    with sandbox.client() as api:
        for _invented, read in people:
            sent = {
                "education_entries": [_sendable(entry) for entry in read["education_entries"]],
                "experience_entries": [_sendable(entry) for entry in read["experience_entries"]],
                "skills": [skill["name"] for skill in read["skills"]],
                "tags": read["tags"],
            }
            answer = api.patch(f"/candidates/{read['id']}", json={"candidate": sent})
            if answer.status_code == 200:
                unchanged += 1
                after = answer.json()["candidate"]
                assert {key: after[key] for key in sent} == {key: read[key] for key in sent}
            else:
                # A stored entry without its required field, or a locked record.
                assert answer.status_code in (403, 422), answer.text
    assert unchanged > 50


def _sendable(entry: dict[str, Any]) -> dict[str, Any]:
    known = {
        "id", "degree", "school", "field_of_study", "start_date", "end_date", "title", "summary",
        "company", "industry", "current",
    }  # fmt: skip
    return {key: value for key, value in entry.items() if key in known}


def test_jobs_and_members_are_served(sandbox: RunningSandbox, world: World) -> None:
    with sandbox.client() as api:
        jobs = api.get("/jobs", params={"limit": 100}).json()["jobs"]
        members: httpx.Response = api.get("/members", params={"status": "all"})
    assert {job["shortcode"] for job in jobs} == {job["shortcode"] for job in world.jobs}
    assert len(members.json()["members"]) == len(world.members)

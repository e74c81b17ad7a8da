"""The invented world loads, follows the arithmetic of ids, and holds only what it may hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from gui.sandbox.world import World, load_world

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "sandbox"


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(FOLDER)


def test_ids_follow_the_arithmetic_of_the_service(world: World) -> None:
    for row in world.candidates + world.jobs:
        assert row["id"] == format(row["number"] + 1234, "x")


def test_ids_are_unique_and_ascending(world: World) -> None:
    numbers = [int(row["id"], 16) for row in world.candidates]
    assert numbers == sorted(set(numbers))


def test_every_job_exists(world: World) -> None:
    titles = {job["shortcode"]: job["title"] for job in world.jobs}
    for row in world.candidates:
        if "job" in row:
            assert titles[row["job"]["shortcode"]] == row["job"]["title"]
        else:
            assert row["talent_pool"] == {"talent_pool_id": 88110, "identifier": "15d00"}

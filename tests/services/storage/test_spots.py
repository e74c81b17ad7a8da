"""Where somebody was in a resume is found again, is gone with the person, and its loss is no
trouble."""

from __future__ import annotations

import sqlite3

import pytest

from gui.errors import NotKept
from gui.services.resume_spots import Spot
from gui.services.storage import spots
from gui.services.storage.spots import SpotStore
from tests.services.storage.conftest import World


def restarted(world: World) -> SpotStore:
    world.stores[-1].close()
    return world.start().spots


async def test_a_spot_is_there_after_the_end(world: World) -> None:
    store = world.start().spots
    store.keep("acme", "1de", "aa", Spot(2.5, 1.5))
    store.keep("acme", "1de", "bb", Spot(0.25))
    store.keep("acme", "1de", "bb", Spot(0.75))
    store.keep("other", "1de", "cc", Spot(1.0))
    again = restarted(world)
    assert await again.spots("acme", "1de") == {"aa": Spot(2.5, 1.5), "bb": Spot(0.75)}
    assert await again.spots("acme", "2ee") == {}


async def test_a_person_is_erased_with_the_bytes(world: World) -> None:
    store = world.start()
    store.spots.keep("acme", "1de0person", "aa", Spot(2.5))
    store.spots.keep("acme", "2ee", "bb", Spot(1.5))
    await store.erase_person("acme", "1de0person")
    assert await store.spots.spots("acme", "1de0person") == {}
    assert await store.spots.spots("acme", "2ee") == {"bb": Spot(1.5)}
    file = world.profile.spots_file
    beside = (file, file.with_name(file.name + "-wal"))
    assert all(b"1de0person" not in path.read_bytes() for path in beside if path.exists())
    await store.erase_all()
    assert not file.exists()


async def test_only_so_many_are_kept_the_latest_ones(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spots, "SPOTS_KEPT", 2)
    store = world.start().spots
    for number in range(4):
        store.keep("acme", str(number), "aa", Spot(float(number)))
    found = [number for number in range(4) if await store.spots("acme", str(number))]
    assert found == [2, 3]


async def test_what_cannot_be_kept_is_not_spoken_of(world: World) -> None:
    store = world.start()
    world.profile.spots_file.mkdir(parents=True)
    store.spots.keep("acme", "1de", "aa", Spot(2.5))
    assert await store.spots.spots("acme", "1de") == {}
    assert world.notices.states == {}


async def test_a_row_that_was_altered_is_left_out(world: World) -> None:
    store = world.start().spots
    store.keep("acme", "1de", "aa", Spot(2.5))
    world.stores[-1].close()
    with sqlite3.connect(world.profile.spots_file) as connection:
        connection.execute("UPDATE spots SET position=9")
    connection.close()
    assert await restarted(world).spots("acme", "1de") == {}


async def test_what_could_not_be_erased_is_told(world: World) -> None:
    store = world.start()
    world.profile.spots_file.mkdir(parents=True)
    with pytest.raises(NotKept, match="could not be erased"):
        await store.spots.erase_person("acme", "1de")
    with pytest.raises(NotKept, match="could not be erased"):
        await store.spots.erase_all()

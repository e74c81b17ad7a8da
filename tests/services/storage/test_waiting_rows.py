"""What waits in the outbox on the disk: it stays, goes with its draft, and damage hurts nobody."""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import replace

from gui.model import edits
from gui.model.draft import Draft
from gui.model.record import Record
from gui.model.saved import Snapshot
from gui.services.storage.store import Store
from gui.services.waiting import Waiting, Why
from tests.services.storage.conftest import START, World

SINCE = dt.datetime.fromtimestamp(START, dt.UTC)


def waiting(candidate: str = "1de", minutes: int = 0, **more: object) -> Waiting:
    made = Waiting(
        "acme",
        "Acme",
        candidate,
        "half \ud800 a pair",
        ("phone",),
        1,
        SINCE + dt.timedelta(minutes=minutes),
        Why.PERSON,
    )
    return replace(made, **more)  # type: ignore[arg-type]


async def drafted(store: Store, candidate: str = "1de") -> None:
    draft = Draft(Record(candidate, {"phone": "1"}))
    edits.set_value(draft, "phone", "2")
    await store.drafts.save(
        "acme", candidate, Snapshot.of(draft), name="A", count=1, stamp=store.drafts.new_stamp()
    )


async def test_it_is_there_after_a_restart_the_oldest_first(world: World) -> None:
    store = world.start()
    for candidate, minutes in (("1de", 5), ("2de", 0)):
        await drafted(store, candidate)
        await store.outbox.remember(waiting(candidate, minutes))
    await store.outbox.remember(waiting("1de", 5, count=3, is_unsure=True))
    store.close()
    found = await world.start().outbox.listing()
    assert found == (waiting("2de"), waiting("1de", 5, count=3, is_unsure=True))


async def test_without_its_draft_nothing_waits(world: World) -> None:
    store = world.start()
    await store.outbox.remember(waiting())
    assert await store.outbox.listing() == ()
    await drafted(store)
    assert await store.outbox.listing() == (waiting(),)


async def test_what_is_forgotten_or_erased_is_gone_from_the_bytes(world: World) -> None:
    store = world.start()
    for candidate in ("1de", "2de"):
        await drafted(store, candidate)
        await store.outbox.remember(waiting(candidate, account_title="Mysterious Works"))
    await store.outbox.forget("acme", "2de")
    await store.erase_person("acme", "1de")
    assert await store.outbox.listing() == ()
    store.close()
    assert b"Mysterious Works" not in world.bytes_on_disk()


async def test_a_damaged_line_is_left_out_and_its_draft_stays(world: World) -> None:
    store = world.start()
    await drafted(store)
    await store.outbox.remember(waiting())
    store.close()
    with sqlite3.connect(world.profile.drafts_file) as connection:
        connection.execute("UPDATE waiting SET changes=7")
    connection.close()
    store = world.start()
    assert await store.outbox.listing() == ()
    assert len(await store.drafts.list()) == 1


async def test_keys_that_this_version_does_not_know_are_left_out(world: World) -> None:
    store = world.start()
    await drafted(store)
    await store.outbox.remember(waiting(keys=("phone", "shoe_size")))
    assert (await store.outbox.listing())[0].keys == ("phone",)

"""The store as a whole: one thread in order, a close that waits, real disks that are full."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from gui.errors import NotKept
from gui.model import edits
from gui.model.draft import Draft
from gui.model.journal import Outcome
from gui.model.record import Record
from gui.model.saved import Snapshot
from gui.services.storage.journal_rows import Query
from gui.services.storage.store import Store
from tests.helpers.harness import ExpectLog
from tests.services.storage.conftest import World

ROOT = Path(__file__).parents[3]


async def save(store: Store, phone: str, candidate: str = "1de") -> None:
    draft = Draft(Record(candidate, {"phone": "1"}))
    edits.set_value(draft, "phone", phone)
    found = await store.drafts.load("acme", candidate)
    await store.drafts.save(
        "acme",
        candidate,
        Snapshot.of(draft),
        name="Amara",
        count=1,
        stamp=store.drafts.new_stamp(),
        over=() if found is None else (found.stamp,),
    )


async def test_nothing_is_made_before_it_is_needed(world: World) -> None:
    world.start().close()
    names = {path.name for path in world.profile.root.iterdir()}
    assert names == {"logs"}


async def test_a_close_does_what_was_asked_for_before(world: World) -> None:
    """Also what nobody waits for any more: a task that was cancelled has still asked."""
    store = world.start()
    for number in range(20):
        waiting = asyncio.ensure_future(save(store, "x", str(number)))
        for _turn in range(3):
            await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    store.close()
    assert not world.profile.drafts_file.with_name("drafts.sqlite-wal").exists()


async def test_a_save_whose_waiter_was_called_away_is_done(world: World) -> None:
    store = world.start()
    await save(store, "before")
    draft = Draft(Record("2", {}))
    edits.set_value(draft, "phone", "after")
    coroutine = store.drafts.save(
        "acme", "2", Snapshot.of(draft), name="", count=1, stamp=store.drafts.new_stamp()
    )
    waiting = asyncio.ensure_future(coroutine)
    await asyncio.sleep(0)
    waiting.cancel()
    await store.flush()
    assert await store.drafts.load("acme", "2") is not None
    with pytest.raises(asyncio.CancelledError):
        await waiting


async def test_what_is_kept_can_be_listed(world: World) -> None:
    store = world.start()
    await save(store, "2")
    await store.journal.keep_file("cv.pdf", b"12345")
    kept = {item.label: (item.files, item.size) for item in await store.what_is_kept()}
    assert kept["Replaced resumes and photos"] == (1, 5)
    assert kept["Drafts"][0] == 3
    assert kept["Journal"] == (0, 0)
    assert kept["Files staged in drafts"] == (0, 0)


async def test_a_person_and_everybody_is_erased_everywhere(world: World) -> None:
    store = world.start()
    for candidate, phone in (("1de", "0777 1"), ("2", "0888 2")):
        await save(store, phone, candidate)
        await store.journal.record(
            store.journal.new_entry("acme", candidate, "Amara", before={}, sent={"phone": phone})
        )
    await store.erase_person("acme", "1de")
    left = world.bytes_on_disk()
    assert (b"0777 1" in left, b"0888 2" in left) == (False, True)
    await store.erase_all()
    assert b"0888 2" not in world.bytes_on_disk()


async def test_a_place_that_cannot_be_written_is_said_and_over_when_it_can(
    world: World, expect_log: ExpectLog
) -> None:
    world.profile.drafts_file.mkdir()
    store = world.start()
    with expect_log("Not kept (drafts)"), pytest.raises(NotKept, match="it is not a file"):
        await save(store, "2")
    state = world.notices.states["drafts"]
    assert "What is on the screen stays, and sending works." in state.text
    world.profile.drafts_file.rmdir()
    await save(store, "2")
    assert "drafts" not in world.notices.states


async def test_a_file_that_another_program_holds_is_tried_again(
    world: World, expect_log: ExpectLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gui.services.storage import database

    monkeypatch.setattr(database, "BUSY_S", 0.05)
    store = world.start()
    await save(store, "2")
    await save(store, "3", "2")
    store.close()
    store = world.start()
    other = sqlite3.connect(world.profile.drafts_file)
    other.execute("BEGIN EXCLUSIVE")
    with expect_log("Not kept (drafts)"), pytest.raises(NotKept, match="another program"):
        await save(store, "4")
    other.rollback()
    other.close()
    await save(store, "4")
    found = await store.drafts.load("acme", "1de")
    assert found is not None
    assert found.draft.value("phone") == "4"


LIMITED = """
import asyncio, resource, sys
from tests.services.storage.test_store import limited
asyncio.run(limited(sys.argv[1]))
"""


async def limited(folder: str) -> None:
    """In a process of its own whose files may not grow: what the kernel of a full disk says."""
    import resource

    from gui.paths import Profile
    from gui.services.notices import Notices

    notices = Notices()
    store = Store(Profile.at(folder), notices, bytes_of=lambda _upload: b"")
    await save(store, "old")
    entry = store.journal.new_entry("acme", "1de", "A", before={}, sent={"phone": "x" * 90_000})
    _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    failures = 0
    for room in range(20_000, 120_000, 7_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
        try:
            await save(store, "y" * 90_000)
        except NotKept:
            failures += 1
            assert "drafts" in notices.states
        try:
            await store.journal.record(entry)
        except NotKept:
            failures += 1
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        found = await store.drafts.load("acme", "1de")
        assert found is not None
        assert found.draft.value("phone") in ("old", "y" * 90_000)
        await save(store, "old")
        assert "drafts" not in notices.states
    await store.journal.catch_up()
    (stored,) = await store.journal.search(Query())
    assert stored.outcome is Outcome.UNKNOWN
    assert failures >= 8, failures
    assert not Profile.at(folder).damaged_dir.exists()
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits")
def test_a_disk_that_is_really_full_keeps_the_old_and_recovers(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: signal.signal(signal.SIGXFSZ, signal.SIG_IGN),
    )
    assert run.returncode == 0, run.stderr

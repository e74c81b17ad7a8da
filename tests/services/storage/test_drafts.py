"""Drafts on the disk: they come back exactly, damage is set aside and told, nothing is deleted."""

from __future__ import annotations

import base64
import hashlib
import json
import sqlite3
import threading

import pytest
from hypothesis import HealthCheck, given, settings

from gui.errors import NotKept
from gui.model import edits
from gui.model.draft import Draft
from gui.model.record import Record
from gui.model.saved import FORMAT, Snapshot
from gui.model.values import FileUpload, Value
from gui.services.storage import snapshots
from gui.services.storage.drafts import RECENTS_KEPT, DraftStore
from gui.services.storage.encoding import LARGE, packed, sealed, unpacked
from gui.workable.wire import RowSummary
from tests.helpers.generated import SCRIPTS, Edit, records
from tests.helpers.harness import ExpectLog
from tests.services.storage.conftest import Arm, World

DAY = 86400.0


def draft(phone: str = "2", **more: Value) -> Draft:
    made = Draft(Record("1de", {"phone": "1", **more}))
    edits.set_value(made, "phone", phone)
    return made


async def save(
    store: DraftStore,
    what: Draft | None = None,
    *,
    account: str = "acme",
    candidate: str = "1de",
    name: str = "Amara",
    over: int | None = None,
) -> int:
    what = what or draft()
    stamp = store.new_stamp()
    await store.save(
        account,
        candidate,
        Snapshot.of(what),
        name=name,
        count=what.count,
        stamp=stamp,
        over=() if over is None else (over,),
    )
    return stamp


async def loaded(store: DraftStore, candidate: str = "1de") -> Draft:
    found = await store.load("acme", candidate)
    assert found is not None
    return found.draft


def staged(world: World, data: bytes, what: Draft) -> FileUpload:
    upload = FileUpload("cv.pdf", len(data), hashlib.sha256(data).hexdigest(), "application/pdf")
    world.files[upload.digest] = data
    edits.set_upload(what, "resume", upload)
    return upload


# --- coming back ---------------------------------------------------------------------------


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(records(), SCRIPTS)
async def test_any_draft_comes_back_as_it_was(
    world: World, base: Record, script: list[Edit]
) -> None:
    what = Draft(base)
    for run in script:
        run(what)
    what.sent_unknown({"phone": "1"}, {"phone": "2"})
    store = world.start()
    earlier = await store.drafts.load("acme", base.id)
    await save(store.drafts, what, candidate=base.id, over=earlier.stamp if earlier else None)
    store.close()
    back = await loaded(world.start().drafts, base.id)
    assert Snapshot.of(back) == Snapshot.of(what)


@pytest.mark.parametrize(
    "text",
    ["half \ud800 a pair", "nul \x00 here", "‮right", "x" * LARGE * 2, "", "'; DROP TABLE drafts"],
    ids=["surrogate", "nul", "bidi", "large", "empty", "quote"],
)
async def test_any_text_comes_back(world: World, text: str) -> None:
    await save(world.start().drafts, draft(text), name=text)
    store = world.start().drafts
    assert (await loaded(store)).value("phone") == text
    (row,) = await store.list()
    assert row.name == text


async def test_the_list_says_who_how_much_and_when(world: World) -> None:
    store = world.start().drafts
    two = draft()
    edits.set_value(two, "headline", "H")
    await save(store, two)
    world.now += DAY
    await save(store, candidate="2", name="Bea", account="other")
    found = [(row.account, row.candidate_id, row.name, row.count) for row in await store.list()]
    assert found == [("other", "2", "Bea", 1), ("acme", "1de", "Amara", 2)]
    (row,) = await store.list("acme")
    assert (row.saved_at.timestamp(), row.size > 100) == (world.now - DAY, True)


async def test_old_ones_are_named_and_stay(world: World) -> None:
    store = world.start().drafts
    await save(store)
    world.now += 13 * DAY
    await save(store, candidate="2")
    assert await store.old() == ()
    world.now += 2 * DAY
    assert [row.candidate_id for row in await store.old()] == ["1de"]
    assert len(await store.list()) == 2


async def test_a_removed_one_can_be_put_back(world: World) -> None:
    store = world.start().drafts
    await save(store)
    removed = await store.remove("acme", "1de")
    assert removed is not None
    assert await store.list() == ()
    assert await store.remove("acme", "1de") is None
    await store.put_back(removed)
    assert (await loaded(store)).value("phone") == "2"
    await save(store, draft("newer"), over=(await _stamp(store)))
    await store.put_back(removed)
    assert (await loaded(store)).value("phone") == "newer"


async def _stamp(store: DraftStore) -> int:
    found = await store.load("acme", "1de")
    assert found is not None
    return found.stamp


async def test_a_long_history_of_long_texts_keeps_its_newest_steps(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "STEPS_TEXT", 10_000)
    what = draft()
    for number in range(50):
        edits.set_value(what, "summary", f"{number} " + "x" * 1000)
    store = world.start().drafts
    await save(store, what)
    back = await loaded(store)
    assert back.current == what.current
    assert 5 < len(back.steps[0]) < 12
    back.undo()
    assert str(back.value("summary")).startswith("48 ")


async def test_it_is_encoded_away_from_the_windows_thread(world: World, arm: Arm) -> None:
    threads: dict[str, str] = {}
    arm(lambda point: threads.update({point: threading.current_thread().name}))
    await save(world.start().drafts)
    assert threads["draft.encoded"].startswith("storage")
    assert threads["draft.encoded"] != threading.current_thread().name


# --- damage --------------------------------------------------------------------------------


def damage(world: World, statement: str, *values: object) -> None:
    """Changes the file behind everybody's back."""
    with sqlite3.connect(world.profile.drafts_file) as connection:
        connection.execute(statement, values)
    connection.close()


@pytest.mark.parametrize(
    "how",
    [
        "UPDATE drafts SET body = zeroblob(length(body)) WHERE candidate='1de'",
        "UPDATE drafts SET changes = 77 WHERE candidate='1de'",
        "UPDATE drafts SET name = x'ff' WHERE candidate='1de'",
        "UPDATE drafts SET body = replace(body, 'two', 'six') WHERE candidate='1de'",
    ],
    ids=["body", "count", "name", "a word"],
)
@pytest.mark.parametrize("by", ["load", "list"])
async def test_a_damaged_draft_is_set_aside_and_told_and_the_others_are_there(
    world: World, how: str, by: str, expect_log: ExpectLog
) -> None:
    store = world.start()
    await save(store.drafts, draft("two"))
    await save(store.drafts, draft("fine"), candidate="2")
    store.close()
    damage(world, how)
    store = world.start()
    with expect_log("moved aside"):
        if by == "load":
            assert await store.drafts.load("acme", "1de") is None
        else:
            assert [row.candidate_id for row in await store.drafts.list()] == ["2"]
    assert "could not be read and was set aside" in world.notices.states["drafts-damaged"].text
    (file,) = world.profile.damaged_dir.iterdir()
    content = json.loads(file.read_text())
    assert (content["row"]["candidate"], file.stat().st_mode & 0o777) == ("1de", 0o600)
    assert "Amara" not in file.name
    assert (await loaded(store.drafts, "2")).value("phone") == "fine"
    await save(store.drafts)  # the place is free again
    world.notices.states["drafts-damaged"].offers[0].act()
    assert "drafts-damaged" not in world.notices.states


async def test_what_is_no_draft_by_its_content_is_set_aside_too(
    world: World, expect_log: ExpectLog
) -> None:
    """The checksum is right, and still: a newer version's draft, or a fault of ours."""
    store = world.start()
    await save(store.drafts)
    found = await store.drafts.load("acme", "1de")
    assert found is not None
    store.close()
    connection = sqlite3.connect(world.profile.drafts_file)
    connection.row_factory = sqlite3.Row
    row = dict(connection.execute("SELECT * FROM drafts").fetchone())
    row.pop("checksum")
    row["body"] = packed({**unpacked(row["body"]), "format": FORMAT + 1})
    connection.execute(
        "UPDATE drafts SET body=?, checksum=?", (row["body"], sealed(row)["checksum"])
    )
    connection.commit()
    connection.close()
    store = world.start()
    with expect_log("moved aside"):
        assert await store.drafts.load("acme", "1de") is None
    (file,) = world.profile.damaged_dir.iterdir()
    body = base64.b64decode(json.loads(file.read_text())["row"]["body"]["base64"])
    assert body == row["body"]


async def test_setting_aside_twice_makes_one_file(
    world: World, arm: Arm, expect_log: ExpectLog
) -> None:
    """The program may end between the file and the row."""
    store = world.start()
    await save(store.drafts)
    store.close()
    damage(world, "UPDATE drafts SET changes = 77")

    def fail(point: str) -> None:
        if point == "draft.set_aside":
            raise OSError("killed here")

    arm(fail)
    store = world.start()
    with expect_log("Not kept"), pytest.raises(NotKept):
        await store.drafts.list()
    arm(lambda point: None)
    with expect_log("moved aside"):
        await world.start().drafts.list()
    assert len(list(world.profile.damaged_dir.iterdir())) == 1


async def test_a_draft_that_was_not_joined_is_not_overwritten(
    world: World, expect_log: ExpectLog
) -> None:
    store = world.start().drafts
    stamp = await save(store, draft("first"))
    stamp = await save(store, draft("second"), over=stamp)
    assert not world.profile.damaged_dir.exists()
    with expect_log("moved aside"):
        await save(store, draft("from elsewhere"))
    assert "earlier draft of Amara" in world.notices.states["drafts-damaged"].text
    (file,) = world.profile.damaged_dir.iterdir()
    body = base64.b64decode(json.loads(file.read_text())["row"]["body"]["base64"])
    assert b'"second"' in body


async def test_a_newer_redlines_drafts_are_left_alone_and_said(
    world: World, expect_log: ExpectLog
) -> None:
    store = world.start()
    await save(store.drafts)
    store.close()
    damage(world, "PRAGMA user_version=99")
    before = world.bytes_on_disk()
    store = world.start()
    with expect_log("Not kept (drafts)"), pytest.raises(NotKept, match="newer Redline"):
        await save(store.drafts)
    assert "newer Redline" in world.notices.states["drafts"].text
    assert world.bytes_on_disk() == before


# --- files ---------------------------------------------------------------------------------


async def test_staged_files_stay_as_long_as_a_draft_speaks_of_them(world: World) -> None:
    store = world.start().drafts
    one, other = draft(), draft()
    upload = staged(world, b"%PDF one", one)
    staged(world, b"%PDF one", other)
    await save(store, one)
    await save(store, other, candidate="2")
    world.files.clear()
    assert await world.start().drafts.staged_bytes(upload) == b"%PDF one"
    await store.remove("acme", "1de")
    assert await store.staged_bytes(upload) == b"%PDF one"
    await store.remove("acme", "2", keep_files=True)
    assert await store.staged_bytes(upload) == b"%PDF one"
    await store.tidy()
    assert await store.staged_bytes(upload) is None
    world.files[upload.digest] = b"%PDF one"
    await save(store, one)
    await store.remove("acme", "1de")
    assert list(world.profile.staged_dir.iterdir()) == []


async def test_a_file_that_undo_would_bring_back_is_kept(world: World) -> None:
    store = world.start().drafts
    what = draft()
    upload = staged(world, b"%PDF one", what)
    edits.set_upload(what, "resume", None)
    await save(store, what)
    assert await store.staged_bytes(upload) == b"%PDF one"


async def test_a_file_is_on_the_disk_before_the_draft_that_speaks_of_it(
    world: World, arm: Arm
) -> None:
    seen: list[str] = []
    arm(seen.append)
    what = draft()
    staged(world, b"%PDF one", what)
    await save(world.start().drafts, what)
    assert seen.index("file.kept") < seen.index("draft.written")


async def test_a_damaged_staged_file_is_never_given_out(world: World) -> None:
    store = world.start().drafts
    what = draft()
    upload = staged(world, b"%PDF one", what)
    await save(store, what)
    (world.profile.staged_dir / upload.digest).write_bytes(b"%PDF 0ne")
    assert await world.start().drafts.staged_bytes(upload) is None


async def test_a_file_whose_bytes_are_gone_does_not_keep_the_draft_from_being_kept(
    world: World,
) -> None:
    what = draft()
    upload = staged(world, b"%PDF one", what)
    world.files.clear()
    store = world.start().drafts
    await save(store, what)
    assert (await loaded(store)).value("resume") == upload


# --- recently opened, erasing --------------------------------------------------------------


async def test_what_was_opened_lately_comes_back_newest_first(world: World) -> None:
    store = world.start().drafts
    for number in range(RECENTS_KEPT + 5):
        world.now += 1
        await store.note_recent("acme", RowSummary(str(number), f"Name \ud800 {number}", job="J"))
    await store.note_recent("other", RowSummary("1", "Other"))
    await store.note_recent("acme", RowSummary("20", "Again"))
    found = await world.start().drafts.recents("acme")
    assert len(found) == RECENTS_KEPT
    assert found[0] == RowSummary("20", "Again")
    assert found[1] == RowSummary("34", "Name \ud800 34", job="J")


async def test_a_person_is_erased_from_the_bytes(world: World, expect_log: ExpectLog) -> None:
    store = world.start().drafts
    what = draft("0777 1234567")
    staged(world, b"%PDF of Amara", what)
    with expect_log("moved aside"):
        for over in (None, None):
            await save(store, what, over=over)
    await save(store, draft("0888"), candidate="2", name="Bea")
    await store.note_recent("acme", RowSummary("1de", "Amara"))
    there = world.bytes_on_disk()
    assert b"0777 1234567" in there
    assert b"%PDF of Amara" in there
    await store.erase_person("acme", "1de")
    left = world.bytes_on_disk()
    for gone in (b"0777 1234567", b"Amara", b"%PDF of Amara"):
        assert gone not in left
    assert (await loaded(store, "2")).value("phone") == "0888"


async def test_erasing_all_leaves_nothing_and_goes_on(world: World) -> None:
    store = world.start().drafts
    what = draft("0777 1234567")
    staged(world, b"%PDF of Amara", what)
    await save(store, what)
    world.profile.damaged_dir.mkdir()
    (world.profile.damaged_dir / "drafts-1.sqlite").write_bytes(b"Amara")
    await store.erase_all()
    assert b"Amara" not in world.bytes_on_disk()
    assert not world.profile.drafts_file.exists()
    await save(store)
    assert (await loaded(store)).value("phone") == "2"


# --- trouble -------------------------------------------------------------------------------


async def test_every_write_that_fails_once_leaves_the_old_draft_and_says_so(
    world: World, arm: Arm, expect_log: ExpectLog
) -> None:
    """Disk full, quota, a stick that was pulled: whichever write it is (H37)."""
    store = world.start()
    what = draft("old")
    stamp = await save(store.drafts, what)
    points_seen: list[str] = []
    arm(points_seen.append)
    new = draft("new")
    staged(world, b"%PDF one", new)
    await save(store.drafts, new, candidate="2")
    steps = list(dict.fromkeys(point for point in points_seen if point != "write.committed"))
    assert len(steps) >= 8
    for number, step in enumerate(steps):

        def fail(point: str, step: str = step) -> None:
            if point == step:
                raise OSError(28, "No space left on device")

        newer = draft(f"new {number}")
        staged(world, f"%PDF {number}".encode(), newer)
        arm(fail)
        with expect_log("Not kept (drafts)"), pytest.raises(NotKept):
            await save(store.drafts, newer, over=stamp)
        assert "No space left on device" in world.notices.states["drafts"].text
        arm(lambda point: None)
        assert (await loaded(store.drafts)).value("phone") in ("old", f"new {number - 1}")
        assert not list(world.profile.staged_dir.glob(".*"))
        stamp = await save(store.drafts, newer, over=stamp)
        assert "drafts" not in world.notices.states

"""The journal: everything sent is found again, and goes when its time is over or on order."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from gui.errors import NotKept
from gui.model.journal import JournalEntry, KeptFile, Outcome
from gui.model.record import Record
from gui.model.values import MISSING, Entry, FileUpload, LinkUpload, Value
from gui.services.storage import journal as module
from gui.services.storage.journal import Journal, export
from gui.services.storage.journal_rows import Query
from tests.helpers.harness import ExpectLog
from tests.services.storage.conftest import Arm, World

DAY = 86400.0
JOB = Entry("7", "7", {"title": "Analyst", "company": "Norrfrakt AB", "current": True})
EVERY: dict[str, Value] = {
    "phone": "+46 31 1",
    "address": None,
    "summary": "",
    "tags": ("a", "b"),
    "skills": (),
    "experience_entries": (JOB, Entry("new:1", None, {"title": "Half \ud800", "company": None})),
    "resume": FileUpload("cv.pdf", 5, "ab", "application/pdf"),
    "image": LinkUpload("https://example.com/a.png", "linkedin"),
}


def entry(
    journal: Journal,
    sent: Mapping[str, Value],
    *,
    before: Mapping[str, Value] | None = None,
    account: str = "acme",
    candidate: str = "1de",
    name: str = "Amara Osei",
    outcome: Outcome = Outcome.SENT,
    files: Mapping[str, KeptFile] | None = None,
) -> JournalEntry:
    made = journal.new_entry(account, candidate, name, before=before or {}, sent=sent, files=files)
    return replace(made, outcome=outcome)


async def found(journal: Journal, **query: object) -> list[str]:
    """The phones that were sent in the entries that fit; every entry of these tests has one."""
    entries = await journal.search(Query(**query))  # type: ignore[arg-type]
    return [str(item.sent["phone"]) for item in entries]


# --- written and found ---------------------------------------------------------------------


async def test_an_entry_comes_back_as_it_was(world: World) -> None:
    store = world.start()
    kept = await store.journal.keep_file("alt.pdf", b"%PDF old")
    made = entry(store.journal, EVERY, before={**EVERY, "phone": MISSING}, files={"resume": kept})
    made = replace(
        made, stored={"phone": "+46 31 1"}, request_id="r-1", reason="because", name="Zoë \udfff"
    )
    await store.journal.record(made)
    store.close()
    again = world.start().journal
    assert await again.entry(made.number) == made
    assert await again.search(Query()) == (made,)
    assert await again.file(kept) == b"%PDF old"
    assert await again.entry(made.number + 1) is None
    assert made.keys[0] == "phone"
    assert (made.after("phone"), made.after("tags")) == ("+46 31 1", ("a", "b"))


async def test_what_others_had_changed_comes_back_with_the_request(world: World) -> None:
    store = world.start()
    others: dict[str, tuple[Value, Value]] = {
        "headline": (MISSING, "H"),
        "address": ("A", MISSING),
        "experience_entries": ((), (JOB,)),
        "tags": (None, ("a",)),
    }
    made = replace(entry(store.journal, {"phone": "1", "skills": ()}), others=others)
    await store.journal.record(made)
    await store.journal.record(entry(store.journal, {"phone": "2"}))
    store.close()
    again = world.start().journal
    assert await again.entry(made.number) == made
    assert [item.others for item in await again.search(Query())] == [{}, others]
    await again.erase_person("acme", "1de")
    assert await again.search(Query()) == ()


async def test_what_is_known_later_takes_the_place_of_what_was_not(world: World) -> None:
    journal = world.start().journal
    made = entry(journal, {"phone": "1"}, outcome=Outcome.UNKNOWN)
    await journal.record(made)
    more = replace(made, outcome=Outcome.SENT, sent={"phone": "1", "headline": "H"})
    await journal.record(more)
    assert await journal.search(Query()) == (more,)


async def test_numbers_grow_even_where_the_clock_goes_back(world: World) -> None:
    journal = world.start().journal
    first = entry(journal, {"phone": "1"})
    world.now -= 3600
    assert entry(journal, {"phone": "2"}).number > first.number


async def filled(world: World) -> Journal:
    """Three sends, a day apart: Amara's, Bea's, and Amara's in another account."""
    journal = world.start().journal
    await journal.record(
        entry(journal, {"phone": "1", "headline": "Straße 100%"}, before={"phone": "alt"})
    )
    world.now += DAY
    await journal.record(
        entry(journal, {"phone": "2", "experience_entries": (JOB,)}, candidate="2", name="Bea Özil")
    )
    world.now += DAY
    await journal.record(
        entry(journal, {"phone": "3"}, account="other", before={"phone": "snake_case"})
    )
    return journal


@pytest.mark.parametrize(
    ("query", "phones"),
    [
        ({}, ["3", "2", "1"]),
        ({"account": "acme"}, ["2", "1"]),
        ({"candidate_id": "1de"}, ["3", "1"]),
        ({"person": "amara"}, ["3", "1"]),
        ({"person": " ÖZIL "}, ["2"]),
        ({"person": "2"}, ["2"]),
        ({"person": "nobody"}, []),
        ({"key": "experience_entries"}, ["2"]),
        ({"words": "norrfrakt analyst"}, ["2"]),
        ({"words": "norrfrakt nowhere"}, []),
        ({"words": "STRASSE"}, ["1"]),
        ({"words": "100%"}, ["1"]),
        ({"words": "%"}, ["1"]),
        ({"words": "e_c"}, ["3"]),
        ({"words": "' OR 1=1 --"}, []),
        ({"key": "headline", "words": "alt"}, []),
        ({"key": "phone", "words": "alt"}, ["1"]),
        ({"limit": 2}, ["3", "2"]),
    ],
)
async def test_entries_are_found_by_person_field_and_words(
    world: World, query: dict[str, object], phones: list[str]
) -> None:
    assert await found(await filled(world), **query) == phones


async def test_entries_are_found_by_day_as_the_persons_clock_has_it(world: World) -> None:
    journal = await filled(world)
    days = [dt.datetime.fromtimestamp(world.now - n * DAY).astimezone().date() for n in (0, 1, 2)]
    for day, phone in zip(days, ("3", "2", "1"), strict=True):
        entries = await journal.search(Query().on(day))
        assert [item.sent["phone"] for item in entries] == [phone]


async def test_the_next_page_goes_on_where_the_last_one_ended(world: World) -> None:
    journal = await filled(world)
    first = await journal.search(Query(limit=2))
    second = await journal.search(Query(limit=2, before=first[-1].number))
    assert [item.sent["phone"] for item in (*first, *second)] == ["3", "2", "1"]


async def test_a_request_that_fits_brings_its_whole_send_and_pages_count_sends(
    world: World,
) -> None:
    journal = world.start().journal
    for phone in ("1", "2", "3"):
        first = entry(journal, {"phone": phone})
        await journal.record(first)
        made = journal.new_entry(
            *("acme", "1de", "Amara Osei"), before={}, sent={"social_profiles": ()}, after=first
        )
        await journal.record(made)
    newest = await journal.sends(Query(key="social_profiles", limit=2))
    older = await journal.sends(Query(limit=2, before=newest[-1].number))
    assert [send.parts[0].sent["phone"] for send in (*newest, *older)] == ["3", "2", "1"]
    assert [len(send.parts) for send in (*newest, *older)] == [2, 2, 2]


# --- unknown outcomes ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "before", "now", "outcome"),
    [
        ({"phone": "2"}, {"phone": "1"}, {"phone": "2"}, Outcome.SENT),
        ({"phone": "2"}, {"phone": "1"}, {"phone": "1"}, Outcome.NOT_SENT),
        ({"phone": "2"}, {"phone": "1"}, {"phone": "3"}, Outcome.NOT_SENT),
        # One key that arrived speaks for the one that somebody has changed since.
        (
            {"phone": "2", "headline": "H"},
            {"phone": "1"},
            {"phone": "3", "headline": "H"},
            Outcome.SENT,
        ),
        # What stood there before proves nothing.
        (
            {"phone": "2", "headline": "H"},
            {"phone": "1", "headline": "H"},
            {"phone": "1", "headline": "H"},
            Outcome.NOT_SENT,
        ),
        ({"texting_consent": "yes"}, {}, {}, Outcome.UNKNOWN),
        # A change of capitals alone is one too.
        ({"firstname": "Jon"}, {"firstname": "JON"}, {"firstname": "JON"}, Outcome.NOT_SENT),
        ({"firstname": "Jon"}, {"firstname": "JON"}, {"firstname": "Jon"}, Outcome.SENT),
        ({"tags": ("a", "b")}, {"tags": ("a",)}, {"tags": ("a", "b", "c")}, Outcome.SENT),
        ({"tags": ("a", "b")}, {"tags": ("a",)}, {}, Outcome.UNKNOWN),
    ],
)
async def test_a_later_read_tells_what_became_of_it(
    world: World,
    sent: dict[str, Value],
    before: dict[str, Value],
    now: dict[str, Value],
    outcome: Outcome,
) -> None:
    journal = world.start().journal
    made = entry(journal, sent, before=before, outcome=Outcome.UNKNOWN)
    await journal.record(made)
    record = Record("1de", now)
    assert await journal.resolve(record, "other") == ()
    resolved = await journal.resolve(record, "acme")
    (stored,) = await journal.search(Query())
    assert stored.outcome is outcome
    assert [item.number for item in resolved] == [made.number] * (outcome is not Outcome.UNKNOWN)
    assert stored.stored == (now if outcome is Outcome.SENT else {})


# --- growing old, erasing ------------------------------------------------------------------


async def test_what_is_older_than_its_time_goes_with_its_files(world: World) -> None:
    journal = world.start().journal
    old = await journal.keep_file("old.pdf", b"%PDF the old one")
    both = await journal.keep_file("both.pdf", b"%PDF of both")
    await journal.record(entry(journal, {"phone": "gone 1"}, files={"phone": old}))
    await journal.record(entry(journal, {"phone": "gone 2"}, files={"phone": both}))
    world.now += 60 * DAY
    await journal.record(entry(journal, {"phone": "there"}, files={"phone": both}))
    assert await journal.expire() == 0
    world.now += 31 * DAY
    journal = world.start().journal
    assert await journal.expire() == 2
    assert await found(journal) == ["there"]
    assert (await journal.file(old), await journal.file(both)) == (None, b"%PDF of both")
    assert b"gone 1" not in world.bytes_on_disk()


async def test_a_file_that_was_just_kept_is_not_dropped_before_its_entry_is_written(
    world: World,
) -> None:
    journal = world.start().journal
    kept = await journal.keep_file("cv.pdf", b"%PDF")
    await journal.expire()
    assert await journal.file(kept) == b"%PDF"
    later = world.start().journal  # the send never came to be
    await later.expire()
    assert await later.file(kept) is None


async def test_kept_files_have_a_limit_and_the_oldest_go_first(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FILES_LIMIT", 25)
    files = []
    for number in range(4):
        world.now += 1
        journal = world.start().journal
        file = await journal.keep_file("cv.pdf", f"ten bytes {number}".encode())
        files.append(file)
        await journal.record(entry(journal, {"phone": str(number)}, files={"phone": file}))
    journal = world.start().journal
    await journal.expire()
    left = [await journal.file(file) is not None for file in files]
    assert left == [False, False, True, True]
    assert len(await journal.search(Query())) == 4


async def test_a_person_is_erased_from_the_bytes(world: World) -> None:
    journal = await filled(world)
    kept = await journal.keep_file("cv.pdf", b"%PDF of Amara")
    await journal.record(entry(journal, {"phone": "0777 123"}, files={"phone": kept}))
    assert b"0777 123" in world.bytes_on_disk()
    await journal.erase_person("acme", "1de")
    left = world.bytes_on_disk()
    for gone in (b"0777 123", "Straße".encode(), b"%PDF of Amara"):
        assert gone not in left
    assert await found(journal) == ["3", "2"]


async def test_all_is_erased_and_it_goes_on(world: World) -> None:
    journal = await filled(world)
    await journal.keep_file("cv.pdf", b"%PDF of Amara")
    await journal.erase_all()
    assert b"Amara" not in world.bytes_on_disk()
    assert list(world.profile.kept_dir.iterdir()) == []
    await journal.record(entry(journal, {"phone": "new"}))
    assert await found(journal) == ["new"]


# --- trouble -------------------------------------------------------------------------------


async def test_what_could_not_be_written_is_written_when_the_disk_is_back(
    world: World, arm: Arm, expect_log: ExpectLog
) -> None:
    journal = world.start().journal
    first, second = entry(journal, {"phone": "1"}), entry(journal, {"phone": "2"})

    def full(point: str) -> None:
        if point == "write.done":
            raise OSError(28, "No space left on device")

    arm(full)
    with expect_log("Not kept (journal)"):
        for made in (first, replace(first, reason="later"), second):
            with pytest.raises(NotKept):
                await journal.record(made)
    assert "journal is not being kept" in world.notices.states["journal"].text
    behind = [journal.is_behind]
    arm(lambda point: None)
    await journal.catch_up()
    behind.append(journal.is_behind)
    assert behind == [True, False]
    assert "journal" not in world.notices.states
    entries = await journal.search(Query())
    assert [(item.sent["phone"], item.reason) for item in entries] == [("2", ""), ("1", "later")]


async def test_a_damaged_line_is_set_aside_and_told_and_the_rest_is_there(
    world: World, expect_log: ExpectLog
) -> None:
    store = world.start()
    await store.journal.record(entry(store.journal, {"phone": "1", "headline": "H"}))
    await store.journal.record(entry(store.journal, {"phone": "2"}))
    store.close()
    with sqlite3.connect(world.profile.journal_file) as connection:
        connection.execute("UPDATE changes SET outcome='refused' WHERE key='headline'")
    connection.close()
    journal = world.start().journal
    with expect_log("moved aside"):
        assert await found(journal) == ["2", "1"]
    assert "1 line of the journal" in world.notices.states["journal-damaged"].text
    assert [path.name[:8] for path in world.profile.damaged_dir.iterdir()] == ["journal-"]
    assert await found(journal) == ["2", "1"]


# --- exports -------------------------------------------------------------------------------


async def test_exports_are_whole_and_private(world: World, tmp_path: Path) -> None:
    journal = await filled(world)
    entries = await journal.sends(Query())
    table, data = tmp_path / "out" / "journal.CSV", tmp_path / "out" / "journal.json"
    await export(entries, table)
    await export(entries, data)
    assert table.read_bytes().startswith(b"Time (UTC),Account,Candidate,Name,Field,Before,After")
    assert data.read_bytes().startswith(b"[\n")
    assert table.stat().st_mode & 0o777 == 0o600


async def test_an_export_that_cannot_be_written_says_so(world: World, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotKept, match="cannot be written"):
        await export((), tmp_path / "file" / "journal.csv")
    assert world.notices.states == {}


async def test_a_file_is_kept_by_what_is_in_it(world: World) -> None:
    journal = world.start().journal
    kept = await journal.keep_file("cv.pdf", b"%PDF")
    assert kept == KeptFile("cv.pdf", 4, hashlib.sha256(b"%PDF").hexdigest())
    assert await journal.keep_file("again.pdf", b"%PDF") == replace(kept, name="again.pdf")
    assert len(list(world.profile.kept_dir.iterdir())) == 1

"""Files that earlier formats wrote are read for ever: what a person kept then is there today.

Each format has its files in `tests/data/storage`, written by the program of that time and never
again. Who adds a step to a schema, or raises `gui.model.saved.FORMAT` (which needs a step too, so
that older programs leave the file alone), adds the file of the new format, which stays as it is
from then on:

    python -m tests.services.storage.test_formats
"""

from __future__ import annotations

import asyncio
import datetime as dt
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from gui.model import edits
from gui.model.draft import Draft
from gui.model.journal import JournalEntry, KeptFile, Outcome
from gui.model.record import Facts, Record
from gui.model.saved import Snapshot
from gui.model.values import Entry, FileUpload, LinkUpload, Place, Value
from gui.paths import Profile
from gui.services.notices import Notices
from gui.services.storage import drafts, journal
from gui.services.storage.journal_rows import Query
from gui.services.storage.store import Store
from gui.services.waiting import Waiting, Why
from gui.workable.wire import RowSummary
from tests.services.storage.conftest import START, World

DATA = Path(__file__).parents[2] / "data" / "storage"
JOBS = "experience_entries"
JOB = Entry("7", "7", {"title": "Analyst", "company": None, "current": True, "mystery": "x"})
ROW = RowSummary("1de", "Zoë Osei", job="Planner")
WAITING = Waiting(
    *("acme", "Acme", "1de", "Zoë Osei", ("phone", "tags"), 2),
    dt.datetime.fromtimestamp(START - 60, dt.UTC),
    Why.PERSON,
    is_unsure=True,
)


def draft() -> Draft:
    """A draft with something of everything that a draft can hold."""
    values = {"phone": "1", "address": None, "summary": "", "tags": ("a",), JOBS: (JOB,)}
    made = Draft(Record("1de", values, Facts(name="Zoë Osei", stage="Phone Screen")))
    edits.set_value(made, "phone", "2", typing=True)
    edits.set_value(made, "headline", "half \ud800 a pair")
    ref = edits.add_entry(made, JOBS, {"title": "Planner"})
    edits.set_current_job(made, Place(JOBS, ref), True)
    edits.set_upload(made, "resume", FileUpload("cv.pdf", 5, "ab" * 32, "application/pdf"))
    edits.set_upload(made, "image", LinkUpload("https://example.com/a.png", "linkedin"))
    edits.add_words(made, "tags", ["b"])
    made.undo()
    made.hold("headline", True)
    made.sent_unknown({"phone": "2", "tags": ("a", "b")}, {"tags": ("a", "b", "theirs")})
    return made


def entry(store: Store) -> JournalEntry:
    made = store.journal.new_entry(
        "acme",
        "1de",
        "Zoë Osei",
        before={"phone": None, JOBS: (JOB,), "resume": LinkUpload("https://example.com")},
        sent={"phone": "2", JOBS: (), "resume": FileUpload("cv.pdf", 5, "ab" * 32, "x")},
        files={"resume": KeptFile("old.pdf", 4, "cd" * 32)},
    )
    stored: dict[str, Value] = {"phone": "+2", JOBS: ()}
    return replace(
        made, number=1, outcome=Outcome.SENT, stored=stored, request_id="r-1", reason="why"
    )


async def write(profile: Profile) -> None:
    """Fills a profile; the same for every format."""
    store = Store(profile, Notices(), bytes_of=lambda _upload: b"12345", now=lambda: START)
    await store.drafts.save("acme", "1de", Snapshot.of(draft()), name="Zoë Osei", count=5, stamp=77)
    await store.drafts.note_recent("acme", ROW)
    await store.outbox.remember(WAITING)
    await store.journal.record(entry(store))
    store.close()


def put(world: World, name: str, version: int) -> None:
    target = world.profile.drafts_file if name == "drafts" else world.profile.journal_file
    shutil.copyfile(DATA / f"{name}-{version}.sqlite", target)


@pytest.mark.parametrize("version", range(1, drafts.SCHEMA.format + 1))
async def test_drafts_of_every_format_come_back(world: World, version: int) -> None:
    put(world, "drafts", version)
    store = world.start().drafts
    (row,) = await store.list()
    assert (row.account, row.candidate_id, row.name, row.count) == ("acme", "1de", "Zoë Osei", 5)
    found = await store.load("acme", "1de")
    assert found is not None
    assert (found.stamp, found.saved_at.timestamp()) == (77, START)
    assert Snapshot.of(found.draft) == Snapshot.of(draft())
    assert await store.recents("acme") == (ROW,)
    assert await world.start().outbox.listing() == ((WAITING,) if version >= 2 else ())
    assert world.notices.states == {}


@pytest.mark.parametrize("version", range(1, journal.SCHEMA.format + 1))
async def test_journals_of_every_format_come_back(world: World, version: int) -> None:
    put(world, "journal", version)
    store = world.start()
    assert await store.journal.search(Query(words="planner")) == ()
    assert await store.journal.search(Query(person="zoë")) == (entry(store),)
    assert world.notices.states == {}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        asyncio.run(write(Profile.at(name)))
        DATA.mkdir(parents=True, exist_ok=True)
        for kind, schema in (("drafts", drafts.SCHEMA), ("journal", journal.SCHEMA)):
            file = DATA / f"{kind}-{schema.format}.sqlite"
            if not file.exists():  # each was written once and for all
                shutil.copyfile(Path(name) / f"{kind}.sqlite", file)

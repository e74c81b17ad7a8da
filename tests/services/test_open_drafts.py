"""All open drafts: listed from disk and memory, discarded, and brought back until the end."""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from gui.model import edits
from gui.paths import Profile
from gui.services.notices import Tone
from gui.services.open_drafts import OpenDraft, OpenDrafts
from gui.services.session import Session
from gui.services.storage import database
from gui.services.storage.drafts import DraftRow
from tests.helpers.harness import ExpectLog
from tests.helpers.office import Office, office, send_held
from tests.helpers.sandbox import RunningSandbox
from tests.helpers.sandbox_world import AMARA, BEA, TOMASZ

pytestmark = pytest.mark.usefixtures("qapp")


@asynccontextmanager
async def at_work(
    sandbox: RunningSandbox, folder: Path, account: str = "test"
) -> AsyncIterator[tuple[Office, OpenDrafts]]:
    profile = Profile.at(folder)
    profile.create()
    async with office(sandbox, profile=profile) as at:
        assert at.keeper is not None
        assert at.store is not None
        at.desk.use_account(account)
        drafts = OpenDrafts(
            at.keeper,
            at.store.drafts,
            at.desk,
            at.tasks,
            at.notices,
            title_of=lambda key: {"test": "Harbour Works"}.get(key, key),
        )
        yield at, drafts


async def typed(at: Office, record_id: str, phone: str = "1") -> Session:
    session = await at.opened(record_id)
    session.edit(lambda draft: edits.set_value(draft, "phone", phone))
    return session


async def brought_back(at: Office, drafts: OpenDrafts) -> None:
    drafts.bring_back()
    await at.tasks.settled("bring back")


async def on_disk(at: Office) -> list[DraftRow]:
    assert at.store is not None
    return list(await at.store.drafts.list())


async def test_all_drafts_of_all_accounts_are_listed_the_last_touched_first(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with at_work(sandbox, tmp_path, "another") as (at, _drafts):
        await typed(at, BEA)
    async with at_work(sandbox, tmp_path) as (at, drafts):
        await typed(at, AMARA)
        await drafts.listing()
        await typed(at, TOMASZ)
        found = await drafts.listing()
    assert [(one.account_title, one.name, one.count) for one in found] == [
        ("Harbour Works", "Tomasz Bielak", 1),
        ("Harbour Works", "Amara Osei-Lindqvist", 1),
        ("another", "Bea Nyqvist", 1),
    ]
    assert all(one.saved_at is not None for one in found)


def test_a_draft_is_old_after_two_weeks() -> None:
    now = dt.datetime(2026, 5, 20, 12, tzinfo=dt.UTC)
    draft = OpenDraft("a", "A", "1", "Amara", 1, now - dt.timedelta(days=14))
    assert draft.is_old(now)
    assert not replace(draft, saved_at=now - dt.timedelta(days=13)).is_old(now)
    assert not replace(draft, saved_at=None).is_old(now)


async def test_a_draft_that_is_not_open_is_discarded_and_comes_back_as_it_was(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with at_work(sandbox, tmp_path) as (at, _drafts):
        await typed(at, AMARA, "12")
    async with at_work(sandbox, tmp_path) as (at, drafts):
        assert await drafts.discard(await drafts.listing())
        assert at.last_words == "Discarded: the draft of Amara Osei-Lindqvist."
        assert await on_disk(at) == []
        assert drafts.can_bring_back == "the draft of Amara Osei-Lindqvist"
        at.told[-1].offers[0].act()
        await at.tasks.settled("bring back")
        assert at.last_words == "Brought back: the draft of Amara Osei-Lindqvist."
        assert not drafts.can_bring_back
        session = await at.opened(AMARA)
        assert session.value("phone") == "12"


async def test_an_open_one_goes_back_to_what_was_read_and_undo_is_a_way_back_too(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with at_work(sandbox, tmp_path) as (at, drafts):
        session = await typed(at, AMARA)
        session.edit(lambda draft: edits.add_words(draft, "tags", ["lead"]))
        assert await drafts.discard([drafts.of_session(session)])
        assert not session.draft.is_dirty
        assert await on_disk(at) == []
        session.undo()
        assert session.draft.count == 2
        await drafts.discard([drafts.of_session(session)])
        await brought_back(at, drafts)
        assert session.draft.count == 2
        assert [row.count for row in await on_disk(at)] == [2]


async def test_many_are_one_step(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with at_work(sandbox, tmp_path) as (at, drafts):
        for record_id in (AMARA, BEA, TOMASZ):
            await typed(at, record_id)
        await drafts.discard(await drafts.listing())
        assert at.last_words == "Discarded: 3 drafts."
        assert await drafts.listing() == ()
        await brought_back(at, drafts)
        assert len(await drafts.listing()) == 3


async def test_what_is_on_its_way_is_not_discarded(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with at_work(sandbox, tmp_path) as (at, drafts):
        session = await typed(at, AMARA)
        await send_held(at, sandbox, session)
        (draft,) = await drafts.listing()
        assert draft.is_on_its_way
        assert not await drafts.discard([draft])
        assert at.told[-1].tone is Tone.WARNING
        sandbox.release()
        await at.sending.settled(session)
    assert sandbox.record(AMARA)["phone"] == "1"


async def test_drafts_that_cannot_be_written_are_listed_from_memory(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path, expect_log: ExpectLog
) -> None:
    folder = tmp_path / "profile"
    with expect_log("Not kept (drafts)"):
        async with at_work(sandbox, folder) as (at, drafts):
            (folder / "drafts.sqlite").mkdir()
            session = await typed(at, AMARA)
            (draft,) = await drafts.listing()
            assert (draft.name, draft.saved_at) == ("Amara Osei-Lindqvist", None)
            assert await drafts.draft(draft) is session.draft


async def test_what_is_in_one_can_be_looked_at_without_opening_it(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with at_work(sandbox, tmp_path) as (at, _drafts):
        await typed(at, AMARA, "12")
    async with at_work(sandbox, tmp_path) as (at, drafts):
        (row,) = await drafts.listing()
        draft = await drafts.draft(row)
        assert draft is not None
        assert draft.value("phone") == "12"
        assert at.desk.session is None
        await drafts.discard([row])
        assert await drafts.draft(row) is None


async def test_a_disk_that_lets_nothing_go_is_told_and_the_draft_stays(
    qapp: QCoreApplication,
    sandbox: RunningSandbox,
    tmp_path: Path,
    expect_log: ExpectLog,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with at_work(sandbox, tmp_path) as (at, _drafts):
        await typed(at, AMARA)
    monkeypatch.setattr(database, "BUSY_S", 0.1)
    async with at_work(sandbox, tmp_path) as (at, drafts):
        rows = await drafts.listing()
        other = sqlite3.connect(tmp_path / "drafts.sqlite", isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        with expect_log("Not kept (drafts)"), contextlib.closing(other):
            assert not await drafts.discard(rows)
        assert at.told[-1].tone is Tone.ERROR
        assert len(await on_disk(at)) == 1
        assert not drafts.can_bring_back

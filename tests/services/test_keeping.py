"""Keeping: what was typed is on the disk in time, comes back, and is joined with what is newer.

"The next start" is another office over the same profile; a program that is killed is one whose
office is left without closing anything.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication

from gui.model import edits
from gui.model.draft import Draft
from gui.model.fileformats import Role
from gui.model.journal import JournalEntry, Outcome
from gui.model.values import FileUpload, Place, entries
from gui.paths import Profile
from gui.services.draft_bars import OLD_STATE, RESTORED_STATE, day_of
from gui.services.draft_writer import Rhythm
from gui.services.keeping import Keeper
from gui.services.notices import Notices
from gui.services.session import Session
from gui.services.storage import points
from gui.services.storage.drafts import DraftStore, KeptDraft
from gui.services.storage.journal_rows import Query
from gui.services.storage.store import Store
from tests.helpers import sample_files as sample
from tests.helpers.harness import ExpectLog
from tests.helpers.office import Office, Person, office, send_held
from tests.helpers.sandbox import RunningSandbox
from tests.helpers.sandbox_world import AMARA, BEA, TOMASZ
from tests.helpers.wait import until

pytestmark = pytest.mark.usefixtures("qapp")

JOBS = "experience_entries"
PDF = sample.pdf()


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    profile = Profile.at(tmp_path / "profile")
    profile.create()
    return profile


@contextlib.asynccontextmanager
async def looked_into(profile: Profile) -> AsyncIterator[Store]:
    """The files of a profile as a program of its own finds them."""
    store = Store(profile, Notices(), bytes_of=lambda _upload: b"")
    try:
        yield store
    finally:
        store.close()


async def kept(profile: Profile, record_id: str = AMARA, account: str = "") -> KeptDraft | None:
    async with looked_into(profile) as store:
        return await store.drafts.load(account, record_id)


async def found_in(store: Store, so: Callable[[Draft], bool]) -> None:
    """Waits until the draft on the disk is so."""
    for _attempt in range(500):
        found = await store.drafts.load("", AMARA)
        if found is not None and so(found.draft):
            return
        await asyncio.sleep(0.01)
    pytest.fail("it is not on the disk")


async def journal(profile: Profile) -> tuple[JournalEntry, ...]:
    async with looked_into(profile) as store:
        return await store.journal.search(Query())


@contextlib.asynccontextmanager
async def killed(sandbox: RunningSandbox, profile: Profile) -> AsyncIterator[Office]:
    """An office whose program is gone at the end of the block, without a word to anybody."""
    async with office(sandbox, profile=profile) as at:
        yield at
        keeper = at.keeper
        assert keeper is not None
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            if task.get_name() in ("send", "keep a draft"):
                task.cancel()
        await asyncio.sleep(0)
        at.keeper = None


def keeper_of(at: Office) -> Keeper:
    assert at.keeper is not None
    return at.keeper


def say(session: Session, phone: str) -> None:
    session.edit(lambda draft: edits.set_value(draft, "phone", phone, typing=True))


# --- in time -------------------------------------------------------------------------------


class InTime:
    """Whether each text is handed to the disk before a bell that is set for when it has to be
    there: on a busy machine both are late, and still in this order."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.handed: list[int] = []
        self.late: list[int] = []
        self._bells: list[asyncio.Task[None]] = []
        save = DraftStore.save

        async def noted(store: DraftStore, *args: Any, **more: Any) -> None:
            self.handed.append(int(str(args[2].current.values["phone"])))
            await save(store, *args, **more)

        monkeypatch.setattr(DraftStore, "save", noted)

    def say(self, session: Session, text: int) -> None:
        say(session, str(text))
        self._bells.append(asyncio.ensure_future(self._bell(text)))

    async def _bell(self, text: int) -> None:
        await asyncio.sleep(1.0)
        for _turn in range(20):
            await asyncio.sleep(0)  # what was due before may have several turns to go
        if not any(each >= text for each in self.handed):
            self.late.append(text)

    async def all_rung(self) -> None:
        await asyncio.gather(*self._bells)


async def test_an_edit_is_on_the_disk_within_a_second(
    qapp: QCoreApplication,
    sandbox: RunningSandbox,
    profile: Profile,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    in_time = InTime(monkeypatch)
    async with office(sandbox, profile=profile, rhythm=Rhythm()) as at:
        session = await at.opened(AMARA)
        in_time.say(session, 1)
        async with looked_into(profile) as store:
            await found_in(store, lambda draft: draft.value("phone") == "1")
        await in_time.all_rung()
    assert in_time.late == []


async def test_whoever_types_without_a_pause_loses_no_more_than_a_second(
    qapp: QCoreApplication,
    sandbox: RunningSandbox,
    profile: Profile,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    in_time = InTime(monkeypatch)
    async with office(sandbox, profile=profile, rhythm=Rhythm()) as at:
        session = await at.opened(AMARA)
        start, typed = time.monotonic(), 0
        while time.monotonic() < start + 2.2:
            typed += 1
            in_time.say(session, typed)
            await asyncio.sleep(0.02)
        await in_time.all_rung()
        took = time.monotonic() - start
        async with looked_into(profile) as store:
            await found_in(store, lambda draft: draft.value("phone") == str(typed))
    assert in_time.late == []
    assert len(in_time.handed) <= took / Rhythm().gap + 1, "the disk is written at every letter"


async def test_another_candidate_in_front_has_the_first_written_at_once(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile, rhythm=Rhythm(pause=60, latest=60)) as at:
        session = await at.opened(AMARA)
        say(session, "1")
        await at.opened(BEA)
        await until(lambda: keeper_of(at).has_draft("", AMARA))
        say(session, "2")
        keeper_of(at).flush_soon()
        async with looked_into(profile) as store:
            await found_in(store, lambda draft: draft.value("phone") == "2")


async def test_a_flush_waits_for_what_is_just_being_written(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile) as at:
        session = await at.opened(AMARA)
        await keeper_of(at).flush()
        held_up, is_there = threading.Event(), threading.Event()

        def hold(point: str) -> None:
            if point == "draft.encoded":
                is_there.set()
                held_up.wait(20)

        points.arm(hold)
        try:
            say(session, "1")
            await until(is_there.is_set, what="it is in the store's thread")
            flush = asyncio.ensure_future(keeper_of(at).flush())
            await asyncio.sleep(0.05)
            assert not flush.done()
            held_up.set()
            assert await flush
        finally:
            held_up.set()
            points.arm(None)
        assert await kept(profile) is not None


async def test_a_draft_that_became_clean_is_taken_off_the_disk(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile) as at:
        session = await at.opened(AMARA)
        changes: list[bool] = []
        keeper_of(at).drafts_changed.connect(
            lambda: changes.append(keeper_of(at).has_draft("", AMARA))
        )
        say(session, "1")
        await until(lambda: changes == [True])
        session.undo()
        await until(lambda: changes == [True, False])
    assert await kept(profile) is None


# --- coming back ---------------------------------------------------------------------------


async def test_a_draft_comes_back_with_its_way_back(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile) as at:
        session = await at.opened(AMARA)
        before = session.value("phone")
        say(session, "1")
        session.edit(lambda draft: edits.set_value(draft, "headline", "Later"))
        session.undo()
        session.edit(lambda draft: edits.add_entry(draft, JOBS, {"title": "Planner"}))
        session.hold(JOBS, True)
        wanted = session.current
    async with office(sandbox, profile=profile) as at:
        session = await at.opened(AMARA)
        assert session.current == wanted
        assert session.draft.held == {JOBS}
        assert at.notices.states[RESTORED_STATE].text.endswith(
            "nothing changed on the server since."
        )
        session.undo()
        session.undo()
        assert session.value("phone") == before
        await until(lambda: RESTORED_STATE not in at.notices.states)
    assert await kept(profile) is None


async def test_a_draft_that_meets_a_newer_record_is_joined_and_says_so(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile) as at:
        say(await at.opened(AMARA), "mine")
    sandbox.put(AMARA, headline="Theirs")
    async with office(sandbox, profile=profile) as at:
        asked: list[Session] = []
        keeper_of(at).bars.review_asked.connect(asked.append)
        session = await at.opened(AMARA)
        assert (session.value("phone"), session.value("headline")) == ("mine", "Theirs")
        bar = at.notices.states[RESTORED_STATE]
        assert bar.text.startswith("Draft of today, ")
        assert bar.text.endswith("; 1 field changed on the server since.")
        bar.offers[0].act()
        assert asked == [session]
        await at.opened(BEA)
        assert RESTORED_STATE not in at.notices.states
        await at.opened(AMARA)
        await at.quiet()
        at.notices.states[RESTORED_STATE].offers[1].act()
        assert RESTORED_STATE not in at.notices.states


async def test_what_was_changed_on_both_sides_is_asked_about_and_never_applied_over(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile) as at:
        say(await at.opened(AMARA), "mine")
    sandbox.put(AMARA, phone="theirs")
    async with office(sandbox, profile=profile) as at:
        session = await at.opened(AMARA)
        assert "1 thing was changed on both sides" in at.notices.states[RESTORED_STATE].text
        await at.sent(session)
        assert [collision.theirs for collision in at.person.collisions] == ["theirs"]
    assert sandbox.patches() == []
    assert await kept(profile) is not None


@pytest.mark.parametrize("gone", ["deleted", "offline"])
async def test_a_draft_whose_record_cannot_be_read_is_shown_all_the_same(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile, gone: str
) -> None:
    async with office(sandbox, profile=profile) as at:
        say(await at.opened(AMARA), "mine")
    if gone == "deleted":
        sandbox.touch(AMARA, "delete")
    else:
        sandbox.fault("drop_before", method="GET", times=9)
    async with office(sandbox, profile=profile) as at:
        session = await at.opened(AMARA)
        assert session.value("phone") == "mine"
        assert "shown as it was then" in at.notices.states[RESTORED_STATE].text
        assert at.last_words
    assert await kept(profile) is not None


async def test_each_account_has_its_own_draft_of_the_same_id(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile) as at:
        at.desk.use_account("one")
        say(await at.opened(AMARA), "1")
        at.desk.use_account("two")
        assert not (await at.opened(AMARA)).draft.is_dirty
        await keeper_of(at).flush()
        assert keeper_of(at).has_draft("one", AMARA)
        assert not keeper_of(at).has_draft("two", AMARA)


async def test_a_draft_of_another_program_is_set_aside_and_not_overwritten(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile, expect_log: ExpectLog
) -> None:
    """Opened while the disk could not be read, or written by a second program meanwhile."""
    async with office(sandbox, profile=profile) as at:
        session = await at.opened(AMARA)
        async with office(sandbox, profile=profile) as other:
            say(await other.opened(AMARA), "theirs")
        with expect_log("moved aside"):
            say(session, "mine")
            await until(lambda: "drafts-damaged" in at.notices.states)
        assert "earlier draft of Amara" in at.notices.states["drafts-damaged"].text
    (aside,) = profile.damaged_dir.iterdir()
    row = json.loads(aside.read_text())["row"]
    assert b'"theirs"' in base64.b64decode(row["body"]["base64"])
    found = await kept(profile)
    assert found is not None
    assert found.draft.value("phone") == "mine"


async def test_what_was_opened_lately_is_known_at_the_next_start(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile) as at:
        for record_id in (AMARA, BEA, AMARA):
            await at.opened(record_id)
            await at.quiet()
    async with looked_into(profile) as store:
        assert [row.id for row in await store.drafts.recents("")] == [AMARA, BEA]


# --- sending -------------------------------------------------------------------------------


async def test_what_was_sent_is_in_the_journal_and_its_draft_is_gone(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile) as at:
        session = await at.opened(AMARA)
        before = session.value("phone")
        say(session, "1")
        await at.sent(session)
        assert await kept(profile) is None
        (entry,) = await journal(profile)
    assert entry.outcome is Outcome.SENT
    assert (entry.before, entry.sent, entry.stored) == (
        {"phone": before},
        {"phone": "1"},
        {"phone": "1"},
    )
    assert entry.request_id
    assert entry.name.startswith("Amara")


async def test_what_is_about_to_go_is_on_the_disk_before_it_goes(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile) as at:
        session = await at.opened(AMARA)
        say(session, "1")
        await send_held(at, sandbox, session)
        found = await kept(profile)
        assert found is not None
        assert found.draft.unknown == {"phone": "1"}
        (entry,) = await journal(profile)
        assert (entry.outcome, entry.sent) == (Outcome.UNKNOWN, {"phone": "1"})
        say(session, "12")
        await keeper_of(at).flush()
        found = await kept(profile)
        assert found is not None
        assert (found.draft.unknown, found.draft.value("phone")) == ({"phone": "1"}, "12")
        sandbox.release()
        await at.sending.settled(session)
        found = await kept(profile)
        assert found is not None
        assert (found.draft.unknown, found.draft.baseline.get("phone")) == ({}, "1")


@pytest.mark.parametrize("applied", [True, False])
async def test_killed_while_it_was_sent_the_next_start_finds_out_by_reading(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile, applied: bool
) -> None:
    async with killed(sandbox, profile) as at:
        session = await at.opened(AMARA)
        ref = session.edit(lambda draft: edits.add_entry(draft, JOBS, {"title": "Planner"}))
        await send_held(at, sandbox, session, "hold" if applied else "hold_before")
        # Typed after it went, and on the disk before the end.
        place = Place(JOBS, ref, "title")
        session.edit(lambda draft: edits.set_entry_field(draft, place, "Lead planner"))
        await keeper_of(at).flush()
    if applied:
        sandbox.release()
    async with office(sandbox, profile=profile) as at:
        session = await at.opened(AMARA)
        # What arrived after all is nobody else's change.
        assert "nothing changed on the server" in at.notices.states[RESTORED_STATE].text
        await at.sent(session)
        assert not session.draft.is_dirty
    titles = [entry["title"] for entry in sandbox.record(AMARA)[JOBS]]
    assert titles.count("Lead planner") == 1
    assert "Planner" not in titles


async def test_killed_after_it_was_applied_nothing_is_left_to_send(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with killed(sandbox, profile) as at:
        session = await at.opened(AMARA)
        say(session, "1")
        await send_held(at, sandbox, session, "hold")
    sandbox.release()
    async with office(sandbox, profile=profile) as at:
        session = await at.opened(AMARA)
        assert not session.draft.is_dirty
        assert at.told[-1].text.startswith("All that was in the draft of today")
        await until(lambda: not keeper_of(at).has_draft("", AMARA))
    assert len(sandbox.patches()) == 1
    assert await kept(profile) is None
    (entry,) = await journal(profile)
    assert (entry.outcome, entry.stored) == (Outcome.SENT, {"phone": "1"})


async def test_a_lost_send_is_written_as_unknown_and_found_out_by_the_next_one(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile) as at:
        session = await at.opened(AMARA)
        say(session, "1")
        sandbox.fault("drop_after_apply", method="PATCH")
        sandbox.fault("drop_before", method="GET", skip=1, times=50)
        await at.sent(session)
        (entry,) = await journal(profile)
        assert entry.outcome is Outcome.UNKNOWN
        assert entry.reason
        sandbox.clear_faults()
        session.edit(lambda draft: edits.set_value(draft, "headline", "H"))
        await at.sent(session)
        second, first = await journal(profile)
    assert (first.outcome, second.outcome) == (Outcome.SENT, Outcome.SENT)
    assert second.sent == {"headline": "H"}


async def test_a_send_that_ended_from_outside_is_unknown_and_the_next_is_another_entry(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile) as at:
        session = await at.opened(AMARA)
        say(session, "1")
        await send_held(at, sandbox, session, "hold")
        at.tasks.cancel(f"send {AMARA}")
        await at.sending.settled(session)
        sandbox.release()
        await keeper_of(at).flush()
        found = await kept(profile)
        assert found is not None
        assert found.draft.unknown == {"phone": "1"}
        say(session, "2")
        await at.sent(session)
        second, first = await journal(profile)
    assert (first.sent, first.outcome) == ({"phone": "1"}, Outcome.SENT)
    assert (second.before, second.sent) == ({"phone": "1"}, {"phone": "2"})


async def test_what_others_changed_meanwhile_is_written_with_what_was_sent(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile) as at:
        session = await at.opened(AMARA)
        tags = tuple(sandbox.record(AMARA)["tags"])
        old = session.value("headline")
        session.edit(lambda draft: edits.set_value(draft, "phone", "1"))
        session.edit(lambda draft: edits.add_words(draft, "tags", ["mine"]))
        sandbox.put(AMARA, headline="Theirs", tags=[*tags, "theirs"])
        await at.sent(session)
        say(session, "2")
        await at.sent(session)
        second, first = await journal(profile)
    assert first.others == {
        "headline": (old, "Theirs"),
        "tags": (tags, (*tags, "theirs")),
    }
    assert second.others == {}, "it was known by then"


async def test_what_was_asked_about_is_no_news(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile, person=Person(takes="mine")) as at:
        session = await at.opened(AMARA)
        say(session, "1")
        sandbox.put(AMARA, phone="9", headline="Theirs")
        await at.sent(session)
        (entry,) = await journal(profile)
    assert set(entry.others) == {"headline"}


async def test_what_a_send_tried_twice_writes_of_others_is_what_there_was_before_the_first_try(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile) as at:
        session = await at.opened(AMARA)
        say(session, "1")
        sandbox.put(AMARA, headline="Theirs")
        sandbox.fault("drop_before", method="PATCH")
        await at.sent(session)
        (entry,) = await journal(profile)
    assert (entry.outcome, set(entry.others)) == (Outcome.SENT, {"headline"})


async def test_a_refusal_is_written_with_its_reason_and_the_draft_stays(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile) as at:
        session = await at.opened(AMARA)
        email = sandbox.record(BEA)["email"]
        session.edit(lambda draft: edits.set_value(draft, "email", email))
        await at.sent(session)
        (entry,) = await journal(profile)
        found = await kept(profile)
    assert (entry.outcome, entry.sent) == (Outcome.REFUSED, {"email": email})
    assert entry.reason
    assert found is not None
    assert found.draft.unknown == {}


async def test_two_parts_are_two_entries(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile) as at:
        session = await at.opened(AMARA)
        say(session, "1")
        link = {"type": "github", "url": "https://github.com/amara"}
        session.edit(lambda draft: edits.add_entry(draft, "social_profiles", link))
        await at.sent(session)
        found = await journal(profile)
    assert [entry.keys for entry in found] == [("social_profiles",), ("phone",)]
    added = [entry.text("url") for entry in entries(found[0].after("social_profiles"))]
    assert link["url"] in added


# --- files ---------------------------------------------------------------------------------


async def staged(at: Office, session: Session, name: str = "cv.pdf") -> FileUpload:
    upload = await at.attachments.stage_bytes(name, PDF, role=Role.RESUME)
    session.edit(lambda draft: edits.set_upload(draft, "resume", upload))
    return upload


async def test_a_staged_file_survives_and_is_erased_when_it_was_sent(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile) as at:
        upload = await staged(at, await at.opened(BEA))
    file = profile.staged_dir / upload.digest
    assert file.stat().st_mode & 0o777 == 0o600
    async with office(sandbox, profile=profile) as at:
        session = await at.opened(BEA)
        assert at.attachments.bytes_of(upload) == PDF
        await at.sent(session)
        assert not session.draft.is_dirty
    assert not file.exists()


async def test_the_old_resume_and_photo_are_kept_before_they_are_replaced(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile) as at:
        session = await at.opened(AMARA)
        name, old = await at.line.resume(session.baseline)
        photo = await at.line.picture(session.baseline)
        await staged(at, session)
        picture = await at.attachments.stage_bytes(
            "new.png", sample.picture("png"), role=Role.PHOTO
        )
        session.edit(lambda draft: edits.set_upload(draft, "image", picture))
        await at.sent(session)
    async with looked_into(profile) as store:
        (entry,) = await store.journal.search(Query())
        assert entry.files["resume"].name == name
        assert await store.journal.file(entry.files["resume"]) == old
        assert await store.journal.file(entry.files["image"]) == photo


async def test_what_cannot_be_kept_is_replaced_only_when_it_is_sent_again(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile) as at:
        session = await at.opened(AMARA)
        await staged(at, session)
        sandbox.fault("status", path="*.pdf*", status=500, times=9)
        await at.sent(session)
        assert sandbox.patches() == []
        assert "could not be kept" in session.complaints[Place("resume")]
        assert "Send again" in at.last_words
        assert session.draft.count == 1
        await at.sent(session)
        assert session.draft.count == 0
    (entry,) = await journal(profile)
    assert entry.files == {}


# --- trouble -------------------------------------------------------------------------------


class FullDisk:
    """Every write to the disk fails while `is_full`; `refused` are the points before each."""

    def __init__(self) -> None:
        self.is_full = True
        self.refused: list[str] = []
        self._before = ""

    def __call__(self, point: str) -> None:
        before, self._before = self._before, point
        if self.is_full and point in ("write.done", "file.written"):
            self.refused.append(before)
            raise OSError(28, "No space left on device")


@pytest.fixture
def full_disk() -> Iterator[FullDisk]:
    disk = FullDisk()
    points.arm(disk)
    yield disk
    points.arm(None)


async def test_a_full_disk_is_said_stops_nobody_and_is_over_by_itself(
    qapp: QCoreApplication,
    sandbox: RunningSandbox,
    profile: Profile,
    full_disk: FullDisk,
    expect_log: ExpectLog,
) -> None:
    with expect_log("Not kept (drafts)"), expect_log("Not kept (journal)"):
        async with office(sandbox, profile=profile) as at:
            session = await at.opened(AMARA)
            say(session, "1")
            await until(lambda: "drafts" in at.notices.states)
            text = at.notices.states["drafts"].text
            assert text.startswith("Drafts are not being kept: No space left on device.")
            await at.sent(session)
            assert at.last_words == "1 change sent."
            session.edit(lambda draft: edits.set_value(draft, "headline", "Typed then"))
            full_disk.is_full = False
            await until(lambda: "drafts" not in at.notices.states)
            await until(lambda: "journal" not in at.notices.states)
            found = await kept(profile)
            assert found is not None
            assert found.draft.value("headline") == "Typed then"
            (entry,) = await journal(profile)
            assert entry.outcome is Outcome.SENT


async def test_what_could_not_be_kept_is_kept_without_another_edit(
    qapp: QCoreApplication,
    sandbox: RunningSandbox,
    profile: Profile,
    full_disk: FullDisk,
    expect_log: ExpectLog,
) -> None:
    full_disk.is_full = False
    with expect_log("Not kept (drafts)"):
        async with office(sandbox, profile=profile) as at:
            session = await at.opened(AMARA)
            await keeper_of(at).start()
            full_disk.is_full = True
            say(session, "1")
            await until(lambda: "draft.written" in full_disk.refused)
            full_disk.is_full = False
            await until(lambda: keeper_of(at).has_draft("", AMARA))


async def test_a_damaged_file_is_told_and_what_is_open_is_kept_again(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile, expect_log: ExpectLog
) -> None:
    profile.drafts_file.write_bytes(b"this is no database at all" * 100)
    with expect_log("is damaged"), expect_log("moved aside"):
        async with office(sandbox, profile=profile) as at:
            say(await at.opened(AMARA), "1")
            assert "The drafts on this computer were damaged" in (
                at.notices.states["drafts-damaged"].text
            )
    found = await kept(profile)
    assert found is not None
    (aside,) = profile.damaged_dir.glob("drafts-*.sqlite")
    assert aside.read_bytes() == b"this is no database at all" * 100


# --- away and back -------------------------------------------------------------------------


async def test_a_discarded_draft_can_come_back_until_the_end(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile) as at:
        say(await at.opened(TOMASZ), "unopened")
    async with office(sandbox, profile=profile) as at:
        await keeper_of(at).start()
        session = await at.opened(AMARA)
        say(session, "open")
        for record_id in (AMARA, TOMASZ):
            back = await keeper_of(at).discard("", record_id)
            assert back is not None
            assert await kept(profile, record_id) is None
            assert not keeper_of(at).has_draft("", record_id)
            await back()
            assert keeper_of(at).has_draft("", record_id)
        assert session.value("phone") == "open"
        assert (await at.opened(TOMASZ)).value("phone") == "unopened"
        assert await keeper_of(at).discard("", BEA) is None


async def test_undo_brings_back_what_was_typed_and_unfinished_in_a_discarded_draft(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile) as at:
        session = await at.opened(AMARA)
        say(session, "open")
        session.leave_unfinished(Place("tags"), "harb")
        assert await keeper_of(at).discard("", AMARA) is not None
        assert not session.draft.has_work
        session.undo()
        assert session.value("phone") == "open"
        assert session.draft.unfinished == {Place("tags"): "harb"}
        session.redo()
        assert not session.draft.has_work
        session.undo()
        await keeper_of(at).flush()
        found = await kept(profile, AMARA)
        assert found is not None
        assert found.draft.unfinished == {Place("tags"): "harb"}


async def test_a_discarded_file_comes_back_too(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile) as at:
        upload = await staged(at, await at.opened(BEA))
    async with office(sandbox, profile=profile) as at:
        back = await keeper_of(at).discard("", BEA)
        assert back is not None
        await back()
        await at.opened(BEA)
        assert at.attachments.holds(upload)


async def test_erasing_a_person_leaves_the_screen_and_nothing_else(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile) as at:
        session = await at.opened(AMARA)
        say(session, "0777 1234567")
        await keeper_of(at).flush()
        await keeper_of(at).erase_person("", AMARA)
        assert session.value("phone") == "0777 1234567"
        assert not keeper_of(at).has_draft("", AMARA)
        files = [path.read_bytes() for path in profile.root.rglob("*") if path.is_file()]
        assert not any(b"0777 1234567" in data or b"Amara" in data for data in files)


async def test_drafts_that_wait_for_long_are_named_once_and_kept(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile) as at:
        say(await at.opened(AMARA), "1")
    later = time.time() + 15 * 86400
    async with office(sandbox, profile=profile, now=lambda: later) as at:
        asked: list[bool] = []
        keeper_of(at).bars.drafts_asked.connect(lambda: asked.append(True))
        await keeper_of(at).start()
        bar = at.notices.states[OLD_STATE]
        assert bar.text == "1 draft has waited for two weeks or longer."
        bar.offers[0].act()
        assert asked == [True]
        assert keeper_of(at).has_draft("", AMARA)


@pytest.mark.parametrize(
    ("days", "said"), [(0, "today, 09:30"), (1, "yesterday"), (3, "Tuesday"), (9, "18 Nov 2026")]
)
def test_days_are_spoken_of_as_people_do(days: int, said: str) -> None:
    import datetime as dt

    now = dt.datetime(2026, 11, 27, 9, 30, tzinfo=dt.UTC)  # a Friday
    assert day_of(now - dt.timedelta(days=days), now) == said

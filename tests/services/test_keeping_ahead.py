"""What is about to be sent is written while the record is read, so that the send need not wait for
it; and it counts for nothing where the send turns out another, or does not go."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication

from gui.model import edits
from gui.model.draft import Draft
from gui.model.fileformats import Role
from gui.model.merge import Collision
from gui.model.record import Record
from gui.model.values import words
from gui.paths import Profile
from gui.services.notices import Notices
from gui.services.sending import Settled
from gui.services.session import Phase, Session
from gui.services.storage.database import Database
from gui.services.storage.store import Store
from tests.helpers import sample_files as sample
from tests.helpers.office import Office, Person, held, office, send_held
from tests.helpers.sandbox import RunningSandbox
from tests.helpers.sandbox_world import AMARA
from tests.helpers.wait import until

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    profile = Profile.at(tmp_path / "profile")
    profile.create()
    return profile


@asynccontextmanager
async def looked_into(profile: Profile) -> AsyncIterator[Store]:
    """The files of a profile as a program of its own finds them."""
    store = Store(profile, Notices(), bytes_of=lambda _upload: b"")
    try:
        yield store
    finally:
        store.close()


async def on_disk(profile: Profile) -> Draft:
    async with looked_into(profile) as store:
        found = await store.drafts.load("", AMARA)
    assert found is not None
    return found.draft


async def found(profile: Profile, so: Callable[[Draft], bool]) -> Draft:
    """Waits until the draft on the disk is so."""
    async with looked_into(profile) as store:
        for _attempt in range(500):
            kept = await store.drafts.load("", AMARA)
            if kept is not None and so(kept.draft):
                return kept.draft
            await asyncio.sleep(0.01)
    pytest.fail("it is not on the disk")


def say(session: Session, key: str, value: str) -> None:
    session.edit(lambda draft: edits.set_value(draft, key, value))


@pytest.fixture
def writes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which databases were written, one after the other."""
    seen: list[str] = []
    write = Database.write

    def noted(self: Database, work: Callable[[Any], Any]) -> Any:
        seen.append(self._path.stem)
        return write(self, work)

    monkeypatch.setattr(Database, "write", noted)
    return seen


async def test_it_is_written_while_the_record_is_read_and_not_once_more(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile, writes: list[str]
) -> None:
    async with office(sandbox, profile=profile) as at:
        session = await at.opened(AMARA)
        say(session, "phone", "1")
        sandbox.fault("hold_before", method="PATCH")
        await send_held(at, sandbox, session, method="GET")
        draft = await found(profile, lambda draft: bool(draft.unknown))
        assert (draft.unknown, draft.went_out) == ({"phone": "1"}, {"phone": "1"})
        assert session.draft.unknown == {}, "for the form nothing has gone out"
        writes.clear()
        sandbox.release()
        await held(sandbox)
        assert writes == ["journal"]
        assert (await on_disk(profile)).unknown == {"phone": "1"}
        sandbox.release()
        await at.sending.settled(session)


async def test_what_others_changed_meanwhile_is_written_before_it_goes(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile) as at:
        session = await at.opened(AMARA)
        tags = sandbox.record(AMARA)["tags"]
        session.edit(lambda draft: edits.add_words(draft, "tags", ["mine"]))
        sandbox.touch(AMARA, "set", values={"tags": [*tags, "theirs"]})
        await send_held(at, sandbox, session)
        draft = await on_disk(profile)
        assert set(words(draft.unknown["tags"])) == {*tags, "mine"}
        assert set(words(draft.went_out["tags"])) == {*tags, "mine", "theirs"}
        sandbox.release()
        await at.sending.settled(session)
    assert set(sandbox.record(AMARA)["tags"]) == {*tags, "mine", "theirs"}


async def test_it_is_taken_back_where_the_record_cannot_be_read(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile) as at:
        session = await at.opened(AMARA)
        say(session, "phone", "1")
        await send_held(at, sandbox, session, method="GET")
        await found(profile, lambda draft: bool(draft.unknown))
        sandbox.touch(AMARA, "delete")
        sandbox.release()
        await at.sending.settled(session)
        draft = await found(profile, lambda draft: not draft.unknown)
        assert draft.value("phone") == "1"
    assert sandbox.patches() == []


class Slow(Person):
    """Takes until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.go = asyncio.Event()

    async def settle(
        self, session: Session, theirs: Record, collisions: tuple[Collision, ...]
    ) -> Sequence[Settled] | None:
        await self.go.wait()
        return await super().settle(session, theirs, collisions)


async def test_it_is_taken_back_as_long_as_somebody_is_asked(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    person = Slow()
    async with office(sandbox, profile=profile, person=person) as at:
        session = await at.opened(AMARA)
        say(session, "phone", "1")
        sandbox.put(AMARA, phone="2")
        await send_held(at, sandbox, session, method="GET")
        await found(profile, lambda draft: bool(draft.unknown))
        sandbox.release()
        await until(lambda: session.phase is Phase.ASKING)
        await found(profile, lambda draft: not draft.unknown)
        person.go.set()
        await at.sending.settled(session)
        assert session.value("phone") == "1"


async def test_of_a_file_nothing_is_said_to_have_gone_before_it_goes(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile) as at:
        session = await at.opened(AMARA)
        upload = await at.attachments.stage_bytes("cv.pdf", sample.pdf(), role=Role.RESUME)
        session.edit(lambda draft: edits.set_upload(draft, "resume", upload))
        await send_held(at, sandbox, session, method="GET")
        assert at.keeper is not None
        await at.keeper.flush()
        assert (await on_disk(profile)).unknown == {}
        at.sending.cancel(session)
        sandbox.release()
        await at.sending.settled(session)


async def test_killed_while_the_record_was_read_a_colleagues_value_is_asked_about(
    qapp: QCoreApplication, sandbox: RunningSandbox, profile: Profile
) -> None:
    async with office(sandbox, profile=profile) as at:
        session = await at.opened(AMARA)
        say(session, "phone", "1")
        await send_held(at, sandbox, session, method="GET")
        await found(profile, lambda draft: bool(draft.unknown))
        abandon(at)
    sandbox.release()
    sandbox.put(AMARA, phone="2")
    async with office(sandbox, profile=profile, person=Person(takes="theirs")) as at:
        session = await at.opened(AMARA)
        assert session.value("phone") == "1"
        await at.sent(session)
        assert [item.theirs for item in at.person.collisions] == ["2"]
    assert sandbox.record(AMARA)["phone"] == "2"
    assert sandbox.patches() == []


def abandon(at: Office) -> None:
    """As if the program were killed: nothing more is written."""
    at.keeper = None
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        if task.get_name().startswith(("send", "keep")):
            task.cancel()

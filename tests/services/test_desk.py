"""The desk: the latest opening wins, switching loses nothing, reading again joins visibly."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication

from gui.errors import BadReference, NotFound
from gui.model import edits
from tests.helpers.office import Person, office
from tests.helpers.sandbox import RunningSandbox
from tests.helpers.sandbox_world import AMARA, BEA, TOMASZ
from tests.helpers.wait import until

pytestmark = pytest.mark.usefixtures("qapp")


async def test_opening_another_while_one_loads_the_latest_wins(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with office(sandbox) as at:
        seen: list[str] = []
        at.desk.session_changed.connect(
            lambda: seen.append(at.desk.session.record_id if at.desk.session else "")
        )
        at.desk.open(AMARA)
        at.desk.open(TOMASZ)
        at.desk.open(BEA)
        await until(lambda: at.desk.session)
        await at.quiet()
        assert seen == [BEA]


@pytest.mark.parametrize(
    "typed",
    [
        AMARA,
        "https://harbourworks.workable.com/backend/jobs/6012345/candidates/501234567#timeline",
        "amara.osei@example.com",
    ],
)
async def test_finds_by_id_link_and_email(
    qapp: QCoreApplication, sandbox: RunningSandbox, typed: str
) -> None:
    async with office(sandbox) as at:
        at.desk.find(typed)
        await until(lambda: at.desk.session)
        assert at.desk.session is not None
        assert at.desk.session.record_id == AMARA


async def test_what_cannot_be_found_says_why_and_can_be_tried_again(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with office(sandbox) as at:
        at.desk.find("no such thing")
        await until(lambda: at.desk.opening and at.desk.opening.error)
        assert at.desk.opening is not None
        assert isinstance(at.desk.opening.error, BadReference)
        at.desk.open("ffff")
        await until(lambda: at.desk.opening and isinstance(at.desk.opening.error, NotFound))
        at.desk.open(AMARA)
        await until(lambda: at.desk.session)
        assert at.desk.opening is None


async def test_drafts_survive_switching(qapp: QCoreApplication, sandbox: RunningSandbox) -> None:
    async with office(sandbox) as at:
        first = await at.opened(AMARA)
        first.edit(lambda d: edits.set_value(d, "phone", "typed"))
        await at.opened(TOMASZ)
        again = await at.opened(AMARA)
        await at.quiet()
        assert again is first
        assert again.value("phone") == "typed"
        again.undo()
        assert not again.draft.is_dirty


async def test_going_back_to_a_draft_joins_what_a_colleague_changed(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with office(sandbox) as at:
        session = await at.opened(AMARA)
        session.edit(lambda d: edits.set_value(d, "phone", "mine"))
        await at.opened(TOMASZ)
        sandbox.put(AMARA, headline="Theirs")
        await at.opened(AMARA)
        await until(lambda: session.value("headline") == "Theirs")
        assert session.value("phone") == "mine"
        assert "joined" in at.last_words


async def test_reload_never_applies_a_draft_over_newer_data(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with office(sandbox, person=Person(takes="stop")) as at:
        session = await at.opened(AMARA)
        session.edit(lambda d: edits.set_value(d, "phone", "mine"))
        sandbox.put(AMARA, phone="theirs")
        at.desk.reload()
        await at.quiet()
        assert session.value("phone") == "mine"
        assert "you are asked when you send" in at.last_words
        await at.sent(session)
        assert [collision.theirs for collision in at.person.collisions] == ["theirs"]
    assert sandbox.patches() == []


async def test_each_account_keeps_its_drafts(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with office(sandbox) as at:
        at.desk.use_account("one")
        session = await at.opened(AMARA)
        session.edit(lambda d: edits.set_value(d, "phone", "mine"))
        at.desk.use_account("two")
        assert at.desk.session is None
        assert at.desk.all_dirty_sessions == (session,)
        at.desk.use_account("one")
        assert at.desk.sessions[AMARA] is session


async def test_a_failed_reload_keeps_what_is_there(
    qapp: QCoreApplication, sandbox: RunningSandbox
) -> None:
    async with office(sandbox) as at:
        session = await at.opened(AMARA)
        session.edit(lambda d: edits.set_value(d, "phone", "mine"))
        sandbox.touch(AMARA, "delete")
        at.desk.reload()
        await at.quiet()
        assert at.desk.session is session
        assert session.value("phone") == "mine"

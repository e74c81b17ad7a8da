"""The comment about a send: only where it is wanted, with names of fields and no values."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from gui.model import edits
from gui.paths import Profile
from gui.services.commenting import Commenting
from gui.services.notices import Tone
from gui.services.session import Session
from gui.services.settings import Settings
from tests.helpers.office import Office, office
from tests.helpers.sandbox import RunningSandbox
from tests.helpers.sandbox_world import AMARA

pytestmark = pytest.mark.usefixtures("qapp")

INES = "28ef73"


@asynccontextmanager
async def at_work(
    sandbox: RunningSandbox, folder: Path
) -> AsyncIterator[tuple[Office, Commenting]]:
    profile = Profile.at(folder)
    profile.create()
    async with office(sandbox) as at:
        at.desk.use_account("test")
        settings = Settings(profile, at.notices)
        commenting = Commenting(at.line, settings, at.tasks, at.notices)
        at.sending.ended.connect(commenting.note)
        try:
            yield at, commenting
        finally:
            settings.close()


async def sent(at: Office, commenting: Commenting) -> Session:
    session = await at.opened(AMARA)
    session.edit(lambda draft: edits.set_value(draft, "phone", "+46 secret"))
    session.edit(lambda draft: edits.set_value(draft, "headline", "Lead"))
    await at.sent(session)
    await commenting.settled()
    return session


def comments(sandbox: RunningSandbox) -> list[dict[str, object]]:
    return [
        entry["body"] for entry in sandbox.log("POST") if str(entry["path"]).endswith("/comments")
    ]


async def test_none_is_left_unless_it_was_switched_on(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with at_work(sandbox, tmp_path) as (at, commenting):
        commenting.choose("another account", INES)
        await sent(at, commenting)
    assert comments(sandbox) == []


async def test_it_names_the_fields_and_no_values_in_the_chosen_name(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with at_work(sandbox, tmp_path) as (at, commenting):
        assert [member.name for member in await commenting.members()] == [
            "Ines Kaltenberg",
            "Rafe Oduya",
        ]
        commenting.choose("test", INES)
        session = await sent(at, commenting)
        assert at.last_words == "2 changes sent."
        lines = await client_activities(at, session)
    assert comments(sandbox) == [
        {"member_id": INES, "comment": {"body": "Corrected with Redline: Phone, Headline."}}
    ]
    assert ("comment", "Ines Kaltenberg") in lines


async def client_activities(at: Office, session: Session) -> list[tuple[str, str | None]]:
    assert at.line.connection is not None
    found = await at.line.connection.client.activities(session.record_id)
    return [(line.action, line.member) for line in found]


async def test_nothing_sent_nothing_said(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with at_work(sandbox, tmp_path) as (at, commenting):
        commenting.choose("test", INES)
        sandbox.fault("status", method="PATCH", status=422, times=9)
        await sent(at, commenting)
    assert comments(sandbox) == []


async def test_a_refused_comment_is_told_loses_nothing_and_can_be_tried_again(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with at_work(sandbox, tmp_path) as (at, commenting):
        commenting.choose("test", INES)
        sandbox.fault("status", method="POST", status=403)
        session = await sent(at, commenting)
        assert not session.draft.is_dirty
        assert at.told[-1].tone is Tone.WARNING
        assert "are sent; the comment about them was not left" in at.last_words
        at.told[-1].offers[0].act()
        await commenting.settled()
    assert len(comments(sandbox)) == 2
    assert len(sandbox.patches()) == 1


async def test_a_comment_of_unknown_outcome_is_not_repeated(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with at_work(sandbox, tmp_path) as (at, commenting):
        commenting.choose("test", INES)
        sandbox.fault("drop_after_apply", method="POST")
        await sent(at, commenting)
        assert "It is not known whether the comment" in at.last_words
        assert at.told[-1].offers == ()
    assert len(comments(sandbox)) == 1


async def test_the_choice_is_kept_per_account_and_can_be_taken_back(
    qapp: QCoreApplication, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with at_work(sandbox, tmp_path) as (_at, commenting):
        commenting.choose("test", INES)
        commenting.choose("other", "28ef7c")
    async with at_work(sandbox, tmp_path) as (_at, commenting):
        assert (commenting.member("test"), commenting.member("other")) == (INES, "28ef7c")
        commenting.choose("test", "")
        assert (commenting.member("test"), commenting.member("other")) == ("", "28ef7c")

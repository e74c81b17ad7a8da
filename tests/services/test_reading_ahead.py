"""The next candidate is there at once, and nothing old is ever taken for what is stored now."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from gui.model import edits
from gui.paths import Profile
from gui.services import reading_ahead
from gui.services.reading_ahead import MOST_AGE_S, ReadingAhead
from tests.helpers.office import Office, held, office
from tests.helpers.sandbox import RunningSandbox
from tests.helpers.sandbox_world import AMARA, BEA
from tests.helpers.wait import until

pytestmark = pytest.mark.usefixtures("qapp")


class Ahead:
    """The service at an office; `next` is who comes next."""

    def __init__(self, at: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reading_ahead, "DWELL_MS", 1)
        self.next: str | None = BEA
        self.is_wanted = True
        self.now = 0.0
        self.drafts: set[str] = set()
        self.service = ReadingAhead(
            *(at.desk, at.line, at.tasks),
            neighbour=lambda: self.next,
            has_draft=lambda record_id: record_id in self.drafts,
            is_wanted=lambda: self.is_wanted,
            clock=lambda: self.now,
        )

    async def has_read(self) -> None:
        await until(lambda: self.service.holds(BEA), what="the next one was read")


def reads_of(sandbox: RunningSandbox, record_id: str) -> int:
    return sum(entry["path"].endswith(record_id) for entry in sandbox.log("GET"))


async def test_the_next_one_is_shown_before_anything_is_asked_and_read_again_beside(
    qapp: QCoreApplication, sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with office(sandbox) as at:
        ahead = Ahead(at, monkeypatch)
        await at.opened(AMARA)
        await ahead.has_read()
        assert reads_of(sandbox, BEA) == 1
        sandbox.put(BEA, headline="Changed by somebody else")
        asked: list[int] = []
        at.desk.session_changed.connect(lambda: asked.append(reads_of(sandbox, BEA)))
        visited: list[str] = []
        at.desk.visited.connect(lambda record: visited.append(record.get("headline")))
        session = await at.opened(BEA)
        assert asked == [1], "shown before it was read again"
        await until(lambda: session.value("headline") == "Changed by somebody else")
        await at.quiet()
        assert reads_of(sandbox, BEA) == 2
        assert visited == ["Changed by somebody else"], "only what is stored now resolves a send"
        assert not session.draft.is_dirty


async def test_what_is_typed_before_it_is_read_again_stays(
    qapp: QCoreApplication, sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with office(sandbox) as at:
        ahead = Ahead(at, monkeypatch)
        await at.opened(AMARA)
        await ahead.has_read()
        sandbox.put(BEA, headline="Theirs")
        sandbox.fault("hold_before", method="GET")
        session = await at.opened(BEA)
        session.edit(lambda draft: edits.set_value(draft, "phone", "12"))
        await held(sandbox)
        sandbox.release()
        await until(lambda: session.value("headline") == "Theirs")
        assert session.value("phone") == "12"
        assert [change.key for change in session.draft.changes()] == ["phone"]


async def test_who_has_a_draft_is_read_when_they_are_opened(
    qapp: QCoreApplication,
    sandbox: RunningSandbox,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """What became of a send of unknown outcome no earlier read can tell."""
    profile = Profile.at(tmp_path)
    profile.create()
    async with office(sandbox, profile=profile) as at:
        session = await at.opened(BEA)
        session.edit(lambda draft: edits.set_value(draft, "phone", "12"))
        assert at.keeper is not None
        await at.keeper.flush()
    async with office(sandbox, profile=profile) as at:
        ahead = Ahead(at, monkeypatch)
        ahead.drafts = {BEA}
        await at.opened(AMARA)
        await until(lambda: not ahead.service.is_waiting)
        assert reads_of(sandbox, BEA) == 1, "only in the run before"
        ahead.drafts.clear()
        ahead.service._look()
        await until(lambda: not at.tasks.running(reading_ahead.AHEAD_TASK))
        assert ahead.service.take(BEA) is None, "the disk is asked too"
        session = await at.opened(BEA)
        assert session.value("phone") == "12"


async def test_a_draft_that_comes_after_the_read_is_not_passed_over(
    qapp: QCoreApplication, sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with office(sandbox) as at:
        ahead = Ahead(at, monkeypatch)
        await at.opened(AMARA)
        await ahead.has_read()
        ahead.drafts = {BEA}
        assert ahead.service.take(BEA) is None


@pytest.mark.parametrize("why", ["old", "another account", "not wanted", "no room", "nobody"])
async def test_it_is_not_taken_where_it_must_not_be(
    qapp: QCoreApplication,
    sandbox: RunningSandbox,
    monkeypatch: pytest.MonkeyPatch,
    why: str,
) -> None:
    async with office(sandbox) as at:
        ahead = Ahead(at, monkeypatch)
        ahead.is_wanted = why != "not wanted"
        if why == "nobody":
            ahead.next = None
        if why == "no room":
            monkeypatch.setattr(type(at.line), "has_room", property(lambda _line: False))
        await at.opened(AMARA)
        if why == "no room":
            await until(lambda: ahead.service._timer.interval() == 3_000)
            assert ahead.service.is_waiting, "it looks again later"
            assert reads_of(sandbox, BEA) == 0
            return
        if why in ("not wanted", "nobody"):
            await until(lambda: not ahead.service.is_waiting)
            await at.quiet()
            assert reads_of(sandbox, BEA) == 0
            return
        await ahead.has_read()
        if why == "old":
            ahead.now = MOST_AGE_S + 1
        else:
            at.desk.use_account("another")
        assert ahead.service.take(BEA) is None
        assert not ahead.service.holds(BEA)


async def test_a_read_that_fails_says_nothing(
    qapp: QCoreApplication, sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with office(sandbox) as at:
        ahead = Ahead(at, monkeypatch)
        ahead.next = "ffffffff"
        await at.opened(AMARA)
        await until(lambda: reads_of(sandbox, "ffffffff") == 1)
        await until(lambda: not at.tasks.running(reading_ahead.AHEAD_TASK))
        assert at.told == []
        assert not at.notices.states
        assert at.failures == []

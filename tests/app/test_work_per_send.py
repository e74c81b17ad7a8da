"""What a send costs besides its three requests, counted and not timed: what waits for the disk,
what is shown of it, and in which order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gui.services.session import Phase
from gui.services.storage.database import Database
from gui.views.panels.topbar import TopBar
from gui.workable.transport import Transport
from tests.helpers.program import Hands, running
from tests.helpers.wait import until

AMARA = "1de04059"


class Steps:
    """What happened in a send, in its order."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.taken: list[str] = []
        self.is_on = False
        write, read, send = Database.write, Database.read, Transport.send

        def written(database: Database, work: Callable[[Any], Any]) -> Any:
            self._note(f"write {database._path.stem}")
            return write(database, work)

        def looked(database: Database, work: Callable[[Any], Any]) -> Any:
            if work.__name__ != "<lambda>":  # what comes after each writing, and is nothing
                self._note(f"read {database._path.stem}")
            return read(database, work)

        async def asked(transport: Transport, method: str, *given: Any, **more: Any) -> Any:
            self._note(method)
            return await send(transport, method, *given, **more)

        monkeypatch.setattr(Database, "write", written)
        monkeypatch.setattr(Database, "read", looked)
        monkeypatch.setattr(Transport, "send", asked)

    def _note(self, what: str) -> None:
        if self.is_on:
            self.taken.append(what)

    async def of_one_send(self, hands: Hands, headline: str) -> list[str]:
        """The steps of a send of one field, what is kept of the draft apart."""
        hands.type_into("Headline", headline)
        await hands.program.keeper.flush()
        await asyncio.sleep(0)
        self.taken.clear()
        self.is_on = True
        hands.press("Ctrl+S")
        await hands.sent()
        self.is_on = False
        return list(self.taken)


async def test_a_send_keeps_the_draft_while_it_reads_and_waits_for_the_journal_alone(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path) as hands:
        await hands.open(AMARA)
        await until(lambda: not hands.session.is_sending)
        steps = Steps(monkeypatch)
        hands.program.notices.told.connect(lambda _notice: steps._note("told"))
        await steps.of_one_send(hands, "First")
        taken = await steps.of_one_send(hands, "Second")
    assert taken == [
        "GET",
        "write drafts",  # while the record is read
        "write journal",
        "PATCH",
        "GET",
        "told",
        "write journal",
        "write drafts",
    ]


async def test_a_send_that_is_over_at_once_is_not_told_in_phases(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    show_words = TopBar._show_words

    def counted(bar: TopBar, words: str) -> None:
        shown.append(words)
        show_words(bar, words)

    monkeypatch.setattr("gui.views.panels.topbar.PHASE_MS", 60_000)  # however busy it is here
    monkeypatch.setattr(TopBar, "_show_words", counted)
    async with running(tmp_path) as hands:
        await hands.open(AMARA)
        await until(lambda: not hands.session.is_sending)
        budgets: list[object] = []
        hands.program.line.budget_changed.connect(budgets.append)
        phases: list[Phase] = []
        session = hands.session
        session.phase_changed.connect(lambda: phases.append(session.phase))
        hands.type_into("Headline", "Quick")
        shown.clear()
        hands.press("Ctrl+S")
        await hands.sent()
        assert phases == [Phase.READING, Phase.WRITING, Phase.CHECKING, Phase.IDLE]
        assert set(shown) == {"1 change", "No changes"}
        assert len(shown) <= 5
        await until(lambda: budgets)
    assert len(budgets) <= 4, "it changes with each request and answer, and is told now and then"

"""A record that is gone: the draft stays, can be copied, taken out, and taken over elsewhere."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from gui.errors import NotAllowed, RedlineError
from gui.model import edits
from gui.model.values import entries
from gui.paths import Profile
from gui.services.desk import Desk
from gui.services.notices import Offer
from gui.services.open_drafts import OpenDrafts
from gui.services.session import Session
from gui.services.settings import Settings
from gui.views.dialogs.gone import RecordGoneDialog
from gui.views.draft_asks import DraftAsks
from gui.views.gone_asks import GoneAsks
from tests.helpers.dialogs import button, opened, press, texts
from tests.helpers.office import Office, office
from tests.helpers.sandbox import RunningSandbox, running_sandbox
from tests.helpers.sandbox_world import AMARA, OTHER_JOB, TOMASZ, candidate, small_world
from tests.helpers.wait import until
from tests.helpers.widgets import shown

JOBS = "experience_entries"
SECOND = candidate(
    501299000, "Amara", "Osei-Lindqvist", job=OTHER_JOB, email="amara.osei@example.com"
)


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    """With a second record of Amara, in another job."""
    with running_sandbox(small_world(SECOND)) as running:
        yield running


class Room:
    """A desk whose errors offer a way on."""

    def __init__(self, window: QWidget, at: Office, settings: Settings) -> None:
        assert at.keeper is not None
        assert at.store is not None
        self.window = window
        self.at = at
        self.desk = Desk(
            at.line, at.tasks, at.notices, drafts=at.keeper, offers_for=self._offers_for
        )
        at.keeper.watch(self.desk)
        self.desk.use_account("test")
        drafts = OpenDrafts(
            at.keeper, at.store.drafts, self.desk, at.tasks, at.notices, title_of=str
        )
        self.drafts = DraftAsks(lambda: window, drafts, settings, at.tasks, at.notices)
        self.asks = GoneAsks(
            lambda: window, self.desk, at.tasks, at.notices, export=self.drafts.export
        )

    def _offers_for(self, session: Session, error: RedlineError) -> tuple[Offer, ...]:
        return self.asks.offers(session, error)

    async def opened(self, record_id: str) -> Session:
        self.desk.open(record_id)
        await self.at.tasks.settled("open")
        assert self.desk.session is not None
        return self.desk.session

    async def gone(self, sandbox: RunningSandbox, session: Session) -> RecordGoneDialog:
        """Deletes the record, reads it again and takes the offer."""
        sandbox.touch(session.record_id, "delete")
        self.desk.reload()
        await self.at.tasks.settled("open")
        (offer,) = self.at.told[-1].offers
        assert offer.label == "What now…"
        offer.act()
        return await opened(self.window, RecordGoneDialog)


@asynccontextmanager
async def room(window: QWidget, sandbox: RunningSandbox, folder: Path) -> AsyncIterator[Room]:
    profile = Profile.at(folder)
    profile.create()
    await shown(window)
    async with office(sandbox, profile=profile) as at:
        settings = Settings(profile, at.notices)
        try:
            yield Room(window, at, settings)
        finally:
            settings.close()


async def test_the_draft_stays_and_is_taken_over_into_the_other_record(
    qapp: QApplication, window: QWidget, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with room(window, sandbox, tmp_path) as at:
        session = await at.opened(AMARA)
        session.edit(lambda draft: edits.set_value(draft, "headline", "Lead"))
        session.edit(lambda draft: edits.add_entry(draft, JOBS, {"title": "Planner"}))
        dialog = await at.gone(sandbox, session)
        said = texts(dialog)
        assert "Amara Osei-Lindqvist is not in Workable any more" in said
        assert "Your 2 changes are kept here as a draft." in said
        press(dialog, "Find by e-mail")
        await until(lambda: "This is another record of Amara" in at.at.last_words)
        other = at.desk.session
        assert other is not None
        assert other.record_id == SECOND["id"]
        at.at.told[-1].offers[0].act()
        assert other.value("headline") == "Lead"
        assert [entry.text("title") for entry in entries(other.value(JOBS))] == ["Planner"]
        assert len(other.draft.steps[0]) == 1
        assert session.draft.count == 2
        await at.at.sent(other)
        assert sandbox.record(SECOND["id"])["headline"] == "Lead"
    assert len(sandbox.patches()) == 1


async def test_values_are_copied_and_the_draft_written_into_a_file(
    qapp: QApplication, window: QWidget, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with room(window, sandbox, tmp_path / "profile") as at:
        session = await at.opened(AMARA)
        session.edit(lambda draft: edits.set_value(draft, "headline", "Lead"))
        dialog = await at.gone(sandbox, session)
        press(dialog, "Copy values")
        assert QGuiApplication.clipboard().text() == "Headline: Lead (was Supply chain analyst)\n"
        assert "Copied." in texts(dialog)
        press(dialog, "Export draft…")
        chooser = await opened(window, QFileDialog)
        typed = chooser.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(typed, QLineEdit)
        target = tmp_path / "out.json"
        typed.setText(str(target))
        QTest.keyClick(typed, Qt.Key.Key_Return)
        await until(target.exists)
        assert json.loads(target.read_text("utf-8"))["candidate"] == AMARA
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        await at.at.tasks.settled("a record is gone")
        assert session.draft.count == 1


async def test_a_draft_from_an_earlier_run_is_shown_though_its_record_is_gone(
    qapp: QApplication, window: QWidget, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with room(window, sandbox, tmp_path) as at:
        session = await at.opened(AMARA)
        session.edit(lambda draft: edits.set_value(draft, "headline", "Lead"))
    sandbox.touch(AMARA, "delete")
    async with room(window, sandbox, tmp_path) as at:
        session = await at.opened(AMARA)
        assert session.value("headline") == "Lead"
        (offer,) = at.at.told[-1].offers
        offer.act()
        dialog = await opened(window, RecordGoneDialog)
        assert "Headline: Lead (was Supply chain analyst)" in dialog.view.toPlainText()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        await at.at.tasks.settled("a record is gone")


async def test_without_an_address_there_is_nobody_to_look_for(
    qapp: QApplication, window: QWidget, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    sandbox.put(TOMASZ, email=None)
    async with room(window, sandbox, tmp_path) as at:
        session = await at.opened(TOMASZ)
        dialog = await at.gone(sandbox, session)
        names = {one.accessibleName() for one in dialog.findChildren(QWidget)}
        assert "Find by e-mail" not in names
        assert "Copy values" not in names
        assert button(dialog, "Close").isVisible()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        await at.at.tasks.settled("a record is gone")


async def test_other_errors_offer_nothing_of_it(
    qapp: QApplication, window: QWidget, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with room(window, sandbox, tmp_path) as at:
        session = await at.opened(TOMASZ)
        assert at.asks.offers(session, NotAllowed("No", status=403)) == ()

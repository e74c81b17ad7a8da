"""The journal with the real store behind it: what is found, how it reads, what can be done."""

from __future__ import annotations

import csv
import datetime as dt
import functools
import io
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QMenu, QWidget

from gui.model import edits
from gui.model.journal import JournalEntry, KeptFile, Outcome
from gui.model.values import Entry, FileUpload, Value
from gui.paths import Profile
from gui.services.open_drafts import OpenDrafts
from gui.services.reverting import Reverting
from gui.services.session import Session
from gui.services.settings import JOURNAL_DAYS, Settings
from gui.services.storage.journal_rows import Query
from gui.views.dialogs.erase import EraseDialog
from gui.views.dialogs.journal import JournalDialog
from gui.views.dialogs.journal_values import KeyView
from gui.views.fields.calendar import CalendarPopup
from gui.views.journal_asks import JournalAsks
from gui.views.panels.changes_text import DiffText
from gui.views.text import Label
from gui.views.theme import Theme
from tests.helpers.dialogs import button, line, opened, press, texts
from tests.helpers.office import Office, office
from tests.helpers.sandbox import RunningSandbox, sandbox
from tests.helpers.sandbox_world import AMARA, BEA, TOMASZ
from tests.helpers.wait import until
from tests.helpers.widgets import show, shown

__all__ = ["sandbox"]

JOBS = "experience_entries"


class Room:
    """A window with the journal beside it."""

    def __init__(
        self,
        window: QWidget,
        at: Office,
        asks: JournalAsks,
        reverting: Reverting,
        settings: Settings,
    ) -> None:
        self.window = window
        self.at = at
        self.asks = asks
        self.reverting = reverting
        self.settings = settings
        self.opened: list[tuple[str, str, str]] = []
        asks.open_asked.connect(lambda *whose: self.opened.append(whose))

    async def dialog(self, session: Session | None = None) -> JournalDialog:
        self.asks.show(session)
        dialog = await opened(self.window, JournalDialog)
        await self.read(dialog)
        return dialog

    async def read(self, dialog: JournalDialog) -> None:
        await until(lambda: not self.at.tasks.running("read the journal"))

    async def quiet(self) -> None:
        await self.at.tasks.settled("the journal")
        await until(lambda: not self.at.tasks.running("read the journal"))

    async def sent(self, record_id: str, **values: str) -> None:
        """Opens a candidate, changes it and sends it."""
        session = await self.at.opened(record_id)
        for key, value in values.items():
            session.edit(
                lambda draft, key=key, value=value: edits.set_value(draft, key, value)  # type: ignore[misc]
            )
        await self.at.sent(session)

    async def kept(self) -> tuple[JournalEntry, ...]:
        assert self.at.store is not None
        return await self.at.store.journal.search(Query())


@asynccontextmanager
async def room(window: QWidget, sandbox: RunningSandbox, folder: Path) -> AsyncIterator[Room]:
    profile = Profile.at(folder)
    profile.create()
    await shown(window)
    async with office(sandbox, profile=profile) as at:
        assert at.keeper is not None
        assert at.store is not None
        at.desk.use_account("test")

        def title_of(_key: str) -> str:
            return "Harbour Works"

        settings = Settings(profile, at.notices)
        reverting = Reverting(
            at.desk, at.store.journal, at.attachments, at.tasks, at.notices, title_of=title_of
        )
        drafts = OpenDrafts(
            at.keeper, at.store.drafts, at.desk, at.tasks, at.notices, title_of=title_of
        )
        asks = JournalAsks(
            lambda: window,
            store=at.store,
            keeper=at.keeper,
            drafts=drafts,
            reverting=reverting,
            settings=settings,
            tasks=at.tasks,
            notices=at.notices,
            title_of=title_of,
        )
        made = Room(window, at, asks, reverting, settings)
        try:
            yield made
        finally:
            for dialog in window.findChildren(JournalDialog):
                dialog.close()
            at.tasks.cancel("the journal")
            settings.close()


def names(dialog: JournalDialog) -> list[str]:
    model = dialog.view.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def shows(dialog: JournalDialog, expected: list[str]) -> bool:
    return names(dialog) == expected


def diff(dialog: QWidget) -> list[str]:
    """The texts before and after that are in view."""
    found = dialog.findChildren(DiffText)
    return [one.text for one in found if one.isVisible()]


async def found(room: Room, dialog: JournalDialog, count: int) -> None:
    await until(lambda: dialog.view.model().rowCount() == count, what=f"{count} entries")
    await room.quiet()


def pick(dialog: JournalDialog, combo: str, text: str) -> None:
    """Chooses an item of a combo box by keys."""
    [box] = [one for one in dialog.findChildren(QComboBox) if one.accessibleName() == combo]
    at = box.findText(text)
    assert at >= 0
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _step in range(at):
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == text


# --- looking ------------------------------------------------------------------------------------


async def test_every_send_is_there_with_its_values_the_newest_first(
    qapp: QApplication, window: QWidget, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with room(window, sandbox, tmp_path) as at:
        await at.sent(BEA, phone="1")
        await at.sent(AMARA, headline="Supply chain lead", phone="2")
        dialog = await at.dialog()
        assert names(dialog) == ["Amara Osei-Lindqvist", "Bea Nyqvist"]
        said = texts(dialog)
        assert "Harbour Works" in said
        assert "Sent and read back" in said
        request = (await at.kept())[0].request_id
        assert request
        assert request in said
        assert diff(dialog) == [
            "+46 31 555 01 23",
            "2",
            "Supply chain analyst",
            "Supply chain lead",
        ]
        QTest.keyClick(dialog.view, Qt.Key.Key_Down)
        await until(lambda: diff(dialog) == ["empty", "1"])
        dialog.close()


async def test_a_long_name_has_the_width_of_the_page_and_not_what_buttons_leave(
    qapp: QApplication, window: QWidget, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with room(window, sandbox, tmp_path) as at:
        await at.sent(AMARA, phone="2", lastname="Osei-Lindqvist von und zu Hohenfels")
        dialog = await at.dialog()
        dialog.resize(860, 440)

        def is_whole() -> bool:
            names = [one for one in dialog.detail.findChildren(Label) if "Hohen" in one.text()]
            return any(one.isVisible() and not one.is_cut() for one in names)

        await until(is_whole)
        dialog.close()


async def test_what_others_had_changed_is_told_with_the_send_that_brought_it(
    qapp: QApplication, window: QWidget, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with room(window, sandbox, tmp_path) as at:
        session = await at.at.opened(AMARA)
        before = session.value("headline")
        sandbox.put(AMARA, headline="Theirs")
        await at.sent(AMARA, phone="2")
        await at.sent(BEA, phone="1")
        dialog = await at.dialog()
        assert not any("somebody else" in said for said in texts(dialog))
        QTest.keyClick(dialog.view, Qt.Key.Key_Down)
        said = f"Headline: somebody else had changed it from “{before}” to “Theirs”."
        await until(lambda: said in texts(dialog))
        dialog.close()


async def test_a_send_in_two_requests_is_one_row_with_both_numbers_and_one_way_back(
    qapp: QApplication, window: QWidget, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    """Social profiles go in a request of their own."""
    async with room(window, sandbox, tmp_path) as at:
        session = await at.at.opened(AMARA)
        session.edit(lambda draft: edits.set_value(draft, "headline", "Lead"))
        fields = {"type": "github", "username": "amara", "url": "https://github.com/amara"}
        session.edit(lambda draft: edits.add_entry(draft, "social_profiles", fields))
        await at.at.sent(session)
        dialog = await at.dialog()
        assert names(dialog) == ["Amara Osei-Lindqvist"]
        ids = [entry.request_id for entry in await at.kept()]
        assert len(set(ids)) == 2
        assert all(number and number in texts(dialog) for number in ids)
        assert "Lead" in diff(dialog)
        assert "Added: GitHub" in texts(dialog)
        press(dialog, "Revert…")
        await at.reverting.settled()
        assert {change.key for change in session.draft.changes()} == {"headline", "social_profiles"}
        await export_as(at, dialog, tmp_path / "out.json")
        (whole,) = json.loads((tmp_path / "out.json").read_text("utf-8"))
        assert [each["request_id"] for each in whole["requests"]] == ids[::-1]
        dialog.close()


async def test_a_send_whose_profiles_were_refused_tells_both_ends(
    qapp: QApplication, window: QWidget, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    sandbox.switch("refuse_social_profiles", True)
    async with room(window, sandbox, tmp_path) as at:
        session = await at.at.opened(AMARA)
        session.edit(lambda draft: edits.set_value(draft, "headline", "Lead"))
        fields = {"type": "github", "username": "amara", "url": "https://github.com/amara"}
        session.edit(lambda draft: edits.add_entry(draft, "social_profiles", fields))
        await at.at.sent(session)
        dialog = await at.dialog()
        assert names(dialog) == ["Amara Osei-Lindqvist"]
        spoken = dialog.view.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert spoken.endswith("in part")
        assert "Headline: Sent and read back" in texts(dialog)
        assert "Social profiles: Refused by Workable; nothing was changed" in texts(dialog)
        assert button(dialog, "Revert…").isEnabled()
        dialog.close()


async def test_it_is_searched_by_name_text_field_and_id(
    qapp: QApplication, window: QWidget, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with room(window, sandbox, tmp_path) as at:
        await at.sent(BEA, phone="555")
        await at.sent(AMARA, headline="Lead")
        await at.sent(TOMASZ, phone="777", headline="Clerk")
        dialog = await at.dialog()
        typed = line(dialog, "Search the journal")
        for text, expected in (
            ("nyqvist", ["Bea Nyqvist"]),
            ("supply CHAIN", ["Amara Osei-Lindqvist"]),
            ("777", ["Tomasz Bielak"]),
            (AMARA, ["Amara Osei-Lindqvist"]),
        ):
            typed.clear()
            QTest.keyClicks(typed, text)
            await until(functools.partial(shows, dialog, expected))
        typed.clear()
        QTest.keyClick(typed, Qt.Key.Key_Return)
        await found(at, dialog, 3)
        pick(dialog, "Field", "Headline")
        await found(at, dialog, 2)
        QTest.keyClicks(typed, "nobody at all")
        await found(at, dialog, 0)
        assert "Nothing that was sent fits this search." in texts(dialog)
        dialog.close()


async def test_it_is_searched_by_day(
    qapp: QApplication, window: QWidget, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with room(window, sandbox, tmp_path) as at:
        await at.sent(AMARA, phone="1")
        dialog = await at.dialog()
        pick(dialog, "Day", "Today")
        await found(at, dialog, 1)
        pick(dialog, "Day", "Yesterday")
        await found(at, dialog, 0)
        pick(dialog, "Day", "The last 7 days")
        await found(at, dialog, 1)
        pick(dialog, "Day", "Choose a day…")
        [popup] = await until(lambda: dialog.findChildren(CalendarPopup))
        QTest.keyClick(popup.grid, Qt.Key.Key_Left)
        QTest.keyClick(popup.grid, Qt.Key.Key_Return)
        await found(at, dialog, 0)
        dialog.close()


async def test_the_open_candidate_can_be_looked_at_alone(
    qapp: QApplication, window: QWidget, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with room(window, sandbox, tmp_path) as at:
        await at.sent(BEA, phone="1")
        await at.sent(AMARA, phone="2")
        dialog = await at.dialog(at.at.desk.session)
        assert len(names(dialog)) == 2
        press(dialog, "Only Amara Osei-Lindqvist")
        await found(at, dialog, 1)
        assert names(dialog) == ["Amara Osei-Lindqvist"]
        dialog.close()


async def test_what_is_sent_meanwhile_comes_and_the_entry_in_view_stays(
    qapp: QApplication, window: QWidget, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with room(window, sandbox, tmp_path) as at:
        at.at.sending.ended.connect(lambda _session, _report: at.asks.refresh())
        await at.sent(BEA, phone="1")
        dialog = await at.dialog()
        await at.sent(AMARA, phone="2")
        await found(at, dialog, 2)
        assert dialog.detail.send is not None
        assert dialog.detail.send.name == "Bea Nyqvist"
        assert dialog.view.currentIndex().row() == 1
        at.asks.show()
        assert len(window.findChildren(JournalDialog)) == 1
        dialog.close()


async def test_entries_are_read_only_as_far_as_one_scrolls(
    qapp: QApplication, window: QWidget, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with room(window, sandbox, tmp_path) as at:
        assert at.at.store is not None
        journal = at.at.store.journal
        values: dict[str, Value] = {"phone": "2"}
        for number in range(120):
            name = f"Person {number}"
            await journal.record(journal.new_entry("test", AMARA, name, before={}, sent=values))
        dialog = await at.dialog()
        assert dialog.view.model().rowCount() == 100
        assert names(dialog)[0] == "Person 119"
        QTest.keyClick(dialog.view, Qt.Key.Key_End)
        await found(at, dialog, 120)
        assert names(dialog)[-1] == "Person 0"
        dialog.close()


# --- doing --------------------------------------------------------------------------------------


async def test_revert_brings_the_change_back_into_the_form(
    qapp: QApplication, window: QWidget, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with room(window, sandbox, tmp_path) as at:
        await at.sent(AMARA, headline="Lead")
        await at.sent(BEA, phone="1")
        dialog = await at.dialog()
        QTest.keyClick(dialog.view, Qt.Key.Key_Down)
        press(dialog, "Revert…")
        await at.reverting.settled()
        session = at.at.desk.session
        assert session is not None
        assert session.record_id == AMARA
        assert session.value("headline") == "Supply chain analyst"
        assert "Put back as changes, not sent yet: Headline." in texts(dialog)
        await until(window.isActiveWindow)
        dialog.close()
    assert len(sandbox.patches()) == 2


async def test_what_was_refused_is_told_with_its_reason_and_cannot_be_reverted(
    qapp: QApplication, window: QWidget, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with room(window, sandbox, tmp_path) as at:
        sandbox.fault("status", method="PATCH", status=422, body={"error": "no"}, times=9)
        await at.sent(AMARA, headline="Lead")
        dialog = await at.dialog()
        assert "Refused by Workable; nothing was changed" in texts(dialog)
        assert (await at.kept())[0].reason in texts(dialog)
        assert not button(dialog, "Revert…").isEnabled()
        dialog.close()


async def test_enter_and_the_button_open_the_candidate(
    qapp: QApplication, window: QWidget, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with room(window, sandbox, tmp_path) as at:
        await at.sent(AMARA, headline="Lead")
        dialog = await at.dialog()
        press(dialog, "Open candidate")
        dialog.activateWindow()
        QTest.keyClick(dialog.view, Qt.Key.Key_Return)
        assert at.opened == [("test", AMARA, "Amara Osei-Lindqvist")] * 2
        dialog.close()


async def export_as(at: Room, dialog: JournalDialog, path: Path) -> None:
    press(dialog, "Export…")
    chooser = await opened(dialog, QFileDialog)
    typed = chooser.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(typed, QLineEdit)
    typed.setText(str(path))
    QTest.keyClick(typed, Qt.Key.Key_Return)
    await until(path.exists)
    await at.quiet()


async def test_what_the_search_finds_is_written_as_a_table_or_as_json(
    qapp: QApplication, window: QWidget, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with room(window, sandbox, tmp_path / "profile") as at:
        await at.sent(AMARA, headline="=cmd", phone="1")
        await at.sent(BEA, phone="2")
        dialog = await at.dialog()
        await export_as(at, dialog, tmp_path / "out.json")
        whole = json.loads((tmp_path / "out.json").read_text("utf-8"))
        assert [entry["name"] for entry in whole] == ["Bea Nyqvist", "Amara Osei-Lindqvist"]
        QTest.keyClicks(line(dialog, "Search the journal"), "osei")
        await found(at, dialog, 1)
        await export_as(at, dialog, tmp_path / "out.csv")
        table = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8"))))
        assert {row["After"] for row in table} == {"'=cmd", "1"}
        assert "1 send was written into out.csv." in texts(dialog)
        dialog.close()


async def test_one_person_is_erased_after_the_effects_were_named(
    qapp: QApplication, window: QWidget, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with room(window, sandbox, tmp_path) as at:
        await at.sent(BEA, phone="1")
        await at.sent(AMARA, headline="Lead")
        await at.sent(AMARA, headline="Head")
        session = await at.at.opened(AMARA)
        session.edit(lambda draft: edits.set_value(draft, "phone", "9"))
        dialog = await at.dialog()
        press(dialog, "Erase…")
        question = await opened(dialog, EraseDialog)
        said = texts(question)
        assert "About Amara Osei-Lindqvist" in said
        assert "2 sends in the journal" in said
        assert "the draft with 1 change" in said
        assert question.cancel_button is not None
        await until(question.cancel_button.hasFocus)
        QTest.keyClick(question.cancel_button, Qt.Key.Key_Return)  # Enter alone erases nothing
        await at.quiet()
        assert len(await at.kept()) == 3
        press(dialog, "Erase…")
        question = await opened(dialog, EraseDialog)
        press(question, "Erase all about Amara Osei-Lindqvist")
        await found(at, dialog, 1)
        assert [entry.name for entry in await at.kept()] == ["Bea Nyqvist"]
        assert session.value("phone") == "9"
        dialog.close()


async def test_everything_is_erased_from_an_empty_search_too(
    qapp: QApplication, window: QWidget, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with room(window, sandbox, tmp_path) as at:
        await at.sent(BEA, phone="1")
        dialog = await at.dialog()
        QTest.keyClicks(line(dialog, "Search the journal"), "nobody")
        await found(at, dialog, 0)
        press(dialog, "Erase…")
        question = await opened(dialog, EraseDialog)
        press(question, "Erase everything")
        await at.quiet()
        assert await at.kept() == ()
        assert b"Nyqvist" not in all_bytes(tmp_path)
        dialog.close()


def all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def test_how_long_it_is_kept_is_shown_and_can_be_chosen(
    qapp: QApplication, window: QWidget, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with room(window, sandbox, tmp_path) as at:
        dialog = await at.dialog()
        press(dialog, "Kept for 90 days")
        [menu] = await until(lambda: dialog.findChildren(QMenu))
        next(one for one in menu.actions() if one.text() == "30 days").trigger()
        menu.close()
        await at.quiet()
        assert button(dialog, "Kept for 30 days").isVisible()
        assert at.settings.get(JOURNAL_DAYS) == 30
        dialog.close()


# --- one key ------------------------------------------------------------------------------------


def entry_of(key: str, before: Value, sent: Value, **more: object) -> JournalEntry:
    at = dt.datetime(2026, 5, 20, 12, tzinfo=dt.UTC)
    made = JournalEntry(
        1, "test", AMARA, "Amara", at, Outcome.SENT, before={key: before}, sent={key: sent}
    )
    return replace(made, **more)  # type: ignore[arg-type]


def view_of(entry: JournalEntry) -> KeyView:
    view = KeyView(entry, entry.keys[0])
    show(view)
    return view


@pytest.fixture
def views(qapp: QApplication, theme: Theme) -> Iterator[list[KeyView]]:
    made: list[KeyView] = []
    yield made
    for view in made:
        view.close()
        view.deleteLater()


def test_a_list_is_told_entry_by_entry_and_field_by_field(views: list[KeyView]) -> None:
    analyst = Entry("a", "a", {"title": "Analyst", "company": "Norrfrakt AB"})
    clerk = Entry("b", "b", {"title": "Clerk"})
    planner = Entry("new:1", None, {"title": "Planner"})
    entry = entry_of(JOBS, (analyst, clerk), (planner, analyst.with_field("title", "Lead")))
    view = view_of(entry)
    views.append(view)
    said = texts(view)
    for text in ("Added: Planner", "Removed: Clerk", "Edited: Lead at Norrfrakt AB", "Title"):
        assert text in said
    assert diff(view) == ["Analyst", "Lead"]


def test_tags_are_told_in_one_text(views: list[KeyView]) -> None:
    view = view_of(entry_of("tags", ("sql", "gothenburg"), ("gothenburg", "lead")))
    views.append(view)
    assert diff(view) == ["+ lead   − sql"]


def test_a_replaced_resume_is_told_by_the_one_that_was_kept(views: list[KeyView]) -> None:
    new = FileUpload("new.pdf", 2048, "ab" * 32, "application/pdf")
    kept = {"resume": KeptFile("amara-cv.pdf", 1024, "cd" * 32)}
    views.append(view_of(entry_of("resume", None, new, files=kept)))
    assert diff(views[-1]) == ["amara-cv.pdf · 1 KB", "new.pdf · 2 KB"]
    views.append(view_of(entry_of("resume", None, new)))
    assert diff(views[-1]) == ["no older one was kept", "new.pdf · 2 KB"]


def test_what_the_service_altered_is_said(views: list[KeyView]) -> None:
    view = view_of(entry_of("tags", (), ("Lead",), stored={"tags": ("lead",)}))
    views.append(view)
    assert "Workable stored it otherwise" in texts(view)
    assert diff(view) == ["+ lead"]


def test_a_long_text_shows_its_changes_and_all_of_it_on_demand(views: list[KeyView]) -> None:
    before = "word " * 300
    view = view_of(entry_of("summary", before, before.replace("word", "term", 1)))
    views.append(view)
    assert len(diff(view)[0]) < 400
    press(view, "Show all")
    assert len(diff(view)[0]) >= 1490

"""The list of all drafts with the real store behind it, used by keys and clicks."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QLineEdit, QWidget

from gui.model import edits
from gui.paths import Profile
from gui.services.open_drafts import OpenDraft, OpenDrafts
from gui.services.settings import LEAVE_QUIETLY, Settings
from gui.views.dialogs.drafts import DraftsDialog
from gui.views.dialogs.drafts_list import age_text
from gui.views.draft_asks import DraftAsks
from gui.views.theme import Theme
from tests.helpers.dialogs import button, line, opened, press, texts
from tests.helpers.office import Office, office
from tests.helpers.sandbox import RunningSandbox, sandbox
from tests.helpers.sandbox_world import AMARA, BEA, TOMASZ
from tests.helpers.wait import until
from tests.helpers.widgets import show, shown

__all__ = ["sandbox"]

NOW = dt.datetime(2026, 5, 20, 12, tzinfo=dt.UTC)
NAMES = {AMARA: "Amara Osei-Lindqvist", BEA: "Bea Nyqvist", TOMASZ: "Tomasz Bielak"}
ID_OF = {name: record_id for record_id, name in NAMES.items()}


# --- with everything behind it ------------------------------------------------------------------


class Room:
    """A window with the list of drafts over it."""

    def __init__(self, window: QWidget, at: Office, asks: DraftAsks, settings: Settings) -> None:
        self.settings = settings
        self.window = window
        self.at = at
        self.asks = asks
        self.opened: list[tuple[str, str, str]] = []
        asks.open_asked.connect(lambda *whose: self.opened.append(whose))

    async def dialog(self) -> DraftsDialog:
        self.asks.show_list()
        return await opened(self.window, DraftsDialog)

    async def on_disk(self) -> list[str]:
        assert self.at.store is not None
        return sorted(row.name for row in await self.at.store.drafts.list())


@asynccontextmanager
async def room(window: QWidget, sandbox: RunningSandbox, folder: Path) -> AsyncIterator[Room]:
    profile = Profile.at(folder)
    profile.create()
    await shown(window)
    async with office(sandbox, profile=profile) as at:
        assert at.keeper is not None
        assert at.store is not None
        at.desk.use_account("test")
        drafts = OpenDrafts(
            at.keeper,
            at.store.drafts,
            at.desk,
            at.tasks,
            at.notices,
            title_of=lambda _key: "Harbour Works",
        )
        for record_id in NAMES:
            session = await at.opened(record_id)
            session.edit(lambda draft: edits.set_value(draft, "phone", "1"))
        settings = Settings(profile, at.notices)
        asks = DraftAsks(lambda: window, drafts, settings, at.tasks, at.notices)
        try:
            yield Room(window, at, asks, settings)
        finally:
            settings.close()


def names(dialog: DraftsDialog) -> list[str]:
    model = dialog.view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


async def gone(dialog: DraftsDialog, count: int) -> None:
    await until(lambda: dialog.view.model().rowCount() == count, what=f"{count} drafts")


async def choose(over: QWidget, path: Path) -> str:
    """Types a path into the file dialog; gives the name that was proposed."""
    chooser = await opened(over, QFileDialog)
    typed = chooser.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(typed, QLineEdit)
    proposed = typed.text()
    typed.setText(str(path))
    QTest.keyClick(typed, Qt.Key.Key_Return)
    return proposed


async def test_enter_opens_the_marked_one(
    qapp: QApplication, window: QWidget, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with room(window, sandbox, tmp_path) as at:
        dialog = await at.dialog()
        assert sorted(names(dialog)) == sorted(NAMES.values())
        dialog.view.setFocus()
        QTest.keyClick(dialog.view, Qt.Key.Key_Down)
        wanted = dialog.view.currentIndex().data()
        QTest.keyClick(dialog.view, Qt.Key.Key_Return)
        await until(lambda: at.opened)
        assert at.opened == [("test", ID_OF[wanted], wanted)]


async def test_delete_discards_and_control_z_brings_back(
    qapp: QApplication, window: QWidget, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with room(window, sandbox, tmp_path) as at:
        dialog = await at.dialog()
        first = names(dialog)[0]
        assert QApplication.focusWidget() is dialog.view
        QTest.keyClick(dialog.view, Qt.Key.Key_Delete)
        await gone(dialog, 2)
        assert first not in names(dialog)
        assert first not in await at.on_disk()
        assert f"Discarded: the draft of {first}." in texts(dialog)
        assert button(dialog, f"Bring back the draft of {first}").isVisible()
        QTest.keyClick(dialog.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        await gone(dialog, 3)
        assert first in await at.on_disk()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


async def test_several_are_discarded_at_once_and_named_by_their_number(
    qapp: QApplication, window: QWidget, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with room(window, sandbox, tmp_path) as at:
        dialog = await at.dialog()
        QTest.keyClick(dialog.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        assert not button(dialog, "Open").isEnabled()
        press(dialog, "Discard 3 drafts")
        await gone(dialog, 0)
        assert "No drafts" in texts(dialog)
        assert await at.on_disk() == []
        press(dialog, "Bring back 3 drafts")
        await gone(dialog, 3)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert sandbox.patches() == []


async def test_one_is_taken_out_as_a_file(
    qapp: QApplication, window: QWidget, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with room(window, sandbox, tmp_path / "profile") as at:
        dialog = await at.dialog()
        wanted = str(dialog.view.currentIndex().data())
        press(dialog, "Export…")
        target = tmp_path / "out.json"
        assert await choose(dialog, target) == f"draft {wanted}.json"
        await until(target.exists)
        await until(lambda: "was written into out.json" in texts(dialog))
        assert json.loads(target.read_text("utf-8"))["name"] == wanted
        assert len(await at.on_disk()) == 3
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


async def test_a_file_that_cannot_be_written_is_told_in_the_dialog(
    qapp: QApplication, window: QWidget, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with room(window, sandbox, tmp_path / "profile") as at:
        dialog = await at.dialog()
        press(dialog, "Export…")
        (tmp_path / ".out.json.new").mkdir()  # where it would be written first
        await choose(dialog, tmp_path / "out.json")
        await until(lambda: "cannot be written" in texts(dialog))
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


async def test_whether_closing_asks_is_chosen_here_too(
    qapp: QApplication, window: QWidget, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    async with room(window, sandbox, tmp_path) as at:
        at.settings.set(LEAVE_QUIETLY, True)
        dialog = await at.dialog()
        box = dialog.findChild(QCheckBox)
        assert box is not None
        assert box.isChecked()
        QTest.keyClick(box, Qt.Key.Key_Space)
        assert not at.settings.get(LEAVE_QUIETLY)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


# --- the list alone -----------------------------------------------------------------------------


def draft(number: int, days: float = 0.0, name: str = "") -> OpenDraft:
    return OpenDraft(
        "acme" if number % 2 else "harbour",
        "Acme" if number % 2 else "Harbour Works",
        f"1de0{number:04x}",
        name or f"Person {number}",
        number % 4 + 1,
        NOW - dt.timedelta(days=days),
    )


@pytest.fixture
def dialog(qapp: QApplication, theme: Theme) -> Iterator[DraftsDialog]:
    dialog = DraftsDialog(None, now=lambda: NOW)
    yield dialog
    dialog.close()
    dialog.deleteLater()


def spoken(dialog: DraftsDialog, row: int) -> str:
    index = dialog.view.model().index(row, 0)
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def test_each_row_says_how_much_where_and_how_old(dialog: DraftsDialog) -> None:
    dialog.show_drafts([draft(0, 3, "Amara"), draft(1, 20, "Bea")], "")
    show(dialog)
    assert spoken(dialog, 0) == "Amara, 1 change · Harbour Works · Sunday, 3 days"
    assert spoken(dialog, 1).startswith("Bea, 2 changes · Acme · ")
    assert spoken(dialog, 1).endswith(", 20 days, waits for long")
    assert "1 draft has waited for two weeks or longer." in texts(dialog)


def test_many_are_filtered_by_name_account_or_id(dialog: DraftsDialog) -> None:
    dialog.show_drafts([draft(number) for number in range(200)], "")
    show(dialog)
    typed = line(dialog, "Filter drafts")
    QTest.keyClicks(typed, "acme 17")
    expected = [f"Person {n}" for n in range(1, 200, 2) if "17" in f"Person {n} Acme 1de0{n:04x}"]
    assert names(dialog) == expected
    assert len(expected) < 10
    typed.clear()
    QTest.keyClicks(typed, "nobody")
    assert "No draft has these words." in texts(dialog)
    assert not button(dialog, "Open").isEnabled()


def test_what_is_being_sent_can_be_opened_and_not_discarded(dialog: DraftsDialog) -> None:
    on_its_way = OpenDraft("a", "A", "1", "Amara", 1, NOW, is_on_its_way=True)
    dialog.show_drafts([on_its_way], "")
    show(dialog)
    assert spoken(dialog, 0).endswith("being sent")
    assert button(dialog, "Open").isEnabled()
    assert not button(dialog, "Discard").isEnabled()
    asked: list[object] = []
    dialog.discard_asked.connect(asked.append)
    QTest.keyClick(dialog.view, Qt.Key.Key_Delete)
    assert asked == []


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-5, "just now"),
        (59, "just now"),
        (60, "1 minute"),
        (3599, "59 minutes"),
        (3600, "1 hour"),
        (86_399, "23 hours"),
        (86_400, "1 day"),
        (86_400 * 16, "16 days"),
    ],
)
def test_ages_are_told_in_one_unit(seconds: int, text: str) -> None:
    assert age_text(NOW - dt.timedelta(seconds=seconds), NOW) == text

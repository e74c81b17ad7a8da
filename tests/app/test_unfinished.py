"""What is typed and is no value yet, through the whole program: closing, the next start, a kill."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from gui.model.fields import Tab
from gui.model.values import Place
from gui.services.draft_bars import RESTORED_STATE
from gui.services.open_drafts import OpenDraft
from gui.views.dialogs.leave import LeaveDialog
from tests.helpers.dialogs import button, texts
from tests.helpers.form import entries_tab
from tests.helpers.program import Hands, running
from tests.helpers.wait import until

pytestmark = pytest.mark.usefixtures("qapp")

AMARA, TOMASZ = "1de04059", "1de0559d"
NO_DATE = "31.2.2016"


def type_a_date(hands: Hands) -> Place:
    """Types what is no date into the start of the first job; its place."""
    form = hands.program.form
    form.show_tab(Tab.EXPERIENCE)
    ref = entries_tab(form).list.cards.cards[0].ref
    entries_tab(form).open_entry(ref)
    hands.type_into("Start date", NO_DATE)
    return Place("experience_entries", ref, "start_date")


async def leave_asked(hands: Hands) -> LeaveDialog:
    hands.window.close()
    dialog = await hands.dialog()
    assert isinstance(dialog, LeaveDialog)
    await until(dialog.isActiveWindow)
    return dialog


def on_disk(folder: Path) -> list[int]:
    """The lengths of the drafts on the disk."""
    with closing(sqlite3.connect(folder / "drafts.sqlite")) as connection:
        return [len(body) for (body,) in connection.execute("SELECT body FROM drafts")]


async def test_it_is_asked_about_kept_and_shown_again_with_its_complaint(tmp_path: Path) -> None:
    async with running(tmp_path) as hands:
        await hands.open(AMARA)
        place = type_a_date(hands)
        dialog = await leave_asked(hands)
        said = texts(dialog)
        assert "1 text is not finished" in said
        assert "Typed but not finished: Start date (Experience)" in said
        with pytest.raises(AssertionError):
            button(dialog, "Send")
        QTest.keyClick(button(dialog, "Keep as draft"), Qt.Key.Key_Return)
        await hands.program.tasks.settled("leave")
        assert hands.patches() == []
    async with running(tmp_path) as hands:
        session = await hands.open(AMARA)
        assert dict(session.draft.unfinished) == {place: NO_DATE}
        bar = hands.program.notices.states[RESTORED_STATE]
        assert "Typed but not finished: Start date (Experience)." in bar.text
        next(offer for offer in bar.offers if offer.label == "Show").act()
        assert hands.named("Start date", QLineEdit).text() == NO_DATE
        assert "2016" in hands.named("Start date", QLineEdit).accessibleDescription()


async def test_it_is_on_the_disk_within_a_second_and_gone_when_it_is_taken_back(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as hands:
        session = await hands.open(AMARA)
        hands.program.form.show_tab(Tab.TAGS)
        line = hands.named("Add tag", QLineEdit)
        line.setFocus()
        QTest.keyClicks(line, "harb")
        # As a kill would find it: nothing has left the line.
        await until(lambda: on_disk(tmp_path), what="the draft on the disk")
        stored = await hands.program.store.drafts.load(session.account, AMARA)
        assert stored is not None
        assert dict(stored.draft.unfinished) == {Place("tags"): "harb"}
        line.setFocus()
        QTest.keyClick(line, Qt.Key.Key_Escape)
        QTest.keyClick(line, Qt.Key.Key_Escape)
        await until(lambda: not on_disk(tmp_path), what="no draft on the disk")


async def test_it_can_be_discarded_and_brought_back(tmp_path: Path) -> None:
    async with running(tmp_path) as hands:
        session = await hands.open(AMARA)
        place = type_a_date(hands)
        drafts = hands.program.history.drafts
        (row,) = await drafts.listing()
        assert isinstance(row, OpenDraft)
        assert await drafts.discard([row])
        assert not session.draft.has_work
        assert hands.named("Start date", QLineEdit).text() != NO_DATE
        drafts.bring_back()
        await until(lambda: session.draft.has_work)
        assert dict(session.draft.unfinished) == {place: NO_DATE}
        assert hands.named("Start date", QLineEdit).text() == NO_DATE


async def test_a_send_leaves_it_where_it_is_and_says_so(tmp_path: Path) -> None:
    async with running(tmp_path) as hands:
        session = await hands.open(AMARA)
        hands.type_into("Phone", "12345")
        place = type_a_date(hands)
        hands.press("Ctrl+S")
        await hands.sent()
        assert [list(each["body"]["candidate"]) for each in hands.patches()] == [["phone"]]  # type: ignore[index]
        assert dict(session.draft.unfinished) == {place: NO_DATE}
        assert hands.named("Start date", QLineEdit).text() == NO_DATE
        assert "Typed but not finished, and not sent: Start date (Experience)." in hands.words


async def test_drafts_of_an_earlier_run_are_counted_below(tmp_path: Path) -> None:
    async with running(tmp_path) as hands:
        await hands.open(AMARA)
        hands.type_into("Phone", "12345")
        await hands.open(TOMASZ)
        hands.type_into("Phone", "54321")
        assert "2 drafts" in hands.words
    async with running(tmp_path) as hands:
        await until(lambda: "2 drafts" in hands.words, what="both drafts counted")
        session = await hands.open(AMARA)
        assert session.draft.is_dirty
        assert "2 drafts" in hands.words
        session.undo()
        await until(lambda: hands.words.endswith("| 1 draft"), what="one draft counted")

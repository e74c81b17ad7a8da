"""Two people at one record, as a recruiter meets it: the whole window, by keys alone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QListView, QPushButton

from gui.model.fields import Tab
from gui.sandbox.touching import Touch, TouchKind
from gui.services.lastrun import UnexpectedEnd
from gui.views.actions import Act
from gui.views.dialogs.collisions import CollisionsDialog
from gui.views.dialogs.confirm_send import ConfirmSend
from gui.views.dialogs.drafts import DraftsDialog
from gui.views.tabs.ghost import GhostCard
from tests.helpers.dialogs import opened
from tests.helpers.program import Hands, running
from tests.helpers.wait import until

pytestmark = pytest.mark.usefixtures("qapp")

AMARA = "1de04059"


def colleague(hands: Hands, **values: Any) -> None:
    """Somebody else writes these keys behind the person's back."""
    touch = Touch(kind=TouchKind.SET, values=values)
    hands.sandbox(lambda control: control.touch(AMARA, touch))


def key(dialog: QDialog, *keys: Qt.Key) -> None:
    for one in keys:
        QTest.keyClick(dialog.focusWidget(), one)


def schools(hands: Hands) -> list[tuple[str, str | None]]:
    stored = hands.record(AMARA)["education_entries"]
    assert isinstance(stored, list)
    return [(entry["school"], entry["degree"]) for entry in stored]


async def test_what_a_colleague_did_elsewhere_stays_and_nobody_is_asked(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        await hands.open(AMARA)
        hands.type_into("Headline", "Head of freight")
        hands.program.form.show_tab(Tab.TAGS)
        hands.named("Add tag", QLineEdit).setFocus()
        QTest.keyClicks(hands.focus, "freight")
        colleague(hands, address="7 Elsewhere Road", tags=["gothenburg", "theirs"])
        hands.press("Ctrl+S")
        await hands.sent()
        await until(lambda: "2 changes sent" in hands.words)
        assert "Address, Tags were changed by somebody else meanwhile." in hands.words
        now = hands.record(AMARA)
        assert (now["headline"], now["address"]) == ("Head of freight", "7 Elsewhere Road")
        stored: Any = now["tags"]
        assert sorted(stored) == ["freight", "gothenburg", "theirs"], "Enter was never pressed"
        hands.program.form.show_tab(Tab.PROFILE)
        assert hands.named("Address", QLineEdit).text() == "7 Elsewhere Road"


async def test_the_same_field_is_settled_by_keys_and_can_be_undone(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        await hands.open(AMARA)
        hands.type_into("Headline", "Planner")
        colleague(hands, headline="Dispatcher")
        hands.press("Ctrl+S")
        dialog = await opened(hands.window, CollisionsDialog)
        key(dialog, Qt.Key.Key_3, Qt.Key.Key_N, Qt.Key.Key_Return)
        await hands.sent()
        assert hands.record(AMARA)["headline"] == "Dispatcher, Planner"
        hands.window.acts[Act.UNDO].trigger()
        assert hands.session.value("headline") == "Planner"
        assert hands.record(AMARA)["headline"] == "Dispatcher, Planner"


async def test_an_entry_removed_here_and_edited_there_is_asked_about_named_and_gone(
    tmp_path: Path,
) -> None:
    async with running(tmp_path / "profile") as hands:
        await hands.open(AMARA)
        hands.program.form.show_tab(Tab.EDUCATION)
        cards = hands.named("Education entries", QListView)
        cards.setFocus()
        QTest.keyClick(cards, Qt.Key.Key_Home)
        QTest.keyClick(cards, Qt.Key.Key_Delete)
        stored: Any = hands.record(AMARA)["education_entries"]
        colleague(hands, education_entries=[stored[0] | {"degree": "PhD"}, *stored[1:]])
        hands.press("Ctrl+S")
        dialog = await opened(hands.window, CollisionsDialog)
        key(dialog, Qt.Key.Key_2, Qt.Key.Key_N, Qt.Key.Key_Return)
        confirm = await opened(hands.window, ConfirmSend)
        key(confirm, Qt.Key.Key_Tab)
        key(confirm, Qt.Key.Key_Return)
        await hands.sent()
        assert schools(hands) == [("Lund University", None)]
        left = hands.program.form.findChildren(GhostCard)
        assert [ghost for ghost in left if ghost.isVisible()] == []


async def test_the_bar_about_an_unexpected_end_leads_to_the_drafts(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        await hands.open(AMARA)
        hands.type_into("Headline", "Half a sen")
        await hands.program.keeper.flush()
        hands.program.reporter.tell_last_end(
            UnexpectedEnd(dt.datetime.now(dt.UTC), None),
            show_drafts=hands.program.history.show_drafts,
        )
        hands.click("Show drafts", QPushButton)
        dialog = await opened(hands.window, DraftsDialog)
        assert QApplication.focusWidget() is dialog.view
        key(dialog, Qt.Key.Key_Return)
        await until(lambda: not dialog.isVisible())
        assert hands.session.record_id == AMARA
        assert hands.named("Headline", QLineEdit).text() == "Half a sen"

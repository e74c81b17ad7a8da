"""Small things that save a recruiter's time, in the whole program: what is proposed is taken by a
key, words are suggested, entries are carried from one candidate to another."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QPushButton

from gui.model.fields import Tab
from gui.model.values import entries
from tests.helpers.program import Hands, running
from tests.helpers.wait import until

pytestmark = pytest.mark.usefixtures("qapp")

AMARA = "1de04059"
SIOBHAN = "SIOBHÁN O'NEILL"


async def open_named(hands: Hands, name: str) -> None:
    row = next(row for row in hands.program.list.rows if row.name == name)
    await hands.open(row.id)
    await until(lambda: hands.session.record_id == row.id)


async def test_f8_leads_to_what_is_doubtful_and_ctrl_point_mends_it(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        await open_named(hands, SIOBHAN)
        hands.named("Address", QLineEdit).setFocus()
        hands.press("Shift+F8")
        hands.press("Shift+F8")
        assert hands.focus is hands.named("First name", QLineEdit)
        hands.press("Ctrl+.")
        assert hands.named("First name", QLineEdit).text() == "Siobhán"
        hands.press("F8")
        assert hands.focus is hands.named("Last name", QLineEdit)
        hands.press("Ctrl+.")
        assert hands.session.current.full_name == "Siobhán O'Neill"
        hands.press("Ctrl+.")
        assert "Nothing is proposed for this field." in hands.words
        hands.press("Ctrl+Z")
        hands.press("Ctrl+Z")
        assert not hands.session.draft.is_dirty


async def test_tags_of_the_records_seen_before_are_suggested(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        await hands.open(AMARA)
        assert "gothenburg" in hands.session.value("tags")  # type: ignore[operator]
        await open_named(hands, SIOBHAN)
        hands.program.form.show_tab(Tab.TAGS)
        hands.named("Add tag", QLineEdit).setFocus()
        QTest.keyClicks(hands.focus, "gothen")
        popup = await until(QApplication.activePopupWidget, what="the suggestions")
        assert popup is not None
        QTest.keyClick(popup, Qt.Key.Key_Down)
        QTest.keyClick(popup, Qt.Key.Key_Return)
        assert hands.session.value("tags")[-1] == "gothenburg"  # type: ignore[index]


async def test_a_job_is_carried_from_one_candidate_to_another(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        await hands.open(AMARA)
        job = entries(hands.session.value("experience_entries"))[0]
        hands.program.form.show_tab(Tab.EXPERIENCE)
        cards = hands.named("Experience entries", QListView)
        cards.setFocus()
        QTest.keyClick(cards, Qt.Key.Key_Home)
        hands.press("Ctrl+C")
        assert "Copied 1 job." in hands.words

        await open_named(hands, SIOBHAN)
        before = len(entries(hands.session.value("experience_entries")))
        hands.program.form.show_tab(Tab.EXPERIENCE)
        hands.named("Add entry", QPushButton).setFocus()
        hands.press("Ctrl+V")
        now = entries(hands.session.value("experience_entries"))
        assert len(now) == before + 1
        assert (now[0].id, now[0].get("title")) == (None, job.get("title"))
        assert "Pasted 1 job." in hands.words

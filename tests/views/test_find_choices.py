"""What is asked after a search: one of several records, and whether this is the one."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QWidget

from gui.views.find_choices import ChooseRecord, FindChoices
from gui.views.theme import Theme
from gui.workable.wire import RowSummary
from tests.helpers.dialogs import opened, texts
from tests.helpers.widgets import shown

pytestmark = pytest.mark.usefixtures("theme")


def row(record_id: str, job: str) -> RowSummary:
    return RowSummary(
        id=record_id,
        name="Ottilie Brandvold",
        job=job,
        job_shortcode="A1",
        in_talent_pool=False,
        stage="Applied",
        email="ottilie@example.com",
        headline=None,
        updated_at=None,
        created_at=None,
        disqualified=False,
        anonymized=False,
        has_resume=False,
        profile_url=None,
    )


async def test_one_of_several_records_is_chosen_by_keys(qapp: QApplication, theme: Theme) -> None:
    window = QWidget()
    await shown(window)
    rows = (row("a1", "Logistics Planner"), row("a2", "Data Analyst"))
    answer = asyncio.ensure_future(FindChoices(lambda: window).choose(rows))
    dialog = await opened(window, ChooseRecord)
    records = dialog.findChild(QListWidget)
    assert records is not None
    assert "2 records with this e-mail" in texts(dialog)
    assert records.hasFocus()
    assert records.item(1).text() == "Ottilie Brandvold — Data Analyst · Applied"
    # As large as a row of the candidate list, so that a finger or a shaky hand meets it.
    assert records.visualItemRect(records.item(0)).height() >= 40
    QTest.keyClick(records, Qt.Key.Key_Down)
    QTest.keyClick(records, Qt.Key.Key_Return)
    assert await answer == "a2"
    window.close()


async def test_none_of_them_is_an_answer_too(qapp: QApplication, theme: Theme) -> None:
    window = QWidget()
    await shown(window)
    answer = asyncio.ensure_future(FindChoices(lambda: window).choose((row("a1", "One"),)))
    dialog = await opened(window, ChooseRecord)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert await answer is None
    window.close()

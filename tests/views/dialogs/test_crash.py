"""A report, word for word."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from gui.views.ask import CANCELLED, ask
from gui.views.dialogs.crash import DELETE, CrashDialog
from gui.views.theme import Theme
from tests.helpers.dialogs import button, opened, press, texts
from tests.helpers.widgets import shown

TEXT = "ValueError in a task\n  gui/services/desk.py:12 Desk.open\n<img src=x>\n"


@pytest.fixture
def owner(qapp: QApplication, theme: Theme) -> Iterator[QWidget]:
    owner = QWidget()
    owner.resize(900, 700)
    yield owner
    owner.hide()
    owner.deleteLater()


async def test_it_shows_the_whole_text_and_where_it_lies(
    qapp: QApplication, owner: QWidget
) -> None:
    await shown(owner)
    answer = asyncio.ensure_future(ask(CrashDialog(TEXT, Path("/p/report-1.txt"), owner)))
    dialog = await opened(owner, CrashDialog)
    view = dialog.findChild(QPlainTextEdit)
    assert view is not None
    assert view.toPlainText() == TEXT
    assert view.isReadOnly()
    assert "/p/report-1.txt" in texts(dialog)
    press(dialog, "Copy")
    assert QApplication.clipboard().text() == TEXT
    button(dialog, "Copied")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert await answer == CANCELLED


async def test_enter_deletes_nothing_and_delete_does(qapp: QApplication, owner: QWidget) -> None:
    await shown(owner)
    for name, code in (("", CANCELLED), ("Delete", DELETE)):
        answer = asyncio.ensure_future(ask(CrashDialog(TEXT, Path("/p/report-1.txt"), owner)))
        dialog = await opened(owner, CrashDialog)
        if name:
            press(dialog, name)
        else:
            focus = dialog.focusWidget()
            assert focus is not None
            QTest.keyClick(focus, Qt.Key.Key_Return)
        assert await answer == code


def test_a_report_that_is_gone_says_so(qapp: QApplication, owner: QWidget) -> None:
    dialog = CrashDialog("", Path("/p/report-1.txt"), owner)
    view = dialog.findChild(QPlainTextEdit)
    assert view is not None
    assert view.toPlainText() == "The report is not there any more."

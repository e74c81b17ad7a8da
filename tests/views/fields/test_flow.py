"""Widgets that go on in the next line where the width ends."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.views.buttons import Button
from gui.views.fields.flow import FlowLayout
from gui.views.theme import Theme
from tests.helpers.widgets import show


def placed(window: QWidget) -> list[tuple[int, int]]:
    QTest.qWait(0)
    found = [button for button in window.findChildren(Button) if not button.isHidden()]
    return [(button.x(), button.y()) for button in found]


def test_what_is_added_and_taken_is_laid_out_by_itself(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    flow = FlowLayout(window, gap=8)
    window.resize(200, 200)
    show(window)
    buttons = [Button(f"Button {number}") for number in range(4)]
    for button in buttons:
        flow.addWidget(button)
    spots = placed(window)
    assert len(set(spots)) == 4, "each has a place of its own"
    assert spots[0] == (0, 0)
    assert max(y for _x, y in spots) > 0, "they do not fit in one line"

    item = flow.takeAt(0)
    assert item is not None
    buttons[0].hide()
    assert placed(window) == spots[:3], "the others have moved up"
    assert flow.takeAt(7) is None


@pytest.mark.parametrize("way", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_lines_may_hang_out_by_what_their_first_button_has_around_its_words(
    qtbot: QtBot, theme: Theme, way: Qt.LayoutDirection
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setLayoutDirection(way)
    flow = FlowLayout(gap=4, hang=8)
    around = QVBoxLayout(window)
    around.setContentsMargins(20, 0, 20, 0)
    around.addLayout(flow)
    buttons = [Button(f"Button {number}", kind="quiet") for number in range(4)]
    for button in buttons:
        flow.addWidget(button)
    window.resize(200, 200)
    show(window)
    first = [
        button.x() if way is Qt.LayoutDirection.LeftToRight else 200 - button.geometry().right() - 1
        for button in buttons
        if button.y() in {buttons[0].y(), buttons[-1].y()}
    ]
    assert min(first) == 12
    assert first.count(12) == 2, "the first of each line"

"""Buttons that are turned by a screen reader do what they do when they are pressed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QButtonGroup

from gui.views.buttons import Button
from gui.views.icons import IconButton
from gui.views.theme import Theme


def turn(button: QAbstractButton) -> None:
    """What assistive technology does with a checkable one."""
    interface = QAccessible.queryAccessibleInterface(button)
    actions = interface.actionInterface()
    name = QAccessibleActionInterface.toggleAction()
    assert name in actions.actionNames()
    actions.doAction(name)


@pytest.mark.parametrize("is_icon", [False, True])
def test_turned_is_clicked_once_and_set_is_not(
    qapp: QApplication, theme: Theme, is_icon: bool
) -> None:
    button = IconButton("eye", "Show the token") if is_icon else Button("Review changes")
    button.setCheckable(True)
    done: list[bool] = []
    button.clicked.connect(lambda: done.append(button.isChecked()))
    button.setChecked(True)
    assert done == [], "the program does it itself"
    turn(button)
    assert done == [False]
    turn(button)
    assert done == [False, True]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == [False, True, False], "by hand it is one click, not two"


def test_of_a_group_only_the_one_that_is_turned_on_is_clicked(
    qapp: QApplication, theme: Theme
) -> None:
    group, done = QButtonGroup(), list[str]()
    theirs, mine = Button("Theirs"), Button("Mine")
    for button in (theirs, mine):
        button.setCheckable(True)
        group.addButton(button)
        button.clicked.connect(lambda _on=False, button=button: done.append(button.text()))
    turn(theirs)
    turn(mine)
    assert done == ["Theirs", "Mine"]
    assert mine.isChecked()
    turn(mine)
    assert mine.isChecked(), "one of them stays chosen"
    assert done == ["Theirs", "Mine"]

"""Looking along the order of Tab leaves every widget what it was."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from gui.views.focus import first_field, first_stop, next_in_chain
from gui.views.tabs.tab_order import take_in
from gui.views.theme import Theme
from tests.helpers.widgets import show


def test_a_widget_that_goes_takes_nothing_with_it_that_stands_behind_it(theme: Theme) -> None:
    """The binding thinks the next in the order a part of the one that was asked for it."""
    top = QWidget()
    column = QVBoxLayout(top)
    first, goes, last = QLineEdit(), QPushButton("Gone soon"), QLineEdit()
    area, block = QScrollArea(), QWidget()
    inside = QVBoxLayout(block)
    inside.addWidget(QLineEdit())
    inside.addWidget(QTextBrowser())
    for widget in (first, goes, last, area, block):
        column.addWidget(widget)
    made_by_qt = (
        last.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition),
        area.verticalScrollBar(),
    )
    show(top)
    assert first_stop(top) is first
    assert first_field(top) is first
    assert next_in_chain(first) is goes
    take_in(first, block)
    goes.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [shiboken6.isValid(one) for one in made_by_qt] == [True, True]
    assert first_stop(top) is first
    top.close()


def test_a_button_is_no_field_unless_there_is_nothing_else(theme: Theme) -> None:
    top = QWidget()
    column = QVBoxLayout(top)
    button, line = QPushButton("Add"), QLineEdit()
    column.addWidget(button)
    column.addWidget(line)
    show(top)
    assert first_stop(top) is button
    assert first_field(top) is line
    line.hide()
    assert first_field(top) is button
    button.setEnabled(False)
    assert first_field(top) is None
    top.close()

"""In larger letters what stands beside them grows too: icons in lines, the line to find somebody,
dialogs. Otherwise the words would be cut beside room that nobody uses."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QToolButton

from gui.views.ask import Dialog, take_room
from gui.views.dialogs.welcome import Welcome
from gui.views.icons import LineMark, make_clearable
from gui.views.main_window import MainWindow
from tests.helpers.widgets import show

pytestmark = pytest.mark.usefixtures("theme")


@pytest.fixture
def letters(qapp: QApplication) -> Iterator[Callable[[float], None]]:
    """Sets the size of the system's letters as a multiple of the usual one."""
    usual = QFont(qapp.font())

    def enlarge(factor: float) -> None:
        font = QFont(usual)
        font.setPointSizeF(factor * usual.pointSizeF())
        qapp.setFont(font)

    yield enlarge
    qapp.setFont(usual)


def ink_of(line: QLineEdit) -> int:
    """How wide what is painted on the button in a line is."""
    button = line.findChild(QToolButton)
    assert button is not None
    image = button.grab().toImage()
    ground = image.pixelColor(0, 0)
    columns = [
        x
        for x in range(image.width())
        if any(image.pixelColor(x, y) != ground for y in range(image.height()))
    ]
    return columns[-1] - columns[0] + 1


def test_the_cross_that_empties_a_line_grows(letters: Callable[[float], None]) -> None:
    line = QLineEdit()
    make_clearable(line)
    button = line.findChild(QToolButton)
    assert button is not None
    show(line)
    assert not button.isVisible()
    QTest.keyClicks(line, "somebody")
    assert button.isVisible()
    assert button.accessibleName() == "Clear"
    usual = ink_of(line)
    letters(2.0)
    QApplication.processEvents()
    line.resize(line.sizeHint())
    QApplication.processEvents()
    assert ink_of(line) >= 1.5 * usual
    middle = button.geometry().center().y()
    assert abs(middle - line.rect().center().y()) <= 2
    assert line.rect().contains(button.geometry())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert line.text() == ""
    assert not button.isVisible()
    line.close()


def test_what_is_typed_does_not_run_under_the_marks_of_a_line(qapp: QApplication) -> None:
    line = QLineEdit()
    make_clearable(line)
    LineMark("search", line)
    show(line)
    before = line.textMargins()
    assert before.left() > 0
    assert before.right() == 0, "the words of an empty line have all of it"
    QTest.keyClicks(line, "x")
    assert line.textMargins().left() == before.left()
    assert line.textMargins().right() >= 16
    line.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()
    assert line.textMargins().right() == before.left()
    line.close()


@pytest.mark.parametrize("factor", [1.0, 1.5, 2.0])
def test_the_line_to_find_somebody_shows_all_it_asks_for(
    window: MainWindow, letters: Callable[[float], None], factor: float
) -> None:
    show(window)
    window.resize(1600, 900)
    letters(factor)
    QApplication.processEvents()
    line = window.top_bar.find_line
    words = line.fontMetrics().horizontalAdvance(line.placeholderText())
    margins = line.textMargins()
    edges = 2 * 10  # border and padding of the style sheet
    assert line.width() - margins.left() - margins.right() - edges > words


def test_a_dialog_gets_no_smaller_than_its_words(letters: Callable[[float], None]) -> None:
    dialog = Dialog("Words", None, width=300)
    for number in range(12):
        dialog.body.addWidget(QLabel(f"Line {number}"))
    dialog.setMinimumHeight(100)
    dialog.open()
    usual = dialog.minimumHeight()
    letters(1.5)
    QApplication.processEvents()
    dialog.resize(300, 100)
    assert dialog.minimumHeight() > 1.2 * usual
    dialog.close()


def test_the_first_size_of_a_dialog_grows_as_far_as_the_screen_goes(
    qapp: QApplication, letters: Callable[[float], None]
) -> None:
    screen = qapp.primaryScreen().availableSize()
    dialog = Dialog("Words", None)
    take_room(dialog, 400, 300)
    assert (dialog.width(), dialog.height()) == (400, 300)
    letters(1.5)
    take_room(dialog, 400, 300)
    assert 400 < dialog.width() <= screen.width()
    assert 300 < dialog.height() <= screen.height()
    take_room(dialog, screen.width(), 300)
    assert dialog.width() == screen.width(), "never less than beside usual letters"
    dialog.deleteLater()


@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_the_welcome_says_all_on_its_buttons(
    letters: Callable[[float], None], factor: float
) -> None:
    page = Welcome()
    page.resize(2400, 1300)
    show(page)
    letters(factor)
    QApplication.processEvents()
    page.resize(2401, 1300)
    for button in page.findChildren(QPushButton):
        assert button.width() >= button.sizeHint().width(), button.text()
    page.close()

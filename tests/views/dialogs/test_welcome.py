"""The first start: two ways in, by mouse and by keys, and nothing cut off where room is small."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.views.dialogs.welcome import Welcome
from gui.views.theme import Theme
from tests.helpers.dialogs import button, press, texts
from tests.helpers.widgets import show


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def page(qapp: QApplication, theme: Theme, asked: list[str]) -> Iterator[Welcome]:
    page = Welcome()
    page.resize(1280, 760)
    page.sandbox_asked.connect(lambda: asked.append("sandbox"))
    page.connect_asked.connect(lambda: asked.append("connect"))
    show(page)
    yield page
    page.close()


def test_both_ways_by_mouse(page: Welcome, asked: list[str]) -> None:
    press(page, "Connect to Workable")
    press(page, "Try the sandbox")
    assert asked == ["connect", "sandbox"]


def test_both_ways_by_keys_the_harmless_one_first(page: Welcome, asked: list[str]) -> None:
    focus = QApplication.focusWidget()
    assert focus is button(page, "Try the sandbox")
    QTest.keyClick(focus, Qt.Key.Key_Return)
    QTest.keyClick(focus, Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert focus is button(page, "Connect to Workable")
    QTest.keyClick(focus, Qt.Key.Key_Space)
    assert asked == ["sandbox", "connect"]


def test_it_is_promised_what_becomes_of_data(page: Welcome) -> None:
    said = texts(page)
    for promise in ("nobody else", "Nothing is measured", "never get into a file"):
        assert promise in said


@pytest.mark.parametrize("width", [1280, 880, 696, 420])
def test_nothing_is_cut_off_sideways(page: Welcome, width: int) -> None:
    page.resize(width, 700)
    QApplication.sendPostedEvents()
    for name in ("Try the sandbox", "Connect to Workable"):
        target = button(page, name)
        left = target.mapTo(page, QPoint(0, 0)).x()
        assert left >= 0
        assert left + target.width() <= width

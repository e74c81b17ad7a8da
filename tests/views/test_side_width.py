"""A resume gets more room beside the form than a list, and both widths are the person's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QSplitter

from gui.services.notices import Notices
from gui.views.actions import Act
from gui.views.main_window import MainWindow, Parts
from gui.views.panels.side import Side
from gui.views.side_width import LEAST_FOR_RESUME
from gui.views.theme import Theme
from tests.helpers.widgets import move_handle, shown
from tests.views.conftest import Memory, Stand

_MADE: Final[list[MainWindow]] = []


@pytest.fixture(autouse=True)
def no_window_stays(qapp: QApplication) -> Iterator[None]:
    """Each of them would wear every look and every font that comes after it."""
    yield
    while _MADE:
        _MADE.pop().deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def window(theme: Theme, notices: Notices, memory: Memory) -> MainWindow:
    parts = Parts(Stand("a"), Stand("b"), Stand("c"), Stand("d"), Stand("e"))
    made = MainWindow(parts, theme=theme, notices=notices, memory=memory)
    made.resize(1280, 800)
    _MADE.append(made)
    return made


def splitter(made: MainWindow) -> QSplitter:
    found = made.findChild(QSplitter)
    assert isinstance(found, QSplitter)
    return found


async def test_a_resume_gets_its_own_width(theme: Theme, notices: Notices, memory: Memory) -> None:
    made = window(theme, notices, memory)
    await shown(made)
    first, _middle, plain = splitter(made).sizes()
    made.show_side(Side.RESUME)
    wide = splitter(made).sizes()[2]
    assert wide > plain
    assert wide >= LEAST_FOR_RESUME
    assert splitter(made).sizes()[0] == first
    made.show_side(Side.CHANGES)
    assert splitter(made).sizes()[2] == plain
    made.close_now()


async def test_what_the_person_made_of_it_comes_back(
    theme: Theme, notices: Notices, memory: Memory
) -> None:
    made = window(theme, notices, memory)
    await shown(made)
    plain = splitter(made).sizes()[2]
    made.show_side(Side.RESUME)
    _first, _middle, wide = splitter(made).sizes()
    move_handle(splitter(made), 2, -40)
    chosen = splitter(made).sizes()[2]
    assert chosen > wide
    made.show_side(Side.FILES)
    assert splitter(made).sizes()[2] == plain
    made.show_side(Side.RESUME)
    assert splitter(made).sizes()[2] == chosen
    made.close_now()

    again = window(theme, notices, memory)
    await shown(again)
    assert again.side.page is Side.RESUME
    assert abs(splitter(again).sizes()[2] - chosen) <= 2
    again.show_side(Side.CHANGES)
    assert abs(splitter(again).sizes()[2] - plain) <= 2
    again.close_now()


async def test_until_they_are_moved_the_widths_follow_the_window(
    theme: Theme, notices: Notices, memory: Memory
) -> None:
    made = window(theme, notices, memory)
    await shown(made)
    first, middle, side = splitter(made).sizes()
    made.resize(2560, 1440)
    wider_first, form, wider_side = splitter(made).sizes()
    assert first < wider_first <= 320
    assert side < wider_side <= 480
    assert form > 1700
    made.resize(1024, 700)
    assert splitter(made).sizes()[1] >= 460
    # Nothing of it is kept: on another screen it is another width.
    made.close_now()
    assert memory.kept["resume"] == "0"
    again = window(theme, notices, memory)
    await shown(again)
    assert splitter(again).sizes() == [first, middle, side]
    again.close_now()


async def test_without_room_for_three_the_candidates_give_theirs_to_the_form(
    theme: Theme, notices: Notices, memory: Memory, qapp: QApplication
) -> None:
    made = window(theme, notices, memory)
    await shown(made)
    panel, act = splitter(made).widget(0), made.acts[Act.CANDIDATES_PANEL]
    assert panel is not None
    usual = QFont(qapp.font())
    large = QFont(usual)
    large.setPointSizeF(2 * usual.pointSizeF())
    try:
        qapp.setFont(large)
        assert panel.isHidden()
        assert not act.isChecked()
        # Who wants to see them sees them, and they stay while the window is as narrow.
        act.trigger()
        assert panel.isVisible()
        made.resize(1200, 800)
        assert panel.isVisible()
        act.trigger()
        act.trigger()
        made.keep_layout()
        assert memory.kept["candidates"] == "shown"
    finally:
        qapp.setFont(usual)
    assert panel.isVisible()
    # Hidden by the person they stay so, however much room there is.
    act.trigger()
    qapp.setFont(large)
    qapp.setFont(usual)
    assert panel.isHidden()
    made.close_now()
    assert memory.kept["candidates"] == "hidden"

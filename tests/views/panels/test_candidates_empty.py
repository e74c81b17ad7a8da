"""An empty list of candidates says why it is empty, and its button leads on."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView, QWidget

from gui.views.panels.candidates_empty import EmptyList
from gui.views.theme import Theme
from tests.helpers.program import Hands, running
from tests.helpers.widgets import show

pytestmark = pytest.mark.usefixtures("qapp")


def empty(program: Hands) -> EmptyList | None:
    found = program.window.findChild(EmptyList)
    return found if found is not None and found.isVisible() else None


async def test_nobody_in_the_list_matches_what_is_typed(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        assert empty(program) is None
        QTest.keyClicks(program.named("Filter candidates", QLineEdit), "zzzz")
        assert "Nobody in the list matches." in program.words
        assert "looks in the whole account" in program.words
        program.click("Show the whole list")
        assert empty(program) is None
        assert program.named("Filter candidates", QLineEdit).text() == ""


async def test_nobody_was_opened_lately(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        program.click("Recent candidates", QWidget)
        assert "Nobody was opened lately." in program.words
        program.click("Show the whole list")
        assert empty(program) is None
        assert program.program.list.rows


def test_a_list_on_its_way_has_the_shape_of_what_comes(theme: Theme) -> None:
    view = QListView()
    view.resize(260, 400)
    shape = EmptyList(view)
    show(view)
    shape.show_loading()

    def colors() -> set[str]:
        image = shape.grab().toImage()
        return {image.pixelColor(20, y).name() for y in range(image.height())}

    assert shape.size() == view.viewport().size()
    assert theme.roles.hover in colors(), "bars in place of the lines to come"
    shape.show_words("Nobody.")
    assert theme.roles.hover not in colors()
    view.close()

"""M13: a hint comes without moving anything, and goes with the keystroke that mends the value."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.model.fields import Tab
from gui.model.values import Place, entries
from gui.views.fields.row import FieldRow, row_of
from tests.helpers.geometry import told
from tests.helpers.measures import Measure
from tests.helpers.program import Hands, running

pytestmark = pytest.mark.usefixtures("qapp")

Places = dict[QWidget, tuple[int, int, int, int]]
JOBS = "experience_entries"

CASES = {
    "an error": (Tab.PROFILE, "Email", "abena@example.com@", "", True),
    "blanks": (Tab.PROFILE, "First name", "Abena ", "", True),
    "a hint": (Tab.PROFILE, "Last name", "OSEI", "n", False),
    "a date": (Tab.EXPERIENCE, "Start date", "2011-13", "", True),
}
"""What is typed over the value, and the key that mends it: this one, or the one that erases."""


def places(program: Hands, row: FieldRow) -> Places:
    """Where everything is in the window, but what stands on the line below the field, and in the
    list of changes, which tells what is typed."""
    window = program.window
    found = {}
    for widget in window.findChildren(QWidget):
        is_apart = row.below.isAncestorOf(widget) or window.side.isAncestorOf(widget)
        is_apart = is_apart or widget.property("look") == "changed-bar"  # its place is kept
        if widget.isVisible() and not is_apart:
            spot = widget.mapTo(window, QPoint(0, 0))
            found[widget] = (spot.x(), spot.y(), widget.width(), widget.height())
    return found


def shift(before: Places, now: Places) -> int:
    """The most that anything has moved or grown, in pixels; nothing may come or go."""
    assert {told(widget) for widget in before.keys() ^ now.keys()} == set()
    moved = {
        told(widget): most
        for widget, spot in before.items()
        if (most := max(abs(a - b) for a, b in zip(spot, now[widget], strict=True)))
    }
    assert moved == {}
    return max(moved.values(), default=0)


def shown(row: FieldRow) -> str:
    """What is said on the line below the field, besides what was there before."""
    texts = [row.below.message, row.below.hint, row.below.fix]
    words = " ".join(label.text() for label in texts if label is not None and label.isVisible())
    return "" if words.startswith("was ") and " " not in words[4:] else words


@pytest.mark.parametrize("case", CASES)
async def test_a_hint_moves_nothing_and_goes_with_the_key_that_mends_the_value(
    tmp_path: Path, case: str, measure: Measure
) -> None:
    tab, name, wrong, key, erases = CASES[case]
    async with running(tmp_path) as program:
        session = await program.open("1de04059")
        form = program.program.form
        form.show_tab(tab)
        if tab is Tab.EXPERIENCE:
            form.show_place(Place(JOBS, entries(session.value(JOBS))[0].ref, "start_date"))
        await asyncio.sleep(0.1)
        line = program.named(name, QLineEdit)
        row = row_of(line)
        assert row is not None
        # What changes is marked, counted and listed; from then on only the hint comes and goes.
        program.type_into(name, wrong)
        await asyncio.sleep(0.1)
        while_typing = shown(row)
        before = places(program, row)
        QTest.keyClick(line, Qt.Key.Key_Tab)
        await asyncio.sleep(0.1)
        said = shown(row)
        assert said != while_typing, "it is said when the field is left, not before"
        most = shift(before, places(program, row))
        line.setFocus()
        line.end(False)
        if erases:
            QTest.keyClick(line, Qt.Key.Key_Backspace)
        else:
            QTest.keyClicks(line, key)
        at_once = shown(row)
        await asyncio.sleep(0.1)
        most = max(most, shift(before, places(program, row)))
    assert at_once != said, "it goes at once, not when the field is left again"
    measure("M13", f"shift of other widgets by {case}, in pixels", most, "0")

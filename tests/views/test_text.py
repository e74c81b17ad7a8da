"""Strangers' text is plain, short, and hides nothing; and no other way to show it exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QVBoxLayout, QWidget

import gui
from gui.views.buttons import Button
from gui.views.text import Label, isolated, plain, set_tip, shown, title
from gui.views.theme import Theme
from tests.helpers.widgets import show


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Åsa", "Åsa"),
        ("a\u202egpj.exe", "a⟨U+202E⟩gpj.exe"),
        ("zero\u200bwidth", "zero⟨U+200B⟩width"),
        ("nul\x00", "nul␀"),
        ("\ud800 half", "⟨U+D800⟩ half"),
        ("two\r\nlines\tand tab", "two lines and tab"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("a\u200db", "a⟨U+200D⟩b"),
        (isolated("محمد"), "\u2068محمد\u2069"),
        ("\u2068open", "⟨U+2068⟩open"),
    ],
)
def test_hidden_characters_are_shown(text: str, seen: str) -> None:
    assert shown(text) == seen


def test_long_text_is_cut_for_showing_only() -> None:
    assert len(shown("x" * 100_000)) == 300
    assert shown("x" * 100_000).endswith("…")
    assert shown("x" * 300) == "x" * 300


def test_lines_stay_where_they_may() -> None:
    assert shown("a\r\nb\u2028c", lines=True) == "a\nb\nc"


def test_marks_of_titles_and_mnemonics_are_doubled(qapp: QApplication) -> None:
    window = QWidget()
    window.setWindowTitle(title("R[*]D") + "[*]")
    window.setWindowModified(True)
    assert plain("R&D") == "R&&D"
    assert Button("R&D").text() == "R&&D"
    assert window.windowTitle() == "R[*][*]D[*]"


HOSTILE = '<img src="file:///etc/passwd"><b>Jon</b> &lt;'


def test_a_label_takes_no_markup(qapp: QApplication, theme: Theme) -> None:
    label = Label(HOSTILE)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == HOSTILE
    plain_width = label.fontMetrics().horizontalAdvance(HOSTILE)
    assert label.sizeHint().width() >= plain_width  # rich text would be narrower by its tags


def test_a_tip_takes_no_markup(qapp: QApplication) -> None:
    button = Button("x")
    set_tip(button, HOSTILE)
    assert "<img" not in button.toolTip()
    assert "<b>" not in button.toolTip()
    assert "&lt;img" in button.toolTip()


def test_a_tip_is_heard_without_markup_and_gives_way_to_a_description(qapp: QApplication) -> None:
    button = Button("Undo")

    def heard() -> str:
        found = QAccessible.queryAccessibleInterface(button)
        assert found is not None
        return found.text(QAccessible.Text.Description)

    set_tip(button, "Undo", "Ctrl+Z")
    assert heard() == "Ctrl+Z"
    set_tip(button, "<b>Step</b>")
    assert heard() == "<b>Step</b>"
    button.setAccessibleDescription("changed")
    set_tip(button, "Step", "F3")
    assert heard() == "changed"


def test_a_label_that_is_too_narrow_cuts_and_tells_the_whole_in_its_tip(
    qapp: QApplication, theme: Theme
) -> None:
    window = QWidget()
    label = Label("Amara Osei-Lindqvist of Gothenburg", elide=True)
    QVBoxLayout(window).addWidget(label)
    window.resize(90, 60)
    show(window)
    assert label.width() < 90
    assert label.is_cut()
    assert label.text() == "Amara Osei-Lindqvist of Gothenburg"
    at = QPoint(5, 5)
    QApplication.sendEvent(label, QHelpEvent(QEvent.Type.ToolTip, at, label.mapToGlobal(at)))
    assert "Gothenburg" in QToolTip.text()
    QToolTip.hideText()
    window.resize(600, 60)
    QTest.qWait(1)
    assert not label.is_cut()
    window.close()


@pytest.mark.parametrize("kind", [{}, {"elide": True}, {"wrap": True}, {"selectable": True}])
@pytest.mark.parametrize("text", ["Anna 7", "נועה 7"])
@pytest.mark.parametrize("mirrored", [False, True])
def test_a_label_begins_where_the_layout_does_whatever_its_language(
    theme: Theme, kind: dict[str, bool], text: str, mirrored: bool
) -> None:
    window = QWidget()
    directions = Qt.LayoutDirection
    column = QVBoxLayout(window)
    label = Label(text, **kind)  # type: ignore[arg-type]
    column.addWidget(label)
    # Also when it turns while it is there.
    window.setLayoutDirection(directions.RightToLeft if mirrored else directions.LeftToRight)
    window.resize(400, 60)
    show(window)
    image = window.grab(label.geometry()).toImage()
    dark = [
        x
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).lightness() < 128
    ]
    assert (min(dark) > image.width() / 2) is mirrored
    window.hide()


def test_facts_can_be_copied_by_keys(qapp: QApplication, theme: Theme) -> None:
    window = QWidget()
    label = Label("Logistics Planner", selectable=True)
    QVBoxLayout(window).addWidget(label)
    show(window)
    label.setFocus()
    QTest.keyClick(label, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "Logistics Planner"
    window.close()


VIEWS = Path(gui.__file__).parent / "views"

# What may be written in one module only, and in which.
ONLY_IN = {
    r"\bQLabel\(": {"text.py"},
    r"\bQMessageBox\b": set(),
    r"\bQInputDialog\b": set(),
    r"\bQDateEdit\b": set(),
    r"\.setToolTip\(": {"text.py"},
    r"\bQDesktopServices\b": {"links.py"},
    r"\.exec\(": set(),
    r"\.setHtml\(": set(),
    r"#[0-9a-fA-F]{6}\b": {"roles.py", "system_look.py"},
    r"\.setStyleSheet\(": {"theme.py"},
    r"Qt\.GlobalColor\.(?!transparent)": {"theme.py"},
}


@pytest.mark.parametrize("pattern", ONLY_IN)
def test_dangerous_ways_are_taken_in_one_place_only(pattern: str) -> None:
    found = {
        f"{path.name}: {line.strip()}"
        for path in VIEWS.rglob("*.py")
        if path.name not in ONLY_IN[pattern]
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(pattern, line)
    }
    assert found == set()

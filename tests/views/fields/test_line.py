"""One line: what typing, pasting, dropping and assistive technology do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from gui.model.fields import Kind
from gui.views.fields.held import HeldStrip
from gui.views.fields.inputs import LineInput
from gui.views.fields.line import LineEditor
from gui.views.fields.row import FieldRow
from tests.helpers.widgets import drop
from tests.views.fields.conftest import Stage, copy_to_clipboard, press, type_text

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def row(stage: Stage) -> FieldRow:
    return stage.put_kind(Kind.LINE, "Last name")


def line_of(row: FieldRow) -> LineInput:
    line = row.editor.main_widget()
    assert isinstance(line, LineInput)
    return line


def way_out(row: FieldRow) -> QPushButton:
    """The button below a text that is held back."""
    strip = row.editor.line_widget()
    assert isinstance(strip, HeldStrip)
    return strip.button


def test_every_key_is_told_as_typing(stage: Stage, row: FieldRow) -> None:
    row.editor.show_value("Jo")
    row.editor.focus_editor()
    press(Qt.Key.Key_End)
    type_text("n ")
    press(Qt.Key.Key_Backspace)
    assert stage.edits == [("Jon", True), ("Jon ", True), ("Jon", True)]


def test_a_burst_ends_when_the_focus_leaves(stage: Stage, row: FieldRow) -> None:
    row.editor.focus_editor()
    type_text("ab")
    press(Qt.Key.Key_Tab)
    assert stage.events == ["typed", "typed", "left"]


def test_a_burst_ends_after_a_pause(qtbot: QtBot, stage: Stage, row: FieldRow) -> None:
    row.editor.focus_editor()
    type_text("ab")
    assert stage.events == ["typed", "typed"]
    qtbot.waitUntil(lambda: stage.events == ["typed", "typed", "left"])


def test_a_paste_is_a_step_of_its_own(stage: Stage, row: FieldRow) -> None:
    copy_to_clipboard("son")
    row.editor.focus_editor()
    type_text("J")
    press(Qt.Key.Key_V, CTRL)
    type_text("s")
    assert stage.events == ["typed", "left", "step", "typed"]
    assert stage.values == ["J", "Json", "Jsons"]


def test_cut_and_drop_are_steps(stage: Stage, row: FieldRow) -> None:
    row.editor.show_value("Jon")
    line = line_of(row)
    line.setFocus()
    line.selectAll()
    press(Qt.Key.Key_X, CTRL)
    mime = QMimeData()
    mime.setText("Dropped\nname")
    assert drop(line, mime)
    assert stage.edits == [("", False), ("Dropped name", False)]


def test_lines_of_a_paste_become_one(stage: Stage, row: FieldRow) -> None:
    copy_to_clipboard(" Götaplatsen 3 \r\n\n  Gothenburg\n")
    row.editor.focus_editor()
    press(Qt.Key.Key_V, CTRL)
    assert stage.values == ["Götaplatsen 3 Gothenburg"]


def test_the_blanks_of_a_single_line_stay(stage: Stage, row: FieldRow) -> None:
    copy_to_clipboard(" two ")
    row.editor.focus_editor()
    press(Qt.Key.Key_V, CTRL)
    assert stage.values == [" two "]


def test_a_paste_that_would_be_cut_is_refused_and_said(stage: Stage, row: FieldRow) -> None:
    copy_to_clipboard("x" * 40_000)
    row.editor.focus_editor()
    press(Qt.Key.Key_V, CTRL)
    assert stage.edits == []
    assert "too long" in row.message.text()
    type_text("x")
    assert row.message.isHidden()


def test_a_composition_is_told_when_it_is_done(stage: Stage, row: FieldRow) -> None:
    line = line_of(row)
    line.setFocus()
    QApplication.sendEvent(line, QInputMethodEvent("すし", []))
    assert line.is_composing
    assert stage.edits == []
    done = QInputMethodEvent("", [])
    done.setCommitString("寿司")
    QApplication.sendEvent(line, done)
    assert stage.values == ["寿司"]


def test_assistive_technology_can_write(stage: Stage, row: FieldRow) -> None:
    """It sets the whole text without any key event."""
    line_of(row).setText("Spoken")
    assert stage.values == ["Spoken"]


def test_showing_the_same_text_keeps_cursor_and_selection(stage: Stage, row: FieldRow) -> None:
    line = line_of(row)
    row.editor.show_value("Osei-Lindqvist")
    line.setFocus()
    line.setSelection(2, 4)
    row.editor.show_value("Osei-Lindqvist")
    assert line.selectedText() == "ei-L"


def test_a_long_text_is_shown_from_its_beginning(stage: Stage, row: FieldRow) -> None:
    row.editor.show_value("x" * 500)
    assert line_of(row).cursorPosition() == 0


@pytest.mark.parametrize("text", ["\ufeffMSc", "a\ud800b", "x" * 33_000])
def test_a_text_that_the_line_cannot_hold_waits_for_a_word(
    stage: Stage, row: FieldRow, text: str
) -> None:
    row.editor.show_value(text)
    line, button = line_of(row), way_out(row)
    assert line.isReadOnly()
    assert line.accessibleDescription().startswith("Kept as it is")
    assert button.isVisible()
    assert button.accessibleName() == "Edit as plain text"
    button.click()
    assert not line.isReadOnly()
    assert not button.isVisible()
    assert line.accessibleDescription() == ""
    assert QApplication.focusWidget() is line
    assert stage.edits == []
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Backspace)
    assert len(stage.values) == 1
    row.editor.show_value("plain")
    assert not line.isReadOnly()


def test_an_editor_filled_before_it_has_a_row_says_so_too(stage: Stage) -> None:
    editor = LineEditor()
    editor.show_value("\ufeffMSc")
    row = stage.put(editor)
    assert way_out(row).isVisible()

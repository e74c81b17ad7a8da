"""Long text: grows, counts, opens wide, and never alters or freezes on what it is given."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from gui.model.fields import Kind
from gui.views.fields.held import HeldStrip
from gui.views.fields.row import FieldRow
from gui.views.fields.sheet import WideSheet
from gui.views.fields.text import SHOWN_AT_ONCE, TextEditor
from tests.views.fields.conftest import Stage, copy_to_clipboard, press, settle, type_text

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def row(stage: Stage) -> FieldRow:
    return stage.put_kind(Kind.TEXT, "Summary")


@pytest.fixture
def text(row: FieldRow) -> TextEditor:
    assert isinstance(row.editor, TextEditor)
    return row.editor


def lines_shown(text: TextEditor) -> float:
    return text.input.viewport().height() / text.input.fontMetrics().lineSpacing()


def strip_of(text: TextEditor) -> HeldStrip:
    """The words below a text that is held back."""
    strip = text.line_widget()
    assert isinstance(strip, HeldStrip)
    return strip


def sheet_of(stage: Stage) -> WideSheet | None:
    return next((each for each in stage.findChildren(WideSheet) if each.isVisible()), None)


# --- the text -----------------------------------------------------------------------------------


def test_typing_tells_the_whole_text(stage: Stage, text: TextEditor) -> None:
    text.show_value("a\nb")
    text.input.setFocus()
    press(Qt.Key.Key_End, CTRL)
    press(Qt.Key.Key_Return)
    type_text("c")
    assert stage.edits == [("a\nb\n", True), ("a\nb\nc", True)]


def test_windows_line_ends_stay_such(stage: Stage, text: TextEditor) -> None:
    text.show_value("a\r\nb")
    text.input.setFocus()
    press(Qt.Key.Key_End, CTRL)
    press(Qt.Key.Key_Return)
    type_text("c")
    told = stage.values
    assert told[-1] == "a\r\nb\r\nc"
    text.show_value("plain\nagain")
    press(Qt.Key.Key_End, CTRL)
    type_text("!")
    assert stage.values[-1] == "plain\nagain!"


def test_a_paste_is_a_step_of_its_own(stage: Stage, text: TextEditor) -> None:
    copy_to_clipboard("two\nlines")
    text.input.setFocus()
    type_text("x")
    press(Qt.Key.Key_V, CTRL)
    type_text("y")
    assert stage.events == ["typed", "left", "step", "typed"]
    assert stage.values[1] == "xtwo\nlines"


@pytest.mark.parametrize("kept", ["\ufeffmark", "mixed\r\nline\nends", "\u2029", "a\ud800b"])
def test_what_would_be_lost_waits_for_a_word(stage: Stage, text: TextEditor, kept: str) -> None:
    text.show_value(kept)
    assert text.input.isReadOnly()
    text.input.setFocus()
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is strip_of(text).button, "Tab leads to the way out"
    button = strip_of(text).button
    assert (button.isVisible(), button.text()) == (True, "Edit as plain text")
    button.click()
    assert stage.edits == []
    assert QApplication.focusWidget() is text.input
    type_text("x")
    assert len(stage.edits) == 1


def test_html_is_source_and_said_quietly(row: FieldRow, text: TextEditor) -> None:
    text.show_value("<p>Hello <b>there</b></p>")
    assert text.input.toPlainText() == "<p>Hello <b>there</b></p>"
    assert row.message.text() == "Contains HTML, shown as its source"
    text.show_value("plain < 5")
    assert row.message.isHidden()


def test_it_counts(text: TextEditor) -> None:
    text.show_value("one two")
    assert text.count.text() == "7 characters, 2 words"
    text.input.setFocus()
    type_text("x")
    assert text.count.text() == "8 characters, 2 words"


def test_it_grows_from_two_to_fourteen_lines(stage: Stage, text: TextEditor) -> None:
    text.show_value("")
    assert 2 <= lines_shown(text) < 3.5
    text.show_value("line\n" * 7 + "end")
    assert 8 <= lines_shown(text) < 9.5
    text.show_value("line\n" * 60)
    assert 14 <= lines_shown(text) < 15.5
    assert text.input.verticalScrollBar().isVisible()


def test_it_grows_with_wrapped_lines(stage: Stage, text: TextEditor) -> None:
    text.show_value("word " * 200)
    settle()
    assert lines_shown(text) > 8


# --- too much -----------------------------------------------------------------------------------


def test_a_huge_text_is_shown_in_part_and_kept_whole(stage: Stage, text: TextEditor) -> None:
    """A megabyte without a blank took a plain editor 73 s (H43)."""
    start = time.thread_time()  # what others compute meanwhile is not counted
    text.show_value("x" * 1_000_000)
    assert time.thread_time() - start < 2
    assert len(text.input.toPlainText()) == SHOWN_AT_ONCE
    assert text.input.isReadOnly()
    assert "first 20,000 of 1,000,000" in strip_of(text).why.text()
    assert text.count.text().startswith("1,000,000")
    assert stage.edits == []


def test_a_huge_text_can_be_edited_whole_where_that_is_quick(
    stage: Stage, text: TextEditor
) -> None:
    whole = "word " * 10_000
    text.show_value(whole)
    assert strip_of(text).button.text() == "Edit all of it"
    strip_of(text).button.click()
    press(Qt.Key.Key_End, CTRL)
    type_text("x")
    assert stage.values == [whole + "x"]
    text.show_value(whole)
    assert not text.input.isReadOnly(), "undo must not take the text away again"
    text.start_over()
    text.show_value("word2 " * 10_000)
    assert text.input.isReadOnly()


def test_a_huge_text_that_is_not_can_be_cleared(stage: Stage, text: TextEditor) -> None:
    text.show_value("x" * 50_000)
    assert strip_of(text).button.text() == "Clear"
    strip_of(text).button.click()
    assert stage.edits == [("", False)]
    assert not text.input.isReadOnly()


def test_a_huge_paste_is_kept_whole_without_freezing(stage: Stage, text: TextEditor) -> None:
    text.show_value("start end")
    text.input.setFocus()
    cursor = text.input.textCursor()
    cursor.setPosition(6)
    text.input.setTextCursor(cursor)
    copy_to_clipboard("👍" * 300_000)
    press(Qt.Key.Key_V, CTRL)
    assert stage.edits == [("start " + "👍" * 300_000 + "end", False)]
    assert text.input.isReadOnly()


# --- wide ---------------------------------------------------------------------------------------


def test_f4_opens_it_wide_and_editing_goes_on(
    stage: Stage, row: FieldRow, text: TextEditor
) -> None:
    text.show_value("start")
    text.input.setFocus()
    press(Qt.Key.Key_End, CTRL)
    place = row.below.y()
    print("P", place, row.editor.geometry())
    press(Qt.Key.Key_F4)
    sheet = sheet_of(stage)
    assert sheet is not None
    assert sheet.isAncestorOf(text.input)
    settle()  # layouts settle in the next turn of the loop
    assert text.input.width() > 500
    print("Q", row.below.y(), row.editor.geometry())
    assert row.below.y() == place, "nothing moves behind the sheet"
    assert QApplication.focusWidget() is text.input
    type_text("ed")
    assert stage.values == ["starte", "started"]
    press(Qt.Key.Key_Z, CTRL)
    assert stage.undone == 1, "undo must reach the form from the sheet"
    text.show_value("start")
    assert text.input.toPlainText() == "start"
    press(Qt.Key.Key_Escape)
    assert sheet_of(stage) is None
    assert row.isAncestorOf(text.input)
    assert QApplication.focusWidget() is text.input
    type_text("!")
    assert stage.values[-1] in ("start!", "!start")


def test_tab_stays_on_the_sheet(stage: Stage, text: TextEditor) -> None:
    text.input.setFocus()
    press(Qt.Key.Key_F4)
    sheet = sheet_of(stage)
    assert sheet is not None
    seen: set[QWidget | None] = set()
    for _step in range(4):
        press(Qt.Key.Key_Tab)
        seen.add(QApplication.focusWidget())
    assert len(seen) == 2
    assert all(each is not None and sheet.isAncestorOf(each) for each in seen)
    done = next(each for each in sheet.findChildren(QPushButton) if each.text() == "Done")
    done.click()
    assert sheet_of(stage) is None


def test_the_sheet_gives_way_when_the_form_goes_elsewhere(stage: Stage, text: TextEditor) -> None:
    """Undo and errors lead to other fields, which must not stay behind the sheet."""
    text.input.setFocus()
    press(Qt.Key.Key_F4)
    stage.before.setFocus()
    assert sheet_of(stage) is None
    assert QApplication.focusWidget() is stage.before


def test_a_click_beside_the_sheet_closes_it(stage: Stage, text: TextEditor) -> None:
    QTest.mouseClick(text.wide_button, Qt.MouseButton.LeftButton)
    sheet = sheet_of(stage)
    assert sheet is not None
    stage.resize(700, 520)
    assert sheet.size() == stage.size()
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert sheet_of(stage) is None

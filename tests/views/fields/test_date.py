"""Dates: typed in the forms of ux rule 26, read when the person leaves, nothing invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from gui.views.fields.base import FieldTone
from gui.views.fields.calendar import MonthGrid
from gui.views.fields.choice import Choice
from gui.views.fields.date import DateEditor
from gui.views.fields.row import FieldRow
from tests.helpers.widgets import show
from tests.views.fields.conftest import Stage, copy_to_clipboard, press, type_text

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def row(stage: Stage) -> FieldRow:
    return stage.put(DateEditor(clock=lambda: dt.date(2026, 11, 24)), "End date")


@pytest.fixture
def date(row: FieldRow) -> DateEditor:
    assert isinstance(row.editor, DateEditor)
    row.editor.focus_editor()
    return row.editor


@pytest.fixture
def popups() -> Iterator[None]:
    yield
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()


def answers(row: FieldRow) -> list[QPushButton]:
    assert isinstance(row.editor, DateEditor)
    return [each for each in row.editor.choice.findChildren(QPushButton) if each.isVisible()]


def write(date: DateEditor, text: str) -> None:
    """Types over what is there."""
    date.line.setFocus()
    date.line.selectAll()
    type_text(text)


# --- reading ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "stored", "said"),
    [
        ("2011-03", "2011-03-01", "Mar 2011 (day unknown)"),
        ("Mar 2011", "2011-03-01", "Mar 2011 (day unknown)"),
        ("03/2011", "2011-03-01", "Mar 2011 (day unknown)"),
        ("2011", "2011-01-01", "2011 (month unknown)"),
        ("15.3.2011", "2011-03-15", "15 Mar 2011"),
        ("2011-03-15", "2011-03-15", ""),
    ],
)
@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Return], ids=["tab", "enter"])
def test_what_is_typed_is_read_on_leaving_and_on_enter(
    stage: Stage, row: FieldRow, date: DateEditor, key: Qt.Key, typed: str, stored: str, said: str
) -> None:
    type_text(typed)
    press(key)
    assert stage.values == [stored]
    assert date.line.text() == stored
    row.mark("")
    hint = row.below.hint
    assert (hint.text() if hint is not None else "") == said
    assert row.message.text() == "was empty"


def test_nothing_is_said_or_told_in_the_middle_of_a_word(
    stage: Stage, row: FieldRow, date: DateEditor
) -> None:
    for letter in "Mar 20":
        type_text(letter)
        assert not any(date.notes.values())
    assert stage.edits == []
    assert row.message.isHidden()


def test_a_whole_date_is_taken_at_once(stage: Stage, date: DateEditor) -> None:
    """The form's counts follow each key as far as a key makes a date (rule 1)."""
    type_text("2011-03-15")
    assert stage.edits == [("2011-03-15", True)]


def test_a_readable_text_is_taken_after_a_pause_and_left_alone(
    qtbot: QtBot, stage: Stage, date: DateEditor
) -> None:
    type_text("Mar 2011")
    assert stage.edits == []
    qtbot.waitUntil(lambda: stage.edits == [("2011-03-01", True)])
    assert date.line.text() == "Mar 2011"


def test_a_shortcut_finds_the_date_taken(stage: Stage, date: DateEditor) -> None:
    """Ctrl+S leaves the focus where it is."""
    type_text("Mar 2011")
    press(Qt.Key.Key_S, CTRL)
    assert stage.values == ["2011-03-01"]


def test_commit_takes_it_for_whoever_sends(stage: Stage, date: DateEditor) -> None:
    type_text("Mar 2011")
    date.commit()
    assert stage.values == ["2011-03-01"]
    assert stage.events[-1] == "left"


def test_a_month_typed_over_a_date_keeps_the_day(
    stage: Stage, row: FieldRow, date: DateEditor
) -> None:
    date.show_value("2011-03-15")
    write(date, "Apr 2012")
    press(Qt.Key.Key_Tab)
    assert stage.values == ["2012-04-15"]
    assert row.message.text() == "15 Apr 2012"


def test_emptied_is_no_date(stage: Stage, date: DateEditor) -> None:
    date.show_value("2011-03-15")
    date.line.setFocus()
    date.line.selectAll()
    press(Qt.Key.Key_Delete)
    assert stage.edits == [(None, True)]


def test_present_says_so_before_the_date_goes(stage: Stage, date: DateEditor) -> None:
    date.present_typed.connect(lambda: stage.events.append("present"))
    date.show_value("2011-03-15")
    write(date, "present")
    press(Qt.Key.Key_Tab)
    assert stage.values == [None]
    assert stage.events[:2] == ["present", "typed"]


def test_present_is_no_start(stage: Stage, date: DateEditor) -> None:
    date.is_start = True
    date.present_typed.connect(lambda: stage.events.append("present"))
    date.show_value("2011-03-15")
    write(date, "present")
    press(Qt.Key.Key_Tab)
    assert stage.values == []
    assert "present" not in stage.events
    assert date.line.text() == "present"
    assert date.notes[FieldTone.ERROR] == (
        "Until now is for the end date. Enter the start, such as Mar 2011."
    )


# --- odd values ---------------------------------------------------------------------------------


@pytest.mark.parametrize("odd", ["2010", "March 2010", "0000-00-00", "2011-02-30", " 2011-03-01"])
def test_an_odd_value_is_shown_as_it_is_and_typing_it_back_is_it(
    stage: Stage, date: DateEditor, odd: str
) -> None:
    date.set_original(odd)
    date.show_value(odd)
    assert date.line.text() == odd
    write(date, "2012-05-01")
    write(date, odd)
    press(Qt.Key.Key_Tab)
    assert stage.values[-1] == odd
    assert date.line.text() == odd


def test_back_at_an_odd_original_after_leaving(stage: Stage, date: DateEditor) -> None:
    date.set_original("2010")
    date.show_value("2010")
    write(date, "2012-05-01")
    press(Qt.Key.Key_Tab)
    write(date, "2010")
    press(Qt.Key.Key_Tab)
    assert stage.values == ["2012-05-01", "2010"]


# --- no date ------------------------------------------------------------------------------------


def test_no_date_stays_visible_and_is_not_told(
    stage: Stage, row: FieldRow, date: DateEditor
) -> None:
    date.show_value("2011-03-15")
    write(date, "spring 2011")
    press(Qt.Key.Key_Tab)
    assert stage.edits == []
    assert date.line.text() == "spring 2011"
    assert row.message.text() == "Type a date such as 2011-03-05, Mar 2011 or 2011."
    assert row.problem == row.message.text()
    assert date.line.accessibleDescription() == row.message.text().removesuffix(".")
    assert date.line.property("fault") is True
    date.show_value("2011-03-15")
    assert date.line.text() == "spring 2011", "an echo must not take away what was typed"


def test_the_error_goes_with_the_key_that_mends_it(
    stage: Stage, row: FieldRow, date: DateEditor
) -> None:
    type_text("2011-1333")
    press(Qt.Key.Key_Return)
    assert row.problem
    press(Qt.Key.Key_Backspace)
    press(Qt.Key.Key_Backspace)
    assert row.problem, "2011-13 is not mended yet"
    press(Qt.Key.Key_Backspace)
    assert row.problem == "", "2011-1 is a month"
    press(Qt.Key.Key_Return)
    assert stage.values == ["2011-01-01"]


def test_what_was_read_on_the_way_to_no_date_is_not_kept(stage: Stage, date: DateEditor) -> None:
    date.show_value("2010-01-01")
    write(date, "2011-03-15")
    type_text("x")
    press(Qt.Key.Key_Tab)
    assert stage.values == ["2011-03-15", "2010-01-01"]
    assert date.line.text() == "2011-03-15x"


def test_undo_takes_back_a_text_that_is_no_date(stage: Stage, date: DateEditor) -> None:
    """It is not in the draft, so the form's undo would take back something else."""
    date.show_value("2011-03-15")
    write(date, "spring")
    press(Qt.Key.Key_Z, CTRL)
    assert date.line.text() == "2011-03-15"
    assert stage.undone == 0
    press(Qt.Key.Key_Z, CTRL)
    assert stage.undone == 1


def test_undo_after_a_date_is_the_forms(stage: Stage, date: DateEditor) -> None:
    type_text("Mar 2011")
    press(Qt.Key.Key_Z, CTRL)
    assert stage.undone == 1
    assert stage.values == ["2011-03-01"]


def test_escape_takes_back_what_was_typed(stage: Stage, date: DateEditor) -> None:
    date.show_value("2011-03-15")
    write(date, "2012-01-01")
    press(Qt.Key.Key_Escape)
    assert date.line.text() == "2011-03-15"
    assert stage.values == ["2012-01-01", "2011-03-15"]


def test_another_record_starts_without_the_text_of_the_last(
    stage: Stage, row: FieldRow, date: DateEditor
) -> None:
    type_text("spring")
    press(Qt.Key.Key_Tab)
    date.start_over()
    date.show_value(None)
    assert date.line.text() == ""
    assert row.problem == ""


# --- two readings -------------------------------------------------------------------------------


def test_two_readings_are_asked_about_on_the_line_below(
    stage: Stage, row: FieldRow, date: DateEditor
) -> None:
    height = row.height()
    type_text("03/04/2011")
    press(Qt.Key.Key_Tab)
    assert stage.edits == []
    assert [button.text() for button in answers(row)] == ["3 Apr 2011", "4 Mar 2011"]
    assert QApplication.focusWidget() is answers(row)[0]
    assert row.height() == height
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert stage.values == ["2011-03-04"]
    assert date.line.text() == "2011-03-04"
    assert QApplication.focusWidget() is date.line
    assert answers(row) == []
    assert row.message.text() == "4 Mar 2011"


def test_enter_leads_to_the_answers(stage: Stage, row: FieldRow, date: DateEditor) -> None:
    type_text("03/04/2011")
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is answers(row)[0]
    QTest.mouseClick(answers(row)[0], Qt.MouseButton.LeftButton)
    assert stage.values == ["2011-04-03"]


def test_a_second_question_can_be_answered_at_once(stage: Stage) -> None:
    """Its buttons must not wait for the layout before they take the focus."""
    choice = Choice(stage)
    show(stage)
    for answers in (["one", "two"], ["three"]):
        choice.ask("Which one?", [(answer, answer) for answer in answers])
        choice.focus_first()
        focused = QApplication.focusWidget()
        assert isinstance(focused, QPushButton)
        assert focused.text() == answers[0]


def test_typing_on_takes_the_question_away(stage: Stage, row: FieldRow, date: DateEditor) -> None:
    type_text("03/04/2011")
    press(Qt.Key.Key_Return)
    date.line.setFocus()
    date.line.selectAll()
    type_text("2")
    assert answers(row) == []
    assert row.problem == ""


# --- arrows and calendar ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cursor", "up"), [(0, "2012-03-31"), (4, "2012-03-31"), (6, "2011-04-30"), (9, "2011-04-01")]
)
def test_arrows_step_the_part_under_the_cursor(
    stage: Stage, date: DateEditor, cursor: int, up: str
) -> None:
    date.show_value("2011-03-31")
    date.line.setFocus()
    date.line.setCursorPosition(cursor)
    press(Qt.Key.Key_Up)
    assert stage.edits == [(up, True)]
    assert date.line.text() == up


def test_arrows_go_on_with_the_same_part_and_down_goes_back(stage: Stage, date: DateEditor) -> None:
    date.show_value("2011-03-15")
    date.line.setFocus()
    date.line.setCursorPosition(6)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down):
        press(key)
    assert stage.values == ["2011-04-15", "2011-05-15", "2011-04-15"]
    assert date.line.selectedText() == "04"


@pytest.mark.parametrize("text", ["", "2010", "spring"])
def test_arrows_do_nothing_without_a_full_date_to_step(
    stage: Stage, date: DateEditor, text: str
) -> None:
    date.show_value(text)
    date.line.setFocus()
    date.line.setReadOnly(False)
    press(Qt.Key.Key_Up)
    assert stage.values in ([], ["2011-01-01"]), "an odd year steps as the year it is"


@pytest.mark.usefixtures("popups")
def test_the_calendar_is_an_extra(stage: Stage, row: FieldRow, date: DateEditor) -> None:
    date.show_value("2011-03-15")
    date.line.setFocus()
    press(Qt.Key.Key_Down, ALT)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    grid = popup.findChild(MonthGrid)
    assert grid is not None
    assert grid.day == QDate(2011, 3, 15)
    assert grid.accessibleName() == "15 Mar 2011"
    press(Qt.Key.Key_Right)
    assert grid.accessibleName() == "16 Mar 2011"
    press(Qt.Key.Key_Return)
    assert stage.edits == [("2011-03-16", False)]
    assert date.line.text() == "2011-03-16"
    assert QApplication.activePopupWidget() is None


@pytest.mark.usefixtures("popups")
@pytest.mark.parametrize(
    ("key", "modifiers", "day"),
    [
        (Qt.Key.Key_Left, None, (2011, 3, 30)),
        (Qt.Key.Key_Down, None, (2011, 4, 7)),
        (Qt.Key.Key_PageUp, None, (2011, 2, 28)),
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.ShiftModifier, (2012, 3, 31)),
        (Qt.Key.Key_Home, None, (2011, 3, 1)),
    ],
)
def test_the_keys_of_the_calendar(
    date: DateEditor,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier | None,
    day: tuple[int, int, int],
) -> None:
    date.show_value("2011-03-31")
    date.open_calendar()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    grid = popup.findChild(MonthGrid)
    assert grid is not None
    press(key, modifiers or Qt.KeyboardModifier.NoModifier)
    assert grid.day == QDate(*day)


@pytest.mark.usefixtures("popups")
@pytest.mark.parametrize("mirrored", [False, True])
def test_a_click_on_a_day_chooses_it(stage: Stage, date: DateEditor, mirrored: bool) -> None:
    date.show_value("2011-03-15")
    date.open_calendar()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    if mirrored:
        popup.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    grid = popup.findChild(MonthGrid)
    assert grid is not None
    where = grid.rect_of(QDate(2011, 4, 2)).center()
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=where)
    assert stage.values == ["2011-04-02"]


@pytest.mark.usefixtures("popups")
def test_the_calendar_opens_on_a_click_and_closes_on_escape(stage: Stage, date: DateEditor) -> None:
    QTest.mouseClick(date.button, Qt.MouseButton.LeftButton)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    press(Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert stage.edits == []


def test_a_pasted_date_is_a_step_of_its_own(stage: Stage, date: DateEditor) -> None:
    copy_to_clipboard("Mar 2011\n")
    press(Qt.Key.Key_V, CTRL)
    assert stage.edits == [("2011-03-01", False)]

"""Chips: every line of ux rules 27 and 28."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication
from pytestqt.qtbot import QtBot

from gui.model.fields import Kind
from gui.model.values import MISSING
from gui.model.words import split_words
from gui.views.fields.chip_model import find_twin, join_words
from gui.views.fields.chips import ChipEditor
from gui.views.fields.inputs import LineInput
from gui.views.fields.row import FieldRow
from tests.views.fields.conftest import Stage, copy_to_clipboard, press, settle, type_text

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def row(stage: Stage) -> FieldRow:
    return stage.put_kind(Kind.WORDS, "Tags")


@pytest.fixture
def tags(row: FieldRow) -> Iterator[ChipEditor]:
    assert isinstance(row.editor, ChipEditor)
    row.editor.show_value(("planning", "SQL", "excel"))
    row.editor.focus_editor()
    yield row.editor
    popup_of(row.editor).hide()


def popup_of(tags: ChipEditor) -> QAbstractItemView:
    popup = tags.line.suggestions.popup()
    assert popup is not None
    return popup


def current(tags: ChipEditor) -> str:
    """The chip that the keys act on."""
    return str(tags.chips.currentIndex().data())


def on_chip(tags: ChipEditor, word: str) -> None:
    tags.chips.select(tags.words.index(word))


# --- functions ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a", ("a",)),
        (" a , b;c\nd\r\n e ", ("a", "b", "c", "d", "e")),
        (",, ;\n", ()),
        ("supply chain, Power BI", ("supply chain", "Power BI")),
        ("物流，計画、管理", ("物流", "計画", "管理")),
    ],
)
def test_words_of_a_text(text: str, words: tuple[str, ...]) -> None:
    assert split_words(text) == words


def test_twins_are_the_same_but_for_capitals() -> None:
    assert find_twin(("SQL", "straße"), "sql") == 0
    assert find_twin(("SQL", "straße"), "STRASSE") == 1
    assert find_twin(("SQL",), "sql", besides=0) == -1
    assert join_words(("a",), ("A", "b", "B")) == (("a", "b"), (0, 1))


# --- adding -------------------------------------------------------------------------------------


def test_enter_makes_a_chip(stage: Stage, tags: ChipEditor) -> None:
    type_text(" forecasting ")
    press(Qt.Key.Key_Return)
    assert stage.edits == [(("planning", "SQL", "excel", "forecasting"), False)]
    assert tags.line.text() == ""
    assert QApplication.focusWidget() is tags.line


def test_a_comma_makes_a_chip(stage: Stage, tags: ChipEditor) -> None:
    type_text("one,two,")
    assert stage.values[-1] == ("planning", "SQL", "excel", "one", "two")
    assert tags.line.text() == ""


def test_a_paste_of_several_makes_chips_in_one_step(stage: Stage, tags: ChipEditor) -> None:
    copy_to_clipboard("one; two\nthree, SQL\n")
    press(Qt.Key.Key_V, CTRL)
    assert stage.edits == [(("planning", "SQL", "excel", "one", "two", "three"), False)]
    assert tags.line.text() == ""


def test_a_paste_of_one_word_waits_for_enter(stage: Stage, tags: ChipEditor) -> None:
    copy_to_clipboard("one\n")
    press(Qt.Key.Key_V, CTRL)
    assert stage.edits == []
    assert tags.line.text() == "one"


def test_a_twin_blinks_and_is_said_instead_of_added(
    qtbot: QtBot, stage: Stage, row: FieldRow, tags: ChipEditor
) -> None:
    calm = tags.chips.grab().toImage()
    type_text("sql")
    press(Qt.Key.Key_Return)
    assert stage.edits == []
    assert tags.line.text() == ""
    assert row.message.text() == "Already there: SQL"
    assert tags.chips.grab().toImage() != calm
    qtbot.waitUntil(lambda: tags.chips.grab().toImage() == calm)
    type_text("x")
    assert row.message.isHidden()


def test_nothing_and_blanks_are_no_chip(stage: Stage, tags: ChipEditor) -> None:
    press(Qt.Key.Key_Return)
    type_text("  ,")
    press(Qt.Key.Key_Return)
    assert stage.edits == []


def test_a_composition_never_commits(stage: Stage, tags: ChipEditor) -> None:
    QApplication.sendEvent(tags.line, QInputMethodEvent("すし、", []))
    press(Qt.Key.Key_Backspace)
    assert QApplication.focusWidget() is tags.line
    QApplication.sendEvent(tags.line, QInputMethodEvent("", []))
    type_text("a")
    QApplication.sendEvent(tags.line, QInputMethodEvent("すし", []))
    press(Qt.Key.Key_Return)
    assert stage.edits == []
    assert QApplication.focusWidget() is tags.line
    done = QInputMethodEvent("", [])
    done.setCommitString("寿司")
    QApplication.sendEvent(tags.line, done)
    assert stage.edits == []
    press(Qt.Key.Key_Return)
    assert stage.values == [("planning", "SQL", "excel", "a寿司")]


def test_a_word_left_in_the_line_is_mentioned_not_added(
    stage: Stage, row: FieldRow, tags: ChipEditor
) -> None:
    type_text("fore")
    stage.after.setFocus()
    assert stage.edits == []
    assert row.message.text() == "Press Enter to add fore"
    assert tags.line.text() == "fore"
    tags.start_over()
    assert row.message.isHidden()


# --- walking and removing -----------------------------------------------------------------------


def test_backspace_selects_the_last_chip_and_then_removes_it(
    stage: Stage, tags: ChipEditor
) -> None:
    press(Qt.Key.Key_Backspace)
    assert stage.edits == []
    assert (QApplication.focusWidget(), current(tags)) == (tags.chips, "excel")
    press(Qt.Key.Key_Backspace)
    assert stage.edits == [(("planning", "SQL"), False)]
    assert (QApplication.focusWidget(), current(tags)) == (tags.chips, "SQL")


def test_backspace_in_a_text_is_backspace(stage: Stage, tags: ChipEditor) -> None:
    type_text("ab")
    press(Qt.Key.Key_Backspace)
    assert tags.line.text() == "a"
    assert QApplication.focusWidget() is tags.line


def test_arrows_walk_from_the_line_through_the_chips_and_back(tags: ChipEditor) -> None:
    press(Qt.Key.Key_Left)
    seen = [current(tags)]
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home):
        press(key)
        seen.append(current(tags))
    assert seen == ["excel", "SQL", "planning", "SQL", "planning"]
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Right)
    assert QApplication.focusWidget() is tags.line


@pytest.mark.parametrize(
    ("word", "left", "next_one"),
    [
        ("planning", ("SQL", "excel"), "SQL"),
        ("SQL", ("planning", "excel"), "excel"),
        ("excel", ("planning", "SQL"), "SQL"),
    ],
)
def test_delete_removes_and_the_neighbour_has_the_focus(
    stage: Stage, tags: ChipEditor, word: str, left: tuple[str, ...], next_one: str
) -> None:
    on_chip(tags, word)
    press(Qt.Key.Key_Delete)
    assert stage.edits == [(left, False)]
    assert (QApplication.focusWidget(), current(tags)) == (tags.chips, next_one)


def test_after_the_last_chip_the_line_has_the_focus(stage: Stage, tags: ChipEditor) -> None:
    tags.show_value(("one",))
    on_chip(tags, "one")
    press(Qt.Key.Key_Delete)
    assert stage.edits == [((), False)]
    assert QApplication.focusWidget() is tags.line


def test_a_click_on_the_cross_removes(stage: Stage, tags: ChipEditor) -> None:
    rect = tags.chips.visualRect(tags.chips.model().index(1, 0))
    where = tags.chips.cross_rect(rect).center()
    QTest.mouseClick(tags.chips.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert stage.edits == [(("planning", "excel"), False)]


def test_a_click_on_the_word_only_selects(stage: Stage, tags: ChipEditor) -> None:
    rect = tags.chips.visualRect(tags.chips.model().index(1, 0))
    where = rect.topLeft() + QPoint(14, 14)
    QTest.mouseClick(tags.chips.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert stage.edits == []
    assert current(tags) == "SQL"


def test_alt_and_arrows_move_a_chip(stage: Stage, tags: ChipEditor) -> None:
    on_chip(tags, "planning")
    press(Qt.Key.Key_Left, ALT)
    assert stage.edits == []
    press(Qt.Key.Key_Right, ALT)
    assert stage.values == [("SQL", "planning", "excel")]
    assert current(tags) == "planning"


def test_a_letter_on_a_chip_goes_on_in_the_line(stage: Stage, tags: ChipEditor) -> None:
    on_chip(tags, "planning")
    type_text("Po")
    assert tags.line.text() == "Po"
    assert QApplication.focusWidget() is tags.line


def test_copy_takes_the_word(tags: ChipEditor) -> None:
    on_chip(tags, "SQL")
    press(Qt.Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == "SQL"


def test_the_menu_of_a_chip(stage: Stage, tags: ChipEditor) -> None:
    on_chip(tags, "SQL")
    menu = tags.chips.make_menu(1)
    assert [action.text() for action in menu.actions()] == ["Change", "Copy", "Remove"]
    menu.actions()[2].trigger()
    assert stage.values == [("planning", "excel")]
    tags.set_read_only(True)
    enabled = [action.isEnabled() for action in tags.chips.make_menu(0).actions()]
    assert enabled == [False, True, False]


# --- changing in place --------------------------------------------------------------------------


def edit_chip(tags: ChipEditor, word: str, text: str, key: Qt.Key) -> None:
    on_chip(tags, word)
    press(Qt.Key.Key_F2)
    line = QApplication.focusWidget()
    assert isinstance(line, LineInput)
    assert line.text() == word
    type_text(text)
    press(key)
    settle()  # the delegate commits in the next turn of the loop


def test_f2_changes_a_word_in_its_place(stage: Stage, tags: ChipEditor) -> None:
    edit_chip(tags, "SQL", "PostgreSQL ", Qt.Key.Key_Return)
    assert stage.edits == [(("planning", "PostgreSQL", "excel"), False)]
    assert (QApplication.focusWidget(), current(tags)) == (tags.chips, "PostgreSQL")


def test_other_capitals_are_a_change_and_no_twin(stage: Stage, tags: ChipEditor) -> None:
    edit_chip(tags, "SQL", "Sql", Qt.Key.Key_Return)
    assert stage.values == [("planning", "Sql", "excel")]


@pytest.mark.parametrize(
    ("text", "key"),
    [("other", Qt.Key.Key_Escape), ("EXCEL", Qt.Key.Key_Return), ("  ", Qt.Key.Key_Return)],
    ids=["escape", "twin", "blank"],
)
def test_changes_that_come_to_nothing(
    stage: Stage, tags: ChipEditor, text: str, key: Qt.Key
) -> None:
    edit_chip(tags, "SQL", text, key)
    assert stage.edits == []
    assert tags.words == ("planning", "SQL", "excel")


def test_undo_while_changing_a_word_is_the_forms(stage: Stage, tags: ChipEditor) -> None:
    on_chip(tags, "SQL")
    press(Qt.Key.Key_F2)
    type_text("x")
    press(Qt.Key.Key_Z, CTRL)
    assert stage.undone == 1


# --- suggestions --------------------------------------------------------------------------------


def suggestions(tags: ChipEditor) -> list[str]:
    completer = tags.line.suggestions
    if not popup_of(tags).isVisible():
        return []
    model = completer.completionModel()
    return [str(model.index(at, 0).data()) for at in range(model.rowCount())]


def send_key(tags: ChipEditor, key: Qt.Key) -> None:
    """A key as it comes while the list is open: to the list, which passes on what is not its."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(popup_of(tags), event)


def test_known_words_are_suggested_except_those_that_are_there(tags: ChipEditor) -> None:
    tags.set_suggestions(["SQL", "MySQL", "NoSQL", "Python"])
    type_text("sq")
    assert suggestions(tags) == ["MySQL", "NoSQL"]
    type_text("x")
    assert suggestions(tags) == []


def test_down_enters_the_list_and_enter_accepts(stage: Stage, tags: ChipEditor) -> None:
    tags.set_suggestions(["MySQL", "NoSQL"])
    type_text("sq")
    send_key(tags, Qt.Key.Key_Down)
    assert tags.line.text() == "sq", "the text stays the person's until it is accepted"
    send_key(tags, Qt.Key.Key_Down)
    send_key(tags, Qt.Key.Key_Return)
    assert stage.values == [("planning", "SQL", "excel", "NoSQL")]
    assert tags.line.text() == ""
    assert suggestions(tags) == []


def test_enter_without_choosing_takes_what_is_typed(stage: Stage, tags: ChipEditor) -> None:
    tags.set_suggestions(["MySQL"])
    type_text("mysq")
    assert suggestions(tags) == ["MySQL"]
    send_key(tags, Qt.Key.Key_Return)
    assert stage.values == [("planning", "SQL", "excel", "mysq")]
    assert suggestions(tags) == []


def test_escape_closes_the_list_and_then_clears(stage: Stage, tags: ChipEditor) -> None:
    tags.set_suggestions(["MySQL"])
    type_text("my")
    send_key(tags, Qt.Key.Key_Escape)
    assert suggestions(tags) == []
    assert tags.line.text() == "my"
    press(Qt.Key.Key_Escape)
    assert tags.line.text() == ""
    assert stage.edits == []


def test_down_in_an_empty_line_shows_all(tags: ChipEditor) -> None:
    tags.set_suggestions(["Python", "SQL"])
    press(Qt.Key.Key_Down)
    assert suggestions(tags) == ["Python"]


# --- what is seen and heard ---------------------------------------------------------------------


def test_read_as_a_list_of_words(row: FieldRow, tags: ChipEditor) -> None:
    tags.set_original(("planning",))
    listed = QAccessible.queryAccessibleInterface(tags.chips)
    assert listed.role() is QAccessible.Role.List
    assert listed.text(QAccessible.Text.Name) == "Tags"
    items = [listed.child(at) for at in range(listed.childCount())]
    words = {
        item.text(QAccessible.Text.Name): item.text(QAccessible.Text.Description)
        for item in items
        if item.role() is QAccessible.Role.ListItem
    }
    assert words == {"planning": "", "SQL": "added", "excel": "added"}
    assert tags.line.accessibleName() == "Add tag"


def test_an_added_chip_looks_added(tags: ChipEditor) -> None:
    tags.show_value(("same",))
    tags.set_original(("same",))
    before = tags.chips.grab().toImage()
    tags.set_original(())
    assert tags.chips.grab().toImage() != before


def test_removed_words_are_struck_through_below(row: FieldRow, tags: ChipEditor) -> None:
    row.mark("planning, SQL, vba", removed=["vba", "cobol"])
    assert row.message.text() == "removed"
    struck = row.below.struck
    assert struck is not None
    assert struck.text() == "vba, cobol"
    assert struck.font().strikeOut()
    assert tags.chips.accessibleDescription() == "changed, removed vba, cobol"
    row.mark(None)
    assert struck.isHidden()


def test_it_wraps_and_is_as_high_as_it_needs(stage: Stage, tags: ChipEditor) -> None:
    one = tags.chips.height()
    tags.show_value(tuple(f"a longer word {number}" for number in range(30)))
    last = tags.chips.visualRect(tags.chips.model().index(29, 0))
    assert tags.chips.height() > 3 * one
    assert tags.chips.viewport().rect().contains(last)
    assert last.height() >= 24
    stage.resize(900, 480)
    settle()
    assert (
        tags.chips.viewport()
        .rect()
        .contains(tags.chips.visualRect(tags.chips.model().index(29, 0)))
    )


def test_an_empty_set_is_no_tab_stop(stage: Stage, tags: ChipEditor) -> None:
    tags.show_value(())
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is stage.after


def test_a_list_that_was_not_sent_is_not_called_empty(tags: ChipEditor) -> None:
    tags.show_value(())
    assert tags.chips.empty_text.startswith("None yet")
    tags.show_value(MISSING)
    assert "Not known" in tags.chips.empty_text


def test_an_empty_set_says_how_the_first_word_comes_while_one_can(tags: ChipEditor) -> None:
    tags.show_value(())
    assert "press Enter" in tags.chips.empty_text
    tags.set_read_only(True)
    assert tags.chips.empty_text == "None"
    tags.set_read_only(False)
    assert "press Enter" in tags.chips.empty_text


def test_twins_of_the_record_itself_are_kept(stage: Stage, tags: ChipEditor) -> None:
    tags.show_value(("a", "a", "A"))
    assert tags.words == ("a", "a", "A")
    tags.chips.select(0)
    press(Qt.Key.Key_Delete)
    assert stage.values == [("a", "A")]

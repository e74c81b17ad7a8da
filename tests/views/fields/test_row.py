"""What stands around an editor: label, marks, and the line below that always has its place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton

from gui.model.fields import Kind
from gui.views.fields.base import FieldTone
from gui.views.fields.below import LINE_HEIGHT
from gui.views.fields.row import FieldRow
from tests.views.fields.conftest import KINDS, Stage, press, settle


@pytest.fixture
def row(stage: Stage) -> Iterator[FieldRow]:
    yield stage.put_kind(Kind.LINE, "First name")
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()


def described(row: FieldRow) -> str:
    return row.editor.main_widget().accessibleDescription()


def aside(row: FieldRow) -> str:
    """The hint at the far end of the line, as far as it is seen."""
    hint = row.below.hint
    return hint.text() if hint is not None and hint.isVisible() else ""


def test_a_changed_field_says_what_it_was_by_shape_text_and_speech(row: FieldRow) -> None:
    assert not row._bar.isVisible()
    assert not row.revert_button.isVisible()
    row.mark("Jon")
    assert row._bar.isVisible()
    assert row.message.text() == "was Jon"
    assert row.revert_button.isVisible()
    assert row.revert_button.accessibleName() == "Revert First name: was Jon"
    assert described(row) == "changed, was Jon"
    row.mark(None)
    assert not row._bar.isVisible()
    assert not row.message.isVisible()
    assert described(row) == ""


def test_an_empty_original_is_named(row: FieldRow) -> None:
    row.mark("")
    assert row.message.text() == "was empty"
    assert described(row) == "changed, was empty"


def test_a_long_or_odd_original_is_one_safe_line(row: FieldRow) -> None:
    row.mark("<b>one</b>\ntwo\u202e" + "x" * 5000)
    assert row.message.text().startswith("was <b>one</b> two")
    assert "\u202e" not in row.message.text()
    assert len(row.message.text()) <= 310
    assert row.message.textFormat() is Qt.TextFormat.PlainText


def test_the_weightiest_words_are_shown_and_all_are_spoken(row: FieldRow) -> None:
    row.mark("Jon")
    row.say("A hint", FieldTone.HINT)
    assert (row.message.text(), aside(row)) == ("was Jon", "A hint")
    row.say("Look here.", FieldTone.WARNING)
    assert row.message.text() == "Look here."
    assert aside(row) == ""
    row.say("Wrong", FieldTone.ERROR)
    assert row.message.text() == "Wrong"
    row.say("The service refused it", FieldTone.COMPLAINT)
    assert row.message.text() == "The service refused it"
    assert row.problem == "The service refused it"
    assert row.revert_button.isVisible(), "the way back stays in reach"
    assert described(row) == ("changed, was Jon. The service refused it. Wrong. Look here. A hint")
    for tone in (FieldTone.COMPLAINT, FieldTone.ERROR, FieldTone.WARNING, FieldTone.HINT):
        row.say("", tone)
    assert row.message.text() == "was Jon"
    assert row.problem == ""


def test_a_long_original_leaves_the_hint_its_room(row: FieldRow) -> None:
    row.mark("x" * 300)
    row.say("The summary may be cut", FieldTone.HINT)
    QApplication.processEvents()
    hint = row.below.hint
    assert hint is not None
    assert hint.width() >= hint.sizeHint().width()
    assert row.message.width() > 100
    row.say("", FieldTone.HINT)
    QApplication.processEvents()
    assert row.message.width() > row.below.width() * 3 // 4


def test_where_it_is_tight_two_whole_words_are_said_instead_of_three_pieces(
    row: FieldRow,
) -> None:
    row.mark("Darkoh-Ellis")
    row.say("Written in capitals only, as nobody writes a name.", FieldTone.HINT)
    row.propose("Use “Darkoh-Ellis”", "DARKOH-ELLIS becomes Darkoh-Ellis")
    below = row.below
    assert below.fix is not None
    for width in (1200, 330):
        below.setFixedWidth(width)
        QApplication.processEvents()
        assert below.fix.width() >= below.fix.sizeHint().width()
        assert not row.message.is_cut()
        assert bool(aside(row)) is (width == 1200)


def test_an_error_is_marked_on_the_widget(row: FieldRow) -> None:
    main = row.editor.main_widget()
    row.say("Wrong", FieldTone.ERROR)
    assert main.property("fault") is True
    row.say(None, FieldTone.ERROR)
    assert main.property("fault") is False


def test_a_hint_alone_has_the_place(row: FieldRow) -> None:
    row.say("A hint", FieldTone.HINT)
    assert row.message.isVisible()
    assert row.message.text() == "A hint"
    assert aside(row) == ""


@pytest.mark.parametrize("kind", KINDS, ids=[kind.value for kind in KINDS])
def test_nothing_moves_when_words_come_and_go(stage: Stage, kind: Kind) -> None:
    row = stage.put_kind(kind)
    settle()

    def places() -> list[tuple[int, int, int, int]]:
        main = row.editor.main_widget()
        rects = (row.geometry(), row.label.geometry(), row.editor.geometry(), main.geometry())
        return [(rect.x(), rect.y(), rect.width(), rect.height()) for rect in rects]

    before = places()
    row.mark("was this " * 40)
    row.say("A hint " * 20, FieldTone.HINT)
    settle()
    assert places() == before
    row.say("An error " * 20, FieldTone.ERROR)
    settle()
    assert places() == before
    row.say("", FieldTone.ERROR)
    row.mark(None)
    settle()
    assert places() == before


def test_the_way_back_is_a_button(stage: Stage, row: FieldRow) -> None:
    row.mark("Jon")
    row.editor.focus_editor()
    QTest.mouseClick(row.revert_button, Qt.MouseButton.LeftButton)
    assert stage.reverts == 1
    assert QApplication.focusWidget() is row.editor.main_widget()
    assert row.revert_button.height() <= LINE_HEIGHT
    row.set_read_only(True)
    assert not row.revert_button.isVisible()


def test_tab_after_a_change_leads_to_the_next_field(stage: Stage, row: FieldRow) -> None:
    """One key from field to field; the way back has a command of its own."""
    row.editor.focus_editor()
    row.mark("Jon")
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is stage.after


def test_f3_shows_the_whole_original_and_can_bring_it_back(stage: Stage, row: FieldRow) -> None:
    row.editor.focus_editor()
    press(Qt.Key.Key_F3)
    assert QApplication.activePopupWidget() is None, "there is nothing to show yet"
    row.mark("first line\nsecond\u202e line")
    press(Qt.Key.Key_F3)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    view = popup.findChild(QPlainTextEdit)
    assert view is not None
    assert view.toPlainText() == "first line\nsecond‹U+202E› line"
    assert view.isReadOnly()
    assert view.accessibleName() == "First name was"
    press(Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    row.peek()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    copy, revert = popup.findChildren(QPushButton)
    copy.click()
    assert QApplication.clipboard().text() == "first line\nsecond\u202e line"
    row.peek()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.findChildren(QPushButton)[1].click()
    assert stage.reverts == 1
    assert revert.text() == "Revert"


def test_a_huge_original_opens_at_once(row: FieldRow) -> None:
    row.mark("x" * 1_000_000)
    row.peek()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    view = popup.findChild(QPlainTextEdit)
    assert view is not None
    assert len(view.toPlainText()) <= 20_000


def test_a_click_on_the_label_leads_into_the_field(stage: Stage, row: FieldRow) -> None:
    assert row.label.text() == "First name"
    assert row.label.buddy() is row.editor.main_widget()

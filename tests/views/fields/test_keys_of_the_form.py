"""Undo, redo, Tab and the names of things: what every editor owes the form around it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from gui.model.fields import Kind
from gui.views.fields.chips import ChipEditor
from gui.views.fields.inputs import LineInput, TextInput
from gui.views.fields.row import row_of
from tests.views.fields.conftest import KINDS, Stage, press, type_text

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
VALUES: dict[Kind, object] = {
    Kind.FLAG: True,
    Kind.CONSENT: "declined",
    Kind.WORDS: ("planning", "SQL"),
    Kind.NETWORK: "github",
    Kind.DATE: "2011-03-15",
}
TYPED = (Kind.LINE, Kind.EMAIL, Kind.PHONE, Kind.URL, Kind.TEXT)
each_kind = pytest.mark.parametrize("kind", KINDS, ids=[kind.value for kind in KINDS])


@each_kind
def test_undo_and_redo_reach_the_form(stage: Stage, kind: Kind) -> None:
    row = stage.put_kind(kind)
    row.editor.show_value(VALUES.get(kind, "stored"))
    row.editor.focus_editor()
    press(Qt.Key.Key_Z, CTRL)
    press(Qt.Key.Key_Z, CTRL_SHIFT)
    assert (stage.undone, stage.redone) == (1, 1)


@pytest.mark.parametrize("kind", TYPED, ids=[kind.value for kind in TYPED])
def test_undo_while_typing_is_the_forms(stage: Stage, kind: Kind) -> None:
    """The widget's own undo would take back text behind the draft's back."""
    row = stage.put_kind(kind)
    row.editor.focus_editor()
    type_text("abc")
    told = list(stage.edits)
    press(Qt.Key.Key_Z, CTRL)
    assert stage.undone == 1
    stage.undo_action.setEnabled(False)  # nothing to undo: the key must not fall to the widget
    press(Qt.Key.Key_Z, CTRL)
    assert stage.edits == told
    assert stage.undone == 1


@pytest.mark.parametrize("kind", [Kind.LINE, Kind.TEXT], ids=["line", "text"])
def test_context_menu_has_no_undo_of_its_own(stage: Stage, kind: Kind) -> None:
    row = stage.put_kind(kind)
    row.editor.show_value("stored text")
    entry = row.editor.main_widget()
    assert isinstance(entry, LineInput | TextInput)
    entry.setFocus()
    entry.selectAll()
    QApplication.clipboard().setText("pasted")
    menu = entry.make_menu()
    names = [action.objectName() for action in menu.actions() if not action.isSeparator()]
    assert names == ["cut", "copy", "paste", "select_all"]
    assert all(action.isEnabled() for action in menu.actions())
    menu.actions()[2].trigger()
    assert stage.edits == [("pasted", False)]
    row.set_read_only(True)
    enabled = {each.objectName() for each in entry.make_menu().actions() if each.isEnabled()}
    assert not enabled & {"cut", "paste"}


@each_kind
def test_named_by_its_label(stage: Stage, kind: Kind) -> None:
    row = stage.put_kind(kind, "First name")
    main = row.editor.main_widget()
    assert main.accessibleName() == "First name"
    assert row.label.buddy() is main
    assert main.objectName() == "key"
    assert row_of(main) is row
    assert row_of(stage.before) is None


def test_a_mnemonic_is_not_part_of_the_name(stage: Stage) -> None:
    row = stage.put_kind(Kind.LINE, "&Phone")
    assert row.editor.main_widget().accessibleName() == "Phone"
    press(Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    assert QApplication.focusWidget() is row.editor.main_widget()


@each_kind
def test_every_part_is_named_and_big_enough(stage: Stage, kind: Kind) -> None:
    """Whatever takes the focus or a click has a name and 24 by 24 pixels (rule 43)."""
    row = stage.put_kind(kind, "Start date")
    row.editor.show_value(VALUES.get(kind, "stored"))
    row.mark("was this")
    parts = [
        part
        for part in row.findChildren(QWidget)
        if part.isVisible() and part.focusPolicy() is not Qt.FocusPolicy.NoFocus
    ]
    assert parts
    for part in parts:
        if part.objectName().startswith("qt_") or isinstance(part.parent(), QComboBox):
            continue
        named = part.accessibleName() or getattr(part, "text", str)()
        assert named, f"{part!r} has no name"
        assert part.width() >= 24, f"{part!r} is {part.size()}"
        assert part.height() >= 24, f"{part!r} is {part.size()}"
    for entry in row.findChildren(QLineEdit) + row.findChildren(QComboBox):
        assert entry.height() >= 32 or not entry.isVisible()


@each_kind
def test_tab_goes_in_and_out_in_reading_order(stage: Stage, kind: Kind) -> None:
    row = stage.put_kind(kind)
    row.editor.show_value(VALUES.get(kind, "https://example.org"))
    stage.before.setFocus()
    stops = []
    for _step in range(8):
        press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is stage.after:
            break
        assert focused is not None
        assert row.isAncestorOf(focused)
        stops.append(focused)
    else:
        raise AssertionError("Tab does not leave the field")
    most = {Kind.WORDS: 2, Kind.URL: 2}.get(kind, 1)
    assert 1 <= len(stops) <= most
    for _stop in range(len(stops) + 1):
        press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is stage.before


@each_kind
def test_read_only_takes_no_input(stage: Stage, kind: Kind) -> None:
    row = stage.put_kind(kind)
    row.editor.show_value(VALUES.get(kind, "stored"))
    row.set_read_only(True)
    for part in (row.editor.main_widget(), *row.editor.findChildren(QWidget)):
        if not part.isVisible():
            continue
        QTest.mouseClick(part, Qt.MouseButton.LeftButton)
        for key in (Qt.Key.Key_A, Qt.Key.Key_Delete, Qt.Key.Key_Space, Qt.Key.Key_Up):
            QTest.keyClick(part, key)
        if isinstance(part, QLineEdit):
            part.setText("written by assistive technology")
        if isinstance(part, QPlainTextEdit):
            part.setPlainText("written by assistive technology")
    assert stage.edits == []
    if isinstance(row.editor, ChipEditor):
        assert row.editor.words == ("planning", "SQL")


@pytest.mark.parametrize("kind", [Kind.EMAIL, Kind.PHONE, Kind.URL, Kind.DATE])
def test_left_to_right_inside_a_mirrored_window(stage: Stage, kind: Kind) -> None:
    stage.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    row = stage.put_kind(kind)
    assert row.isRightToLeft()
    assert not row.editor.main_widget().isRightToLeft()


def test_names_follow_the_window(stage: Stage) -> None:
    stage.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert stage.put_kind(Kind.LINE).editor.main_widget().isRightToLeft()

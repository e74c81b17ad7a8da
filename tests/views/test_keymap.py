"""Which keys are in force: each command's own, those chosen, never one for two; which may be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from gui import i18n
from gui.views import keymap
from gui.views.actions import Act
from gui.views.key_rules import refusal
from gui.views.theme import Theme
from gui.views.window_actions import Actions

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL, PAD = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.KeypadModifier


@pytest.fixture(autouse=True)
def _own_keys_again() -> Iterator[None]:
    yield
    keymap.choose({})


def _pressed(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers)


# --- in force -----------------------------------------------------------------------------------


def test_without_a_choice_each_command_has_its_own_keys() -> None:
    assert keymap.keys_of(Act.REDO) == ("Ctrl+Shift+Z", "Ctrl+Y")
    assert keymap.key_text(Act.SEND) == "Ctrl+S"
    assert keymap.key_text(Act.ACCOUNTS) == ""


def test_what_was_chosen_goes_before_what_another_command_has_of_itself() -> None:
    keymap.choose({Act.SEND: ["Ctrl+B"]})
    assert keymap.keys_of(Act.SEND) == ("Ctrl+B",)
    assert keymap.keys_of(Act.OPEN_IN_BROWSER) == ()
    assert keymap.keys_of(Act.RELOAD) == ("F5",)


def test_of_two_choices_of_one_key_the_first_command_has_it() -> None:
    keymap.choose({Act.RELOAD: ["Ctrl+E"], Act.SEND: ["Ctrl+E", "Ctrl+G"]})
    assert keymap.keys_of(Act.SEND) == ("Ctrl+E", "Ctrl+G")
    assert keymap.keys_of(Act.RELOAD) == ()


def test_a_dialog_hears_nothing_of_the_window_behind_it() -> None:
    assert keymap.holders("Ctrl+2", Act.ALL_MINE) == []
    assert keymap.holders("Ctrl+2", Act.SEND) == [Act.TAB_EDUCATION]
    assert keymap.holders("2", Act.KEEP_BOTH) == [Act.KEEP_MINE]
    assert keymap.holders("Ctrl+Return", Act.TAKE_PARTS) == []


def test_parts_that_hear_the_same_key_do_not_meet_but_the_window_meets_all() -> None:
    assert keymap.holders("Del", Act.EDIT_WORD) == []
    assert keymap.holders("Ctrl+D", Act.SEND) == [Act.DUPLICATE_ENTRY]
    assert keymap.holders("ctrl+shift+p", Act.SEND) == [Act.SHOW_REQUEST], "however it is written"


def test_actions_and_tips_show_the_keys_that_are_in_force(theme: Theme) -> None:
    window = QWidget()
    acts = Actions(window)
    keymap.choose({Act.SEND: ["Ctrl+Shift+X"], Act.RELOAD: []})
    acts.show_shortcuts()
    assert acts[Act.SEND].shortcut() == QKeySequence("Ctrl+Shift+X")
    assert "Send (Ctrl+Shift+X)" in acts[Act.SEND].toolTip()
    assert acts[Act.RELOAD].shortcuts() == []
    assert "(" not in acts[Act.RELOAD].toolTip()
    window.deleteLater()


# --- heard --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("event", "act"),
    [
        (_pressed(Qt.Key.Key_2), Act.KEEP_MINE),
        (_pressed(Qt.Key.Key_2, SHIFT), Act.KEEP_MINE),  # a keyboard with digits under Shift
        (_pressed(Qt.Key.Key_2, PAD), Act.KEEP_MINE),
        (_pressed(Qt.Key.Key_E, SHIFT), Act.EDIT_KEPT),
        (_pressed(Qt.Key.Key_Slash, SHIFT), Act.RESUME_SEARCH),
        (_pressed(Qt.Key.Key_Plus, CTRL | SHIFT), Act.ZOOM_IN),
        (_pressed(Qt.Key.Key_Equal, CTRL), Act.ZOOM_IN),
        (_pressed(Qt.Key.Key_0, CTRL | PAD), Act.FIT_WIDTH),
    ],
)
def test_a_key_is_heard_however_a_keyboard_has_it(event: QKeyEvent, act: Act) -> None:
    assert keymap.means(event, act)


@pytest.mark.parametrize(
    ("event", "act"),
    [
        (_pressed(Qt.Key.Key_2, CTRL), Act.KEEP_MINE),
        (_pressed(Qt.Key.Key_E, CTRL), Act.EDIT_KEPT),
        (_pressed(Qt.Key.Key_D, CTRL | SHIFT), Act.DUPLICATE_ENTRY),
        (_pressed(Qt.Key.Key_F3, SHIFT), Act.EDIT_WIDE),
    ],
)
def test_another_key_is_not_heard(event: QKeyEvent, act: Act) -> None:
    assert not keymap.means(event, act)


def test_what_is_heard_follows_what_is_chosen() -> None:
    assert keymap.means(_pressed(Qt.Key.Key_E), Act.EDIT_KEPT)
    keymap.choose({Act.EDIT_KEPT: ["B"]})
    assert not keymap.means(_pressed(Qt.Key.Key_E), Act.EDIT_KEPT)
    assert keymap.means(_pressed(Qt.Key.Key_B), Act.EDIT_KEPT)


@pytest.mark.parametrize("language", i18n.available())
def test_letters_of_verbs_are_those_of_the_language_and_the_english_ones_work_too(
    language: str,
) -> None:
    try:
        i18n.install(language)
        letters = [keymap.own_keys(act)[0] for act in (Act.EDIT_KEPT, Act.NEXT_COLLISION)]
        assert len(set(letters)) == 2
        assert all(len(letter) == 1 and letter.isalpha() for letter in letters)
        assert "E" in keymap.own_keys(Act.EDIT_KEPT)
        for act in (Act.EDIT_KEPT, Act.NEXT_COLLISION):
            for keys in keymap.own_keys(act):
                assert keymap.holders(keys, act) == []
    finally:
        i18n.install("en")


# --- what may be a key --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "act", "why"),
    [
        ("Return", Act.SEND, "moves and chooses"),
        ("Shift+Tab", Act.SEND, "moves and chooses"),
        ("Down", Act.KEEP_MINE, "moves and chooses"),
        ("Esc", Act.SEND, "moves and chooses"),
        ("X", Act.SEND, "types text"),
        ("Shift+7", Act.SEND, "types text"),
        ("Ctrl+C", Act.SEND, "edits text"),
        ("Ctrl+V", Act.SEND, "edits text"),
        ("Ctrl+X", Act.SEND, "edits text"),
        ("Ctrl+A", Act.SEND, "edits text"),
        ("Ctrl+Left", Act.SEND, "edits text"),
        ("Ctrl+Backspace", Act.SEND, "edits text"),
        ("Alt+F", Act.SEND, "opens a menu"),
        ("Ctrl+Alt+Q", Act.SEND, "types a character"),
        ("Meta+E", Act.SEND, "needed by the system"),
        ("Alt+F4", Act.SEND, "needed by the system"),
        ("", Act.SEND, "no key"),
        ("Nonsense", Act.SEND, "no key"),
        ("Ctrl+K, Ctrl+S", Act.SEND, "no key"),
    ],
)
def test_keys_that_fields_and_the_system_need_are_refused_with_a_reason(
    qapp: object, keys: str, act: Act, why: str
) -> None:
    assert why in refusal(keys, act)


@pytest.mark.parametrize(
    ("keys", "act"),
    [
        ("Ctrl+E", Act.SEND),
        ("Ctrl+Return", Act.REVIEW),
        ("Alt+1", Act.TAB_PROFILE),
        ("F2", Act.SEND),
        ("X", Act.KEEP_MINE),
        ("?", Act.RESUME_SEARCH),
        ("Del", Act.REMOVE_ENTRY),
        ("Ctrl+Z", Act.SEND),  # it has a holder, which is another matter
    ],
)
def test_other_keys_may_be_had(qapp: object, keys: str, act: Act) -> None:
    assert refusal(keys, act) == ""

"""The list of keys in the whole program: found, changed, taken over, refused, kept, shown."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPushButton

from gui.views import keymap
from gui.views.actions import Act
from gui.views.dialogs.keys import KeysDialog
from gui.views.line_list import LineList
from gui.views.text import Label
from tests.helpers.harness import ExpectLog
from tests.helpers.program import Hands, running
from tests.helpers.wait import until

AMARA = "1de04059"


@pytest.fixture(autouse=True)
def _own_keys_again() -> Iterator[None]:
    yield
    keymap.choose({})


async def _open(hands: Hands) -> KeysDialog:
    hands.press("F1", hands.window)
    dialog = await hands.dialog()
    assert isinstance(dialog, KeysDialog)
    return dialog


async def _close(hands: Hands, dialog: KeysDialog) -> None:
    hands.press("Esc")
    await until(lambda: not _is_open())
    hands.window.activateWindow()  # as a desktop does; there is none here
    await until(hands.window.isActiveWindow)


def _is_open() -> bool:
    return any(
        isinstance(one, KeysDialog) and one.isVisible() for one in QApplication.topLevelWidgets()
    )


def _lines(dialog: KeysDialog) -> list[str]:
    """What a screen reader reads of the list."""
    model = dialog.list.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]


def _current(dialog: KeysDialog) -> str:
    return str(dialog.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))


def _said(dialog: KeysDialog) -> str:
    label = dialog.findChild(Label, "said")
    assert label is not None
    return label.text()


def _find(hands: Hands, dialog: KeysDialog, text: str) -> None:
    """Looks for a command by keys alone, and stands on it."""
    line = hands.named("Find a command or a key", QLineEdit, dialog)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    hands.press("Down")
    assert isinstance(hands.focus, LineList)


async def _kept(folder: Path, keys: dict[str, list[str]]) -> None:
    """Waits until these keys stand in the settings on the disk."""

    def found() -> object:
        return json.loads((folder / "settings.json").read_text()).get("keys")

    await until(lambda: found() == keys, what=f"{keys} instead of {found()}")


async def test_the_list_names_every_key_and_is_searched_by_names_and_keys(
    qapp: object, tmp_path: Path
) -> None:
    async with running(tmp_path) as hands:
        dialog = await _open(hands)
        lines = _lines(dialog)
        assert {
            *("Send, Ctrl+S", "Revert field, Shift+F3", "Redo, Ctrl+Shift+Z, Ctrl+Y"),
            *("Edit a long text wide, F4", "In tags and skills", "Duplicate, Ctrl+D"),
            *("When somebody else changed the same", "Keep both, 3"),
            *("Copy, cut, paste, Ctrl+C, Ctrl+X, Ctrl+V", "Accounts", "Go to the place, Return"),
        } <= set(lines)
        _find(hands, dialog, "shift+f8")
        assert _lines(dialog) == ["Edit", "Previous doubtful field, Shift+F8"]
        _find(hands, dialog, "word back")
        assert _lines(dialog) == ["In tags and skills", "Move the word back, Alt+Left"]
        _find(hands, dialog, "no such thing")
        assert _lines(dialog) == []
        assert "No command or key is called so." in _words(dialog)
        await _close(hands, dialog)


def _words(dialog: KeysDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(Label) if label.isVisible()]


async def test_a_new_key_holds_at_once_is_shown_everywhere_and_kept(
    qapp: object, tmp_path: Path
) -> None:
    async with running(tmp_path) as hands:
        await hands.open(AMARA)
        dialog = await _open(hands)
        _find(hands, dialog, "send")
        hands.press("Down")  # below "Keep for later, or send"
        assert _current(dialog) == "Send, Ctrl+S"
        hands.press("Return")
        assert "Press the new key for “Send”" in _said(dialog)
        hands.press("Ctrl+E")
        assert _said(dialog) == "“Send” has the key Ctrl+E now."
        assert _current(dialog) == "Send, changed, Ctrl+E"
        assert isinstance(hands.focus, LineList)
        await _kept(tmp_path, {"send": ["Ctrl+E"]})
        await _close(hands, dialog)

        assert "(Ctrl+E)" in hands.window.acts[Act.SEND].toolTip()
        button = hands.named("Send", QPushButton)
        assert "(Ctrl+E)" in button.toolTip()
        hands.type_into("Headline", "By another key")
        hands.press("Ctrl+S")
        await asyncio.sleep(0.05)
        assert not hands.session.is_sending, "the old key still sends"
        hands.press("Ctrl+E")
        await hands.sent()
        assert hands.record(AMARA)["headline"] == "By another key"

    async with running(tmp_path) as hands:
        assert hands.window.acts[Act.SEND].shortcut().toString() == "Ctrl+E"
        assert "(Ctrl+E)" in hands.named("Send", QPushButton).toolTip()


async def test_a_key_of_another_command_is_named_and_taken_over_only_when_wanted(
    qapp: object, tmp_path: Path
) -> None:
    async with running(tmp_path) as hands:
        dialog = await _open(hands)
        _find(hands, dialog, "reload")
        hands.press("Return")
        hands.press("Ctrl+B")
        assert _said(dialog) == "Ctrl+B is the key of “Open in browser”. Take it from there?"
        assert keymap.keys_of(Act.RELOAD) == ("F5",), "it was taken before anybody agreed"
        hands.press("Esc")
        assert _said(dialog) == ""
        assert dialog.isVisible(), "Esc only said no"
        assert keymap.keys_of(Act.OPEN_IN_BROWSER) == ("Ctrl+B",)

        hands.press("Return")
        hands.press("Ctrl+B")
        assert isinstance(hands.focus, QAbstractButton)
        hands.press("Return")
        assert _said(dialog) == "“Reload” has the key Ctrl+B now."
        _find(hands, dialog, "open in browser")
        assert _current(dialog) == "Open in browser, changed"
        await _kept(tmp_path, {"open_in_browser": [], "reload": ["Ctrl+B"]})

        # Its own key again is taken back from whoever has it.
        hands.click("Reset", QPushButton, dialog)
        assert _current(dialog) == "Open in browser, Ctrl+B"
        _find(hands, dialog, "reload")
        assert _current(dialog) == "Reload, changed"
        hands.click("Reset all", QPushButton, dialog)
        assert _current(dialog) == "Reload, F5"
        await _kept(tmp_path, {})
        hands.click("Undo", QPushButton, dialog)
        assert _current(dialog) == "Reload, changed"
        hands.click("Reset all", QPushButton, dialog)
        await _close(hands, dialog)


async def test_a_key_that_fields_need_is_refused_and_another_can_be_pressed(
    qapp: object, tmp_path: Path
) -> None:
    async with running(tmp_path) as hands:
        dialog = await _open(hands)
        _find(hands, dialog, "reload")
        hands.press("Return")
        hands.press("Ctrl+C")
        assert _said(dialog) == "Ctrl+C edits text in every field, so it stays as it is."
        hands.press("Return")
        assert "moves and chooses" in _said(dialog)
        hands.press("x")
        assert _said(dialog) == "X types text. Take it together with Ctrl."
        hands.press("Esc")
        assert _said(dialog) == ""
        assert dialog.isVisible(), "Esc only ended the waiting for a key"
        assert isinstance(hands.focus, LineList)
        assert keymap.keys_of(Act.RELOAD) == ("F5",)
        await _close(hands, dialog)


async def test_tab_leads_out_of_the_waiting_for_a_key(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path) as hands:
        dialog = await _open(hands)
        _find(hands, dialog, "reload")
        hands.press("Return")
        hands.press("Tab")
        assert isinstance(hands.focus, LineList)
        await _close(hands, dialog)


async def test_a_key_can_be_removed_and_that_undone(qapp: object, tmp_path: Path) -> None:
    async with running(tmp_path) as hands:
        dialog = await _open(hands)
        _find(hands, dialog, "reload")
        hands.click("Remove key", QPushButton, dialog)
        assert _said(dialog) == "“Reload” has no key now."
        assert hands.window.acts[Act.RELOAD].shortcuts() == []
        hands.click("Undo", QPushButton, dialog)
        assert _said(dialog) == "The keys are as they were."
        assert hands.window.acts[Act.RELOAD].shortcut().toString() == "F5"
        await _close(hands, dialog)


async def test_a_key_that_is_always_the_same_cannot_be_changed(
    qapp: object, tmp_path: Path
) -> None:
    async with running(tmp_path) as hands:
        dialog = await _open(hands)
        _find(hands, dialog, "calendar of a date")
        assert not hands.named("Change key…", QPushButton, dialog).isEnabled()
        hands.press("Return")
        assert _said(dialog) == ""
        await _close(hands, dialog)


# --- what the settings hold ---------------------------------------------------------------------


async def test_what_another_version_wrote_stays_in_the_settings(
    qapp: object, tmp_path: Path
) -> None:
    kept = {"of_another_version": ["Ctrl+E"], "reload": ["Ctrl+E"]}
    (tmp_path / "settings.json").write_text(json.dumps({"keys": kept}))
    async with running(tmp_path) as hands:
        assert keymap.keys_of(Act.RELOAD) == ("Ctrl+E",)
        hands.program.keys.reset(Act.RELOAD)
        await _kept(tmp_path, {"of_another_version": ["Ctrl+E"]})


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ("Ctrl+S", "The keys in the settings could not be read, so each command has its own."),
        ({"send": "Ctrl+E"}, "The settings hold no usable keys for: Send. These have their own."),
        ({"send": [5]}, "The settings hold no usable keys for: Send. These have their own."),
        (
            {"send": ["Return"], "reload": ["Nonsense"], "find": ["Ctrl+E"]},
            "The settings hold no usable keys for: Send, Reload. These have their own.",
        ),
    ],
)
async def test_damaged_keys_are_told_and_every_command_has_one(
    qapp: object, tmp_path: Path, kept: object, told: str, expect_log: ExpectLog
) -> None:
    (tmp_path / "settings.json").write_text(json.dumps({"keys": kept}))
    logged = "not an object" if isinstance(kept, str) else "cannot be read"
    with expect_log(logged):
        running_now = running(tmp_path)
        hands = await running_now.__aenter__()
    try:
        assert told in [notice.text for notice in hands.program.notices.history]
        assert keymap.keys_of(Act.SEND) == ("Ctrl+S",)
        assert keymap.keys_of(Act.RELOAD) == ("F5",)
        if isinstance(kept, dict) and "find" in kept:
            assert keymap.keys_of(Act.FIND) == ("Ctrl+E",), "one damaged costs the others nothing"
    finally:
        await running_now.__aexit__(None, None, None)

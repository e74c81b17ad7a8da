"""M10 and M11 in every view of the program with real content: what a screen reader is told, and
whether what is written can be read in every look. One walk for both: it takes seconds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtWidgets import QMainWindow

from gui.views.dialogs.message import Message
from gui.views.panels.status import StatusLine
from gui.views.roles import HIGH_DARK, LIGHT, TEXT
from gui.views.theme import Theme
from tests.helpers.accessible import called, faults, mute_buttons, nameless
from tests.helpers.contrast import ALL, contrasts, dressed
from tests.helpers.gallery import View, tour, unseen
from tests.helpers.measures import Measure
from tests.helpers.program import running
from tests.helpers.widgets import shown

pytestmark = pytest.mark.usefixtures("qapp")

PASSING: Final = {
    "gui.views.panels.resume_viewer._Loading": "until a first page is drawn; takes no focus",
    "gui.views.panels.resume_drop.DropMark": "while a button is held; takes no focus",
}
"""What no scene shows, and why it needs none."""


async def test_every_view_is_told_to_assistive_technology_and_can_be_read(
    tmp_path: Path, measure: Measure
) -> None:
    unnamed: list[str] = []
    mute: list[str] = []
    wrong: list[str] = []
    shown: set[type] = set()
    read: dict[str, float] = {}
    views = 0
    async with running(tmp_path / "profile") as hands:
        async for view in tour(hands, tmp_path):
            views += 1
            shown.update(type(widget) for widget in view.widgets)
            unnamed += [f"{view.name}: {called(each)}" for each in nameless(view)]
            mute += [f"{view.name}: {called(each)}" for each in mute_buttons(view)]
            wrong += faults(view)
            read |= contrast_of(view)
    measure("M10", f"focusable widgets without a name, {views} views", len(unnamed), "0")
    measure("M10", f"icon buttons without text, {views} views", len(mute), "0")
    measure("M10", f"roles, states, texts that are wrong, {views} views", len(wrong), "0")
    weakest = min(read.values())
    measure("M11", f"least contrast of {len(read)} texts, all views", f"{weakest:.2f}", "≥ 4.5")
    assert unnamed == []
    assert mute == []
    assert wrong == []
    assert {text: found for text, found in read.items() if found < TEXT} == {}
    assert len(read) > 2000
    left_out = unseen(shown) - PASSING.keys()
    assert not left_out, f"no scene shows {sorted(left_out)}: see tests/helpers/gallery.py"


def contrast_of(view: View) -> dict[str, float]:
    """The contrast of each text that is seen: of a dialog in every look, of a page of the window,
    which other tests dress in all of them, as it is."""
    found = {f"{view.name}: {text}": value for text, value in contrasts(view.root)}
    if view.root.isWindow() and not isinstance(view.root, QMainWindow):
        for name, roles in list(ALL.items())[1:]:
            with dressed(view.root, roles):
                found |= {
                    f"{view.name}, {name}: {text}": value for text, value in contrasts(view.root)
                }
    return found


async def test_a_text_that_cannot_be_read_is_found(theme: Theme) -> None:
    dialog = Message("Send 3 changes?", "Nothing else is sent.", None)
    await shown(dialog)
    with dressed(dialog, HIGH_DARK):
        assert min(value for _text, value in contrasts(dialog)) >= TEXT
    with dressed(dialog, replace(LIGHT, text="#9aa0ac")):
        faint = {text for text, value in contrasts(dialog) if value < TEXT}
    assert {"Label 'Send 3 changes?'", "Button 'Cancel'"} <= faint
    dialog.close()


async def test_a_text_of_this_very_turn_is_looked_at_in_its_room(theme: Theme) -> None:
    line = StatusLine()
    line.resize(800, 30)
    await shown(line)
    line.show_budget(995, 999)
    assert min(value for _text, value in contrasts(line)) >= TEXT
    line.close()

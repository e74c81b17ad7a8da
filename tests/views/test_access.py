"""M10: what a screen reader is told, in every view of the program with real content."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.helpers.accessible import called, faults, mute_buttons, nameless
from tests.helpers.gallery import tour, unseen
from tests.helpers.measures import Measure
from tests.helpers.program import running

pytestmark = [pytest.mark.usefixtures("qapp"), pytest.mark.xdist_group("program")]

PASSING: Final = {
    "gui.views.panels.resume_viewer._Loading": "until a first page is drawn; takes no focus",
    "gui.views.panels.resume_drop.DropMark": "while a button is held; takes no focus",
}
"""What no scene shows, and why it needs none."""


async def test_everything_is_told_to_assistive_technology(tmp_path: Path, measure: Measure) -> None:
    unnamed: list[str] = []
    mute: list[str] = []
    wrong: list[str] = []
    shown: set[type] = set()
    views = 0
    async with running(tmp_path / "profile") as hands:
        async for view in tour(hands, tmp_path):
            views += 1
            shown.update(type(widget) for widget in view.widgets)
            unnamed += [f"{view.name}: {called(each)}" for each in nameless(view)]
            mute += [f"{view.name}: {called(each)}" for each in mute_buttons(view)]
            wrong += faults(view)
    measure("M10", f"focusable widgets without a name, {views} views", len(unnamed), "0")
    measure("M10", f"icon buttons without text, {views} views", len(mute), "0")
    measure("M10", f"roles, states, texts that are wrong, {views} views", len(wrong), "0")
    assert unnamed == []
    assert mute == []
    assert wrong == []
    left_out = unseen(shown) - PASSING.keys()
    assert not left_out, f"no scene shows {sorted(left_out)}: see tests/helpers/gallery.py"

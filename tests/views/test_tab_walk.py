"""M9: every view walked through with Tab: nothing left out, in reading order, no trap."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.helpers.gallery import tour
from tests.helpers.measures import Measure
from tests.helpers.program import running
from tests.helpers.walking import walk


@pytest.fixture(params=["left to right", "right to left"])
def direction(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    """How the program's windows are read."""
    before = qapp.layoutDirection()
    is_mirrored = request.param == "right to left"
    qapp.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if is_mirrored else Qt.LayoutDirection.LeftToRight
    )
    yield str(request.param)
    qapp.setLayoutDirection(before)


async def test_tab_leads_through_every_view(
    direction: str, tmp_path: Path, measure: Measure
) -> None:
    faults: list[str] = []
    views = stops = 0
    async with running(tmp_path / "profile") as hands:
        async for view in tour(hands, tmp_path):
            # Back is the same way round, whichever way the window is read.
            way = walk(view, back=direction == "left to right")
            views, stops = views + 1, stops + len(way.stops)
            faults += way.faults
    measure("M9", f"faults, {stops} stops in {views} views, {direction}", len(faults), "0")
    assert faults == []

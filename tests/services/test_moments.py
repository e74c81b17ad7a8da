"""How moments are spoken of."""

from __future__ import annotations

import datetime as dt

import pytest

from gui.services.moments import spoken

NOW = dt.datetime(2026, 11, 24, 14, 2, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (NOW, "14:02"),
        (NOW.replace(hour=0, minute=5), "00:05"),
        (NOW - dt.timedelta(days=1), "Monday 14:02"),
        (NOW - dt.timedelta(days=6), "Wednesday 14:02"),
        (NOW - dt.timedelta(days=7), "17 Nov 2026, 14:02"),
        (NOW + dt.timedelta(days=1), "25 Nov 2026, 14:02"),
    ],
)
def test_spoken(moment: dt.datetime, text: str) -> None:
    assert spoken(moment, NOW) == text

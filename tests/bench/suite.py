"""Row 14: how long the last whole `make test` took; `make test` leaves the number behind."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final

from tests.bench.rows import Row

FILE: Final = Path(__file__).parents[2] / "build" / "test-seconds"
GOAL_MINUTES: Final = 6.0


def measure(*, quick: bool) -> list[Row]:
    del quick
    goal = f"≤ {GOAL_MINUTES:.0f} min"
    if not FILE.exists():
        return [Row("14", "time of make test", "not run here yet", goal=goal)]
    minutes = int(FILE.read_text().strip()) / 60
    day = dt.datetime.fromtimestamp(FILE.stat().st_mtime, dt.UTC).date()
    return [
        Row("14", f"time of make test ({day})", f"{minutes:.1f} min", goal=goal,
            good=minutes <= GOAL_MINUTES)
    ]  # fmt: skip

"""What time it is for the sandbox, and the forms in which the service writes and reads times.

Real time by default; a test lets it stand still and moves it by hand. Time zones are not known
here: everything is UTC (API §1).
"""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime


class Clock:
    """Unix seconds, UTC.

    `Clock()` follows the machine. `Clock(start)` stands still at that moment until somebody calls
    `advance`, which also works on a running one (it then runs ahead by so much).
    """

    def __init__(self, start: float | None = None) -> None:
        self._start = start
        self._ahead = 0.0

    def now(self) -> float:
        """The present moment in Unix seconds."""
        return (time.time() if self._start is None else self._start) + self._ahead

    def advance(self, seconds: float) -> None:
        """Moves the clock; backwards too, to show what a wrong clock does."""
        self._ahead += seconds


def stamp(moment: float) -> str:
    """Whole seconds, as in `created_at` and `updated_at`: ``2026-03-04T09:15:00Z`` (API §1)."""
    return datetime.fromtimestamp(int(moment), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def fine_stamp(moment: float) -> str:
    """With milliseconds, as in `disqualified_at` and in activities (API §1)."""
    at = datetime.fromtimestamp(moment, UTC)
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


_UNIX = re.compile(r"\d{9,11}(\.\d+)?")


def moment(text: str) -> float | None:
    """Unix seconds of a time in a query: ISO 8601, basic or extended, or Unix seconds (API §8.1).

    A time without a zone is UTC. None for anything else.
    """
    if _UNIX.fullmatch(text):
        return float(text)
    try:
        # A plus sign that was not escaped arrives as a blank.
        at = datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()

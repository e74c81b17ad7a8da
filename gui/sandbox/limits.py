"""The rate limit: so many requests of one token in 10 seconds, and the three headers (API §10)."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

WINDOW: Final = 10
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a token stands after a request: whether it was let through, what the headers say."""

    allowed: bool
    limit: int
    remaining: int
    reset: int

    def headers(self) -> dict[str, str]:
        """The three headers; the reset time in Unix seconds."""
        return {
            "X-Rate-Limit-Limit": str(self.limit),
            "X-Rate-Limit-Remaining": str(self.remaining),
            "X-Rate-Limit-Reset": str(self.reset),
        }


class RateLimits:
    """Counts per token, in whole seconds, so that waiting until the reset time is always enough."""

    def __init__(self) -> None:
        self._spent: dict[str, deque[int]] = {}

    def spend(self, token: str, limit: int, now: float, *, counting: bool = True) -> Standing:
        """One request of `token`. Not `counting`: let through, as if it were the only one.

        A refused request costs nothing.
        """
        second = int(now)
        reset = second + WINDOW
        if not counting:
            return Standing(True, limit, limit - 1, reset)
        spent = self._spent.setdefault(token, deque())
        while spent and spent[0] <= second - WINDOW:
            spent.popleft()
        if len(spent) >= limit:
            return Standing(False, limit, 0, reset)
        spent.append(second)
        return Standing(True, limit, limit - len(spent), reset)

    def exhausted(self, limit: int, now: float) -> Standing:
        """As if everything had just been used up by others."""
        return Standing(False, limit, 0, int(now) + WINDOW)

    def forget(self) -> None:
        """Everybody starts afresh."""
        self._spent.clear()

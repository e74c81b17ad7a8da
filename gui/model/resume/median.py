"""The middle of some numbers: the standard library's brings exact fractions along for it."""

from __future__ import annotations

from collections.abc import Iterable


def median(numbers: Iterable[float]) -> float:
    """The one in the middle, or what lies between the two there; ValueError for none."""
    ordered = sorted(numbers)
    if not ordered:
        raise ValueError("no median of nothing")
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2

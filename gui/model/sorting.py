"""Sorting long lists in small steps, so that whoever sorts can do something else in between."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Generator
from typing import Final

STEP: Final = 12_000
"""Positions that one step sorts or joins at most: 2 ms here, and five times that on a slow
computer is no stall yet."""

_RUN: Final = 4_000

Key = Callable[[int], bytes]


def text_key(text: str) -> bytes:
    """By which texts are put in order: without case, and with letters under their marks where
    those without stand."""
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in parts if not unicodedata.combining(char))
    return " ".join(text.casefold().split()).encode("utf-8", "surrogatepass")


def sorted_in_steps(count: int, key: Key) -> Generator[None, None, list[int]]:
    """The positions below `count` in the order of their keys, equal ones as they stand.

    Each step of the generator does a small part; the list is its return value.
    """
    runs: list[list[int]] = []
    for start in range(0, count, _RUN):
        runs.append(sorted(range(start, min(start + _RUN, count)), key=key))
        yield
    while len(runs) > 1:
        joined: list[list[int]] = []
        for at in range(0, len(runs) - 1, 2):
            whole: list[int] = []
            yield from _joined(runs[at], runs[at + 1], key, whole)
            joined.append(whole)
        runs = joined + runs[len(runs) - len(runs) % 2 :]
    return runs[0] if runs else []


def _joined(
    first: list[int], second: list[int], key: Key, into: list[int]
) -> Generator[None, None, None]:
    """Adds both to `into`, in order; of equal ones those of `first` come first."""
    if len(first) + len(second) <= STEP:
        # Two runs in order: sorting is merging here.
        into += sorted(first + second, key=key)
        yield
        return
    if len(first) >= len(second):
        middle = len(first) // 2
        other = bisect_left(second, key(first[middle]), key=key)
        yield from _joined(first[:middle], second[:other], key, into)
        yield from _joined(first[middle:], second[other:], key, into)
    else:
        middle = len(second) // 2
        other = bisect_right(first, key(second[middle]), key=key)
        yield from _joined(first[:other], second[:middle], key, into)
        yield from _joined(first[other:], second[middle:], key, into)

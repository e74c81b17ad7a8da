"""Which entry of a record is which entry of the resume, however wrongly it was read.

Records to be corrected have titles in the place of employers, dates turned round, two jobs in one.
An entry is known again by what agrees, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from gui.model.dates import Understood
from gui.model.resume.entries import FoundEntry
from gui.model.resume.folding import plain, skeleton
from gui.model.values import Entry

_ENOUGH: Final = 0.45
_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "experience_entries": ("title", "company"),
    "education_entries": ("school", "degree"),
}


def matched(
    key: str,
    found: Sequence[FoundEntry],
    existing: Sequence[Entry],
    read: Mapping[str, Entry] | None = None,
) -> dict[int, int]:
    """For each found entry that the list has already, the position of that entry.

    `read` are the entries as they were read, by ref: one that was typed over is still the same.
    The surest pairs are settled first; an entry is never claimed twice.
    """
    earlier = read or {}

    def score(entry: FoundEntry, stored: Entry) -> float:
        before = earlier.get(stored.ref)
        now = likeness(key, entry, stored)
        return now if before is None else max(now, likeness(key, entry, before))

    scored = sorted(
        (
            (score(entry, stored), -at, -position)
            for at, entry in enumerate(found)
            for position, stored in enumerate(existing)
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for sureness, minus_at, minus_position in scored:
        at, position = -minus_at, -minus_position
        if sureness < _ENOUGH:
            break
        if at not in pairs and position not in taken:
            pairs[at] = position
            taken.add(position)
    return pairs


def likeness(key: str, found: FoundEntry, stored: Entry) -> float:
    """From 0 to 1, how surely an entry of a record is the one that the resume has."""
    one, other = _NAMES[key]
    mine = [found.fields[name].value if name in found.fields else "" for name in (one, other)]
    theirs = [stored.text(one), stored.text(other)]
    straight = [_alike(a, b) for a, b in zip(mine, theirs, strict=True)]
    # Both in each other's field, or both in one, as in "BTS, Lycée maritime".
    together = _alike(" ".join(mine), " ".join(theirs)) if all(mine) else 0.0
    names = max(_weighed(key, straight), 0.9 * together)
    return 0.7 * names + 0.3 * _dates(found, stored)


def _weighed(key: str, likenesses: Sequence[float]) -> float:
    """Employers and schools tell more than titles and degrees."""
    one, other = likenesses
    return 0.4 * one + 0.6 * other if key == "experience_entries" else 0.7 * one + 0.3 * other


def _alike(one: str, other: str) -> float:
    first, second = skeleton(one), skeleton(other)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    short, long = sorted((first, second), key=len)
    if len(short) >= 4 and short in long:
        return 0.6 + 0.35 * len(short) / len(long)
    words, others = set(plain(one).split()), set(plain(other).split())
    return 0.9 * len(words & others) / max(len(words | others), 1)


def _dates(found: FoundEntry, stored: Entry) -> float:
    scores: list[float] = []
    for name in ("start_date", "end_date"):
        held = stored.text(name)
        reading = found.dates.get(name)
        if reading is None or not held:
            continue
        value = reading[0]
        if not isinstance(value, Understood):
            continue
        if held[:7] == value.stored[:7]:
            scores.append(1.0)
        elif held[:4] == value.stored[:4]:
            scores.append(0.6)
        else:
            scores.append(0.0)
    return sum(scores) / len(scores) if scores else 0.3

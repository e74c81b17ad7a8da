"""A finding: one thing that is doubtful or wrong at one place, and perhaps a proposal.

Separate from the checks that make them, because the single values and the record as a whole are
checked in modules of their own.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

from gui.model.values import Atom, Place, Value

RECORD: Final = Place("")
"""The place of a finding about the record as a whole."""

Proposed: TypeAlias = Value | Atom


class Level(enum.IntEnum):
    """How much a finding matters: the higher, the more."""

    HINT = 1
    """Something to look at."""
    WARNING = 2
    """The service may do something unwanted with it."""
    ERROR = 3
    """The key cannot be sent like this; other keys can."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A proposal: the places it would change, and the value each would get.

    The value belongs to what its place names: a key's value, a field's value inside an entry.
    For tags and skills it is the whole list, at the place of the key.
    """

    label: str
    changes: tuple[tuple[Place, Proposed], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, in the same words at the field and in the review (ux rule 25).

    `code` is stable and untranslated: for tests, counting, and "not again".
    """

    place: Place
    level: Level
    code: str
    text: str
    fix: Fix | None = None


def errors(findings: Iterable[Finding], key: str | None = None) -> tuple[Finding, ...]:
    """The findings that keep a key, or any key, from being sent."""
    return tuple(
        item
        for item in findings
        if item.level is Level.ERROR and (key is None or item.place.key == key)
    )


def worst(findings: Iterable[Finding]) -> Level | None:
    """The highest level among findings; None without any."""
    return max((item.level for item in findings), default=None)


def at_place(findings: Iterable[Finding], place: Place) -> tuple[Finding, ...]:
    """The findings at or below a place."""
    return tuple(item for item in findings if place.covers(item.place))

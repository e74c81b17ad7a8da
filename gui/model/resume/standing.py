"""How a value stands in a resume: found or not, and where.

Apart from `evidence`, which looks it up and has to know how resumes are read.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final

from gui.model.values import Place


class Standing(enum.Enum):
    """How a value stands in the resume."""

    FOUND = "found"
    SIMILAR = "similar"
    """Written otherwise: without its accents, or less exactly, as a year without a month."""
    PARTLY = "partly"
    """Some of its words or sentences, not all."""
    ABSENT = "absent"
    UNTOLD = "untold"
    """Nothing to look for: an empty value, a switch, a resume without text."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where one value stands; the likeliest span first, each a range of the resume's text."""

    standing: Standing
    spans: tuple[range, ...] = ()
    confidence: float = 0.0

    @property
    def is_hint(self) -> bool:
        """Whether the person is told that the resume does not have this."""
        return self.standing is Standing.ABSENT


@dataclass(frozen=True, slots=True)
class Hit:
    """A field that a piece of the resume stands in."""

    place: Place
    span: range
    confidence: float


UNTOLD: Final = Evidence(Standing.UNTOLD)


ABSENT: Final = Evidence(Standing.ABSENT)

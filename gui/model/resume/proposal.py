"""What a proposal is: one value, or one entry, that a resume offers for a place of a record.

Apart from `proposals`, which makes them and has to know how resumes are read.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TypeAlias

from gui.model.dates import Ambiguous
from gui.model.values import Atom, Missing, Place

Proposed: TypeAlias = Atom | Missing


class Effect(enum.Enum):
    """What accepting a proposal would do."""

    SAME = "same"
    """Nothing: the record has it. Only its evidence is of interest."""
    FILL = "fill"
    REPLACE = "replace"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another form of the same value, such as a number as it is dialled from abroad."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """One value the resume offers, or one entry with its values as `parts`.

    `place` names a key, an entry or a field of one; its `entry` is None for an entry that is not
    in the list yet, and the word itself for a skill. `before` and `after` are what stands there
    and what would; of an entry, its parts say so. `question`: a date that can be read in two
    ways, to be asked about, `after` being MISSING until then. `at`: where in its list a new
    entry belongs.
    """

    place: Place
    effect: Effect
    before: Proposed
    after: Proposed
    sureness: float
    reason: str
    spans: tuple[range, ...]
    parts: tuple[Proposal, ...] = ()
    question: Ambiguous | None = None
    alternatives: tuple[Alternative, ...] = ()
    at: int = 0

    @property
    def changes_something(self) -> bool:
        return self.effect is not Effect.SAME

    @property
    def is_new_entry(self) -> bool:
        return bool(self.parts) and self.place.entry is None

    def fields(self) -> dict[str, Atom]:
        """The values of an entry's parts that can be taken as they are."""
        return {
            part.place.field: part.after
            for part in self.parts
            if part.place.field and not isinstance(part.after, Missing) and part.changes_something
        }

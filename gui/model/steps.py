"""A step of undo: what it did, where, and how it follows what the service does meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from gui.model.merge import Renames, rename
from gui.model.values import Place, Value


@dataclass(frozen=True, slots=True)
class Step:
    """One step of undo: the values of the keys it touched, before and after, and where.

    `label` says what was done, in the person's language ("Typing in Phone").
    """

    label: str
    place: Place
    before: Mapping[str, Value]
    after: Mapping[str, Value]
    typing: bool = False
    texts: Mapping[Place, str] = field(default_factory=dict)
    """Unfinished texts that the step threw away. Undo brings them back as long as the program
    runs: on the disk they are not part of a step."""

    def without_value(self, key: str, gone: Value, instead: Value) -> Step:
        """The step with another value of a key in the place of one; without the key where that
        leaves nothing to do."""
        if key not in self.after:
            return self
        before, after = (
            {**side, key: instead if side[key] == gone else side[key]}
            for side in (self.before, self.after)
        )
        if before[key] == after[key]:
            del before[key], after[key]
        place = self.place if self.place.key in after else Place(next(iter(after), key))
        return replace(self, place=place, before=before, after=after)

    def renamed(self, key: str, renames: Renames) -> Step:
        """The step with entries of a list under their new names."""
        return replace(
            self,
            place=renamed_place(self.place, key, renames),
            before=_renamed(self.before, key, renames),
            after=_renamed(self.after, key, renames),
            texts={renamed_place(place, key, renames): text for place, text in self.texts.items()},
        )


def renamed_place(place: Place, key: str, renames: Renames) -> Place:
    """The place under the new name of its entry, where that has got one."""
    if place.key == key and place.entry is not None and place.entry in renames:
        return replace(place, entry=renames[place.entry].ref)
    return place


def _renamed(values: Mapping[str, Value], key: str, renames: Renames) -> Mapping[str, Value]:
    return {
        name: rename(value, renames) if name == key else value for name, value in values.items()
    }

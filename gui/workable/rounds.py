"""What a send goes by from one read to the next: base and mine, joined with what is stored.

A settled collision moves both sides; what a read shows to have arrived counts as read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gui.model.arrival import Doubtful, in_doubt, learned, perhaps_there
from gui.model.comparison import same_value
from gui.model.fields import field_of
from gui.model.merge import Collision, CollisionKind, Side, is_unknown, merge_value, rename
from gui.model.record import Record
from gui.model.values import Place, Value, entries


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the person has decided about the collisions that they were `asked` about: `mine` as
    they want it now, and the `base` that it is seen from.

    The base is the record that was read, except where something collides that nobody was asked
    about, being typed meanwhile, and where a list was not shown: there it stays what it was.
    """

    base: Record
    mine: Record
    asked: tuple[Collision, ...]


class Round:
    """Base and mine as they stand in this send; a settled collision moves both."""

    def __init__(
        self, base: Record, mine: Record, keys: tuple[str, ...], doubtful: Doubtful | None = None
    ) -> None:
        self.record_id = base.id
        self.base = base
        self.mine = mine
        self.keys = keys
        self.has_sent = False
        """Whether an earlier part was written."""
        self.doubtful: Doubtful = dict(doubtful or {})
        """New entries that earlier writes may have brought there; see `Draft.doubtful`."""
        self._out: dict[str, Value] = {}
        """What may have arrived, as it went out: each read is asked about it first."""
        self._known: dict[str, frozenset[str]] = {}
        """The refs that stood there before the first of these writes."""
        self.decided: set[str] = set()
        """The lists that may be replaced although no read shows what they hold."""
        self._answered: list[tuple[Place, Side]] = []
        """Where the person was asked, and about what of theirs: they have seen it, and what they
        want there stands. Once more in the same send would be the same question."""

    def joined(
        self, theirs: Record, keys: tuple[str, ...]
    ) -> tuple[dict[str, Value], tuple[Collision, ...]]:
        """The values that differ from what is stored, and the collisions of all my keys.

        All keys that are not sent yet are looked at, so that everything that collides is asked
        in one go. After a write of unknown outcome, what arrived is no change any more.
        """
        wanted: dict[str, Value] = {}
        collisions: list[Collision] = []
        for key in self.keys:
            if key in self._out:
                self._learn(key, theirs)
            mine = self.mine.get(key)
            if key in self.decided and is_unknown(theirs.get(key)):
                if key in keys:
                    wanted[key] = mine  # an emptied one too: not shown is not empty
                continue
            if field_of(key).write_only:
                value = mine
            else:
                merged = merge_value(key, self.base.get(key), mine, theirs.get(key))
                value = merged.value
                collisions.extend(
                    item
                    for item in merged.collisions
                    if (item.place, item.theirs) not in self._answered
                )
            if key in keys and not same_value(key, theirs.get(key), value):
                wanted[key] = value
        return wanted, tuple(collisions)

    def wrote(self, wanted: Mapping[str, Value], before: Record) -> None:
        """These values went out over what `before` holds, and nobody knows whether they arrived."""
        for key, value in wanted.items():
            self._out[key] = value
            there = frozenset(entry.ref for entry in entries(before.get(key)))
            self._known.setdefault(key, there)

    def settled(self, agreed: Agreed) -> None:
        """Goes on with what the person decided; to replace a list unread was decided too."""
        self.base, self.mine = agreed.base, agreed.mine
        self._answered.extend((item.place, item.theirs) for item in agreed.asked)
        self.decided |= {
            item.place.key
            for item in agreed.asked
            if item.kind is CollisionKind.LIST_UNKNOWN
            and not is_unknown(agreed.mine.get(item.place.key))
        }

    def done(self, keys: tuple[str, ...]) -> None:
        """These are on the service: they are not looked at any more."""
        self.keys = tuple(key for key in self.keys if key not in keys)
        self._out.clear()
        self._known.clear()

    def _learn(self, key: str, theirs: Record) -> None:
        """Takes what arrived of a write of unknown outcome for read."""
        if field_of(key).write_only:
            return
        mine = self.mine.get(key)
        base, renames = learned(key, self.base.get(key), mine, theirs.get(key))
        self.base = self.base.with_value(key, base)
        self.mine = self.mine.with_value(key, rename(mine, renames))
        out = entries(rename(self._out[key], renames))
        missed = perhaps_there(key, self._known[key], out, entries(theirs.get(key)))
        self.doubtful = in_doubt(self.doubtful, key, missed)

"""What differs between two records, key by key, entry by entry, field by field.

Dirty is computed here and nowhere remembered: the same two records always give the same
changes, so typing the old value back is clean by itself.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from gui.model.fields import BY_KEY, FIELDS, Kind
from gui.model.record import Record
from gui.model.values import Atom, Entry, Missing, Value, entries, is_blank, words


class Effect(enum.Enum):
    """What happened to an entry or word of a list."""

    ADDED = "added"
    REMOVED = "removed"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class EntryChange:
    """One entry that was added, removed or edited; `fields` names the differing ones."""

    ref: str
    effect: Effect
    before: Entry | None
    after: Entry | None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WordChange:
    """One tag or skill that was added or removed."""

    word: str
    effect: Effect


@dataclass(frozen=True, slots=True)
class Change:
    """One differing key with both values.

    `entries` and `words` tell what happened inside a list, `moved` that the order of what
    stayed is another one.
    """

    key: str
    before: Value
    after: Value
    entries: tuple[EntryChange, ...] = ()
    words: tuple[WordChange, ...] = ()
    moved: bool = False

    @property
    def count(self) -> int:
        """How many changes a person would count: one for a value, one for each entry or word."""
        return max(1, len(self.entries) + len(self.words))

    @property
    def removed_entries(self) -> tuple[Entry, ...]:
        """The entries that sending this change would delete."""
        return tuple(
            item.before
            for item in self.entries
            if item.effect is Effect.REMOVED and item.before is not None
        )

    @property
    def removed_words(self) -> tuple[str, ...]:
        """The tags or skills that sending this change would delete."""
        return tuple(item.word for item in self.words if item.effect is Effect.REMOVED)


def same_atom(one: Atom | Missing, other: Atom | Missing) -> bool:
    """Whether two field values mean the same: null, missing and empty text are one."""
    return one == other or (is_blank(one) and is_blank(other))


def differing_fields(one: Entry, other: Entry) -> tuple[str, ...]:
    """The names of the fields in which two entries differ, in the order of the first."""
    if one is other:
        return ()
    names = dict.fromkeys((*one.fields, *other.fields))
    return tuple(name for name in names if not same_atom(one.get(name), other.get(name)))


def same_value(key: str, one: Value, other: Value) -> bool:
    """Whether two values of a key mean the same."""
    return compare_key(key, one, other) is None


def compare_key(
    key: str, before: Value, after: Value, known: Change | None = None
) -> Change | None:
    """The change from one value of a key to another; None when they mean the same.

    `known` is an earlier change of the key: what it says of entries that are the same objects
    still is taken over instead of being compared again.
    """
    if before is after or before == after or (is_blank(before) and is_blank(after)):
        return None
    field = BY_KEY.get(key)
    kind = field.kind if field else Kind.LINE
    if kind in (Kind.ENTRIES, Kind.PROFILES):
        return _compare_entries(key, before, after, known)
    if kind is Kind.WORDS:
        return _compare_words(key, before, after)
    return Change(key, before, after)


def compare(
    baseline: Record, current: Record, keys: Iterable[str] | None = None
) -> tuple[Change, ...]:
    """Every change from one record to another, in the order of the field table."""
    wanted = [field.key for field in FIELDS] if keys is None else keys
    found = (compare_key(key, baseline.get(key), current.get(key)) for key in wanted)
    return tuple(change for change in found if change is not None)


def _compare_entries(key: str, before: Value, after: Value, known: Change | None) -> Change | None:
    old = {entry.ref: entry for entry in entries(before)}
    new = {entry.ref: entry for entry in entries(after)}
    compared = {item.ref: item for item in known.entries} if known is not None else {}
    found: list[EntryChange] = []
    for ref, entry in new.items():
        previous, last = old.get(ref), compared.get(ref)
        if last is not None and last.before is previous and last.after is entry:
            found.append(last)
        elif previous is None:
            found.append(EntryChange(ref, Effect.ADDED, None, entry, tuple(entry.fields)))
        elif previous is not entry and (names := differing_fields(previous, entry)):
            found.append(EntryChange(ref, Effect.EDITED, previous, entry, names))
    found.extend(
        EntryChange(ref, Effect.REMOVED, entry, None, tuple(entry.fields))
        for ref, entry in old.items()
        if ref not in new
    )
    moved = [ref for ref in old if ref in new] != [ref for ref in new if ref in old]
    if not found and not moved:
        return None
    return Change(key, before, after, entries=tuple(found), moved=moved)


def _compare_words(key: str, before: Value, after: Value) -> Change | None:
    old, new = words(before), words(after)
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    found = [
        *(WordChange(word, Effect.ADDED) for word in come.elements()),
        *(WordChange(word, Effect.REMOVED) for word in gone.elements()),
    ]
    moved = [word for word in old if not gone[word]] != [word for word in new if not come[word]]
    if not found and not moved:
        return None
    return Change(key, before, after, words=tuple(found), moved=moved)

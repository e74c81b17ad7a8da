"""Ways back in a draft: values with a step undone, an entry, a word or a blank as they were.

Pure functions over values; which step and which place is the draft's business.
"""

from __future__ import annotations

from gui.model.comparison import same_atom
from gui.model.fields import Kind, field_of
from gui.model.merge import CollisionKind, is_unknown, merge_value, settle
from gui.model.values import (
    Entry,
    Place,
    Value,
    entries,
    find_entry,
    is_blank,
    replace_entry,
    words,
)


def taken_back(key: str, start: Value, wanted: Value, here: Value) -> Value:
    """`here` with the way from `start` to `wanted` applied; the person's undo wins."""
    if field_of(key).replaces_list and is_unknown(here) and not is_unknown(start):
        return here  # a list that is not shown cannot be taken back
    merged = merge_value(key, start, wanted, here)
    value = merged.value
    for collision in merged.collisions:
        # Of an entry that somebody else removed there is nothing left to take back.
        if collision.kind in (CollisionKind.MINE_DELETED, CollisionKind.THEIRS_DELETED):
            value = settle(value, collision, None)
    return value


def restored(key: str, base: Value, value: Value, here: Value) -> Value:
    """The value with its blanks as they were read in `base`; the read value itself when equal.

    Entries that are in `here` already are taken as they are.
    """
    if is_blank(value):
        return base if is_blank(base) else value
    if isinstance(base, tuple) and isinstance(value, tuple):
        if value == base:
            return base
        if field_of(key).entry_fields:
            by_ref = {entry.ref: entry for entry in entries(base)}
            known = {id(entry) for entry in entries(here)}
            return tuple(
                entry if id(entry) in known else restored_entry(by_ref.get(entry.ref), entry)
                for entry in entries(value)
            )
    return value


def reverted(place: Place, base: Value, here: Value) -> Value:
    """`here` with a key, an entry, a field or a word as it was read in `base`."""
    if place.entry is None:
        return base
    if field_of(place.key).kind is Kind.WORDS:
        return word_reverted(words(base), words(here), place.entry)
    before, after = find_entry(base, place.entry), find_entry(here, place.entry)
    if place.field is not None and before is not None and after is not None:
        entry = after.with_field(place.field, before.get(place.field))
        return replace_entry(entries(here), place.entry, entry)
    if before is None:
        return tuple(entry for entry in entries(here) if entry.ref != place.entry)
    if after is None:
        return inserted_as_in(entries(base), entries(here), before)
    return replace_entry(entries(here), place.entry, before)


def restored_entry(base: Entry | None, entry: Entry) -> Entry:
    """The entry with its blanks as they were read; the read entry itself when equal."""
    if base is None or base is entry:
        return entry
    restored = entry
    for name, value in entry.fields.items():
        old = base.get(name)
        if value != old and same_atom(value, old):
            restored = restored.with_field(name, old)
    return base if restored == base else restored


def word_reverted(base: tuple[str, ...], here: tuple[str, ...], word: str) -> Value:
    """The words with one of them as it was: away when it is new, back in its place when gone."""
    if word not in base:
        return tuple(item for item in here if item != word)
    if word in here:
        return here
    at = base.index(word)
    behind = next((here.index(item) + 1 for item in reversed(base[:at]) if item in here), 0)
    return (*here[:behind], word, *here[behind:])


def inserted_as_in(base: tuple[Entry, ...], here: tuple[Entry, ...], entry: Entry) -> Value:
    """The list with an entry of the base back behind those that it stood behind."""
    refs = [item.ref for item in here]
    order = [item.ref for item in base]
    before = order[: order.index(entry.ref)]
    behind = next((refs.index(ref) + 1 for ref in reversed(before) if ref in refs), 0)
    return (*here[:behind], entry, *here[behind:])

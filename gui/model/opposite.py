"""The opposite of a send: what a key would have to hold for the send to be taken back today.

It is a merge from what the send left behind: the way back is mine, what the key holds now is
theirs. What was changed since then stays as it is now and is named; nothing of it is written
over. Only values; who asks, which record is read and where it is shown is not known here.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass

from gui.model.comparison import differing_fields, same_value
from gui.model.fields import field_of
from gui.model.intended import landed
from gui.model.merge import (
    Collision,
    CollisionKind,
    merge_value,
    rename,
    same_entries,
    settle,
)
from gui.model.values import Entries, Entry, Missing, Place, Value, entries, find_entry


class Way(enum.Enum):
    """What taking back comes to for one key."""

    BACK = "back"
    """All of it comes back."""
    PARTLY = "partly"
    """What was not touched since comes back, the rest stays as it is now."""
    ALREADY = "already"
    """It is as it was before already."""
    MOVED = "moved"
    """It was changed again; nothing comes back."""


@dataclass(frozen=True, slots=True)
class Opposite:
    """The way back of one key: what it is to hold, and where it was changed since.

    `value` is what it holds now where nothing comes back.
    """

    key: str
    way: Way
    value: Value
    moved: tuple[Collision, ...] = ()


def opposite(
    key: str,
    before: Value,
    after: Value,
    here: Value,
    *,
    exact: bool,
    new_ref: Callable[[], str],
) -> Opposite:
    """The way back from `after` to `before`, for a key that holds `here` now.

    `exact` tells that `after` was read back; otherwise it is what was sent, and the service may
    have it in its normal form. Entries that come back get refs from `new_ref` and no id, since
    the service has forgotten theirs. Not for write-only keys.
    """
    if field_of(key).replaces_list:
        return _of_list(key, before, after, here, new_ref)
    if same_value(key, before, here) or (exact and same_value(key, before, after)):
        return Opposite(key, Way.ALREADY, here)
    if same_value(key, after, here) or (not exact and landed(key, after, here)):
        # A key that was not there cannot be taken away again, only emptied.
        return Opposite(key, Way.BACK, None if isinstance(before, Missing) else before)
    if not exact and landed(key, before, here):
        return Opposite(key, Way.ALREADY, here)
    collision = Collision(Place(key), CollisionKind.VALUE, after, before, here)
    return Opposite(key, Way.MOVED, here, (collision,))


def left_behind(key: str, before: Value, sent: Value, stored: Value) -> Value:
    """What a send left behind in a key, out of what went out and what was read back after it.

    The service's own forms and ids count, what somebody else added in between does not: taking
    it back must not take that away.
    """
    if not field_of(key).replaces_list:
        return stored
    if not field_of(key).entry_fields:
        return sent
    went, old = entries(sent), {entry.ref: entry for entry in entries(before)}
    there = {entry.ref: entry for entry in entries(stored)}
    renames = same_entries(key, entries(before), went, entries(stored))
    return tuple(
        _as_stored(old.get(entry.ref), entry, there.get(entry.ref))
        for entry in entries(rename(went, renames))
    )


def _as_stored(before: Entry | None, sent: Entry, stored: Entry | None) -> Entry:
    """The entry that was sent, with what it changed in the form that the service gave it."""
    if stored is None or before is None:
        return stored or sent
    for name in differing_fields(before, sent):
        sent = sent.with_field(name, stored.get(name))
    return sent


def _of_list(
    key: str, before: Value, after: Value, here: Value, new_ref: Callable[[], str]
) -> Opposite:
    merged = merge_value(key, _renamed(after), before, here)
    value = merged.value
    for collision in merged.collisions:
        if collision.kind is CollisionKind.LIST_UNKNOWN:
            return Opposite(key, Way.MOVED, here, merged.collisions)
        value = settle(value, collision, collision.theirs)
    if field_of(key).entry_fields:
        value = as_new(entries(value), here, new_ref)
    if same_value(key, value, here):
        way = Way.MOVED if merged.collisions else Way.ALREADY
        return Opposite(key, way, here, merged.collisions)
    way = Way.PARTLY if merged.collisions else Way.BACK
    return Opposite(key, way, value, merged.collisions)


def _renamed(after: Value) -> Value:
    """The list with names of its own for entries without an id.

    They were new when they were sent; the draft of today may call other entries so.
    """
    items = entries(after)
    if not items:
        return after
    return tuple(
        item.with_identity(f"sent:{item.ref}", None) if item.ref.startswith("new:") else item
        for item in items
    )


def as_new(items: Entries, here: Value, new_ref: Callable[[], str]) -> Entries:
    """The list with those that are not in `here` as new entries, without an id."""

    def known(item: Entry) -> Entry:
        if find_entry(here, item.ref) is not None:
            return item
        return item.with_identity(new_ref(), None)

    return tuple(known(item) for item in items)

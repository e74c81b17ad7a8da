"""Joining what the person changed with what changed on the server, from their common base.

Laws, each held by generated examples: with `m(base, mine, theirs)`,
``m(b, b, t) = t``, ``m(b, m, b) = m``, ``m(b, x, x) = x``; entries are matched by id, a new one
by its content; additions of both sides are kept; an entry deleted on one side and untouched on
the other is deleted; the same field changed differently, and an edit against a deletion, are
*collisions* and never guessed; once my write has landed, merging again changes nothing.
"""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from gui.model.comparison import compare_key, differing_fields, same_atom
from gui.model.fields import BY_KEY, Kind
from gui.model.record import Record
from gui.model.values import (
    MISSING,
    Atom,
    Entries,
    Entry,
    Missing,
    Place,
    Value,
    Words,
    entries,
    find_entry,
    is_blank,
    replace_entry,
    words,
)
from gui.model.words import sign_of

T = TypeVar("T")
Side: TypeAlias = Value | Atom | Entry


class CollisionKind(enum.Enum):
    """How two changes collide."""

    VALUE = "value"
    """The same value or field was changed differently."""
    MINE_DELETED = "mine deleted"
    """I removed an entry that was edited on the server."""
    THEIRS_DELETED = "theirs deleted"
    """I edited an entry that was removed on the server."""
    LIST_UNKNOWN = "list unknown"
    """I changed a list that the service does not show, so what it holds is not known."""


@dataclass(frozen=True, slots=True)
class Collision:
    """The same atom changed on both sides. The three sides are values of the same shape."""

    place: Place
    kind: CollisionKind
    base: Side
    mine: Side
    theirs: Side

    @property
    def joinable(self) -> bool:
        """Whether keeping both makes sense: two texts can be put one after the other."""
        return (
            self.kind is CollisionKind.VALUE
            and isinstance(self.mine, str)
            and isinstance(self.theirs, str)
            and _kind_at(self.place) in (Kind.LINE, Kind.TEXT)
        )


@dataclass(frozen=True, slots=True)
class Merged:
    """The joined value. While there are collisions it holds mine at their places."""

    value: Value
    collisions: tuple[Collision, ...] = ()


def merge_value(key: str, base: Value, mine: Value, theirs: Value) -> Merged:
    """Joins the three values of one key."""
    field = BY_KEY.get(key)
    kind = field.kind if field else Kind.LINE
    if mine is base or compare_key(key, base, mine) is None:
        return Merged(theirs)
    if kind in (Kind.ENTRIES, Kind.PROFILES, Kind.WORDS):
        if is_unknown(theirs):
            # Even where it was never shown: what I say would replace all of it (API §4.6).
            collision = Collision(Place(key), CollisionKind.LIST_UNKNOWN, base, mine, theirs)
            return Merged(mine, (collision,))
        if kind is Kind.WORDS:
            return Merged(_merge_words(words(base), words(mine), words(theirs)))
        merged = _merge_entries(key, entries(base), entries(mine), entries(theirs))
        return _asked_unread(key, merged, entries(mine)) if is_unknown(base) else merged
    if theirs is base or compare_key(key, base, theirs) is None:
        return Merged(mine)
    if compare_key(key, mine, theirs) is None:
        return Merged(theirs)
    return Merged(mine, (Collision(Place(key), CollisionKind.VALUE, base, mine, theirs),))


def is_unknown(value: Value) -> bool:
    """Whether a list was not read: missing and null both mean "not known" (API §4.6)."""
    return value is None or isinstance(value, Missing)


def merge_records(
    base: Record, mine: Record, theirs: Record
) -> tuple[Record, tuple[Collision, ...]]:
    """The record `theirs` with my changes joined in, and where they collide."""
    joined: dict[str, Value] = {}
    collisions: list[Collision] = []
    for key in BY_KEY:
        merged = merge_value(key, base.get(key), mine.get(key), theirs.get(key))
        joined[key] = merged.value
        collisions.extend(merged.collisions)
    values = {**theirs.values, **joined}
    return (
        Record(id=theirs.id, values=values, facts=theirs.facts, unknown=theirs.unknown),
        tuple(collisions),
    )


# --- settling -----------------------------------------------------------------------------


def settle(value: Value, collision: Collision, result: Side) -> Value:
    """The joined value with one collision settled.

    `result` has the shape of the collision's sides: a value, a field's value, or for an entry
    the Entry to keep, None to delete it.
    """
    place = collision.place
    if place.entry is None:
        return _as_value(result)
    items = entries(value)
    if place.field is not None:
        entry = find_entry(value, place.entry)
        if entry is None or isinstance(result, Entry | tuple):
            return value
        return replace_entry(items, place.entry, entry.with_field(place.field, _as_atom(result)))
    if not isinstance(result, Entry):
        return tuple(entry for entry in items if entry.ref != place.entry)
    if find_entry(value, place.entry) is None:
        return (*items, result)
    return replace_entry(items, place.entry, result)


def _as_value(side: Side) -> Value:
    if isinstance(side, bool | Entry):
        raise TypeError(f"a key cannot hold {side!r}")
    return side


def _as_atom(side: Side) -> Atom | Missing:
    if isinstance(side, str | bool | Missing) or side is None:
        return side
    raise TypeError(f"a field cannot hold {side!r}")


def _kind_at(place: Place) -> Kind | None:
    field = BY_KEY.get(place.key)
    if field is None or place.field is None:
        return field.kind if field else None
    inner = field.entry_field(place.field)
    return inner.kind if inner else None


# --- identity of entries ------------------------------------------------------------------


Renames: TypeAlias = Mapping[str, Entry]
"""From a ref of mine to the stored entry that turned out to be the same."""


def normal_text(text: str) -> str:
    """A text as the service may have stored it: composed, spaces folded, case ignored."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def content(key: str, entry: Entry) -> tuple[tuple[str, object], ...]:
    """What an entry says, under normal forms, apart from its identity and unknown fields."""
    field = BY_KEY[key]
    said: list[tuple[str, object]] = []
    for inner in field.entry_fields:
        value = entry.get(inner.name)
        if is_blank(value) or value is False:
            continue
        said.append((inner.name, normal_text(value) if isinstance(value, str) else value))
    return tuple(said)


def same_entries(key: str, before: Entries, mine: Entries, theirs: Entries) -> Renames:
    """Which entries of `mine` stand in `theirs` under another id.

    Entries of theirs that are neither in `before` nor in `mine` are matched one to one: with
    mine that have no counterpart, by content (a lost answer, or a client that sent entries
    without ids), and social profiles by their network, of which there is one each.
    """
    known = {entry.ref for entry in before} | {entry.ref for entry in mine}
    strangers = [entry for entry in theirs if entry.ref not in known]
    there = {entry.ref for entry in theirs}
    lost = [entry for entry in mine if entry.ref not in there]
    found: dict[str, Entry] = {}
    signs: list[Callable[[Entry], object]] = [lambda entry: content(key, entry)]
    if BY_KEY[key].kind is Kind.PROFILES:
        signs.append(lambda entry: entry.text("type").casefold())
    for sign in signs:
        for entry in lost:
            if entry.ref in found or not sign(entry):
                continue
            match = next((other for other in strangers if sign(other) == sign(entry)), None)
            if match is not None:
                found[entry.ref] = match
                strangers.remove(match)
    return found


def rename(value: Value, renames: Renames) -> Value:
    """A list value with its entries known by their new identities; other values unchanged."""
    if not renames or not isinstance(value, tuple):
        return value
    return tuple(
        item.with_identity(renames[item.ref].ref, renames[item.ref].id)
        if isinstance(item, Entry) and item.ref in renames
        else item
        for item in value
    )  # type: ignore[return-value]  # a tuple stays the kind of tuple that it was


# --- lists --------------------------------------------------------------------------------


def _merge_entries(key: str, base: Entries, mine: Entries, theirs: Entries) -> Merged:
    # First who is who. What I added may be there already, because an answer got lost …
    added = tuple(entry for entry in mine if find_entry(base, entry.ref) is None)
    landed = same_entries(key, base, added, theirs)
    mine = entries(rename(mine, landed))
    # … and a base entry that came back under another id is still that entry.
    taken = tuple(landed.values())
    again = same_entries(key, taken, base, theirs)
    base, mine = entries(rename(base, again)), entries(rename(mine, again))
    # … and one that was removed there stands there after all when somebody has put in what I made
    # of it: to keep mine would be to have it twice.
    anew = same_entries(key, base, mine, theirs)
    base, mine = entries(rename(base, anew)), entries(rename(mine, anew))

    old = {entry.ref: entry for entry in base}
    ours = {entry.ref: entry for entry in mine}
    stored = {entry.ref: entry for entry in theirs}
    collisions: list[Collision] = []
    result: dict[str, Entry] = {}

    for ref, their in stored.items():
        was, my = old.get(ref), ours.get(ref)
        if my is not None:
            result[ref] = _merge_fields(key, was, my, their, collisions)
        elif was is None or differing_fields(was, their):
            result[ref] = their
            if was is not None:
                place = Place(key, ref)
                collisions.append(Collision(place, CollisionKind.MINE_DELETED, was, None, their))
    for ref, my in ours.items():
        if ref in stored:
            continue
        was = old.get(ref)
        fresh = my.with_identity(ref, None)  # the service knows no such id (any more)
        if was is None:
            result[ref] = fresh
        elif differing_fields(was, my):
            result[ref] = fresh
            place = Place(key, ref)
            collisions.append(Collision(place, CollisionKind.THEIRS_DELETED, was, fresh, None))

    order = _joined_order(tuple(old), tuple(ours), tuple(stored), result)
    return Merged(tuple(result[ref] for ref in order), tuple(collisions))


def _asked_unread(key: str, merged: Merged, mine: Entries) -> Merged:
    """With an entry of mine that the service once knew, and does not show, asked about.

    Without a base there is nothing to tell whether others removed it or gave it another id, under
    which it may stand there as something else; unasked it would come back, or be there twice.
    """
    known = {entry.ref: entry.id for entry in mine if entry.id is not None}
    gone = [
        Collision(
            Place(key, entry.ref),
            CollisionKind.THEIRS_DELETED,
            Entry(entry.ref, known[entry.ref], {}),  # that says nothing: what it was is not known
            entry,
            None,
        )
        for entry in entries(merged.value)
        if entry.id is None and entry.ref in known
    ]
    return replace(merged, collisions=(*merged.collisions, *gone))


def _merge_fields(
    key: str, was: Entry | None, my: Entry, their: Entry, collisions: list[Collision]
) -> Entry:
    result = their
    for name in differing_fields(was or their, my):
        mine, theirs = my.get(name), their.get(name)
        if same_atom(mine, theirs):
            continue
        if was is None:
            # The same entry made on both sides: only what I said and they contradict is mine.
            known = BY_KEY[key].entry_field(name) is not None
            if not known or is_blank(mine) or _alike(mine, theirs):
                continue
        result = result.with_field(name, mine)
        before: Atom | Missing = was.get(name) if was is not None else MISSING
        if not same_atom(before, theirs):
            place = Place(key, their.ref, name)
            collisions.append(Collision(place, CollisionKind.VALUE, before, mine, theirs))
    return result


def _alike(one: Atom | Missing, other: Atom | Missing) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return normal_text(one) == normal_text(other)
    return same_atom(one, other) or {one, other} <= {False, None, MISSING}


def _merge_words(base: Words, mine: Words, theirs: Words) -> Words:
    old, ours, stored = _numbered(base), _numbered(mine), _numbered(theirs)
    # What I took away goes however often it stands there: tags are a set.
    gone = {sign[0] for sign in old} - {sign[0] for sign in ours}
    result: dict[tuple[str, int], str] = {}
    for sign, word in stored.items():
        if sign in ours:
            changed = sign in old and ours[sign] != old[sign]
            result[sign] = ours[sign] if changed else word
        elif sign not in old and sign[0] not in gone:
            result[sign] = word
    for sign, word in ours.items():
        if sign not in stored and sign not in old:
            result[sign] = word
        elif sign not in stored and word != old[sign]:
            result[sign] = word  # spelled anew by me, removed there: keeping it loses nothing
    order = _joined_order(tuple(old), tuple(ours), tuple(stored), result)
    return tuple(result[sign] for sign in order)


def _numbered(items: Words) -> dict[tuple[str, int], str]:
    """Words by their normal form and which repetition of it they are."""
    seen: dict[str, int] = {}
    found: dict[tuple[str, int], str] = {}
    for word in items:
        sign = sign_of(word)
        found[sign, seen.get(sign, 0)] = word
        seen[sign] = seen.get(sign, 0) + 1
    return found


def _joined_order(
    old: Sequence[T], ours: Sequence[T], stored: Sequence[T], wanted: Mapping[T, object]
) -> list[T]:
    """The order of the joined list.

    Theirs keep their place and mine stand behind the neighbour that I put them behind; when I
    moved entries myself it is the other way round.
    """
    in_ours, in_stored, in_old = set(ours), set(stored), set(old)
    i_moved = [ref for ref in old if ref in in_ours] != [ref for ref in ours if ref in in_old]
    lead, follow = (ours, stored) if i_moved else (stored, ours)
    order = [ref for ref in lead if ref in wanted]
    placed = set(order)
    known = in_ours if i_moved else in_stored
    previous: T | None = None
    for ref in follow:
        if ref in wanted and ref not in placed and ref not in known:
            at = order.index(previous) + 1 if previous is not None else 0
            order.insert(at, ref)
            placed.add(ref)
        if ref in placed:
            previous = ref
    return order

"""The laws of joining over generated triples: base, mine and theirs of one key.

Fast generators of their own, so that tens of thousands are a matter of seconds; the alphabet is
small, so that twins, blanks, equal changes and new identities come up often. The laws are those of
reliability.md §3, and convergence after any number of landed and lost writes.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from gui.model.arrival import learned
from gui.model.comparison import differing_fields, same_value
from gui.model.merge import CollisionKind, content, merge_value, rename, settle
from gui.model.values import Entries, Entry, Value, Words, entries, words

Triple: TypeAlias = tuple[str, Value, Value, Value]

_TEXTS: Final = ("", "a", "A", "b", "Jon", "jon smith", " Zoë ", "李", "x\u00a0y", "1", None)
_WORDS: Final = ("sql", "SQL", "go", "café", "lead", "müll")
_JOBS: Final = "experience_entries"
_SCHOOLS: Final = "education_entries"
_SCALARS: Final = ("firstname", "email", "phone", "headline", "summary")


# --- generators -------------------------------------------------------------------------------


def draw_triple(rng: random.Random) -> Triple:
    """A key with base, mine and theirs."""
    kind = rng.random()
    if kind < 0.2:
        return (rng.choice(_SCALARS), rng.choice(_TEXTS), rng.choice(_TEXTS), rng.choice(_TEXTS))
    if kind < 0.4:
        base_words = _draw_words(rng)
        key = rng.choice(("tags", "skills"))
        return key, base_words, _edited_words(rng, base_words), _edited_words(rng, base_words)
    key = rng.choice((_JOBS, _SCHOOLS))
    base = tuple(
        Entry(ref, ref, _draw_fields(rng, key)) for ref in rng.sample("abcde", rng.randint(0, 4))
    )
    theirs = _edited(rng, key, base, "z")
    if rng.random() < 0.15:
        theirs = tuple(_new_id(rng, entry) for entry in theirs)
    return key, base, _edited(rng, key, base, "new:"), theirs


def _draw_words(rng: random.Random) -> Words:
    found: dict[str, str] = {}
    for _ in range(rng.randint(0, 4)):
        word = rng.choice(_WORDS)
        found.setdefault(word.casefold(), word)
    return tuple(found.values())


def _edited_words(rng: random.Random, base: Words) -> Words:
    kept = [word for word in base if rng.random() < 0.75]
    kept = [word.swapcase() if rng.random() < 0.1 else word for word in kept]
    signs = {word.casefold() for word in kept}
    kept += [word for word in _draw_words(rng) if word.casefold() not in signs]
    if rng.random() < 0.2:
        rng.shuffle(kept)
    return tuple(kept)


def _draw_fields(rng: random.Random, key: str) -> dict[str, str | bool | None]:
    first, second = ("title", "company") if key == _JOBS else ("school", "degree")
    fields: dict[str, str | bool | None] = {first: rng.choice(_TEXTS), second: rng.choice(_TEXTS)}
    if key == _JOBS and rng.random() < 0.5:
        fields["current"] = rng.choice((True, False, None))
    if rng.random() < 0.3:
        fields["start_date"] = rng.choice(("2010-01-01", "2011-02-02", None))
    if rng.random() < 0.3:
        fields["mystery"] = rng.choice(_TEXTS)
    return fields


def _edited(rng: random.Random, key: str, base: Entries, new: str) -> Entries:
    first, second = ("title", "company") if key == _JOBS else ("school", "degree")
    items = [entry for entry in base if rng.random() < 0.8]
    items = [
        entry.with_field(rng.choice((first, second)), rng.choice(_TEXTS))
        if rng.random() < 0.33
        else entry
        for entry in items
    ]
    for number in range(rng.choice((0, 0, 1, 2))):
        ref = f"{new}{number}"
        fields = _draw_fields(rng, key) | {first: rng.choice([text for text in _TEXTS if text])}
        entry = Entry(ref, None if new.startswith("new:") else ref, fields)
        items.insert(rng.randint(0, len(items)), entry)
    if len(items) > 1 and rng.random() < 0.25:
        items.append(items.pop(0))
    return tuple(items)


def _new_id(rng: random.Random, entry: Entry) -> Entry:
    fresh = f"{entry.ref}{rng.randint(10, 99)}"
    return entry.with_identity(fresh, fresh)


# --- laws -------------------------------------------------------------------------------------


def untouched_follows(triple: Triple, _rng: random.Random) -> bool:
    """m(b, b, t) = t"""
    key, base, _mine, theirs = triple
    merged = merge_value(key, base, base, theirs)
    return merged.value == theirs and not merged.collisions


def unchanged_there_is_mine(triple: Triple, _rng: random.Random) -> bool:
    """m(b, m, b) = m"""
    key, base, mine, _theirs = triple
    merged = merge_value(key, base, mine, base)
    return not merged.collisions and same_value(key, merged.value, mine)


def same_on_both_sides(triple: Triple, _rng: random.Random) -> bool:
    """m(b, x, x) = x"""
    key, base, _mine, theirs = triple
    merged = merge_value(key, base, theirs, theirs)
    return not merged.collisions and same_value(key, merged.value, theirs)


def additions_are_kept(triple: Triple, _rng: random.Random) -> bool:
    """What either side added is there, and nothing is there twice."""
    key, base, mine, theirs = triple
    value = merge_value(key, base, mine, theirs).value
    if key in ("tags", "skills"):
        have = Counter(word.casefold() for word in words(value))
        added = {word.casefold() for side in (mine, theirs) for word in words(side)}
        added -= {word.casefold() for word in words(base)}
        return added <= set(have) and max(have.values(), default=1) == 1
    old = {entry.ref for entry in entries(base)}
    said = {content(key, entry) for entry in entries(base)}
    fresh = [
        entry
        for side in (mine, theirs)
        for entry in entries(side)
        if entry.ref not in old and content(key, entry) not in said
    ]
    have_refs = [entry.ref for entry in entries(value)]
    kept = {content(key, entry)[:1] for entry in entries(value)}
    is_kept = all(content(key, entry)[:1] in kept for entry in fresh)
    return is_kept and len(have_refs) == len(set(have_refs))


def nobody_is_overruled(triple: Triple, _rng: random.Random) -> bool:
    """A field that only one side changed has that side's value; one that both changed
    differently is asked about, and so is an edit of what the other side removed."""
    key, base, mine, theirs = triple
    merged = merge_value(key, base, mine, theirs)
    asked = {(item.place.entry, item.place.field) for item in merged.collisions}
    if not isinstance(base, tuple) or key in ("tags", "skills"):
        if isinstance(base, tuple) or asked:
            return True
        return any(same_value(key, merged.value, side) for side in (mine, theirs))
    old, ours, stored, made = (
        {entry.ref: entry for entry in entries(side)} for side in (base, mine, theirs, merged.value)
    )
    strangers = [content(key, entry) for ref, entry in stored.items() if ref not in old]
    for ref, was in old.items():
        my, their, now = ours.get(ref), stored.get(ref), made.get(ref)
        forms = [content(key, entry) for entry in (was, my) if entry is not None]
        if their is None and any(form in strangers for form in forms):
            continue  # it stands there under another id, as it was or as I have made it
        if my is None or their is None:
            left = my or their
            is_edited = left is not None and bool(differing_fields(was, left))
            if is_edited and (ref, None) not in asked:
                return False
        elif now is not None and not _fields_are_heard(was, my, their, now, asked):
            return False
    return True


def _fields_are_heard(
    was: Entry, my: Entry, their: Entry, now: Entry, asked: set[tuple[str | None, str | None]]
) -> bool:
    mine, theirs = set(differing_fields(was, my)), set(differing_fields(was, their))
    apart = set(differing_fields(my, their))
    for name in mine | theirs:
        if name in mine & theirs & apart:
            if (was.ref, name) not in asked:
                return False
        elif name in differing_fields(now, my if name in mine else their):
            return False
    return True


def converges(triple: Triple, rng: random.Random) -> bool:
    """After any number of writes that landed or got lost, what is joined next is what is stored:
    nothing is left to send, nothing is asked, nothing is there twice."""
    key, base, mine, theirs = triple
    first = merge_value(key, base, mine, theirs)
    if any(item.kind is CollisionKind.LIST_UNKNOWN for item in first.collisions):
        return True
    value = first.value
    for collision in first.collisions:
        side = collision.mine if rng.random() < 0.5 else collision.theirs
        value = settle(value, collision, side)
    if not _is_sendable(key, value):
        return True
    # As a send does it: the decided value goes on from theirs.
    base, mine, stored = theirs, value, theirs
    for _ in range(rng.randint(1, 4)):
        out = merge_value(key, base, mine, stored)
        if out.collisions:
            return False
        if rng.random() < 0.6:
            stored = _as_stored(out.value, rng)
        base, renames = learned(key, base, mine, stored)
        mine = rename(mine, renames)
    stored = _as_stored(merge_value(key, base, mine, stored).value, rng)
    base, renames = learned(key, base, mine, stored)
    last = merge_value(key, base, rename(mine, renames), stored)
    return not last.collisions and same_value(key, last.value, stored)


def _is_sendable(key: str, value: Value) -> bool:
    """The service takes no entry without its required field (API §5.3, §5.4)."""
    needed = {_JOBS: "title", _SCHOOLS: "school"}.get(key)
    return needed is None or all(entry.text(needed).strip() for entry in entries(value))


def _as_stored(value: Value, rng: random.Random) -> Value:
    """As the service keeps it: new entries have ids, in an order of its own perhaps."""
    if not isinstance(value, tuple):
        return value
    if words(value):
        return value
    kept = [
        entry.with_identity(fresh := f"srv{rng.getrandbits(40):x}", fresh)
        if entry.id is None
        else entry
        for entry in entries(value)
    ]
    return tuple(kept)


Law: TypeAlias = Callable[[Triple, random.Random], bool]
LAWS: Final[tuple[Law, ...]] = (
    untouched_follows,
    unchanged_there_is_mine,
    same_on_both_sides,
    additions_are_kept,
    nobody_is_overruled,
    converges,
)


@dataclass(frozen=True, slots=True)
class Broken:
    """A triple for which a law does not hold."""

    seed: str
    law: str
    triple: Triple


def check(seed: str) -> list[Broken]:
    """Every law on the triple of that seed."""
    rng = random.Random(seed)
    triple = draw_triple(rng)
    return [
        Broken(seed, law.__name__, triple)
        for law in LAWS
        if not law(triple, random.Random(f"{seed}/{law.__name__}"))
    ]

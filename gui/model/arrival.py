"""What a read tells about a write of unknown outcome, atom by atom.

A lost answer leaves open whether the write was applied, and until the next read others may have
changed the same list, the same entry even. So nothing is judged as a whole: each change that was
sent counts as arrived when it shows, and as never sent when it does not. Taking too little for
arrived only asks or sends once more; taking too much would lose an edit.

Likeness under the service's normal forms proves nothing by itself: what stands there just as it
did before has not arrived, or correcting capitals would count as done without being done.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final, TypeAlias, TypeVar

from gui.model.comparison import differing_fields, same_atom
from gui.model.fields import Kind, field_of
from gui.model.intended import landed
from gui.model.merge import Renames, content, is_unknown, normal_text, rename, same_entries
from gui.model.values import (
    MISSING,
    Atom,
    Entries,
    Entry,
    Missing,
    Value,
    Words,
    entries,
    find_entry,
    is_blank,
    words,
)

T = TypeVar("T")

Doubtful: TypeAlias = Mapping[str, Mapping[str, frozenset[str]]]
"""By key and ref the new entries that may be there already, with the ids of those that they may
have become; see `perhaps_there`."""

_ENOUGH: Final = 2
"""So many equal fields, and no fewer than contradict, make two entries one (see `_likeness`)."""


def learned(key: str, base: Value, sent: Value, stored: Value) -> tuple[Value, Renames]:
    """The base with those of the changes that were sent which the stored value shows.

    The second part tells under which identities entries that were sent stand there now; who
    keeps them elsewhere renames them there too. Not for write-only keys.
    """
    kind = field_of(key).kind
    if kind is Kind.WORDS:
        if is_unknown(stored):
            return base, {}
        return _words_learned(words(base), words(sent), words(stored)), {}
    if kind in (Kind.ENTRIES, Kind.PROFILES):
        if is_unknown(stored):
            return base, {}
        return _entries_learned(key, entries(base), entries(sent), entries(stored))
    return (sent if landed(key, sent, stored) and _shows(sent, base, stored) else base), {}


def _shows(sent: object, base: object, stored: object) -> bool:
    """Of two values that are alike: whether the stored one is there because of what was sent."""
    if stored == sent or (is_blank(sent) and is_blank(stored)):
        return True
    return stored != base and not (is_blank(stored) and is_blank(base))


# --- entries ----------------------------------------------------------------------------------


def identities(key: str, base: Entries, sent: Entries, stored: Entries) -> Renames:
    """Under which identities entries of a list that was sent stand there now.

    First as they were sent, then as they were before (others may have given them new ids), then
    with something that others changed since.
    """
    exact = same_entries(key, base, sent, stored)
    left = tuple(entry for entry in base if entry.ref not in exact)
    again = same_entries(key, tuple(exact.values()), left, stored)
    renames = {**exact, **again}
    known = {entry.ref for entry in base}
    return renames | _alike_entries(key, known, sent, stored, renames)


def perhaps_there(
    key: str, known: Collection[str], out: Entries, stored: Entries
) -> dict[str, frozenset[str]]:
    """The new entries of a write of unknown outcome that a read does not show, where others have
    appeared since: somebody may have rewritten one so far that it cannot be known again.

    `known` are the refs of what stood there before the write, `out` the list as it went out,
    under the identities that were found since. Social profiles are known by their networks.
    """
    if field_of(key).kind is not Kind.ENTRIES:
        return {}
    there = {entry.ref for entry in stored}
    strangers = frozenset(there.difference(known, (entry.ref for entry in out)))
    missed = [entry.ref for entry in out if entry.id is None and entry.ref not in there]
    return dict.fromkeys(missed, strangers) if strangers else {}


def in_doubt(one: Doubtful, key: str, more: Mapping[str, frozenset[str]]) -> Doubtful:
    """Both together."""
    if not more:
        return one
    had = one.get(key, {})
    return {
        **one,
        key: {**had, **{ref: had.get(ref, frozenset()) | ids for ref, ids in more.items()}},
    }


def _entries_learned(
    key: str, base: Entries, sent: Entries, stored: Entries
) -> tuple[Value, Renames]:
    renames = identities(key, base, sent, stored)
    old, mine = entries(rename(base, renames)), entries(rename(sent, renames))
    wanted = {entry.ref: entry for entry in mine}
    there = {entry.ref: entry for entry in stored}
    result: dict[str, Entry] = {}
    for was in old:
        my, now = wanted.get(was.ref), there.get(was.ref)
        if my is None and now is None:
            continue  # removed, as it was sent
        result[was.ref] = was if my is None or now is None else _fields_learned(was, my, now)
    before = {was.ref for was in old}
    for my in mine:
        now = there.get(my.ref)
        if my.ref not in before and now is not None:
            result[my.ref] = my if content(key, my) == content(key, now) else _common(my, now)
    order = _placed([was.ref for was in old], [my.ref for my in mine], result)
    return tuple(result[ref] for ref in order), renames


def _fields_learned(was: Entry, my: Entry, now: Entry) -> Entry:
    result = was
    for name in differing_fields(was, my):
        sent, stored = my.get(name), now.get(name)
        if _alike(sent, stored) and _shows(sent, was.get(name), stored):
            result = result.with_field(name, sent)
    return result


def _alike_entries(
    key: str, known: Collection[str], sent: Entries, stored: Entries, found: Renames
) -> dict[str, Entry]:
    """Entries that stand there with something changed by others since they arrived: new ones, and
    those that others had removed just before, which the service then makes anew."""
    there = {entry.ref for entry in stored}
    taken = {*known, *(entry.ref for entry in sent), *(entry.ref for entry in found.values())}
    strangers = [entry for entry in stored if entry.ref not in taken]
    missed = [
        entry
        for entry in sent
        if entry.ref not in found and not (entry.ref in known and entry.ref in there)
    ]
    pairs = [
        (likeness, entry, other)
        for entry in missed
        for other in strangers
        if (likeness := _likeness(key, entry, other)) > 0
    ]
    likest: dict[str, Entry] = {}
    # The surest first, so that none takes what is more like another.
    for _sure, entry, other in sorted(pairs, key=lambda pair: pair[0], reverse=True):
        if entry.ref not in likest and other in strangers:
            likest[entry.ref] = other
            strangers.remove(other)
    return likest


def _likeness(key: str, one: Entry, other: Entry) -> int:
    """How sure it is that two entries are one; 0 for not at all. What names an entry, its title
    or school, counts twice.

    As much that is equal as contradicts is enough: nothing is lost by taking two for one, since
    it is asked where they contradict each other, but one taken for two would be added again.
    """
    equal = against = 0
    for inner in field_of(key).entry_fields:
        mine, theirs = one.get(inner.name), other.get(inner.name)
        if is_blank(mine) or is_blank(theirs):
            continue
        if _alike(mine, theirs):
            equal += isinstance(mine, str) + inner.required
        else:
            against += 1
    return 1 + equal - against if equal >= _ENOUGH and equal >= against else 0


def _common(one: Entry, other: Entry) -> Entry:
    """Only what both say, so that what they contradict is asked about."""
    agreed = {
        name: one.get(name) for name in one.fields if same_atom(one.get(name), other.get(name))
    }
    return Entry(one.ref, one.id, {n: v for n, v in agreed.items() if not isinstance(v, Missing)})


def _alike(one: Atom | Missing, other: Atom | Missing) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return normal_text(one) == normal_text(other)
    return same_atom(one, other) or {one, other} <= {False, None, MISSING}


# --- words ------------------------------------------------------------------------------------


def _words_learned(base: Words, sent: Words, stored: Words) -> Words:
    news = {normal_text(word) for word in stored if word not in base}
    anew = [
        word for word in sent if word not in base and (word in stored or normal_text(word) in news)
    ]
    # What others spell differently was not removed, and what I respelt is one word.
    there = {normal_text(word) for word in stored}
    respelt = {normal_text(word) for word in anew}
    kept = [
        word
        for word in base
        if word in sent or (normal_text(word) in there and normal_text(word) not in respelt)
    ]
    return tuple(_placed(kept, sent, dict.fromkeys((*kept, *anew))))


def _placed(kept: Iterable[T], wanted: Iterable[T], result: Mapping[T, object]) -> list[T]:
    """The order of the base, what is new standing behind what it was put behind."""
    order = [item for item in kept if item in result]
    previous: T | None = None
    for item in wanted:
        if item in result and item not in order:
            order.insert(order.index(previous) + 1 if previous is not None else 0, item)
        if item in order:
            previous = item
    return order


# --- seen from the draft -----------------------------------------------------------------------


def with_doubtful(before: Entries, base: Entries, current: Value) -> Entries:
    """The base with entries that are gone, that I may have removed, and that I have again.

    Whether my removal arrived or somebody else removed them nobody can tell. They stay in the base
    as entries that say nothing, so that keeping mine is asked about.
    """
    known = {entry.ref for entry in base}
    doubtful = [
        Entry(entry.ref, entry.id, {})
        for entry in before
        if entry.ref not in known and find_entry(current, entry.ref) is not None
    ]
    return (*base, *doubtful)


def as_it_went(before: Value, mine: Value, out: Value) -> Value:
    """What was sent, seen from a baseline that may be newer: what others had added went out too,
    and is not something that I removed."""
    if not isinstance(mine, tuple) or not isinstance(out, tuple):
        return mine
    if words(out) or words(mine):
        more = [word for word in words(out) if word in words(before) and word not in words(mine)]
        return (*words(mine), *more)
    known, ours = ({entry.ref for entry in entries(each)} for each in (before, mine))
    added = [entry for entry in entries(out) if entry.ref in known - ours]
    return (*entries(mine), *added)

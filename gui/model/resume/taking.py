"""Putting what was picked from a resume into a draft: the person's gesture, one undo step each.

Everything here was asked for by the person, place by place; what the program offers by itself is
`gui.model.resume.accepting`'s. Cleaning is `gui.model.resume.picking`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from gui.i18n import _, ngettext
from gui.model.draft import Draft
from gui.model.fields import Kind, field_of
from gui.model.networks import read_profile_url, same_network
from gui.model.values import (
    Atom,
    Entries,
    Entry,
    Missing,
    Place,
    entries,
    find_entry,
    is_blank,
    replace_entry,
    words,
)
from gui.model.words import Sifted, sift_words


def take_value(draft: Draft, place: Place, value: str | None) -> bool:
    """Puts one value at a key or at a field of an entry; False where that changes nothing.

    The address of a profile fills its network and username too, where they are empty.
    """
    label = _("Take {field} from the resume").format(field=place_label(place))
    if place.field is None:
        return draft.apply({place.key: value}, place=place, label=label)
    fields: dict[str, Atom | Missing] = {place.field: value}
    entry = find_entry(draft.value(place.key), place.entry or "")
    if entry is not None and kind_at(place) is Kind.URL and value is not None:
        fields.update(_beside_url(entry, value))
    return _set_fields(draft, place, fields, label)


def take_present(draft: Draft, place: Place) -> bool:
    """Takes a word for "until now" as the end of a job: it is current and has no end date."""
    label = _("Take {field} from the resume").format(field=place_label(place))
    fields: dict[str, Atom | Missing] = {"end_date": None}
    if field_of(place.key).entry_field("current") is not None:
        fields["current"] = True
    return _set_fields(draft, place, fields, label)


def take_name(draft: Draft, first: str, last: str) -> bool:
    """Puts a whole name into first and last name."""
    label = _("Take the name from the resume")
    place = Place("firstname")
    return draft.apply({"firstname": first, "lastname": last}, place=place, label=label)


def take_words(draft: Draft, key: str, new: Iterable[str]) -> Sifted:
    """Adds tags or skills at the end; twins of those that are there are not added again."""
    here = words(draft.value(key))
    sifted = sift_words(here, new)
    if sifted.fresh:
        place = Place(key, sifted.fresh[-1])
        draft.apply({key: (*here, *sifted.fresh)}, place=place, label=_many(key, len(sifted.fresh)))
    return sifted


def take_entries(draft: Draft, key: str, rows: Sequence[Mapping[str, Atom]]) -> tuple[str, ...]:
    """Adds entries, each where its dates belong in a list that is sorted, else on top; their
    refs in the order given."""
    if not rows:
        return ()
    before = entries(draft.value(key))
    here, refs = before, []
    is_sorted = _is_sorted(before)
    for number, row in enumerate(rows):
        entry = Entry(draft.new_ref(), None, dict(row))
        at = _belongs(here, entry) if is_sorted else number
        here = (*here[:at], entry, *here[at:])
        refs.append(entry.ref)
    draft.apply({key: here}, place=Place(key, refs[0]), label=_many(key, len(rows)))
    return tuple(refs)


def take_into_entry(draft: Draft, place: Place, fields: Mapping[str, Atom]) -> bool:
    """Puts several fields into an entry that is there; those not named stay as they are."""
    label = _("Take {noun} from the resume").format(noun=_(field_of(place.key).noun[0]))
    where = Place(place.key, place.entry)
    return _set_fields(draft, where, dict(fields), label)


def take_profiles(draft: Draft, rows: Sequence[Mapping[str, Atom]]) -> tuple[str, ...]:
    """Adds social profiles; of a network that is there already the profile is corrected, since
    the service keeps one of each (API §5.8). The refs of those that were added or changed."""
    key = "social_profiles"
    before = entries(draft.value(key))
    here, refs = before, []
    for row in rows:
        network = str(row.get("type") or "")
        there = next((one for one in here if same_network(one.text("type"), network)), None)
        if there is None:
            entry = Entry(draft.new_ref(), None, dict(row))
            here = (entry, *here)
        else:
            entry = there
            for name, value in row.items():
                entry = entry.with_field(name, value)
            here = replace_entry(here, there.ref, entry)
        refs.append(entry.ref)
    if refs:
        draft.apply({key: here}, place=Place(key, refs[0]), label=_many(key, len(refs)))
    return tuple(refs)


def place_label(place: Place) -> str:
    """What a place is called in a sentence: its field, else its key."""
    field = field_of(place.key)
    inner = field.entry_field(place.field or "")
    return inner.label if inner is not None else field.label


def kind_at(place: Place) -> Kind:
    """The kind of what stands at a place: of its field, else of its key."""
    field = field_of(place.key)
    inner = field.entry_field(place.field or "")
    return inner.kind if inner is not None else field.kind


# --- inside -----------------------------------------------------------------------------------


def _beside_url(entry: Entry, value: str) -> dict[str, Atom]:
    link = read_profile_url(value)
    beside: dict[str, Atom] = {}
    if link is not None:
        if is_blank(entry.get("type")):
            beside["type"] = link.type
        if is_blank(entry.get("username")) and link.username:
            beside["username"] = link.username
    return beside


def _set_fields(
    draft: Draft, place: Place, fields: Mapping[str, Atom | Missing], label: str
) -> bool:
    here = draft.value(place.key)
    entry = find_entry(here, place.entry or "")
    if entry is None:
        return False
    changed = entry
    for name, value in fields.items():
        if not (is_blank(value) and is_blank(entry.get(name))):
            changed = changed.with_field(name, value)
    after = replace_entry(entries(here), entry.ref, changed)
    return draft.apply({place.key: after}, place=place, label=label)


def _many(key: str, count: int) -> str:
    nouns = ngettext(*field_of(key).noun, count)
    if count == 1:
        return _("Take {noun} from the resume").format(noun=nouns)
    return _("Take {count} {nouns} from the resume").format(count=count, nouns=nouns)


def _newness(entry: Entry) -> tuple[bool, str, str]:
    """By what entries are sorted, newest first: those that go on are the newest."""
    start, end = entry.text("start_date"), entry.text("end_date")
    goes_on = entry.get("current") is True or (not end and bool(start))
    return goes_on, end or start, start


def _is_sorted(here: Entries) -> bool:
    keys = [_newness(entry) for entry in here]
    dated = all(start or end for _on, end, start in keys)
    return bool(keys) and dated and all(a >= b for a, b in pairwise(keys))


def _belongs(here: Entries, entry: Entry) -> int:
    """Before the first that is older; one without any date on top."""
    mine = _newness(entry)
    if not mine[1]:
        return 0
    return next((at for at, other in enumerate(here) if _newness(other) < mine), len(here))

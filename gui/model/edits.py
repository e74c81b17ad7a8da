"""The verbs of editing: short functions that change a draft by one undo step each.

Where one edit implies another (a current job has no end date) both are in the same step, so
that undo takes back what the person saw as one thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import cast

from gui.i18n import _, ngettext
from gui.model.draft import Draft
from gui.model.fields import field_of
from gui.model.findings import Fix
from gui.model.values import (
    MISSING,
    Atom,
    Entry,
    Missing,
    Place,
    Upload,
    Value,
    entries,
    find_entry,
    is_blank,
    replace_entry,
    words,
)
from gui.model.words import sign_of


def set_value(draft: Draft, key: str, value: Value, *, typing: bool = False) -> bool:
    """Sets one key to a value; as part of a burst when it was typed."""
    label = _("Change {field}").format(field=field_of(key).label)
    return draft.apply({key: value}, place=Place(key), label=label, typing=typing)


def set_upload(draft: Draft, key: str, upload: Upload | None, *, label: str = "") -> bool:
    """Stages a file or link under ``resume`` or ``image``, or takes it off again for None.

    `label` names the step where it was more than choosing a file.
    """
    value: Value = MISSING if upload is None else upload
    usual = _("Remove staged {field}") if upload is None else _("Stage {field}")
    said = label or usual.format(field=field_of(key).label)
    return draft.apply({key: value}, place=Place(key), label=said)


def take_fix(draft: Draft, fix: Fix) -> bool:
    """Takes a proposal: all its places in one step, the first being where undo goes."""
    values: dict[str, Value] = {}
    for place, proposed in fix.changes:
        here = values.get(place.key, draft.value(place.key))
        if place.field is None:
            values[place.key] = cast(Value, proposed)
            continue
        entry = find_entry(here, place.entry or "")
        if entry is not None:
            atom = cast("Atom", proposed)
            values[place.key] = replace_entry(
                entries(here), entry.ref, entry.with_field(place.field, atom)
            )
    if not values:
        return False
    place = fix.changes[0][0]
    label = _("{proposal} in {field}").format(proposal=fix.label, field=_field_label(place))
    return draft.apply(values, place=place, label=label)


# --- entries ------------------------------------------------------------------------------


def set_entry_field(
    draft: Draft, place: Place, value: Atom | Missing, *, typing: bool = False
) -> bool:
    """Sets one field of an entry; False when the entry is not there (any more)."""
    if place.field is None:
        raise ValueError("the place must name a field")
    return set_entry_fields(draft, place, {place.field: value}, typing=typing)


def set_entry_fields(
    draft: Draft,
    place: Place,
    values: Mapping[str, Atom | Missing],
    *,
    typing: bool = False,
    gone: str | None = None,
) -> bool:
    """Sets several fields of one entry in one step, the place being where undo goes.

    `gone` is another entry that goes in the same step, as what it held is in this one now.
    """
    here = draft.value(place.key)
    entry = find_entry(here, place.entry or "")
    if entry is None:
        return False
    changed = entry
    for name, value in values.items():
        changed = changed.with_field(name, value)
    label = _("Change {field}").format(field=_field_label(place))
    value_after = replace_entry(entries(here), entry.ref, changed)
    value_after = tuple(each for each in value_after if each.ref != gone)
    return draft.apply({place.key: value_after}, place=place, label=label, typing=typing)


def set_current_job(draft: Draft, place: Place, current: bool) -> bool:
    """Marks a job as current; a current job's end date is cleared in the same step (rule 7)."""
    values: dict[str, Atom | Missing] = {"current": current}
    entry = find_entry(draft.value(place.key), place.entry or "")
    if current and entry is not None and not is_blank(entry.get("end_date")):
        values["end_date"] = None
    return set_entry_fields(draft, Place(place.key, place.entry, "current"), values)


def add_entry(draft: Draft, key: str, fields: Mapping[str, Atom], *, at: int = 0) -> str:
    """Adds an entry at a position (0 is the top) and returns its ref."""
    ref = draft.new_ref()
    here = entries(draft.value(key))
    items = (*here[:at], Entry(ref, None, fields), *here[at:])
    label = _("Add {noun}").format(noun=_(field_of(key).noun[0]))
    draft.apply({key: items}, place=Place(key, ref), label=label)
    return ref


def add_entries(draft: Draft, key: str, rows: Sequence[Mapping[str, Atom]]) -> tuple[str, ...]:
    """Adds several entries on top, in their order, as one step; returns their refs."""
    if not rows:
        return ()
    fresh = tuple(Entry(draft.new_ref(), None, fields) for fields in rows)
    label = _("Add {count} {nouns}").format(count=len(rows), nouns=_nouns(key, len(rows)))
    place = Place(key, fresh[0].ref)
    draft.apply({key: (*fresh, *entries(draft.value(key)))}, place=place, label=label)
    return tuple(entry.ref for entry in fresh)


def duplicate_entry(draft: Draft, place: Place) -> str | None:
    """Puts a copy of an entry, without its id, right behind it; returns the copy's ref."""
    here = entries(draft.value(place.key))
    entry = find_entry(here, place.entry or "")
    if entry is None:
        return None
    ref = draft.new_ref()
    at = here.index(entry) + 1
    known = {name for name in entry.fields if field_of(place.key).entry_field(name)}
    copy = Entry(ref, None, {name: entry.fields[name] for name in entry.fields if name in known})
    label = _("Duplicate {noun}").format(noun=_(field_of(place.key).noun[0]))
    draft.apply(
        {place.key: (*here[:at], copy, *here[at:])}, place=Place(place.key, ref), label=label
    )
    return ref


def remove_entry(draft: Draft, place: Place) -> bool:
    """Removes an entry from the list."""
    here = entries(draft.value(place.key))
    left = tuple(entry for entry in here if entry.ref != place.entry)
    label = _("Remove {noun}").format(noun=_(field_of(place.key).noun[0]))
    return draft.apply({place.key: left}, place=Place(place.key, place.entry), label=label)


def move_entry(draft: Draft, place: Place, by: int) -> bool:
    """Moves an entry up (negative) or down by that many positions, as far as there are any."""
    here = list(entries(draft.value(place.key)))
    entry = find_entry(tuple(here), place.entry or "")
    if entry is None:
        return False
    at = here.index(entry)
    to = max(0, min(len(here) - 1, at + by))
    here.insert(to, here.pop(at))
    label = _("Move {noun}").format(noun=_(field_of(place.key).noun[0]))
    return draft.apply({place.key: tuple(here)}, place=place, label=label)


def sort_newest_first(draft: Draft, key: str) -> bool:
    """Sorts a list by its dates, current ones first; equal ones keep their order."""
    here = entries(draft.value(key))
    ordered = tuple(sorted(here, key=_recency, reverse=True))
    return draft.apply({key: ordered}, place=Place(key), label=_("Sort newest first"))


def _recency(entry: Entry) -> tuple[bool, str, str]:
    ends = entry.text("end_date")
    current = entry.get("current") is True or (not ends and bool(entry.text("start_date")))
    return (current, ends or entry.text("start_date"), entry.text("start_date"))


# --- tags and skills ----------------------------------------------------------------------


def add_words(draft: Draft, key: str, new: Iterable[str]) -> tuple[str, ...]:
    """Adds tags or skills at the end and returns the twins that were there already."""
    here = words(draft.value(key))
    signs = {sign_of(word): word for word in here}
    fresh: list[str] = []
    twins: list[str] = []
    for word in new:
        if (sign := sign_of(word)) in signs:
            twins.append(signs[sign])
        else:
            signs[sign] = word
            fresh.append(word)
    if fresh:
        label = _("Add {count} {nouns}").format(count=len(fresh), nouns=_nouns(key, len(fresh)))
        draft.apply({key: (*here, *fresh)}, place=Place(key, fresh[-1]), label=label)
    return tuple(twins)


def remove_word(draft: Draft, key: str, word: str) -> bool:
    """Removes a tag or skill."""
    return _reword(
        draft, key, word, _("Remove {noun}"), lambda at, here: (*here[:at], *here[at + 1 :])
    )


def rename_word(draft: Draft, key: str, word: str, new: str) -> bool:
    """Spells a tag or skill differently, in its place."""
    return _reword(
        draft, key, word, _("Change {noun}"), lambda at, here: (*here[:at], new, *here[at + 1 :])
    )


def move_word(draft: Draft, key: str, word: str, by: int) -> bool:
    """Moves a tag or skill by that many positions."""

    def moved(at: int, here: tuple[str, ...]) -> tuple[str, ...]:
        rest = [*here[:at], *here[at + 1 :]]
        rest.insert(max(0, min(len(rest), at + by)), word)
        return tuple(rest)

    return _reword(draft, key, word, _("Move {noun}"), moved)


def _reword(
    draft: Draft,
    key: str,
    word: str,
    label: str,
    change: Callable[[int, tuple[str, ...]], tuple[str, ...]],
) -> bool:
    here = words(draft.value(key))
    if word not in here:
        return False
    after = change(here.index(word), here)
    text = label.format(noun=_(field_of(key).noun[0]))
    return draft.apply({key: after}, place=Place(key, word), label=text)


# --- words for labels ---------------------------------------------------------------------


def _field_label(place: Place) -> str:
    field = field_of(place.key)
    inner = field.entry_field(place.field or "")
    return inner.label if inner else field.label


def _nouns(key: str, count: int) -> str:
    singular, plural = field_of(key).noun
    return ngettext(singular, plural, count)

"""What is doubtful or wrong in a record, given what was read.

Old faults never block an unrelated fix (ux rule 24): an error exists only in a key that has
changed, since only that would be sent; the same fault as it was read is a hint. Nothing here
alters a value: a fix is a proposal that the person takes or leaves.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final, TypeAlias

from gui.i18n import _
from gui.model.comparison import Change, Effect, compare_key, same_atom
from gui.model.dates import is_stored_form, long_text
from gui.model.fields import FIELDS, EntryField, Field, Kind, field_of
from gui.model.fileformats import MAX_FILE_SIZE
from gui.model.findings import RECORD, Finding, Fix, Level, at_place, errors, worst
from gui.model.names import exchanged, has_capitals_only, proposed_case
from gui.model.networks import (
    NETWORKS,
    is_web_url,
    network_name,
    read_profile_url,
    same_network,
)
from gui.model.record import Record
from gui.model.texts import for_label, has_lone_surrogate, human_size, visible
from gui.model.valuechecks import change_to, check_value, not_sendable
from gui.model.values import (
    Entry,
    FileUpload,
    LinkUpload,
    Place,
    Value,
    entries,
    is_blank,
    text,
    words,
)
from gui.model.words import folded_tag, twin_groups, without_later_twins

__all__ = [
    "RECORD",
    "Checker",
    "Finding",
    "Fix",
    "Level",
    "at_place",
    "check_key",
    "check_record",
    "check_value",
    "errors",
    "worst",
]


EntryCheck: TypeAlias = Callable[[Field, Entry, Entry | None, bool], tuple[Finding, ...]]
"""The findings of one entry: its list, itself, as it was read, and whether the list is sent."""


def check_record(current: Record, baseline: Record) -> tuple[Finding, ...]:
    """Everything to be said about a record as it stands, in the order of the form.

    Cheap enough for every keystroke: a few milliseconds for a record with 60 entries.
    """
    found: list[Finding] = []
    is_changed = False
    for field in FIELDS:
        change = compare_key(field.key, baseline.get(field.key), current.get(field.key))
        is_changed = is_changed or change is not None
        found.extend(_check_key(field, current, baseline, change))
    if is_changed and baseline.facts.anonymized:
        sentence = _("This record was anonymised. Workable may refuse changes to it.")
        found.insert(0, Finding(RECORD, Level.WARNING, "anonymized", sentence))
    return tuple(found)


def check_key(key: str, current: Record, baseline: Record) -> tuple[Finding, ...]:
    """The part of `check_record` about one key. The two names and the e-mail look at each other."""
    change = compare_key(key, baseline.get(key), current.get(key))
    return tuple(_check_key(field_of(key), current, baseline, change))


class Checker:
    """The findings of one record while it is edited: only what has changed is looked at again.

    A keystroke in one of 300 jobs looks at that job. It remembers by identity, since values are
    immutable and what was not touched stays the same object.
    """

    def __init__(self) -> None:
        self._keys: dict[str, tuple[tuple[Value, ...], tuple[Finding, ...]]] = {}
        self._entries: dict[str, dict[str, _Known]] = {}

    def check_key(
        self, key: str, current: Record, baseline: Record, change: Change | None
    ) -> tuple[Finding, ...]:
        """What the function of that name says; `change` is how the key differs."""
        seen = (baseline.get(key), *(current.get(each) for each in _SEEN_WITH.get(key, (key,))))
        known = self._keys.get(key)
        if known is not None and all(map(operator.is_, known[0], seen)):
            return known[1]
        before = self._entries.get(key, {})
        after = self._entries[key] = {}

        def remembered(
            field: Field, entry: Entry, old: Entry | None, is_sent: bool
        ) -> tuple[Finding, ...]:
            last = before.get(entry.ref)
            if last is None or not (last[0] is entry and last[1] is old and last[2] is is_sent):
                last = (entry, old, is_sent, _check_entry(field, entry, old, is_sent))
            after[entry.ref] = last
            return last[3]

        found = tuple(_check_key(field_of(key), current, baseline, change, remembered))
        self._keys[key] = (seen, found)
        return found


_Known: TypeAlias = tuple[Entry, Entry | None, bool, tuple[Finding, ...]]

_SEEN_WITH: Final = dict.fromkeys(("firstname", "lastname"), ("firstname", "lastname", "email"))
"""The keys that a key's findings depend on, where it is not that key alone."""


def _check_entry(
    field: Field, entry: Entry, old: Entry | None, is_sent: bool
) -> tuple[Finding, ...]:
    return tuple(_entry_findings(field, entry, old, is_sent=is_sent))


def _check_key(
    field: Field,
    current: Record,
    baseline: Record,
    change: Change | None,
    check_entry: EntryCheck = _check_entry,
) -> Iterator[Finding]:
    value = current.get(field.key)
    if field.kind in (Kind.ENTRIES, Kind.PROFILES):
        is_sent = change is not None
        yield from _check_list(field, value, baseline.get(field.key), is_sent, check_entry)
    elif field.kind is Kind.WORDS:
        yield from _check_words(field, value, change)
    elif field.kind in (Kind.RESUME, Kind.PHOTO):
        yield from _check_upload(Place(field.key), value)
    else:
        place = Place(field.key)
        for finding in check_value(field, value, place):
            yield from [finding] if change is not None else _as_read(finding)
        if field.key in ("firstname", "lastname"):
            yield from _check_name(field.key, current)
        if field.kind is Kind.EMAIL and change is not None and is_blank(value):
            sentence = _("Workable knows people by their e-mail and may refuse to empty it.")
            yield Finding(place, Level.WARNING, "email-emptied", sentence)


def _as_read(finding: Finding) -> Iterator[Finding]:
    """A finding about a value that stands in the record already.

    The service has taken it, so its length is none of our business, and nothing can be blocked.
    """
    if finding.code != "too-long":
        yield replace(finding, level=Level.HINT)


# --- names ----------------------------------------------------------------------------------


def _check_name(key: str, current: Record) -> Iterator[Finding]:
    first, last = text(current.get("firstname")), text(current.get("lastname"))
    name, other = (first, last) if key == "firstname" else (last, first)
    place = Place(key)
    # A single word with nothing beside it may be written like that on purpose.
    if has_capitals_only(name) and (other.strip() or len(name.split()) > 1):
        proposal = proposed_case(name)
        fix = change_to(place, proposal) if proposal is not None else None
        sentence = _("Written in capitals only.")
        yield Finding(place, Level.HINT, "capitals", sentence, fix)
    other_way = exchanged(first, last, text(current.get("email")))
    if key == "firstname" and other_way is not None:
        changes = ((Place("firstname"), other_way[0]), (Place("lastname"), other_way[1]))
        sentence = _("First and last name look exchanged.")
        yield Finding(place, Level.HINT, "name-order", sentence, Fix(_("Swap names"), changes))


# --- lists of entries -----------------------------------------------------------------------


def _check_list(
    field: Field, value: Value, before: Value, is_sent: bool, check_entry: EntryCheck
) -> Iterator[Finding]:
    stored = {entry.ref: entry for entry in entries(before)}
    seen: set[str] = set()
    for entry in entries(value):
        yield from check_entry(field, entry, stored.get(entry.ref), is_sent)
        if field.kind is Kind.PROFILES:
            yield from _check_twin(field, entry, seen, is_sent=is_sent)


def _entry_findings(
    field: Field, entry: Entry, old: Entry | None, *, is_sent: bool
) -> Iterator[Finding]:
    yield from _check_fields(field, entry, old, is_sent=is_sent)
    yield from _check_dates(field, entry, old)
    if field.kind is Kind.PROFILES:
        yield from _check_address(field, entry)


def _check_fields(
    field: Field, entry: Entry, old: Entry | None, *, is_sent: bool
) -> Iterator[Finding]:
    for inner in field.entry_fields:
        place = Place(field.key, entry.ref, inner.name)
        for finding in check_value(inner, entry.get(inner.name), place):
            if old is None or not same_atom(old.get(inner.name), entry.get(inner.name)):
                yield finding
            elif not is_sent:
                yield from _as_read(finding)
            elif finding.code in ("required", "not-sendable"):
                # Untouched, but the list goes as a whole and would be refused for it.
                yield finding
            elif finding.code == "date-form":
                yield replace(finding, level=Level.WARNING, text=_odd_date(inner, entry))
            else:
                yield from _as_read(finding)


def _odd_date(inner: EntryField, entry: Entry) -> str:
    sentence = _("“{value}” was read like this. Workable may refuse the list for it.")
    return sentence.format(value=for_label(entry.text(inner.name), 40))


def _check_dates(field: Field, entry: Entry, old: Entry | None) -> Iterator[Finding]:
    if field.entry_field("end_date") is None:
        return
    place = Place(field.key, entry.ref, "end_date")
    start, end = entry.text("start_date"), entry.text("end_date")
    names = ("start_date", "end_date", "current")
    is_old = old is not None and all(same_atom(old.get(name), entry.get(name)) for name in names)
    level = Level.HINT if is_old else Level.WARNING
    if is_stored_form(start) and is_stored_form(end) and end < start:
        sentence = _("The end, {end}, is before the start, {start}.")
        sentence = sentence.format(end=long_text(end), start=long_text(start))
        yield Finding(place, level, "end-before-start", sentence)
    if entry.get("current") is True and end:
        sentence = _("A current job has no end date.")
        fix = Fix(_("Remove the end date"), ((place, None),))
        yield Finding(place, level, "current-with-end", sentence, fix)


def _check_twin(field: Field, entry: Entry, seen: set[str], *, is_sent: bool) -> Iterator[Finding]:
    place = Place(field.key, entry.ref, "type")
    network = entry.text("type")
    if network and network in seen:
        level = Level.ERROR if is_sent else Level.HINT
        sentence = _("There are two profiles of {network}. Workable keeps one for each network.")
        sentence = sentence.format(network=network_name(network))
        yield Finding(place, level, "network-twice", sentence)
    seen.add(network)


def _check_address(field: Field, entry: Entry) -> Iterator[Finding]:
    place = Place(field.key, entry.ref, "type")
    network = entry.text("type")
    link = read_profile_url(entry.text("url"))
    if link is not None and network and not same_network(network, link.type):
        sentence = _("The address belongs to {network}.").format(network=network_name(link.type))
        label = _("Use “{value}”").format(value=network_name(link.type))
        fix = Fix(label, ((place, link.type),))
        yield Finding(place, Level.HINT, "network-mismatch", sentence, fix)


# --- words and files ------------------------------------------------------------------------


def _check_words(field: Field, value: Value, change: Change | None) -> Iterator[Finding]:
    here = words(value)
    for group in twin_groups(here):
        sentence = _("“{first}” and “{second}” read the same.")
        sentence = sentence.format(first=for_label(group[0], 40), second=for_label(group[1], 40))
        label = _("Keep “{first}” only").format(first=for_label(group[0], 40))
        gone = set(group[1:])
        kept = tuple(word for word in here if word not in gone)
        if len(set(group)) < len(group):
            kept = without_later_twins(here)
        fix = Fix(label, ((Place(field.key), kept),))
        yield Finding(Place(field.key, group[1]), Level.HINT, "twins", sentence, fix)
    if change is None:
        return
    for word in here:
        if has_lone_surrogate(word):
            broken = not_sendable(Place(field.key, word), word)
            yield replace(broken, fix=None)
    if field.key != "tags":
        return
    for added in (item.word for item in change.words if item.effect is Effect.ADDED):
        stored = folded_tag(added)
        if stored == added:
            continue
        shown = for_label(visible(added), 40)
        if stored is not None:
            sentence = _("Workable may store the tag “{tag}” as “{stored}”.")
            sentence = sentence.format(tag=shown, stored=for_label(stored, 40))
        else:
            sentence = _("Workable may ignore the tag “{tag}”: it is too long or begins blank.")
            sentence = sentence.format(tag=shown)
        yield Finding(Place(field.key, added), Level.WARNING, "tag-folded", sentence)


def _check_upload(place: Place, value: Value) -> Iterator[Finding]:
    """What the service would refuse of a file or link that is staged."""
    if isinstance(value, LinkUpload) and not is_web_url(value.url):
        sentence = _("The link is not a web address. Enter one that begins with https://.")
        yield Finding(place, Level.ERROR, "link-form", sentence)
    if isinstance(value, FileUpload) and value.size > MAX_FILE_SIZE:
        sentence = _("The file has {size}. Workable takes at most {limit}.")
        sentence = sentence.format(size=human_size(value.size), limit=human_size(MAX_FILE_SIZE))
        yield Finding(place, Level.ERROR, "file-size", sentence)
    if isinstance(value, FileUpload | LinkUpload) and value.source not in (None, *NETWORKS):
        sentence = _("The source is not a network that Workable names. Choose another or none.")
        yield Finding(place, Level.ERROR, "source-unknown", sentence)

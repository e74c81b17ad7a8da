"""A colleague who changes a record while somebody else has it open: for collisions to be shown.

What he does is chosen by kind. He may be told what the other person has changed (`changed`, keys;
`changed_entries`, ids), so that he can hit or miss it, or exactly what to change (`key`, `entry`,
its `part`, `value`). His changes appear like any other: in the record and in its `updated_at`.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final

from gui.errors import RedlineError
from gui.i18n import N_, _
from gui.sandbox.entries import KINDS, shown_profile
from gui.sandbox.records import Records
from gui.sandbox.store import Document
from gui.sandbox.writing import SCALARS


class NothingToChange(RedlineError):
    """The record holds nothing that could be changed in that way."""


class TouchKind(enum.StrEnum):
    """What the colleague does."""

    ANOTHER_FIELD = "another_field"
    SAME_FIELD = "same_field"
    ANOTHER_ENTRY = "another_entry"
    SAME_ENTRY = "same_entry"
    ADD_ENTRY = "add_entry"
    REMOVE_ENTRY = "remove_entry"
    DELETE = "delete"
    SET = "set"


LABELS: Final[dict[TouchKind, str]] = {
    TouchKind.ANOTHER_FIELD: N_("Change another field"),
    TouchKind.SAME_FIELD: N_("Change the same field"),
    TouchKind.ANOTHER_ENTRY: N_("Change another entry of a list"),
    TouchKind.SAME_ENTRY: N_("Change the same entry"),
    TouchKind.ADD_ENTRY: N_("Add an entry"),
    TouchKind.REMOVE_ENTRY: N_("Remove an entry"),
    TouchKind.DELETE: N_("Delete the record"),
}
"""For a menu, marked for translation. `SET` is for tests and scripts."""

_LISTS: Final = (*reversed(KINDS), "social_profiles")
_MAIN_FIELD: Final = {
    "experience_entries": "title",
    "education_entries": "school",
    "social_profiles": "username",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """One change behind somebody's back. For `SET`, `values` are put into the document as they
    are, whatever the rules say; a value of None under `drop` is no value but no key."""

    kind: TouchKind = TouchKind.ANOTHER_FIELD
    changed: tuple[str, ...] = ()
    changed_entries: tuple[str, ...] = ()
    key: str | None = None
    entry: str | None = None
    part: str | None = None
    value: Any = None
    values: Mapping[str, Any] = field(default_factory=dict)
    drop: tuple[str, ...] = ()


def touch_from(document: Mapping[str, Any]) -> Touch:
    """A touch as the control surface takes it. ValueError for an unknown kind or key."""
    unknown = set(document) - {known.name for known in fields(Touch)}
    if unknown:
        raise ValueError(f"A touch has no {', '.join(sorted(unknown))}.")
    values = dict(document)
    values["kind"] = TouchKind(values.get("kind", TouchKind.ANOTHER_FIELD))
    for name in ("changed", "changed_entries", "drop"):
        values[name] = tuple(values.get(name, ()))
    return Touch(**values)


def touch(records: Records, record_id: str, change: Touch) -> Document:
    """Does it. What was done: `kind`, `key`, and `entry` where there is one.

    Refusal 404 where there is no such record; NothingToChange where it holds nothing of the kind.
    """
    record = records.find(record_id)
    if change.kind is TouchKind.DELETE:
        records.store.drop(record, source="colleague", at=records.clock.now())
        return {"kind": change.kind.value, "key": None, "entry": None}
    document = dict(record.document)
    if change.kind is TouchKind.SET:
        key, entry = None, None
        document |= change.values
        for name in change.drop:
            document.pop(name, None)
    elif change.kind in (TouchKind.ANOTHER_FIELD, TouchKind.SAME_FIELD):
        key, entry = _field(document, change), None
    else:
        key, entry = _entry(records, document, change)
    records.save(replace(record, document=document), source="colleague")
    return {"kind": change.kind.value, "key": key, "entry": entry}


def _field(document: Document, change: Touch) -> str:
    same = change.kind is TouchKind.SAME_FIELD
    # Names last: a changed name is easily taken for another person.
    order = ("headline", "phone", "address", "summary", *SCALARS, *(("tags", "skills") * same))
    key = change.key or _first(k for k in order if (k in change.changed) is same)
    if key is None:
        raise NothingToChange(
            _("There is no such field to change."),
            next_step=_("Change one yourself first.") if same else _("Open another candidate."),
        )
    if change.value is not None:
        document[key] = change.value
    elif key in ("tags", "skills"):
        word = "colleague" if key == "tags" else {"name": "colleague"}
        document[key] = [*(document.get(key) or []), word]
    else:
        document[key] = _other(key, document.get(key))
    if key in ("firstname", "lastname"):
        parts = (document.get("firstname"), document.get("lastname"))
        document["name"] = " ".join(part for part in parts if part) or None
    return key


def _entry(records: Records, document: Document, change: Touch) -> tuple[str, str | None]:
    same = change.kind is TouchKind.SAME_ENTRY
    lists = [change.key] if change.key else [*filter(change.changed.__contains__, _LISTS), *_LISTS]
    if change.kind is TouchKind.ADD_ENTRY:
        return lists[0], _add(records, document, lists[0], change.value)
    for key in lists:
        entries = list(document.get(key) or [])
        for index, entry in enumerate(entries):
            name = entry.get("id") or entry.get("type")
            wanted = name == change.entry if change.entry else _hits(name, change, same)
            if not wanted:
                continue
            if change.kind is TouchKind.REMOVE_ENTRY:
                del entries[index]
            else:
                field_name = change.part or _MAIN_FIELD[key]
                value = change.value
                if value is None:
                    value = _other(field_name, entry.get(field_name))
                entries[index] = {**entry, field_name: value}
            document[key] = entries
            return key, name
    raise NothingToChange(
        _("There is no such entry to change."),
        next_step=_("Open a candidate with schools or jobs, and change one of them first.")
        if same
        else _("Open a candidate with several schools or jobs."),
    )


def _hits(name: str | None, change: Touch, same: bool) -> bool:
    if change.kind is TouchKind.REMOVE_ENTRY:
        return True
    if same and not change.changed_entries:
        return True
    return (name in change.changed_entries) is same


def _add(records: Records, document: Document, key: str, value: Any) -> str | None:
    entries = list(document.get(key) or [])
    if key == "social_profiles":
        taken = {entry.get("type") for entry in entries}
        kind = _first(k for k in ("github", "xing", "twitter", "behance") if k not in taken)
        url = f"https://{kind}.example/colleague"
        document[key] = [*entries, value or shown_profile(kind or "quora", url, None)]
        return kind
    blank = dict.fromkeys(("id", *KINDS[key].fields))
    entry = blank | {KINDS[key].required: "Added by a colleague"} | (value or {})
    entry["id"] = records.new_entry_id()
    document[key] = [*entries, entry]
    return str(entry["id"])


def _other(key: str, old: Any) -> str:
    """A value that differs from the old one and looks like a colleague's."""
    text = old if isinstance(old, str) else ""
    if key == "email":
        name, at, host = (text or "somebody@example.com").partition("@")
        return f"{name}.colleague{at}{host}"
    if key == "phone":
        return f"{text or '+46 31 555'} 01"
    return f"{text} (colleague)".strip()


def _first(names: Iterable[str]) -> str | None:
    return next(iter(names), None)

"""The values a record is made of.

All of them are immutable, so that a baseline, a draft, an undo step and a send in flight can
share them without copies, and "has it changed" can begin with "is it the same object".

Three things that are easily confused are three values here: a key that was not in the answer
(`MISSING`), a key whose value is null (`None`), and an empty one (``""`` or ``()``).
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, TypeAlias


class Missing(enum.Enum):
    """The type of `MISSING`: the key was not there, which is neither null nor empty."""

    MISSING = "missing"

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing.MISSING

Atom: TypeAlias = str | bool | None
"""The value of one field inside a list entry, when the field is there."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list: a school, a job or a social profile.

    `ref` names the entry inside one draft and never leaves the machine: the service's id for a
    stored entry, ``new:…`` for one that the person added. `id` is what the service calls it,
    None until it has one. `fields` holds every field that was read, unknown ones included.
    """

    ref: str
    id: str | None
    fields: Mapping[str, Atom]

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", MappingProxyType(dict(self.fields)))

    def get(self, field: str) -> Atom | Missing:
        """The field's value, `MISSING` where the entry has no such field."""
        return self.fields.get(field, MISSING)

    def text(self, field: str) -> str:
        """The field as text for showing and comparing; empty for null, missing and flags."""
        value = self.fields.get(field)
        return value if isinstance(value, str) else ""

    def with_field(self, field: str, value: Atom | Missing) -> Entry:
        """A copy with that one field set, or taken away for `MISSING`."""
        fields = dict(self.fields)
        if isinstance(value, Missing):
            fields.pop(field, None)
        else:
            fields[field] = value
        return replace(self, fields=fields)

    def with_identity(self, ref: str, entry_id: str | None) -> Entry:
        """A copy known by another name: a new entry that the service has given an id."""
        return replace(self, ref=ref, id=entry_id)

    def __hash__(self) -> int:
        return hash((self.ref, self.id))


Entries: TypeAlias = tuple[Entry, ...]
Words: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileUpload:
    """A file staged to be sent, by what identifies it; its bytes lie with the files service.

    `size` in bytes, `digest` the SHA-256 in hexadecimal, `media` such as ``application/pdf``,
    `source` one of the networks of API §5.9 where a picture did not come from the candidate.
    """

    name: str
    size: int
    digest: str
    media: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class LinkUpload:
    """A public http(s) link from which the service is asked to fetch a file (API §5.6, §5.7)."""

    url: str
    source: str | None = None


Upload: TypeAlias = FileUpload | LinkUpload

Value: TypeAlias = str | None | Missing | Entries | Words | FileUpload | LinkUpload
"""The value of one key of a record."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is in the form: a key, an entry of its list, a field of that entry.

    Undo goes to a place, an error is tied to one, a collision happens at one. For tags and
    skills `entry` is the word itself.
    """

    key: str
    entry: str | None = None
    field: str | None = None

    @property
    def top(self) -> Place:
        """The place of the whole key."""
        return Place(self.key)

    def covers(self, other: Place) -> bool:
        """Whether `other` lies at or below this place."""
        return (
            self.key == other.key
            and (self.entry is None or self.entry == other.entry)
            and (self.field is None or self.field == other.field)
        )


def is_blank(value: object) -> bool:
    """Whether a value holds nothing a person would see: missing, null, empty text or list."""
    return value is MISSING or value is None or value == "" or value == ()


def entries(value: Value) -> Entries:
    """The value as entries; empty where the list is missing or null."""
    # Lists hold one kind of thing: the first tells, however long the list is.
    if isinstance(value, tuple) and value and isinstance(value[0], Entry):
        return value
    return ()


def words(value: Value) -> Words:
    """The value as words (tags, skills); empty where the list is missing or null."""
    if isinstance(value, tuple) and value and isinstance(value[0], str):
        return value
    return ()


def text(value: Value) -> str:
    """The value as text; empty for everything that is not text."""
    return value if isinstance(value, str) else ""


def find_entry(value: Value, ref: str) -> Entry | None:
    """The entry of that ref in a list value, or None."""
    return next((entry for entry in entries(value) if entry.ref == ref), None)


def replace_entry(items: Entries, ref: str, entry: Entry) -> Entries:
    """The list with the entry of that ref exchanged in its place."""
    return tuple(entry if item.ref == ref else item for item in items)


class NewRefs:
    """Gives out names for entries that the person adds; unlike any id of the service."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        numbers = [int(ref[4:]) for ref in taken if ref.startswith("new:") and ref[4:].isdigit()]
        self._numbers: Iterator[int] = iter(range(max(numbers, default=0) + 1, 10**9))

    def next(self) -> str:
        return f"new:{next(self._numbers)}"

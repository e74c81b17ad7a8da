"""A candidate record: the editable keys, the facts around them, and whatever else was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from gui.model.values import MISSING, Value


@dataclass(frozen=True, slots=True)
class Facts:
    """What the service tells about a record and the editor cannot change (API §4.1).

    Times are UTC texts as the service wrote them. `resume_url` and `image_url` are signed,
    differ on every read and count as secrets while they are valid: they are never compared,
    stored or logged, and are left out of `repr`.
    """

    name: str = ""
    job_title: str | None = None
    job_shortcode: str | None = None
    in_talent_pool: bool = False
    stage: str | None = None
    stage_kind: str | None = None
    disqualified: bool = False
    withdrew: bool = False
    anonymized: bool = False
    sourced: bool | None = None
    source: str | None = None
    profile_url: str | None = None
    created_at: str | None = None
    updated_at: str | None = None
    location: str | None = None
    account_subdomain: str | None = None
    resume_filename: str | None = None
    resume_updated_at: str | None = None
    resume_url: str | None = field(default=None, repr=False, compare=False)
    image_url: str | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Record:
    """A candidate as the service stores it.

    `values` holds the editable keys only (see `gui.model.fields`), a key that was not read
    being absent. `unknown` keeps the keys nobody here knows, untouched and never sent.
    """

    id: str
    values: Mapping[str, Value]
    facts: Facts = Facts()
    unknown: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        present = {key: value for key, value in self.values.items() if value is not MISSING}
        object.__setattr__(self, "values", MappingProxyType(present))

    def get(self, key: str) -> Value:
        """The value of an editable key, `MISSING` where it was not read."""
        return self.values.get(key, MISSING)

    def with_value(self, key: str, value: Value) -> Record:
        """A copy with one key set, or taken away for `MISSING`."""
        values = dict(self.values)
        values[key] = value
        return replace(self, values=values)

    @property
    def full_name(self) -> str:
        """First and last name as they stand in the editable keys, else the service's name."""
        parts = [
            part for key in ("firstname", "lastname") if isinstance(part := self.get(key), str)
        ]
        return " ".join(part.strip() for part in parts if part.strip()) or self.facts.name

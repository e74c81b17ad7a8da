"""The lists of entries in a PATCH: education, experience, social profiles (API §5.3, §5.4, §5.8).

Each works like PUT: what is sent becomes the list. An entry with a stored id updates that entry,
keeping its id and whatever keys were not sent; one without becomes a new entry.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from gui.model.networks import NETWORKS
from gui.sandbox.behaviour import Switch, Switches
from gui.sandbox.store import Document

_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class EntryKind:
    """One kind of entry: its list, the field that may not be blank, the fields in read order."""

    key: str
    required: str
    fields: tuple[str, ...]


KINDS: Final = {
    kind.key: kind
    for kind in (
        EntryKind(
            "education_entries",
            "school",
            ("degree", "school", "field_of_study", "start_date", "end_date"),
        ),
        EntryKind(
            "experience_entries",
            "title",
            ("title", "summary", "start_date", "end_date", "company", "industry", "current"),
        ),
    )
}

_PROFILE_FIELDS: Final = ("type", "url", "username")


@dataclass(slots=True)
class Objections:
    """What is wrong with a body, by field, and the keys in it that nobody knows."""

    errors: dict[str, list[str]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)

    def object(self, where: str, text: str) -> None:
        """Adds one sentence, once."""
        texts = self.errors.setdefault(where, [])
        if text not in texts:
            texts.append(text)


@dataclass(frozen=True, slots=True)
class EntryRules:
    """The rules for entries under the switches as they stand; `new_id` makes ids."""

    switches: Switches
    new_id: Callable[[], str]

    def replaced(
        self, kind: EntryKind, stored: list[Document], sent: Any, objections: Objections
    ) -> list[Document]:
        """The new list of that kind. Anything wrong goes into `objections`."""
        if not isinstance(sent, list):
            objections.object(kind.key, "is not a list")
            return stored
        known = {entry["id"]: entry for entry in stored if entry.get("id")}
        seen: set[str] = set()
        result = []
        for entry in sent:
            if not isinstance(entry, dict):
                objections.object(kind.key, "has an entry that is not an object")
                continue
            entry_id = entry.get("id")
            before = known.get(entry_id) if isinstance(entry_id, str) else None
            if entry_id is not None and before is None and self._refuses_unknown_ids:
                objections.object(f"{kind.key}.id", "is not known")
                continue
            if before is not None:
                if before["id"] in seen:
                    objections.object(f"{kind.key}.id", "is there twice")
                    continue
                seen.add(before["id"])
            result.append(self._entry(kind, before, entry, objections))
        if self.switches.on(Switch.REORDER_ENTRIES):
            result.reverse()
        return result

    @property
    def _refuses_unknown_ids(self) -> bool:
        return self.switches.choice(Switch.UNKNOWN_ENTRY_ID) == "refused"

    def _entry(
        self, kind: EntryKind, before: Document | None, sent: Document, objections: Objections
    ) -> Document:
        for key in sent:
            if key != "id" and key not in kind.fields:
                objections.unknown.append(f"{kind.key}.{key}")
        if self.switches.on(Switch.CHECK_REQUIRED_FIELDS):
            required = sent.get(kind.required)
            if not isinstance(required, str) or not required.strip():
                objections.object(f"{kind.key}.{kind.required}", "can't be blank")
        entry = dict(before) if before is not None else dict.fromkeys(("id", *kind.fields))
        for key in kind.fields:
            if key in sent:
                value = sent[key]
                if self._fits(kind, key, value, entry.get(key), objections):
                    entry[key] = None if value == "" else value
        if before is None:
            entry["id"] = self.new_id()
        return entry

    def _fits(
        self, kind: EntryKind, key: str, value: Any, stored: Any, objections: Objections
    ) -> bool:
        where = f"{kind.key}.{key}"
        if key == "current":
            if not (value is None or isinstance(value, bool)):
                objections.object(where, "is not true or false")
                return False
            return True
        if not (value is None or isinstance(value, str)):
            objections.object(where, "is not a string")
            return False
        if not key.endswith("_date") or not value or not self.switches.on(Switch.CHECK_DATES):
            return True
        # What is stored already may go back as it is: an odd date came from elsewhere.
        if value == stored or is_date(value):
            return True
        objections.object(where, "is not a date in the form YYYY-MM-DD")
        return False

    def profiles(self, stored: Any, sent: Any, objections: Objections) -> list[Document]:
        """The new social profiles, in the shape of a read: name and username derived (API §4.6)."""
        if not isinstance(sent, list):
            objections.object("social_profiles", "is not a list")
            return list(stored or [])
        result, types = [], set()
        for profile in sent:
            if not isinstance(profile, dict):
                objections.object("social_profiles", "has an entry that is not an object")
                continue
            kind, url = profile.get("type"), profile.get("url")
            objections.unknown.extend(
                f"social_profiles.{key}" for key in profile if key not in _PROFILE_FIELDS
            )
            if not isinstance(kind, str) or not kind:
                objections.object("social_profiles.type", "can't be blank")
                continue
            if not isinstance(url, str) or not url.strip():
                objections.object("social_profiles.url", "can't be blank")
                continue
            if kind not in NETWORKS and self.switches.on(Switch.CHECK_SOCIAL_TYPES):
                objections.object("social_profiles.type", "is not included in the list")
            if kind in types and self.switches.on(Switch.CHECK_ONE_PROFILE_PER_TYPE):
                objections.object("social_profiles.type", "has already been taken")
            types.add(kind)
            result.append(shown_profile(kind, url, profile.get("username")))
        return result


def shown_profile(kind: str, url: str, username: Any) -> Document:
    """A profile as a read shows it."""
    if not isinstance(username, str) or not username:
        segments = [part for part in re.sub("[?#].*", "", url).split("/") if part]
        username = segments[-1] if len(segments) > 2 else None
    profile = {"type": kind, "name": NETWORKS.get(kind, kind)}
    if username:
        profile["username"] = username
    return profile | {"url": url}


def is_date(text: str) -> bool:
    """Whether a text is a day of the calendar in the documented form."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True

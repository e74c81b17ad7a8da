"""What a PATCH does to a record (API §5): the rules, without storage and without HTTP.

Absent keys stay, scalars are replaced, "" erases, the four lists (and, unless switched, `skills`)
become what was sent. A body with anything wrong in it changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from gui.model.networks import NETWORKS
from gui.sandbox.answers import Refusal, malformed, validation_failed
from gui.sandbox.behaviour import Switch, Switches
from gui.sandbox.entries import KINDS, EntryRules, Objections
from gui.sandbox.store import Document, StoredRecord
from gui.sandbox.uploads import Upload, upload

SCALARS: Final = (
    "firstname", "lastname", "email", "headline", "summary", "address", "phone", "cover_letter",
)  # fmt: skip
_LINKS: Final = ("resume_url", "image_url")
WRITABLE: Final = frozenset(
    (
        *SCALARS,
        *_LINKS,
        *KINDS,
        "texting_consent",
        "resume",
        "image",
        "image_source",
        "skills",
        "tags",
        "social_profiles",
    )
)
"""Every writable key (API §5.1). `name` is not one: it is computed."""

# The fields of an image object besides those of every file.
_FILE_FIELDS: Final = {"resume": {"name", "data"}, "image": {"name", "data", "source"}}
_EMAIL: Final = re.compile(r"[^@\s,;]+@[^@\s,;.]+(\.[^@\s,;.]+)+")


@dataclass(frozen=True, slots=True)
class Written:
    """What came of a body: the record's new document and aside, files to keep by key
    (``resume``, ``image``), and the keys in the body that mean nothing to the service."""

    document: Document
    aside: Document
    files: Mapping[str, Upload] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WritingRules:
    """The rules under the switches as they stand.

    `new_id` makes ids for new entries; `email_taken` tells whether another record of the same job
    has that address.
    """

    switches: Switches
    new_id: Callable[[], str]
    email_taken: Callable[[str], bool]

    def written(self, record: StoredRecord, sent: Mapping[str, Any]) -> Written:
        """The record after `sent`, the object under ``candidate``. Refusal if it may not be.

        `updated_at` is not touched here: that is the moment of storing.
        """
        if self.switches.on(Switch.REFUSE_SOCIAL_PROFILES) and "social_profiles" in sent:
            raise Refusal(422, {"error": ""})
        document, aside = dict(record.document), dict(record.aside)
        files: dict[str, Upload] = {}
        objections = Objections(unknown=[key for key in sent if key not in WRITABLE])
        for key, value in sent.items():
            if value is None and not self._null_means_something(key):
                continue
            if key in SCALARS:
                self._scalar(document, key, value, objections)
            elif key in KINDS:
                rules = EntryRules(self.switches, self.new_id)
                stored = document.get(key) or []
                document[key] = rules.replaced(KINDS[key], stored, value, objections)
            elif key == "social_profiles":
                rules = EntryRules(self.switches, self.new_id)
                document[key] = rules.profiles(document.get(key), value, objections)
            elif key == "skills":
                document[key] = self._skills(document.get(key) or [], value, objections)
            elif key == "tags":
                document[key] = self.tags(value, objections)
            elif key in _FILE_FIELDS:
                self._file(files, aside, key, value, objections)
            elif key in _LINKS:
                self._link(aside, key, value, objections)
            elif key == "image_source":
                self._source(aside, key, value, objections)
            elif key == "texting_consent":
                self._consent(aside, value, objections)
        for one, other in (("resume", "resume_url"), ("image", "image_url")):
            if sent.get(one) is not None and sent.get(other) is not None:
                objections.object(one, f"and {other} cannot be sent together")
        self._check_email(record, document, sent, objections)
        if objections.errors:
            raise validation_failed(objections.errors)
        if "firstname" in sent or "lastname" in sent:
            parts = (document.get("firstname"), document.get("lastname"))
            document["name"] = " ".join(part for part in parts if part) or None
        return Written(document, aside, files, tuple(objections.unknown))

    def _null_means_something(self, key: str) -> bool:
        return key in SCALARS and self.switches.choice(Switch.NULL_SCALAR) == "erases"

    def _scalar(self, document: Document, key: str, value: Any, objections: Objections) -> None:
        if value is not None and not isinstance(value, str):
            objections.object(key, "is not a string")
        else:
            document[key] = value or None

    def _check_email(
        self,
        record: StoredRecord,
        document: Document,
        sent: Mapping[str, Any],
        objections: Objections,
    ) -> None:
        email = document.get("email")
        if "email" not in sent or email == record.document.get("email"):
            return
        if self.switches.on(Switch.CHECK_EMAIL_FORM):
            if email is None:
                objections.object("email", "can't be blank")
            elif not _EMAIL.fullmatch(email):
                objections.object("email", "is invalid")
        if email and self.switches.on(Switch.CHECK_EMAIL_UNIQUE) and self.email_taken(email):
            objections.object("email", "candidate already exists")

    def _skills(self, stored: list[Document], value: Any, objections: Objections) -> list[Document]:
        if not _strings(value):
            objections.object("skills", "is not a list of strings")
            return stored
        lower = self.switches.on(Switch.LOWERCASE_SKILLS)
        names = [name.lower() if lower else name for name in value]
        if self.switches.choice(Switch.SKILLS_RULE) == "replace":
            return [{"name": name} for name in names]
        known = {str(skill.get("name")).casefold() for skill in stored}
        return [*stored, *({"name": name} for name in names if name.casefold() not in known)]

    def tags(self, value: Any, objections: Objections) -> list[str]:
        """Tags as they are stored; folded, where that is switched on, as one platform reports."""
        if not _strings(value):
            objections.object("tags", "is not a list of strings")
            return []
        if not self.switches.on(Switch.FOLD_TAGS):
            return list(value)
        folded = [re.split(r"\s", tag, maxsplit=1)[0].lower() for tag in value]
        return list(dict.fromkeys(tag for tag in folded if 0 < len(tag) < 25))

    def _file(
        self,
        files: dict[str, Upload],
        aside: Document,
        key: str,
        value: Any,
        objections: Objections,
    ) -> None:
        found = upload(key, value, self.switches)
        if not isinstance(found, Upload):
            for text in found:
                objections.object(key, text)
            return
        objections.unknown.extend(
            f"{key}.{name}" for name in value if name not in _FILE_FIELDS[key]
        )
        if value.get("source") is not None and key == "image":
            self._source(aside, "image.source", value["source"], objections)
        files[key] = found

    def _source(self, aside: Document, where: str, value: Any, objections: Objections) -> None:
        if not isinstance(value, str):
            objections.object(where, "is not a string")
        elif value not in NETWORKS and self.switches.on(Switch.CHECK_SOCIAL_TYPES):
            objections.object(where, "is not included in the list")
        else:
            aside["image_source"] = value

    def _link(self, aside: Document, key: str, value: Any, objections: Objections) -> None:
        if _is_web_link(value):
            aside[f"{key}_sent"] = value
        else:
            objections.object(key, "is not a link")

    def _consent(self, aside: Document, value: Any, objections: Objections) -> None:
        if value in ("forced", "declined") or not self.switches.on(Switch.CHECK_TEXTING_CONSENT):
            aside["texting_consent"] = value
        else:
            objections.object("texting_consent", "is not included in the list")


def candidate_in(body: Any) -> dict[str, Any]:
    """The object under ``candidate``, which every such body must have. Refusal 400."""
    candidate = body.get("candidate") if isinstance(body, dict) else None
    if not isinstance(candidate, dict) or not candidate:
        raise malformed("param is missing or the value is empty: candidate")
    return candidate


def _strings(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_web_link(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)

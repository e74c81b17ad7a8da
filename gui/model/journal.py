"""The journal's entries: what was sent, what stood there before, and what became of it.

Only values and their texts; where entries are kept and how they are searched is not known here.
"""

from __future__ import annotations

import csv
import datetime as dt
import enum
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from gui.i18n import N_, _, listed
from gui.model.arrival import learned
from gui.model.comparison import same_value
from gui.model.fields import BY_KEY, FIELDS, field_of
from gui.model.merge import is_unknown
from gui.model.record import Record
from gui.model.texts import for_label
from gui.model.values import (
    MISSING,
    Entry,
    FileUpload,
    LinkUpload,
    Value,
    entries,
    is_blank,
    text,
    words,
)


class Outcome(enum.Enum):
    """What became of what was sent."""

    UNKNOWN = "unknown"
    """It may have arrived: written down before it went, and nobody knows yet."""
    SENT = "sent"
    """It is in the record."""
    REFUSED = "refused"
    """The service did not take it."""
    NOT_SENT = "not sent"
    """A later read has shown that it did not arrive, or nothing was written after all."""

    @property
    def label(self) -> str:
        return _(_LABELS[self])


_LABELS: Final = {
    Outcome.UNKNOWN: N_("unknown"),
    Outcome.SENT: N_("sent"),
    Outcome.REFUSED: N_("refused"),
    Outcome.NOT_SENT: N_("not sent"),
}


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A resume or photo that was replaced, as it was fetched before; `size` in bytes."""

    name: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One PATCH: all values per key.

    `number` grows with time and names the entry for good. `at` is in UTC, when it was about to
    go out. `before` is what the record held just before, `sent` what went out, `stored` what was
    read back, without the keys that were not. `files` are the replaced files by key. `reason`
    is why it was refused or is unknown. `others` is what somebody else had changed by then: by
    key, as the person had seen it and as it was read; it came in with the send.
    """

    number: int
    account: str
    candidate_id: str
    name: str
    at: dt.datetime
    outcome: Outcome
    before: Mapping[str, Value]
    sent: Mapping[str, Value]
    stored: Mapping[str, Value] = field(default_factory=dict)
    request_id: str | None = None
    files: Mapping[str, KeptFile] = field(default_factory=dict)
    reason: str = ""
    others: Mapping[str, tuple[Value, Value]] = field(default_factory=dict)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that were sent, in the order of the field table."""
        return tuple(item.key for item in FIELDS if item.key in self.sent)

    def after(self, key: str) -> Value:
        """What the record held afterwards, as far as is known; for an unknown end what went out."""
        return self.stored.get(key, self.sent[key])


_SAID: Final = 80
"""Characters of a value in a sentence."""

NUMBERS_A_SEND: Final = 10
"""How many numbers a send has for its requests; the first is a multiple of it."""


@dataclass(frozen=True, slots=True)
class JournalSend:
    """One send as the person made it: the entries of its requests, in the order in which they
    went out. Social profiles go in a request of their own, so there may be two."""

    parts: tuple[JournalEntry, ...]

    @property
    def number(self) -> int:
        """Names the send for good, and grows with time."""
        return send_number(self.parts[0].number)

    @property
    def account(self) -> str:
        return self.parts[0].account

    @property
    def candidate_id(self) -> str:
        return self.parts[0].candidate_id

    @property
    def name(self) -> str:
        return self.parts[0].name

    @property
    def at(self) -> dt.datetime:
        """When the first request was about to go out, in UTC."""
        return self.parts[0].at

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all requests, in the order of the field table."""
        sent = {key for part in self.parts for key in part.sent}
        return tuple(item.key for item in FIELDS if item.key in sent)

    @property
    def outcome(self) -> Outcome | None:
        """What became of it; None where its requests ended differently."""
        outcomes = {part.outcome for part in self.parts}
        return outcomes.pop() if len(outcomes) == 1 else None

    @property
    def outcome_label(self) -> str:
        """The outcome in a word or two."""
        return self.outcome.label if self.outcome is not None else _("in part")

    @property
    def request_ids(self) -> tuple[str, ...]:
        """The ids of the requests, as far as the service gave any."""
        return tuple(part.request_id for part in self.parts if part.request_id)

    @property
    def files(self) -> Mapping[str, KeptFile]:
        """The replaced files by key."""
        return {key: file for part in self.parts for key, file in part.files.items()}

    @property
    def others(self) -> Mapping[str, tuple[Value, Value]]:
        """What somebody else had changed, of all requests, in the order of the field table."""
        found = {key: pair for part in self.parts for key, pair in part.others.items()}
        return {item.key: found[item.key] for item in FIELDS if item.key in found}

    def part_of(self, key: str) -> JournalEntry:
        """The request in which a key went out."""
        return next(part for part in self.parts if key in part.sent)


def send_number(number: int) -> int:
    """The number of the send that the entry of that number is a part of."""
    return number - number % NUMBERS_A_SEND


def sends_of(items: Iterable[JournalEntry]) -> tuple[JournalSend, ...]:
    """The sends that entries belong to, the newest first."""
    parts: dict[tuple[int, str, str], list[JournalEntry]] = {}
    for entry in sorted(items, key=lambda item: item.number):
        key = (send_number(entry.number), entry.account, entry.candidate_id)
        parts.setdefault(key, []).append(entry)
    found = (JournalSend(tuple(entries)) for entries in parts.values())
    return tuple(sorted(found, key=lambda send: send.parts[0].number, reverse=True))


def outcome_by_reading(entry: JournalEntry, record: Record) -> Outcome:
    """What a later read tells of an entry of unknown outcome.

    A PATCH is applied as a whole, so one change that shows speaks for all. Where the read shows
    none of the keys, it stays unknown.
    """
    readable = [key for key in entry.keys if _shows(key, record)]
    for key in readable:
        before = entry.before.get(key, MISSING)
        now, _renames = learned(key, before, entry.sent[key], record.get(key))
        if not same_value(key, before, now):
            return Outcome.SENT
    return Outcome.NOT_SENT if readable else Outcome.UNKNOWN


def _shows(key: str, record: Record) -> bool:
    field = field_of(key)
    return not field.write_only and not (field.replaces_list and is_unknown(record.get(key)))


# --- as text ------------------------------------------------------------------------------------


def value_text(key: str, value: Value | None) -> str:
    """A value in one text for lists, searching and exports; empty where there is nothing."""
    if isinstance(value, FileUpload):
        return value.name
    if isinstance(value, LinkUpload):
        return value.url
    if isinstance(value, str):
        return value
    if not isinstance(value, tuple):
        return ""
    return "; ".join((*words(value), *(_entry_text(key, entry) for entry in entries(value))))


def _entry_text(key: str, entry: Entry) -> str:
    known = BY_KEY[key].entry_fields
    values = (entry.get(item.name) for item in known)
    said = [_("current") if value is True else _atom_text(value) for value in values]
    return listed(part for part in said if part)


def _atom_text(value: object) -> str:
    """The text of an entry's field; empty for flags, null and missing."""
    return value if isinstance(value, str) else ""


def told_of_others(send: JournalSend) -> tuple[str, ...]:
    """What somebody else had changed when a send read the record, a sentence for each key."""
    return tuple(_of_others(key, *pair) for key, pair in send.others.items())


def _of_others(key: str, seen: Value, found: Value) -> str:
    texts = {"field": field_of(key).label}
    said = _("{field}: somebody else had changed it.")
    if not isinstance(seen, tuple) and not isinstance(found, tuple):
        texts |= {"before": for_label(text(seen), _SAID), "after": for_label(text(found), _SAID)}
        if not is_blank(seen) and not is_blank(found):
            said = _("{field}: somebody else had changed it from “{before}” to “{after}”.")
        elif is_blank(seen):
            said = _("{field}: somebody else had entered “{after}”.")
        else:
            said = _("{field}: somebody else had emptied it; it was “{before}”.")
    return said.format(**texts)


def sought_text(key: str, entry: JournalEntry) -> str:
    """Everything that a search for words looks at in one key of an entry."""
    parts = [
        entry.name,
        value_text(key, entry.before.get(key)),
        value_text(key, entry.sent.get(key)),
        value_text(key, entry.stored.get(key)),
    ]
    if key in entry.files:
        parts.append(entry.files[key].name)
    return "\n".join(parts)


# --- exports ------------------------------------------------------------------------------------

_COLUMNS: Final = (
    N_("Time (UTC)"),
    N_("Account"),
    N_("Candidate"),
    N_("Name"),
    N_("Field"),
    N_("Before"),
    N_("After"),
    N_("Outcome"),
    N_("Request"),
    N_("Changed by others"),
)
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def to_csv(items: Iterable[JournalSend]) -> str:
    """A table with one line per key (RFC 4180); those of a send have one time.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front (H49).
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(safe_cell(_(title)) for title in _COLUMNS)
    for send in items:
        for key in send.keys:
            entry = send.part_of(key)
            cells = (
                send.at.strftime("%Y-%m-%d %H:%M:%S"),
                entry.account,
                entry.candidate_id,
                entry.name,
                field_of(key).label,
                value_text(key, entry.before.get(key)),
                value_text(key, entry.after(key)),
                entry.outcome.label,
                entry.request_id or "",
                " ".join(told_of_others(send)) if key == send.keys[0] else "",
            )
            writer.writerow(map(safe_cell, cells))
    return out.getvalue()


def safe_cell(cell: str) -> str:
    """The cell as no spreadsheet computes it."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def to_json(items: Iterable[JournalSend]) -> str:
    """The sends as JSON that other programs read; null stands for what was not there.

    Each tells its requests in the order in which they went, with the fields that each carried.
    """
    return json.dumps([_send_json(send) for send in items], ensure_ascii=False, indent=2) + "\n"


def _send_json(send: JournalSend) -> dict[str, Any]:
    return {
        "time": send.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "account": send.account,
        "candidate": send.candidate_id,
        "name": send.name,
        "outcome": send.outcome.value if send.outcome is not None else "in part",
        "requests": [_request_json(part) for part in send.parts],
    }


def _request_json(entry: JournalEntry) -> dict[str, Any]:
    return {
        "request_id": entry.request_id,
        "outcome": entry.outcome.value,
        "reason": entry.reason or None,
        "fields": {key: dict(_key_json(key, entry)) for key in entry.keys},
        "changed_by_others": {
            key: {"before": plain_value(seen), "after": plain_value(found)}
            for key, (seen, found) in entry.others.items()
        },
    }


def _key_json(key: str, entry: JournalEntry) -> Iterator[tuple[str, Any]]:
    yield "before", plain_value(entry.before.get(key))
    yield "sent", plain_value(entry.sent[key])
    if key in entry.stored:
        yield "stored", plain_value(entry.stored[key])
    if key in entry.files:
        kept = entry.files[key]
        yield "replaced_file", {"name": kept.name, "size": kept.size, "sha256": kept.digest}


def plain_value(value: Value | None) -> Any:
    """A value as plain JSON for other programs: files by name, size and hash, never contained."""
    if isinstance(value, FileUpload):
        return {"file": value.name, "size": value.size, "sha256": value.digest}
    if isinstance(value, LinkUpload):
        return {"link": value.url}
    if isinstance(value, tuple):
        return [
            {"id": item.id, **item.fields} if isinstance(item, Entry) else item for item in value
        ]
    return value if isinstance(value, str) else None

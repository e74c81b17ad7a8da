"""An entry of the journal as rows of its table, and a search as the conditions on them."""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from gui.model.journal import JournalEntry, KeptFile, Outcome, sought_text
from gui.model.saved import values_from_json, values_to_json
from gui.model.values import MISSING, Value
from gui.services.storage.encoding import (
    NotWhole,
    is_whole,
    milliseconds,
    moment,
    packed,
    text_in,
    text_out,
    unpacked,
)


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; everything given must fit.

    `person` is a part of a name or a whole id, `words` must all occur in one field's values,
    `since` and `until` bound the time (UTC, `until` not included). Entries with a number of
    `before` and above are left out, for the next page.
    """

    account: str | None = None
    candidate_id: str | None = None
    person: str = ""
    key: str | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    words: str = ""
    before: int | None = None
    limit: int = 200

    def on(self, day: dt.date) -> Query:
        """The same on one day, as the person's clock has it."""
        start = dt.datetime.combine(day, dt.time.min).astimezone()
        end = dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min).astimezone()
        return replace(self, since=start.astimezone(dt.UTC), until=end.astimezone(dt.UTC))


def rows_of(entry: JournalEntry) -> Iterator[dict[str, Any]]:
    """The rows of an entry, one per key, still to be sealed."""
    for key in entry.keys:
        body: dict[str, Any] = {
            "before": values_to_json({key: entry.before[key]} if key in entry.before else {}),
            "sent": values_to_json({key: entry.sent[key]}),
            "stored": values_to_json({key: entry.stored[key]} if key in entry.stored else {}),
        }
        if key == entry.keys[0] and entry.others:
            # Of the request as a whole; formats before know nothing of it and read past it.
            body["others"] = {
                "seen": values_to_json({name: pair[0] for name, pair in entry.others.items()}),
                "found": values_to_json({name: pair[1] for name, pair in entry.others.items()}),
            }
        kept = entry.files.get(key)
        yield {
            "send": entry.number,
            "key": key,
            "account": entry.account,
            "candidate": entry.candidate_id,
            "name": text_out(entry.name),
            "at": milliseconds(entry.at.timestamp()),
            "outcome": entry.outcome.value,
            "request": None if entry.request_id is None else text_out(entry.request_id),
            "reason": text_out(entry.reason),
            "body": packed(body),
            "file": "" if kept is None else json.dumps(asdict(kept)),
            "who": _folded(entry.name),
            "sought": _folded(sought_text(key, entry)),
        }


def entry_of(row: Mapping[str, Any]) -> JournalEntry:
    """The entry with the one key of a row; `NotWhole` or `NotReadable`."""
    if not is_whole("changes", row):
        raise NotWhole("checksum")
    body = unpacked(row["body"])
    file = json.loads(row["file"]) if row["file"] else None
    return JournalEntry(
        row["send"],
        row["account"],
        row["candidate"],
        text_in(row["name"]),
        moment(row["at"]),
        Outcome(row["outcome"]),
        before=values_from_json(body["before"]),
        sent=values_from_json(body["sent"]),
        stored=values_from_json(body["stored"]),
        request_id=None if row["request"] is None else text_in(row["request"]),
        files={} if file is None else {row["key"]: KeptFile(**file)},
        reason=text_in(row["reason"]),
        others=_others_of(body.get("others")),
    )


def _others_of(body: Any) -> dict[str, tuple[Value, Value]]:
    if body is None:
        return {}
    seen, found = values_from_json(body["seen"]), values_from_json(body["found"])
    return {key: (seen.get(key, MISSING), found.get(key, MISSING)) for key in {**seen, **found}}


def joined(entries: Sequence[JournalEntry]) -> JournalEntry:
    """One entry out of those with one key each."""
    return replace(
        entries[0],
        before={key: value for entry in entries for key, value in entry.before.items()},
        sent={key: value for entry in entries for key, value in entry.sent.items()},
        stored={key: value for entry in entries for key, value in entry.stored.items()},
        files={key: file for entry in entries for key, file in entry.files.items()},
        others={key: pair for entry in entries for key, pair in entry.others.items()},
    )


def _folded(text: str) -> str:
    """A text as it is searched: without case, in one normal form, without halves of characters."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", whole.casefold())


def conditions_of(query: Query) -> tuple[list[str], list[object]]:
    """The parts of the WHERE; values never stand in them."""
    parts: list[tuple[str, tuple[object, ...]]] = []
    if query.account is not None:
        parts.append(("account=?", (query.account,)))
    if query.candidate_id is not None:
        parts.append(("candidate=?", (query.candidate_id,)))
    if person := query.person.strip():
        parts.append(("(candidate=? OR instr(who, ?))", (person, _folded(person))))
    if query.key is not None:
        parts.append(("key=?", (query.key,)))
    if query.since is not None:
        parts.append(("at>=?", (milliseconds(query.since.timestamp()),)))
    if query.until is not None:
        parts.append(("at<?", (milliseconds(query.until.timestamp()),)))
    if query.before is not None:
        parts.append(("send<?", (query.before,)))
    parts.extend(("instr(sought, ?)", (word,)) for word in _folded(query.words).split())
    return [condition for condition, _values in parts], [
        value for _condition, values in parts for value in values
    ]

"""What the sandbox remembers: records, files, timelines, a history of every write, the log.

Records are JSON documents in the shape of a read (API §4) without what is worked out anew for
every answer (account, profile URL, signed links). This module stores and finds; it knows no rule
of the service. The file itself is `gui.sandbox.database`.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

from gui.sandbox.database import Database

Document: TypeAlias = dict[str, Any]

_LOG_KEPT: Final = 5_000


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """One candidate as stored.

    `document` is the shape of API §4 without what is computed; `aside` what no read returns: the
    ids of the current files, links that were sent, texting consent, custom attribute values. Both
    are this object's own; change copies and give them to `Store.keep`.
    """

    number: int
    id: str
    document: Document
    aside: Document

    @property
    def job(self) -> str | None:
        """The shortcode of its job; None in the talent pool."""
        job = self.document.get("job")
        return job["shortcode"] if job else None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A resume, a photo or an attachment, byte for byte."""

    id: str
    record: str
    kind: str
    name: str
    media: str
    data: bytes


@dataclass(frozen=True, slots=True)
class RowFilter:
    """What a list of candidates is narrowed to; None does not narrow.

    `first` and `last` are numbers, both inclusive; the two `*_after` are stamps in whole seconds,
    exclusive.
    """

    email: str | None = None
    job: str | None = None
    stage: str | None = None
    first: int | None = None
    last: int | None = None
    created_after: str | None = None
    updated_after: str | None = None


class Store:
    """The memory. One thread at a time; every method either happens wholly or not at all.

    `path` None keeps everything in memory. `moved_aside` says where an unusable file went.
    """

    def __init__(self, path: Path | None) -> None:
        self._db = Database(path)
        self.moved_aside = self._db.moved_aside
        self._reference: dict[str, Any] = {}

    def close(self) -> None:
        """Writes everything down and lets go of the file."""
        self._db.close()

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing; one inside another is part of the outer one."""
        return self._db.transaction()

    def clear(self) -> None:
        """Forgets everything but the secret of the signed links."""
        self._reference.clear()
        self._db.clear()

    # --- small things ------------------------------------------------------------------------

    def meta(self, key: str) -> str | None:
        """A remark of the sandbox to itself."""
        row = self._db.row("SELECT value FROM meta WHERE key = ?", key)
        return row[0] if row else None

    def set_meta(self, key: str, value: str) -> None:
        """Notes or replaces one."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", key, value)

    def signing_secret(self) -> bytes:
        """The key of the signed links; the same for the life of the file."""
        known = self.meta("signing_secret")
        if known is None:
            known = secrets.token_hex(32)
            self.set_meta("signing_secret", known)
        return bytes.fromhex(known)

    def next_number(self, name: str, start: int, step: int = 1) -> int:
        """The next of a series that never repeats: `start`, `start + step`, …"""
        with self.transaction():
            self._db.execute("INSERT OR IGNORE INTO counters VALUES (?, ?)", name, start - step)
            self._db.execute("UPDATE counters SET value = value + ? WHERE name = ?", step, name)
            row = self._db.row("SELECT value FROM counters WHERE name = ?", name)
        assert row is not None
        return int(row[0])

    def reference(self, kind: str) -> Any:
        """Account, stages, jobs, … as the world gave them, to be read only. KeyError for none."""
        if kind not in self._reference:
            row = self._db.row("SELECT document FROM reference WHERE kind = ?", kind)
            if row is None:
                raise KeyError(kind)
            self._reference[kind] = json.loads(row[0])
        return self._reference[kind]

    def set_reference(self, kind: str, document: Any) -> None:
        """Stores one kind of reference data whole."""
        self._db.execute("INSERT OR REPLACE INTO reference VALUES (?, ?)", kind, _text(document))
        self._reference.pop(kind, None)

    def token(self, value: str) -> Document | None:
        """What is known of a token."""
        row = self._db.row("SELECT document FROM tokens WHERE value = ?", value)
        return json.loads(row[0]) if row else None

    def tokens(self) -> list[Document]:
        """All tokens in the order they were issued."""
        return [json.loads(row[0]) for row in self._db.rows("SELECT document FROM tokens")]

    def set_token(self, value: str, document: Document) -> None:
        """Issues a token or changes one."""
        self._db.execute("INSERT OR REPLACE INTO tokens VALUES (?, ?)", value, _text(document))

    # --- records -----------------------------------------------------------------------------

    def record(self, record_id: str) -> StoredRecord | None:
        """The candidate of that API id."""
        row = self._db.row(
            "SELECT number, id, document, aside FROM records WHERE id = ?", record_id
        )
        return _record(row) if row else None

    def rows(self, wanted: RowFilter, limit: int) -> list[StoredRecord]:
        """At most `limit` candidates, ascending by number, which is the order of insertion."""
        where: list[str] = ["1"]
        values: list[str | int] = []
        for condition, value in (
            ("email = ?", folded_email(wanted.email)),
            ("job = ?", wanted.job),
            ("stage = ?", wanted.stage),
            ("number >= ?", wanted.first),
            ("number <= ?", wanted.last),
            ("created_at > ?", wanted.created_after),
            ("updated_at > ?", wanted.updated_after),
        ):
            if value is not None:
                where.append(condition)
                values.append(value)
        found = self._db.rows(
            "SELECT number, id, document, aside FROM records "  # noqa: S608 - conditions above
            f"WHERE {' AND '.join(where)} ORDER BY number LIMIT ?",
            *values,
            limit,
        )
        return [_record(row) for row in found]

    def keep(self, record: StoredRecord, *, source: str, at: float) -> None:
        """Stores a new or changed candidate, and in the history who did it (`source`) and when."""
        document = record.document
        with self.transaction():
            before = self.record(record.id)
            self._db.execute(
                "INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                record.number,
                record.id,
                record.job,
                document.get("stage"),
                folded_email(document.get("email")),
                document.get("created_at"),
                document.get("updated_at"),
                _text(document),
                _text(record.aside),
            )
            self._remember(record.id, source, at, before.document if before else None, document)

    def drop(self, record: StoredRecord, *, source: str, at: float) -> None:
        """Deletes a candidate with all that hangs on it."""
        with self.transaction():
            self._db.execute("DELETE FROM records WHERE id = ?", record.id)
            self._db.execute("DELETE FROM files WHERE record = ?", record.id)
            self._db.execute("DELETE FROM activities WHERE record = ?", record.id)
            self._db.execute("DELETE FROM pending WHERE record = ?", record.id)
            self._remember(record.id, source, at, record.document, None)

    def last_number(self) -> int:
        """The highest number given to a candidate; 0 for none."""
        row = self._db.row("SELECT max(number) FROM records")
        return int(row[0] or 0) if row else 0

    def history(self, record_id: str) -> list[Document]:
        """Every write to a candidate, oldest first: `time`, `source`, `before`, `after`."""
        rows = self._db.rows(
            "SELECT document FROM history WHERE record = ? ORDER BY seq", record_id
        )
        return [json.loads(row[0]) for row in rows]

    def _remember(
        self,
        record_id: str,
        source: str,
        at: float,
        before: Document | None,
        after: Document | None,
    ) -> None:
        if source == "world":
            return
        entry = {"time": at, "source": source, "before": before, "after": after}
        self._db.execute(
            "INSERT INTO history (record, document) VALUES (?, ?)", record_id, _text(entry)
        )

    # --- files -------------------------------------------------------------------------------

    def file(self, file_id: str) -> StoredFile | None:
        """One file with its bytes."""
        row = self._db.row("SELECT * FROM files WHERE id = ?", file_id)
        return StoredFile(*row) if row else None

    def file_name(self, file_id: str) -> str | None:
        """The name of one, without reading its bytes."""
        row = self._db.row("SELECT name FROM files WHERE id = ?", file_id)
        return str(row[0]) if row else None

    def files(self, record_id: str) -> list[StoredFile]:
        """All files of a candidate in the order they came."""
        rows = self._db.rows("SELECT * FROM files WHERE record = ? ORDER BY rowid", record_id)
        return [StoredFile(*row) for row in rows]

    def keep_file(self, file: StoredFile) -> None:
        """Stores one."""
        self._db.execute(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)",
            file.id,
            file.record,
            file.kind,
            file.name,
            file.media,
            file.data,
        )

    # --- timelines, background, log ----------------------------------------------------------

    def activities(self, record_id: str) -> list[Document]:
        """The timeline, oldest first."""
        rows = self._db.rows(
            "SELECT document FROM activities WHERE record = ? ORDER BY seq", record_id
        )
        return [json.loads(row[0]) for row in rows]

    def add_activities(self, record_id: str, documents: Sequence[Document]) -> None:
        """Appends to the timeline."""
        self._db.execute_many(
            "INSERT INTO activities (record, document) VALUES (?, ?)",
            [(record_id, _text(document)) for document in documents],
        )

    def plan(self, record_id: str, due: float, document: Document) -> None:
        """Notes what is to happen to a candidate at a moment."""
        self._db.execute(
            "INSERT INTO pending (record, due, document) VALUES (?, ?, ?)",
            record_id,
            due,
            _text(document),
        )

    def take_due(self, now: float) -> list[tuple[str, float, Document]]:
        """What is due, oldest first (record id, when it was due, what), and no longer pending."""
        if self._db.row("SELECT 1 FROM pending WHERE due <= ?", now) is None:
            return []
        with self.transaction():
            rows = self._db.rows(
                "SELECT record, due, document FROM pending WHERE due <= ? ORDER BY due, seq", now
            )
            self._db.execute("DELETE FROM pending WHERE due <= ?", now)
        return [(record, due, json.loads(document)) for record, due, document in rows]

    def write_log(self, document: Document) -> None:
        """Appends one request to the log; the oldest beyond a few thousand go."""
        with self.transaction():
            seq = self._db.execute("INSERT INTO log (document) VALUES (?)", _text(document))
            self._db.execute("DELETE FROM log WHERE seq <= ?", seq - _LOG_KEPT)

    def log(self) -> list[Document]:
        """The logged requests, oldest first."""
        return [
            json.loads(row[0]) for row in self._db.rows("SELECT document FROM log ORDER BY seq")
        ]

    def clear_log(self) -> None:
        """Forgets the logged requests."""
        self._db.execute("DELETE FROM log")


def _record(row: tuple[Any, ...]) -> StoredRecord:
    number, record_id, document, aside = row
    return StoredRecord(number, record_id, json.loads(document), json.loads(aside))


def _text(document: Any) -> str:
    # Escaped, because a body may hold half a surrogate pair, which is no UTF-8.
    return json.dumps(document, separators=(",", ":"))


def folded_email(email: str | None) -> str | None:
    """The form in which addresses are compared: letter case does not count."""
    return email.lower().encode("utf-8", "replace").decode() if email else None

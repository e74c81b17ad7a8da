"""The SQLite file under the store: its tables, its mode, its transactions.

Knows nothing of what is stored; a file that is no database of this version is moved aside, never
deleted.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

VERSION: Final = "1"

_SCHEMA: Final = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE reference (kind TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE tokens (value TEXT PRIMARY KEY, document TEXT NOT NULL);
CREATE TABLE records (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, job TEXT, stage TEXT, email TEXT,
    created_at TEXT, updated_at TEXT, document TEXT NOT NULL, aside TEXT NOT NULL);
CREATE INDEX records_by_job ON records (job, number);
CREATE INDEX records_by_email ON records (email, number);
CREATE TABLE files (
    id TEXT PRIMARY KEY, record TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
    media TEXT NOT NULL, data BLOB NOT NULL);
CREATE INDEX files_by_record ON files (record);
CREATE TABLE activities (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, record TEXT NOT NULL, document TEXT NOT NULL);
CREATE INDEX activities_by_record ON activities (record, seq);
CREATE TABLE pending (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, record TEXT NOT NULL, due REAL NOT NULL,
    document TEXT NOT NULL);
CREATE TABLE history (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, record TEXT NOT NULL, document TEXT NOT NULL);
CREATE TABLE log (seq INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL);
"""
_EMPTIED: Final = (
    "counters", "reference", "tokens", "records", "files", "activities", "pending", "history",
    "log",
)  # fmt: skip


class Database:
    """One open file, or memory for `path` None. `moved_aside` says where an unusable file went."""

    def __init__(self, path: Path | None) -> None:
        self.moved_aside: Path | None = None
        if path is not None:
            self.moved_aside = _make_way(path)
            # Created with the right mode before SQLite writes to it; its side files inherit it.
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        self._db = sqlite3.connect(
            ":memory:" if path is None else path, isolation_level=None, check_same_thread=False
        )
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        if not self.row("SELECT 1 FROM sqlite_schema WHERE name = 'meta'"):
            with self.transaction():
                for statement in _SCHEMA.split(";"):
                    self._db.execute(statement)
                self._db.execute("INSERT INTO meta VALUES ('version', ?)", (VERSION,))

    def close(self) -> None:
        """Writes everything down and lets go of the file."""
        self._db.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; one inside another is part of the outer one."""
        if self._db.in_transaction:
            yield
            return
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def execute(self, statement: str, *values: Any) -> int:
        """Runs a statement; the id of the row it inserted, if it did."""
        return self._db.execute(statement, values).lastrowid or 0

    def execute_many(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Runs a statement once for each row of values."""
        self._db.executemany(statement, rows)

    def row(self, statement: str, *values: Any) -> tuple[Any, ...] | None:
        """The first row found."""
        found: tuple[Any, ...] | None = self._db.execute(statement, values).fetchone()
        return found

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """All rows found."""
        return self._db.execute(statement, values).fetchall()

    def clear(self) -> None:
        """Empties all tables but `meta`, of which version and signing secret stay."""
        with self.transaction():
            for table in _EMPTIED:
                self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - a name from above
            self._db.execute("DELETE FROM meta WHERE key NOT IN ('version', 'signing_secret')")


def _make_way(path: Path) -> Path | None:
    """Moves a file aside that is no database of this version; where to, or None."""
    if not path.exists() or path.stat().st_size == 0 or _version(path) == VERSION:
        return None
    number = 1
    while (aside := path.with_name(f"{path.name}.old-{number}")).exists():
        number += 1
    for suffix in ("", "-wal", "-shm"):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(aside.with_name(aside.name + suffix))
    return aside


def _version(path: Path) -> str | None:
    try:
        with contextlib.closing(sqlite3.connect(path)) as db:
            row = db.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
    except sqlite3.DatabaseError:
        return None
    return str(row[0]) if row else None

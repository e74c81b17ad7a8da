"""Reading what is still whole in a damaged database, row by row, from a copy of it."""

from __future__ import annotations

import contextlib
import logging
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gui.services.storage.database import Schema

_log = logging.getLogger(__name__)


def salvage(damaged: Path, schema: Schema, folder: Path) -> list[tuple[str, dict[str, Any]]]:
    """The tables' names and rows that are as they were written; the file itself is not touched.

    The copy lies in `folder` meanwhile; the system's own for temporary files is no place for
    people's data. Only for a file of the format in use: what older ones say would have to be
    brought up first.
    """
    with tempfile.TemporaryDirectory(dir=folder, prefix=".salvage-") as inner:
        copy = Path(inner) / "copy.sqlite"
        try:
            shutil.copyfile(damaged, copy)
            with contextlib.suppress(FileNotFoundError):
                shutil.copyfile(f"{damaged}-wal", f"{copy}-wal")
            with contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as connection:
                connection.row_factory = sqlite3.Row
                connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
                return _whole_rows(connection, schema)
        except (OSError, sqlite3.Error) as error:
            _log.info("Nothing can be read of the damaged file: %s", error)
            return []


def _whole_rows(connection: sqlite3.Connection, schema: Schema) -> list[tuple[str, dict[str, Any]]]:
    ((version,),) = connection.execute("PRAGMA user_version")
    if version != schema.format:
        return []
    found: list[tuple[str, dict[str, Any]]] = []
    for table in schema.tables:
        rows: dict[int, dict[str, Any]] = {}
        # From both ends, each as far as the damage lets it come.
        for order in ("ASC", "DESC"):
            for number, row in _rows(connection, table, order):
                if number in rows:
                    break
                rows[number] = row
        found.extend((table, row) for row in rows.values() if schema.is_whole(table, row))
    return found


def _rows(
    connection: sqlite3.Connection, table: str, order: str
) -> Iterator[tuple[int, dict[str, Any]]]:
    query = f"SELECT rowid AS number_of_row, * FROM {table} ORDER BY rowid {order}"  # noqa: S608
    with contextlib.suppress(sqlite3.Error):
        for row in connection.execute(query):
            values = dict(row)
            yield values.pop("number_of_row"), values

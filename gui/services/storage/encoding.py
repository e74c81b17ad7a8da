"""How what is kept lies in a row: as JSON, with a checksum over the whole row."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

LARGE: Final = 256 * 1024
"""Bytes from which on it is compressed. What is smaller can be searched by whoever audits it."""

_PIECE: Final = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


class NotWhole(ValueError):
    """The row is not as it was written."""


def packed(value: Mapping[str, Any]) -> bytes:
    """An object as JSON, compressed when it is large. Halves of characters survive.

    A long list is encoded entry by entry, because the encoder keeps the window's thread waiting
    for as long as one call takes.
    """
    data = b"".join(text_out(piece) for piece in _pieces(value))
    return data if len(data) < LARGE else zlib.compress(data, 1)


def unpacked(data: bytes) -> Any:
    """The object again; `NotWhole` for anything that `packed` does not write."""
    try:
        plain = data if data.startswith(b"{") else zlib.decompress(data)
        return json.loads(text_in(plain))
    except (zlib.error, ValueError, RecursionError) as error:
        raise NotWhole(type(error).__name__) from error


def text_out(text: str) -> bytes:
    """A person's text for a column; SQLite's own texts cannot hold halves of characters."""
    return text.encode("utf-8", "surrogatepass")


def text_in(data: bytes) -> str:
    """The text again."""
    return data.decode("utf-8", "surrogatepass")


def milliseconds(seconds: float) -> int:
    """A time as it lies in a row: whole milliseconds since 1970, UTC."""
    return int(seconds * 1000)


def moment(stored: int) -> dt.datetime:
    """The time again."""
    return dt.datetime.fromtimestamp(stored / 1000, dt.UTC)


def named(connection: sqlite3.Connection, query: str, *values: object) -> list[dict[str, Any]]:
    """The rows that a query finds, by the names of their columns."""
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    return [dict(row) for row in cursor.execute(query, values)]


def put(connection: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> None:
    """Inserts a row or replaces the one with the same key. The names are the program's own."""
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    statement = f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
    connection.execute(statement, tuple(row.values()))


def sealed(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with its checksum."""
    return {**row, "checksum": _checksum(row)}


def is_whole(_table: str, row: Mapping[str, Any]) -> bool:
    """Whether a row, all columns but sqlite's own, is as it was sealed."""
    values = dict(row)
    written = values.pop("checksum", None)
    return isinstance(written, bytes) and written == _checksum(values)


def _checksum(row: Mapping[str, Any]) -> bytes:
    sum_ = hashlib.blake2b(digest_size=16)
    for name in sorted(row):
        value = row[name]
        data = value if isinstance(value, bytes) else repr(value).encode("utf-8", "replace")
        # With the lengths, so that nothing can wander from one column to the next.
        sum_.update(f"{name}:{type(value).__name__}:{len(data)}:".encode())
        sum_.update(data)
    return sum_.digest()


def _pieces(value: Mapping[str, Any]) -> Iterator[str]:
    yield "{"
    for at, (name, inner) in enumerate(value.items()):
        yield f"{',' if at else ''}{_PIECE(name)}:"
        if isinstance(inner, list):
            yield "["
            for number, item in enumerate(inner):
                yield f"{',' if number else ''}{_PIECE(item)}"
            yield "]"
        else:
            yield _PIECE(inner)
    yield "}"

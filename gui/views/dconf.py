"""One setting out of the file in which GNOME keeps what a person has set.

The file is dconf's database, a GVDB table: offsets into itself, little-endian. Only what differs
from the defaults is in it. It is read instead of asking over the bus, which would take a library
and a wait; where there is no such file, as under another desktop or in a sandbox, nothing is known.

Source of the format: the documentation and headers of GVDB (`gvdb-format.h`) in GLib: a header of
six words with the place of the root table; a table is its filter, its buckets and its items of 24
bytes: hash, parent, place and length of the last part of the key, type, place of the value.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import Final

_SIGNATURE: Final = b"GVariant"
_ITEM: Final = struct.Struct("<IIIHcxII")
_ROOT: Final = 0xFFFFFFFF
_FILTER_WORDS: Final = (1 << 27) - 1
_LARGEST: Final = 4_000_000
"""Bytes; a file that is larger is none of a person's settings."""
_DEEPEST: Final = 32


def database() -> Path:
    """Where a person's settings are."""
    config = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(config) / "dconf" / "user"


def flag(key: str, file: Path | None = None) -> bool | None:
    """A switch by its whole key, such as "/org/gnome/desktop/interface/enable-animations".

    None where it was never set, is no switch, or where there is no file that can be read.
    """
    try:
        with (file or database()).open("rb") as opened:
            data = opened.read(_LARGEST + 1)
        return _flag_in(data, key.encode()) if len(data) <= _LARGEST else None
    except (OSError, struct.error, IndexError):
        return None


def _flag_in(data: bytes, key: bytes) -> bool | None:
    if not data.startswith(_SIGNATURE):
        return None
    start, end = struct.unpack_from("<II", data, 16)
    words, buckets = struct.unpack_from("<II", data, start)
    at = start + 8 + 4 * (words & _FILTER_WORDS) + 4 * buckets
    items = list(_ITEM.iter_unpack(data[at : at + (end - at) // _ITEM.size * _ITEM.size]))

    def name_of(number: int) -> bytes:
        parts: list[bytes] = []
        while number != _ROOT and len(parts) < _DEEPEST:
            _hash, number, place, length, *_rest = items[number]
            parts.append(data[place : place + length])
        return b"".join(reversed(parts))

    for number, (_hash, _parent, place, length, kind, first, last) in enumerate(items):
        if kind == b"v" and key.endswith(data[place : place + length]) and name_of(number) == key:
            # A value in its wrapping: itself, a zero, the letters of its type.
            value = data[first:last]
            return value[0] == 1 if len(value) == 3 and value.endswith(b"\0b") else None
    return None

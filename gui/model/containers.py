"""Looking into files that contain files: ZIP archives and Microsoft's compound files.

Only their tables of contents are read, with caps, and nothing is ever unpacked: a bomb is as
harmless here as any other file. What does not hold together gives None.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

ZIP_MAGIC: Final = b"PK\x03\x04"
OLE_MAGIC: Final = bytes.fromhex("d0cf11e0a1b11ae1")

_END_OF_ZIP: Final = b"PK\x05\x06"
_MOST_ENTRIES: Final = 5_000
_NO_STREAM: Final = 0xFFFFFFFF
_LAST_SECTOR: Final = 0xFFFFFFFA
_STORAGE_KINDS: Final = (1, 2)


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """One file in an archive, as its central directory names it."""

    name: str
    is_encrypted: bool


@dataclass(frozen=True, slots=True)
class OleEntry:
    """One stream or storage at the top of a compound file; `start` is its offset in the file."""

    name: str
    start: int


def zip_entries(data: bytes) -> tuple[ZipEntry, ...] | None:
    """The central directory of an archive, at most 5,000 entries of it."""
    # The end record is 22 bytes and may be followed by a comment of up to 65,535.
    end = data.rfind(_END_OF_ZIP, max(0, len(data) - 22 - 0xFFFF))
    if end < 0 or end + 22 > len(data):
        return None
    count, size, offset = struct.unpack_from("<HII", data, end + 10)
    # Something may stand before the archive: trust the size, which ends at the end record.
    here = offset if data[offset : offset + 4] == b"PK\x01\x02" else end - size
    found: list[ZipEntry] = []
    for _number in range(min(count, _MOST_ENTRIES)):
        if here < 0 or here + 46 > end or data[here : here + 4] != b"PK\x01\x02":
            return None
        (flags,) = struct.unpack_from("<H", data, here + 8)
        name_size, extra_size, comment_size = struct.unpack_from("<HHH", data, here + 28)
        name = data[here + 46 : here + 46 + name_size]
        found.append(ZipEntry(name.decode("utf-8", "replace"), bool(flags & 1)))
        here += 46 + name_size + extra_size + comment_size
    return tuple(found) or None


def ole_entries(data: bytes) -> tuple[OleEntry, ...] | None:
    """The streams and storages right below the root of a compound file [MS-CFB].

    Those inside embedded documents are left out, so that a workbook holding a letter is not
    taken for a letter.
    """
    if len(data) < 1024 or not data.startswith(OLE_MAGIC):
        return None
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        return None
    (directory,) = struct.unpack_from("<I", data, 48)
    table = b"".join(_chain(data, directory, shift))
    names = _siblings(table)
    if names is None:
        return None
    return tuple(OleEntry(name, (start + 1) << shift) for name, start in names)


def _chain(data: bytes, sector: int, shift: int) -> Iterator[bytes]:
    """The sectors of a chain in their order; it ends where it leaves the file or comes back."""
    size = 1 << shift
    # The header has room for the first 109 sectors of the allocation table: 7 MB of file.
    tables = struct.unpack_from("<109I", data, 76)
    seen: set[int] = set()
    while sector < _LAST_SECTOR and sector not in seen:
        seen.add(sector)
        start = (sector + 1) << shift
        if start + size > len(data):
            return
        yield data[start : start + size]
        table, at = divmod(sector, size // 4)
        if table >= len(tables):
            return
        position = ((tables[table] + 1) << shift) + 4 * at
        if position + 4 > len(data):
            return
        (sector,) = struct.unpack_from("<I", data, position)


def _siblings(table: bytes) -> list[tuple[str, int]] | None:
    """Names and first sectors of what lies below the root, the first entry of the table."""
    if len(table) < 128 or table[66] != 5:
        return None
    (child,) = struct.unpack_from("<I", table, 76)
    found: list[tuple[str, int]] = []
    seen: set[int] = set()
    waiting = [child]
    while waiting:
        number = waiting.pop()
        start = 128 * number
        if number == _NO_STREAM or number in seen or start + 128 > len(table):
            continue
        seen.add(number)
        name_size, kind = struct.unpack_from("<HB", table, start + 64)
        left, right = struct.unpack_from("<II", table, start + 68)
        waiting += (left, right)
        if kind in _STORAGE_KINDS and 2 <= name_size <= 64:
            name = table[start : start + name_size - 2].decode("utf-16-le", "replace")
            (sector,) = struct.unpack_from("<I", table, start + 116)
            found.append((name, sector))
    return found

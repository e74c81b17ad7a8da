"""Files for this user alone, that are on the disk when it is said that they are.

Folders 0700, files 0600 from their first byte (reliability H39). A file is replaced as a whole
or not at all (H34). Blocks; called in the store's thread.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from gui.services.storage.points import reach

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


def private_folder(folder: Path) -> None:
    """Makes the folder where it is missing; one that is there keeps its mode.

    On return its own name is on the disk too: else what is synced inside could be gone with it.
    """
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in reversed(missing):
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes sure that names in the folder are on the disk, not only what they stand for."""
    if os.name != "posix":
        return  # elsewhere a folder cannot be opened, nor need it be
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_private(path: Path, data: bytes) -> None:
    """Writes the file as a whole; on return it is on the disk. OSError leaves what was there."""
    private_folder(path.parent)
    new = path.with_name(f".{path.name}.new")
    # What a crash has left may have another mode.
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as out:
            reach("file.made")
            out.write(data)
            out.flush()
            reach("file.written")
            os.fsync(out.fileno())
        reach("file.synced")
        new.replace(path)
        reach("file.named")
    except BaseException:
        with contextlib.suppress(OSError):
            new.unlink()
        raise
    sync_folder(path.parent)
    reach("file.kept")


class FileBox:
    """A folder of files named by the SHA-256 of what they hold.

    The same bytes are kept once. What was damaged is never given out.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: set[str] = set()

    def put(self, data: bytes) -> str:
        """Keeps the bytes and returns their digest; nothing is written when they are there."""
        digest = hashlib.sha256(data).hexdigest()
        if self.get(digest) is None:
            write_private(self._folder / digest, data)
            self._seen.add(digest)
        return digest

    def holds(self, digest: str) -> bool:
        """Whether the bytes are here, without reading them anew each time."""
        if digest in self._seen and (self._folder / digest).exists():
            return True
        return self.get(digest) is not None

    def get(self, digest: str) -> bytes | None:
        """The bytes of that digest; None where they are not here, or not these any more."""
        if _DIGEST.fullmatch(digest) is None:
            return None
        try:
            data = (self._folder / digest).read_bytes()
        except FileNotFoundError:
            return None
        if hashlib.sha256(data).hexdigest() != digest:
            return None
        self._seen.add(digest)
        return data

    def sizes(self) -> dict[str, int]:
        """What is here, by digest, in bytes."""
        return {path.name: path.stat().st_size for path in self._files() if _is_digest(path.name)}

    def keep_only(self, digests: Iterable[str]) -> None:
        """Removes everything else, and what a crash has left half written."""
        wanted = set(digests)
        for path in self._files():
            if path.name not in wanted:
                path.unlink(missing_ok=True)
                reach("file.removed")

    def _files(self) -> list[Path]:
        try:
            return sorted(path for path in self._folder.iterdir() if path.is_file())
        except FileNotFoundError:
            return []


def _is_digest(name: str) -> bool:
    return _DIGEST.fullmatch(name) is not None


def remove_files(folder: Path) -> None:
    """Removes every file in the folder; nothing happens where there is none."""
    if folder.is_dir():
        for path in folder.iterdir():
            if path.is_file():
                path.unlink()

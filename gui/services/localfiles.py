"""Reading a file that a person chose or dropped, and nothing but a file (H50, H51, H54).

A path may lead to a pipe that blocks for ever, a device, a folder, a link to elsewhere, a file
that grows while it is read, a share that has gone. Every function here blocks: call them in a
worker thread.
"""

from __future__ import annotations

import os
import re
import stat
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes, urlsplit

from gui.errors import BadFile
from gui.i18n import _
from gui.model.filenames import is_reserved, shown_name
from gui.model.texts import for_label, visible

CHUNK: Final = 256 * 1024
HEAD: Final = 4096
"""Bytes that are read of a file over the limit, to tell what it is."""

_BROKEN_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # a pipe without a writer does not block
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)  # Windows would translate line ends
    | getattr(os, "O_NOINHERIT", 0)
)


@dataclass(frozen=True, slots=True)
class LocalFile:
    """What was read: all of the file, or its beginning where it is over the limit.

    `size` is the file's own, in bytes.
    """

    name: str
    data: bytes
    size: int


def read_local(path: str | os.PathLike[str], *, limit: int, seconds: float) -> LocalFile:
    """The contents of an ordinary file of at most `limit` bytes, or the beginning of a bigger one.

    `BadFile` for everything that is not an ordinary file, cannot be read, changes while it is
    read, or takes longer than `seconds`. Links are not followed: the file itself has to be named.
    """
    name = name_of(path)
    deadline = time.monotonic() + seconds
    try:
        before = os.lstat(path)
        _refuse_all_but_files(name, before)
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from error
    try:
        opened = os.fstat(descriptor)
        _refuse_all_but_files(name, opened)
        if not os.path.samestat(before, opened):
            raise _changed(name)
        # One byte more than there should be shows that it grows.
        most = opened.st_size + 1 if opened.st_size <= limit else HEAD
        data = _read(descriptor, most, deadline)
        after = os.fstat(descriptor)
    except OSError as error:
        raise _unreadable(name, error) from error
    finally:
        os.close(descriptor)
    if data and not opened.st_size:
        # Made up by the system as it is read, like those below /proc.
        raise _not_ordinary(name)
    same = (opened.st_size, opened.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    if not same or len(data) != min(opened.st_size, most):
        raise _changed(name)
    return LocalFile(name, data, opened.st_size)


def path_of_url(url: str) -> Path:
    """The local path of a dropped ``file:`` URL; `BadFile` with the reason for every other.

    Names that are not text on this system stay what they are (surrogate escapes).
    """
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise _not_local(_("This address cannot be read.")) from error
    if parts.scheme != "file":
        sentence = _("Only files on this computer can be dropped here, not “{scheme}”.")
        raise _not_local(sentence.format(scheme=for_label(visible(parts.scheme), 20) or "?"))
    if parts.netloc not in ("", "localhost") or parts.path.startswith("//"):
        sentence = _("The file is on another computer, “{host}”.")
        raise _not_local(sentence.format(host=for_label(visible(parts.netloc or parts.path), 60)))
    lowered = parts.path.lower()
    is_unclear = (
        parts.query
        or parts.fragment
        or any(ord(char) < 0x20 for char in url)
        or url.rstrip().endswith(("#", "?"))
        or _BROKEN_ESCAPE.search(parts.path)
        or any(escape in lowered for escape in ("%00", "%2f", "%5c"))
        or not parts.path.startswith("/")
    )
    if is_unclear:
        raise _not_local(_("The address of the file can be read in more than one way."))
    path = os.fsdecode(unquote_to_bytes(parts.path))
    if sys.platform == "win32":
        path = path.lstrip("/")
    return Path(path)


def name_of(path: str | os.PathLike[str]) -> str:
    """The last part of a path, however it is written."""
    return os.path.basename(os.path.abspath(path))  # noqa: PTH100, PTH119  # Path refuses some


def _read(descriptor: int, most: int, deadline: float) -> bytes:
    chunks: list[bytes] = []
    while most > 0:
        if time.monotonic() > deadline:
            raise TimeoutError
        chunk = os.read(descriptor, min(CHUNK, most))
        if not chunk:
            break
        chunks.append(chunk)
        most -= len(chunk)
    return b"".join(chunks)


def _refuse_all_but_files(name: str, found: os.stat_result) -> None:
    kind = stat.S_IFMT(found.st_mode)
    if kind == stat.S_IFREG and not (sys.platform == "win32" and is_reserved(name)):
        return
    shown = shown_name(name, 60)
    if kind == stat.S_IFDIR:
        raise BadFile(
            _("“{name}” is a folder.").format(name=shown),
            next_step=_("Choose one file."),
        )
    if kind == stat.S_IFLNK:
        raise BadFile(
            _("“{name}” is a link to another file.").format(name=shown),
            next_step=_("Choose that file itself."),
        )
    raise _not_ordinary(name)


def _not_ordinary(name: str) -> BadFile:
    return BadFile(
        _("“{name}” is not an ordinary file.").format(name=shown_name(name, 60)),
        next_step=_("Choose another file."),
    )


def _unreadable(name: str, error: OSError | ValueError) -> BadFile:
    shown = shown_name(name, 60)
    if isinstance(error, FileNotFoundError):
        text, step = _("“{name}” is not there (any more)."), _("Choose it again.")
    elif isinstance(error, PermissionError):
        text, step = _("“{name}” may not be read."), _("Copy it to a folder of yours.")
    elif isinstance(error, TimeoutError):
        return too_slow(name)
    else:
        text, step = _("“{name}” cannot be read."), _("Copy it to this computer and try again.")
    return BadFile(text.format(name=shown), next_step=step)


def too_slow(name: str) -> BadFile:
    """The file does not come within its time: a share or disk that does not answer."""
    return BadFile(
        _("“{name}” takes too long to read.").format(name=shown_name(name, 60)),
        next_step=_("Copy it to this computer and try again."),
    )


def _changed(name: str) -> BadFile:
    return BadFile(
        _("“{name}” changed while it was being read.").format(name=shown_name(name, 60)),
        next_step=_("Try again when it is complete."),
    )


def _not_local(text: str) -> BadFile:
    return BadFile(text, next_step=_("Save the file on this computer first."))

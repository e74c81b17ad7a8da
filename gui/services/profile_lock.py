"""The lock of a profile: who has it is the one process that works there.

The operating system holds it for as long as the process lives, so that no crash leaves a stale
lock behind (reliability H38). A start takes it before anything else; who listens for later starts
is `gui.services.instance`.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import Final

from gui.errors import ProfileUnusable
from gui.i18n import _

_LOCKED_BYTE: Final = 1 << 30
"""Windows locks bytes against reading too; this one is never written."""


def take(path: Path) -> int | None:
    """The descriptor that holds the lock, None when another process has it.

    Children do not inherit it: a decoder that outlives us must not keep the profile.
    """
    try:
        lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if _lock_now(lock):
                return lock
        except OSError:
            os.close(lock)
            raise
    except OSError as error:
        raise ProfileUnusable(
            _("The profile folder {folder} cannot be locked: {reason}.").format(
                folder=path.parent, reason=error.strerror or type(error).__name__
            ),
            next_step=_("Name another one with --profile, on a disk of this computer."),
        ) from error
    os.close(lock)
    return None


def _lock_now(lock: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(lock, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def write(lock: int, note: bytes) -> None:
    """Puts the note into the lock file; without it others only find that the profile is in use."""
    with contextlib.suppress(OSError):
        os.ftruncate(lock, 0)
        os.lseek(lock, 0, os.SEEK_SET)
        os.write(lock, note)


def give_up(lock: int) -> None:
    """Lets the profile go; nobody is said to listen there any more."""
    write(lock, b"")
    os.close(lock)

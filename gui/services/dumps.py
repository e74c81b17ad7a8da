"""No picture of this process's memory: it holds the token and what records say (H26).

Core files are forbidden here and, by inheritance, in children; on Linux other processes of the
same user may not look into this one either. To be called before a token is read.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys
from typing import Final

_PR_SET_DUMPABLE: Final = 4
_NO_BOXES: Final = 0x0001 | 0x0002  # SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX


def forbid(*, keep_debuggers: bool = False) -> None:
    """Forbids core dumps as far as the system lets a process do that.

    `keep_debuggers` leaves the process open to them, for developers.
    """
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetErrorMode(_NO_BOXES)
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux" and not keep_debuggers:
        with contextlib.suppress(OSError, AttributeError):
            # The limit alone does not hold where cores are piped into a collector.
            ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)

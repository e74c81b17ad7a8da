"""Large blocks of memory go back to the system as soon as they are free.

A resume is some megabytes, and so are the pictures of its pages. The C library of Linux counts
how large the blocks are that come and go and takes them out of its heaps from then on, where each
keeps what lies below it: after the first resume the editor would stay 10 MB larger. A fixed
border turns that counting off: what is larger is mapped for itself and unmapped when freed.
Nor is each thread to have a heap of its own, of which most is never used: they wait for Python's
lock anyway.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys
from typing import Final

LARGE: Final = 256 * 1024
"""Bytes. Smaller blocks stay in the heaps, which are quicker."""

_M_MMAP_THRESHOLD: Final = -3  # malloc.h
_M_ARENA_MAX: Final = -8
_HEAPS: Final = 2


def give_large_blocks_back() -> bool:
    """Fixes the border for this process; whether that could be done.

    Only the GNU library needs it and knows it: the others give large blocks back by themselves.
    """
    if sys.platform != "linux":
        return False
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.mallopt(_M_ARENA_MAX, _HEAPS)
        return bool(library.mallopt(_M_MMAP_THRESHOLD, LARGE))
    return False

"""Memory that the process has at hand before a file comes.

A page that is used for the first time costs the system some microseconds, and a resume of five
megabytes with a photo behind its text uses six thousand of them: longer than drawing it takes.
The process that waits has the time to touch them beforehand. What is freed stays with it.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys
from typing import Final

READY_BYTES: Final = 24 * 1024 * 1024
"""A file of the largest size, PDFium's copy of it, a photo that fills a page, and its drawing."""

_M_TRIM_THRESHOLD: Final = -1  # malloc.h
_M_MMAP_THRESHOLD: Final = -3
_BORDER: Final = 32 * 1024 * 1024
"""What is larger than this still comes from the system and goes back to it: the most that the
GNU library allows."""


def make_ready(size: int = READY_BYTES) -> bool:
    """Takes so much memory, touches it and gives it to the C library to be used again.

    Only the GNU library can be told to keep it; elsewhere nothing is done. Whether it was.
    """
    if sys.platform != "linux":
        return False
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.malloc.restype = ctypes.c_void_p
        library.malloc.argtypes = [ctypes.c_size_t]
        library.free.argtypes = [ctypes.c_void_p]
        kept = library.mallopt(_M_MMAP_THRESHOLD, _BORDER)
        if not kept or not library.mallopt(_M_TRIM_THRESHOLD, 2 * _BORDER):
            return False
        block = library.malloc(size)
        if not block:
            return False
        ctypes.memset(block, 0, size)
        library.free(block)
        return True
    return False

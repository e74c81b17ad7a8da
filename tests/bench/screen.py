"""A display of its own that nobody looks at but the stop-watch.

Xvfb keeps its picture in a file; whoever maps that file sees a window appear without touching the
process that draws it.
"""

from __future__ import annotations

import mmap
import os
import shutil
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SIZE: Final = (1280, 800)
_STEPS: Final = 8


def can_show() -> bool:
    """Whether there is a display to be had at all."""
    return shutil.which("Xvfb") is not None


@dataclass(slots=True)
class Screen:
    """`name` is what ``DISPLAY`` is set to."""

    name: str
    _picture: mmap.mmap
    _places: tuple[int, ...]

    @property
    def covered(self) -> float:
        """The share of places, spread over the screen, that are not the bare black any more."""
        picture = self._picture
        return sum(picture[at : at + 3] != b"\0\0\0" for at in self._places) / len(self._places)

    def wait(self, *, covered: bool, seconds: float = 30.0, share: float = 0.5) -> float:
        """The moment (`time.monotonic`) from which more than a share of the screen is painted,
        or is not."""
        ends = time.monotonic() + seconds
        while (now := time.monotonic()) < ends:
            if (self.covered > share) == covered:
                return now
            time.sleep(0.0005)
        raise TimeoutError("no window came" if covered else "the window did not go")


@contextmanager
def screen() -> Iterator[Screen]:
    """A display for the time of the block."""
    with tempfile.TemporaryDirectory(prefix="redline-screen-") as folder:
        reader, writer = os.pipe()
        command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "{}x{}x24".format(*SIZE)]
        command += ["-br", "-nolisten", "tcp", "-fbdir", folder, "-noreset"]
        process = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
        os.close(writer)
        try:
            with os.fdopen(reader) as told:
                number = told.readline().strip()
            file = (Path(folder) / "Xvfb_screen0").open("rb")
            with file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as picture:
                yield Screen(f":{number}", picture, _places(picture))
        finally:
            process.terminate()
            process.wait()


def _places(picture: mmap.mmap) -> tuple[int, ...]:
    """Offsets in an XWD file: header, colours of twelve bytes each, then rows (XWDFile.h)."""
    head = struct.unpack(">25I", picture[:100])
    start, line, colours = head[0] + 12 * head[19], head[12], head[19]
    assert colours <= 256, "another format of pictures"
    width, height = SIZE
    return tuple(
        start + line * (height * (2 * row + 1) // (2 * _STEPS))
        + 4 * (width * (2 * column + 1) // (2 * _STEPS))
        for row in range(_STEPS)
        for column in range(_STEPS)
    )  # fmt: skip

"""Cyclic garbage is collected in the thread of the windows only, as in the program itself
(`gui.app.collector`).

Python collects in whichever thread happens to allocate. In the thread of a store or of the sandbox
that destroys Qt objects, which ends the process now and then, or waits there for ever while the
other thread waits for it.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

_OLD_EVERY = 60
"""How many times the young are looked at between two looks at all there is."""

_looks = 0


@contextlib.contextmanager
def collected_here() -> Iterator[None]:
    """Inside, Python collects nothing by itself: `collect` does, when it is called."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def collect() -> None:
    """Collects what has piled up, the oldest generation now and then. To be called where nothing
    is under way, in the thread in which Qt objects live."""
    global _looks
    _looks += 1
    if _looks % _OLD_EVERY == 0:
        gc.collect()
    elif gc.get_count()[0] > gc.get_threshold()[0]:
        gc.collect(1)

"""A process that waits has memory at hand: opening a large resume asks the system for little."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gui.decoder import protocol as say
from gui.services.preview import decoder_command
from gui.services.reader_child import Child
from tests.bench.documents import five_megabytes
from tests.helpers import sample_files as sample

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="counts that only Linux tells")
MOST_FAULTS = 600
"""Of pages used for the first time; without the memory at hand it is six thousand."""


@pytest.fixture
def child() -> Iterator[Child]:
    """A process that is ready: it has answered for a small resume."""
    made = Child.start(decoder_command())
    assert made is not None
    assert made.ask(say.OPEN, [b"pdf ", sample.pdf()], most=say.MAX_TEXT) is not None
    yield made
    made.bury()


def faults(child: Child) -> int:
    told = Path(f"/proc/{child.number}/stat").read_text().rpartition(")")[2].split()
    return int(told[7])


@linux_only
def test_a_large_resume_is_opened_and_drawn_in_memory_that_is_at_hand(child: Child) -> None:
    data = five_megabytes()
    before = faults(child)
    opened = child.ask(say.OPEN, [b"pdf ", data], most=say.MAX_TEXT)
    request = say.DRAWING.pack(0, 0.6, 0, 0, 0, 0)
    drawn = child.ask(say.DRAW, [request], most=4 * say.MAX_PIXELS + 8, apart=say.PIXELS.size)
    assert opened is not None
    assert drawn is not None
    assert drawn.reason is None
    assert faults(child) - before < MOST_FAULTS

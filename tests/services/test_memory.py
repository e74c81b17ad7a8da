"""What large blocks leave behind in this process, looked at from the system's side."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

LEFT = """
import sys
from pathlib import Path
from gui.services.memory import give_large_blocks_back

if "fixed" in sys.argv:
    assert give_large_blocks_back()

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

bytes(20_000_000)  # comes and goes: from now on such blocks would lie in the heap
before = resident()
large, small = [], []
for number in range(10):
    large.append(b"x" * 2_000_000)
    small.append(b"y" * 100_000)  # keeps what lies below it
large.clear()
print(resident() - before - 10 * 100_000)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other libraries need no help")
@pytest.mark.parametrize(("mode", "least", "most"), [("fixed", 0, 1_000_000), ("as is", 5e6, 9e9)])
def test_large_blocks_are_given_back(mode: str, least: float, most: float) -> None:
    run = subprocess.run(
        [sys.executable, "-c", LEFT, mode], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.stderr == ""
    assert least <= max(0, int(run.stdout)) <= most

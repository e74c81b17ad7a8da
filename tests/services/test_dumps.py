"""A process that forbade dumps has no core limit, hands that on, and cannot be looked into."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

LOOK = """
import ctypes, resource, subprocess, sys
from gui.services.dumps import forbid

forbid(keep_debuggers="debug" in sys.argv)
print(resource.getrlimit(resource.RLIMIT_CORE))
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))  # PR_GET_DUMPABLE
child = "import resource; print(resource.getrlimit(resource.RLIMIT_CORE))"
print(subprocess.run([sys.executable, "-c", child], capture_output=True, text=True).stdout.strip())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks at Linux's ways")
@pytest.mark.parametrize(("mode", "dumpable"), [("run", "0"), ("debug", "1")])
def test_no_cores_here_nor_in_children(mode: str, dumpable: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", LOOK, mode], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.stderr == ""
    assert run.stdout.split("\n")[:3] == ["(0, 0)", dumpable, "(0, 0)"]

"""What importing the service costs: no Qt ever, no HTTP library before a connection is wanted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "gui" / "workable"
MODULES = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")

CHECK = """
import importlib, sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6", "qasync"):
            raise ImportError(f"{name} must not be needed")

sys.meta_path.insert(0, NoQt())
for name in sys.argv[1:]:
    importlib.import_module(name)
print(*sorted(name for name in ("httpx", "httpcore", "truststore") if name in sys.modules))
"""


def imported(*modules: str) -> list[str]:
    """The HTTP libraries that importing these modules drags in, with Qt not importable."""
    names = [f"gui.workable.{module}" for module in modules]
    run = subprocess.run(
        [sys.executable, "-c", CHECK, *names],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.split()


def test_only_the_transport_imports_the_http_library() -> None:
    assert imported(*(module for module in MODULES if module != "transport")) == []


def test_the_transport_needs_no_qt() -> None:
    assert "httpx" in imported("transport")


@pytest.mark.parametrize("module", MODULES)
def test_no_unsafe_switch(module: str) -> None:
    text = (FOLDER / f"{module}.py").read_text(encoding="utf-8")
    assert "follow_redirects=True" not in text
    assert "verify=False" not in text

"""Imports the scripts of `packaging/`, which is no package (it would hide the library)."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

PACKAGING = Path(__file__).parent.parent.parent / "packaging"


def script(name: str) -> ModuleType:
    """The module of `packaging/NAME.py`, loaded once; what it imports is beside it."""
    for folder in (PACKAGING / "linux", PACKAGING):
        if str(folder) not in sys.path:
            sys.path.append(str(folder))
    held = sys.modules.get(f"packaging_script_{name}")
    if held is not None:
        return held
    spec = importlib.util.spec_from_file_location(
        f"packaging_script_{name}", PACKAGING / f"{name}.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[f"packaging_script_{name}"] = module
    spec.loader.exec_module(module)
    return module

"""PySide6 is imported without what explains mistakes; a mistake is explained all the same."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

LOOKED = """
import builtins, json, sys
{first}
import PySide6.QtCore, PySide6.QtWidgets
import wave  # any module, imported after it
import linecache
read = sum("wave.py" in file for file in linecache.cache)
from PySide6.QtCore import QObject, QSize
said = []
for wrong in (
    lambda: QSize("wide", 1),
    lambda: QSize(1, 2).scale(1, 2, 3, 4),
    lambda: QObject().setObjectName(5),
    lambda: QObject(nobody=1),
    lambda: QSize(1, 2).scale(),
    lambda: QObject.tr(1, 2, 3, 4, 5, 6),
    lambda: QObject().destroyed.connect(3),
    lambda: PySide6.QtWidgets.QSizePolicy(PySide6.QtCore.Qt.Key.Key_A, "x"),
):
    try:
        wrong()
    except Exception as error:
        said.append(f"{{type(error).__name__}}: {{error}}")
print(json.dumps({{
    "said": said,
    "signature": str(PySide6.support.signature.get_signature(QSize.scale)),
    "doc": str(QSize.transpose.__doc__) + str(QSize.__doc__),
    "read": read,
    "importer": builtins.__import__.__name__,
    "later": later,
}}))
"""
LIGHTLY = """
from gui.app.binding import import_lightly
import_lightly()
later = [n for n, m in sys.modules.items() if n.startswith("shiboken") and "__getattr__" in vars(m)]
import_lightly()
"""


def looked(first: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", LOOKED.format(first=first)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def light() -> dict[str, Any]:
    return looked(LIGHTLY)


@pytest.fixture(scope="module")
def usual() -> dict[str, Any]:
    return looked("later = []")


def test_a_mistake_is_explained_as_ever(light: dict[str, Any], usual: dict[str, Any]) -> None:
    assert len(usual["said"]) == 8
    assert light["said"] == usual["said"]
    assert light["signature"] == usual["signature"]
    assert light["doc"] == usual["doc"]


def test_the_explaining_modules_wait_until_they_are_asked(light: dict[str, Any]) -> None:
    """Where none is found the library has changed, and `gui.app.binding` must follow."""
    assert len(light["later"]) == 7


def test_no_module_is_read_to_see_whether_it_wants_other_names(
    light: dict[str, Any], usual: dict[str, Any]
) -> None:
    assert usual["read"] > 0, "the library has mended it: the restoring can go"
    assert light["read"] == 0
    assert (usual["importer"], light["importer"] == usual["importer"]) == (
        "__feature_import__",
        False,
    )

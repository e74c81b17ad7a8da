"""Enumerations made quickly are those that the library makes: all of Qt's, one by one."""

from __future__ import annotations

import enum
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from gui.app.quick_enums import _create, _usual

ROOT = Path(__file__).parents[2]

TOLD = """
import enum, json, sys
if sys.argv[1] == "quick":
    from gui.app.quick_enums import make_enums_quickly
    make_enums_quickly()
from PySide6 import QtCore, QtGui, QtSvg, QtTest, QtWidgets
seen, found = set(), {}
def walk(holder):
    for name in dir(holder):
        thing = getattr(holder, name, None)
        if not isinstance(thing, type) or thing in seen:
            continue
        seen.add(thing)
        if issubclass(thing, enum.Enum):
            members = list(thing)
            two = members[:2]
            found[thing.__module__ + "." + thing.__qualname__] = [
                [kind.__name__ for kind in thing.__mro__],
                [(n, m.value, m.name, repr(m), str(m), m._sort_order_)
                 for n, m in thing.__members__.items()],
                [m.name for m in members],
                thing.__name__, repr(thing),
                [str(getattr(thing, a, None)) for a in
                 ("_flag_mask_", "_singles_mask_", "_all_bits_", "_inverted_", "_boundary_")],
                [repr(two[0] | two[1]), repr(~two[0]), repr(thing(two[0].value | two[1].value)),
                 [m.name for m in (two[0] | two[1])], hash(two[0]) == hash(thing(two[0].value))]
                if issubclass(thing, enum.Flag) and len(two) == 2 else [],
                sorted(thing._value2member_map_),
                all(getattr(thing, n) is m and m.__objclass__ is thing and m in thing
                    for n, m in thing.__members__.items()),
                sorted(k for k in vars(thing) if k not in thing.__members__),
                sorted(vars(members[0])) if members else [],
            ]
        elif thing.__module__.startswith("PySide6"):
            walk(thing)
for module in (QtCore, QtGui, QtSvg, QtTest, QtWidgets):
    walk(module)
print(json.dumps(found))
"""


def told(how: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", TOLD, how], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_every_enumeration_of_qt_is_the_same() -> None:
    usual, quick = told("usual"), told("quick")
    assert len(usual) > 400
    assert quick.keys() == usual.keys()
    for name, was in usual.items():
        assert quick[name] == was, name


@pytest.mark.parametrize(
    "names",
    [
        [("A", 1), ("B", 2), ("A", 3)],
        [("A", 1), ("mro", 2), ("C", 3)],
        [("A", 1), ("_B_", 2), ("C", 3)],
        [("name", 1), ("value", 2), ("C", 3)],
        [("A", "x"), ("B", 2), ("C", 3)],
        [("A", -1), ("B", 2), ("C", 3)],
        ["A", "B", "C"],
        "A B C",
        {"A": 1, "B": 2, "C": 3},
        [],
    ],
)
@pytest.mark.parametrize("kind", [enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag])
def test_what_is_not_plain_goes_the_usual_way(kind: Any, names: Any) -> None:
    def made(create: Any) -> str:
        try:
            found = create(kind, "Made", names, module=__name__)
        except Exception as error:  # noqa: BLE001  # whatever the library says
            return f"{type(error).__name__}: {error}"
        return str([(name, each.value, each.name) for name, each in found.__members__.items()])

    assert made(_create) == made(_usual)


def test_the_module_is_that_of_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enum.EnumType, "_create_", _create)
    made = enum.IntEnum("Made", [("A", 1), ("B", 2), ("C", 3)])  # type: ignore[misc]
    assert made.__module__ == __name__
    assert [each.value for each in made] == [1, 2, 3]

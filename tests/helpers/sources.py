"""The program's sources, each read and parsed once in a process for all tests that judge them."""

from __future__ import annotations

import ast
import functools
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
GUI: Final = ROOT / "gui"


@functools.cache
def modules(package: str = "") -> tuple[Path, ...]:
    """The files of a package of the program, of all for none."""
    return tuple(sorted((GUI / package).rglob("*.py")))


@functools.cache
def tree(path: Path) -> ast.Module:
    """A file as Python reads it."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@functools.cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """All that is in it."""
    return tuple(ast.walk(tree(path)))

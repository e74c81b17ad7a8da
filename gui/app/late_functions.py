"""Dataclasses whose methods are compiled when they are called for the first time.

For each class the standard library writes and compiles up to seven functions, half a millisecond
for what most starts never call; for the two hundred classes of this program that is a tenth of a
second. With `compile_late` a class gets functions that compile themselves: from its first call on
such a function is what it would have been, and costs nothing more.

Meant for the program as a whole, before its modules are imported. Where the library does not look
as it does in Python 3.11 and 3.12, nothing is changed, and a start takes longer.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Mapping, Sequence
from types import FunctionType
from typing import Any, Final

_EXPECTED: Final = ["name", "args", "body", "globals", "locals", "return_type"]


def compile_late() -> None:
    """Has dataclasses that are made from now on compile their methods late."""
    usual = getattr(dataclasses, "_create_fn", None)
    if usual is not None and [*inspect.signature(usual).parameters] == _EXPECTED:
        dataclasses._create_fn = _late  # type: ignore[attr-defined]


def _late(
    name: str,
    args: Sequence[str],
    body: Sequence[str],
    *,
    globals: Mapping[str, Any] | None = None,  # noqa: A002  the library's names
    locals: Mapping[str, Any] | None = None,  # noqa: A002
    return_type: Any = None,  # noqa: ARG001  nobody reads the annotations of these
) -> FunctionType:
    """In place of the library's function of that meaning: the same, compiled at its first call.

    All that such a function looks up by name is among `locals`.
    """
    scope = {**(locals or {}), "__name__": (globals or {}).get("__name__", __name__)}

    def compiled() -> Any:
        lines = "\n ".join(body)
        exec(f"def {name}({', '.join(args)}):\n {lines}", scope)  # noqa: S102  written by the library
        made = scope[name]
        # The code last: another thread may call it at this very moment.
        late.__defaults__, late.__kwdefaults__ = made.__defaults__, made.__kwdefaults__
        late.__code__ = made.__code__
        return made

    scope["_compiled"] = compiled
    late = FunctionType(_first_call.__code__, scope, name)
    return late


def _first_call(*args: Any, **named: Any) -> Any:
    """What each of them does at first; `_compiled` is its own."""
    return _compiled()(*args, **named)


def _compiled() -> Any:
    """Stands for the one that each function brings along."""
    raise NotImplementedError

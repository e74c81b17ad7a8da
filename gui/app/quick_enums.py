"""Enumerations with many whole numbers made in one go, as PySide6's are.

PySide6 makes four thousand members of Python's `enum` before this program's window is seen, for
the few dozen that it looks at, and the library turns each into a member by way of a dozen checks.
What comes out here is the same class, checked by a test for every enumeration of Qt; it takes a
fifth of the time. Everything that is not plain numbers under plain names goes the library's way,
and all of it where the library is not that of Python 3.11.
"""

from __future__ import annotations

import enum
import sys
from collections.abc import Sequence
from typing import Any, Final

_KINDS: Final = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
_TAKEN: Final = {kind: frozenset((*dir(kind), "mro", "name", "value")) for kind in _KINDS}


def make_enums_quickly() -> None:
    """Has enumerations of plain numbers made quickly from now on."""
    if sys.version_info[:2] == (3, 11) and _LIBRARY._create_ is not _create:
        _LIBRARY._create_ = _create


_LIBRARY: Final[Any] = enum.EnumType
_usual: Final[Any] = _LIBRARY._create_


def _create(
    cls: Any,
    class_name: str,
    names: Any,
    *,
    module: str | None = None,
    qualname: str | None = None,
    type: Any = None,  # noqa: A002  the library's names
    start: int = 1,
    boundary: Any = None,
) -> Any:
    """In place of the library's method of that meaning."""
    if module is None:
        module = sys._getframe(2).f_globals.get("__name__")  # as the library finds it
    if type is not None or not _is_plain(cls, names):
        return _usual(
            *(cls, class_name, names),
            module=module,
            qualname=qualname,
            type=type,
            start=start,
            boundary=boundary,
        )
    made = _empty(cls, class_name, module, qualname, boundary)
    _fill(made, names)
    return made


def _empty(cls: Any, name: str, module: str | None, qualname: str | None, boundary: Any) -> Any:
    """A class without members: what the library made of the first of its kind, once more."""
    content = _contents.get((cls, boundary))
    if content is None:
        first = _usual(cls, name, (), module=module, qualname=qualname, boundary=boundary)
        content = _contents[cls, boundary] = dict(vars(first))
    content = {**content, "_member_names_": [], "_member_map_": {}, "_value2member_map_": {}}
    content["_unhashable_values_"] = []
    if module is None:
        content.pop("__module__", None)
    else:
        content["__module__"] = module
    if qualname is not None:
        content["__qualname__"] = qualname
    return type.__new__(_LIBRARY, name, (cls,), content)


_contents: Final[dict[tuple[Any, Any], dict[str, Any]]] = {}
"""By the kind of an enumeration and what becomes of bits that it has no names for."""


def _is_plain(cls: Any, names: Any) -> bool:
    if cls not in _TAKEN or not isinstance(names, list):
        return False
    taken, seen = _TAKEN[cls], set()
    lowest = 0 if issubclass(cls, enum.Flag) else -sys.maxsize
    for item in names:
        if not isinstance(item, tuple) or len(item) != 2:
            return False
        name, value = item
        if value.__class__ is not int or value < lowest or name[:1] == "_" or name in taken:
            return False
        seen.add(name)
    return len(seen) == len(names)


def _fill(made: Any, names: Sequence[tuple[str, int]]) -> None:
    """Gives a class without members these."""
    is_flag = issubclass(made, enum.Flag)
    new: Any = int.__new__ if made._member_type_ is int else None
    members, order, by_value = made._member_map_, made._member_names_, made._value2member_map_
    put, mask, singles = type.__setattr__, 0, 0
    for name, value in names:
        member = by_value.get(value)
        is_single = value > 0 and not value & (value - 1)
        mask |= value
        if is_single:
            singles |= value
        if member is None:
            member = by_value[value] = new(made, value) if new else object.__new__(made)
            member._value_, member._name_ = value, name
            member.__objclass__, member._sort_order_ = made, len(order)
            if is_single or not is_flag:
                order.append(name)
        members[name] = member
        put(made, name, member)
    if is_flag:
        put(made, "_flag_mask_", mask)
        put(made, "_singles_mask_", singles)
        put(made, "_all_bits_", 2 ** mask.bit_length() - 1)
        values = [members[name]._value_ for name in order]
        if values != sorted(values):
            put(made, "_iter_member_", made._iter_member_by_def_)

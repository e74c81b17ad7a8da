"""Enumerations with many whole numbers made in one go, as PySide6's are.

PySide6 makes four thousand members of Python's `enum` before this program's window is seen, for
the few dozen that it looks at, and the library turns each into a member by way of a dozen checks.
What comes out here is the same class, checked by a test for every enumeration of Qt; it takes a
third of the time. Everything that is not plain numbers under plain names goes the library's way,
and all of it where the library is not that of Python 3.11.
"""

from __future__ import annotations

import enum
import sys
from collections.abc import Sequence
from typing import Any, Final

_KINDS: Final = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
_TAKEN: Final = {kind: frozenset((*dir(kind), "mro", "name", "value")) for kind in _KINDS}
_FEWEST: Final = 3
"""With fewer members nothing is won."""


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
    made = _usual(cls, class_name, (), module=module, qualname=qualname, boundary=boundary)
    _fill(made, names)
    return made


def _is_plain(cls: Any, names: Any) -> bool:
    if cls not in _TAKEN or not isinstance(names, list) or len(names) < _FEWEST:
        return False
    taken, seen = _TAKEN[cls], set()
    for item in names:
        if not isinstance(item, tuple) or len(item) != 2:
            return False
        name, value = item
        if value.__class__ is not int or value < 0 or name[:1] == "_" or name in taken:
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

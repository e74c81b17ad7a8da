"""A strict JSON reader for answers that may come from anybody.

Turns bytes into plain Python values or fails with one error type, whatever was wrong with them.
Stays away from sizes (the transport caps the bytes) and from what the values mean.
"""

from __future__ import annotations

import json
import math
from typing import Final

MAX_DEPTH: Final = 200
"""Levels of lists and objects; a candidate has five."""

MAX_DIGITS: Final = 40
"""Digits of one number; the service's numbers have a dozen at most."""

_BOM: Final = b"\xef\xbb\xbf"


class NotStrictJson(ValueError):
    """The bytes are not JSON that can be relied on. The text holds nothing of the content."""


def read_json(data: bytes) -> object:
    """The value that the UTF-8 bytes spell.

    A leading byte order mark is tolerated. Refused with `NotStrictJson`: an empty text, bad
    UTF-8, duplicate names in an object, NaN and infinities, numbers of more than `MAX_DIGITS`
    characters, more than `MAX_DEPTH` levels, anything after the value. Lone surrogates inside
    strings are kept as they are: they belong to somebody's text.
    """
    try:
        text = data.removeprefix(_BOM).decode("utf-8")
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_float,
            parse_constant=_constant,
        )
    except NotStrictJson:
        raise
    except UnicodeDecodeError as error:
        raise NotStrictJson("not UTF-8") from error
    except RecursionError as error:
        raise NotStrictJson("too many levels") from error
    except ValueError as error:
        raise NotStrictJson("not JSON") from error
    _check_depth(value)
    return value


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotStrictJson("a name occurs twice in one object")
    return found


def _integer(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise NotStrictJson("a number with too many digits")
    return int(digits)


def _float(digits: str) -> float:
    number = float(digits)
    if len(digits) > MAX_DIGITS or not math.isfinite(number):
        raise NotStrictJson("a number out of range")
    return number


def _constant(name: str) -> object:
    raise NotStrictJson(f"{name} is not JSON")


def _check_depth(value: object) -> None:
    """Level by level instead of recursively: a deep value must not exhaust the stack here."""
    level: list[object] = [value]
    for _ in range(MAX_DEPTH):
        inner: list[object] = []
        for item in level:
            if isinstance(item, dict):
                inner.extend(item.values())
            elif isinstance(item, list):
                inner.extend(item)
        level = [item for item in inner if isinstance(item, (dict, list))]
        if not level:
            return
    raise NotStrictJson("too many levels")

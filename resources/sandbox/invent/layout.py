"""Writes `world.json` so that people can read and compare it: one thing on one line.

Plain JSON; only the line breaks are chosen. Characters that cannot be seen (no-break spaces, line
separators, direction marks) are written as escapes, so that no editor and no diff hides them.
"""

from __future__ import annotations

import json
import re

from invent.person import Json

_WIDTH = 150
_INVISIBLE = re.compile(
    "[\u00a0\u00ad\u034f\u061c\u180e\u2000-\u200f\u2028-\u202f\u2060-\u206f\ufeff]"
)


def written(value: Json) -> str:
    """The text of a JSON file holding `value`, ending in a line break."""
    text = _block(value, "") + "\n"
    return _INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _block(value: Json, indent: str) -> str:
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or not value:
        return flat
    if len(flat) + len(indent) <= _WIDTH and not _deep(value):
        return flat
    inner = indent + "  "
    if isinstance(value, dict):
        rows = [
            f"{inner}{json.dumps(key, ensure_ascii=False)}: {_block(item, inner)}"
            for key, item in value.items()
        ]
        return "{\n" + ",\n".join(rows) + f"\n{indent}}}"
    rows = [inner + _block(item, inner) for item in value]
    return "[\n" + ",\n".join(rows) + f"\n{indent}]"


def _deep(value: Json) -> bool:
    """Whether a container holds containers that are themselves not simple."""
    if isinstance(value, dict):
        items: list[Json] = list(value.values())
    elif isinstance(value, list):
        items = value
    else:
        return False
    return any(isinstance(item, dict | list) and _deep_item(item) for item in items)


def _deep_item(item: Json) -> bool:
    items: list[Json] = list(item.values()) if isinstance(item, dict) else list(item)  # type: ignore[arg-type]
    return any(isinstance(inner, dict | list) for inner in items)

"""Cursors over lists that are short enough to be held in memory: jobs, members, timelines.

Ids ascend as hexadecimal numbers; `since_id` and `max_id` are both inclusive (API §8.1).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urlencode

from gui.sandbox.answers import Refusal
from gui.sandbox.clock import moment
from gui.sandbox.store import Document

_DEFAULT: Final = 50
_MOST: Final = 100


def limit_in(query: Mapping[str, str]) -> int:
    """How many rows a page may have: 50 unless said, at most 100, at least 1."""
    text = query.get("limit", "")
    return min(max(int(text), 1), _MOST) if text.isascii() and text.isdigit() else _DEFAULT


def id_in(query: Mapping[str, str], key: str) -> int | None:
    """An id in a query as a number. Refusal 422 for what is none."""
    text = query.get(key)
    if text is None:
        return None
    try:
        return int(text, 16)
    except ValueError:
        raise Refusal(422, {"error": f"{key} is not an id"}) from None


def moment_in(query: Mapping[str, str], key: str) -> float | None:
    """A time in a query in Unix seconds. Refusal 422 for what is none."""
    text = query.get(key)
    if text is None:
        return None
    at = moment(text)
    if at is None:
        raise Refusal(422, {"error": f"{key} is not a time"})
    return at


def page(name: str, rows: Sequence[Document], query: Mapping[str, str], url: str) -> Document:
    """One page of `rows` under `name`, with the absolute `url` of the list in `paging.next`."""
    limit = limit_in(query)
    first, last = id_in(query, "since_id"), id_in(query, "max_id")
    wanted = [
        row
        for row in sorted(rows, key=lambda row: int(row["id"], 16))
        if (first is None or int(row["id"], 16) >= first)
        and (last is None or int(row["id"], 16) <= last)
    ]
    shown: Document = {name: wanted[:limit]}
    if len(wanted) > limit:
        kept = {k: v for k, v in query.items() if k not in ("limit", "since_id")}
        cursor = {"limit": limit, "since_id": wanted[limit]["id"], **kept}
        shown["paging"] = {"next": f"{url}?{urlencode(cursor)}"}
    return shown


def since(rows: Sequence[Document], query: Mapping[str, str]) -> list[Document]:
    """The rows after `created_after` and `updated_after`, where the query has them."""
    wanted = list(rows)
    for key in ("created_after", "updated_after"):
        after = moment_in(query, key)
        if after is not None:
            column = key.replace("_after", "_at")
            wanted = [row for row in wanted if (moment(row[column]) or 0.0) > after]
    return wanted

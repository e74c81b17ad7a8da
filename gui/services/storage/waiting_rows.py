"""What waits in the outbox, on the disk: which keys of which candidate, since when.

The values are the draft's business: without its draft nothing waits.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any, Final

from gui.model.fields import BY_KEY
from gui.services.storage.access import Access
from gui.services.storage.encoding import (
    is_whole,
    milliseconds,
    moment,
    named,
    put,
    sealed,
    text_in,
    text_out,
)
from gui.services.storage.points import reach
from gui.services.waiting import Waiting, Why

STEP: Final = (
    """CREATE TABLE waiting (
        account TEXT NOT NULL, candidate TEXT NOT NULL, title BLOB NOT NULL, name BLOB NOT NULL,
        keys TEXT NOT NULL, changes INTEGER NOT NULL, since INTEGER NOT NULL,
        unsure INTEGER NOT NULL, checksum BLOB NOT NULL,
        UNIQUE (account, candidate))""",
)
"""What brings the database of the drafts from its first format to its second."""

TABLE: Final = "waiting"


class KeptOutbox:
    """An `OutboxMemory` in the database of the drafts. Each method raises `NotKept`, which was
    told already."""

    def __init__(self, access: Access) -> None:
        self._access = access

    async def remember(self, waiting: Waiting) -> None:
        """Keeps it in the place of what was kept of that candidate; on return it is on the
        disk."""
        row = {
            "account": waiting.account,
            "candidate": waiting.candidate_id,
            "title": text_out(waiting.account_title),
            "name": text_out(waiting.name),
            "keys": json.dumps(waiting.keys),
            "changes": waiting.count,
            "since": milliseconds(waiting.since.timestamp()),
            "unsure": int(waiting.is_unsure),
        }

        def work(connection: sqlite3.Connection) -> None:
            put(connection, TABLE, sealed(row))
            reach("outbox.written")

        await self._access.write(work)

    async def forget(self, account: str, candidate_id: str) -> None:
        """Lets it go; nothing happens when it was not there."""

        def work(connection: sqlite3.Connection) -> None:
            connection.execute(
                f"DELETE FROM {TABLE} WHERE account=? AND candidate=?",  # noqa: S608
                (account, candidate_id),
            )

        await self._access.write(work)

    async def listing(self) -> tuple[Waiting, ...]:
        """All that is kept and has its draft, the oldest first."""
        query = (
            f"SELECT {TABLE}.* FROM {TABLE} JOIN drafts USING (account, candidate) "  # noqa: S608
            "ORDER BY since"
        )

        def work(connection: sqlite3.Connection) -> list[dict[str, Any]]:
            return named(connection, query)

        # A damaged line is left out: its draft is still there to be sent by hand.
        rows = await self._access.read(work)
        return tuple(_waiting(row) for row in rows if is_whole(TABLE, row))


def _waiting(row: Mapping[str, Any]) -> Waiting:
    return Waiting(
        row["account"],
        text_in(row["title"]),
        row["candidate"],
        text_in(row["name"]),
        tuple(key for key in json.loads(row["keys"]) if key in BY_KEY),
        row["changes"],
        moment(row["since"]),
        Why.PERSON,
        is_unsure=bool(row["unsure"]),
    )

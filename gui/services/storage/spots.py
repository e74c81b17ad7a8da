"""Where a person was in each candidate's resume: page and zoom, to be found again.

It is a convenience: what cannot be kept or read is not spoken of. A resume is known by a hash of
what identifies it, since its file's name may be anybody's; a candidate by the service's id, and
erased with the person.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from gui.errors import NotKept
from gui.i18n import _
from gui.services.resume_spots import Spot
from gui.services.storage.access import reason_of
from gui.services.storage.database import Database, NewerFormat, Schema
from gui.services.storage.encoding import is_whole, milliseconds, named, put, sealed
from gui.services.storage.worker import Worker

SPOTS_KEPT: Final = 2_000
"""Resumes that are remembered; the ones that were looked at longest ago go first."""

SCHEMA: Final = Schema(
    name="spots",
    sign=0x52645370,
    steps=(
        (
            """CREATE TABLE spots (
                account TEXT NOT NULL, candidate TEXT NOT NULL, resume TEXT NOT NULL,
                position REAL NOT NULL, zoom REAL, kept_at INTEGER NOT NULL,
                checksum BLOB NOT NULL, UNIQUE (account, candidate, resume))""",
        ),
    ),
    tables=("spots",),
    is_whole=is_whole,
)

_TROUBLE: Final = (sqlite3.Error, OSError, NewerFormat)

_log = logging.getLogger(__name__)


class SpotStore:
    """A `SpotMemory` of `gui.services.resume_spots`, in the store's thread."""

    def __init__(
        self, worker: Worker, database: Database, *, now: Callable[[], float] = time.time
    ) -> None:
        self._worker = worker
        self._database = database
        self._now = now

    async def spots(self, account: str, candidate_id: str) -> Mapping[str, Spot]:
        """What is known of a candidate's resumes, by their hashes; nothing where that fails."""

        def job() -> dict[str, Spot]:
            query = "SELECT * FROM spots WHERE account=? AND candidate=?"
            try:
                rows = self._database.read(
                    lambda connection: named(connection, query, account, candidate_id)
                )
            except _TROUBLE as error:
                _log.info("No place in a resume is known: %s", type(error).__name__)
                return {}
            return {row["resume"]: _spot(row) for row in rows if is_whole("spots", row)}

        return await self._worker.run(job)

    def keep(self, account: str, candidate_id: str, resume: str, spot: Spot) -> None:
        """Keeps one; returns at once, and is done before the store is closed."""
        row = {
            "account": account,
            "candidate": candidate_id,
            "resume": resume,
            "position": float(spot.position),
            "zoom": spot.zoom,
            "kept_at": milliseconds(self._now()),
        }

        def work(connection: sqlite3.Connection) -> None:
            put(connection, "spots", sealed(row))
            connection.execute(
                "DELETE FROM spots WHERE rowid NOT IN "
                "(SELECT rowid FROM spots ORDER BY kept_at DESC, rowid DESC LIMIT ?)",
                (SPOTS_KEPT,),
            )

        def job() -> None:
            try:
                self._database.write(work)
            except _TROUBLE as error:
                _log.info("A place in a resume is not kept: %s", type(error).__name__)

        self._worker.send(job)

    async def erase_person(self, account: str, candidate_id: str) -> None:
        """Deletes what is here about a candidate, so that the bytes are gone."""

        def work(connection: sqlite3.Connection) -> None:
            connection.execute(
                "DELETE FROM spots WHERE account=? AND candidate=?", (account, candidate_id)
            )

        await self._erased(lambda: self._database.erase(work))

    async def erase_all(self) -> None:
        """Deletes the file, whatever is in it."""
        await self._erased(self._database.remove)

    async def _erased(self, job: Callable[[], None]) -> None:
        """That something could not be erased is not passed over: `NotKept` says why."""
        try:
            await self._worker.run(job)
        except _TROUBLE as error:
            raise NotKept(
                _("Where you were in resumes could not be erased: {reason}.").format(
                    reason=reason_of(error)
                ),
                next_step=_("Erase once more."),
            ) from error


def _spot(row: Mapping[str, Any]) -> Spot:
    return Spot(row["position"], row["zoom"])

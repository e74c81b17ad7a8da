"""The journal on the disk: before and after of every key that was ever sent, one row per key.

An entry is written before its PATCH goes, with an unknown outcome, and again when the outcome is
known; a kill in between leaves it to the next read. Replaced resumes and photos are kept beside
it. What is older than the retention time goes, and a person can be erased for good.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from gui.errors import DraftDamaged, NotKept
from gui.i18n import _, ngettext
from gui.model.filenames import shown_name
from gui.model.journal import (
    NUMBERS_A_SEND,
    JournalEntry,
    JournalSend,
    KeptFile,
    Outcome,
    outcome_by_reading,
    send_number,
    sends_of,
    to_csv,
    to_json,
)
from gui.model.record import Record
from gui.model.saved import NotReadable
from gui.model.values import Value
from gui.services.storage.access import Access, Words
from gui.services.storage.aside import erase_aside, set_aside
from gui.services.storage.database import Schema
from gui.services.storage.encoding import (
    NotWhole,
    is_whole,
    milliseconds,
    moment,
    named,
    put,
    sealed,
)
from gui.services.storage.files import FileBox, write_private
from gui.services.storage.journal_rows import Query, conditions_of, entry_of, joined, rows_of
from gui.services.storage.points import reach
from gui.services.workers import in_worker

RETENTION_DAYS: Final = 90
"""How long entries are kept, unless the person wants another time (rule 47)."""

FILES_LIMIT: Final = 500_000_000
"""Bytes of replaced files that are kept; the oldest go first."""

_BACKLOG: Final = 1_000
_SECONDS: Final = 30.0

SCHEMA: Final = Schema(
    name="journal",
    sign=0x52644A6F,
    steps=(
        (
            """CREATE TABLE changes (
                send INTEGER NOT NULL, key TEXT NOT NULL,
                account TEXT NOT NULL, candidate TEXT NOT NULL, name BLOB NOT NULL,
                at INTEGER NOT NULL, outcome TEXT NOT NULL, request BLOB, reason BLOB NOT NULL,
                body BLOB NOT NULL, file TEXT NOT NULL,
                who TEXT NOT NULL, sought TEXT NOT NULL, checksum BLOB NOT NULL,
                UNIQUE (send, key))""",
            "CREATE INDEX changes_of_a_person ON changes (account, candidate)",
            "CREATE INDEX changes_by_time ON changes (at)",
        ),
    ),
    tables=("changes",),
    is_whole=is_whole,
)


class Journal:
    """Everything that was sent. Each method raises `NotKept`, which was told already."""

    def __init__(
        self,
        access: Access,
        *,
        kept: Path,
        aside: Path,
        retention_days: Callable[[], int] = lambda: RETENTION_DAYS,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._access = access
        self._kept = FileBox(kept)
        self._aside = aside
        self._retention_days = retention_days
        self._now = now
        self._last_number = 0
        self._backlog: dict[int, JournalEntry] = {}
        # Kept in this run: the entries that will speak of them may not be written yet.
        self._fresh: set[str] = set()
        # Which entries of a candidate have an unknown outcome, of those that were looked at.
        self._open: dict[tuple[str, str], set[int]] = {}
        self._begun = 0

    # --- writing ---------------------------------------------------------------------------

    def new_entry(
        self,
        account: str,
        candidate_id: str,
        name: str,
        *,
        before: Mapping[str, Value],
        sent: Mapping[str, Value],
        others: Mapping[str, tuple[Value, Value]] | None = None,
        files: Mapping[str, KeptFile] | None = None,
        after: JournalEntry | None = None,
    ) -> JournalEntry:
        """An entry for what is about to be sent now; nothing is written by this.

        `after` is the request before it in the same send.
        """
        at = milliseconds(self._now())
        if after is not None:
            number = after.number + 1
        else:
            # By the clock, and growing even where the clock goes back.
            number = max(self._last_number + NUMBERS_A_SEND, send_number(at * 1000))
            self._last_number = number
        return JournalEntry(
            number,
            account,
            candidate_id,
            name,
            moment(at),
            Outcome.UNKNOWN,
            before=dict(before),
            sent=dict(sent),
            files=dict(files or {}),
            others=dict(others or {}),
        )

    async def record(self, entry: JournalEntry) -> None:
        """Writes an entry, or what is known of it by now; on return it is on the disk.

        One that cannot be written is held in memory, and written by the next call or `catch_up`.
        """
        self._backlog[entry.number] = entry
        opened = self._open.get((entry.account, entry.candidate_id), set())
        if entry.outcome is Outcome.UNKNOWN:
            self._begun += 1
            opened.add(entry.number)
        else:
            opened.discard(entry.number)
        while len(self._backlog) > _BACKLOG:
            del self._backlog[min(self._backlog)]
        await self.catch_up()

    @property
    def is_behind(self) -> bool:
        """Whether there are entries that could not be written yet."""
        return bool(self._backlog)

    async def catch_up(self) -> None:
        """Writes what could not be written before."""
        waiting = dict(self._backlog)
        if not waiting:
            return

        def work(connection: sqlite3.Connection) -> None:
            for entry in waiting.values():
                for row in rows_of(entry):
                    put(connection, "changes", sealed(row))
                reach("journal.written")

        await self._access.write(work)
        for number, entry in waiting.items():
            if self._backlog.get(number) is entry:
                del self._backlog[number]

    async def resolve(self, record: Record, account: str) -> tuple[JournalEntry, ...]:
        """Finds out from a read what became of entries of unknown outcome; returns those.

        The disk is not asked again while it is known that there are none.
        """
        person, begun = (account, record.id), self._begun
        if self._open.get(person) == set():
            return ()
        found = await self._entries(
            "outcome=? AND account=? AND candidate=?", Outcome.UNKNOWN.value, *person
        )
        resolved: list[JournalEntry] = []
        for entry in found:
            outcome = outcome_by_reading(entry, record)
            if outcome is Outcome.UNKNOWN:
                continue
            stored = {key: record.get(key) for key in entry.keys}
            known = replace(
                entry, outcome=outcome, stored=stored if outcome is Outcome.SENT else {}
            )
            await self.record(known)
            resolved.append(known)
        if self._begun == begun:
            done = {entry.number for entry in resolved}
            self._open[person] = {entry.number for entry in found} - done
        return tuple(resolved)

    # --- replaced files --------------------------------------------------------------------

    async def keep_file(self, name: str, data: bytes) -> KeptFile:
        """Keeps a file that is about to be replaced; on return it is on the disk."""

        def job() -> str:
            digest = self._kept.put(data)
            self._fresh.add(digest)
            return digest

        return KeptFile(name, len(data), await self._access.in_thread(job))

    async def file(self, kept: KeptFile) -> bytes | None:
        """The bytes of a kept file; None where its time is over or it was damaged."""
        return await self._access.in_thread(lambda: self._kept.get(kept.digest))

    # --- searching -------------------------------------------------------------------------

    async def search(self, query: Query) -> tuple[JournalEntry, ...]:
        """The entries that fit, whole, the newest first."""
        conditions, values = conditions_of(query)
        where = " AND ".join(conditions) or "1"
        return await self._entries(
            f"send IN (SELECT DISTINCT send FROM changes WHERE {where} "  # noqa: S608
            "ORDER BY send DESC LIMIT ?)",
            *values,
            query.limit,
        )

    async def sends(self, query: Query) -> tuple[JournalSend, ...]:
        """The sends of which a request fits, with all their requests, the newest first.

        The query's limit counts sends, and its `before` is the number of one.
        """
        conditions, values = conditions_of(query)
        where = " AND ".join(conditions) or "1"
        found = await self._entries(
            f"send / {NUMBERS_A_SEND} IN (SELECT DISTINCT send / {NUMBERS_A_SEND} "  # noqa: S608
            f"FROM changes WHERE {where} ORDER BY 1 DESC LIMIT ?)",
            *values,
            query.limit,
        )
        return sends_of(found)

    async def entry(self, number: int) -> JournalEntry | None:
        """The entry of that number; None when there is none (any more)."""
        found = await self._entries("send=?", number)
        return found[0] if found else None

    # --- growing old -----------------------------------------------------------------------

    async def expire(self) -> int:
        """Deletes what is older than the retention time; how many rows that was."""
        limit = milliseconds(self._now() - self._retention_days() * 86400)

        def work(connection: sqlite3.Connection) -> int:
            count = connection.execute("DELETE FROM changes WHERE at < ?", (limit,)).rowcount
            reach("journal.expired")
            return count

        def after(connection: sqlite3.Connection) -> None:
            self._drop_files(connection)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

        return await self._access.write(work, after=after)

    async def erase_person(self, account: str, candidate_id: str) -> None:
        """Deletes whatever is here about a candidate, so that the bytes are gone."""
        for number, entry in tuple(self._backlog.items()):
            if (entry.account, entry.candidate_id) == (account, candidate_id):
                del self._backlog[number]

        def work(connection: sqlite3.Connection) -> None:
            connection.execute(
                "DELETE FROM changes WHERE account=? AND candidate=?", (account, candidate_id)
            )

        def after(connection: sqlite3.Connection) -> None:
            self._fresh.clear()
            self._drop_files(connection)
            erase_aside(self._aside, account, candidate_id)

        await self._access.erase(work, after=after)

    async def erase_all(self) -> None:
        """Deletes all entries and all files that were kept with them."""
        self._backlog.clear()

        def after() -> None:
            self._fresh.clear()
            self._kept.keep_only(())

        await self._access.remove(after=after)

    # --- inside ----------------------------------------------------------------------------

    async def _entries(self, where: str, *values: object) -> tuple[JournalEntry, ...]:
        query = f"SELECT rowid AS number_of_row, * FROM changes WHERE {where}"  # noqa: S608

        def work(connection: sqlite3.Connection) -> tuple[list[JournalEntry], list[int]]:
            by_send: dict[int, list[JournalEntry]] = {}
            damaged: list[int] = []
            for row in named(connection, query, *values):
                number = row.pop("number_of_row")
                try:
                    by_send.setdefault(row["send"], []).append(entry_of(row))
                except (NotWhole, NotReadable):
                    damaged.append(number)
            found = [joined(parts) for parts in by_send.values() if parts]
            return sorted(found, key=lambda entry: entry.number, reverse=True), damaged

        found, damaged = await self._access.read(work)
        if damaged:
            await self._set_aside(damaged)
        return tuple(found)

    async def _set_aside(self, numbers: Sequence[int]) -> None:
        def work(connection: sqlite3.Connection) -> Path | None:
            path = None
            for number in numbers:
                for row in named(connection, "SELECT * FROM changes WHERE rowid=?", number):
                    path = set_aside(self._aside, "journal", row, "unreadable")
                connection.execute("DELETE FROM changes WHERE rowid=?", (number,))
            return path

        path = await self._access.write(work)
        if path is not None:
            text = ngettext(
                "{count} line of the journal could not be read and was set aside.",
                "{count} lines of the journal could not be read and were set aside.",
                len(numbers),
            ).format(count=len(numbers))
            kept = _("They were kept in {folder}.").format(folder=path.parent)
            told = DraftDamaged(
                text,
                kept=kept,
                next_step=_("Keep that folder if you want to look what was in them."),
            )
            self._access.tell_damaged(told.sentence)

    def _drop_files(self, connection: sqlite3.Connection) -> None:
        """Removes files that no entry speaks of, and the oldest ones over the limit."""
        sizes = self._kept.sizes()
        room = FILES_LIMIT
        wanted: set[str] = set()
        query = "SELECT file FROM changes WHERE file<>'' ORDER BY send DESC"
        for (source,) in connection.execute(query):
            digest = str(json.loads(source)["digest"])
            if digest not in wanted:
                room -= sizes.get(digest, 0)
                if room >= 0:
                    wanted.add(digest)
        self._kept.keep_only(wanted | self._fresh)


async def export(items: Iterable[JournalSend], path: Path) -> None:
    """Writes sends into a file of the person's choice: CSV by its name, else JSON.

    `NotKept` when it cannot be written; what was there under that name is then unchanged.
    """
    sends = tuple(items)

    def work() -> None:
        content = to_csv(sends) if path.suffix.lower() == ".csv" else to_json(sends)
        write_private(path, content.encode("utf-8", "backslashreplace"))

    try:
        await in_worker(work, seconds=_SECONDS, name="export journal")
    except (OSError, TimeoutError) as error:
        reason = getattr(error, "strerror", None) or _("the disk does not answer")
        raise NotKept(
            _("“{name}” cannot be written: {reason}.").format(
                name=shown_name(path.name, 60), reason=reason
            ),
            next_step=_("Choose another place."),
        ) from error


def words_of_journal() -> Words:
    """How the journal's database is spoken of."""
    return Words(
        state="journal",
        not_kept=_("The journal is not being kept: {reason}."),
        kept=_("Sending works. Redline goes on trying to keep it."),
        newer=_(
            "The journal is not being kept: that of this profile is a newer Redline’s, and is "
            "left as it is. Sending works."
        ),
        damaged=_("The journal on this computer was damaged."),
    )

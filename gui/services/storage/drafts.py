"""Drafts on the disk: what was typed and not yet sent, with its way back and its staged files.

A draft that cannot be read, and one that would be overwritten without having been joined, is
set aside as a file of its own and told: nothing is deleted but on the person's order, or because
there is nothing left in it (reliability H35, H36, H40).
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final

from gui.errors import BadFile, DraftDamaged
from gui.i18n import _
from gui.model.draft import Draft
from gui.model.saved import NotReadable, Snapshot, draft_from_json, draft_to_json
from gui.model.values import FileUpload
from gui.services.storage import waiting_rows
from gui.services.storage.access import Access, Words
from gui.services.storage.aside import erase_aside, set_aside
from gui.services.storage.database import Schema
from gui.services.storage.encoding import (
    NotWhole,
    is_whole,
    milliseconds,
    moment,
    named,
    packed,
    put,
    sealed,
    text_in,
    text_out,
    unpacked,
)
from gui.services.storage.files import FileBox, remove_files
from gui.services.storage.points import reach
from gui.services.storage.snapshots import uploads_in, within
from gui.workable.wire import RowSummary

OLD_DAYS: Final = 14
"""After so many days the person is reminded of a draft; it is kept all the same (H40)."""

RECENTS_KEPT: Final = 30
"""How many recently opened candidates are remembered per account."""

SCHEMA: Final = Schema(
    name="drafts",
    sign=0x52644472,
    steps=(
        (
            """CREATE TABLE drafts (
                account TEXT NOT NULL, candidate TEXT NOT NULL, name BLOB NOT NULL,
                changes INTEGER NOT NULL, saved_at INTEGER NOT NULL, stamp INTEGER NOT NULL,
                files TEXT NOT NULL, body BLOB NOT NULL, checksum BLOB NOT NULL,
                UNIQUE (account, candidate))""",
            """CREATE TABLE recents (
                account TEXT NOT NULL, candidate TEXT NOT NULL, visited_at INTEGER NOT NULL,
                body BLOB NOT NULL, checksum BLOB NOT NULL,
                UNIQUE (account, candidate))""",
        ),
        waiting_rows.STEP,
    ),
    tables=("drafts", "recents", waiting_rows.TABLE),
    is_whole=is_whole,
)


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft in a list; `saved_at` is in UTC, `size` in bytes on the disk, its files apart."""

    account: str
    candidate_id: str
    name: str
    count: int
    saved_at: dt.datetime
    size: int


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft as it came back. `stamp` names this very state of it; see `DraftStore.save`."""

    draft: Draft
    name: str
    saved_at: dt.datetime
    stamp: int


@dataclass(frozen=True, slots=True)
class RemovedDraft:
    """A draft that was taken away and can be put back as it was."""

    row: Mapping[str, Any]


class DraftStore:
    """The drafts of all accounts. Each method raises `NotKept`, which was told already.

    `bytes_of` gives the bytes of staged files; it is called in the store's thread.
    """

    def __init__(
        self,
        access: Access,
        *,
        staged: Path,
        aside: Path,
        bytes_of: Callable[[FileUpload], bytes],
        now: Callable[[], float] = time.time,
    ) -> None:
        self._access = access
        self._staged = FileBox(staged)
        self._aside = aside
        self._bytes_of = bytes_of
        self._now = now

    # --- drafts ----------------------------------------------------------------------------

    async def save(
        self,
        account: str,
        candidate_id: str,
        snapshot: Snapshot,
        *,
        name: str,
        count: int,
        stamp: int,
        over: Collection[int] = (),
    ) -> None:
        """Keeps the draft and the files staged in it; on return they are on the disk.

        `stamp` is this state's own, from `new_stamp`; `over` are those of the states that it
        grew out of. What is there under another stamp has not been joined and is set aside.
        """
        uploads = tuple({upload.digest: upload for upload in uploads_in(snapshot)}.values())

        def work(connection: sqlite3.Connection) -> DraftDamaged | None:
            found = _found(connection, account, candidate_id)
            told = None
            if found is not None and found.values["stamp"] not in over:
                told = self._set_aside(connection, found, _UNJOINED)
            row = {
                "account": account,
                "candidate": candidate_id,
                "name": text_out(name),
                "changes": count,
                "saved_at": milliseconds(self._now()),
                "stamp": stamp,
                "files": json.dumps([upload.digest for upload in uploads]),
                "body": packed(draft_to_json(within(snapshot))),
            }
            reach("draft.encoded")
            put(connection, "drafts", sealed(row))
            reach("draft.written")
            return told

        told = await self._access.write(work, before=lambda: self._keep_files(uploads))
        if told is not None:
            self._access.tell_damaged(told.sentence)

    def new_stamp(self) -> int:
        """A name for one state of one draft, unlike any other."""
        return secrets.randbits(62)

    async def load(self, account: str, candidate_id: str) -> KeptDraft | None:
        """The draft of that candidate; None where there is none that can be read."""

        def work(connection: sqlite3.Connection) -> tuple[KeptDraft | None, str]:
            row = _found(connection, account, candidate_id)
            if row is None:
                return None, ""
            try:
                return _kept(row), ""
            except (NotReadable, NotWhole) as error:
                return None, str(error)

        kept, trouble = await self._access.read(work)
        if trouble:
            await self._set_bad_aside()
        return kept

    async def list(self, account: str | None = None) -> tuple[DraftRow, ...]:
        """Every draft, of one account or of all, the newest first."""

        def work(connection: sqlite3.Connection) -> tuple[list[DraftRow], bool]:
            rows = _all(connection)
            whole = [row.values for row in rows if is_whole("drafts", row.values)]
            wanted = [row for row in whole if account in (None, row["account"])]
            found = sorted(map(_listed, wanted), key=lambda row: row.saved_at, reverse=True)
            return found, len(whole) < len(rows)

        found, some_damaged = await self._access.read(work)
        if some_damaged:
            await self._set_bad_aside()
        return tuple(found)

    async def old(self, days: int = OLD_DAYS) -> tuple[DraftRow, ...]:
        """The drafts that have not changed for so many days; nothing is done to them."""
        limit = moment(milliseconds(self._now())) - dt.timedelta(days=days)
        return tuple(row for row in await self.list() if row.saved_at < limit)

    async def remove(
        self, account: str, candidate_id: str, *, keep_files: bool = False
    ) -> RemovedDraft | None:
        """Takes a draft away; returns it, so that it can be put back.

        With `keep_files` its staged files stay until `tidy`.
        """

        def work(connection: sqlite3.Connection) -> RemovedDraft | None:
            row = _found(connection, account, candidate_id)
            if row is None:
                return None
            connection.execute(
                "DELETE FROM drafts WHERE account=? AND candidate=?", (account, candidate_id)
            )
            reach("draft.removed")
            return RemovedDraft(row.values)

        if keep_files:
            return await self._access.write(work)
        return await self._access.write(work, after=self._drop_files)

    async def put_back(self, removed: RemovedDraft) -> None:
        """Puts a removed draft back, unless there is another one by now."""
        row = removed.row

        def work(connection: sqlite3.Connection) -> None:
            if _found(connection, row["account"], row["candidate"]) is None:
                put(connection, "drafts", row)

        await self._access.write(work)

    async def staged_bytes(self, upload: FileUpload) -> bytes | None:
        """The bytes of a staged file as they were kept with a draft."""
        return await self._access.in_thread(lambda: self._staged.get(upload.digest))

    async def tidy(self) -> None:
        """Removes staged files that no draft speaks of any more."""
        await self._access.read(self._drop_files)

    # --- recently opened -------------------------------------------------------------------

    async def note_recent(self, account: str, row: RowSummary) -> None:
        """Remembers that this candidate was opened now."""
        values = {
            "account": account,
            "candidate": row.id,
            "visited_at": milliseconds(self._now()),
            "body": packed(asdict(row)),
        }

        def work(connection: sqlite3.Connection) -> None:
            put(connection, "recents", sealed(values))
            connection.execute(
                "DELETE FROM recents WHERE account=? AND candidate NOT IN (SELECT candidate FROM "
                "recents WHERE account=? ORDER BY visited_at DESC, rowid DESC LIMIT ?)",
                (account, account, RECENTS_KEPT),
            )

        await self._access.write(work)

    async def recents(self, account: str) -> tuple[RowSummary, ...]:
        """The candidates that were opened lately, the last one first."""

        def work(connection: sqlite3.Connection) -> tuple[RowSummary, ...]:
            query = "SELECT * FROM recents WHERE account=? ORDER BY visited_at DESC, rowid DESC"
            rows = named(connection, query, account)
            return tuple(
                _summary(unpacked(row["body"])) for row in rows if is_whole("recents", row)
            )

        return await self._access.read(work)

    # --- erasing ---------------------------------------------------------------------------

    async def erase_person(self, account: str, candidate_id: str) -> None:
        """Deletes whatever is here about a candidate, so that the bytes are gone."""

        def work(connection: sqlite3.Connection) -> None:
            for table in SCHEMA.tables:
                connection.execute(
                    f"DELETE FROM {table} WHERE account=? AND candidate=?",  # noqa: S608
                    (account, candidate_id),
                )

        def after(connection: sqlite3.Connection) -> None:
            self._drop_files(connection)
            erase_aside(self._aside, account, candidate_id)

        await self._access.erase(work, after=after)

    async def erase_all(self) -> None:
        """Deletes all drafts, their files, what was recently opened, and what was set aside."""

        def after() -> None:
            self._staged.keep_only(())
            remove_files(self._aside)

        await self._access.remove(after=after)

    # --- inside; in the store's thread -----------------------------------------------------

    def _keep_files(self, uploads: Iterable[FileUpload]) -> None:
        for upload in uploads:
            if self._staged.holds(upload.digest):
                continue
            try:
                data = self._bytes_of(upload)
            except BadFile:
                continue  # lost in an earlier run; the draft says which file it was
            self._staged.put(data)
            reach("draft.file_kept")

    def _drop_files(self, connection: sqlite3.Connection) -> None:
        named_in_rows: set[str] = set()
        for (files,) in connection.execute("SELECT files FROM drafts"):
            named_in_rows.update(json.loads(files))
        self._staged.keep_only(named_in_rows)

    async def _set_bad_aside(self) -> None:
        """Looks at every draft and sets those aside that cannot be read."""

        def work(connection: sqlite3.Connection) -> list[DraftDamaged]:
            told: list[DraftDamaged] = []
            for row in _all(connection):
                try:
                    _kept(row)
                except (NotReadable, NotWhole):
                    told.append(self._set_aside(connection, row, _UNREADABLE))
            return told

        for error in await self._access.write(work):
            self._access.tell_damaged(error.sentence)

    def _set_aside(self, connection: sqlite3.Connection, row: _Row, why: str) -> DraftDamaged:
        """Moves a row into a file of its own. Done twice it is the same file."""
        path = set_aside(self._aside, "draft", row.values, why)
        connection.execute("DELETE FROM drafts WHERE rowid=?", (row.number,))
        reach("draft.set_aside")
        said = {
            _UNREADABLE: _("The draft of {name} could not be read and was set aside."),
            _UNJOINED: _("An earlier draft of {name} was found here and was set aside."),
        }
        return DraftDamaged(
            said[why].format(name=_name(row.values) or _("a candidate")),
            kept=_("It was kept as {file}.").format(file=path),
            next_step=_("Keep that file if you want to look what was in it."),
        )


_UNREADABLE: Final = "unreadable"
_UNJOINED: Final = "not joined"


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the drafts, whether it is whole or not."""

    number: int
    values: Mapping[str, Any]


def _all(connection: sqlite3.Connection) -> list[_Row]:
    return [
        _Row(row.pop("number_of_row"), row)
        for row in named(connection, "SELECT rowid AS number_of_row, * FROM drafts")
    ]


def _found(connection: sqlite3.Connection, account: str, candidate_id: str) -> _Row | None:
    query = "SELECT rowid AS number_of_row, * FROM drafts WHERE account=? AND candidate=?"
    for row in named(connection, query, account, candidate_id):
        return _Row(row.pop("number_of_row"), row)
    return None


def _kept(row: _Row) -> KeptDraft:
    """The draft of a row; `NotWhole` or `NotReadable`."""
    values = row.values
    if not is_whole("drafts", values):
        raise NotWhole("checksum")
    draft = draft_from_json(unpacked(values["body"]))
    return KeptDraft(draft, _name(values), moment(values["saved_at"]), values["stamp"])


def _listed(row: Mapping[str, Any]) -> DraftRow:
    return DraftRow(
        row["account"],
        row["candidate"],
        _name(row),
        row["changes"],
        moment(row["saved_at"]),
        len(row["body"]),
    )


def _name(row: Mapping[str, Any]) -> str:
    try:
        return text_in(row["name"])
    except (UnicodeDecodeError, AttributeError, TypeError):
        return ""  # damaged


def _summary(source: Mapping[str, Any]) -> RowSummary:
    known = {field.name for field in fields(RowSummary)}
    return RowSummary(**{name: value for name, value in source.items() if name in known})


def words_of_drafts() -> Words:
    """How the drafts' database is spoken of."""
    return Words(
        state="drafts",
        not_kept=_("Drafts are not being kept: {reason}."),
        kept=_(
            "What is on the screen stays, and sending works. Redline goes on trying to keep it."
        ),
        newer=_(
            "Drafts are not being kept: those of this profile are a newer Redline’s, and are left "
            "as they are. Sending works."
        ),
        damaged=_("The drafts on this computer were damaged."),
    )

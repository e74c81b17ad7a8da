"""Everything of people that is kept on this computer, in one place to list and to erase."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gui.i18n import N_, _
from gui.model.values import FileUpload
from gui.paths import Profile
from gui.services.notices import Notices
from gui.services.storage import drafts, journal, spots
from gui.services.storage.access import Access, Words
from gui.services.storage.database import Database, Schema
from gui.services.storage.drafts import DraftStore
from gui.services.storage.journal import RETENTION_DAYS, Journal
from gui.services.storage.spots import SpotStore
from gui.services.storage.waiting_rows import KeptOutbox
from gui.services.storage.worker import Worker


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of thing that is kept: what, where, how many files and bytes."""

    label: str
    place: Path
    files: int
    size: int


class Store:
    """The drafts, the outbox and the journal of a profile, over one thread.

    Nothing is opened before it is needed. `bytes_of` gives the bytes of staged files and is
    called in that thread; `retention_days` is asked each time old entries are looked for.
    """

    def __init__(
        self,
        profile: Profile,
        notices: Notices,
        *,
        bytes_of: Callable[[FileUpload], bytes],
        retention_days: Callable[[], int] = lambda: RETENTION_DAYS,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._profile = profile
        self._worker = Worker()
        self._databases: list[Database] = []

        def access(path: Path, schema: Schema, words: Callable[[], Words]) -> Access:
            database = Database(path, schema, profile.damaged_dir)
            self._databases.append(database)
            return Access(self._worker, database, notices, words)

        of_drafts = access(profile.drafts_file, drafts.SCHEMA, drafts.words_of_drafts)
        self.outbox: Final = KeptOutbox(of_drafts)
        self.drafts: Final = DraftStore(
            of_drafts,
            staged=profile.staged_dir,
            aside=profile.damaged_dir,
            bytes_of=bytes_of,
            now=now,
        )
        self.journal: Final = Journal(
            access(profile.journal_file, journal.SCHEMA, journal.words_of_journal),
            kept=profile.kept_dir,
            aside=profile.damaged_dir,
            retention_days=retention_days,
            now=now,
        )

        places = Database(profile.spots_file, spots.SCHEMA, profile.damaged_dir)
        self._databases.append(places)
        self.spots: Final = SpotStore(self._worker, places, now=now)

    async def flush(self) -> None:
        """Returns when all that was asked for until now is done."""
        await self._worker.run(lambda: None)

    def close(self) -> None:
        """Does what was asked for and closes the files. Blocks until then."""

        def last() -> None:
            for database in self._databases:
                database.close()

        self._worker.close(last)

    # --- all of it -------------------------------------------------------------------------

    async def erase_person(self, account: str, candidate_id: str) -> None:
        """Deletes drafts, journal and files of a candidate; the bytes are gone afterwards.

        A damaged database that was moved aside is not looked into; `erase_all` deletes it.
        """
        await self.drafts.erase_person(account, candidate_id)
        await self.journal.erase_person(account, candidate_id)
        await self.spots.erase_person(account, candidate_id)

    async def erase_all(self) -> None:
        """Deletes drafts, journal, their files and all that was moved aside."""
        await self.drafts.erase_all()
        await self.journal.erase_all()
        await self.spots.erase_all()

    async def what_is_kept(self) -> tuple[Kept, ...]:
        """What there is of people on this computer, and where."""
        return await self._worker.run(lambda: tuple(_kept(self._profile)))


def _kept(profile: Profile) -> list[Kept]:
    places = (
        (N_("Drafts"), profile.drafts_file),
        (N_("Files staged in drafts"), profile.staged_dir),
        (N_("Journal"), profile.journal_file),
        (N_("Replaced resumes and photos"), profile.kept_dir),
        (N_("Where you were in resumes"), profile.spots_file),
        (N_("Damaged files that were set aside"), profile.damaged_dir),
    )
    found: list[Kept] = []
    for label, place in places:
        if place.is_dir():
            paths = [path for path in place.iterdir() if path.is_file()]
        else:
            beside = [place.with_name(place.name + ending) for ending in ("", "-wal", "-shm")]
            paths = [path for path in beside if path.exists()]
        sizes = [path.stat().st_size for path in paths]
        found.append(Kept(_(label), place, len(paths), sum(sizes)))
    return found

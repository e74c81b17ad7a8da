"""One database as the rest of the program sees it: asked from the event loop, answered from the
store's thread, and every trouble told in plain words as a lasting state until it is over."""

from __future__ import annotations

import logging
import sqlite3
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from gui.errors import DraftDamaged, NotKept
from gui.i18n import N_, _, ngettext
from gui.services.notices import Notice, Notices, Offer, Tone
from gui.services.storage.database import Database, MovedAside, NewerFormat
from gui.services.storage.worker import Worker

T = TypeVar("T")

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Words:
    """How one database is spoken of. `state` names its lasting state; the texts are translated.

    `not_kept` has ``{reason}``; `kept` says what goes on all the same; `damaged` says what could
    not be read.
    """

    state: str
    not_kept: str
    kept: str
    newer: str
    damaged: str


class Access:
    """Asks a database. Raises `NotKept`, after it has told the person why, and nothing else.

    The lasting state begins with the first failure and ends with the first thing written.
    """

    def __init__(
        self, worker: Worker, database: Database, notices: Notices, words: Callable[[], Words]
    ) -> None:
        self._worker = worker
        self._database = database
        self._notices = notices
        self._words = words
        self._untold: deque[MovedAside] = deque()

    async def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What `work` finds, in the store's thread."""
        return await self._asked(lambda: self._database.read(work))

    async def write(
        self,
        work: Callable[[sqlite3.Connection], T],
        *,
        before: Callable[[], None] = lambda: None,
        after: Callable[[sqlite3.Connection], None] = lambda _connection: None,
    ) -> T:
        """Does `work` in one transaction; on return it is on the disk.

        `before` and `after` are done in the same thread around it: files that the rows speak of
        are written before and removed after.
        """

        def job() -> T:
            before()
            result = self._database.write(work)
            self._database.read(after)
            return result

        return self._written(await self._asked(job))

    async def erase(
        self,
        work: Callable[[sqlite3.Connection], T],
        *,
        after: Callable[[sqlite3.Connection], None],
    ) -> T:
        """Deletes so that the bytes are gone from the files too."""

        def job() -> T:
            result = self._database.erase(work)
            self._database.read(after)
            return result

        return self._written(await self._asked(job))

    async def remove(self, *, after: Callable[[], None]) -> None:
        """Deletes the database as a whole, whatever is in it."""

        def job() -> None:
            self._database.remove()
            after()

        await self._asked(job)
        self._notices.clear_state(self._words().state)

    async def in_thread(self, job: Callable[[], T]) -> T:
        """Does something with files, in the same thread and with the same words for trouble."""
        return await self._asked(job)

    def tell_damaged(self, sentence: str) -> None:
        """Tells of something that was moved aside, until the person takes the bar away."""
        _log.warning("Something that was kept could not be read and was moved aside")
        name = f"{self._words().state}-damaged"
        close = Offer(_("Close"), lambda: self._notices.clear_state(name))
        self._notices.set_state(name, Notice(sentence, Tone.WARNING, (close,)))

    # --- inside ----------------------------------------------------------------------------

    async def _asked(self, job: Callable[[], T]) -> T:
        def watched() -> T:
            try:
                return job()
            finally:
                self._untold.extend(self._database.moved_aside())

        try:
            return await self._worker.run(watched)
        except NewerFormat as error:
            raise self._not_kept(
                self._words().newer, "", _("Use the newer Redline with this profile."), error
            ) from error
        except (sqlite3.Error, OSError) as error:
            words = self._words()
            text = words.not_kept.format(reason=reason_of(error))
            what = _("See that the disk has room and the profile’s folder can be written.")
            raise self._not_kept(text, words.kept, what, error) from error
        finally:
            while self._untold:
                self._tell_moved(self._untold.popleft())

    def _written(self, result: T) -> T:
        self._notices.clear_state(self._words().state)
        return result

    def _not_kept(self, text: str, kept: str, next_step: str, error: Exception) -> NotKept:
        told = NotKept(text, kept=kept, next_step=next_step)
        state = self._words().state
        if state not in self._notices.states:
            _log.warning("Not kept (%s): %s", state, type(error).__name__)
        self._notices.set_state(state, Notice(told.sentence, Tone.WARNING))
        return told

    def _tell_moved(self, moved: MovedAside) -> None:
        if moved.rows:
            rest = ngettext(
                "{count} of what was in it could still be read and is here.",
                "{count} of what was in it could still be read and are here.",
                moved.rows,
            ).format(count=moved.rows)
        else:
            rest = _("Redline goes on with a new one.")
        error = DraftDamaged(
            self._words().damaged,
            kept=_("The damaged file was kept as {file}.").format(file=moved.file),
            next_step=rest,
        )
        self.tell_damaged(error.sentence)


def reason_of(error: sqlite3.Error | OSError | NewerFormat) -> str:
    """Why it failed, in words for people."""
    if isinstance(error, NewerFormat):
        return _("the file is a newer Redline’s")
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    known = _REASONS.get(code)
    return _(known) if known else str(error)


_REASONS: Final = {
    sqlite3.SQLITE_FULL: N_("the disk is full"),
    sqlite3.SQLITE_READONLY: N_("the file is read-only"),
    sqlite3.SQLITE_CANTOPEN: N_("the file cannot be opened"),
    sqlite3.SQLITE_PERM: N_("the file may not be opened"),
    sqlite3.SQLITE_BUSY: N_("another program holds the file"),
    sqlite3.SQLITE_LOCKED: N_("another program holds the file"),
    sqlite3.SQLITE_IOERR: N_("the disk reports an error"),
}

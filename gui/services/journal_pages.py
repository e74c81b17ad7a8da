"""The journal as a list that is read page by page, as far as somebody scrolls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, Signal

from gui.errors import NotKept
from gui.model.journal import JournalSend
from gui.services.storage.journal import Journal
from gui.services.storage.journal_rows import Query
from gui.services.tasks import Tasks

PAGE: Final = 100
PAGES_TASK: Final = "read the journal"
_EXPORT_PAGE: Final = 500


class JournalPages(QObject):
    """What was sent, the newest first, as far as it was read.

    Signals: `reset()` when another search has its first page; `added(int)` when so many more
    were read; `state_changed()` when reading begins or ends.
    """

    reset = Signal()
    added = Signal(int)
    state_changed = Signal()

    def __init__(self, journal: Journal, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journal = journal
        self._tasks = tasks
        self._query = Query()
        self._sends: list[JournalSend] = []
        self._is_complete = False
        self._is_loading = False
        self._error: NotKept | None = None

    @property
    def sends(self) -> Sequence[JournalSend]:
        """What was read so far; not to be changed."""
        return self._sends

    @property
    def is_complete(self) -> bool:
        """Whether the end was reached."""
        return self._is_complete

    @property
    def is_loading(self) -> bool:
        return self._is_loading

    @property
    def error(self) -> NotKept | None:
        """Why it could not be read the last time."""
        return self._error

    def look(self, query: Query) -> None:
        """Searches anew; what is shown stays until the first page is there."""
        self._query = query
        self._start(replace(query, limit=PAGE, before=None), is_first=True)

    def look_again(self) -> None:
        """The same search again, as far as it was read: something was sent, or erased."""
        limit = max(PAGE, len(self._sends))
        self._start(replace(self._query, limit=limit, before=None), is_first=True)

    def load_more(self) -> None:
        """Reads the next page; nothing happens at the end or while one is being read."""
        if not self._is_complete and not self._is_loading and self._sends:
            last = self._sends[-1].number
            self._start(replace(self._query, limit=PAGE, before=last), is_first=False)

    async def everything(self) -> tuple[JournalSend, ...]:
        """All that the search finds, read or not yet. `NotKept` when it cannot be read."""
        found: list[JournalSend] = []
        query = replace(self._query, limit=_EXPORT_PAGE, before=None)
        while True:
            page = await self._journal.sends(query)
            found.extend(page)
            if len(page) < _EXPORT_PAGE:
                return tuple(found)
            query = replace(query, before=page[-1].number)

    def _start(self, query: Query, *, is_first: bool) -> None:
        self._is_loading = True
        work = self._load(query, is_first=is_first)
        self._tasks.start(work, name=PAGES_TASK, key=PAGES_TASK, replace=True)
        self.state_changed.emit()

    async def _load(self, query: Query, *, is_first: bool) -> None:
        page: tuple[JournalSend, ...] = ()
        try:
            page = await self._journal.sends(query)
        except NotKept as error:
            self._error = error
        else:
            self._error = None
        self._is_complete = len(page) < query.limit
        self._is_loading = False
        if is_first:
            self._sends = list(page)
            self.reset.emit()
        else:
            self._sends.extend(page)
            self.added.emit(len(page))
        self.state_changed.emit()

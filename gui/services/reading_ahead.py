"""Reads the candidate who will probably be opened next, so that they are there at once.

One record is held, for a minute, in memory alone. It is read behind everybody who waits, and only
while half of the budget is free; it is shown, and read again beside. Nothing is ever sent, joined
or resolved by it: who has a draft on this computer is read when they are opened.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtCore import QObject, QTimer

from gui.errors import RedlineError
from gui.model.record import Record
from gui.services.desk import Desk
from gui.services.tasks import Tasks

AHEAD_TASK: Final = "read the next candidate ahead"
DWELL_MS: Final = 700
"""How long a candidate is looked at before the next is read: stepping by costs nothing."""
AGAIN_MS: Final = 3_000
"""When it is looked again whether there is room."""
MOST_AGE_S: Final = 60.0


class AheadReader(Protocol):
    """What is needed of the line."""

    @property
    def has_room(self) -> bool:
        """Whether a request more takes nobody's place."""

    async def ahead(self, candidate_id: str) -> Record:
        """The record, read behind everybody who waits."""


class ReadingAhead(QObject):
    """`neighbour` gives the id of who comes next in the list, None for nobody; `has_draft` tells
    of whom there is a draft; `is_wanted` is asked each time."""

    def __init__(
        self,
        desk: Desk,
        reader: AheadReader,
        tasks: Tasks,
        *,
        neighbour: Callable[[], str | None],
        has_draft: Callable[[str], bool],
        is_wanted: Callable[[], bool],
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reader = reader
        self._tasks = tasks
        self._neighbour = neighbour
        self._has_draft = has_draft
        self._is_wanted = is_wanted
        self._clock = clock
        self._held: tuple[str, Record, float] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        desk.session_changed.connect(self._wait)
        desk.read_ahead_by(self.take)

    def holds(self, candidate_id: str) -> bool:
        """Whether that candidate was read ahead."""
        return self._held is not None and self._held[1].id == candidate_id

    @property
    def is_waiting(self) -> bool:
        """Whether it will look for the next one, or reads them just now."""
        return self._timer.isActive() or self._tasks.running(AHEAD_TASK)

    def take(self, candidate_id: str) -> Record | None:
        """The record of that candidate if it was read lately; it is not held any more."""
        self._tasks.cancel(AHEAD_TASK)
        held, self._held = self._held, None
        if held is None:
            return None
        account, record, read_at = held
        if account != self._desk.account or record.id != candidate_id:
            return None
        is_old = self._clock() - read_at > MOST_AGE_S
        return None if is_old or self._has_draft(candidate_id) else record

    def _wait(self) -> None:
        self._tasks.cancel(AHEAD_TASK)
        if self._desk.session is None:
            self._timer.stop()
        else:
            self._timer.start(DWELL_MS)

    def _look(self) -> None:
        candidate_id = self._neighbour() if self._is_wanted() else None
        if candidate_id is None or candidate_id in self._desk.sessions:
            return
        if self._has_draft(candidate_id):
            return
        if not self._reader.has_room:
            self._timer.start(AGAIN_MS)
        elif self._desk.opening is None:
            work = self._read(self._desk.account, candidate_id)
            self._tasks.start(work, name=AHEAD_TASK, key=AHEAD_TASK)

    async def _read(self, account: str, candidate_id: str) -> None:
        try:
            record = await self._reader.ahead(candidate_id)
        except RedlineError:
            return  # whoever opens them hears why
        if await self._desk.has_kept_draft(candidate_id):
            return  # one that is not known of yet
        self._held = (account, record, self._clock())

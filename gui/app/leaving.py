"""Leaving: what happens between the wish to close and the end.

A send on its way is waited for (at most ten seconds), what was typed is written down, drafts are
asked about, and only then the window goes (rule 21, reliability H13).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from gui.i18n import _
from gui.services.desk import Desk
from gui.services.notices import Notices, Tone
from gui.services.open_drafts import OpenDrafts
from gui.services.sending import Sending
from gui.services.session import Session
from gui.services.settings import LEAVE_QUIETLY, Settings
from gui.services.tasks import Tasks
from gui.views.ask import CANCELLED, ask
from gui.views.dialogs.leave import DISCARD, KEEP, SEND, LeaveDialog
from gui.views.main_window import MainWindow

LEAVE_TASK = "leave"
SETTLE_S = 10.0


class Flushes(Protocol):
    """What is needed of the keeper."""

    async def flush(self) -> bool:
        """Writes everything; whether all of it is on the disk."""


class Leaving(QObject):
    """Signal: `left()` when the person has decided to go and may.

    `commit` takes what stands in a field and was not taken yet.
    """

    left = Signal()

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        sending: Sending,
        tasks: Tasks,
        *,
        keeper: Flushes,
        drafts: OpenDrafts,
        settings: Settings,
        notices: Notices,
        commit: Callable[[], object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._sending = sending
        self._tasks = tasks
        self._keeper = keeper
        self._drafts = drafts
        self._settings = settings
        self._notices = notices
        self._commit = commit

    def ask(self) -> None:
        """The person wants to close the window."""
        self._tasks.start(self._decide(), name="leave", key=LEAVE_TASK, replace=False)

    async def settle(self) -> None:
        """Waits for sends on their way, so that none is cut off between writing and reading."""
        busy = [session for session in self._desk.sessions.values() if session.is_sending]
        for session in busy:
            self._sending.cancel(session)
        waits = [self._sending.settled(session) for session in busy]
        if waits:
            names = ", ".join(session.current.full_name for session in busy)
            text = _("Finishing the send of {names} before closing…").format(names=names)
            self._window.status.say(text)
            try:
                async with asyncio.timeout(SETTLE_S):
                    await asyncio.gather(*waits)
            except TimeoutError:
                return

    # --- inside ----------------------------------------------------------------------------

    async def _decide(self) -> None:
        self._commit()
        await self.settle()
        while dirty := self._desk.all_dirty_sessions:
            are_kept = await self._keeper.flush()
            if are_kept and self._settings.get(LEAVE_QUIETLY):
                break
            dialog = LeaveDialog(dirty, self._window, are_kept=are_kept, why=self._why_not_kept())
            answer = await ask(dialog)
            if answer == CANCELLED:
                return
            if answer == KEEP:
                if dialog.asks_no_more:
                    self._settings.set(LEAVE_QUIETLY, True)
                if await self._keeper.flush():
                    break
            elif answer == SEND:
                await self._send(dirty)
                if self._desk.all_dirty_sessions:
                    return  # what could not be sent has said so; nothing is lost by staying
            elif answer == DISCARD:
                await self._drafts.discard([self._drafts.of_session(each) for each in dirty])
                if self._desk.all_dirty_sessions:
                    return
        self.left.emit()

    async def _send(self, sessions: Collection[Session]) -> None:
        others = [each for each in sessions if each.account != self._desk.account]
        here = [each for each in sessions if each.account == self._desk.account]
        for session in here:
            self._sending.send(session)
        for session in here:
            await self._sending.settled(session)
        if others:
            text = _("Drafts of other accounts cannot be sent from here. Switch to their account.")
            self._notices.tell(text, Tone.WARNING)

    def _why_not_kept(self) -> str:
        state = self._notices.states.get("drafts")
        return state.text if state is not None else ""

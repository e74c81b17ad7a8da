"""Leaving: what happens between the wish to close and the end.

A send on its way is waited for (at most ten seconds, and the person may rather stay), what was
typed is written down, drafts are asked about, and only then the window goes (rule 21, reliability
H13).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from gui.i18n import _, listed, ngettext
from gui.services.desk import Desk
from gui.services.notices import Notices
from gui.services.open_drafts import OpenDrafts
from gui.services.sending import Sending
from gui.services.session import Session
from gui.services.settings import LEAVE_QUIETLY, Settings
from gui.services.tasks import Tasks
from gui.views.ask import CANCELLED, ask
from gui.views.main_window import MainWindow

LEAVE_TASK = "leave"
SETTLE_S = 10.0
_UNSEEN_S = 0.4
"""A wait that is not worth a dialog."""
_SETTLE_TASK = "settle before leaving"


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
        busy = self._busy()
        if busy:
            text = _("Finishing the send of {names}…").format(names=_names(busy))
            self._window.status.say(text)
            await self._over(busy)

    # --- inside ----------------------------------------------------------------------------

    def _busy(self) -> list[Session]:
        return [each for each in self._desk.sessions.values() if self._sending.is_under_way(each)]

    async def _over(self, busy: Collection[Session]) -> None:
        """Returns when these sends are over; one that takes too long writes no more."""
        try:
            async with asyncio.timeout(SETTLE_S):
                for session in busy:
                    await self._sending.settled(session)
        except TimeoutError:
            for session in busy:
                self._sending.cancel(session)

    async def _finished(self) -> bool:
        """Whether the sends on their way are over, and the person did not rather stay."""
        from gui.views.dialogs.leave import FinishingDialog

        busy = self._busy()
        if not busy:
            return True
        task = self._tasks.start(self._over(busy), name=_SETTLE_TASK, key=_SETTLE_TASK)
        if task is None:
            return True  # the program ends already
        await asyncio.wait({task}, timeout=_UNSEEN_S)
        if task.done():
            return True
        dialog = FinishingDialog(_names(busy), self._window)

        def over(_task: asyncio.Task[Any]) -> None:
            dialog.accept()

        task.add_done_callback(over)
        try:
            if await ask(dialog) != CANCELLED:
                return True
        finally:
            task.remove_done_callback(over)
        task.cancel()
        return False

    async def _decide(self) -> None:
        from gui.views.dialogs.leave import DISCARD, KEEP, SEND, LeaveDialog

        self._commit()
        if not await self._finished():
            return
        while dirty := self._desk.all_dirty_sessions:
            are_kept = await self._keeper.flush()
            if are_kept and self._settings.get(LEAVE_QUIETLY):
                break
            elsewhere = [each for each in dirty if each.account != self._desk.account]
            dialog = LeaveDialog(
                dirty,
                self._window,
                are_kept=are_kept,
                why=self._why_not_kept(),
                unsendable=elsewhere,
                why_unsendable=self._why_not_sent(elsewhere),
            )
            answer = await ask(dialog)
            if answer == CANCELLED:
                return
            if answer == KEEP:
                if dialog.asks_no_more:
                    self._settings.set(LEAVE_QUIETLY, True)
                if await self._keeper.flush():
                    break
            elif answer == SEND:
                # Texts that are not finished stay drafts, as was said.
                if not await self._send([each for each in dirty if each not in elsewhere]):
                    return  # what could not be sent has said so; nothing is lost by staying
                if await self._keeper.flush():
                    break  # those of other accounts stay drafts, as was said
            elif answer == DISCARD:
                await self._drafts.discard([self._drafts.of_session(each) for each in dirty])
                if self._desk.all_dirty_sessions:
                    return
        self.left.emit()

    async def _send(self, sessions: Collection[Session]) -> bool:
        """Sends these; whether nothing of them is left to be sent."""
        for session in sessions:
            self._sending.send(session)
        for session in sessions:
            await self._sending.settled(session)
        return not any(session.draft.is_dirty for session in sessions)

    def _why_not_sent(self, elsewhere: Collection[Session]) -> str:
        """Why drafts of other accounts stay drafts, in a sentence; empty for none."""
        if not elsewhere:
            return ""
        drafts = [self._drafts.of_session(each) for each in elsewhere]
        titles = listed(dict.fromkeys(each.account_title for each in drafts))
        count = len(elsewhere)
        if not self._desk.account:
            text = ngettext(
                "{count} draft is in {accounts} and stays a draft, since no account is connected.",
                "{count} drafts are in {accounts} and stay drafts, since no account is connected.",
                count,
            )
        else:
            text = ngettext(
                "{count} draft is in {accounts}, which is not connected now, and stays a draft.",
                "{count} drafts are in {accounts}, which is not connected now, and stay drafts.",
                count,
            )
        return text.format(count=count, accounts=titles)

    def _why_not_kept(self) -> str:
        state = self._notices.states.get("drafts")
        return state.text if state is not None else ""


def _names(sessions: Collection[Session]) -> str:
    return listed(session.current.full_name for session in sessions)

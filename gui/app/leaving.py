"""Leaving: what happens between the wish to close and the end.

A send on its way is waited for (at most ten seconds), drafts are asked about, and only then the
window goes (reliability H13).
"""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QObject, Signal

from gui.i18n import _, ngettext
from gui.services.desk import Desk
from gui.services.sending import Sending
from gui.services.session import Session
from gui.services.tasks import Tasks
from gui.views.ask import CANCELLED, Dialog, ask
from gui.views.main_window import MainWindow
from gui.views.text import Label, shown

LEAVE_TASK = "leave"
SETTLE_S = 10.0
SEND, DISCARD = 1, 2
_NAMED = 8


class Leaving(QObject):
    """Signal: `left()` when the person has decided to go and may."""

    left = Signal()

    def __init__(self, window: MainWindow, desk: Desk, sending: Sending, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._sending = sending
        self._tasks = tasks

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
            try:
                async with asyncio.timeout(SETTLE_S):
                    await asyncio.gather(*waits)
            except TimeoutError:
                return

    async def _decide(self) -> None:
        await self.settle()
        dirty = self._desk.all_dirty_sessions
        if dirty:
            answer = await ask(DraftsDialog(dirty, self._window))
            if answer == CANCELLED:
                return
            if answer == SEND:
                for session in dirty:
                    self._sending.send(session)
                for session in dirty:
                    await self._sending.settled(session)
                if self._desk.all_dirty_sessions:
                    return  # what could not be sent has said so; nothing is lost by staying
        self.left.emit()


class DraftsDialog(Dialog):
    """Names the candidates whose changes were not sent."""

    def __init__(self, dirty: tuple[Session, ...], parent: MainWindow) -> None:
        count = sum(session.draft.count for session in dirty)
        heading = ngettext(
            "{count} change was not sent", "{count} changes were not sent", count
        ).format(count=count)
        super().__init__(heading, parent)
        for session in dirty[:_NAMED]:
            name = session.current.full_name or _("No name")
            line = ngettext(
                "{name}: {count} change", "{name}: {count} changes", session.draft.count
            )
            self.body.addWidget(Label(shown(line.format(name=name, count=session.draft.count))))
        if len(dirty) > _NAMED:
            rest = len(dirty) - _NAMED
            more = ngettext("and {count} more candidate", "and {count} more candidates", rest)
            self.body.addWidget(Label(more.format(count=rest), role="quiet"))
        self.add_verb(_("Discard"), DISCARD, kind="danger")
        self.add_verb(_("Send"), SEND, kind="primary")

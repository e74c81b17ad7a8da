"""Send, and go on with the next candidate once everything is there (ux rule 9)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from gui.i18n import _
from gui.services.desk import Desk
from gui.services.sending import Sending
from gui.services.session import Session
from gui.services.tasks import Tasks
from gui.views.main_window import MainWindow
from gui.views.panels.candidates import CandidatesPanel
from gui.workable.report import SendReport

_TASK: Final = "go on after a send"


class GoingOn:
    """Whoever has something left to say about the candidate in front stays with it: a question,
    an error, a change that was typed meanwhile."""

    def __init__(
        self,
        window: MainWindow,
        candidates: CandidatesPanel,
        *,
        desk: Desk,
        sending: Sending,
        tasks: Tasks,
        send: Callable[[], object],
    ) -> None:
        self._window = window
        self._candidates = candidates
        self._desk = desk
        self._sending = sending
        self._tasks = tasks
        self._send = send

    def send_and_next(self) -> None:
        """Without changes it only goes on."""
        session = self._desk.session
        if session is not None:
            self._send()  # now: what is typed from here on is the next draft
            self._tasks.start(self._go_on(session), name="go on after a send", key=_TASK)

    async def _go_on(self, session: Session) -> None:
        reports: list[SendReport] = []

        def note(sent: Session, report: SendReport) -> None:
            if sent is session:
                reports.append(report)

        self._sending.ended.connect(note)
        try:
            await self._sending.settled(session)
        finally:
            self._sending.ended.disconnect(note)
        is_over = all(report.error is None and not report.is_cancelled for report in reports)
        is_left = bool(session.draft.changes_to_send()) and not session.is_read_only
        if is_over and not is_left and self._desk.session is session:
            self.next()

    def next(self) -> None:
        """Opens the next candidate of the list."""
        self._step(1)

    def previous(self) -> None:
        """Opens the one before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if not self._candidates.step(by):
            said = _("This was the last of the list.") if by > 0 else _("This was the first one.")
            self._window.status.say(said)

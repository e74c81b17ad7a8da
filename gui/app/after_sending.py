"""After a send: shows what the service has changed by itself, when the person asks to see it."""

from __future__ import annotations

from gui.services.after_upload import AfterUpload
from gui.services.desk import Desk
from gui.services.notices import Notices
from gui.services.sending import Sending
from gui.services.session import Session
from gui.services.tasks import Tasks
from gui.views.ask import ask
from gui.views.main_window import MainWindow


class AfterSending:
    """`watch` is what is known of changes that nobody here made."""

    def __init__(
        self, window: MainWindow, desk: Desk, sending: Sending, tasks: Tasks, notices: Notices
    ) -> None:
        self._window = window
        self._tasks = tasks
        self.watch = AfterUpload(desk, sending, tasks, notices)
        self.watch.show_asked.connect(
            lambda session: tasks.start(
                self._show(session), name="show what was changed", key="after sending"
            )
        )

    async def _show(self, session: Session) -> None:
        from gui.views.dialogs.after_upload import KEEP, AfterUploadDialog

        if await ask(AfterUploadDialog(self.watch, session, self._window)) == KEEP:
            self.watch.dismiss(session)

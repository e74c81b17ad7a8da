"""The conversations about drafts: the list of all of them, discarding, taking one out as a file.

Opens the dialog and has the services do what was decided. Opening a candidate, and switching to
the account that it is in, is done by whoever listens.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gui.errors import RedlineError
from gui.i18n import _
from gui.model.draft import Draft
from gui.model.filenames import sent_name, shown_name
from gui.services.exporting import export_draft
from gui.services.notices import Notices, Tone
from gui.services.open_drafts import OpenDraft, OpenDrafts
from gui.services.session import Session
from gui.services.settings import LEAVE_QUIETLY, Settings
from gui.services.tasks import Tasks
from gui.views.ask import ask

if TYPE_CHECKING:
    from gui.views.dialogs.drafts import DraftsDialog

_JSON = "application/json"
_LIST_TASK = "show drafts"
_DEED_TASK = "a draft"


class DraftAsks(QObject):
    """Signal: `open_asked(account, id, name)` when the person wants a candidate in front."""

    open_asked = Signal(object, object, object)

    def __init__(
        self,
        window: Callable[[], QWidget],
        drafts: OpenDrafts,
        settings: Settings,
        tasks: Tasks,
        notices: Notices,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._drafts = drafts
        self._settings = settings
        self._tasks = tasks
        self._notices = notices

    def show_list(self) -> None:
        """Opens the list of all drafts."""
        self._tasks.start(self._show_list(), name=_LIST_TASK, key=_LIST_TASK, replace=False)

    def discard(self, session: Session) -> None:
        """Discards the draft of an open candidate; told with its way back."""
        self._start(self._drafts.discard([self._drafts.of_session(session)]))

    def export(self, session: Session) -> None:
        """Asks for a file and writes the draft of an open candidate into it."""
        draft = self._drafts.of_session(session)
        self._start(self._export(self._window(), draft, session.draft))

    # --- inside ----------------------------------------------------------------------------

    async def _show_list(self) -> None:
        from gui.views.dialogs.drafts import OPEN, DraftsDialog

        found = await self._drafts.listing()
        dialog = DraftsDialog(self._window(), quietly=self._settings.get(LEAVE_QUIETLY))
        dialog.show_drafts(found, self._drafts.can_bring_back)
        dialog.discard_asked.connect(lambda chosen: self._start(self._discard(chosen)))
        dialog.export_asked.connect(lambda draft: self._start(self._export_kept(dialog, draft)))
        dialog.bring_back_asked.connect(self._drafts.bring_back)
        dialog.quietly_chosen.connect(lambda on: self._settings.set(LEAVE_QUIETLY, on))

        def changed() -> None:
            self._tasks.start(self._refresh(dialog), name=_LIST_TASK, key="refresh drafts")

        self._drafts.changed.connect(changed)
        self._notices.told.connect(dialog.say)
        try:
            code = await ask(dialog)
        finally:
            self._drafts.changed.disconnect(changed)
            self._notices.told.disconnect(dialog.say)
            self._tasks.cancel("refresh drafts")
        if code == OPEN and dialog.chosen is not None:
            chosen = dialog.chosen
            self.open_asked.emit(chosen.account, chosen.candidate_id, chosen.name)

    async def _refresh(self, dialog: DraftsDialog) -> None:
        dialog.show_drafts(await self._drafts.listing(), self._drafts.can_bring_back)

    async def _discard(self, chosen: Sequence[OpenDraft]) -> None:
        await self._drafts.discard(chosen)

    async def _export_kept(self, over: QWidget, row: OpenDraft) -> None:
        draft = await self._drafts.draft(row)
        if draft is not None:
            await self._export(over, row, draft)

    async def _export(self, over: QWidget, row: OpenDraft, draft: Draft) -> None:
        from gui.views.dialogs.choose_file import choose_where

        name = sent_name(_("draft {name}").format(name=row.name), _JSON) + ".json"
        path = await choose_where(
            over, name, title=_("Export the draft"), filters=(_("Draft (*.json)"),)
        )
        if path is None:
            return
        try:
            await export_draft(draft, path, account=row.account, name=row.name)
        except RedlineError as error:
            self._notices.tell_error(error)
        else:
            text = _("The draft of {name} was written into {file}. It is kept here too.")
            text = text.format(name=row.name, file=shown_name(Path(path).name))
            self._notices.tell(text, Tone.SUCCESS)

    def _start(self, work: Coroutine[Any, Any, object]) -> None:
        self._tasks.start(work, name=_DEED_TASK, key=_DEED_TASK, replace=False)

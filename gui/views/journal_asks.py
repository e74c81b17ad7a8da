"""The conversations about the journal: looking, reverting, taking out as a file, erasing.

Opens the windows and has the services do what was decided. Opening a candidate, and switching to
the account that it is in, is done by whoever listens.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gui.errors import RedlineError
from gui.i18n import _, ngettext
from gui.model.filenames import shown_name
from gui.model.journal import JournalSend
from gui.services.journal_pages import JournalPages
from gui.services.notices import Notices, Tone
from gui.services.open_drafts import OpenDrafts
from gui.services.reverting import Reverting
from gui.services.session import Session
from gui.services.settings import JOURNAL_DAYS, Settings
from gui.services.storage.journal import export
from gui.services.storage.journal_rows import Query
from gui.services.storage.store import Store
from gui.services.tasks import Tasks
from gui.views.ask import ask

if TYPE_CHECKING:
    from gui.views.dialogs.journal import JournalDialog

_TASK: Final = "the journal"
_MOST: Final = 100_000


class Erases(Protocol):
    """What is needed of the keeper."""

    async def erase_person(self, account: str, candidate_id: str) -> None:
        """Deletes all that is kept about a candidate."""

    async def erase_all(self) -> None:
        """Deletes all that is kept about anybody."""


class JournalAsks(QObject):
    """Signal: `open_asked(account, id, name)` when the person wants a candidate in front.

    `title_of` gives the name of an account by its key.
    """

    open_asked = Signal(object, object, object)

    def __init__(
        self,
        window: Callable[[], QWidget],
        *,
        store: Store,
        keeper: Erases,
        drafts: OpenDrafts,
        reverting: Reverting,
        settings: Settings,
        tasks: Tasks,
        notices: Notices,
        title_of: Callable[[str], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._store = store
        self._keeper = keeper
        self._drafts = drafts
        self._reverting = reverting
        self._settings = settings
        self._tasks = tasks
        self._notices = notices
        self._title_of = title_of
        self._pages = JournalPages(store.journal, tasks, self)
        self._dialog: JournalDialog | None = None
        reverting.reverted.connect(lambda _session, _report: self._window().activateWindow())

    def show(self, session: Session | None = None) -> None:
        """Opens the journal, or brings it to the front; `session` can be looked at alone."""
        from gui.views.dialogs.journal import JournalDialog
        from gui.views.dialogs.journal_search import Whose

        if self._dialog is not None:
            self._dialog.raise_()
            self._dialog.activateWindow()
            return
        only = None
        if session is not None:
            only = Whose(session.account, session.record_id, session.current.full_name)
        dialog = self._dialog = JournalDialog(
            self._pages,
            self._window(),
            title_of=self._title_of,
            days=self._settings.get(JOURNAL_DAYS),
            days_are_fixed=self._settings.is_fixed(JOURNAL_DAYS),
            only=only,
        )
        dialog.revert_asked.connect(self._reverting.revert)
        dialog.open_asked.connect(self._open)
        dialog.export_asked.connect(lambda: self._start(self._export(dialog)))
        dialog.erase_asked.connect(lambda send: self._start(self._erase(dialog, send)))
        dialog.days_chosen.connect(lambda days: self._start(self._keep_for(dialog, days)))
        dialog.finished.connect(self._closed)
        self._notices.told.connect(dialog.say)
        dialog.show()

    def refresh(self) -> None:
        """Something was sent: the journal reads it, if it is open."""
        if self._dialog is not None:
            self._pages.look_again()

    # --- inside ----------------------------------------------------------------------------

    def _closed(self, _code: int) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            self._notices.told.disconnect(dialog.say)
            dialog.deleteLater()

    def _open(self, send: JournalSend) -> None:
        self.open_asked.emit(send.account, send.candidate_id, send.name)
        self._window().activateWindow()

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.start(self._told(work), name=_TASK, key=_TASK, replace=False)

    async def _told(self, work: Awaitable[None]) -> None:
        try:
            await work
        except RedlineError as error:
            self._notices.tell_error(error)

    async def _export(self, over: QWidget) -> None:
        from gui.views.dialogs.choose_file import choose_where

        filters = (_("Table (*.csv)"), _("JSON (*.json)"))
        path = await choose_where(
            over, _("journal") + ".csv", title=_("Export what the search finds"), filters=filters
        )
        if path is None:
            return
        found = await self._pages.everything()
        await export(found, path)
        text = ngettext(
            "{count} send was written into {file}.",
            "{count} sends were written into {file}.",
            len(found),
        ).format(count=len(found), file=shown_name(Path(path).name))
        self._notices.tell(text, Tone.SUCCESS)

    async def _keep_for(self, dialog: JournalDialog, days: int) -> None:
        self._settings.set(JOURNAL_DAYS, days)
        dialog.show_days(days)
        gone = await self._store.journal.expire()
        self._pages.look_again()
        if gone:
            self._notices.tell(_("What was older is gone from the journal."))

    async def _erase(self, over: QWidget, send: JournalSend | None) -> None:
        from gui.views.dialogs.erase import ALL, PERSON, EraseDialog

        kept = await self._store.what_is_kept()
        name = send.name if send is not None else ""
        about = await self._about(send) if send is not None else ()
        code = await ask(EraseDialog(kept, over, person=name, about=about))
        if code == PERSON and send is not None:
            await self._keeper.erase_person(send.account, send.candidate_id)
            text = _("All that was kept about {name} is erased.").format(name=name)
        elif code == ALL:
            await self._keeper.erase_all()
            text = _("Everything that was kept is erased.")
        else:
            return
        self._pages.look_again()
        self._notices.tell(text, Tone.SUCCESS)

    async def _about(self, send: JournalSend) -> tuple[str, ...]:
        """What is kept about a candidate, in lines."""
        query = Query(account=send.account, candidate_id=send.candidate_id, limit=_MOST)
        sends = await self._store.journal.sends(query)
        count = len(sends)
        lines = [
            ngettext("{count} send in the journal", "{count} sends in the journal", count).format(
                count=count
            )
        ]
        files = {kept.digest for each in sends for kept in each.files.values()}
        if files:
            text = ngettext(
                "{count} replaced file, which can then not come back",
                "{count} replaced files, which can then not come back",
                len(files),
            )
            lines.append(text.format(count=len(files)))
        key = (send.account, send.candidate_id)
        for draft in await self._drafts.listing():
            if draft.key == key:
                text = ngettext(
                    "the draft with {count} change", "the draft with {count} changes", draft.count
                )
                lines.append(text.format(count=draft.count))
        return tuple(lines)

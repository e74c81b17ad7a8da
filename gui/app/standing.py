"""How things stand, in the line below the window: the account, its line, requests left, drafts."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from gui.errors import NotKept
from gui.i18n import ngettext
from gui.services.desk import Desk
from gui.services.keeping import Keeper
from gui.services.line import Line, LineState
from gui.services.storage.store import Store
from gui.services.tasks import Tasks
from gui.views.panels.candidates import CandidatesPanel
from gui.views.panels.status import Link, StatusLine

if TYPE_CHECKING:
    from gui.workable.pace import Snapshot

_LINKS: Final = {
    LineState.NONE: Link.NONE,
    LineState.CONNECTING: Link.BUSY,
    LineState.CONNECTED: Link.CONNECTED,
    LineState.OFFLINE: Link.OFFLINE,
    LineState.NOT_ACCEPTED: Link.REFUSED,
}


class Standing:
    """Follows the line and the desk, and shows what they say of themselves."""

    def __init__(
        self,
        status: StatusLine,
        *,
        line: Line,
        desk: Desk,
        candidates: CandidatesPanel,
        store: Store,
        keeper: Keeper,
        tasks: Tasks,
    ) -> None:
        self._status = status
        self._line = line
        self._desk = desk
        self._candidates = candidates
        self._store = store
        self._keeper = keeper
        self._tasks = tasks
        line.state_changed.connect(self._show_line)
        line.budget_changed.connect(self._show_budget)
        line.account_changed.connect(self._show_recents)
        desk.drafts_changed.connect(self._show_drafts)
        keeper.drafts_changed.connect(self._show_drafts)
        if line.account is not None:  # it was quicker
            self._show_line()
            self._show_recents()
            self._show_drafts()
            if line.connection is not None:
                self._show_budget(line.connection.pace.snapshot())

    def _show_line(self) -> None:
        account = self._line.account
        if account is None:
            self._status.show_account("")
        else:
            self._status.show_account(
                account.title, is_sandbox=account.is_sandbox, tip=account.host
            )
        link = _LINKS[self._line.state]
        if link is Link.CONNECTED and self._line.is_held:
            link = Link.LIMITED
        self._status.show_link(link)

    def _show_budget(self, snapshot: Snapshot) -> None:
        self._status.show_budget(snapshot.free, snapshot.limit, snapshot.next_in)

    def _show_recents(self) -> None:
        account = self._line.account
        if account is not None:
            self._tasks.start(self._load_recents(account.key), name="recent candidates")

    async def _load_recents(self, account: str) -> None:
        with contextlib.suppress(NotKept):
            self._candidates.show_recents(await self._store.drafts.recents(account))

    def _show_drafts(self) -> None:
        # Of those open now the session knows best: the disk is a moment behind.
        held, dirty = self._desk.sessions, self._desk.dirty_sessions
        kept = self._keeper.drafts_of(self._desk.account)
        count = len(dirty) + sum(each not in held for each in kept)
        text = ngettext("{count} draft", "{count} drafts", count).format(count=count)
        self._status.show_draft(text if count else "")

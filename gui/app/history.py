"""What was typed and what was sent: drafts and the journal, to be looked at and taken back, the
comment that tells of a send in Workable, and the ways on where a record is gone."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

from PySide6.QtCore import QObject

from gui.errors import RedlineError
from gui.i18n import _, listed
from gui.model.fields import field_of
from gui.services.accounts import SANDBOX, Accounts
from gui.services.attachments import Attachments
from gui.services.commenting import Commenting
from gui.services.desk import Desk
from gui.services.keeping import Keeper
from gui.services.line import Line
from gui.services.notices import Notices, Offer, Tone
from gui.services.open_drafts import OpenDrafts
from gui.services.reverting import Reverting
from gui.services.sending import Sending
from gui.services.session import Session
from gui.services.settings import Settings
from gui.services.storage.store import Store
from gui.services.tasks import Tasks
from gui.views.comment_asks import CommentAsks
from gui.views.draft_asks import DraftAsks
from gui.views.gone_asks import GoneAsks
from gui.views.journal_asks import JournalAsks
from gui.views.main_window import MainWindow

COMMENT_S = 5.0
"""How long the end waits for a comment on its way."""


class History(QObject):
    """The drafts and the journal of the profile, with their windows.

    `open_candidate` opens one by account, id and name, whichever account is in use.
    """

    def __init__(
        self,
        window: MainWindow,
        *,
        store: Store,
        keeper: Keeper,
        desk: Desk,
        sending: Sending,
        line: Line,
        accounts: Accounts,
        attachments: Attachments,
        settings: Settings,
        tasks: Tasks,
        notices: Notices,
        open_candidate: Callable[[str, str, str], object],
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._line = line
        self._notices = notices
        self._accounts = accounts
        self.drafts = OpenDrafts(
            keeper, store.drafts, desk, tasks, notices, title_of=self._title_of, parent=self
        )
        self.reverting = Reverting(
            desk, store.journal, attachments, tasks, notices, title_of=self._title_of, parent=self
        )
        self._draft_asks = DraftAsks(lambda: window, self.drafts, settings, tasks, notices, self)
        self._journal_asks = JournalAsks(
            lambda: window,
            store=store,
            keeper=keeper,
            drafts=self.drafts,
            reverting=self.reverting,
            settings=settings,
            tasks=tasks,
            notices=notices,
            title_of=self._title_of,
            parent=self,
        )
        self._gone_asks = GoneAsks(
            lambda: window, desk, tasks, notices, export=self._draft_asks.export, parent=self
        )
        self._commenting = Commenting(line, settings, tasks, notices, self)
        self._comment_asks = CommentAsks(lambda: window, self._commenting, tasks, notices)
        self._draft_asks.open_asked.connect(open_candidate)
        self._journal_asks.open_asked.connect(open_candidate)
        keeper.bars.drafts_asked.connect(self.show_drafts)
        sending.ended.connect(self._commenting.note)
        sending.ended.connect(lambda _session, _report: self._journal_asks.refresh())

    def show_drafts(self) -> None:
        """Opens the list of all drafts."""
        self._draft_asks.show_list()

    def show_journal(self) -> None:
        """Opens the journal."""
        self._journal_asks.show(self._desk.session)

    def export_draft(self) -> None:
        """Writes the draft in front into a file that the person chooses."""
        if self._desk.session is not None:
            self._draft_asks.export(self._desk.session)

    def discard_draft(self) -> None:
        """Discards the draft in front; told with its way back."""
        if self._desk.session is not None:
            self._draft_asks.discard(self._desk.session)

    def revert_sent(self) -> None:
        """Makes changes of the opposite of what was sent last for the candidate in front."""
        if self._desk.session is not None:
            self.reverting.revert_last(self._desk.session)

    def say_where_undo_ends(self, session: Session) -> None:
        """Undo found no step; where something has gone out it offers the way back (rule 5)."""
        if session.gone_out:
            names = listed(field_of(key).label for key in session.gone_out)
            text = _("Undo ends here: what was sent of {fields} comes back by reverting the send.")
            offer = Offer(_("Revert what was sent"), self.revert_sent)
            self._notices.tell(text.format(fields=names), Tone.INFO, offer)

    def show_comments(self) -> None:
        """Asks whether sends are told of in Workable, and in whose name."""
        self._comment_asks.show()

    def offers_for(self, session: Session, error: RedlineError) -> tuple[Offer, ...]:
        """What can be done where the record of a session is gone."""
        return self._gone_asks.offers(session, error)

    async def settle(self) -> None:
        """Waits a little for a comment on its way."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(COMMENT_S):
                await self._commenting.settled()

    def _title_of(self, account: str) -> str:
        """What an account is called, by its key."""
        in_use = self._line.account
        if account == SANDBOX:
            return _("the sandbox")
        if in_use is not None and in_use.key == account:
            return in_use.title
        saved = self._accounts.find(account)
        return saved.title if saved is not None else account

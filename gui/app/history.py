"""What was typed and what was sent: drafts and the journal, to be looked at and taken back."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gui.i18n import _
from gui.services.accounts import SANDBOX, Accounts
from gui.services.attachments import Attachments
from gui.services.desk import Desk
from gui.services.keeping import Keeper
from gui.services.line import Line
from gui.services.notices import Notices, Tone
from gui.services.open_drafts import OpenDrafts
from gui.services.reverting import Reverting
from gui.services.settings import Settings
from gui.services.storage.store import Store
from gui.services.tasks import Tasks
from gui.views.draft_asks import DraftAsks
from gui.views.journal_asks import JournalAsks
from gui.views.main_window import MainWindow


class History(QObject):
    """The drafts and the journal of the profile, with their windows."""

    def __init__(
        self,
        window: MainWindow,
        *,
        store: Store,
        keeper: Keeper,
        desk: Desk,
        line: Line,
        accounts: Accounts,
        attachments: Attachments,
        settings: Settings,
        tasks: Tasks,
        notices: Notices,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._line = line
        self._accounts = accounts
        self._notices = notices
        self.drafts = OpenDrafts(
            keeper, store.drafts, desk, tasks, notices, title_of=self._title_of, parent=self
        )
        self.reverting = Reverting(
            desk, store.journal, attachments, tasks, notices, title_of=self._title_of, parent=self
        )
        self._draft_asks = DraftAsks(lambda: window, self.drafts, tasks, notices, self)
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
        self._draft_asks.open_asked.connect(self._open)
        self._journal_asks.open_asked.connect(self._open)
        keeper.bars.drafts_asked.connect(self.show_drafts)

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

    def _open(self, account: str, candidate_id: str, name: str) -> None:
        in_use = self._line.account
        if in_use is not None and in_use.key == account:
            self._desk.open(candidate_id, name=name)
            return
        text = _("{name} is in {account}. Choose that account under File, Accounts.").format(
            name=name, account=self._title_of(account)
        )
        self._notices.tell(text, Tone.WARNING)

    def _title_of(self, account: str) -> str:
        """What an account is called, by its key."""
        if account == SANDBOX:
            return _("the sandbox")
        saved = self._accounts.find(account)
        return saved.title if saved is not None else account

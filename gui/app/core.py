"""What opens a candidate: the line, what is kept, the desk, the form and the list.

This is what a person waits for, so it is made first, right behind the window's frame: what
connects and reads before what shows, so that the candidate is on the way while the form is made.
All that stands beside the form or waits for a command is `gui.app.program`, which is made of a
core; until it is there `whole` is not set, and what a part asks of it waits.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from gui.app.connecting import Connecting
from gui.app.hooks import FaultReporter
from gui.app.key_choice import KeyChoice
from gui.errors import NotAccepted, RedlineError
from gui.services.accounts import Accounts
from gui.services.attachments import Attachments
from gui.services.candidate_list import CandidateList, row_of
from gui.services.connection import check
from gui.services.desk import Desk
from gui.services.keeping import Keeper
from gui.services.line import Line, LineState
from gui.services.notices import Notices
from gui.services.policy import NO_POLICY, Policy
from gui.services.secrets import SystemSecrets
from gui.services.settings import JOURNAL_DAYS, NEXT_AHEAD, WINDOW, Settings
from gui.services.storage.store import Store
from gui.services.tasks import Tasks
from gui.services.vocabulary import KEYS, Vocabulary
from gui.services.waking import Waking
from gui.views.account_asks import AccountAsks
from gui.views.main_window import MainWindow

if TYPE_CHECKING:
    from pathlib import Path

    from gui.__main__ import Options
    from gui.app.arriving import Arriving
    from gui.app.frame import Frame
    from gui.app.standing import Standing
    from gui.model.record import Record
    from gui.model.values import Words
    from gui.paths import Profile
    from gui.services.notices import Offer
    from gui.services.reading_ahead import ReadingAhead
    from gui.services.reports import Reports
    from gui.services.session import Session
    from gui.views.form import Form
    from gui.views.panels.candidates import CandidatesPanel
    from gui.views.theme import Theme
    from gui.workable.wire import RowSummary

_TURNS: Final = 8
"""Of the loop, which take a task on its way as far as it can go by itself."""
_MOMENT_S: Final = 0.05


class Core:
    """`window` shows candidates once the event loop runs and `begin` was called.

    With a `frame` it is that frame's window, and what shows a candidate is made by `steps`, behind
    `begin` if need be; else all is there at once. What is made later connects itself by `follow`,
    and fills in what is asked of it: `offers_for`, `settle`, `discard_world`.
    """

    form: Form
    """From the `steps` on, as is all that follows."""
    candidates: CandidatesPanel
    ahead: ReadingAhead
    arriving: Arriving
    standing: Standing

    def __init__(
        self,
        options: Options,
        profile: Profile,
        theme: Theme,
        reports: Reports | None = None,
        policy: Policy = NO_POLICY,
        frame: Frame | None = None,
    ) -> None:
        self.options = options
        self.profile = profile
        self.policy = policy
        self.reports = reports
        self.notices = frame.notices if frame is not None else Notices()
        self.reporter = FaultReporter(self.notices, reports, show=self._show_report)
        self.tasks = Tasks(self.reporter.report)
        self.settings = frame.settings if frame is not None else Settings(profile, self.notices)
        self.settings.fix(policy.fixed_settings())
        self.keys = (
            frame.keys if frame is not None else KeyChoice(lambda: self.window, self.settings)
        )
        self.window = frame.window if frame is not None else self._furnished(theme)
        self.whole = asyncio.Event()
        """Set when the rest of the program is there."""
        self.offers_for: Callable[[Session, RedlineError], tuple[Offer, ...]] | None = None
        self.settle: Callable[[], Awaitable[None]] | None = None
        self.discard_world: Callable[[str, str], Awaitable[bool]] | None = None
        self._before: list[Callable[[Session | None], object]] = []
        self._beside: list[Callable[[Session | None], object]] = []
        self._has_begun = False
        self._restore: Callable[[], None] = lambda: None

        self.accounts = Accounts(self.settings)
        self.attachments = Attachments()
        self.waking = Waking()
        self.line = Line(self.notices, just_woke=self.waking.just_woke)
        self.store = Store(
            profile,
            self.notices,
            bytes_of=self.attachments.bytes_of,
            retention_days=lambda: self.settings.get(JOURNAL_DAYS),
        )
        self.keeper = Keeper(
            self.store, self.attachments, self.tasks, self.notices, files=self.line
        )
        self.desk = Desk(
            self.line, self.tasks, self.notices, drafts=self.keeper, offers_for=self.offers
        )
        self.keeper.watch(self.desk)
        self.list = CandidateList(self.line, self.tasks)
        self.vocabulary = Vocabulary()
        self._visitors: list[Record] | None = []
        """Who was read before there was a list to show it."""
        self.connecting = self._make_connecting()
        self.desk.visited.connect(self._visited)
        if not (options.candidate or (frame is not None and frame.is_first_start)):
            self.window.show_session(None)
        if frame is None:
            for _step in (*self.steps(), *self.list_steps()):
                pass

    def steps(self) -> Iterator[None]:
        """Makes what shows a candidate, between which the window lives; shows whoever has come
        meanwhile as soon as there is a form."""
        from gui.views.form import Form

        # Not in the window from the beginning, though it is dressed twice so: Tab would go from the
        # editors of a card back to entries that were removed.
        self.form = Form(
            suggest={key: partial(self._known_words, key) for key in KEYS},
            is_built=False,
        )
        yield from self.form.building()
        yield
        self.window.make_header()
        yield
        self.window.take_in(self.form)
        self.form.here_changed.connect(self._show_here)
        self.form.said.connect(self.window.status.say)
        self.desk.session_changed.connect(self._show_session)
        yield
        if self.desk.session is not None:
            self._show_session()

    def list_steps(self) -> Iterator[None]:
        """Makes the list, and what follows from it: the way from one candidate to the next."""
        from gui.app.arriving import Arriving
        from gui.app.standing import Standing
        from gui.services.reading_ahead import ReadingAhead
        from gui.views.panels.candidates import CandidatesPanel

        yield
        self.candidates = CandidatesPanel(
            self.list, has_draft=self._has_draft, memory=self.settings.memory(WINDOW)
        )
        yield
        self.window.take_in_list(self.candidates)
        yield
        self.ahead = ReadingAhead(
            *(self.desk, self.line, self.tasks),
            neighbour=self.candidates.neighbour,
            has_draft=self._has_draft,
            is_wanted=lambda: self.settings.get(NEXT_AHEAD),
            parent=self.window,
        )
        visitors, self._visitors = self._visitors or (), None
        for record in visitors:
            self.candidates.visited(row_of(record))
        if self.desk.session is not None:
            self.candidates.show_current(self.desk.session.record_id)
        self.desk.drafts_changed.connect(self.candidates.rows.drafts_changed)
        self.keeper.drafts_changed.connect(self.candidates.rows.drafts_changed)
        self.standing = Standing(
            self.window.status,
            line=self.line,
            desk=self.desk,
            candidates=self.candidates,
            store=self.store,
            keeper=self.keeper,
            tasks=self.tasks,
        )
        self.arriving = Arriving(
            self.desk,
            self.window,
            self.candidates,
            self.form,
            find=self.connecting.find,
            show_session=self._show_session,
            show_nobody=lambda: self._show_beside(None),
        )

    def _furnished(self, theme: Theme) -> MainWindow:
        memory = self.settings.memory(WINDOW)
        window = MainWindow(theme=theme, notices=self.notices, memory=memory)
        window.furnish()
        return window

    def _make_connecting(self) -> Connecting:
        secrets = SystemSecrets()
        return Connecting(
            options=self.options,
            profile=self.profile,
            settings=self.settings,
            accounts=self.accounts,
            secrets=secrets,
            asks=AccountAsks(
                lambda: self.window,
                accounts=self.accounts,
                secrets=secrets,
                tasks=self.tasks,
                notices=self.notices,
                check=self.policy.guarded(check),
            ),
            policy=self.policy,
            choices=_Choices(lambda: self.window),
            line=self.line,
            desk=self.desk,
            candidates=self.list,
            tasks=self.tasks,
            notices=self.notices,
            window=self.window,
            settle=self._settle,
            world_gone=self._discard_world,
        )

    # --- running ---------------------------------------------------------------------------

    def begin(self) -> None:
        """Connects, and opens whom the command line names; nothing happens the second time."""
        if self._has_begun:
            return
        self._has_begun = True
        self._restore = self.reporter.install(asyncio.get_running_loop())
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._state_changed)
        self.tasks.start(self.keeper.start(), name="look at what is kept")
        self.connecting.start()

    def end(self) -> None:
        """Hears of faults no more; when all else has ended."""
        self._restore()

    async def asked(self) -> None:
        """Returns when the service was asked for what it is to show first, or that takes longer
        than a moment: what is made now is made while the answer is on its way."""
        for _turn in range(_TURNS):
            await asyncio.sleep(0)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_MOMENT_S):
                await self.connected()
                for _turn in range(_TURNS):
                    await asyncio.sleep(0)

    async def opened(self, *, within: float) -> None:
        """Returns when the candidate of the command line is shown, cannot be, or takes so many
        seconds; at once where none is named. The form is painted by then."""
        if not self.options.candidate or self.options.sandbox:
            return
        await self.connecting.begun(within)
        for _turn in range(3):  # laid out, painted, and what follows from laying out
            await asyncio.sleep(0)

    async def connected(self) -> None:
        """Returns when it is connected, or is clear that it will not be by itself."""
        changed = asyncio.Event()
        self.line.state_changed.connect(changed.set)
        try:
            while self.line.state is LineState.CONNECTING:
                changed.clear()
                await changed.wait()
        finally:
            self.line.state_changed.disconnect(changed.set)

    # --- showing ---------------------------------------------------------------------------

    def follow(
        self,
        *shows: Callable[[Session | None], object],
        before: Callable[[Session | None], object],
    ) -> None:
        """Has these show each session from now on, and the one in front at once; `before` does
        so before the form."""
        self._before.append(before)
        self._beside.extend(shows)
        for show in (before, *shows):
            show(self.desk.session)

    def _show_session(self) -> None:
        session = self.desk.session
        # The window takes the photo away before the files bring the next one.
        self.window.show_session(session)
        self._show_beside(session)
        self._show_here()
        if self._visitors is None:
            self.candidates.show_current(session.record_id if session is not None else None)
            self.arriving.shown()

    def _show_beside(self, session: Session | None) -> None:
        """Has everything that follows a session follow this one."""
        for show in (*self._before, self.form.show_session, *self._beside):
            show(session)

    def _show_here(self) -> None:
        self.window.set_here(self.form.current_place(), self.form.current_tab)

    def _visited(self, record: Record) -> None:
        self.list.note(record)
        if self.desk.session is not None:
            self.vocabulary.note(self.desk.session.account, record)
        if self._visitors is None:
            self.candidates.visited(row_of(record))
        else:
            self._visitors.append(record)

    # --- what parts ask ----------------------------------------------------------------------

    def _known_words(self, key: str) -> Words:
        session = self.desk.session
        return self.vocabulary.words(session.account, key) if session is not None else ()

    def _has_draft(self, record_id: str) -> bool:
        session = self.desk.sessions.get(record_id)
        if session is not None:
            return session.draft.is_dirty
        account = self.line.account
        return account is not None and self.keeper.has_draft(account.key, record_id)

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state is not Qt.ApplicationState.ApplicationActive:
            self.keeper.flush_soon()

    def offers(self, session: Session, error: RedlineError) -> tuple[Offer, ...]:
        """What can be done about an error with a session."""
        if isinstance(error, NotAccepted):
            return self.line.token_offers
        return self.offers_for(session, error) if self.offers_for is not None else ()

    async def _settle(self) -> None:
        if self.settle is not None:  # before that nothing was sent
            await self.settle()

    async def _discard_world(self, account: str, told: str) -> bool:
        await self.whole.wait()
        return self.discard_world is not None and await self.discard_world(account, told)

    def _show_report(self, report: Path) -> None:
        self.tasks.start(self._read_report(report), name="show a report")

    async def _read_report(self, report: Path) -> None:
        from gui.views.ask import ask
        from gui.views.dialogs.crash import DELETE, CrashDialog

        if self.reports is None:
            return
        dialog = CrashDialog(self.reports.text(report), report, self.window)
        if await ask(dialog) == DELETE:
            self.reports.delete(report)


class _Choices:
    """`FindChoices`, imported when there is something to choose."""

    def __init__(self, window: Callable[[], MainWindow]) -> None:
        self._window = window

    async def choose(self, rows: tuple[RowSummary, ...]) -> str | None:
        from gui.views.find_choices import FindChoices

        return await FindChoices(self._window).choose(rows)

    async def confirm(self, record: Record) -> bool:
        from gui.views.find_choices import FindChoices

        return await FindChoices(self._window).confirm(record)

"""Every part, made once and connected; what each does is its own business.

The window is there before there is an account, and before the network's libraries are.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from gui.app import clipboard
from gui.app.about import About
from gui.app.after_sending import AfterSending
from gui.app.arriving import Arriving
from gui.app.commands import Commands
from gui.app.connecting import Connecting
from gui.app.governing import Governing
from gui.app.history import History
from gui.app.hooks import FaultReporter
from gui.app.key_choice import KeyChoice
from gui.app.leaving import Leaving
from gui.app.linking import Linking
from gui.app.offering import Offering
from gui.app.resume_side import ResumeSide
from gui.app.standing import Standing
from gui.app.summons import Summons
from gui.errors import NotAccepted, RedlineError
from gui.model.checks import check_record
from gui.model.fileformats import Role
from gui.model.values import Place, Value
from gui.paths import Profile
from gui.services.accounts import Accounts
from gui.services.attachments import Attachments
from gui.services.candidate_list import CandidateList, row_of
from gui.services.connection import check
from gui.services.desk import Desk
from gui.services.keeping import Keeper
from gui.services.letting_go import LettingGo
from gui.services.line import Line
from gui.services.notices import Notices, Offer
from gui.services.outbox import Outbox
from gui.services.outbox_bar import OutboxBar
from gui.services.policy import NO_POLICY, Policy
from gui.services.preview import Pictures
from gui.services.reading import Reader
from gui.services.reports import Reports
from gui.services.resume_files import ResumeFiles, Source
from gui.services.resume_spots import ResumeSpots
from gui.services.resume_view import ResumeView
from gui.services.secrets import SystemSecrets
from gui.services.sending import Sending
from gui.services.session import Session
from gui.services.settings import JOURNAL_DAYS, WINDOW, Settings
from gui.services.staging import Staging
from gui.services.storage.store import Store
from gui.services.stored_files import StoredFiles
from gui.services.tasks import Tasks
from gui.services.updates import Updates
from gui.services.vocabulary import KEYS, Vocabulary
from gui.services.waking import Waking
from gui.views.account_asks import AccountAsks
from gui.views.ask import ask
from gui.views.dialogs.crash import DELETE, CrashDialog
from gui.views.dialogs.outbox import OutboxDialog
from gui.views.drop import DropOverlay
from gui.views.find_choices import FindChoices
from gui.views.form import Form
from gui.views.intake import Intake
from gui.views.main_window import MainWindow, Parts
from gui.views.panels.candidates import CandidatesPanel
from gui.views.panels.changes import ChangesPanel
from gui.views.panels.files import FilesPanel
from gui.views.panels.resume import ResumePanel
from gui.views.panels.side import Side
from gui.views.send_asks import SendAsks
from gui.views.theme import Theme

if TYPE_CHECKING:
    from gui.__main__ import Options
    from gui.app.frame import Frame
    from gui.model.record import Record
    from gui.model.values import Words


class Program:
    """The running program. `window` may be shown at once; `run` needs the event loop."""

    def __init__(
        self,
        options: Options,
        profile: Profile,
        theme: Theme,
        reports: Reports | None = None,
        policy: Policy = NO_POLICY,
        frame: Frame | None = None,
    ) -> None:
        self.notices = frame.notices if frame is not None else Notices()
        self.reporter = FaultReporter(self.notices, reports, show=self._show_report)
        self._reports = reports
        self._early = frame.early if frame is not None else None
        self.tasks = Tasks(self.reporter.report)
        self.settings = frame.settings if frame is not None else Settings(profile, self.notices)
        self.settings.fix(policy.fixed_settings())
        self.keys = (
            frame.keys if frame is not None else KeyChoice(lambda: self.window, self.settings)
        )
        self.governing = Governing(policy, lambda: self.window, self.notices)
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
            self.line,
            self.tasks,
            self.notices,
            drafts=self.keeper,
            offers_for=self._offers_for,
        )
        self.keeper.watch(self.desk)
        self.list = CandidateList(self.line, self.tasks)

        self.vocabulary = Vocabulary()
        self.form = Form(suggest={key: partial(self._known_words, key) for key in KEYS})
        self.changes = ChangesPanel()
        pictures = Pictures()
        self.stored = StoredFiles(self.line, pictures, profile.root / "viewed")
        self.staging = Staging(self.attachments, pictures)
        self.intake = Intake(self.staging, self.tasks, self.notices)
        self.files = FilesPanel(
            self.intake, self.staging, self.stored, self.attachments, self.tasks, self.notices
        )
        self.reader = Reader()
        resumes = ResumeFiles(self.stored, self.attachments)
        spots = ResumeSpots(self.store.spots)
        self.resume_view = ResumeView(resumes, self.reader, self.tasks, spots=spots)
        self.resume_beside = beside = ResumeView(
            resumes, self.reader, self.tasks, spots=spots, only=Source.STORED
        )
        self.resume = ResumePanel(self.resume_view, self.tasks, self.notices, beside=beside)
        self.candidates = CandidatesPanel(self.list, has_draft=self._has_draft)
        self.window = frame.window if frame is not None else self._furnished(theme)
        self.window.take_in(
            Parts(self.candidates, self.form, self.changes, self.files, self.resume)
        )
        self.sending = Sending(
            self.line,
            SendAsks(self.window),
            self.tasks,
            self.notices,
            bytes_of=self.attachments.bytes_of,
            findings=check_record,
            offers_for=self._offers_for,
            recorder=self.keeper,
            revert=lambda session: self.history.reverting.revert_last(session),
            waits=self._waits,
            front=self.desk,
            review=self.governing.review,
        )
        self.letting_go = LettingGo(self.attachments, self.staging.editing, self.desk)
        self.sending.ended.connect(self.letting_go.look)
        self.outbox = Outbox(
            *(self.sending, self.line, self.desk, self.tasks, self.notices),
            memory=self.store.outbox,
        )
        self.outbox_bar = OutboxBar(self.outbox, self.line, self.notices)
        self.after_sending = AfterSending(
            self.window, self.desk, self.sending, self.tasks, self.notices
        )
        self.updates = Updates(
            *(self.settings, self.tasks, self.notices),
            policy_url=policy.update_url,
        )
        self.about = About(lambda: self.window, policy, self.updates, self.tasks)
        self.linking = Linking(
            lambda: self.window,
            *(self.line, self.desk, self.tasks, self.notices),
            first=options.link,
        )
        self.summons = Summons(self.window, self.line, self.linking, self.notices)
        secrets = SystemSecrets()
        self.connecting = Connecting(
            options=options,
            profile=profile,
            settings=self.settings,
            accounts=self.accounts,
            secrets=secrets,
            asks=AccountAsks(
                lambda: self.window,
                accounts=self.accounts,
                secrets=secrets,
                tasks=self.tasks,
                notices=self.notices,
                check=policy.guarded(check),
            ),
            policy=policy,
            choices=FindChoices(lambda: self.window),
            line=self.line,
            desk=self.desk,
            candidates=self.list,
            tasks=self.tasks,
            notices=self.notices,
            window=self.window,
            settle=self._settle_sends,
            world_gone=lambda *world: self.history.drafts.discard_world(*world),
        )
        self.history = History(
            self.window,
            store=self.store,
            keeper=self.keeper,
            desk=self.desk,
            sending=self.sending,
            line=self.line,
            accounts=self.accounts,
            attachments=self.attachments,
            settings=self.settings,
            tasks=self.tasks,
            notices=self.notices,
            open_candidate=self.connecting.open_in,
        )
        self.history.reverting.send_asked.connect(self.sending.send)
        self.history.reverting.reverted.connect(lambda session, _report: self._review(session))
        self.history.reverting.accounts_asked.connect(self.connecting.ask_accounts)
        self.leaving = Leaving(
            self.window,
            self.desk,
            self.sending,
            self.tasks,
            keeper=self.keeper,
            drafts=self.history.drafts,
            settings=self.settings,
            notices=self.notices,
            commit=self.form.commit,
        )
        self.resume_side = ResumeSide(
            self.window,
            form=self.form,
            panel=self.resume,
            view=self.resume_view,
            beside=self.resume_beside,
            reader=self.reader,
            desk=self.desk,
            line=self.line,
            settings=self.settings,
            tasks=self.tasks,
        )
        self.arriving = Arriving(
            self.desk,
            self.window,
            self.candidates,
            self.form,
            show_session=self._show_session,
            show_nobody=lambda: self._show_beside(None),
        )
        self.offering = Offering(
            self.resume_side.knowledge,
            self.tasks,
            self.vocabulary,
            form=self.form,
            panel=self.resume,
            window=self.window,
            show_again=self.resume_side.evidence.seen.emit,
        )
        self.standing = Standing(
            self.window.status,
            line=self.line,
            desk=self.desk,
            candidates=self.candidates,
            store=self.store,
            keeper=self.keeper,
            tasks=self.tasks,
        )
        self.commands = Commands(
            self.window,
            form=self.form,
            files=self.files,
            resume=self.resume,
            candidates=self.candidates,
            candidate_list=self.list,
            desk=self.desk,
            line=self.line,
            sending=self.sending,
            history=self.history,
            connecting=self.connecting,
            about=self.about,
            keys=self.keys,
            settings=self.settings,
            tasks=self.tasks,
        )
        self.keys.tell_unread(self.notices)
        self._followed: Session | None = None
        self._connect_desk()
        self._connect_window()

    def _furnished(self, theme: Theme) -> MainWindow:
        memory = self.settings.memory(WINDOW)
        window = MainWindow(theme=theme, notices=self.notices, memory=memory)
        window.furnish()
        return window

    # --- running ---------------------------------------------------------------------------

    async def run(self, leave: asyncio.Event) -> None:
        """Connects, and returns when the person has left and everything is settled."""
        restore = self.reporter.install(asyncio.get_running_loop())
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._state_changed)
        self.leaving.left.connect(leave.set)
        try:
            self.stored.clear()
            self.tasks.start(self.keeper.start(), name="look at what is kept")
            self.tasks.start(self.outbox.restore(), name="look at what waits")
            self.connecting.start()
            if self._early is not None:
                self._early.go_on()
            self.updates.start()
            await leave.wait()
            await self.leaving.settle()
            await self.history.settle()
        finally:
            self.resume_view.close()
            self.resume_beside.close()
            await self.keeper.aclose()
            await self.outbox.aclose()
            await self.tasks.aclose()
            await self.line.aclose()
            restore()

    def close(self) -> None:
        """Lets go of what outlives the loop."""
        self.window.close_now()
        clipboard.leave()
        self.reader.close()
        self.stored.clear()
        self.settings.close()
        self.store.close()
        self.connecting.close()

    # --- who hears whom --------------------------------------------------------------------

    def _connect_desk(self) -> None:
        self.desk.session_changed.connect(self._show_session)
        self.desk.drafts_changed.connect(self.candidates.rows.drafts_changed)
        self.desk.visited.connect(self._visited)
        self.sending.ended.connect(lambda session, _report: self.list.note(session.baseline))
        self.keeper.drafts_changed.connect(self.candidates.rows.drafts_changed)
        self.keeper.bars.review_asked.connect(self._review)
        self.keeper.thrown_away.connect(self.outbox.forget)
        self.waking.woke.connect(self.outbox.check_now)
        self.outbox_bar.show_asked.connect(self._show_outbox)

    def _connect_window(self) -> None:
        window = self.window
        window.close_asked.connect(self.leaving.ask)
        window.sandbox_asked.connect(self.connecting.use_sandbox)
        window.connect_asked.connect(self.connecting.ask_connect)
        self.form.here_changed.connect(self._show_here)
        self.form.said.connect(window.status.say)
        window.set_drop_overlay(DropOverlay(window, self.intake, self.staging, self.tasks))
        self.intake.listen_for_paste(window, lambda: self.desk.session)
        self.staging.staged.connect(self._staged)
        self.changes.request_asked.connect(self.commands.show_request)
        self.files.photo_changed.connect(
            lambda photo, staged: window.header.avatar.show_photo(photo, staged=staged)
        )

    # --- showing ---------------------------------------------------------------------------

    def _show_session(self) -> None:
        session = self.desk.session
        # The window takes the photo away before the files bring the next one.
        self.window.show_session(session)
        self._show_beside(session)
        self.candidates.show_current(session.record_id if session is not None else None)
        self._show_here()
        self.arriving.shown()

    def _show_beside(self, session: Session | None) -> None:
        """Has everything that follows a session follow this one."""
        if session is not self._followed:
            if self._followed is not None:
                self._followed.went.disconnect(self._show_file_place)
            self._followed = session
            if session is not None:
                session.went.connect(self._show_file_place)
        self.offering.show_session(session)
        self.form.show_session(session)
        self.changes.follow(session)
        self.files.show_session(session)
        self.resume_side.show_session(session)

    def _show_file_place(self, place: Place) -> None:
        """Leads to a file; the form leads to everything else by itself."""
        if place.key in (role.value for role in Role):
            self.window.show_side(Side.FILES)
            self.files.show_place(place)

    def _staged(self, session: Session, role: Role) -> None:
        """Shows what was put there: with the files, or where the resume is being read already."""
        is_seen = role is Role.RESUME and self.resume.isVisible()
        if session is self.desk.session and not is_seen:
            self.window.show_side(Side.FILES)

    def _show_here(self) -> None:
        self.window.set_here(self.form.current_place(), self.form.current_tab)

    def _visited(self, record: Record) -> None:
        self.list.note(record)
        if self.desk.session is not None:
            self.vocabulary.note(self.desk.session.account, record)
        self.candidates.visited(row_of(record))

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

    async def _settle_sends(self) -> None:
        await self.leaving.settle()

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state is not Qt.ApplicationState.ApplicationActive:
            self.keeper.flush_soon()

    def _waits(self, session: Session, mine: Mapping[str, Value], error: RedlineError) -> bool:
        """Whether the outbox takes over a send that failed."""
        return self.outbox.takes(session, mine, error)

    def _review(self, session: Session) -> None:
        """Shows the changes of a draft that came back, or of what was taken back."""
        if session is self.desk.session:
            self.window.show_side(Side.CHANGES)

    def _show_outbox(self) -> None:
        dialog = OutboxDialog(self.outbox, self.window)
        dialog.open_asked.connect(
            lambda waiting: self.desk.open(waiting.candidate_id, name=waiting.name)
        )
        self.tasks.start(ask(dialog), name="show what waits")

    def _show_report(self, report: Path) -> None:
        self.tasks.start(self._read_report(report), name="show a report")

    async def _read_report(self, report: Path) -> None:
        if self._reports is None:
            return
        dialog = CrashDialog(self._reports.text(report), report, self.window)
        if await ask(dialog) == DELETE:
            self._reports.delete(report)

    def _offers_for(self, session: Session, error: RedlineError) -> tuple[Offer, ...]:
        if isinstance(error, NotAccepted):
            return self.line.token_offers
        return self.history.offers_for(session, error)

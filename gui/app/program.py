"""Every part, made once and connected; what each does is its own business.

What opens a candidate is `gui.app.core`; here is what stands beside the form and what commands do.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Self

from gui.app import clipboard
from gui.app.about import About
from gui.app.after_sending import AfterSending
from gui.app.commands import Commands
from gui.app.core import Core
from gui.app.governing import Governing
from gui.app.history import History
from gui.app.leaving import Leaving
from gui.app.linking import Linking
from gui.app.offering import Offering
from gui.app.resume_side import ResumeSide
from gui.app.summons import Summons
from gui.errors import RedlineError
from gui.model.fileformats import Role
from gui.model.values import Place, Value
from gui.paths import Profile
from gui.services.letting_go import LettingGo
from gui.services.outbox import Outbox
from gui.services.outbox_bar import OutboxBar
from gui.services.policy import NO_POLICY, Policy
from gui.services.preview import Pictures
from gui.services.reading import Reader
from gui.services.reports import Reports
from gui.services.resume_files import ResumeFiles, Source
from gui.services.resume_spots import ResumeSpots
from gui.services.resume_view import ResumeView
from gui.services.sending import Sending
from gui.services.session import Session
from gui.services.staging import Staging
from gui.services.stored_files import StoredFiles
from gui.services.updates import Updates
from gui.views.ask import ask
from gui.views.drop import DropOverlay
from gui.views.icons import forget_icons
from gui.views.intake import Intake
from gui.views.panels.changes import ChangesPanel
from gui.views.panels.files import FilesPanel
from gui.views.panels.resume import ResumePanel
from gui.views.panels.side import Side
from gui.views.send_asks import SendAsks
from gui.views.theme import Theme

if TYPE_CHECKING:
    from gui.__main__ import Options


class Program:
    """The running program. `window` may be shown at once; `run` needs the event loop.

    Made of a `core` of its own, and whole at once; or `of` one that is at work already, by
    `steps` between which the window lives.
    """

    def __init__(
        self,
        options: Options,
        profile: Profile,
        theme: Theme,
        reports: Reports | None = None,
        policy: Policy = NO_POLICY,
    ) -> None:
        self._take(Core(options, profile, theme, reports, policy))
        for _step in self.steps():
            pass

    @classmethod
    def of(cls, core: Core) -> Self:
        """The program of a core; it is whole when all its `steps` were taken."""
        program = cls.__new__(cls)
        program._take(core)
        return program

    def _take(self, core: Core) -> None:
        self.core = core
        self.notices, self.reporter, self.tasks = core.notices, core.reporter, core.tasks
        self.settings, self.window, self.accounts = core.settings, core.window, core.accounts
        self.attachments, self.line, self.store = core.attachments, core.line, core.store
        self.keeper, self.desk, self.list = core.keeper, core.desk, core.list
        self.form, self.candidates, self.connecting = core.form, core.candidates, core.connecting
        self.keys = core.keys

    def steps(self) -> Iterator[None]:
        """Makes the parts, one after the other, and connects them at the end."""
        core, policy = self.core, self.core.policy
        self.governing = Governing(policy, lambda: self.window, self.notices)
        yield from self._make_beside(core.profile)
        self._make_sending()
        yield
        self.updates = Updates(
            *(self.settings, self.tasks, self.notices),
            policy_url=policy.update_url,
        )
        self.about = About(lambda: self.window, policy, self.updates, self.tasks)
        self.linking = Linking(
            lambda: self.window,
            *(self.line, self.connecting.find, self.tasks, self.notices),
            first=core.options.link,
        )
        self.summons = Summons(self.window, self.line, self.linking, self.notices)
        yield
        self._make_history()
        yield
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
        self.offering = Offering(
            self.resume_side.knowledge,
            self.tasks,
            core.vocabulary,
            form=self.form,
            panel=self.resume,
            window=self.window,
            show_again=self.resume_side.evidence.seen.emit,
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
        yield
        self.keys.tell_unread(self.notices)
        self._followed: Session | None = None
        self._connect_desk()
        self._connect_window()
        core.offers_for = self.history.offers_for
        core.settle = self.leaving.settle
        core.discard_world = self.history.drafts.discard_world
        core.whole.set()
        core.follow(
            self._follow_files,
            self.changes.follow,
            self.files.show_session,
            self.resume_side.show_session,
            before=self.offering.show_session,
        )

    def _make_beside(self, profile: Profile) -> Iterator[None]:
        """The pages beside the form. Each is made where it will be, and out of sight until then."""
        side = self.window.side
        self.window.make_room_beside()
        yield
        self.changes = ChangesPanel(side.room(Side.CHANGES))
        self.changes.hide()
        yield
        pictures = Pictures()
        self.stored = StoredFiles(self.line, pictures, profile.root / "viewed")
        self.staging = Staging(self.attachments, pictures)
        self.intake = Intake(self.staging, self.tasks, self.notices)
        yield
        self.files = FilesPanel(
            *(self.intake, self.staging, self.stored, self.attachments, self.tasks, self.notices),
            parent=side.room(Side.FILES),
            is_built=False,
        )
        self.files.hide()
        yield from self.files.building()
        yield
        self.reader = Reader()
        resumes = ResumeFiles(self.stored, self.attachments)
        spots = ResumeSpots(self.store.spots)
        self.resume_view = ResumeView(resumes, self.reader, self.tasks, spots=spots)
        self.resume_beside = beside = ResumeView(
            resumes, self.reader, self.tasks, spots=spots, only=Source.STORED
        )
        self.resume = ResumePanel(
            *(self.resume_view, self.tasks, self.notices, side.room(Side.RESUME)),
            beside=beside,
            is_built=False,
        )
        self.resume.hide()
        yield from self.resume.building()
        yield
        self.window.take_in_beside(self.changes, self.files, self.resume)
        yield
        self.window.acts.draw_icons_once()
        yield
        self.window.expect_loading()
        yield

    def _make_sending(self) -> None:
        """What sends, and what becomes of a send."""
        self.sending = Sending(
            self.line,
            SendAsks(self.window),
            self.tasks,
            self.notices,
            bytes_of=self.attachments.bytes_of,
            offers_for=lambda session, error: self.core.offers(session, error),
            recorder=self.keeper.recorder,
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

    def _make_history(self) -> None:
        """What was sent and what is kept, and leaving without losing any of it."""
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

    # --- running ---------------------------------------------------------------------------

    async def run(self, leave: asyncio.Event) -> None:
        """Connects, and returns when the person has left and everything is settled."""
        self.leaving.left.connect(leave.set)
        try:
            self.stored.clear()
            self.core.begin()
            self.tasks.start(self.outbox.restore(), name="look at what waits")
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
            self.core.end()

    def close(self) -> None:
        """Lets go of what outlives the loop."""
        self.window.close_now()
        forget_icons()
        clipboard.leave()
        self.reader.close()
        self.stored.clear()
        self.settings.close()
        self.store.close()
        self.connecting.close()

    # --- who hears whom --------------------------------------------------------------------

    def _connect_desk(self) -> None:
        self.desk.opening_changed.connect(self._expect)
        self._expect()
        self.sending.ended.connect(lambda session, _report: self.list.note(session.baseline))
        self.keeper.bars.review_asked.connect(self._review)
        self.keeper.thrown_away.connect(self.outbox.forget)
        self.core.waking.woke.connect(self.outbox.check_now)
        self.outbox_bar.show_asked.connect(self._show_outbox)

    def _expect(self) -> None:
        opening = self.desk.opening
        self.changes.expect(opening is not None and opening.error is None)

    def _connect_window(self) -> None:
        window = self.window
        window.close_asked.connect(self.leaving.ask)
        window.sandbox_asked.connect(self.connecting.use_sandbox)
        window.connect_asked.connect(self.connecting.ask_connect)
        window.set_drop_overlay(DropOverlay(window, self.intake, self.staging, self.tasks))
        self.intake.listen_for_paste(
            window, lambda: self.desk.session if not window.is_held else None
        )
        self.staging.staged.connect(self._staged)
        self.changes.request_asked.connect(self.commands.show_request)
        self.files.photo_changed.connect(
            lambda photo, staged: window.header.avatar.show_photo(photo, staged=staged)
        )

    # --- showing ---------------------------------------------------------------------------

    def _follow_files(self, session: Session | None) -> None:
        """Has places of files in this session lead to the files."""
        if session is not self._followed:
            if self._followed is not None:
                self._followed.went.disconnect(self._show_file_place)
            self._followed = session
            if session is not None:
                session.went.connect(self._show_file_place)

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

    # --- what parts ask ----------------------------------------------------------------------

    def _waits(self, session: Session, mine: Mapping[str, Value], error: RedlineError) -> bool:
        """Whether the outbox takes over a send that failed."""
        return self.outbox.takes(session, mine, error)

    def _review(self, session: Session) -> None:
        """Shows the changes of a draft that came back, or of what was taken back."""
        if session is self.desk.session:
            self.window.show_side(Side.CHANGES)

    def _show_outbox(self) -> None:
        from gui.views.dialogs.outbox import OutboxDialog

        dialog = OutboxDialog(self.outbox, self.window)
        dialog.open_asked.connect(
            lambda waiting: self.desk.open(waiting.candidate_id, name=waiting.name)
        )
        self.tasks.start(ask(dialog), name="show what waits")

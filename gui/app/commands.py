"""What each command of the window does: one table, and the deeds that are no part's own.

The palette and the list of keys are imported when they are first asked for, not before the first
paint.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gui.app import language
from gui.app.about import About
from gui.app.connecting import Connecting
from gui.app.going_on import GoingOn
from gui.app.guiding import Guiding
from gui.app.history import History
from gui.app.key_choice import KeyChoice
from gui.app.part_commands import PartCommands
from gui.i18n import _
from gui.model.fields import field_of
from gui.services.candidate_list import CandidateList
from gui.services.desk import Desk
from gui.services.line import Line
from gui.services.planned import planned_requests
from gui.services.sending import Sending
from gui.services.settings import WINDOW, Settings
from gui.services.tasks import Tasks
from gui.views.actions import Act
from gui.views.ask import ask
from gui.views.form import Form
from gui.views.main_window import MainWindow
from gui.views.panels.candidates import CandidatesPanel
from gui.views.panels.files import FilesPanel
from gui.views.panels.resume import ResumePanel

if TYPE_CHECKING:
    from gui.app.palette import PaletteOpener


class Commands:
    """Connects the window's actions; what belongs to one part is that part's to do."""

    def __init__(
        self,
        window: MainWindow,
        *,
        form: Form,
        files: FilesPanel,
        resume: ResumePanel,
        candidates: CandidatesPanel,
        candidate_list: CandidateList,
        desk: Desk,
        line: Line,
        sending: Sending,
        history: History,
        connecting: Connecting,
        about: About,
        keys: KeyChoice,
        settings: Settings,
        tasks: Tasks,
    ) -> None:
        self._window = window
        self._form = form
        self._desk = desk
        self._line = line
        self._sending = sending
        self._history = history
        self._settings = settings
        self._tasks = tasks
        self._keys = keys
        self._candidates = candidates
        self._list = candidate_list
        self._palette: PaletteOpener | None = None
        on = GoingOn(window, candidates, desk=desk, sending=sending, tasks=tasks, send=self._send)
        parts = PartCommands(window, form=form, files=files, resume=resume, candidates=candidates)
        deeds: dict[Act, Callable[[], object]] = {
            **parts.deeds,
            Act.PALETTE: self._open_palette,
            Act.KEYS: self._show_keys,
            Act.SEND: self._send,
            Act.SEND_AND_NEXT: on.send_and_next,
            Act.UNDO: lambda: self._travel(back=True),
            Act.REDO: lambda: self._travel(back=False),
            Act.SHOW_REQUEST: self.show_request,
            Act.SHOW_ORIGINAL: form.show_original,
            Act.REVERT_FIELD: form.revert_here,
            Act.REVERT_ENTRY: lambda: form.revert_here(whole_entry=True),
            Act.REVERT_TAB: form.revert_tab,
            Act.REVERT_ALL: self._revert_all,
            Act.HOLD_FIELD: self._hold_field,
            Act.NEXT_CHANGE: lambda: form.go_changed(1),
            Act.PREVIOUS_CHANGE: lambda: form.go_changed(-1),
            Act.TAKE_PROPOSAL: self._take_proposal,
            Act.NEXT_DOUBT: lambda: self._go_doubtful(1),
            Act.PREVIOUS_DOUBT: lambda: self._go_doubtful(-1),
            Act.RELOAD: desk.reload,
            Act.ACCOUNTS: connecting.ask_accounts,
            Act.ABOUT: about.show,
            Act.GUIDE: Guiding(window).show,
            Act.DRAFTS: history.show_drafts,
            Act.JOURNAL: history.show_journal,
            Act.EXPORT_DRAFT: history.export_draft,
            Act.DISCARD_DRAFT: history.discard_draft,
            Act.REVERT_SENT: history.revert_sent,
            Act.COMMENTS: history.show_comments,
            Act.LANGUAGE: self._choose_language,
            Act.NEXT_TAB: lambda: form.step_tab(1),
            Act.PREVIOUS_TAB: lambda: form.step_tab(-1),
            Act.NEXT_CANDIDATE: on.next,
            Act.PREVIOUS_CANDIDATE: on.previous,
            Act.CHOOSE_RESUME: files.choose_resume,
            Act.CHOOSE_PHOTO: files.choose_photo,
            Act.EDIT_PHOTO: files.edit_photo,
            Act.PASTE_FILE: files.paste,
        }
        for act, deed in deeds.items():
            window.acts[act].triggered.connect(lambda _checked=False, deed=deed: deed())

    def show_request(self) -> None:
        """Shows exactly what Send would send for the candidate in front."""
        from gui.views.dialogs.request import RequestDialog

        session, connection = self._desk.session, self._line.connection
        if session is None or connection is None:
            return
        self._form.commit()
        planned = planned_requests(session, connection.endpoint.base_url)
        if planned:
            dialog = RequestDialog(planned, session.current.full_name, self._window)
            self._tasks.start(ask(dialog), name="show the request")

    # --- deeds -----------------------------------------------------------------------------

    def _send(self) -> None:
        if self._desk.session is not None:
            self._form.commit()
            self._window.toast.dismiss_error()
            self._sending.send(self._desk.session)

    def _travel(self, *, back: bool) -> None:
        session = self._desk.session
        if session is None:
            return
        self._form.commit()
        step = session.undo() if back else session.redo()
        if step is not None:
            text = _("Undone: {step}") if back else _("Done again: {step}")
            self._window.status.say(text.format(step=step.label))
        elif back:
            self._history.say_where_undo_ends(session)

    def _take_proposal(self) -> None:
        if not self._form.take_proposal():
            self._window.status.say(_("Nothing is proposed for this field."))

    def _go_doubtful(self, by: int) -> None:
        if not self._form.go_doubtful(by):
            self._window.status.say(_("Nothing is doubtful in this record."))

    def _revert_all(self) -> None:
        if self._desk.session is not None:
            self._desk.session.revert_all()

    def _hold_field(self) -> None:
        session, place = self._desk.session, self._form.current_place()
        if session is None or place is None:
            return
        self._form.commit()
        is_held = place.key in session.draft.held
        session.hold(place.key, not is_held)
        said = _("{field} is sent again.") if is_held else _("{field} is kept for later.")
        self._window.status.say(said.format(field=field_of(place.key).label))

    def _show_keys(self) -> None:
        from gui.views.dialogs.keys import KeysDialog

        dialog = KeysDialog(self._keys, self._window)
        self._tasks.start(ask(dialog), name="show the keys")

    def _open_palette(self) -> None:
        if self._palette is None:
            from gui.app.palette import PaletteOpener

            self._palette = PaletteOpener(
                *(self._window, self._desk, self._candidates, self._list),
                memory=self._settings.memory(WINDOW),
            )
        self._palette.open()

    def _choose_language(self) -> None:
        self._tasks.start(self._ask_language(), name="choose a language")

    async def _ask_language(self) -> None:
        said = await language.choose(self._window, self._settings)
        if said:
            self._window.status.say(said)

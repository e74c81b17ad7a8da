"""What each command of the window does: one table, and the deeds that are no part's own.

What is at home in one part of the window (the list, the entries, the resume) is here for who is
somewhere else. The palette and the list of keys are imported when they are first asked for, not
before the first paint.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication

from gui.app import language
from gui.app.about import About
from gui.app.connecting import Connecting
from gui.app.going_on import GoingOn
from gui.app.guiding import Guiding
from gui.app.history import History
from gui.app.key_choice import KeyChoice
from gui.i18n import _
from gui.model.fields import Tab, field_of
from gui.services.candidate_list import CandidateList
from gui.services.desk import Desk
from gui.services.line import Line
from gui.services.planned import planned_requests
from gui.services.sending import Sending
from gui.services.settings import WINDOW, Settings
from gui.services.tasks import Tasks
from gui.views.actions import Act
from gui.views.ask import ask
from gui.views.fields.row import row_of
from gui.views.fields.text import TextEditor
from gui.views.form import Form
from gui.views.main_window import MainWindow
from gui.views.panels.candidates import CandidatesPanel
from gui.views.panels.files import FilesPanel
from gui.views.panels.resume import ResumePanel
from gui.views.panels.side import Side
from gui.views.tabs.base import as_entries

if TYPE_CHECKING:
    from gui.app.palette import PaletteOpener

Deed = Callable[[], object]

TABS: Final = {
    Act.TAB_PROFILE: Tab.PROFILE,
    Act.TAB_EDUCATION: Tab.EDUCATION,
    Act.TAB_EXPERIENCE: Tab.EXPERIENCE,
    Act.TAB_SOCIALS: Tab.SOCIALS,
    Act.TAB_TAGS: Tab.TAGS,
}
_ENTRIES: Final = (
    *(Act.ADD_ENTRY, Act.REMOVE_ENTRY, Act.DUPLICATE_ENTRY, Act.ENTRY_UP, Act.ENTRY_DOWN),
    *(Act.SORT_ENTRIES, Act.COPY_ENTRY, Act.COPY_ENTRIES, Act.PASTE_ENTRIES),
)


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
        self._resume = resume
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
        deeds: dict[Act, Deed] = {
            Act.PALETTE: lambda: self._opener.open(),
            Act.GO_TO_FIELD: lambda: self._opener.open(fields_only=True),
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
            Act.OPEN_RESUME: files.open_stored_resume,
            Act.SAVE_RESUME: files.save_stored_resume,
            Act.EDIT_WIDE: self._edit_wide,
            Act.RELOAD_LIST: candidates.reload,
            Act.LOAD_MORE: candidates.load_more,
        }
        in_list: dict[Act, Deed] = {
            Act.FILTER_LIST: candidates.focus_filter,
            Act.RECENT_LIST: candidates.toggle_recent,
            Act.LIST_FILTERS: candidates.toggle_filters,
        }
        in_resume: dict[Act, Deed] = {
            Act.RESUME_DOWN: lambda: resume.scroll_page(1),
            Act.RESUME_UP: lambda: resume.scroll_page(-1),
            Act.RESUME_SEARCH: resume.open_search,
            Act.ZOOM_IN: lambda: resume.canvas.step_zoom(1),
            Act.ZOOM_OUT: lambda: resume.canvas.step_zoom(-1),
            Act.FIT_WIDTH: lambda: resume.canvas.set_zoom(None),
            Act.NEXT_RESUME: resume.show_next,
        }
        deeds |= {act: partial(self._in_list, deed) for act, deed in in_list.items()}
        deeds |= {act: partial(self._in_resume, deed) for act, deed in in_resume.items()}
        deeds |= {act: partial(self._show_tab, tab) for act, tab in TABS.items()}
        deeds |= {act: partial(self._with_entries, act) for act in _ENTRIES}
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

    # --- in a part of the window -------------------------------------------------------------

    def _show_tab(self, tab: Tab) -> None:
        """The tab, with the focus where it was on it last: typing goes on."""
        self._form.show_tab(tab)
        self._form.enter()

    def _with_entries(self, act: Act) -> None:
        page = as_entries(self._form.page)
        if page is not None:
            self._form.commit()
            page.do(act)

    def _edit_wide(self) -> None:
        row = row_of(QApplication.focusWidget())
        if row is not None and isinstance(row.editor, TextEditor):
            row.editor.open_wide()
        else:
            self._window.status.say(_("Only a long text can be edited wide."))

    def _in_list(self, deed: Deed) -> None:
        """What is done in the list is seen there."""
        self._window.show_candidates()
        deed()

    def _in_resume(self, deed: Deed) -> None:
        if not self._resume.isVisible():
            self._window.show_side(Side.RESUME)
        deed()

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

    @property
    def _opener(self) -> PaletteOpener:
        if self._palette is None:
            from gui.app.palette import PaletteOpener

            self._palette = PaletteOpener(
                *(self._window, self._form, self._desk, self._candidates, self._list),
                memory=self._settings.memory(WINDOW),
            )
        return self._palette

    def _choose_language(self) -> None:
        self._tasks.start(self._ask_language(), name="choose a language")

    async def _ask_language(self) -> None:
        said = await language.choose(self._window, self._settings)
        if said:
            self._window.status.say(said)

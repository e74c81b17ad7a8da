"""The commands that are at home in one part of the window, for who is somewhere else."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtWidgets import QApplication

from gui.i18n import _
from gui.model.fields import Tab
from gui.views.actions import Act
from gui.views.fields.row import row_of
from gui.views.fields.text import TextEditor
from gui.views.form import Form
from gui.views.main_window import MainWindow
from gui.views.panels.candidates import CandidatesPanel
from gui.views.panels.files import FilesPanel
from gui.views.panels.resume import ResumePanel
from gui.views.panels.side import Side
from gui.views.tabs.base import as_entries

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


class PartCommands:
    """`deeds` tells what each of them does."""

    def __init__(
        self,
        window: MainWindow,
        *,
        form: Form,
        files: FilesPanel,
        resume: ResumePanel,
        candidates: CandidatesPanel,
    ) -> None:
        self._window = window
        self._form = form
        self._resume = resume
        self._candidates = candidates
        self.deeds: dict[Act, Callable[[], object]] = {
            Act.FILTER_LIST: lambda: self._in_list(candidates.focus_filter),
            Act.RECENT_LIST: lambda: self._in_list(candidates.toggle_recent),
            Act.LIST_FILTERS: lambda: self._in_list(candidates.toggle_filters),
            Act.RELOAD_LIST: candidates.reload,
            Act.LOAD_MORE: candidates.load_more,
            Act.OPEN_RESUME: files.open_stored_resume,
            Act.SAVE_RESUME: files.save_stored_resume,
            Act.EDIT_WIDE: self._edit_wide,
            Act.RESUME_DOWN: lambda: self._in_resume(lambda: resume.scroll_page(1)),
            Act.RESUME_UP: lambda: self._in_resume(lambda: resume.scroll_page(-1)),
            Act.RESUME_SEARCH: lambda: self._in_resume(resume.open_search),
            Act.ZOOM_IN: lambda: self._in_resume(lambda: resume.canvas.step_zoom(1)),
            Act.ZOOM_OUT: lambda: self._in_resume(lambda: resume.canvas.step_zoom(-1)),
            Act.FIT_WIDTH: lambda: self._in_resume(lambda: resume.canvas.set_zoom(None)),
        }
        self.deeds |= {act: partial(self._show_tab, tab) for act, tab in TABS.items()}
        self.deeds |= {act: partial(self._with_entries, act) for act in _ENTRIES}

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

    def _in_list(self, deed: Callable[[], object]) -> None:
        """What is done in the list is seen there."""
        self._window.show_candidates()
        deed()

    def _in_resume(self, deed: Callable[[], object]) -> None:
        if not self._resume.isVisible():
            self._window.show_side(Side.RESUME)
        deed()

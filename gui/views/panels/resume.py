"""The resume beside the form: read, searched, and picked from.

The panel shows what `ResumeView` has; it draws pages as they are looked at, tells what cannot be
shown, and says which text the person picked. What becomes of that is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QVBoxLayout, QWidget

from gui.i18n import _
from gui.services.notices import Notices
from gui.services.resume_files import Source
from gui.services.resume_view import ResumeView, State
from gui.services.tasks import Tasks
from gui.views.announce import announce
from gui.views.panels.resume_bars import ResumeBar, SearchLine
from gui.views.panels.resume_canvas import ResumeCanvas
from gui.views.panels.resume_foot import ResumeFoot, Say
from gui.views.panels.resume_pair import ResumePair
from gui.views.panels.resume_search import ResumeSearch
from gui.views.panels.resume_viewer import Picked as Picked
from gui.views.panels.resume_viewer import ResumeViewer
from gui.views.text import plain


class ResumePanel(QWidget):
    """Signals: `picked(Picked)` when the person wants what is selected in the field in front, by
    Enter or by the button; `other_asked(Picked)` when the person wants to choose the field;
    `word_clicked(offset)` when a word is clicked, an offset of the text, and
    `word_clicked_beside(offset)` in the stored one beside it; `offer_taken()` when what is offered
    on the line below is wanted.

    What is selected can be dragged to a field: `dragged(Picked, QPoint)` while it is over a
    place of the screen, `dropped(Picked, QPoint)` when it is let go there, `drag_ended()` after
    that, and when it is given up. Which field stands there is not this panel's to know.
    """

    picked = Signal(object)
    other_asked = Signal(object)
    word_clicked = Signal(int)
    word_clicked_beside = Signal(int)
    offer_taken = Signal()
    dragged = Signal(object, QPoint)
    dropped = Signal(object, QPoint)
    drag_ended = Signal()

    def __init__(
        self,
        view: ResumeView,
        tasks: Tasks,
        notices: Notices,
        parent: QWidget | None = None,
        *,
        beside: ResumeView | None = None,
        is_built: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("resume_panel")
        self.setAccessibleName(_("Resume"))
        self._view = view
        self._beside = beside
        self._tasks = tasks
        self._notices = notices
        self._wants_both = False
        self._sighting = Say()
        self._seen: tuple[Sequence[range], Sequence[range]] = ((), ())
        self._said: tuple[Say, str] | None = None
        if is_built:
            for _part in self.building():
                pass

    def building(self) -> Iterator[None]:
        """Builds it, a part at a time; once, and for a panel that was made with `is_built` false.

        Before that is over nothing else is to be done with it.
        """
        self.bar = ResumeBar(self)
        yield
        self.search = SearchLine(self)
        yield
        self.main = ResumeViewer(self._view, self._tasks, self._notices, "main")
        self._active = self.main
        yield
        self.pair = ResumePair(self.main, self._made_beside, self)
        self._search = ResumeSearch(self.search, self.main)
        self.foot = ResumeFoot(self)
        yield
        self._compose()
        self._connect()
        self._show()

    @property
    def canvas(self) -> ResumeCanvas:
        """Where the person is reading: of the two the one that was used last."""
        return self._active.canvas

    # --- what others use ---------------------------------------------------------------------

    def show_evidence(
        self, spans: Sequence[range], others: Sequence[range] = (), say: Say | None = None
    ) -> None:
        """Outlines where a value stands, in place of what was outlined before; `others` are
        where the same stands too, `say` is said of it on the line below. Without `say` it is
        something to be looked at for a while: no spans then bring back what was there before.

        Scrolls to the first only when none of them is to be seen, and not at all where the resume
        was opened at a remembered place; never takes the focus.
        """
        if say is not None:
            self._sighting, self._seen = say, (tuple(spans), tuple(others))
        elif not spans:
            spans, others = self._seen
        self.main.show_evidence(spans, others)
        self._show_foot()

    def show_evidence_beside(self, spans: Sequence[range], others: Sequence[range] = ()) -> None:
        """Outlines where a value stands in the stored resume, while it is seen beside the other."""
        if self.pair.is_both and self.pair.other is not None:
            self.pair.other.viewer.show_evidence(spans, others)

    def show_target(self, deed: str) -> None:
        """Another field is in front: says what is done with a selection there ("Use in Phone"),
        empty for none. What was said of the one before is taken back."""
        self.foot.show_target(deed)
        self.main.holds_still = False
        if self.pair.other is not None:
            self.pair.other.viewer.holds_still = False
        if self._said is not None:
            self._said = None
            self._show_foot()

    def say(self, say: Say, offer: str = "") -> None:
        """Says on the line below what became of a pick, until something else is looked at."""
        self._said = (say, offer)
        focused = QApplication.focusWidget()
        if focused is not None and self.foot.isAncestorOf(focused):
            # The buttons of the selection go, and the focus would be anywhere.
            self.canvas.setFocus()
        self.canvas.select(self.canvas.caret, self.canvas.caret)
        self._show_foot()

    def add_below(self, widget: QWidget) -> None:
        """Puts a bar of somebody else's below everything."""
        self._column.addWidget(widget)

    @property
    def selected(self) -> Picked | None:
        """What is selected now."""
        return self._active.selected

    def pick(self) -> None:
        """Says what is selected to be picked, as Enter does."""
        picked = self.selected
        if picked is not None:
            self.picked.emit(picked)

    def ask_other(self) -> None:
        """Says what is selected to be wanted in a field that is to be chosen."""
        picked = self.selected
        if picked is not None:
            self.other_asked.emit(picked)

    def _carry(self, where: QPoint, *, dropped: bool) -> None:
        picked = self.selected
        if picked is not None:
            (self.dropped if dropped else self.dragged).emit(picked, where)

    def scroll_page(self, by: int) -> None:
        """Scrolls almost a page down (1) or up (-1); the focus stays where it is."""
        self.canvas.scroll_page(by)

    def show_next(self) -> None:
        """Shows the staged one, then both, then the stored one, and so on; says which."""
        view = self._view
        if len(view.sources) < 2:
            return
        if self.pair.is_both:
            self._choose(Source.STORED)
        elif view.source is Source.STORED or self._beside is None:
            others = (source for source in Source if source is not view.source)
            self._choose(next(others))
        else:
            self._choose_both()
        announce(self, self.bar.told_source())

    def open_search(self) -> None:
        """Shows the search line and puts the caret there."""
        self._search.open(self._active)

    # --- making ------------------------------------------------------------------------------

    def _compose(self) -> None:
        line = QFrame()
        line.setProperty("look", "hairline")
        line.setFixedHeight(1)
        foot_line = QFrame()
        foot_line.setProperty("look", "hairline")
        foot_line.setFixedHeight(1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.search)
        column.addWidget(line)
        column.addWidget(self.pair, 1)
        column.addWidget(foot_line)
        column.addWidget(self.foot)
        self._foot_line = foot_line
        self.setMinimumWidth(280)
        self.setFocusProxy(self.main)

    def _connect(self) -> None:
        self._follow(self.main)
        self.main.canvas.word_clicked.connect(self.word_clicked)
        self.bar.source_chosen.connect(self._choose)
        self.bar.both_chosen.connect(self._choose_both)
        self.bar.zoom_asked.connect(lambda by: self.canvas.step_zoom(by))
        self.bar.fit_asked.connect(lambda: self.canvas.set_zoom(None))
        self.bar.search_asked.connect(self.open_search)
        self.bar.open_asked.connect(lambda: self._active.open_outside())
        self.foot.use_asked.connect(self.pick)
        self.foot.other_asked.connect(self.ask_other)
        self.foot.offer_taken.connect(self.offer_taken)
        self.foot.copy_asked.connect(lambda: self.canvas.copy())

    def _follow(self, viewer: ResumeViewer) -> None:
        """Hears what happens in one of the two."""
        canvas = viewer.canvas
        viewer.turned.connect(lambda: self._on_turned(viewer))
        viewer.shown.connect(self._show)
        viewer.text_came.connect(lambda: self._on_text(viewer))
        viewer.moved.connect(self._show_place)
        canvas.entered.connect(lambda: self._go_to(viewer))
        canvas.selection_changed.connect(lambda: self._on_selected(viewer))
        canvas.use_asked.connect(self.pick)
        canvas.search_asked.connect(self.open_search)
        canvas.dragged.connect(lambda where: self._carry(where, dropped=False))
        canvas.dropped.connect(lambda where: self._carry(where, dropped=True))
        canvas.drag_ended.connect(self.drag_ended)
        canvas.menu_asked.connect(self._show_menu)

    # --- one or both -------------------------------------------------------------------------

    def _choose(self, source: Source) -> None:
        self._wants_both = False
        self._view.choose(source)
        self._show()

    def _choose_both(self) -> None:
        """Shows the stored one too; what is picked and looked up stays the staged one's."""
        self._wants_both = True
        self._view.choose(Source.STAGED)
        self._show()

    def _made_beside(self) -> ResumeViewer:
        assert self._beside is not None
        viewer = ResumeViewer(self._beside, self._tasks, self._notices, "beside")
        self._follow(viewer)
        viewer.canvas.word_clicked.connect(self.word_clicked_beside)
        return viewer

    def _arrange(self) -> None:
        """Shows both where that is wanted and there are two; what is not shown is closed."""
        view, beside = self._view, self._beside
        if beside is None:
            return
        both = self._wants_both and len(view.sources) > 1 and view.source is Source.STAGED
        if not both:
            self._go_to(self.main)
        self.pair.show_both(both)
        beside.show_session(view.session if both else None)
        for captioned in (self.pair.main, self.pair.other):
            if both and captioned is not None:
                viewer = captioned.viewer
                captioned.caption.show_file(
                    viewer.view.source,
                    viewer.view.name,
                    viewer.page_count,
                    is_active=viewer is self._active,
                )

    def _go_to(self, viewer: ResumeViewer) -> None:
        """The person is in that one now: zoom, search and what is picked are its."""
        if viewer is self._active:
            return
        before, self._active = self._active, viewer
        self._search.hide()
        before.canvas.select(before.canvas.caret, before.canvas.caret)
        self._show()
        self._show_foot()

    # --- showing -----------------------------------------------------------------------------

    def _show(self) -> None:
        self._arrange()
        view, active = self._view, self._active
        self.bar.setVisible(view.state not in (State.NOBODY, State.NONE))
        self.bar.show_file(view.name, view.source, view.sources, both=self.pair.is_both)
        self.bar.set_ready(active.is_ready, can_open=active.view.can_open_outside)
        # Its room is there before the pages come: they are not to be moved by it.
        has_foot = view.state in (State.WAITING, State.LOADING, State.READY)
        self.foot.setVisible(has_foot)
        self._foot_line.setVisible(has_foot)
        self._show_place()

    def _on_turned(self, viewer: ResumeViewer) -> None:
        """Another document, or none: nothing is known of it yet."""
        self._search.forget(viewer)
        if viewer is self.main:
            self._sighting, self._said = Say(), None
            self._seen = ((), ())
        self._show_foot()

    def _on_text(self, viewer: ResumeViewer) -> None:
        self._search.again(viewer)
        self._show_foot()

    def _show_place(self) -> None:
        active = self._active
        if active.is_ready:
            self.bar.show_page(active.canvas.page + 1, active.page_count)
            self.bar.show_zoom(active.canvas.zoom, fitted=active.canvas.is_fitted)

    def _show_foot(self) -> None:
        picked, foot = self.selected, self.foot
        if picked is not None:
            foot.show_selection(" ".join(picked.text.split()))
        elif self._said is not None:
            foot.show_words(*self._said)
        else:
            foot.show_words(self._sighting if self._sighting.text else self._about_file())

    def _on_selected(self, viewer: ResumeViewer) -> None:
        if viewer.canvas.selection:
            self._go_to(viewer)
            self._said = None
        self._show_foot()

    def _about_file(self) -> Say:
        """What is to be known of the file, while there is nothing else to say."""
        document, text = self._active.view.document, self._active.view.text
        if document is None:
            return Say()
        if text is None:
            return Say(_("Reading its text…"))
        if not text.has_text:
            said = _("This resume is a picture: it has no text to pick, but here it is.")
            return Say(said, "warning", "warning", "warning")
        notes = " ".join(note.sentence for note in text.notes)
        return Say(notes or _("Select text to put it into a field."))

    def _show_menu(self, where: QPoint) -> None:
        """What can be done with what is selected, and with the resume."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        has_selection = self.selected is not None
        if deed := self.foot.deed:
            menu.addAction(plain(deed), self.pick).setEnabled(has_selection)
        menu.addAction(plain(_("Use as…")), self.ask_other).setEnabled(has_selection)
        menu.addAction(plain(_("Copy")), self.canvas.copy).setEnabled(has_selection)
        menu.addSeparator()
        search = menu.addAction(plain(_("Search in the resume")), self.open_search)
        search.setEnabled(self._active.is_ready)
        outside = menu.addAction(plain(_("Open in viewer…")), self._active.open_outside)
        outside.setEnabled(self._active.view.can_open_outside)
        menu.popup(where)

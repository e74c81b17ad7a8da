"""The resume beside the form: read, searched, and picked from.

The panel shows what `ResumeView` has; it draws pages as they are looked at, tells what cannot be
shown, and says which text the person picked. What becomes of that is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.errors import RedlineError
from gui.i18n import _
from gui.services.notices import Notices, Offer, Tone
from gui.services.reading import CannotShow, OpenResume, Reason
from gui.services.resume_view import ResumeView, State
from gui.services.tasks import Tasks
from gui.views.announce import announce
from gui.views.links import open_file
from gui.views.panels.pages import MiddlePage
from gui.views.panels.resume_bars import ResumeBar, SearchLine
from gui.views.panels.resume_canvas import ResumeCanvas
from gui.views.panels.resume_flow import FlowSheet
from gui.views.panels.resume_foot import ResumeFoot, Say
from gui.views.panels.resume_paper import PaperSheet
from gui.views.panels.resume_sheet import MarkKind
from gui.views.text import plain
from gui.views.theme import Space

IMAGES: Final = "resume pages"
_OPEN: Final = "resume in viewer"
_LONGEST_PICK: Final = 100_000


@dataclass(frozen=True, slots=True)
class Picked:
    """A piece of the resume that the person wants: its range, and the text as it is copied."""

    span: range
    text: str


class ResumePanel(QWidget):
    """Signals: `picked(Picked)` when the person wants what is selected in the field in front, by
    Enter or by the button; `other_asked(Picked)` when the person wants to choose the field;
    `word_clicked(offset)` when a word is clicked, an offset of the text; `offer_taken()` when
    what is offered on the line below is wanted.

    What is selected can be dragged to a field: `dragged(Picked, QPoint)` while it is over a
    place of the screen, `dropped(Picked, QPoint)` when it is let go there, `drag_ended()` after
    that, and when it is given up. Which field stands there is not this panel's to know.
    """

    picked = Signal(object)
    other_asked = Signal(object)
    word_clicked = Signal(int)
    offer_taken = Signal()
    dragged = Signal(object, QPoint)
    dropped = Signal(object, QPoint)
    drag_ended = Signal()

    def __init__(
        self, view: ResumeView, tasks: Tasks, notices: Notices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("resume_panel")
        self.setAccessibleName(_("Resume"))
        self._view = view
        self._tasks = tasks
        self._notices = notices
        self._document: OpenResume | None = None
        self._hits: tuple[range, ...] = ()
        self._hit = -1
        self._holds_still = False
        """Whether it was opened where somebody had read on, and nobody has moved since."""
        self._sighting = Say()
        self._seen: tuple[Sequence[range], Sequence[range]] = ((), ())
        self._said: tuple[Say, str] | None = None
        self.bar = ResumeBar()
        self.search = SearchLine()
        self.canvas = ResumeCanvas()
        self.foot = ResumeFoot()
        self.message = MiddlePage("resume", "quiet")
        self._loading = _Loading()
        self._compose()
        self._connect()
        self._show()

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
        self.canvas.mark(MarkKind.EVIDENCE, spans)
        self.canvas.mark(MarkKind.ALSO, others)
        is_seen = any(self.canvas.shows(span) for span in (*spans, *others))
        if spans and not is_seen and not self._holds_still:
            self.canvas.reveal(spans[0])
        self._show_foot()

    def show_target(self, deed: str) -> None:
        """Another field is in front: says what is done with a selection there ("Use in Phone"),
        empty for none. What was said of the one before is taken back."""
        self.foot.show_target(deed)
        self._holds_still = False
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
        span, text = self.canvas.selection, self._view.text
        if not span or text is None:
            return None
        piece = text.piece(span.start, min(span.stop, span.start + _LONGEST_PICK))
        return Picked(span, piece) if piece else None

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

    def open_search(self) -> None:
        """Shows the search line and puts the caret there."""
        if self._view.state is not State.READY:
            return
        if self.search.isHidden():
            self._show_search(True)
            picked = self.selected
            if picked is not None and "\n" not in picked.text and len(picked.text) < 60:
                self.search.input.setText(picked.text)
            self._search()
        self.search.input.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.input.selectAll()

    # --- making ------------------------------------------------------------------------------

    def _compose(self) -> None:
        line = QFrame()
        line.setProperty("look", "hairline")
        line.setFixedHeight(1)
        foot_line = QFrame()
        foot_line.setProperty("look", "hairline")
        foot_line.setFixedHeight(1)
        reading = QWidget()
        inner = QVBoxLayout(reading)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.canvas, 1)
        inner.addWidget(foot_line)
        inner.addWidget(self.foot)
        self._pages = QStackedWidget()
        for page in (reading, self.message, self._loading):
            self._pages.addWidget(page)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.search)
        column.addWidget(line)
        column.addWidget(self._pages, 1)
        self.search.hide()
        self.setMinimumWidth(280)
        self.setFocusProxy(self.canvas)

    def _connect(self) -> None:
        view, canvas = self._view, self.canvas
        view.changed.connect(self._show)
        view.text_came.connect(self._take_text)
        canvas.images_wanted.connect(self._draw)
        canvas.selection_changed.connect(self._on_selected)
        canvas.use_asked.connect(self.pick)
        canvas.word_clicked.connect(self.word_clicked)
        canvas.search_asked.connect(self.open_search)
        canvas.moved.connect(self._on_moved)
        canvas.dragged.connect(lambda where: self._carry(where, dropped=False))
        canvas.dropped.connect(lambda where: self._carry(where, dropped=True))
        canvas.drag_ended.connect(self.drag_ended)
        canvas.menu_asked.connect(self._show_menu)
        self.bar.source_chosen.connect(view.choose)
        self.bar.zoom_asked.connect(canvas.step_zoom)
        self.bar.fit_asked.connect(lambda: canvas.set_zoom(None))
        self.bar.search_asked.connect(self.open_search)
        self.bar.open_asked.connect(self._open_outside)
        self.search.wanted.connect(lambda: self._search())
        self.search.step_asked.connect(self._step)
        self.search.closed.connect(self._close_search)
        self.foot.use_asked.connect(self.pick)
        self.foot.other_asked.connect(self.ask_other)
        self.foot.offer_taken.connect(self.offer_taken)
        self.foot.copy_asked.connect(canvas.copy)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._view.want()

    # --- showing -----------------------------------------------------------------------------

    def _show(self) -> None:
        view = self._view
        state = view.state
        has_file = state not in (State.NOBODY, State.NONE)
        self.bar.setVisible(has_file)
        self.bar.show_file(view.name, view.source, view.sources)
        self.bar.set_ready(state is State.READY, can_open=view.can_open_outside)
        if view.document is not self._document or state is not State.READY:
            self._take_document()
        if state is State.READY:
            self._pages.setCurrentIndex(0)
            self._on_moved()
        elif state in (State.WAITING, State.LOADING):
            self._pages.setCurrentIndex(2)
            if state is State.WAITING and self.isVisible():
                view.want()
        else:
            self._show_message(state)
            self._pages.setCurrentIndex(1)

    def _take_document(self) -> None:
        """Shows another document, or none, from where the person was in it."""
        view = self._view
        self._tasks.cancel(IMAGES)
        self._document = view.document if view.state is State.READY else None
        self._hits, self._hit = (), -1
        self._sighting, self._said = Say(), None
        self._seen = ((), ())
        self._holds_still = view.spot.position > 0
        if self._document is None:
            self._show_search(False)
            self.canvas.show_sheet(None)
            return
        if self._document.is_flowing:
            assert view.text is not None
            self.canvas.show_sheet(FlowSheet(view.text), view.spot)
        else:
            sheet = PaperSheet(self._document.pages)
            if view.text is not None:
                sheet.set_text(view.text)
            self.canvas.show_sheet(sheet, view.spot)
        self._start_drawing()
        self._show_foot()

    def _take_text(self) -> None:
        sheet = self.canvas.sheet
        if isinstance(sheet, PaperSheet) and self._view.text is not None:
            sheet.set_text(self._view.text)
            self.canvas.text_came()
            if not self.search.isHidden():
                self._search()
        self._show_foot()

    def _show_foot(self) -> None:
        picked, foot = self.selected, self.foot
        if picked is not None:
            foot.show_selection(" ".join(picked.text.split()))
        elif self._said is not None:
            foot.show_words(*self._said)
        else:
            foot.show_words(self._sighting if self._sighting.text else self._about_file())

    def _on_selected(self) -> None:
        if self.canvas.selection:
            self._said = None
        self._show_foot()

    def _about_file(self) -> Say:
        """What is to be known of the file, while there is nothing else to say."""
        document, text = self._view.document, self._view.text
        if document is None:
            return Say()
        if text is None:
            return Say(_("Reading its text…"))
        if not text.has_text:
            said = _("This resume is a picture: it has no text to pick, but here it is.")
            return Say(said, "warning", "warning", "warning")
        return Say(" ".join(note.sentence for note in text.notes))

    def _show_message(self, state: State) -> None:
        view, message = self._view, self.message
        offers: list[Offer] = []
        if view.can_open_outside:
            offers.append(Offer(_("Open in viewer…"), self._open_outside))
        if state is State.NOBODY:
            title, text = _("No candidate"), _("Open a candidate to see the resume.")
        elif state is State.NONE:
            title, text = _("No resume"), _("Drop a file anywhere in the window to add one.")
        elif state is State.LOCKED:
            title = _("A password protects this resume")
            text = _("It cannot be read here. The system’s viewer can ask for the password.")
        elif state is State.FAILED:
            title, text = _("The resume could not be fetched"), view.sentence
            offers.insert(0, Offer(_("Try again"), view.retry))
        else:
            title, text = _("Not to be read here"), view.sentence
        message.show_text(title, text)
        message.show_offers(offers)
        if state in (State.LOCKED, State.FAILED, State.REFUSED) and self.isVisible():
            announce(self, f"{title}. {text}")

    def _on_moved(self) -> None:
        sheet = self.canvas.sheet
        if sheet is None or self._view.state is not State.READY:
            return
        pages = sheet.page_count if isinstance(sheet, PaperSheet) else 0
        self.bar.show_page(self.canvas.page + 1, pages)
        is_fitted = self.canvas.is_fitted
        self.bar.show_zoom(self.canvas.zoom, fitted=is_fitted)
        if self._document is self._view.document:
            self._view.remember(self.canvas.spot)

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
        search.setEnabled(self._view.state is State.READY)
        outside = menu.addAction(plain(_("Open in viewer…")), self._open_outside)
        outside.setEnabled(self._view.can_open_outside)
        menu.popup(where)

    # --- pictures of pages -------------------------------------------------------------------

    def _draw(self) -> None:
        if self._document is not None and not self._tasks.running(IMAGES):
            self._start_drawing()

    def _start_drawing(self) -> None:
        if self._document is not None and self.canvas.next_wish() is not None:
            self._tasks.start(self._drawn(self._document), name=IMAGES, key=IMAGES)

    async def _drawn(self, document: OpenResume) -> None:
        """Draws one picture after the other until nothing is missing."""
        while document is self._document and (wish := self.canvas.next_wish()) is not None:
            try:
                image = await document.page_image(wish.number, wish.scale, wish.piece)
            except CannotShow as error:
                if error.reason is Reason.CLOSED:
                    return
                image = None
            if document is self._document:
                self.canvas.put_image(wish, image)

    # --- search ------------------------------------------------------------------------------

    def _show_search(self, shown: bool) -> None:
        """Shows the line or hides it; what is read stays where it is on the screen."""
        if shown is not self.search.isHidden():
            return
        height = self.search.sizeHint().height()
        bar = self.canvas.verticalScrollBar()
        at = bar.value()
        self.search.setVisible(shown)
        if at:
            bar.setValue(at + (height if shown else -height))
        if not shown:
            self._hits, self._hit = (), -1
            self.canvas.mark(MarkKind.FOUND, ())
            self.canvas.mark(MarkKind.HERE, ())

    def _close_search(self) -> None:
        here = self._hits[self._hit] if self._hits else None
        self._show_search(False)
        if here is not None:
            self.canvas.select(here.start, here.stop)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _search(self) -> None:
        text = self._view.text
        self._hits = text.find(self.search.input.text()) if text is not None else ()
        start = self.canvas.selection.start
        after = (at for at, hit in enumerate(self._hits) if hit.start >= start)
        self._hit = next(after, 0 if self._hits else -1)
        self.canvas.mark(MarkKind.FOUND, self._hits)
        self._show_hit()

    def _step(self, by: int) -> None:
        if self._hits:
            self._hit = (self._hit + by) % len(self._hits)
            self._show_hit()

    def _show_hit(self) -> None:
        here = (self._hits[self._hit],) if self._hits else ()
        self.canvas.mark(MarkKind.HERE, here)
        self.search.show_count(self._hit + 1, len(self._hits))
        if here:
            self.canvas.reveal(here[0])
        announce(self.search, self.search.count.text())

    # --- the system's viewer -----------------------------------------------------------------

    def _open_outside(self) -> None:
        self._tasks.start(self._opened_outside(), name=_OPEN, key=_OPEN, replace=False)

    async def _opened_outside(self) -> None:
        try:
            path = await self._view.lay_out()
            if not open_file(path):
                text = _("The system has no program to open this file with.")
                self._notices.tell(text, Tone.WARNING)
        except RedlineError as error:
            self._notices.tell_error(error)


class _Loading(QWidget):
    """The shape of a page that is coming."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Loading the resume"))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.M)
        for height, shares in ((20, (3, 4)), (12, (2, 5)), (0, (0, 1)), *[(12, s) for s in _LINES]):
            row = QHBoxLayout()
            bar = QFrame()
            bar.setFixedHeight(height or Space.S)
            if height:
                bar.setProperty("look", "skeleton")
            bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            row.addWidget(bar, shares[0])
            row.addStretch(shares[1])
            column.addLayout(row)
        column.addStretch(1)


_LINES: Final = ((9, 1), (8, 2), (10, 0), (6, 4), (9, 1), (10, 0), (4, 6))

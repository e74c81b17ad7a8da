"""One resume, as far as it has come: its pages or its text, what is being loaded, or why it cannot
be shown.

It shows what one `ResumeView` has and draws pages as they are looked at. What is picked from it,
searched in it and said of it is the panel's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from gui.errors import RedlineError
from gui.i18n import _
from gui.services.notices import Notices, Offer, Tone
from gui.services.reading import CannotShow, OpenResume, Reason
from gui.services.resume_view import Looks, ResumeView, State
from gui.services.tasks import Tasks
from gui.views.announce import announce
from gui.views.links import open_file
from gui.views.panels.pages import MiddlePage
from gui.views.panels.resume_canvas import ResumeCanvas
from gui.views.panels.resume_flow import FlowSheet
from gui.views.panels.resume_paper import PaperSheet, first_look
from gui.views.panels.resume_sheet import MarkKind
from gui.views.theme import Space

IMAGES: Final = "resume pages"
_OPEN: Final = "resume in viewer"
_LONGEST_PICK: Final = 100_000


@dataclass(frozen=True, slots=True)
class Picked:
    """A piece of the resume that the person wants: its range, and the text as it is copied."""

    span: range
    text: str


class ResumeViewer(QWidget):
    """Signals: `turned()` when another document, or none, is shown, with nothing selected or
    marked; `shown()` when the state is another; `text_came()` when the text lies on the pages;
    `moved()` when another place or zoom is shown."""

    turned = Signal()
    shown = Signal()
    text_came = Signal()
    moved = Signal()

    def __init__(
        self,
        view: ResumeView,
        tasks: Tasks,
        notices: Notices,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.view = view
        self._tasks = tasks
        self._notices = notices
        self._images = f"{IMAGES}: {name}"
        self._document: OpenResume | None = None
        self.holds_still = False
        """Whether it was opened where somebody had read on, and nobody has moved since."""
        self.canvas = ResumeCanvas()
        self.message = MiddlePage("resume", "quiet")
        self._loading = _Loading()
        self._pages = QStackedWidget()
        for page in (self.canvas, self.message, self._loading):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.setFocusProxy(self.canvas)
        view.changed.connect(self.refresh)
        view.text_came.connect(self._take_text)
        view.draw_first(self._looks)
        self.canvas.images_wanted.connect(self._draw)
        self.canvas.moved.connect(self._on_moved)
        self.refresh()

    # --- what others use ---------------------------------------------------------------------

    @property
    def is_ready(self) -> bool:
        return self.view.state is State.READY

    @property
    def selected(self) -> Picked | None:
        """What is selected now."""
        span, text = self.canvas.selection, self.view.text
        if not span or text is None:
            return None
        piece = text.piece(span.start, min(span.stop, span.start + _LONGEST_PICK))
        return Picked(span, piece) if piece else None

    @property
    def page_count(self) -> int:
        """How many pages are shown; 0 where there are none."""
        sheet = self.canvas.sheet
        return sheet.page_count if isinstance(sheet, PaperSheet) and self.is_ready else 0

    def show_evidence(self, spans: Sequence[range], others: Sequence[range]) -> None:
        """Outlines where a value stands, and `others` where the same stands too.

        Scrolls to the first only when none of them is to be seen, and not at all where the resume
        was opened at a remembered place.
        """
        canvas = self.canvas
        canvas.mark(MarkKind.EVIDENCE, spans)
        canvas.mark(MarkKind.ALSO, others)
        is_seen = any(canvas.shows(span) for span in (*spans, *others))
        if spans and not is_seen and not self.holds_still:
            canvas.reveal(spans[0])

    def open_outside(self) -> None:
        """Opens the file in the system's viewer."""
        self._tasks.start(self._opened_outside(), name=_OPEN, key=_OPEN, replace=False)

    def refresh(self) -> None:
        """Shows what the view has now."""
        view, state = self.view, self.view.state
        if view.document is not self._document or state is not State.READY:
            self._take_document()
        if state is State.READY:
            self._pages.setCurrentWidget(self.canvas)
            self._on_moved()
        elif state in (State.WAITING, State.LOADING):
            self._pages.setCurrentWidget(self._loading)
            if state is State.WAITING and self.isVisible():
                view.want()
        else:
            self._show_message(state)
            self._pages.setCurrentWidget(self.message)
        self.shown.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.view.want()

    # --- showing -----------------------------------------------------------------------------

    def _take_document(self) -> None:
        """Shows another document, or none, from where the person was in it."""
        view = self.view
        self._tasks.cancel(self._images)
        self._document = view.document
        self.holds_still = view.spot.position > 0
        if self._document is None:
            self.canvas.show_sheet(None)
        elif self._document.is_flowing:
            assert view.text is not None
            self.canvas.show_sheet(FlowSheet(view.text), view.spot)
        else:
            sheet = PaperSheet(self._document.pages)
            if view.text is not None:
                sheet.set_text(view.text)
            self.canvas.show_sheet(sheet, view.spot)
            self._start_drawing()
        self.turned.emit()

    def _take_text(self) -> None:
        sheet = self.canvas.sheet
        if isinstance(sheet, PaperSheet) and self.view.text is not None:
            sheet.set_text(self.view.text)
            self.canvas.text_came()
        self.text_came.emit()

    def _show_message(self, state: State) -> None:
        view, message = self.view, self.message
        offers: list[Offer] = []
        if view.can_open_outside:
            offers.append(Offer(_("Open in viewer…"), self.open_outside))
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
        if self.canvas.sheet is None or not self.is_ready:
            return
        if self._document is self.view.document:
            self.view.remember(self.canvas.spot)
        self.moved.emit()

    # --- pictures of pages -------------------------------------------------------------------

    def _looks(self) -> Looks | None:
        """How the first page will be seen: in all of the room but for the scroll bar."""
        if not self.isVisible():
            return None
        bar = self.canvas.verticalScrollBar().sizeHint().width()
        return partial(first_look, self._pages.width() - bar, self.devicePixelRatioF())

    def _draw(self) -> None:
        if self._document is not None and not self._tasks.running(self._images):
            self._start_drawing()

    def _start_drawing(self) -> None:
        if self._document is not None and self.canvas.next_wish() is not None:
            self._tasks.start(self._drawn(self._document), name=IMAGES, key=self._images)

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

    # --- the system's viewer -----------------------------------------------------------------

    async def _opened_outside(self) -> None:
        try:
            path = await self.view.lay_out()
            if not open_file(path):
                text = _(
                    "The system has no program to open this file with. "
                    "Save it and open it elsewhere."
                )
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

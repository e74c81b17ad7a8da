"""The resume that is read, searched and picked from: one scrolled sheet, for pages and for text.

It knows the caret, the selection and what is marked, by offsets of the resume's text; how the
sheet looks is `resume_paper` and `resume_flow`'s, what mouse and keys mean `resume_pointer` and
`resume_keys`'s. It fetches nothing: `images_wanted` asks for the pictures that `next_wish` names.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from gui.i18n import _
from gui.services.reading import PageImage
from gui.services.resume_spots import Spot
from gui.views.accessible import told_as
from gui.views.panels.resume_keys import CaretKeys
from gui.views.panels.resume_paper import PaperSheet, Wish
from gui.views.panels.resume_pointer import Pointer
from gui.views.panels.resume_sheet import MarkKind, Marks, Sheet
from gui.views.panels.resume_told import ResumeTold
from gui.views.theme import LIGHT, Space, current_roles

ZOOMS: Final = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0)
_SLICE_SECONDS: Final = 0.012
_STEP: Final = 48


class ResumeCanvas(QAbstractScrollArea):
    """Signals: `images_wanted()`; `selection_changed()`; `use_asked()` when Enter is pressed on
    a selection; `word_clicked(offset)` when a word is clicked and nothing is selected by it;
    `search_asked()` for the slash key; `moved()` when another place or zoom is shown;
    `menu_asked(where)` for the context menu, by pointer or key, a place of the screen; `entered()`
    when the focus comes. For `dragged`, `dropped` and `drag_ended` see `ResumePanel`."""

    images_wanted = Signal()
    selection_changed = Signal()
    use_asked = Signal()
    word_clicked = Signal(int)
    search_asked = Signal()
    moved = Signal()
    dragged = Signal(QPoint)
    dropped = Signal(QPoint)
    drag_ended = Signal()
    menu_asked = Signal(QPoint)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("resume_canvas")
        self.setAccessibleName(_("Resume text"))
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # The room for the text is the same whether it scrolls or not: fitting must not swing.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setCornerWidget(QWidget())
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.horizontalScrollBar().valueChanged.connect(self._on_scrolled)
        self._sheet: Sheet | None = None
        self._zoom: float | None = None
        self._marks = Marks()
        self._spans: dict[MarkKind, tuple[range, ...]] = {}
        self._anchor = 0
        self._caret = 0
        self._pointer = Pointer(self)
        self._keys = CaretKeys(self)
        self._laying = QTimer(self)
        self._laying.setSingleShot(True)
        self._laying.timeout.connect(self._lay_more)
        self._spot: Spot | None = None
        self._is_moving = False

    # --- what is shown -----------------------------------------------------------------------

    @property
    def sheet(self) -> Sheet | None:
        return self._sheet

    @property
    def zoom(self) -> float:
        """The zoom in force; `is_fitted` tells whether it follows the width."""
        sheet = self._sheet
        if isinstance(sheet, PaperSheet):
            return sheet.zoom
        return self._zoom or 1.0

    @property
    def is_fitted(self) -> bool:
        return self._zoom is None

    @property
    def spot(self) -> Spot:
        """Where the person is."""
        if self._spot is not None:
            return self._spot
        position = self._sheet.position_at(self._top() + 1) if self._sheet is not None else 0.0
        return Spot(position if self._top() > 0 else 0.0, self._zoom)

    @property
    def page(self) -> int:
        """The number of the page that most is seen of, from 0."""
        if not isinstance(self._sheet, PaperSheet):
            return 0
        return self._sheet.page_at(self._top() + self.viewport().height() * 0.4)

    def show_sheet(self, sheet: Sheet | None, spot: Spot | None = None) -> None:
        """Shows another sheet from a spot on, with nothing selected or marked."""
        self._sheet = sheet
        self._marks, self._spans = Marks(), {}
        self._anchor = self._caret = 0
        self._pointer.forget()
        self._keys.forget()
        self._zoom = spot.zoom if spot is not None else None
        self._fit(spot or Spot())
        self.selection_changed.emit()

    def text_came(self) -> None:
        """The sheet has got its text: what is marked is looked up anew."""
        self._refresh_marks()

    def set_zoom(self, zoom: float | None) -> None:
        """Zooms around the middle of what is seen; None fits the width."""
        sheet = self._sheet
        if sheet is None or zoom == self._zoom:
            return
        spot, self._zoom = self.spot, zoom
        if not isinstance(sheet, PaperSheet):
            self._fit(Spot(spot.position, zoom))
            self.moved.emit()
            return
        middle = self._clip().center()
        position, share = sheet.position_at(middle.y()), middle.x() / sheet.width
        is_at_top = self._top() == 0
        self._fit(Spot(spot.position, zoom))
        size = self.viewport().size()
        self.horizontalScrollBar().setValue(round(share * sheet.width - size.width() / 2))
        if not is_at_top:
            self.verticalScrollBar().setValue(round(sheet.y_of(position) - size.height() / 2))
        self.moved.emit()

    def step_zoom(self, by: int) -> None:
        """To the next larger or smaller zoom."""
        now = self.zoom
        if by > 0:
            self.set_zoom(next((zoom for zoom in ZOOMS if zoom > now * 1.02), ZOOMS[-1]))
        else:
            self.set_zoom(next((zoom for zoom in ZOOMS[::-1] if zoom < now * 0.98), ZOOMS[0]))

    # --- pictures ----------------------------------------------------------------------------

    def scroll_page(self, by: int) -> None:
        """Scrolls by what is seen, but for a few lines to go on from: down (1) or up (-1)."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + by * (bar.pageStep() - _STEP))

    def next_wish(self) -> Wish | None:
        """The picture that is to be made next; None when there is none."""
        if isinstance(self._sheet, PaperSheet) and self.isVisible():
            return self._sheet.next_wish(self._clip(), self.devicePixelRatioF())
        return None

    def put_image(self, wish: Wish, image: PageImage | None) -> None:
        """Takes a picture; None where it cannot be made."""
        if isinstance(self._sheet, PaperSheet) and wish.number < self._sheet.page_count:
            changed = self._sheet.fail(wish) if image is None else self._sheet.put(wish, image)
            self.viewport().update(self._seen(changed).toAlignedRect().adjusted(-1, -1, 1, 1))

    # --- selection and marks -----------------------------------------------------------------

    @property
    def selection(self) -> range:
        """What is selected, as a range of the text."""
        return range(min(self._anchor, self._caret), max(self._anchor, self._caret))

    @property
    def anchor(self) -> int:
        """Where selecting began."""
        return self._anchor

    @property
    def caret(self) -> int:
        """Where the caret stands."""
        return self._caret

    @property
    def is_carrying(self) -> bool:
        """Whether what is selected is being dragged."""
        return self._pointer.is_dragging

    def put_down(self) -> None:
        """Ends the drag, as Esc does."""
        self._pointer.end_drag()

    def show_fate(self, takes: bool | None) -> None:
        """What would become of a drag where it is now, by the shape of the pointer; None where
        there is nothing to let it go on."""
        if self.is_carrying:
            shape = Qt.CursorShape.ForbiddenCursor
            if takes is not False:
                shape = Qt.CursorShape.DragCopyCursor
            if self.viewport().cursor().shape() is not shape:
                self.viewport().setCursor(shape)

    def is_selected(self, point: QPointF) -> bool:
        """Whether a point of the sheet lies on what is selected."""
        boxes = self._marks.boxes.get(MarkKind.SELECTION, ())
        return bool(self.selection) and any(box.contains(point) for box in boxes)

    def select(self, start: int, end: int) -> None:
        """Selects a range; the caret stands at its end."""
        if (start, end) != (self._anchor, self._caret):
            self._anchor, self._caret = start, end
            self._mark(MarkKind.SELECTION, (self.selection,) if start != end else ())
            self.viewport().update()
            self.selection_changed.emit()

    def mark(self, kind: MarkKind, spans: Sequence[range]) -> None:
        """Marks ranges of the text, in place of those that were marked so before."""
        if tuple(spans) != self._spans.get(kind, ()):
            self._mark(kind, tuple(spans))
            self.viewport().update()

    def marked(self, kind: MarkKind) -> tuple[range, ...]:
        return self._spans.get(kind, ())

    def shows(self, span: range) -> bool:
        """Whether the beginning of a range is to be seen."""
        rects = self._sheet.rects(span.start, span.stop) if self._sheet is not None else []
        return bool(rects) and self._clip().contains(rects[0].center())

    def reveal(self, span: range, *, share: float = 0.3) -> None:
        """Scrolls so that a range is seen, not at all when it is."""
        if self._sheet is None:
            return
        while not (rects := self._sheet.rects(span.start, max(span.stop, span.start + 1))):
            if self._sheet.advance(_SLICE_SECONDS):
                break
            self._set_ranges()
        if not rects and self._sheet.rows:
            # Behind the last letter, or in a gap, there is only the caret.
            rects = [self._sheet.caret(span.start)]
        if rects and not self._clip().adjusted(0, 8, 0, -8).contains(rects[0].center()):
            self._spot = None
            room = self.viewport().height()
            self.verticalScrollBar().setValue(round(rects[0].center().y() - room * share))
            left, width = self.horizontalScrollBar().value(), self.viewport().width()
            if not left < rects[0].center().x() < left + width:
                self.horizontalScrollBar().setValue(round(rects[0].left()) - Space.L)

    def copy(self) -> None:
        """Puts what is selected on the clipboard, as plain text."""
        if self._sheet is not None and self.selection:
            span = self.selection
            QGuiApplication.clipboard().setText(self._sheet.text[span.start : span.stop].strip())

    def _mark(self, kind: MarkKind, spans: tuple[range, ...]) -> None:
        self._spans[kind] = spans
        self._marks.boxes[kind] = self._sheet.all_rects(spans) if self._sheet is not None else []

    def _refresh_marks(self) -> None:
        for kind, spans in tuple(self._spans.items()):
            self._mark(kind, spans)
        self.viewport().update()

    # --- laying out --------------------------------------------------------------------------

    def _fit(self, spot: Spot) -> None:
        if self._sheet is None:
            self._set_ranges()
            self.viewport().update()
            return
        self._sheet.fit(self.viewport().width(), self._zoom)
        self._spot = spot
        self._lay_more()

    def _lay_more(self) -> None:
        if self._sheet is None:
            return
        is_done = self._sheet.advance(_SLICE_SECONDS)
        self._set_ranges()
        if self._spot is not None and (is_done or self._spot.position <= 0):
            y = self._sheet.y_of(self._spot.position) if self._spot.position > 0 else 0
            self._is_moving = True
            self.verticalScrollBar().setValue(round(y))
            self._is_moving = False
            self._spot = None
        self._refresh_marks()
        if not is_done:
            self._laying.start(0)
        self._on_scrolled()

    def _set_ranges(self) -> None:
        sheet, room = self._sheet, self.viewport().size()
        height = sheet.height + Space.L if sheet is not None else 0
        width = sheet.width if sheet is not None else 0
        for bar, length, seen in (
            (self.verticalScrollBar(), height, room.height()),
            (self.horizontalScrollBar(), width, room.width()),
        ):
            bar.setRange(0, max(round(length) - seen, 0))
            bar.setPageStep(seen)
            bar.setSingleStep(_STEP)

    def _on_scrolled(self) -> None:
        if not self._is_moving:
            self.viewport().update()
            self.images_wanted.emit()
            self.moved.emit()

    def _top(self) -> int:
        return self.verticalScrollBar().value()

    def _clip(self) -> QRectF:
        left = self.horizontalScrollBar().value()
        size = self.viewport().size()
        return QRectF(left, self._top(), size.width(), size.height())

    def _seen(self, rect: QRectF) -> QRectF:
        return rect.translated(-self.horizontalScrollBar().value(), -self._top())

    def point(self, position: QPointF) -> QPointF:
        """Where a point of the viewport is on the sheet."""
        return position + QPointF(self.horizontalScrollBar().value(), self._top())

    # --- events ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._sheet is None:
            return
        if event.oldSize().width() != event.size().width():
            self._fit(self.spot)
        else:
            self._set_ranges()
            self._on_scrolled()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.images_wanted.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            if event.type() == QEvent.Type.FontChange and self._sheet is not None:
                self._fit(self.spot)
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(current_roles().window))
        if self._sheet is None:
            return
        offset = QPointF(-self.horizontalScrollBar().value(), -self._top())
        painter.translate(offset)
        clip = QRectF(event.rect()).translated(-offset)
        painter.save()
        self._sheet.paint(painter, clip, self._marks)
        painter.restore()
        if self.hasFocus():
            self._paint_caret(painter)
            painter.resetTransform()
            painter.setPen(QPen(QColor(current_roles().focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def _paint_caret(self, painter: QPainter) -> None:
        if self._sheet is None or not self._sheet.rows:
            return
        caret = self._sheet.caret(self._caret)
        roles = LIGHT if isinstance(self._sheet, PaperSheet) else current_roles()
        painter.setPen(QPen(QColor(roles.accent), 2))
        painter.drawLine(caret.topLeft(), caret.bottomLeft())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    # --- mouse and keys, each a subject of its own -------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._keys.forget()
        self._pointer.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pointer.double_click(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pointer.release(event)

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._keys.wants(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        where = event.globalPos()
        if event.reason() is not QContextMenuEvent.Reason.Mouse and self._sheet is not None:
            caret = self._seen(self._sheet.caret(self._caret)).bottomLeft().toPoint()
            room = self.viewport().rect()
            where = self.viewport().mapToGlobal(caret if room.contains(caret) else room.center())
        self.menu_asked.emit(where)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            event.ignore()


told_as(QAccessible.Role.Document, ResumeCanvas, ResumeTold)

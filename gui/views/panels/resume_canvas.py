"""The resume that is read, searched and picked from: one scrolled sheet, for pages and for text.

It knows the caret, the selection and what is marked, by offsets of the resume's text; how the
sheet looks is `resume_paper` and `resume_flow`'s. It fetches nothing: `images_wanted` asks for
the pictures that `next_wish` names.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
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
from gui.services.resume_view import Spot
from gui.views.announce import announce
from gui.views.panels.resume_keys import SCROLLS, move_of, moved, zoom_of
from gui.views.panels.resume_paper import PaperSheet, Wish
from gui.views.panels.resume_sheet import MarkKind, Marks, Sheet
from gui.views.theme import LIGHT, Space, current_roles

ZOOMS: Final = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0)
_SLICE_SECONDS: Final = 0.012
_STEP: Final = 48


class ResumeCanvas(QAbstractScrollArea):
    """Signals: `images_wanted()`; `selection_changed()`; `use_asked()` when Enter is pressed on
    a selection; `word_clicked(offset)` when a word is clicked and nothing is selected by it;
    `search_asked()` for the slash key; `moved()` when another place or zoom is shown."""

    images_wanted = Signal()
    selection_changed = Signal()
    use_asked = Signal()
    word_clicked = Signal(int)
    search_asked = Signal()
    moved = Signal()
    dragged = Signal(QPoint)
    dropped = Signal(QPoint)
    drag_ended = Signal()

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
        self._wanted_x: float | None = None
        self._pressed: tuple[QPoint, range] | None = None
        self._grain = 1
        self._lifted: QPoint | None = None
        """Where a press on what is selected was: it may become a drag."""
        self._is_dragging = False
        self._last_double = QPoint()
        self._double_timer = QTimer(self)
        self._double_timer.setSingleShot(True)
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
        self._wanted_x = None
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

    def _point(self, position: QPointF) -> QPointF:
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

    # --- the mouse ---------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._sheet is None:
            return
        offset = self._sheet.offset_at(self._point(event.position()))
        if offset is None:
            return
        self._wanted_x = None
        where = event.position().toPoint()
        if self._double_timer.isActive() and (where - self._last_double).manhattanLength() < 6:
            span = self._sheet.row_range(offset)
            self._grain, self._pressed = 3, (where, span)
            self.select(span.start, span.stop)
            return
        if self._is_selected(self._point(event.position())):
            self._lifted = where
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._grain, self._pressed = 1, (where, range(self._anchor, self._anchor))
            self.select(self._anchor, offset)
            return
        self._grain, self._pressed = 1, (where, range(offset, offset))
        self.select(offset, offset)

    def _is_selected(self, point: QPointF) -> bool:
        boxes = self._marks.boxes.get(MarkKind.SELECTION, ())
        return bool(self.selection) and any(box.contains(point) for box in boxes)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._sheet is None:
            return
        where = event.position().toPoint()
        word = self._sheet.word_under(self._point(event.position()))
        if word is None:
            return
        self._grain, self._pressed = 2, (where, word)
        self._last_double = where
        self._double_timer.start(QGuiApplication.styleHints().mouseDoubleClickInterval())
        self.select(word.start, word.stop)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        if self._lifted is not None:
            self._drag(event)
            return
        point = self._point(event.position())
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            on_text = sheet.word_under(point) is not None
            shape = Qt.CursorShape.IBeamCursor if on_text else Qt.CursorShape.ArrowCursor
            if self._is_selected(point):
                shape = Qt.CursorShape.OpenHandCursor
            if self.viewport().cursor().shape() is not shape:
                self.viewport().setCursor(shape)
            return
        self._follow_beyond(event.position())
        offset = sheet.offset_at(point)
        if offset is None:
            return
        _where, start = self._pressed
        here = range(offset, offset)
        if self._grain == 2:
            here = sheet.word_of(offset)
        elif self._grain == 3:
            here = sheet.row_range(offset)
        if here.start < start.start:
            self.select(max(start.start, start.stop), here.start)
        else:
            self.select(start.start, max(here.stop, start.stop))

    def _drag(self, event: QMouseEvent) -> None:
        """Carries what is selected; inside the program, so that it is plain text and no more."""
        assert self._lifted is not None
        far = (event.position().toPoint() - self._lifted).manhattanLength()
        if not self._is_dragging and far < QGuiApplication.styleHints().startDragDistance():
            return
        if not self._is_dragging:
            self._is_dragging = True
            self.viewport().setCursor(Qt.CursorShape.DragCopyCursor)
        self.dragged.emit(event.globalPosition().toPoint())

    def _end_drag(self) -> None:
        was_dragging, self._is_dragging, self._lifted = self._is_dragging, False, None
        if was_dragging:
            self.viewport().unsetCursor()
            self.drag_ended.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._lifted is not None:
            if self._is_dragging:
                self.dropped.emit(event.globalPosition().toPoint())
            elif self._sheet is not None:
                offset = self._sheet.offset_at(self._point(event.position())) or 0
                self.select(offset, offset)
            self._end_drag()
            return
        pressed, self._pressed = self._pressed, None
        if pressed is None or self._sheet is None or self._grain != 1 or self.selection:
            return
        moved = (event.position().toPoint() - pressed[0]).manhattanLength()
        word = self._sheet.word_under(self._point(event.position()))
        if word is not None and moved < 4:
            self.word_clicked.emit(pressed[1].start)

    def _follow_beyond(self, position: QPointF) -> None:
        """Scrolls when a drag has left the room above or below."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if position.y() < 0:
            bar.setValue(bar.value() + max(round(position.y()), -_STEP))
        elif position.y() > height:
            bar.setValue(bar.value() + min(round(position.y() - height), _STEP))

    # --- the keyboard ------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (
                event.matches(QKeySequence.StandardKey.Copy)
                or event.matches(QKeySequence.StandardKey.SelectAll)
                or zoom_of(event)
            )
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sheet = self._sheet
        if sheet is None:
            event.ignore()
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select(0, len(sheet.text))
        elif (zoom := zoom_of(event)) is not None:
            self._zoom_by_key(zoom)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.selection:
            self.use_asked.emit()
        elif event.key() == Qt.Key.Key_Escape and self._is_dragging:
            self._end_drag()
        elif event.key() == Qt.Key.Key_Escape and (self.selection or self.marked(MarkKind.FOUND)):
            self.select(self._caret, self._caret)
            self.mark(MarkKind.FOUND, ())
            self.mark(MarkKind.HERE, ())
        elif event.text() == "/":
            self.search_asked.emit()
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Space):
            is_up = event.key() == Qt.Key.Key_PageUp
            is_up |= bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            bar = self.verticalScrollBar()
            step = bar.pageStep() - _STEP
            bar.setValue(bar.value() + (-step if is_up else step))
        elif not self._move_by_key(event):
            event.ignore()

    def _zoom_by_key(self, zoom: str) -> None:
        if zoom == "0":
            self.set_zoom(None)
        else:
            self.step_zoom(1 if zoom == "+" else -1)

    def _move_by_key(self, event: QKeyEvent) -> bool:
        found = move_of(event)
        if found is None or self._sheet is None:
            return False
        where, is_selecting = found
        if not self._sheet.rows:
            # A picture of a page has no caret: the arrows scroll.
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + SCROLLS.get(where, 0) * _STEP)
            return True
        if where in ("up", "down") and self._wanted_x is None:
            self._wanted_x = self._sheet.caret(self._caret).x()
        elif where not in ("up", "down"):
            self._wanted_x = None
        offset = moved(self._sheet, self._caret, where, self._wanted_x or 0.0)
        self.select(self._anchor if is_selecting else offset, offset)
        self.reveal(range(offset, offset), share=0.3 if where == "up" else 0.7)
        self._say_move(where, is_selecting)
        return True

    def _say_move(self, where: str, is_selecting: bool) -> None:
        """Tells a screen reader what the caret has come to, or what is selected."""
        if self._sheet is None:
            return
        span = self.selection
        if not is_selecting:
            is_line = where in ("up", "down", "start", "end")
            of = self._sheet.row_range if is_line else self._sheet.word_of
            span = of(self._caret)
        said = self._sheet.text[span.start : min(span.stop, span.start + 300)].strip()
        if said:
            announce(self, _("{text} selected").format(text=said) if is_selecting else said)

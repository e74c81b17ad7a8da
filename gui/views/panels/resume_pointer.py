"""What the mouse does in a resume: selecting by letters, words and rows, clicking, carrying.

The pointer knows presses and moves; what is selected and where things stand is the canvas's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent

if TYPE_CHECKING:
    from gui.views.panels.resume_canvas import ResumeCanvas

_NEAR: Final = 4
"""Logical pixels that the hand may move in a click."""
_STEP: Final = 48
_LETTERS, _WORDS, _ROWS = range(3)
"""By what a drag selects: after a press, after a double click, after a third one."""


class Pointer(QObject):
    """The mouse over one canvas, which passes its events on and is told by calls and signals."""

    def __init__(self, canvas: ResumeCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._pressed: tuple[QPoint, range] | None = None
        self._grain = _LETTERS
        self._lifted: QPoint | None = None
        """Where a press on what is selected was: it may become a drag."""
        self._is_dragging = False
        self._last_double = QPoint()
        self._double_timer = QTimer(self)
        self._double_timer.setSingleShot(True)
        self._clicked: int | None = None
        self._click_timer = QTimer(self)
        self._click_timer.setSingleShot(True)
        self._click_timer.timeout.connect(self._tell_click)

    @property
    def is_dragging(self) -> bool:
        """Whether what is selected is being carried."""
        return self._is_dragging

    def press(self, event: QMouseEvent) -> None:
        self._click_timer.stop()
        canvas = self._canvas
        if event.button() is not Qt.MouseButton.LeftButton or canvas.sheet is None:
            return
        point = canvas.point(event.position())
        offset = canvas.sheet.offset_at(point)
        if offset is None:
            return
        where = event.position().toPoint()
        if self._double_timer.isActive() and (where - self._last_double).manhattanLength() < 6:
            span = canvas.sheet.row_range(offset)
            self._grain, self._pressed = _ROWS, (where, span)
            canvas.select(span.start, span.stop)
            return
        if canvas.is_selected(point):
            self._lifted = where
            return
        start = offset
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            start = canvas.anchor
        self._grain, self._pressed = _LETTERS, (where, range(start, start))
        canvas.select(start, offset)

    def double_click(self, event: QMouseEvent) -> None:
        self._click_timer.stop()
        canvas = self._canvas
        if event.button() is not Qt.MouseButton.LeftButton or canvas.sheet is None:
            return
        where = event.position().toPoint()
        word = canvas.sheet.word_under(canvas.point(event.position()))
        if word is None:
            return
        self._lifted = None
        self._grain, self._pressed = _WORDS, (where, word)
        self._last_double = where
        self._double_timer.start(QGuiApplication.styleHints().mouseDoubleClickInterval())
        canvas.select(word.start, word.stop)

    def move(self, event: QMouseEvent) -> None:
        canvas = self._canvas
        sheet = canvas.sheet
        if sheet is None:
            return
        if self._lifted is not None:
            self._drag(event)
            return
        point = canvas.point(event.position())
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._show_shape(point)
            return
        self._follow_beyond(event.position())
        offset = sheet.offset_at(point)
        if offset is None:
            return
        _where, start = self._pressed
        here = range(offset, offset)
        if self._grain == _WORDS:
            here = sheet.word_of(offset)
        elif self._grain == _ROWS:
            here = sheet.row_range(offset)
        if here.start < start.start:
            canvas.select(max(start.start, start.stop), here.start)
        else:
            canvas.select(start.start, max(here.stop, start.stop))

    def release(self, event: QMouseEvent) -> None:
        canvas = self._canvas
        if self._lifted is not None:
            if self._is_dragging:
                canvas.dropped.emit(event.globalPosition().toPoint())
            elif canvas.sheet is not None:
                offset = canvas.sheet.offset_at(canvas.point(event.position())) or 0
                canvas.select(offset, offset)
            self.end_drag()
            return
        pressed, self._pressed = self._pressed, None
        if pressed is None or canvas.sheet is None or self._grain != _LETTERS or canvas.selection:
            return
        moved = (event.position().toPoint() - pressed[0]).manhattanLength()
        word = canvas.sheet.word_under(canvas.point(event.position()))
        if word is not None and moved < _NEAR:
            # The first half of a double click leads nowhere: its second half selects.
            self._clicked = pressed[1].start
            self._click_timer.start(QGuiApplication.styleHints().mouseDoubleClickInterval())

    def end_drag(self) -> None:
        """Lets go of what is carried, wherever it is."""
        was_dragging, self._is_dragging, self._lifted = self._is_dragging, False, None
        if was_dragging:
            self._canvas.viewport().unsetCursor()
            self._canvas.drag_ended.emit()

    def forget(self) -> None:
        """Another resume is shown: a click on the one before means nothing any more."""
        self._click_timer.stop()
        self._pressed = None
        self.end_drag()

    # --- inside ----------------------------------------------------------------------------

    def _tell_click(self) -> None:
        if self._clicked is not None:
            self._canvas.word_clicked.emit(self._clicked)

    def _show_shape(self, point: QPointF) -> None:
        canvas = self._canvas
        if canvas.sheet is None:
            return
        on_text = canvas.sheet.word_under(point) is not None
        shape = Qt.CursorShape.IBeamCursor if on_text else Qt.CursorShape.ArrowCursor
        if canvas.is_selected(point):
            shape = Qt.CursorShape.OpenHandCursor
        if canvas.viewport().cursor().shape() is not shape:
            canvas.viewport().setCursor(shape)

    def _drag(self, event: QMouseEvent) -> None:
        """Carries what is selected; inside the program, so that it is plain text and no more."""
        assert self._lifted is not None
        far = (event.position().toPoint() - self._lifted).manhattanLength()
        if not self._is_dragging and far < QGuiApplication.styleHints().startDragDistance():
            return
        if not self._is_dragging:
            self._is_dragging = True
            self._canvas.viewport().setCursor(Qt.CursorShape.DragCopyCursor)
        self._canvas.dragged.emit(event.globalPosition().toPoint())

    def _follow_beyond(self, position: QPointF) -> None:
        """Scrolls when a drag has left the room above or below."""
        bar, height = self._canvas.verticalScrollBar(), self._canvas.viewport().height()
        if position.y() < 0:
            bar.setValue(bar.value() + max(round(position.y()), -_STEP))
        elif position.y() > height:
            bar.setValue(bar.value() + min(round(position.y() - height), _STEP))

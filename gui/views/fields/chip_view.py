"""The set of chips: a list that wraps, walked by the arrow keys."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QMenu, QWidget

from gui.i18n import _
from gui.views.actions import Act
from gui.views.fields.chip_delegate import CROSS, ChipDelegate, chip_height
from gui.views.fields.chip_model import ChipModel
from gui.views.keymap import means
from gui.views.theme import Space, current_roles

_BLINKS: Final = 6
_BLINK_MS: Final = 120


class ChipView(QListView):
    """Chips side by side, as high as they need.

    Signals: `remove_asked(row)`; `renamed(row, text)`; `rewriting(text)` at each key in the line of
    a chip, empty when that closes; `moved(row, by)`; `left_behind()` when
    the arrow keys lead past the last chip; `typed(text)` for a letter on a chip;
    `focus_left(reason)`.
    """

    remove_asked = Signal(int)
    renamed = Signal(int, object)
    rewriting = Signal(str)
    moved = Signal(int, int)
    left_behind = Signal()
    typed = Signal(str)
    focus_left = Signal(object)

    def __init__(self, chips: ChipModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.can_edit = True
        self.hot_row = -1
        self.empty_text = ""
        self._chips = chips
        self._blinks_left = 0
        self._blink_rows: tuple[int, ...] = ()
        self._blinker = QTimer(self)
        self._blinker.setInterval(_BLINK_MS)
        self._blinker.timeout.connect(self._on_blink)
        self.setModel(chips)
        delegate = ChipDelegate(self)
        delegate.closeEditor.connect(self._on_line_closed)
        self.setItemDelegate(delegate)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setSpacing(Space.XS // 2)
        # The gap before the first chip is none: it begins where the line above does.
        self.setViewportMargins(-self.spacing(), 0, 0, 0)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        chips.modelReset.connect(self._on_reset)
        self._on_reset()

    def select(self, row: int) -> None:
        """Makes a chip the current one and gives the set the focus."""
        if self._chips.words:
            row = max(0, min(row, len(self._chips.words) - 1))
            self.setCurrentIndex(self._chips.index(row))
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def blink(self, rows: tuple[int, ...]) -> None:
        """Lets chips stand out a few times: they are there already."""
        self._blink_rows = rows
        self._blinks_left = _BLINKS
        self._on_blink()
        self._blinker.start()

    def cross_rect(self, chip: QRect) -> QRect:
        """The part of a chip's rectangle that removes it when it is clicked."""
        rect = QRect(0, 0, CROSS, chip.height())
        if self.isRightToLeft():
            rect.moveTopLeft(chip.topLeft() + QPoint(2, 0))
        else:
            rect.moveTopRight(chip.topRight() - QPoint(2, 0))
        return rect

    def edit_row(self, row: int) -> None:
        """Opens a chip's word for editing."""
        if self.can_edit and 0 <= row < len(self._chips.words):
            self.edit(self._chips.index(row))

    def set_can_edit(self, can_edit: bool) -> None:
        """Shows the crosses and listens to the keys that change something, or neither."""
        self.can_edit = can_edit
        self.scheduleDelayedItemsLayout()
        self._fit_height()

    # --- events ----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, row = event.key(), self.currentIndex().row()
        forward = Qt.Key.Key_Left if self.isRightToLeft() else Qt.Key.Key_Right
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        by = self._step_of(event)
        if event.matches(QKeySequence.StandardKey.Copy) and row >= 0:
            QGuiApplication.clipboard().setText(self._chips.words[row])
        elif by:
            if self.can_edit and row >= 0:
                self.moved.emit(row, by)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if self.can_edit and row >= 0:
                self.remove_asked.emit(row)
        elif means(event, Act.EDIT_WORD) or key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_row(row)
        elif key == Qt.Key.Key_Escape or (key == forward and row == len(self._chips.words) - 1):
            self.left_behind.emit()
        elif self.can_edit and event.text().isprintable() and event.text() and not alt:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters go to the line instead."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            row = self._cross_at(event.position().toPoint())
            if row >= 0:
                self.remove_asked.emit(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._cross_at(point) < 0:
            self.edit_row(self.indexAt(point).row())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._set_hot(self._cross_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._set_hot(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._chips.words:
            self.setCurrentIndex(self._chips.index(0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
        self.focus_left.emit(event.reason())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if index.isValid():
            self.setCurrentIndex(index)
            self.make_menu(index.row()).popup(event.globalPos())

    def make_menu(self, row: int) -> QMenu:
        """What can be done with a chip."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        word = self._chips.words[row]
        for text, act, writes in (
            (_("Change"), lambda: self.edit_row(row), True),
            (_("Copy"), lambda: QGuiApplication.clipboard().setText(word), False),
            (_("Remove"), lambda: self.remove_asked.emit(row), True),
        ):
            action = QAction(text, menu)
            action.setEnabled(self.can_edit or not writes)
            action.triggered.connect(act)
            menu.addAction(action)
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self._fit_height()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._chips.words and self.empty_text:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(current_roles().quiet))
            room = self.viewport().rect().adjusted(self.spacing(), 0, -self.spacing(), 0)
            elided = self.fontMetrics().elidedText(
                self.empty_text, Qt.TextElideMode.ElideRight, room.width()
            )
            painter.drawText(
                room, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, elided
            )

    # --- inside ----------------------------------------------------------------------------

    def _step_of(self, event: QKeyEvent) -> int:
        """Where a key moves the word to, 0 for none; an arrow moves it where it points."""
        by = means(event, Act.WORD_ON) - means(event, Act.WORD_BACK)
        is_arrow = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        return -by if is_arrow and self.isRightToLeft() else by

    def _cross_at(self, point: QPoint) -> int:
        index = self.indexAt(point)
        if not self.can_edit or not index.isValid():
            return -1
        return index.row() if self.cross_rect(self.visualRect(index)).contains(point) else -1

    def _set_hot(self, row: int) -> None:
        if row != self.hot_row:
            self.hot_row = row
            self.viewport().update()
            pointing = Qt.CursorShape.PointingHandCursor
            self.viewport().setCursor(pointing if row >= 0 else Qt.CursorShape.ArrowCursor)

    def _on_reset(self) -> None:
        self.hot_row = -1
        has_words = bool(self._chips.words)
        policy = Qt.FocusPolicy.StrongFocus if has_words else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        self._fit_height()

    def _fit_height(self) -> None:
        self.doItemsLayout()
        least = chip_height(self) + 2 * self.spacing()
        height = max(self.contentsSize().height(), least)
        if height != self.height():
            self.setFixedHeight(height)

    def _on_line_closed(self) -> None:
        self.rewriting.emit("")

    def _on_blink(self) -> None:
        self._blinks_left -= 1
        self._chips.blink(self._blink_rows if self._blinks_left % 2 else ())
        if self._blinks_left <= 0:
            self._blinker.stop()

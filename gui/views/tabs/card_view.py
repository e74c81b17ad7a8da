"""The list of cards: walked, opened and removed by keyboard, pointer and assistive technology.

A real list view, so that a list with named items is seen from outside. It is as high as its
cards and never scrolls by itself; what lies inside and between the cards (the open entry's
editors, entries that were removed) is laid over it by `gui.views.tabs.entry_list`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleTableModelChangeEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from gui.views.actions import Act
from gui.views.keymap import means
from gui.views.tabs.card_drag import CardDrag
from gui.views.tabs.card_model import CardModel

PAGE = 5
"""How many cards Page Up and Page Down walk: the view itself has no page."""

_Action = QAbstractItemView.CursorAction


class CardView(QListView):
    """Signals: `open_asked(ref)` for Enter, `toggle_asked(ref)` for a click, `chosen(ref)` when
    a card was chosen by neither keys nor pointer (assistive technology, a script);
    `close_asked()`, `remove_asked(ref)`, `copy_asked(ref)`; `moved(ref, by)` when a card was
    dragged elsewhere; `walked()` when another card is the current one; `seen(QRect)` when a card
    (view coordinates) is to be scrolled to, `near(QRect)` what is around the pointer of a drag.

    Walking with the arrow keys only walks.
    """

    open_asked = Signal(str)
    toggle_asked = Signal(str)
    chosen = Signal(str)
    close_asked = Signal()
    remove_asked = Signal(str)
    copy_asked = Signal(str)
    moved = Signal(str, int)
    near = Signal(QRect)
    walked = Signal()
    seen = Signal(QRect)

    def __init__(self, cards: CardModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = cards
        self._quiet = False
        self._hovered = -1
        self.texts_of: Callable[[QRect, int], QRect] = lambda area, _row: area
        """Where in the rectangle of a row the card's texts are; who paints them knows."""
        self.can_move = False
        """Whether cards may be dragged."""
        self.drag = CardDrag(self)
        self.setModel(cards)
        self.setProperty("look", "bare")
        self.setAccessibleName(name)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAutoScroll(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(self._clicked)
        for changed in (cards.rowsInserted, cards.rowsRemoved, cards.modelReset):
            changed.connect(self._be_a_stop)
        self._be_a_stop()

    def _be_a_stop(self) -> None:
        """A list without cards has no height: the focus would be on nothing that is seen."""
        stops = Qt.FocusPolicy.StrongFocus if self.cards.rowCount() else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(stops)

    @property
    def current_row(self) -> int:
        """The row of the current card, -1 when there is none."""
        return self.currentIndex().row()

    @property
    def hovered_row(self) -> int:
        """The row under the pointer, -1 when there is none."""
        return self._hovered

    def choose(self, row: int) -> None:
        """Makes a card the current one without opening it; -1 for none."""
        with self.unheard():
            if row < 0:
                self.clearSelection()
                self.setCurrentIndex(QModelIndex())
            else:
                self.setCurrentIndex(self.cards.index(row))

    @contextmanager
    def unheard(self) -> Iterator[None]:
        """Inside, a change of the current card opens nothing."""
        before, self._quiet = self._quiet, True
        try:
            yield
        finally:
            self._quiet = before

    # --- Qt's side -------------------------------------------------------------------------

    def dataChanged(
        self,
        top_left: QModelIndex | QPersistentModelIndex,
        bottom_right: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        # Not the list view's own, which lays out all rows anew: texts alter no height. And only
        # the texts are painted again, not what lies over an open card.
        for row in range(top_left.row(), bottom_right.row() + 1):
            self.viewport().update(self.texts_of(self.visualRect(self.cards.index(row)), row))
        if QAccessible.isActive():
            kind = QAccessibleTableModelChangeEvent.ModelChangeType.DataChanged
            told = QAccessibleTableModelChangeEvent(self, kind)
            told.setFirstRow(top_left.row())
            told.setLastRow(bottom_right.row())
            QAccessible.updateAccessibility(told)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.walked.emit()
        if not self._quiet and not selected.isEmpty():
            self._tell(self.chosen, selected.indexes()[0].row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, row = event.key(), self.current_row
        if event.matches(QKeySequence.StandardKey.Copy):
            self._tell(self.copy_asked, row)
        elif event.matches(QKeySequence.StandardKey.Paste):
            event.ignore()  # for whoever holds the list
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space):
            self._tell(self.open_asked, row)
        elif key == Qt.Key.Key_Escape:
            if not self.drag.cancel():
                self.close_asked.emit()
        elif means(event, Act.REMOVE_ENTRY):
            self._tell(self.remove_asked, row)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            with self.unheard():
                super().keyPressEvent(event)

    def moveCursor(
        self, cursor_action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        steps = {
            _Action.MoveUp: -1,
            _Action.MovePrevious: -1,
            _Action.MoveDown: 1,
            _Action.MoveNext: 1,
            _Action.MovePageUp: -PAGE,
            _Action.MovePageDown: PAGE,
        }
        last = self.cards.rowCount() - 1
        if cursor_action is _Action.MoveHome:
            return self.cards.index(0)
        if cursor_action is _Action.MoveEnd:
            return self.cards.index(last)
        row = self.current_row + steps.get(cursor_action, 0)
        return self.cards.index(max(0, min(last, row)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        with self.unheard():
            super().focusInEvent(event)
            if self.current_row >= 0 and not self.selectionModel().hasSelection():
                self.selectionModel().select(
                    self.currentIndex(), QItemSelectionModel.SelectionFlag.ClearAndSelect
                )
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.scrollTo(self.currentIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        with self.unheard():
            super().mousePressEvent(event)
        if self.can_move and event.button() is Qt.MouseButton.LeftButton:
            at = event.position().toPoint()
            self.drag.press(self.indexAt(at).row(), at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if event.buttons() & Qt.MouseButton.LeftButton and self.drag.move(at):
            return
        # Not to Qt's own: dragging over the cards would walk them.
        self._hover(self.indexAt(at).row())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.drag.row < 0:
            self.drag.cancel()
            super().mouseReleaseEvent(event)
            return
        moved = self.drag.release()
        card = self.cards.card(moved[0]) if moved is not None else None
        if moved is not None and card is not None:
            self.moved.emit(card.ref, moved[1])

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.drag.row >= 0:
            self.drag.paint(QPainter(self.viewport()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the form around it scrolls

    def scrollTo(
        self,
        index: QModelIndex,  # type: ignore[override]  # Qt's stub also names a persistent one
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        if index.isValid():
            self.seen.emit(self.visualRect(index))

    # --- inside ----------------------------------------------------------------------------

    def _clicked(self, index: QModelIndex) -> None:
        self._tell(self.toggle_asked, index.row())

    def _tell(self, signal: SignalInstance, row: int) -> None:
        if card := self.cards.card(row):
            signal.emit(card.ref)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

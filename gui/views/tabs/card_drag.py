"""Moving a card by the pointer: what is dragged, and between which cards it would come to lie.

No drag of the system's: a card does not leave its list, and files dragged over the window stay
the window's. Keys do the same by Alt and the arrows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QCursor, QPainter, QPen
from PySide6.QtWidgets import QApplication

from gui.views.theme import Space, current_roles

if TYPE_CHECKING:
    from gui.views.tabs.card_view import CardView

_SCROLL_MS: Final = 40
_NEAR: Final = 48
"""So much around the pointer is kept in view while a card is dragged, in logical pixels."""
_LINE: Final = 2


class CardDrag(QObject):
    """Follows the pointer from a press on a card to its release."""

    def __init__(self, view: CardView) -> None:
        super().__init__(view)
        self._view = view
        self._pressed: tuple[int, QPoint] | None = None
        self._row = -1
        self._gap = -1
        self._scroll = QTimer(self)
        self._scroll.setInterval(_SCROLL_MS)
        self._scroll.timeout.connect(self._keep_in_view)

    @property
    def row(self) -> int:
        """The row that is dragged, -1 when none is."""
        return self._row

    def press(self, row: int, at: QPoint) -> None:
        """The pointer went down on a card: it may be the beginning of a drag."""
        self._pressed = (row, at) if row >= 0 else None

    def move(self, at: QPoint) -> bool:
        """The pointer moved with its button down; whether a card is being dragged."""
        if self._row < 0:
            if self._pressed is None:
                return False
            row, start = self._pressed
            if (at - start).manhattanLength() < QApplication.startDragDistance():
                return False
            self._row = row
            self._scroll.start()
            self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._aim(at)
        return True

    def release(self) -> tuple[int, int] | None:
        """The pointer was let go: the row and how far it is to move; None for not at all."""
        row, by = self._row, self._by()
        self.cancel()
        return (row, by) if row >= 0 and by else None

    def cancel(self) -> bool:
        """Leaves everything where it is; whether something was being dragged."""
        was, self._row, self._gap, self._pressed = self._row >= 0, -1, -1, None
        if was:
            self._scroll.stop()
            self._view.viewport().unsetCursor()
            self._view.viewport().update()
        return was

    def paint(self, painter: QPainter) -> None:
        """Paints a line where the card would come to lie."""
        if self._row < 0 or not self._by():
            return
        y = self._line_at(self._gap)
        color = QColor(current_roles().focus)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color, _LINE))
        width = self._view.viewport().width()
        painter.drawLine(QPointF(Space.XS, y), QPointF(width - Space.XS, y))
        painter.setBrush(color)
        for x in (Space.XS, width - Space.XS):
            painter.drawEllipse(QPointF(x, y), _LINE + 1, _LINE + 1)

    # --- inside ----------------------------------------------------------------------------

    def _by(self) -> int:
        if self._row < 0 or self._gap < 0:
            return 0
        return (self._gap if self._gap <= self._row else self._gap - 1) - self._row

    def _aim(self, at: QPoint) -> None:
        gap = self._gap_at(at.y())
        if gap != self._gap:
            self._gap = gap
            self._view.viewport().update()

    def _gap_at(self, y: int) -> int:
        """Before which row a height lies."""
        view, count = self._view, self._view.cards.rowCount()
        if y < 0:
            return 0
        index = view.indexAt(QPoint(view.viewport().width() // 2, y))
        if not index.isValid():
            return count
        row = index.row()
        return row if y < view.visualRect(index).center().y() else row + 1

    def _line_at(self, gap: int) -> float:
        view = self._view
        if gap <= 0:
            return float(_LINE)
        return view.visualRect(view.cards.index(gap - 1)).bottom() + 1 - Space.S / 2

    def _keep_in_view(self) -> None:
        """Scrolls on while the pointer stands near the edge of what is seen."""
        at = self._view.viewport().mapFromGlobal(QCursor.pos())
        self._view.near.emit(QRect(0, at.y() - _NEAR, 1, 2 * _NEAR))
        self._aim(at)

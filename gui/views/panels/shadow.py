"""The soft shadow around what floats over the window.

Qt's own effect blurs all that it shadows with each painting, ten milliseconds for a line of words.
Here the edges and corners are gradients, which take none.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QGradient,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QRadialGradient,
)
from PySide6.QtWidgets import QWidget

REACH: Final = 20
"""Logical pixels from the edge to where nothing is seen of it."""

_DOWN: Final = 4
_FADING: Final = ((0.0, 38), (0.25, 22), (0.5, 10), (0.75, 3), (1.0, 0))
"""How opaque black is, of 255, from the edge outwards."""


class Shadow(QWidget):
    """Lies below a widget and beside it, wherever that is; `radius` is that of its corners."""

    def __init__(self, widget: QWidget, radius: int) -> None:
        super().__init__(widget.parentWidget())
        self.setObjectName("shadow")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._widget = widget
        self._radius = radius
        self.hide()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Move, QEvent.Type.Resize):
            area = self._widget.geometry().translated(0, _DOWN)
            self.setGeometry(area.adjusted(-REACH, -REACH, REACH, REACH))
            self.setVisible(not self._widget.isHidden())
            self.stackUnder(self._widget)
        elif event.type() in (QEvent.Type.Hide, QEvent.Type.ZOrderChange):
            self.setVisible(not self._widget.isHidden())
            self.stackUnder(self._widget)
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        size = float(REACH + self._radius)
        right, bottom = self.width() - size, self.height() - size
        wide, high = right - size, bottom - size
        for x, y in ((0.0, 0.0), (right, 0.0), (0.0, bottom), (right, bottom)):
            centre = QPointF(x or size, y or size)
            self._fill(painter, QRectF(x, y, size, size), QRadialGradient(centre, size))
        for x, inner, outer in ((0.0, size, 0.0), (right, right, float(self.width()))):
            edge = QLinearGradient(inner, 0, outer, 0)
            self._fill(painter, QRectF(x, size, size, high), edge)
        for y, inner, outer in ((0.0, size, 0.0), (bottom, bottom, float(self.height()))):
            edge = QLinearGradient(0, inner, 0, outer)
            self._fill(painter, QRectF(size, y, wide, size), edge)

    def _fill(self, painter: QPainter, area: QRectF, gradient: QGradient) -> None:
        """Fading from the widget's edge, within its corner, to the end of the gradient."""
        start = self._radius / (REACH + self._radius)
        for at, alpha in _FADING:
            gradient.setColorAt(start + at * (1 - start), QColor(0, 0, 0, alpha))
        painter.fillRect(area, gradient)

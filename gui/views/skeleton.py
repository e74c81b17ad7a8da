"""The shape of a form that is on its way: grey where its tabs and fields will be, so that nothing
jumps when they come. One widget that paints; it neither moves nor takes the focus."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.views.scale import line_height
from gui.views.theme import Space, current_roles, grown, type_font

_TABS: Final = (48, 60, 72, 44, 34)
"""The widths of the words on the tabs, in logical pixels beside letters of the usual size."""
_TAB_EDGES: Final = 17
_SHORT: Final = 6
"""How many short fields there are; long ones follow."""
_COLUMNS: Final = ((1000, 3), (500, 2), (0, 1))
"""From which width so many short fields stand in a line."""
_MOST_WIDTH: Final = 1440
_GUTTER: Final = 11
_BELOW: Final = 24
"""The line below a field."""
_ROUND: Final = 6.0
_LETTERS: Final = 60
_INPUT_EDGES: Final = 15


class FormSkeleton(QWidget):
    """Where tabs and fields of a record will be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("form_skeleton")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def tab_height(self) -> int:
        """The height of the strip of tabs."""
        return line_height() + _TAB_EDGES

    def boxes(self) -> Iterator[QRectF]:
        """Where the inputs of the short fields will be."""
        width = min(self.width() - 2 * Space.XL + _GUTTER, grown(_MOST_WIDTH))
        letter = self.fontMetrics().averageCharWidth()
        columns = next(
            number
            for least, number in _COLUMNS
            if width >= max(least, (number - 1) * _LETTERS * letter if number > 1 else 0)
        )
        each = (width - (columns - 1) * Space.L) / columns
        label = QFontMetrics(type_font("label")).height() + Space.XS
        height = line_height() + _INPUT_EDGES
        below = max(_BELOW, QFontMetrics(type_font("body")).height() + Space.S)
        top = self.tab_height + 1 + Space.L
        for at in range(_SHORT):
            row, column = divmod(at, columns)
            left = Space.XL + column * (each + Space.L)
            y = top + row * (label + height + below) + label
            yield QRectF(left, y, each - _GUTTER, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        roles = current_roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(roles.line))
        painter.drawRect(QRectF(0, self.tab_height, self.width(), 1))
        painter.setBrush(QColor(roles.hover))
        thin = grown(10)
        left = float(Space.XL)
        for tab in _TABS:
            spot = QRectF(left, (self.tab_height - thin) / 2, grown(tab), thin)
            painter.drawRoundedRect(self._mirrored(spot), 4, 4)
            left += grown(tab) + Space.XL
        for box in self.boxes():
            name = QRectF(box.left(), box.top() - Space.XS - thin - 3, grown(64), thin)
            painter.drawRoundedRect(self._mirrored(name), 4, 4)
            painter.drawRoundedRect(self._mirrored(box), _ROUND, _ROUND)

    def _mirrored(self, box: QRectF) -> QRectF:
        if not self.isRightToLeft():
            return box
        return QRectF(self.width() - box.right(), box.top(), box.width(), box.height())

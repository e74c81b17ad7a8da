"""Where the keys go: a ring around a button that has the focus, unless a click gave it.

Who points at a button knows which one it is, and a ring that stays behind after a click looks
like a state. As soon as keys are used again it is there. What is typed into has its ring always:
that is the style sheet's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QRadioButton, QStyle, QStyleOptionButton, QWidget

from gui.views.theme import current_roles

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object  # Qt's own class is the other base

_WIDTH: Final = 2
_RADIUS: Final = 6.0
_INSIDE: Final = 3
_AROUND: Final = 4
"""Logical pixels between words and their ring."""
_UNCHANGED: Final = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
"""The focus comes back to where it was."""


class Ringed(_Widget):
    """For the bases of a focusable widget, before Qt's class: knows whether it has a ring."""

    _by_click = False

    @property
    def has_ring(self) -> bool:
        """Whether the ring is to be seen."""
        return self.hasFocus() and not self._by_click

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in _UNCHANGED:
            self._by_click = event.reason() is Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._by_click:
            self._by_click = False
            self.update()
        super().keyPressEvent(event)


def paint_ring(widget: QWidget, area: QRect | None = None, *, inside: bool = False) -> None:
    """Paints the ring along a widget's edge, or that of an area in it; or `inside`, in the colour
    of what stands there: on a ground of the accent the usual one would not be seen."""
    roles = current_roles()
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(roles.on_accent if inside else roles.focus), _WIDTH))
    far = _INSIDE if inside else _WIDTH / 2
    radius = _RADIUS - far + (0.5 if inside else 0)
    edge = QRectF(widget.rect() if area is None else area).adjusted(far, far, -far, -far)
    painter.drawRoundedRect(edge, radius, radius)


class _Ticked(Ringed):
    """A box or circle with words, which have the ring: around the box alone it would be slight."""

    _part = QStyle.SubElement.SE_CheckBoxContents

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + _AROUND, hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.has_ring:
            return
        option = QStyleOptionButton()
        option.initFrom(self)
        words = self.style().subElementRect(self._part, option, self)
        paint_ring(self, words.adjusted(-_AROUND, 0, _AROUND, 0) & self.rect())


class CheckBox(_Ticked, QCheckBox):
    """A check box that shows where the keys go."""


class RadioButton(_Ticked, QRadioButton):
    """A radio button that shows where the keys go."""

    _part = QStyle.SubElement.SE_RadioButtonContents

"""Where the keys go: a ring around a button that has the focus, unless a click gave it.

Who points at a button knows which one it is, and a ring that stays behind after a click looks
like a state. As soon as keys are used again it is there. What is typed into has its ring always:
that is the style sheet's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QCheckBox, QRadioButton, QWidget

from gui.views.text import set_property
from gui.views.theme import current_roles

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object  # Qt's own class is the other base

_WIDTH: Final = 2
_RADIUS: Final = 6.0
_INSIDE: Final = 3
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
        self._show_ring()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_ring()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._by_click:
            self._by_click = False
            self._show_ring()
        super().keyPressEvent(event)

    def _show_ring(self) -> None:
        self.update()


def paint_ring(widget: QWidget, *, inside: bool = False) -> None:
    """Paints the ring along a widget's edge, or `inside` it in the colour of what stands there:
    on a ground of the accent the usual one would not be seen."""
    roles = current_roles()
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(roles.on_accent if inside else roles.focus), _WIDTH))
    far = _INSIDE if inside else _WIDTH / 2
    radius = _RADIUS - far + (0.5 if inside else 0)
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(far, far, -far, -far), radius, radius)


class CheckBox(Ringed, QCheckBox):
    """A check box with the ring around its box."""

    def _show_ring(self) -> None:
        set_property(self, "ring", self.has_ring)


class RadioButton(Ringed, QRadioButton):
    """A radio button with the ring around its circle."""

    def _show_ring(self) -> None:
        set_property(self, "ring", self.has_ring)

"""A gentle flash over a place that undo or an error has led to."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEasingCurve, QRect, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QWidget

from gui.views.theme import current_roles

DURATION_MS: Final = 900
_STRONGEST: Final = 0.28


class Flash(QWidget):
    """Tints a rectangle of its parent and fades; at most one in a parent at a time.

    Where the system or the person wants no motion it stands still for the same time and goes. It
    takes neither focus nor clicks.
    """

    def __init__(self, parent: QWidget, area: QRect) -> None:
        for older in parent.findChildren(Flash, options=Qt.FindChildOption.FindDirectChildrenOnly):
            older.deleteLater()
            older.hide()
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setGeometry(area)
        duration = QStyle.StyleHint.SH_Widget_Animation_Duration
        calm = not self.style().styleHint(duration, None, self)
        self._strength = _STRONGEST
        self._fade = QVariantAnimation(self)
        self._fade.setDuration(DURATION_MS)
        self._fade.setStartValue(_STRONGEST)
        self._fade.setEndValue(_STRONGEST if calm else 0.0)
        self._fade.setEasingCurve(QEasingCurve.Type.InQuad)
        self._fade.valueChanged.connect(self._set_strength)
        self._fade.finished.connect(self.deleteLater)
        self.raise_()
        self.show()
        self._fade.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = QColor(current_roles().accent)
        color.setAlphaF(self._strength)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)

    def _set_strength(self, value: float) -> None:
        self._strength = value
        self.update()

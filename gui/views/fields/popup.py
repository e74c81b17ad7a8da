"""Where a popup goes: under what it belongs to, or over it where the screen ends."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from gui.views.theme import Space


def show_below(popup: QWidget, widget: QWidget) -> None:
    """Shows a popup of its own size along the leading edge of a widget, on the screen."""
    popup.adjustSize()
    screen = widget.screen().availableGeometry()
    mirrored = widget.isRightToLeft()
    left = widget.width() - popup.width() if mirrored else 0
    at = widget.mapToGlobal(QPoint(left, widget.height() + Space.XS))
    if at.y() + popup.height() > screen.bottom():
        at.setY(widget.mapToGlobal(QPoint(0, -popup.height() - Space.XS)).y())
    at.setX(max(screen.left(), min(at.x(), screen.right() - popup.width())))
    at.setY(max(screen.top(), min(at.y(), screen.bottom() - popup.height())))
    popup.move(at)
    popup.show()

"""A removed entry that still stands in its place, struck through, with the way back."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.i18n import _
from gui.views.buttons import Button
from gui.views.fields.below import StruckLabel
from gui.views.icons import Glyph
from gui.views.tabs.card import Ghost
from gui.views.text import Label
from gui.views.theme import Space, current_roles

_LEAST: Final = 44
"""Logical pixels of height."""


class GhostCard(QWidget):
    """Signal: `wanted_back(ref)`."""

    wanted_back = Signal(str)

    def __init__(self, ghost: Ghost, parent: QWidget) -> None:
        super().__init__(parent)
        self.ghost = ghost
        name = StruckLabel(ghost.name, tone="quiet", elide=True)
        word = Label(_("Removed"), role="label", tone="removed")
        self.button = Button(_("Undo remove"), kind="quiet", icon_name="revert")
        self.button.setAccessibleDescription(ghost.name)
        self.button.clicked.connect(lambda: self.wanted_back.emit(self.ghost.ref))
        line = QHBoxLayout(self)
        line.setContentsMargins(Space.L, 0, Space.S, 0)
        line.setSpacing(Space.S)
        line.addWidget(Glyph("trash", "removed", side=16))
        line.addWidget(word)
        line.addWidget(name, 1)
        line.addWidget(self.button)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height() + Space.S, _LEAST))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(current_roles().outline), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

"""A grid of fields that uses the width it gets: beside each other where there is room, else one
below the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from gui.views.theme import Space

TWO_COLUMNS_FROM: Final = 500
LETTERS_FROM: Final = 60
"""Pixels, and letters, of its own width from which a grid has fields beside each other."""
_TWELFTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Share:
    """How many twelfths of a line a field takes, where there is room and where there is little."""

    roomy: int
    narrow: int = _TWELFTHS


HALF: Final = Share(6)
WHOLE: Final = Share(_TWELFTHS)


class FieldGrid(QWidget):
    """Widgets in reading order, which is also the order of Tab."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: list[tuple[QWidget, Share]] = []
        self._is_roomy: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.L)
        # The line below each field is space enough.
        self._grid.setVerticalSpacing(0)
        for column in range(_TWELFTHS):
            self._grid.setColumnStretch(column, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def add(self, widget: QWidget, share: Share = HALF) -> None:
        """Adds a widget behind the others."""
        self._cells.append((widget, share))
        widget.setParent(self)
        self._arrange(roomy=bool(self._is_roomy))

    @property
    def columns(self) -> int:
        """How many halves stand beside each other at the present width."""
        return 2 if self._is_roomy else 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        letters = LETTERS_FROM * self.fontMetrics().averageCharWidth()
        roomy = self.width() >= max(TWO_COLUMNS_FROM, letters)
        if roomy != self._is_roomy:
            self._arrange(roomy=roomy)

    def _arrange(self, *, roomy: bool) -> None:
        self._is_roomy = roomy
        row = column = 0
        for widget, share in self._cells:
            span = share.roomy if roomy else share.narrow
            if column + span > _TWELFTHS:
                row, column = row + 1, 0
            self._grid.addWidget(widget, row, column, 1, span)
            column += span
        self.updateGeometry()

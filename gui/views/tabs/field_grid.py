"""A grid of fields that uses the width it gets: beside each other where there is room, else one
below the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from gui.views.theme import Space

FROM: Final = {2: (500, 60), 3: (1000, 120)}
"""Pixels, and letters, of its own width from which a grid has so many short fields in a line."""
_TWELFTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Share:
    """How many twelfths of a line a field takes, where there is room, little and much of it."""

    roomy: int
    narrow: int = _TWELFTHS
    wide: int = 0
    """As where there is room, for 0."""

    def of(self, columns: int) -> int:
        """The twelfths where so many short fields stand in a line."""
        if columns == 1:
            return self.narrow
        return self.wide if columns > 2 and self.wide else self.roomy


HALF: Final = Share(6)
SHORT: Final = Share(6, wide=4)
LONG: Final = Share(_TWELFTHS, wide=6)
WHOLE: Final = Share(_TWELFTHS)


class FieldGrid(QWidget):
    """Widgets in reading order, which is also the order of Tab."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: list[tuple[QWidget, Share]] = []
        self._columns = 1
        self._next = (0, 0)
        """The row and the column behind the last widget."""
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
        self._put(widget, share)
        self.updateGeometry()

    @property
    def columns(self) -> int:
        """How many short fields stand beside each other at the present width."""
        return self._columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        fitting = [
            columns
            for columns, (pixels, letters) in FROM.items()
            if self.width() >= max(pixels, letters * letter)
        ]
        columns = max(fitting, default=1)
        if columns != self._columns:
            self._arrange(columns)

    def _arrange(self, columns: int) -> None:
        self._columns = columns
        self._next = (0, 0)
        for widget, share in self._cells:
            self._put(widget, share)
        self.updateGeometry()

    def _put(self, widget: QWidget, share: Share) -> None:
        """Puts a widget behind the one that was put last."""
        row, column = self._next
        span = share.of(self._columns)
        if column + span > _TWELFTHS:
            row, column = row + 1, 0
        self._grid.addWidget(widget, row, column, 1, span)
        self._next = (row, column + span)

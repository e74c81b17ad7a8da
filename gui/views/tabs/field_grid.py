"""A grid of fields that uses the width it gets: two columns where there is room, else one."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from gui.views.theme import Space

TWO_COLUMNS_FROM: Final = 500
"""Pixels of its own width from which a grid has two columns."""


class FieldGrid(QWidget):
    """Widgets in reading order, which is also the order of Tab; wide ones take a whole line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: list[tuple[QWidget, bool]] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.L)
        # The line below each field is space enough.
        self._grid.setVerticalSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def add(self, widget: QWidget, *, wide: bool = False) -> None:
        """Adds a widget behind the others."""
        self._cells.append((widget, wide))
        widget.setParent(self)
        self._arrange(self._columns or 1)

    @property
    def columns(self) -> int:
        """How many columns there are at the present width."""
        return self._columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = 2 if event.size().width() >= TWO_COLUMNS_FROM else 1
        if columns != self._columns:
            self._arrange(columns)

    def _arrange(self, columns: int) -> None:
        self._columns = columns
        row = column = 0
        for widget, wide in self._cells:
            if wide and column:
                row, column = row + 1, 0
            self._grid.addWidget(widget, row, column, 1, columns if wide else 1)
            column += columns if wide else 1
            if column >= columns:
                row, column = row + 1, 0
        for number in range(2):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
        self.updateGeometry()

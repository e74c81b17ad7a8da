"""A list of lines with what is found in them, what they are about, and keys: painted by hand.

The palette and the list of keys show it. Headings stand among the lines; nobody stops at them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from gui.i18n import listed
from gui.views.line_delegate import LINE_ROLE, LineDelegate
from gui.views.text import shown

Index = QModelIndex | QPersistentModelIndex

PAGE: Final = 8
"""How many lines Page Up and Page Down walk."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `title` is as it is shown, `spans` the ranges of it that were found, `keys` as
    this platform writes them; a `faint` one cannot be done now, a `marked` one was changed."""

    title: str
    about: str = ""
    keys: tuple[str, ...] = ()
    icon: str = ""
    spans: tuple[range, ...] = ()
    faint: bool = False
    marked: str = ""
    is_heading: bool = False
    data: object = field(default=None, compare=False)

    @property
    def spoken(self) -> str:
        """What assistive technology says of it."""
        parts = (self.title, self.about, self.marked, listed(self.keys))
        return shown(listed(part for part in parts if part))


class LineModel(QAbstractListModel):
    """The lines for a view."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Shows other lines; those before are forgotten only where they are others."""
        if tuple(lines) == self.lines:
            self.lines = tuple(lines)  # the same to see, but for what is behind them
            return
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.lines[index.row()].is_heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        return line if role == LINE_ROLE else None


class LineList(QListView):
    """Signals: `walked()` when another line is the current one; `taken()` for Enter or a click
    on it."""

    walked = Signal()
    taken = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = LineModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(LineDelegate(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._on_clicked)

    @property
    def line(self) -> Line | None:
        """The current line."""
        row = self.currentIndex().row()
        return self.lines.lines[row] if 0 <= row < len(self.lines.lines) else None

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Shows other lines; none of them is the current one."""
        self.lines.show_lines(lines)

    def go_to(self, row: int) -> None:
        """Makes a line the current one and shows it, with its heading if it is the first."""
        stops = self._stops()
        if row not in stops:
            return
        self.setCurrentIndex(self.lines.index(row))
        if row == stops[0]:
            self.scrollToTop()
        elif row > 0 and self.lines.lines[row - 1].is_heading:
            self.scrollTo(self.lines.index(row - 1))
        self.scrollTo(self.lines.index(row))
        self.walked.emit()

    def go_to_first(self) -> None:
        """Makes the first line the current one, if there is one."""
        stops = self._stops()
        if stops:
            self.go_to(stops[0])
        else:
            self.walked.emit()

    def step(self, by: int, *, round_about: bool = False) -> None:
        """Goes some lines on, over headings, `round_about` from the last to the first."""
        stops, row = self._stops(), self.currentIndex().row()
        if not stops:
            return
        at = stops.index(row) if row in stops else -1
        to = at + by
        last = len(stops) - 1
        if round_about and not 0 <= to <= last:
            to = 0 if at == last else last if at == 0 else max(0, min(to, last))
        self.go_to(stops[max(0, min(to, last))])

    def walk(self, key: int, *, round_about: bool = False) -> bool:
        """Goes where a key leads; False for other keys."""
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -PAGE,
            Qt.Key.Key_PageDown: PAGE,
        }
        by = steps.get(Qt.Key(key))
        if by is not None:
            self.step(by, round_about=round_about)
        return by is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, stops = event.key(), self._stops()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.line is not None:
            self.taken.emit()
        elif key == Qt.Key.Key_Home and stops:
            self.go_to(stops[0])
        elif key == Qt.Key.Key_End and stops:
            self.go_to(stops[-1])
        elif not self.walk(key):
            event.ignore()

    def _stops(self) -> list[int]:
        return [row for row, line in enumerate(self.lines.lines) if not line.is_heading]

    def _on_clicked(self, index: QModelIndex) -> None:
        self.setCurrentIndex(index)
        self.walked.emit()
        self.taken.emit()

"""A month to choose a day from; an extra beside typing, never the only way."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.i18n import _
from gui.model.dates import long_text, month_text
from gui.views.accessible import told_as
from gui.views.announce import announce
from gui.views.fields.popup import show_below
from gui.views.icons import IconButton
from gui.views.keymap import native
from gui.views.text import Label
from gui.views.theme import Roles, Space, current_roles, type_font

_CELL: Final = QSize(38, 32)
_WEEKS: Final = 6
_DAYS: Final = 7


class MonthGrid(QWidget):
    """The days of one month, one of them current; walked by keys, chosen by Enter or click.

    Signals: `moved()` when another day is current; `chosen(QDate)`.
    """

    moved = Signal()
    chosen = Signal(object)

    def __init__(self, day: QDate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = day
        self._first_weekday = QLocale().firstDayOfWeek().value
        self._hovered: QDate | None = None
        metrics = self.fontMetrics()
        self._size = QSize(
            max(_CELL.width(), metrics.horizontalAdvance("Mmm") + Space.S),
            max(_CELL.height(), metrics.height() + Space.S),
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(long_text(day.toString(Qt.DateFormat.ISODate)))

    @property
    def day(self) -> QDate:
        """The current day."""
        return self._day

    def go_to(self, day: QDate) -> None:
        """Makes another day the current one, and shows its month."""
        if day.isValid() and day != self._day:
            self._day = day
            spoken = long_text(day.toString(Qt.DateFormat.ISODate))
            self.setAccessibleName(spoken)
            announce(self, spoken)
            self.update()
            self.moved.emit()

    def day_at(self, point: QPoint) -> QDate | None:
        """The day under a point; None outside the days."""
        column, row = point.x() // self._size.width(), point.y() // self._size.height() - 1
        if not (0 <= column < _DAYS and 0 <= row < _WEEKS):
            return None
        if self.isRightToLeft():
            column = _DAYS - 1 - column
        return self._start().addDays(row * _DAYS + column)

    def rect_of(self, day: QDate) -> QRect:
        """Where a shown day is."""
        row, column = divmod(self._start().daysTo(day), _DAYS)
        return self._cell(row + 1, column)

    def sizeHint(self) -> QSize:
        return QSize(self._size.width() * _DAYS, self._size.height() * (_WEEKS + 1))

    # --- events ----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, day = event.key(), self._day
        onward = -1 if self.isRightToLeft() else 1
        years = 12 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        steps = {
            Qt.Key.Key_Right: lambda: day.addDays(onward),
            Qt.Key.Key_Left: lambda: day.addDays(-onward),
            Qt.Key.Key_Up: lambda: day.addDays(-_DAYS),
            Qt.Key.Key_Down: lambda: day.addDays(_DAYS),
            Qt.Key.Key_PageUp: lambda: day.addMonths(-years),
            Qt.Key.Key_PageDown: lambda: day.addMonths(years),
            Qt.Key.Key_Home: lambda: QDate(day.year(), day.month(), 1),
            Qt.Key.Key_End: lambda: QDate(day.year(), day.month(), day.daysInMonth()),
        }
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(day)
        elif step := steps.get(Qt.Key(key)):
            self.go_to(step())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and day is not None:
            self.chosen.emit(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.day_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        roles, locale = current_roles(), QLocale()
        center = Qt.AlignmentFlag.AlignCenter
        painter.setFont(type_font("small"))
        painter.setPen(QColor(roles.quiet))
        for column in range(_DAYS):
            weekday = (self._first_weekday - 1 + column) % _DAYS + 1
            name = locale.standaloneDayName(weekday, QLocale.FormatType.ShortFormat)
            painter.drawText(self._cell(0, column), center, name)
        painter.setFont(type_font("body"))
        for number in range(_WEEKS * _DAYS):
            day = self._start().addDays(number)
            cell = self._cell(number // _DAYS + 1, number % _DAYS)
            painter.setPen(QColor(self._paint_back(painter, cell, day, roles)))
            painter.drawText(cell, center, str(day.day()))

    # --- inside ----------------------------------------------------------------------------

    def _paint_back(self, painter: QPainter, cell: QRect, day: QDate, roles: Roles) -> str:
        """What lies under a day's number; the colour for the number."""
        box = QRectF(cell).adjusted(3, 1, -3, -1)
        if day == self._day:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(roles.accent))
            painter.drawRoundedRect(box, 6, 6)
            if self.hasFocus():
                painter.setPen(QPen(QColor(roles.on_accent), 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 4, 4)
            return roles.on_accent
        if day == self._hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(roles.hover))
            painter.drawRoundedRect(box, 6, 6)
        if day == QDate.currentDate():
            painter.setPen(QPen(QColor(roles.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        return roles.text if day.month() == self._day.month() else roles.quiet

    def _start(self) -> QDate:
        """The first day shown: of the week in which the month begins."""
        first = QDate(self._day.year(), self._day.month(), 1)
        return first.addDays(-((first.dayOfWeek() - self._first_weekday) % _DAYS))

    def _cell(self, row: int, column: int) -> QRect:
        if self.isRightToLeft():
            column = _DAYS - 1 - column
        return QRect(QPoint(column * self._size.width(), row * self._size.height()), self._size)

    def _hover(self, day: QDate | None) -> None:
        if day != self._hovered:
            self._hovered = day
            self.update()


# What is at hand is the current day of the month.
told_as(QAccessible.Role.Cell, MonthGrid)


class CalendarPopup(QFrame):
    """A month below a widget. Signal: `chosen(day)` with ``YYYY-MM-DD``; it closes itself."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, day: str, label: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "raised")
        self.setObjectName("calendar_popup")
        self.setAccessibleName(_("{field} from a calendar").format(field=label))
        self.grid = MonthGrid(QDate.fromString(day, Qt.DateFormat.ISODate))
        self.grid.chosen.connect(self._choose)
        self.grid.moved.connect(self._show_month)
        self._month = Label("", role="strong")
        self._month.setAlignment(Qt.AlignmentFlag.AlignCenter)
        earlier = IconButton("chevron-left", _("Earlier month"), shortcut=native("PgUp"))
        earlier.clicked.connect(lambda: self.grid.go_to(self.grid.day.addMonths(-1)))
        later = IconButton("chevron-right", _("Later month"), shortcut=native("PgDown"))
        later.clicked.connect(lambda: self.grid.go_to(self.grid.day.addMonths(1)))
        top = QHBoxLayout()
        top.addWidget(earlier)
        top.addWidget(self._month, 1)
        top.addWidget(later)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        column.setSpacing(Space.XS)
        column.addLayout(top)
        column.addWidget(self.grid)
        self._show_month()

    def show_at(self, widget: QWidget) -> None:
        """Opens beside a widget."""
        show_below(self, widget)
        self.grid.setFocus(Qt.FocusReason.PopupFocusReason)

    def _show_month(self) -> None:
        self._month.setText(month_text(self.grid.day.toString(Qt.DateFormat.ISODate)))

    def _choose(self, day: QDate) -> None:
        if self.isVisible():
            self.close()
            self.chosen.emit(day.toString(Qt.DateFormat.ISODate))

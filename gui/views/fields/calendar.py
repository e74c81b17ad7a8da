"""A month to choose a day from; an extra beside typing, never the only way."""

from __future__ import annotations

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout, QWidget

from gui.i18n import _
from gui.views.theme import Space, current_roles


class CalendarPopup(QFrame):
    """A calendar below a widget. Signal: `chosen(day)` with ``YYYY-MM-DD``; it closes itself."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, day: str, label: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "raised")
        self.setObjectName("calendar_popup")
        self.calendar = QCalendarWidget()
        self.calendar.setAccessibleName(_("{field} from a calendar").format(field=label))
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setSelectedDate(QDate.fromString(day, Qt.DateFormat.ISODate))
        weekend = QTextCharFormat()
        weekend.setForeground(QColor(current_roles().text))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(weekday, weekend)
        self.calendar.clicked.connect(self._choose)
        self.calendar.activated.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        column.addWidget(self.calendar)

    def show_below(self, widget: QWidget) -> None:
        """Opens under a widget, or above it where the screen ends."""
        self.adjustSize()
        at = widget.mapToGlobal(QPoint(0, widget.height() + Space.XS))
        screen = widget.screen().availableGeometry()
        if at.y() + self.height() > screen.bottom():
            at = widget.mapToGlobal(QPoint(0, -self.height() - Space.XS))
        at.setX(max(screen.left(), min(at.x(), screen.right() - self.width())))
        self.move(at)
        self.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _choose(self, day: QDate) -> None:
        if self.isVisible():
            self.close()
            self.chosen.emit(day.toString(Qt.DateFormat.ISODate))

"""The rows of the journal as a Qt model, and how one is painted.

Rows come page by page as far as somebody scrolls; ten thousand entries cost no more than those
that were looked at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QDate,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.i18n import _, listed
from gui.model.fields import field_of
from gui.model.journal import JournalEntry, JournalSend, Outcome
from gui.services.journal_pages import JournalPages
from gui.services.moments import day_and_year
from gui.views.dialogs.drafts_list import paint_ground
from gui.views.icons import IconRole, paint_icon
from gui.views.text import Tone, shown
from gui.views.theme import Space, current_roles, grown, type_font

Index = QModelIndex | QPersistentModelIndex

OUTCOME_LOOK: Final[dict[Outcome | None, tuple[str, IconRole, Tone]]] = {
    Outcome.SENT: ("success", "added", "added"),
    Outcome.UNKNOWN: ("wait", "warning", "warning"),
    Outcome.REFUSED: ("error", "error", "error"),
    Outcome.NOT_SENT: ("circle", "quiet", "quiet"),
    None: ("warning", "warning", "warning"),
}
"""Mark, its colour, and the colour of the words of an outcome; None where parts of a send ended
differently."""

_GLYPH: Final = 14


def day_title(day: dt.date, today: dt.date, *, short: bool = False) -> str:
    """A day: today, yesterday, else its date; the whole one with its weekday."""
    if day == today:
        return _("Today")
    if (today - day).days == 1:
        return _("Yesterday")
    date = QDate(day.year, day.month, day.day)
    if not short:
        # Translators: a date with its weekday, in the letters of Qt: dddd, d, MMMM, yyyy.
        return QLocale().toString(date, _("dddd, d MMMM yyyy"))
    if day.year != today.year:
        return day_and_year(date)
    # Translators: a date without its year, in the letters of Qt: d day, MMM short month.
    return QLocale().toString(date, _("d MMM"))


def clock_text(moment: dt.datetime, *, seconds: bool = False) -> str:
    """The time of day on the person's clock."""
    return moment.astimezone().strftime("%H:%M:%S" if seconds else "%H:%M")


def fields_text(sent: JournalSend | JournalEntry) -> str:
    """What was sent, by the labels of the fields."""
    return listed(field_of(key).label for key in sent.keys)


class JournalRows(QAbstractListModel):
    """The sends of `JournalPages`, row by row; it never copies the list."""

    def __init__(
        self,
        pages: JournalPages,
        *,
        today: Callable[[], dt.date],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._pages = pages
        self._today = today
        self._count = len(pages.sends)
        pages.reset.connect(self._reset)
        pages.added.connect(self._append)

    def send_at(self, index: Index) -> JournalSend | None:
        """The send behind an index."""
        row = index.row()
        return self._pages.sends[row] if index.isValid() and row < self._count else None

    def index_of(self, number: int) -> QModelIndex:
        """Where a send stands; an invalid index when it is not there (yet)."""
        found = (at for at, send in enumerate(self._pages.sends) if send.number == number)
        at = next(found, None)
        return QModelIndex() if at is None else self.index(at)

    def is_first_of_day(self, row: int) -> bool:
        """Whether the send before it, the newer one, is of another day."""
        sends = self._pages.sends
        return row == 0 or _day_of(sends[row]) != _day_of(sends[row - 1])

    def when(self, row: int) -> str:
        """The time of a send, with its day where a day begins."""
        send = self._pages.sends[row]
        time = clock_text(send.at)
        if not self.is_first_of_day(row):
            return time
        day = day_title(_day_of(send), self._today(), short=True)
        return _("{day}, {time}").format(day=day, time=time)

    # --- Qt's questions --------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        send = self.send_at(index)
        if send is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(send.name or _("No name"))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            day = day_title(_day_of(send), self._today())
            parts = (
                send.name or _("No name"),
                fields_text(send),
                f"{day} {clock_text(send.at)}",
                send.outcome_label,
            )
            return shown(listed(parts))
        return None

    def canFetchMore(self, parent: Index) -> bool:
        pages = self._pages
        return not parent.isValid() and not pages.is_complete and not pages.is_loading

    def fetchMore(self, parent: Index) -> None:
        self._pages.load_more()

    # --- inside ----------------------------------------------------------------------------

    def _reset(self) -> None:
        self.beginResetModel()
        self._count = len(self._pages.sends)
        self.endResetModel()

    def _append(self, count: int) -> None:
        if count:
            self.beginInsertRows(QModelIndex(), self._count, self._count + count - 1)
            self._count += count
            self.endInsertRows()


class JournalDelegate(QStyledItemDelegate):
    """Paints a send on two lines: whose and when, what and with which end.

    All rows are of one height: else a list of ten thousand would be measured again and again.
    """

    def __init__(self, rows: JournalRows, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        name, small = QFontMetrics(type_font("strong")), QFontMetrics(type_font("small"))
        return QSize(160, max(name.height() + small.height() + Space.L + 8, 56))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        send = self._rows.send_at(index)
        if send is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect.adjusted(Space.XS, 2, -Space.XS, -1)
        if index.row() and self._rows.is_first_of_day(index.row()):
            line = option.rect.adjusted(Space.L, 0, -Space.L, 0)
            painter.fillRect(QRect(line.topLeft(), QSize(line.width(), 1)), _line_color())
        paint_ground(painter, option, rect)
        self._paint_send(painter, option, rect, send, index.row())
        painter.restore()

    def _paint_send(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        rect: QRect,
        send: JournalSend,
        row: int,
    ) -> None:
        roles = current_roles()
        inner = rect.adjusted(Space.M, Space.S, -Space.M, -Space.S)
        strong, small = type_font("strong"), type_font("small")
        first, second = QFontMetrics(strong).height(), QFontMetrics(small).height()

        def placed(left: int, top: int, width: int, height: int) -> QRect:
            box = QRect(inner.left() + left, inner.top() + top, width, height)
            return QStyle.visualRect(option.direction, inner, box)

        middle = Qt.AlignmentFlag.AlignVCenter
        time = self._rows.when(row)
        width = QFontMetrics(small).horizontalAdvance(time) + 2
        painter.setFont(small)
        painter.setPen(QColor(roles.quiet))
        painter.drawText(placed(inner.width() - width, 0, width, first), middle, time)

        mark, mark_role, tone = OUTCOME_LOOK[send.outcome]
        top = first + 4
        side = grown(_GLYPH)
        glyph = placed(0, top + (second - side) // 2, side, side)
        paint_icon(painter, mark, mark_role, QRectF(glyph))
        left = side + Space.XS + 2
        if send.outcome is not Outcome.SENT:
            word = send.outcome_label
            painter.setPen(QColor(getattr(roles, tone)))
            end = QFontMetrics(small).horizontalAdvance(word)
            painter.drawText(placed(left, top, end + 2, second), middle, word)
            left += end + Space.S
        leading = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft | middle)
        for text, font, color, at, line, height in (
            (send.name or _("No name"), strong, roles.text, 0, 0, first),
            (fields_text(send), small, roles.quiet, left, top, second),
        ):
            room = inner.width() - at - (width + Space.S if line == 0 else 0)
            painter.setFont(font)
            painter.setPen(QColor(color))
            cut = QFontMetrics(font).elidedText(shown(text), Qt.TextElideMode.ElideRight, room)
            painter.drawText(placed(at, line, room, height), leading, cut)


def _day_of(send: JournalSend) -> dt.date:
    return send.at.astimezone().date()


def _line_color() -> QColor:
    return QColor(current_roles().line)

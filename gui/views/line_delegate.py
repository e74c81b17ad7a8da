"""How a line of `gui.views.line_list` is painted: icon, words with what was found, keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.views.icons import DENSE, IconRole, paint_icon
from gui.views.text import isolated
from gui.views.theme import Space, current_roles, type_font

if TYPE_CHECKING:
    from gui.views.line_list import Line

Index = QModelIndex | QPersistentModelIndex

LINE_ROLE: Final = Qt.ItemDataRole.UserRole + 7
_LEAST: Final = 34
_ENDLESS: Final = 1e6
_TITLE_SHARE: Final = 0.62
"""Of the room beside the keys: so much the title may take before what it is about is cut."""


class LineDelegate(QStyledItemDelegate):
    """Paints from the leading edge: icon, title, what it is about; the keys at the far one."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line: Line | None = index.data(LINE_ROLE)
        if line is not None and line.is_heading:
            above = Space.XS if index.row() == 0 else Space.M
            return QSize(0, QFontMetrics(type_font("label")).height() + above + Space.XS)
        return QSize(0, line_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line | None = index.data(LINE_ROLE)
        if line is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.is_heading:
            self._paint_heading(painter, option, line)
        else:
            self._paint_line(painter, option, line)
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
        painter.setFont(type_font("label"))
        painter.setPen(QColor(current_roles().quiet))
        room = option.rect.adjusted(Space.M, 0, -Space.M, -Space.XS)
        side = QStyle.visualAlignment(
            option.direction, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignBottom
        )
        painter.drawText(room, side | Qt.TextFlag.TextSingleLine, line.title)

    def _paint_line(self, painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
        roles = current_roles()
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        rect = option.rect.adjusted(Space.XS, 0, -Space.XS, 0)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(roles.accent_soft if selected else roles.hover))
            painter.drawRoundedRect(rect, 6, 6)
        if selected:
            # The current line is told by more than its colour.
            bar = QRectF(0, rect.top() + 8, 3, rect.height() - 16)
            bar.moveLeft(rect.right() - 2 if mirrored else rect.left())
            painter.setBrush(QColor(roles.accent))
            painter.drawRoundedRect(bar, 1.5, 1.5)
        behind = roles.accent_soft if selected else roles.raised
        inside = rect.adjusted(Space.M, 0, -Space.S, 0)
        if line.icon:
            role: IconRole = "accent" if selected and not line.faint else "quiet"
            # It grows with the letters.
            side = max(DENSE, round(option.fontMetrics.height() * 0.85))
            spot = QRectF(0, 0, side, side)
            spot.moveCenter(QPointF(inside.center()))
            spot.moveLeft(inside.right() - side if mirrored else inside.left())
            paint_icon(painter, line.icon, role, spot)
            inside = _less(inside, side + Space.S, mirrored=mirrored)
        inside = self._paint_keys(painter, inside, line, mirrored=mirrored, behind=behind)
        self._paint_words(painter, inside, line, mirrored=mirrored)

    def _paint_words(self, painter: QPainter, room: QRect, line: Line, *, mirrored: bool) -> None:
        roles, font = current_roles(), type_font("body")
        metrics = QFontMetrics(font)
        about = line.about
        most = room.width() if not about else int(room.width() * _TITLE_SHARE)
        least = room.width() - metrics.horizontalAdvance(about) - Space.M
        title = metrics.elidedText(line.title, Qt.TextElideMode.ElideRight, max(most, least))
        painter.setPen(QColor(roles.quiet if line.faint else roles.text))
        used = _draw_found(painter, room, title, line.spans, font, mirrored=mirrored)
        if not about:
            return
        small = type_font("small")
        rest = _less(room, int(used) + Space.M, mirrored=mirrored)
        painter.setFont(small)
        painter.setPen(QColor(roles.quiet))
        side = QStyle.visualAlignment(
            Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight,
            Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter,
        )
        cut = QFontMetrics(small).elidedText(about, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, side | Qt.TextFlag.TextSingleLine, isolated(cut))

    def _paint_keys(
        self, painter: QPainter, room: QRect, line: Line, *, mirrored: bool, behind: str
    ) -> QRect:
        """Paints the keys as caps at the far edge; gives the room that is left."""
        roles, font = current_roles(), type_font("small")
        metrics = QFontMetrics(font)
        height = metrics.height() + 2
        for keys in reversed(line.keys):
            width = max(metrics.horizontalAdvance(keys) + Space.M, height)
            cap = QRect(0, 0, width, height)
            cap.moveCenter(room.center())
            cap.moveLeft(room.left() if mirrored else room.right() - width)
            painter.setPen(QColor(roles.outline))
            painter.setBrush(QColor(roles.window if behind == roles.raised else roles.raised))
            painter.drawRoundedRect(QRectF(cap).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setFont(font)
            painter.setPen(QColor(roles.quiet if line.faint else roles.text))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, isolated(keys))
            room = _less(room, width + Space.XS, mirrored=not mirrored)
        if line.marked:
            dot = QRectF(0, 0, 8, 8)
            dot.moveCenter(QPointF(room.center()))
            dot.moveLeft(room.left() + 2 if mirrored else room.right() - 10)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(roles.changed))
            painter.drawEllipse(dot)
            room = _less(room, 16, mirrored=not mirrored)
        return _less(room, Space.S, mirrored=not mirrored) if line.keys else room


def line_height() -> int:
    """The height of a line that is no heading, in logical pixels."""
    return max(QFontMetrics(type_font("body")).height() + Space.L, _LEAST)


def _less(room: QRect, width: int, *, mirrored: bool) -> QRect:
    """The room without so much at its leading edge."""
    return room.adjusted(0, 0, -width, 0) if mirrored else room.adjusted(width, 0, 0, 0)


def _draw_found(
    painter: QPainter,
    room: QRect,
    text: str,
    spans: tuple[range, ...],
    font: QFont,
    *,
    mirrored: bool,
) -> float:
    """Draws a title with what was found in it set off; gives its width."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    found = QTextCharFormat()
    found.setFontWeight(QFont.Weight.Bold)
    found.setForeground(QColor(current_roles().accent))
    formats = []
    for span in spans:
        piece = QTextLayout.FormatRange()
        piece.start = _units(text, span.start)
        piece.length = _units(text, span.stop) - piece.start
        piece.format = found
        formats.append(piece)
    layout.setFormats(formats)
    layout.beginLayout()
    drawn = layout.createLine()
    drawn.setLineWidth(_ENDLESS)
    width = drawn.naturalTextWidth()
    drawn.setLineWidth(width + 1)  # else a text that runs to the left would begin far away
    layout.endLayout()
    left = room.right() - width if mirrored else room.left()
    layout.draw(painter, QPointF(left, room.top() + (room.height() - drawn.height()) / 2))
    return float(width)


def _units(text: str, at: int) -> int:
    """An offset as Qt counts: letters beyond the basic plane are two."""
    return at + sum(ord(char) > 0xFFFF for char in text[:at])

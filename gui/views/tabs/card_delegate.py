"""How a card is painted: one pass over a few short texts, so that 300 of them cost little."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from gui.i18n import _
from gui.model.comparison import Effect
from gui.views.icons import icon
from gui.views.tabs.card import Card, mark_text
from gui.views.tabs.card_model import Role
from gui.views.tabs.card_view import CardView
from gui.views.text import isolated, shown
from gui.views.theme import Roles, Space, current_roles, grown, mix, type_font

_RADIUS: Final = 8
_BAR: Final = 3
_CHEVRON: Final = 20
_DRAGGED: Final = 0.4
_LINE: Final = Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex


@dataclass
class Heights:
    """How high the rows are: a card, room above it for removed entries, and below its texts for
    the editors of the open one."""

    card: int = 64
    above: dict[int, int] | None = None
    open_row: int = -1
    open_extra: int = 0

    def room_above(self, row: int) -> int:
        return (self.above or {}).get(row, 0)

    def row(self, row: int) -> int:
        """The whole height of a row with the gap below it."""
        extra = self.open_extra if row == self.open_row else 0
        return self.room_above(row) + self.card + extra + Space.S


@dataclass(frozen=True)
class _Fonts:
    title: QFont
    body: QFont
    small: QFont
    tiny: QFont


class CardDelegate(QStyledItemDelegate):
    """Paints cards; where everything lies comes from `heights`."""

    def __init__(self, view: CardView) -> None:
        super().__init__(view)
        self._view = view
        self.heights = Heights()
        self._fonts = _Fonts(QFont(), QFont(), QFont(), QFont())
        self.take_fonts()

    def take_fonts(self) -> None:
        """Measures again after the system's font or size changed."""
        self._fonts = _Fonts(
            type_font("strong"), type_font("quiet"), type_font("small"), type_font("label")
        )
        lines = QFontMetrics(self._fonts.title).height() + QFontMetrics(self._fonts.body).height()
        self.heights.card = lines + Space.XS + 2 * Space.M

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, self.heights.row(index.row()))

    def card_rect(self, row_rect: QRect, row: int) -> QRect:
        """The card inside the rectangle of its row."""
        return row_rect.adjusted(0, self.heights.room_above(row), 0, -Space.S)

    def texts_rect(self, row_rect: QRect, row: int) -> QRect:
        """The part of a card that shows its texts; below it an open one has its editors."""
        card = self.card_rect(row_rect, row)
        return QRect(card.left(), card.top(), card.width(), self.heights.card)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        card = index.data(Role.CARD)
        if not isinstance(card, Card):
            return
        row = index.row()
        rect = self.card_rect(option.rect, row)
        roles = current_roles()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row == self._view.drag.row:
            painter.setOpacity(_DRAGGED)
        self._paint_frame(painter, rect, row, card, roles)
        head = self.texts_rect(option.rect, row)
        inner = self._mirrored(
            QRectF(head).adjusted(Space.L, Space.M, -Space.M, -Space.M), QRectF(head)
        ).toRect()
        is_open = row == self.heights.open_row
        self._paint_chevron(painter, inner, roles, is_open=is_open)
        # What is missing, and what the resume offers, is said at the fields of an open card.
        self._paint_texts(painter, inner, card, roles, is_open=is_open)
        painter.restore()

    # --- inside ----------------------------------------------------------------------------

    def _paint_frame(
        self, painter: QPainter, rect: QRect, row: int, card: Card, roles: Roles
    ) -> None:
        view = self._view
        is_open = row == self.heights.open_row
        is_current = row == view.current_row and view.selectionModel().hasSelection()
        back, edge, width = roles.surface, roles.line, 1.0
        if row == view.hovered_row and not is_open:
            back, edge = mix(roles.surface, roles.hover, 0.5), roles.outline
        if is_open:
            edge = mix(roles.accent, roles.surface, 0.35)
        if is_current and not is_open:
            back, edge = mix(roles.surface, roles.accent_soft, 0.6), roles.accent
        if is_current and view.hasFocus():
            edge, width = roles.focus, 2.0
        half = width / 2
        frame = QRectF(rect).adjusted(half, half, -half, -half)
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(back))
        painter.drawRoundedRect(frame, _RADIUS, _RADIUS)
        bar = _bar_color(card, roles)
        if bar is not None:
            inset = frame.adjusted(half, half, -half, -half)
            # Beside the texts only: below them the fields have bars of their own.
            height = self.heights.card - 2 * Space.S
            strip = QRectF(inset.left() + Space.XS, inset.top() + Space.S, _BAR, height)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(bar))
            painter.drawRoundedRect(self._mirrored(strip, inset), _BAR / 2, _BAR / 2)

    def _paint_texts(
        self, painter: QPainter, area: QRect, card: Card, roles: Roles, *, is_open: bool
    ) -> None:
        fonts, fault = self._fonts, "" if is_open else card.fault
        width = area.width() - grown(_CHEVRON) - Space.S
        first = QRect(area.left(), area.top(), width, QFontMetrics(fonts.title).height())
        second = QRect(area.left(), first.bottom() + 1 + Space.XS, width, 0)
        second.setBottom(area.bottom())
        if not (card.detail or card.duration or fault):
            # With one line only it stands in the middle.
            first.moveTop(area.center().y() - first.height() // 2)
        small = QFontMetrics(fonts.small)
        side = max(small.horizontalAdvance(text) for text in (card.period, card.duration))
        side = min(side + 1, int(width * 0.45)) if side else 0
        for line, text, tone in (
            (first, card.period, roles.text),
            (second, card.duration, roles.quiet),
        ):
            end = QRect(line.right() + 1 - side, line.top(), side, line.height())
            self._text(painter, end, area, text, fonts.small, tone, at_end=True)
            line.setWidth(width - (side + Space.L if side else 0))
        differs = bool(card.differs) and not is_open
        self._paint_title(painter, first, area, card, roles, differs=differs)
        if fault:
            second = self._paint_fault(painter, second, area, fault, roles)
        self._text(painter, second, area, card.detail, fonts.body, roles.quiet)

    def _paint_title(
        self,
        painter: QPainter,
        line: QRect,
        area: QRect,
        card: Card,
        roles: Roles,
        *,
        differs: bool,
    ) -> None:
        pills = [
            (text, back, tone)
            for text, back, tone in (
                (card.badge, roles.accent_soft, roles.accent),
                (mark_text(card.effect), *_mark_colors(card, roles)),
            )
            if text
        ]
        metrics = QFontMetrics(self._fonts.tiny)
        title_metrics = QFontMetrics(self._fonts.title)
        wanted = title_metrics.horizontalAdvance(shown(card.title)) + 1
        widths = [metrics.horizontalAdvance(text) + 2 * Space.S for text, _back, _tone in pills]
        if differs:
            words = _("Resume differs")
            width = metrics.horizontalAdvance(words) + 2 * Space.S
            if wanted + sum(widths) + width + Space.S * (len(widths) + 1) > line.width():
                # What the card is about is worth more than the words.
                words = "≠"
                width = metrics.horizontalAdvance(words) + 2 * Space.S
            pills.append((words, roles.hover, roles.quiet))
            widths.append(width)
        taken = sum(widths) + Space.S * len(widths)
        width = max(0, min(wanted, line.width() - taken))
        box = QRect(line.left(), line.top(), width, line.height())
        tone = roles.text if card.is_named else roles.quiet
        self._text(painter, box, area, card.title, self._fonts.title, tone)
        left = box.left() + width + Space.S
        for (text, back, color), pill in zip(pills, widths, strict=True):
            spot = QRectF(left, line.top() - 1, pill, line.height() + 2)
            spot = self._mirrored(spot, QRectF(area))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(back))
            painter.drawRoundedRect(spot, spot.height() / 2, spot.height() / 2)
            painter.setFont(self._fonts.tiny)
            painter.setPen(QColor(color))
            painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, text)
            left += pill + Space.XS

    def _paint_fault(
        self, painter: QPainter, line: QRect, area: QRect, fault: str, roles: Roles
    ) -> QRect:
        """Paints what is missing and gives the room that is left of the line."""
        side = grown(16)
        spot = QRect(line.left(), line.center().y() - side // 2 + 1, side, side)
        icon("warning", "error").paint(painter, self._mirrored(QRectF(spot), QRectF(area)).toRect())
        width = QFontMetrics(self._fonts.body).horizontalAdvance(fault) + 1
        left = line.left() + side + Space.XS
        box = QRect(left, line.top(), min(width, line.width() - side - Space.XS), line.height())
        self._text(painter, box, area, fault, self._fonts.body, roles.error)
        return line.adjusted(side + Space.XS + width + Space.M, 0, 0, 0)

    def _paint_chevron(
        self, painter: QPainter, area: QRect, roles: Roles, *, is_open: bool
    ) -> None:
        side = grown(_CHEVRON)
        box = QRectF(area.right() + 1 - side, area.top(), side, area.height())
        middle = self._mirrored(box, QRectF(area)).center()
        far = side * 0.225
        dip = -side / 8 if is_open else side / 8
        pen = QPen(QColor(roles.quiet), side * 0.08)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(
            [
                QPointF(middle.x() - far, middle.y() - dip),
                QPointF(middle.x(), middle.y() + dip),
                QPointF(middle.x() + far, middle.y() - dip),
            ]
        )

    def _text(
        self,
        painter: QPainter,
        box: QRect,
        area: QRect,
        text: str,
        font: QFont,
        color: str,
        *,
        at_end: bool = False,
    ) -> None:
        if not text or box.width() <= 0:
            return
        cut = QFontMetrics(font).elidedText(shown(text), Qt.TextElideMode.ElideRight, box.width())
        painter.setFont(font)
        painter.setPen(QColor(color))
        is_left = at_end is (self._view.layoutDirection() is Qt.LayoutDirection.RightToLeft)
        side = Qt.AlignmentFlag.AlignLeft if is_left else Qt.AlignmentFlag.AlignRight
        spot = self._mirrored(QRectF(box), QRectF(area)).toRect()
        # By itself, or "7 yrs" would begin with its word in a mirrored layout.
        painter.drawText(spot, _LINE | side | Qt.AlignmentFlag.AlignAbsolute, isolated(cut))

    def _mirrored(self, box: QRectF, area: QRectF) -> QRectF:
        """The box on the other side of the area where the layout runs from right to left."""
        if self._view.layoutDirection() is Qt.LayoutDirection.LeftToRight:
            return box
        left = area.right() - (box.left() - area.left()) - box.width()
        return QRectF(left, box.top(), box.width(), box.height())


def _bar_color(card: Card, roles: Roles) -> str | None:
    if card.effect is Effect.ADDED:
        return roles.added
    return roles.changed if card.effect is Effect.EDITED else None


def _mark_colors(card: Card, roles: Roles) -> tuple[str, str]:
    if card.effect is Effect.ADDED:
        return roles.added_soft, roles.added
    return roles.changed_soft, roles.changed

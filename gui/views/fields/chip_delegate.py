"""What a chip looks like, and how its word is changed in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.i18n import _
from gui.views.fields.chip_model import ADDED_ROLE, BLINK_ROLE, Index
from gui.views.fields.inputs import LineInput
from gui.views.theme import Roles, Space, current_roles, grown

if TYPE_CHECKING:
    from gui.views.fields.chip_view import ChipView

_HEIGHT: Final = 28
CROSS: Final = 24
"""Width of the part of a chip that removes it."""
_WIDEST: Final = 320
_ARMS: Final = 7
_PLUS: Final = 14
"""Of the cross and the sign, in logical pixels; they grow."""


class ChipDelegate(QStyledItemDelegate):
    """Draws a chip and edits its word in place."""

    def __init__(self, view: ChipView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        width = self._view.fontMetrics().horizontalAdvance(text) + 2 + Space.M
        width += grown(_PLUS) if index.data(ADDED_ROLE) else 0
        width += CROSS + Space.XS if self._view.can_edit else Space.M
        room = max(self._view.viewport().width() - 2 * self._view.spacing(), 4 * CROSS)
        return QSize(min(width, grown(_WIDEST), room), chip_height(self._view))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        roles, view = current_roles(), self._view
        rect: QRect = option.rect
        added = bool(index.data(ADDED_ROLE))
        focused = view.hasFocus() and view.currentIndex() == index
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, edge, width = _chip_colors(
            roles, added=added, focused=focused, blinking=bool(index.data(BLINK_ROLE))
        )
        box = QRectF(rect).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)

        mirrored = view.isRightToLeft()
        inner = rect.adjusted(Space.M, 0, -Space.M, 0)
        if view.can_edit:
            cross = view.cross_rect(rect)
            inner = rect.adjusted(Space.M, 0, -CROSS - Space.XS, 0)
            if mirrored:
                inner = rect.adjusted(CROSS + Space.XS, 0, -Space.M, 0)
            self._draw_cross(painter, cross, roles, hot=view.hot_row == index.row())
        if added:
            sign = grown(_PLUS)
            plus = QRect(inner.left(), inner.top(), sign, inner.height())
            if mirrored:
                plus.moveRight(inner.right())
                inner.adjust(0, 0, -sign, 0)
            else:
                inner.adjust(sign, 0, 0, 0)
            _draw_plus(painter, plus, QColor(roles.added))
        painter.setPen(QColor(roles.text))
        painter.setFont(view.font())
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        cut = view.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, cut)
        painter.restore()

    def _draw_cross(self, painter: QPainter, rect: QRect, roles: Roles, *, hot: bool) -> None:
        center = QRectF(rect).center()
        if hot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(roles.outline))
            painter.drawEllipse(center, CROSS / 2 - 3, CROSS / 2 - 3)
        painter.setPen(QPen(QColor(roles.text if hot else roles.quiet), 1.5))
        x, y, arm = center.x(), center.y(), grown(2 * _ARMS) / 4
        for direction in (1, -1):
            painter.drawLine(
                QPointF(x - arm, y - direction * arm), QPointF(x + arm, y + direction * arm)
            )

    # --- editing in place ------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = LineInput(parent)
        line.setAccessibleName(_("Change {word}").format(word=index.data()))
        line.textEdited.connect(self._view.rewriting)
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, LineInput)
        editor.put(str(index.data(Qt.ItemDataRole.EditRole)))
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, LineInput)
        self._view.renamed.emit(index.row(), editor.text())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        rect: QRect = QRect(option.rect)
        rect.setWidth(max(rect.width(), 6 * CROSS))
        rect.moveRight(min(rect.right(), self._view.viewport().width() - 1))
        rect.moveLeft(max(rect.left(), 0))
        # A line is higher than a chip: as far above it as below.
        higher = max(0, editor.sizeHint().height() - rect.height())
        rect.adjust(0, -(higher // 2), 0, higher - higher // 2)
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if (
            isinstance(editor, LineInput)
            and editor.is_composing
            and event.type() is QEvent.Type.KeyPress
        ):
            return False
        return super().eventFilter(editor, event)


def chip_height(view: QWidget) -> int:
    """The height of a chip, more than usual only for large text."""
    return max(_HEIGHT, view.fontMetrics().height() + Space.S)


def _chip_colors(
    roles: Roles, *, added: bool, focused: bool, blinking: bool
) -> tuple[str, str, int]:
    """Fill, edge and width of the edge."""
    fill, edge = (roles.added_soft, roles.added) if added else (roles.hover, roles.outline)
    if blinking:
        return roles.changed_soft, roles.changed, 2
    if focused:
        return roles.accent_soft, roles.focus, 2
    return fill, edge, 1


def _draw_plus(painter: QPainter, rect: QRect, color: QColor) -> None:
    center = QRectF(rect).center()
    painter.setPen(QPen(color, 2))
    x, y, arm = center.x() - 2, center.y(), grown(8) / 2
    painter.drawLine(QPointF(x - arm, y), QPointF(x + arm, y))
    painter.drawLine(QPointF(x, y - arm), QPointF(x, y + arm))

"""The photo with the square that is to be cut out of it: dragged, pulled at its corners, or moved
and sized by keys. What the square means to the file is the model's business."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.i18n import _
from gui.model.cropping import Corner, Crop
from gui.views.accessible import told_as
from gui.views.actions import Act
from gui.views.announce import announce
from gui.views.keymap import means
from gui.views.theme import Space, current_roles

_WIDTH, _HEIGHT = 420, 360
_GRIP: Final = 14
"""Logical pixels around a corner that take hold of it."""
_ARM: Final = 16
_ROUND: Final = 8
_SHADE: Final = 150
_STEP, _LEAP = 0.01, 0.1
"""Parts of the picture's shorter side that an arrow key moves, alone and with Shift."""
_ZOOM: Final = 1.08
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_CURSORS: Final = {
    Corner.TOP_LEFT: Qt.CursorShape.SizeFDiagCursor,
    Corner.BOTTOM_RIGHT: Qt.CursorShape.SizeFDiagCursor,
    Corner.TOP_RIGHT: Qt.CursorShape.SizeBDiagCursor,
    Corner.BOTTOM_LEFT: Qt.CursorShape.SizeBDiagCursor,
}


class CropCanvas(QWidget):
    """Signal: `changed()` when the square is another one. `crop` is the square."""

    changed = Signal()

    def __init__(self, image: QImage, crop: Crop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(280, 240)
        self.setAccessibleName(_("Part of the photo"))
        self._image = image
        self._turned = QPixmap()
        self._turns = -1
        self._crop = crop
        self._held: Corner | None = None
        self._from: tuple[QPointF, Crop] | None = None
        self._describe()

    @property
    def crop(self) -> Crop:
        """The square that is to be cut out."""
        return self._crop

    @property
    def turned(self) -> QPixmap:
        """The picture as it is turned now."""
        if self._turns != self._crop.turns:
            self._turns = self._crop.turns
            turned = self._image.transformed(QTransform().rotate(90 * self._turns))
            self._turned = QPixmap.fromImage(turned)
        return self._turned

    @property
    def scale(self) -> float:
        """Pixels of `turned` for each pixel of the picture."""
        return self.turned.width() / self._crop.size[0]

    def show_crop(self, crop: Crop, *, said: bool = False) -> None:
        """Shows another square; `said` tells it to assistive technology too."""
        if crop == self._crop:
            return
        self._crop = crop
        self._describe()
        if said:
            announce(self, self.accessibleDescription())
        self.update()
        self.changed.emit()

    def zoom(self, times: float, *, said: bool = False) -> None:
        """Makes the square so many times as large, around its middle."""
        side = round(self._crop.side * times)
        if side == self._crop.side:
            side += 1 if times > 1 else -1
        self.show_crop(self._crop.zoomed(side), said=said)

    # --- where things are --------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, _HEIGHT)

    def picture_area(self) -> QRectF:
        """Where the whole picture is painted."""
        room = QRectF(self.rect()).adjusted(Space.S, Space.S, -Space.S, -Space.S)
        width, height = self._crop.size
        scale = min(room.width() / width, room.height() / height)
        area = QRectF(0, 0, width * scale, height * scale)
        area.moveCenter(room.center())
        return area

    def square(self) -> QRectF:
        """Where the square is painted."""
        area, crop = self.picture_area(), self._crop
        scale = area.width() / crop.size[0]
        return QRectF(
            area.x() + crop.left * scale,
            area.y() + crop.top * scale,
            crop.side * scale,
            crop.side * scale,
        )

    def corner_at(self, spot: QPointF) -> Corner | None:
        """The corner that a press there takes hold of."""
        for corner, point in _corners(self.square()).items():
            away = spot - point
            if max(abs(away.x()), abs(away.y())) <= _GRIP:
                return corner
        return None

    # --- the mouse ---------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        spot = event.position()
        self._held = self.corner_at(spot)
        if self._held is None and not self.square().contains(spot):
            # Beside the square: it comes to where it was pressed, and is held there.
            scale = self._crop.size[0] / self.picture_area().width()
            away = (spot - self.square().center()) * scale
            self.show_crop(self._crop.moved(round(away.x()), round(away.y())))
        self._from = (spot, self._crop)
        self._show_cursor(spot)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = event.position()
        if self._from is None:
            self._show_cursor(spot)
            return
        start, crop = self._from
        scale = crop.size[0] / self.picture_area().width()
        away = (spot - start) * scale
        if self._held is None:
            self.show_crop(crop.moved(round(away.x()), round(away.y())))
            return
        across, down = self._held.value
        # The further of the two ways counts, so that the corner stays at the pointer.
        longer = max(away.x() * across, away.y() * down, key=abs)
        self.show_crop(crop.dragged(self._held, crop.side + round(longer)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._from, self._held = None, None
        self._show_cursor(event.position())
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().y():
            # Forwards comes closer, as in every viewer: the square gets smaller.
            self.zoom(1 / _ZOOM if event.angleDelta().y() > 0 else _ZOOM)
        event.accept()

    # --- keys --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        is_far = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _ARROWS:
            step = max(1, round(min(self._crop.size) * (_LEAP if is_far else _STEP)))
            across, down = _ARROWS[key]
            self.show_crop(self._crop.moved(across * step, down * step), said=True)
        elif means(event, Act.CROP_CLOSER):
            self.zoom(1 / _ZOOM, said=True)
        elif means(event, Act.CROP_WIDER):
            self.zoom(_ZOOM, said=True)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    # --- painting ----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        roles = current_roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        path = QPainterPath()
        path.addRoundedRect(frame, _ROUND, _ROUND)
        painter.fillPath(path, QColor(roles.hover))
        if self.hasFocus():
            painter.setPen(QPen(QColor(roles.focus), 2))
            painter.drawPath(path)
        area, square = self.picture_area(), self.square()
        painter.drawPixmap(area, self.turned, QRectF(self.turned.rect()))
        shade = QPainterPath()
        shade.addRect(area)
        hole = QPainterPath()
        hole.addRect(square)
        # The same dark over light and dark photos, whatever the theme.
        painter.fillPath(shade.subtracted(hole), QColor(0, 0, 0, _SHADE))
        self._paint_square(painter, square)

    def _paint_square(self, painter: QPainter, square: QRectF) -> None:
        white, dark = QColor(255, 255, 255), QColor(0, 0, 0, 90)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(255, 255, 255, 110), 1, Qt.PenStyle.DashLine))
        painter.drawEllipse(square)
        if self._from is not None:
            painter.setPen(QPen(QColor(255, 255, 255, 110), 1))
            for part in (1, 2):
                across = square.x() + square.width() * part / 3
                down = square.y() + square.height() * part / 3
                painter.drawLine(QPointF(across, square.top()), QPointF(across, square.bottom()))
                painter.drawLine(QPointF(square.left(), down), QPointF(square.right(), down))
        for pen in (QPen(dark, 3), QPen(white, 1.5)):
            painter.setPen(pen)
            painter.drawRect(square)
        arm = min(_ARM, square.width() / 3)
        for width, color in ((6.0, dark), (4.0, white)):
            pen = QPen(color, width)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            for corner, point in _corners(square).items():
                across, down = corner.value
                painter.drawPolyline(
                    [
                        QPointF(point.x() - across * arm, point.y()),
                        point,
                        QPointF(point.x(), point.y() - down * arm),
                    ]
                )

    def _show_cursor(self, spot: QPointF) -> None:
        corner = self._held or self.corner_at(spot)
        if corner is not None:
            self.setCursor(_CURSORS[corner])
        elif self._from is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self.square().contains(spot):
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.setCursor(Qt.CursorShape.CrossCursor)

    def _describe(self) -> None:
        text = _(
            "A square of {side} pixels, {left} from the left and {top} from the top of "
            "{width} × {height}."
        )
        width, height = self._crop.size
        self.setAccessibleDescription(
            text.format(
                side=self._crop.side,
                left=self._crop.left,
                top=self._crop.top,
                width=width,
                height=height,
            )
        )


def _corners(square: QRectF) -> dict[Corner, QPointF]:
    return {
        Corner.TOP_LEFT: square.topLeft(),
        Corner.TOP_RIGHT: square.topRight(),
        Corner.BOTTOM_LEFT: square.bottomLeft(),
        Corner.BOTTOM_RIGHT: square.bottomRight(),
    }


told_as(QAccessible.Role.Graphic, CropCanvas)

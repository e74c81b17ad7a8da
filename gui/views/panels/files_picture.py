"""A picture in a frame of its own, as it is, with a word below it that says which one it is."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from gui.i18n import _
from gui.views.icons import icon
from gui.views.text import Label
from gui.views.theme import Space, current_roles

SIDE: Final = 112
LEAST_SIDE: Final = 72
"""Logical pixels of the frame where there is room, and where there is little."""
_ROUND: Final = 8
_GLYPH: Final = 28


class PictureFrame(QWidget):
    """Shows a picture whole, or a glyph where there is none to be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(LEAST_SIDE, LEAST_SIDE)
        self.setMaximumSize(SIDE, SIDE)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._image: QImage | None = None
        self._glyph = "person"
        self._is_new = False

    @property
    def image(self) -> QImage | None:
        """The picture that is shown."""
        return self._image

    def show_picture(
        self, image: QImage | None, *, glyph: str = "person", is_new: bool = False
    ) -> None:
        """Shows a picture; without one the glyph. `is_new` marks what is not sent yet."""
        self._image, self._glyph, self._is_new = image, glyph, is_new
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def heightForWidth(self, width: int) -> int:
        """It stays a square."""
        return min(width, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        roles = current_roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        path = QPainterPath()
        path.addRoundedRect(frame, _ROUND, _ROUND)
        painter.fillPath(path, QColor(roles.hover))
        if self._image is not None:
            painter.save()
            painter.setClipPath(path)
            painter.drawImage(self._fitted(self._image), self._image)
            painter.restore()
        else:
            box = QRectF(0, 0, _GLYPH, _GLYPH)
            box.moveCenter(frame.center())
            icon(self._glyph, "quiet").paint(painter, box.toRect())
        pen = QPen(QColor(roles.changed), 2) if self._is_new else QPen(QColor(roles.line), 1)
        painter.setPen(pen)
        painter.drawPath(path)

    def _fitted(self, image: QImage) -> QRectF:
        room = self.size() - QSize(2, 2)
        size = image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF(0, 0, size.width(), size.height())
        target.moveCenter(QRectF(self.rect()).center())
        return target


class CaptionedPicture(QWidget):
    """A picture frame with a word below, such as "now" or "new"."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.frame = PictureFrame()
        self._caption = Label(name, role="small", wrap=True)
        self._caption.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._caption.setMaximumWidth(SIDE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self.frame)
        column.addWidget(self._caption)

    @property
    def caption(self) -> str:
        """The word below."""
        return self._caption.text()

    def show_picture(
        self,
        image: QImage | None,
        *,
        glyph: str = "person",
        is_new: bool = False,
        caption: str = "",
    ) -> None:
        """See `PictureFrame.show_picture`; also told to assistive technology."""
        self.frame.show_picture(image, glyph=glyph, is_new=is_new)
        self._caption.setText(caption or self._name)
        what = _("Photo") if image is not None else _("No picture to show")
        self.frame.setAccessibleName(_("{what}, {which}").format(what=what, which=self._name))

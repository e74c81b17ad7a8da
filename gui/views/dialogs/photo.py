"""Editing a staged photo: which square of it, which way up, and how it will be seen.

`crop` is the answer once the dialog is accepted. Nothing is cut here: that happens in the
decoder's process, out of the photo as it was staged first.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QKeySequence, QPainter, QPainterPath, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.i18n import _, grouped
from gui.model.cropping import Crop, centred
from gui.services.photo_editing import Editable
from gui.views.actions import Act
from gui.views.ask import Dialog
from gui.views.buttons import Button
from gui.views.dialogs.photo_canvas import CropCanvas
from gui.views.keyed import KeyedButton
from gui.views.keymap import keys_of
from gui.views.text import Label
from gui.views.theme import Space

CROP: Final = 1
_WIDTH: Final = 660
_SMALL: Final = 200
"""Pixels of a side below which a photo looks blurred where it is shown large."""
_ROUND, _LARGE, _LITTLE = 64, 112, 40
"""Logical pixels of the previews: as the header shows it, as a page does, as a list does."""
_ZOOM: Final = 1.15


class PhotoDialog(Dialog):
    """Asks for the square of a photo. `crop` is what is chosen."""

    def __init__(self, photo: Editable, over: QWidget | None) -> None:
        super().__init__(_("Edit photo"), over, width=_WIDTH)
        image = QImage.fromData(photo.png, "PNG")  # type: ignore[arg-type]
        self._whole = centred(photo.crop.width, photo.crop.height)
        self.canvas = CropCanvas(image, photo.crop)
        self.previews = tuple(
            CropPreview(self.canvas, side, is_round=is_round)
            for side, is_round in ((_ROUND, True), (_LARGE, False), (_LITTLE, True))
        )
        self.left_button = KeyedButton("rotate-left", _("Rotate left"), Act.TURN_LEFT)
        self.right_button = KeyedButton("rotate-right", _("Rotate right"), Act.TURN_RIGHT)
        self.larger_button = KeyedButton("plus", _("Closer"), Act.CROP_CLOSER)
        self.smaller_button = KeyedButton("minus", _("Wider"), Act.CROP_WIDER)
        self._size = Label(role="small", elide=True)
        self._compose()
        self.reset_button = Button(_("Start over"), kind="quiet")
        self.reset_button.clicked.connect(lambda: self.canvas.show_crop(self._whole, said=True))
        self.add_aside(self.reset_button)
        self.crop_button = self.add_verb(_("Crop photo"), CROP, kind="primary", default=True)
        self._connect()
        self._follow()
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def crop(self) -> Crop:
        """The square that is chosen."""
        return self.canvas.crop

    def _compose(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(Space.XS)
        for button in (
            self.left_button,
            self.right_button,
            self.smaller_button,
            self.larger_button,
        ):
            tools.addWidget(button)
        tools.addSpacing(Space.S)
        tools.addWidget(self._size, 1)
        left = QVBoxLayout()
        left.setSpacing(Space.S)
        left.addWidget(self.canvas, 1)
        left.addLayout(tools)

        right = QVBoxLayout()
        right.setSpacing(Space.S)
        right.addWidget(Label(_("As it will be seen"), role="label"))
        right.addSpacing(Space.XS)
        for preview, caption in zip(
            self.previews, (_("in the header"), _("on a page"), _("in a list")), strict=True
        ):
            right.addWidget(preview, 0, Qt.AlignmentFlag.AlignHCenter)
            words = Label(caption, role="small")
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            right.addWidget(words)
            right.addSpacing(Space.S)
        right.addStretch(1)

        row = QHBoxLayout()
        row.setSpacing(Space.XL)
        row.addLayout(left, 1)
        row.addLayout(right)
        self.body.addLayout(row, 1)
        said = _(
            "Drag the square or its corners; arrow keys move it, + and − size it. Editing again "
            "starts from the photo that you chose, as long as Redline runs."
        )
        self.body.addWidget(Label(said, role="quiet", wrap=True))

    def _connect(self) -> None:
        canvas = self.canvas
        canvas.changed.connect(self._follow)
        self.left_button.clicked.connect(lambda: self._turn(-1))
        self.right_button.clicked.connect(lambda: self._turn(1))
        self.larger_button.clicked.connect(lambda: canvas.zoom(1 / _ZOOM, said=True))
        self.smaller_button.clicked.connect(lambda: canvas.zoom(_ZOOM, said=True))
        for act, quarters in ((Act.TURN_LEFT, -1), (Act.TURN_RIGHT, 1)):
            for keys in keys_of(act):
                shortcut = QShortcut(QKeySequence(keys), self)
                shortcut.activated.connect(lambda quarters=quarters: self._turn(quarters))

    def _turn(self, quarters: int) -> None:
        self.canvas.show_crop(self.crop.turned(quarters), said=True)

    def _follow(self) -> None:
        crop = self.crop
        text = _("{side} × {side} pixels").format(side=grouped(crop.side))
        is_small = crop.side < _SMALL
        if is_small:
            text = _("{size}: small, it may look blurred").format(size=text)
        self._size.setText(text)
        self._size.set_tone("warning" if is_small else "quiet")
        self.larger_button.setEnabled(crop.side > crop.least)
        self.smaller_button.setEnabled(crop.side < crop.largest)
        self.reset_button.setEnabled(crop != self._whole)
        for preview in self.previews:
            preview.update()


class CropPreview(QWidget):
    """The square of a canvas in the size and shape in which it is shown elsewhere."""

    def __init__(self, canvas: CropCanvas, side: int, *, is_round: bool) -> None:
        super().__init__()
        self._canvas = canvas
        self._is_round = is_round
        self.setFixedSize(side, side)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(self.rect())
        path = QPainterPath()
        if self._is_round:
            path.addEllipse(frame)
        else:
            path.addRoundedRect(frame, Space.XS, Space.XS)
        painter.setClipPath(path)
        crop, scale = self._canvas.crop, self._canvas.scale
        source = QRectF(crop.left * scale, crop.top * scale, crop.side * scale, crop.side * scale)
        painter.fillRect(frame, self.palette().base())
        painter.drawPixmap(frame, self._canvas.turned, source)

"""The dashed field that says: drop here, or choose; large where there is nothing else to see."""

from __future__ import annotations

import enum
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from gui.i18n import _
from gui.model.fileformats import MAX_FILE_SIZE, Role
from gui.model.texts import human_size
from gui.views.buttons import Button
from gui.views.icons import Glyph
from gui.views.text import Label
from gui.views.theme import Space, current_roles


def limits_of(role: Role) -> str:
    """The formats and the size that are taken, in one short line."""
    formats = _("PDF, DOC, DOCX, RTF") if role is Role.RESUME else _("JPEG, PNG, GIF")
    # A number stays with its unit.
    size = human_size(MAX_FILE_SIZE).replace(" ", "\u00a0")
    return _("{formats} up to {size}").format(formats=formats, size=size)


_LEAST_LETTERS: Final = 12


class Size(enum.Enum):
    """How much room an invitation takes: the whole zone, the place of a picture, one row."""

    LARGE = "large"
    SLOT = "slot"
    ROW = "row"


class Invitation(QWidget):
    """Signal: `choose_asked()`."""

    choose_asked = Signal()

    def __init__(self, role: Role, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text = _("Choose resume…") if role is Role.RESUME else _("Choose photo…")
        self._is_row = False
        self._icon = Glyph("upload", "quiet")
        self._words = Label(_("Drop a file anywhere in the window"), role="small", wrap=True)
        self.button = Button(text)
        self.button.clicked.connect(self.choose_asked)
        self._limits = Label(limits_of(role), role="small", wrap=True)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        self._box.setSpacing(Space.S)
        self._box.addStretch(0)
        for widget in (self._icon, self._words, self.button, self._limits):
            self._box.addWidget(widget)
        self._box.addStretch(0)
        self.show_size(Size.LARGE)

    def show_size(self, size: Size) -> None:
        """Takes more or less room; the button stays the same one, with its focus."""
        is_row = size is Size.ROW
        is_large = size is Size.LARGE
        middle = Qt.AlignmentFlag.AlignHCenter
        self._icon.setVisible(is_large)
        self._words.setVisible(is_large)
        direction = QBoxLayout.Direction.LeftToRight if is_row else QBoxLayout.Direction.TopToBottom
        self._box.setDirection(direction)
        for at in (0, self._box.count() - 1):
            self._box.setStretch(at, 0 if is_row else 1)
        self._box.setStretchFactor(self._limits, 1 if is_row else 0)
        self._is_row = is_row
        self._fit()
        for label in (self._words, self._limits):
            label.setAlignment(
                Qt.AlignmentFlag.AlignVCenter if is_row else middle | Qt.AlignmentFlag.AlignVCenter
            )
        for widget in (self._icon, self.button):
            self._box.setAlignment(widget, Qt.AlignmentFlag.AlignVCenter if is_row else middle)
        edge = Space.L if is_large else Space.S
        self._box.setContentsMargins(Space.S, edge, Space.S, edge)

    def minimumSizeHint(self) -> QSize:
        # The words may stand below the button.
        return QSize(self._least_width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _least_width(self) -> int:
        edges = self._box.contentsMargins()
        return self.button.sizeHint().width() + edges.left() + edges.right()

    def _fit(self) -> None:
        """In a row the words stand beside the button where there is room for a few of them."""
        if not self._is_row:
            return
        words = _LEAST_LETTERS * self._limits.fontMetrics().averageCharWidth()
        beside = self.width() >= self._least_width() + Space.S + words
        self._box.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(current_roles().outline), 1)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

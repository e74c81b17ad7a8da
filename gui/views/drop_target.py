"""One of the two large targets that a drag over the window shows."""

from __future__ import annotations

import enum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.i18n import _
from gui.model.fileformats import Role
from gui.views.icons import Glyph, IconRole
from gui.views.panels.files_invitation import limits_of
from gui.views.text import Label, Tone
from gui.views.theme import Space, current_roles

_GLYPH = 36
_HEIGHT = 200


class Fit(enum.Enum):
    """How what is dragged fits a target."""

    OPEN = "open"
    LOOKING = "looking"
    FITS = "fits"
    NONE = "none"


class DropTarget(QWidget):
    """Shows its name, what it takes, and the verdict on what is in the air."""

    def __init__(self, role: Role, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.role = role
        self.fit = Fit.OPEN
        self._is_aimed = False
        self.setMinimumHeight(_HEIGHT)
        self._icon = "resume" if role is Role.RESUME else "photo"
        self._glyph = Glyph(self._icon, "quiet", side=_GLYPH)
        self._title = Label(role.label, role="title")
        self._verdict = Label(wrap=True)
        self._limits = Label(limits_of(role), role="small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.XL, Space.L, Space.L)
        column.setSpacing(Space.S)
        column.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._title, self._verdict, self._limits):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        # Two lines, so that nothing moves when the verdict comes.
        self._verdict.setMinimumHeight(2 * self._verdict.fontMetrics().lineSpacing())
        column.addStretch(1)

    @property
    def verdict(self) -> str:
        """What is said about what is dragged."""
        return self._verdict.text()

    def show_fit(self, fit: Fit, verdict: str = "") -> None:
        """Shows how what is dragged fits, with the verdict in words."""
        self.fit = fit
        if fit is Fit.LOOKING:
            verdict = _("looking…")
        self._verdict.setText(verdict)
        is_faint = fit is Fit.NONE
        tone: Tone = "quiet" if is_faint else "text"
        role: IconRole = "accent" if fit is Fit.FITS else "quiet"
        self._title.set_tone(tone)
        self._glyph.show_icon(self._icon, role)
        self.update()

    def set_aimed(self, aimed: bool) -> None:
        """Marks the target as the one under the pointer."""
        if aimed != self._is_aimed:
            self._is_aimed = aimed
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        roles = current_roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fits = self.fit is Fit.FITS
        width = 2.5 if fits else 1.5
        pen = QPen(QColor(roles.accent if fits else roles.outline), width)
        if not fits:
            pen.setDashPattern([4, 4])
        painter.setPen(pen)
        strong = fits and self._is_aimed
        fill = roles.accent_soft if strong else roles.surface
        painter.setBrush(QColor(roles.window if self.fit is Fit.NONE else fill))
        inside = QRectF(self.rect()).adjusted(width, width, -width, -width)
        painter.drawRoundedRect(inside, 12, 12)

"""Buttons with text, in four kinds; for those with only an icon see `gui.views.icons`.

Text is plain, Enter presses the button that has the focus, and its icon follows the theme.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from gui.views.icons import IconRole, icon
from gui.views.text import plain, set_property, set_tip
from gui.views.theme import current_roles

ButtonKind: TypeAlias = Literal["primary", "normal", "quiet", "danger"]

_ICON_ROLES: dict[str, IconRole] = {
    "primary": "on_accent",
    "normal": "text",
    "quiet": "accent",
    "danger": "error",
}


class Button(QPushButton):
    """A button with a verb: primary (one a view), normal, quiet (beside others), danger."""

    def __init__(
        self,
        text: str,
        *,
        kind: ButtonKind = "normal",
        icon_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(plain(text), parent)
        self._kind: ButtonKind = kind
        self._icon_name = icon_name
        self.setProperty("kind", kind)
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._draw_icon()

    def set_text(self, text: str) -> None:
        """Changes the verb, for eyes and for assistive technology."""
        if self.accessibleName() != text:
            self.setText(plain(text))
            self.setAccessibleName(text)

    def show_words(self, shown: bool) -> None:
        """Shows the verb, or only the icon where there is no room: then the verb is the tip."""
        words = plain(self.accessibleName()) if shown else ""
        if self.text() != words:
            self.setText(words)
            set_tip(self, "" if shown else self.accessibleName())

    def set_kind(self, kind: ButtonKind) -> None:
        self._kind = kind
        set_property(self, "kind", kind)
        self._draw_icon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._kind == "primary" and self.hasFocus():
            # The ring of the style sheet has the colour of the button: one inside is seen.
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(current_roles().on_accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), 3.5, 3.5)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()

    def _draw_icon(self) -> None:
        if self._icon_name:
            self.setIcon(icon(self._icon_name, _ICON_ROLES[self._kind]))

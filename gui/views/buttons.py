"""Buttons with text, in four kinds; for those with only an icon see `gui.views.icons`.

Text is plain, Enter presses the button that has the focus, and its icon follows the theme.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui.views.icons import DENSE, REDRAWN_AT, IconRole, icon, icon_size
from gui.views.ring import Ringed, paint_ring
from gui.views.text import plain, set_property, set_tip
from gui.views.theme import Space, grown
from gui.views.turned import Turned

ButtonKind: TypeAlias = Literal["primary", "normal", "quiet", "danger"]

_ICON_ROLES: dict[str, IconRole] = {
    "primary": "on_accent",
    "normal": "text",
    "quiet": "accent",
    "danger": "error",
}

_LEAST_PRIMARY = 88


class Button(Turned, Ringed, QPushButton):
    """A button with a verb: primary (one a view), normal, quiet (beside others), danger.

    A quiet one may be `dense`, for a line of small text: 24 pixels high instead of 28.
    """

    def __init__(
        self,
        text: str,
        *,
        kind: ButtonKind = "normal",
        icon_name: str = "",
        dense: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(plain(text), parent)
        self._kind: ButtonKind = kind
        self._icon_name = icon_name
        self._tells_words = False
        self.setProperty("kind", kind)
        self.setProperty("dense", dense)
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
        if self.text() == words:
            return
        self.setText(words)
        if not shown and not self.toolTip():
            self._tells_words = True
            set_tip(self, self.accessibleName())
        elif shown and self._tells_words:
            self._tells_words = False
            set_tip(self, "")

    def set_kind(self, kind: ButtonKind) -> None:
        self._kind = kind
        set_property(self, "kind", kind)
        self._draw_icon()

    def set_icon_name(self, name: str) -> None:
        """Shows another icon."""
        if name != self._icon_name:
            self._icon_name = name
            self._draw_icon()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self._kind == "primary" and self.text():
            hint.setWidth(max(hint.width(), grown(_LEAST_PRIMARY)))
        return hint

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.has_ring:
            paint_ring(self, inside=self._kind == "primary")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in REDRAWN_AT:
            self._draw_icon()

    def _draw_icon(self) -> None:
        if self._icon_name:
            self.setIconSize(icon_size(DENSE))
            self.setIcon(icon(self._icon_name, _ICON_ROLES[self._kind], DENSE))


class ButtonRow(QWidget):
    """Buttons at both ends of a row; the first ones give up their words where there is no room."""

    def __init__(self, buttons: Sequence[Button], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = tuple(buttons)
        self._row = row = QHBoxLayout(self)
        # The first is quiet: its words, not its edges, stand in line with the cards above.
        row.setContentsMargins(Space.XS, Space.S, Space.XS, Space.S)
        row.setSpacing(Space.S)
        for number, button in enumerate(buttons):
            if number == len(buttons) - 1:
                row.addStretch(1)
            row.addWidget(button)
        row.addSpacing(Space.M)

    def minimumSizeHint(self) -> QSize:
        # As narrow as with icons alone.
        return QSize(Space.M, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        for mute in range(len(self._buttons) + 1):
            for number, button in enumerate(self._buttons):
                button.show_words(number >= mute)
            self._row.invalidate()
            if self._row.sizeHint().width() <= self.width():
                break
        # Nobody else would: this width was laid out before it was told.
        self._row.activate()

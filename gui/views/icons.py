"""The program's own icons: drawn on a 20 px grid with one stroke, coloured by the theme.

`resources/icons/NAME.svg` uses ``currentColor``; `icon` replaces it with a role's colour. A
QIcon keeps the colours of its day: `IconButton`, `Button`, `Glyph` and `Actions` renew theirs
when the theme changes, others do so on `Theme.changed`.
"""

from __future__ import annotations

import functools
from typing import Literal, TypeAlias

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QToolButton, QWidget

from gui import paths
from gui.views.text import set_tip
from gui.views.theme import current_roles, mix

IconRole: TypeAlias = Literal[
    "text", "quiet", "accent", "on_accent", "changed", "added", "removed", "warning", "error"
]

GRID = 20
"""Logical pixels of an icon's side."""
DENSE = 16
"""The same in a line of small text."""
_DENSE_SIDE = 24


def icon(name: str, role: IconRole = "text") -> QIcon:
    """The icon in the colour of a role, fainter where its control is disabled.

    FileNotFoundError for a name that was not drawn: a programmer's slip.
    """
    roles = current_roles()
    color = getattr(roles, role)
    result = QIcon()
    for side in (GRID, 2 * GRID):
        for mode, shade in (
            (QIcon.Mode.Normal, color),
            (QIcon.Mode.Disabled, mix(roles.text, roles.surface, 0.55)),
        ):
            result.addPixmap(QPixmap.fromImage(_drawn(name, shade, side)), mode)
    return result


def paint_icon(painter: QPainter, name: str, role: IconRole, spot: QRectF) -> None:
    """Paints an icon in the colour of a role, for who paints by hand."""
    _renderer(name, getattr(current_roles(), role)).render(painter, spot)


def app_icon() -> QIcon:
    """The program's icon for windows and task bars; it has colours of its own."""
    return QIcon(str(paths.resources() / "icons" / "redline.svg"))


@functools.lru_cache(maxsize=512)
def _drawn(name: str, color: str, side: int) -> QImage:
    image = QImage(QSize(side, side), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    _renderer(name, color).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return image


@functools.lru_cache(maxsize=256)
def _renderer(name: str, color: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", color).encode()))


@functools.cache
def _source(name: str) -> str:
    return (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


class Glyph(QWidget):
    """An icon that is only looked at, beside a text that says the same."""

    def __init__(
        self, name: str, role: IconRole = "text", *, side: int = GRID, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._role: IconRole = role
        self.setFixedSize(side, side)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_icon(self, name: str, role: IconRole) -> None:
        """Shows another icon."""
        self._name = name
        self._role = role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_icon(QPainter(self), self._name, self._role, QRectF(self.rect()))


class IconButton(QToolButton):
    """A button that is only an icon: `label` is its accessible name and its tip.

    A `dense` one stands in a line of small text and is 24 pixels high instead of 28.
    """

    def __init__(
        self,
        name: str,
        label: str,
        *,
        role: IconRole = "text",
        shortcut: str = "",
        dense: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = name
        self._role: IconRole = role
        side = DENSE if dense else GRID
        self.setProperty("dense", dense)
        self.setIconSize(QSize(side, side))
        if dense:
            self.setMaximumSize(_DENSE_SIDE, _DENSE_SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(label)
        set_tip(self, label, shortcut)
        self._draw_icon()

    def set_label(self, label: str, shortcut: str = "") -> None:
        """Changes what the button says it does."""
        self.setAccessibleName(label)
        set_tip(self, label, shortcut)

    def set_icon_name(self, name: str) -> None:
        if name != self._icon_name:
            self._icon_name = name
            self._draw_icon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()

    def _draw_icon(self) -> None:
        self.setIcon(icon(self._icon_name, self._role))

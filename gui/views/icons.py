"""The program's own icons: drawn on a 20 px grid with one stroke, coloured by the theme.

`resources/icons/NAME.svg` uses ``currentColor``; `icon` replaces it with a role's colour. A
QIcon keeps the colours and the size of its day: `IconButton`, `Button`, `Glyph` and `Actions` renew
theirs when the theme or the font changes, others do so on `Theme.changed`.
"""

from __future__ import annotations

import functools
from typing import Literal, TypeAlias

from PySide6.QtCore import QByteArray, QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from gui import paths
from gui.i18n import _
from gui.views.ring import Ringed, paint_ring
from gui.views.style_sheet import faint
from gui.views.text import set_tip
from gui.views.theme import Roles, Space, current_roles, grown
from gui.views.turned import Turned

IconRole: TypeAlias = Literal[
    "text", "quiet", "accent", "on_accent", "changed", "added", "removed", "warning", "error"
]

GRID = 20
"""Logical pixels of an icon's side beside letters of the usual size; see `grown`."""
DENSE = 16
"""The same on buttons with words, in menus, and in a line of small text."""
_DENSE_SIDE = 24

_LINE_EDGE = 10
"""What a line keeps free at its edge: the border and padding of the style sheet."""
_PLACED_AT = (QEvent.Type.Resize, QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange)

REDRAWN_AT = (QEvent.Type.PaletteChange, QEvent.Type.StyleChange)
"""What comes to a widget when colours or letters are other ones."""


def icon(name: str, role: IconRole = "text", side: int = GRID) -> QIcon:
    """The icon in the colour of a role, fainter where its control is disabled.

    It is drawn for the letters and the screens of now. FileNotFoundError for a name that was not
    drawn: a programmer's slip.
    """
    roles = current_roles()
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    return _icon(name, getattr(roles, role), roles, grown(side), ratio)


def forget_icons() -> None:
    """Lets go of all icons that were made; before the application ends, which they need."""
    _icon.cache_clear()


@functools.lru_cache(maxsize=256)
def _icon(name: str, color: str, roles: Roles, length: int, ratio: float) -> QIcon:
    """Each but once: a button asks again whenever it is dressed."""
    result = QIcon()
    for mode, shade in ((QIcon.Mode.Normal, color), (QIcon.Mode.Disabled, faint(roles))):
        for each in {length, round(length * ratio)}:
            result.addPixmap(QPixmap.fromImage(_drawn(name, shade, each)), mode)
    return result


def icon_size(side: int = GRID) -> QSize:
    """How large an icon is beside the letters of now."""
    return QSize(grown(side), grown(side))


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
    _read(name, color).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return image.copy()  # what was painted on keeps a paint engine: ten times what it shows


@functools.lru_cache(maxsize=256)
def _renderer(name: str, color: str) -> QSvgRenderer:
    return _read(name, color)


def _read(name: str, color: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", color).encode()))


@functools.cache
def _source(name: str) -> str:
    return (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


class Glyph(QWidget):
    """An icon that is only looked at, beside a text that says the same; it grows with the
    letters, `side` being its length beside the usual ones."""

    def __init__(
        self, name: str, role: IconRole = "text", *, side: int = GRID, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._role: IconRole = role
        self._side = side
        self.setFixedSize(icon_size(side))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_icon(self, name: str, role: IconRole) -> None:
        """Shows another icon."""
        self._name = name
        self._role = role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_icon(QPainter(self), self._name, self._role, QRectF(self.rect()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in REDRAWN_AT:
            self.setFixedSize(icon_size(self._side))


class LineMark(Glyph):
    """A picture before the text of a line: a click on it is one into the line."""

    def __init__(self, name: str, line: QLineEdit) -> None:
        super().__init__(name, "quiet", side=DENSE, parent=line)
        self._line = line
        line.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _PLACED_AT:
            self._place()
        return False

    def _place(self) -> None:
        line, side = self._line, grown(DENSE)
        _keep_free(line, "before", side + Space.S)
        left = line.width() - side - _LINE_EDGE if line.isRightToLeft() else _LINE_EDGE
        self.move(left, (line.height() - side) // 2)


def _keep_free(line: QLineEdit, where: Literal["before", "behind"], room: int) -> None:
    """Keeps so much of a line free of text, before it or behind it."""
    line.setProperty(f"free_{where}", room)
    rooms = [int(line.property(f"free_{each}") or 0) for each in ("before", "behind")]
    left, right = reversed(rooms) if line.isRightToLeft() else rooms
    line.setTextMargins(left, 0, right, 0)


class IconButton(Turned, Ringed, QToolButton):
    """A button that is only an icon: `label` is its accessible name and its tip.

    A `dense` one stands in a line of small text and is 24 pixels high instead of 28. `side` is
    for an icon of another size than the kind of button has.
    """

    def __init__(
        self,
        name: str,
        label: str,
        *,
        role: IconRole = "text",
        shortcut: str = "",
        dense: bool = False,
        side: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = name
        self._role: IconRole = role
        self._is_dense = dense
        self._side = side or (DENSE if dense else GRID)
        self.setProperty("dense", dense)
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

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.has_ring:
            paint_ring(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in REDRAWN_AT:
            self._draw_icon()

    def _draw_icon(self) -> None:
        self.setIconSize(icon_size(self._side))
        self.setIcon(icon(self._icon_name, self._role, self._side))
        if self._is_dense:
            most = grown(_DENSE_SIDE)
            self.setMaximumSize(most, most)


def make_clearable(line: QLineEdit) -> None:
    """Puts a cross into a line that empties it; Qt's own has no name and does not grow."""
    _Cross(line)


class _Cross(IconButton):
    """Is there while its line holds text."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__("close", _("Clear"), role="quiet", dense=True, parent=line)
        self._line = line
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.clicked.connect(self._clear)
        line.textChanged.connect(self._follow)
        line.installEventFilter(self)
        self._follow(line.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _PLACED_AT:
            self._place()
        return False

    def _clear(self) -> None:
        self._line.clear()
        self._line.setFocus(Qt.FocusReason.MouseFocusReason)

    def _follow(self, text: str) -> None:
        self.setVisible(bool(text))
        self._place()

    def _place(self) -> None:
        line, side = self._line, grown(_DENSE_SIDE)
        _keep_free(line, "behind", 0 if self.isHidden() else side - Space.XS)
        self.resize(side, side)
        edge = Space.XS
        left = edge if line.isRightToLeft() else line.width() - side - edge
        self.move(left, (line.height() - side) // 2)

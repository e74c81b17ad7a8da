"""What can be said of the contrast of texts by the pixels that are on the screen (M11)."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from gui.views import theme as theming
from gui.views.roles import DARK, HIGH_DARK, HIGH_LIGHT, LIGHT, Roles, contrast
from gui.views.style_sheet import palette_of, style_sheet
from gui.views.tabs.flash import Flash
from tests.helpers.geometry import seen_part, told, visible

ALL: Final = {"light": LIGHT, "dark": DARK, "high light": HIGH_LIGHT, "high dark": HIGH_DARK}
"""The tables of roles by the names of their looks."""

_PIXELS: Final = QImage.Format.Format_RGB32
_LEAST_PIXELS: Final = 2
_FEW_LETTERS: Final = 6
_ONE_LINE: Final = 48
_RIM: Final = 4
_ROWS: Final = 6
"""Of a list: they are painted alike."""


def contrasts(root: QWidget) -> Iterator[tuple[str, float]]:
    """Every text that is seen in a widget, by what shows it, with the contrast of its darkest or
    lightest pixels to its ground."""
    # A text that was set in this very turn has not its room yet.
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    image = root.grab().toImage().convertToFormat(_PIXELS)
    flashes = [seen_part(flash, root) for flash in root.findChildren(Flash) if flash.isVisible()]
    for widget, area in texts(root):
        if not any(flash.intersects(area) for flash in flashes):  # over in a moment
            few = len(_words(widget)) < _FEW_LETTERS and not isinstance(widget, QAbstractItemView)
            ground, ink = inked(image, area, least=1 if few else _LEAST_PIXELS)
            yield told(widget), contrast(ink, ground)


def inked(image: QImage, area: QRect, *, least: int = _LEAST_PIXELS) -> tuple[str, str]:
    """The ground of an area, and what is farthest from it among the colours that are there."""
    pixels, width = memoryview(image.constBits()).cast("I"), image.width()
    counted: Counter[int] = Counter()
    for y in range(area.top(), area.bottom() + 1):
        counted.update(pixels[y * width + area.left() : y * width + area.right() + 1])
    ground = _named(counted.most_common(1)[0][0])
    # Letters are smoothed: their middle has the colour, a few pixels of it in each.
    colors = [_named(color) for color, count in counted.items() if count >= least]
    return ground, max(colors, key=lambda color: contrast(color, ground), default=ground)


@functools.cache
def _named(pixel: int) -> str:
    return f"#{pixel & 0xFFFFFF:06x}"


def texts(root: QWidget) -> Iterator[tuple[QWidget, QRect]]:
    """What shows words, can be used, and is seen; with the area that is seen."""
    for widget in visible(root):
        if not widget.isEnabled():
            continue
        area = seen_part(widget, root)
        if area.height() < min(widget.height(), _ONE_LINE) or _is_covered(widget, area, root):
            continue  # of a line that is half below the edge the letters may not be seen
        where = widget.mapTo(root, QPoint(0, 0))
        if isinstance(widget, QTabBar):
            for at in range(widget.count()):
                yield widget, widget.tabRect(at).translated(where) & area
        elif isinstance(widget, QAbstractItemView):
            yield from ((widget, rect & root.rect()) for rect in _rows(widget, root))
        elif isinstance(widget, QLabel | QAbstractButton | QLineEdit | QComboBox | QPlainTextEdit):
            # The rim of a control is no text.
            rim = 0 if isinstance(widget, QLabel) else _RIM
            # A digit by itself is thinner than a pixel.
            if len(_words(widget).strip()) > 1:
                yield widget, area.adjusted(rim, rim, -rim, -rim)


def _is_covered(widget: QWidget, area: QRect, root: QWidget) -> bool:
    """Whether something else lies over it: a cover, a toast."""
    top = root.childAt(area.center())
    return top is not None and top is not widget and not widget.isAncestorOf(top)


def _words(widget: QWidget) -> str:
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QLineEdit):
        return widget.text() or widget.placeholderText()
    return str(getattr(widget, "text", str)())


def _rows(view: QAbstractItemView, root: QWidget) -> Iterator[QRect]:
    """The first rows of a list that are seen."""
    model, seen = view.model(), seen_part(view.viewport(), root)
    where = view.viewport().mapTo(root, QPoint(0, 0))
    found = 0
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        rect = view.visualRect(index).translated(where)
        if seen.contains(rect) and str(index.data() or "").strip():
            yield rect.adjusted(_RIM, _RIM, -_RIM, -_RIM)
            found += 1
        if found == _ROWS or rect.top() > seen.bottom():
            return


@contextmanager
def dressed(root: QWidget, roles: Roles) -> Iterator[None]:
    """Dresses one window in another look for a while, as the theme dresses all of them; with the
    others that takes ten times as long."""
    before = theming._in_force
    theming._in_force = roles
    root.setPalette(palette_of(roles))
    root.setStyleSheet(style_sheet(roles))
    try:
        yield
    finally:
        theming._in_force = before
        root.setStyleSheet("")
        root.setPalette(QPalette())

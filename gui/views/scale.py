"""Sizes: distances, the steps of the type scale, and what grows with the letters.

The only place with sizes. Distances stay as they are in large text, so that there is room for
it; icons, boxes and marks grow with the letters beside them.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from PySide6.QtGui import QFont, QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication

TextRole: TypeAlias = Literal["body", "small", "label", "quiet", "strong", "title", "display"]

_SCALE: Final[dict[TextRole, tuple[float, QFont.Weight]]] = {
    "body": (1.0, QFont.Weight.Normal),
    "small": (0.9, QFont.Weight.Normal),
    "label": (0.9, QFont.Weight.Medium),
    "quiet": (1.0, QFont.Weight.Normal),
    "strong": (1.0, QFont.Weight.DemiBold),
    "title": (1.25, QFont.Weight.DemiBold),
    "display": (1.6, QFont.Weight.DemiBold),
}

_USUAL_LETTERS: Final = 13.0
"""Pixels of the letters that icons are drawn for; beside smaller ones they stay as they are."""

_LEAST_LINE: Final = 17
"""Pixels of a line for which the heights of controls are made."""


class Space:
    """Distances in logical pixels; nothing is spaced by any other number."""

    XS: Final = 4
    S: Final = 8
    M: Final = 12
    L: Final = 16
    XL: Final = 24
    XXL: Final = 32


def type_font(role: TextRole) -> QFont:
    """The system's font at a step of the type scale."""
    factor, weight = _SCALE[role]
    font = QFont(QApplication.font())
    if font.pointSizeF() > 0:
        font.setPointSizeF(font.pointSizeF() * factor)
    else:
        font.setPixelSize(round(font.pixelSize() * factor))
    font.setWeight(weight)
    return font


_growth: float | None = None


def take_font() -> None:
    """Measures the application's font again: it is another one now."""
    global _growth
    _growth = max(1.0, QFontInfo(QApplication.font()).pixelSize() / _USUAL_LETTERS)


def grown(pixels: int) -> int:
    """A length that grows with the letters, in logical pixels; even, so that middles are sharp."""
    if _growth is None:
        take_font()
    assert _growth is not None
    return pixels if _growth == 1.0 else 2 * round(pixels * _growth / 2)


def line_height() -> int:
    """The height of a line of letters in controls, in logical pixels."""
    return max(_LEAST_LINE, QFontMetrics(QApplication.font()).height())

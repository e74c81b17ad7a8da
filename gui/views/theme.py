"""What the program looks like: roles of colour, spacing, type scale, light and dark.

The only place with colours and sizes. `Theme.apply` sets the Fusion style, a palette and one
style sheet (`resources/styles/redline.qss`, where ``@role`` stands for a colour of `Roles`).

Widgets choose a look by properties that the sheet reads, set before they are shown or through
`gui.views.text.set_property`:

    QPushButton   kind   primary, normal (also without one), quiet, danger
    QFrame        look   card, card-changed, raised, paper, panel, hairline, changed-bar, chip, bar
    QFrame        tone   info, success, warning, error      (with look bar or raised)
    QLabel        tone   by `Label(tone=…)`
    QLineEdit…    fault  true: something is to be looked at
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, fields, replace
from typing import Final, Literal, TypeAlias

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from gui import paths

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


class Space:
    """Distances in logical pixels; nothing is spaced by any other number."""

    XS: Final = 4
    S: Final = 8
    M: Final = 12
    L: Final = 16
    XL: Final = 24
    XXL: Final = 32


class Look(enum.Enum):
    """Light or dark, or whatever the system says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Roles:
    """Colours by what they mean, as ``#rrggbb``; `QColor(roles.accent)` for painting.

    Text roles have a contrast of 4.5:1 or more on window, surface, raised and field; marks and
    focus 3:1. The soft ones are backgrounds under `text`.
    """

    window: str
    """Panels and everything behind the rest."""
    surface: str
    """The sheet the form lies on, and cards."""
    raised: str
    """Menus, toasts: what floats above."""
    field: str
    """Inside inputs."""
    line: str
    """Hairlines between parts."""
    outline: str
    """Around inputs and buttons."""
    hover: str
    """Under the pointer."""
    text: str
    quiet: str
    """Secondary text."""
    accent: str
    on_accent: str
    """Text and marks on accent and on error."""
    accent_soft: str
    """Selection."""
    changed: str
    changed_soft: str
    added: str
    added_soft: str
    removed: str
    removed_soft: str
    warning: str
    warning_soft: str
    error: str
    error_soft: str
    focus: str


LIGHT: Final = Roles(
    window="#f4f5f8",
    surface="#ffffff",
    raised="#ffffff",
    field="#ffffff",
    line="#e1e4ea",
    outline="#c2c8d2",
    hover="#eaecf2",
    text="#1b2029",
    quiet="#586173",
    accent="#3a55c4",
    on_accent="#ffffff",
    accent_soft="#e6ebfb",
    changed="#9a5b00",
    changed_soft="#fdf2dc",
    added="#17703d",
    added_soft="#e1f4e8",
    removed="#b3322b",
    removed_soft="#fce8e6",
    warning="#8f5600",
    warning_soft="#fdf2dc",
    error="#b3261e",
    error_soft="#fce8e6",
    focus="#3a55c4",
)

DARK: Final = Roles(
    window="#15171c",
    surface="#1c1f25",
    raised="#272b33",
    field="#14161a",
    line="#2c313a",
    outline="#454c59",
    hover="#2a2f38",
    text="#e8eaf0",
    quiet="#a3abba",
    accent="#93a8ff",
    on_accent="#10142a",
    accent_soft="#2b3558",
    changed="#f1b65c",
    changed_soft="#3a2f1c",
    added="#69d196",
    added_soft="#1a3626",
    removed="#ff9a90",
    removed_soft="#44241f",
    warning="#f1b65c",
    warning_soft="#3a2f1c",
    error="#ff9a90",
    error_soft="#44241f",
    focus="#93a8ff",
)


def _sharpened(roles: Roles) -> Roles:
    """The same colours for who asked the system for more contrast."""
    return replace(roles, line=roles.quiet, outline=roles.text, quiet=roles.text)


_ALL: Final = (LIGHT, DARK, _sharpened(LIGHT), _sharpened(DARK))


def mix(first: str, second: str, share: float) -> str:
    """A colour between two: `share` 0 is the first, 1 the second."""
    one, two = QColor(first), QColor(second)
    red, green, blue = (
        round(a + (b - a) * share)
        for a, b in (
            (one.red(), two.red()),
            (one.green(), two.green()),
            (one.blue(), two.blue()),
        )
    )
    return f"#{red:02x}{green:02x}{blue:02x}"


def current_roles() -> Roles:
    """The roles behind the application's palette, for painters that are given no theme."""
    palette = QGuiApplication.palette()
    for roles in _ALL:
        if (
            palette.window().color().name() == roles.window
            and palette.placeholderText().color().name() == roles.quiet
        ):
            return roles
    return DARK if palette.window().color().lightness() < 128 else LIGHT


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


def palette_of(roles: Roles) -> QPalette:
    """The palette for everything that the style sheet does not reach."""
    palette = QPalette()
    part = QPalette.ColorRole
    for role, color in (
        (part.Window, roles.window),
        (part.WindowText, roles.text),
        (part.Base, roles.field),
        (part.AlternateBase, roles.window),
        (part.ToolTipBase, roles.raised),
        (part.ToolTipText, roles.text),
        (part.PlaceholderText, roles.quiet),
        (part.Text, roles.text),
        (part.Button, roles.surface),
        (part.ButtonText, roles.text),
        (part.BrightText, roles.error),
        (part.Light, roles.surface),
        (part.Midlight, roles.hover),
        (part.Mid, roles.outline),
        (part.Dark, roles.outline),
        (part.Shadow, roles.line),
        (part.Highlight, roles.accent),
        (part.HighlightedText, roles.on_accent),
        (part.Accent, roles.accent),
        (part.Link, roles.accent),
        (part.LinkVisited, roles.accent),
    ):
        palette.setColor(role, QColor(color))
    faint = QColor(mix(roles.text, roles.window, 0.5))
    for role in (part.WindowText, part.Text, part.ButtonText, part.PlaceholderText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, faint)
    return palette


def style_sheet(roles: Roles) -> str:
    """The style sheet with its ``@role`` names replaced; KeyError for a name nobody knows."""
    styles = paths.resources() / "styles"
    colors = {field.name: getattr(roles, field.name) for field in fields(roles)}
    colors["faint"] = mix(roles.text, roles.surface, 0.55)
    colors["accent_hover"] = mix(roles.accent, roles.text, 0.15)
    colors["error_hover"] = mix(roles.error, roles.text, 0.15)
    colors["check"] = f"url({(styles / _check(roles)).as_posix()})"
    colors["mark"] = f"url({(styles / _mark(roles)).as_posix()})"
    colors["chevron"] = f"url({(styles / 'chevron.svg').as_posix()})"
    sheet = (styles / "redline.qss").read_text(encoding="utf-8")
    return re.sub(r"@(\w+)", lambda found: colors[found[1]], sheet)


def _check(roles: Roles) -> str:
    """The tick on accent."""
    return _tick(roles.on_accent)


def _mark(roles: Roles) -> str:
    """The tick in a menu."""
    return _tick(roles.text)


def _tick(color: str) -> str:
    return "check-light.svg" if QColor(color).lightness() > 128 else "check-dark.svg"


class Theme(QObject):
    """Gives the application its look and keeps it in step with the system.

    `changed` comes after a new look was applied: who paints by hand or holds icons repaints.
    """

    changed = Signal()

    def __init__(self, look: Look = Look.SYSTEM, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._app: QApplication | None = None
        self._roles = LIGHT

    @property
    def look(self) -> Look:
        """What was chosen."""
        return self._look

    @property
    def is_dark(self) -> bool:
        return QColor(self._roles.window).lightness() < 128

    @property
    def roles(self) -> Roles:
        """The colours in force."""
        return self._roles

    def apply(self, app: QApplication) -> None:
        """Dresses the application, and again when the system's scheme or font changes."""
        first = self._app is None
        self._app = app
        app.setStyle(QStyleFactory.create("Fusion"))
        if first:
            hints = app.styleHints()
            hints.colorSchemeChanged.connect(self._follow)
            hints.accessibility().contrastPreferenceChanged.connect(self._follow)
            app.fontChanged.connect(self._follow_font)
        self._dress()

    def choose(self, look: Look) -> None:
        """Chooses light, dark or the system's; takes effect at once."""
        if look is not self._look:
            self._look = look
            self._follow()

    def _follow(self) -> None:
        if self._app is not None and self._wanted() != self._roles:
            self._dress()

    def _follow_font(self) -> None:
        # Under a style sheet widgets keep the font of their day until they are dressed again.
        if self._app is not None:
            self._dress()

    def _dress(self) -> None:
        assert self._app is not None
        self._roles = self._wanted()
        # From one sheet to another Qt dresses each widget again with all that is inside it, over
        # and over; by way of none it takes a quarter of the time.
        self._app.setStyleSheet("")
        self._app.setPalette(palette_of(self._roles))
        self._app.setStyleSheet(style_sheet(self._roles))
        self.changed.emit()

    def _wanted(self) -> Roles:
        hints = QGuiApplication.styleHints()
        if self._look is Look.SYSTEM:
            dark = hints.colorScheme() is Qt.ColorScheme.Dark
        else:
            dark = self._look is Look.DARK
        roles = DARK if dark else LIGHT
        if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
            return _sharpened(roles)
        return roles

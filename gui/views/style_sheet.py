"""The palette and the style sheet that a table of roles makes.

In `resources/styles/redline.qss` an at sign stands before what is filled in: ``@accent`` a role's
colour, ``@16`` a length that grows with the letters, ``@line13`` the height of a line of letters
and 13 pixels more.
"""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Final

from PySide6.QtGui import QColor, QPalette

from gui import paths
from gui.views.roles import Roles, mix
from gui.views.scale import grown, line_height

_FAINT: Final = 0.55
_FAINT_IN_HIGH: Final = 0.4
_TOKEN: Final = re.compile(r"@(?:line(?P<above>\d+)|(?P<length>\d+)|(?P<name>\w+))")
_CALM: Final = "\n* { widget-animation-duration: 0; }\n"


def faint(roles: Roles) -> str:
    """The colour of what cannot be used now."""
    return mix(roles.text, roles.surface, _FAINT_IN_HIGH if roles.is_high else _FAINT)


def palette_of(roles: Roles) -> QPalette:
    """The palette for everything that the style sheet does not reach.

    Its accent is left to the system: so a change of it is noticed.
    """
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
        (part.Link, roles.accent),
        (part.LinkVisited, roles.accent),
    ):
        palette.setColor(role, QColor(color))
    unusable = QColor(faint(roles))
    for role in (part.WindowText, part.Text, part.ButtonText, part.PlaceholderText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, unusable)
    return palette


def derived(roles: Roles) -> dict[str, str]:
    """Colours of the style sheet that are made of roles."""
    return {
        "faint": faint(roles),
        "accent_hover": mix(roles.accent, roles.text, 0.15),
        "error_hover": mix(roles.error, roles.text, 0.15),
        # Around what is only a tint otherwise.
        "rim": roles.outline if roles.is_high else "transparent",
    }


def style_sheet(roles: Roles, *, calm: bool = False) -> str:
    """The style sheet in these colours, for the letters of the application's font.

    `calm`: nothing moves by itself. KeyError for a name that nobody knows.
    """
    styles = paths.resources() / "styles"
    known = {field.name: str(getattr(roles, field.name)) for field in fields(roles)}
    known |= derived(roles)
    known["check"] = f"url({(styles / _tick(roles.on_accent)).as_posix()})"
    known["mark"] = f"url({(styles / _tick(roles.text)).as_posix()})"
    for name in ("chevron", "earlier", "later"):
        file = f"{name}-{'light' if _is_light(roles.text) else 'dark'}.svg"
        known[name] = f"url({(styles / file).as_posix()})"
    # A radio button's dot is what its border leaves free, so all its parts must add up.
    box = grown(16)
    hole = 2 * round(box / 4)
    lengths = {
        "radio": box // 2 + 1,
        "hole": hole,
        "dot": (box + 2 - hole) // 2,
    }
    known |= {name: f"{length}px" for name, length in lengths.items()}
    line = line_height()

    def filled(found: re.Match[str]) -> str:
        if found["above"]:
            return f"{line + int(found['above'])}px"
        return f"{grown(int(found['length']))}px" if found["length"] else known[found["name"]]

    sheet = (styles / "redline.qss").read_text(encoding="utf-8")
    return _TOKEN.sub(filled, sheet) + (_CALM if calm else "")


def _tick(color: str) -> str:
    return "check-light.svg" if _is_light(color) else "check-dark.svg"


def _is_light(color: str) -> bool:
    return QColor(color).lightness() > 128

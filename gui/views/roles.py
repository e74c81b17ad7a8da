"""Colours by what they mean, in four tables, and which of them may stand on which.

The only place with colours. `PAIRS` lists what is laid on what, with the least contrast that it
needs; every table keeps to it, and so do the tables that are made at run time: with the system's
accent (`with_accent`), or out of a palette of high contrast that the system brings along
(`of_palette`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from PySide6.QtGui import QColor, QPalette

TEXT: Final = 4.5
MARK: Final = 3.0
"""The least contrast of text, and of marks, rings and edges that carry a state (WCAG 2.2 AA)."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Colours as ``#rrggbb``, `QColor(roles.accent)` for painting; the soft ones are grounds."""

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
    """Around buttons and what floats: they are known by their words, too."""
    edge: str
    """Around inputs, which nothing else would show."""
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
    is_high: bool = False
    """Whether the contrast is high: what is only a tint otherwise has an edge, too."""


LIGHT: Final = Roles(
    window="#f4f5f8",
    surface="#ffffff",
    raised="#ffffff",
    field="#ffffff",
    line="#e1e4ea",
    outline="#c2c8d2",
    edge="#828a99",
    hover="#eaecf2",
    text="#1b2029",
    quiet="#586173",
    accent="#3a55c4",
    on_accent="#ffffff",
    accent_soft="#e6ebfb",
    changed="#8f5400",
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
    edge="#727a89",
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

HIGH_LIGHT: Final = Roles(
    window="#ffffff",
    surface="#ffffff",
    raised="#ffffff",
    field="#ffffff",
    line="#6a6f78",
    outline="#000000",
    edge="#000000",
    hover="#e4e7ee",
    text="#000000",
    quiet="#22262d",
    accent="#0b2c9c",
    on_accent="#ffffff",
    accent_soft="#d9e2ff",
    changed="#5c3500",
    changed_soft="#ffeecb",
    added="#00421c",
    added_soft="#d4f3de",
    removed="#7d0c07",
    removed_soft="#ffdfdc",
    warning="#5c3500",
    warning_soft="#ffeecb",
    error="#7d0c07",
    error_soft="#ffdfdc",
    focus="#0b2c9c",
    is_high=True,
)

HIGH_DARK: Final = Roles(
    window="#000000",
    surface="#000000",
    raised="#000000",
    field="#000000",
    line="#8f959f",
    outline="#ffffff",
    edge="#ffffff",
    hover="#24272e",
    text="#ffffff",
    quiet="#e3e6ec",
    accent="#a9c4ff",
    on_accent="#000000",
    accent_soft="#16284f",
    changed="#ffd166",
    changed_soft="#382800",
    added="#86f0ae",
    added_soft="#05331a",
    removed="#ffb8b0",
    removed_soft="#47110c",
    warning="#ffd166",
    warning_soft="#382800",
    error="#ffb8b0",
    error_soft="#47110c",
    focus="#ffe14d",
    is_high=True,
)

_PAPERS: Final = ("window", "surface", "raised", "field")
_TEXTS: Final = ("text", "quiet", "accent", "changed", "added", "removed", "warning", "error")
_TINTED: Final = {
    "hover": ("text", "quiet", "accent", "changed", "error"),
    "accent_soft": ("text", "quiet", "accent", "changed", "added", "error"),
    "changed_soft": ("text", "changed", "accent"),
    "added_soft": ("text", "added", "accent"),
    "removed_soft": ("text", "removed", "accent"),
    "warning_soft": ("text", "warning", "accent"),
    "error_soft": ("text", "error", "accent"),
    "accent": ("on_accent",),
    "error": ("on_accent",),
}
_MARKS: Final = ("focus", "edge", "changed", "added", "removed", "warning", "error", "accent")


def _pairs() -> Iterator[tuple[str, str, float]]:
    for paper in _PAPERS:
        yield from ((text, paper, TEXT) for text in _TEXTS)
        yield from ((mark, paper, MARK) for mark in _MARKS)
    for paper, texts in _TINTED.items():
        yield from ((text, paper, TEXT) for text in texts)
        if paper not in ("accent", "error"):
            yield "focus", paper, MARK


PAIRS: Final = tuple(_pairs())
"""What is laid on what, and the contrast that it needs at least."""


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 counts it, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    shade = QColor(color)
    parts = (shade.redF(), shade.greenF(), shade.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def misses(roles: Roles) -> dict[tuple[str, str], float]:
    """The pairs of a table that have less contrast than they need, with what they have."""
    return {
        (mark, paper): found
        for mark, paper, least in PAIRS
        if (found := contrast(getattr(roles, mark), getattr(roles, paper))) < least
    }


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


def is_dark(roles: Roles) -> bool:
    return QColor(roles.window).lightness() < 128


# --- tables made at run time --------------------------------------------------------------------

_STEPS: Final = 24


def with_accent(roles: Roles, color: str) -> Roles:
    """The table with another accent: the colour, as much lighter or darker as its pairs need."""
    ground, far = (0.24, "#ffffff") if is_dark(roles) else (0.12, "#000000")
    for step in range(_STEPS):
        accent = mix(color, far, step / _STEPS)
        on_accent = max(("#ffffff", "#10142a"), key=lambda text: contrast(text, accent))
        for share in (1.0, 0.8, 0.6, 0.4):
            soft = mix(roles.surface, accent, ground * share)
            found = replace(
                roles, accent=accent, accent_soft=soft, focus=accent, on_accent=on_accent
            )
            if not misses(found):
                return found
    return roles


def of_palette(palette: QPalette) -> Roles | None:
    """A table of high contrast out of the system's own colours; None where they have none.

    So looks the program in the contrast themes of Windows, which a person has put together.
    """
    part = QPalette.ColorRole
    window, text, field, field_text, accent, on_accent = (
        palette.color(QPalette.ColorGroup.Active, role).name()
        for role in (
            part.Window,
            part.WindowText,
            part.Base,
            part.Text,
            part.Highlight,
            part.HighlightedText,
        )
    )
    if contrast(text, window) < 7 or contrast(field_text, field) < 7:
        return None
    basis = HIGH_DARK if QColor(window).lightness() < 128 else HIGH_LIGHT
    if contrast(accent, window) < TEXT or contrast(accent, field) < TEXT:
        accent, on_accent = text, window
    if contrast(on_accent, accent) < TEXT:
        on_accent = max((text, window), key=lambda color: contrast(color, accent))
    soft = mix(window, accent, 0.2)
    found = replace(
        basis,
        window=window,
        surface=window,
        raised=window,
        field=field,
        text=text,
        quiet=text,
        outline=text,
        edge=text,
        line=mix(text, window, 0.4),
        hover=mix(window, text, 0.12),
        accent=accent,
        on_accent=on_accent,
        accent_soft=soft,
        focus=accent,
    )
    return _with_tints(found)


def _with_tints(roles: Roles) -> Roles:
    """Colours with a meaning that can be read on this ground, else the text's: words and marks
    tell the state, too."""
    colors: dict[str, Any] = {}
    for name in ("changed", "added", "removed", "warning", "error"):
        color = getattr(roles, name)
        if min(contrast(color, paper) for paper in (roles.window, roles.field)) < TEXT:
            color = roles.text
        colors[name] = color
        colors[f"{name}_soft"] = mix(roles.window, color, 0.15)
    found = replace(roles, **colors)
    bad = {paper for _mark, paper in misses(found)}
    # A tint that leaves something on it hard to read is none.
    tints: dict[str, Any] = {
        name: roles.window for name in bad if name.endswith("_soft") or name == "hover"
    }
    found = replace(found, **tints)
    if contrast(found.on_accent, found.error) < TEXT:
        found = replace(found, error=found.accent)
    return found

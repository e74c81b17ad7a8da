"""Holds still what would make two pictures of the same program differ: the moment, the letters,
the cursor, what moves.

Import it before anything of `gui`: modules take their clocks when they are imported.

The letters are Noto Sans and DejaVu Sans Mono, which `make setup` installs
(`system-packages/runtime.txt`), at the size that Qt takes where nobody says one. They are drawn
unhinted: hinting is the desktop's taste.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from typing import Final

LETTERS: Final = "Noto Sans"
FIXED_LETTERS: Final = "DejaVu Sans Mono"
POINTS: Final = 9
MOMENT: Final = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)
"""When all pictures are taken; the day and the minute can be read in some of them."""

_ENVIRONMENT: Final = {
    "QT_QPA_PLATFORM": "offscreen",
    "QT_FONT_DPI": "96",
    "QT_SCALE_FACTOR": "2",  # sharp on today's screens, and in a README that shows them smaller
    "QT_ACCESSIBILITY": "0",
    "LC_ALL": "C.UTF-8",
    "LANG": "C.UTF-8",
    "LANGUAGE": "en",
    "TZ": "UTC",
    "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    "DBUS_SESSION_BUS_ADDRESS": "disabled:",
}


def hold() -> None:
    """Makes the environment and the clocks those of the pictures."""
    if any(name == "gui" or name.startswith("gui.") for name in sys.modules):
        raise RuntimeError("the clocks are taken already")
    for name in tuple(os.environ):
        if name.startswith(("QT_", "REDLINE_")) or name.lower().endswith("_proxy"):
            del os.environ[name]
    os.environ.update(_ENVIRONMENT)
    time.tzset()
    _set_clocks()


def _set_clocks() -> None:
    """Stops the calendar. What waits are measured by goes on."""
    first = MOMENT.timestamp()

    class Held(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Held:
            return cls.fromtimestamp(first, tz)

    class HeldDay(dt.date):
        @classmethod
        def today(cls) -> HeldDay:
            return cls.fromtimestamp(first)

    time.time = lambda: first
    dt.datetime = Held  # type: ignore[misc]
    dt.date = HeldDay  # type: ignore[misc]


def prepare(app: object) -> None:
    """Gives an application its letters, and a cursor that does not blink.

    SystemExit where the letters are missing: pictures in others would differ everywhere.
    """
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QFont, QFontDatabase
    from PySide6.QtWidgets import QApplication

    assert isinstance(app, QApplication)
    for family in (LETTERS, FIXED_LETTERS):
        if family not in QFontDatabase.families():
            sys.exit(f"pictures: the letters {family} are missing: make setup")
    font = QFont(LETTERS, POINTS)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    app.setFont(font)
    QFont.insertSubstitution("monospace", FIXED_LETTERS)
    app.setCursorFlashTime(0)
    app.setQuitOnLastWindowClosed(False)
    for effect in (
        Qt.UIEffect.UI_AnimateMenu,
        Qt.UIEffect.UI_FadeMenu,
        Qt.UIEffect.UI_AnimateCombo,
        Qt.UIEffect.UI_AnimateTooltip,
        Qt.UIEffect.UI_FadeTooltip,
    ):
        QApplication.setEffectEnabled(effect, False)

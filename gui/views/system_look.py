"""What the system says about the look: dark or light, contrast, accent, motion; while it runs.

Qt knows the first two on every desktop. It knows whether things shall move from 6.12 on; until
then, and for the desktops that it does not ask, the files are read in which GNOME, GTK and KDE
keep it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from gui.views import dconf

_NO_ACCENT: Final = "#308cc6"
"""What Qt's own palette has where the system names no accent."""
_LEAST_SATURATION: Final = 40
"""Of 255: a grey is no accent."""
_ANIMATIONS: Final = "/org/gnome/desktop/interface/enable-animations"
_LARGEST_FILE: Final = 100_000


class SystemLook(QObject):
    """Asks the system anew each time. Signal: `changed()` when it may answer otherwise."""

    changed = Signal()

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._hints = app.styleHints()
        access = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self.changed)
        access.contrastPreferenceChanged.connect(self.changed)
        app.paletteChanged.connect(self.changed)
        motion_changed = getattr(access, "motionPreferenceChanged", None)
        if motion_changed is not None:
            motion_changed.connect(self.changed)
        # Each change is another file under the same name.
        settings = dconf.database().parent
        if settings.is_dir():
            watcher = QFileSystemWatcher([str(settings)], self)
            watcher.directoryChanged.connect(lambda _path: self.changed.emit())

    @property
    def is_dark(self) -> bool:
        return self._hints.colorScheme() is Qt.ColorScheme.Dark

    @property
    def wants_contrast(self) -> bool:
        """Whether the person has asked for high contrast."""
        access = self._hints.accessibility()
        if access.contrastPreference() is Qt.ContrastPreference.HighContrast:
            return True
        name = os.environ.get("GTK_THEME") or _of_gtk("gtk-theme-name")
        return name.lower().replace("-", "").startswith("highcontrast")

    @property
    def wants_calm(self) -> bool:
        """Whether the person wants nothing to move by itself."""
        asked = getattr(self._hints.accessibility(), "motionPreference", None)
        if asked is not None and "reduce" in str(asked()).lower():
            return True
        if dconf.flag(_ANIMATIONS) is False:
            return True
        values = (
            _of_gtk("gtk-enable-animations"),
            _kept(_config() / "kdeglobals", "[KDE]", "AnimationDurationFactor"),
        )
        return any(value.lower() in ("0", "0.0", "false") for value in values)

    @property
    def accent(self) -> str | None:
        """The accent that was chosen for the whole desktop, None for none."""
        color = self._app.palette().color(QPalette.ColorGroup.Active, QPalette.ColorRole.Accent)
        is_one = color.name() != _NO_ACCENT and color.hsvSaturation() > _LEAST_SATURATION
        return color.name() if is_one else None

    def palette(self) -> QPalette | None:
        """The system's own palette, None where it has none. Only to be asked for in high
        contrast: it undresses the application for a moment."""
        worn = self._app.palette()
        self.blockSignals(True)
        try:
            self._app.setPalette(QPalette())
            own = self._app.palette()
            self._app.setPalette(worn)
        finally:
            self.blockSignals(False)
        return None if own == self._app.style().standardPalette() else own

    def frame_windows(self, *, dark: bool | None) -> None:
        """Has the system draw what it draws itself, as the frames of windows, dark or light;
        None for as it likes."""
        if dark is None:
            self._hints.unsetColorScheme()
        else:
            self._hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)


def _config() -> Path:
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")


def _of_gtk(name: str) -> str:
    files = (_config() / version / "settings.ini" for version in ("gtk-4.0", "gtk-3.0"))
    return next((found for file in files if (found := _kept(file, "[Settings]", name))), "")


def _kept(file: Path, group: str, name: str) -> str:
    """The value of a name in a group of a desktop's file; empty where there is none."""
    try:
        with file.open(encoding="utf-8", errors="replace") as lines:
            text = lines.read(_LARGEST_FILE)
    except OSError:
        return ""
    here = ""
    for line in text.splitlines():
        if line.startswith("["):
            here = line.strip()
        elif here == group and "=" in line:
            key, value = line.split("=", 1)
            if key.strip() == name:
                return value.strip()
    return ""

"""What the program looks like: the theme in force, and how it follows the system and the person.

`Theme.apply` sets the Fusion style, a palette and one style sheet. Colours are in
`gui.views.roles`, sizes in `gui.views.scale`; both are given on from here. Widgets choose a look
by properties that the sheet reads, set before they are shown or through
`gui.views.text.set_property`:

    QPushButton   kind   primary, normal (also without one), quiet, danger
    QFrame        look   card, card-changed, raised, paper, panel, hairline, changed-bar, chip, bar
    QFrame        tone   info, success, warning, error      (with look bar or raised)
    QLabel        tone   by `Label(tone=…)`
    QLineEdit…    fault  true: something is to be looked at
"""

from __future__ import annotations

import enum
import gc
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from gui.views import roles as tables
from gui.views.roles import DARK, HIGH_DARK, HIGH_LIGHT, LIGHT, Roles, mix
from gui.views.scale import Space, TextRole, grown, take_font, type_font
from gui.views.style_sheet import palette_of, style_sheet
from gui.views.system_look import SystemLook

__all__ = [
    "DARK",
    "HIGH_DARK",
    "HIGH_LIGHT",
    "LIGHT",
    "Contrast",
    "Look",
    "Roles",
    "Space",
    "TextRole",
    "Theme",
    "current_roles",
    "grown",
    "mix",
    "type_font",
]


class Look(enum.Enum):
    """Light or dark, or whatever the system says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Contrast(enum.Enum):
    """How strong the contrast is, or whatever the system says."""

    SYSTEM = "system"
    NORMAL = "normal"
    HIGH = "high"


class System(Protocol):
    """What the theme asks the system, see `SystemLook`."""

    @property
    def changed(self) -> SignalInstance: ...
    @property
    def is_dark(self) -> bool: ...
    @property
    def wants_contrast(self) -> bool: ...
    @property
    def wants_calm(self) -> bool: ...
    @property
    def accent(self) -> str | None: ...
    def palette(self) -> QPalette | None: ...
    def frame_windows(self, *, dark: bool | None) -> None: ...


_in_force = LIGHT
"""The colours of this process's one palette, for who paints by hand and is given no theme."""


def current_roles() -> Roles:
    """The roles behind the application's palette, for painters that are given no theme."""
    return _in_force


class Theme(QObject):
    """Gives the application its look and keeps it in step with the system.

    `changed` comes after a new look was applied: who paints by hand or holds icons repaints.
    """

    changed = Signal()

    def __init__(
        self,
        look: Look = Look.SYSTEM,
        parent: QObject | None = None,
        *,
        contrast: Contrast = Contrast.SYSTEM,
        system: System | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._contrast = contrast
        self._less_motion = False
        self._system = system
        self._app: QApplication | None = None
        self._roles = LIGHT
        self._is_calm = False
        self._is_dressing = False

    @property
    def look(self) -> Look:
        """What was chosen."""
        return self._look

    @property
    def contrast(self) -> Contrast:
        """What was chosen."""
        return self._contrast

    @property
    def less_motion(self) -> bool:
        """Whether the person has chosen that nothing moves, whatever the system says."""
        return self._less_motion

    @property
    def is_dark(self) -> bool:
        return tables.is_dark(self._roles)

    @property
    def roles(self) -> Roles:
        """The colours in force."""
        return self._roles

    def apply(self, app: QApplication, *, is_fusion: bool = False) -> None:
        """Dresses the application, and again when the system's look or font changes.

        `is_fusion` where it was made with that style: to ask for it costs a start of the program
        what it takes to load QStyle.
        """
        first = self._app is None
        self._app = app
        if not is_fusion:
            app.setStyle(QStyleFactory.create("Fusion"))
        if first:
            if self._system is None:
                self._system = SystemLook(app, self)
            self._frame_windows(self._system)
            self._system.changed.connect(self._follow)
            app.fontChanged.connect(self._follow_font)
        self._dress(*self._wanted())

    def choose(self, look: Look) -> None:
        """Chooses light, dark or the system's; takes effect at once."""
        if look is not self._look:
            self._look = look
            if self._system is not None:
                self._frame_windows(self._system)
            self._follow()

    def choose_contrast(self, contrast: Contrast) -> None:
        """Chooses normal or high contrast or the system's; takes effect at once."""
        if contrast is not self._contrast:
            self._contrast = contrast
            self._follow()

    def choose_less_motion(self, less: bool) -> None:
        """Chooses that nothing moves by itself, or what the system says."""
        if less != self._less_motion:
            self._less_motion = less
            self._follow()

    def _frame_windows(self, system: System) -> None:
        is_chosen = self._look is not Look.SYSTEM
        system.frame_windows(dark=self._look is Look.DARK if is_chosen else None)

    def _follow(self) -> None:
        if self._app is None or self._is_dressing:
            return
        wanted = self._wanted()
        if wanted != (self._roles, self._is_calm):
            self._dress(*wanted)

    def _follow_font(self) -> None:
        # Under a style sheet widgets keep the font of their day until they are dressed again.
        if self._app is not None:
            self._dress(self._roles, self._is_calm)

    def _dress(self, roles: Roles, is_calm: bool) -> None:
        global _in_force
        assert self._app is not None
        self._roles = _in_force = roles
        self._is_calm = is_calm
        take_font()
        # Qt walks a list of all widgets: one that the collector took meanwhile would crash it.
        collects = gc.isenabled()
        gc.disable()
        self._is_dressing = True  # our own palette is no news
        try:
            # From one sheet to another Qt dresses each widget again with all that is inside it,
            # over and over; by way of none it takes a quarter of the time.
            self._app.setStyleSheet("")
            self._app.setPalette(palette_of(roles))
            self._app.setStyleSheet(style_sheet(roles, calm=is_calm))
        finally:
            self._is_dressing = False
            if collects:
                gc.enable()
        self.changed.emit()

    def _wanted(self) -> tuple[Roles, bool]:
        assert self._system is not None
        system = self._system
        is_calm = self._less_motion or system.wants_calm
        is_dark = system.is_dark if self._look is Look.SYSTEM else self._look is Look.DARK
        is_high = self._contrast is Contrast.HIGH
        if self._contrast is Contrast.SYSTEM and system.wants_contrast:
            is_high = True
            # The system's own colours, unless the person wants it the other way round here.
            palette = system.palette() if self._look is Look.SYSTEM else None
            own = tables.of_palette(palette) if palette is not None else None
            if own is not None:
                return own, is_calm
        if is_high:
            return HIGH_DARK if is_dark else HIGH_LIGHT, is_calm
        roles = DARK if is_dark else LIGHT
        accent = system.accent
        return tables.with_accent(roles, accent) if accent else roles, is_calm

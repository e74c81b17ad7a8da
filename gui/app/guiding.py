"""Help > Guide: made when it is asked for the first time, one at a time, open beside the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui.i18n import _
from gui.views.actions import BY_ACT, Act
from gui.views.keymap import key_text
from gui.views.main_window import MainWindow

if TYPE_CHECKING:
    from gui.views.dialogs.guide import GuideWindow


class Guiding(QObject):
    """Opens the guide over the window and lets go of it when it is closed."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._guide: GuideWindow | None = None

    def show(self) -> None:
        """Opens the guide, or brings the one that is open to the front."""
        if self._guide is None:
            # Hardly anybody opens it in the first second.
            from gui.views.dialogs.guide import GuideWindow

            self._guide = GuideWindow(keys_of, self._window)
            self._guide.finished.connect(self._forget)
        self._guide.show()
        self._guide.raise_()
        self._guide.activateWindow()

    def _forget(self) -> None:
        self._guide = None


def keys_of(act: Act) -> str:
    """What to press for a command: its keys, else its name as the menu has it."""
    return key_text(act) or _("“{command}”").format(command=BY_ACT[act].label)

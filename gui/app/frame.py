"""What is on the screen first: the application, its look, and the frame of the window.

Everything here is imported before the first paint, so each import has its price; what a start
needs besides is `gui.app.start`'s to bring in afterwards. What the person does before the rest is
there is kept, and done when it is (`Early`).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from gui import __version__
from gui.app import language
from gui.app.application import Application
from gui.services.notices import Notices
from gui.services.settings import ACCOUNTS, LANGUAGE, LAST_ACCOUNT, WINDOW, Settings
from gui.views.icons import app_icon
from gui.views.look_choice import recall_look
from gui.views.main_window import MainWindow
from gui.views.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from gui.__main__ import Options
    from gui.app.key_choice import KeyChoice
    from gui.paths import Profile

SLICE_S: Final = 0.008
"""How long the start works at most before it looks whether the person wants something."""
_VARIABLES: Final = ("REDLINE_API_URL", "REDLINE_TOKEN")


class Frame:
    """`window` is on the screen, painted, as soon as it is made."""

    keys: KeyChoice
    """From `furnish` on, as is `early`."""
    early: Early

    def __init__(self, options: Options, profile: Profile) -> None:
        self.notices = Notices()
        self.settings = Settings(profile, self.notices)
        language.install_texts(self.settings.get(LANGUAGE))
        self.app = Application(["redline", "-style", "fusion"])
        self.app.setApplicationName("Redline")
        self.app.setApplicationVersion(__version__)
        self.app.setDesktopFileName("redline")
        self.app.setQuitOnLastWindowClosed(False)
        language.apply(self.app)
        memory = self.settings.memory(WINDOW)
        self.theme = Theme()
        recall_look(self.theme, memory)
        self.theme.apply(self.app, is_fusion=True)
        self.window = MainWindow(theme=self.theme, notices=self.notices, memory=memory)
        self.is_first_start = not (
            options.sandbox
            or options.account
            or self.settings.get(ACCOUNTS)
            or self.settings.get(LAST_ACCOUNT)
            or any(name in os.environ for name in _VARIABLES)
        )
        if self.is_first_start:
            self.window.expect_welcome()
        self.window.show()
        self._worked_since = 0.0
        self.turn()
        # Drawn in many sizes; nobody looks for it before the window is there.
        self.app.setWindowIcon(app_icon())

    def furnish(self) -> None:
        """Gives the window its commands; what the person does with them from now on is kept."""
        from gui.app.key_choice import KeyChoice
        from gui.views.keyed import renew_keys

        self.keys = KeyChoice(lambda: self.window, self.settings)
        self.window.furnish()
        if self.keys.chosen:
            renew_keys(self.window)
        self.early = Early(self.window)
        if self.is_first_start:
            self.window.show_welcome()

    def turn(self) -> None:
        """Lets the window live: paints, takes keys and clicks."""
        self.app.processEvents()
        self._worked_since = time.perf_counter()

    def perhaps_turn(self) -> None:
        """The same if it has been a while."""
        if time.perf_counter() - self._worked_since >= SLICE_S:
            self.turn()

    async def perhaps_rest(self) -> None:
        """The same in a task of the event loop."""
        if time.perf_counter() - self._worked_since >= SLICE_S:
            import asyncio

            await asyncio.sleep(0)
            self._worked_since = time.perf_counter()


class Early:
    """What the person asked for before there was anybody to do it, in its order.

    Typing into the line to find somebody, moving panels and choosing a look need nobody else, and
    happen at once.
    """

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._asked: list[Callable[[], object]] = []
        self._menus = window.menuBar()
        # Of a command run by its keys or by a button, too.
        self._menus.triggered.connect(self._run)
        window.find_asked.connect(self._find)
        window.sandbox_asked.connect(self._use_sandbox)
        window.connect_asked.connect(self._connect)
        window.close_asked.connect(self._close)

    def leave_finding(self) -> None:
        """From now on somebody else hears who is looked for: heard twice, it would lead back later
        to who was left meanwhile."""
        self._window.find_asked.disconnect(self._find)

    def go_on(self) -> None:
        """Has it done, now that it can be; from now on nothing is kept."""
        window = self._window
        self._menus.triggered.disconnect(self._run)
        window.sandbox_asked.disconnect(self._use_sandbox)
        window.connect_asked.disconnect(self._connect)
        window.close_asked.disconnect(self._close)
        asked, self._asked = self._asked, []
        for deed in asked:
            deed()

    def _run(self, action: QAction) -> None:
        if not self._window.does_itself(action):
            self._asked.append(lambda: _trigger(action))

    def _find(self, text: str) -> None:
        self._asked.append(lambda: self._window.find_asked.emit(text))

    def _use_sandbox(self) -> None:
        self._asked.append(self._window.sandbox_asked.emit)

    def _connect(self) -> None:
        self._asked.append(self._window.connect_asked.emit)

    def _close(self) -> None:
        self._asked.append(self._window.close_asked.emit)


def _trigger(action: QAction) -> None:
    if action.isCheckable():
        action.setChecked(not action.isChecked())  # it was ticked when it was first asked for
    action.trigger()

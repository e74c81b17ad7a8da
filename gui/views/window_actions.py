"""The table of commands as the QActions of a window, and the one place that enables them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from gui.i18n import _
from gui.views.actions import ACTIONS, BY_ACT, IN_MENUS, Act, ActionSpec, Menu
from gui.views.icons import icon
from gui.views.keymap import key_text, keys_of
from gui.views.possible import Needs, Situation, all_lacking
from gui.views.text import set_tip

if TYPE_CHECKING:
    from gui.model.fields import Tab
    from gui.model.values import Place
    from gui.services.session import Session


class Actions(QObject):
    """They work wherever the focus is inside the window, but those whose keys are local: these
    can be run by the palette and by name, and their keys by the widgets of their part."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._actions: dict[Act, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        self._now = Situation()
        self._lacking: dict[Needs, str] = {}
        for spec in ACTIONS:
            if not spec.in_window:
                continue
            self._actions[spec.act] = action = QAction(_(spec.text), self)
            action.setObjectName(spec.act)
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.setCheckable(spec.checkable)
            action.setIconVisibleInMenu(not spec.checkable)  # the tick goes there
            action.setMenuRole(_role(spec.act))
            if spec.group:
                group = self._groups.setdefault(spec.group, QActionGroup(self))
                group.addAction(action)
            window.addAction(action)
        self._has_icons = False
        self.show_shortcuts()

    def __getitem__(self, act: Act) -> QAction:
        return self._actions[act]

    def of(self, menu: Menu) -> Iterator[tuple[ActionSpec, QAction]]:
        """The actions of one menu in their order."""
        for spec in IN_MENUS:
            if spec.home is menu:
                yield spec, self._actions[spec.act]

    def draw_icons(self) -> None:
        """Draws the icons in the colours of the theme; to be called when it changes."""
        self._has_icons = True
        for spec in IN_MENUS:
            if spec.icon and not spec.checkable:
                self._actions[spec.act].setIcon(icon(spec.icon))

    def draw_icons_once(self) -> None:
        """Draws them if they are not drawn yet: nobody sees them before a menu opens."""
        if not self._has_icons:
            self.draw_icons()

    def show_shortcuts(self) -> None:
        """Takes the keys that are in force; to be called when they change."""
        for act, action in self._actions.items():
            spec = BY_ACT[act]
            if not spec.local:
                action.setShortcuts([QKeySequence(keys) for keys in keys_of(act)])
            set_tip(action, spec.label, key_text(act))

    def enable(
        self, session: Session | None, *, place: Place | None = None, tab: Tab | None = None
    ) -> None:
        """Enables what is possible: `place` has the focus, `tab` is shown."""
        self._look(Situation(session, place, tab, self._now.has_account))

    def set_account(self, has_account: bool) -> None:
        """Without an account there is nothing to look for, and nothing in the panels."""
        now = self._now
        self._look(Situation(now.session, now.place, now.tab, has_account))

    def lacking(self, act: Act) -> str:
        """Why a command cannot be done just now, empty where it can."""
        if self._actions[act].isEnabled():
            return ""
        return self._lacking.get(BY_ACT[act].needs, "")

    def _look(self, now: Situation) -> None:
        self._now = now
        before, self._lacking = self._lacking, all_lacking(now)
        for act, action in self._actions.items():
            needs = BY_ACT[act].needs
            lacks = bool(self._lacking[needs])
            # Asked at every key: saying the same again of ninety actions takes 0.2 ms.
            if needs not in before or bool(before[needs]) is not lacks:
                action.setEnabled(not lacks)


def _role(act: Act) -> QAction.MenuRole:
    """Where macOS puts the action; by default it guesses from the text."""
    if act is Act.QUIT:
        return QAction.MenuRole.QuitRole
    if act is Act.ABOUT:
        return QAction.MenuRole.AboutRole
    return QAction.MenuRole.NoRole

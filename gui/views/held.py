"""What is still in sight of somebody who was left already: it takes nothing from the person.

Whoever is asked for comes a moment later, and whoever was shown stays until then, so that nothing
flickers. A key or click in that moment is meant for nobody who can be seen: it is kept away from
the parts that are held, and whether there was one is told, so that nobody waits for its effect.
Nothing is disabled for that: it would be painted, read aloud, and would lose its focus.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

_ASKS: Final = frozenset(
    (
        *(QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.TouchBegin),
        *(QEvent.Type.InputMethod, QEvent.Type.Shortcut, QEvent.Type.ContextMenu),
        *(QEvent.Type.Drop, QEvent.Type.TabletPress),
    )
)
_FOLLOWS: Final = frozenset(
    (
        *(QEvent.Type.KeyRelease, QEvent.Type.MouseButtonRelease, QEvent.Type.TouchUpdate),
        *(QEvent.Type.TouchEnd, QEvent.Type.TouchCancel, QEvent.Type.TabletRelease),
        *(QEvent.Type.DragEnter, QEvent.Type.DragMove),
    )
)
_KEPT_AWAY: Final = frozenset((QEvent.Type.KeyPress, *_ASKS, *_FOLLOWS))
_GOES_ELSEWHERE: Final = frozenset((Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape))


class Held(QObject):
    """Holds these parts, with all that is in them or came out of them, from `begin` to `end`."""

    def __init__(self, *parts: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._is_wanted = False

    def begin(self) -> None:
        """From now on nothing reaches the parts."""
        self._is_wanted = False
        _application().installEventFilter(self)

    def end(self) -> bool:
        """Lets go, and tells whether the person wanted something of the parts meanwhile."""
        _application().removeEventFilter(self)
        return self._is_wanted

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _KEPT_AWAY or not self._has(watched):
            return False
        if kind in _ASKS or (isinstance(event, QKeyEvent) and _is_typed(event)):
            self._is_wanted = True
        if kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop):
            event.ignore()
        return True

    def _has(self, watched: QObject) -> bool:
        # By whom things belong to: a menu or a list that hangs out of a part is a window to Qt.
        at: QObject | None = watched
        while at is not None:
            if at in self._parts:
                return True
            at = at.parent()
        return False


def _is_typed(event: QKeyEvent) -> bool:
    """Whether a key does something; those that only lead elsewhere are pressed again anyway."""
    if event.type() is not QEvent.Type.KeyPress or event.key() in _GOES_ELSEWHERE:
        return False
    return bool(event.text())


def _application() -> QCoreApplication:
    application = QCoreApplication.instance()
    assert application is not None
    return application

"""The application object: it also hears of links that macOS delivers as events.

Elsewhere a link comes as an argument of another start (`gui.services.instance`).
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """Signal: `link_opened(str)` for a link that the system asks to be opened."""

    link_opened = Signal(str)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and not event.url().isLocalFile():
            self.link_opened.emit(event.url().toString())
            return True
        return super().event(event)

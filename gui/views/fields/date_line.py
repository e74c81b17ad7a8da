"""The line in which a date is typed: its keys, not their meaning."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from gui.views.fields.base import is_undo_key
from gui.views.fields.inputs import LineInput


class DateLine(LineInput):
    """The line of a date. Signals: `stepped(by)` for the arrow keys; `leaving()` right before
    Tab; `hurried()` before a shortcut may act on the record; `escaped()` when what is typed is
    to be taken back; `calendar_asked()`."""

    stepped = Signal(int)
    leaving = Signal()
    hurried = Signal()
    escaped = Signal()
    calendar_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.takes_undo = False
        """Whether undo takes back the text of the line instead of a step of the form."""
        self.takes_escape = False
        """Whether Esc takes back the text of the line instead of closing what it is in."""

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
                self.hurried.emit()
            if self.takes_undo and is_undo_key(event):
                event.accept()
                return True
        elif event.type() is QEvent.Type.KeyPress and self.takes_undo and is_undo_key(event):
            self.escaped.emit()
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        if key == Qt.Key.Key_Down and modifiers & Qt.KeyboardModifier.AltModifier:
            self.calendar_asked.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not self.is_composing:
            self.stepped.emit(1 if key == Qt.Key.Key_Up else -1)
        elif key == Qt.Key.Key_Escape and self.takes_escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        self.leaving.emit()
        return super().focusNextPrevChild(forward)

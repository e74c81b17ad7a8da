"""A line that takes the next key that is pressed, whatever it would mean elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.i18n import _

_HELD = (
    *(Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr),
    *(Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_ScrollLock, Qt.Key.Key_unknown),
)


class KeyCapture(QLineEdit):
    """Signals: `pressed(keys)` with the portable text of what was pressed; `left()` for Esc and
    Tab alone, which no command may have.

    Not Qt's own editor of key sequences, which takes Tab and Esc for keys to be kept: nobody
    would come out of it again by keys.
    """

    pressed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setPlaceholderText(_("Press a key"))
        self.setAccessibleName(_("New key"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # it is no command of anybody's here
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            # Before Qt takes Tab for the way to the next control.
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        alone = modifiers & ~Qt.KeyboardModifier.ShiftModifier == Qt.KeyboardModifier.NoModifier
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and alone:
            self.left.emit()
        elif key not in _HELD:
            if key == Qt.Key.Key_Enter:
                key = Qt.Key.Key_Return  # the one of the pad is the same to a person
            shift = Qt.KeyboardModifier.ShiftModifier
            is_sign = 0x20 < key.value < 0x110000 and not chr(key.value).isalpha()
            if modifiers & shift and is_sign:
                modifiers &= ~shift  # it only helped to reach the sign
            sequence = QKeySequence(QKeyCombination(modifiers, key))
            self.setText(sequence.toString(QKeySequence.SequenceFormat.NativeText))
            self.pressed.emit(sequence.toString(QKeySequence.SequenceFormat.PortableText))

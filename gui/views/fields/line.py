"""Editors of one line: names, addresses, e-mail, telephone.

Nothing is ever reformatted: what is typed is the value, to the last blank (ux rule 29).
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.i18n import _
from gui.model.fields import Kind
from gui.views.fields.base import Editor, FieldTone
from gui.views.fields.held import HeldStrip
from gui.views.fields.inputs import LineInput

_HINTS = {
    Kind.EMAIL: Qt.InputMethodHint.ImhEmailCharactersOnly | Qt.InputMethodHint.ImhNoAutoUppercase,
    Kind.PHONE: Qt.InputMethodHint.ImhDialableCharactersOnly,
    Kind.URL: Qt.InputMethodHint.ImhUrlCharactersOnly | Qt.InputMethodHint.ImhNoAutoUppercase,
}


class LineEditor(Editor):
    """A text in one line; everything that is not text is shown as an empty one.

    E-mails, telephone numbers and URLs stay left to right in mirrored layouts (ux rule 46).
    """

    def __init__(self, kind: Kind = Kind.LINE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = ""
        self._held = False
        self.line = LineInput()
        if kind in _HINTS:
            self.line.setInputMethodHints(_HINTS[kind])
            self.line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._strip: HeldStrip | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line)
        self.line.changed.connect(self._on_changed)
        self.line.too_long.connect(self._on_too_long)
        self.line.focus_left.connect(self._focus_moved)

    def main_widget(self) -> QWidget:
        return self.line

    def line_widget(self) -> QWidget | None:
        return self._strip

    def show_value(self, value: object) -> None:
        text = value if isinstance(value, str) else ""
        if text == self._value:
            return
        self._value = text
        with self._showing():
            self.line.put(text)
        self._set_held(self.line.text() != text)
        self._on_shown()

    def _on_shown(self) -> None:
        """Another text is in the line, whoever put it there."""

    def _on_changed(self, typing: bool) -> None:
        if self._is_showing:
            return
        if self._read_only or self._held:
            # Assistive technology writes into read-only lines too.
            with self._showing():
                self.line.put(self._value)
            return
        self._note(FieldTone.WARNING, "")
        self._value = self.line.text()
        self._on_shown()
        self._tell(self._value, typing=typing)

    def _on_too_long(self) -> None:
        self._note(FieldTone.WARNING, _("The pasted text is too long for one line."))

    def _set_held(self, held: bool) -> None:
        self._held = held
        why = _("Kept as it is: it has characters that would be lost here") if held else ""
        if held:
            if self._strip is None:
                self._strip = HeldStrip(self)
                self._strip.asked.connect(self._edit_as_plain)
            self._strip.say(why, _("Edit as plain text"))
        # Spoken with the field, while the strip is what is seen.
        self._note(FieldTone.HINT, why)
        self._ask_below(held)
        self._apply_read_only()

    def _edit_as_plain(self) -> None:
        self._set_held(False)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _apply_read_only(self) -> None:
        self.line.setReadOnly(self._read_only or self._held)
        if self._strip is not None:
            self._strip.button.setEnabled(not self._read_only)

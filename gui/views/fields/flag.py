"""The editor of a yes or no, such as whether a job is the current one."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.views.fields.base import Editor
from gui.views.ring import CheckBox
from gui.views.text import plain
from gui.views.theme import Space


class FlagEditor(Editor):
    """A check box with its label beside it.

    A value that was never set looks like no, and taking a tick off again gives it back, so that
    null stays null until somebody ticks.
    """

    carries_label = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._off: object = False
        self._value: object = False
        self.box = CheckBox()
        # As high as a line, beside which it may stand.
        self.setMinimumHeight(Space.XXL)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)
        row.addStretch(1)
        self.box.toggled.connect(self._on_toggled)

    def main_widget(self) -> QWidget:
        return self.box

    def set_label(self, label: str) -> None:
        super().set_label(label)
        self.box.setText(plain(label))

    def show_value(self, value: object) -> None:
        self._value = value
        if value is not True:
            self._off = value
        with self._showing():
            self.box.setChecked(value is True)

    def set_original(self, value: object) -> None:
        self._off = False if value is True else value

    def _on_toggled(self, checked: bool) -> None:
        if self._is_showing:
            return
        if self._read_only:
            self.show_value(self._value)
            return
        self._value = True if checked else self._off
        self._tell(self._value, typing=False)

    def _apply_read_only(self) -> None:
        self.box.setEnabled(not self._read_only)

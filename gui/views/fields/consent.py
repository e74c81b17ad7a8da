"""The editor of the texting consent, which can be written but never read (API §5.10)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QFrame, QVBoxLayout, QWidget

from gui.i18n import N_, _
from gui.model.values import MISSING, Missing
from gui.views.fields.base import Editor
from gui.views.fields.flow import FlowLayout
from gui.views.ring import RadioButton
from gui.views.text import Label
from gui.views.theme import Space

_CHOICES: Final[tuple[tuple[str | Missing, str], ...]] = (
    (MISSING, N_("Leave as it is")),
    ("forced", N_("Consented (forced)")),
    ("declined", N_("Declined")),
)


class ConsentEditor(Editor):
    """Three explicit choices; `MISSING` leaves the consent alone and is never sent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: object = MISSING
        # A frame is told as a panel, with the name that the choices belong to.
        self._group = QFrame()
        self.buttons = tuple(RadioButton(_(text)) for _value, text in _CHOICES)
        self._exclusive = QButtonGroup(self)
        flow = FlowLayout(self._group, gap=Space.L)
        for number, button in enumerate(self.buttons):
            self._exclusive.addButton(button, number)
            button.setMinimumHeight(Space.XXL)
            flow.addWidget(button)
        self._exclusive.idToggled.connect(self._on_toggled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self._group)
        column.addWidget(
            Label(
                _("Workable never shows the stored choice, so it is sent only if you make one."),
                role="small",
                wrap=True,
            )
        )
        self._show()

    def main_widget(self) -> QWidget:
        return self._group

    def show_value(self, value: object) -> None:
        self._value = value
        self._show()

    def focus_editor(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self._checked().setFocus(reason)

    def _show(self) -> None:
        with self._showing():
            for button, (value, _text) in zip(self.buttons, _CHOICES, strict=True):
                if value == self._value or (value is MISSING and self._value is None):
                    button.setChecked(True)
        self._group.setFocusProxy(self._checked())

    def _checked(self) -> RadioButton:
        return next((each for each in self.buttons if each.isChecked()), self.buttons[0])

    def _on_toggled(self, number: int, checked: bool) -> None:
        if self._is_showing or not checked:
            return
        self._value = _CHOICES[number][0]
        self._group.setFocusProxy(self.buttons[number])
        self._tell(self._value, typing=False)

    def _apply_read_only(self) -> None:
        for button in self.buttons:
            button.setEnabled(not self._read_only)

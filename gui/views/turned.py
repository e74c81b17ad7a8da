"""Checkable buttons that are turned by assistive technology instead of being pressed.

Qt gives such a button no press to a screen reader but a turn of its state: `toggled` is told and
`clicked` is not, on which everything here is built that a person does with a button.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QButtonGroup

if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object  # Qt's own class is the other base


class Turned(_Button):
    """For the bases of a button, before Qt's class: whoever turns it has clicked it.

    Neither the program's own `setChecked` is a click, nor that another one of its group goes out.
    """

    _hears = False
    _is_known = False

    def setCheckable(self, checkable: bool) -> None:
        super().setCheckable(checkable)
        if checkable and not self._hears:
            self._hears = True
            self.toggled.connect(self._on_toggled)

    def setChecked(self, checked: bool) -> None:
        self._is_known = True
        try:
            super().setChecked(checked)
        finally:
            self._is_known = False

    def nextCheckState(self) -> None:
        # Pressed by mouse or key: Qt tells the click itself.
        self._is_known = True
        try:
            super().nextCheckState()
        finally:
            self._is_known = False

    def _on_toggled(self, on: bool) -> None:
        # The stubs do not say that there may be none.
        group: QButtonGroup | None = self.group()
        goes_out = not on and group is not None and group.exclusive()
        if not self._is_known and not goes_out:
            self.clicked[bool].emit(on)  # type: ignore[index]  # it is two signals, without and with

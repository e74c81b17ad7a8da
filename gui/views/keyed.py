"""Widgets that show the keys of a command: in a tip, in a sentence for assistive technology.

Whatever shows one has a method `show_shortcuts`, which is called when the keys in force are others.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from gui.views.actions import Act
from gui.views.icons import IconButton, IconRole
from gui.views.keymap import key_text
from gui.views.text import set_tip


@runtime_checkable
class ShowsKeys(Protocol):
    """A widget that shows keys."""

    def show_shortcuts(self) -> None:
        """Shows those that are in force now."""


def renew_keys(root: QWidget) -> None:
    """Has everything inside a widget show the keys that are in force now."""
    for widget in root.findChildren(QWidget):
        if isinstance(widget, ShowsKeys):
            widget.show_shortcuts()


class KeyedButton(IconButton):
    """A button that is only an icon, with the key of its command in the tip."""

    def __init__(
        self,
        name: str,
        label: str,
        act: Act,
        *,
        role: IconRole = "text",
        dense: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, label, role=role, shortcut=key_text(act), dense=dense, parent=parent)
        self._act = act

    def set_label(self, label: str, shortcut: str = "") -> None:
        super().set_label(label, shortcut or key_text(self._act))

    def show_shortcuts(self) -> None:
        set_tip(self, self.accessibleName(), key_text(self._act))

"""Finding what a person sees in a dialog: by the names that assistive technology reads."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QLineEdit, QWidget

from tests.helpers.wait import until

D = TypeVar("D", bound=QDialog)


async def opened(owner: QWidget, kind: type[D]) -> D:
    """The dialog of that kind over `owner`, once it can be typed into."""
    found = await until(
        lambda: [d for d in owner.findChildren(kind) if d.isVisible() and d.isActiveWindow()],
        what=f"a {kind.__name__} is open",
    )
    return found[0]


def button(root: QWidget, name: str) -> QAbstractButton:
    """The visible button of that accessible name."""
    found = [b for b in root.findChildren(QAbstractButton) if b.accessibleName() == name]
    visible = [each for each in found if each.isVisible()]
    assert len(visible) == 1, f"{len(visible)} buttons called {name!r}"
    return visible[0]


def line(root: QWidget, name: str) -> QLineEdit:
    """The line of that accessible name."""
    [found] = [each for each in root.findChildren(QLineEdit) if each.accessibleName() == name]
    return found


def press(root: QWidget, name: str) -> None:
    """Click the button of that name."""
    target = button(root, name)
    assert target.isEnabled()
    QTest.mouseClick(target, Qt.MouseButton.LeftButton)


def texts(root: QWidget) -> str:
    """All that can be read, a label a line."""
    labels = root.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible() and label.text())

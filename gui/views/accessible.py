"""What assistive technology is told of widgets that paint themselves.

Qt knows the roles of its own widgets only: anything painted is a nameless region to a screen
reader. A widget class names its role here and is then told as that, with its accessible name and
description, and with its text where there is one to be read.

Nothing of this is made before assistive technology asks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Protocol, TypeVar

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleInterface,
    QAccessibleObject,
    QAccessibleTextInterface,
)
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

W = TypeVar("W", bound=QWidget)


class Readable(Protocol):
    """The text of a widget that is read with a caret; offsets count from its beginning."""

    @property
    def text(self) -> str:
        """All of it."""

    @property
    def caret(self) -> int:
        """Where the caret is."""

    def area(self, at: int) -> QRect:
        """Where a letter stands, in the widget; null where that is not known."""

    def select(self, start: int, end: int) -> None:
        """Selects a part, with the caret at its end; for a part without letters nothing."""


def told_as(
    role: QAccessible.Role, kind: type[W], read: Callable[[W], Readable] | None = None
) -> None:
    """Has all widgets of a class told in that role from now on, with the text that `read` gives
    of one if there is one to be read."""
    if not _KINDS:
        QAccessible.installFactory(_make)
    _KINDS[kind] = (role, read)


class _Told(QAccessibleObject):
    """One widget without parts, as it is told."""

    def __init__(self, widget: QWidget, role: QAccessible.Role) -> None:
        super().__init__(widget)
        self._widget = widget
        self._role = role

    def role(self) -> QAccessible.Role:
        return self._role

    def text(self, what: QAccessible.Text) -> str:
        if what is QAccessible.Text.Name:
            return self._widget.accessibleName()
        if what is QAccessible.Text.Description:
            return self._widget.accessibleDescription() or self._widget.toolTip()
        if what is QAccessible.Text.Identifier:
            return self._widget.objectName()
        return ""

    def state(self) -> QAccessible.State:
        state, widget = QAccessible.State(), self._widget
        state.focusable = widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        state.focused = widget.hasFocus()
        state.disabled = not widget.isEnabled()
        state.invisible = not widget.isVisible()
        return state

    # The stubs do not say that there may be none.
    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        above = self._widget.parentWidget()
        return QAccessible.queryAccessibleInterface(above) if above is not None else None

    def childCount(self) -> int:
        return 0

    def child(self, _at: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def indexOfChild(self, _part: QAccessibleInterface) -> int:
        return -1


class _ToldText(_Told):
    """One with a text that can be read."""

    def __init__(self, widget: QWidget, role: QAccessible.Role, text: Readable) -> None:
        super().__init__(widget, role)
        self._text = _Text(widget, text)

    def state(self) -> QAccessible.State:
        state = super().state()
        state.readOnly = state.multiLine = state.selectableText = True
        return state

    def interface_cast(self, kind: QAccessible.InterfaceType) -> object:  # type: ignore[override]
        return self._text if kind is QAccessible.InterfaceType.TextInterface else _NOTHING


class _Text(QAccessibleTextInterface):
    """The text of one that can be read."""

    def __init__(self, widget: QWidget, of: Readable) -> None:
        super().__init__()
        self._widget = widget
        self._of = of

    def characterCount(self) -> int:
        return len(self._of.text)

    def text(self, start: int, end: int) -> str:
        return self._of.text[max(start, 0) : max(end, 0)]

    def cursorPosition(self) -> int:
        return self._of.caret

    def setCursorPosition(self, at: int) -> None:
        self._of.select(at, at)

    def selectionCount(self) -> int:
        # The binding has no way to give where one begins and ends; what is selected is announced.
        return 0

    def selection(self, _number: int) -> object:
        return (0, 0)

    def addSelection(self, start: int, end: int) -> None:
        self._of.select(start, end)

    def removeSelection(self, _number: int) -> None:
        self._of.select(self._of.caret, self._of.caret)

    def setSelection(self, _number: int, start: int, end: int) -> None:
        self._of.select(start, end)

    def characterRect(self, at: int) -> QRect:
        area = self._of.area(at)
        return QRect(self._widget.mapToGlobal(area.topLeft()), area.size())

    def offsetAtPoint(self, _point: QPoint) -> int:
        return -1

    def scrollToSubstring(self, start: int, _end: int) -> None:
        self._of.select(start, start)

    def attributes(self, _at: int) -> object:
        return ("", 0, len(self._of.text))


_NOTHING: Final = QAccessibleActionInterface.__new__(QAccessibleActionInterface)
"""The answer for an interface that there is none of: an object of the binding with nothing behind
it. It makes a null pointer of that and of nothing else; on None and 0 it ends the process."""

_KINDS: Final[dict[type, tuple[QAccessible.Role, Callable[[Any], Readable] | None]]] = {}
_made: Final[list[_Told]] = []


def _make(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    """Qt's question for what stands for an object; None leaves it to Qt."""
    kind = _KINDS.get(type(thing))
    if kind is None or not isinstance(thing, QWidget):
        return None
    # Qt owns and deletes them; until then they have to be held here.
    _made[:] = [each for each in _made if isValid(each)]
    role, read = kind
    told = _Told(thing, role) if read is None else _ToldText(thing, role, read(thing))
    _made.append(told)
    return told

"""The order of Tab for widgets that are made late.

Qt puts what is given a parent at the end of the window's order. A tab that is built when it is
looked at, or the editors of a card that is opened, would come behind the panels on the right.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gui.views.focus import next_in_chain


def take_in(anchor: QWidget, block: QWidget) -> QWidget:
    """Puts everything inside a widget right behind another one, in the order that it has.

    Gives the last of it, or the anchor when nothing in it can have the focus. The anchor must
    not be around the block: Qt moves nothing then.
    """
    last = anchor
    for widget in _inside(block):
        QWidget.setTabOrder(last, widget)
        last = widget
    return last


def last_in(block: QWidget) -> QWidget:
    """The last widget in a block that Tab comes to; the block where there is none."""
    return [block, *_inside(block)][-1]


def put_last(blocks: Sequence[QWidget], *, behind: QWidget) -> None:
    """Puts what is inside these to the end of the window's order, as it was made.

    For parts that were there before those that come before them; `behind` is one of the latter.
    """
    last, widget = behind, next_in_chain(behind)
    while widget is not None and widget is not behind.window():
        if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus:  # nothing can be put behind those
            last = widget
        widget = next_in_chain(widget)
    for block in blocks:
        for inner in block.findChildren(QWidget):
            if inner.focusPolicy() & Qt.FocusPolicy.TabFocus and inner.focusProxy() is None:
                QWidget.setTabOrder(last, inner)
                last = inner


def _inside(block: QWidget) -> list[QWidget]:
    """The widgets of a block that Tab comes to, in their present order."""
    found = []
    widget: QWidget | None = block
    while widget is not None:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(widget)
        widget = next_in_chain(widget)
        if widget is block:
            break
    inside = (each for each in found if each is block or block.isAncestorOf(each))
    return [each for each in inside if each.focusProxy() is None]

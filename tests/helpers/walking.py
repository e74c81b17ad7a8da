"""Walking through a view with the Tab key as a person does, and judging the way (measure M9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QRadioButton,
    QTabBar,
    QWidget,
)

from gui.views.panels.toasts import Toast
from tests.helpers.accessible import called, takes_focus, told
from tests.helpers.gallery import View

_NAME, _DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description
_NEAR: Final = 4
"""Pixels by which rows may be out of line."""


@dataclass(frozen=True)
class Way:
    """The stops of one round in their order, from the first of the view; `faults` in words."""

    stops: tuple[QWidget, ...]
    faults: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        """What is read out on the way."""
        return [told(stop).text(_NAME) for stop in self.stops]


def walk(view: View, *, back: bool = True) -> Way:
    """Goes round once with Tab, and if asked once more with Shift+Tab."""
    wanted = [one for one in view.widgets if _is_stop(one)]
    here = _focus(view)
    if here is None:
        return Way((), () if not wanted else (f"{view.name}: nothing has the focus",))
    # It may be where a click has put it and Tab does not come.
    QTest.keyClick(here, Qt.Key.Key_Tab)
    here = _focus(view) or here
    forth, faults = _round(view, here, Qt.Key.Key_Tab, len(wanted))
    again = list[QWidget]()
    if back:
        again, trapped = _round(view, here, Qt.Key.Key_Backtab, len(wanted))
        faults += trapped
        if not faults and [*again[:1], *reversed(again[1:])] != forth:
            faults.append("Shift+Tab goes another way back")
    missed = _missed(wanted, [*forth, *again])
    faults += [f"Tab does not come to {called(each)}" for each in missed]
    faults += [f"no key comes to {called(each)}" for each in _beside(view, forth)]
    return Way(tuple(forth), tuple(f"{view.name}: {fault}" for fault in faults))


# --- walking ------------------------------------------------------------------------------------


def _round(view: View, start: QWidget, key: Qt.Key, most: int) -> tuple[list[QWidget], list[str]]:
    """The stops until it comes round, and what is wrong on the way."""
    stops, faults, here = [start], list[str](), start
    shift = Qt.KeyboardModifier.ShiftModifier
    modifier = shift if key is Qt.Key.Key_Backtab else Qt.KeyboardModifier.NoModifier
    jumps = list[str]()
    for _step in range(most + 3):
        QTest.keyClick(here, key, modifier)
        there = _focus(view)
        if there is here and most > 1:
            return stops, [f"{called(here)} holds the focus"]
        if there is None:
            return stops, [f"behind {called(here)} the focus is gone"]
        is_on = key is Qt.Key.Key_Tab and _layer(here) is _layer(there)
        if is_on and _goes_back(view.root, here, there):
            jumps.append(f"from {called(here)} back to {called(there)}")
        if there.visibleRegion().isEmpty():
            faults.append(f"{called(there)} has the focus out of sight")
        if there is start:
            break
        if there in stops:
            faults.append(f"{called(there)} comes again before the round is over")
            break
        stops.append(there)
        here = there
    else:
        faults.append("Tab does not come round")
    # Once in a round it goes from the last to the first.
    return stops, faults + (jumps if len(jumps) > 1 else [])


def _layer(widget: QWidget) -> QWidget | None:
    """What floats over the window and is read by itself; None for the window."""
    part: QWidget | None = widget
    while part is not None and not isinstance(part, Toast):
        part = part.parentWidget()
    return part


def _goes_back(root: QWidget, one: QWidget, other: QWidget) -> bool:
    """Whether the other is read before the one: above it and in no later column, or before it
    in the same row."""
    first, second = _area(root, one), _area(root, other)
    if root.isRightToLeft():
        first, second = (_mirrored(root, each) for each in (first, second))
    if second.bottom() <= first.top() + _NEAR:
        return second.left() < first.right() - _NEAR
    shared = min(first.bottom(), second.bottom()) - max(first.top(), second.top())
    is_same_row = shared > min(first.height(), second.height()) / 2
    return is_same_row and second.right() <= first.left() + _NEAR


def _area(root: QWidget, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(root, QPoint()), widget.size())


def _mirrored(root: QWidget, area: QRect) -> QRect:
    return QRect(root.width() - area.right(), area.top(), area.width(), area.height())


def _focus(view: View) -> QWidget | None:
    window = view.root.window()
    if window.windowType() is Qt.WindowType.Popup:
        return window.focusWidget()
    return QApplication.focusWidget()


# --- what has to be on the way ------------------------------------------------------------------


def _is_stop(widget: QWidget) -> bool:
    return takes_focus(widget) and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _missed(wanted: list[QWidget], stops: list[QWidget]) -> Iterator[QWidget]:
    """Stops that Tab left out; of choices that exclude each other one is enough, the arrows
    lead to the others."""
    for each in wanted:
        if each in stops or not _is_stop(each) or not each.isVisible():
            continue
        if isinstance(each, QAbstractButton) and each.autoExclusive():
            continue
        group = each.group() if isinstance(each, QAbstractButton) else None
        if group is not None and group.exclusive() and set(group.buttons()) & set(stops):
            continue
        yield each


def _beside(view: View, stops: list[QWidget]) -> Iterator[QWidget]:
    """Bars of tabs that Tab leaves out; buttons that can be pressed, that Tab does not come to,
    and that name no key."""
    for each in view.widgets:
        if isinstance(each, QTabBar) and not _is_stop(each):
            yield each
        if (
            isinstance(each, QAbstractButton)
            and each.isEnabled()
            and not isinstance(each, QRadioButton)
            and not _is_stop(each)
            and not isinstance(each.parent(), QComboBox)
            and not told(each).text(_DESCRIPTION)
        ):
            yield each

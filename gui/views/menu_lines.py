"""Lines for a menu that is made at run time: what it is to show, and how it comes to show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from gui.views.text import plain


@dataclass(frozen=True)
class Switch:
    """A line that is on or off; of those in one `group` of a menu at most one is on."""

    label: str
    is_on: bool
    turn: Callable[[bool], object]
    group: str = ""


@dataclass(frozen=True)
class Command:
    """A line that does something once."""

    label: str
    act: Callable[[], object]


@dataclass(frozen=True)
class Submenu:
    """A line that opens more lines."""

    label: str
    items: tuple[Switch | Command, ...]


MenuLine: TypeAlias = Switch | Command | Submenu | None
"""None is a gap."""


def fill_menu(menu: QMenu, lines: Iterable[MenuLine]) -> None:
    """Shows these lines in place of those before."""
    for old in (*menu.findChildren(QMenu), *menu.findChildren(QActionGroup)):
        old.setParent(None)
        old.deleteLater()
    menu.clear()
    for line in lines:
        if line is None:
            menu.addSeparator()
        elif isinstance(line, Submenu):
            inner = menu.addMenu(plain(line.label))
            for item in line.items:
                _add_line(inner, item)
        else:
            _add_line(menu, line)


def _add_line(menu: QMenu, line: Switch | Command) -> None:
    action = menu.addAction(plain(line.label))
    if isinstance(line, Switch):
        action.setCheckable(True)
        action.setChecked(line.is_on)
        if line.group:
            _group_of(menu, line.group).addAction(action)
        action.toggled.connect(line.turn)
    else:
        action.triggered.connect(lambda _checked=False: line.act())


def _group_of(menu: QMenu, name: str) -> QActionGroup:
    known = [group for group in menu.findChildren(QActionGroup) if group.objectName() == name]
    if known:
        return known[0]
    group = QActionGroup(menu)
    group.setObjectName(name)
    group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
    return group

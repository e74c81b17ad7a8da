"""What can be said of a window's looks by measuring: too small, cut off, lying on each other.

A text may be shorter than it is only on purpose: a label that elides says all of it in its tip,
and so does everything else that has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTabBar,
    QToolButton,
    QWidget,
)

from gui.views.text import Label

LEAST_TARGET = 24
"""Logical pixels of a target's side (WCAG 2.2, 2.5.8)."""


def told(widget: QWidget) -> str:
    """How a widget is named in a finding."""
    text = getattr(widget, "text", "")
    words = widget.accessibleName() or (text() if callable(text) else text) or widget.objectName()
    return f"{type(widget).__name__} {str(words)[:40]!r}"


def visible(root: QWidget) -> Iterator[QWidget]:
    """The widgets inside that are seen, at least in part."""
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and not seen_part(widget, root).isEmpty():
            yield widget


def seen_part(widget: QWidget, root: QWidget) -> QRect:
    """What is seen of a widget, in coordinates of the root."""
    area = QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())
    above = widget.parentWidget()
    while above is not None and above is not root:
        area &= QRect(above.mapTo(root, QPoint(0, 0)), above.size())
        above = above.parentWidget()
    return area & root.rect()


# --- targets ------------------------------------------------------------------------------------


def small_targets(root: QWidget) -> dict[str, tuple[int, int]]:
    """What can be pressed or typed into and is smaller than a hand needs, with its size."""
    found: dict[str, tuple[int, int]] = {}
    for widget, size in targets(root):
        if min(size.width(), size.height()) < LEAST_TARGET:
            found[told(widget)] = (size.width(), size.height())
    return found


def targets(root: QWidget) -> Iterator[tuple[QWidget, QSize]]:
    """What can be pressed or typed into, and its size."""
    for widget in visible(root):
        if isinstance(widget, QTabBar):
            yield from ((widget, widget.tabRect(at).size()) for at in range(widget.count()))
        elif isinstance(widget, QAbstractItemView):
            model = widget.model()
            rows = (model.index(row, 0) for row in range(min(model.rowCount(), 10)))
            # What cannot be chosen is a heading.
            for row in rows:
                if row.flags() & Qt.ItemFlag.ItemIsSelectable:
                    yield widget, widget.visualRect(row).size()
        elif isinstance(widget, QToolButton) and isinstance(widget.parent(), QLineEdit):
            if widget.focusPolicy() or widget.cursor().shape() is not Qt.CursorShape.ArrowCursor:
                yield widget, widget.size()
        elif isinstance(widget, (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)):
            yield widget, widget.size()


# --- texts that are cut off ---------------------------------------------------------------------


def cut_off(root: QWidget) -> list[str]:
    """The widgets whose text does not fit, and that do not say it in another way."""
    return [told(widget) for widget in visible(root) if _is_cut(widget)]


def _is_cut(widget: QWidget) -> bool:
    if isinstance(widget, Label) and (widget.is_cut() or not widget.text()):
        return False  # it elides, and says the whole as a tip by itself
    if isinstance(widget, QLabel):
        if widget.toolTip():
            return False
        if widget.wordWrap():
            return widget.height() < widget.heightForWidth(widget.width())
        needed = widget.sizeHint()
        return widget.width() < needed.width() or widget.height() < needed.height() - 1
    if isinstance(widget, (QPushButton, QCheckBox, QRadioButton)):
        needed = widget.sizeHint()
        return bool(widget.text()) and (
            widget.width() < needed.width() or widget.height() < needed.height()
        )
    if isinstance(widget, QLineEdit):
        return widget.height() < widget.fontMetrics().height() + 2
    if isinstance(widget, QTabBar):
        return not widget.usesScrollButtons() and widget.width() < widget.sizeHint().width()
    return False


def outside(root: QWidget) -> list[str]:
    """What reaches out of its parent, and so is cut off, where nothing scrolls."""
    found = []
    for widget in visible(root):
        parent = widget.parentWidget()
        if not isinstance(widget, (QLabel, QAbstractButton, QLineEdit, QComboBox)):
            continue
        if parent is None or _scrolls(parent) or widget.isWindow():
            continue
        if not parent.rect().contains(widget.geometry()):
            found.append(f"{told(widget)} {widget.geometry()} in {parent.rect()}")
    for area in root.findChildren(QScrollArea):
        content = area.widget()
        never = area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if content is None or not (area.isVisible() and never):
            continue
        if content.width() > area.viewport().width():
            found.append(f"{told(area)}: {content.width()} in {area.viewport().width()}")
    return found


def _scrolls(widget: QWidget) -> bool:
    above = widget.parentWidget()
    return isinstance(above, (QScrollArea, QAbstractItemView))


# --- lying on each other ------------------------------------------------------------------------

_LAID_OVER = re.compile(
    r"Overlay|Toast|Popup|Flash|RubberBand|SplitterHandle"
    r"|EntryEditor|GhostLine"  # in the room that the cards leave for them
)


def overlapping(root: QWidget) -> list[str]:
    """Pairs of siblings that lie on each other, though nothing says that they shall."""
    found = []
    for parent in [root, *visible(root)]:
        if isinstance(parent, (QAbstractItemView, QTabBar, QLineEdit, QComboBox)):
            continue  # what they lay over their own ground is theirs
        inside = [
            one
            for one in parent.findChildren(QWidget, options=_DIRECT)
            if one.isVisible() and not one.isWindow() and not one.size().isEmpty()
        ]
        for at, one in enumerate(inside):
            for other in inside[at + 1 :]:
                if _LAID_OVER.search(type(one).__name__ + type(other).__name__):
                    continue
                shared = one.geometry() & other.geometry()
                if not shared.isEmpty() and not isinstance(parent, QAbstractButton):
                    found.append(f"{told(one)} and {told(other)} share {shared}")
    return found


_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly

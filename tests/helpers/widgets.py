"""Real widgets driven as a person drives them: shown and active, typed into, dropped onto."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSplitter, QWidget


def show(widget: QWidget) -> None:
    """Show a window and make it the active one; focus, Tab and shortcuts need that.

    Runs a nested event loop: in asynchronous tests use it before the first task is started, or
    `shown` below.
    """
    widget.show()
    widget.activateWindow()
    assert QTest.qWaitForWindowActive(widget, 5000), f"{widget!r} did not become active"


async def shown(widget: QWidget) -> None:
    """`show` for asynchronous tests."""
    from tests.helpers.wait import until

    widget.show()
    widget.activateWindow()
    await until(widget.isActiveWindow, what=f"{widget!r} is active")


def hears_keys(widget: QWidget) -> None:
    """Fails where a dialog keeps the keys from that widget's window.

    A person's keys do not get there; those of a test would, where it looks for the dialog by
    sight: it is seen a turn of the loop before it has the keys.
    """
    modal, above = QApplication.activeModalWidget(), widget
    while modal is not None and above is not modal:
        parent = above.parentWidget()
        assert parent is not None, (
            f"{type(modal).__name__} is open and keeps the keys from {type(widget).__name__}: "
            "wait until it has them"
        )
        above = parent


def drag_over(widget: QWidget, mime: QMimeData, at: QPoint | None = None) -> bool:
    """Bring a drag over `widget` without dropping; return whether it would be accepted.

    The caller ends it with `drag_away` or `drop`.
    """
    where = at or widget.rect().center()
    enter = QDragEnterEvent(
        where,
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter.setAccepted(False)
    QApplication.sendEvent(widget, enter)
    move = QDragMoveEvent(
        where,
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    move.setAccepted(enter.isAccepted())
    QApplication.sendEvent(widget, move)
    return enter.isAccepted() and move.isAccepted()


def drag_away(widget: QWidget) -> None:
    """Take the drag off `widget` again."""
    QApplication.sendEvent(widget, QDragLeaveEvent())


def drop(widget: QWidget, mime: QMimeData, at: QPoint | None = None) -> bool:
    """Drag onto `widget` and let go; return whether the drop was taken."""
    where = at or widget.rect().center()
    if not drag_over(widget, mime, where):
        drag_away(widget)
        return False
    event = QDropEvent(
        QPointF(where),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def move_handle(splitter: QSplitter, number: int, by: int) -> None:
    """Drag a splitter's handle with the mouse, `by` pixels to the right."""
    handle = splitter.handle(number)
    spot = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseMove(handle, spot + QPoint(by, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=spot + QPoint(by, 0))

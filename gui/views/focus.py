"""Moving the focus between the large parts of a window (F6), and through them (Tab)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget

_TAB: Final[int] = Qt.FocusPolicy.TabFocus.value


def go_to_part(parts: Sequence[QWidget], step: int) -> bool:
    """Moves the focus to the first control of the next part that has one, `step` 1 or -1.

    False when no part has a control that takes the focus.
    """
    focus = QApplication.focusWidget()
    inside = [at for at, part in enumerate(parts) if focus and part.isAncestorOf(focus)]
    here = inside[0] if inside else -1
    for distance in range(1, len(parts) + 1):
        first = first_stop(parts[(here + step * distance) % len(parts)])
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
    return False


def step_on(window: QWidget, parts: Sequence[QWidget], *, forward: bool) -> bool:
    """Moves the focus to the next place that Tab stops at, or the one before: part after part in
    the order given, whenever their widgets were made. False where the focus is in none of them.

    Qt's own order puts what is made late behind everything else in the window, and goes to the
    deputy of a part (its focus proxy) whenever it comes by, over the heads of those before it.
    """
    here = QApplication.focusWidget()
    at = next((at for at, part in enumerate(parts) if here and part.isAncestorOf(here)), -1)
    if here is None or at < 0:
        return False
    there = _next_inside(parts[at], here, window, forward=forward)
    for distance in range(1, len(parts) + 1):
        if there is not None:
            break
        part = parts[(at + (distance if forward else -distance)) % len(parts)]
        there = _next_inside(part, window, window, forward=forward)
    if there is None or there is here:
        return False
    there.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    bring_into_sight(there)
    return True


def _next_inside(part: QWidget, start: QWidget, end: QWidget, *, forward: bool) -> QWidget | None:
    """The next stop in a part from one widget on, until the window comes; backward the last one
    before it. `end` is the window."""
    if not part.isVisible():
        return None
    found = None
    # Always forward: asked for the way back, the binding lets widgets die that are still needed.
    widget = next_in_chain(start if forward else end)
    while widget is not None and widget is not end and (forward or widget is not start):
        if _is_stop(widget) and part.isAncestorOf(widget):
            found = widget
            if forward:
                break
        widget = next_in_chain(widget)
    return found


def bring_into_sight(widget: QWidget) -> None:
    """Scrolls what a widget lies in so that it is seen. Qt does it on the way from one widget
    to the next inside, but not on the way in."""
    part = widget.parentWidget()
    while part is not None:
        if isinstance(part, QScrollArea):
            part.ensureWidgetVisible(widget)
        part = part.parentWidget()


def first_stop(part: QWidget) -> QWidget | None:
    """The first widget inside `part` that Tab would stop at, None for none."""
    return next(_stops(part), None)


def first_field(part: QWidget) -> QWidget | None:
    """The first widget inside `part` that Tab would stop at and that is no button, else the
    first button, None for none."""
    stops = tuple(_stops(part))
    fields = (stop for stop in stops if not isinstance(stop, QAbstractButton))
    return next(fields, stops[0] if stops else None)


def _stops(part: QWidget) -> Iterator[QWidget]:
    if not part.isVisible():
        return
    widget = next_in_chain(part)
    while widget is not None and widget is not part:
        if _is_stop(widget) and part.isAncestorOf(widget):
            yield widget
        widget = next_in_chain(widget)


def _is_stop(widget: QWidget) -> bool:
    return bool(
        widget.focusPolicy().value & _TAB  # their numbers: it is asked of hundreds for each Tab
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
    )


def next_in_chain(widget: QWidget) -> QWidget | None:
    """What Tab comes to behind a widget, whether it stops there or not.

    The only place to ask Qt for it: the binding takes the answer for a part of the widget that
    was asked. When that one was deleted, scroll bars and actions far away would be declared dead.
    """
    found = widget.nextInFocusChain()
    if found is not None:
        # Tells the binding whose part it is. Qt knows, and does nothing.
        QObject.setParent(found, found.parent())
    return found

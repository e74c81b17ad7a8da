"""Moving the focus between the large parts of a window (F6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget


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
        if (
            part.isAncestorOf(widget)
            and widget.isVisible()
            and widget.isEnabled()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        ):
            yield widget
        widget = next_in_chain(widget)


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

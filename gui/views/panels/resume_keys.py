"""What keys do in a resume: where the caret goes, and which zoom is asked for."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from gui.views.panels.resume_sheet import Sheet

SCROLLS: Final = {"down": 1, "up": -1, "start": -1_000_000, "end": 1_000_000}
"""Steps that the same keys scroll where there is no text for a caret."""

_TO_NEXT_WORD: Final = re.compile(r"\S*\s+")
_Key = QKeySequence.StandardKey

_MOVES: Final[dict[QKeySequence.StandardKey, tuple[str, bool]]] = {
    _Key.MoveToNextChar: ("next", False),
    _Key.MoveToPreviousChar: ("previous", False),
    _Key.MoveToNextWord: ("next word", False),
    _Key.MoveToPreviousWord: ("previous word", False),
    _Key.MoveToNextLine: ("down", False),
    _Key.MoveToPreviousLine: ("up", False),
    _Key.MoveToStartOfLine: ("line start", False),
    _Key.MoveToEndOfLine: ("line end", False),
    _Key.MoveToStartOfDocument: ("start", False),
    _Key.MoveToEndOfDocument: ("end", False),
    _Key.SelectNextChar: ("next", True),
    _Key.SelectPreviousChar: ("previous", True),
    _Key.SelectNextWord: ("next word", True),
    _Key.SelectPreviousWord: ("previous word", True),
    _Key.SelectNextLine: ("down", True),
    _Key.SelectPreviousLine: ("up", True),
    _Key.SelectStartOfLine: ("line start", True),
    _Key.SelectEndOfLine: ("line end", True),
    _Key.SelectStartOfDocument: ("start", True),
    _Key.SelectEndOfDocument: ("end", True),
}


def move_of(event: QKeyEvent) -> tuple[str, bool] | None:
    """Where a key leads the caret, and whether it selects on the way; None for other keys."""
    return next((move for key, move in _MOVES.items() if event.matches(key)), None)


def moved(sheet: Sheet, caret: int, where: str, x: float) -> int:
    """The offset that the caret comes to; `x` is where it wants to stay going up and down."""
    text = sheet.text
    if where in ("up", "down"):
        number = sheet.row_of(caret) + (1 if where == "down" else -1)
        return sheet.offset_in_row(min(max(number, 0), len(sheet.rows) - 1), x)
    if where == "next":
        return min(caret + 1, len(text))
    if where == "previous":
        return max(caret - 1, 0)
    if where == "next word":
        found = _TO_NEXT_WORD.match(text, caret)
        return found.end() if found else len(text)
    if where == "previous word":
        kept = text[:caret].rstrip()
        return max((kept.rfind(blank) for blank in " \t\n"), default=-1) + 1
    if where in ("line start", "line end"):
        row = sheet.row_range(caret)
        return row.start if where == "line start" else row.stop
    return 0 if where == "start" else len(text)


def zoom_of(event: QKeyEvent) -> str | None:
    """What Ctrl with plus, minus or zero asks for."""
    modifiers = event.modifiers() & ~(
        Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
    )
    if modifiers != Qt.KeyboardModifier.ControlModifier:
        return None
    keys: dict[int, str] = {
        Qt.Key.Key_Plus: "+",
        Qt.Key.Key_Equal: "+",
        Qt.Key.Key_Minus: "-",
        Qt.Key.Key_0: "0",
    }
    return keys.get(event.key())

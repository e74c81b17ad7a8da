"""What keys do in a resume: where the caret goes, what is selected, and which zoom is asked for.

What Enter and the slash lead to is told by the canvas's signals.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from gui.i18n import _
from gui.views.actions import Act
from gui.views.announce import announce
from gui.views.keymap import means
from gui.views.panels.resume_sheet import MarkKind, Sheet

if TYPE_CHECKING:
    from gui.views.panels.resume_canvas import ResumeCanvas

SCROLLS: Final = {"down": 1, "up": -1, "start": -1_000_000, "end": 1_000_000}
"""Steps that the same keys scroll where there is no text for a caret."""

_STEP: Final = 48
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
    """Which zoom a key asks for: "+", "-" or "0"."""
    acts = ((Act.ZOOM_IN, "+"), (Act.ZOOM_OUT, "-"), (Act.FIT_WIDTH, "0"))
    return next((zoom for act, zoom in acts if means(event, act)), None)


class CaretKeys:
    """The keyboard in one canvas."""

    def __init__(self, canvas: ResumeCanvas) -> None:
        self._canvas = canvas
        self._wanted_x: float | None = None

    def forget(self) -> None:
        """The caret was put elsewhere: going up and down begins there."""
        self._wanted_x = None

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key that may be a command of the window is one of the resume here."""
        return (
            event.matches(_Key.Copy)
            or event.matches(_Key.SelectAll)
            or zoom_of(event) is not None
            or means(event, Act.RESUME_SEARCH)
        )

    def press(self, event: QKeyEvent) -> bool:
        """Does what the key stands for; False for keys that mean nothing here."""
        canvas = self._canvas
        sheet, key = canvas.sheet, event.key()
        if sheet is None:
            return False
        if event.matches(_Key.Copy):
            canvas.copy()
        elif event.matches(_Key.SelectAll):
            canvas.select(0, len(sheet.text))
        elif (zoom := zoom_of(event)) is not None:
            self._zoom(zoom)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and canvas.selection:
            canvas.use_asked.emit()
        elif key == Qt.Key.Key_Escape:
            return self._escape()
        elif means(event, Act.RESUME_SEARCH):
            canvas.search_asked.emit()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Space):
            is_up = key == Qt.Key.Key_PageUp
            is_up |= bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            canvas.scroll_page(-1 if is_up else 1)
        else:
            return self._move(event, sheet)
        return True

    def _escape(self) -> bool:
        canvas = self._canvas
        if canvas.is_carrying:
            canvas.put_down()
        elif canvas.selection or canvas.marked(MarkKind.FOUND):
            canvas.select(canvas.caret, canvas.caret)
            canvas.mark(MarkKind.FOUND, ())
            canvas.mark(MarkKind.HERE, ())
        else:
            return False
        return True

    def _zoom(self, zoom: str) -> None:
        if zoom == "0":
            self._canvas.set_zoom(None)
        else:
            self._canvas.step_zoom(1 if zoom == "+" else -1)

    def _move(self, event: QKeyEvent, sheet: Sheet) -> bool:
        found, canvas = move_of(event), self._canvas
        if found is None:
            return False
        where, is_selecting = found
        if not sheet.rows:
            # A picture of a page has no caret: the arrows scroll.
            bar = canvas.verticalScrollBar()
            bar.setValue(bar.value() + SCROLLS.get(where, 0) * _STEP)
            return True
        if where in ("up", "down") and self._wanted_x is None:
            self._wanted_x = sheet.caret(canvas.caret).x()
        elif where not in ("up", "down"):
            self._wanted_x = None
        offset = moved(sheet, canvas.caret, where, self._wanted_x or 0.0)
        canvas.select(canvas.anchor if is_selecting else offset, offset)
        canvas.reveal(range(offset, offset), share=0.3 if where == "up" else 0.7)
        self._say(sheet, where, is_selecting)
        return True

    def _say(self, sheet: Sheet, where: str, is_selecting: bool) -> None:
        """Tells a screen reader what the caret has come to, or what is selected."""
        span = self._canvas.selection
        if not is_selecting:
            is_line = where in ("up", "down", "start", "end")
            of = sheet.row_range if is_line else sheet.word_of
            span = of(self._canvas.caret)
        said = sheet.text[span.start : min(span.stop, span.start + 300)].strip()
        if said:
            text = _("{text} selected").format(text=said) if is_selecting else said
            announce(self._canvas, text)

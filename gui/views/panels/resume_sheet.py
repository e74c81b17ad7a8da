"""What a resume's canvas needs of the thing it scrolls: rows of text, and where they stand.

All offsets are those of the resume's text (`ResumeText.text`), all places are logical pixels from
the sheet's upper left corner.
"""

from __future__ import annotations

import enum
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

_WORD = re.compile(r"\S+")


class MarkKind(enum.Enum):
    """Why a piece of the text is marked; drawn in this order."""

    ALSO = "also"
    """Where the value of the field in front stands as well."""
    EVIDENCE = "evidence"
    FOUND = "found"
    HERE = "here"
    """The place that was found and is looked at."""
    SELECTION = "selection"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of text; where it stands, `Sheet.row_box` tells."""

    start: int
    end: int


@dataclass(slots=True)
class Marks:
    """Rectangles to be marked, by the reason."""

    boxes: dict[MarkKind, list[QRectF]] = field(default_factory=dict)

    def within(self, kind: MarkKind, clip: QRectF) -> list[QRectF]:
        """Those of a kind that are to be seen."""
        return [box for box in self.boxes.get(kind, ()) if box.intersects(clip)]


class Sheet:
    """The base of both kinds of sheet; rows are in reading order."""

    def __init__(self) -> None:
        self.text = ""
        self.width = 0.0
        self.height = 0.0
        self.rows: list[Row] = []

    # --- what each kind does -----------------------------------------------------------------

    def fit(self, room: int, zoom: float | None) -> None:
        """Lays everything out for a width; `zoom` None fits it."""
        raise NotImplementedError

    def advance(self, seconds: float) -> bool:
        """Goes on laying out for about so long; whether all is done. Nothing above moves."""
        return True

    def paint(self, painter: QPainter, clip: QRectF, marks: Marks) -> None:
        """Draws what lies in `clip`."""
        raise NotImplementedError

    def rects(self, start: int, end: int) -> list[QRectF]:
        """Where a range stands, one rectangle a row."""
        raise NotImplementedError

    def row_box(self, number: int) -> QRectF:
        """Where a row stands."""
        raise NotImplementedError

    def offset_in_row(self, number: int, x: float) -> int:
        """The offset in a row that is nearest to `x`."""
        raise NotImplementedError

    def caret(self, offset: int) -> QRectF:
        """Where the caret stands before an offset; empty where there is no text."""
        raise NotImplementedError

    def position_at(self, y: float) -> float:
        """Where a height is, as `Spot.position` counts."""
        raise NotImplementedError

    def y_of(self, position: float) -> float:
        """The height of such a position."""
        raise NotImplementedError

    # --- what they have in common ------------------------------------------------------------

    def row_of(self, offset: int) -> int:
        """The number of the row that an offset is in, or the one before it; -1 without rows."""
        at = bisect_right(self.rows, offset, key=lambda row: row.start) - 1
        return max(at, 0) if self.rows else -1

    def rows_near(self, y: float) -> range:
        """The rows of which one is nearest to a height; never empty where there are rows."""
        return range(len(self.rows))

    def offset_at(self, point: QPointF) -> int | None:
        """The offset nearest to a point; None where there is no text."""
        if not self.rows:
            return None
        near = self.rows_near(point.y())
        number = min(near, key=lambda at: _distance(self.row_box(at), point))
        return self.offset_in_row(number, point.x())

    def word_under(self, point: QPointF) -> range | None:
        """The word that a point lies on; None beside the words."""
        offset = self.offset_at(point)
        if offset is None:
            return None
        word = self.word_of(offset)
        if any(box.adjusted(-1, -2, 1, 2).contains(point) for box in self.rects(*_ends(word))):
            return word
        return None

    def word_of(self, offset: int) -> range:
        """The word at an offset, or the blank there."""
        start = max(self.text.rfind(blank, 0, offset) for blank in " \t\n") + 1
        found = _WORD.match(self.text, start)
        return range(start, found.end()) if found else range(offset, offset)

    def row_range(self, offset: int) -> range:
        """The row at an offset as a range of the text."""
        number = self.row_of(offset)
        if number < 0:
            return range(offset, offset)
        return range(self.rows[number].start, self.rows[number].end)

    def all_rects(self, spans: Iterable[range]) -> list[QRectF]:
        return [box for span in spans for box in self.rects(span.start, span.stop)]


def _ends(span: range) -> tuple[int, int]:
    return span.start, span.stop


def _distance(box: QRectF, point: QPointF) -> float:
    """How far a point is from a row, up and down first, so that rows beside stay apart."""
    beside = max(box.left() - point.x(), 0.0, point.x() - box.right())
    above = max(box.top() - point.y(), 0.0, point.y() - box.bottom())
    return above + beside * 0.25

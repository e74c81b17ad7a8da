"""A resume without pages (docx, rtf, doc) as one sheet: headings, paragraphs, lists and tables.

How a paragraph is set is `resume_type`'s. Long documents are laid out by and by, from the top, so
that the window never waits and nothing that is seen moves.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPen,
    QTextLine,
)

from gui.model.resume.document import Block, BlockKind, ResumeText
from gui.views.panels.resume_sheet import MarkKind, Marks, Row, Sheet
from gui.views.panels.resume_type import Paragraph, Typesetter, has_own_sign
from gui.views.theme import Roles, Space, current_roles, mix

WIDEST: Final = 760
"""Lines longer than this are hard to read."""


@dataclass(frozen=True, slots=True)
class _Band:
    """A paragraph or a table: everything in it stands between its top and the next band's."""

    top: float
    row: int
    """Its first row."""
    item: int
    """Its first paragraph."""


class FlowSheet(Sheet):
    """The text of a document without pages."""

    def __init__(self, text: ResumeText) -> None:
        super().__init__()
        self.text = text.text
        self._type = Typesetter(text)
        self._groups = [list(blocks) for _key, blocks in groupby(self._type.parts(), key=_group)]
        self._items: list[Paragraph] = []
        self._lines: list[tuple[Paragraph, QTextLine]] = []
        self._boxes: list[QRectF] = []
        self._bands: list[_Band] = []
        self._rules: list[QRectF] = []
        self._next = 0
        self._room = 0.0
        self._left = 0.0
        self._zoom = 1.0
        self._previous: Block | None = None

    @property
    def zoom(self) -> float:
        return self._zoom

    # --- laying out --------------------------------------------------------------------------

    def fit(self, room: int, zoom: float | None) -> None:
        self._zoom = self._type.zoom = zoom or 1.0
        self.width = room
        self._room = max(min(room - 2 * Space.L, WIDEST * self._zoom), 120.0)
        self._left = max((room - self._room) / 2, Space.L)
        self._items, self._lines, self.rows, self._rules = [], [], [], []
        self._boxes, self._bands = [], []
        self._next, self._previous = 0, None
        self.height = float(Space.L)

    def advance(self, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while self._next < len(self._groups):
            group = self._groups[self._next]
            self._bands.append(_Band(self.height, len(self.rows), len(self._items)))
            if group[0].cell is None:
                self._lay_paragraph(group[0])
            else:
                self._lay_table(group)
            self._next += 1
            if time.monotonic() > end:
                break
        return self._next == len(self._groups)

    def _lay_paragraph(self, block: Block) -> None:
        self.height += self._gap(block)
        self.height = self._lay(block, self._left, self.height, self._room)
        self._previous = block

    def _lay(self, block: Block, left: float, top: float, room: float) -> float:
        """Lays a paragraph out in a column; where it ends."""
        item = self._type.paragraph(block)
        indent = 0.0
        if block.kind is BlockKind.LIST_ITEM:
            indent = min((block.level + 1) * 18.0 * self._zoom, room / 3)
        item.at = QPointF(left if block.is_rtl else left + indent, top)
        layout, height = item.layout, 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room - indent)
            height += line.leading() if height else 0
            line.setPosition(QPointF(0, height))
            height += line.height() * 1.12
        layout.endLayout()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            start = item.offset(line.textStart())
            end = item.offset(line.textStart() + line.textLength())
            box = line.naturalTextRect().translated(item.at)
            self.rows.append(Row(start, min(end, block.end)))
            self._boxes.append(box)
            self._lines.append((item, line))
        self._items.append(item)
        return top + height

    def _lay_table(self, blocks: Sequence[Block]) -> None:
        """Cells side by side, as wide as their words want, with a hairline between rows."""
        self.height += Space.S * self._zoom
        columns = sorted({block.cell.column for block in blocks if block.cell})
        gap = float(Space.M)
        widths = self._column_widths(blocks, columns, self._room - gap * (len(columns) - 1))
        lefts: dict[int, float] = {}
        is_rtl = sum(block.is_rtl for block in blocks) * 2 > len(blocks)
        left = self._left
        for column in reversed(columns) if is_rtl else columns:
            lefts[column] = left
            left += widths[column] + gap
        pad = Space.XS * self._zoom
        for _row, cells in groupby(blocks, key=lambda block: block.cell.row if block.cell else 0):
            self._rules.append(QRectF(self._left, self.height, self._room, 1))
            tops: dict[int, float] = {}
            for block in cells:
                column = block.cell.column if block.cell else 0
                top = tops.get(column, self.height + pad)
                tops[column] = self._lay(block, lefts[column], top, widths[column])
            self.height = max(tops.values()) + pad
        self._rules.append(QRectF(self._left, self.height, self._room, 1))
        self.height += Space.S * self._zoom
        self._previous = blocks[-1]
        self._sort_rows(self._bands[-1].row)

    def _sort_rows(self, first: int) -> None:
        """Puts the rows from one on into the text's order, which cells may not be in."""
        order = sorted(range(first, len(self.rows)), key=lambda at: self.rows[at].start)
        self.rows[first:] = [self.rows[at] for at in order]
        self._boxes[first:] = [self._boxes[at] for at in order]
        self._lines[first:] = [self._lines[at] for at in order]

    def _column_widths(
        self, blocks: Sequence[Block], columns: Sequence[int], room: float
    ) -> dict[int, float]:
        wanted = dict.fromkeys(columns, 24.0)
        metrics = QFontMetricsF(self._type.font(1.0, bold=True))
        for block in blocks:
            if block.cell is not None:
                text = self.text[block.start : min(block.end, block.start + 200)]
                width = metrics.horizontalAdvance(text) + 4
                wanted[block.cell.column] = max(wanted[block.cell.column], width)
        spare = room - sum(wanted.values())
        if spare >= 0:
            wanted[columns[-1]] += spare
            return wanted
        # Narrow columns get what they want, the wide ones share what is left.
        left, narrow = room, dict[int, float]()
        open_columns = list(columns)
        while open_columns:
            share = left / len(open_columns)
            fitting = [column for column in open_columns if wanted[column] <= share]
            if not fitting:
                return narrow | dict.fromkeys(open_columns, share)
            for column in fitting:
                narrow[column] = wanted[column]
                left -= wanted[column]
                open_columns.remove(column)
        return narrow

    def _gap(self, block: Block) -> float:
        before = self._previous
        if before is None:
            return 0.0
        if block.kind is BlockKind.HEADING:
            return Space.L * self._zoom
        if block.kind is BlockKind.LIST_ITEM and before.kind is BlockKind.LIST_ITEM:
            return 2 * self._zoom
        # The text has an empty line where something new begins.
        is_new = "\n\n" in self.text[before.end : block.start]
        return (Space.S if is_new else Space.XS) * self._zoom

    # --- text --------------------------------------------------------------------------------

    def position_at(self, y: float) -> float:
        return min(max(y / (self.height or 1), 0.0), 1.0)

    def y_of(self, position: float) -> float:
        return position * self.height

    def rects(self, start: int, end: int) -> list[QRectF]:
        found: list[QRectF] = []
        for number in range(max(self.row_of(start), 0), len(self.rows)):
            row = self.rows[number]
            if row.start >= end:
                break
            if row.end <= start:
                continue
            item, line = self._lines[number]
            first = _x(line, item.units(max(start, row.start)))
            last = _x(line, item.units(min(end, row.end)))
            left, right = min(first, last), max(first, last)
            box = self._boxes[number]
            found.append(QRectF(item.at.x() + left, box.top(), right - left, box.height()))
        return found

    def offset_in_row(self, number: int, x: float) -> int:
        item, line = self._lines[number]
        offset = item.offset(line.xToCursor(x - item.at.x()))
        row = self.rows[number]
        return min(max(offset, row.start), row.end)

    def caret(self, offset: int) -> QRectF:
        number = self.row_of(offset)
        if number < 0:
            return QRectF()
        item, line = self._lines[number]
        row = self.rows[number]
        x = item.at.x() + _x(line, item.units(min(max(offset, row.start), row.end)))
        box = self._boxes[number]
        return QRectF(x, box.top(), 0, box.height())

    def row_box(self, number: int) -> QRectF:
        return self._boxes[number]

    def rows_near(self, y: float) -> range:
        at = self._band_at(y)
        rows = range(self._bands[at].row, self._row_after(at))
        return rows if rows else range(len(self.rows))

    def _band_at(self, y: float) -> int:
        return max(bisect_right(self._bands, y, key=lambda band: band.top) - 1, 0)

    def _row_after(self, band: int) -> int:
        """The first row behind a band and the one that follows it."""
        return self._bands[band + 2].row if band + 2 < len(self._bands) else len(self.rows)

    # --- painting ----------------------------------------------------------------------------

    def paint(self, painter: QPainter, clip: QRectF, marks: Marks) -> None:
        roles = current_roles()
        painter.fillRect(clip, QColor(roles.surface))
        for rule in self._rules:
            if rule.intersects(clip):
                painter.fillRect(rule, QColor(roles.line))
        _paint_marks(painter, clip, marks, roles)
        first = self._bands[self._band_at(clip.top())].item if self._bands else 0
        for item in self._items[first:]:
            if item.at.y() > clip.bottom() and item.block.cell is None:
                break
            box = item.layout.boundingRect().translated(item.at)
            if box.bottom() < clip.top() or box.top() > clip.bottom():
                continue
            painter.setPen(QColor(roles.quiet if item.is_aside else roles.text))
            item.layout.draw(painter, item.at)
            if item.block.kind is BlockKind.LIST_ITEM:
                self._paint_marker(painter, item, roles)

    def _paint_marker(self, painter: QPainter, item: Paragraph, roles: Roles) -> None:
        if not item.marker and has_own_sign(item.text):
            return
        line = item.layout.lineAt(0)
        width = 18.0 * self._zoom * (item.block.level + 1)
        box = QRectF(item.at.x() - width, item.at.y(), width - 6 * self._zoom, line.height())
        flags = Qt.AlignmentFlag.AlignRight
        if item.block.is_rtl:
            box.moveLeft(item.at.x() + line.width() + 6 * self._zoom)
            flags = Qt.AlignmentFlag.AlignLeft
        painter.setFont(item.font or painter.font())
        painter.setPen(QColor(roles.quiet))
        painter.drawText(box, flags | Qt.AlignmentFlag.AlignTop, item.marker or "•")


def _paint_marks(painter: QPainter, clip: QRectF, marks: Marks, roles: Roles) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for kind, color, ring in (
        (MarkKind.ALSO, roles.accent_soft, ""),
        (MarkKind.EVIDENCE, roles.accent_soft, roles.accent),
        (MarkKind.FOUND, roles.changed_soft, ""),
        (MarkKind.HERE, mix(roles.changed_soft, roles.changed, 0.3), roles.changed),
        (MarkKind.SELECTION, mix(roles.surface, roles.accent, 0.32), ""),
    ):
        for box in marks.within(kind, clip):
            painter.setPen(QPen(QColor(ring), 1.2) if ring else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(color))
            if ring:
                painter.drawRoundedRect(box.adjusted(-2, -1, 2, 1), 3, 3)
            else:
                painter.drawRect(box)
    painter.restore()


def _x(line: QTextLine, units: int) -> float:
    found: object = line.cursorToX(units)  # a pair, whatever the stub says
    return float(found[0]) if isinstance(found, tuple) else 0.0


def _group(block: Block) -> tuple[int, int]:
    return (0, block.cell.table) if block.cell is not None else (1, block.start)

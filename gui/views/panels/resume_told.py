"""The resume's text as assistive technology reads it, with the caret and what is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect

if TYPE_CHECKING:
    from gui.views.panels.resume_canvas import ResumeCanvas


class ResumeTold:
    """The text that is shown on a canvas, as `gui.views.accessible.Readable`."""

    def __init__(self, canvas: ResumeCanvas) -> None:
        self._canvas = canvas

    @property
    def text(self) -> str:
        sheet = self._canvas.sheet
        return sheet.text if sheet is not None else ""

    @property
    def caret(self) -> int:
        return self._canvas.caret

    def area(self, at: int) -> QRect:
        sheet, canvas = self._canvas.sheet, self._canvas
        rects = sheet.rects(at, at + 1) if sheet is not None else []
        scrolled = canvas.point(QPointF())
        return rects[0].translated(-scrolled).toAlignedRect() if rects else QRect()

    def select(self, start: int, end: int) -> None:
        limit = len(self.text)
        start, end = min(max(start, 0), limit), min(max(end, 0), limit)
        self._canvas.select(start, end)
        self._canvas.reveal(range(start, end))

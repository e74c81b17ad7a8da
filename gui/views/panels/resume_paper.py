"""Pages of a PDF on one long sheet: their places, their pictures, and the text that lies on them.

Pages have their places before their pictures come, so nothing moves then. Pictures are asked for
one at a time, what is looked at first; a large page is drawn in tiles. Only what is near the part
that is looked at is kept.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from gui.model.resume.document import Box, ResumeText, Word
from gui.services.reading import PageImage, PageSize, Piece
from gui.services.resume_spots import Spot
from gui.views.panels.resume_sheet import MarkKind, Marks, Row, Sheet
from gui.views.theme import LIGHT, Space, current_roles, mix

PIXELS_A_POINT: Final = 96 / 72
"""At a zoom of 1."""
WHOLE_PIXELS: Final = 1_300_000
"""Pages of more pixels than this (5 MB) are drawn in tiles."""
TILE: Final = 512
SPARE_TILES: Final = 8
"""Tiles that are kept though they are not looked at (8 MB)."""
_SMALL_PIXELS: Final = 300_000
_LEAST_ZOOM: Final = 0.1


@dataclass(frozen=True, slots=True)
class Wish:
    """A picture that is to be made."""

    number: int
    scale: float
    piece: Piece | None = None


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A picture and the bytes that it shows without having copied them."""

    image: QImage
    source: PageImage
    wish: Wish


def per_point(sizes: Sequence[PageSize], room: int, zoom: float | None) -> float:
    """Logical pixels a point in a room of that width; `zoom` None has the widest page fill it."""
    if zoom is not None:
        return zoom * PIXELS_A_POINT
    return max(room / max(size.width for size in sizes), _LEAST_ZOOM)


def whole_scale(size: PageSize, scale: float) -> float:
    """The scale at which a page is drawn in one piece: a smaller one where that is too large, its
    tiles are laid over it."""
    pixels = size.width * size.height * scale * scale
    return scale if pixels <= WHOLE_PIXELS else scale * math.sqrt(_SMALL_PIXELS / pixels)


def first_look(
    room: int, ratio: float, pages: tuple[PageSize, ...], spot: Spot
) -> tuple[int, float]:
    """The picture that a sheet in a room of that width wants first, opened at a spot."""
    number = min(int(spot.position), len(pages) - 1)
    return number, whole_scale(pages[number], per_point(pages, room, spot.zoom) * ratio)


class PaperSheet(Sheet):
    """The pages of an open document. `set_text` comes later than the pages."""

    def __init__(self, sizes: Sequence[PageSize]) -> None:
        super().__init__()
        self._sizes = tuple(sizes)
        self._rects: list[QRectF] = []
        self._lines: list[tuple[int, tuple[Word, ...], Box]] = []
        self._rows_of: dict[int, range] = {}
        self._per_point = 1.0
        self._ratio = 1.0
        self._whole: dict[int, _Drawn] = {}
        self._tiles: dict[Wish, _Drawn] = {}
        self._failed: set[int] = set()

    @property
    def zoom(self) -> float:
        """The zoom in force, also while the width is fitted."""
        return self._per_point / PIXELS_A_POINT

    @property
    def page_count(self) -> int:
        return len(self._sizes)

    def page_rect(self, number: int) -> QRectF:
        return self._rects[number]

    def page_at(self, y: float) -> int:
        """The page at a height, or the one above it."""
        return max(bisect_right(self._rects, y, key=lambda rect: rect.top()) - 1, 0)

    def set_text(self, text: ResumeText) -> None:
        """Lays the text over the pages."""
        self.text = text.text
        self._lines = [
            (page.number, line.words, line.box) for page in text.pages for line in page.lines
        ]
        at = 0
        for page in text.pages:
            if page.lines:
                self._rows_of[page.number] = range(at, at + len(page.lines))
                at += len(page.lines)
        self.rows = [Row(words[0].start, words[-1].end) for _page, words, _box in self._lines]

    # --- laying out --------------------------------------------------------------------------

    def fit(self, room: int, zoom: float | None) -> None:
        widest = max(size.width for size in self._sizes)
        self._per_point = per_point(self._sizes, room, zoom)
        beside = 0 if zoom is None else 2 * Space.M
        self.width = max(round(widest * self._per_point) + beside, room)
        self._rects = []
        top = Space.M
        for size in self._sizes:
            width, height = (
                round(size.width * self._per_point),
                round(size.height * self._per_point),
            )
            self._rects.append(QRectF((self.width - width) // 2, top, width, height))
            top += height + Space.M
        self.height = top

    def row_box(self, number: int) -> QRectF:
        page, _words, box = self._lines[number]
        return self._on_sheet(page, box)

    def _on_sheet(self, number: int, box: Box) -> QRectF:
        page, per = self._rects[number], self._per_point
        return QRectF(
            page.left() + box.left * per, page.top() + box.top * per, box.width * per,
            box.height * per,
        )  # fmt: skip

    def position_at(self, y: float) -> float:
        number = self.page_at(y)
        rect = self._rects[number]
        return number + min(max((y - rect.top()) / (rect.height() or 1), 0.0), 0.999)

    def y_of(self, position: float) -> float:
        number = min(int(position), len(self._rects) - 1)
        rect = self._rects[number]
        return rect.top() + (position - number) * rect.height()

    # --- text --------------------------------------------------------------------------------

    def rects(self, start: int, end: int) -> list[QRectF]:
        found: list[QRectF] = []
        for number in range(max(self.row_of(start), 0), len(self.rows)):
            if self.rows[number].start >= end:
                break
            page, words, _box = self._lines[number]
            parts = [
                word.part(start, end) for word in words if word.start < end and word.end > start
            ]
            if parts:
                box = parts[0]
                for part in parts[1:]:
                    box = box.joined(part)
                found.append(self._on_sheet(page, box))
        return found

    def rows_near(self, y: float) -> range:
        number = self.page_at(y)
        rows = self._rows_of.get(number)
        return rows if rows is not None else range(len(self.rows))

    def offset_in_row(self, number: int, x: float) -> int:
        page, words, _box = self._lines[number]
        along = (x - self._rects[page].left()) / self._per_point
        word = min(words, key=lambda each: max(each.box.left - along, along - each.box.right))
        return word.offset_at(along)

    def caret(self, offset: int) -> QRectF:
        number = self.row_of(offset)
        if number < 0:
            return QRectF()
        page, words, box = self._lines[number]
        word = next((each for each in words if offset <= each.end), words[-1])
        part = word.part(min(max(offset, word.start), word.end), word.end)
        x = part.right if word.is_rtl else part.left
        if offset >= word.end:
            x = word.box.left if word.is_rtl else word.box.right
        return self._on_sheet(page, Box(x, box.top, x, box.bottom)).adjusted(0, -1, 0, 1)

    # --- pictures ----------------------------------------------------------------------------

    def next_wish(self, clip: QRectF, ratio: float) -> Wish | None:
        """The picture that is missing most for what is looked at; None when nothing is."""
        self._ratio = ratio
        near = self._near(clip)
        self._trim(near, clip)
        for number in near:
            for wish in self._wishes(number, clip):
                has = self._tiles if wish.piece else None
                if has is not None and wish in has:
                    continue
                if has is None and self._is_drawn(wish):
                    continue
                if number not in self._failed:
                    return wish
        return None

    def put(self, wish: Wish, made: PageImage) -> QRectF:
        """Takes a picture; the part of the sheet that it changes."""
        image = QImage(
            made.pixels, made.width, made.height, 4 * made.width, QImage.Format.Format_RGB32
        )
        if wish.piece is None:
            self._whole[wish.number] = _Drawn(image, made, wish)
        else:
            self._tiles[wish] = _Drawn(image, made, wish)
        return self._rects[wish.number] if wish.number < len(self._rects) else QRectF()

    def fail(self, wish: Wish) -> QRectF:
        """A page that cannot be drawn stays empty."""
        self._failed.add(wish.number)
        return self._rects[wish.number]

    @property
    def kept_bytes(self) -> int:
        """Of pictures; for those who watch the memory."""
        drawn = (*self._whole.values(), *self._tiles.values())
        return sum(len(each.source.pixels) for each in drawn)

    def _near(self, clip: QRectF) -> list[int]:
        """The pages that are looked at, then the one before and the one behind."""
        first, last = self.page_at(clip.top()), self.page_at(clip.bottom())
        beside = [at for at in (last + 1, first - 1) if 0 <= at < len(self._rects)]
        return [*range(first, last + 1), *beside]

    def _scale(self) -> float:
        return self._per_point * self._ratio

    def _wishes(self, number: int, clip: QRectF) -> Iterator[Wish]:
        scale = self._scale()
        whole = whole_scale(self._sizes[number], scale)
        yield Wish(number, whole)
        if whole < scale:
            yield from self._tile_wishes(number, clip, scale)

    def _tile_wishes(self, number: int, clip: QRectF, scale: float) -> Iterator[Wish]:
        rect = self._rects[number]
        seen = rect.intersected(clip)
        if seen.isEmpty():
            return
        width, height = self._pixels(number, scale)
        left, top = (
            (seen.left() - rect.left()) * self._ratio,
            (seen.top() - rect.top()) * self._ratio,
        )
        right, bottom = left + seen.width() * self._ratio, top + seen.height() * self._ratio
        for row in range(int(top) // TILE, math.ceil(bottom / TILE)):
            for column in range(int(left) // TILE, math.ceil(right / TILE)):
                x, y = column * TILE, row * TILE
                if x < width and y < height:
                    piece = Piece(x, y, min(TILE, width - x), min(TILE, height - y))
                    yield Wish(number, scale, piece)

    def _pixels(self, number: int, scale: float) -> tuple[int, int]:
        size = self._sizes[number]
        return max(round(size.width * scale), 1), max(round(size.height * scale), 1)

    def _is_drawn(self, wish: Wish) -> bool:
        drawn = self._whole.get(wish.number)
        if drawn is None:
            return False
        is_small = wish.scale < self._scale() * 0.999
        return is_small or abs(drawn.wish.scale - wish.scale) < 1e-6

    def _trim(self, near: Sequence[int], clip: QRectF) -> None:
        keep = set(near)
        self._whole = {at: drawn for at, drawn in self._whole.items() if at in keep}
        scale = self._scale()
        self._tiles = {
            wish: drawn
            for wish, drawn in self._tiles.items()
            if wish.number in keep and abs(wish.scale - scale) < 1e-6
        }
        if len(self._tiles) > SPARE_TILES:
            wanted = {wish for number in near for wish in self._tile_wishes(number, clip, scale)}
            spare = [wish for wish in self._tiles if wish not in wanted]
            for wish in spare[: max(len(spare) - SPARE_TILES, 0)]:
                del self._tiles[wish]

    # --- painting ----------------------------------------------------------------------------

    def paint(self, painter: QPainter, clip: QRectF, marks: Marks) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number in range(self.page_at(clip.top()), self.page_at(clip.bottom()) + 1):
            rect = self._rects[number]
            painter.fillRect(rect, QColor(LIGHT.surface))
            self._paint_picture(painter, number, rect)
            painter.setPen(QPen(QColor(current_roles().line), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5))
        self._paint_marks(painter, clip, marks)

    def _paint_picture(self, painter: QPainter, number: int, rect: QRectF) -> None:
        drawn = self._whole.get(number)
        if drawn is None:
            self._paint_skeleton(painter, number, rect)
            return
        is_exact = abs(drawn.image.width() / self._ratio - rect.width()) < 1.5
        if is_exact and self._ratio == 1.0:
            painter.save()
            painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
            painter.drawImage(rect.topLeft(), drawn.image)
            painter.restore()
        else:
            painter.drawImage(rect, drawn.image)
        for wish, tile in self._tiles.items():
            if wish.number == number and wish.piece is not None:
                piece, ratio = wish.piece, self._ratio
                where = QRectF(
                    rect.left() + piece.left / ratio, rect.top() + piece.top / ratio,
                    piece.width / ratio, piece.height / ratio,
                )  # fmt: skip
                painter.drawImage(where, tile.image)

    def _paint_skeleton(self, painter: QPainter, number: int, rect: QRectF) -> None:
        """Grey bars where text will be, until the picture is there."""
        if number in self._failed:
            return
        bar = QColor(LIGHT.hover)
        left, width, step = rect.left() + rect.width() * 0.1, rect.width() * 0.8, rect.height() / 30
        for at in range(2, 16):
            share = (0.45, 1.0, 0.92, 0.97, 0.6)[at % 5]
            painter.fillRect(QRectF(left, rect.top() + at * step, width * share, step * 0.4), bar)

    def _paint_marks(self, painter: QPainter, clip: QRectF, marks: Marks) -> None:
        """Like a marker pen: paper is light in the dark too, and letters stay black."""
        painter.save()
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for kind, color in (
            (MarkKind.ALSO, LIGHT.accent_soft),
            (MarkKind.EVIDENCE, LIGHT.accent_soft),
            (MarkKind.FOUND, LIGHT.changed_soft),
            (MarkKind.HERE, mix(LIGHT.changed_soft, LIGHT.changed, 0.3)),
        ):
            for box in marks.within(kind, clip):
                painter.fillRect(box.adjusted(-1, -1, 1, 1), QColor(color))
        painter.restore()
        # Light letters on a dark ground are selected too, and stay to be read.
        selected = QColor(LIGHT.accent)
        selected.setAlphaF(0.3)
        for box in marks.within(MarkKind.SELECTION, clip):
            painter.fillRect(box.adjusted(-1, -1, 1, 1), selected)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for kind, color in ((MarkKind.EVIDENCE, LIGHT.accent), (MarkKind.HERE, LIGHT.changed)):
            # A light seam inside and outside: a resume may have any colour behind its letters.
            for width, ink in ((3.6, LIGHT.surface), (1.6, color)):
                painter.setPen(QPen(QColor(ink), width))
                for box in marks.within(kind, clip):
                    painter.drawRoundedRect(box.adjusted(-2.5, -2, 2.5, 2), 3, 3)

"""One line of the list of changes as it looks: measured and painted, without a widget.

A list of 300 edited jobs has more than a thousand lines, of which thirty are seen. All of them
are measured, so that scrolling is exact; widgets are made for those that are seen.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QFontMetrics, QPainter

from gui.i18n import _
from gui.model.comparison import Effect
from gui.views.icons import IconRole, paint_icon
from gui.views.panels.changes_excerpt import SHOWN_LIMIT, Piece, Sides, side_by_side
from gui.views.panels.changes_items import Item, What
from gui.views.panels.changes_text import LEAD, MarkedText, Sign
from gui.views.text import Tone, shown
from gui.views.theme import Space, TextRole, grown, type_font

TOP: Final = 28
"""The least height of a line: of the button at its end; this and the next grow."""
GLYPH: Final = 16

_MARKS: Final[dict[Effect, tuple[str, IconRole]]] = {
    Effect.ADDED: ("plus", "added"),
    Effect.REMOVED: ("trash", "removed"),
    Effect.EDITED: ("edit", "changed"),
}
_ORDER: Final[tuple[str, IconRole]] = ("sort", "changed")
_ROLES: Final[dict[What, TextRole]] = {What.KEY: "strong", What.FIELD: "label"}
_ASIDE_SHARE: Final = 0.4
"""How much of a line its aside may take."""


class Face:
    """What a line shows of an item; `held` while its key is kept for later."""

    def __init__(self, item: Item, *, held: bool) -> None:
        self.item = item
        self._held = held
        self._shows_all = False
        self._known: tuple[int, bool, int] | None = None
        self._title = MarkedText(role=_ROLES.get(item.what, "body"))
        self._aside = MarkedText(role="small", tone="quiet")
        self._detail = MarkedText(role="small", tone="quiet")
        self._fault = MarkedText(role="small", tone="error")
        self.before = MarkedText(Sign.BEFORE)
        self.after = MarkedText(Sign.AFTER)
        self._fill()

    # --- what it shows ---------------------------------------------------------------------

    @property
    def has_tick(self) -> bool:
        """Whether it is the line of a key, which has a tick to send it or not."""
        return self.item.what is What.KEY

    @property
    def is_long(self) -> bool:
        """Whether there is more of its texts than is shown unasked."""
        pair = self.item.pair
        return pair is not None and max(len(pair.before), len(pair.after)) > SHOWN_LIMIT

    @property
    def shows_all(self) -> bool:
        return self._shows_all

    @property
    def held(self) -> bool:
        return self._held

    @property
    def words(self) -> tuple[str, ...]:
        """All that can be read on the line, from top to bottom."""
        pair = (self.before, self.after) if self.item.pair is not None else ()
        texts = (self._title, self._aside, self._detail, *pair, self._fault)
        return tuple(text.text for text in texts if text.text)

    def show(self, item: Item, *, held: bool) -> bool:
        """Shows an item of the same sign; False when nothing of it differs."""
        before, was_held = self.item, self._held
        self.item, self._held = item, held
        if held == was_held and (item is before or _texts_of(item) == _texts_of(before)):
            return False
        self._fill()
        return True

    def toggle_all(self) -> None:
        """Shows all of a long text, or only what is near its changes again."""
        self._shows_all = not self._shows_all and self.is_long
        self._fill()

    def forget(self) -> None:
        """Measures anew, after the fonts changed."""
        self._known = None
        for text in self._texts():
            text.forget()

    # --- how high it is and where everything lies ------------------------------------------

    def height(self, width: int, *, wide: bool) -> int:
        """Logical pixels of the whole line at a width; `wide` puts both texts side by side."""
        if self._known is None or self._known[:2] != (width, wide):
            self._known = (width, wide, self._measured(width, wide=wide))
        return self._known[2]

    def _measured(self, width: int, *, wide: bool) -> int:
        height = self._top_height(width)
        inner = self._inner(width)
        if self._detail.text:
            height += self._detail.height(inner - grown(LEAD)) + Space.XS
        if self.item.pair is not None:
            height += self._pair_height(inner, wide=wide) + Space.XS
            if self.is_long:
                height += grown(TOP) + Space.XS
        if self.item.fault:
            height += max(grown(GLYPH), self._fault.height(inner - grown(LEAD))) + Space.XS
        return height

    def tick_rect(self, width: int) -> QRect:
        """Where the tick is, with the line beginning at the left."""
        side = grown(LEAD)
        return QRect(self._left, (self._first - side) // 2, side, side)

    def revert_rect(self, width: int) -> QRect:
        """Where the button of the way back is."""
        side = grown(TOP)
        return QRect(width - Space.XS - side, (self._first - side) // 2, side, side)

    def more_spot(self, width: int, *, wide: bool) -> QPoint:
        """Where the button that shows all of a long text begins, its words under the texts."""
        top = self._top_height(width)
        inner = self._inner(width)
        if self._detail.text:
            top += self._detail.height(inner - grown(LEAD)) + Space.XS
        top += self._pair_height(inner, wide=wide) + Space.XS
        return QPoint(self._left + grown(LEAD) - Space.S, top)

    def paint(self, painter: QPainter, width: int, *, wide: bool, mirrored: bool) -> None:
        """Paints everything but the button and the tick, which are widgets."""

        def side(left: float, size: float) -> float:
            return width - left - size if mirrored else left

        left, inner, glyph = self._left, self._inner(width), grown(GLYPH)
        if (mark := self._mark_look()) is not None:
            spot = QRectF(side(left, glyph), (self._first - glyph) / 2, glyph, glyph)
            paint_icon(painter, *mark, spot)
        room = self._title_room(width)
        top = self._top_height(width)
        y = (self._first - self._title.line_height) / 2
        spot_x = side(left + grown(LEAD), room)
        self._title.paint(painter, QPointF(spot_x, y), room, mirrored=mirrored)
        if self._aside.text:
            wanted = self._aside_width(width)
            x = side(width - Space.XS - grown(TOP) - wanted, wanted)
            y = (self._first - self._aside.line_height) / 2
            self._paint_aside(painter, QRectF(x, y, wanted, self._aside.line_height), mirrored)
        y = float(top)
        if self._detail.text:
            room = inner - grown(LEAD)
            spot_x = side(left + grown(LEAD), room)
            self._detail.paint(painter, QPointF(spot_x, y), room, mirrored=mirrored)
            y += self._detail.height(room) + Space.XS
        if self.item.pair is not None:
            self._paint_pair(painter, y, width, wide=wide, mirrored=mirrored)
            y += self._pair_height(inner, wide=wide) + Space.XS
            if self.is_long:
                y += grown(TOP) + Space.XS
        if self.item.fault:
            spot = QRectF(side(left, glyph), y, glyph, glyph)
            paint_icon(painter, "error", "error", spot)
            room = inner - grown(LEAD)
            at = QPointF(side(left + grown(LEAD), room), y)
            self._fault.paint(painter, at, room, mirrored=mirrored)

    # --- inside ----------------------------------------------------------------------------

    @property
    def _left(self) -> int:
        return 2 * Space.S if self.item.what is What.ORDER else Space.S  # in line with entries

    def _inner(self, width: int) -> int:
        return width - self._left - Space.M

    def _aside_width(self, width: int) -> int:
        if not self._aside.text:
            return 0
        wanted = QFontMetrics(type_font("small")).horizontalAdvance(self._aside.text) + 2
        return min(wanted, round(width * _ASIDE_SHARE))

    def _title_room(self, width: int) -> int:
        aside = self._aside_width(width)
        room = width - self._left - grown(LEAD) - Space.XS - grown(TOP)
        return room - (aside + Space.S if aside else 0)

    @property
    def _first(self) -> int:
        """The height of the first line, in the middle of which marks and buttons stand."""
        return max(grown(TOP), self._title.line_height)

    def _top_height(self, width: int) -> int:
        # The first line may be higher than its text: the others follow it as they are.
        more = self._title.height(self._title_room(width)) - self._title.line_height
        return self._first + more

    def _pair_height(self, inner: int, *, wide: bool) -> int:
        if wide:
            half = (inner - Space.M) // 2
            return max(self.before.height(half), self.after.height(half))
        return self.before.height(inner) + Space.XS + self.after.height(inner)

    def _paint_pair(
        self, painter: QPainter, top: float, width: int, *, wide: bool, mirrored: bool
    ) -> None:
        left, inner = self._left, self._inner(width)
        if wide:
            half = (inner - Space.M) // 2
            first, second = left, left + inner - half
            if mirrored:
                first, second = width - first - half, width - second - half
            self.before.paint(painter, QPointF(first, top), half, mirrored=mirrored)
            self.after.paint(painter, QPointF(second, top), half, mirrored=mirrored)
            return
        x = width - left - inner if mirrored else left
        self.before.paint(painter, QPointF(x, top), inner, mirrored=mirrored)
        y = top + self.before.height(inner) + Space.XS
        self.after.paint(painter, QPointF(x, y), inner, mirrored=mirrored)

    def _paint_aside(self, painter: QPainter, box: QRectF, mirrored: bool) -> None:
        self._aside.paint(painter, box.topLeft(), round(box.width()), mirrored=mirrored)

    def _mark_look(self) -> tuple[str, IconRole] | None:
        if self.item.what in (What.KEY, What.FIELD):
            return None
        mark = _MARKS[self.item.effect] if self.item.effect is not None else _ORDER
        return (mark[0], "quiet") if self._held else mark

    def _texts(self) -> Iterator[MarkedText]:
        yield from (self._title, self._aside, self._detail, self._fault, self.before, self.after)

    def _fill(self) -> None:
        self._known = None
        item, held = self.item, self._held
        self._title.show_text(shown(item.title))
        tone: Tone = "quiet" if held or item.what is What.FIELD else "text"
        self._title.set_tone(tone)
        key = _("kept for later") if held else item.place.key
        # The long names of lists leave no room for their keys beside them.
        is_list = item.what is What.KEY and item.pair is None
        aside = item.what is What.KEY and not is_list
        self._aside.show_text(key if aside else "")
        self._detail.show_text(shown(key if is_list else item.detail))
        self._fault.show_text(shown(item.fault))
        self._fill_pair()
        for text in (self.before, self.after):
            text.set_faint(held)

    def _fill_pair(self) -> None:
        pair = self.item.pair
        if pair is None:
            return
        self._shows_all = self._shows_all and self.is_long
        everything = self._shows_all

        @functools.cache
        def sides() -> Sides:
            return side_by_side(pair.before, pair.after, words=pair.by_words, everything=everything)

        def before() -> Sequence[Piece]:
            return sides().before

        def after() -> Sequence[Piece]:
            return sides().after

        for text, side, note, pieces in (
            (self.before, pair.before, pair.before_note, before),
            (self.after, pair.after, pair.after_note, after),
        ):
            if self.is_long:
                text.show_pieces(pieces(), note=note, left_to_right=pair.left_to_right)
            else:
                # Compared when it is seen: of a long list most of it is not.
                text.show_later(side, pieces, note=note, left_to_right=pair.left_to_right)


def _texts_of(item: Item) -> tuple[object, ...]:
    """What of an item is on its own line; its children have theirs."""
    return (item.title, item.detail, item.pair, item.fault)

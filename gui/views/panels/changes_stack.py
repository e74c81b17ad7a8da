"""The lines about the entries of one list, one below the other; only those seen have widgets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QWidget

from gui.model.comparison import Effect
from gui.model.values import Place
from gui.views.panels.changes_face import Face
from gui.views.panels.changes_items import Item, LineId, What
from gui.views.panels.changes_rows import Owner, Row
from gui.views.theme import Space, current_roles

_BAR = 3


@dataclass
class _Block:
    """An entry with the fields that differ, or the line that says that the order does."""

    item: Item
    faces: list[Face]
    top: int = 0
    height: int = 0
    tops: list[int] = field(default_factory=list)
    measured: tuple[int, bool] | None = None

    def measure(self, width: int, *, wide: bool) -> None:
        """Finds out where its lines are; nothing is done when it is known for the width."""
        if self.measured == (width, wide):
            return
        self.measured = (width, wide)
        inner, at = width - self.inset, Space.XS if self.has_bar else 0
        self.tops.clear()
        for face in self.faces:
            self.tops.append(at)
            at += face.height(inner, wide=wide)
        self.height = at + (Space.XS if self.has_bar else 0)

    @property
    def has_bar(self) -> bool:
        return self.item.what is What.ENTRY

    @property
    def inset(self) -> int:
        return Space.S if self.has_bar else 0


class Stack(QWidget):
    """Lines with a bar at the edge of each entry that tells what happened to it.

    `measure` says how high they are; `furnish` makes the rows of a part of them and lets go of
    the others.
    """

    def __init__(self, owner: Owner, parent: QWidget) -> None:
        super().__init__(parent)
        self._owner = owner
        self._blocks: list[_Block] = []
        self._faces: dict[LineId, tuple[_Block, int]] = {}
        self._places: dict[Place, LineId] = {}
        self._rows: dict[LineId, Row] = {}

    # --- what it shows ---------------------------------------------------------------------

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that there are at present."""
        return tuple(self._rows.values())

    def show_items(self, items: Sequence[Item], *, held: bool) -> None:
        """Shows these items; a line that stays is touched only where it differs."""
        if not self._show_in_place(items, held):
            known = {block.item.sign: block for block in self._blocks}
            self._blocks = [self._shown(known.get(item.sign), item, held) for item in items]
            self._index()
            self.update()

    def line_of(self, place: Place) -> LineId | None:
        """The line about a place; None where there is none."""
        return self._places.get(place)

    def signs(self) -> Iterator[LineId]:
        """The lines in their order."""
        return iter(self._faces)

    def __contains__(self, sign: LineId) -> bool:
        return sign in self._faces

    def forget(self) -> None:
        """Measures anew, after the fonts changed."""
        for block in self._blocks:
            block.measured = None
            for face in block.faces:
                face.forget()

    def grew(self) -> None:
        """Measures anew, after a line shows more or less of its texts."""
        for block in self._blocks:
            block.measured = None

    # --- where everything lies -------------------------------------------------------------

    def measure(self, width: int) -> int:
        """The height of all lines at a width; the rows that there are are put in their place."""
        wide, top = self._owner.is_wide, 0
        moved = False
        for block in self._blocks:
            before = (block.top, block.height)
            block.top = top
            block.measure(width, wide=wide)
            top += block.height + Space.XS
            moved = moved or before != (block.top, block.height)
        if moved:
            self.update()
        for row in self._rows.values():
            self._put(row, width)
        return max(0, top - Space.XS)

    def furnish(self, top: int, bottom: int) -> None:
        """Makes the rows between two heights, and lets go of those that lie elsewhere."""
        wanted: set[LineId] = set()
        for block in self._blocks:
            if block.top + block.height < top:
                continue
            if block.top > bottom:
                break
            for at, face in zip(block.tops, block.faces, strict=True):
                start = block.top + at
                if (
                    start < bottom
                    and start + face.height(self._inner(block), wide=self._wide) > top
                ):
                    wanted.add(face.item.sign)
                    self.row(face.item.sign)
        for sign, row in tuple(self._rows.items()):
            if sign not in wanted and not self._owner.keeps(row):
                drop(self._rows.pop(sign))

    def row(self, sign: LineId) -> Row:
        """The row of a line, made if there is none yet."""
        row = self._rows.get(sign)
        if row is None:
            block, at = self._faces[sign]
            row = self._rows[sign] = Row(self._owner, block.faces[at], self)
            self._put(row, self.width())
            row.show()
        return row

    # --- Qt's side -------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        roles = current_roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        left = self.width() - _BAR if self.isRightToLeft() else 0
        seen = event.rect()
        for block in self._blocks:
            if not block.has_bar or block.top + block.height < seen.top():
                continue
            if block.top > seen.bottom():
                break
            color = {
                Effect.ADDED: roles.added,
                Effect.REMOVED: roles.removed,
                Effect.EDITED: roles.changed,
            }[block.item.effect or Effect.EDITED]
            if block.faces[0].held:
                color = roles.outline
            painter.setBrush(QColor(color))
            bar = QRectF(left, block.top + Space.XS, _BAR, block.height - 2 * Space.XS)
            painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)

    # --- inside ----------------------------------------------------------------------------

    @property
    def _wide(self) -> bool:
        return self._owner.is_wide

    def _inner(self, block: _Block) -> int:
        return self.width() - block.inset

    def _show_in_place(self, items: Sequence[Item], held: bool) -> bool:
        """Shows the items where the lines stay the same, as with a keystroke; else False."""
        if len(items) != len(self._blocks):
            return False
        differing = []
        for block, item in zip(self._blocks, items, strict=True):
            if block.item is item and block.faces[0].held == held:
                continue
            if [face.item.sign for face in block.faces] != [
                one.sign for one in (item, *item.children)
            ]:
                return False
            differing.append((block, item))
        for block, item in differing:
            if block.faces[0].held != held:
                self.update()  # the bars have another colour
            self._shown(block, item, held)
        return True

    def _index(self) -> None:
        self._faces = {
            face.item.sign: (block, at)
            for block in self._blocks
            for at, face in enumerate(block.faces)
        }
        self._places = {sign[1]: sign for sign in reversed(self._faces)}
        for sign in [sign for sign in self._rows if sign not in self._faces]:
            drop(self._rows.pop(sign))

    def _shown(self, block: _Block | None, item: Item, held: bool) -> _Block:
        if block is None:
            return _Block(item, [Face(one, held=held) for one in (item, *item.children)])
        if block.item is item and block.faces[0].held == held:
            return block
        known = {face.item.sign: face for face in block.faces}
        faces = []
        for one in (item, *item.children):
            face = known.get(one.sign)
            if face is None:
                face = Face(one, held=held)
            elif face.show(one, held=held) and (row := self._rows.get(one.sign)) is not None:
                row.show_face()
            faces.append(face)
        block.item, block.faces, block.measured = item, faces, None
        return block

    def _put(self, row: Row, width: int) -> None:
        block, at = self._faces[row.item.sign]
        inner = width - block.inset
        high = block.faces[at].height(inner, wide=self._wide)
        area = QRect(block.inset, block.top + block.tops[at], inner, high)
        area = QStyle.visualRect(self.layoutDirection(), QRect(0, 0, width, 0), area)
        if row.geometry() != area:
            row.setGeometry(area)


def drop(widget: QWidget) -> None:
    """Takes a widget out of sight at once and deletes it later: it may be the very one whose key
    or button was pressed."""
    widget.hide()
    widget.deleteLater()

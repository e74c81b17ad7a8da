"""A card for each key that differs, with a line for every entry, field and word inside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gui.i18n import _
from gui.model.comparison import Effect
from gui.views.buttons import Button
from gui.views.fields.flow import FlowLayout
from gui.views.panels.changes_items import Item, What
from gui.views.panels.changes_rows import Chip, Owner, Row, Stop
from gui.views.panels.changes_text import LEAD, PairView
from gui.views.theme import Space, current_roles

LINES_SHOWN: Final = 40
"""How many lines about the entries of one list are shown unasked."""
WORDS_SHOWN: Final = 60
_BAR: Final = 3


class EntryBlock(QWidget):
    """An entry with the fields that differ; a bar at its edge tells what happened to it."""

    def __init__(self, owner: Owner, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._owner = owner
        self._item = item
        self._shown = (item, owner.is_held(item.place.key))
        self.row = Row(owner, item)
        self._fields: list[Row] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.S, Space.XS, 0, Space.XS)
        self._column.setSpacing(0)
        self._column.addWidget(self.row)
        self._show_fields(item.children)

    def show_item(self, item: Item) -> None:
        held = self._owner.is_held(item.place.key)
        if (item, held) != self._shown:
            self._shown = (item, held)
            self._item = item
            self.row.show_item(item)
            self._show_fields(item.children)
            self.update()

    def stops(self) -> Iterator[Stop]:
        yield self.row
        yield from self._fields

    def paintEvent(self, event: QPaintEvent) -> None:
        roles = current_roles()
        color = {
            Effect.ADDED: roles.added,
            Effect.REMOVED: roles.removed,
            Effect.EDITED: roles.changed,
        }[self._item.effect or Effect.EDITED]
        if self._owner.is_held(self._item.place.key):
            color = roles.outline
        left = self.width() - _BAR if self.isRightToLeft() else 0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(color))
        height = self.height() - 2 * Space.XS
        painter.drawRoundedRect(QRectF(left, Space.XS, _BAR, height), _BAR / 2, _BAR / 2)

    def _show_fields(self, items: Sequence[Item]) -> None:
        if [item.sign for item in items] == [row.item.sign for row in self._fields]:
            for row, item in zip(self._fields, items, strict=True):
                row.show_item(item)
            return
        known = {row.item.sign: row for row in self._fields}
        self._fields = []
        for at, item in enumerate(items, start=1):
            if item.sign in known:
                row = known.pop(item.sign)
                row.show_item(item)
            else:
                row = Row(self._owner, item)
            self._column.insertWidget(at, row)
            self._fields.append(row)
        for row in known.values():
            _drop(row)


class KeyCard(QFrame):
    """All that differs in one key."""

    def __init__(self, owner: Owner, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._owner = owner
        self._item = item
        self._held = owner.is_held(item.place.key)
        self._shows_all = False
        self._blocks: list[EntryBlock | Row] = []
        self._chips: list[Chip] = []
        self.setProperty("look", "card")
        self.setObjectName(f"change.{item.place.key}")
        self.row = Row(owner, item)
        self.row.setObjectName(f"change_row.{item.place.key}")
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XS, Space.S, Space.XS, Space.XS)
        column.setSpacing(Space.XS)
        column.addWidget(self.row)
        self._words = QWidget()
        self._flow = FlowLayout(self._words, gap=Space.S)
        around = QVBoxLayout()
        around.setContentsMargins(LEAD + Space.S, 0, Space.S, Space.XS)
        around.addWidget(self._words)
        column.addLayout(around)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(Space.S, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        column.addLayout(self._column)
        self.more = Button("", kind="quiet")
        self.more.clicked.connect(self._show_all)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_children()

    @property
    def key(self) -> str:
        return self._item.place.key

    def show_item(self, item: Item) -> None:
        """Shows the key as it is now; nothing is touched where nothing differs."""
        held = self._owner.is_held(self.key)
        if item == self._item and held == self._held:
            return
        self._item, self._held = item, held
        self.row.show_item(item)
        self._show_children()

    def stops(self) -> Iterator[Stop]:
        """The lines and chips in the order in which they are walked."""
        yield self.row
        yield from self._chips
        for block in self._blocks:
            if isinstance(block, EntryBlock):
                yield from block.stops()
            else:
                yield block

    def pairs(self) -> Iterator[PairView]:
        for stop in self.stops():
            if isinstance(stop, Row) and stop.pair is not None:
                yield stop.pair

    # --- inside ----------------------------------------------------------------------------

    def _made(self, item: Item) -> EntryBlock | Row:
        if item.what is What.ENTRY:
            return EntryBlock(self._owner, item)
        return Row(self._owner, item)

    def _show_all(self) -> None:
        self._shows_all = True
        self._show_children()

    def _show_children(self) -> None:
        words = [item for item in self._item.children if item.what is What.WORD]
        rest = [item for item in self._item.children if item.what is not What.WORD]
        left = 0
        if not self._shows_all:
            fit = _fitting(rest)
            left = len(words[WORDS_SHOWN:]) + len(rest[fit:])
            words, rest = words[:WORDS_SHOWN], rest[:fit]
        self._show_words(words)
        self._show_rest(rest)
        self.more.set_text(_("Show {count} more").format(count=left))
        self.more.setVisible(left > 0)

    def _show_words(self, items: Sequence[Item]) -> None:
        known = {chip.item.sign: chip for chip in self._chips}
        is_same = [item.sign for item in items] == [chip.item.sign for chip in self._chips]
        chips: list[Chip] = []
        for item in items:
            chip = known.pop(item.sign, None)
            if chip is None:
                chip = Chip(self._owner, item)
            else:
                chip.show_item(item)
            chips.append(chip)
        for chip in known.values():
            _drop(chip)
        self._chips = chips
        if not is_same:
            while self._flow.takeAt(0) is not None:
                pass
            for chip in chips:
                self._flow.addWidget(chip)
                chip.show()
            self._flow.invalidate()
        self._words.setVisible(bool(chips))

    def _show_rest(self, items: Sequence[Item]) -> None:
        known = {_item_of(block).sign: block for block in self._blocks}
        blocks: list[EntryBlock | Row] = []
        for at, item in enumerate(items):
            block = known.pop(item.sign, None)
            if block is None:
                block = self._made(item)
            else:
                block.show_item(item)
            if self._column.indexOf(block) != at:
                self._column.removeWidget(block)
                self._column.insertWidget(at, block)
            blocks.append(block)
        for block in known.values():
            _drop(block)
        self._blocks = blocks


def _fitting(items: Sequence[Item]) -> int:
    """How many of the items have room; a few more rather than leave only one to be asked for."""
    lines = 0
    for number, item in enumerate(items):
        lines += 1 + len(item.children)
        if lines > LINES_SHOWN and number and number < len(items) - 2:
            return number
    return len(items)


def _item_of(block: EntryBlock | Row) -> Item:
    return block.row.item if isinstance(block, EntryBlock) else block.item


def _drop(widget: QWidget) -> None:
    """Takes a widget out of its place at once and deletes it later: it may be the very one whose
    key or button was pressed."""
    widget.hide()
    parent = widget.parentWidget()
    layout = parent.layout() if parent is not None else None
    if layout is not None:
        layout.removeWidget(widget)
    widget.deleteLater()

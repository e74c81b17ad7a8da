"""A card for each key that differs, with a line for every entry, field and word inside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QFrame, QStyle, QWidget

from gui.i18n import _
from gui.model.values import Place
from gui.views.buttons import Button
from gui.views.fields.flow import FlowLayout
from gui.views.panels.changes_face import Face
from gui.views.panels.changes_items import Item, LineId, What
from gui.views.panels.changes_rows import Chip, Owner, Row, Stop
from gui.views.panels.changes_stack import Stack, drop
from gui.views.panels.changes_text import LEAD
from gui.views.theme import Space, grown

LINES_SHOWN: Final = 40
"""How many lines about the entries of one list are shown unasked."""
WORDS_SHOWN: Final = 60


class KeyCard(QFrame):
    """All that differs in one key. It lays itself out: `lay` says how high it is."""

    def __init__(self, owner: Owner, item: Item, parent: QWidget) -> None:
        super().__init__(parent)
        self._owner = owner
        self._item = item
        self._held = owner.is_held(item.place.key)
        self._shows_all = False
        self._chips: dict[LineId, Chip] = {}
        self.setProperty("look", "card")
        self.setObjectName(f"change.{item.place.key}")
        self.row = Row(owner, Face(item, held=self._held), self)
        self.row.setObjectName(f"change_row.{item.place.key}")
        self._words: QWidget | None = None
        self._stack: Stack | None = None
        self.more: Button | None = None
        self._show_children()

    @property
    def key(self) -> str:
        return self._item.place.key

    # --- what it shows ---------------------------------------------------------------------

    def show_item(self, item: Item) -> bool:
        """Shows the key as it is now; False where nothing differs, and nothing is touched."""
        held = self._owner.is_held(self.key)
        if item == self._item and held == self._held:
            return False
        self._item, self._held = item, held
        if self.row.face.show(item, held=held):
            self.row.show_face()
        self._show_children()
        return True

    def signs(self) -> Iterator[LineId]:
        """The lines and chips in the order in which they are walked."""
        yield self._item.sign
        yield from self._chips
        if self._stack is not None:
            yield from self._stack.signs()

    def line_of(self, place: Place) -> LineId:
        """The line about a place, or the key's own where there is none."""
        line = self._stack.line_of(place) if self._stack is not None else None
        if line is None:
            line = next((sign for sign in self._chips if sign[1] == place), self._item.sign)
        return line

    def __contains__(self, sign: LineId) -> bool:
        return (
            sign == self._item.sign
            or sign in self._chips
            or (self._stack is not None and sign in self._stack)
        )

    def stop(self, sign: LineId) -> Stop:
        """The widget of a line, made if there is none yet."""
        if sign == self._item.sign:
            return self.row
        chip = self._chips.get(sign)
        if chip is not None:
            return chip
        assert self._stack is not None
        return self._stack.row(sign)

    def forget(self) -> None:
        """Measures anew, after the fonts changed."""
        self.row.face.forget()
        if self._stack is not None:
            self._stack.forget()

    def grew(self) -> None:
        """Measures anew, after a line shows more or less of its texts."""
        if self._stack is not None:
            self._stack.grew()

    # --- where everything lies -------------------------------------------------------------

    def lay(self, width: int) -> int:
        """Puts everything in its place for a width and says how high the card is."""
        top = Space.S
        inner = width - 2 * Space.XS
        high = self.row.face.height(inner, wide=self._owner.is_wide)
        self._put(self.row, QRect(Space.XS, top, inner, high), width)
        top += high
        if self._words is not None and self._chips:
            left = Space.XS + grown(LEAD) + Space.S
            room = width - left - Space.XS - Space.S
            flow = self._words.layout()
            assert isinstance(flow, FlowLayout)
            high = flow.heightForWidth(room)
            self._put(self._words, QRect(left, top + Space.XS, room, high), width)
            flow.activate()
            top += Space.XS + high + Space.XS
        if self._stack is not None:
            left = Space.XS + Space.S
            room = width - left - Space.XS
            high = self._stack.measure(room)
            if high:
                self._put(self._stack, QRect(left, top + Space.XS, room, high), width)
                top += Space.XS + high
        if self.more is not None and not self.more.isHidden():
            hint = self.more.sizeHint()
            area = QRect(Space.XS, top + Space.XS, hint.width(), hint.height())
            self._put(self.more, area, width)
            top += Space.XS + hint.height()
        return top + Space.S

    def furnish(self, top: int, bottom: int) -> None:
        """Makes the rows between two heights of the card, and lets go of those elsewhere."""
        if self._stack is not None:
            above = self._stack.y()
            self._stack.furnish(top - above, bottom - above)

    def _put(self, widget: QWidget, area: QRect, width: int) -> None:
        whole = QRect(0, 0, width, 0)
        widget.setGeometry(QStyle.visualRect(self.layoutDirection(), whole, area))

    # --- inside ----------------------------------------------------------------------------

    def _show_all(self) -> None:
        before = set(self.signs())
        self._shows_all = True
        self._show_children()
        self._owner.grew(next(sign for sign in self.signs() if sign not in before))

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
        self._offer_more(left)

    def _offer_more(self, left: int) -> None:
        if self.more is None and left:
            self.more = Button("", kind="quiet", parent=self)
            self.more.clicked.connect(self._show_all)
        if self.more is not None:
            self.more.set_text(_("Show {count} more").format(count=left))
            self.more.setVisible(left > 0)

    def _show_words(self, items: Sequence[Item]) -> None:
        if self._words is None:
            if not items:
                return
            self._words = QWidget(self)
            FlowLayout(self._words, gap=Space.S)
            self._words.show()
        known, before = self._chips, list(self._chips)
        self._chips = {}
        for item in items:
            chip = known.pop(item.sign, None)
            if chip is None:
                chip = Chip(self._owner, item, self._words)
                chip.show()
            else:
                chip.show_item(item)
            self._chips[item.sign] = chip
        for chip in known.values():
            drop(chip)
        flow = self._words.layout()
        assert isinstance(flow, FlowLayout)
        if before != list(self._chips):
            while flow.takeAt(0) is not None:
                pass
            for chip in self._chips.values():
                flow.addWidget(chip)
        self._words.setVisible(bool(self._chips))

    def _show_rest(self, items: Sequence[Item]) -> None:
        if self._stack is None:
            if not items:
                return
            self._stack = Stack(self._owner, self)
            self._stack.show()
        self._stack.show_items(items, held=self._held)
        self._stack.setVisible(bool(items))


def _fitting(items: Sequence[Item]) -> int:
    """How many of the items have room; a few more rather than leave only one to be asked for."""
    lines = 0
    for number, item in enumerate(items):
        lines += 1 + len(item.children)
        if lines > LINES_SHOWN and number and number < len(items) - 2:
            return number
    return len(items)

"""The cards of a list with what lies inside and between them: the open entry's editors, and
entries that were removed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from gui.views.tabs.card import Card, Ghost
from gui.views.tabs.card_delegate import CardDelegate
from gui.views.tabs.card_model import CardModel
from gui.views.tabs.card_view import CardView
from gui.views.tabs.flash import Flash
from gui.views.tabs.ghost import GhostCard
from gui.views.tabs.tab_order import take_in
from gui.views.theme import Space

_TURNS: Final = 4
"""Columns, then wrapped texts, may each change the height once."""


class EntryList(QWidget):
    """Shows cards; one of them at a time holds an editor, which this widget places and hides.

    It is as high as what it shows. Signals: `wanted_back(ref)` for a removed entry; `seen(QRect)`
    in own coordinates when a card is to be scrolled to. What is done with the cards is told by
    `view`.
    """

    wanted_back = Signal(str)
    seen = Signal(QRect)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = CardModel(self)
        self.view = CardView(self.cards, name, self)
        self._delegate = CardDelegate(self.view)
        self.view.setItemDelegate(self._delegate)
        self.view.texts_of = self._delegate.texts_rect
        self.view.seen.connect(self._show_row_area)
        self.view.near.connect(lambda area: self.seen.emit(area.translated(self.view.pos())))
        self._editor: QWidget | None = None
        self._ghosts: list[GhostCard] = []
        self._open: str | None = None
        self._total = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    # --- what it shows ---------------------------------------------------------------------

    @property
    def open_ref(self) -> str | None:
        """The entry whose editors are shown."""
        return self._open

    @property
    def current_ref(self) -> str | None:
        """The entry of the current card."""
        card = self.cards.card(self.view.current_row)
        return card.ref if card else None

    def set_cards(self, cards: Sequence[Card], ghosts: Sequence[Ghost]) -> None:
        """Shows these cards and removed entries; the current card stays so while it is there,
        else its neighbour becomes it."""
        ref, row = self.current_ref, self.view.current_row
        chosen = self.view.selectionModel().hasSelection()
        before = [card.ref for card in self.cards.cards]
        with self.view.unheard():
            self.cards.set_cards(cards)
        if ref is not None:
            at = self.cards.row_of(ref)
            at = at if at >= 0 else min(row, len(cards) - 1)
            if at != self.view.current_row or chosen != self.view.selectionModel().hasSelection():
                self.view.choose(at)
        if self._set_ghosts(ghosts) or before != [card.ref for card in cards]:
            self.place()

    def open(self, ref: str, editor: QWidget) -> None:
        """Shows the editor inside the card of an entry."""
        if editor is not self._editor:
            self._editor = editor
            editor.setParent(self)
            self._order()
        self._open = ref
        self.view.choose(self.cards.row_of(ref))
        self.place()
        editor.show()
        self._settle()

    def close_editor(self) -> None:
        """Shows the editor nowhere; a focus inside it goes to the cards."""
        self._open = None
        if self._editor is not None:
            focused = QApplication.focusWidget()
            if focused is not None and self._editor.isAncestorOf(focused):
                self.view.setFocus()
            self._editor.hide()
        self.place()

    def choose(self, ref: str | None) -> None:
        """Makes the card of an entry the current one without opening it."""
        self.view.choose(self.cards.row_of(ref))

    def area_of(self, ref: str) -> QRect:
        """Where the card of an entry is; an empty rectangle when there is none."""
        row = self.cards.row_of(ref)
        if row < 0:
            return QRect()
        area = self.view.visualRect(self.cards.index(row))
        return self._delegate.card_rect(area, row).translated(self.view.pos())

    def flash(self, ref: str) -> None:
        """Flashes the card of an entry, if it is there."""
        if not (area := self.area_of(ref)).isEmpty():
            Flash(self, area)

    # --- where everything lies -------------------------------------------------------------

    def place(self) -> None:
        """Puts view, editors and removed entries where they belong for the present width."""
        heights = self._delegate.heights
        heights.open_row = self.cards.row_of(self._open)
        heights.open_extra = self._editor_height() if heights.open_row >= 0 else 0
        tall = self._ghosts[0].sizeHint().height() if self._ghosts else 0
        step = tall + Space.S
        counts: dict[int, int] = {}
        for ghost in self._ghosts:
            counts[ghost.ghost.before] = counts.get(ghost.ghost.before, 0) + 1
        heights.above = {row: count * step for row, count in counts.items()}
        count = self.cards.rowCount()
        width, top = self.width(), 0
        waiting = list(self._ghosts)
        for row in range(count + 1):
            for _number in range(counts.get(row, 0)):
                waiting.pop(0).setGeometry(0, top, width, tall)
                top += step
            if row == heights.open_row and self._editor is not None:
                self._editor.setGeometry(0, top + heights.card, width, heights.open_extra)
            if row < count:
                top += heights.row(row) - heights.room_above(row)
        tail = counts.get(count, 0) * step
        self._total = max(0, top - Space.S)
        self.view.setGeometry(0, 0, width, top - tail)
        self.view.doItemsLayout()
        if self._editor is not None:
            self._editor.raise_()
        if self.minimumHeight() != self._total:
            self.setFixedHeight(self._total)

    def sizeHint(self) -> QSize:
        return QSize(320, self._total)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.place()
            self._settle()

    def event(self, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.LayoutRequest
            and self._open is not None
            and self._editor_height() != self._delegate.heights.open_extra
        ):
            self.place()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._delegate.take_fonts()
            self.place()

    # --- inside ----------------------------------------------------------------------------

    def _editor_height(self) -> int:
        if self._editor is None:
            return 0
        if self._editor.hasHeightForWidth():
            return self._editor.heightForWidth(max(1, self.width()))
        return self._editor.sizeHint().height()

    def _settle(self) -> None:
        """Lays the editors out now: how high they are shows only at their width."""
        layout = self._editor.layout() if self._editor is not None else None
        for _turn in range(_TURNS):
            if layout is not None:
                layout.activate()
            if self._editor_height() == self._delegate.heights.open_extra:
                break
            self.place()

    def _set_ghosts(self, ghosts: Sequence[Ghost]) -> bool:
        """Shows these removed entries; False when they are those shown already."""
        if [card.ghost for card in self._ghosts] == list(ghosts):
            return False
        known = {card.ghost.ref: card for card in self._ghosts}
        kept: list[GhostCard] = []
        for ghost in ghosts:
            card = known.get(ghost.ref)
            if card is not None and card.ghost.name == ghost.name:
                del known[ghost.ref]
            else:
                card = GhostCard(ghost, self)
                card.wanted_back.connect(self.wanted_back)
                card.show()
            card.ghost = ghost
            kept.append(card)
        for card in known.values():
            card.hide()
            card.deleteLater()
        self._ghosts = kept
        self._order()
        return True

    def _order(self) -> None:
        """Tab goes from the cards to the editors, then to the entries that were removed."""
        last: QWidget = self.view
        for block in (self._editor, *self._ghosts):
            if block is not None:
                last = take_in(last, block)

    def _show_row_area(self, area: QRect) -> None:
        if (index := self.view.indexAt(area.center())).isValid():
            area = self._delegate.card_rect(area, index.row())
        self.seen.emit(area.translated(self.view.pos()))

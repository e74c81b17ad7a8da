"""The editors of one entry, shown inside its card: a line of the field table is a field here."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.model import edits
from gui.model.draft import Draft
from gui.model.fields import EntryField, Field, Kind
from gui.model.resume.proposal import Proposal
from gui.model.values import Entry, Place
from gui.services.session import Changed
from gui.views.fields.date import DateEditor
from gui.views.offers.strip import OfferStrip
from gui.views.tabs.binding import RowBinder, Write, write_value
from gui.views.tabs.field_grid import HALF, WHOLE, FieldGrid, Share
from gui.views.tabs.rows import GUTTER, make_row
from gui.views.theme import Space


def write_current(draft: Draft, place: Place, value: object, typing: bool) -> object:
    """A job that becomes the current one loses its end date in the same step (ux rule 7)."""
    if value is True:
        return edits.set_current_job(draft, place, True)
    return write_value(draft, place, value, typing)


_WRITES: Final[Mapping[Kind, Write]] = {Kind.FLAG: write_current}


class EntryEditor(QWidget):
    """Rows for the fields of one entry at a time.

    Signals: `closed()` when Esc is pressed; `present_typed(field)` when "present" or the like
    was typed for a date.
    """

    closed = Signal()
    present_typed = Signal(str)

    def __init__(
        self,
        field: Field,
        *,
        writes: Mapping[Kind, Write] = _WRITES,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.binder = RowBinder()
        grid = FieldGrid()
        shares = _shares(field.entry_fields)
        self._end: DateEditor | None = None
        for inner in field.entry_fields:
            row = make_row(inner, Place(field.key, "", inner.name))
            self.binder.add(row, inner.kind, writes.get(inner.kind, write_value))
            grid.add(row, shares[inner.name])
            if isinstance(row.editor, DateEditor):
                row.editor.is_start = inner.name == "start_date"
                if inner.name == "end_date":
                    self._end = row.editor
                row.editor.present_typed.connect(partial(self.present_typed.emit, inner.name))
        self.strip = OfferStrip()
        self.strip.taken.connect(self._take_all)
        self.strip.set_aside.connect(self._set_all_aside)
        # Spaces and not margins: those would stay where they are in a mirrored layout.
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addSpacing(Space.L - GUTTER)
        line.addWidget(grid)
        line.addSpacing(Space.L)
        above = QHBoxLayout()
        above.setSpacing(0)
        above.addSpacing(Space.L)
        above.addWidget(self.strip)
        above.addSpacing(Space.L)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(above)
        column.addLayout(line)

    def show_values(self, changed: Changed, entry: Entry | None) -> None:
        """Shows what the fields hold now, of `entry` as the draft has it."""
        self.binder.show(changed)
        if self._end is not None:
            self._end.set_going_on(entry is not None and entry.get("current") is True)

    def show_offers(self, keys: Collection[str]) -> None:
        """Shows what the resume offers at the fields, and for all of them."""
        self.binder.show_offers(keys)
        parts = offer.parts if (offer := self._offer()) is not None else ()
        if parts or not self.strip.isHidden():
            count = sum(part.question is None for part in parts)
            self.strip.show_count(len(parts), count)

    def focus_first(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Puts the focus into the first field."""
        self.binder.rows[0].editor.focus_editor(reason)

    def _offer(self) -> Proposal | None:
        """What the resume offers for the whole entry."""
        place, offers = self.binder.rows[0].place, self.binder.offers
        return offers.at(Place(place.key, place.entry)) if offers is not None else None

    def _take_all(self) -> None:
        offer, offers = self._offer(), self.binder.offers
        if offer is not None and offers is not None:
            offers.take([offer])

    def _set_all_aside(self) -> None:
        offer, offers = self._offer(), self.binder.offers
        if offer is not None and offers is not None:
            offers.set_aside([offer])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _shares(inners: Sequence[EntryField]) -> Mapping[str, Share]:
    """How much of a line each field takes.

    Long texts, and what names the entry, have a line of their own; a tick stands behind the
    dates that it is about.
    """
    shares: dict[str, Share] = {}
    has_tick = any(inner.kind is Kind.FLAG for inner in inners)
    before = ""
    for inner in inners:
        share = HALF
        if inner.kind in (Kind.TEXT, Kind.URL) or (inner.required and inner.kind is Kind.LINE):
            share = WHOLE
        elif inner.kind is Kind.DATE and has_tick:
            share = Share(5)
        elif inner.kind is Kind.FLAG:
            shares[before] = Share(shares[before].roomy, 8)
            share = Share(2, 4)
        shares[inner.name] = share
        before = inner.name
    return shares

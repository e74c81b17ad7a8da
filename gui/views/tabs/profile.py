"""The tab of the single values: names, contact, long texts and the texting consent."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from PySide6.QtWidgets import QFrame, QWidget

from gui.model.fields import Field, Kind, Tab
from gui.model.values import Place
from gui.services.offers import Offers
from gui.services.session import Changed
from gui.views.tabs.base import FormTab
from gui.views.tabs.binding import RowBinder
from gui.views.tabs.field_grid import LONG, SHORT, WHOLE, FieldGrid
from gui.views.tabs.flash import Flash
from gui.views.tabs.rows import indented, make_row
from gui.views.theme import Space

ELSEWHERE: Final = frozenset({Kind.RESUME, Kind.PHOTO})
"""Kinds that are edited and counted beside the form, where files are dropped."""

_WIDEST: Final = 1440
"""Logical pixels: three short fields in a line, two long ones below them."""
_SHARES: Final = {Kind.TEXT: LONG, Kind.CONSENT: WHOLE}


class ProfileTab(FormTab):
    """A row for each single value of the field table; the consent is set apart at the end."""

    most_width = _WIDEST

    def __init__(self, fields: Sequence[Field], parent: QWidget | None = None) -> None:
        super().__init__(Tab.PROFILE, parent)
        self._fields = tuple(field for field in fields if field.kind not in ELSEWHERE)
        self.binder = RowBinder()

    def build(self) -> None:
        for _part in self.build_parts():
            pass

    def build_parts(self) -> Iterator[None]:
        self.column.setSpacing(0)
        yield from self._add_grid([each for each in self._fields if each.kind is not Kind.CONSENT])
        apart = [field for field in self._fields if field.kind is Kind.CONSENT]
        if apart:
            line = QFrame()
            line.setProperty("look", "hairline")
            line.setFixedHeight(1)
            self.column.addSpacing(Space.S)
            self.column.addLayout(indented(line))
            self.column.addSpacing(Space.S)
            yield from self._add_grid(apart)
        self.column.addStretch(1)

    def show_session(self) -> None:
        self.binder.follow(self.session)

    def show_keys(self, changed: Changed) -> None:
        self.binder.show(changed)

    def show_unfinished(self) -> None:
        self.binder.show_unfinished()

    def show_complaints(self) -> None:
        self.binder.show_complaints()

    def use_offers(self, offers: Offers) -> None:
        super().use_offers(offers)
        self.binder.offers = offers

    def show_offers(self, keys: Collection[str]) -> None:
        self.binder.show_offers(keys)

    def show_place(self, place: Place, *, flash: bool) -> bool:
        row = self.binder.row_at(place.top)
        if row is None:
            return False
        row.editor.focus_editor()
        self.bring_into_view(row)
        if flash:
            Flash(row, row.rect())
        return True

    def _add_grid(self, fields: Sequence[Field]) -> Iterator[None]:
        grid = FieldGrid(self.content)
        self.column.addWidget(grid)
        for field in fields:
            row = make_row(field, Place(field.key), grid)
            self.binder.add(row, field.kind)
            grid.add(row, _SHARES.get(field.kind, SHORT))
            yield

"""The tab of the sets of words: tags and skills."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TypeAlias, cast

from PySide6.QtWidgets import QWidget

from gui.model import edits
from gui.model.draft import Draft
from gui.model.fields import Field, Tab
from gui.model.merge import is_unknown
from gui.model.resume.proposal import Proposal
from gui.model.values import Place, Value, is_blank, words
from gui.services.offers import Offers
from gui.services.session import Changed
from gui.views.fields.chips import ChipEditor
from gui.views.fields.row import row_of
from gui.views.offers.chips import OfferedChip, OfferedWords
from gui.views.tabs.base import FormTab
from gui.views.tabs.binding import RowBinder
from gui.views.tabs.flash import Flash
from gui.views.tabs.list_notes import UnknownNote
from gui.views.tabs.rows import indented, make_row
from gui.views.theme import Space

Suggest: TypeAlias = Callable[[], Iterable[str]]
"""Gives the words that are known for a set, likeliest first."""


def write_words(draft: Draft, place: Place, value: object, typing: bool) -> object:
    """Adds or removes words by the verb for it, so that undo can say and find what it was."""
    before, after = words(draft.value(place.key)), words(cast(Value, value))
    added = after[len(before) :] if after[: len(before)] == before else ()
    gone = [word for word in before if word not in after]
    if added and len({word.casefold() for word in (*before, *added)}) == len(after):
        return edits.add_words(draft, place.key, added)
    if len(gone) == 1 and after == tuple(word for word in before if word != gone[0]):
        return edits.remove_word(draft, place.key, gone[0])
    return edits.set_value(draft, place.key, after, typing=typing)


class WordsTab(FormTab):
    """A set of chips for each list of words in the field table.

    `suggest` gives, by key, the words to offer while one is typed; asked when the tab is woken.
    """

    def __init__(
        self,
        fields: Sequence[Field],
        suggest: Mapping[str, Suggest] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Tab.TAGS, parent)
        self._fields = tuple(fields)
        self._suggest = suggest or {}
        self.binder = RowBinder()
        self.notes: dict[str, UnknownNote] = {}
        self.offered: dict[str, OfferedWords] = {}

    def build(self) -> None:
        self.column.setSpacing(Space.S)
        for field in self._fields:
            row = make_row(field, Place(field.key))
            self.binder.add(row, field.kind, write_words)
            self.notes[field.key] = UnknownNote(field)
            self.column.addLayout(indented(self.notes[field.key]))
            self.column.addWidget(row)
            self.offered[field.key] = shown = OfferedWords()
            self.column.addLayout(indented(shown))
            shown.emptied.connect(row.editor.focus_editor)
            if self.offers is not None:
                self._connect(shown, self.offers)
            if isinstance(row.editor, ChipEditor):
                chosen = row.editor.chips.selectionModel()
                chosen.currentChanged.connect(lambda *_rows: self.walked.emit())
        self.column.addStretch(1)

    def place_of(self, widget: QWidget) -> Place | None:
        if isinstance(widget, OfferedChip):
            return widget.offer.place.top
        place, row = super().place_of(widget), row_of(widget)
        if place is None or row is None or not isinstance(row.editor, ChipEditor):
            return place
        word = row.editor.current_word if _is_in(row.editor.chips, widget) else None
        return place if word is None else Place(place.key, word)

    def wake(self) -> None:
        super().wake()
        for row in self.binder.rows:
            suggest = self._suggest.get(row.place.key)
            if suggest is not None and isinstance(row.editor, ChipEditor):
                row.editor.set_suggestions(suggest())

    def show_session(self) -> None:
        self.binder.follow(self.session)

    def show_keys(self, changed: Changed) -> None:
        self.binder.show(changed)
        for key, note in self.notes.items():
            session = self.session
            unknown = session is not None and is_unknown(session.baseline.get(key))
            entered = session is not None and not is_blank(session.value(key))
            note.show_state(unknown=unknown, entered=entered)

    def show_unfinished(self) -> None:
        self.binder.show_unfinished()

    def show_complaints(self) -> None:
        self.binder.show_complaints()

    def use_offers(self, offers: Offers) -> None:
        super().use_offers(offers)
        for shown in self.offered.values():
            self._connect(shown, offers)

    def show_offers(self, keys: Collection[str]) -> None:
        for key, shown in self.offered.items():
            if key in keys:
                shown.show_offers(self.offers.new_words(key) if self.offers is not None else ())

    def show_offer(self, offer: Proposal) -> bool:
        shown = self.offered.get(offer.place.key)
        chip = shown.focus_offer(offer) if shown is not None else None
        if chip is not None:
            self.bring_into_view(chip)
        return chip is not None

    def offer_of(self, widget: QWidget) -> Proposal | None:
        return widget.offer if isinstance(widget, OfferedChip) else super().offer_of(widget)

    def show_place(self, place: Place, *, flash: bool) -> bool:
        row = self.binder.row_at(place.top)
        if row is None:
            return False
        editor = row.editor
        if isinstance(editor, ChipEditor) and place.entry in editor.words:
            editor.chips.select(editor.words.index(place.entry))
        else:
            editor.focus_editor()
        self.bring_into_view(row)
        if flash:
            Flash(row, row.rect())
        return True

    def _connect(self, shown: OfferedWords, offers: Offers) -> None:
        shown.taken.connect(offers.take)
        shown.set_aside.connect(offers.set_aside)
        shown.looked.connect(offers.look_at)


def _is_in(whole: QWidget, widget: QWidget) -> bool:
    return widget is whole or whole.isAncestorOf(widget)

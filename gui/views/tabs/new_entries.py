"""The entries of the resume that a list lacks, behind the cards of the list they would go to."""

from __future__ import annotations

from collections.abc import Sequence

from gui.i18n import ngettext
from gui.model.fields import Field
from gui.model.resume.proposal import Proposal
from gui.services.offers import Offers
from gui.views.offers.cards import OfferedEntries
from gui.views.tabs.entry_list import EntryList


class NewEntries:
    """Shows them as `cards`, adds them, and shows where in the list they are then."""

    def __init__(self, field: Field, entry_list: EntryList) -> None:
        self.cards = OfferedEntries()
        self._field = field
        self._list = entry_list
        self._offers: Offers | None = None
        self.cards.taken.connect(self.take)

    def use(self, offers: Offers) -> None:
        """Shows what is offered there from now on."""
        self._offers = offers
        self.cards.set_aside.connect(offers.set_aside)
        self.cards.looked.connect(offers.look_at)

    def show(self) -> None:
        """Shows what is offered now."""
        if self._offers is not None:
            noun = self._field.noun
            offers = self._offers.new_entries(self._field.key)
            self.cards.show_offers(offers, lambda count: ngettext(*noun, count))

    def take(self, offers: Sequence[Proposal]) -> bool:
        """Takes offers for entries over, new ones or corrections; False where nothing changed."""
        before = {card.ref for card in self._list.cards.cards}
        if self._offers is None or not self._offers.take(offers):
            return False
        added = [card.ref for card in self._list.cards.cards if card.ref not in before]
        for ref in added:
            self._list.flash(ref)
        if added:
            self._list.choose(added[0])
        return True

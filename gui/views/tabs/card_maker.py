"""The cards of a session's list, made anew only for entries that are others than before. No Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from gui.model.comparison import Effect
from gui.model.values import Entry, entries
from gui.services.session import Session
from gui.views.tabs.card import Card, Ghost, card_of, ghosts_of


class CardMaker:
    """Remembers the card of each entry of one list."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._made: dict[str, tuple[Entry, Effect | None, str, int, Card]] = {}

    def forget(self) -> None:
        """Another record is shown."""
        self._made.clear()

    def made(
        self, session: Session | None, day: dt.date, differs: Mapping[str, int] | None = None
    ) -> tuple[Sequence[Card], Sequence[Ghost]]:
        """The cards of the entries, and the entries that were removed; `day` is today, `differs`
        tells in how many fields of which entries the resume has something else."""
        if session is None:
            self._made = {}
            return (), ()
        key, items = self._key, entries(session.value(self._key))
        change = session.change(key)
        effects = {item.ref: item.effect for item in change.entries} if change else {}
        complaints = {
            place.entry: text for place, text in session.complaints.items() if place.key == key
        }
        made: dict[str, tuple[Entry, Effect | None, str, int, Card]] = {}
        for entry in items:
            effect, said = effects.get(entry.ref), complaints.get(entry.ref, "")
            others = differs.get(entry.ref, 0) if differs else 0
            known = self._made.get(entry.ref)
            if known is None or known[0] is not entry or known[1:4] != (effect, said, others):
                known = (
                    entry,
                    effect,
                    said,
                    others,
                    card_of(key, entry, effect, today=day, complaint=said, differs=others),
                )
            made[entry.ref] = known
        self._made = made
        order = [entry.ref for entry in entries(session.baseline.get(key))]
        live = [entry.ref for entry in items]
        return [known[4] for known in made.values()], ghosts_of(change, order, live)

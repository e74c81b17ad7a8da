"""The tags and skills seen in the records of this run, to be suggested while one is typed.

In memory and by account: nothing is written, and what one account holds is not shown in another.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from typing import Final

from gui.model.fields import FIELDS, Kind
from gui.model.record import Record
from gui.model.values import Words, words
from gui.model.words import sign_of

MOST_RECORDS: Final = 5_000
"""Records that are remembered; beyond them the ones seen longest ago are forgotten."""

KEYS: Final = tuple(field.key for field in FIELDS if field.kind is Kind.WORDS)


class Vocabulary:
    """Counts in how many records a word stands; a record that is seen again counts once."""

    def __init__(self) -> None:
        self._seen: OrderedDict[tuple[str, str], dict[str, Words]] = OrderedDict()
        self._sorted: dict[tuple[str, str], Words] = {}

    def note(self, account: str, record: Record) -> None:
        """Takes note of a record's words as it was read; `account` is the key of its account."""
        known = {key: words(record.get(key)) for key in KEYS}
        place = (account, record.id)
        if self._seen.get(place) != known:
            self._sorted.clear()
        self._seen[place] = known
        self._seen.move_to_end(place)
        while len(self._seen) > MOST_RECORDS:
            self._seen.popitem(last=False)

    def words(self, account: str, key: str) -> Words:
        """The words of a set in the account, those of most records first.

        Of words that differ in case only the commonest spelling stands for all.
        """
        found = self._sorted.get((account, key))
        if found is None:
            found = self._sorted[account, key] = self._counted(account, key)
        return found

    def _counted(self, account: str, key: str) -> Words:
        records: Counter[str] = Counter()
        spelled: dict[str, Counter[str]] = {}
        for (other, _record_id), known in self._seen.items():
            if other != account:
                continue
            for word in known[key]:
                spelled.setdefault(sign_of(word), Counter())[word] += 1
            records.update({sign_of(word) for word in known[key]})
        order = sorted(records, key=lambda sign: (-records[sign], sign))
        return tuple(spelled[sign].most_common(1)[0][0] for sign in order if sign)

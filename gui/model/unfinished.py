"""Texts that are no value yet: a date that nobody can read so far, a tag still in its line.

They belong to the draft and are kept with it, so that nothing typed is dropped; no request ever
holds them. What such a text could mean is the editors' business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gui.i18n import _, listed
from gui.model.fields import Kind, field_of
from gui.model.findings import Finding, Level
from gui.model.merge import Renames
from gui.model.record import Record
from gui.model.steps import renamed_place
from gui.model.texts import for_label
from gui.model.values import MISSING, Entry, Place, find_entry

CODE = "unfinished"
"""The code of the finding about such a text."""

_SHOWN = 40


class UnfinishedTexts:
    """The unfinished texts of one draft by their places: a field of an entry, or a key for the
    line in which something is added to its list."""

    def __init__(self, texts: Mapping[Place, str] | None = None) -> None:
        self._texts: dict[Place, str] = dict(texts or {})

    @property
    def all(self) -> Mapping[Place, str]:
        """All of them; of entries that are not in the form too, since undo may bring those back."""
        return dict(self._texts)

    def within(self, record: Record) -> Mapping[Place, str]:
        """Those of places that a record has."""
        return {place: text for place, text in self._texts.items() if _is_there(record, place)}

    def leave(self, place: Place, text: str) -> bool:
        """Remembers the text at a place, forgets it for an empty one; whether it is another."""
        if text == self._texts.get(place, ""):
            return False
        if text:
            self._texts[place] = text
        else:
            del self._texts[place]
        return True

    def clear(self) -> Mapping[Place, str]:
        """Forgets all; returns what there was."""
        gone, self._texts = self._texts, {}
        return gone

    def overtaken(self, before: Record, after: Record) -> None:
        """Forgets those in whose place the person has put another value meanwhile."""
        for place in [place for place in self._texts if place.field is not None]:
            now = _atom(after, place)
            if now is not MISSING and now != _atom(before, place):
                del self._texts[place]

    def rename(self, key: str, renames: Renames) -> None:
        """Follows entries that have got other names."""
        self._texts = {
            renamed_place(place, key, renames): text for place, text in self._texts.items()
        }


def findings_of(texts: Mapping[Place, str], key: str) -> tuple[Finding, ...]:
    """What is to be said of the unfinished texts of a key: a warning, for all else can be sent."""
    return tuple(
        Finding(place, Level.WARNING, CODE, _said(place, text))
        for place, text in texts.items()
        if place.key == key
    )


def labels_of(places: Iterable[Place]) -> str:
    """The fields of such places in a line of text, each once."""
    return listed(dict.fromkeys(map(_label, places)))


def _said(place: Place, text: str) -> str:
    shown = for_label(text, _SHOWN)
    if place.field is not None:
        return _("“{text}” is not a date yet; it is kept here and not sent.").format(text=shown)
    return _("“{text}” is typed but not added; it is kept here and not sent.").format(text=shown)


def _label(place: Place) -> str:
    field = field_of(place.key)
    inner = field.entry_field(place.field) if place.field is not None else None
    if inner is not None:
        return _("{field} ({list})").format(field=inner.label, list=field.tab.title)
    return field.tab.title if field.kind is Kind.PROFILES else field.label


def _is_there(record: Record, place: Place) -> bool:
    return place.entry is None or find_entry(record.get(place.key), place.entry) is not None


def _atom(record: Record, place: Place) -> object:
    entry: Entry | None = find_entry(record.get(place.key), place.entry or "")
    if entry is None or place.field is None:
        return MISSING
    value = entry.get(place.field)
    return None if value is MISSING else value

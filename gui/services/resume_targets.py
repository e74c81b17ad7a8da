"""The places a selection of the resume may go to, and what it would become at each.

Nothing is put anywhere here: this is what a menu shows before the person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from gui.i18n import _, listed
from gui.model.dates import Ambiguous, Understood
from gui.model.fields import FIELDS, FILE_KINDS, Kind, Tab, field_of
from gui.model.resume.kinds import DayOrder
from gui.model.resume.picked import (
    NothingPicked,
    Picked,
    PickedDate,
    PickedEntries,
    PickedPhone,
    PickedText,
    PickedWords,
)
from gui.model.resume.taking import kind_at, place_label
from gui.model.texts import for_label
from gui.model.values import Place

SHOWN: Final = 60
_NOT_LONG: Final = 2_000
"""Characters up to which a selection is tried on every field of a menu."""
_LONGEST_NAME: Final = 200
_EXACT: Final = (Kind.EMAIL, Kind.PHONE, Kind.URL, Kind.NETWORK, Kind.DATE)
_NO_TEXT: Final = (Kind.FLAG, Kind.CONSENT, *FILE_KINDS)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a selection may go: a place of the record, or first and last name at once."""

    place: Place
    is_whole_name: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """What a selection would become at a target; `value` is empty where it does not fit, and
    `hint` says why. It `is_exact` where the selection has just what the field is for: an
    address, a number, a date."""

    target: Target
    name: str
    value: str = ""
    hint: str = ""
    is_exact: bool = False


def takes_text(place: Place) -> bool:
    """Whether a text can be put at a place at all: not into a tick, and not where files go."""
    return kind_at(place) not in _NO_TEXT


def name_of(place: Place) -> str:
    """What a place is called in a list of all of them."""
    noun = _noun(place)
    if noun:
        return (_("This {noun}") if place.entry else _("New {noun}")).format(noun=noun)
    return place_label(place)


def deed_of(place: Place) -> str:
    """What is done with a text at a place, as a button says it."""
    noun = _noun(place)
    if noun:
        return (_("Use in this {noun}") if place.entry else _("Use as new {noun}")).format(
            noun=noun
        )
    text = _("Add to {field}") if kind_at(place) is Kind.WORDS else _("Use in {field}")
    return text.format(field=place_label(place))


def _noun(place: Place) -> str:
    """What a list holds, where the place is the list or one of its entries as a whole."""
    field = field_of(place.key)
    return _(field.noun[0]) if place.field is None and field.entry_fields else ""


def targets(open_entry: Place | None) -> Iterator[Target]:
    """All there are: the fields of the entry that is open first, then the record's in order."""
    if open_entry is not None and open_entry.entry is not None:
        for inner in field_of(open_entry.key).entry_fields:
            place = Place(open_entry.key, open_entry.entry, inner.name)
            if takes_text(place):
                yield Target(place)
    for field in FIELDS:
        place = Place(field.key)
        if takes_text(place):
            yield Target(place)
            if field.key == "lastname":
                yield Target(Place("firstname"), is_whole_name=True)


def in_order(fits: Iterable[Fit], front: Tab | None) -> tuple[Fit, ...]:
    """Those that the selection is made for first, of the tab in front before others; those that
    do not take it last."""
    return tuple(
        sorted(
            fits,
            key=lambda fit: (
                not fit.value,
                not fit.is_exact,
                fit.is_exact and field_of(fit.target.place.key).tab is not front,
            ),
        )
    )


def fit_of(text: str, target: Target, order: DayOrder, language: str) -> Fit:
    """What a selection would become; `order` and `language` are what the whole resume tells."""
    # Not loaded before somebody has a resume in front (`resume_knowledge`).
    from gui.model.resume.picking import pick, pick_name

    place = target.place
    if target.is_whole_name:
        name = _("First and last name")
        first, last = pick_name(text, language=language) if len(text) < _LONGEST_NAME else ("", "")
        if first and last:
            return Fit(target, name, f"{first} · {last}")
        return Fit(target, name, hint=_("There is no whole name in the selection."))
    name = name_of(place)
    if len(text) > _NOT_LONG:
        if kind_at(place) in (Kind.TEXT, Kind.ENTRIES):
            return Fit(target, name, for_label(text, SHOWN))
        return Fit(target, name, hint=_("This is too much text for this field."))
    picked = pick(place.key, text, field=place.field, order=order)
    if isinstance(picked, NothingPicked):
        return Fit(target, name, hint=picked.hint)
    return Fit(target, name, _preview(picked), is_exact=_is_exact(place, picked))


def _is_exact(place: Place, picked: Picked) -> bool:
    if isinstance(picked, PickedEntries):
        return place.key == "social_profiles" or len(picked.entries[0].spans) > 1
    return kind_at(place) in _EXACT


def _preview(picked: Picked) -> str:
    if isinstance(picked, PickedText | PickedPhone):
        return for_label(picked.value, SHOWN)
    if isinstance(picked, PickedWords):
        return for_label(listed(picked.words), SHOWN)
    if isinstance(picked, PickedEntries):
        first = picked.entries[0].fields
        values = [value for value in first.values() if isinstance(value, str)]
        return for_label(" · ".join(values[:2]), SHOWN)
    if isinstance(picked, PickedDate):
        reading = picked.reading
        if isinstance(reading, Understood):
            return reading.shown
        if isinstance(reading, Ambiguous):
            first_of, last_of = reading.options[0].shown, reading.options[-1].shown
            return _("{one} or {other}").format(one=first_of, other=last_of)
        return _("until now")
    return ""

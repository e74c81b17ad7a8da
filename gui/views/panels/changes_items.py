"""What the list of changes says: one item for each key that differs, with its entries, fields and
words below it. Texts and places only, so that two items can be compared before a widget is
touched. No Qt."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from gui.i18n import N_, _, listed
from gui.model.comparison import Change, Effect, EntryChange
from gui.model.dates import long_text, period_text
from gui.model.effects import entry_name
from gui.model.fields import Field, Kind, field_of
from gui.model.networks import network_name
from gui.model.record import Facts
from gui.model.texts import for_label, human_size
from gui.model.values import Entry, FileUpload, LinkUpload, Place

_NAME_LIMIT: Final = 160
"""Characters of an entry's name in a title."""

CONSENT_WORDS: Final[Mapping[str, str]] = {
    "forced": N_("Consented (forced)"),
    "declined": N_("Declined"),
}

_LEFT_TO_RIGHT: Final = frozenset((Kind.EMAIL, Kind.PHONE, Kind.URL))
_IN_WORDS: Final = frozenset((Kind.LINE, Kind.TEXT, Kind.EMAIL, Kind.PHONE, Kind.URL))


class What(enum.Enum):
    """What an item is about."""

    KEY = "key"
    ENTRY = "entry"
    FIELD = "field"
    WORD = "word"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Pair:
    """A value before and after. Where a text is empty, its note stands there instead.

    `by_words`: compared word by word. `left_to_right`: whatever the language around it.
    """

    before: str
    after: str
    before_note: str = ""
    after_note: str = ""
    by_words: bool = True
    left_to_right: bool = False


LineId: TypeAlias = tuple[What, Place, Effect | None, int]
"""What makes it the same line while its texts change."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list. `fault` says why it cannot be sent, `twin` tells the second of two
    equal words apart from the first."""

    what: What
    place: Place
    title: str
    effect: Effect | None = None
    detail: str = ""
    pair: Pair | None = None
    fault: str = ""
    twin: int = 0
    children: tuple[Item, ...] = ()

    @property
    def sign(self) -> LineId:
        """What makes it the same item while its texts change."""
        return (self.what, self.place, self.effect, self.twin)

    @property
    def spoken(self) -> str:
        """The item in one line, for assistive technology."""
        if self.pair is None:
            parts = (self.title, self.detail, self.fault)
            return listed(part for part in parts if part)
        return _("{field}: was {before}, now {after}").format(
            field=self.title,
            before=for_label(self.pair.before) or self.pair.before_note,
            after=for_label(self.pair.after) or self.pair.after_note,
        ) + (f", {self.fault}" if self.fault else "")


class Items:
    """Makes the item of a changed key; what it says of an entry is made once.

    A keystroke in one of 300 edited jobs makes the line of that job anew.
    """

    def __init__(self) -> None:
        self._entries: dict[str, dict[str, tuple[EntryChange, Item]]] = {}

    def item_of(self, change: Change, facts: Facts, faults: Mapping[Place, str]) -> Item:
        """The item of one changed key.

        `facts` name the files that are stored now; `faults` are what keeps places from being
        sent.
        """
        field = field_of(change.key)
        item = Item(What.KEY, Place(change.key), field.label)
        if field.kind is Kind.WORDS:
            item = replace(item, children=(*_words(change), *_order(change)))
        elif field.entry_fields:
            item = replace(item, children=(*self._shown(field, change), *_order(change)))
        else:
            item = replace(item, pair=_pair_of_key(field, change, facts))
        mine = {place: text for place, text in faults.items() if place.key == change.key}
        return _with_faults(item, mine) if mine else item

    def _shown(self, field: Field, change: Change) -> Iterator[Item]:
        known = self._entries.get(field.key, {})
        seen = self._entries[field.key] = {}
        for one in change.entries:
            last = known.get(one.ref)
            if last is None or not _is_same(last[0], one):
                last = (one, _entry(field, one))
            seen[one.ref] = last
            yield last[1]


def _is_same(one: EntryChange, other: EntryChange) -> bool:
    return one.before is other.before and one.after is other.after


def shown_value(kind: Kind, value: object) -> str:
    """One value as a person reads it; empty where there is nothing to read."""
    if isinstance(value, FileUpload):
        return f"{value.name} · {human_size(value.size)}"
    if isinstance(value, LinkUpload):
        return value.url
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if not isinstance(value, str):
        return ""
    match kind:
        case Kind.DATE:
            return long_text(value)
        case Kind.NETWORK:
            return network_name(value)
        case Kind.CONSENT:
            return _(CONSENT_WORDS[value]) if value in CONSENT_WORDS else value
        case _:
            return value


def pair_of(kind: Kind, before: object, after: object) -> Pair:
    """Two values of one kind, side by side."""
    empty = _("not set") if kind is Kind.FLAG else _("empty")
    return Pair(
        shown_value(kind, before),
        shown_value(kind, after),
        before_note=empty,
        after_note=empty,
        by_words=kind in _IN_WORDS,
        left_to_right=kind in _LEFT_TO_RIGHT,
    )


def _pair_of_key(field: Field, change: Change, facts: Facts) -> Pair:
    pair = pair_of(field.kind, change.before, change.after)
    if field.kind is Kind.CONSENT:
        return replace(pair, before_note=_("not shown by Workable"))
    if field.kind is Kind.RESUME:
        stored = facts.resume_filename or (_("the present resume") if facts.resume_url else "")
        return replace(pair, before=stored, before_note=_("no resume"))
    if field.kind is Kind.PHOTO:
        stored = _("the present photo") if facts.image_url else ""
        return replace(pair, before=stored, before_note=_("no photo"))
    return pair


# --- lists --------------------------------------------------------------------------------------


def _entry(field: Field, change: EntryChange) -> Item:
    place = Place(field.key, change.ref)
    entry = change.after or change.before
    assert entry is not None
    name = for_label(entry_name(field.key, entry), _NAME_LIMIT)
    if change.effect is Effect.ADDED:
        title = _("Added: {name}").format(name=name)
        return Item(What.ENTRY, place, title, change.effect, _entry_detail(field, entry))
    if change.effect is Effect.REMOVED:
        title = _("Removed: {name}").format(name=name)
        return Item(What.ENTRY, place, title, change.effect, _entry_detail(field, entry))
    assert change.before is not None
    fields = []
    for known in field.entry_fields:
        if known.name in change.fields:
            pair = pair_of(known.kind, change.before.get(known.name), entry.get(known.name))
            where = Place(field.key, change.ref, known.name)
            fields.append(Item(What.FIELD, where, known.label, Effect.EDITED, pair=pair))
    title = _("Edited: {name}").format(name=name)
    return Item(What.ENTRY, place, title, change.effect, children=tuple(fields))


def _entry_detail(field: Field, entry: Entry) -> str:
    """A second line about an entry that came or went, to know it by."""
    if field.kind is Kind.PROFILES:
        return for_label(entry.text("url"))
    current = entry.get("current") is True
    return for_label(period_text(entry.get("start_date"), entry.get("end_date"), current=current))


def _words(change: Change) -> Iterator[Item]:
    seen: dict[tuple[str, Effect], int] = {}
    for one in change.words:
        twin = seen.get((one.word, one.effect), 0)
        seen[one.word, one.effect] = twin + 1
        place = Place(change.key, one.word)
        yield Item(What.WORD, place, for_label(one.word, 120), one.effect, twin=twin)


def _order(change: Change) -> Iterator[Item]:
    if change.moved:
        yield Item(What.ORDER, Place(change.key), _("Order changed"))


# --- faults -------------------------------------------------------------------------------------


def _with_faults(item: Item, faults: Mapping[Place, str]) -> Item:
    """The item with each fault at the place it is about, or at the nearest one above it."""
    left = dict(faults)
    children = []
    for child in item.children:
        below = {place: text for place, text in left.items() if _lies_in(child, place)}
        for place in below:
            del left[place]
        children.append(_with_faults(child, below) if below else child)
    here = "; ".join(dict.fromkeys(left.values()))
    return replace(item, children=tuple(children), fault=here)


def _lies_in(item: Item, place: Place) -> bool:
    return item.what in (What.ENTRY, What.FIELD) and item.place.covers(place)

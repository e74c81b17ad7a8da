"""What a card says about one entry of a list: a few short texts, without any widget.

Texts of records are strangers' texts: they are shortened to one line here and shown as plain
text by whoever draws them. No Qt.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gui.i18n import N_, _, listed, ngettext
from gui.model.comparison import Change, Effect
from gui.model.dates import duration_text, period_text
from gui.model.effects import entry_name
from gui.model.fields import EntryField, Field, Kind, field_of
from gui.model.networks import network_name
from gui.model.texts import for_label
from gui.model.values import Entry, is_blank

_SEPARATOR: Final = " · "

_MARKS: Final[Mapping[Effect, str]] = {
    Effect.ADDED: N_("Added"),
    Effect.EDITED: N_("Edited"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """The texts of one card.

    `fault` says what the entry still lacks before it can be sent, or what the service said
    about it; `badge` is the word for a current job; `effect` what the person did to the entry;
    `differs` in how many fields the resume has something else;
    `spoken` is all of it in one line, for assistive technology.
    """

    ref: str
    title: str
    is_named: bool
    detail: str
    period: str
    duration: str
    badge: str
    fault: str
    effect: Effect | None
    spoken: str
    differs: int = 0


@dataclass(frozen=True, slots=True)
class Ghost:
    """An entry that was removed, and how many of the cards come before its old position."""

    ref: str
    name: str
    before: int


def card_of(
    key: str,
    entry: Entry,
    effect: Effect | None,
    *,
    today: dt.date,
    complaint: str = "",
    differs: int = 0,
) -> Card:
    """The card of an entry of the list `key`; `today` is where a current job ends for now."""
    field = field_of(key)
    name, detail = _texts(field, entry)
    current = entry.get("current") is True
    start, end = entry.get("start_date"), entry.get("end_date")
    period = for_label(period_text(start, end, current=current))
    duration = duration_text(start, today.isoformat() if current and is_blank(end) else end)
    badge = _("Current") if current else ""
    fault = for_label(complaint) or missing_text(field, entry)
    title = name or _unnamed(field, effect)
    parts = (title, detail, period, duration, badge, fault, mark_text(effect), spoken_of(differs))
    return Card(
        ref=entry.ref,
        title=title,
        is_named=bool(name),
        detail=detail,
        period=period,
        duration=duration,
        badge=badge,
        fault=fault,
        effect=effect,
        spoken=listed(part for part in parts if part),
        differs=differs,
    )


def spoken_of(differs: int) -> str:
    """In how many fields of an entry the resume has something else, as a sentence."""
    if not differs:
        return ""
    return ngettext(
        "{count} value differs from the resume", "{count} values differ from the resume", differs
    ).format(count=differs)


def ghosts_of(change: Change | None, order: Sequence[str], live: Sequence[str]) -> list[Ghost]:
    """The removed entries of a list, each where it stood.

    `order` are the refs as they were read, `live` those shown now: a ghost comes behind the
    nearest entry before it that is still there.
    """
    if change is None:
        return []
    gone = {entry.ref: entry for entry in change.removed_entries}
    at = {ref: number for number, ref in enumerate(live, start=1)}
    found: list[Ghost] = []
    before = 0
    for ref in order:
        if ref in gone:
            found.append(Ghost(ref, for_label(entry_name(change.key, gone[ref])), before))
        else:
            before = at.get(ref, before)
    return sorted(found, key=lambda ghost: ghost.before)


def missing_text(field: Field, entry: Entry) -> str:
    """Which required fields of an entry are blank, as a sentence; empty when none is."""
    labels = [
        inner.label
        for inner in field.entry_fields
        if inner.required and is_blank_text(entry, inner)
    ]
    if not labels:
        return ""
    if len(labels) == 1:
        return _("{field} is missing").format(field=labels[0])
    return _("{fields} are missing").format(fields=_(" and ").join(labels))


def is_blank_text(entry: Entry, inner: EntryField) -> bool:
    """Whether a field of an entry shows nothing but blanks."""
    value = entry.get(inner.name)
    return is_blank(value) or (isinstance(value, str) and not value.strip())


def mark_text(effect: Effect | None) -> str:
    """The word beside an entry that was added or edited; empty otherwise."""
    return _(_MARKS[effect]) if effect is not None and effect in _MARKS else ""


def _texts(field: Field, entry: Entry) -> tuple[str, str]:
    """What names the entry, perhaps nothing, and the line under it."""
    if field.kind is Kind.PROFILES:
        name = network_name(entry.text("type"))
        rest = [entry.text("username"), _short_url(entry.text("url"))]
    else:
        first, *others = (
            inner.name for inner in field.entry_fields if inner.kind in (Kind.LINE, Kind.NETWORK)
        )
        name, rest = entry.text(first), [entry.text(other) for other in others]
    return for_label(name), _SEPARATOR.join(line for text in rest if (line := for_label(text)))


def _unnamed(field: Field, effect: Effect | None) -> str:
    noun = _(field.noun[0])
    if effect is Effect.ADDED:
        return _("New {noun}").format(noun=noun)
    return _("Unnamed {noun}").format(noun=noun)


def _short_url(url: str) -> str:
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.")

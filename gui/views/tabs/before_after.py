"""What a proposal would do, in words: each place with its value before and after. No Qt."""

from __future__ import annotations

from gui.i18n import _, listed
from gui.model.fields import field_of
from gui.model.findings import Fix
from gui.model.networks import network_name
from gui.model.texts import for_label, shorten, visible
from gui.model.values import Atom, Missing, Place, Value, find_entry, is_blank, words
from gui.services.session import Session

_LIMIT = 80


def before_and_after(session: Session, fix: Fix) -> str:
    """A line for each place that the proposal changes: "First name: AMARA → Amara"."""
    lines = []
    for place, after in fix.changes:
        line = _("{field}: {before} → {after}").format(
            field=_label(place),
            before=_shown(place, _value(session, place)),
            after=_shown(place, after),
        )
        lines.append(line)
    return "\n".join(lines)


def _label(place: Place) -> str:
    field = field_of(place.key)
    inner = field.entry_field(place.field) if place.field else None
    return (inner or field).label


def _value(session: Session, place: Place) -> Value | Atom | Missing:
    value = session.value(place.key)
    if place.field is None:
        return value
    entry = find_entry(value, place.entry or "")
    return entry.get(place.field) if entry is not None else None


def _shown(place: Place, value: object) -> str:
    if isinstance(value, tuple):
        value = listed(words(value))
    if is_blank(value) or not isinstance(value, str):
        return _("empty")
    if place.field == "type":
        return network_name(value)
    return _with_blanks(value)


def _with_blanks(text: str) -> str:
    """The text with the blanks marked that a proposal may be about: at its ends, and doubled."""
    short = for_label(text, _LIMIT) if text == " ".join(text.split()) else visible(text)
    if short != text or text == " ".join(text.split()):
        return shorten(short, _LIMIT)
    inner = text.strip()
    lead, tail = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
    marked = "·" * lead + inner.replace("  ", "··") + "·" * tail
    return shorten(marked, _LIMIT)

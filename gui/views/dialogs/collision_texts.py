"""What is said about a collision: its title, its three sides, the choices and what each does.

No widgets and no decisions; those are made by the person in `gui.views.dialogs.collisions`.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from gui.i18n import _
from gui.model.effects import entry_name
from gui.model.fields import EntryField, Field, Kind, field_of
from gui.model.merge import Collision, CollisionKind, Side
from gui.model.record import Record
from gui.model.texts import for_label
from gui.model.values import Entry, Missing, entries, find_entry, words
from gui.views.panels.changes_items import shown_value

_NAME_LIMIT = 120


class Choice(enum.IntEnum):
    """The ways to settle a collision; the first three are also the keys for them."""

    THEIRS = 1
    MINE = 2
    BOTH = 3
    EDIT = 4


@dataclass(frozen=True, slots=True)
class Option:
    """A choice that makes sense for a collision: the words on its button and what it does."""

    choice: Choice
    label: str
    outcome: str = ""


def kind_of(collision: Collision) -> Kind:
    """How the value that collides is edited."""
    return described(collision).kind


def described(collision: Collision) -> Field | EntryField:
    """The field of the record, or of an entry, that a collision is about."""
    field = field_of(collision.place.key)
    inner = field.entry_field(collision.place.field) if collision.place.field else None
    return inner or field


def title_of(collision: Collision, mine: Record, theirs: Record) -> str:
    """The field, and the entry it is in."""
    place = collision.place
    field = field_of(place.key)
    if place.entry is None:
        return field.label
    entry = find_entry(theirs.get(place.key), place.entry) or find_entry(
        mine.get(place.key), place.entry
    )
    if entry is None:
        sides = (collision.base, collision.theirs, collision.mine)
        entry = next((side for side in sides if isinstance(side, Entry)), None)
    name = for_label(entry_name(place.key, entry), _NAME_LIMIT) if entry else field.label
    if place.field is None:
        return name
    return _("{field} · {entry}").format(field=described(collision).label, entry=name)


def explanation_of(collision: Collision) -> str:
    """Why this has to be asked, where the three sides do not say it by themselves."""
    match collision.kind:
        case CollisionKind.MINE_DELETED:
            return _("You removed this entry; it was edited in Workable meanwhile.")
        case CollisionKind.THEIRS_DELETED:
            return _("You edited this entry; it was removed in Workable meanwhile.")
        case CollisionKind.LIST_UNKNOWN:
            return _(
                "Workable no longer shows this list, so what it holds now is not known. "
                "Sending yours replaces all of it."
            )
        case _:
            return ""


def options_of(collision: Collision) -> tuple[Option, ...]:
    """The choices in the order of their keys."""
    match collision.kind:
        case CollisionKind.MINE_DELETED:
            return (
                Option(
                    Choice.THEIRS,
                    _("Keep theirs"),
                    _("The entry stays as it is in Workable."),
                ),
                Option(Choice.MINE, _("Remove it anyway"), _("The entry is removed.")),
            )
        case CollisionKind.THEIRS_DELETED:
            return (
                Option(Choice.THEIRS, _("Accept the removal"), _("The entry stays removed.")),
                Option(
                    Choice.MINE,
                    _("Keep yours as a new entry"),
                    _("Yours is sent as a new entry."),
                ),
            )
        case CollisionKind.LIST_UNKNOWN:
            return (
                Option(
                    Choice.THEIRS,
                    _("Leave the list alone"),
                    _("The list is not sent. Undo brings yours back."),
                ),
                Option(
                    Choice.MINE,
                    _("Send yours"),
                    _("Yours replaces whatever Workable holds."),
                ),
            )
        case _:
            found = [Option(Choice.THEIRS, _("Theirs")), Option(Choice.MINE, _("Mine"))]
            if collision.joinable:
                found.append(Option(Choice.BOTH, _("Both")))
            return (*found, Option(Choice.EDIT, _("Edit")))


def joined(collision: Collision) -> str:
    """Both texts, theirs first; only one of them where it holds the other."""
    mine, theirs = collision.mine, collision.theirs
    if not isinstance(mine, str) or not isinstance(theirs, str):
        raise TypeError("only texts can be put one after the other")
    if mine in theirs:
        return theirs
    if theirs in mine:
        return mine
    if kind_of(collision) is Kind.TEXT:
        return f"{theirs.rstrip()}\n\n{mine.lstrip()}"
    return f"{theirs.rstrip()}, {mine.lstrip()}"


def text_of(collision: Collision, side: Side) -> str:
    """One side as a text to be compared and shown; empty where there is nothing to show."""
    if isinstance(side, Entry):
        return _entry_text(collision, side)
    if isinstance(side, tuple):
        key = collision.place.key
        names = [entry_name(key, entry) for entry in entries(side)] or list(words(side))
        return "\n".join(names)
    return shown_value(kind_of(collision), side)


def note_of(collision: Collision, side: Side) -> str:
    """What stands in the place of a side that has no text."""
    match collision.kind:
        case CollisionKind.VALUE:
            return _("not set") if kind_of(collision) is Kind.FLAG else _("empty")
        case CollisionKind.LIST_UNKNOWN:
            unknown = side is None or isinstance(side, Missing)
            return _("not shown by Workable") if unknown else _("empty")
        case _:
            return _("removed")


def _entry_text(collision: Collision, entry: Entry) -> str:
    """The filled fields of an entry, one to a line."""
    lines = []
    for known in field_of(collision.place.key).entry_fields:
        text = shown_value(known.kind, entry.get(known.name))
        if text:
            lines.append(_("{field}: {value}").format(field=known.label, value=text))
    return "\n".join(lines)

"""What a draft would hold if sends were taken back today, and what stays as it is and why.

Gathers key by key; nothing is changed here. Who reads the record and applies it is
`gui.services.reverting`'s business.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from gui.i18n import N_, _
from gui.model.effects import entry_name
from gui.model.fields import field_of
from gui.model.journal import JournalEntry
from gui.model.merge import Collision, CollisionKind, Side
from gui.model.opposite import Opposite, Way, left_behind, opposite
from gui.model.texts import for_label
from gui.model.values import MISSING, Entry, FileUpload, Value, find_entry
from gui.services.draft_bars import day_of
from gui.services.session import Session

NAME_LIMIT: Final = 60
"""Characters of a name or value inside a sentence."""

_REASONS: Final = {
    CollisionKind.VALUE: N_("{what} was changed again{when} to {value}."),
    CollisionKind.MINE_DELETED: N_("{what} was edited since{when} and stays."),
    CollisionKind.THEIRS_DELETED: N_("{what} was removed since{when} and stays away."),
    CollisionKind.LIST_UNKNOWN: N_("{what} is not shown by Workable any more."),
}


@dataclass(frozen=True, slots=True)
class KeyReport:
    """What became of one key. `reasons` say, in whole sentences, what did not come back or
    deserves a look."""

    key: str
    came_back: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reverted:
    """What reverting came to, key by key."""

    keys: tuple[KeyReport, ...]

    @property
    def back(self) -> tuple[str, ...]:
        """The keys of which something stands in the draft now."""
        return tuple(item.key for item in self.keys if item.came_back)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why something did not come back."""
        return tuple(reason for item in self.keys for reason in item.reasons)


class WayBack:
    """Gathers what a draft is to hold, and what stays as it is and why."""

    def __init__(self, session: Session, later: Sequence[JournalEntry]) -> None:
        self.session = session
        self.values: dict[str, Value] = {}
        self._later = later
        self._reasons: dict[str, list[str]] = {}

    def put(self, key: str, value: Value) -> None:
        """The key is to hold this."""
        self.values[key] = value
        self._reasons.setdefault(key, [])

    def note(self, key: str, reason: str) -> None:
        """Something of the key stays as it is, or deserves a look."""
        self._reasons.setdefault(key, []).append(reason)

    def report(self) -> Reverted:
        return Reverted(
            tuple(
                KeyReport(key, key in self.values, tuple(dict.fromkeys(reasons)))
                for key, reasons in self._reasons.items()
            )
        )

    def sent_again(self, entry: JournalEntry, key: str) -> JournalEntry | None:
        """The last send after the entry that changed the key too, if there was one."""
        return next(
            (item for item in self._later if item.number > entry.number and key in item.sent), None
        )

    def add(self, entry: JournalEntry, key: str) -> None:
        """Merges the way back of a key of the entry with what the draft holds now."""
        field = field_of(key)
        if field.write_only:
            text = _("{field}: Workable does not show it, so what it was before is not known.")
            self.note(key, text.format(field=field.label))
            return
        draft = self.session.draft
        here = self.values.get(key, draft.value(key))
        found = self._opposite(entry, key, here, draft.new_ref)
        if found.way in (Way.BACK, Way.PARTLY):
            self.put(key, found.value)
        if not found.moved:
            return
        stored = self._opposite(entry, key, self.session.baseline.get(key), _no_ref)
        there = {collision.place for collision in stored.moved}
        when = self._when(entry, key)
        for collision in found.moved:
            is_mine = collision.place not in there
            self.note(key, _reason(found, collision, is_mine=is_mine, when=when))

    def note_other_resume(self, entry: JournalEntry, key: str) -> None:
        """Says so when the resume that is stored now is by its name not the one that was sent."""
        sent, stored = entry.sent[key], self.session.baseline.facts.resume_filename
        if key == "resume" and isinstance(sent, FileUpload) and stored not in (None, sent.name):
            text = _("The resume that is stored now is another one: {name}.")
            self.note(key, text.format(name=for_label(stored or "", NAME_LIMIT)))

    def _opposite(
        self, entry: JournalEntry, key: str, here: Value, new_ref: Callable[[], str]
    ) -> Opposite:
        before = entry.before.get(key, MISSING)
        exact = key in entry.stored
        after = entry.sent[key]
        if exact:
            after = left_behind(key, before, after, entry.stored[key])
        return opposite(key, before, after, here, exact=exact, new_ref=new_ref)

    def _when(self, entry: JournalEntry, key: str) -> str:
        """When it was changed again, as far as that is known, in brackets."""
        again = self.sent_again(entry, key)
        if again is not None:
            return _(" ({day})").format(day=day_of(again.at))
        changed = _moment(self.session.baseline.facts.updated_at)
        if changed is None or changed <= entry.at:
            return ""
        return _(" ({day} at the latest)").format(day=day_of(changed))


def _reason(found: Opposite, collision: Collision, *, is_mine: bool, when: str) -> str:
    """Why one thing does not come back."""
    if collision.kind is CollisionKind.VALUE and is_mine:
        text = _("{what} has a change of yours that is not sent yet.")
    else:
        text = _(_REASONS[collision.kind])
    value = _said(collision.theirs)
    return text.format(what=_what(found, collision), when=when, value=value)


def _what(found: Opposite, collision: Collision) -> str:
    """What a collision is about: a field, an entry, a field of an entry."""
    place = collision.place
    field = field_of(place.key)
    if place.entry is None:
        return field.label
    sides = (find_entry(found.value, place.entry), collision.mine, collision.base)
    entry = next((side for side in sides if isinstance(side, Entry)), None)
    name = field.label if entry is None else entry_name(place.key, entry)
    name = for_label(name, NAME_LIMIT)
    inner = field.entry_field(place.field or "")
    if inner is None:
        return name
    return _("{field} of {entry}").format(field=inner.label, entry=name)


def _said(value: Side) -> str:
    """A value in a sentence."""
    if isinstance(value, str) and value:
        return _("“{value}”").format(value=for_label(value, NAME_LIMIT))
    if isinstance(value, bool):
        return _("“yes”") if value else _("“no”")
    return _("nothing")


def _moment(stamp: str | None) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat(stamp) if stamp else None
    except ValueError:
        return None
    return found if found is None or found.tzinfo else found.replace(tzinfo=dt.UTC)


def _no_ref() -> str:
    return "new:0"

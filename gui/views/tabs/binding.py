"""Field rows bound to places of a session: the one way between the widgets and the draft.

What the person does in an editor becomes a verb on the draft; what happens to the draft is shown
in the editors, except in the one it came from. Findings of the checks are said at their fields
when the person has left them, never while typing, and go with the keystroke that mends them
(ux rule 24).
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, TypeAlias, cast

from PySide6.QtWidgets import QApplication

from gui.i18n import _, listed
from gui.model import edits
from gui.model.comparison import Change, Effect
from gui.model.draft import Draft
from gui.model.fields import Kind
from gui.model.findings import Finding, Fix, Level, at_place
from gui.model.networks import network_name
from gui.model.record import Record
from gui.model.resume.proposal import Proposal
from gui.model.unfinished import CODE as UNFINISHED
from gui.model.values import (
    MISSING,
    Atom,
    Entry,
    Missing,
    Place,
    Value,
    find_entry,
    is_blank,
    words,
)
from gui.services.offers import Offers
from gui.services.session import Changed, Session
from gui.views.fields.base import FieldTone
from gui.views.fields.row import FieldRow
from gui.views.offers.words import chosen, words_of
from gui.views.tabs.before_after import before_and_after

Write: TypeAlias = Callable[[Draft, Place, object, bool], object]
"""Puts a value at a place of the draft; the flag tells a keystroke from a whole step."""

_TONES: Final[Mapping[Level, FieldTone]] = {
    Level.HINT: FieldTone.HINT,
    Level.WARNING: FieldTone.WARNING,
    Level.ERROR: FieldTone.ERROR,
}


def value_at(record: Record, place: Place) -> Value | Atom | Missing:
    """The value at a key or at a field of an entry; `MISSING` where there is none."""
    value = record.get(place.key)
    if place.entry is None:
        return value
    entry = find_entry(value, place.entry)
    return MISSING if entry is None or place.field is None else entry.get(place.field)


def _fields_changed(change: Change | None, ref: str) -> tuple[str, ...]:
    """The fields of an entry that was there when read and has others now."""
    edited = change.entries if change is not None else ()
    found = (item.fields for item in edited if item.ref == ref and item.effect is Effect.EDITED)
    return next(found, ())


@dataclass(frozen=True)
class _Reading:
    """One key, or one of its entries, as read and as it is: found once for all of its rows."""

    base: Value | Entry | None
    now: Value | Entry | None
    change: Change | None
    fields: tuple[str, ...] = ()

    def values(self, place: Place) -> tuple[Value | Atom | Missing, Value | Atom | Missing]:
        """The value at a place as it was read and as it is."""
        return _inside(self.base, place), _inside(self.now, place)

    def is_changed(self, place: Place) -> bool:
        """Whether a key, or a field of an entry that was there when read, is another now."""
        if place.entry is None:
            return self.change is not None
        return place.field in self.fields


def _inside(value: Value | Entry | None, place: Place) -> Value | Atom | Missing:
    if place.entry is None:
        return None if isinstance(value, Entry) else value
    return value.get(place.field) if isinstance(value, Entry) and place.field else MISSING


def _read(session: Session, place: Place) -> _Reading:
    base, now = session.baseline.get(place.key), session.current.get(place.key)
    change = session.change(place.key)
    if place.entry is None:
        return _Reading(base, now, change)
    ref = place.entry
    fields = _fields_changed(change, ref)
    return _Reading(find_entry(base, ref), find_entry(now, ref), change, fields)


def write_value(draft: Draft, place: Place, value: object, typing: bool) -> object:
    """The usual way to write: the value as it is, to a key or to a field of an entry."""
    if place.field is None:
        return edits.set_value(draft, place.key, cast(Value, value), typing=typing)
    return edits.set_entry_field(draft, place, cast("Atom | Missing", value), typing=typing)


@dataclass
class _Bound:
    """A row with the place it shows and how it is written to; `said` are the codes of the
    findings that stand at it, `fix` what is offered to mend the weightiest of them."""

    row: FieldRow
    place: Place
    kind: Kind
    write: Write
    said: frozenset[str] = frozenset()
    fix: Fix | None = None


class RowBinder:
    """Binds rows to places of the session it is given; the tab tells it what has changed.

    `offers` is what the resume offers for them, None where nobody asks it.
    """

    def __init__(self) -> None:
        self.offers: Offers | None = None
        self._session: Session | None = None
        self._bound: list[_Bound] = []

    # --- making ----------------------------------------------------------------------------

    def add(self, row: FieldRow, kind: Kind, write: Write = write_value) -> None:
        """Binds a row to its place."""
        bound = _Bound(row, row.place, kind, write)
        self._bound.append(bound)
        row.editor.edited.connect(partial(self._edited, bound))
        row.editor.unfinished.connect(partial(self._left_unfinished, bound))
        row.editor.left.connect(partial(self._left, bound))
        row.editor.taken.connect(partial(self._left, bound, is_over=True))
        row.revert_asked.connect(partial(self._revert, bound))
        row.fix_asked.connect(partial(self._mend, bound))
        row.offer_taken.connect(partial(self._take_offer, bound))
        row.offer_set_aside.connect(partial(self._set_offer_aside, bound))
        row.offer_looked.connect(partial(self._look_at_offer, bound))

    def move_to(self, ref: str) -> None:
        """Binds the rows of one entry to the same fields of another."""
        for bound in self._bound:
            bound.place = bound.row.place = replace(bound.place, entry=ref)
            self._start_over(bound)

    # --- showing ---------------------------------------------------------------------------

    def follow(self, session: Session | None) -> None:
        """Takes another session; `show` shows it."""
        self._session = session
        for bound in self._bound:
            self._start_over(bound)
            bound.row.set_read_only(session is None or session.is_read_only)

    def show(self, changed: Changed) -> None:
        """Shows the values of these keys, except in the editor they came from."""
        # Nothing new is said while somebody is typing, be it in another field.
        is_typed = changed.origin is not None
        nothing_said = is_typed and not any(bound.said for bound in self._bound)
        found = () if nothing_said else self._check(changed.keys)
        readings: dict[tuple[str, str | None], _Reading] = {}
        for bound in self._bound:
            if bound.place.key in changed.keys:
                self._show(bound, readings, is_origin=bound.row.editor is changed.origin)
                self._say(bound, found, more=not is_typed and not self._is_blank(bound))

    def show_unfinished(self) -> None:
        """Shows what was typed at these places and is no value, or no longer stands there."""
        texts = self._session.draft.unfinished if self._session is not None else {}
        for bound in self._bound:
            bound.row.editor.show_unfinished(texts.get(bound.place, ""))

    def show_complaints(self) -> None:
        """Shows what the service said about these places, or no longer says."""
        complaints = self._session.complaints if self._session is not None else {}
        for bound in self._bound:
            said = [text for place, text in complaints.items() if bound.place.covers(place)]
            bound.row.say(" ".join(said), FieldTone.COMPLAINT)

    def show_offers(self, keys: Container[str]) -> None:
        """Shows what the resume offers at the places of these keys, or no longer offers."""
        for bound in self._bound:
            if bound.place.key in keys:
                offer = self._offer(bound)
                bound.row.offer(words_of(offer) if offer is not None else None)

    # --- finding ---------------------------------------------------------------------------

    @property
    def rows(self) -> tuple[FieldRow, ...]:
        """The rows in their order."""
        return tuple(bound.row for bound in self._bound)

    def row_at(self, place: Place) -> FieldRow | None:
        """The row of a place, or the first of those below it."""
        return next((bound.row for bound in self._bound if place.covers(bound.place)), None)

    # --- inside ----------------------------------------------------------------------------

    def _start_over(self, bound: _Bound) -> None:
        bound.said, bound.fix = frozenset(), None
        bound.row.propose("")
        for tone in _TONES.values():
            bound.row.say(None, tone)
        bound.row.editor.start_over()

    def _show(
        self,
        bound: _Bound,
        readings: dict[tuple[str, str | None], _Reading],
        *,
        is_origin: bool,
    ) -> None:
        session, editor, place = self._session, bound.row.editor, bound.place
        if session is None:
            editor.show_value(MISSING)
            bound.row.mark(None)
            return
        reading = readings.get((place.key, place.entry))
        if reading is None:
            reading = readings[place.key, place.entry] = _read(session, place)
        base, now = reading.values(place)
        editor.set_original(base)
        if not is_origin:
            editor.show_value(now)
            editor.show_unfinished(session.draft.unfinished.get(place, ""))
        removed = reading.change.removed_words if reading.change is not None else ()
        original = original_text(bound.kind, base) if reading.is_changed(place) else None
        bound.row.mark(original, removed=removed)

    def _edited(self, bound: _Bound, value: object, typing: bool) -> None:
        session, place = self._session, bound.place
        if session is None or session.is_read_only:
            return
        editor = bound.row.editor
        session.edit(lambda draft: bound.write(draft, place, value, typing), origin=editor)
        stored = value_at(session.current, place)
        if stored != value and not (is_blank(stored) and is_blank(value)):
            # The verb made something else of it, such as the normal form of an address.
            editor.show_value(stored)

    def _left_unfinished(self, bound: _Bound, text: str) -> None:
        if self._session is not None and not self._session.is_read_only:
            self._session.leave_unfinished(bound.place, text)

    def _left(self, bound: _Bound, *, is_over: bool = False) -> None:
        if self._session is None:
            return
        self._session.close_step()
        focused = QApplication.focusWidget()
        # A pause in typing ends a step too, but nobody is told off in the middle of a word.
        if is_over or focused is None or not bound.row.editor.isAncestorOf(focused):
            found, before = self._check({bound.place.key}), bound.row.trouble
            for other in self._bound:
                if other.place.key == bound.place.key:
                    self._say(other, found, more=other is bound or not self._is_blank(other))
            if bound.row.trouble not in ("", before):
                bound.row.speak(bound.row.trouble)

    def _revert(self, bound: _Bound) -> None:
        if self._session is not None and not self._session.is_read_only:
            label = _("Revert {field}").format(field=bound.row.name)
            self._session.edit(lambda draft: draft.revert(bound.place, label=label))

    # --- what the resume offers ------------------------------------------------------------

    def _offer(self, bound: _Bound) -> Proposal | None:
        return self.offers.at(bound.place) if self.offers is not None else None

    def _take_offer(self, bound: _Bound, choice: int) -> None:
        offer = self._offer(bound)
        if self.offers is not None and offer is not None:
            wanted, answers = chosen(offer, choice)
            self.offers.take([wanted], answers)

    def _set_offer_aside(self, bound: _Bound) -> None:
        offer = self._offer(bound)
        if self.offers is not None and offer is not None:
            self.offers.set_aside([offer])

    def _look_at_offer(self, bound: _Bound, looks: bool) -> None:
        if self.offers is not None:
            self.offers.look_at(self._offer(bound) if looks else None)

    # --- findings --------------------------------------------------------------------------

    def _check(self, keys: Iterable[str]) -> tuple[Finding, ...]:
        """The findings of these keys, as far as there are rows for them."""
        session = self._session
        if session is None:
            return ()
        wanted = {bound.place.key for bound in self._bound}.intersection(keys)
        return tuple(finding for key in wanted for finding in session.findings(key))

    def _say(self, bound: _Bound, found: Iterable[Finding], *, more: bool) -> None:
        """Says the findings at a row: all of them, or only what is left of those said before."""
        here = [
            finding
            for finding in at_place(found, bound.place)
            # An unfinished text is in the editor, which says itself what is to be said.
            if finding.code != UNFINISHED and (more or finding.code in bound.said)
        ]
        bound.said = frozenset(finding.code for finding in here)
        for level, tone in _TONES.items():
            texts = dict.fromkeys(finding.text for finding in here if finding.level is level)
            bound.row.say(" ".join(texts), tone)
        self._propose(bound, here)

    def _propose(self, bound: _Bound, here: Sequence[Finding]) -> None:
        """Offers what mends the weightiest of the findings that can be mended."""
        mendable = [finding for finding in here if finding.fix is not None]
        worst = max(mendable, key=lambda finding: finding.level, default=None)
        bound.fix = worst.fix if worst is not None else None
        if bound.fix is None or self._session is None:
            bound.row.propose("")
        else:
            bound.row.propose(bound.fix.label, before_and_after(self._session, bound.fix))

    def _mend(self, bound: _Bound) -> None:
        fix, session = bound.fix, self._session
        if fix is not None and session is not None and not session.is_read_only:
            session.close_step()
            session.edit(lambda draft: edits.take_fix(draft, fix))

    def _is_blank(self, bound: _Bound) -> bool:
        """Whether this is a field of a new entry that nobody has come to yet."""
        session, place = self._session, bound.place
        return (
            session is not None
            and place.entry is not None
            and find_entry(session.baseline.get(place.key), place.entry) is None
            and is_blank(value_at(session.current, place))
        )


def original_text(kind: Kind, value: object) -> str:
    """The value as it was read, in the words of its field; empty where there was nothing."""
    if kind is Kind.FLAG:
        return _("Yes") if value is True else _("No")
    if kind is Kind.CONSENT and is_blank(value):
        return _("left as it is")
    if isinstance(value, tuple):
        return listed(words(value))
    if not isinstance(value, str):
        return ""
    return network_name(value) if kind is Kind.NETWORK else value

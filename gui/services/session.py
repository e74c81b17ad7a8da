"""One open candidate: its draft, who may do what now, and the signals that views follow.

The session never talks to the network; loading is the desk's business and sending the
sender's, both of which call `rebase`, `accepted` and `set_phase`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from PySide6.QtCore import QObject, Signal

from gui.i18n import _
from gui.model.checks import Checker
from gui.model.comparison import Change, Effect
from gui.model.draft import Draft
from gui.model.fields import FIELDS, FILE_KINDS, Tab, field_of
from gui.model.findings import Finding
from gui.model.merge import Collision, Side
from gui.model.record import Record
from gui.model.steps import Step
from gui.model.unfinished import findings_of
from gui.model.values import MISSING, Place, Value, entries, words
from gui.services.phase import Phase as Phase

T = TypeVar("T")


@dataclass(frozen=True)
class Changed:
    """Which keys have another value, or another baseline, and who did it.

    `origin` is the widget that the person typed into (it ignores its own echo), None when it
    was undo, a merge or a send.
    """

    keys: frozenset[str]
    origin: object | None = None


class Session(QObject):
    """Signals: `changed(Changed)` after any edit, undo, merge or send; `went(Place)` when undo
    or an error leads somewhere; `phase_changed()`; `complaints_changed()` when the service
    named fields that it refuses; `unfinished_changed()` when other texts are left unfinished."""

    changed = Signal(object)
    went = Signal(object)
    phase_changed = Signal()
    complaints_changed = Signal()
    unfinished_changed = Signal()

    def __init__(self, draft: Draft, parent: QObject | None = None, *, account: str = "") -> None:
        super().__init__(parent)
        self.account: Final = account
        """The key of the account that the record is in."""
        self._draft = draft
        self._checker = Checker()
        self._phase = Phase.IDLE
        self._is_untold = False
        self._complaints: dict[Place, str] = {}
        self._gone_out: dict[str, None] = {}

    # --- reading ---------------------------------------------------------------------------

    @property
    def draft(self) -> Draft:
        """The draft, for reading; it is changed through `edit` only."""
        return self._draft

    @property
    def record_id(self) -> str:
        return self._draft.baseline.id

    @property
    def baseline(self) -> Record:
        return self._draft.baseline

    @property
    def current(self) -> Record:
        return self._draft.current

    @property
    def phase(self) -> Phase:
        return self._phase

    @property
    def is_sending(self) -> bool:
        return self._phase is not Phase.IDLE

    @property
    def is_read_only(self) -> bool:
        """An anonymised record has nobody to correct any more (API §13)."""
        return self._draft.baseline.facts.anonymized

    @property
    def can_send(self) -> bool:
        return not self.is_sending and not self.is_read_only and bool(self._draft.changes_to_send())

    @property
    def complaints(self) -> Mapping[Place, str]:
        """What the service said about single places when it refused the last send."""
        return dict(self._complaints)

    @property
    def gone_out(self) -> tuple[str, ...]:
        """The keys that were sent and that no read shows: undo does not reach them any more."""
        return tuple(self._gone_out)

    def value(self, key: str) -> Value:
        return self._draft.value(key)

    def change(self, key: str) -> Change | None:
        return self._draft.change(key)

    def findings(self, key: str) -> tuple[Finding, ...]:
        """What is doubtful or wrong in a key as it stands; cheap enough for every keystroke."""
        found = self._checker.check_key(key, self.current, self.baseline, self.change(key))
        left = self._draft.unfinished
        return (*found, *findings_of(left, key)) if left else found

    def doubtful(self) -> tuple[Place, ...]:
        """Where something is doubtful or wrong, in the order of the form, each place once."""
        places = {finding.place for field in FIELDS for finding in self.findings(field.key)}
        return tuple(sorted(places.union(self._complaints), key=self._order()))

    def changed_places(self) -> tuple[Place, ...]:
        """Where something is changed, in the order of the form: the fields of an entry each, an
        entry that came or went and a set of words once."""
        places: set[Place] = set()
        for change in self._draft.changes():
            key, items = change.key, change.entries
            if not items:
                places.add(Place(key))
            for item in items:
                names = [name for name in item.fields if field_of(key).entry_field(name)]
                if item.effect is Effect.EDITED and names:
                    places.update(Place(key, item.ref, name) for name in names)
                else:
                    places.add(Place(key, item.ref))
        return tuple(sorted(places, key=self._order()))

    def doubtful_beside(self, here: Place, by: int) -> Place | None:
        """The doubtful place after (1) or before (-1) another one, round and round."""
        return self.beside(self.doubtful(), here, by)

    def beside(self, places: Sequence[Place], here: Place, by: int) -> Place | None:
        """Of places in the order of the form the one after (1) or before (-1) another one, round
        and round; None where there is none."""
        order = self._order()
        ahead = [place for place in places if order(place) > order(here)]
        behind = [place for place in places if order(place) < order(here)]
        if by > 0:
            return next(iter((*ahead, *behind, *places)), None)
        return next(iter((*reversed(behind), *reversed(ahead), *places)), None)

    def count(self, tab: Tab) -> int:
        """How many changes there are on a tab; files are beside the form and count there."""
        return self._count(
            field.key for field in FIELDS if field.tab is tab and field.kind not in FILE_KINDS
        )

    @property
    def file_count(self) -> int:
        """How many files are to be sent."""
        return self._count(field.key for field in FIELDS if field.kind in FILE_KINDS)

    def _count(self, keys: Iterable[str]) -> int:
        changes = (self._draft.change(key) for key in keys)
        return sum(change.count for change in changes if change is not None)

    # --- editing ---------------------------------------------------------------------------

    def edit(self, verb: Callable[[Draft], T], *, origin: object | None = None) -> T:
        """Runs a verb of `gui.model.edits` on the draft and tells who is interested."""
        before = self._draft.current
        result = verb(self._draft)
        self._tell(before, origin)
        return result

    def revert_all(self) -> None:
        """Puts every change back to what was read, as one step of undo."""
        keys = [change.key for change in self._draft.changes()]
        self.edit(lambda draft: draft.revert_keys(keys, label=_("Revert all")))

    def leave_unfinished(self, place: Place, text: str) -> None:
        """Keeps a text that is no value yet with the draft, or forgets it for an empty one."""
        if self._draft.texts.leave(place, text):
            self.unfinished_changed.emit()

    def discard(self, label: str) -> Mapping[Place, str]:
        """Throws the changes and the unfinished texts away, as one step of undo; returns the
        texts."""
        gone = self._draft.texts.all
        self.edit(lambda draft: draft.discard(label=label))
        if gone:
            self.unfinished_changed.emit()
        return gone

    def close_step(self) -> None:
        """Ends a burst of typing: on leaving a field, after a pause, before a paste."""
        self._draft.close_step()

    def undo(self) -> Step | None:
        """Takes back the last step and leads to its place."""
        step = self._travel(self._draft.undo)
        if step is not None and step.texts:
            here = self._draft.texts.all
            for place, text in step.texts.items():
                if place not in here:
                    self._draft.texts.leave(place, text)
            self.unfinished_changed.emit()
        return step

    def redo(self) -> Step | None:
        """Does the last undone step again and leads to its place."""
        step = self._travel(self._draft.redo)
        if step is not None and step.texts:
            for place in step.texts:
                self._draft.texts.leave(place, "")
            self.unfinished_changed.emit()
        return step

    def hold(self, key: str, held: bool) -> None:
        """Keeps a changed key for later, or lets it be sent again."""
        self._draft.hold(key, held)
        self.changed.emit(Changed(frozenset({key})))

    def go_to(self, place: Place) -> None:
        """Leads the form to a place."""
        self.went.emit(place)

    # --- meeting the service ---------------------------------------------------------------

    def accept(self, sent: Mapping[str, Value], server: Record) -> None:
        """Takes the service's record as the baseline; see `Draft.accept`.

        Told are the keys that are another in it, and those that were sent: most of a record is
        what it was, and every view would look at all of it.
        """
        draft = self._draft
        current, baseline, unsure = draft.current, draft.baseline, set(draft.unknown)
        draft.accept(sent, server)
        self._gone_out |= {
            key: None
            for key, value in sent.items()
            # A file that was taken away again while the send was under way has not gone out.
            if field_of(key).write_only and value is not MISSING
        }
        facts = (baseline.facts, draft.baseline.facts)
        has_files = any(each.resume_url or each.image_url for each in facts)
        moved = {
            field.key
            for field in FIELDS
            # The links of files are others at every reading; without files there are none.
            if (field.kind in FILE_KINDS and has_files)
            or current.get(field.key) != draft.current.get(field.key)
            or baseline.get(field.key) != draft.baseline.get(field.key)
        }
        self.changed.emit(Changed(frozenset(moved.union(sent, unsure, draft.unknown))))

    def learn(self, server: Record) -> None:
        """Finds out what became of an earlier write of unknown outcome."""
        self._draft.learn(server)
        self._tell_all()

    def settle(self, theirs: Record, items: Sequence[tuple[Collision, Side]]) -> None:
        """Moves the draft onto a fresh read with its collisions decided; one undo step."""
        self._draft.settle(theirs, items, label=_("Settle collisions"))
        self._tell_all()

    def sent_unknown(self, sent: Mapping[str, Value], out: Mapping[str, Value]) -> None:
        """Remembers what was sent with an unknown outcome; see `Draft.sent_unknown`."""
        self._draft.sent_unknown(sent, out)

    def take_back(self, before: Mapping[str, Value], sent: Mapping[str, Value]) -> None:
        """Puts the values before a send back into the form; sends nothing (rule 5)."""
        if self._draft.take_back(before, sent, label=_("Take back what was sent")):
            self._tell_all()
            self.went.emit(self._draft.steps[0][-1].place)

    def set_phase(self, phase: Phase, *, quietly: bool = False) -> None:
        """Notes where a send is. `quietly` it is told by `tell_phase`, or before the next one."""
        if phase is not self._phase:
            self.tell_phase()
            self._phase = phase
            self._is_untold = True
            if not quietly:
                self.tell_phase()

    def tell_phase(self) -> None:
        """Tells a phase that was set quietly; nothing where it was told already."""
        if self._is_untold:
            self._is_untold = False
            self.phase_changed.emit()

    def complain(self, complaints: Mapping[Place, str]) -> None:
        """Ties what the service said to places; shown at the fields until they are edited."""
        if self._complaints or complaints:
            self._complaints = dict(complaints)
            self.complaints_changed.emit()

    # --- inside ----------------------------------------------------------------------------

    def _order(self) -> Callable[[Place], tuple[int, int, int]]:
        """Where a place stands in the form: by key, by entry or word, by field of the entry."""
        keys = {field.key: number for number, field in enumerate(FIELDS)}
        rows: dict[tuple[str, str], int] = {}
        columns: dict[tuple[str, str], int] = {}
        for field in FIELDS:
            value = self.value(field.key)
            refs = [item.ref for item in entries(value)] or words(value)
            rows.update({(field.key, ref): row for row, ref in enumerate(refs, start=1)})
            names = (inner.name for inner in field.entry_fields)
            columns.update({(field.key, name): at for at, name in enumerate(names, start=1)})
        return lambda place: (
            keys.get(place.key, len(keys)),
            rows.get((place.key, place.entry or ""), 0),
            columns.get((place.key, place.field or ""), 0),
        )

    def _travel(self, move: Callable[[], Step | None]) -> Step | None:
        before = self._draft.current
        step = move()
        if step is not None:
            self._tell(before, None)
            self.went.emit(step.place)
        return step

    def _tell_all(self) -> None:
        self.changed.emit(Changed(frozenset(field.key for field in FIELDS)))

    def _tell(self, before: Record, origin: object | None) -> None:
        after = self._draft.current
        if before is after:
            return
        self._draft.texts.overtaken(before, after)
        keys = frozenset(_differing(before, after))
        self._forget_complaints(keys)
        self.changed.emit(Changed(keys, origin))

    def _forget_complaints(self, keys: frozenset[str]) -> None:
        left = {place: text for place, text in self._complaints.items() if place.key not in keys}
        if len(left) != len(self._complaints):
            self._complaints = left
            self.complaints_changed.emit()


def _differing(before: Record, after: Record) -> Iterable[str]:
    for field in FIELDS:
        if before.get(field.key) is not after.get(field.key):
            yield field.key


def tab_of(place: Place) -> Tab:
    """The tab on which a place is shown."""
    return field_of(place.key).tab

"""The judge: from what the service went through, what people did and what they were told, whether
a promise was broken (reliability.md §1, P1-P6).

It keeps books of its own: for each candidate what the person wants and has not been settled
(`wish`), what they ever touched, which of other people's values they saw, who last wrote each
atom. It never asks the client's model what is the same, what collides or what is dirty; it reads
the form as a person would, atom by atom, and the bodies and documents as the service does.

Stays away from making anything happen.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final

from gui.model.effects import EffectKind, SendEffect
from gui.model.merge import Collision, CollisionKind, Side
from gui.model.record import Record
from gui.model.values import Entry, entries, find_entry
from gui.services.session import Session
from gui.workable.report import SendEnd, SendReport
from tests.soak import atoms
from tests.soak.atoms import LISTS, Atom, Atoms, Held
from tests.soak.ledger import (
    WIRE_KEYS,
    Books,
    Kept,
    Ledger,
    Watch,
    alike,
    is_other_spelling,
    is_read,
    is_write_only,
)
from tests.soak.promises import P1, P2, P3
from tests.soak.service import Request, Service
from tests.soak.writes import Writes

_NOTHING: Final = "nothing is wished"


class Judge(Books):
    """The judge of one session."""

    def __init__(self, service: Service, *, trace: Callable[[str], None]) -> None:
        super().__init__(service, trace=trace)
        writes = Writes(self)
        self.on_patch = writes.on_patch
        service.on_write = writes.on_write

    # --- the person ------------------------------------------------------------------------

    def acts(self, session: Session, act: Callable[[], object], *, is_undo: bool = False) -> None:
        """Runs something that the person does to the form, and notes what it was."""
        self.moved(session, "before an action")
        ledger = self.ledger(session.record_id)
        before, record = atoms.of_record(session.current), session.current
        act()
        after = atoms.of_record(session.current)
        base = atoms.of_record(session.baseline)
        unknown = session.draft.unknown
        for key in {*record.values, *session.current.values}:
            if record.get(key) is not session.current.get(key):
                ledger.touched_keys.add(key)
        for atom in atoms.differing(before, after):
            is_known = atom in ledger.touched or atom[0] in ledger.seen_keys
            # What others put into an entry goes with it where the person takes back to have
            # added it: they see it go, and it is named before it is sent.
            is_known |= len(atom) == 3 and atom[:2] not in after and atom[:2] in ledger.touched
            if is_undo and not is_known and not ledger.is_twin(atom):
                self.breaks(P1, f"undo changed {atom}, which nobody had touched")
            ledger.touched.add(atom)
            ledger.seen[atom].add(before.get(atom))
            ledger.typed[atom].add(after.get(atom))
            mark = atom[1].partition("#")[0] if len(atom) > 1 else ""
            if mark in ledger.shared:
                # Not the same any more: both are meant to be there.
                ledger.twins[mark] += 1
            ledger.expected.pop(atom, None)
            value = after.get(atom)
            is_inside_removed = len(atom) == 3 and atom[:2] not in after
            is_back = value == base.get(atom) and atom[0] not in unknown
            if is_inside_removed or is_back or (value is None and is_write_only(atom)):
                ledger.wish.pop(atom, None)
                ledger.backs.discard(atom)
            else:
                ledger.wish[atom] = value
                (ledger.backs.add if value == base.get(atom) else ledger.backs.discard)(atom)
            if ledger.watch is not None:
                ledger.watch.meanwhile[atom] |= {before.get(atom), value}
        watch = ledger.watch
        if watch is not None and watch.learns and ledger.last_read(watch.first) is None:
            watch.wish = dict(ledger.wish)

    def twinned(self, session: Session, mark: str) -> None:
        """The person made a second entry like that one."""
        self.ledger(session.record_id).twins[mark] += 1

    def renamed(self, candidate_id: str, marks: Collection[str]) -> None:
        """Somebody else's client gave entries new ids. Those that were changed as well since they
        came into the form cannot be known again by anybody, so both may stay."""
        ledger = self.ledger(candidate_id)
        for mark in marks:
            if ledger.was_changed(mark):
                ledger.twins[mark] += 1

    def shares(self, candidate_id: str, key: str, mark: str) -> None:
        """Somebody else adds the very entry that the person is adding."""
        ledger = self.ledger(candidate_id)
        ledger.shared.add(mark)
        if (key, mark) in ledger.atoms_at(ledger.candidate.version):
            ledger.twins[mark] += 1  # it is there already: now it is there twice
        watch = ledger.watch
        if watch is not None and any(atom[:2] == (key, mark) for atom in watch.meanwhile):
            ledger.twins[mark] += 1  # as it is typed by now, not as it is on its way

    def discards(self, candidate_id: str) -> None:
        """The person threw the draft away."""
        self.ledger(candidate_id).wish.clear()
        self.ledger(candidate_id).expected.clear()

    def decides(
        self, session: Session, theirs: Record, items: Sequence[tuple[Collision, Side]]
    ) -> None:
        """The person was shown collisions and said what to keep."""
        ledger = self.ledger(session.record_id)
        for collision, result in items:
            key = collision.place.key
            match collision.kind:
                case CollisionKind.LIST_UNKNOWN:
                    ledger.seen_keys.add(key)
                    if result is not collision.mine:
                        self._leaves_alone(ledger, key)
                    continue
                case CollisionKind.VALUE:
                    atom = _atom_at(collision, theirs, session.current)
                    held = _held(result)
                    if result == collision.mine and atom in ledger.wish:
                        held = ledger.wish[atom]  # mine as it was typed since
                    ledger.seen[atom].add(_held(collision.theirs))
                    ledger.touched.add(atom)
                    self._decided(ledger, atom, held, _held(collision.theirs))
                case CollisionKind.MINE_DELETED | CollisionKind.THEIRS_DELETED:
                    self._decides_entry(ledger, collision, result)
            ledger.touched_keys.add(key)

    def _leaves_alone(self, ledger: Ledger, key: str) -> None:
        ledger.gives_up(lambda atom: atom[0] == key)

    def _decides_entry(self, ledger: Ledger, collision: Collision, result: Side) -> None:
        key = collision.place.key
        known = next(
            side
            for side in (collision.theirs, collision.mine, collision.base)
            if isinstance(side, Entry)
        )
        atom = atoms.place_of_entry(key, known)
        is_theirs = isinstance(collision.theirs, Entry)
        for inner in (atom, *((*atom, name) for name in known.fields)):
            shown = known.get(inner[2]) if len(inner) == 3 else True
            ledger.seen[inner].add(_held(shown) if is_theirs else None)
            ledger.touched.add(inner)
        keeps = isinstance(result, Entry)
        if keeps and not is_theirs and atom in ledger.atoms_at(ledger.candidate.version):
            # It is gone under the id by which it is known, and was told to be: it is there twice.
            ledger.twins[atom[1]] += 1
        if key in LISTS:
            self._decided(ledger, atom, True if keeps else None, True if is_theirs else None)
        else:
            # The person may have another of the same network.
            ledger.gives_up(lambda each: each == atom)
        if not keeps or is_theirs:
            # Nothing inside is the person's any more.
            ledger.gives_up(lambda each: each[:2] == atom and len(each) == 3)

    def _decided(
        self, ledger: Ledger, atom: Atom, result: Held | None, theirs: Held | None
    ) -> None:
        ledger.expected[atom] = result
        if result == theirs:
            ledger.wish.pop(atom, None)
        else:
            ledger.wish[atom] = result
        if ledger.watch is not None:
            # The send goes on with what was decided.
            ledger.watch.wish.pop(atom, None)
            if result != theirs:
                ledger.watch.wish[atom] = result

    def confirms(self, candidate_id: str, effects: Sequence[SendEffect]) -> None:
        """The person was named these effects and said yes."""
        watch = self.ledger(candidate_id).watch
        if watch is not None:
            for effect in effects:
                watch.named.extend((effect.sentence, *effect.names))
        for effect in effects:
            if effect.kind is EffectKind.ADDS_AGAIN:
                marks = atoms.marks_in(effect.names[0])
                self.ledger(candidate_id).twins.update(marks)
                self.counts["additions that may be there already, asked about"] += 1

    def decided(self, session: Session) -> None:
        """The program carried out what was decided."""
        ledger = self.ledger(session.record_id)
        shown = atoms.of_record(session.current)
        for atom, value in ledger.expected.items():
            if len(atom) == 3 and atom[:2] not in shown:
                # The entry was taken away while it was asked about.
                ledger.gives_up_one(atom)
            elif shown.get(atom) != value and not ledger.is_twin(atom):
                self.breaks(P1, f"decided {atom} = {value!r}, shows {shown.get(atom)!r}")
        ledger.expected.clear()

    # --- the program -----------------------------------------------------------------------

    def opens(self, session: Session) -> None:
        """A candidate came up that was not open before, without a draft."""
        ledger = self.ledger(session.record_id)
        if ledger.wish:
            self.breaks(P1, f"opened without the draft that held {sorted(ledger.wish)}")
            ledger.wish.clear()

    def moved(self, session: Session, when: str) -> None:
        """The program may have changed the form: is everything still there?"""
        ledger = self.ledger(session.record_id)
        if not ledger.wish:
            return
        shown = atoms.of_record(session.current)
        base = atoms.of_record(session.baseline)
        unknown = session.draft.unknown
        read = ledger.last_read()
        reads = [each for each in ledger.candidate.requests[-12:] if is_read(each)][-4:]
        hidden = frozenset().union(*(self.hidden(ledger, each) for each in reads))
        stored = ledger.atoms_at(read.version) if read is not None else {}
        for atom, value in tuple(ledger.wish.items()):
            if ledger.is_twin(atom):
                del ledger.wish[atom]
                continue
            here = shown.get(atom)
            if here != value:
                del ledger.wish[atom]
                followed = ledger.was_read(atom, here) or atom[0] in hidden
                if atom in ledger.backs and followed:
                    pass
                elif ledger.carried(atom, value) and followed:
                    self.counts["changed by others after it was sent"] += 1
                elif followed and ledger.was_met(atom, value):
                    self.counts["stored by others alike, then changed by them"] += 1
                elif is_write_only(atom) and ledger.carried(atom, value):
                    pass  # taken over while the send goes on; its end is judged there
                elif atom[0] in ledger.seen_keys and alike(atom, here, value):
                    self.counts["a list that was not shown came back"] += 1
                elif is_other_spelling(ledger, atom, here, value):
                    self.counts["a word that others added too"] += 1
                elif _is_one_spelling_less(ledger, atom, here, value, stored):
                    self.counts["one of two spellings was removed by others"] += 1
                elif not self._is_other_entry(ledger, atom, value):
                    self.breaks(P1, f"{when}: {atom} was {value!r}, shows {here!r}")
            elif base.get(atom) == value and atom[0] not in unknown and not is_write_only(atom):
                del ledger.wish[atom]
                if not ledger.was_read(atom, value) and atom[0] not in hidden:
                    self.breaks(
                        P1, f"{when}: {atom} = {value!r} counts as stored, is {stored.get(atom)!r}"
                    )

    def _is_other_entry(self, ledger: Ledger, atom: Atom, value: Held | None) -> bool:
        """Whether an entry that the person removed was put there again by somebody else."""
        if value is not None or len(atom) != 2:
            return False
        return ledger.author(atom, ledger.candidate.version) not in ("me", "start")

    def kept(self, session: Session, source: Any) -> Kept:
        """The draft is on the disk as it stands."""
        ledger = self.ledger(session.record_id)
        return Kept(source, dict(ledger.wish), atoms.of_record(session.current))

    def restores(self, record: Record, kept: Kept) -> None:
        """A draft came back from the disk, nothing joined with it yet."""
        ledger = self.ledger(record.id)
        ledger.wish = dict(kept.wish)
        ledger.expected.clear()
        shown = atoms.of_record(record)
        for atom in atoms.differing(kept.shown, shown):
            self.breaks(P1, f"restored {atom} as {shown.get(atom)!r}, was {kept.shown.get(atom)!r}")

    def no_send(self, candidate_id: str) -> None:
        """No send is under way any more, whatever became of it."""
        self.ledger(candidate_id).watch = None

    def dies(self, disk: Mapping[str, Kept]) -> None:
        """The program was killed: what was typed in the last second and is not on the disk may be
        gone."""
        for candidate_id, ledger in self.ledgers.items():
            kept = disk.get(candidate_id)
            for request in ledger.candidate.requests[-1:]:
                request.lost = not request.delivered
            ledger.died_in = ledger.watch.first if ledger.watch is not None else None
            ledger.watch = None
            ledger.wish = dict(kept.wish) if kept is not None else {}
            # What comes back may say something else than what somebody added as well.
            ledger.twins.update(ledger.shared)

    # --- a send ----------------------------------------------------------------------------

    def sends(self, session: Session) -> None:
        """A send begins."""
        self.moved(session, "before a send")
        ledger = self.ledger(session.record_id)
        ledger.died_in = None
        first = len(ledger.candidate.requests)
        ledger.watch = Watch(
            first, dict(ledger.wish), session.draft.held, bool(session.draft.unknown)
        )

    def ended(self, session: Session, report: SendReport) -> None:
        """The person was told how a send ended."""
        ledger = self.ledger(session.record_id)
        watch = ledger.watch
        assert watch is not None
        requests = ledger.candidate.requests[watch.first :]
        for part in report.parts:
            names = {name for key in part.keys for name in WIRE_KEYS.get(key, (key,))}
            patches = [r for r in requests if r.method == "PATCH" and not names.isdisjoint(r.keys)]
            self.counts[f"part {part.end.value}"] += 1
            match part.end:
                case SendEnd.SENT | SendEnd.ALREADY_SO:
                    self._said_saved(ledger, watch, part.keys, report, patches)
                case SendEnd.REFUSED | SendEnd.CANCELLED:
                    self._said_not_saved(patches)
        self.moved(session, "after a send")
        ledger.watch = None

    def _said_saved(
        self,
        ledger: Ledger,
        watch: Watch,
        keys: Collection[str],
        report: SendReport,
        patches: Sequence[Request],
    ) -> None:
        all_reads = [each for each in ledger.candidate.requests[watch.first :] if is_read(each)]
        sent_at = max((patch.number for patch in patches), default=0)
        if not all_reads or all_reads[-1].number < sent_at:
            self.breaks(P2, f"{keys} told saved without reading back")
            return
        altered = {item.key for item in report.alterations}
        for atom, value in watch.wish.items():
            if atom[0] not in keys or ledger.is_twin(atom) or atom in ledger.backs:
                continue
            names = WIRE_KEYS.get(atom[0], (atom[0],))
            own = [patch for patch in patches if not set(names).isdisjoint(patch.keys)]
            last = own[-1] if own else None
            reads = [each for each in all_reads if last is None or each.number > last.number]
            # What somebody else changed after a read that showed it was saved all the same; and
            # what was typed before a question went out as well.
            shown = [ledger.atoms_at(read.version).get(atom) for read in reads]
            if {value, *watch.meanwhile[atom]}.isdisjoint(shown):
                here = ledger.atoms_at(reads[0].version).get(atom)
                hidden = self.hidden(ledger, reads[0])
                is_told = atom[0] in altered or atom[0] in hidden or alike(atom, here, value)
                is_taken_back = bool(watch.meanwhile[atom]) and (
                    ledger.wish.get(atom, _NOTHING) != value
                )
                # What others made of it later than what went out was made of has to be told.
                before = last.previous if last is not None and not is_taken_back else None
                known = (before or reads[0]).version
                if not ledger.carried(atom, value):
                    if is_taken_back:
                        # Taken back before it went out: nobody claims it, nobody wants it.
                        self.counts["taken back while it was being sent"] += 1
                    elif is_other_spelling(ledger, atom, here, value):
                        self.counts["a word that others added too"] += 1
                    else:
                        self.breaks(P2, f"{atom} told saved as {value!r}, was never applied")
                elif ledger.was_overwritten(atom, value, known):
                    self.counts["changed by others after it was sent"] += 1
                elif not is_told and not is_write_only(atom):
                    self.breaks(P2, f"{atom} told saved as {value!r}, is {here!r}")
                self.counts["altered by the service and told"] += 1
            if atom in ledger.wish and ledger.wish[atom] == value:
                del ledger.wish[atom]

    def _said_not_saved(self, patches: Sequence[Request]) -> None:
        for patch in patches:
            if patch.applied:
                self.breaks(P3, f"told not saved, but request {patch.number} was applied")
            patch.claimed = "not saved"

    # --- the end ---------------------------------------------------------------------------

    def closes(self, session: Session, unsendable: Collection[str]) -> None:
        """Everything was sent that could be: does the form show what the service holds?"""
        ledger = self.ledger(session.record_id)
        stored = ledger.atoms_at(ledger.candidate.version)
        shown = atoms.of_record(session.current)
        for atom in atoms.differing(stored, shown):
            key = atom[0]
            if is_write_only(atom) or key in unsendable or self.is_not_shown(key):
                continue
            if ledger.is_twin(atom):
                continue
            self.breaks(P1, f"at the end {atom} shows {shown.get(atom)!r}, is {stored.get(atom)!r}")
        for atom, value in ledger.wish.items():
            if stored.get(atom) == value:
                continue
            if atom[0] not in unsendable and not ledger.is_twin(atom):
                self.breaks(P1, f"at the end {atom} = {value!r} is neither sent nor settled")


# --- small questions ----------------------------------------------------------------------------


def _held(side: Side) -> Held | None:
    if isinstance(side, bool):
        return side
    return side if isinstance(side, str) and side else None


def _atom_at(collision: Collision, theirs: Record, mine: Record) -> Atom:
    place = collision.place
    if place.entry is None:
        return (place.key,)
    entry = find_entry(theirs.get(place.key), place.entry) or find_entry(
        mine.get(place.key), place.entry
    )
    assert entry is not None, "a collision in an entry that is nowhere"
    return (*atoms.place_of_entry(place.key, entry), place.field or "")


def _is_one_spelling_less(
    ledger: Ledger, atom: Atom, here: Held | None, value: Held | None, stored: Atoms
) -> bool:
    """Whether of a word that stood there in two spellings only those are gone that had been read
    and were removed by others: what the person wrote themselves is left."""
    if atom[0] not in ("tags", "skills") or not isinstance(here, str):
        return False
    there = str(stored.get(atom) or "").split(" | ")
    wanted, left = set(str(value).split(" | ")), set(here.split(" | "))
    return left < wanted and all(
        ledger.was_read(atom, word) and word not in there for word in wanted - left
    )


def entries_of(session: Session, key: str) -> tuple[Entry, ...]:
    """The entries that the form shows."""
    return entries(session.current.get(key))

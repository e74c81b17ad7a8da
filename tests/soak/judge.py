"""The judge: from what the service went through, what people did and what they were told, whether
a promise was broken (reliability.md §1, P1-P6).

It keeps books of its own: for each candidate what the person wants and has not been settled
(`wish`), what they ever touched, which of other people's values they saw, who last wrote each
atom. It never asks the client's model what is the same, what collides or what is dirty; it reads
the form as a person would, atom by atom, and the bodies and documents as the service does.

Stays away from making anything happen.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from gui.model.effects import SendEffect
from gui.model.merge import Collision, CollisionKind, Side
from gui.model.record import Record
from gui.model.values import Entry, entries, find_entry
from gui.services.session import Session
from gui.workable.report import SendEnd, SendReport
from tests.soak import atoms
from tests.soak.atoms import LISTS, Atom, Atoms, Held
from tests.soak.service import TEXTS, Candidate, Doc, Refusal, Request, Service, Write

P1: Final = "P1 edits lost"
P2: Final = "P2 false saved"
P3: Final = "P3 false not saved"
P4: Final = "P4 foreign edits overwritten unseen"
P5: Final = "P5 entries gone or doubled"
P6: Final = "P6 untouched fields sent"
NOTHING: Final = "nothing is wished"
PROMISES: Final = (P1, P2, P3, P4, P5, P6)

HIDING: Final = {
    # Reads that the client takes for good and that do not show these keys.
    "no_lists": frozenset({"education_entries", "experience_entries", "tags", "skills"}),
    "null_lists": frozenset(
        {"education_entries", "experience_entries", "tags", "skills", "social_profiles"}
    ),
    "wrong_types": frozenset({"education_entries", "experience_entries", "tags"}),
}
_WIRE_KEYS: Final = {"resume": ("resume", "resume_url"), "image": ("image", "image_url")}


@dataclass(frozen=True, slots=True)
class Broken:
    """A promise that was not kept."""

    promise: str
    text: str


@dataclass(slots=True)
class Watch:
    """One send while it runs."""

    first: int
    wish: dict[Atom, Held | None]
    held: frozenset[str]
    learns: bool
    """A read goes first that tells about a write before; until then typing still counts."""
    named: list[str] = field(default_factory=list)
    meanwhile: defaultdict[Atom, set[Held | None]] = field(default_factory=lambda: defaultdict(set))
    """What was typed and taken back while it was on its way: any of it may have gone out."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was on the disk at one moment, and what the person had made of it."""

    source: Any
    wish: Mapping[Atom, Held | None]
    shown: Mapping[Atom, Held]


class Ledger:
    """The books of one candidate."""

    def __init__(self, candidate: Candidate) -> None:
        self.candidate = candidate
        self.wish: dict[Atom, Held | None] = {}
        self.touched: set[Atom] = set()
        self.touched_keys: set[str] = set()
        self.seen: defaultdict[Atom, set[Held | None]] = defaultdict(set)
        self.seen_keys: set[str] = set()
        self.backs: set[Atom] = set()
        """What was put back while nobody knew whether it had arrived: where it had not, it is as
        if it had never been changed."""
        self.typed: defaultdict[Atom, set[Held | None]] = defaultdict(set)
        self.shared: set[str] = set()
        """Marks of entries that somebody else added too, with the same words."""
        self.twins: Counter[str] = Counter()
        self.watch: Watch | None = None
        self.expected: dict[Atom, Held | None] = {}
        self._authors: defaultdict[Atom, list[tuple[int, str]]] = defaultdict(list)
        self._carried: list[tuple[frozenset[str], Atoms]] = []
        self._docs: dict[int, Atoms] = {}

    def gives_up(self, which: Callable[[Atom], bool]) -> None:
        """These are not wanted any more, nor to be sent."""
        for wish in (self.wish, self.watch.wish if self.watch is not None else {}):
            for atom in [atom for atom in wish if which(atom)]:
                del wish[atom]

    def gives_up_one(self, atom: Atom) -> None:
        self.gives_up(lambda each: each == atom)

    def atoms_at(self, version: int) -> Atoms:
        """The atoms of the candidate after that many writes."""
        found = self._docs.get(version)
        if found is None:
            found = self._docs[version] = atoms.of_doc(self.candidate.docs[version])
        return found

    def author(self, atom: Atom, version: int) -> str:
        """Who gave an atom the value that it has at that version."""
        found = "start"
        for number, who in self._authors.get(atom, ()):
            if number <= version:
                found = who
        return found

    def written_since(self, atom: Atom, version: int, before: int) -> bool:
        """Whether somebody else wrote an atom after one version and before another."""
        return any(
            version < number < before and who != "me" for number, who in self._authors.get(atom, ())
        )

    def was_changed(self, mark: str) -> bool:
        """Whether somebody else ever changed anything in an entry."""
        return any(
            atom[1] == mark and who != "me"
            for atom, authors in self._authors.items()
            if len(atom) > 1
            for _number, who in authors
        )

    def is_mine_unread(self, atom: Atom, version: int) -> bool:
        """Whether something came to be by a write of this client after that version."""
        return any(number > version and who == "me" for number, who in self._authors.get(atom, ()))

    def note(self, write: Write, changed: Iterable[Atom]) -> None:
        for atom in changed:
            self._authors[atom].append((write.version, write.who))

    def carry(self, request: Request) -> None:
        self._carried.append((frozenset(request.sent), atoms.of_sent(request.sent)))

    def carried(self, atom: Atom, value: Held | None) -> bool:
        """Whether a write that was applied held an atom like this, or its absence."""
        names = _WIRE_KEYS.get(atom[0], (atom[0],))
        return any(
            not keys.isdisjoint(names) and sent.get(atom) == value for keys, sent in self._carried
        )

    def was_overwritten(self, atom: Atom, value: Held | None, version: int) -> bool:
        """Whether it was stored by a write of this client, and somebody else has put another
        value in its place before that version."""
        numbers = [
            number
            for number, who in self._authors.get(atom, ())
            if number <= version and who == "me" and self.atoms_at(number).get(atom) == value
        ]
        return bool(numbers) and self.written_since(atom, numbers[-1], version + 1)

    def is_twin(self, atom: Atom) -> bool:
        """Whether the person made a second entry like that, so that a mark means two."""
        return len(atom) > 1 and atom[1].partition("#")[0] in self.twins

    def was_read(self, atom: Atom, value: Held | None) -> bool:
        """Whether a read showed it, in a normal form of the service perhaps."""
        reads = [each for each in self.candidate.requests if is_read(each)]
        found = [self.atoms_at(read.version).get(atom) for read in reads]
        return value in found or (
            self.carried(atom, value) and any(_alike(atom, each, value) for each in found)
        )

    def was_met(self, atom: Atom, value: Held | None) -> bool:
        """Whether a read of the send that goes on showed it, so that it was stored without it:
        others had put in the very same. What they make of it afterwards is theirs."""
        if self.watch is None:
            return False
        reads = filter(is_read, self.candidate.requests[self.watch.first :])
        return any(self.atoms_at(read.version).get(atom) == value for read in reads)

    def last_read(self, since: int = 0) -> Request | None:
        """The last read that the client could take for good."""
        for request in reversed(self.candidate.requests[since:]):
            if is_read(request):
                return request
        return None


def is_read(request: Request) -> bool:
    """Whether the client takes the answer for the record."""
    return request.method == "GET" and (request.delivered or request.fault in HIDING)


class Judge:
    """The judge of one session. `broken` is empty while all promises are kept."""

    def __init__(self, service: Service, *, trace: Callable[[str], None]) -> None:
        self.broken: list[Broken] = []
        self.counts: Counter[str] = Counter()
        self.longest_gap = 0.0
        """Seconds between the read before a write and the write's arrival."""
        self._service = service
        self._trace = trace
        self._ledgers = {each.id: Ledger(each) for each in service.candidates.values()}
        self._predicted: dict[int, frozenset[Atom]] = {}
        service.on_write = self.on_write

    def ledger(self, candidate_id: str) -> Ledger:
        return self._ledgers[candidate_id]

    def breaks(self, promise: str, text: str) -> None:
        """Notes a broken promise."""
        self._trace(f"!!! {promise}: {text}")
        self.broken.append(Broken(promise, text))

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
            if is_inside_removed or is_back or (value is None and _is_write_only(atom)):
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
        hidden = frozenset().union(*(self._hidden(ledger, each) for each in reads))
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
                elif _is_write_only(atom) and ledger.carried(atom, value):
                    pass  # taken over while the send goes on; its end is judged there
                elif atom[0] in ledger.seen_keys and _alike(atom, here, value):
                    self.counts["a list that was not shown came back"] += 1
                elif _is_other_spelling(ledger, atom, here, value):
                    self.counts["a word that others added too"] += 1
                elif not self._is_other_entry(ledger, atom, value):
                    self.breaks(P1, f"{when}: {atom} was {value!r}, shows {here!r}")
            elif base.get(atom) == value and atom[0] not in unknown and not _is_write_only(atom):
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
        for candidate_id, ledger in self._ledgers.items():
            kept = disk.get(candidate_id)
            ledger.watch = None
            ledger.wish = dict(kept.wish) if kept is not None else {}
            # What comes back may say something else than what somebody added as well.
            ledger.twins.update(ledger.shared)

    # --- a send ----------------------------------------------------------------------------

    def sends(self, session: Session) -> None:
        """A send begins."""
        self.moved(session, "before a send")
        ledger = self.ledger(session.record_id)
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
            names = {name for key in part.keys for name in _WIRE_KEYS.get(key, (key,))}
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
            names = _WIRE_KEYS.get(atom[0], (atom[0],))
            own = [patch.number for patch in patches if not set(names).isdisjoint(patch.keys)]
            reads = [each for each in all_reads if each.number > max(own, default=0)]
            # What somebody else changed after a read that showed it was saved all the same; and
            # what was typed before a question went out as well.
            shown = [ledger.atoms_at(read.version).get(atom) for read in reads]
            if {value, *watch.meanwhile[atom]}.isdisjoint(shown):
                here = ledger.atoms_at(reads[0].version).get(atom)
                hidden = self._hidden(ledger, reads[0])
                is_told = atom[0] in altered or atom[0] in hidden or _alike(atom, here, value)
                if not ledger.carried(atom, value):
                    if watch.meanwhile[atom] and ledger.wish.get(atom, NOTHING) != value:
                        # Taken back before it went out: nobody claims it, nobody wants it.
                        self.counts["taken back while it was being sent"] += 1
                    elif _is_other_spelling(ledger, atom, here, value):
                        self.counts["a word that others added too"] += 1
                    else:
                        self.breaks(P2, f"{atom} told saved as {value!r}, was never applied")
                elif not own and ledger.was_overwritten(atom, value, reads[0].version):
                    self.counts["changed by others after it was sent"] += 1
                elif not is_told and not _is_write_only(atom):
                    self.breaks(P2, f"{atom} told saved as {value!r}, is {here!r}")
                self.counts["altered by the service and told"] += 1
            if atom in ledger.wish and ledger.wish[atom] == value:
                del ledger.wish[atom]

    def _said_not_saved(self, patches: Sequence[Request]) -> None:
        for patch in patches:
            if patch.applied:
                self.breaks(P3, f"told not saved, but request {patch.number} was applied")
            patch.claimed = "not saved"

    # --- the service -----------------------------------------------------------------------

    def on_patch(self, candidate: Candidate, request: Request) -> None:
        """A PATCH arrived: what would it do to the record as the client knew it?"""
        ledger = self._ledgers[candidate.id]
        read = request.previous
        if read is None or not is_read(read):
            self.breaks(P4, f"request {request.number} writes without a fresh read")
            return
        self.longest_gap = max(self.longest_gap, request.at - read.at)
        hidden = self._hidden(ledger, read)
        watch = ledger.watch
        for key in request.keys:
            name = {"resume_url": "resume", "image_url": "image", "image_source": "image"}.get(
                key, key
            )
            if name not in ledger.touched_keys:
                self.breaks(P6, f"request {request.number} sends {key}, which nobody touched")
            elif watch is not None and name in watch.held:
                self.breaks(P6, f"request {request.number} sends {key}, which is held back")
        doc = candidate.docs[read.version]
        unread = hidden & ledger.seen_keys
        shown = {key: value for key, value in request.sent.items() if key not in unread}
        for text in _altered_bytes(ledger, doc, shown):
            self.breaks(P6, f"request {request.number} {text}")
        try:
            predicted = atoms.of_doc(self._service.preview(doc, request.sent))
        except Refusal:
            return
        before = ledger.atoms_at(read.version)
        changed = frozenset(atoms.differing(before, predicted))
        self._predicted[request.number] = changed
        for atom in changed:
            if not _is_write_only(atom) and not ledger.is_twin(atom):
                self._changes(ledger, request, read, atom, before, predicted, hidden)

    def _changes(
        self,
        ledger: Ledger,
        request: Request,
        read: Request,
        atom: Atom,
        before: Atoms,
        predicted: Atoms,
        hidden: frozenset[str],
    ) -> None:
        key, old, new = atom[0], before.get(atom), predicted.get(atom)
        where = f"request {request.number} changes {atom} from {old!r} to {new!r}"
        is_unread = key in hidden
        if self._is_not_shown(key) or (is_unread and key in ledger.seen_keys):
            return  # the person was told that what is stored cannot be shown
        is_derived = key == "social_profiles" and len(atom) == 3 and atom[2] == "username"
        # A word that the service made out of another one.
        is_derived |= key in ("tags", "skills") and new not in (None, *request.sent[key])
        if atom not in ledger.touched and not is_derived:
            is_gone = len(atom) == 2 and new is None
            self.breaks(P5 if is_gone else P6, f"{where}: nobody touched it")
        who = ledger.author(atom, read.version)
        is_seen = is_unread or is_derived or _is_seen(ledger, atom, old, new)
        if key in TEXTS and None not in (old, new) and _alike(atom, old, new):
            # The same number or name in the form that the service keeps it in: nothing is lost.
            self.counts["written again in the service's own form"] += 1
        elif who != "me" and not is_seen:
            self.breaks(P4, f"{where}: written by {who}, never shown")
        if new is None and len(atom) != 3 and not is_unread:
            named = ledger.watch.named if ledger.watch is not None else []
            if not _is_named(atom, before, named):
                self.breaks(P5, f"{where}: not named before ({named})")

    def _hidden(self, ledger: Ledger, read: Request) -> frozenset[str]:
        """The keys that a read did not show."""
        hidden = HIDING.get(read.fault, frozenset())
        socials = self._service.manner.socials
        doc = ledger.candidate.docs[read.version]
        if socials == "hidden" or (socials == "omitted" and not doc["social_profiles"]):
            hidden |= {"social_profiles"}
        return hidden

    def _is_not_shown(self, key: str) -> bool:
        return key == "social_profiles" and self._service.manner.socials == "hidden"

    def on_write(self, candidate: Candidate, write: Write) -> None:
        """Something changed in the service."""
        ledger = self._ledgers[candidate.id]
        before = ledger.atoms_at(write.version - 1)
        after = ledger.atoms_at(write.version)
        changed = list(atoms.differing(before, after))
        self.counts[f"writes by {write.who}"] += 1
        if write.who != "me":
            for atom in changed:
                if len(atom) > 1 and atom[1] in ledger.shared and atom[:2] in before:
                    ledger.twins[atom[1]] += 1  # not the same any more: both stay
            self._note_rewritten(ledger, before, changed)
        if write.request is not None:
            request = next(r for r in reversed(candidate.requests) if r.number == write.request)
            ledger.carry(request)
            if request.claimed:
                self.breaks(P3, f"told {request.claimed}, but request {request.number} was applied")
            self._count_gap(ledger, request, write, changed)
            self._count_twins(ledger, write)
        ledger.note(write, changed)

    def _note_rewritten(self, ledger: Ledger, before: Atoms, changed: Sequence[Atom]) -> None:
        """A new entry of mine, of which nobody here knows that it arrived, may be rewritten so
        far that nobody could know it again: then it is added again, beside what became of it."""
        read = ledger.last_read()
        since = read.version if read is not None else 0
        for mark in {atom[1] for atom in changed if len(atom) == 3 and atom[0] in LISTS}:
            key = next(atom[0] for atom in changed if len(atom) == 3 and atom[1] == mark)
            if not ledger.is_mine_unread((key, mark), since):
                continue
            filled = [
                atom
                for atom, value in before.items()
                if atom[:2] == (key, mark) and len(atom) == 3 and isinstance(value, str)
            ]
            altered = [atom for atom in changed if atom in filled]
            if len(altered) * 2 >= len(filled):
                ledger.twins[mark] += 1
                self.counts["new entries rewritten before they were read"] += 1

    def _count_gap(
        self, ledger: Ledger, request: Request, write: Write, changed: Sequence[Atom]
    ) -> None:
        read = request.previous
        if read is None:
            return
        lost = [
            atom
            for atom in changed
            if ledger.written_since(atom, read.version, write.version)
            and ledger.author(atom, write.version - 1) != "me"
        ]
        if lost:
            kind = "late or doubled delivery" if write.late else "in the named gap"
            self.counts[f"foreign edits overwritten: {kind}"] += 1

    def _count_twins(self, ledger: Ledger, write: Write) -> None:
        for key in LISTS:
            if write.after[key] is write.before[key]:
                continue
            had = atoms.marks(key, write.before[key])
            for mark, count in atoms.marks(key, write.after[key]).items():
                if count > max(had[mark], 1 + ledger.twins[mark]) and not mark.startswith("?"):
                    self.breaks(P5, f"request {write.request} doubles {(key, mark)}: {count} times")

    # --- the end ---------------------------------------------------------------------------

    def closes(self, session: Session, unsendable: Collection[str]) -> None:
        """Everything was sent that could be: does the form show what the service holds?"""
        ledger = self.ledger(session.record_id)
        stored = ledger.atoms_at(ledger.candidate.version)
        shown = atoms.of_record(session.current)
        for atom in atoms.differing(stored, shown):
            key = atom[0]
            if _is_write_only(atom) or key in unsendable or self._is_not_shown(key):
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


def _is_write_only(atom: Atom) -> bool:
    return atom[0] in ("texting_consent", "resume", "image")


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


def _is_seen(ledger: Ledger, atom: Atom, old: Held | None, new: Held | None) -> bool:
    """Whether the person had seen what a write replaces.

    Words are a set: what counts is that it was there, however it is spelt; and one that the
    person spelt anew stays when somebody else removes the old spelling, which loses nothing.
    """
    seen = ledger.seen[atom]
    if atom[0] in ("tags", "skills"):
        return new in ledger.typed[atom] or (old is not None and any(seen))
    return old in seen


def _is_other_spelling(ledger: Ledger, atom: Atom, here: Held | None, value: Held | None) -> bool:
    """Whether it is the same word in the spelling of somebody who added it too: it is one word,
    and theirs stands there."""
    if atom[0] not in ("tags", "skills") or here is None or value is None:
        return False
    return here not in ledger.seen[atom]


def _alike(atom: Atom, one: Held | None, other: Held | None) -> bool:
    """Whether two values are one under the normal forms of the service (reliability.md §3)."""
    if not isinstance(one, str) or not isinstance(other, str):
        return one == other
    if atom[0] in ("tags", "skills"):
        return True
    blank = "" if atom == ("phone",) else " "
    return blank.join(one.split()) == blank.join(other.split())


def _is_named(atom: Atom, before: Atoms, named: Sequence[str]) -> bool:
    """Whether what goes was named: an entry by its mark, a word or text by itself."""
    said = "\n".join(named)
    key = atom[0]
    if key in TEXTS:
        return str(before[atom]) in said
    if key in LISTS:
        mark = atom[1].partition("#")[0]
        return mark in said or mark.startswith("?")
    if key == "social_profiles":
        values = [before.get((*atom, name)) for name in atoms.PROFILE_FIELDS]
        return any(str(value) in said for value in values if value)
    return any(word in said for word in str(before[atom]).split(" | "))


def _altered_bytes(ledger: Ledger, doc: Doc, sent: Mapping[str, Any]) -> Iterator[str]:
    """Where entries and words that nobody touched go out otherwise than they were read."""
    for key in LISTS:
        stored = {entry["id"]: entry for entry in doc[key]}
        for item in sent.get(key, ()):
            old = stored.get(item.get("id"))
            if old is None:
                continue
            atom = (key, atoms.mark_of(key, old))
            if ledger.is_twin(atom):
                continue
            for name, value in item.items():
                if (*atom, name) not in ledger.touched and value != old.get(name):
                    yield f"turns {(*atom, name)} from {old.get(name)!r} into {value!r}"


def entries_of(session: Session, key: str) -> tuple[Entry, ...]:
    """The entries that the form shows."""
    return entries(session.current.get(key))

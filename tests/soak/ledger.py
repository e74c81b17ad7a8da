"""The judge's books: for each candidate what the person wants and has not been settled (`wish`),
what they ever touched, which of other people's values they saw, who last wrote each atom.

Stays away from judging (`tests.soak.judge`, `tests.soak.writes`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tests.soak import atoms
from tests.soak.atoms import Atom, Atoms, Held
from tests.soak.promises import Broken
from tests.soak.service import Candidate, Request, Service, Write

HIDING: Final = {
    # Reads that the client takes for good and that do not show these keys.
    "no_lists": frozenset({"education_entries", "experience_entries", "tags", "skills"}),
    "null_lists": frozenset(
        {"education_entries", "experience_entries", "tags", "skills", "social_profiles"}
    ),
    "wrong_types": frozenset({"education_entries", "experience_entries", "tags"}),
}
WIRE_KEYS: Final = {"resume": ("resume", "resume_url"), "image": ("image", "image_url")}


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
        self.died_in: int | None = None
        """The first request of the send in which the program was killed, until the next send."""
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
        names = WIRE_KEYS.get(atom[0], (atom[0],))
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
            self.carried(atom, value) and any(alike(atom, each, value) for each in found)
        )

    def was_met(self, atom: Atom, value: Held | None) -> bool:
        """Whether a read of the send that goes on, or in which the program died, showed it, so
        that it was stored without it: others had put in the very same. What they make of it
        afterwards is theirs."""
        first = self.watch.first if self.watch is not None else self.died_in
        if first is None:
            return False
        reads = filter(is_read, self.candidate.requests[first:])
        return any(self.atoms_at(read.version).get(atom) == value for read in reads)

    def last_read(self, since: int = 0) -> Request | None:
        """The last read that the client could take for good."""
        for request in reversed(self.candidate.requests[since:]):
            if is_read(request):
                return request
        return None


def is_read(request: Request) -> bool:
    """Whether the client takes the answer for the record."""
    is_taken = request.delivered or request.fault in HIDING
    return request.method == "GET" and is_taken and not request.lost


class Books:
    """The books of one session, and what was found in them: `broken` is empty while all promises
    are kept."""

    def __init__(self, service: Service, *, trace: Callable[[str], None]) -> None:
        self.broken: list[Broken] = []
        self.counts: Counter[str] = Counter()
        self.longest_gap = 0.0
        """Seconds between the read before a write and the write's arrival."""
        self.service = service
        self._trace = trace
        self._ledgers = {each.id: Ledger(each) for each in service.candidates.values()}

    def ledger(self, candidate_id: str) -> Ledger:
        return self._ledgers[candidate_id]

    @property
    def ledgers(self) -> Mapping[str, Ledger]:
        return self._ledgers

    def breaks(self, promise: str, text: str) -> None:
        """Notes a broken promise."""
        self._trace(f"!!! {promise}: {text}")
        self.broken.append(Broken(promise, text))

    def hidden(self, ledger: Ledger, read: Request) -> frozenset[str]:
        """The keys that a read did not show."""
        hidden = HIDING.get(read.fault, frozenset())
        socials = self.service.manner.socials
        doc = ledger.candidate.docs[read.version]
        if socials == "hidden" or (socials == "omitted" and not doc["social_profiles"]):
            hidden |= {"social_profiles"}
        return hidden

    def is_not_shown(self, key: str) -> bool:
        return key == "social_profiles" and self.service.manner.socials == "hidden"


# --- small questions ----------------------------------------------------------------------------


def is_write_only(atom: Atom) -> bool:
    return atom[0] in ("texting_consent", "resume", "image")


def is_other_spelling(ledger: Ledger, atom: Atom, here: Held | None, value: Held | None) -> bool:
    """Whether it is the same word in the spelling of somebody who added it too: it is one word,
    and theirs stands there."""
    if atom[0] not in ("tags", "skills") or here is None or value is None:
        return False
    return here not in ledger.seen[atom]


def alike(atom: Atom, one: Held | None, other: Held | None) -> bool:
    """Whether two values are one under the normal forms of the service (reliability.md §3)."""
    if not isinstance(one, str) or not isinstance(other, str):
        return one == other
    if atom[0] in ("tags", "skills"):
        return True
    blank = "" if atom == ("phone",) else " "
    return blank.join(one.split()) == blank.join(other.split())

"""The judge of what arrives at the service: what a PATCH would do to the record as the client knew
it, and what a write did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.soak import atoms
from tests.soak.atoms import LISTS, Atom, Atoms, Held
from tests.soak.ledger import Books, Ledger, alike, is_read, is_write_only
from tests.soak.promises import P3, P4, P5, P6
from tests.soak.service import TEXTS, Candidate, Doc, Refusal, Request, Write


class Writes:
    """Judges writes by the books of one session."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._predicted: dict[int, frozenset[Atom]] = {}

    def on_patch(self, candidate: Candidate, request: Request) -> None:
        """A PATCH arrived: what would it do to the record as the client knew it?"""
        ledger = self._books.ledger(candidate.id)
        read = request.previous
        if read is None or not is_read(read):
            self._books.breaks(P4, f"request {request.number} writes without a fresh read")
            return
        self._books.longest_gap = max(self._books.longest_gap, request.at - read.at)
        hidden = self._books.hidden(ledger, read)
        watch = ledger.watch
        for key in request.keys:
            name = {"resume_url": "resume", "image_url": "image", "image_source": "image"}.get(
                key, key
            )
            if name not in ledger.touched_keys:
                self._books.breaks(
                    P6, f"request {request.number} sends {key}, which nobody touched"
                )
            elif watch is not None and name in watch.held:
                self._books.breaks(P6, f"request {request.number} sends {key}, which is held back")
        doc = candidate.docs[read.version]
        unread = hidden & ledger.seen_keys
        shown = {key: value for key, value in request.sent.items() if key not in unread}
        for text in _altered_bytes(ledger, doc, shown):
            self._books.breaks(P6, f"request {request.number} {text}")
        try:
            predicted = atoms.of_doc(self._books.service.preview(doc, request.sent))
        except Refusal:
            return
        before = ledger.atoms_at(read.version)
        changed = frozenset(atoms.differing(before, predicted))
        self._predicted[request.number] = changed
        for atom in changed:
            if not is_write_only(atom) and not ledger.is_twin(atom):
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
        if self._books.is_not_shown(key) or (is_unread and key in ledger.seen_keys):
            return  # the person was told that what is stored cannot be shown
        is_derived = key == "social_profiles" and len(atom) == 3 and atom[2] == "username"
        # A word that the service made out of another one.
        is_derived |= key in ("tags", "skills") and new not in (None, *request.sent[key])
        if atom not in ledger.touched and not is_derived:
            is_gone = len(atom) == 2 and new is None
            self._books.breaks(P5 if is_gone else P6, f"{where}: nobody touched it")
        who = ledger.author(atom, read.version)
        is_seen = is_unread or is_derived or _is_seen(ledger, atom, old, new)
        if key in TEXTS and None not in (old, new) and alike(atom, old, new):
            # The same number or name in the form that the service keeps it in: nothing is lost.
            self._books.counts["written again in the service's own form"] += 1
        elif who != "me" and not is_seen:
            self._books.breaks(P4, f"{where}: written by {who}, never shown")
        if new is None and len(atom) != 3 and not is_unread:
            named = ledger.watch.named if ledger.watch is not None else []
            if not _is_named(atom, before, named):
                self._books.breaks(P5, f"{where}: not named before ({named})")

    def on_write(self, candidate: Candidate, write: Write) -> None:
        """Something changed in the service."""
        ledger = self._books.ledger(candidate.id)
        before = ledger.atoms_at(write.version - 1)
        after = ledger.atoms_at(write.version)
        changed = list(atoms.differing(before, after))
        self._books.counts[f"writes by {write.who}"] += 1
        if write.who != "me":
            for atom in changed:
                if len(atom) > 1 and atom[1] in ledger.shared and atom[:2] in before:
                    ledger.twins[atom[1]] += 1  # not the same any more: both stay
            self._note_rewritten(ledger, before, changed)
        if write.request is not None:
            request = next(r for r in reversed(candidate.requests) if r.number == write.request)
            ledger.carry(request)
            if request.claimed:
                self._books.breaks(
                    P3, f"told {request.claimed}, but request {request.number} was applied"
                )
            self._count_gap(ledger, request, write, changed)
            self._count_twins(ledger, write)
        ledger.note(write, changed)

    def _note_rewritten(self, ledger: Ledger, before: Atoms, changed: Sequence[Atom]) -> None:
        """A new entry of mine, of which nobody here knows that it arrived, may be rewritten so
        far that nobody could know it again: then its mark stands for two, mine and what became of
        it. That mine goes out once more has to be said first, see `Judge.confirms`."""
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
                ledger.twins[mark] += 0
                self._books.counts["new entries rewritten before they were read"] += 1

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
            self._books.counts[f"foreign edits overwritten: {kind}"] += 1

    def _count_twins(self, ledger: Ledger, write: Write) -> None:
        for key in LISTS:
            if write.after[key] is write.before[key]:
                continue
            had = atoms.marks(key, write.before[key])
            for mark, count in atoms.marks(key, write.after[key]).items():
                if count > max(had[mark], 1 + ledger.twins[mark]) and not mark.startswith("?"):
                    self._books.breaks(
                        P5, f"request {write.request} doubles {(key, mark)}: {count} times"
                    )


def _is_seen(ledger: Ledger, atom: Atom, old: Held | None, new: Held | None) -> bool:
    """Whether the person had seen what a write replaces.

    Words are a set: what counts is that it was there, however it is spelt; and one that the
    person spelt anew stays when somebody else removes the old spelling, which loses nothing.
    """
    seen = ledger.seen[atom]
    if atom[0] in ("tags", "skills"):
        return new in ledger.typed[atom] or (old is not None and any(seen))
    return old in seen


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

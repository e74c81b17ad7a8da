"""The naive client, as control: what most programs do. It must lose edits, or the proof is blind.

It reads the record once, edits a copy, sends the changed keys blindly with lists built from what it
read, repeats a write that failed, believes any 2xx and shows "saved". It runs against the same
service, colleague and faults from the same seeds.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.soak import atoms, invent
from tests.soak.atoms import LISTS, Atom, Held
from tests.soak.faults import READ_FAULTS, WRITE_FAULTS, Fault, Line, Reply
from tests.soak.front import Front
from tests.soak.invent import Invention
from tests.soak.service import ENTRY_FIELDS, TEXTS, Request, Service, draw_manner

TOKEN: Final = "naive"
ATTEMPTS: Final = 3

_BROKEN: Final = frozenset(
    {
        Line.CLOSED,
        Line.UNREAD,
        Line.RESET,
        Line.HALF_HEAD,
        Line.HALF_BODY,
        Line.LONG_LENGTH,
        Line.BAD_CHUNK,
        Line.CUT_CHUNKS,
        Line.STALL,
        Line.TRICKLE,
        Line.ENDLESS,
    }
)


@dataclass(frozen=True, slots=True)
class Harm:
    """What the naive client did to people's work in one session."""

    lost_foreign: bool
    lost_own: bool
    doubled: bool
    false_saved: bool
    false_not_saved: bool

    @property
    def lost(self) -> bool:
        """Whether anybody's edit is gone and nobody was told."""
        return self.lost_foreign or self.lost_own


class _Script:
    """The same chances of trouble as in the sessions of the real client."""

    def __init__(self, seed: str, rate: float, session: NaiveSession) -> None:
        self._rng = random.Random(f"{seed}/wire")
        self._rate = rate
        self._session = session

    def drops_connection(self) -> bool:
        return False

    def fault(self, request: Request) -> Fault | None:
        if self._rng.random() >= self._rate:
            return None
        if request.method == "GET":
            return self._rng.choice(READ_FAULTS) if self._rng.random() < 0.5 else None
        return self._rng.choice(WRITE_FAULTS)

    def arrived(self, request: Request) -> None:
        if self._rng.random() < 0.10:
            self._session.colleague_acts(self._rng)

    handled = arrived


class NaiveSession:
    """One session of the naive client from its seed."""

    def __init__(self, seed: str) -> None:
        rng = random.Random(seed)
        self._rng = rng
        rate = rng.choice((0.0, 0.2, 0.4, 0.6))
        self._steps = rng.randint(4, 14)
        start = Invention(rng, "s")
        self._service = Service([start.record("1de00000")], draw_manner(rng), seed=seed)
        self._candidate = self._service.candidates["1de00000"]
        self._mine = Invention(rng, "m")
        self._theirs = Invention(rng, "t")
        script = _Script(seed, rate, self)
        self._front = Front(
            self._service, script, token=TOKEN, seed=seed, clock=lambda: float(self._front.requests)
        )
        self._loaded: dict[str, Any] = {}
        self._form: dict[str, Any] = {}
        self._wish: dict[Atom, Held | None] = {}
        self._saved: dict[Atom, Held | None] = {}
        self._by_them: dict[Atom, Held | None] = {}
        self._seen: set[tuple[Atom, Held | None]] = set()
        self._lost_foreign = False
        self._doubled = False
        self._false_saved = False
        self._claims: list[Request] = []
        self._service.on_write = lambda _candidate, write: self._wrote(
            write.who, atoms.of_doc(write.before), atoms.of_doc(write.after), write.after
        )

    def run(self) -> Harm:
        """Runs it; what harm was done."""
        self._load()
        for _ in range(self._steps):
            what = self._rng.choices(("edit", "colleague", "send", "load"), (54, 14, 26, 6))[0]
            if what == "edit":
                self._edit()
            elif what == "colleague":
                self.colleague_acts(self._rng)
            elif what == "send":
                self._send()
            elif not self._wish:
                self._load()
        self._service.flush()
        stored = atoms.of_doc(self._candidate.doc)
        theirs_now = {atom for atom, value in self._by_them.items() if stored.get(atom) == value}
        lost_own = any(
            stored.get(atom) != value
            and atom not in theirs_now
            and not self._is_folded(atom, stored, value)
            for atom, value in self._saved.items()
            if self._by_them.get(atom) is None
        )
        false_not_saved = any(request.applied for request in self._claims)
        return Harm(self._lost_foreign, lost_own, self._doubled, self._false_saved, false_not_saved)

    def colleague_acts(self, rng: random.Random) -> None:
        after, _what = invent.somebody_elses_change(self._candidate.doc, rng, self._theirs)
        self._service.change(self._candidate, after)

    # --- what the person does --------------------------------------------------------------

    def _load(self) -> None:
        reply = self._ask("GET", None)
        try:
            doc = json.loads(reply.body)["candidate"] if reply.status == 200 else None
        except (ValueError, KeyError, TypeError, RecursionError):
            doc = None
        if isinstance(doc, dict) and isinstance(doc.get("tags"), list):
            known = (*TEXTS, *LISTS, "tags", "skills", "social_profiles")
            self._loaded = {key: doc[key] for key in known if key in doc}
            self._form = copy.deepcopy(self._loaded)
            self._seen.update((atom, value) for atom, value in self._atoms(self._form).items())

    def _edit(self) -> None:
        if not self._form:
            return
        rng, form = self._rng, self._form
        before = self._atoms(form)
        what = rng.choice(("value", "value", "add", "field", "field", "remove", "tag", "untag"))
        key = rng.choice(LISTS)
        items = form.get(key)
        if not isinstance(items, list) or any(not isinstance(item, dict) for item in items):
            return
        if what == "value":
            name = rng.choice(TEXTS)
            form[name] = self._mine.scalar(name)
        elif what == "add":
            items.insert(0, self._mine.entry(key))
        elif what == "field" and items:
            entry = rng.choice(items)
            mark = atoms.mark_of(key, entry)
            if not mark.startswith("?"):
                name = rng.choice(ENTRY_FIELDS[key])
                entry[name] = self._mine.field(name, mark)
        elif what == "remove" and items:
            items.pop(rng.randrange(len(items)))
        elif what == "tag":
            form["tags"].append(self._mine.word())
        elif what == "untag" and form["tags"]:
            form["tags"].pop(rng.randrange(len(form["tags"])))
        after = self._atoms(form)
        for atom in atoms.differing(before, after):
            self._wish[atom] = after.get(atom)
            self._seen.add((atom, before.get(atom)))

    def _send(self) -> None:
        keys = [
            key for key in (*TEXTS, *LISTS, "tags") if self._form.get(key) != self._loaded.get(key)
        ]
        if not keys:
            return
        body = {key: self._form[key] if self._form[key] is not None else "" for key in keys}
        first = len(self._candidate.requests)
        for _ in range(ATTEMPTS):
            reply = self._ask("PATCH", {"candidate": body})
            if 200 <= reply.status < 300:
                self._believes(keys)
                return
        self._claims.extend(self._candidate.requests[first:])

    def _believes(self, keys: list[str]) -> None:
        """ "Saved": what was sent is the new base, nothing is read back."""
        stored = atoms.of_doc(self._candidate.doc)
        for atom, value in tuple(self._wish.items()):
            if atom[0] in keys:
                del self._wish[atom]
                if stored.get(atom) != value and not self._is_folded(atom, stored, value):
                    self._false_saved = True
                else:
                    self._saved[atom] = value
        self._loaded = copy.deepcopy(self._form)

    def _is_folded(self, atom: Atom, stored: Mapping[Atom, Held], value: Held | None) -> bool:
        """Whether the service merely keeps it in a form of its own."""
        here = stored.get(atom)
        if isinstance(here, str) and isinstance(value, str):
            return "".join(here.split()).casefold() == "".join(value.split()).casefold()
        return atom[0] == "tags" and self._service.manner.tags_folded

    # --- the line --------------------------------------------------------------------------

    def _ask(self, method: str, body: object) -> Reply:
        data = b"" if body is None else json.dumps(body).encode()
        headers = {"authorization": f"Bearer {TOKEN}"}
        reply = self._front.handle(method, "/spi/v3/candidates/1de00000", headers, data)
        self._front.down = False
        return Reply(status=599) if reply.line in _BROKEN else reply

    def _atoms(self, doc: Mapping[str, Any]) -> dict[Atom, Held]:
        """The atoms of a document in the shape of a read, broken parts left out."""
        try:
            return atoms.of_doc(doc)
        except (TypeError, KeyError, AttributeError):
            return {}

    def _wrote(
        self,
        who: str,
        before: Mapping[Atom, Held],
        after: Mapping[Atom, Held],
        doc: Mapping[str, Any],
    ) -> None:
        for atom in atoms.differing(before, after):
            if who != "me":
                self._by_them[atom] = after.get(atom)
                continue
            old = before.get(atom)
            is_theirs = atom in self._by_them and self._by_them[atom] == old
            if is_theirs and (atom, old) not in self._seen:
                self._lost_foreign = True
            self._by_them.pop(atom, None)
        if who == "me":
            for key in LISTS:
                counts = atoms.marks(key, doc[key])
                self._doubled |= any(
                    count > 1 and not mark.startswith("?") for mark, count in counts.items()
                )

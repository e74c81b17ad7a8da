"""Random sessions: a person, a colleague, a bad line and a program that is sometimes killed.

Everything is drawn from the session's seed: who is edited, what is typed, what the colleague does
and when, which request meets which fault, what the person answers. In memory the same seed gives
the same session to the last byte; on sockets up to what the machine's own timing changes.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from gui.secret import Secret
from gui.services.session import Session
from gui.workable.send import SendPhase
from tests.soak import invent
from tests.soak.atoms import mark_of
from tests.soak.faults import READ_FAULTS, WRITE_FAULTS, Fault
from tests.soak.front import Front
from tests.soak.invent import Invention
from tests.soak.judge import Judge, entries_of
from tests.soak.ledger import Kept
from tests.soak.lines import Way, through_memory, through_sockets
from tests.soak.model_server import ModelServer, Trap
from tests.soak.office import Answers, Office
from tests.soak.person import Person
from tests.soak.promises import Broken
from tests.soak.service import TEXTS, Request, Service, draw_manner

TOKEN = "tok-soak-0123456789abcdef"

_ACTIONS = {
    "edit": 50,
    "colleague": 12,
    "send": 22,
    "reload": 4,
    "switch": 4,
    "kill": 3,
    "leave": 2,
    "discard": 1,
    "take_back": 2,
    "offline": 2,
    "gone": 1,
    "wait": 2,
}


@dataclass(frozen=True, slots=True)
class Weather:
    """How rough it gets: chances for each request, and what may go wrong with it."""

    rate: float | None = None
    """Of faults; drawn anew for each session where it is None."""
    faults: tuple[str, ...] = ()
    """Only these faults; all of them where it is empty."""
    colleague: float = 0.10
    types: float = 0.05
    cancels: float = 0.01
    kills: float = 0.007
    looks_elsewhere: float = 0.005
    often: tuple[str, ...] = ()
    """What the person does every other time."""

    def may_happen(self, fault: Fault) -> bool:
        return not self.faults or fault.name in self.faults


ORDINARY: Final = Weather()


@dataclass
class Result:
    """What became of one session."""

    seed: str
    broken: list[Broken] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    requests: int = 0
    busiest: int = 0
    longest_gap: float = 0.0
    most_taken: int = 0


class _Store:
    """The script of one session: what is in store for its requests."""

    def __init__(self, play: Play) -> None:
        self._play = play
        self._rngs: dict[str, random.Random] = {}
        self.calm = True

    def _rng(self, candidate_id: str) -> random.Random:
        found = self._rngs.get(candidate_id)
        if found is None:
            found = self._rngs[candidate_id] = random.Random(
                f"{self._play.seed}/wire/{candidate_id}"
            )
        return found

    def drops_connection(self) -> bool:
        return not self.calm and self._play.connect_rng.random() < self._play.fault_rate / 20

    def fault(self, request: Request) -> Fault | None:
        if self.calm:
            return None
        rng = self._rng(request.candidate_id)
        if rng.random() >= self._play.fault_rate:
            return None
        # Reads are repeated by the client: at the same rate none would ever get through.
        if request.method == "GET" and rng.random() < 0.5:
            return None
        kinds = READ_FAULTS if request.method == "GET" else WRITE_FAULTS
        fitting = [fault for fault in kinds if self._play.weather.may_happen(fault)]
        return rng.choice(fitting) if fitting else None

    def arrived(self, request: Request) -> None:
        self._happens(request)

    def handled(self, request: Request) -> None:
        self._happens(request)

    def _happens(self, request: Request) -> None:
        if self.calm:
            return
        rng, play, weather = self._rng(request.candidate_id), self._play, self._play.weather
        chance = rng.random()
        happenings: tuple[tuple[float, Callable[[], object]], ...] = (
            (weather.colleague, lambda: play.colleague_acts(request.candidate_id, rng)),
            (weather.types, lambda: play.types_meanwhile(request.candidate_id)),
            (weather.cancels, lambda: play.cancels(request.candidate_id)),
            (weather.kills, play.kills),
            (weather.looks_elsewhere, lambda: play.looks_elsewhere(request.candidate_id)),
        )
        for share, happens in happenings:
            if chance < share:
                happens()
                return
            chance -= share


class Play:
    """One session from its seed."""

    def __init__(
        self,
        seed: str,
        weather: Weather = ORDINARY,
        *,
        trace: Callable[[str], None] = lambda _line: None,
    ) -> None:
        self.seed = seed
        self.weather = weather
        self.trace = trace
        rng = random.Random(seed)
        self._rng = rng
        self.connect_rng = random.Random(f"{seed}/connect")
        drawn = rng.choice((0.0, 0.2, 0.4, 0.6))
        self.fault_rate = drawn if weather.rate is None else weather.rate
        self._steps = rng.randint(4, 14)
        self._ids = [f"1de0{number:04x}" for number in range(rng.choice((1, 1, 2)))]
        start = Invention(rng, "s")
        docs = [start.record(candidate_id) for candidate_id in self._ids]
        self.service = Service(docs, draw_manner(rng), seed=seed)
        self.judge = Judge(self.service, trace=trace)
        self.store = _Store(self)
        said = Invention(rng, "m")
        self._said_there = Invention(rng, "t")
        self._renamed: set[str] = set()
        self._person = Person(rng, said, self.judge, often=weather.often)
        self._answers = Answers(random.Random(f"{seed}/answers"), said, self.judge, trace=trace)
        self._disk_rng = random.Random(f"{seed}/disk")
        self._retry_rng = random.Random(f"{seed}/retry")
        self._disk: dict[str, Kept] = {}
        self._here = self._ids[0]
        self._office: Office | None = None
        self._front: Front | None = None

    # --- running ---------------------------------------------------------------------------

    def front(self, token: str = TOKEN) -> Front:
        """The front of the session's service, on the running loop's clock."""
        self._front = Front(
            self.service,
            self.store,
            token=token,
            seed=self.seed,
            clock=asyncio.get_running_loop().time,
            on_patch=self.judge.on_patch,
            on_request=lambda _candidate, request: self.trace(
                f"      {request.number} {request.method} {request.candidate_id} {request.fault}"
            ),
        )
        return self._front

    async def in_memory(self) -> Result:
        """Runs it through function calls."""
        front = self.front()
        return await self._run(lambda: through_memory(front, Secret(TOKEN), self._retry_rng.random))

    async def on_sockets(self, trap: Trap | None = None, token: str = TOKEN) -> Result:
        """Runs it through sockets of this machine."""
        front = self.front(token)
        server = ModelServer(front, trap)
        try:
            return await self._run(
                lambda: through_sockets(front, server, Secret(token), self._retry_rng.random)
            )
        finally:
            await server.aclose()

    async def _run(self, connect: Callable[[], object]) -> Result:
        front = self._front
        assert front is not None
        self.trace(f"session {self.seed}: {self.service.manner}, faults {self.fault_rate}")
        self._connect = connect
        await self._starts()
        self.store.calm = False
        for _ in range(self._steps):
            if self.judge.broken:
                break
            await self._step()
        if not self.judge.broken:
            await self._finishes()
        await self._ends()
        for text in self.service.breaches:
            self.judge.breaks("P6 untouched fields sent", text)
        return Result(
            self.seed,
            self.judge.broken,
            self.judge.counts,
            front.met,
            front.requests,
            front.busiest,
            self.judge.longest_gap,
            front.most_taken,
        )

    async def _starts(self) -> None:
        way = self._connect()
        self._way: Way = await way  # type: ignore[misc]
        self._office = Office(
            self.judge,
            self._answers,
            self._disk,
            slow_disk=lambda: not self.store.calm and self._disk_rng.random() < 0.05,
            trace=self.trace,
        )
        await self._office.connect(self._way.client)
        await self._office.open(self._here)
        if self._office.dead:
            await self._starts_again()

    async def _ends(self) -> None:
        if self._office is not None:
            await self._office.aclose()
            await self._office.line.aclose()
        await self._way.aclose()

    async def _starts_again(self) -> None:
        self.trace("  the program starts again")
        await self._ends()
        await self._starts()

    @property
    def office(self) -> Office:
        assert self._office is not None
        return self._office

    # --- one step --------------------------------------------------------------------------

    async def _step(self) -> None:
        session = self.office.desk.sessions.get(self._here)
        action = self._rng.choices(tuple(_ACTIONS), tuple(_ACTIONS.values()))[0]
        self.trace(f"  {action} {self._here}")
        self.judge.counts[f"step {action}"] += 1
        if session is None:
            await self.office.open(self._here)
        else:
            await getattr(self, f"_{action}")(session)
        if self.office.dead:
            self.judge.counts["killed"] += 1
            await self.office.aclose()
            await self._starts_again()
        elif not self._way_is_up():
            await self._way.up()

    def _way_is_up(self) -> bool:
        assert self._front is not None
        return not self._front.down

    async def _edit(self, session: Session) -> None:
        for _ in range(self._rng.choice((1, 1, 2, 3))):
            kind = self._person.edits(session)
            self.trace(f"    {kind}")
        if self._rng.random() < 0.85:
            self.office.save(session)

    async def _colleague(self, session: Session) -> None:
        self.colleague_acts(session.record_id, self._rng)

    async def _send(self, session: Session) -> None:
        await self.office.send(session)

    async def _reload(self, session: Session) -> None:
        await self.office.reload(session)

    async def _switch(self, session: Session) -> None:
        self.office.save(session)
        self._here = self._rng.choice(self._ids)
        await self.office.open(self._here)

    async def _kill(self, _session: Session) -> None:
        self.office.die()

    async def _leave(self, _session: Session) -> None:
        await self.office.leave()
        await self._starts_again()

    async def _discard(self, session: Session) -> None:
        self.office.discard(session)
        await self.office.open(self._here)

    async def _take_back(self, session: Session) -> None:
        told = self.office.told[-1] if self.office.told else None
        offer = told.offers[0] if told is not None and told.offers else None
        if offer is not None and offer.label == "Undo" and self._is_of(offer.act, session):
            self.judge.acts(session, offer.act, is_undo=True)
            self.office.save(session)

    def _is_of(self, act: Callable[[], object], session: Session) -> bool:
        """Whether an offer is about this very session and not one that was closed."""
        cells = getattr(act, "__closure__", None) or ()
        return any(cell.cell_contents is session for cell in cells)

    async def _offline(self, session: Session) -> None:
        self._way.go_down()
        self.judge.counts["refused"] += 1
        await self.office.send(session)

    async def _gone(self, session: Session) -> None:
        candidate = self.service.candidates[session.record_id]
        candidate.gone = True
        await self.office.send(session)
        if self._rng.random() < 0.7:
            candidate.gone = False

    async def _wait(self, session: Session) -> None:
        await asyncio.sleep(self._rng.choice((1.0, 20.0)))
        session.close_step()

    # --- what happens at the same time -----------------------------------------------------

    def colleague_acts(self, candidate_id: str, rng: random.Random) -> None:
        """Somebody else changes the candidate in the web application."""
        candidate = self.service.candidates[candidate_id]
        wish = self.judge.ledger(candidate_id).wish
        mine = [
            (atom[0], value)
            for atom, value in wish.items()
            if atom[0] in TEXTS and isinstance(value, str)
        ]
        session = self.office.desk.sessions.get(candidate_id) if self._office else None
        fresh = [
            (key, entry)
            for key in ("education_entries", "experience_entries")
            for entry in (entries_of(session, key) if session is not None else ())
            if entry.id is None
        ]
        chance = rng.random()
        if chance < 0.06:
            after, marks = invent.other_ids(candidate.doc, rng)
            self._renamed |= marks
            self.judge.renamed(candidate_id, marks)
            what = "new ids"
        elif chance < 0.12 and fresh:
            key, entry = rng.choice(fresh)
            fields = {name: value for name, value in entry.fields.items() if value != ""}
            mark = mark_of(key, fields)
            self.judge.shares(candidate_id, key, mark)
            after, what = invent.same_entry(candidate.doc, key, fields, rng), "the same entry"
        else:
            after, what = invent.somebody_elses_change(
                candidate.doc, rng, self._said_there, mine, spared=self._renamed
            )
        self.trace(f"      colleague: {what}")
        self.service.change(candidate, after)

    def types_meanwhile(self, candidate_id: str) -> None:
        """The person goes on typing while something is on its way."""
        session = self._open(candidate_id)
        if session is not None and session.phase.value != SendPhase.ASKING.value:
            kind = self._person.edits(session)
            self.trace(f"      meanwhile: {kind}")

    def cancels(self, candidate_id: str) -> None:
        session = self._open(candidate_id)
        if session is not None and session.is_sending:
            self.trace("      cancels")
            self.office.sending.cancel(session)

    def kills(self) -> None:
        if self._office is not None and not self._office.dead:
            self.trace("      killed")
            self._office.die()

    def looks_elsewhere(self, candidate_id: str) -> None:
        """The person opens another candidate while something is on its way."""
        others = [each for each in self._ids if each != candidate_id]
        if others and self._open(candidate_id) is not None:
            self.trace(f"      looks at {others[0]}")
            self.office.desk.open(others[0])

    def _open(self, candidate_id: str) -> Session | None:
        if self._office is None or self._office.dead:
            return None
        return self._office.desk.sessions.get(candidate_id)

    # --- the end ---------------------------------------------------------------------------

    async def _finishes(self) -> None:
        """Peace: what is in the drafts is sent, and the forms must show what is stored."""
        self.trace("  peace")
        self.store.calm = self._answers.calm = True
        await self._way.up()
        for candidate in self.service.candidates.values():
            candidate.gone = False
        self.service.flush()
        refused = ["social_profiles"] if self.service.manner.socials == "refused" else []
        for candidate_id in self._ids:
            session = await self._opens(candidate_id)
            for _ in range(10):
                self._lets_go(session)
                if not session.can_send:
                    break
                await self.office.send(session)
            self.service.flush()
            await self._reads_again(session)
            self.judge.closes(session, refused)

    async def _opens(self, candidate_id: str) -> Session:
        """Opens a candidate. Nothing stands in the way but a machine that is busy with others."""
        for _ in range(10):
            session = await self.office.open(candidate_id)
            if session is not None and not self._is_behind(candidate_id):
                return session
        raise TimeoutError("nothing stands in the way and it cannot be opened")

    async def _reads_again(self, session: Session) -> None:
        for _ in range(10):
            await self.office.reload(session)
            if not self._is_behind(session.record_id):
                return
        raise TimeoutError("nothing stands in the way and it cannot be read")

    def _is_behind(self, candidate_id: str) -> bool:
        """Whether the last request did not tell the client the record as it is."""
        requests = self.service.candidates[candidate_id].requests
        return not requests or not requests[-1].delivered

    def _lets_go(self, session: Session) -> None:
        """Nothing is held back, and what cannot be sent is given up."""
        for key in sorted(session.draft.held):
            session.hold(key, False)
        blocked = self.office.blocked(session)
        if blocked:
            self.judge.acts(
                session, lambda: session.edit(lambda d: d.revert_keys(blocked, label="give up"))
            )

"""The outbox: sends that lack the network or a token wait here and go on when it is back.

What goes on is what was asked for: a value edited after Send stays behind as a draft. Each send
goes through the whole protocol again, one after the other, and its questions are asked then. Any
other failure ends the waiting with its own sentence; the draft stays in every case.

After a restart nothing goes out before the person says so (reliability H36). The protocol itself,
and what a person is asked, are `gui.services.sending`'s business; how it is told, the bar's.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import random
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from PySide6.QtCore import QObject, Signal

from gui.errors import ConnectionFailed, NotAccepted, NotKept, RedlineError
from gui.i18n import _
from gui.model.values import Value
from gui.services.asked import Asked
from gui.services.desk import OPEN_TASK, Desk
from gui.services.line import Line, LineState
from gui.services.notices import Notices, Tone
from gui.services.sending import Sending
from gui.services.session import Session
from gui.services.tasks import Tasks
from gui.services.waiting import MemoryForNow, OutboxMemory, Waiting, Why
from gui.workable.failures import BrokenEnvironment, Outcome, UntrustedConnection, outcome_of
from gui.workable.report import SendReport

SHORTEST_S: Final = 2.0
LONGEST_S: Final = 30.0
"""Between two looks whether the network is back: random, up to twice as long each time (H17)."""

OUTBOX_TASK: Final = "outbox"
_MEMORY_TASK: Final = "outbox memory"
_MOST_DOUBLINGS: Final = 10

_Key: TypeAlias = tuple[str, str]


@dataclass(eq=False)
class _Entry:
    """A send that waits. One from before a restart has no session yet, and nothing `asked`."""

    waiting: Waiting
    asked: Asked | None = None
    again: bool = False
    """Whether its last send ended by waiting again."""

    @property
    def key(self) -> _Key:
        return self.waiting.account, self.waiting.candidate_id


class Outbox(QObject):
    """Signal: `changed()` when something came, went, is another or is being tried.

    `sleep` takes seconds, `rand` gives 0 to 1. `takes` is for `Sending`.
    """

    changed = Signal()

    def __init__(
        self,
        sending: Sending,
        line: Line,
        desk: Desk,
        tasks: Tasks,
        notices: Notices,
        *,
        memory: OutboxMemory | None = None,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        rand: Callable[[], float] = random.random,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._sending = sending
        self._line = line
        self._desk = desk
        self._tasks = tasks
        self._notices = notices
        self._memory: OutboxMemory = memory or MemoryForNow()
        self.now = now
        self._rand = rand
        self._sleep = sleep
        self._entries: dict[_Key, _Entry] = {}
        self._under_way: set[_Key] = set()
        self._unkept: dict[_Key, Waiting | None] = {}
        self._gone: set[_Key] = set()
        self._is_restored = False
        self._is_trying = False
        self._line_state = line.state
        sending.began.connect(self._began)
        sending.ended.connect(self._ended)
        line.state_changed.connect(self._line_changed)
        desk.drafts_changed.connect(self._drop_discarded)
        desk.session_opened.connect(self._opened_again)

    # --- looking ---------------------------------------------------------------------------

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """All that waits, of every account, in the order in which it goes."""
        return tuple(entry.waiting for entry in self._entries.values())

    @property
    def is_trying(self) -> bool:
        """Whether it is being tried at this moment."""
        return self._is_trying

    def is_here(self, waiting: Waiting) -> bool:
        """Whether it belongs to the account in use."""
        account = self._line.account
        return account is not None and account.key == waiting.account

    # --- what a person does ----------------------------------------------------------------

    def send_now(self) -> None:
        """Tries everything of the account in use at once, also what waited for the person."""
        if self._is_trying:
            return
        for entry in self._here():
            if entry.waiting.why is Why.PERSON:
                self._update(entry, why=Why.NETWORK)
        self._start(at_once=True, by_hand=True)

    def stop(self, waiting: Waiting) -> None:
        """Lets one wait no longer; its changes stay a draft."""
        entry = self._entries.get((waiting.account, waiting.candidate_id))
        if entry is not None:
            if entry.asked is not None:
                self._sending.cancel(entry.asked.session)
            self._drop(entry)

    def forget(self, account: str, candidate_id: str) -> None:
        """The draft of that candidate was thrown away: it waits for nothing any more."""
        self._gone.add((account, candidate_id))
        entry = self._entries.get((account, candidate_id))
        if entry is not None:
            self.stop(entry.waiting)
        elif not self._is_restored:
            self._keep((account, candidate_id), None)

    # --- what happens around it ------------------------------------------------------------

    async def restore(self) -> None:
        """Brings back what waited when the program ended; nothing goes out by that."""
        with contextlib.suppress(NotKept):  # the bar says why
            for kept in await self._memory.listing():
                entry = _Entry(replace(kept, why=Why.PERSON))
                if entry.key not in self._gone:
                    self._entries.setdefault(entry.key, entry)
        self._is_restored = True
        for session in self._desk.sessions.values():
            self._opened_again(session)
        self.changed.emit()

    def check_now(self) -> None:
        """Looks at once whether the network is back: the computer has slept, say."""
        if self._going_out() or self._line.state is LineState.OFFLINE:
            self._start(at_once=True)

    async def aclose(self) -> None:
        """Looks for the network no more; returns when all that waits is kept."""
        self._tasks.cancel(OUTBOX_TASK)
        await self._tasks.settled(_MEMORY_TASK)
        await self._keep_all()

    def takes(self, session: Session, mine: Mapping[str, Value], error: RedlineError) -> bool:
        """Takes over a send for which the network or a token is missing (see `Waits`)."""
        self._under_way.discard(_key(session))
        entry = self._entries.get(_key(session))
        why = self._reason(error)
        asked = Asked(session, mine)
        if why is None or not asked.count:
            if entry is not None:
                self._drop(entry)
            return False
        if entry is None:
            entry = self._entries[_key(session)] = _Entry(self._new(session))
        entry.again = True
        self._follow(entry, asked)
        self._look_at(entry, why=why)
        if why is Why.TOKEN:
            self._lack_token()
        else:
            self._start()
        return True

    # --- going on --------------------------------------------------------------------------

    def _start(self, *, at_once: bool = False, proven: bool = False, by_hand: bool = False) -> None:
        if not self._is_trying:
            work = self._go_on(at_once=at_once, proven=proven, by_hand=by_hand)
            self._tasks.start(work, name="outbox", key=OUTBOX_TASK, replace=True)

    async def _go_on(self, *, at_once: bool, proven: bool, by_hand: bool) -> None:
        """Looks for the network, ever less often, and sends while there is one.

        `proven`: a request of somebody else has just come through.
        """
        tries = 0
        while at_once or self._going_out():
            if not at_once:
                limit = min(LONGEST_S, SHORTEST_S * 2 ** min(tries, _MOST_DOUBLINGS))
                await self._sleep(self._rand() * limit)
                tries += 1
            self._set_trying(True)
            try:
                if proven or await self._line.reached():
                    await self._send_all(self._here() if by_hand else self._going_out())
                elif by_hand:
                    self._say_still_offline()
            finally:
                self._set_trying(False)
            at_once = proven = by_hand = False
            self._take_up_tokens()

    async def _send_all(self, entries: Iterable[_Entry]) -> None:
        for entry in entries:
            if self._entries.get(entry.key) is entry and self.is_here(entry.waiting):
                await self._send(entry)
                if entry.again:
                    return

    async def _send(self, entry: _Entry) -> None:
        asked = entry.asked or await self._opened(entry)
        if asked is None:
            self._update(entry, why=Why.PERSON)
            return
        await _idle(asked.session)
        if self._entries.get(entry.key) is not entry:
            return  # over by a send by hand
        entry.again = False
        if self._sending.send(asked.session, only=asked.keys):
            await self._sending.settled(asked.session)
        if not entry.again:
            self._drop(entry)

    async def _opened(self, entry: _Entry) -> Asked | None:
        """What waited before a restart, with its candidate in front for the person to see."""
        waiting = entry.waiting
        self._desk.open(waiting.candidate_id, name=waiting.name)
        await self._tasks.settled(OPEN_TASK)
        session = self._desk.sessions.get(waiting.candidate_id)
        if session is None:
            return None
        asked = Asked.as_it_stands(session, waiting.keys)
        self._follow(entry, asked)
        return asked

    def _going_out(self) -> tuple[_Entry, ...]:
        return tuple(entry for entry in self._here() if entry.waiting.why is Why.NETWORK)

    def _here(self) -> tuple[_Entry, ...]:
        return tuple(entry for entry in self._entries.values() if self.is_here(entry.waiting))

    # --- following the sends, the line and the drafts --------------------------------------

    def _began(self, session: Session) -> None:
        self._under_way.add(_key(session))
        self._gone.discard(_key(session))
        entry = self._entries.get(_key(session))
        if entry is not None:
            entry.again = False

    def _ended(self, session: Session, _report: SendReport) -> None:
        self._under_way.discard(_key(session))
        entry = self._entries.get(_key(session))
        if entry is not None and not entry.again:
            self._drop(entry)

    def _line_changed(self) -> None:
        before, self._line_state = self._line_state, self._line.state
        if self._is_trying or before is self._line_state:
            return
        self._take_up_tokens()
        if self._line_state is LineState.CONNECTED and self._going_out():
            self._start(at_once=True, proven=True)
        self.changed.emit()

    def _lack_token(self) -> None:
        """Everything of the account waits for a token; the bar asks for it."""
        for entry in self._going_out():
            self._update(entry, why=Why.TOKEN)

    def _take_up_tokens(self) -> None:
        """What waited for a token goes on once there is another."""
        if self._line.state is LineState.CONNECTED:
            for entry in self._here():
                if entry.waiting.why is Why.TOKEN:
                    self._update(entry, why=Why.NETWORK)

    def _drop_discarded(self) -> None:
        """A draft that was thrown away waits for nothing."""
        for entry in self._here():
            held = self._desk.sessions.get(entry.waiting.candidate_id)
            if entry.asked is not None and held is not entry.asked.session:
                self._drop(entry)

    def _opened_again(self, session: Session) -> None:
        """What waited before a restart is followed from when its candidate is opened."""
        entry = self._entries.get(_key(session))
        if entry is None or entry.asked is not None:
            return
        self._follow(entry, Asked.as_it_stands(session, entry.waiting.keys))
        self._edited(entry, session)

    def _follow(self, entry: _Entry, asked: Asked) -> None:
        is_new = entry.asked is None or entry.asked.session is not asked.session
        entry.asked = asked
        if is_new:
            asked.session.changed.connect(lambda _changed: self._edited(entry, asked.session))

    def _edited(self, entry: _Entry, session: Session) -> None:
        asked = entry.asked
        if asked is None or asked.session is not session:
            return
        asked.look()
        if _key(session) in self._under_way or self._entries.get(entry.key) is not entry:
            return
        if asked.count:
            self._look_at(entry, why=entry.waiting.why)
            return
        if asked.was_edited:
            text = _(
                "What waited for {name} was edited after Send and waits no longer. "
                "Send it when it is ready."
            ).format(name=session.current.full_name)
            self._notices.tell(text)
        self._drop(entry)

    # --- keeping ---------------------------------------------------------------------------

    def _new(self, session: Session) -> Waiting:
        account = self._line.account
        is_in_use = account is not None and account.key == session.account
        title = account.title if account is not None and is_in_use else session.account
        return Waiting(session.account, title, session.record_id, "", (), 0, self.now())

    def _look_at(self, entry: _Entry, *, why: Why) -> None:
        """Brings what is told and kept of an entry up to date."""
        asked = entry.asked
        if asked is not None:
            self._update(
                entry,
                why=why,
                name=asked.session.current.full_name,
                keys=tuple(sorted(asked.keys)),
                count=asked.count,
                is_unsure=bool(asked.session.draft.unknown),
            )

    def _update(self, entry: _Entry, **values: object) -> None:
        waiting = replace(entry.waiting, **values)  # type: ignore[arg-type]
        if waiting != entry.waiting:
            entry.waiting = waiting
            self._keep(entry.key, waiting)

    def _drop(self, entry: _Entry) -> None:
        if self._entries.get(entry.key) is entry:
            del self._entries[entry.key]
            self._keep(entry.key, None)

    def _keep(self, key: _Key, waiting: Waiting | None) -> None:
        self._unkept[key] = waiting
        work = self._keep_all()
        self._tasks.start(work, name="keep the outbox", key=_MEMORY_TASK, replace=False)
        self.changed.emit()

    async def _keep_all(self) -> None:
        """Brings the memory up to date; what it cannot keep now is tried with what comes next."""
        while self._unkept:
            key, waiting = next(iter(self._unkept.items()))
            try:
                if waiting is None:
                    await self._memory.forget(*key)
                else:
                    await self._memory.remember(waiting)
            except NotKept:
                return  # the bar says why
            if self._unkept[key] == waiting:
                del self._unkept[key]

    # --- inside ----------------------------------------------------------------------------

    def _say_still_offline(self) -> None:
        account = self._line.account
        text = _("{host} still cannot be reached. What waits goes out by itself when it can be.")
        self._notices.tell(text.format(host=account.host if account else ""), Tone.WARNING)

    def _set_trying(self, is_trying: bool) -> None:
        self._is_trying = is_trying
        self.changed.emit()

    def _reason(self, error: RedlineError) -> Why | None:
        """What a send that ended so waits for; None where waiting would not help."""
        if isinstance(error, (UntrustedConnection, BrokenEnvironment)):
            return None
        if isinstance(error, ConnectionFailed):
            return Why.NETWORK
        if isinstance(error, NotAccepted):
            return Why.TOKEN
        if outcome_of(error) is not Outcome.UNKNOWN:
            return None
        # It went out, and the line was lost before a read could tell what became of it.
        lost = {LineState.OFFLINE: Why.NETWORK, LineState.NOT_ACCEPTED: Why.TOKEN}
        return lost.get(self._line.state)


def _key(session: Session) -> _Key:
    return session.account, session.record_id


async def _idle(session: Session) -> None:
    """Waits until nothing is read or sent for the session."""
    idle = asyncio.Event()

    def look() -> None:
        if not session.is_sending:
            idle.set()

    session.phase_changed.connect(look)
    try:
        look()
        await idle.wait()
    finally:
        session.phase_changed.disconnect(look)

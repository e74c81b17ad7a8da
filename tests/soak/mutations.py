"""Our own safeguards, removed one at a time: each removal must turn a session red.

A proof whose safeguards can go unnoticed proves nothing about them. Each mutation says what it
takes away; the same random sessions run until the judge objects.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from typing import Any, Final

import gui.model.arrival
import gui.model.draft
import gui.model.merge
import gui.services.session
import gui.workable.client
import gui.workable.exchange
import gui.workable.report
import gui.workable.rounds
import gui.workable.send
import gui.workable.transport
import gui.workable.wire
import tests.soak.lines
import tests.soak.office
from gui.errors import OutcomeUnknown, ServiceTrouble
from gui.model.draft import Draft
from gui.model.fields import BY_KEY
from gui.model.merge import Collision, Merged, Side, merge_value
from gui.model.record import Record
from gui.model.saved import draft_to_json
from gui.model.values import Value
from gui.services.sending import Sending
from gui.workable.body import Body
from gui.workable.exchange import Exchange
from gui.workable.failures import Outcome, outcome_of
from gui.workable.pace import Priority
from gui.workable.report import Part, SendEnd, SendReport
from gui.workable.send import Intent, Send
from gui.workable.wire import record_from_json
from tests.soak.lines import run_in_memory, run_on_sockets
from tests.soak.model_server import Trap
from tests.soak.office import Office
from tests.soak.sessions import ORDINARY, TOKEN, Play, Result, Weather

Patch = Callable[[], AbstractContextManager[None]]


@contextlib.contextmanager
def _replaced(owner: Any, name: str, new: Any) -> Iterator[None]:
    old = owner.__dict__[name]
    setattr(owner, name, new)
    try:
        yield
    finally:
        setattr(owner, name, old)


@contextlib.contextmanager
def _all(*patches: AbstractContextManager[None]) -> Iterator[None]:
    with ExitStack() as stack:
        for patch in patches:
            stack.enter_context(patch)
        yield


# --- the send -----------------------------------------------------------------------------------


class _Remembering:
    """A service whose first read is the record as it was loaded."""

    def __init__(self, service: Any, base: Record) -> None:
        self._service = service
        self._base: Record | None = base

    async def candidate(self, candidate_id: str) -> Record:
        base, self._base = self._base, None
        if base is not None:
            return base
        found: Record = await self._service.candidate(candidate_id)
        return found

    async def patch(self, candidate_id: str, body: Body) -> Any:
        return await self._service.patch(candidate_id, body)


def _no_read_before() -> AbstractContextManager[None]:
    run = Send.run

    async def blind(
        self: Any, base: Record, mine: Record, keys: tuple[str, ...], **more: Any
    ) -> SendReport:
        self._service = _Remembering(self._service, base)
        return await run(self, base, mine, keys, **more)

    return _replaced(Send, "run", blind)


def _no_read_back() -> AbstractContextManager[None]:
    async def believing(
        _self: Any,
        _rounds: Any,
        keys: tuple[str, ...],
        before: Record,
        tried: Mapping[str, Value],
        request_id: str | None,
    ) -> SendReport:
        record = replace(before, values={**before.values, **tried})
        parts = (Part(keys, SendEnd.SENT, None, request_id),)
        return SendReport(parts, before, tried, record)

    return _replaced(Send, "_checked", believing)


def _blind_repeat() -> AbstractContextManager[None]:
    once = Exchange.write

    async def again(self: Any, *request: Any) -> Any:
        for _ in range(2):
            try:
                return await once(self, *request)
            except (OutcomeUnknown, ServiceTrouble):
                continue
        return await once(self, *request)

    return _replaced(Exchange, "write", again)


def _outcome(kind: type[BaseException]) -> Patch:
    """Takes that kind of failure for a certain "not applied"."""
    tells = outcome_of

    def certain(error: BaseException | None) -> Outcome:
        return Outcome.NOT_APPLIED if isinstance(error, kind) else tells(error)

    return lambda: _replaced(gui.workable.send, "outcome_of", certain)


def _no_alterations() -> AbstractContextManager[None]:
    return _replaced(gui.workable.report, "alterations", lambda _sent, _stored: ())


def _no_questions() -> AbstractContextManager[None]:
    def mine_wins(key: str, base: Value, mine: Value, theirs: Value) -> Merged:
        return Merged(merge_value(key, base, mine, theirs).value)

    return _replaced(gui.workable.rounds, "merge_value", mine_wins)


def _whole_keys() -> AbstractContextManager[None]:
    """Mine wins wherever I changed anything of the key: lists are sent as they were loaded."""

    def mine_wins(key: str, base: Value, mine: Value, theirs: Value) -> Merged:
        return Merged(mine if mine != base else theirs)

    return _replaced(gui.workable.rounds, "merge_value", mine_wins)


def _no_names() -> AbstractContextManager[None]:
    return _replaced(gui.workable.send, "effects_of", lambda _stored, _wanted: ())


def _doubles_unasked() -> AbstractContextManager[None]:
    return _replaced(gui.workable.send, "added_again", lambda *_all: ())


def _one_part() -> AbstractContextManager[None]:
    return _replaced(gui.workable.send, "parts_of", lambda keys: (keys,))


def _everything_goes() -> AbstractContextManager[None]:
    """All keys go out, changed or not."""
    every = tuple(BY_KEY)
    return _all(
        _replaced(Sending, "_sendable", lambda _self, _session, *_only: every),
        _replaced(gui.workable.rounds, "same_value", lambda _key, _one, _other: False),
    )


def _nothing_held() -> AbstractContextManager[None]:
    return _replaced(Draft, "changes_to_send", Draft.changes)


def _no_intent() -> AbstractContextManager[None]:
    async def forgets(_self: Any, _session: Any, _mine: Any, _intent: Intent) -> bool:
        return False

    return _replaced(Office, "intend", forgets)


def _empty_is_proof() -> AbstractContextManager[None]:
    patch = gui.workable.client.WorkableClient.patch

    async def believes(self: Any, candidate_id: str, body: Body) -> Any:
        answer = await patch(self, candidate_id, body)
        return answer if answer.record is not None else replace(answer, record=_ANY)

    return _replaced(gui.workable.client.WorkableClient, "patch", believes)


_ANY: Final = Record("1de00000", {})


# --- the draft ----------------------------------------------------------------------------------


def _no_content_match() -> AbstractContextManager[None]:
    def nobody(_key: str, _before: Any, _mine: Any, _theirs: Any) -> dict[str, Any]:
        return {}

    return _all(
        _replaced(gui.model.merge, "same_entries", nobody),
        _replaced(gui.model.arrival, "same_entries", nobody),
        _replaced(gui.model.arrival, "_likeness", lambda _key, _one, _other: 0),
    )


def _no_adoption() -> AbstractContextManager[None]:
    return _replaced(Draft, "_rename", lambda _self, _key, _renames: None)


def _new_baseline_at_once() -> AbstractContextManager[None]:
    accept = Draft.accept

    def forgets(self: Any, sent: Mapping[str, Value], server: Record) -> None:
        accept(self, sent, server)
        self._baseline = server
        self._compared.clear()

    return _replaced(Draft, "accept", forgets)


def _settles_unasked() -> AbstractContextManager[None]:
    settle = Draft.settle

    def forgets(
        self: Any, theirs: Record, items: Sequence[tuple[Collision, Side]], *, label: str
    ) -> None:
        settle(self, theirs, items, label=label)
        self._baseline = theirs
        self._compared.clear()

    return _replaced(Draft, "settle", forgets)


def _forgets_typing() -> AbstractContextManager[None]:
    """What was typed during the send is replaced by what the service holds."""
    accept = Draft.accept

    def forgets(self: Any, sent: Mapping[str, Value], server: Record) -> None:
        accept(self, sent, server)
        for key in sent:
            self._current = self._current.with_value(key, server.get(key))
        self._compared.clear()

    return _replaced(Draft, "accept", forgets)


def _learns_nothing() -> AbstractContextManager[None]:
    def forgets(self: Any, _server: Record) -> None:
        self._unknown = {}
        self._went_out = {}

    return _replaced(Draft, "learn", forgets)


def _alike_is_arrived() -> AbstractContextManager[None]:
    return _replaced(gui.model.arrival, "_shows", lambda _sent, _base, _stored: True)


def _unknown_not_kept() -> AbstractContextManager[None]:
    def forgets(draft: Any) -> Any:
        written = draft_to_json(draft)
        return {**written, "unknown": {}, "went_out": {}}

    return _replaced(tests.soak.office, "draft_to_json", forgets)


def _undo_puts_back_all() -> AbstractContextManager[None]:
    def whole(_key: str, _start: Value, wanted: Value, _here: Value) -> Value:
        return wanted

    return _replaced(gui.model.draft, "taken_back", whole)


# --- reading ------------------------------------------------------------------------------------


def _unread_is_empty() -> AbstractContextManager[None]:
    """A list that cannot be read counts as an empty one."""
    read_words, read_entries = gui.workable.wire._words, gui.workable.wire._entries

    def some_words(raw: object) -> Value:
        return read_words(raw) if isinstance(raw, list) else ()

    def some_entries(field: Any, raw: object) -> Value:
        return read_entries(field, raw) if isinstance(raw, list) else ()

    def filled(answer: object) -> Record:
        record = record_from_json(answer)
        lists = ("education_entries", "experience_entries", "tags", "skills")
        values = {key: () for key in lists if key not in record.values}
        return replace(record, values={**record.values, **values})

    return _all(
        _replaced(gui.workable.wire, "_words", some_words),
        _replaced(gui.workable.wire, "_entries", some_entries),
        _replaced(gui.workable.client, "record_from_json", filled),
    )


def _any_json() -> AbstractContextManager[None]:
    return _replaced(gui.workable.exchange, "read_json", json.loads)


def _any_type() -> AbstractContextManager[None]:
    """A page of HTML, or nothing at all, counts as success as long as the status does."""

    async def believes(self: Any, candidate_id: str, body: Body) -> Any:
        segments = ("candidates", candidate_id)
        answer = await self._exchange.write("PATCH", segments, body, Priority.PERSON)
        return gui.workable.client.PatchAnswer(_ANY, answer.status, answer.request_id)

    return _replaced(gui.workable.client.WorkableClient, "patch", believes)


# --- the line -----------------------------------------------------------------------------------


def _follows_redirects() -> AbstractContextManager[None]:
    make = gui.workable.transport._client

    def follows(context: Any, trust_env: bool, headers: dict[str, str]) -> Any:
        client: Any = make(context, trust_env, headers)
        client.follow_redirects = True
        # As a client does that puts its token on every request it makes.
        hop = client._redirect_headers

        def with_token(*request: Any) -> Any:
            found = hop(*request)
            found["Authorization"] = headers.get("Authorization", "")
            return found

        client._redirect_headers = with_token
        return client

    return _replaced(gui.workable.transport, "_client", follows)


def _no_cap() -> AbstractContextManager[None]:
    return _replaced(tests.soak.lines, "CAP", 1 << 40)


@dataclass(frozen=True, slots=True)
class Mutation:
    """One safeguard taken away, and the weather in which it is needed most. `on_sockets` where
    memory knows no such thing."""

    name: str
    patch: Patch
    weather: Weather = ORDINARY
    on_sockets: bool = False


_LOST: Final = Weather(0.8, ("drop", "reset", "half_body", "late_lost", "dropped_before"))
_KILLED: Final = Weather(
    0.6, ("drop", "reset"), kills=0.12, types=0.2, colleague=0.2, often=("add", "field", "undo")
)
_REWRITTEN: Final = Weather(0.6, ("drop", "reset"), colleague=0.5, kills=0.1, often=("add",))
_EMPTY: Final = Weather(0.8, ("empty_before", "portal_200", "empty_200", "drop"))
_MOVED: Final = Weather(0.8, ("moved_before", "moved_301", "moved_303", "moved_307"))
_BUSY: Final = Weather(0.0, colleague=0.4, types=0.1)
_UNREAD: Final = Weather(0.8, ("no_lists", "null_lists", "wrong_types"))
_HELD: Final = Weather(0.0, colleague=0.5, types=0.1, often=("hold", "value", "value"))
_UNDONE: Final = Weather(0.0, colleague=0.05, types=0.3, often=("add", "field", "undo", "undo"))

MUTATIONS: Final = (
    Mutation("no read before writing", _no_read_before),
    Mutation("no read back after writing", _no_read_back),
    Mutation("a write of unknown outcome is repeated blindly", _blind_repeat, _LOST),
    Mutation("a broken line counts as not applied", _outcome(OutcomeUnknown), _LOST),
    Mutation("a 5xx counts as not applied", _outcome(ServiceTrouble)),
    Mutation("an empty 2xx counts as applied", _empty_is_proof, _EMPTY),
    Mutation("any 2xx counts as applied and as the record", _any_type, _EMPTY),
    Mutation("what the service altered is not told", _no_alterations),
    Mutation("collisions are not asked about", _no_questions),
    Mutation("keys are joined whole", _whole_keys),
    Mutation("deletions are not named", _no_names),
    Mutation("what may be there already is added unasked", _doubles_unasked, _REWRITTEN),
    Mutation("social profiles go with the rest", _one_part),
    Mutation("untouched keys go out too", _everything_goes),
    Mutation("held keys go out too", _nothing_held, _HELD),
    Mutation("nothing is kept before it goes out", _no_intent, _KILLED),
    Mutation("new entries are not known by their content", _no_content_match),
    Mutation("new ids are not adopted", _no_adoption, _LOST),
    Mutation("a fresh read is the baseline at once", _new_baseline_at_once),
    Mutation("what was not asked about counts as settled", _settles_unasked, _HELD),
    Mutation("what was typed during a send is dropped", _forgets_typing, _BUSY),
    Mutation("nothing is learned of unknown writes", _learns_nothing, _LOST),
    Mutation("what is alike counts as arrived", _alike_is_arrived, _LOST),
    Mutation("unknown writes are not kept with the draft", _unknown_not_kept, _KILLED),
    Mutation("undo puts back more than its step", _undo_puts_back_all, _UNDONE),
    Mutation("an unread list counts as empty", _unread_is_empty, _UNREAD),
    Mutation("any JSON is believed", _any_json),
    Mutation("redirects are followed", _follows_redirects, _MOVED, on_sockets=True),
    Mutation("answers have no limit", _no_cap, Weather(0.9, ("endless",)), on_sockets=True),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one mutation: the promise that turned red and after how many sessions."""

    name: str
    promise: str
    sessions: int
    seed: str

    @property
    def is_caught(self) -> bool:
        return bool(self.promise)


def try_mutation(mutation: Mutation, seed: str, limit: int) -> Verdict:
    """Runs sessions without that safeguard until one turns red, `limit` at most."""
    for number in range(limit):
        name = f"{seed}.{number}"
        with mutation.patch():
            run = _on_sockets if mutation.on_sockets else _in_memory
            promise = run(name, mutation.weather)
        if promise:
            return Verdict(mutation.name, promise, number + 1, name)
    return Verdict(mutation.name, "", limit, "")


def _in_memory(seed: str, weather: Weather) -> str:
    return _told(run_in_memory(Play(seed, weather).in_memory()))


def _on_sockets(seed: str, weather: Weather) -> str:
    async def run() -> str:
        async with Trap().listening() as trap:
            result = await Play(seed, weather).on_sockets(trap)
            if any(TOKEN.encode() in head for head in trap.seen):
                return "P7 the token reached another host"
            if result.most_taken > SWALLOWED:
                return "H30 an endless answer was swallowed"
            return _told(result)

    return run_on_sockets(run())


def _told(result: Result) -> str:
    """Every promise that was broken, or nothing."""
    return ", ".join(sorted({broken.promise for broken in result.broken}))


SWALLOWED: Final = 8 * 1024 * 1024
"""Bytes of an endless answer that nobody may take: the limit, and what lies in buffers."""

"""The verbs of the service that the editor needs, one method each (API §4, §5, §8).

What is repeated, and that a write never is, lies in `gui.workable.exchange`. Stays away from what
a change is and from the order of a send (`gui.workable.send`).
"""

from __future__ import annotations

import asyncio
import importlib
import random
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import TYPE_CHECKING, Final, Protocol, TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit

from gui.errors import NotAllowed, NotFound
from gui.model.record import Record
from gui.secret import Secret
from gui.workable.answer import Answer, Fetched
from gui.workable.body import Body, json_bytes
from gui.workable.endpoint import Endpoint
from gui.workable.exchange import Exchange, json_of
from gui.workable.failures import saying_what_is_kept, unexpected
from gui.workable.pace import Pace, Priority
from gui.workable.refusals import from_answer
from gui.workable.wire import (
    Account,
    Activity,
    Job,
    Member,
    RowSummary,
    Stage,
    account_from_json,
    activity_from_json,
    is_candidate_id,
    job_from_json,
    member_from_json,
    record_from_json,
    rows_from_json,
    stage_from_json,
)

if TYPE_CHECKING:
    from gui.workable.transport import Limits, Transport


class _Listed(Protocol):
    @property
    def id(self) -> str | None: ...


_T = TypeVar("_T")
_L = TypeVar("_L", bound=_Listed)

PAGE_SIZE: Final = 50
MAX_PAGE_SIZE: Final = 100
_MAX_PAGES: Final = 200


@dataclass(frozen=True, slots=True)
class Access:
    """What a token proved able to read. `writes` stays unknown (None) until a first send."""

    account: Account | None
    reads_account: bool
    reads_jobs: bool
    reads_candidates: bool
    writes: bool | None = None


@dataclass(frozen=True, slots=True)
class CandidateQuery:
    """The filters of the candidate list (API §8.1); `stage` is a slug, times are ISO 8601."""

    email: str | None = None
    shortcode: str | None = None
    stage: str | None = None
    updated_after: str | None = None
    created_after: str | None = None
    limit: int = PAGE_SIZE

    def params(self) -> dict[str, str]:
        """The query of the request."""
        given = {
            "email": self.email,
            "shortcode": self.shortcode,
            "stage": self.stage,
            "updated_after": self.updated_after,
            "created_after": self.created_after,
        }
        found = {name: value for name, value in given.items() if value}
        return found | {"limit": str(min(MAX_PAGE_SIZE, max(1, self.limit)))}


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the next page begins. Opaque to everybody but the client."""

    segments: tuple[str, ...]
    params: Mapping[str, str] = field(repr=False)
    last_id: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, none twice, and where it goes on; None at the end."""

    rows: tuple[RowSummary, ...]
    next: Cursor | None = None


@dataclass(frozen=True, slots=True)
class PatchAnswer:
    """A PATCH that ended with a 2xx.

    `record` is None where the answer had no body at all: read the record then (API §5).
    """

    record: Record | None
    status: int
    request_id: str | None = None


class WorkableClient:
    """One account's service. Errors are those of `gui.errors`; each method may raise any."""

    def __init__(
        self,
        transport: Transport,
        pace: Pace,
        *,
        rand: Callable[[], float] = random.random,
    ) -> None:
        self._transport = transport
        self._pace = pace
        self._exchange = Exchange(transport, pace, rand=rand)

    @classmethod
    async def connect(
        cls,
        endpoint: Endpoint,
        token: Secret,
        pace: Pace,
        *,
        limits: Limits | None = None,
        read_only: bool = False,
    ) -> WorkableClient:
        """A client with connections of its own; nothing is sent yet. One that is `read_only`
        refuses to write.

        The HTTP library is imported here and in a thread, where the window does not wait for it.
        `BrokenEnvironment` where no connection can be made from here (H28).
        """
        module = await asyncio.to_thread(_import_transport)
        given = limits or module.Limits()
        transport = await module.Transport.connect(
            endpoint, token, limits=given, read_only=read_only
        )
        return cls(transport, pace)

    @property
    def endpoint(self) -> Endpoint:
        """Where the requests go."""
        return self._transport.endpoint

    @property
    def pace(self) -> Pace:
        """The budget of requests, for the status bar."""
        return self._pace

    def url_of_candidate(self, candidate_id: str) -> str:
        """The address a PATCH of that candidate goes to, for showing."""
        return f"{self.endpoint.base_url}/candidates/{_checked(candidate_id)}"

    async def aclose(self) -> None:
        """Closes the connections and the pace."""
        self._pace.close()
        await self._transport.aclose()

    # --- account -------------------------------------------------------------------------

    async def check(self, *, priority: Priority = Priority.PERSON) -> Access:
        """What the token can read, by three small reads (API §2.3).

        Raises where the token as such does not work: 401, another account's subdomain, no
        connection. A missing right is no error here.
        """
        accounts = await _allowed(self.accounts(priority=priority))
        jobs = await _allowed(self._exchange.get(("jobs",), {"limit": "1"}, priority))
        rows = await _allowed(self._exchange.get(("candidates",), {"limit": "1"}, priority))
        return Access(
            account=self._own(accounts or ()),
            reads_account=accounts is not None,
            reads_jobs=jobs is not None,
            reads_candidates=rows is not None,
        )

    async def probe(self, *, priority: Priority = Priority.PERSON) -> None:
        """One small read, once, whose answer nobody uses: whether the service can be reached."""
        await self._exchange.get_once(("jobs",), {"limit": "1"}, priority)

    async def accounts(self, *, priority: Priority = Priority.PERSON) -> tuple[Account, ...]:
        """The accounts that the token can see."""
        answer = await self._exchange.get(("accounts",), {}, priority)
        found = (account_from_json(item) for item in _list(answer, "accounts"))
        return tuple(account for account in found if account is not None)

    async def account(self, *, priority: Priority = Priority.PERSON) -> Account | None:
        """The account one is connected to; None where the service does not name it."""
        return self._own(await self.accounts(priority=priority))

    def _own(self, accounts: tuple[Account, ...]) -> Account | None:
        wanted = self.endpoint.subdomain
        if wanted is None:
            return accounts[0] if len(accounts) == 1 else None
        return next((account for account in accounts if account.subdomain == wanted), None)

    async def jobs(self, *, priority: Priority = Priority.BACKGROUND) -> tuple[Job, ...]:
        """All jobs, page by page."""
        return await self._all("jobs", job_from_json, lambda job: job.shortcode, priority)

    async def members(self, *, priority: Priority = Priority.PERSON) -> tuple[Member, ...]:
        """The active members of the account, page by page (API §8.3)."""
        return await self._all("members", member_from_json, lambda member: member.id, priority)

    async def stages(self, *, priority: Priority = Priority.BACKGROUND) -> tuple[Stage, ...]:
        """The stages of the account's pipeline in their order."""
        answer = await self._exchange.get(("stages",), {}, priority)
        found = (stage_from_json(item) for item in _list(answer, "stages"))
        return tuple(
            sorted((stage for stage in found if stage is not None), key=lambda s: s.position)
        )

    # --- candidates ----------------------------------------------------------------------

    async def candidates(
        self,
        query: CandidateQuery = CandidateQuery(),
        since: Cursor | str | None = None,
        *,
        priority: Priority = Priority.BACKGROUND,
    ) -> Page:
        """One page of the list, from the start, from a page's `next` or from an id.

        A row without a usable id makes the whole page an `UnexpectedAnswer`.
        """
        cursor = since if isinstance(since, Cursor) else Cursor(("candidates",), query.params())
        if isinstance(since, str):
            params = {**cursor.params, "since_id": _checked(since)}
            cursor = Cursor(cursor.segments, params)
        answer = await self._exchange.get(cursor.segments, cursor.params, priority)
        rows = rows_from_json(_list(answer, "candidates"))
        last = rows[-1].id if rows else None
        # The cursor's row comes again at the head of the next page (API §8.1).
        fresh = tuple(row for row in rows if row.id != cursor.last_id)
        return Page(fresh, self._next(answer, cursor, last) if fresh else None)

    async def candidate(self, candidate_id: str, *, priority: Priority = Priority.PERSON) -> Record:
        """The record as it is stored now."""
        answer = await self._exchange.get(("candidates", _checked(candidate_id)), {}, priority)
        record = record_from_json(answer)
        if record.id.lower() != candidate_id.lower():
            raise unexpected("candidate.id")
        return record

    async def find_by_email(
        self, email: str, *, priority: Priority = Priority.PERSON
    ) -> tuple[RowSummary, ...]:
        """The records with that e-mail, one for each job of the person (API §3.4).

        What the service returns beyond an exact match is left out; case does not count.
        """
        query = CandidateQuery(email=email, limit=MAX_PAGE_SIZE)
        page = await self.candidates(query, priority=priority)
        wanted = email.strip().casefold()
        return tuple(row for row in page.rows if (row.email or "").casefold() == wanted)

    async def patch(
        self, candidate_id: str, body: Body, *, priority: Priority = Priority.PERSON
    ) -> PatchAnswer:
        """Sends one PATCH, once (API §5); the body comes from `gui.workable.body`.

        Whether a failure can have been applied is told by `outcome_of` of the error; an answer
        2xx with something else than the record is an `UnexpectedAnswer`, so unknown (H29).
        """
        segments = ("candidates", _checked(candidate_id))
        with saying_what_is_kept():
            answer = await self._exchange.write("PATCH", segments, body, priority)
            if not answer.body.strip():
                return PatchAnswer(None, answer.status, answer.request_id)
            record = record_from_json(await json_of(answer))
            if record.id.lower() != candidate_id.lower():
                raise unexpected("candidate.id", answer.status, request_id=answer.request_id)
            return PatchAnswer(record, answer.status, answer.request_id)

    async def activities(
        self, candidate_id: str, *, priority: Priority = Priority.BACKGROUND
    ) -> tuple[Activity, ...]:
        """The first page of the timeline, in which edits never appear (API §12.2)."""
        segments = ("candidates", _checked(candidate_id), "activities")
        answer = await self._exchange.get(segments, {}, priority)
        found = (activity_from_json(item) for item in _list(answer, "activities"))
        return tuple(activity for activity in found if activity is not None)

    async def add_comment(
        self,
        candidate_id: str,
        member_id: str,
        text: str,
        *,
        policy: tuple[str, ...] = (),
        priority: Priority = Priority.PERSON,
    ) -> None:
        """Leaves a comment in a member's name, the only trace of an edit (API §8.8, §12.3)."""
        comment: dict[str, object] = {"body": text}
        if policy:
            comment["policy"] = list(policy)
        body = json_bytes({"member_id": member_id, "comment": comment})
        segments = ("candidates", _checked(candidate_id), "comments")
        with saying_what_is_kept():
            await self._exchange.write("POST", segments, body, priority)

    async def download(self, url: str) -> Fetched:
        """The file behind a signed link, without the token; outside the budget (API §4.5)."""
        return await self._transport.fetch(url)

    async def resume(self, record: Record) -> Fetched:
        """The stored resume; an expired link is renewed by reading the record once (H32).

        `NotFound` without a request where the record has none.
        """
        url = record.facts.resume_url
        if url is not None:
            try:
                return await self.download(url)
            except (NotAllowed, NotFound):
                pass
        fresh = await self.candidate(record.id)
        if fresh.facts.resume_url is None:
            raise from_answer(Answer(404, {}, b""), write=False)
        return await self.download(fresh.facts.resume_url)

    # --- pages ---------------------------------------------------------------------------

    async def _all(
        self,
        name: str,
        made_of: Callable[[object], _L | None],
        key_of: Callable[[_L], str],
        priority: Priority,
    ) -> tuple[_L, ...]:
        """Everything in a list, page by page, each once by its key."""
        found: dict[str, _L] = {}
        cursor: Cursor | None = Cursor((name,), {"limit": str(MAX_PAGE_SIZE)})
        for _ in range(_MAX_PAGES):
            if cursor is None:
                break
            answer = await self._exchange.get(cursor.segments, cursor.params, priority)
            items = [item for raw in _list(answer, name) if (item := made_of(raw)) is not None]
            fresh = [item for item in items if key_of(item) not in found]
            found |= {key_of(item): item for item in fresh}
            last = items[-1].id if items else None
            cursor = self._next(answer, cursor, last) if fresh else None
        return tuple(found.values())

    def _next(self, answer: object, cursor: Cursor, last_id: str | None) -> Cursor | None:
        """The next page: the service's link where it leads to our own host, else by `since_id`.

        Only path and query are taken from the link; the request goes to the endpoint anyway.
        """
        paging = answer.get("paging") if isinstance(answer, dict) else None
        link = paging.get("next") if isinstance(paging, dict) else None
        if not isinstance(link, str) or not link:
            return None
        found = self._same_host(link, last_id)
        if found is None:
            if last_id is None:
                return None
            found = Cursor(cursor.segments, {**cursor.params, "since_id": last_id}, last_id)
        same = (found.segments, dict(found.params)) == (cursor.segments, dict(cursor.params))
        return None if same else found

    def _same_host(self, link: str, last_id: str | None) -> Cursor | None:
        ours = urlsplit(self.endpoint.base_url)
        try:
            theirs = urlsplit(link)
            same = (theirs.scheme, theirs.hostname, theirs.port or None) == (
                ours.scheme,
                ours.hostname,
                ours.port or None,
            )
            params = dict(parse_qsl(theirs.query, max_num_fields=30))
        except ValueError:
            return None
        prefix = self.endpoint.path + "/"
        if not same or not theirs.path.startswith(prefix):
            return None
        segments = tuple(unquote(part) for part in theirs.path.removeprefix(prefix).split("/"))
        return Cursor(segments, params, last_id)


async def _allowed(read: Awaitable[_T]) -> _T | None:
    """What the read gives; None where the token lacks the right."""
    try:
        return await read
    except NotAllowed:
        return None


def _checked(candidate_id: str) -> str:
    """The id, safe for a path (H21)."""
    if not is_candidate_id(candidate_id):
        raise unexpected("id")
    return candidate_id


def _list(answer: object, key: str) -> list[object]:
    items = answer.get(key) if isinstance(answer, dict) else None
    if not isinstance(items, list):
        raise unexpected(key)
    return items


def _import_transport() -> ModuleType:
    # The command line of httpx is tried at each import of it, and brings two more libraries along
    # to find that a third is missing.
    sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
    return importlib.import_module("gui.workable.transport")

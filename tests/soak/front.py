"""The service's front: one request in, one answer out, with what the script has in store for it.

Knows paths, tokens, rate headers and faults; both lines, sockets and memory, end here. Everything
that arrives is kept for the judge.
"""

from __future__ import annotations

import random
from collections import Counter, deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, Protocol
from urllib.parse import parse_qs, urlsplit

from tests.soak.faults import JSON, Applied, Fault, Line, Reply, _json, good, refusal
from tests.soak.service import Candidate, Refusal, Request, Service, read_patch

BASE: Final = "/spi/v3/"
LIMIT: Final = 10
INTERVAL: Final = 10.0


class Script(Protocol):
    """What is in store for the requests of one session."""

    def drops_connection(self) -> bool:
        """Whether the next connection is closed as soon as it is there."""

    def fault(self, request: Request) -> Fault | None:
        """What goes wrong with this request."""

    def arrived(self, request: Request) -> None:
        """The request is there and nothing came of it yet."""

    def handled(self, request: Request) -> None:
        """The request did what it does; its answer is not under way yet."""


class Calm:
    """Nothing happens."""

    def drops_connection(self) -> bool:
        return False

    def fault(self, request: Request) -> Fault | None:
        return None

    def arrived(self, request: Request) -> None:
        return None

    def handled(self, request: Request) -> None:
        return None


class Front:
    """One account's front. `down` while nothing listens; `clock` gives seconds."""

    def __init__(
        self,
        service: Service,
        script: Script,
        *,
        token: str,
        seed: str,
        clock: Callable[[], float],
        on_request: Callable[[Candidate, Request], None] = lambda _candidate, _request: None,
        on_patch: Callable[[Candidate, Request], None] = lambda _candidate, _request: None,
    ) -> None:
        self.service = service
        self.script = script
        self.down = False
        self.met: Counter[str] = Counter()
        """How often each fault met a request."""
        self.requests = 0
        self.busiest = 0
        """The most requests in any ten seconds."""
        self.most_taken = 0
        """The most bytes that a client took of an answer without end."""
        self.forgets = False
        """Keeps nothing and limits nothing: for clients that are measured, not judged."""
        self._token = token
        self._clock = clock
        self._on_request = on_request
        self._on_patch = on_patch
        self._rng = random.Random(f"{seed}/front")
        self._recent: deque[float] = deque()

    def connects(self) -> bool:
        """Whether a new connection is served."""
        if self.script.drops_connection():
            self.met["dropped_at_once"] += 1
            return False
        return True

    def handle(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """The answer to a request, and its way."""
        self.requests += 1
        self._count()
        if headers.get("authorization") != f"Bearer {self._token}":
            return refusal(401, {"error": "Not authorized"})
        parts = urlsplit(target)
        path = parts.path.removeprefix(BASE).strip("/").split("/")
        if path == ["accounts"]:
            return self._plain({"accounts": [{"id": "64f8b", "name": "Soak", "subdomain": "soak"}]})
        if path == ["candidates"]:
            return self._listed(parse_qs(parts.query))
        candidate = self.service.candidates.get(path[1]) if path[0] == "candidates" else None
        if candidate is None or len(path) != 2 or method not in ("GET", "PATCH"):
            return refusal(404, {"error": "Not found"})
        return self._of_candidate(candidate, method, body)

    def _of_candidate(self, candidate: Candidate, method: str, body: bytes) -> Reply:
        service = self.service
        service.tick(candidate)
        request = Request(
            self.requests, method, candidate.id, body, self._clock(), candidate.version
        )
        request.previous = candidate.requests[-1] if candidate.requests else None
        candidate.requests.append(request)
        fault = self.script.fault(request)
        if fault is not None:
            request.fault = fault.name
            self.met[fault.name] += 1
        self._on_request(candidate, request)
        if method == "PATCH":
            reply = self._patched(candidate, request, fault)
        else:
            self.script.arrived(request)
            request.version = candidate.version
            if candidate.gone:
                reply = refusal(404, {"error": "Not found"})
            else:
                reply = self._read(candidate, fault)
        self.script.handled(request)
        request.delivered = method == "GET" and reply.told
        if self.forgets:
            candidate.forget()
        if reply.line is Line.DOWN_AFTER:
            self.down = not self.forgets
        return self._with_rate(reply)

    def _read(self, candidate: Candidate, fault: Fault | None) -> Reply:
        shown = self.service.shown(candidate)
        return fault.make(shown, self._rng) if fault is not None else good(shown)

    def _patched(self, candidate: Candidate, request: Request, fault: Fault | None) -> Reply:
        service = self.service
        applied = fault.applied if fault is not None else Applied.ONCE
        try:
            read_patch(service, request)
            self._on_patch(candidate, request)
            self.script.arrived(request)
            if candidate.gone:
                raise Refusal(404, {"error": "Not found"})
            if applied is Applied.LATE:
                request.held = True
                wait = self._rng.randint(1, 3)
                service.later(wait, candidate, lambda whose: self._late(whose, request))
            elif applied is not Applied.NO:
                service.patch(candidate, request)
                if applied is Applied.TWICE:
                    service.patch(candidate, request, late=True)
        except Refusal as error:
            if applied is Applied.NO and fault is not None:
                return fault.make(service.shown(candidate), self._rng)
            return refusal(error.status, error.body)
        shown = service.shown(candidate)
        return fault.make(shown, self._rng) if fault is not None else good(shown)

    def _late(self, candidate: Candidate, request: Request) -> None:
        request.held = False
        if candidate.gone:
            return
        try:
            self.service.patch(candidate, request, late=True)
        except Refusal:
            return

    def _listed(self, query: Mapping[str, list[str]]) -> Reply:
        wanted = query.get("email", [""])[0].casefold()
        rows = [
            self.service.row(candidate)
            for candidate in self.service.candidates.values()
            if not candidate.gone
            and wanted in ("", str(candidate.doc.get("email") or "").casefold())
        ]
        return self._plain({"candidates": rows})

    def _plain(self, body: object) -> Reply:
        return self._with_rate(Reply(200, _json(body), JSON))

    def _with_rate(self, reply: Reply) -> Reply:
        """The three headers, on answers that have them (API §9, §10)."""
        if self.forgets or reply.status in (404, 422, 429):
            return reply
        left = max(0, LIMIT - len(self._recent))
        rate = {
            "X-Rate-Limit-Limit": str(LIMIT),
            "X-Rate-Limit-Remaining": str(left),
            "X-Rate-Limit-Reset": str(int(self._clock() + INTERVAL)),
            "X-Request-Id": f"req-{self.requests}",
        }
        return replace(reply, headers={**rate, **reply.headers})

    def _count(self) -> None:
        now = self._clock()
        while self._recent and self._recent[0] <= now - INTERVAL:
            self._recent.popleft()
        self._recent.append(now)
        self.busiest = max(self.busiest, len(self._recent))

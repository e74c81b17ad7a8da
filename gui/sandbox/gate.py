"""The way in to the API: token, account, rate limit, right, endpoint; and the common headers.

It answers every request below `/spi/v3` completely and never fails: whatever goes wrong inside is
an answer too. Faults of the connection are not its affair (`gui.sandbox.exchange`).
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route

from gui.sandbox.answers import Refusal, forbidden, not_authorized, not_found, wrong_subdomain
from gui.sandbox.behaviour import Switch, Switches
from gui.sandbox.clock import Clock
from gui.sandbox.limits import RateLimits, Standing
from gui.sandbox.records import Records
from gui.sandbox.serving import BASE, OLDER_BASE, Entrance, answered
from gui.sandbox.store import Store
from gui.sandbox.tokens import READING, Token, token_from

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Door:
    route: Route
    entrance: Entrance


class Gate:
    """Answers API requests."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        switches: Switches,
        limits: RateLimits,
        records: Records,
        entrances: Iterable[Entrance],
    ) -> None:
        self._store = store
        self._clock = clock
        self._switches = switches
        self._limits = limits
        self._records = records
        known = list(entrances)
        # The older base first: below the newer one its paths would look like an account's.
        self._doors: Final = [
            _Door(Route(base + entrance.path, entrance.endpoint), entrance)
            for base in (OLDER_BASE, BASE)
            for entrance in known
        ]
        self._answers = 0

    async def answer(self, request: Request) -> Response:
        """The whole answer. Notes in `request.state`: `token` (its name), `unknown_keys`."""
        request.state.token = "none"  # noqa: S105 - a name
        request.state.unknown_keys = []
        try:
            self._records.settle()
            response = await self._let_in(request)
        except Refusal as refusal:
            response = refused(refusal)
        except Exception:  # noqa: BLE001 - a fault of the imitation is an answer of the service
            _log.exception("The sandbox failed to answer a request")
            response = Response(status_code=500)
        self._answers += 1
        number = f"{self._answers}".encode()
        response.headers["X-Request-Id"] = hashlib.md5(number, usedforsecurity=False).hexdigest()
        return response

    async def _let_in(self, request: Request) -> Response:
        token = self._token(request)
        door = self._door(request)
        named = {request.path_params.get(key) for key in ("subdomain", "account")}
        if {token.subdomain, *named} - {None, self._subdomain}:
            raise wrong_subdomain()
        standing = self._spend(token)
        if door is None:
            raise not_found()
        if not (set(door.entrance.scopes) & set(token.scopes)) and self._checks_scopes:
            raise forbidden("Insufficient scope")
        response = await door.entrance.endpoint(request)
        # Recorded: refusals carry no rate headers. A 429 brings its own.
        response.headers.update(standing.headers())
        digest = hashlib.md5(bytes(response.body), usedforsecurity=False).hexdigest()
        response.headers["ETag"] = f'W/"{digest}"'
        return response

    @property
    def _checks_scopes(self) -> bool:
        return self._switches.on(Switch.CHECK_SCOPES)

    @property
    def _subdomain(self) -> str:
        return str(self._store.reference("account")["subdomain"])

    def _token(self, request: Request) -> Token:
        scheme, _, value = request.headers.get("authorization", "").partition(" ")
        if not value:
            raise not_authorized()
        document = self._store.token(value.strip()) if scheme.lower() == "bearer" else None
        if document is None:
            request.state.token = "unknown"  # noqa: S105 - a name
            raise not_authorized()
        token = token_from(document)
        request.state.token = token.name
        state = self._switches.choice(Switch.TOKEN)
        if state == "expired" or not token.accepted(self._clock.now()):
            raise not_authorized()
        return replace(token, scopes=READING) if state == "read_only" else token

    def _spend(self, token: Token) -> Standing:
        if self._switches.on(Switch.OVER_LIMIT):
            standing = self._limits.exhausted(token.limit, self._clock.now())
        else:
            standing = self._limits.spend(
                token.value,
                token.limit,
                self._clock.now(),
                counting=self._switches.on(Switch.RATE_LIMIT),
            )
        if not standing.allowed:
            raise Refusal(429, {"error": "Rate limit exceeded"}, standing.headers())
        return standing

    def _door(self, request: Request) -> _Door | None:
        for door in self._doors:
            match, found = door.route.matches(request.scope)
            if match is not Match.NONE and door.entrance.method == request.method:
                request.scope["path_params"] = found["path_params"]
                return door
        return None


def refused(refusal: Refusal) -> Response:
    """A refusal as an answer."""
    if refusal.body is None:
        return Response(status_code=refusal.status, headers=refusal.headers)
    response = answered(refusal.body, refusal.status)
    response.headers.update(refusal.headers)
    return response

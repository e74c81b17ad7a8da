"""The endpoints for candidates: list, read, change, tags, timeline, files, comments, pipeline.

Each works behind the gate (`gui.sandbox.gate`), which has checked token, account and rate limit.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from starlette.requests import Request
from starlette.responses import Response

from gui.sandbox.answers import forbidden, malformed
from gui.sandbox.behaviour import Switch, Switches
from gui.sandbox.listing import Listing
from gui.sandbox.records import Records
from gui.sandbox.shapes import Shapes
from gui.sandbox.store import Document
from gui.sandbox.tokens import Token
from gui.sandbox.writing import candidate_in

BASE = "/spi/v3"
OLDER_BASE = "/spi/v3/accounts/{subdomain}"

Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Entrance:
    """One endpoint: method, path below the base, the scopes of which one is needed."""

    method: str
    path: str
    scopes: tuple[str, ...]
    endpoint: Endpoint


@dataclass(frozen=True, slots=True)
class CandidateEndpoints:
    """Reads and writes of candidates."""

    records: Records
    shapes: Shapes
    listing: Listing

    def entrances(self) -> list[Entrance]:
        """What is served here."""
        read, write = ("r_candidates",), ("w_candidates",)
        return [
            Entrance("GET", "/candidates", read, self.list_all),
            Entrance("GET", "/jobs/{shortcode}/candidates", read, self.list_all),
            Entrance("GET", "/candidates/{id}", read, self.read),
            Entrance("PATCH", "/candidates/{id}", write, self.patch),
        ]

    async def list_all(self, request: Request) -> Response:
        """One page of candidates."""
        shortcode = request.path_params.get("shortcode")
        return answered(self.listing.page(request.query_params, api_base(request), shortcode))

    async def read(self, request: Request) -> Response:
        """The whole record."""
        record = self.records.find(request.path_params["id"])
        return answered({"candidate": self.shapes.read(record, origin(request))})

    async def patch(self, request: Request) -> Response:
        """The partial update; answers with the whole record."""
        record = self.records.find(request.path_params["id"])
        body = await json_body(request)
        changed, unknown = self.records.patch(record, candidate_in(body))
        request.state.unknown_keys = [*(key for key in body if key != "candidate"), *unknown]
        return answered({"candidate": self.shapes.read(changed, origin(request))})


def answered(body: Any, status: int = 200) -> Response:
    """A JSON answer."""
    return Response(json_bytes(body), status, media_type="application/json; charset=utf-8")


def json_bytes(body: Any) -> bytes:
    """Compact UTF-8; escaped where the text is no Unicode (half a surrogate pair)."""
    try:
        return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return json.dumps(body, separators=(",", ":")).encode()


async def json_body(request: Request) -> Document:
    """The JSON object sent. Refusal 400 for anything else."""
    try:
        body = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise malformed("There was a problem in the JSON you submitted") from None
    if not isinstance(body, dict):
        raise malformed("The body is not a JSON object")
    return body


def origin(request: Request) -> str:
    """Scheme, host and port as the client addressed them."""
    return f"{request.url.scheme}://{request.url.netloc}"


def api_base(request: Request) -> str:
    """The base under which the client called, the newer or the older one."""
    subdomain = request.path_params.get("subdomain")
    older = subdomain is not None and request.url.path.startswith(f"{BASE}/accounts/{subdomain}/")
    return origin(request) + (f"{BASE}/accounts/{subdomain}" if older else BASE)


def check_scope(token: Token, scopes: tuple[str, ...], switches: Switches) -> None:
    """Passes for a token that has one of the scopes. Refusal 403 otherwise."""
    if switches.on(Switch.CHECK_SCOPES) and not set(scopes) & set(token.scopes):
        raise forbidden("Insufficient scope")

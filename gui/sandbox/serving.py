"""What endpoints have in common: how they are named, how JSON comes in and goes out."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from starlette.requests import Request
from starlette.responses import Response

from gui.sandbox.answers import malformed
from gui.sandbox.store import Document

BASE: Final = "/spi/v3"
OLDER_BASE: Final = "/spi/v3/accounts/{subdomain}"

Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Entrance:
    """One endpoint: method, path below the base, the scopes of which one is needed."""

    method: str
    path: str
    scopes: tuple[str, ...]
    endpoint: Endpoint


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
        body = json.loads(await request.body(), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise malformed("There was a problem in the JSON you submitted") from None
    if not isinstance(body, dict):
        raise malformed("The body is not a JSON object")
    return body


def _no_constant(name: str) -> None:
    raise ValueError(name)


def origin(request: Request) -> str:
    """Scheme, host and port as the client addressed them."""
    return f"{request.url.scheme}://{request.url.netloc}"


def api_base(request: Request) -> str:
    """The base under which the client called, the newer or the older one."""
    subdomain = request.path_params.get("subdomain")
    return origin(request) + (OLDER_BASE.format(subdomain=subdomain) if subdomain else BASE)

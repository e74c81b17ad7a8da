"""Signed, expiring links to resumes and photos, and the storage that serves them (API §4.5).

The storage knows no token: the signature is the whole credential, and a request that brings
another one is refused, as signed storage does. Nothing here counts against the rate limit.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from urllib.parse import quote, urlencode
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import Response

from gui.sandbox.clock import Clock
from gui.sandbox.store import Store

PREFIX = "/uploads"
_ALGORITHM = "AWS4-HMAC-SHA256"
_DATE = "%Y%m%dT%H%M%SZ"


class Signer:
    """Makes links and checks them.

    `life` gives the seconds a new link lives; a link carries its own life, so changing it later
    does not revive or kill the ones that are out.
    """

    def __init__(self, secret: bytes, clock: Clock, life: Callable[[], float]) -> None:
        self._secret = secret
        self._clock = clock
        self._life = life
        self._made = 0

    def link(self, origin: str, path: str) -> str:
        """A link to `path` (escaped already) that differs from every link made before."""
        self._made += 1
        at = datetime.fromtimestamp(int(self._clock.now()), UTC).strftime(_DATE)
        query = {
            "X-Amz-Algorithm": _ALGORITHM,
            "X-Amz-Credential": f"SANDBOX{self._made:08X}/{at[:8]}/local/s3/aws4_request",
            "X-Amz-Date": at,
            "X-Amz-Expires": str(int(self._life())),
            "X-Amz-SignedHeaders": "host",
        }
        query["X-Amz-Signature"] = self._signature(path, query)
        return f"{origin}{path}?{urlencode(query)}"

    def refusal(self, path: str, query: Mapping[str, str]) -> tuple[str, str] | None:
        """Why a link is not good, as a storage code and its sentence; None for a good one."""
        signature = query.get("X-Amz-Signature")
        if signature is None:
            return "AccessDenied", "Access Denied"
        if not hmac.compare_digest(signature.encode(), self._signature(path, query).encode()):
            return (
                "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided.",
            )
        signed = datetime.strptime(query["X-Amz-Date"], _DATE).replace(tzinfo=UTC).timestamp()
        if self._clock.now() >= signed + int(query["X-Amz-Expires"]):
            return "AccessDenied", "Request has expired"
        return None

    def _signature(self, path: str, query: Mapping[str, str]) -> str:
        said = "\n".join(
            [path, *(f"{k}={query[k]}" for k in sorted(query) if k != "X-Amz-Signature")]
        )
        return hmac.new(self._secret, said.encode(), hashlib.sha256).hexdigest()


def storage_path(account_number: int, record_number: int, file_id: str, name: str) -> str:
    """Where a file lies; the last segment is its name, as recorded."""
    return f"{PREFIX}/{account_number}/{record_number}/{file_id}/download/{quote(name, safe='')}"


class Storage:
    """Answers for everything under `PREFIX`."""

    def __init__(self, store: Store, signer: Signer) -> None:
        self._store = store
        self._signer = signer

    async def answer(self, request: Request) -> Response:
        """The file, or a refusal in XML."""
        if "authorization" in request.headers:
            return _refused(
                400,
                "InvalidArgument",
                "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, "
                "Signature query string parameter or the Authorization header should be specified",
            )
        path = request.scope["raw_path"].decode("ascii")
        why = self._signer.refusal(path, request.query_params)
        if why is not None:
            return _refused(403, *why)
        if request.method not in ("GET", "HEAD"):
            return _refused(405, "MethodNotAllowed", "The method is not allowed here.")
        parts = path.removeprefix(PREFIX).split("/")
        file = self._store.file(parts[3]) if len(parts) == 6 else None
        if file is None:
            return _refused(404, "NoSuchKey", "The specified key does not exist.")
        name = quote(file.name, safe="")
        return Response(
            file.data,
            media_type=file.media,
            headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"},
        )


def _refused(status: int, code: str, message: str) -> Response:
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<Error><Code>{code}</Code><Message>{escape(message)}</Message></Error>"
    )
    return Response(text, status, media_type="application/xml")

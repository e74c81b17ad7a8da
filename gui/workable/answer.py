"""An answer of the service as it arrived: status, headers, bytes.

Its own module, so that judging an answer needs no HTTP library.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Answer:
    """`headers` by lower-case names; `body` decompressed and capped by the transport."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def ok(self) -> bool:
        """Whether the status is a 2xx."""
        return 200 <= self.status < 300

    @property
    def request_id(self) -> str | None:
        """``X-Request-Id``, for the service's support; None for none or a strange one."""
        value = self.headers.get("x-request-id", "")
        return value if value and len(value) <= 200 and value.isprintable() else None

    @property
    def is_json(self) -> bool:
        """Whether the answer calls itself JSON, or does not say what it is (H29)."""
        media = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        return media in ("application/json", "") or media.endswith("+json")


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that was downloaded: its bytes, the media type it was given, a name for it."""

    data: bytes = field(repr=False)
    media: str | None = None
    name: str | None = None

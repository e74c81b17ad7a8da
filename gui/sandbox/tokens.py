"""The tokens of the sandbox and what each may do (API §2).

Their values are the same in every sandbox and say what they are: they open invented people on this
machine and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Final

from gui.sandbox.clock import moment
from gui.sandbox.store import Document

ALL_SCOPES: Final = (
    "r_jobs", "r_candidates", "w_candidates", "w_comments", "r_account", "r_employees",
    "w_employees", "w_departments", "w_members", "r_timeoff", "w_timeoff", "r_offers", "w_offers",
    "r_requisitions", "w_requisitions",
)  # fmt: skip
READING: Final = ("r_jobs", "r_candidates")


@dataclass(frozen=True, slots=True)
class Token:
    """One token. `name` is how logs and menus speak of it; `limit` is requests in 10 seconds."""

    value: str
    name: str
    scopes: tuple[str, ...]
    subdomain: str
    expires_at: str | None = None
    revoked: bool = False
    limit: int = 10

    def accepted(self, now: float) -> bool:
        """Whether it is neither expired nor revoked."""
        if self.revoked:
            return False
        ends = moment(self.expires_at) if self.expires_at else None
        return ends is None or now < ends

    def document(self) -> Document:
        """For the store."""
        return asdict(self)


def token_from(document: Document) -> Token:
    """Back from the store."""
    return Token(**{**document, "scopes": tuple(document["scopes"])})


def issued(subdomain: str) -> Iterable[Token]:
    """The tokens that a new sandbox has, the one with every right first."""
    yield Token("sandbox-token-full-access", "full", ALL_SCOPES, subdomain)
    yield Token("sandbox-token-read-only", "read-only", READING, subdomain)
    yield Token("sandbox-token-no-jobs", "no-jobs", ("r_candidates", "w_candidates"), subdomain)
    yield Token(
        "sandbox-token-expired",
        "expired",
        ALL_SCOPES,
        subdomain,
        expires_at="2026-01-31T00:00:00Z",
    )
    yield Token("sandbox-token-revoked", "revoked", ALL_SCOPES, subdomain, revoked=True)
    yield Token("sandbox-token-other-account", "other-account", ALL_SCOPES, f"{subdomain}-other")
    yield Token("sandbox-token-oauth-user", "oauth-user", ALL_SCOPES, subdomain, limit=50)

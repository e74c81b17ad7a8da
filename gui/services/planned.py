"""The requests that a send of the session would make, for a person to look at before.

Made of the same pieces as the real ones. Two things differ: a file stands there by its size and
hash, and the lists are built anew from a fresh read when it comes to sending.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from gui.services.session import Session
from gui.workable.body import as_curl, preview_body

ALONE: Final = "social_profiles"
"""The key that goes in a PATCH of its own after the rest (API §5.8)."""


@dataclass(frozen=True, slots=True)
class PlannedRequest:
    """One request. `curl` is the same as a command, with ``$REDLINE_TOKEN`` for the token."""

    method: str
    url: str
    body: Mapping[str, object]
    curl: str

    @property
    def json(self) -> str:
        """The body in lines, as a person reads it."""
        return json.dumps(self.body, ensure_ascii=False, indent=2)


def planned_requests(session: Session, base_url: str) -> tuple[PlannedRequest, ...]:
    """The requests in their order; none when nothing would go out.

    `base_url` ends in ``/spi/v3``. What is kept for later is not in them.
    """
    changes = {change.key: change.after for change in session.draft.changes_to_send()}
    rest = {key: value for key, value in changes.items() if key != ALONE}
    alone = {key: value for key, value in changes.items() if key == ALONE}
    url = f"{base_url}/candidates/{session.record_id}"
    return tuple(
        PlannedRequest("PATCH", url, body, as_curl("PATCH", url, body))
        for part in (rest, alone)
        if (body := preview_body(part))["candidate"]
    )

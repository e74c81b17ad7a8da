"""What can go wrong between client and service, on demand: a fault for the next fitting request.

The list follows the fault script of a model server in the reliability reference (§6.1). What the
faults look like on the wire is in `gui.sandbox.effects`.
"""

from __future__ import annotations

import asyncio
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from fnmatch import fnmatchcase
from typing import Any, Final


class FaultKind(enum.StrEnum):
    """What happens to the request. *Applied*: the service did what it was asked to."""

    DROP_BEFORE = "drop_before"  # connection reset before the body is read; not applied
    DROP_READING = "drop_reading"  # reset after the body was read; not applied
    DROP_AFTER_APPLY = "drop_after_apply"  # applied, then reset without an answer
    HALF_HEADERS = "half_headers"  # applied, the answer ends inside its headers
    HALF_BODY = "half_body"  # applied, the answer ends inside its body
    STALL = "stall"  # applied, then silence for `seconds` (for ever if 0)
    TRICKLE = "trickle"  # applied, the answer comes byte by byte, `seconds` apart
    HOLD = "hold"  # applied, the answer waits until it is released
    HOLD_BEFORE = "hold_before"  # waits until it is released, then applied and answered
    STATUS = "status"  # not applied, answers `status` with `headers` and `body`
    HTML_200 = "html_200"  # not applied, a log-in page as of a captive portal
    REDIRECT = "redirect"  # not applied, `status` 302 to `location`
    GARBAGE = "garbage"  # applied, 200 with JSON that breaks off
    ENDLESS = "endless"  # not applied, an answer that never ends
    BOMB = "bomb"  # not applied, a small compressed answer that unpacks to `size` bytes
    LATE_APPLY = "late_apply"  # reset now; applied after `after_requests` or `seconds`
    TWICE = "twice"  # applied two times, as when a proxy repeats it; the second answer is sent


APPLIED: Final = frozenset(
    {
        FaultKind.DROP_AFTER_APPLY,
        FaultKind.HALF_HEADERS,
        FaultKind.HALF_BODY,
        FaultKind.STALL,
        FaultKind.TRICKLE,
        FaultKind.HOLD,
        FaultKind.HOLD_BEFORE,
        FaultKind.GARBAGE,
        FaultKind.TWICE,
    }
)
"""The kinds that apply the request unless a fault says otherwise."""

_NEVER_APPLIED: Final = frozenset(
    {FaultKind.DROP_BEFORE, FaultKind.DROP_READING, FaultKind.LATE_APPLY}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault and the requests it is meant for.

    `method` and `path` (a pattern such as ``/candidates/*``, below the API's base, or below the
    server's root for storage) narrow it; `skip` lets so many fitting requests pass first; it then
    strikes `times` times. `applied` overrides what the kind does. `body` is sent as it is when it
    is a str, as JSON otherwise; `read_body` False answers before the request's body was read.
    """

    kind: FaultKind
    method: str | None = None
    path: str = "*"
    skip: int = 0
    times: int = 1
    applied: bool | None = None
    status: int = 500
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = ""
    location: str = "http://login.example.com/"
    seconds: float = 0.0
    after_requests: int = 0
    size: int = 64 * 1024 * 1024
    read_body: bool = True

    def fits(self, method: str, path: str) -> bool:
        """Whether it is meant for such a request."""
        return self.method in (None, method) and fnmatchcase(path, self.path)

    @property
    def applies(self) -> bool:
        """Whether the service does what it was asked to, at once."""
        if self.kind in _NEVER_APPLIED:
            return False
        return self.kind in APPLIED if self.applied is None else self.applied


def fault_from(document: Mapping[str, Any]) -> Fault:
    """A fault as the control surface takes it. ValueError for an unknown kind or key."""
    unknown = set(document) - {known.name for known in fields(Fault)}
    if unknown:
        raise ValueError(f"A fault has no {', '.join(sorted(unknown))}.")
    if "kind" not in document:
        raise ValueError("A fault needs a kind.")
    values = dict(document)
    try:
        values["kind"] = FaultKind(values["kind"])
    except ValueError:
        raise ValueError(f"There is no fault of kind {document['kind']!r}.") from None
    return Fault(**values)


class FaultQueue:
    """The faults that wait for their requests, first come, first struck."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Puts one at the end."""
        self._waiting.append(fault)

    def take(self, method: str, path: str) -> Fault | None:
        """The fault for this request, which counts as struck; None where none is meant for it."""
        for index, fault in enumerate(self._waiting):
            if not fault.fits(method, path):
                continue
            if fault.skip > 0:
                self._waiting[index] = replace(fault, skip=fault.skip - 1)
                continue
            if fault.times > 1:
                self._waiting[index] = replace(fault, times=fault.times - 1)
            else:
                del self._waiting[index]
            return fault
        return None

    def waiting(self) -> list[Fault]:
        """Those that have not struck yet."""
        return list(self._waiting)

    def clear(self) -> None:
        """Forgets them."""
        self._waiting.clear()


class Held:
    """The requests that wait to be released."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Event] = set()

    async def wait(self) -> None:
        """Until `release`."""
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            await event.wait()
        finally:
            self._waiting.discard(event)

    def release(self) -> None:
        """Lets all of them go on."""
        for event in self._waiting:
            event.set()

    def __len__(self) -> int:
        return len(self._waiting)

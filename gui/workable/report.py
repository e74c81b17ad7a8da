"""What became of a send, part by part: how it ended, what went out, what is stored now."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from gui.errors import RedlineError
from gui.model.intended import Alteration, alterations
from gui.model.record import Record
from gui.model.values import Value


class SendEnd(enum.Enum):
    """How a send ended, part by part."""

    SENT = "sent"
    """Applied: read back and found, or altered by the service as `alterations` tells."""
    ALREADY_SO = "already so"
    """The record held these values already; nothing had to be written."""
    CANCELLED = "cancelled"
    """The person said no, or stopped it before anything was written."""
    REFUSED = "refused"
    """Certainly not applied; `error` says why."""
    UNKNOWN = "unknown"
    """Could not be found out; `error` says what to do. Nothing may be called saved."""


@dataclass(frozen=True, slots=True)
class Part:
    """One PATCH: social profiles go alone and last, so that a refusal blocks nothing else
    (API §5.8)."""

    keys: tuple[str, ...]
    end: SendEnd
    error: RedlineError | None = None
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class SendReport:
    """What became of a send.

    `before` is the record as read just before the last write, `sent` the values that went out per
    key, `record` the record as read back (None when that was not possible), `alterations` what
    the service stored differently. `read_since` is a record that was read after every write of a
    part whose outcome is unknown all the same.
    """

    parts: tuple[Part, ...]
    before: Record | None = None
    sent: Mapping[str, Value] = field(default_factory=dict)
    record: Record | None = None
    alterations: tuple[Alteration, ...] = ()
    read_since: Record | None = None

    @property
    def settled_keys(self) -> tuple[str, ...]:
        """The keys that are on the service now."""
        ends = (SendEnd.SENT, SendEnd.ALREADY_SO)
        return tuple(key for part in self.parts if part.end in ends for key in part.keys)

    @property
    def error(self) -> RedlineError | None:
        """The first error, if any part had one."""
        return next((part.error for part in self.parts if part.error is not None), None)

    @property
    def is_cancelled(self) -> bool:
        return any(part.end is SendEnd.CANCELLED for part in self.parts)


def report_of(
    keys: tuple[str, ...],
    end: SendEnd,
    error: RedlineError | None,
    before: Record | None,
    sent: Mapping[str, Value],
    record: Record | None = None,
    request_id: str | None = None,
) -> SendReport:
    altered = alterations(sent, record) if record and end is SendEnd.SENT else ()
    return SendReport(
        parts=(Part(keys, end, error, request_id),),
        before=before,
        sent=dict(sent),
        record=record,
        alterations=altered,
    )


def joined(one: SendReport, other: SendReport) -> SendReport:
    before = one.before or other.before
    if before is not None and other.before is not None:
        # Each key as it stood just before its own write.
        own = {key: other.before.get(key) for key in other.sent}
        before = replace(before, values={**before.values, **own})
    return SendReport(
        parts=(*one.parts, *other.parts),
        before=before,
        sent={**one.sent, **other.sent},
        record=other.record or one.record,
        alterations=(*one.alterations, *other.alterations),
    )

"""What a read says about a write of unknown outcome: it arrived, it did not, or nobody can tell.

Only what shows speaks, and only for itself: a colleague may have entered the very same meanwhile,
so one key that is there says nothing of a picture or a consent that no read returns (H8). That
nothing is left to write may as well be because the person has settled for what others wrote.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gui.model.arrival import learned
from gui.model.comparison import same_value
from gui.model.fields import field_of
from gui.model.intended import landed
from gui.model.merge import is_unknown
from gui.model.record import Record
from gui.model.values import MISSING, FileUpload, LinkUpload, Value
from gui.workable.report import SendEnd


@dataclass
class Doubt:
    """What was written with an unknown outcome so far, by key.

    `tried` are the values as they went out last, `over` what the read before that write showed,
    `first` the record before the first of the writes.
    """

    tried: dict[str, Value] = field(default_factory=dict)
    over: dict[str, Value] = field(default_factory=dict)
    first: Record | None = None

    def add(self, wanted: Mapping[str, Value], before: Record) -> None:
        """One more write over what was read in `before`."""
        self.first = self.first or before
        self.tried.update(wanted)
        self.over.update({key: before.get(key) for key in wanted})

    def told(self, wanted: Mapping[str, Value], now: Record) -> SendEnd | None:
        """What a read says; None where something that was written is not there.

        `wanted` is what the record still lacks. Without anything that lacks and without a trace
        of what was written the record is as the person wants it for another reason.
        """
        first = self.first
        if first is None:
            return None
        arrived = {
            key for key, value in self.tried.items() if _file_arrived(key, value, first, now)
        }
        silent = {
            key
            for key, value in self.tried.items()
            if key not in arrived and _cannot_be_read(key, value, first, now)
        }
        if wanted.keys() - arrived - silent:
            return None
        if silent:
            return SendEnd.UNKNOWN
        if arrived or any(
            _shows(key, self.over.get(key, MISSING), value, now.get(key))
            for key, value in self.tried.items()
        ):
            return SendEnd.SENT
        return SendEnd.ALREADY_SO


def _shows(key: str, over: Value, tried: Value, now: Value) -> bool:
    """Whether something that a write changed shows in what is read after it."""
    if field_of(key).write_only or (field_of(key).replaces_list and is_unknown(now)):
        return False
    if field_of(key).replaces_list and is_unknown(over):
        return landed(key, tried, now)
    base, _renames = learned(key, over, tried, now)
    if not same_value(key, base, over):
        return True
    # Another order of the same entries is a change too.
    return same_value(key, now, tried) and not same_value(key, now, over)


def _file_arrived(key: str, value: Value, before: Record, now: Record) -> bool:
    """Whether a file shows in the record (H8).

    Its bytes cannot be read back; another file name or time of the resume, or a picture where
    there was none, is proof.
    """
    if not isinstance(value, FileUpload | LinkUpload):
        return False
    if key == "resume":
        old = (before.facts.resume_filename, before.facts.resume_updated_at)
        return old != (now.facts.resume_filename, now.facts.resume_updated_at)
    return bool(now.facts.image_url) and not before.facts.image_url


def _cannot_be_read(key: str, value: Value, before: Record, now: Record) -> bool:
    """Whether no read can tell if the value arrived: a consent (API §5.10), a picture in the
    place of another, a resume of the same name where the service gives no times."""
    if key == "texting_consent":
        return True
    if key == "image":
        return bool(before.facts.image_url)
    return (
        key == "resume"
        and isinstance(value, FileUpload)
        and value.name == before.facts.resume_filename
        and now.facts.resume_updated_at is None
    )

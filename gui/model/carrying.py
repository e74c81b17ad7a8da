"""Carrying a draft over to another record of the same person: the first one is gone.

A merge as ever: the record that is gone is the base, the draft is mine, the other record is
theirs. Where both differ mine stands, beside what the other record holds, so that the person
sees both before anything is sent.
"""

from __future__ import annotations

from collections.abc import Callable

from gui.model.comparison import same_value
from gui.model.draft import Draft
from gui.model.fields import field_of
from gui.model.merge import merge_value
from gui.model.opposite import as_new
from gui.model.record import Record
from gui.model.values import Value, entries


def carried(draft: Draft, other: Record, new_ref: Callable[[], str]) -> dict[str, Value]:
    """What the other record would hold with the draft's changes, by the keys that differ.

    Entries of the first record that were edited and are not in the other come as new ones.
    """
    found: dict[str, Value] = {}
    for change in draft.changes():
        key = change.key
        here = other.get(key)
        if field_of(key).write_only:
            found[key] = change.after
            continue
        value = merge_value(key, change.before, change.after, here).value
        if field_of(key).entry_fields:
            value = as_new(entries(value), here, new_ref)
        if not same_value(key, value, here):
            found[key] = value
    return found

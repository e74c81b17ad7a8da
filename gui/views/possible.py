"""What a command needs, and why it cannot be done just now."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final

from gui.i18n import N_, _
from gui.model.comparison import Change
from gui.model.fields import Kind, Tab, field_of, fields_of
from gui.model.fileformats import Role
from gui.model.values import FileUpload, Place
from gui.services.session import Session


class Needs(enum.Enum):
    """What has to be so for a command, by what is said where it is not.

    Where no candidate is open that is said instead, and first of all that there is no account.
    """

    NOTHING = ""
    ACCOUNT = N_("Connect to an account first.")
    RECORD = N_("Open a candidate first.")
    EDITABLE = N_("This record cannot be changed.")
    DIRTY = N_("Nothing is changed.")
    SENDABLE = N_("There is nothing to send just now.")
    UNDO = N_("There is nothing to undo.")
    REDO = N_("There is nothing to do again.")
    WORK = N_("This candidate has no draft.")
    IDLE = N_("Wait until it is sent.")
    IDLE_WORK = N_("There is no draft to discard just now.")
    FIELD = N_("Go to a field first.")
    FIELD_CHANGED = N_("The field in front is not changed.")
    ENTRY_CHANGED = N_("The entry in front is not changed.")
    TAB_CHANGED = N_("Nothing is changed on this tab.")
    ENTRIES = N_("Go to a tab with entries first.")
    DATED = N_("Only schools and jobs have dates to sort by.")
    ENTRY = N_("Go to an entry first.")
    RESUME = N_("No resume is stored.")
    PHOTO = N_("Only a photo that was chosen as a file can be edited.")
    PAGE = N_("This record has no page in Workable.")


@dataclass(frozen=True)
class Situation:
    """Where the window is: `place` has the focus or had it last, `tab` is shown."""

    session: Session | None = None
    place: Place | None = None
    tab: Tab | None = None
    has_account: bool = True


def all_lacking(now: Situation) -> dict[Needs, str]:
    """For each need why it is not met, empty where it is."""
    if not now.has_account:
        return {need: "" if need is Needs.NOTHING else _(Needs.ACCOUNT.value) for need in Needs}
    session = now.session
    if session is None:
        said = _(Needs.RECORD.value)
        return {need: "" if need in _WITHOUT_RECORD else said for need in Needs}
    met = _met(session, now.place, now.tab)
    return {need: "" if need in met else _(need.value) for need in Needs}


_WITHOUT_RECORD: Final = (Needs.NOTHING, Needs.ACCOUNT)


def _met(session: Session, place: Place | None, tab: Tab | None) -> set[Needs]:
    """What is so with a record."""
    draft, facts = session.draft, session.baseline.facts
    can_edit = not session.is_read_only
    change = None if place is None else session.change(place.key)
    entry = None if place is None or place.entry is None else Place(place.key, place.entry)
    shown = fields_of(tab)[0] if tab is not None else None
    has_entries = can_edit and shown is not None and bool(shown.entry_fields)
    is_at_entry = has_entries and entry is not None and shown is field_of(entry.key)
    return {
        need
        for need, is_so in (
            (Needs.NOTHING, True),
            (Needs.ACCOUNT, True),
            (Needs.RECORD, True),
            (Needs.EDITABLE, can_edit),
            (Needs.DIRTY, draft.is_dirty),
            (Needs.SENDABLE, session.can_send),
            # Behind the first step it says how what has gone out comes back.
            (Needs.UNDO, bool(draft.can_undo or session.gone_out)),
            (Needs.REDO, draft.can_redo),
            (Needs.WORK, draft.has_work),
            (Needs.IDLE, not session.is_sending),
            (Needs.IDLE_WORK, draft.has_work and not session.is_sending),
            (Needs.FIELD, can_edit and place is not None),
            (Needs.FIELD_CHANGED, place is not None and _changed_at(change, place)),
            (Needs.ENTRY_CHANGED, entry is not None and _changed_at(change, entry)),
            (Needs.TAB_CHANGED, tab is not None and session.count(tab) > 0),
            (Needs.ENTRIES, has_entries),
            (Needs.DATED, has_entries and shown is not None and _is_dated(shown.key)),
            (Needs.ENTRY, is_at_entry),
            (Needs.RESUME, bool(facts.resume_url or facts.resume_filename)),
            # Staged as a file: only that can be edited here.
            (
                Needs.PHOTO,
                can_edit and isinstance(session.value(Role.PHOTO.value), FileUpload),
            ),
            (Needs.PAGE, bool(facts.profile_url)),
        )
        if is_so
    }


def _is_dated(key: str) -> bool:
    return any(inner.kind is Kind.DATE for inner in field_of(key).entry_fields)


def _changed_at(change: Change | None, place: Place) -> bool:
    """Whether a key's change is (also) one at that place; of a set of words it always is."""
    if change is None or place.entry is None or not field_of(change.key).entry_fields:
        return change is not None
    return any(
        item.ref == place.entry and (place.field is None or place.field in item.fields)
        for item in change.entries
    )

"""Which needs of commands a record meets; `gui.views.possible` says what becomes of it."""

from __future__ import annotations

from gui.model.comparison import Change
from gui.model.fields import Kind, Tab, field_of, fields_of
from gui.model.fileformats import Role
from gui.model.values import FileUpload, LinkUpload, Place
from gui.services.session import Session
from gui.views.possible import Needs


def met_by(session: Session, place: Place | None, tab: Tab | None) -> set[Needs]:
    """What is so with a record, where `place` has the focus or had it last, and `tab` is shown."""
    draft, facts = session.draft, session.baseline.facts
    can_edit = not session.is_read_only
    change = None if place is None else session.change(place.key)
    entry = None if place is None or place.entry is None else Place(place.key, place.entry)
    shown = fields_of(tab)[0] if tab is not None else None
    has_entries = can_edit and shown is not None and bool(shown.entry_fields)
    is_at_entry = has_entries and entry is not None and shown is field_of(entry.key)
    has_resume = bool(facts.resume_url or facts.resume_filename)
    staged = session.value(Role.RESUME.value)
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
            (Needs.RESUME, has_resume),
            (Needs.TWO_RESUMES, has_resume and isinstance(staged, FileUpload | LinkUpload)),
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

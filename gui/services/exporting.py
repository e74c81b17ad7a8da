"""A draft taken out of the program: as a file that people and other programs read, or as text.

For a record that is gone, or a computer that is given back (reliability H14). Staged files are
named in it, not contained. Nothing is read back from here.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from gui.errors import NotKept
from gui.i18n import _
from gui.model.comparison import Change, Effect, EntryChange
from gui.model.draft import Draft
from gui.model.effects import entry_name
from gui.model.fields import Field, field_of
from gui.model.filenames import shown_name
from gui.model.journal import plain_value, value_text
from gui.model.saved import draft_to_json
from gui.services.storage.files import write_private
from gui.services.workers import in_worker

FORMAT: Final = 1
_SECONDS: Final = 30.0


def draft_document(draft: Draft, *, account: str, name: str, now: dt.datetime) -> dict[str, Any]:
    """The draft as one JSON object: who, each change before and after, and all of it as kept."""
    return {
        "redline_draft": FORMAT,
        "account": account,
        "candidate": draft.baseline.id,
        "name": name,
        "exported_at": now.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "changes": {
            change.key: {
                "field": field_of(change.key).label,
                "before": plain_value(change.before),
                "after": plain_value(change.after),
            }
            for change in draft.changes()
        },
        "draft": draft_to_json(draft),
    }


async def export_draft(draft: Draft, path: Path, *, account: str, name: str) -> None:
    """Writes the draft into a file of the person's choice, for this user alone (0600).

    `NotKept` when it cannot be written; what was there under that name is then unchanged.
    """
    now = dt.datetime.now(dt.UTC)
    await write_out(
        path,
        lambda: _as_json(draft_document(draft, account=account, name=name, now=now)),
    )


async def write_out(path: Path, content: Callable[[], str]) -> None:
    """Makes a text and writes it into a file of the person's choice, both in a thread; see
    `export_draft`."""

    def work() -> None:
        write_private(path, content().encode("utf-8", "backslashreplace"))

    try:
        await in_worker(work, seconds=_SECONDS, name="export")
    except (OSError, TimeoutError) as error:
        reason = getattr(error, "strerror", None) or _("the disk does not answer")
        raise NotKept(
            _("“{name}” cannot be written: {reason}.").format(
                name=shown_name(path.name, 60), reason=reason
            ),
            next_step=_("Choose another place."),
        ) from error


def _as_json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


# --- as text ------------------------------------------------------------------------------------


def changes_text(draft: Draft) -> str:
    """The changes as lines for the clipboard: what each field is to be, and what it was."""
    return "".join(f"{line}\n" for change in draft.changes() for line in _lines(change))


def _lines(change: Change) -> Iterator[str]:
    field = field_of(change.key)
    if not field.replaces_list:
        now, before = value_text(change.key, change.after), value_text(change.key, change.before)
        yield _("{field}: {what}").format(field=field.label, what=_was(now, before))
        return
    yield _("{field}:").format(field=field.label)
    for word in change.words:
        yield "  " + _effect(word.effect).format(what=word.word)
    for entry in change.entries:
        yield from _entry_lines(field, entry)
    if change.moved:
        yield "  " + _("Order changed")


def _entry_lines(field: Field, change: EntryChange) -> Iterator[str]:
    entry = change.after or change.before
    assert entry is not None
    if change.effect is not Effect.EDITED:
        text = value_text(field.key, (entry,)) or entry_name(field.key, entry)
        yield "  " + _effect(change.effect).format(what=text)
        return
    yield "  " + _effect(change.effect).format(what=entry_name(field.key, entry))
    for inner in field.entry_fields:
        if inner.name in change.fields and change.before is not None:
            now, before = _atom(entry.get(inner.name)), _atom(change.before.get(inner.name))
            said = _("{field}: {what}").format(field=inner.label, what=_was(now, before))
            yield f"    {said}"


def _effect(effect: Effect) -> str:
    return {
        Effect.ADDED: _("Added: {what}"),
        Effect.REMOVED: _("Removed: {what}"),
        Effect.EDITED: _("Edited: {what}"),
    }[effect]


def _was(now: str, before: str) -> str:
    if not before:
        return now or _("empty")
    return _("{now} (was {before})").format(now=now or _("empty"), before=before)


def _atom(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value if isinstance(value, str) else ""

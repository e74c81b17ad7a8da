"""What the journal learns from a send: its outcome, and the files that it replaced."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Final, Protocol

from gui.errors import AnswerError, NotKept, NotSendable, RedlineError
from gui.i18n import _
from gui.model.fields import field_of
from gui.model.journal import JournalEntry, KeptFile, Outcome
from gui.model.record import Record
from gui.model.values import Place
from gui.services.session import Session
from gui.services.storage.journal import Journal
from gui.workable.report import Part, SendEnd, SendReport
from gui.workable.send import Intent

FILE_KEYS: Final = ("resume", "image")

PATIENCE_S: Final = 10.0
"""How long a disk may take for a file."""

_OUTCOMES: Final = {
    SendEnd.SENT: Outcome.SENT,
    SendEnd.ALREADY_SO: Outcome.NOT_SENT,
    SendEnd.CANCELLED: Outcome.NOT_SENT,
    SendEnd.REFUSED: Outcome.REFUSED,
    SendEnd.UNKNOWN: Outcome.UNKNOWN,
}


class StoredFiles(Protocol):
    """Fetches what a record has, before something else takes its place."""

    async def picture(self, record: Record) -> bytes | None:
        """The photo's bytes; None where the record has none."""

    async def resume(self, record: Record) -> tuple[str, bytes]:
        """The resume's name and bytes."""


class OldFiles:
    """Keeps the resume or photo that a send is about to replace.

    Where that fails the send stops, once: sent again, it goes without. `files` is None where
    nothing can be fetched.
    """

    def __init__(self, files: StoredFiles | None, journal: Journal) -> None:
        self._files = files
        self._journal = journal
        self._told: set[tuple[str, str, str, object]] = set()

    async def keep(self, session: Session, intent: Intent, into: dict[str, KeptFile]) -> None:
        """Fetches what `intent` would replace and adds it to `into`; what is there is not
        fetched again. `NotSendable` where it cannot be fetched or kept."""
        for key in FILE_KEYS:
            if key not in intent.out or key in into:
                continue
            this = (session.account, session.record_id, key, intent.out[key])
            if this in self._told:
                continue
            try:
                kept = await self._kept(key, intent.before)
            except RedlineError as error:
                self._told.add(this)
                raise _not_kept(key, error) from error
            if kept is not None:
                into[key] = kept

    async def _kept(self, key: str, before: Record) -> KeptFile | None:
        if self._files is None:
            return None
        if key == "resume":
            if not before.facts.resume_url:
                return None
            name, data = await self._files.resume(before)
        else:
            name, data = "photo", await self._files.picture(before) or b""
            if not data:
                return None
        try:
            async with asyncio.timeout(PATIENCE_S):
                return await self._journal.keep_file(name, data)
        except TimeoutError as error:
            raise NotKept(
                _("The disk does not answer."), next_step=_("Try it again in a moment.")
            ) from error


def settled_entry(entry: JournalEntry, keys: tuple[str, ...], report: SendReport) -> JournalEntry:
    """The entry of one part with what the report says of it."""
    part = next((part for part in report.parts if part.keys == keys), None)
    if part is None:
        return entry
    outcome = _OUTCOMES[part.end]
    if part.end is SendEnd.ALREADY_SO and not report.sent.keys().isdisjoint(keys):
        outcome = Outcome.UNKNOWN  # it went out, and what is stored now is not of its making
    if outcome is Outcome.REFUSED and not isinstance(part.error, AnswerError):
        outcome = Outcome.NOT_SENT  # it never got there, so nobody refused it
    stored = {}
    if outcome is Outcome.SENT and report.record is not None:
        stored = {key: report.record.get(key) for key in entry.sent if not field_of(key).write_only}
    return replace(
        entry,
        outcome=outcome,
        stored=stored,
        request_id=_request_id(part),
        reason=part.error.text if part.error is not None else "",
    )


def _request_id(part: Part) -> str | None:
    if part.request_id is None and isinstance(part.error, AnswerError):
        return part.error.request_id or None
    return part.request_id


def _not_kept(key: str, error: RedlineError) -> NotSendable:
    text = _("{field}: the one that is stored now could not be kept. {reason}").format(
        field=field_of(key).label, reason=error.text
    )
    return NotSendable(
        text,
        place=Place(key),
        kept=_("Nothing was sent, and everything is kept."),
        next_step=_("Send again to replace it all the same; it cannot come back then."),
    )

"""What a send writes down: what is about to go, before it goes, and what became of it.

The `Recorder` of `gui.services.sending`. A kill between any two of these steps is found out by
reading at the next start. Stays away from when a draft is written otherwise
(`gui.services.draft_writer`).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final

from gui.errors import NotKept
from gui.model.fields import field_of
from gui.model.journal import JournalEntry
from gui.model.record import Record
from gui.model.values import Value
from gui.services.draft_writer import DraftWriter, Held
from gui.services.recording import OldFiles, StoredFiles, settled_entry
from gui.services.session import Phase, Session
from gui.services.storage.journal import Journal
from gui.services.storage.points import reach
from gui.services.tasks import Tasks
from gui.workable.report import SendReport
from gui.workable.send import Intent

DAY_S: Final = 86_400.0
"""How often it is looked for what is too old, in a program that runs on and on."""

LONG_S: Final = 1.0
"""When keeping an intent took longer, the record is read once more before it is written."""


class SendRecorder:
    """Keeps drafts and journal in step with the sends. `held_of` knows the open candidates; with
    `files` a resume or photo is fetched and kept before another one replaces it."""

    def __init__(
        self,
        writer: DraftWriter,
        journal: Journal,
        tasks: Tasks,
        held_of: Callable[[Session], Held],
        *,
        files: StoredFiles | None,
    ) -> None:
        self._writer = writer
        self._journal = journal
        self._tasks = tasks
        self._held_of = held_of
        self._old_files = OldFiles(files, journal)
        self._expired_at = writer.clock()

    def foresee(self, session: Session, mine: Mapping[str, Value]) -> None:
        """Keeps beforehand what `intend` will be asked to; see `gui.services.sending.Recorder`.

        Only for what a read shows: after a crash nothing is said of a file that did not go.
        """
        held = self._held_of(session)
        if not any(field_of(key).write_only for key in mine):
            held.ahead = dict(mine)
            self._writer.touch(held)
            self._tasks.start(self._writer.save(held), name="keep what is about to be sent")

    async def intend(self, session: Session, mine: Mapping[str, Value], intent: Intent) -> bool:
        """Keeps what is about to be written; see `gui.services.sending.Recorder`."""
        started = self._writer.clock()
        held = self._held_of(session)
        reach("send.begun")
        await self._old_files.keep(session, intent, held.files)
        before = {key: intent.before.get(key) for key in intent.out}
        known = held.entries.get(intent.keys)
        if not held.entries:
            # Before this send writes over what an earlier one may have written.
            await self._journaled(self._journal.resolve(intent.before, session.account))
        if known is None:
            entry = self._journal.new_entry(
                *held.key,
                session.current.full_name,
                before=before,
                sent=intent.out,
                others=intent.others,
                after=next(reversed(held.entries.values()), None),
            )
        else:
            # Tried again: before the first try counts, and what went out last.
            entry = replace(
                known, before={**before, **known.before}, sent={**known.sent, **intent.out}
            )
        files = {key: file for key, file in held.files.items() if key in entry.sent}
        held.entries[intent.keys] = replace(entry, files=files)
        held.mine.update(mine)
        held.out.update(intent.out)
        ahead, held.ahead = held.ahead, {}
        if not ahead == held.mine == held.out:
            self._writer.touch(held)  # else it is written already, or just now
        # Asked for at once and written one after the other, in this order.
        writing = [self._journal_intent(held.entries[intent.keys])]
        if held.unsaved or held.lock.locked():
            writing.append(self._writer.patiently(self._writer.save(held)))
        await asyncio.gather(*writing)
        reach("send.intended")
        return self._writer.clock() - started > LONG_S

    async def settled(self, session: Session, report: SendReport) -> None:
        """Keeps what became of it; see `gui.services.sending.Recorder`."""
        held = self._held_of(session)
        reach("send.applied")
        entries, held.entries = held.entries, {}
        held.mine, held.out, held.ahead, held.files = {}, {}, {}, {}
        for keys, entry in entries.items():
            await self._journaled(self._journal.record(settled_entry(entry, keys, report)))
        reach("send.settled")
        self._writer.touch(held)
        await self._writer.patiently(self._writer.save(held))
        reach("send.cleared")
        if self._writer.clock() - self._expired_at > DAY_S:
            await self._writer.patiently(self.expire())

    def phase_changed(self, held: Held) -> None:
        """A send that ended from outside: the draft itself knows now what may have arrived."""
        if held.ahead and held.session.phase in (Phase.ASKING, Phase.IDLE):
            held.ahead = {}
            self._writer.touch(held)
        if held.session.phase is Phase.IDLE:
            held.files = {}
            if held.entries:
                held.entries, held.mine, held.out = {}, {}, {}
                self._writer.touch(held)

    async def resolve(self, account: str, record: Record, held: Held | None) -> None:
        """Finds out from a read what became of earlier sends, while none is on its way."""
        if held is None or not held.entries:
            await self._journaled(self._journal.resolve(record, account))

    async def expire(self) -> None:
        """Lets entries go that are too old; `NotKept` where the disk does not."""
        self._expired_at = self._writer.clock()
        await self._journal.expire()

    # --- inside ----------------------------------------------------------------------------

    async def _journal_intent(self, entry: JournalEntry) -> None:
        await self._journaled(self._journal.record(entry))
        reach("send.journaled")

    async def _journaled(self, work: Awaitable[object]) -> None:
        """Does something with the journal; what it could not write is tried again later."""
        await self._writer.patiently(work)
        if self._journal.is_behind:
            name = "catch up with the journal"
            self._tasks.start(self._catch_up(), name=name, key=name, replace=False)

    async def _catch_up(self) -> None:
        while self._journal.is_behind:
            await asyncio.sleep(self._writer.rhythm.retry)
            with contextlib.suppress(NotKept):
                await self._journal.catch_up()

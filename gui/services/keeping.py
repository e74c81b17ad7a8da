"""Keeping what is typed: every edit of every open candidate on the disk within a second.

The keeper watches the sessions of the desk, and brings drafts back with their undo steps and staged
files. When they are written is `gui.services.draft_writer`'s business, and what a send writes down
that of `gui.services.send_recorder`. What could not be kept is told and tried again; it never stops
anybody from working or sending.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Final, Protocol

from PySide6.QtCore import QObject, Signal

from gui.errors import NotKept
from gui.i18n import _
from gui.model.record import Record
from gui.model.saved import Snapshot
from gui.model.values import FileUpload, Place
from gui.services.candidate_list import row_of
from gui.services.desk import Desk
from gui.services.draft_bars import DraftBars
from gui.services.draft_writer import DraftWriter, Held, Rhythm
from gui.services.notices import Notices
from gui.services.recording import StoredFiles
from gui.services.send_recorder import SendRecorder
from gui.services.session import Session
from gui.services.storage.drafts import KeptDraft
from gui.services.storage.snapshots import uploads_in
from gui.services.storage.store import Store
from gui.services.tasks import Tasks


class Staged(Protocol):
    """The files that are staged in drafts, in memory."""

    def restore(self, upload: FileUpload, data: bytes) -> bool:
        """Takes back bytes that were kept; False when they are not those."""


class Keeper(QObject):
    """Signals: `drafts_changed()` when another set of candidates has a draft on the disk;
    `thrown_away(account, id)` when the person has discarded or erased one.

    `bars` tells the person of drafts that came back, or that wait for long. With `files` a
    resume or photo is fetched and kept before another one replaces it.
    """

    drafts_changed = Signal()
    thrown_away = Signal(object, object)

    def __init__(
        self,
        store: Store,
        staged: Staged,
        tasks: Tasks,
        notices: Notices,
        *,
        files: StoredFiles | None = None,
        rhythm: Rhythm | None = None,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._staged = staged
        self._tasks = tasks
        self.bars: Final = DraftBars(notices, self)
        self._writer = DraftWriter(
            store.drafts,
            tasks,
            rhythm=rhythm or Rhythm(),
            clock=clock,
            on_disk=self._note,
            on_clean=self.bars.take_away,
        )
        self.recorder: Final = SendRecorder(
            self._writer, store.journal, tasks, self._held_of, files=files
        )
        self._desk: Desk | None = None
        self._front: Held | None = None
        self._held: dict[tuple[str, str], Held] = {}
        self._stamps: dict[tuple[str, str], int] = {}
        self._on_disk: set[tuple[str, str]] = set()

    # --- the program's life ----------------------------------------------------------------

    def watch(self, desk: Desk) -> None:
        """Keeps whatever is opened on this desk from now on."""
        self._desk = desk
        desk.session_opened.connect(self._opened)
        desk.session_closed.connect(self._closed)
        desk.session_changed.connect(self._front_changed)
        desk.draft_restored.connect(self.bars.show_restored)
        desk.session_closed.connect(self.bars.take_away)
        desk.visited.connect(self._visited)

    async def start(self) -> None:
        """What is done once, after the first paint: old entries go, old drafts are named."""
        with contextlib.suppress(NotKept):
            rows = await self._store.drafts.list()
            self._on_disk.update((row.account, row.candidate_id) for row in rows)
            self.drafts_changed.emit()
            await self._store.drafts.tidy()
            await self.recorder.expire()
            self.bars.remind(len(await self._store.drafts.old()))

    def has_draft(self, account: str, candidate_id: str) -> bool:
        """Whether there is a draft of that candidate on the disk, opened in this run or not."""
        return (account, candidate_id) in self._on_disk

    def drafts_of(self, account: str) -> frozenset[str]:
        """The candidates of an account with a draft on the disk."""
        return frozenset(each for there, each in self._on_disk if there == account)

    def flush_soon(self) -> None:
        """Writes everything now, without waiting for it: the window lost the focus."""
        self._tasks.start(self.flush(), name="keep drafts", key="keep drafts", replace=False)

    async def flush(self) -> bool:
        """Writes everything that is not on the disk yet; whether all of it is there now."""
        # Those that are being written too: they are waited for.
        kept = [await self._writer.save(held) for held in tuple(self._held.values())]
        return all(kept)

    async def aclose(self) -> None:
        """Writes what is left and removes files that nothing speaks of any more."""
        await self.flush()
        with contextlib.suppress(NotKept):
            await self._store.drafts.tidy()

    # --- the desk's drafts -----------------------------------------------------------------

    async def restore(self, account: str, candidate_id: str) -> KeptDraft | None:
        """The draft of that candidate as it was kept, with the bytes of its staged files."""
        try:
            kept = await self._store.drafts.load(account, candidate_id)
            if kept is None:
                return None
            for upload in set(uploads_in(Snapshot.of(kept.draft))):
                data = await self._store.drafts.staged_bytes(upload)
                if data is not None:
                    # In a thread: it looks at every byte.
                    await asyncio.to_thread(self._staged.restore, upload, data)
        except NotKept:
            return None  # the bar says why
        self._note((account, candidate_id), kept.stamp)
        return kept

    async def discard(
        self, account: str, candidate_id: str
    ) -> Callable[[], Awaitable[None]] | None:
        """Takes a draft away; returns the way back, which holds until the program ends.

        None where there is no such draft. `NotKept` when the disk does not let it go.
        """
        key = (account, candidate_id)
        held = self._held.get(key)
        if held is not None:
            return await self._discard_open(held)
        removed = await self._store.drafts.remove(account, candidate_id, keep_files=True)
        if removed is None:
            return None
        self._note(key, None)
        self.thrown_away.emit(*key)

        async def back() -> None:
            await self._store.drafts.put_back(removed)
            self._note(key, removed.row["stamp"])

        return back

    async def erase_person(self, account: str, candidate_id: str) -> None:
        """Deletes all that is kept about a candidate; what is on the screen stays there."""
        await self._store.erase_person(account, candidate_id)
        self._forget([(account, candidate_id)])

    async def erase_all(self) -> None:
        """Deletes all that is kept about anybody; what is on the screen stays there."""
        await self._store.erase_all()
        self._forget([*self._on_disk, *self._held])

    # --- what the desk tells ---------------------------------------------------------------

    def _opened(self, session: Session) -> None:
        held = self._held_of(session)
        session.changed.connect(functools.partial(self._touched, held))
        session.unfinished_changed.connect(functools.partial(self._touched, held))
        session.phase_changed.connect(functools.partial(self.recorder.phase_changed, held))
        if held.stamps:
            self._writer.touch(held)  # it came back, and was joined with what there is now

    def _touched(self, held: Held, _changed: object = None) -> None:
        self._writer.touch(held)

    def _held_of(self, session: Session) -> Held:
        key = (session.account, session.record_id)
        held = self._held.get(key)
        if held is None or held.session is not session:
            stamp = self._stamps.get(key)
            held = Held(session, set() if stamp is None else {stamp})
            self._held[key] = held
        return held

    def _closed(self, session: Session) -> None:
        held = self._held.pop((session.account, session.record_id), None)
        if held is not None and held.unsaved:
            self._tasks.start(self._writer.save(held), name="keep a draft")

    def _front_changed(self) -> None:
        before, session = self._front, self._desk.session if self._desk else None
        self._front = None if session is None else self._held_of(session)
        if before is not None and before.unsaved:
            self._tasks.start(self._writer.save(before), name="keep a draft")
        self.bars.show_for(session)

    def _visited(self, record: Record) -> None:
        account = self._desk.account if self._desk else ""
        self._tasks.start(self._after_visit(account, record), name="note a visit")

    async def _after_visit(self, account: str, record: Record) -> None:
        noted = self._store.drafts.note_recent(account, row_of(record))
        await self._writer.patiently(noted)
        await self.recorder.resolve(account, record, self._held.get((account, record.id)))

    # --- writing ---------------------------------------------------------------------------

    def _note(self, key: tuple[str, str], stamp: int | None) -> None:
        """Remembers whether there is a draft on the disk."""
        if stamp is None:
            self._stamps.pop(key, None)
        else:
            self._stamps[key] = stamp
        if (stamp is not None) != (key in self._on_disk):
            (self._on_disk.discard if stamp is None else self._on_disk.add)(key)
            self.drafts_changed.emit()

    def _forget(self, keys: Iterable[tuple[str, str]]) -> None:
        for key in tuple(keys):
            self._note(key, None)
            self.thrown_away.emit(*key)
            held = self._held.get(key)
            if held is not None:
                held.stamps, held.unsaved = set(), False

    async def _discard_open(self, held: Held) -> Callable[[], Awaitable[None]] | None:
        """The same for one that is open: a step of undo, so that Ctrl+Z is a way back too."""
        session = held.session
        values = {change.key: change.after for change in session.draft.changes()}
        if not session.draft.has_work:
            return None
        self.thrown_away.emit(*held.key)
        texts = session.discard(_("Discard the draft"))
        await self._writer.save(held)

        async def back() -> None:
            if values:
                place = Place(next(iter(values)))
                label = _("Bring the draft back")
                session.edit(lambda draft: draft.apply(values, place=place, label=label))
            for left, text in texts.items():
                session.leave_unfinished(left, text)
            await self._writer.save(held)

        return back

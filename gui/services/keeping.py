"""Keeping what is typed: every edit of every open candidate on the disk within a second.

The keeper watches the sessions of the desk, writes down what is about to be sent before it goes,
and brings drafts back with their undo steps and staged files. It says when something could not
be kept and goes on trying; it never stops anybody from working or sending.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from PySide6.QtCore import QObject, Signal

from gui.errors import NotKept
from gui.i18n import _
from gui.model.fields import field_of
from gui.model.journal import JournalEntry, KeptFile
from gui.model.record import Record
from gui.model.saved import Snapshot
from gui.model.values import FileUpload, Place, Value
from gui.services.candidate_list import row_of
from gui.services.desk import Desk
from gui.services.draft_bars import DraftBars
from gui.services.notices import Notices
from gui.services.recording import OldFiles, StoredFiles, settled_entry
from gui.services.session import Phase, Session
from gui.services.storage.drafts import KeptDraft
from gui.services.storage.points import reach
from gui.services.storage.snapshots import uploads_in
from gui.services.storage.store import Store
from gui.services.tasks import Tasks
from gui.workable.report import SendReport
from gui.workable.send import Intent

DAY_S: Final = 86_400.0
"""How often it is looked for what is too old, in a program that runs on and on."""

LONG_S: Final = 1.0
"""When keeping an intent took longer, the record is read once more before it is written."""


@dataclass(frozen=True)
class Rhythm:
    """When it is written, in seconds: after a pause of `pause`, yet each edit within `latest`,
    and not more often than every `gap`; after a failure again every `retry`. What was typed while
    the disk wrote is written `gap` later and needs the time of that write on top: to be there
    within a second, the gap is a tenth less than one.

    `patience` is how long a send waits for a disk that does not answer.
    """

    pause: float = 0.4
    latest: float = 0.8
    gap: float = 0.9
    retry: float = 5.0
    patience: float = 5.0


class Staged(Protocol):
    """The files that are staged in drafts, in memory."""

    def restore(self, upload: FileUpload, data: bytes) -> bool:
        """Takes back bytes that were kept; False when they are not those."""


@dataclass
class _Held:
    """An open candidate and what of it is on the disk."""

    session: Session
    # Every state of it that may be on the disk; see `DraftStore.save`.
    stamps: set[int]
    unsaved: bool = False
    waits_since: float = 0.0
    touched_at: float = 0.0
    written_at: float = float("-inf")
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    # While a send is on its way:
    entries: dict[tuple[str, ...], JournalEntry] = field(default_factory=dict)
    mine: dict[str, Value] = field(default_factory=dict)
    out: dict[str, Value] = field(default_factory=dict)
    ahead: dict[str, Value] = field(default_factory=dict)
    files: dict[str, KeptFile] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        return self.session.account, self.session.record_id

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing that would be lost."""
        draft = self.session.draft
        return not (draft.has_work or draft.unknown or self.mine or self.ahead)

    def snapshot(self) -> Snapshot:
        """The draft as it is to be on the disk: what is on its way counts as unknown there."""
        taken = Snapshot.of(self.session.draft)
        return replace(
            taken,
            unknown={**taken.unknown, **self.ahead, **self.mine},
            went_out={**taken.went_out, **self.ahead, **self.out},
        )


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
        self._old_files = OldFiles(files, store.journal)
        self._rhythm = rhythm or Rhythm()
        self._clock = clock
        self._desk: Desk | None = None
        self._front: _Held | None = None
        self._held: dict[tuple[str, str], _Held] = {}
        self._stamps: dict[tuple[str, str], int] = {}
        self._on_disk: set[tuple[str, str]] = set()
        self._expired_at = clock()

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
            await self._expire()
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
        kept = [await self._save(held) for held in tuple(self._held.values())]
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

    # --- the send's recorder ---------------------------------------------------------------

    def foresee(self, session: Session, mine: Mapping[str, Value]) -> None:
        """Keeps beforehand what `intend` will be asked to; see `gui.services.sending.Recorder`.

        Only for what a read shows: after a crash nothing is said of a file that did not go.
        """
        held = self._held_of(session)
        if not any(field_of(key).write_only for key in mine):
            held.ahead = dict(mine)
            self._touched(held)
            self._tasks.start(self._save(held), name="keep what is about to be sent")

    async def intend(self, session: Session, mine: Mapping[str, Value], intent: Intent) -> bool:
        """Keeps what is about to be written; see `gui.services.sending.Recorder`."""
        started = self._clock()
        held = self._held_of(session)
        reach("send.begun")
        await self._old_files.keep(session, intent, held.files)
        before = {key: intent.before.get(key) for key in intent.out}
        known = held.entries.get(intent.keys)
        if not held.entries:
            # Before this send writes over what an earlier one may have written.
            await self._journaled(self._store.journal.resolve(intent.before, session.account))
        if known is None:
            entry = self._store.journal.new_entry(
                *held.key,
                session.current.full_name,
                before=before,
                sent=intent.out,
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
            self._touched(held)  # else it is written already, or just now
        # Asked for at once and written one after the other, in this order.
        writing = [self._journal_intent(held.entries[intent.keys])]
        if held.unsaved or held.lock.locked():
            writing.append(self._patiently(self._save(held)))
        await asyncio.gather(*writing)
        reach("send.intended")
        return self._clock() - started > LONG_S

    async def settled(self, session: Session, report: SendReport) -> None:
        """Keeps what became of it; see `gui.services.sending.Recorder`."""
        held = self._held_of(session)
        reach("send.applied")
        entries, held.entries = held.entries, {}
        held.mine, held.out, held.ahead, held.files = {}, {}, {}, {}
        for keys, entry in entries.items():
            await self._journaled(self._store.journal.record(settled_entry(entry, keys, report)))
        reach("send.settled")
        self._touched(held)
        await self._patiently(self._save(held))
        reach("send.cleared")
        if self._clock() - self._expired_at > DAY_S:
            await self._patiently(self._expire())

    # --- what the desk tells ---------------------------------------------------------------

    def _opened(self, session: Session) -> None:
        held = self._held_of(session)
        session.changed.connect(functools.partial(self._touched, held))
        session.unfinished_changed.connect(functools.partial(self._touched, held))
        session.phase_changed.connect(functools.partial(self._phase_changed, held))
        if held.stamps:
            self._touched(held)  # it came back, and was joined with what there is now

    def _phase_changed(self, held: _Held) -> None:
        """A send that ended from outside: the draft itself knows now what may have arrived."""
        if held.ahead and held.session.phase in (Phase.ASKING, Phase.IDLE):
            held.ahead = {}
            self._touched(held)
        if held.session.phase is Phase.IDLE:
            held.files = {}
            if held.entries:
                held.entries, held.mine, held.out = {}, {}, {}
                self._touched(held)

    def _held_of(self, session: Session) -> _Held:
        key = (session.account, session.record_id)
        held = self._held.get(key)
        if held is None or held.session is not session:
            stamp = self._stamps.get(key)
            held = _Held(session, set() if stamp is None else {stamp})
            self._held[key] = held
        return held

    def _closed(self, session: Session) -> None:
        held = self._held.pop((session.account, session.record_id), None)
        if held is not None and held.unsaved:
            self._tasks.start(self._save(held), name="keep a draft")

    def _front_changed(self) -> None:
        before, session = self._front, self._desk.session if self._desk else None
        self._front = None if session is None else self._held_of(session)
        if before is not None and before.unsaved:
            self._tasks.start(self._save(before), name="keep a draft")
        self.bars.show_for(session)

    def _visited(self, record: Record) -> None:
        account = self._desk.account if self._desk else ""
        self._tasks.start(self._after_visit(account, record), name="note a visit")

    async def _after_visit(self, account: str, record: Record) -> None:
        await self._patiently(self._store.drafts.note_recent(account, row_of(record)))
        held = self._held.get((account, record.id))
        if held is None or not held.entries:
            await self._journaled(self._store.journal.resolve(record, account))

    # --- writing ---------------------------------------------------------------------------

    def _touched(self, held: _Held, _changed: object = None) -> None:
        now = self._clock()
        if not held.unsaved:
            held.unsaved, held.waits_since = True, now
        held.touched_at = now
        name = "keep a draft"
        key = f"{name} {held.key}"
        self._tasks.start(self._keep(held), name=name, key=key, replace=False)
        if held.is_empty:
            self.bars.take_away(held.session)

    async def _keep(self, held: _Held) -> None:
        """Writes a draft when its time has come, until nothing of it is unsaved."""
        rhythm = self._rhythm
        while held.unsaved:
            due = min(held.touched_at + rhythm.pause, held.waits_since + rhythm.latest)
            wait = max(due, held.written_at + rhythm.gap) - self._clock()
            if wait > 0:
                await asyncio.sleep(wait)
            elif not await self._save(held):
                await asyncio.sleep(rhythm.retry)

    async def _save(self, held: _Held) -> bool:
        """Writes a draft as it stands now, or takes it off the disk when nothing is in it."""
        async with held.lock:
            if not held.unsaved:
                return True
            held.unsaved = False
            held.written_at = self._clock()
            stamp = None if held.is_empty else self._store.drafts.new_stamp()
            try:
                if stamp is not None:
                    # Before it is certain: who waits here may be called away.
                    over = frozenset(held.stamps)
                    held.stamps.add(stamp)
                    await self._store.drafts.save(
                        *held.key,
                        held.snapshot(),
                        name=held.session.current.full_name,
                        count=held.session.draft.count,
                        stamp=stamp,
                        over=over,
                    )
                elif held.stamps:
                    # Undo may bring its files back as long as the candidate is open.
                    can_undo = held.session.draft.can_undo
                    await self._store.drafts.remove(*held.key, keep_files=can_undo)
            except NotKept:
                held.unsaved, held.waits_since = True, self._clock()
                return False
            held.stamps = set() if stamp is None else {stamp}
            self._note(held.key, stamp)
            return True

    async def _journal_intent(self, entry: JournalEntry) -> None:
        await self._journaled(self._store.journal.record(entry))
        reach("send.journaled")

    async def _journaled(self, work: Awaitable[object]) -> None:
        """Does something with the journal; what it could not write is tried again later."""
        await self._patiently(work)
        if self._store.journal.is_behind:
            name = "catch up with the journal"
            self._tasks.start(self._catch_up(), name=name, key=name, replace=False)

    async def _expire(self) -> None:
        self._expired_at = self._clock()
        await self._store.journal.expire()

    async def _catch_up(self) -> None:
        while self._store.journal.is_behind:
            await asyncio.sleep(self._rhythm.retry)
            with contextlib.suppress(NotKept):
                await self._store.journal.catch_up()

    async def _patiently(self, work: Awaitable[object]) -> None:
        """Waits for the disk, but not for ever, and never fails: a send must be able to go."""
        with contextlib.suppress(NotKept, TimeoutError):
            async with asyncio.timeout(self._rhythm.patience):
                await work

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

    async def _discard_open(self, held: _Held) -> Callable[[], Awaitable[None]] | None:
        """The same for one that is open: a step of undo, so that Ctrl+Z is a way back too."""
        session = held.session
        values = {change.key: change.after for change in session.draft.changes()}
        if not session.draft.has_work:
            return None
        self.thrown_away.emit(*held.key)
        texts = session.discard(_("Discard the draft"))
        await self._save(held)

        async def back() -> None:
            if values:
                place = Place(next(iter(values)))
                label = _("Bring the draft back")
                session.edit(lambda draft: draft.apply(values, place=place, label=label))
            for left, text in texts.items():
                session.leave_unfinished(left, text)
            await self._save(held)

        return back

"""Writing the drafts of open candidates to the disk, each in its time.

What of a candidate is on the disk, when it is written next, and what is still to be told of it is
known here. Stays away from what opens and closes candidates (`gui.services.keeping`) and from what
a send writes down (`gui.services.send_recorder`).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Final

from gui.errors import NotKept
from gui.model.journal import JournalEntry, KeptFile
from gui.model.saved import Snapshot
from gui.model.values import Value
from gui.services.session import Session
from gui.services.storage.drafts import DraftStore
from gui.services.tasks import Tasks

Key = tuple[str, str]
"""Account and candidate."""


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


@dataclass
class Held:
    """An open candidate and what of it is on the disk."""

    session: Session
    # Every state of it that may be on the disk; see `DraftStore.save`.
    stamps: set[int]
    unsaved: bool = False
    waits_since: float = 0.0
    touched_at: float = 0.0
    written_at: float = float("-inf")
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    # While a send is on its way: what goes out as it stands in the draft, as it really goes out,
    # and what of it was written before anybody knew that it would go.
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


class DraftWriter:
    """Writes what was touched, within the second that was promised and not too often.

    `on_disk(key, stamp)` hears which state of a candidate is there now, None for none;
    `on_clean(session)` that nothing is left in a draft that would be lost. `clock` gives monotonic
    seconds.
    """

    def __init__(
        self,
        drafts: DraftStore,
        tasks: Tasks,
        *,
        rhythm: Rhythm,
        clock: Callable[[], float],
        on_disk: Callable[[Key, int | None], None],
        on_clean: Callable[[Session], None],
    ) -> None:
        self._drafts = drafts
        self._tasks = tasks
        self.rhythm: Final = rhythm
        self.clock: Final = clock
        self._on_disk = on_disk
        self._on_clean = on_clean

    def touch(self, held: Held) -> None:
        """Has a draft written when its time has come."""
        now = self.clock()
        if not held.unsaved:
            held.unsaved, held.waits_since = True, now
        held.touched_at = now
        name = "keep a draft"
        key = f"{name} {held.key}"
        self._tasks.start(self._keep(held), name=name, key=key, replace=False)
        if held.is_empty:
            self._on_clean(held.session)

    async def save(self, held: Held) -> bool:
        """Writes a draft as it stands now, or takes it off the disk when nothing is in it."""
        async with held.lock:
            if not held.unsaved:
                return True
            held.unsaved = False
            held.written_at = self.clock()
            stamp = None if held.is_empty else self._drafts.new_stamp()
            try:
                if stamp is not None:
                    # Before it is certain: who waits here may be called away.
                    over = frozenset(held.stamps)
                    held.stamps.add(stamp)
                    await self._drafts.save(
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
                    await self._drafts.remove(*held.key, keep_files=can_undo)
            except NotKept:
                held.unsaved, held.waits_since = True, self.clock()
                return False
            held.stamps = set() if stamp is None else {stamp}
            self._on_disk(held.key, stamp)
            return True

    async def patiently(self, work: Awaitable[object]) -> None:
        """Waits for the disk, but not for ever, and never fails: a send must be able to go."""
        with contextlib.suppress(NotKept, TimeoutError):
            async with asyncio.timeout(self.rhythm.patience):
                await work

    # --- inside ----------------------------------------------------------------------------

    async def _keep(self, held: Held) -> None:
        """Writes a draft when its time has come, until nothing of it is unsaved."""
        rhythm = self.rhythm
        while held.unsaved:
            due = min(held.touched_at + rhythm.pause, held.waits_since + rhythm.latest)
            wait = max(due, held.written_at + rhythm.gap) - self.clock()
            if wait > 0:
                await asyncio.sleep(wait)
            elif not await self.save(held):
                await asyncio.sleep(rhythm.retry)

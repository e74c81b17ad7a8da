"""The desk: which candidate is open, which drafts lie beside it, and how one gets there.

Opening another candidate while one loads: the latest wins, and what comes late touches no other
form. Switching never loses input: each candidate keeps its session, draft and undo steps.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal

from gui.errors import RedlineError
from gui.i18n import _, ngettext
from gui.model.comparison import compare
from gui.model.draft import Draft
from gui.model.fields import field_of
from gui.model.record import Record
from gui.services.connection import NothingChosen
from gui.services.notices import Notices, Offer, Tone
from gui.services.session import Phase, Session
from gui.services.tasks import Tasks

if TYPE_CHECKING:
    from gui.services.storage.drafts import KeptDraft

OPEN_TASK = "open"


class Reader(Protocol):
    """What the desk needs of the service."""

    async def candidate(self, candidate_id: str) -> Record:
        """The record of that id as it is stored now."""

    async def find(self, text: str) -> Record:
        """The record that an id, a profile URL or an e-mail leads to."""


class KeptDrafts(Protocol):
    """What the desk needs of whoever keeps drafts on the disk."""

    async def restore(self, account: str, candidate_id: str) -> KeptDraft | None:
        """The draft of that candidate as it was kept; None where there is none."""


class _NoDrafts:
    async def restore(self, _account: str, _candidate_id: str) -> None:
        return None


@dataclass(frozen=True)
class Restored:
    """What became of a kept draft when it came back.

    `moved` counts the keys that were changed on the server since it was kept, `collisions` what
    was changed on both sides. `is_read` tells whether the record could be read at all;
    `unsure` are the keys that were being sent and of which no read can tell (API §5).
    """

    kept: KeptDraft
    moved: int = 0
    collisions: int = 0
    is_read: bool = True
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True)
class Opening:
    """What is being opened: what was asked for, and why it failed if it did.

    `shown` is a name where one is known, else what the person typed.
    """

    asked: str
    shown: str
    is_search: bool = False
    error: RedlineError | None = None


class Desk(QObject):
    """Signals: `session_changed()` when another candidate is in front; `opening_changed()`
    when a load begins, fails or ends; `drafts_changed()` when the set of dirty ones did, or they
    are another account's; `visited(Record)` after each successful load; `session_opened(Session)`
    and `session_closed(Session)` when one begins and ends to be held; `draft_restored(Session,
    Restored)` when it began with a draft that was kept on the disk."""

    session_changed = Signal()
    opening_changed = Signal()
    drafts_changed = Signal()
    visited = Signal(object)
    session_opened = Signal(object)
    session_closed = Signal(object)
    draft_restored = Signal(object, object)

    def __init__(
        self,
        reader: Reader,
        tasks: Tasks,
        notices: Notices,
        *,
        drafts: KeptDrafts | None = None,
        offers_for: Callable[[Session, RedlineError], tuple[Offer, ...]] = (
            lambda _session, _error: ()
        ),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self._offers_for = offers_for
        self._tasks = tasks
        self._notices = notices
        self._drafts: KeptDrafts = drafts or _NoDrafts()
        self._account = ""
        self._sessions: dict[str, Session] = {}
        self._of_accounts: dict[str, dict[str, Session]] = {}
        self._session: Session | None = None
        self._opening: Opening | None = None
        self._dirty: frozenset[str] = frozenset()
        self._read_before: Callable[[str], Record | None] = lambda _id: None

    def read_ahead_by(self, take: Callable[[str], Record | None]) -> None:
        """Asks this for a record that was read before it is opened; it is shown, and read again
        beside. It is never of somebody of whom there is a draft: drafts are joined only with what
        is stored now, since no earlier read tells what became of a send of unknown outcome."""
        self._read_before = take

    @property
    def session(self) -> Session | None:
        """The candidate in front."""
        return self._session

    def is_in_front(self, session: Session) -> bool:
        """Whether this is the candidate in front."""
        return session is self._session

    def bring_to_front(self, session: Session) -> None:
        """Puts a held candidate in front; nothing is read by that."""
        if self._sessions.get(session.record_id) is session:
            self.cancel_opening()
            self._show(session)

    @property
    def account(self) -> str:
        """The key of the account that the desk is for."""
        return self._account

    @property
    def sessions(self) -> Mapping[str, Session]:
        """Every candidate that was opened in this run and is still held, by id."""
        return dict(self._sessions)

    @property
    def dirty_sessions(self) -> tuple[Session, ...]:
        """Those with changes that were not sent, or with unfinished texts."""
        return tuple(item for item in self._sessions.values() if item.draft.has_work)

    @property
    def opening(self) -> Opening | None:
        """What is being opened or failed to; None when all is quiet."""
        return self._opening

    def use_account(self, account: str) -> None:
        """Clears the desk for another account; each account's drafts stay held."""
        self.cancel_opening()
        self._account = account
        self._sessions = self._of_accounts.setdefault(account, {})
        if self._session is not None:
            self._session.close_step()
            self._session = None
            self.session_changed.emit()
        self._dirty = frozenset(session.record_id for session in self.dirty_sessions)
        # Even where it is the same number: they are those of other people.
        self.drafts_changed.emit()

    @property
    def all_dirty_sessions(self) -> tuple[Session, ...]:
        """The same, of every account that was used in this run."""
        everywhere = (self._sessions, *self._of_accounts.values())
        held = {id(item): item for sessions in everywhere for item in sessions.values()}
        return tuple(item for item in held.values() if item.draft.has_work)

    # --- opening ---------------------------------------------------------------------------

    def open(self, candidate_id: str, *, name: str = "") -> None:
        """Opens a candidate by API id; a held draft is shown at once and read again beside."""
        held = self._sessions.get(candidate_id)
        if held is not None:
            self.cancel_opening()
            self._show(held)
            if not held.is_sending:
                self._start(self._refresh(held, quiet=True), None)
            return
        opening = Opening(candidate_id, name or candidate_id)
        record = self._read_before(candidate_id)
        if record is not None:
            self._open_read(record)
        else:
            self._start(self._load(opening), opening)

    def find(self, text: str) -> None:
        """Opens what an id, a profile URL or an e-mail leads to."""
        opening = Opening(text.strip(), text.strip(), is_search=True)
        self._start(self._load(opening), opening)

    def retry(self) -> None:
        """Tries once more what failed to open."""
        opening = self._opening
        if opening is None or opening.error is None:
            return
        if opening.is_search:
            self.find(opening.asked)
        else:
            self.open(opening.asked, name=opening.shown)

    def cancel_opening(self) -> None:
        """Gives up the load under way, or takes its failure away."""
        self._tasks.cancel(OPEN_TASK)
        self._set_opening(None)

    def reload(self) -> None:
        """Reads the candidate in front again and joins the draft with it."""
        session = self._session
        if session is None:
            self.retry()
        elif not session.is_sending:
            self._start(self._refresh(session, quiet=False), None)

    async def look_again(self, session: Session) -> None:
        """Reads the candidate in front again without having been asked to, and joins the draft
        with it. A failure is left for the next time."""
        try:
            record = await self._reader.candidate(session.record_id)
        except RedlineError:
            return
        if session is self._session and not session.is_sending:
            self._join(session, record, quiet=True)
            self.visited.emit(record)

    def take(self, record: Record, kept: KeptDraft | None = None) -> Session:
        """Puts a record in front: as a new session, or joined into the held one.

        A draft that was kept on the disk is joined with the record before anybody sees it.
        """
        session = self._sessions.get(record.id)
        restored: Restored | None = None
        if session is not None:
            session.accept({}, record)
        elif kept is not None:
            session = Session(kept.draft, self, account=self._account)
            restored = _joined(session, kept, record)
        else:
            session = Session(Draft(record), self, account=self._account)
        self._hold(session)
        self._forget_clean(keep=record.id)
        self._show(session)
        if restored is not None:
            self.draft_restored.emit(session, restored)
        self.visited.emit(record)
        return session

    def close_session(self, session: Session) -> None:
        """Lets a candidate go, with its draft."""
        self._sessions.pop(session.record_id, None)
        if session is self._session:
            self._session = None
            self.session_changed.emit()
        self._watch_drafts()
        self.session_closed.emit(session)
        session.deleteLater()

    # --- inside ----------------------------------------------------------------------------

    def _start(self, work: Coroutine[Any, Any, None], opening: Opening | None) -> None:
        self._set_opening(opening)
        self._tasks.start(work, name="open a candidate", key=OPEN_TASK, replace=True)

    async def _load(self, opening: Opening) -> None:
        try:
            if opening.is_search:
                record = await self._reader.find(opening.asked)
            else:
                record = await self._reader.candidate(opening.asked)
        except NothingChosen:
            self._set_opening(None)
        except RedlineError as error:
            kept = None if opening.is_search else await self._kept(opening.asked)
            if kept is None:
                self._set_opening(Opening(opening.asked, opening.shown, opening.is_search, error))
            else:
                self._set_opening(None)
                session = self._take_unread(kept)
                self._notices.tell_error(error, *self._offers_for(session, error))
        else:
            kept = await self._kept(record.id)
            self._set_opening(None)
            self.take(record, kept)

    def _open_read(self, record: Record) -> None:
        """Shows a candidate who was read a while ago, and reads them again beside."""
        self.cancel_opening()
        session = Session(Draft(record), self, account=self._account)
        self._hold(session)
        self._forget_clean(keep=record.id)
        self._show(session)
        self._start(self._refresh(session, quiet=True), None)

    async def has_kept_draft(self, candidate_id: str) -> bool:
        """Whether there is a draft of that candidate on the disk."""
        return await self._kept(candidate_id) is not None

    async def _kept(self, candidate_id: str) -> KeptDraft | None:
        if candidate_id in self._sessions:
            return None
        return await self._drafts.restore(self._account, candidate_id)

    def _take_unread(self, kept: KeptDraft) -> Session:
        """Puts a kept draft in front whose record cannot be read: offline, or gone (H14)."""
        session = Session(kept.draft, self, account=self._account)
        self._hold(session)
        self._show(session)
        self.draft_restored.emit(session, Restored(kept, is_read=False))
        return session

    def _hold(self, session: Session) -> None:
        if self._sessions.get(session.record_id) is session:
            return
        self._sessions[session.record_id] = session
        session.changed.connect(self._watch_drafts)
        session.unfinished_changed.connect(self._watch_drafts)
        self.session_opened.emit(session)
        self._watch_drafts()

    async def _refresh(self, session: Session, *, quiet: bool) -> None:
        session.set_phase(Phase.READING)
        try:
            record = await self._reader.candidate(session.record_id)
        except RedlineError as error:
            self._notices.tell_error(error, *self._offers_for(session, error))
            return
        finally:
            if session.phase is Phase.READING:
                session.set_phase(Phase.IDLE)
        self._join(session, record, quiet=quiet)
        self.visited.emit(record)

    def _join(self, session: Session, record: Record, *, quiet: bool) -> None:
        """Moves a session onto a fresh read and says what that meant for the draft."""
        moved = compare(session.baseline, record)
        collisions = session.draft.collisions(record)
        session.accept({}, record)
        if collisions:
            count = len(collisions)
            text = ngettext(
                "{count} thing that you changed was changed in Workable too. Both are kept; "
                "you are asked when you send.",
                "{count} things that you changed were changed in Workable too. Both are kept; "
                "you are asked when you send.",
                count,
            ).format(count=count)
            self._notices.tell(text, Tone.WARNING)
        elif moved and session.draft.is_dirty:
            text = _("The record was changed in Workable. Your changes were joined with it.")
            self._notices.tell(text)
        elif not quiet:
            text = (
                _("Read again: the record was changed in Workable.")
                if moved
                else _("Read again: nothing was changed in Workable.")
            )
            self._notices.tell(text)

    def _show(self, session: Session) -> None:
        if session is not self._session:
            if self._session is not None:
                self._session.close_step()
            self._session = session
            self.session_changed.emit()

    def _set_opening(self, opening: Opening | None) -> None:
        if opening != self._opening:
            self._opening = opening
            self.opening_changed.emit()

    def _watch_drafts(self, _changed: object = None) -> None:
        dirty = frozenset(session.record_id for session in self.dirty_sessions)
        if dirty != self._dirty:
            self._dirty = dirty
            self.drafts_changed.emit()

    def _forget_clean(self, *, keep: str) -> None:
        """Lets clean candidates go that nobody looks at, so that a day's work stays small."""
        clean = [
            item
            for item in self._sessions.values()
            if not item.draft.has_work
            and not item.draft.can_undo
            and not item.is_sending
            and item is not self._session
            and item.record_id != keep
        ]
        for session in clean:
            del self._sessions[session.record_id]
            self.session_closed.emit(session)
            session.deleteLater()


def _joined(session: Session, kept: KeptDraft, record: Record) -> Restored:
    """Moves a kept draft onto the record as it is stored now (H36)."""
    unsure = tuple(key for key in session.draft.unknown if field_of(key).write_only)
    # First what was on its way when the program ended: it is not a change of somebody else.
    session.learn(record)
    moved = len(compare(session.baseline, record))
    collisions = len(session.draft.collisions(record))
    session.accept({}, record)
    return Restored(kept, moved, collisions, unsure=unsure)

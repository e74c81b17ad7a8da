"""All open drafts, of every account: listing, discarding and bringing back, one or many.

What was discarded can be brought back until the program ends (rule 22). Where and how drafts lie
on the disk is the store's business, watching sessions the keeper's.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import QObject, Signal

from gui.errors import NotKept, RedlineError
from gui.i18n import _, listed, ngettext
from gui.model.draft import Draft
from gui.services.desk import Desk
from gui.services.notices import Notices, Offer, Tone
from gui.services.session import Phase, Session
from gui.services.storage.drafts import OLD_DAYS, DraftRow, KeptDraft
from gui.services.tasks import Tasks

_BRING_BACK: Final = "bring back"
_NAMED: Final = 3


class Keeps(Protocol):
    """What is needed of the keeper."""

    async def flush(self) -> bool:
        """Writes everything; whether it is all on the disk."""

    async def discard(
        self, account: str, candidate_id: str
    ) -> Callable[[], Awaitable[None]] | None:
        """Takes a draft away; the way back, None where there was nothing to take away."""


class Stored(Protocol):
    """What is needed of the store of drafts."""

    async def list(self) -> tuple[DraftRow, ...]: ...

    async def load(self, account: str, candidate_id: str) -> KeptDraft | None: ...


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """One draft. `saved_at` is in UTC, None while it is in memory only.

    `is_on_its_way` tells that it is being sent at this moment.
    """

    account: str
    account_title: str
    candidate_id: str
    name: str
    count: int
    saved_at: dt.datetime | None = None
    is_on_its_way: bool = False

    @property
    def key(self) -> tuple[str, str]:
        return self.account, self.candidate_id

    def is_old(self, now: dt.datetime) -> bool:
        """Whether it has not been touched for so long that the person is reminded (H40)."""
        return self.saved_at is not None and now - self.saved_at >= dt.timedelta(days=OLD_DAYS)


class OpenDrafts(QObject):
    """Signal: `changed()` when drafts were discarded or brought back.

    `title_of` gives the name of an account by its key.
    """

    changed = Signal()

    def __init__(
        self,
        keeper: Keeps,
        stored: Stored,
        desk: Desk,
        tasks: Tasks,
        notices: Notices,
        *,
        title_of: Callable[[str], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._stored = stored
        self._desk = desk
        self._tasks = tasks
        self._notices = notices
        self._title_of = title_of
        self._ways_back: list[tuple[str, tuple[Callable[[], Awaitable[None]], ...]]] = []

    # --- looking ---------------------------------------------------------------------------

    async def listing(self) -> tuple[OpenDraft, ...]:
        """Every draft, the one touched last first.

        Those that could not be written are among them; where the disk cannot be read, they and
        those of this run are all there is.
        """
        await self._keeper.flush()
        rows: tuple[DraftRow, ...] = ()
        with contextlib.suppress(NotKept):  # the bar says why
            rows = await self._stored.list()
        here = self._in_memory()
        found = [self._of_row(row, here.pop((row.account, row.candidate_id), None)) for row in rows]
        return (*(self.of_session(session) for session in here.values()), *found)

    async def draft(self, draft: OpenDraft) -> Draft | None:
        """What is in it; None where it is gone meanwhile. `NotKept` when it cannot be read."""
        session = self._in_memory().get(draft.key)
        if session is not None:
            return session.draft
        kept = await self._stored.load(*draft.key)
        return kept.draft if kept is not None else None

    # --- discarding ------------------------------------------------------------------------

    @property
    def can_bring_back(self) -> str:
        """What `bring_back` would bring back, in words; empty for nothing."""
        return self._ways_back[-1][0] if self._ways_back else ""

    async def discard(self, drafts: Sequence[OpenDraft]) -> bool:
        """Takes drafts away and tells so, with the way back; whether any was.

        What is being sent stays, and so does what may have arrived and was not found out yet.
        """
        gone: list[OpenDraft] = []
        ways: list[Callable[[], Awaitable[None]]] = []
        left: list[OpenDraft] = []
        for draft in drafts:
            session = self._in_memory().get(draft.key)
            if session is not None and _is_on_its_way(session):
                left.append(draft)
                continue
            try:
                way = await self._keeper.discard(*draft.key)
            except RedlineError as error:
                self._notices.tell_error(error)
                break
            if way is None:
                left.append(draft)
            else:
                gone.append(draft)
                ways.append(way)
        if ways:
            self._ways_back.append((_whose(gone), tuple(ways)))
            self._tell(gone)
        elif left:
            text = _(
                "Not discarded: it is not known yet whether {what} arrived. "
                "Reload the candidate, then discard it."
            )
            self._notices.tell(text.format(what=_whose(left)), Tone.WARNING)
        self.changed.emit()
        return bool(ways)

    async def discard_world(self, account: str, lead: str) -> bool:
        """Takes all drafts of an account away whose people are gone with it, and names them;
        `lead` is the sentence that says why. Nothing is told where there are none: False."""
        gone: list[OpenDraft] = []
        ways: list[Callable[[], Awaitable[None]]] = []
        try:
            for draft in await self.listing():
                if draft.account == account:
                    way = await self._keeper.discard(*draft.key)
                    if way is not None:
                        gone.append(draft)
                        ways.append(way)
        except NotKept as error:
            self._notices.tell_error(error)
        if ways:
            self._ways_back.append((_whose(gone), tuple(ways)))
            text = _("{lead} Discarded with it: {what}.").format(lead=lead, what=_by_name(gone))
            self._notices.tell(text, Tone.INFO, Offer(_("Undo"), self.bring_back))
            self.changed.emit()
        return bool(ways)

    def bring_back(self) -> None:
        """Starts to bring back what was discarded last."""
        self._tasks.start(self._bring_back(), name=_BRING_BACK, key=_BRING_BACK, replace=False)

    async def _bring_back(self) -> None:
        if not self._ways_back:
            return
        whose, ways = self._ways_back.pop()
        try:
            for way in ways:
                await way()
        except RedlineError as error:
            self._ways_back.append((whose, ways))
            self._notices.tell_error(error)
        else:
            text = _("Brought back: {what}.").format(what=whose)
            self._notices.tell(text, Tone.SUCCESS)
        self.changed.emit()

    def _tell(self, gone: Sequence[OpenDraft]) -> None:
        text = _("Discarded: {what}.").format(what=_whose(gone))
        self._notices.tell(text, Tone.INFO, Offer(_("Undo"), self.bring_back))

    # --- inside ----------------------------------------------------------------------------

    def _in_memory(self) -> dict[tuple[str, str], Session]:
        return {
            (session.account, session.record_id): session
            for session in self._desk.all_dirty_sessions
        }

    def _of_row(self, row: DraftRow, session: Session | None) -> OpenDraft:
        is_on_its_way = session is not None and _is_on_its_way(session)
        return OpenDraft(
            row.account,
            self._title_of(row.account),
            row.candidate_id,
            row.name,
            row.count,
            row.saved_at,
            is_on_its_way,
        )

    def of_session(self, session: Session) -> OpenDraft:
        """The draft of an open candidate."""
        return OpenDraft(
            session.account,
            self._title_of(session.account),
            session.record_id,
            session.current.full_name,
            session.draft.count,
            is_on_its_way=_is_on_its_way(session),
        )


def _is_on_its_way(session: Session) -> bool:
    return session.phase not in (Phase.IDLE, Phase.READING)


def _by_name(drafts: Sequence[OpenDraft]) -> str:
    """The first of them by their names, the rest by their number."""
    if len(drafts) == 1:
        return _whose(drafts)
    names = listed(draft.name or _("a candidate") for draft in drafts[:_NAMED])
    rest = len(drafts) - _NAMED
    if rest <= 0:
        return _("the drafts of {names}").format(names=names)
    text = ngettext(
        "the drafts of {names} and {count} more", "the drafts of {names} and {count} more", rest
    )
    return text.format(names=names, count=rest)


def _whose(drafts: Sequence[OpenDraft]) -> str:
    """Drafts in a sentence."""
    if len(drafts) == 1:
        return _("the draft of {name}").format(name=drafts[0].name or _("a candidate"))
    return ngettext("{count} draft", "{count} drafts", len(drafts)).format(count=len(drafts))

"""Reverting what was sent: a send of the journal becomes a change of today's draft.

The candidate is opened and read, the way back is merged with what is there now, and what comes
of it stands in the draft as one step of undo: nothing is sent by itself (rule 5). What was changed
again since stays as it is and is told with its reason. Old resumes and photos come back from the
files that the journal has kept.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from gui.errors import BadFile, NotKept
from gui.i18n import _, listed, ngettext
from gui.model.fields import field_of
from gui.model.fileformats import Role
from gui.model.journal import JournalEntry, JournalSend, KeptFile, Outcome
from gui.model.record import Record
from gui.model.texts import for_label
from gui.model.values import Place, Value
from gui.services.attachments import Attachments
from gui.services.desk import OPEN_TASK, Desk
from gui.services.draft_bars import day_of
from gui.services.notices import Notices, Offer, Tone
from gui.services.session import Session
from gui.services.storage.journal import Journal
from gui.services.storage.journal_rows import Query
from gui.services.tasks import Tasks
from gui.services.way_back import NAME_LIMIT, Reverted, WayBack

REVERT_TASK: Final = "revert"
_FILE_KEYS: Final = (Role.RESUME.value, Role.PHOTO.value)
_REASONS_SAID: Final = 3
_MOST_LATER: Final = 500


class Reverting(QObject):
    """Signals: `reverted(Session, Reverted)` when something has become a change of the session
    in front; `send_asked(Session)` when the person wants it sent; `accounts_asked()` when it was
    sent in another account than the one in use.

    `title_of` gives the name of an account by its key.
    """

    reverted = Signal(object, object)
    send_asked = Signal(object)
    accounts_asked = Signal()

    def __init__(
        self,
        desk: Desk,
        journal: Journal,
        attachments: Attachments,
        tasks: Tasks,
        notices: Notices,
        *,
        title_of: Callable[[str], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._journal = journal
        self._attachments = attachments
        self._tasks = tasks
        self._notices = notices
        self._title_of = title_of

    def revert(self, send: JournalSend) -> None:
        """Starts to revert a send, all its requests; tells what came of it."""
        self._start(self._revert(send))

    def revert_last(self, session: Session) -> None:
        """The same for what was sent last for the candidate of the session."""
        self._start(self._revert_last(session))

    async def settled(self) -> None:
        """Waits until nothing is being reverted."""
        await self._tasks.settled(REVERT_TASK)

    # --- which entries ---------------------------------------------------------------------

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.start(work, name="revert", key=REVERT_TASK, replace=False)

    async def _revert_last(self, session: Session) -> None:
        query = Query(account=session.account, candidate_id=session.record_id, limit=20)
        try:
            found = await self._journal.sends(query)
        except NotKept as error:
            self._notices.tell_error(error)
            return
        last = next((send for send in found if can_be_reverted(send)), None)
        if last is None:
            text = _("Nothing that was sent for {name} is in the journal.")
            self._notices.tell(text.format(name=session.current.full_name))
            return
        await self._revert(last)

    async def _revert(self, send: JournalSend) -> None:
        wanted = sorted(filter(_may_have_arrived, send.parts), key=lambda entry: -entry.number)
        if not wanted:
            self._notices.tell(_("This did not reach Workable, so there is nothing to revert."))
            return
        first = wanted[0]
        if first.account != self._desk.account:
            text = _("This was sent in {account}. Switch to that account to revert it.")
            self._notices.tell(
                text.format(account=self._title_of(first.account)),
                Tone.WARNING,
                Offer(_("Accounts"), self.accounts_asked.emit),
            )
            return
        session = await self._opened(first)
        if session is None:
            return
        later = await self._later(wanted[-1])
        way_back = WayBack(session, later)
        for entry in wanted:
            for key in entry.keys:
                if key in _FILE_KEYS:
                    await self._file_back(way_back, entry, key)
                else:
                    way_back.add(entry, key)
        self._apply(way_back, first)

    async def _opened(self, entry: JournalEntry) -> Session | None:
        """The candidate in front, freshly read; None, and told, where that cannot be."""
        held = self._desk.sessions.get(entry.candidate_id)
        if held is not None and held.is_sending:
            await self._tasks.settled(OPEN_TASK)  # it may only be being read
            if held.is_sending:
                text = _("{name} is being sent just now. Revert it when that is over.")
                self._notices.tell(text.format(name=entry.name), Tone.WARNING)
                return None
        read: set[str] = set()

        def visited(record: Record) -> None:
            read.add(record.id)

        self._desk.visited.connect(visited)
        try:
            self._desk.open(entry.candidate_id, name=entry.name)
            await self._tasks.settled(OPEN_TASK)
        finally:
            self._desk.visited.disconnect(visited)
        session = self._desk.sessions.get(entry.candidate_id)
        if session is None or entry.candidate_id not in read:
            return None  # why not, the desk has said
        if session.is_read_only:
            self._notices.tell(_("This record is anonymised; nothing can be put back into it."))
            return None
        return session

    async def _later(self, entry: JournalEntry) -> tuple[JournalEntry, ...]:
        """What was sent for the same candidate after the entry, the newest first."""
        query = Query(
            account=entry.account,
            candidate_id=entry.candidate_id,
            since=entry.at,
            limit=_MOST_LATER,
        )
        try:
            found = await self._journal.search(query)
        except NotKept:
            return ()  # only the days in the reasons come from it, and the bar says why
        return tuple(item for item in found if item.outcome is Outcome.SENT)

    async def _file_back(self, way_back: WayBack, entry: JournalEntry, key: str) -> None:
        """Stages the file that was replaced; tells why where it cannot come back."""
        label = field_of(key).label
        kept = entry.files.get(key)
        again = way_back.sent_again(entry, key)
        if kept is None:
            text = _("{field}: no older one was kept with this send.")
            way_back.note(key, text.format(field=label))
        elif way_back.session.change(key) is not None:
            text = _("{field}: another one is staged already.")
            way_back.note(key, text.format(field=label))
        elif again is not None:
            text = _("{field}: it was replaced again ({day}). Revert that first.")
            way_back.note(key, text.format(field=label, day=day_of(again.at)))
        else:
            try:
                way_back.put(key, await self._staged(kept, Role(key)))
            except (BadFile, NotKept) as error:
                way_back.note(key, _("{field}: {what}").format(field=label, what=error.sentence))
            else:
                way_back.note_other_resume(entry, key)

    async def _staged(self, kept: KeptFile, role: Role) -> Value:
        data = await self._journal.file(kept)
        if data is None:
            text = _("“{name}” is not kept any more.")
            raise BadFile(
                text.format(name=for_label(kept.name, NAME_LIMIT)),
                next_step=_("Choose the file anew if you have it."),
            )
        return await self._attachments.stage_bytes(kept.name, data, role=role)

    # --- the change ------------------------------------------------------------------------

    def _apply(self, way_back: WayBack, entry: JournalEntry) -> None:
        session, values = way_back.session, way_back.values
        report = way_back.report()
        if values:
            label = _("Revert what was sent {day}").format(day=day_of(entry.at))
            place = Place(next(iter(values)))
            session.close_step()
            session.edit(lambda draft: draft.apply(values, place=place, label=label))
            session.go_to(place)
        self._tell(session, report)
        if values:
            self.reverted.emit(session, report)

    def _tell(self, session: Session, report: Reverted) -> None:
        reasons = report.reasons
        said = list(reasons[:_REASONS_SAID])
        if len(reasons) > len(said):
            rest = len(reasons) - len(said)
            more = ngettext("{count} more stays as it is.", "{count} more stay as they are.", rest)
            said.append(more.format(count=rest))
        detail = "\n".join(reasons) if len(reasons) > _REASONS_SAID else ""
        if report.back:
            names = listed(field_of(key).label for key in report.back)
            lead = _("Put back as changes, not sent yet: {fields}.").format(fields=names)
            tone = Tone.WARNING if reasons else Tone.SUCCESS
            offer = Offer(_("Send"), lambda: self.send_asked.emit(session))
            self._notices.tell(" ".join([lead, *said]), tone, offer, detail=detail)
        elif reasons:
            lead = _("Nothing was put back.")
            self._notices.tell(" ".join([lead, *said]), Tone.WARNING, detail=detail)
        else:
            text = _("Nothing had to be put back: {name} is as before this send already.")
            self._notices.tell(text.format(name=session.current.full_name))


def can_be_reverted(send: JournalSend) -> bool:
    """Whether there may be something in the record to be taken back."""
    return any(_may_have_arrived(part) for part in send.parts)


def _may_have_arrived(entry: JournalEntry) -> bool:
    return entry.outcome in (Outcome.SENT, Outcome.UNKNOWN)

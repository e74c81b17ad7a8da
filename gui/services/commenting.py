"""Leaving a trace of a send in Workable: a comment that names which fields were corrected.

It is the only trace that Workable keeps of an edit (API §12.3). Off until the person has chosen
in whose name; never holds a value. It is left after the journal has the send, and its failure
loses nothing of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any, Protocol

from PySide6.QtCore import QObject

from gui.errors import RedlineError
from gui.i18n import _, listed
from gui.model.fields import FIELDS, field_of
from gui.services.line import AccountInUse
from gui.services.notices import Notices, Offer, Tone
from gui.services.session import Session
from gui.services.settings import COMMENTS, Settings
from gui.services.tasks import Tasks
from gui.workable.failures import Outcome, outcome_of
from gui.workable.report import SendEnd, SendReport
from gui.workable.wire import Member


class Comments(Protocol):
    """What is needed of the line to the service."""

    @property
    def account(self) -> AccountInUse | None:
        """The account in use."""

    async def members(self) -> tuple[Member, ...]:
        """The members of the account."""

    async def comment(self, candidate_id: str, member_id: str, text: str) -> None:
        """Leaves a comment in a member's name, once."""


class Commenting(QObject):
    """Leaves comments where that is switched on for the account."""

    def __init__(
        self,
        line: Comments,
        settings: Settings,
        tasks: Tasks,
        notices: Notices,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._line = line
        self._settings = settings
        self._tasks = tasks
        self._notices = notices
        self._running: set[asyncio.Task[Any]] = set()

    @property
    def account(self) -> AccountInUse | None:
        """The account in use."""
        return self._line.account

    async def members(self) -> tuple[Member, ...]:
        """In whose name comments can be left in the account in use."""
        return await self._line.members()

    def member(self, account: str) -> str:
        """The id of the member in whose name comments are left; empty for none at all."""
        return self._settings.get(COMMENTS).get(account, "")

    def choose(self, account: str, member_id: str) -> None:
        """Has comments left in that member's name from now on, or none for an empty id."""
        others = {
            key: value for key, value in self._settings.get(COMMENTS).items() if key != account
        }
        self._settings.set(COMMENTS, others | ({account: member_id} if member_id else {}))

    def note(self, session: Session, report: SendReport) -> None:
        """A send is over: leaves a comment about what of it arrived, where that is wanted."""
        keys = [key for part in report.parts if part.end is SendEnd.SENT for key in part.keys]
        member = self.member(session.account)
        account = self._line.account
        if not keys or not member or account is None or account.key != session.account:
            return
        self._start(session.record_id, session.current.full_name, member, comment_text(keys))

    async def settled(self) -> None:
        """Waits until the comments on their way have been left, or not."""
        if self._running:
            await asyncio.wait(set(self._running))

    # --- inside ----------------------------------------------------------------------------

    def _start(self, record_id: str, name: str, member: str, text: str) -> None:
        task = self._tasks.start(self._leave(record_id, name, member, text), name="comment")
        if task is not None:
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def _leave(self, record_id: str, name: str, member: str, text: str) -> None:
        try:
            await self._line.comment(record_id, member, text)
        except RedlineError as error:
            if outcome_of(error) is Outcome.UNKNOWN:
                said = _(
                    "The changes to {name} are sent. It is not known whether the comment about "
                    "them arrived; it is not repeated."
                )
                self._notices.tell(said.format(name=name), Tone.WARNING, detail=error.sentence)
                return
            said = _("The changes to {name} are sent; the comment about them was not left. {why}")
            again = Offer(_("Try again"), lambda: self._start(record_id, name, member, text))
            text_said = said.format(name=name, why=error.text)
            self._notices.tell(text_said, Tone.WARNING, again)


def comment_text(keys: Iterable[str]) -> str:
    """What the comment says: the fields by their names, and nothing of their values."""
    wanted = set(keys)
    labels = [field_of(field.key).label for field in FIELDS if field.key in wanted]
    return _("Corrected with Redline: {fields}.").format(fields=listed(labels))

"""The line to the service: one that stays while accounts are switched and networks come and go.

The window, the desk and the list are made once and talk to the line; the line talks to the
connection of the account in use. From how requests end it knows whether the service can be
reached and whether the token is accepted, and says so as a lasting state.
"""

from __future__ import annotations

import asyncio
import enum
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from gui.errors import (
    BadRequest,
    ConnectionFailed,
    NotAccepted,
    NotAllowed,
    NotFound,
    RedlineError,
    Refused,
)
from gui.i18n import _
from gui.model.record import Record
from gui.services.connection import Connection
from gui.services.notices import Notice, Notices, Offer, Tone
from gui.workable.body import Body
from gui.workable.client import CandidateQuery, Cursor, Page, PatchAnswer
from gui.workable.failures import BrokenEnvironment, Interrupted, UntrustedConnection
from gui.workable.pace import Priority, Snapshot
from gui.workable.wire import Job, Member, Stage

T = TypeVar("T")

OFFLINE_STATE = "offline"
TOKEN_STATE = "token"  # noqa: S105  the name of a state
LIMIT_STATE = "limit"

BUDGET_MS = 100
"""How long it may take until a change of the budget is told: a send changes it ten times."""
_AGAIN_S = 1.0
_LONG_WAIT_S = 3.0
"""A wait for the limit that a person would wonder about."""


class LineState(enum.Enum):
    """What is known of the way to the service."""

    NONE = "none"
    CONNECTING = "connecting"
    CONNECTED = "connected"
    OFFLINE = "offline"
    NOT_ACCEPTED = "not accepted"


@dataclass(frozen=True)
class AccountInUse:
    """The account at the other end: `key` names it for drafts, `title` for people."""

    key: str
    title: str
    host: str
    is_sandbox: bool = False
    token_variable: str = ""
    """The environment variable that the token came from; empty where it can be entered here."""


class Line(QObject):
    """Signals: `state_changed()`, `account_changed()` when another account is in use or none,
    `budget_changed(Snapshot)`, and `token_asked()` when the person wants another token."""

    state_changed = Signal()
    account_changed = Signal()
    budget_changed = Signal(object)
    token_asked = Signal()

    def __init__(
        self,
        notices: Notices,
        parent: QObject | None = None,
        *,
        just_woke: Callable[[], bool] = lambda: False,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        super().__init__(parent)
        self._notices = notices
        self._just_woke = just_woke
        self._sleep = sleep
        self._connection: Connection | None = None
        self._account: AccountInUse | None = None
        self._state = LineState.NONE
        self._is_held = False
        self._budget: Snapshot | None = None
        self._budget_timer = QTimer(self)
        self._budget_timer.setSingleShot(True)
        self._budget_timer.setInterval(BUDGET_MS)
        self._budget_timer.timeout.connect(self._tell_budget)
        self._stop_listening: Callable[[], None] = lambda: None
        # Made once: a state with new offers would count as another one.
        self._new_token = Offer(_("Enter a new token"), self.token_asked.emit)
        self._connect_again = Offer(_("Connect again"), self.token_asked.emit)
        self._lacking = ""
        self._ways_on: tuple[Offer, ...] = ()

    @property
    def is_held(self) -> bool:
        """Whether a request waits for the account's limit."""
        return self._is_held

    @property
    def state(self) -> LineState:
        return self._state

    @property
    def account(self) -> AccountInUse | None:
        return self._account

    @property
    def connection(self) -> Connection | None:
        return self._connection

    @property
    def token_offers(self) -> tuple[Offer, ...]:
        """What a person can do here about a token that is not accepted; nothing about one that
        came from outside."""
        if self._account is not None and self._account.token_variable:
            return ()
        is_sandbox = self._account is not None and self._account.is_sandbox
        return (self._connect_again if is_sandbox else self._new_token,)

    def lack_token(self, kept: str, ways_on: tuple[Offer, ...]) -> None:
        """Has the bar say too what waits for a token, in a sentence, and what can be done about
        that; empty for nothing."""
        if (kept, ways_on) != (self._lacking, self._ways_on):
            self._lacking, self._ways_on = kept, ways_on
            if self._state is LineState.NOT_ACCEPTED:
                self._say_not_accepted()

    def begin(self) -> None:
        """A connection is being made."""
        self._set_state(LineState.CONNECTING)

    def stop(self) -> None:
        """No connection is being made any more; one that is in use stays."""
        if self._connection is None:
            self._set_state(LineState.NONE)

    async def use(self, connection: Connection, account: AccountInUse) -> None:
        """Talks to another account from now on; the connection before is closed."""
        await self.aclose()
        self._connection, self._account = connection, account
        self._stop_listening = connection.pace.listen(self._heed)
        self._set_state(LineState.CONNECTED)
        self.account_changed.emit()
        self._heed(connection.pace.snapshot())

    async def aclose(self) -> None:
        """Lets the connection go; nothing can be asked until another is used."""
        self._stop_listening()
        self._stop_listening = lambda: None
        self._budget_timer.stop()
        connection, self._connection = self._connection, None
        self._account = None
        for name in (OFFLINE_STATE, TOKEN_STATE, LIMIT_STATE):
            self._notices.clear_state(name)
        self._is_held = False
        self._set_state(LineState.NONE)
        if connection is not None:
            await connection.aclose()

    # --- what the others ask for -----------------------------------------------------------

    async def candidate(self, candidate_id: str) -> Record:
        return await self._patiently(lambda: self._needed().candidate(candidate_id))

    @property
    def has_room(self) -> bool:
        """Whether a request more takes nobody's place: half of the budget is free."""
        if self._connection is None or self._state is not LineState.CONNECTED:
            return False
        budget = self._connection.pace.snapshot()
        return budget.waiting == 0 and budget.free > budget.limit // 2

    async def ahead(self, candidate_id: str) -> Record:
        """The record, read behind everybody who waits; its failure says nothing of the line."""
        client = self._needed().client
        return await client.candidate(candidate_id, priority=Priority.BACKGROUND)

    async def find(self, text: str) -> Record:
        return await self._patiently(lambda: self._needed().find(text))

    async def patch(self, candidate_id: str, body: Body) -> PatchAnswer:
        return await self._heard(self._needed().patch(candidate_id, body))

    async def candidates(self, query: CandidateQuery, since: Cursor | str | None = None) -> Page:
        return await self._patiently(lambda: self._needed().client.candidates(query, since))

    async def jobs(self) -> tuple[Job, ...]:
        return await self._patiently(lambda: self._needed().client.jobs())

    async def stages(self) -> tuple[Stage, ...]:
        return await self._patiently(lambda: self._needed().client.stages())

    async def members(self) -> tuple[Member, ...]:
        return await self._patiently(lambda: self._needed().client.members())

    async def comment(self, candidate_id: str, member_id: str, text: str) -> None:
        """Leaves a comment in a member's name, once."""
        await self._heard(self._needed().client.add_comment(candidate_id, member_id, text))

    async def reached(self) -> bool:
        """Whether the service answers now, by one small read; a token that it does not accept
        is an answer too, its own trouble is none."""
        try:
            await self._heard(self._needed().client.probe())
        except (NotAccepted, NotAllowed):
            return True
        except RedlineError:
            return False
        return True

    async def picture(self, record: Record) -> bytes | None:
        """The current photo of a record; None when it has none."""
        url = record.facts.image_url
        if not url:
            return None
        return (await self._needed().client.download(url)).data

    async def resume(self, record: Record) -> tuple[str, bytes]:
        """The current resume's name and bytes, by a fresh link when the old one expired (H32)."""
        fetched = await self._needed().client.resume(record)
        return record.facts.resume_filename or _("resume"), fetched.data

    # --- inside ----------------------------------------------------------------------------

    def _needed(self) -> Connection:
        if self._connection is None:
            raise ConnectionFailed(
                _("No account is connected."),
                kept=_("What you entered is kept."),
                next_step=_("Choose one under File, Accounts."),
            )
        return self._connection

    async def _patiently(self, read: Callable[[], Awaitable[T]]) -> T:
        """Awaits a read; after the computer's sleep until there is a network again (H19)."""
        while True:
            try:
                return await self._heard(read())
            except (UntrustedConnection, BrokenEnvironment):
                raise
            except (ConnectionFailed, Interrupted):
                if self._connection is None or not self._just_woke():
                    raise
            await self._sleep(_AGAIN_S)

    async def _heard(self, request: Awaitable[T]) -> T:
        """Awaits a request and learns from its end."""
        connection = self._connection
        try:
            answer = await request
        except RedlineError as error:
            if connection is self._connection:
                self._learn(error)
            raise
        if connection is self._connection:
            self._learn(None)
        return answer

    def _learn(self, error: RedlineError | None) -> None:
        if isinstance(error, NotAccepted):
            self._notices.clear_state(OFFLINE_STATE)
            self._say_not_accepted()
            self._set_state(LineState.NOT_ACCEPTED)
        elif isinstance(error, ConnectionFailed):
            text = _("Offline: {host} cannot be reached. You can go on editing.").format(
                host=self._account.host if self._account else ""
            )
            # The status line warns of it already; what waits for the network is graver.
            self._notices.set_state(OFFLINE_STATE, Notice(text))
            self._set_state(LineState.OFFLINE)
        elif error is None or isinstance(error, (BadRequest, NotAllowed, NotFound, Refused)):
            # Also who refuses can be reached, and has looked at the token.
            self._notices.clear_state(OFFLINE_STATE)
            self._notices.clear_state(TOKEN_STATE)
            self._set_state(LineState.CONNECTED)

    def _say_not_accepted(self) -> None:
        account = self._account
        name = account.title if account is not None else ""
        parts = [
            _("The token of {account} is not accepted.").format(account=name),
            self._lacking or _("Everything you entered is kept."),
        ]
        if account is not None and account.token_variable:
            text = _(
                "The token came from the environment variable {variable}: start Redline again "
                "with a new one."
            )
            parts.append(text.format(variable=account.token_variable))
        offers = (*self.token_offers, *self._ways_on)
        self._notices.set_state(TOKEN_STATE, Notice(" ".join(parts), Tone.ERROR, offers))

    def _heed(self, snapshot: Snapshot) -> None:
        if snapshot.waiting and snapshot.next_in >= _LONG_WAIT_S:
            text = _(
                "The limit of requests to Workable is reached. It goes on by itself in a few "
                "seconds, and nothing is lost."
            )
            self._notices.set_state(LIMIT_STATE, Notice(text))
        elif not snapshot.waiting:
            self._notices.clear_state(LIMIT_STATE)
        self._set_held(bool(snapshot.waiting and snapshot.next_in > 0))
        self._budget = snapshot
        if not self._budget_timer.isActive():
            self._budget_timer.start()

    def _tell_budget(self) -> None:
        if self._budget is not None:
            self.budget_changed.emit(self._budget)

    def _set_held(self, is_held: bool) -> None:
        if is_held is not self._is_held:
            self._is_held = is_held
            self.state_changed.emit()

    def _set_state(self, state: LineState) -> None:
        if state is not self._state:
            self._state = state
            self.state_changed.emit()

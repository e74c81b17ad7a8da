"""Getting connected: the sandbox, the environment's account, a saved or a new one.

Each way ends with the line talking to an account and the desk and the list cleared for it, or
with a sentence on the window and what to do about it.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING, Any, Final

from gui import paths
from gui.errors import KeyringUnavailable, RedlineError
from gui.i18n import _
from gui.paths import Profile
from gui.secret import Secret
from gui.services.accounts import (
    SANDBOX,
    TOKEN_VARIABLE,
    Accounts,
    EnvironmentAccount,
    SavedAccount,
    account_from_environment,
    remove_from_environment,
)
from gui.services.candidate_list import CandidateList, ListFilter
from gui.services.connection import Choices, Connection
from gui.services.desk import Desk
from gui.services.line import AccountInUse, Line, LineState
from gui.services.notices import Notices, Offer, Tone
from gui.services.policy import NO_POLICY, Policy
from gui.services.secrets import Secrets
from gui.services.settings import REQUESTS, Settings
from gui.services.tasks import Tasks
from gui.views.account_asks import NO_ACCOUNT, AccountAsks
from gui.views.main_window import MainWindow
from gui.workable.endpoint import Endpoint, endpoint_from_url

if TYPE_CHECKING:
    from gui.__main__ import Options
    from gui.sandbox.host import Running

CONNECT_TASK = "connect"
PATIENCE_S: Final = 1.0
"""How long everything else waits for the candidate that was asked for."""


class Connecting:
    """Chooses and changes the account in use. All methods but `close` need the event loop.

    `settle` waits for sends on their way. `world_gone` hears that the people of an account are
    gone, and in which sentence that is told; it tells whether there was anything to say.
    """

    def __init__(
        self,
        *,
        options: Options,
        profile: Profile,
        settings: Settings,
        accounts: Accounts,
        secrets: Secrets,
        asks: AccountAsks,
        choices: Choices,
        line: Line,
        desk: Desk,
        candidates: CandidateList,
        tasks: Tasks,
        notices: Notices,
        window: MainWindow,
        settle: Callable[[], Awaitable[None]],
        world_gone: Callable[[str, str], Awaitable[bool]],
        policy: Policy = NO_POLICY,
    ) -> None:
        self._options = options
        self._profile = profile
        self._settings = settings
        self._accounts = accounts
        self._secrets = secrets
        self._asks = asks
        self._choices = choices
        self._line = line
        self._desk = desk
        self._list = candidates
        self._tasks = tasks
        self._notices = notices
        self._window = window
        self._settle = settle
        self._world_gone = world_gone
        self._policy = policy
        self._sandbox: Running | None = None
        self._beginning: asyncio.Task[None] | None = None
        self._wanted = options.candidate
        """Whom the command line names, until there is an account to look in."""
        line.token_asked.connect(self.ask_token)

    def start(self) -> None:
        """Connects as the command line, the environment or the last run say."""
        self._beginning = self._run(self._first())

    async def begun(self, within: float) -> None:
        """Returns when the first way in was gone, with the candidate of the command line in front
        if one was named; at the latest after so many seconds, for a person may be asked."""
        if self._beginning is not None:
            await asyncio.wait({self._beginning}, timeout=within)

    def use_sandbox(self) -> None:
        """Connects to the sandbox."""
        self._run(self._use_sandbox())

    def ask_connect(self) -> None:
        """Asks for an account to connect to."""
        self._run(self._show_connect(None))

    def ask_accounts(self) -> None:
        """Opens the list of accounts."""
        self._run(self._show_accounts())

    def ask_token(self) -> None:
        """Asks for another token for the account in use: the person wants to enter one."""
        self._run(self._new_token())

    def find(self, text: str) -> None:
        """Opens what an id, a profile URL or an e-mail leads to; while the first connection is
        being made, as soon as there is one."""
        if self._line.connection is None and self._line.state is LineState.CONNECTING:
            self._wanted = text
        else:
            self._desk.find(text)

    def open_in(self, account: str, candidate_id: str, name: str) -> None:
        """Opens a candidate, in the account of that key, which is switched to if need be."""
        self._run(self._open_in(account, candidate_id, name))

    @property
    def sandbox(self) -> Running | None:
        """The sandbox, while it runs."""
        return self._sandbox

    def close(self) -> None:
        """Stops the sandbox, if it runs."""
        if self._sandbox is not None:
            self._sandbox.stop()

    # --- the ways in -----------------------------------------------------------------------

    async def _first(self) -> None:
        if self._options.sandbox:
            remove_from_environment()
            await self._use_sandbox(fresh=self._options.fresh)
        elif self._options.account:
            remove_from_environment()
            await self._use_saved(self._accounts.named(self._options.account))
        elif (given := _taken_from_environment()) is not None:
            await self._use_environment(given)
        elif self._accounts.last_was_sandbox:
            await self._use_sandbox()
        elif self._accounts.last is not None:
            await self._use_saved(self._accounts.last)
        elif self._policy.account is not None:
            await self._show_connect(None)
        else:
            self._show_welcome()

    async def _use_sandbox(self, *, fresh: bool = False) -> None:
        """Starts the sandbox, if it does not run yet, and connects to it."""
        self._line.begin()
        running = self._sandbox
        if running is None:
            running = await asyncio.to_thread(self._start_sandbox, fresh)
            self._sandbox = running
            if fresh:
                await self._world_gone(SANDBOX, _started_over())
        endpoint = endpoint_from_url(running.base_url, running.subdomain)
        account = AccountInUse(SANDBOX, running.subdomain, endpoint.host, is_sandbox=True)
        await self._use(endpoint, Secret(running.token), account)
        self._accounts.use(SANDBOX)

        from gui.app.sandbox_menu import SandboxMenu

        async def started_over() -> None:
            if not await self._world_gone(SANDBOX, _started_over()):
                self._notices.tell(_started_over())
            self._window.fill_sandbox_menu(menu.items())
            self._list.load()
            if self._desk.session is not None:
                self._desk.reload()

        menu = SandboxMenu(
            running, self._desk, self._tasks, self._notices, started_over=started_over
        )
        await menu.learn()
        self._window.fill_sandbox_menu(menu.items())

    async def _use_saved(self, account: SavedAccount) -> None:
        """Connects to a saved account with the token that the keyring has."""
        self._line.begin()
        try:
            token = await self._secrets.token(account.host)
        except KeyringUnavailable as error:
            self._notices.tell_error(error)
            token = None
        if token is None:
            reason = _("There is no token for this account on this computer.")
            await self._show_connect(account, reason)
            return
        in_use = AccountInUse(account.subdomain, account.title, account.host)
        await self._use(account.endpoint, token, in_use)
        self._accounts.use(account.subdomain)

    async def _use_environment(self, given: EnvironmentAccount) -> None:
        self._line.begin()
        account = AccountInUse(
            given.endpoint.base_url,
            given.title,
            given.endpoint.host,
            token_variable=TOKEN_VARIABLE,
        )
        await self._use(given.endpoint, given.token, account)

    async def _use(self, endpoint: Endpoint, token: Secret, account: AccountInUse) -> None:
        self._policy.refuse(endpoint)
        connection = await Connection.open(
            endpoint,
            token,
            choices=self._choices,
            requests=self._settings.get(REQUESTS),
            read_only=self._policy.read_only,
        )
        # A send on its way must not go on reading over another account's connection.
        await self._settle()
        front = self._desk.session if self._desk.account == account.key else None
        await self._line.use(connection, account)
        self._window.fill_sandbox_menu(())
        self._desk.use_account(account.key)
        if front is not None and not self._wanted:
            # Another token for the same account tears nobody out of their work.
            self._desk.open(front.record_id, name=front.current.full_name)
        wanted, self._wanted = self._wanted, None
        if wanted:
            self._desk.find(wanted)
            await _opened(self._desk)  # nobody looks at the list before
        self._list.load(ListFilter())
        self._list.load_choices()

    def _start_sandbox(self, fresh: bool) -> Running:
        # Imported in the thread: the server's libraries take as long as a window to appear.
        from gui.sandbox.host import SandboxHost
        from gui.sandbox.world import load_world

        folder = paths.resources() / "sandbox"
        host = SandboxHost(lambda: load_world(folder), self._profile.sandbox_dir, fresh=fresh)
        return host.start()

    async def _open_in(self, account: str, candidate_id: str, name: str) -> None:
        if not self._is_used(account):
            saved = self._accounts.find(account)
            if account == SANDBOX:
                await self._use_sandbox()
            elif saved is not None:
                await self._use_saved(saved)
            else:
                text = _("{name} is in {account}, which is not among your accounts any more.")
                self._notices.tell(text.format(name=name, account=account), Tone.WARNING)
                return
        if self._is_used(account):
            self._desk.open(candidate_id, name=name)

    def _is_used(self, account: str) -> bool:
        in_use = self._line.account
        return in_use is not None and in_use.key == account

    # --- asking ----------------------------------------------------------------------------

    async def _show_connect(self, account: SavedAccount | None, reason: str = "") -> None:
        """Asks for an account and its token, or for a new token of an account."""
        if account is None and self._policy.account is not None and not self._accounts.saved:
            account = SavedAccount(self._policy.account)
            reason = _("This account is set by your organisation. Paste your own token for it.")
        found = await self._asks.connect(account, reason=reason)
        if found is not None:
            await self._use_saved(found)
        elif self._line.connection is None:
            self._show_welcome()

    async def _show_accounts(self) -> None:
        chosen = await self._asks.manage(self._line.account)
        if chosen is None:
            return
        if chosen == NO_ACCOUNT:
            await self._line.aclose()
            self._desk.use_account("")
            self._show_welcome()
        elif chosen == SANDBOX:
            await self._use_sandbox()
        else:
            await self._use_saved(self._accounts.named(chosen))

    async def _new_token(self) -> None:
        in_use = self._line.account
        if in_use is not None and in_use.is_sandbox:
            await self._use_sandbox()
            return
        account = self._accounts.find(in_use.key) if in_use is not None else None
        reason = _("The token is not accepted: it may have expired or been revoked.")
        await self._show_connect(account, reason if account is not None else "")

    def _show_welcome(self) -> None:
        self._line.stop()
        self._window.show_welcome()

    # --- inside ----------------------------------------------------------------------------

    def _run(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None] | None:
        return self._tasks.start(self._told(work), name="connect", key=CONNECT_TASK)

    async def _told(self, work: Coroutine[Any, Any, None]) -> None:
        """Does it; an error is shown in the window with the ways on from there."""
        try:
            await work
        except RedlineError as error:
            offers = (Offer(_("Accounts"), self.ask_accounts),)
            self._window.show_trouble(
                _("Not connected"), error.sentence, offers, detail=error.detail
            )


async def _opened(desk: Desk) -> None:
    """Returns when whoever is on their way to the front is there, cannot be opened, or takes
    longer than `PATIENCE_S`."""
    over = asyncio.Event()

    def look() -> None:
        if desk.opening is None or desk.opening.error is not None:
            over.set()

    desk.opening_changed.connect(look)
    look()
    try:
        async with asyncio.timeout(PATIENCE_S):
            await over.wait()
    except TimeoutError:
        pass
    finally:
        desk.opening_changed.disconnect(look)


def _started_over() -> str:
    return _("The sandbox has started over with the people as invented.")


def _taken_from_environment() -> EnvironmentAccount | None:
    """The environment's account; no child process inherits its token, whatever comes of it."""
    try:
        return account_from_environment(os.environ)
    finally:
        remove_from_environment()

"""The conversations about accounts: connecting to one, giving it a new token, managing the list.

Opens the dialogs, has the services do what was decided, and gives the account to use. Connecting
to that account is done by whoever asked.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QWidget

from gui.i18n import _
from gui.services import connection
from gui.services.accounts import Accounts, SavedAccount, forget_account, save_account
from gui.services.line import AccountInUse
from gui.services.notices import Notices, Tone
from gui.services.secrets import Kept, Secrets, keyring_name, where_kept
from gui.services.tasks import Tasks
from gui.views.ask import CANCELLED, ask

if TYPE_CHECKING:
    from gui.views.dialogs.accounts import AccountsDialog
    from gui.views.dialogs.connect import Check

NO_ACCOUNT: Final = ""
"""What `AccountAsks.manage` gives when the account in use was removed."""

_TASK: Final = "an account"


class AccountAsks:
    """Asks over `window`; `check` is what finds out about a token."""

    def __init__(
        self,
        window: Callable[[], QWidget],
        *,
        accounts: Accounts,
        secrets: Secrets,
        tasks: Tasks,
        notices: Notices,
        check: Check = connection.check,
    ) -> None:
        self._window = window
        self._accounts = accounts
        self._secrets = secrets
        self._tasks = tasks
        self._notices = notices
        self._check = check

    async def connect(
        self,
        account: SavedAccount | None = None,
        *,
        reason: str = "",
        parent: QWidget | None = None,
    ) -> SavedAccount | None:
        """Asks for an account and its token, or for a new token of `account`.

        The saved account with its token kept, None when the person cancelled. `reason` is why
        a new token is wanted.
        """
        from gui.views.dialogs.connect import ConnectDialog

        dialog = ConnectDialog(
            parent or self._window(),
            tasks=self._tasks,
            check=self._check,
            where=self._secrets.place,
            account=account,
            reason=reason,
        )
        await ask(dialog)
        entered, promised = dialog.entered, dialog.promised
        if entered is None:
            return None
        # An own name stays when only the token is new.
        name = account.name if account is not None and account.name else entered.name
        subdomain = entered.endpoint.subdomain or ""
        kept = await save_account(
            self._accounts, self._secrets, SavedAccount(subdomain, name), entered.token
        )
        if kept is not promised and kept is Kept.THIS_RUN:
            self._notices.tell(where_kept(kept), Tone.WARNING)
        return self._accounts.find(subdomain)

    async def manage(self, in_use: AccountInUse | None) -> str | None:
        """Shows the accounts. The subdomain or `SANDBOX` to use from now on, None for no change.

        Also gives the account in use when it has a new token, and `NO_ACCOUNT` when it was
        removed.
        """
        from gui.views.dialogs.accounts import AccountsDialog

        dialog = AccountsDialog(self._window(), self._accounts, in_use)
        dialog.add_asked.connect(lambda: self._start(self._add(dialog)))
        dialog.token_asked.connect(
            lambda account: self._start(self._renew(dialog, account, in_use))
        )
        dialog.remove_asked.connect(
            lambda account: self._start(self._remove(dialog, account, in_use))
        )
        answer = await ask(dialog)
        self._tasks.cancel(_TASK)
        return dialog.chosen if answer != CANCELLED else None

    def _start(self, conversation: Coroutine[Any, Any, None]) -> None:
        self._tasks.start(conversation, name=_TASK, key=_TASK, replace=False)

    async def _add(self, dialog: AccountsDialog) -> None:
        account = await self.connect(parent=dialog)
        if account is not None:
            dialog.switch(account.subdomain)

    async def _renew(
        self, dialog: AccountsDialog, account: SavedAccount, in_use: AccountInUse | None
    ) -> None:
        renewed = await self.connect(account, parent=dialog)
        if renewed is not None and in_use is not None and in_use.key == renewed.subdomain:
            dialog.switch(renewed.subdomain)

    async def _remove(
        self, dialog: AccountsDialog, account: SavedAccount, in_use: AccountInUse | None
    ) -> None:
        from gui.views.dialogs.message import confirm

        items = [_("{host} in this list").format(host=account.host)]
        try_keyring = await self._secrets.place() is Kept.KEYRING
        items.append(
            _("its token in {keyring}").format(keyring=keyring_name())
            if try_keyring
            else _("its token, which was kept for this run")
        )
        agreed = await confirm(
            dialog,
            _("Remove {name}?").format(name=account.title),
            _(
                "This goes from this computer. In Workable nothing changes, and the token stays "
                "valid there until an Admin revokes it."
            ),
            _("Remove account"),
            kind="danger",
            items=items,
        )
        if not agreed:
            return
        if not await forget_account(self._accounts, self._secrets, account):
            text = _(
                "{name} was removed, but {keyring} did not let go of its token. Delete the entry "
                "Redline for {host} there."
            ).format(name=account.title, keyring=keyring_name(), host=account.host)
            self._notices.tell(text, Tone.WARNING)
        if in_use is not None and in_use.key == account.subdomain:
            dialog.switch(NO_ACCOUNT)

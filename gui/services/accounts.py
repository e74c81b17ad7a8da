"""Which accounts there are: those that were saved, the sandbox, and one from the environment.

Reads what a person or IT gave into checked addresses and tokens. Tokens are kept by
`gui.services.secrets`; only subdomains and names are saved. Stays away from the network.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from gui.errors import BadAccount, BadToken, KeyringUnavailable
from gui.i18n import _, listed
from gui.secret import Secret
from gui.services.settings import ACCOUNTS, LAST_ACCOUNT
from gui.workable.endpoint import (
    Endpoint,
    endpoint_from_url,
    endpoint_of_account,
    read_token,
)

if TYPE_CHECKING:
    from gui.services.secrets import Kept, Secrets
    from gui.services.settings import Setting, Settings

SANDBOX: Final = ":sandbox"
"""The sandbox, where a subdomain would stand; no subdomain has a colon."""

URL_VARIABLE: Final = "REDLINE_API_URL"
TOKEN_VARIABLE: Final = "REDLINE_TOKEN"  # noqa: S105  the name of the variable
ACCOUNT_VARIABLE: Final = "REDLINE_ACCOUNT"

_NAME_LIMIT: Final = 120
_TEST_FAMILY: Final = ".workablesandbox.com"


# --- what a person types --------------------------------------------------------------------------


def read_address(text: str) -> Endpoint:
    """The account that a subdomain or a pasted address of the service names; `BadAccount` else.

    Whatever is pasted, the host is always ``SUBDOMAIN.workable.com`` (reliability H20).
    """
    given = text.strip()
    if _TEST_FAMILY in given.lower():
        raise BadAccount(
            _("Addresses of workablesandbox.com are not connected to from here."),
            next_step=_("Start Redline with {variable} set to the test account's address.").format(
                variable=URL_VARIABLE
            ),
        )
    if not given:
        raise BadAccount(
            _("Type the subdomain of your account."),
            next_step=_("It is the first word of your Workable address."),
        )
    endpoint = endpoint_of_account(given)
    if endpoint.subdomain in ("www", "help", "apply", "jobs", "resources"):
        raise BadAccount(
            _("{host} is Workable's own site and no account.").format(host=endpoint.host),
            next_step=_("Open Workable, log in, and copy the address from there."),
        )
    return endpoint


def read_secret(text: str) -> Secret:
    """The token in a pasted text; `BadToken` for anything but visible ASCII (reliability H24)."""
    if not text.strip():
        raise BadToken(_("Paste the token here."))
    try:
        return read_token(text)
    except BadAccount as error:
        raise BadToken(error.text, next_step=error.next_step) from None


# --- the environment ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EnvironmentAccount:
    """An account that was given for this run only; nothing of it is ever stored."""

    endpoint: Endpoint
    token: Secret

    @property
    def title(self) -> str:
        """What to call it until the service tells its name."""
        return self.endpoint.subdomain or self.endpoint.host


def account_from_environment(environ: Mapping[str, str]) -> EnvironmentAccount | None:
    """The account in ``REDLINE_API_URL``, ``REDLINE_TOKEN`` and ``REDLINE_ACCOUNT``.

    None when none of them is set; an empty one counts as not set. `BadAccount` names the
    variable that cannot be used or is missing, and never shows a token.
    """
    url, token, account = (
        environ.get(name, "").strip() for name in (URL_VARIABLE, TOKEN_VARIABLE, ACCOUNT_VARIABLE)
    )
    if not (url or token or account):
        return None
    if not token:
        named = URL_VARIABLE if url else ACCOUNT_VARIABLE
        raise BadAccount(
            _("{named} is set, but {missing} is not.").format(named=named, missing=TOKEN_VARIABLE),
            next_step=_("Set both, or neither to use a saved account."),
        )
    if not url and not account:
        raise BadAccount(
            _("{named} is set, but not which account it is for.").format(named=TOKEN_VARIABLE),
            next_step=_("Set {account} to the subdomain, or {url} to the address.").format(
                account=ACCOUNT_VARIABLE, url=URL_VARIABLE
            ),
        )
    try:
        endpoint = endpoint_from_url(url, account or None) if url else endpoint_of_account(account)
    except BadAccount as error:
        # Which of the two it was: a bad subdomain is quoted without its variable's name.
        wrong = ACCOUNT_VARIABLE if not url or _is_good_url(url) else URL_VARIABLE
        raise _in_variable(wrong, error) from None
    try:
        return EnvironmentAccount(endpoint, read_token(token))
    except BadAccount as error:
        raise BadToken(
            _("{variable} is not a token: {reason}").format(
                variable=TOKEN_VARIABLE,
                reason=_("a token is one word of Latin letters, digits and signs."),
            ),
            next_step=error.next_step,
        ) from None


def remove_from_environment(environ: MutableMapping[str, str] | None = None) -> None:
    """Takes the token out of this process's environment, so that no child inherits it (H26)."""
    (os.environ if environ is None else environ).pop(TOKEN_VARIABLE, None)


def _is_good_url(url: str) -> bool:
    try:
        endpoint_from_url(url)
    except BadAccount:
        return False
    return True


def _in_variable(variable: str, error: BadAccount) -> BadAccount:
    text = _("{variable}: {reason}").format(variable=variable, reason=error.text)
    return BadAccount(text, next_step=error.next_step)


# --- saved accounts -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SavedAccount:
    """An account by its subdomain, and what it is called (the service's name, or one's own)."""

    subdomain: str
    name: str = ""

    @property
    def title(self) -> str:
        """The name, or the subdomain where there is none."""
        return self.name or self.subdomain

    @property
    def endpoint(self) -> Endpoint:
        """Where its requests go."""
        return endpoint_of_account(self.subdomain)

    @property
    def host(self) -> str:
        """The host, under which the keyring has its token."""
        return self.endpoint.host


class Accounts(QObject):
    """The saved accounts in the order they were added. Signal: `changed()`."""

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        settings.changed.connect(self._on_setting)

    @property
    def saved(self) -> tuple[SavedAccount, ...]:
        """The accounts; entries of the file that name none are left out."""
        found: dict[str, SavedAccount] = {}
        for entry in self._settings.get(ACCOUNTS):
            try:
                endpoint = endpoint_of_account(entry.get("subdomain", ""))
            except BadAccount:
                continue
            subdomain = endpoint.subdomain or ""
            found.setdefault(subdomain, SavedAccount(subdomain, _tidy(entry.get("name", ""))))
        return tuple(found.values())

    @property
    def last(self) -> SavedAccount | None:
        """The account used last, unless that was the sandbox or is gone."""
        return self.find(self._settings.get(LAST_ACCOUNT))

    @property
    def last_was_sandbox(self) -> bool:
        """Whether the sandbox was used last."""
        return self._settings.get(LAST_ACCOUNT) == SANDBOX

    def find(self, subdomain: str) -> SavedAccount | None:
        """The saved account of a subdomain, in whatever case it is typed."""
        wanted = subdomain.strip().lower()
        return next((account for account in self.saved if account.subdomain == wanted), None)

    def named(self, subdomain: str) -> SavedAccount:
        """`find` for the command line; `BadAccount` that lists what there is."""
        found = self.find(subdomain)
        if found is not None:
            return found
        have = listed(account.subdomain for account in self.saved)
        raise BadAccount(
            _("There is no saved account {subdomain}.").format(subdomain=subdomain[:80]),
            next_step=_("Saved accounts: {names}.").format(names=have)
            if have
            else _("Start Redline without --account and connect to it first."),
        )

    def add(self, account: SavedAccount) -> None:
        """Saves an account; one of the same subdomain only gets the name, if there is one."""
        held = self.find(account.subdomain)
        if held is None:
            self._save((*self.saved, account))
        elif account.name:
            self.rename(held.subdomain, account.name)

    def rename(self, subdomain: str, name: str) -> None:
        """Calls an account something else; an empty name shows the subdomain again."""
        self._save(
            SavedAccount(item.subdomain, _tidy(name)) if item.subdomain == subdomain else item
            for item in self.saved
        )

    def remove(self, subdomain: str) -> None:
        """Takes an account off the list; its token is `forget_account`'s business."""
        self._save(item for item in self.saved if item.subdomain != subdomain)
        if self._settings.get(LAST_ACCOUNT) == subdomain:
            self._settings.set(LAST_ACCOUNT, "")

    def use(self, subdomain: str) -> None:
        """Remembers the account in use, or `SANDBOX`, for the next start."""
        self._settings.set(LAST_ACCOUNT, subdomain)

    def _save(self, accounts: Iterable[SavedAccount]) -> None:
        entries = ({"subdomain": item.subdomain, "name": item.name} for item in accounts)
        self._settings.set(ACCOUNTS, tuple(entries))

    def _on_setting(self, setting: Setting[object]) -> None:
        if setting in (ACCOUNTS, LAST_ACCOUNT):
            self.changed.emit()


async def save_account(
    accounts: Accounts, secrets: Secrets, account: SavedAccount, token: Secret
) -> Kept:
    """Saves an account and its token; where the token is kept now."""
    kept = await secrets.keep(account.host, token)
    accounts.add(account)
    return kept


async def forget_account(accounts: Accounts, secrets: Secrets, account: SavedAccount) -> bool:
    """Removes an account and its token; whether the token is gone from the keyring too."""
    try:
        await secrets.forget(account.host)
    except KeyringUnavailable:
        return False
    finally:
        accounts.remove(account.subdomain)
    return True


def _tidy(name: str) -> str:
    """A name as one short printable line; it may come from the service."""
    line = " ".join(name.split())
    return "".join(char for char in line if char.isprintable())[:_NAME_LIMIT].rstrip()

"""What an organisation has set for this computer, read from one file that only administrators
may write.

    Linux    /etc/redline/policy.json
    macOS    /Library/Application Support/Redline/policy.json
    Windows  C:\\Program Files\\Redline\\policy.json

packaging/README.md describes the keys. No person's setting and no switch of the command line
overrides it. What is wrong with the file is said, and the program goes on with what is safe: a
file that cannot be read at all means that nothing is sent. A token in it is refused.
"""

from __future__ import annotations

import contextlib
import logging
import os
import stat
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from gui.errors import BadAccount
from gui.i18n import _, listed
from gui.services.settings import JOURNAL_DAYS
from gui.workable.endpoint import endpoint_of_account
from gui.workable.strict import NotStrictJson, read_json

if TYPE_CHECKING:
    from gui.secret import Secret
    from gui.services.connection import CheckResult
    from gui.workable.endpoint import Endpoint

FILE_NAME: Final = "policy.json"
_SIZE_LIMIT: Final = 64 * 1024
_PROXIES: Final = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY")
_SECRET_WORDS: Final = ("token", "secret", "password", "key")

_log = logging.getLogger(__name__)


def set_by() -> str:
    """What stands where a person would set what is set already."""
    return _("Set by your organisation")


@dataclass(frozen=True, slots=True)
class Policy:
    """What is set; the fields left alone are the person's to choose.

    `problems` are sentences about what in the file could not be followed.
    """

    read_only: bool = False
    """Nothing is sent; drafts are kept as ever."""
    review_always: bool = False
    """Each send is shown and confirmed first."""
    journal_days: int | None = None
    proxy: str | None = None
    allowed_subdomains: tuple[str, ...] | None = None
    """None allows all."""
    account: str | None = None
    """The subdomain that a person without an account is asked to connect to."""
    update_url: str | None = None
    """Where the newest version is written; nothing is asked without one."""
    problems: tuple[str, ...] = ()
    file: Path | None = field(default=None, compare=False)
    """Where it stands, if there is one."""

    def allows(self, endpoint: Endpoint) -> bool:
        """Whether an account may be connected to; what is on this computer always may."""
        allowed = self.allowed_subdomains
        if allowed is None or endpoint.is_loopback:
            return True
        return endpoint.subdomain in allowed

    def refuse(self, endpoint: Endpoint) -> None:
        """`BadAccount` for an account that may not be connected to; before a token is used."""
        if self.allows(endpoint):
            return
        names = listed(self.allowed_subdomains or ())
        raise BadAccount(
            _("Your organisation does not allow the account {host} here.").format(
                host=endpoint.host
            ),
            next_step=_("Allowed: {names}.").format(names=names) if names else "",
        )

    def guarded(
        self, check: Callable[[Endpoint, Secret], Awaitable[CheckResult]]
    ) -> Callable[[Endpoint, Secret], Awaitable[CheckResult]]:
        """A check of a token that refuses accounts before the token goes anywhere."""

        async def checked(endpoint: Endpoint, token: Secret) -> CheckResult:
            self.refuse(endpoint)
            return await check(endpoint, token)

        return checked

    def fixed_settings(self) -> dict[str, object]:
        """The settings that are not the person's, by their names."""
        return {} if self.journal_days is None else {JOURNAL_DAYS.name: self.journal_days}

    def use_proxy(self, environment: MutableMapping[str, str]) -> None:
        """Makes all connections go by the proxy, whatever the environment said before."""
        if self.proxy is None:
            return
        for name in (*_PROXIES, "NO_PROXY"):
            for spelled in (name, name.lower()):
                environment.pop(spelled, None)
        environment["HTTPS_PROXY"] = environment["HTTP_PROXY"] = self.proxy


NO_POLICY: Final = Policy()


def policy_file(platform: str = sys.platform) -> Path:
    """Where the file stands on a system.

    No variable of the environment leads there: a person sets those. On Windows it is a folder in
    which only administrators may write as the system comes; everybody may in ProgramData.
    """
    if platform == "win32":
        return Path(_program_files()) / "Redline" / FILE_NAME
    if platform == "darwin":
        return Path("/Library/Application Support/Redline") / FILE_NAME
    return Path("/etc/redline") / FILE_NAME


def _program_files() -> str:
    if sys.platform == "win32":
        import winreg

        with contextlib.suppress(OSError):
            path = r"SOFTWARE\Microsoft\Windows\CurrentVersion"
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path) as key:
                return str(winreg.QueryValueEx(key, "ProgramFilesDir")[0])
    return r"C:\Program Files"


def read_policy(file: Path, *, owners: frozenset[int] = frozenset({0})) -> Policy:
    """What is set there; `NO_POLICY` without a file.

    `owners` may own the file (POSIX): one that somebody else owns, or may write to, is nobody's
    policy but still no reason to go on as if there were none.
    """
    try:
        with file.open("rb") as opened:
            facts = os.fstat(opened.fileno())
            data = opened.read(_SIZE_LIMIT + 1)
    except (FileNotFoundError, NotADirectoryError):
        return NO_POLICY
    except OSError as error:
        return _damaged(file, error.strerror or type(error).__name__)
    loose = stat.S_IWGRP | stat.S_IWOTH
    if os.name == "posix" and (facts.st_uid not in owners or facts.st_mode & loose):
        return _damaged(file, _("others than administrators may write to it"))
    try:
        found = read_json(data) if len(data) <= _SIZE_LIMIT else None
    except NotStrictJson as error:
        return _damaged(file, str(error))
    if not isinstance(found, dict):
        return _damaged(file, _("it is no JSON object"))
    return replace(_read(found, file), file=file)


def _damaged(file: Path, reason: str) -> Policy:
    """Nobody knows what was meant to hold: what cannot do harm does."""
    _log.info("The policy in %s cannot be followed: %s", file, reason)
    text = _(
        "What your organisation has set in {file} cannot be read: {reason}. Until it is put right "
        "nothing is sent; drafts are kept."
    )
    return Policy(
        read_only=True,
        review_always=True,
        problems=(text.format(file=file, reason=reason),),
        file=file,
    )


def _read(found: dict[str, object], file: Path) -> Policy:
    """Key by key; one that is wrong is said and takes its careful meaning, if it has one."""
    policy, problems = Policy(), []

    def wrong(name: str, wanted: str) -> None:
        text = _("In {file} the value of “{name}” is not {wanted}.")
        problems.append(text.format(file=file, name=name, wanted=wanted))

    for name, value in found.items():
        if name in ("read_only", "review_always"):
            if not isinstance(value, bool):
                wrong(name, _("true or false, and counts as true"))
            on = value if isinstance(value, bool) else True
            # By name: a frozen value is made anew with one field changed.
            policy = (
                replace(policy, read_only=on)
                if name == "read_only"
                else replace(policy, review_always=on)
            )
        elif name == "journal_days":
            try:
                policy = replace(policy, journal_days=JOURNAL_DAYS.check(value))
            except ValueError:
                wrong(name, _("a number of days from 1 to 3650, and is left out"))
        elif name == "proxy":
            if _is_address(value, ("http", "https")):
                policy = replace(policy, proxy=str(value))
            else:
                wrong(name, _("an address that begins with http:// or https://"))
        elif name == "update_url":
            if _is_address(value, ("https",)):
                policy = replace(policy, update_url=str(value))
            else:
                wrong(name, _("an address that begins with https://"))
        elif name == "account":
            subdomain = _subdomain(value)
            if subdomain is None:
                wrong(name, _("a subdomain"))
            else:
                policy = replace(policy, account=subdomain)
        elif name == "allowed_subdomains":
            items = value if isinstance(value, list) else []
            allowed = [subdomain for item in items if (subdomain := _subdomain(item)) is not None]
            if not isinstance(value, list) or len(allowed) != len(items):
                wrong(name, _("a list of subdomains; what is none is not allowed"))
            policy = replace(policy, allowed_subdomains=tuple(allowed))
        elif any(word in name.lower() for word in _SECRET_WORDS):
            # Its value is neither used nor shown: a file that everybody reads keeps no secret.
            text = _(
                "In {file} stands “{name}”. A token is never taken from a file: take it out, and "
                "revoke it in Workable, since everybody on this computer can read it."
            )
            problems.append(text.format(file=file, name=name[:40]))
        else:
            text = _("In {file} stands “{name}”, which Redline does not know.")
            problems.append(text.format(file=file, name=name[:40]))
    allowed_ones = policy.allowed_subdomains
    if policy.account is not None and allowed_ones is not None:
        is_allowed = policy.account in allowed_ones
        if not is_allowed:
            wrong("account", _("among the allowed subdomains"))
        policy = replace(policy, account=policy.account if is_allowed else None)
    return replace(policy, problems=tuple(problems))


def _subdomain(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    try:
        return endpoint_of_account(value).subdomain
    except BadAccount:
        return None


def _is_address(value: object, schemes: tuple[str, ...]) -> bool:
    if not isinstance(value, str) or not value.isascii() or not value.isprintable():
        return False
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        return False
    # A name and a password would be there for everybody to read.
    whole = parts.scheme in schemes and bool(parts.hostname) and parts.username is None
    return whole and port != 0 and " " not in value

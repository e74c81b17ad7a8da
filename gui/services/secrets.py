"""Where tokens are kept: the system's keyring, or this run's memory and nowhere else.

The keyring is asked in a thread of its own, because it may wait for a person to unlock it.
Whatever goes wrong there means "cannot keep secrets here": the token then lives until the
program ends, and the person is told so. There is no file to fall back to, and back ends that
would write one in plain text count as none (reliability H26, qt-stack §8).
"""

from __future__ import annotations

import asyncio
import enum
import logging
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from gui.errors import KeyringUnavailable
from gui.i18n import _
from gui.secret import Secret

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

SERVICE: Final = "Redline"
"""What the entries are filed under in the keyring; the user name is the account's host."""

PATIENCE: Final = 120.0
"""Seconds that a person has to unlock the keyring."""

_RECOMMENDED: Final = 1.0
"""The keyring library's own bound: back ends below it are not safe, or do nothing."""

_log = logging.getLogger(__name__)


class Kept(enum.Enum):
    """Where a token is."""

    KEYRING = "keyring"
    THIS_RUN = "this run"


class Secrets(Protocol):
    """Keeps one token for each host."""

    async def place(self) -> Kept:
        """Where a token given now would be kept, as far as can be told without asking for it."""

    async def token(self, host: str) -> Secret | None:
        """The token for a host. `KeyringUnavailable` where the keyring does not tell."""

    async def keep(self, host: str, token: Secret) -> Kept:
        """Keeps a token in place of the one before; where it ended up."""

    async def forget(self, host: str) -> None:
        """Forgets the token. `KeyringUnavailable` where the keyring does not let go of it."""


class SystemSecrets:
    """The system's keyring, backed by this run's memory."""

    def __init__(self, *, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._this_run: dict[str, Secret] = {}

    async def place(self) -> Kept:
        try:
            ring = await self._ask(_trusted_keyring)
        except KeyringUnavailable:
            return Kept.THIS_RUN
        return Kept.THIS_RUN if ring is None else Kept.KEYRING

    async def token(self, host: str) -> Secret | None:
        if host in self._this_run:
            return self._this_run[host]

        def read() -> Secret | None:
            ring = _trusted_keyring()
            return _secret(ring.get_password(SERVICE, host)) if ring is not None else None

        return await self._ask(read)

    async def keep(self, host: str, token: Secret) -> Kept:
        def write() -> bool:
            ring = _trusted_keyring()
            if ring is None:
                return False
            ring.set_password(SERVICE, host, token.reveal())
            # Some back ends say nothing and keep nothing.
            return _secret(ring.get_password(SERVICE, host)) == token

        try:
            kept = await self._ask(write)
        except KeyringUnavailable:
            kept = False
        if kept:
            self._this_run.pop(host, None)
            return Kept.KEYRING
        self._this_run[host] = token
        return Kept.THIS_RUN

    async def forget(self, host: str) -> None:
        self._this_run.pop(host, None)

        def delete() -> None:
            ring = _trusted_keyring()
            if ring is not None and ring.get_password(SERVICE, host) is not None:
                ring.delete_password(SERVICE, host)

        await self._ask(delete)

    async def _ask(self, act: Callable[[], T]) -> T:
        """What `act` gives, done in a thread that holds up neither the window nor the end."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()

        def finish(result: T | None, problem: KeyringUnavailable | None) -> None:
            if done.done():
                return
            if problem is None:
                done.set_result(result)  # type: ignore[arg-type]  # a result comes without a problem
            else:
                done.set_exception(problem)

        def run() -> None:
            result, problem = None, None
            try:
                result = act()
            except Exception as error:  # noqa: BLE001  back ends raise whatever their library does
                # Only the kind: texts and traces of strangers may hold what was to be kept.
                _log.info("The keyring failed: %s", type(error).__name__)
                problem = unavailable()
            try:
                loop.call_soon_threadsafe(finish, result, problem)
            except RuntimeError:
                _log.debug("The keyring answered after the end")

        # A daemon: one that waits for a person does not keep the program from ending.
        threading.Thread(target=run, name="keyring", daemon=True).start()
        try:
            async with asyncio.timeout(self._patience):
                return await done
        except TimeoutError:
            raise unavailable() from None


def unavailable() -> KeyringUnavailable:
    """The keyring does not answer as it should."""
    return KeyringUnavailable(
        _("{keyring} did not open.").format(keyring=keyring_name(start=True)),
        next_step=_("Unlock it and try again, or enter the token for this run."),
    )


def keyring_name(*, start: bool = False) -> str:
    """What people call the keyring on this system; `start` at the start of a sentence."""
    if sys.platform == "darwin":
        return _("The keychain of this Mac") if start else _("the keychain of this Mac")
    if sys.platform == "win32":
        return _("Windows Credential Manager")
    return _("The system's keyring") if start else _("the system's keyring")


def where_kept(place: Kept) -> str:
    """A sentence that says plainly where the token is or will be."""
    if place is Kept.KEYRING:
        text = _("The token is kept in {keyring}, never in a file.")
        return text.format(keyring=keyring_name())
    return _(
        "This computer has no keyring that Redline can use. The token is kept until you quit, "
        "never in a file; enter it again at the next start."
    )


def _secret(text: str | None) -> Secret | None:
    return Secret(text) if text else None


_looking = threading.Lock()


def _trusted_keyring() -> KeyringBackend | None:
    """The back end to use, None where none is safe. Slow the first time; in a thread only."""
    with _looking:  # the library's own search does not expect two threads
        import keyring

        ring = keyring.get_keyring()
    # The one that asks several in turn would also ask those that write plain files.
    for each in getattr(ring, "backends", [ring]):
        if _is_trusted(each):
            found: KeyringBackend = each
            return found
    return None


def _is_trusted(ring: KeyringBackend) -> bool:
    kind = type(ring)
    name = f"{kind.__module__}.{kind.__qualname__}".lower()
    if name.startswith("keyrings.alt") or "plaintext" in name:
        return False
    try:
        return float(ring.priority) >= _RECOMMENDED
    except (RuntimeError, TypeError, ValueError):
        return False

"""Tokens are in the system's keyring or in this run's memory, whatever the keyring does."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import InitError, KeyringError, KeyringLocked, PasswordDeleteError

from gui.errors import KeyringUnavailable
from gui.secret import Secret
from gui.services.secrets import SERVICE, Kept, SystemSecrets, where_kept
from tests.helpers.failing_keyring import FailingKeyring
from tests.helpers.memory_keyring import MemoryKeyring
from tests.helpers.wait import until

HOST = "harbourworks.workable.com"
TOKEN = "token-of-a-test-0123456789"

Install = Callable[[KeyringBackend], None]


@pytest.fixture
def install() -> Iterator[Install]:
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


@pytest.fixture
def secrets() -> SystemSecrets:
    return SystemSecrets()


async def test_a_token_is_kept_in_the_keyring_and_nowhere_else(
    memory_keyring: MemoryKeyring,
) -> None:
    secrets = SystemSecrets()
    assert await secrets.place() is Kept.KEYRING
    assert await secrets.keep(HOST, Secret(TOKEN)) is Kept.KEYRING
    assert memory_keyring.entries == {(SERVICE, HOST): TOKEN}
    # The next run finds it, and a run that goes on sees what was changed in the keyring.
    assert await SystemSecrets().token(HOST) == Secret(TOKEN)
    memory_keyring.entries.clear()
    assert await secrets.token(HOST) is None


async def test_each_host_has_its_own(memory_keyring: MemoryKeyring, secrets: SystemSecrets) -> None:
    await secrets.keep(HOST, Secret(TOKEN))
    await secrets.keep("other.workable.com", Secret("another-token"))
    await secrets.forget(HOST)
    assert await secrets.token(HOST) is None
    assert await secrets.token("other.workable.com") == Secret("another-token")


async def test_a_new_token_takes_the_old_one_s_place(
    memory_keyring: MemoryKeyring, secrets: SystemSecrets
) -> None:
    await secrets.keep(HOST, Secret(TOKEN))
    await secrets.keep(HOST, Secret("renewed"))
    assert await secrets.token(HOST) == Secret("renewed")


async def test_forgetting_what_was_not_there_is_no_error(
    memory_keyring: MemoryKeyring, secrets: SystemSecrets
) -> None:
    await secrets.forget(HOST)


# --- keyrings that cannot keep --------------------------------------------------------------------


class Silent(MemoryKeyring):
    """Takes everything, says nothing, keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        return


class Plain(MemoryKeyring):
    """As a back end that writes a plain file would be: it works, and must not be used."""


Plain.__module__ = "keyrings.alt.file"


class PlaintextKeyring(MemoryKeyring):
    """Of whatever package."""


class Weak(MemoryKeyring):
    """Not recommended by its own word."""

    priority = 0


async def test_without_a_keyring_the_token_lives_as_long_as_the_run(
    secrets: SystemSecrets,
) -> None:
    """The tests' surroundings have the null back end."""
    assert await secrets.place() is Kept.THIS_RUN
    assert await secrets.keep(HOST, Secret(TOKEN)) is Kept.THIS_RUN
    assert await secrets.token(HOST) == Secret(TOKEN)
    assert await SystemSecrets().token(HOST) is None
    await secrets.forget(HOST)
    assert await secrets.token(HOST) is None


@pytest.mark.parametrize("ring", [Plain, PlaintextKeyring, Weak])
async def test_keyrings_that_are_not_safe_count_as_none(
    install: Install, secrets: SystemSecrets, ring: type[MemoryKeyring]
) -> None:
    unsafe = ring()
    install(unsafe)
    assert await secrets.place() is Kept.THIS_RUN
    assert await secrets.keep(HOST, Secret(TOKEN)) is Kept.THIS_RUN
    assert unsafe.entries == {}


async def test_among_several_only_a_safe_one_is_asked(
    install: Install, secrets: SystemSecrets
) -> None:
    safe, unsafe = MemoryKeyring(), Plain()

    class Several(MemoryKeyring):
        """As the library's own that asks others in turn."""

        priority = 10
        backends = (unsafe, safe)

    install(Several())
    assert await secrets.keep(HOST, Secret(TOKEN)) is Kept.KEYRING
    assert (safe.entries, unsafe.entries) == ({(SERVICE, HOST): TOKEN}, {})


async def test_what_was_not_really_kept_is_kept_for_this_run(
    install: Install, secrets: SystemSecrets
) -> None:
    install(Silent())
    assert await secrets.keep(HOST, Secret(TOKEN)) is Kept.THIS_RUN
    assert await secrets.token(HOST) == Secret(TOKEN)


@pytest.mark.parametrize(
    "error",
    [
        KeyringError("no"),
        KeyringLocked("dismissed"),
        InitError("no bus"),
        PasswordDeleteError("no"),
        # What back ends let through from the libraries below them.
        RuntimeError("dbus"),
        OSError(5, "gone"),
        UnicodeEncodeError("utf-8", "x", 0, 1, "no"),
    ],
    ids=lambda error: type(error).__name__,
)
async def test_a_keyring_that_fails_is_a_sentence_and_never_an_end(
    install: Install, secrets: SystemSecrets, error: Exception
) -> None:
    install(FailingKeyring(error))
    with pytest.raises(KeyringUnavailable, match="did not open"):
        await secrets.token(HOST)
    with pytest.raises(KeyringUnavailable):
        await secrets.forget(HOST)
    assert await secrets.keep(HOST, Secret(TOKEN)) is Kept.THIS_RUN
    assert await secrets.token(HOST) == Secret(TOKEN)


async def test_what_a_keyring_complains_of_is_not_passed_on(
    install: Install, secrets: SystemSecrets, caplog: pytest.LogCaptureFixture
) -> None:
    """Its words may hold what was to be kept."""
    install(FailingKeyring(KeyringError(f"cannot store {TOKEN}")))
    with caplog.at_level("DEBUG"), pytest.raises(KeyringUnavailable) as raised:
        await secrets.token(HOST)
    assert TOKEN not in caplog.text
    assert TOKEN not in str(raised.value)
    assert raised.value.__cause__ is None
    assert raised.value.__context__ is None


# --- a keyring that waits for a person ------------------------------------------------------------


class Waiting(MemoryKeyring):
    """Asks the person, who takes a while."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()
        self.answered = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.asked.set()
        self.answered.wait(20)
        return super().get_password(service, username)


@pytest.fixture
def waiting(install: Install) -> Iterator[Waiting]:
    ring = Waiting()
    install(ring)
    yield ring
    ring.answered.set()


async def test_while_the_keyring_waits_everything_else_goes_on(
    waiting: Waiting, secrets: SystemSecrets
) -> None:
    waiting.entries[SERVICE, HOST] = TOKEN
    asking = asyncio.ensure_future(secrets.token(HOST))
    await until(waiting.asked.is_set)
    assert not asking.done()
    waiting.answered.set()
    assert await asking == Secret(TOKEN)


async def test_the_wait_can_be_given_up(waiting: Waiting, secrets: SystemSecrets) -> None:
    asking = asyncio.ensure_future(secrets.token(HOST))
    await until(waiting.asked.is_set)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert all(thread.daemon for thread in threading.enumerate() if thread.name == "keyring")


async def test_nobody_waits_for_ever(waiting: Waiting) -> None:
    with pytest.raises(KeyringUnavailable):
        await SystemSecrets(patience=0.01).token(HOST)


def test_the_sentences_say_where() -> None:
    assert "keyring" in where_kept(Kept.KEYRING)
    assert "until you quit" in where_kept(Kept.THIS_RUN)
    assert all("never in a file" in where_kept(kept) for kept in Kept)

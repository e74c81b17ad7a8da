"""Accounts: what may be typed, what the environment gives, and what is saved of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gui.errors import BadAccount, BadToken
from gui.paths import Profile
from gui.secret import Secret
from gui.services.accounts import (
    SANDBOX,
    Accounts,
    SavedAccount,
    account_from_environment,
    forget_account,
    read_address,
    read_secret,
    remove_from_environment,
    save_account,
)
from gui.services.notices import Notices
from gui.services.secrets import Kept, SystemSecrets
from gui.services.settings import ACCOUNTS, Settings
from tests.helpers.failing_keyring import FailingKeyring
from tests.helpers.memory_keyring import MemoryKeyring

TOKEN = "token-of-a-test-0123456789"
HARBOUR = SavedAccount("harbourworks", "Harbour Works")


# --- what a person types --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "harbourworks",
        "  HarbourWorks ",
        "harbourworks.workable.com",
        "https://harbourworks.workable.com",
        "https://harbourworks.workable.com/backend/jobs/6012345/browser/applied/candidate/501234567",
        "https://harbourworks.workable.com/backend?x=1#timeline",
    ],
)
def test_a_subdomain_or_a_pasted_address_names_the_account(text: str) -> None:
    endpoint = read_address(text)
    assert endpoint.subdomain == "harbourworks"
    assert endpoint.base_url == "https://harbourworks.workable.com/spi/v3"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "evil.com/",
        "x@evil.com",
        "evil.com#",
        "evil.com?",
        "https://evil.com/harbourworks.workable.com",
        "https://harbourworks.workable.com.evil.com",
        "https://user@harbourworks.workable.com",
        "harbourworks。workable.com",
        "hаrbourworks",  # a Cyrillic letter
        "-harbourworks",
        "harbour works",
        "h" * 64,
        "harbourworks.workablesandbox.com",
        "www.workable.com",
        "https://help.workable.com/hc/en-us",
    ],
)
def test_anything_else_reaches_no_host(text: str) -> None:
    with pytest.raises(BadAccount) as raised:
        read_address(text)
    assert raised.value.next_step


def test_a_token_is_one_visible_word() -> None:
    assert read_secret(f" {TOKEN}\n") == Secret(TOKEN)


@pytest.mark.parametrize("text", ["", "   ", "two words", "a\nb", "tökén-0123456789", "x" * 5000])
def test_what_is_no_token_is_told_without_showing_it(text: str) -> None:
    with pytest.raises(BadToken) as raised:
        read_secret(text)
    if text.strip():
        assert text not in str(raised.value)


# --- the environment ------------------------------------------------------------------------------


def test_no_variable_no_account() -> None:
    assert account_from_environment({}) is None
    assert account_from_environment({"REDLINE_TOKEN": "", "REDLINE_API_URL": " "}) is None


@pytest.mark.parametrize(
    ("url", "account", "base_url", "subdomain"),
    [
        (None, "harbourworks", "https://harbourworks.workable.com/spi/v3", "harbourworks"),
        (
            "https://harbourworks.workable.com/spi/v3",
            None,
            "https://harbourworks.workable.com/spi/v3",
            "harbourworks",
        ),
        ("http://127.0.0.1:8123/spi/v3/", None, "http://127.0.0.1:8123/spi/v3", None),
        ("http://localhost:8123/spi/v3", "acme", "http://localhost:8123/spi/v3", "acme"),
        ("http://[::1]:8123/spi/v3", "acme", "http://[::1]:8123/spi/v3", "acme"),
        (
            "https://www.workable.com/spi/v3/accounts/acme/spi/v3",
            "acme",
            "https://www.workable.com/spi/v3/accounts/acme/spi/v3",
            "acme",
        ),
    ],
)
def test_the_account_of_the_environment(
    url: str | None, account: str | None, base_url: str, subdomain: str | None
) -> None:
    given = {"REDLINE_TOKEN": TOKEN, "REDLINE_API_URL": url, "REDLINE_ACCOUNT": account}
    found = account_from_environment({name: text for name, text in given.items() if text})
    assert found is not None
    assert (found.endpoint.base_url, found.endpoint.subdomain) == (base_url, subdomain)
    assert found.token == Secret(TOKEN)
    assert TOKEN not in repr(found)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"REDLINE_API_URL": "https://a.workable.com/spi/v3"}, "REDLINE_TOKEN"),
        ({"REDLINE_ACCOUNT": "acme"}, "REDLINE_TOKEN"),
        ({"REDLINE_TOKEN": TOKEN}, "REDLINE_ACCOUNT"),
        (
            {"REDLINE_TOKEN": TOKEN, "REDLINE_API_URL": "http://example.com/spi/v3"},
            "REDLINE_API_URL",
        ),
        (
            {"REDLINE_TOKEN": TOKEN, "REDLINE_API_URL": "https://a.workable.com/other"},
            "REDLINE_API_URL",
        ),
        (
            {"REDLINE_TOKEN": TOKEN, "REDLINE_API_URL": "ftp://x", "REDLINE_ACCOUNT": "acme"},
            "REDLINE_API_URL",
        ),
        ({"REDLINE_TOKEN": TOKEN, "REDLINE_ACCOUNT": "x@evil.com"}, "REDLINE_ACCOUNT"),
        (
            {
                "REDLINE_TOKEN": TOKEN,
                "REDLINE_API_URL": "http://127.0.0.1:1/spi/v3",
                "REDLINE_ACCOUNT": "x/y",
            },
            "REDLINE_ACCOUNT",
        ),
        ({"REDLINE_TOKEN": "two words", "REDLINE_ACCOUNT": "acme"}, "REDLINE_TOKEN"),
    ],
)
def test_a_variable_that_will_not_do_is_named(given: dict[str, str], named: str) -> None:
    with pytest.raises(BadAccount) as raised:
        account_from_environment(given)
    assert named in str(raised.value)
    assert TOKEN not in str(raised.value)
    assert "two words" not in str(raised.value)


def test_children_do_not_inherit_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDLINE_TOKEN", TOKEN)
    monkeypatch.setenv("REDLINE_ACCOUNT", "acme")
    remove_from_environment()
    remove_from_environment()
    shown = subprocess.run(
        [sys.executable, "-c", "import os; print(dict(os.environ))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert TOKEN not in shown
    assert "REDLINE_ACCOUNT" in shown
    assert "REDLINE_TOKEN" not in os.environ


# --- saved accounts -------------------------------------------------------------------------------


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    profile = Profile.at(tmp_path)
    profile.create()
    return profile


@pytest.fixture
def settings(qapp: QApplication, profile: Profile) -> Iterator[Settings]:
    settings = Settings(profile, Notices())
    yield settings
    settings.close()


@pytest.fixture
def accounts(settings: Settings) -> Accounts:
    return Accounts(settings)


def test_accounts_and_the_last_one_are_there_at_the_next_start(
    qapp: QApplication, profile: Profile
) -> None:
    settings = Settings(profile, Notices())
    accounts = Accounts(settings)
    accounts.add(HARBOUR)
    accounts.add(SavedAccount("acme"))
    accounts.use("acme")
    settings.close()

    later = Accounts(Settings(profile, Notices()))
    assert later.saved == (HARBOUR, SavedAccount("acme"))
    assert later.last == SavedAccount("acme")
    assert [account.title for account in later.saved] == ["Harbour Works", "acme"]


def test_adding_an_account_again_only_renews_its_name(accounts: Accounts) -> None:
    accounts.add(SavedAccount("harbourworks"))
    accounts.add(SavedAccount("acme"))
    accounts.add(HARBOUR)
    accounts.add(SavedAccount("harbourworks"))
    assert accounts.saved == (HARBOUR, SavedAccount("acme"))


def test_renaming_and_taking_the_name_away(accounts: Accounts) -> None:
    accounts.add(HARBOUR)
    accounts.rename("harbourworks", "  Our\naccount ‮ ")
    assert accounts.saved[0].title == "Our account"
    accounts.rename("harbourworks", "")
    assert accounts.saved[0].title == "harbourworks"


def test_an_account_that_was_used_last_and_removed_is_not_connected_to_again(
    accounts: Accounts,
) -> None:
    accounts.add(HARBOUR)
    accounts.use("harbourworks")
    accounts.remove("harbourworks")
    accounts.add(HARBOUR)
    assert accounts.last is None


def test_the_sandbox_is_no_account_called_sandbox(accounts: Accounts) -> None:
    accounts.add(SavedAccount("sandbox"))
    accounts.use("sandbox")
    assert (accounts.last, accounts.last_was_sandbox) == (SavedAccount("sandbox"), False)
    accounts.use(SANDBOX)
    assert (accounts.last, accounts.last_was_sandbox) == (None, True)


def test_every_change_is_told(accounts: Accounts) -> None:
    told: list[tuple[SavedAccount, ...]] = []
    accounts.changed.connect(lambda: told.append(accounts.saved))
    accounts.add(HARBOUR)
    accounts.remove("harbourworks")
    assert told == [(HARBOUR,), ()]


def test_entries_of_the_file_that_name_no_account_are_left_out(
    accounts: Accounts, settings: Settings
) -> None:
    settings.set(
        ACCOUNTS,
        (
            {"subdomain": "x@evil.com"},
            {"name": "nothing"},
            {"subdomain": "acme", "name": "One"},
            {"subdomain": "ACME", "name": "Two"},
        ),
    )
    assert accounts.saved == (SavedAccount("acme", "One"),)


def test_an_account_is_found_by_the_command_line_s_name(accounts: Accounts) -> None:
    with pytest.raises(BadAccount, match="connect to it first"):
        accounts.named("acme")
    accounts.add(HARBOUR)
    assert accounts.named("HarbourWorks") == HARBOUR
    with pytest.raises(BadAccount, match="Saved accounts: harbourworks"):
        accounts.named("acme")


async def test_forgetting_an_account_takes_its_token_along(
    accounts: Accounts, memory_keyring: MemoryKeyring
) -> None:
    secrets = SystemSecrets()
    assert await save_account(accounts, secrets, HARBOUR, Secret(TOKEN)) is Kept.KEYRING
    assert list(accounts.saved) == [HARBOUR]
    assert memory_keyring.entries == {("Redline", HARBOUR.host): TOKEN}
    assert await forget_account(accounts, secrets, HARBOUR)
    assert list(accounts.saved) == []
    assert not memory_keyring.entries


async def test_an_account_goes_even_when_the_keyring_keeps_its_token(
    accounts: Accounts, memory_keyring: MemoryKeyring
) -> None:
    import keyring

    accounts.add(HARBOUR)
    keyring.set_keyring(FailingKeyring(RuntimeError("locked")))
    assert not await forget_account(accounts, SystemSecrets(), HARBOUR)
    assert accounts.saved == ()


async def test_no_token_is_ever_in_the_profile(
    accounts: Accounts, settings: Settings, profile: Profile
) -> None:
    secrets = SystemSecrets()
    assert await save_account(accounts, secrets, HARBOUR, Secret(TOKEN)) is Kept.THIS_RUN
    accounts.use("harbourworks")
    settings.close()
    files = [path for path in profile.root.rglob("*") if path.is_file()]
    assert files == [profile.settings_file]
    assert TOKEN.encode() not in files[0].read_bytes()
    assert set(json.loads(files[0].read_bytes())) == {"accounts", "last_account"}

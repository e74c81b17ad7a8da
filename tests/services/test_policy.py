"""What an organisation has set: read from one file, never overridden, safe where it is wrong."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from gui.errors import BadAccount
from gui.paths import Profile
from gui.secret import Secret
from gui.services.connection import CheckResult
from gui.services.notices import Notices
from gui.services.policy import NO_POLICY, Policy, policy_file, read_policy
from gui.services.settings import JOURNAL_DAYS, Settings
from gui.workable.endpoint import Endpoint, endpoint_from_url, endpoint_of_account

ME = frozenset({os.getuid()}) if os.name == "posix" else frozenset({0})


def read(folder: Path, content: object, mode: int = 0o644) -> Policy:
    file = folder / "policy.json"
    text = content if isinstance(content, str) else json.dumps(content)
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)
    return read_policy(file, owners=ME)


def test_where_the_file_stands() -> None:
    assert policy_file("linux") == Path("/etc/redline/policy.json")
    mac = Path("/Library/Application Support/Redline/policy.json")
    assert policy_file("darwin") == mac
    assert policy_file("win32") == Path(r"C:\Program Files") / "Redline" / "policy.json"


def test_without_a_file_nothing_is_set(tmp_path: Path) -> None:
    assert read_policy(tmp_path / "policy.json") == NO_POLICY
    (tmp_path / "file").touch()
    assert read_policy(tmp_path / "file" / "policy.json") == NO_POLICY


def test_every_key_is_read(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "read_only": True,
            "review_always": True,
            "journal_days": 30,
            "proxy": "http://proxy.example:8080",
            "allowed_subdomains": ["harbourworks", "Quayside.workable.com"],
            "account": "harbourworks",
            "update_url": "https://it.example/redline.json",
        },
    )
    assert found == Policy(
        read_only=True,
        review_always=True,
        journal_days=30,
        proxy="http://proxy.example:8080",
        allowed_subdomains=("harbourworks", "quayside"),
        account="harbourworks",
        update_url="https://it.example/redline.json",
    )
    assert found.file == tmp_path / "policy.json"


@pytest.mark.parametrize("content", ["{", "[]", "", '{"a": 1, "a": 2}', "x" * 70_000, "null"])
def test_a_damaged_file_means_that_nothing_is_sent(tmp_path: Path, content: str) -> None:
    found = read(tmp_path, content)
    assert found.read_only
    assert found.review_always
    assert len(found.problems) == 1
    assert str(tmp_path / "policy.json") in found.problems[0]


@pytest.mark.skipif(os.name != "posix", reason="owners and modes")
def test_a_file_that_others_may_write_is_no_policy_and_no_freedom(tmp_path: Path) -> None:
    for mode in (0o664, 0o646):
        found = read(tmp_path, {"read_only": False}, mode)
        assert found.read_only
        assert "others than administrators" in found.problems[0]
    strangers = frozenset({os.getuid() + 1})
    assert read_policy(tmp_path / "policy.json", owners=strangers).read_only


@pytest.mark.parametrize(
    ("content", "holds", "says"),
    [
        ({"read_only": "yes"}, Policy(read_only=True), "read_only"),
        ({"review_always": 1}, Policy(review_always=True), "review_always"),
        ({"journal_days": 0}, Policy(), "journal_days"),
        ({"proxy": "proxy:8080"}, Policy(), "proxy"),
        ({"proxy": "http://me:word@proxy:8080"}, Policy(), "proxy"),
        ({"update_url": "http://it.example/v"}, Policy(), "https://"),
        ({"account": "not a subdomain"}, Policy(), "account"),
        ({"allowed_subdomains": "a"}, Policy(allowed_subdomains=()), "allowed_subdomains"),
        ({"allowed_subdomains": ["a", 1]}, Policy(allowed_subdomains=("a",)), "subdomains"),
        (
            {"allowed_subdomains": ["a"], "account": "b"},
            Policy(allowed_subdomains=("a",)),
            "among the allowed",
        ),
        ({"readonly": True}, Policy(), "readonly"),
    ],
)
def test_a_wrong_value_is_said_and_takes_its_careful_meaning(
    tmp_path: Path, content: dict[str, object], holds: Policy, says: str
) -> None:
    found = read(tmp_path, content)
    assert len(found.problems) == 1
    assert says in found.problems[0]
    assert (found.read_only, found.review_always) == (holds.read_only, holds.review_always)
    assert found.allowed_subdomains == holds.allowed_subdomains
    assert (found.proxy, found.account, found.journal_days) == (None, None, None)


def test_a_token_in_it_is_refused_said_and_not_repeated(tmp_path: Path) -> None:
    found = read(tmp_path, {"account": "harbourworks", "Access_Token": "wk-very-secret"})
    assert found.account == "harbourworks"
    assert len(found.problems) == 1
    assert "Access_Token" in found.problems[0]
    assert "revoke it" in found.problems[0]
    assert "wk-very-secret" not in repr(found)


async def test_an_account_that_is_not_allowed_gets_no_token() -> None:
    asked: list[str] = []

    async def check(endpoint: Endpoint, token: Secret) -> CheckResult:
        asked.append(endpoint.host)
        raise NotImplementedError

    guarded = Policy(allowed_subdomains=("harbourworks",)).guarded(check)
    with pytest.raises(BadAccount, match=r"Allowed: harbourworks\."):
        await guarded(endpoint_of_account("elsewhere"), Secret("t"))
    assert asked == []
    with pytest.raises(NotImplementedError):
        await guarded(endpoint_of_account("harbourworks"), Secret("t"))
    local = endpoint_from_url("http://127.0.0.1:8000/spi/v3", "sandbox")
    assert Policy(allowed_subdomains=()).allows(local)
    named = endpoint_from_url("https://api.example/spi/v3")
    assert not Policy(allowed_subdomains=("harbourworks",)).allows(named)


def test_the_proxy_replaces_what_the_environment_said() -> None:
    environment = {"https_proxy": "http://mine:1", "NO_PROXY": "*", "ALL_PROXY": "x", "PATH": "p"}
    Policy(proxy="http://proxy.example:8080").use_proxy(environment)
    one = "http://proxy.example:8080"
    assert environment == {"PATH": "p", "HTTPS_PROXY": one, "HTTP_PROXY": one}
    before = {"https_proxy": "http://mine:1"}
    NO_POLICY.use_proxy(before)
    assert before == {"https_proxy": "http://mine:1"}


def test_a_fixed_setting_is_not_the_persons_and_not_in_their_file(
    tmp_path: Path, qapp: object
) -> None:
    profile = Profile.at(tmp_path)
    profile.create()
    settings = Settings(profile, Notices(), fixed=Policy(journal_days=7).fixed_settings())
    settings.set(JOURNAL_DAYS, 400)
    assert settings.get(JOURNAL_DAYS) == 7
    assert settings.is_fixed(JOURNAL_DAYS)
    settings.close()
    assert not profile.settings_file.exists()

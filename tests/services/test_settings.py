"""Settings on the disk: kept across starts, replaced as a whole, never lost for being damaged."""

from __future__ import annotations

import json
import os
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from gui.paths import Profile
from gui.services.notices import Notices
from gui.services.settings import (
    ACCOUNTS,
    ALL,
    LAST_ACCOUNT,
    REQUESTS,
    WINDOW,
    Setting,
    Settings,
)
from gui.services.settings_file import DAMAGE, STATE, replace_file
from tests.helpers.harness import ExpectLog

Open = Callable[[], Settings]


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    profile = Profile.at(tmp_path / "profile")
    profile.create()
    return profile


@pytest.fixture
def notices(qapp: QApplication) -> Notices:
    return Notices()


@pytest.fixture
def start(profile: Profile, notices: Notices) -> Iterator[Open]:
    """Opens the settings as a start of the program does."""
    opened: list[Settings] = []

    def start() -> Settings:
        opened.append(Settings(profile, notices))
        return opened[-1]

    yield start
    for settings in opened:
        settings.close()


def written(settings: Settings) -> None:
    """Waits until all is written and told."""
    settings.close()
    QCoreApplication.sendPostedEvents()


def test_what_is_set_is_there_at_the_next_start(start: Open) -> None:
    first = start()
    first.set(REQUESTS, 6)
    first.set(ACCOUNTS, ({"subdomain": "harbourworks", "name": "Höfner & Söhne 日本"},))
    first.memory(WINDOW).keep("geometry", "AdnQywADAAA=")
    first.close()

    second = start()
    assert second.get(REQUESTS) == 6
    assert second.get(ACCOUNTS) == ({"subdomain": "harbourworks", "name": "Höfner & Söhne 日本"},)
    assert second.memory(WINDOW).recall("geometry") == "AdnQywADAAA="
    assert second.memory(WINDOW).recall("columns") == ""


def test_without_a_file_every_setting_has_its_default(start: Open, profile: Profile) -> None:
    settings = start()
    assert [settings.get(setting) for setting in ALL] == [setting.default for setting in ALL]
    settings.close()
    assert not profile.settings_file.exists()


def test_a_change_is_told_once_and_only_when_it_is_one(start: Open) -> None:
    settings = start()
    told: list[Setting[object]] = []
    settings.changed.connect(told.append)
    settings.set(REQUESTS, 5)
    settings.set(REQUESTS, 5)
    settings.memory(WINDOW).keep("side", "hidden")
    settings.memory(WINDOW).keep("side", "hidden")
    assert told == [REQUESTS, WINDOW]


def test_the_last_of_many_changes_is_what_stays(start: Open) -> None:
    settings = start()
    for number in (1, 50) * 100:
        settings.set(REQUESTS, number)
    settings.close()
    assert start().get(REQUESTS) == 50


@pytest.mark.parametrize("value", [-1, 51, True, "9", 9.0, None])
def test_values_that_are_none_are_refused(start: Open, value: object) -> None:
    with pytest.raises(ValueError, match="number"):
        start().set(REQUESTS, cast(int, value))


@pytest.mark.parametrize("value", ["two\nlines", "\x00", "x" * 5000, "\ud800"])
def test_texts_that_could_not_be_read_back_are_refused(start: Open, value: str) -> None:
    with pytest.raises(ValueError, match="line"):
        start().set(LAST_ACCOUNT, value)


def test_every_setting_says_what_it_is() -> None:
    assert len({setting.name for setting in ALL}) == len(ALL)
    for setting in ALL:
        assert setting.label
        assert setting.help.endswith(".")


# --- the file -----------------------------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_the_file_is_this_user_s_alone(start: Open, profile: Profile) -> None:
    before = os.umask(0)
    try:
        settings = start()
        settings.set(REQUESTS, 3)
        settings.close()
    finally:
        os.umask(before)
    assert stat.S_IMODE(profile.settings_file.stat().st_mode) == 0o600
    assert [each.name for each in profile.root.iterdir() if each.is_file()] == ["settings.json"]


def test_the_file_can_be_read_by_a_person(start: Open, profile: Profile) -> None:
    settings = start()
    settings.set(LAST_ACCOUNT, "harbourworks")
    settings.close()
    assert profile.settings_file.read_text("utf-8") == '{\n  "last_account": "harbourworks"\n}\n'


def test_names_of_another_version_stay(start: Open, profile: Profile) -> None:
    profile.settings_file.write_text('{"of_tomorrow": [1, {"a": null}]}', "utf-8")
    settings = start()
    settings.set(REQUESTS, 3)
    settings.close()
    found = json.loads(profile.settings_file.read_text("utf-8"))
    assert found == {"of_tomorrow": [1, {"a": None}], "requests_in_10_seconds": 3}


def test_one_bad_value_costs_only_itself(
    start: Open, profile: Profile, notices: Notices, expect_log: ExpectLog
) -> None:
    profile.settings_file.write_text(
        '{"requests_in_10_seconds": "many", "last_account": "harbourworks"}', "utf-8"
    )
    with expect_log("requests_in_10_seconds"):
        settings = start()
    assert settings.get(REQUESTS) == REQUESTS.default
    assert settings.get(LAST_ACCOUNT) == "harbourworks"
    assert notices.states == {}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'{"last_account": "harb',
        b"[1, 2]",
        b"\xff\xfe\x00",
        b'{"a": 1, "a": 2}',
        b"[" * 100_000,
        b'{"x": "' + b"x" * 1024 * 1024 + b'"}',
    ],
    ids=["empty", "half", "list", "binary", "twice", "deep", "huge"],
)
def test_a_damaged_file_is_kept_aside_and_told(
    start: Open, profile: Profile, notices: Notices, expect_log: ExpectLog, content: bytes
) -> None:
    profile.settings_file.write_bytes(content)
    with expect_log("moved aside"):
        settings = start()
    assert settings.get(REQUESTS) == REQUESTS.default
    [aside] = profile.damaged_dir.iterdir()
    assert aside.read_bytes() == content
    notice = notices.states[DAMAGE]
    assert str(aside) in notice.text
    settings.set(REQUESTS, 4)
    settings.close()
    assert start().get(REQUESTS) == 4

    notice.offers[0].act()
    assert notices.states == {}


def test_two_damaged_files_in_one_second_are_both_kept(
    start: Open, profile: Profile, expect_log: ExpectLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "strftime", lambda _format: "20261124-060000")
    for content in (b"one", b"two"):
        profile.settings_file.write_bytes(content)
        with expect_log("moved aside"):
            start()
    assert {each.read_bytes() for each in profile.damaged_dir.iterdir()} == {b"one", b"two"}


def test_a_file_that_may_not_be_read_is_left_alone(
    start: Open, profile: Profile, notices: Notices, expect_log: ExpectLog
) -> None:
    # A folder in its place fails like missing rights do, also for root.
    profile.settings_file.mkdir()
    with expect_log("cannot be read"):
        settings = start()
    assert str(profile.settings_file) in notices.states[STATE].text
    settings.set(REQUESTS, 4)
    written(settings)
    assert settings.get(REQUESTS) == 4
    assert profile.settings_file.is_dir()


def test_while_nothing_can_be_written_editing_goes_on(
    start: Open, profile: Profile, notices: Notices, expect_log: ExpectLog
) -> None:
    settings = start()
    profile.root.rename(profile.root.with_name("away"))
    with expect_log("cannot be kept"):
        settings.set(REQUESTS, 4)
        written(settings)
    assert settings.get(REQUESTS) == 4
    assert "cannot be kept" in notices.states[STATE].text


async def test_the_state_is_over_when_writing_works_again(
    qapp: QApplication, start: Open, profile: Profile, notices: Notices, expect_log: ExpectLog
) -> None:
    from tests.helpers.wait import until

    settings = start()
    away = profile.root.with_name("away")
    profile.root.rename(away)
    with expect_log("cannot be kept"):
        settings.set(REQUESTS, 4)
        await until(lambda: STATE in notices.states)
    away.rename(profile.root)
    settings.set(REQUESTS, 5)
    await until(lambda: STATE not in notices.states)
    settings.close()
    assert start().get(REQUESTS) == 5


def test_a_link_is_followed_and_stays_a_link(start: Open, profile: Profile, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_text("{}", "utf-8")
    profile.settings_file.symlink_to(elsewhere)
    settings = start()
    settings.set(REQUESTS, 4)
    settings.close()
    assert profile.settings_file.is_symlink()
    assert json.loads(elsewhere.read_text("utf-8")) == {"requests_in_10_seconds": 4}


def test_a_write_that_fails_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "settings.json"
    replace_file(file, b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        replace_file(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_the_new_content_is_on_the_disk_before_it_takes_the_old_one_s_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noting_fsync(descriptor: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        done.append(f"sync {kind}")
        fsync(descriptor)

    def noting_replace(self: Path, target: Path) -> Path:
        done.append("replace")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", noting_fsync)
    monkeypatch.setattr(Path, "replace", noting_replace)
    replace_file(tmp_path / "settings.json", b"{}")
    assert done == ["sync file", "replace", "sync folder"]

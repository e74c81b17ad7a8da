"""One program for each profile, tried with processes that live, hang and are killed."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO

import pytest

from gui.errors import ProfileInUse, ProfileUnusable
from gui.paths import Profile
from gui.services.instance import PATIENCE_S, SOCKET_NAME, Handover, Instance, claim

ROOT = Path(__file__).parent.parent.parent

FIRST = """
import asyncio, subprocess, sys
from gui.paths import Profile
from gui.services.instance import Handover, claim

instance = claim(Profile.at(sys.argv[1]), Handover())
assert instance is not None
if "child" in sys.argv:
    subprocess.Popen([sys.executable, "-c", "input()"], stdin=sys.stdin)

async def main():
    instance.attend(asyncio.get_running_loop(), lambda given: print(given.candidate, flush=True))
    print("ready", flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""

SECOND = """
import sys
from gui.paths import Profile
from gui.services.instance import Handover, claim

taken = claim(Profile.at(sys.argv[1]), Handover(candidate=sys.argv[2])) is None
assert not [name for name in ("PySide6", "asyncio", "httpx") if name in sys.modules]
print("handed over" if taken else "is the first")
"""


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    profile = Profile.at(tmp_path / "profile")
    profile.create()
    return profile


@contextlib.contextmanager
def first(profile: Profile, *more: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the profile and attends."""
    process = subprocess.Popen(
        [sys.executable, "-c", FIRST, str(profile.root), *more],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert line(process.stdout) == "ready"
        yield process
    finally:
        process.kill()
        process.communicate()


def line(stream: IO[str] | None) -> str:
    assert stream is not None
    return stream.readline().strip()


def held(profile: Profile) -> Instance:
    """The profile, taken by this process."""
    instance = claim(profile, Handover())
    assert instance is not None
    return instance


# --- handing over -------------------------------------------------------------------------------


def test_a_second_start_hands_its_candidate_over_and_ends(profile: Profile) -> None:
    with first(profile) as running:
        before = os.times()
        second = subprocess.run(
            [sys.executable, "-c", SECOND, str(profile.root), "1de04059"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (second.stdout.strip(), second.stderr) == ("handed over", "")
        after = os.times()
        # What it computes: others use the machine too.
        assert after.children_user - before.children_user < 2.0
        assert line(running.stdout) == "1de04059"


async def test_all_that_was_asked_for_arrives(profile: Profile) -> None:
    instance = held(profile)
    heard: list[Handover] = []
    instance.attend(asyncio.get_running_loop(), heard.append)
    asked = [
        Handover("https://harbour.workable.com/backend/candidates/1?a=\n☃", "harbour", False, "x1"),
        Handover(None, None, True),
    ]
    for each in asked:
        assert await asyncio.to_thread(claim, profile, each) is None
    assert heard == asked
    instance.release()


async def test_the_permission_to_raise_a_window_goes_along(
    profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    instance = held(profile)
    heard: list[Handover] = []
    instance.attend(asyncio.get_running_loop(), heard.append)
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "desktop-7")
    assert await asyncio.to_thread(claim, profile, Handover("1a2b")) is None
    assert heard == [Handover("1a2b", activation="desktop-7")]
    instance.release()


async def test_what_comes_while_the_first_still_starts_is_kept_for_it(profile: Profile) -> None:
    instance = held(profile)
    assert await asyncio.to_thread(claim, profile, Handover("1a2b")) is None
    heard: list[Handover] = []
    instance.attend(asyncio.get_running_loop(), heard.append)
    await asyncio.sleep(0)
    assert heard == [Handover("1a2b")]
    instance.release()


async def test_a_profile_whose_path_is_too_long_for_a_socket(tmp_path: Path) -> None:
    profile = Profile.at(tmp_path / ("long" * 30))
    profile.create()
    instance = held(profile)
    assert not (profile.root / SOCKET_NAME).exists()
    heard: list[Handover] = []
    instance.attend(asyncio.get_running_loop(), heard.append)
    assert await asyncio.to_thread(claim, profile, Handover("1a2b")) is None
    assert heard == [Handover("1a2b")]
    instance.release()


# --- nobody answers -----------------------------------------------------------------------------


def test_a_first_that_stands_still_is_said_within_two_seconds(profile: Profile) -> None:
    with first(profile) as running:
        running.send_signal(signal.SIGSTOP)
        begun = time.monotonic()
        with pytest.raises(ProfileInUse, match="does not answer"):
            claim(profile, Handover("1a2b"))
        # Its own patience is told by the next line; a busy machine adds to it.
        assert PATIENCE_S <= time.monotonic() - begun < PATIENCE_S + 5
        assert PATIENCE_S == 2


def test_a_first_whose_window_hangs_does_not_say_yes(profile: Profile) -> None:
    """Were its thread alone to answer, the candidate would be lost without a word."""
    instance = held(profile)
    loop = asyncio.new_event_loop()
    instance.attend(loop, lambda given: None)
    with pytest.raises(ProfileInUse):
        claim(profile, Handover("1a2b"), patience_s=0.3)
    loop.close()
    with pytest.raises(ProfileInUse):
        claim(profile, Handover("1a2b"), patience_s=0.3)
    instance.release()


def test_a_profile_that_cannot_be_locked(profile: Profile) -> None:
    profile.lock_file.mkdir()
    with pytest.raises(ProfileUnusable, match="cannot be locked"):
        claim(profile, Handover())


# --- the end of the first -----------------------------------------------------------------------


def test_no_crash_leaves_a_stale_lock(profile: Profile) -> None:
    with first(profile) as running:
        running.kill()
        running.wait()
        assert (profile.root / SOCKET_NAME).exists()
        begun = time.monotonic()
        instance = claim(profile, Handover(), patience_s=60)
        assert instance is not None
        assert time.monotonic() - begun < 30, "it waited for one that is dead"
        assert "port" not in json.loads(profile.lock_file.read_bytes())
        instance.release()


def test_a_child_that_outlives_the_first_does_not_keep_the_profile(profile: Profile) -> None:
    with first(profile, "child") as running:
        running.kill()
        running.wait()
        held(profile).release()


def test_a_clean_end_leaves_nothing_and_frees_the_profile(profile: Profile) -> None:
    instance = held(profile)
    instance.release()
    instance.release()
    assert profile.lock_file.read_bytes() == b""
    assert not (profile.root / SOCKET_NAME).exists()
    held(profile).release()


async def test_who_comes_while_the_first_ends_becomes_the_first(profile: Profile) -> None:
    instance = held(profile)
    loop = asyncio.get_running_loop()
    instance.attend(loop, lambda given: None)
    # Its loop does not run while this blocks, as that of a program that is closing.
    second = loop.run_in_executor(None, claim, profile, Handover("1a2b"))
    instance.release()
    taken = await second
    assert taken is not None
    taken.release()


# --- strangers ----------------------------------------------------------------------------------


def test_lock_and_socket_are_for_this_user_alone(profile: Profile) -> None:
    instance = held(profile)
    for path in (profile.lock_file, profile.root / SOCKET_NAME):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    instance.release()


async def test_who_cannot_read_the_lock_file_is_not_heard(profile: Profile) -> None:
    instance = held(profile)
    heard: list[Handover] = []
    instance.attend(asyncio.get_running_loop(), heard.append)

    def intrude() -> list[bytes]:
        answers = []
        body = json.dumps(asdict(Handover("1a2b"))).encode()
        for second in (b"0" * 64 + b" " + body + b"\n", b"x" * 100_000, b""):
            with socket.socket(socket.AF_UNIX) as wire:
                wire.settimeout(5)
                wire.connect(str(profile.root / SOCKET_NAME))
                wire.sendall(b"hello\n")
                assert wire.recv(1000).endswith(b"\n")
                with contextlib.suppress(OSError):
                    wire.sendall(second)
                    wire.shutdown(socket.SHUT_WR)
                    answers.append(wire.recv(1000))
        return answers

    assert b"".join(await asyncio.to_thread(intrude)) == b""
    assert heard == []
    assert await asyncio.to_thread(claim, profile, Handover("1a2b")) is None
    assert heard == [Handover("1a2b")]
    instance.release()


def test_nothing_is_said_to_a_port_that_has_another_owner_now(profile: Profile) -> None:
    """After a crash the file may name a port on which somebody else listens."""
    instance = held(profile)
    heard: list[bytes] = []

    def listen(stranger: socket.socket) -> None:
        caller, _address = stranger.accept()
        with caller:
            heard.append(caller.recv(1000))
            caller.sendall(b"0" * 32 + b" " + b"0" * 64 + b"\n")
            heard.append(caller.recv(1000))

    with socket.create_server(("127.0.0.1", 0)) as stranger:
        ear = threading.Thread(target=listen, args=(stranger,))
        ear.start()
        note = json.loads(profile.lock_file.read_bytes())
        note["port"] = stranger.getsockname()[1]
        profile.lock_file.write_text(json.dumps(note))
        with pytest.raises(ProfileInUse):
            claim(profile, Handover("someone@example.com"), patience_s=0.3)
        ear.join()
    assert [len(each) for each in heard] == [33, 0]
    instance.release()


@pytest.mark.parametrize("note", [b"", b"{", b"[]", b'{"secret": 1}', b'{"secret": "zz"}'])
def test_a_lock_file_that_says_nothing_useful(profile: Profile, note: bytes) -> None:
    instance = held(profile)
    profile.lock_file.write_bytes(note)
    with pytest.raises(ProfileInUse):
        claim(profile, Handover("1a2b"), patience_s=0.1)
    instance.release()

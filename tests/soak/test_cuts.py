"""A slice of the power cuts, and the model of the disk by itself."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.soak import recorded
from tests.soak.power import Choice, Disk, choices
from tests.soak.recorded import Made, Removed, Renamed, Resized, Synced, Wrote

ROOT = Path(__file__).parents[2]


def found(disk: Disk, name: str) -> dict[str, bytes | None]:
    rng = random.Random(1)
    numbers = [each.number for each in disk.waiting]
    choice: Choice = next(each for each in choices(rng, numbers) if each.name == name)
    return disk.cut(choice, rng)


def disk_after(*operations: recorded.Operation) -> Disk:
    disk = Disk()
    for operation in operations:
        disk.do(operation)
    return disk


def test_what_was_synced_is_there_and_the_rest_need_not_be() -> None:
    made = (Made(1, "a"), Wrote(1, 0, b"old"), Synced(1), Synced(0))
    disk = disk_after(*made, Wrote(1, 0, b"new"))
    assert found(disk, "nothing of it") == {"a": b"old"}
    assert found(disk, "all of it") == {"a": b"new"}


def test_a_name_is_certain_when_its_folder_was_synced() -> None:
    written = (Made(1, "a"), Wrote(1, 0, b"x"), Synced(1))
    assert found(disk_after(*written), "nothing of it") == {}
    assert found(disk_after(*written, Synced(0)), "nothing of it") == {"a": b"x"}


def test_what_was_synced_in_a_folder_goes_with_the_folder() -> None:
    inner = (Made(1, "in", is_folder=True), Made(2, "in/a"), Wrote(2, 0, b"x"))
    disk = disk_after(*inner, Synced(2), Synced(1))
    assert found(disk, "nothing of it") == {}
    disk.do(Synced(0))
    assert found(disk, "nothing of it") == {"in": None, "in/a": b"x"}


def test_a_file_that_got_its_name_unsynced_may_be_empty_under_it() -> None:
    disk = disk_after(Made(1, "new"), Wrote(1, 0, b"xy"), Renamed(1, "new", "a"))
    assert found(disk, "names only") == {"a": b"\0\0"}


def test_a_name_taken_away_comes_back_unless_it_was_synced() -> None:
    disk = disk_after(Made(1, "a"), Synced(1), Synced(0), Removed(1, "a"))
    assert found(disk, "nothing of it") == {"a": b""}
    disk.do(Synced(0))
    assert found(disk, "nothing of it") == {}


def test_sectors_of_a_write_arrive_one_by_one() -> None:
    disk = disk_after(
        *(Made(1, "a"), Resized(1, 2048), Synced(1), Synced(0)), Wrote(1, 0, b"x" * 2048)
    )
    torn = Choice("torn", lambda *_: "torn")
    seen = {disk.cut(torn, random.Random(seed))["a"] for seed in range(200)}
    assert len(seen) == 16
    for content in seen:
        assert content is not None
        assert all(len(set(content[at : at + 512])) == 1 for at in range(0, 2048, 512))


@pytest.mark.skipif(sys.platform != "linux", reason="recorded with strace")
@pytest.mark.timeout(180)
def test_a_cut_takes_nothing_that_was_promised_and_is_noticed_without_syncs() -> None:
    """In a process of its own, since one with threads must not fork."""
    why = recorded.why_not()
    if why:
        pytest.skip(f"nothing can be recorded here: {why}")
    run = subprocess.run(
        [sys.executable, "-m", "tests.soak.cuts", "--recordings=1", "--every=12"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, f"{run.stdout}\n{run.stderr}"
    told = re.search(r"(\d+) folders opened, promises broken 0, weakened .* 4 of 4", run.stdout)
    assert told is not None, run.stdout
    assert int(told[1]) > 50


@pytest.mark.skipif(sys.platform != "linux", reason="refused with strace")
@pytest.mark.timeout(180)
def test_calls_that_the_system_refuses_once_lose_nothing() -> None:
    why = recorded.why_not()
    if why:
        pytest.skip(f"nothing can be refused here: {why}")
    run = subprocess.run(
        [sys.executable, "-m", "tests.soak.full_disk", "--every=40"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, f"{run.stdout}\n{run.stderr}"
    told = re.match(r"(\d+) of (\d+) writing calls", run.stdout)
    assert told is not None, run.stdout
    assert int(told[1]) >= 8
    assert int(told[2]) > 300

"""Private files: whole or not at all, on the disk when it is said so, by their contents."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from pathlib import Path

import pytest

from gui.services.storage import files
from gui.services.storage.files import FileBox, write_private
from tests.services.storage.conftest import Arm

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")


@posix_only
def test_a_file_and_its_folder_are_for_this_user_alone(tmp_path: Path, arm: Arm) -> None:
    path = tmp_path / "inner" / "file"
    seen: list[int] = []

    def look(point: str) -> None:
        if point == "file.made":
            (made,) = path.parent.iterdir()
            seen.append(stat.S_IMODE(made.stat().st_mode))

    arm(look)
    before = os.umask(0)
    try:
        write_private(path, b"x")
    finally:
        os.umask(before)
    assert seen == [0o600]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_it_is_synced_before_it_gets_its_name_and_the_folder_after(
    tmp_path: Path, arm: Arm, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a power cut leaves an empty file under the right name."""
    order: list[str] = []
    sync = os.fsync

    def fsync(descriptor: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "content"
        order.append(f"sync {kind}")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    arm(order.append)
    write_private(tmp_path / "file", b"x")
    found = [step for step in order if step in ("sync content", "file.named", "sync folder")]
    assert found == ["sync content", "file.named"] + ["sync folder"] * (os.name == "posix")


@posix_only
def test_a_new_folder_is_on_the_disk_before_anything_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a power cut takes it with all that was synced inside."""
    synced: list[Path] = []
    monkeypatch.setattr(files, "sync_folder", synced.append)
    files.private_folder(tmp_path / "outer" / "inner")
    assert synced == [tmp_path, tmp_path / "outer"]
    synced.clear()
    files.private_folder(tmp_path / "outer" / "inner")
    assert synced == []


@pytest.mark.parametrize("point", ["file.made", "file.written", "file.synced"])
def test_what_fails_leaves_the_old_one_and_nothing_else(
    tmp_path: Path, arm: Arm, point: str
) -> None:
    path = tmp_path / "file"
    write_private(path, b"old")

    def fail(reached: str) -> None:
        if reached == point:
            raise OSError(28, "No space left on device")

    arm(fail)
    with pytest.raises(OSError, match="No space"):
        write_private(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_crash_has_left_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / ".file.new").write_bytes(b"half")
    write_private(tmp_path / "file", b"whole")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_box_keeps_the_same_bytes_once_and_gives_out_no_others(tmp_path: Path) -> None:
    box = FileBox(tmp_path / "box")
    digest = box.put(b"content")
    assert digest == hashlib.sha256(b"content").hexdigest()
    assert box.put(b"content") == digest
    assert box.sizes() == {digest: 7}
    assert FileBox(tmp_path / "box").get(digest) == b"content"
    (tmp_path / "box" / digest).write_bytes(b"c0ntent")
    again = FileBox(tmp_path / "box")
    assert again.get(digest) is None
    assert not again.holds(digest)
    assert again.put(b"content") == digest
    assert again.get(digest) == b"content"


@pytest.mark.parametrize("name", ["../outside", "", "." * 64, "A" * 64, "/etc/passwd"])
def test_a_box_looks_nowhere_else(tmp_path: Path, name: str) -> None:
    (tmp_path / "outside").write_bytes(b"x")
    assert FileBox(tmp_path / "box").get(name) is None


def test_a_box_drops_what_is_not_wanted_and_what_is_half_written(tmp_path: Path) -> None:
    box = FileBox(tmp_path)
    wanted, other = box.put(b"1"), box.put(b"2")
    (tmp_path / f".{'0' * 64}.new").write_bytes(b"half")
    box.keep_only([wanted])
    assert [path.name for path in tmp_path.iterdir()] == [wanted]
    assert not box.holds(other)
    FileBox(tmp_path / "nowhere").keep_only([])

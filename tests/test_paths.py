"""The profile folder and the program's resources."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from gui import paths
from gui.errors import ProfileUnusable
from gui.paths import Profile

posix = pytest.mark.skipif(os.name != "posix", reason="folder modes are POSIX's")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_everything_lies_in_the_one_folder(tmp_path: Path) -> None:
    profile = Profile.at(tmp_path / "mine")
    places = {
        name: getattr(profile, name) for name in dir(Profile) if name.endswith(("_file", "_dir"))
    }
    assert len(places) >= 7
    assert {path.parent for path in places.values()} == {tmp_path / "mine"}
    assert len(set(places.values())) == len(places)


def test_without_a_folder_it_is_the_platforms_place() -> None:
    root = Profile.at().root
    assert root.name == "Redline"
    assert str(root).startswith(os.environ["HOME"])


def test_a_relative_folder_is_pinned_to_where_the_program_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    profile = Profile.at("here/../mine")
    monkeypatch.chdir("/")
    assert profile.root == tmp_path / "mine"


def test_a_tilde_is_the_home_folder() -> None:
    assert Profile.at("~/redline").root == Path(os.environ["HOME"]) / "redline"


@posix
def test_folders_are_for_this_user_alone(tmp_path: Path) -> None:
    profile = Profile.at(tmp_path / "mine")
    profile.create()
    profile.create()
    assert mode(profile.root) == 0o700
    assert mode(profile.logs_dir) == 0o700


@posix
def test_a_folder_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.mkdir(mode=0o750)
    Profile.at(given).create()
    assert mode(given) == 0o750


def test_a_file_in_the_way_is_said_and_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("precious")
    with pytest.raises(ProfileUnusable) as caught:
        Profile.at(tmp_path / "file").create()
    assert str(tmp_path / "file") in str(caught.value)
    assert "--profile" in caught.value.next_step
    assert (tmp_path / "file").read_text() == "precious"


@posix
def test_a_read_only_folder_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A superuser may write everywhere, so the answer is what is replaced.
    monkeypatch.setattr(os, "access", lambda path, how: False)
    with pytest.raises(ProfileUnusable, match="read-only"):
        Profile.at(tmp_path).create()


def test_resources_beside_the_package_in_a_source_tree() -> None:
    assert paths.resources() == Path(__file__).parent.parent / "resources"


def test_resources_inside_an_installed_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gui" / "resources").mkdir(parents=True)
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "gui" / "paths.py"))
    # It is asked once in a program's life, and was asked here before.
    assert paths.resources.__wrapped__() == tmp_path / "gui" / "resources"


def test_frozen_is_what_the_freezer_says(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not paths.is_frozen()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert paths.is_frozen()

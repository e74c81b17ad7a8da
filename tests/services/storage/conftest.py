"""Fixtures of the store's tests: a profile, what the person is told, and starts of the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import pytest

from gui.errors import BadFile
from gui.model.values import FileUpload
from gui.paths import Profile
from gui.services.notices import Notices
from gui.services.storage import points
from gui.services.storage.store import Store

START = 1_795_000_000.0
"""A moment in November 2026 that the tests begin at."""


@dataclass
class World:
    """A profile and what is outside it: the clock and the bytes of staged files."""

    profile: Profile
    notices: Notices
    now: float = START
    files: dict[str, bytes] = field(default_factory=dict)
    stores: list[Store] = field(default_factory=list)

    def start(self) -> Store:
        """The store as the next start of the program opens it."""
        store = Store(self.profile, self.notices, bytes_of=self._bytes_of, now=lambda: self.now)
        self.stores.append(store)
        return store

    def bytes_on_disk(self) -> bytes:
        """Everything in the profile in a row."""
        files = (path for path in self.profile.root.rglob("*") if path.is_file())
        return b"\n".join(path.read_bytes() for path in files)

    def _bytes_of(self, upload: FileUpload) -> bytes:
        if upload.digest not in self.files:
            raise BadFile("not here")
        return self.files[upload.digest]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    profile = Profile.at(tmp_path / "profile")
    profile.create()
    world = World(profile, Notices())
    yield world
    for store in world.stores:
        store.close()


Arm: TypeAlias = Callable[[Callable[[str], None]], None]


@pytest.fixture
def arm() -> Iterator[Arm]:
    """Installs a hook for the named points, for the time of the test."""
    yield points.arm
    points.arm(None)

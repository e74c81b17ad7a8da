"""A disk whose power is cut: what may be on it after a number of recorded operations.

What was synced is there. Of everything done to a file since its last sync, and to the names in a
folder since that folder's, any part may be there or not: the whole, nothing, the beginning, what
came later without what came before, single sectors of one write, the length without the bytes
(zeros then), names without contents and contents without names. That is less than any file system
in use promises. A sector is written whole or not at all, as SQLite takes for granted too.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from tests.soak.recorded import (
    LOG,
    SHELF,
    Made,
    Operation,
    Removed,
    Renamed,
    Resized,
    Said,
    Served,
    Synced,
    Wrote,
)

SECTOR: Final = 512

Naming = Made | Renamed | Removed
Filling = Wrote | Resized


@dataclass(slots=True)
class _Waiting:
    """An operation that is not certain to be on the disk."""

    number: int
    operation: Naming | Filling
    folders: set[str] = field(default_factory=set)
    """Those whose sync it waits for, where it is about names."""


@dataclass
class Disk:
    """What is certain, and what is not. `folder` is what lies there at the beginning, certain."""

    names: dict[str, int] = field(default_factory=dict)
    contents: dict[int, bytearray] = field(default_factory=dict)
    folders: dict[int, str] = field(default_factory=lambda: {0: "."})
    waiting: list[_Waiting] = field(default_factory=list)
    log: bytes = b""
    service: bytes = b""
    _number: int = 0

    @staticmethod
    def of(folder: Path) -> Disk:
        """With the numbers that the recording gives to what is there."""
        disk = Disk()
        paths = sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))
        for node, path in enumerate(paths, 1):
            disk.names[path] = node
            if (folder / path).is_dir():
                disk.folders[node] = path
            else:
                disk.contents[node] = bytearray((folder / path).read_bytes())
        return disk

    def do(self, operation: Operation) -> None:
        """Takes the next operation in."""
        self._number += 1
        match operation:
            case Said(line):
                self.log += line
            case Served(content):
                self.service = content
            case Synced(node):
                self._sync(node)
            case Made(node, path, is_folder):
                if is_folder:
                    self.folders[node] = path
                else:
                    self.contents[node] = bytearray()
                self._wait(operation, {_parent(path)})
            case Renamed(_node, path, to):
                self._wait(operation, {_parent(path), _parent(to)})
            case Removed(_node, path):
                self._wait(operation, {_parent(path)})
            case Wrote() | Resized():
                self._wait(operation, set())

    def _wait(self, operation: Naming | Filling, folders: set[str]) -> None:
        self.waiting.append(_Waiting(self._number, operation, folders))

    def _sync(self, node: int) -> None:
        left: list[_Waiting] = []
        for each in self.waiting:
            if each.folders:
                each.folders.discard(self.folders.get(node, "?"))
                is_done = not each.folders
                if is_done:
                    _name(self.names, each.operation)
            elif is_done := each.operation.node == node:
                _fill(self.contents[node], each.operation)
            if not is_done:
                left.append(each)
        self.waiting = left

    # --- the cut ---------------------------------------------------------------------------

    def cut(self, choice: Choice, rng: random.Random) -> dict[str, bytes | None]:
        """What is found when the power is back: files by path, None for folders."""
        names = dict(self.names)
        contents = self.contents
        torn: dict[int, bytearray] = {}
        for each in self.waiting:
            operation = each.operation
            fate = choice.fate(each.number, self._number, rng, is_name=bool(each.folders))
            if fate == "no":
                continue
            if isinstance(operation, (Made, Renamed, Removed)):
                _name(names, operation)
                continue
            content = torn.get(operation.node)
            if content is None:
                content = torn[operation.node] = copy.copy(contents[operation.node])
            _fill(content, operation, rng if fate == "torn" else None, zeros=fate == "zeros")
        return dict(self._found(names, torn, rng))

    def _found(
        self, names: dict[str, int], torn: dict[int, bytearray], rng: random.Random
    ) -> Iterator[tuple[str, bytes | None]]:
        here: set[str] = {"."}
        for path in sorted(names):
            node = names[path]
            if _parent(path) not in here:
                continue  # its folder never came to be
            if node in self.folders:
                here.add(path)
                yield path, None
            elif path.endswith("-shm"):
                # Written through the memory: whatever it holds, nobody was promised anything.
                yield path, rng.randbytes(32768)
            else:
                yield path, bytes(torn.get(node, self.contents[node]))


@dataclass(frozen=True)
class Choice:
    """A way in which what was not synced arrived.

    `fate` says of an operation by its number, the number of the last one, and whether it is about
    names: "yes", "no", "torn" or "zeros".
    """

    name: str
    decide: Callable[[int, int, random.Random, bool], str]

    def fate(self, number: int, last: int, rng: random.Random, *, is_name: bool) -> str:
        return self.decide(number, last, rng, is_name)


def choices(rng: random.Random, waiting: Iterable[int]) -> Iterator[Choice]:
    """The ways that are looked at after one operation; the seeded ones differ from cut to cut."""
    numbers = sorted(waiting)
    yield Choice("nothing of it", lambda *_: "no")
    if not numbers:
        return
    yield Choice("all of it", lambda *_: "yes")
    yield Choice("names only", lambda _n, _l, _r, is_name: "yes" if is_name else "zeros")
    yield Choice("bytes only", lambda _n, _l, _r, is_name: "no" if is_name else "yes")
    at = rng.choice(numbers)
    yield Choice(
        "the beginning",
        lambda n, _l, _r, is_name: (
            "yes" if n < at else "no" if n > at else "yes" if is_name else "torn"
        ),
    )
    yield Choice("the end", lambda n, _l, _r, is_name: "no" if n < at else "yes")
    yield Choice("some of it", lambda _n, _l, r, _i: r.choice(("yes", "no")))
    yield Choice(
        "some sectors", lambda _n, _l, r, is_name: r.choice(("yes", "no") if is_name else _TORN)
    )


_TORN: Final = ("yes", "no", "torn", "torn", "zeros")


def lay(found: dict[str, bytes | None], folder: Path) -> None:
    """Puts what was found after a cut into a folder."""
    for path, content in found.items():
        if content is None:
            (folder / path).mkdir(mode=0o700)
        else:
            (folder / path).write_bytes(content)


def lay_around(disk: Disk, folder: Path) -> None:
    """Puts there what no cut takes: what was said, and the service."""
    (folder / LOG).write_bytes(disk.log)
    if disk.service:
        (folder / SHELF).write_bytes(disk.service)


def _parent(path: str) -> str:
    return str(PurePosixPath(path).parent)


def _name(names: dict[str, int], operation: Naming | Filling) -> None:
    match operation:
        case Made(node, path):
            names[path] = node
        case Renamed(node, path, to):
            if names.get(path) == node:
                del names[path]
            names[to] = node
        case Removed(node, path):
            if names.get(path) == node:
                del names[path]


def _fill(
    content: bytearray,
    operation: Naming | Filling,
    rng: random.Random | None = None,
    *,
    zeros: bool = False,
) -> None:
    """Does a write or a change of length; with `rng` only some sectors of it."""
    match operation:
        case Resized(_node, size):
            del content[size:]
            content.extend(bytes(max(0, size - len(content))))
        case Wrote(_node, at, data):
            end = at + len(data)
            before = len(content)
            content.extend(bytes(max(0, end - before)))
            if zeros:
                return
            kept_to = before
            start = at
            while start < end:
                stop = min(end, (start // SECTOR + 1) * SECTOR)
                if rng is None or rng.random() < 0.5:
                    content[start:stop] = data[start - at : stop - at]
                    kept_to = max(kept_to, stop)
                start = stop
            if rng is not None and rng.random() < 0.5:
                del content[kept_to:]  # nor did the length arrive

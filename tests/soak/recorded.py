"""The work of a real program, as the system was asked for it: every write, every change of length,
every sync, every name made, moved and taken away, with all bytes and in their order.

Recorded with strace from a child process, because that is below everything that could be wrong:
SQLite's own writes, Python's, and what a shim of ours would have forgotten. What the person typed
and what was promised stands in the same recording, since the log is written by the same process;
so does the service. Linux only, and only where a process may trace its child.
"""

from __future__ import annotations

import argparse
import asyncio
import functools
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gui.services.storage import database
from tests.helpers.garbage import collected_here
from tests.soak.killed import work
from tests.soak.serve import ROOT

ASKED: Final = (
    *("openat", "open", "creat", "close", "dup", "dup2", "dup3", "lseek"),
    *("write", "pwrite64", "writev", "pwritev", "pwritev2", "sendfile", "copy_file_range"),
    *("ftruncate", "truncate", "fallocate", "fsync", "fdatasync", "sync_file_range"),
    *("rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat"),
    *("unlink", "unlinkat", "mkdir", "mkdirat", "rmdir"),
)
"""The calls that are recorded; one that is not understood ends the reading with an error."""

LOG: Final = "log.jsonl"
SHELF: Final = "shelf.json"


# --- what was done ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Made:
    """A file or folder has a name from now on; `node` is itself, whatever it is called."""

    node: int
    path: str
    is_folder: bool = False


@dataclass(frozen=True, slots=True)
class Wrote:
    node: int
    at: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Resized:
    node: int
    size: int


@dataclass(frozen=True, slots=True)
class Synced:
    """What was done to a file, or to the names in a folder, is on the disk."""

    node: int


@dataclass(frozen=True, slots=True)
class Renamed:
    node: int
    path: str
    to: str


@dataclass(frozen=True, slots=True)
class Removed:
    node: int
    path: str


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the log: something typed, or a promise."""

    line: bytes


@dataclass(frozen=True, slots=True)
class Served:
    """What the service holds from now on; it stands elsewhere, its power is not cut."""

    content: bytes


Operation = Made | Wrote | Resized | Synced | Renamed | Removed | Said | Served


# --- recording ----------------------------------------------------------------------------------

WEAK: Final = (
    "synchronous=OFF",
    "synchronous=NORMAL",
    "files are not synced",
    "folders are not synced",
)
"""What can be taken away from the program, to see that a cut of the power then breaks promises."""


def why_not() -> str:
    """Why nothing can be recorded here; empty where it can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    tried = subprocess.run(
        ["strace", "-qq", "-e", "trace=none", "-o", os.devnull, "true"],
        capture_output=True,
        text=True,
        check=False,
    )
    return tried.stderr.strip()


def record(folder: Path, seed: int, weak: str = "") -> list[Operation]:
    """Works once in `folder` from a seed and returns what the disk was asked for."""
    trace = folder.with_suffix(".trace")
    before = {str(path.relative_to(folder)) for path in folder.rglob("*")}
    subprocess.run(
        [
            *("strace", "-f", "-qq", "-xx", "-s", str(1 << 24), "--seccomp-bpf"),
            *("-e", f"trace={','.join(ASKED)}", "-e", "signal=none", "-o", str(trace)),
            *(sys.executable, "-m", "tests.soak.recorded", str(folder), f"--seed={seed}"),
            f"--weak={weak}",
        ],
        cwd=ROOT,
        check=True,
    )
    found = read(trace.read_text(), folder, before)
    trace.unlink()
    return found


def read(trace: str, folder: Path, before: set[str]) -> list[Operation]:
    """The operations of a trace in a folder, in which those paths were before."""
    reader = _Reader(folder, before)
    return [done for line in _whole_lines(trace) for done in reader.read(line)]


def _whole_lines(text: str) -> Iterator[str]:
    """The calls as they ended, those that others came in between of put together again."""
    begun: dict[str, str] = {}
    for line in text.splitlines():
        pid, _space, call = line.partition(" ")
        call = call.lstrip()
        if call.endswith("<unfinished ...>"):
            begun[pid] = call.removesuffix("<unfinished ...>")
        elif resumed := re.match(r"<\.\.\. \w+ resumed>", call):
            yield begun.pop(pid) + call[resumed.end() :]
        elif not call.startswith(("+++", "---")):
            yield call


_CALL: Final = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+|\?)(?: .*)?$", re.DOTALL)


class _Reader:
    """Follows descriptors and names, and leaves out what is not in the folder."""

    def __init__(self, folder: Path, before: set[str]) -> None:
        self._folder = f"{folder}/"
        self._names: dict[str, int] = {".": 0}
        self._open: dict[int, tuple[int | None, str]] = {}
        self._at: dict[int, int] = {}
        self._sizes: dict[int, int] = {0: 0}
        self._next = 0
        self._service = b""
        for path in sorted(before):
            self._names[path] = self._new()
            whole = folder / path
            self._sizes[self._names[path]] = whole.stat().st_size if whole.is_file() else 0

    def read(self, line: str) -> Iterator[Operation]:
        call = _CALL.match(line)
        if call is None:
            raise ValueError(f"not a call: {line[:200]}")
        name, arguments, result = call[1], _split(call[2]), call[3]
        if result == "?" or int(result) < 0:
            return
        known = getattr(self, f"_{name}", None)
        if known is not None:
            yield from known(arguments, int(result))
        elif any(self._inside(text) for text in arguments if text.startswith('"')) or (
            self._node(arguments[0]) is not None
        ):
            raise ValueError(f"not understood: {line[:200]}")

    # --- names ---

    def _openat(self, arguments: list[str], descriptor: int) -> Iterator[Operation]:
        path = self._path(arguments[1], arguments[0])
        flags = arguments[2]
        self._at[descriptor] = 0
        if path is None:
            self._open[descriptor] = (None, "")
            return
        if path not in self._names and "O_CREAT" in flags:
            node = self._names[path] = self._new()
            if self._is_kept(path):
                yield Made(node, path)
        found = self._names.get(path)
        self._open[descriptor] = (found, path)
        if found is None:
            return
        if "O_TRUNC" in flags and self._sizes[found]:
            self._sizes[found] = 0
            if self._is_kept(path):
                yield Resized(found, 0)
        if path == "shelf.new":
            self._service = b""

    def _close(self, arguments: list[str], _result: int) -> Iterator[Operation]:
        self._open.pop(int(arguments[0]), None)
        yield from ()

    def _mkdir(self, arguments: list[str], _result: int) -> Iterator[Operation]:
        path = self._path(arguments[0])
        if path is not None:
            self._names[path] = self._new()
            yield Made(self._names[path], path, is_folder=True)

    def _rename(self, arguments: list[str], _result: int) -> Iterator[Operation]:
        path, to = self._path(arguments[0]), self._path(arguments[1])
        if path is None or to is None:
            return
        node = self._names.pop(path)
        self._names[to] = node
        if to == SHELF:
            yield Served(self._service)
        else:
            yield Renamed(node, path, to)

    def _unlink(self, arguments: list[str], _result: int) -> Iterator[Operation]:
        yield from self._gone(self._path(arguments[0]))

    def _rmdir(self, arguments: list[str], _result: int) -> Iterator[Operation]:
        yield from self._gone(self._path(arguments[0]))

    def _unlinkat(self, arguments: list[str], _result: int) -> Iterator[Operation]:
        yield from self._gone(self._path(arguments[1], arguments[0]))

    def _gone(self, path: str | None) -> Iterator[Operation]:
        if path is not None:
            yield Removed(self._names.pop(path), path)

    # --- contents ---

    def _lseek(self, arguments: list[str], result: int) -> Iterator[Operation]:
        self._at[int(arguments[0])] = result
        yield from ()

    def _write(self, arguments: list[str], count: int) -> Iterator[Operation]:
        descriptor = int(arguments[0])
        node, path = self._open.get(descriptor, (None, ""))
        if node is None:
            return
        data = _bytes(arguments[1])[:count]
        if path == LOG:
            yield Said(data)
        elif path == "shelf.new":
            self._service += data
        else:
            at = self._at[descriptor]
            self._at[descriptor] = at + count
            yield self._wrote(node, at, data)

    def _pwrite64(self, arguments: list[str], count: int) -> Iterator[Operation]:
        node = self._node(arguments[0])
        if node is not None:
            yield self._wrote(node, int(arguments[3]), _bytes(arguments[1])[:count])

    def _wrote(self, node: int, at: int, data: bytes) -> Wrote:
        self._sizes[node] = max(self._sizes[node], at + len(data))
        return Wrote(node, at, data)

    def _sendfile(self, arguments: list[str], count: int) -> Iterator[Operation]:
        # Copies are made of damaged databases only, and are taken away when they were read.
        node = self._node(arguments[0])
        if node is not None:
            descriptor = int(arguments[0])
            at = self._at[descriptor]
            self._at[descriptor] = at + count
            yield self._wrote(node, at, bytes(count))

    def _ftruncate(self, arguments: list[str], _result: int) -> Iterator[Operation]:
        node = self._node(arguments[0])
        if node is not None and self._sizes[node] != int(arguments[1]):
            self._sizes[node] = int(arguments[1])
            yield Resized(node, int(arguments[1]))

    def _fsync(self, arguments: list[str], _result: int) -> Iterator[Operation]:
        node = self._node(arguments[0])
        if node is not None:
            yield Synced(node)

    _fdatasync = _fsync

    # --- inside ---

    def _new(self) -> int:
        self._next += 1
        self._sizes[self._next] = 0
        return self._next

    def _node(self, descriptor: str) -> int | None:
        if not descriptor.isdecimal():
            return None
        return self._open.get(int(descriptor), (None, ""))[0]

    def _path(self, text: str, folder: str = "AT_FDCWD") -> str | None:
        path = os.fsdecode(_bytes(text))
        if folder != "AT_FDCWD" and not path.startswith("/"):
            node, within = self._open.get(int(folder), (None, ""))
            return f"{within}/{path}" if node is not None else None
        if f"{path}/" == self._folder:
            return "."
        return path[len(self._folder) :] if self._inside(text) else None

    def _inside(self, text: str) -> bool:
        return os.fsdecode(_bytes(text)).startswith(self._folder)

    def _is_kept(self, path: str) -> bool:
        """Whether it lies on the disk that is modelled."""
        return path not in (LOG, SHELF, "shelf.new")


def _split(arguments: str) -> list[str]:
    """The arguments of a call; its texts are all in hexadecimal digits."""
    return [part.strip() for part in arguments.split(", ")]


def _bytes(text: str) -> bytes:
    if not text.startswith('"') or not text.endswith('"'):
        raise ValueError(f"a text that was cut short: {text[:80]}")
    return bytes.fromhex(text[1:-1].replace("\\x", ""))


# --- the child ----------------------------------------------------------------------------------


def weaken(weak: str) -> None:
    """Takes something away from the program that runs in this process."""
    assert weak in WEAK, weak
    if weak.startswith("synchronous="):
        pragmas = tuple(
            f"PRAGMA {weak}" if pragma == "PRAGMA synchronous=FULL" else pragma
            for pragma in database._PRAGMAS
        )
        assert pragmas != database._PRAGMAS
        _set(database, _PRAGMAS=pragmas)
    else:
        is_kind = stat.S_ISREG if weak.startswith("files") else stat.S_ISDIR
        _set(os, fsync=functools.partial(_unless, is_kind, os.fsync))


def _unless(is_kind: Any, sync: Any, descriptor: int) -> None:
    if not is_kind(os.fstat(descriptor).st_mode):
        sync(descriptor)


def _set(module: Any, **values: Mapping[str, Any] | Any) -> None:
    for name, value in values.items():
        setattr(module, name, value)


def main(arguments: list[str] | None = None) -> None:
    """Works once, in the process that is watched."""
    parser = argparse.ArgumentParser(description="The program that is recorded.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--weak", default="")
    options = parser.parse_args(arguments)
    if options.weak:
        weaken(options.weak)
    with collected_here():
        asyncio.run(work(options.folder, options.seed))


if __name__ == "__main__":
    main()

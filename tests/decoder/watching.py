"""What decoding processes ask of the system, once their doors are closed: nothing (H53).

Each process is watched from outside (strace). No byte of a stranger's file is read before the
filter of calls is set; from then on whatever opens, connects or starts something must have been
refused. Before it, nothing may be opened for writing.
"""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_CALLS: Final = (
    "%file,%network,clone,clone3,fork,vfork,execve,execveat,kill,tkill,tgkill,prctl,"
    "ftruncate,fallocate,memfd_create,io_uring_setup,bpf,ptrace,process_vm_writev,shmget"
)
_DOORS: Final = "PR_SET_SECCOMP"
_REFUSED: Final = " = -1 EPERM"
_FOR_WRITING: Final = re.compile(r"\bopenat?\(.*\bO_(?:WRONLY|RDWR|CREAT|TRUNC)\b.*\) = \d")


def can_watch() -> bool:
    """Whether the tool is there."""
    return shutil.which("strace") is not None


def watched(command: Sequence[str], folder: Path) -> tuple[str, ...]:
    """The command, each of whose processes leaves a file in the folder.

    The watcher stands aside (`-D`), so that whoever kills the process kills it and not the
    watcher.
    """
    trace = str(folder / "trace")
    return ("strace", "-D", "-ff", "-q", "-e", f"trace={_CALLS}", "-o", trace, *command)


@dataclass
class Seen:
    """What the watched processes did."""

    processes: int = 0
    refused: int = 0
    """Calls behind closed doors that the system refused."""
    breaches: list[str] = field(default_factory=list)
    """Calls that opened, connected, started or wrote something."""

    def __str__(self) -> str:
        return (
            f"{self.processes:,} processes watched: {len(self.breaches)} opened or wrote anything, "
            f"{self.refused:,} attempts refused"
        )

    def add(self, folder: Path) -> None:
        """Reads what the processes left in the folder, and empties it. They must have ended."""
        for path in folder.glob("trace.*"):
            self.processes += 1
            self._judge(_whole(path))
            path.unlink()

    def _judge(self, lines: Sequence[str]) -> None:
        closed = next((at for at, line in enumerate(lines) if _DOORS in line), len(lines))
        self.breaches += [line for line in lines[:closed] if _FOR_WRITING.search(line)]
        for line in lines[closed + 1 :]:
            if line.startswith(("+++", "---")):
                continue  # its end, or a signal
            if _REFUSED in line:
                self.refused += 1
            elif not line.endswith("<unfinished ...>"):  # killed in the middle of being asked
                self.breaches.append(line)


def _whole(path: Path) -> list[str]:
    """The lines of a trace, once the watcher has written that the process has ended."""
    deadline = time.monotonic() + 20
    while True:
        lines = path.read_text(errors="replace").splitlines()
        if lines and lines[-1].startswith("+++"):
            return lines
        if time.monotonic() > deadline:
            return [*lines, "no end was seen"]
        time.sleep(0.02)

"""The report of a self-test: one verdict a line, on the terminal and in a file.

A program with a window has no console on Windows; what it says then is in the file only. Each
line is written as soon as it is known, so that a crash shows where it happened.
"""

from __future__ import annotations

import contextlib
import enum
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO, TypeAlias

FILE_NAME: Final = "redline-self-test.txt"
"""In the folder for temporary files, where there is no console and no file was named."""

_NAME_WIDTH: Final = 14


class Verdict(enum.Enum):
    """What came of one check."""

    OK = "ok"
    NOTE = "note"
    """It works, with something that whoever installs it may want to know."""
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found, in a few words."""

    text: str
    verdict: Verdict = Verdict.OK


class CheckFailed(Exception):
    """A check failed; the text says what was wrong."""


Check: TypeAlias = Callable[[], Awaitable[Finding]]


class Report:
    """Collects verdicts and writes them. Close it at the end."""

    def __init__(self, file: Path | None) -> None:
        self._outs: list[TextIO] = []
        self._own: TextIO | None = None
        self.failed: list[str] = []
        self.count = 0
        # PyInstaller's windowed programs have no such stream, whatever the types say.
        console: TextIO | None = sys.stdout
        if console is not None:
            self._outs.append(console)
        if file is None and console is None:
            file = Path(tempfile.gettempdir()) / FILE_NAME
        if file is not None:
            self._own = file.open("w", encoding="utf-8")
            self._outs.append(self._own)

    def line(self, text: str) -> None:
        """Writes a line everywhere at once."""
        for out in self._outs:
            # A terminal that cannot write a letter, or is gone, is no fault of this program.
            with contextlib.suppress(OSError, ValueError):
                out.write(text + "\n")
                out.flush()

    def verdict(self, name: str, finding: Finding) -> None:
        """Writes what came of one check."""
        self.count += 1
        if finding.verdict is Verdict.FAILED:
            self.failed.append(name)
        self.line(f"{finding.verdict.value:<7} {name:<{_NAME_WIDTH}} {finding.text}")

    async def run(self, name: str, check: Check) -> bool:
        """Runs a check; whatever it raises is its failure and no other's."""
        try:
            finding = await check()
        except CheckFailed as error:
            finding = Finding(str(error), Verdict.FAILED)
        except Exception as error:  # noqa: BLE001  the report is where it belongs
            finding = Finding(f"{type(error).__name__}: {error}", Verdict.FAILED)
        self.verdict(name, finding)
        return finding.verdict is not Verdict.FAILED

    def end(self) -> int:
        """Writes the last line; the exit status."""
        if self.failed:
            names = ", ".join(self.failed)
            self.line(f"FAILED: {len(self.failed)} of {self.count} checks ({names})")
            return 1
        self.line(f"passed: {self.count} checks")
        return 0

    def close(self) -> None:
        """Closes the file, if there is one."""
        if self._own is not None:
            self._own.close()

"""Reports of faults: files in the profile for a person to read, and to give away if they want to.

A report says what kind of fault it was, where in the code, and in what versions. It holds no
message of an exception and no variable, because both may hold what a record says; ids become
names that hold within one report only; of paths outside the program only the last part stays.
Nothing is ever sent (reliability H41). Whether and how a person is told is not decided here.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import logging
import os
import platform
import re
import secrets
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from types import TracebackType
from typing import Final

import PySide6
from PySide6.QtCore import qVersion

from gui import __version__
from gui.log import masked

KEPT: Final = 10
"""So many reports stay; an older one goes when another is written."""

_TRAIL: Final = 40
_CAUSES: Final = 6
_FRAMES: Final = 60
_PATTERN: Final = "report-*.txt"
_HEAD: Final = (
    "Report of a fault in Redline\n"
    "\n"
    "This file was written on this computer and sent nowhere. It holds nothing of a candidate\n"
    "and no token. Ids are replaced by names that mean nothing outside this file.\n"
)

_PACKAGE: Final = Path(__file__).parent.parent
_STANDARD: Final = Path(os.__file__).parent
# Ids of the service are hexadecimal or decimal; a word with a digit and six signs is blinded.
_ID: Final = re.compile(r"\b(?=[0-9A-Za-z]*\d)[0-9A-Za-z]{6,64}\b")
_DUMP_FRAME: Final = re.compile(r'\s*File "(.*)", line (\d+|\?\?\?) in (\S+)')
_DUMP_HEAD: Final = re.compile(
    r"(Fatal Python error: [\w ]+|Windows fatal exception: [\w ]+|(?:Current )?[Tt]hread)"
)


class Reports:
    """The reports in a folder. Nothing here raises for a disk that is full or read-only."""

    def __init__(
        self,
        folder: Path,
        *,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self._folder = folder
        self._now = now
        self._trail = _Trail()
        self.facts: dict[str, str] = {}
        """More to say in each report, such as the display; never a value of a record."""

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Keeps the last lines of the log for reports, without what was filled into them."""
        root = logging.getLogger()
        root.addHandler(self._trail)
        try:
            yield
        finally:
            root.removeHandler(self._trail)

    def fault(self, where: str, error: BaseException) -> Path | None:
        """Writes a report of an exception; `where` says in what it happened. None when it could
        not be written."""
        return self._write(f"{_kind(error)} in {where}", _chain(error))

    def crash(self, what: str, dump: str = "", *, at: dt.datetime | None = None) -> Path | None:
        """Writes a report of an end of the process, with what `faulthandler` could still say."""
        return self._write(what, _reduced(dump), at=at)

    def all(self) -> tuple[Path, ...]:
        """The reports, the newest first."""
        with contextlib.suppress(OSError):
            return tuple(sorted(self._folder.glob(_PATTERN), reverse=True))
        return ()

    def text(self, report: Path) -> str:
        """What a report says; empty when it is gone."""
        with contextlib.suppress(OSError):
            return report.read_text(encoding="utf-8", errors="replace")
        return ""

    def delete(self, report: Path) -> None:
        """Removes a report."""
        with contextlib.suppress(OSError):
            report.unlink(missing_ok=True)

    # --- inside ----------------------------------------------------------------------------

    def _write(
        self, what: str, stack: Iterable[str], *, at: dt.datetime | None = None
    ) -> Path | None:
        moment = (at or self._now()).astimezone()
        blind = _Blind()
        parts = [
            _HEAD,
            _table({"When": moment.isoformat(timespec="seconds"), "What": blind(what)}),
            _table(_versions() | {name: blind(fact) for name, fact in self.facts.items()}),
            "\n".join(stack) + "\n",
        ]
        # The trail of this run says nothing about the end of another.
        trail = [] if at is not None else [blind(line) for line in self._trail.lines]
        if trail:
            parts.append("\n".join(["Log", *(f"  {line}" for line in trail)]) + "\n")
        with contextlib.suppress(OSError):
            return self._put(masked("\n".join(parts)), moment)
        return None

    def _put(self, text: str, moment: dt.datetime) -> Path:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        time = moment.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
        number = 0
        while (path := self._folder / f"report-{time}-{number:03d}.txt").exists():
            number += 1
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as out:
            out.write(text)
        for old in self.all()[KEPT:]:
            self.delete(old)
        return path


class _Trail(logging.Handler):
    """The last lines of the program's log as they stand in the source, nothing filled in."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: deque[str] = deque(maxlen=_TRAIL)

    def emit(self, record: logging.LogRecord) -> None:
        # Of other libraries' lines it is not known what was written into them.
        ours = record.name == "gui" or record.name.startswith("gui.")
        words = record.msg.split("\n")[0] if ours and isinstance(record.msg, str) else "…"
        moment = dt.datetime.fromtimestamp(record.created, tz=dt.UTC)
        self.lines.append(f"{moment:%H:%M:%S} {record.levelname} {record.name}: {words}")


class _Blind:
    """Gives ids other names, the same one for the same id. The salt is forgotten with it, so
    that nobody can try out which id it was."""

    def __init__(self) -> None:
        self._salt = secrets.token_bytes(16)

    def __call__(self, text: str) -> str:
        return _ID.sub(self._name, text)

    def _name(self, found: re.Match[str]) -> str:
        digest = hashlib.blake2s(found[0].encode(), key=self._salt, digest_size=3)
        return f"id-{digest.hexdigest()}"


# --- where it happened --------------------------------------------------------------------------


def stack_lines(trace: TracebackType | None) -> list[str]:
    """A trace as places in the code, the innermost last; neither source nor variables."""
    frames = [
        f"  {place_of(frame.f_code.co_filename)}:{line} {frame.f_code.co_qualname}"
        for frame, line in traceback.walk_tb(trace)
    ]
    if len(frames) > _FRAMES:
        half = _FRAMES // 2
        frames = [*frames[:half], f"  … {len(frames) - 2 * half} more", *frames[-half:]]
    return frames


def place_of(filename: str) -> str:
    """A source file without the folders of this computer, which name its user."""
    if filename.startswith("<"):
        return filename
    path = PurePath(filename)
    for root, name in ((_PACKAGE, "gui"), (_STANDARD, "python")):
        if path.is_relative_to(root) and "site-packages" not in path.parts:
            return (PurePath(name) / path.relative_to(root)).as_posix()
    if "site-packages" in path.parts:
        return PurePath(*path.parts[path.parts.index("site-packages") + 1 :]).as_posix()
    if not path.is_absolute() and path.parts[:1] == ("gui",):
        return path.as_posix()  # a frozen program knows no folders
    return path.name


def _chain(error: BaseException) -> list[str]:
    """The stacks of an exception and of what caused it."""
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen and len(seen) < _CAUSES:
        seen.add(id(current))
        lines += [f"{'Caused by ' if lines else ''}{_kind(current)}"]
        lines += stack_lines(current.__traceback__)
        if isinstance(current, BaseExceptionGroup):
            lines.append(f"  of {', '.join(_kind(each) for each in current.exceptions)}")
        current = current.__cause__ or (
            None if current.__suppress_context__ else current.__context__
        )
    return lines


def _kind(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else _full_name(kind)


def _full_name(kind: type[BaseException]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _reduced(dump: str) -> list[str]:
    """The lines of `faulthandler` that say where, without folders and addresses."""
    lines: list[str] = []
    for line in dump.splitlines():
        if frame := _DUMP_FRAME.match(line):
            lines.append(f"  {place_of(frame[1])}:{frame[2]} {frame[3]}")
        elif head := _DUMP_HEAD.match(line):
            lines.append(head[1])
    return lines or ["No stack is known: it was killed, or the computer went off."]


# --- what it ran on -----------------------------------------------------------------------------


def _versions() -> dict[str, str]:
    return {
        "Redline": __version__ + (" (packaged)" if getattr(sys, "frozen", False) else ""),
        "Python": platform.python_version(),
        "Qt": f"{qVersion()} (PySide6 {PySide6.__version__})",
        "System": f"{platform.system()} {platform.release()} {platform.machine()}",
    }


def _table(rows: Mapping[str, str]) -> str:
    return "".join(f"{name:<8} {value}\n" for name, value in rows.items())

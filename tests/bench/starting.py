"""Rows 1 to 3: the real program in a real process on a real display, beside a bare window.

Row 1 looks at the screen from outside; rows 2 and 3 are told by the program when the candidate
stands in the form. Peers are measured where they are installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from tests.bench.rows import Pairs, Row, megabytes, milliseconds, pairs
from tests.bench.screen import Screen, can_show, screen
from tests.bench.server import ORDINARY, ROOT, Server, serving

BARE: Final = str(Path(__file__).parent / "bare.py")
PEERS: Final = ("picard", "kaddressbook", "gnome-contacts", "sqlitebrowser")
_SMALL: Final = 0.2
"""The share of the screen that a peer's first window covers at least."""
_SETTLE: Final = 3.0
"""Seconds after which a candidate's photo and resume have come, whatever else the machine does."""
_SETTLE_QUICK: Final = 1.2


def measure(*, quick: bool) -> list[Row]:
    if not can_show():
        return [Row("1-3", "start and memory", "not measured: no Xvfb here")]
    count = 3 if quick else 5
    with screen() as shown, serving() as server, tempfile.TemporaryDirectory() as folder:
        start = Start(shown, server, Path(folder), _SETTLE_QUICK if quick else _SETTLE)
        start.warm_up()
        rows = [*start.first_paint(count), *start.filled(count)]
        if not quick:
            rows += start.peers()
    return rows


class Start:
    """Starts programs on a screen, with a home of their own."""

    def __init__(self, shown: Screen, server: Server, folder: Path, settle: float) -> None:
        self._screen = shown
        self._server = server
        self._settle = settle
        (folder / "runtime").mkdir(mode=0o700)
        self._profile = ["--profile", str(folder / "profile")]
        kept = ("PATH", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
        self._environment = {name: os.environ[name] for name in kept if name in os.environ} | {
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder / "runtime"),
            "DISPLAY": shown.name,
            "QT_QPA_PLATFORM": "xcb",
            "LC_ALL": "C.UTF-8",
            "DBUS_SESSION_BUS_ADDRESS": "disabled:",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "BARE_TOKEN": server.token,
        }

    @property
    def _program(self) -> list[str]:
        return [sys.executable, "-m", "gui", *self._profile]

    @property
    def _told(self) -> list[str]:
        return [sys.executable, "-m", "tests.bench.launched", *self._profile, ORDINARY]

    def warm_up(self) -> None:
        """One start of everything: files in memory, modules compiled, a profile made."""
        self._painted(self._program)
        self._painted([sys.executable, BARE])
        self._until("filled", self._told, self._server.environment)
        url = f"{self._server.url}/candidates/{ORDINARY}"
        self._until("filled", [sys.executable, BARE, url])

    def first_paint(self, count: int) -> list[Row]:
        taken = pairs(
            lambda: self._painted(self._program),
            lambda: self._painted([sys.executable, BARE]),
            count,
        )
        turns = [self._until("loop", self._told, self._server.environment)[0] for _ in range(3)]
        return [
            _row("1", "exec to first painted window", taken, milliseconds, 1.25, "s"),
            Row(
                "1b",
                "exec to the first turn of the event loop",
                milliseconds(sorted(turns)[1]),
                floor=milliseconds(taken.median_floor),
                ratio=f"{sorted(turns)[1] / taken.median_floor:.2f}",
            ),
        ]

    def filled(self, count: int) -> list[Row]:
        url = f"{self._server.url}/candidates/{ORDINARY}"
        got: list[tuple[float, float]] = []
        floor: list[tuple[float, float]] = []
        for _number in range(count):
            floor.append(self._until("filled", [sys.executable, BARE, url]))
            settle = self._settle if len(got) < 3 else 0.0
            got.append(self._until("filled", self._told, self._server.environment, settle=settle))
        memory = [self._until("filled", [sys.executable, BARE, "httpx"])[1] for _ in range(3)]
        times = Pairs([seconds for seconds, _kb in got], [seconds for seconds, _kb in floor])
        peaks = Pairs([kb for _seconds, kb in got[:3]], memory)
        return [
            _row("2", "exec to a candidate in the form", times, milliseconds, 1.5, "s"),
            _row("3", "peak memory with that candidate open", peaks, megabytes, 1.6, "kB"),
        ]

    def peers(self) -> Iterator[Row]:
        """Other programs of the kind, against the same bare window."""
        for name in PEERS:
            path = shutil.which(name)
            if path is None:
                yield Row("1p", f"{name}: exec to first painted window", "not installed")
                continue
            try:
                self._painted([path], _SMALL)
                taken = pairs(
                    lambda path=path: self._painted([path], _SMALL),  # type: ignore[misc]
                    lambda: self._painted([sys.executable, BARE]),
                    3,
                )
            except TimeoutError:
                yield Row("1p", f"{name}: exec to first painted window", "no window came")
                continue
            yield Row(
                "1p",
                f"{name}: exec to first painted window",
                milliseconds(taken.median),
                floor=milliseconds(taken.median_floor),
                ratio=f"{taken.ratio:.2f}",
            )
            peaks = Pairs(
                [self._peak_of([path]) for _number in range(3)],
                [self._peak_of([sys.executable, BARE]) for _number in range(3)],
            )
            yield Row(
                "3p",
                f"{name}: peak memory with an empty window",
                megabytes(peaks.median),
                floor=megabytes(peaks.median_floor),
                ratio=f"{peaks.ratio:.2f}",
            )

    # --- one process ---

    def _painted(self, command: Sequence[str], share: float = 0.5) -> float:
        """Seconds from the start of a process until a share of the screen is painted."""
        self._screen.wait(covered=False, share=share)
        with self._running(command) as (_process, started):
            return self._screen.wait(covered=True, share=share, seconds=15.0) - started

    def _peak_of(self, command: Sequence[str]) -> float:
        """The peak of memory (kB) a while after a process has painted its window."""
        self._screen.wait(covered=False, share=_SMALL)
        with self._running(command) as (process, _started):
            self._screen.wait(covered=True, share=_SMALL)
            time.sleep(1.0)
            return _peak(process.pid)

    def _until(
        self,
        word: str,
        command: Sequence[str],
        environment: Mapping[str, str] | None = None,
        settle: float = 0.0,
    ) -> tuple[float, float]:
        """Seconds until a process says that word, and its peak of memory (kB) some time later."""
        with self._running(command, environment) as (process, started):
            assert process.stdout is not None
            for line in process.stdout:
                said, _space, moment = line.partition(" ")
                if said == word:
                    time.sleep(settle)
                    return float(moment) - started, _peak(process.pid)
        raise TimeoutError(f"{command} ended without {word}")

    @contextmanager
    def _running(
        self, command: Sequence[str], environment: Mapping[str, str] | None = None
    ) -> Iterator[tuple[subprocess.Popen[str], float]]:
        started = time.monotonic()
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**self._environment, **(environment or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            yield process, started
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()
            process.wait()
            assert process.stdout is not None
            process.stdout.close()


def _peak(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return float(line.split()[1])
    return 0.0


def _row(
    number: str,
    figure: str,
    taken: Pairs,
    shown: Callable[[float], str],
    goal: float,
    unit: str,
) -> Row:
    return Row(
        number,
        figure,
        shown(taken.median),
        goal=f"≤ {goal}×",
        floor=shown(taken.median_floor),
        ratio=f"{taken.ratio:.2f}",
        good=taken.ratio <= goal,
        more=taken.numbers(unit),
    )

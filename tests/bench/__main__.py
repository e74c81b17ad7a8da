"""Measures everything, prints one table and writes it as JSON with machine and versions."""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import importlib.metadata
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Collection
from pathlib import Path
from typing import Any, Final

from tests.bench.rows import Row, table

MODULES: Final = {
    "starting": "1 2 3",
    "keystrokes": "6",
    "resume_files": "A C D",
    "stalls": "9 B",
    "sends": "7 8",
    "openings": "4 5",
    "long_lists": "10",
    "cycles": "11",
    "pacing": "12",
    "drafts": "13",
    "suite": "14",
}
"""Which module measures which rows, in the order in which they are run."""
TOGETHER: Final = ("keystrokes", "sends", "openings", "drafts", "cycles", "pacing", "suite")
"""In one process in the quick run: none of them measures memory or what is made once there."""
_PATIENCE: Final = 420
ROOT: Final = Path(__file__).parents[2]


def main() -> int:
    """The exit status is 0 even where goals are missed: it is a measurement, not a test."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repetitions: under a minute")
    parser.add_argument("--only", nargs="*", default=(), help="modules or rows")
    parser.add_argument("--json", type=Path, default=ROOT / "build" / "bench.json")
    parser.add_argument("--modules", nargs="+", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.modules:
        measured = [row for name in given.modules for row in _measured(name, given.quick)]
        print(json.dumps([row.as_dict() for row in measured]))
        return 0
    start = time.monotonic()
    rows: list[Row] = []
    for names in _processes(given.only, quick=given.quick):
        told = ", ".join(f"{name} (rows {MODULES[name]})" for name in names)
        print(f"{told} … ", end="", file=sys.stderr, flush=True)
        begun = time.monotonic()
        rows += _in_process(names, quick=given.quick)
        print(f"{time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    rows.sort(key=lambda row: (not row.number[0].isdigit(), _number(row.number), row.number))
    minutes = (time.monotonic() - start) / 60
    about = machine()
    print(f"\n{about['date']}, {about['machine']}; {about['versions']}; {minutes:.1f} minutes\n")
    print(table(rows))
    missed = [row for row in rows if row.good is False]
    print(f"\n{sum(row.good is True for row in rows)} goals met, {len(missed)} missed")
    given.json.parent.mkdir(parents=True, exist_ok=True)
    plain = {**about, "minutes": round(minutes, 2), "rows": [row.as_dict() for row in rows]}
    given.json.write_text(json.dumps(plain, indent=1), encoding="utf-8")
    return 0


def _processes(only: Collection[str], *, quick: bool) -> list[list[str]]:
    """The modules that are wanted, those together that share a process."""
    wanted = [
        name
        for name, numbers in MODULES.items()
        if not only or {name, *numbers.split()} & set(only)
    ]
    together = [name for name in wanted if name in TOGETHER] if quick else []
    alone = [[name] for name in wanted if name not in together]
    return [*alone, together] if together else alone


def _number(number: str) -> int:
    digits = "".join(char for char in number.partition("-")[0] if char.isdigit())
    return int(digits) if digits else 0


def _measured(module: str, quick: bool) -> list[Row]:
    found: Any = importlib.import_module(f"tests.bench.{module}")
    rows: list[Row] = found.measure(quick=quick)
    return rows


def _in_process(modules: list[str], *, quick: bool) -> list[Row]:
    """The rows of modules, measured in a process of their own."""
    command = [sys.executable, "-m", "tests.bench", *(["--quick"] if quick else [])]
    command += ["--modules", *modules]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
            timeout=_PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return _not_measured(modules, f"not measured within {_PATIENCE} s")
    lines = done.stdout.splitlines()
    if done.returncode or not lines:
        return _not_measured(modules, f"not measured: ended with {done.returncode}")
    return [Row.from_dict(plain) for plain in json.loads(lines[-1])]


def _not_measured(modules: list[str], why: str) -> list[Row]:
    return [Row(MODULES[name], name, why, good=False) for name in modules]


def machine() -> dict[str, str]:
    """What it was measured on."""
    model = platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        model = names[0].partition(":")[2].strip() if names else model
    libraries = ("PySide6-Essentials", "httpx", "qasync", "pypdfium2")
    versions = [f"{name} {importlib.metadata.version(name)}" for name in libraries]
    return {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {model}",
        "system": platform.platform(),
        "versions": ", ".join((f"Python {platform.python_version()}", *versions)),
        "load": " ".join(f"{each:.1f}" for each in os.getloadavg()),
    }


if __name__ == "__main__":
    sys.exit(main())

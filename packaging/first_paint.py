"""Measures the first painted window of the frozen program beside that of a run from source.

    .venv/bin/python packaging/first_paint.py [PAIRS]        after `make frozen`

Pairs, one after the other on a screen of their own, each with a new profile, so that whatever
else the machine does meets both. Ends with 1 where the median of the pairs' ratios is above 1.15.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.bench.screen import Screen, screen

MOST = 1.15
SOURCE = [str(ROOT / ".venv" / "bin" / "python"), "-m", "gui"]
FROZEN = [str(ROOT / "dist" / "Redline" / "redline")]


def first_paint(command: list[str], on: Screen) -> float:
    """Seconds from the start of the process to the painted window."""
    with tempfile.TemporaryDirectory(prefix="redline-first-paint-") as profile:
        environment = {**os.environ, "DISPLAY": on.name, "QT_QPA_PLATFORM": "xcb"}
        began = time.monotonic()
        process = subprocess.Popen(
            [*command, "--profile", profile],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            return on.wait(covered=True) - began
        finally:
            process.terminate()
            process.wait()
            on.wait(covered=False)


def main() -> int:
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    sources, frozens = [], []
    with screen() as on:
        for command in (SOURCE, FROZEN):
            first_paint(command, on)  # once, so that both are in memory
        for number in range(pairs):
            both = [(SOURCE, sources), (FROZEN, frozens)]
            for command, times in both if number % 2 else both[::-1]:
                times.append(first_paint(command, on))
    ratio = statistics.median(
        frozen / source for source, frozen in zip(sources, frozens, strict=True)
    )
    for name, times in (("source", sources), ("frozen", frozens)):
        print(f"{name}: median {statistics.median(times):.3f} s, best {min(times):.3f} s")
    print(f"frozen / source: {ratio:.2f} (median of {pairs} pairs; at most {MOST})")
    return 1 if ratio > MOST else 0


if __name__ == "__main__":
    sys.exit(main())

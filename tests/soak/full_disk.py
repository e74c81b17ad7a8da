"""Every call that writes fails once, as on a full disk, from the first start to the journal.

`python -m tests.soak.full_disk`. The system itself answers so: the program is traced, and its
n-th write, sync, change of length, new name in the profile is refused (no space, or an error of
the disk for a sync), each n and each kind of call in a run of its own. The program must go on and
end by itself, with everything that was promised on the disk; the next start is judged like that
after a kill. One again: `--only CALL:N`. Linux only, like `recorded`.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TextIO

from tests.helpers.garbage import collected_here
from tests.soak import recorded
from tests.soak.killed import first_day
from tests.soak.kills import Round, judge, memory, scratch
from tests.soak.serve import ROOT

REFUSED: Final = {
    "openat": "ENOSPC",
    "mkdir": "ENOSPC",
    "write": "ENOSPC",
    "pwrite64": "ENOSPC",
    "ftruncate": "EIO",
    "fsync": "EIO",
    "fdatasync": "EIO",
    "rename": "ENOSPC",
    "unlink": "EIO",
}
"""What is refused, and with which error."""

_SECONDS: Final = 120


@dataclass(frozen=True, slots=True)
class Call:
    """The n-th call of a kind, counted in each thread by itself."""

    name: str
    nth: int

    def __str__(self) -> str:
        return f"{self.name}:{self.nth}"


@dataclass
class Result:
    """What became of all calls."""

    there_are: int = 0
    refused: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)


def run(
    *, every: int = 1, shift: int = 0, out: TextIO | None = None, only: Call | None = None
) -> Result:
    """All calls, or every so many; tells of each broken promise at once on `out`."""
    logging.disable(logging.CRITICAL)
    result = Result()
    with tempfile.TemporaryDirectory(prefix="redline-full-", dir=memory()) as name:
        folder = Path(name)
        paths = _paths(folder)
        calls = list(_calls(folder, paths))
        result.there_are = len(calls)
        for number, call in enumerate(calls):
            if (only is not None and call != only) or number % every != shift % every:
                continue
            found, was_refused = _refused(folder, paths, call)
            result.refused += was_refused
            result.kinds[call.name] += was_refused
            for text in found:
                result.broken.append(f"{call}: {text}")
                if out is not None:
                    print(result.broken[-1], file=out, flush=True)
    return result


def _paths(folder: Path) -> set[str]:
    """What the program touches of its profile, each path it ever had."""
    with scratch(folder) as place:
        place.mkdir()
        _traced(place, ["-e", f"trace={','.join(recorded.ASKED)}"])
        found = {
            path
            for done in recorded.read(place.with_suffix(".trace").read_text(), place, set())
            for path in _named(done)
        }
    databases = [f"profile/{name}.sqlite" for name in ("drafts", "journal")]
    return {"profile", *found, *(f"{name}{end}" for name in databases for end in _ENDINGS)}


_ENDINGS: Final = ("", "-wal", "-shm", "-journal")


def _named(done: recorded.Operation) -> Iterator[str]:
    match done:
        case recorded.Made(_node, path):
            yield path
        case recorded.Renamed(_node, path, to):
            yield from (path, to)


def _calls(folder: Path, paths: set[str]) -> Iterator[Call]:
    """Every call that is refused once: as many as the thread with the most of a kind makes."""
    with scratch(folder) as place:
        place.mkdir()
        _traced(place, [*_only_in(place, paths), "-e", f"trace={','.join(REFUSED)}"])
        text = place.with_suffix(".trace").read_text()
    made = Counter(re.findall(r"^(\d+) +(\w+)\(", text, re.MULTILINE))
    for name in REFUSED:
        most = max((count for (_pid, call), count in made.items() if call == name), default=0)
        yield from (Call(name, nth) for nth in range(1, most + 1))


def _refused(folder: Path, paths: set[str], call: Call) -> tuple[list[str], bool]:
    """The promises broken when a call is refused, and whether it was."""
    with scratch(folder) as place:
        place.mkdir()
        error = f"{call.name}:error={REFUSED[call.name]}:when={call.nth}"
        ended = _traced(
            place, [*_only_in(place, paths), "-e", f"trace={call.name}", "-e", f"inject={error}"]
        )
        found = [] if ended == "" else [f"the program ended with {ended}"]
        was_refused = "(INJECTED)" in place.with_suffix(".trace").read_text()
        return found + judge(place, Round(0, "", 0)), was_refused


def _only_in(place: Path, paths: set[str]) -> list[str]:
    return [word for path in sorted(paths) for word in ("-P", str(place / path))]


def _traced(place: Path, how: list[str]) -> str:
    """Works under strace; how it ended, empty where that was well."""
    ended = subprocess.run(
        [
            *("strace", "-f", "-qq", "-xx", "-s", str(1 << 20), "-e", "signal=none", *how),
            *("-o", str(place.with_suffix(".trace"))),
            *(sys.executable, "-m", "tests.soak.full_disk", "--work", str(place)),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    return "" if ended.returncode == 0 else f"{ended.returncode}: {ended.stderr[-600:]}"


def _only(text: str) -> Call:
    name, nth = text.split(":")
    return Call(name, int(nth))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--every", type=int, default=1, help="every so many calls only")
    parser.add_argument("--only", type=_only, help="one call again: CALL:N")
    parser.add_argument("--work", type=Path, metavar="FOLDER", help="the program that is traced")
    options = parser.parse_args(arguments)
    if options.work:
        logging.disable(logging.CRITICAL)
        with collected_here():
            asyncio.run(first_day(options.work))
        return 0
    why = recorded.why_not()
    if why:
        print(f"nothing can be traced here: {why}")
        return 2
    started = time.monotonic()
    result = run(every=options.every, out=sys.stderr, only=options.only)
    kinds = ", ".join(f"{name} {count}" for name, count in result.kinds.items())
    print(
        f"{result.refused} of {result.there_are} writing calls refused once ({kinds}), promises "
        f"broken {len(result.broken)}, {time.monotonic() - started:.0f} s"
    )
    return 1 if result.broken else 0


if __name__ == "__main__":
    sys.exit(main())

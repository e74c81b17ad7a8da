"""The power is cut after every operation of a recorded program, and the program started again.

`python -m tests.soak.cuts --recordings 8`. What the real store, SQLite and the kept files asked
of the disk is recorded (`recorded`), cut off after every single operation in several ways
(`power`), and each folder that may be found then is opened by the real program: it must start,
have everything that was promised before the cut, nothing half, no word of damage, and send the
rest without doubling anything. The same with a weakened program, which must break promises: else
the model would be blind. A cut is shown again with `--only SEED:OPERATION:CHOICE`.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import logging
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from gui.model.journal import Outcome
from gui.paths import Profile
from gui.services.attachments import Attachments
from gui.services.notices import Notices
from gui.services.storage.journal_rows import Query
from gui.services.storage.store import Store
from tests.soak import recorded
from tests.soak.killed import Log
from tests.soak.kills import Round, damage_of, in_child, judged, memory, prepare, scratch
from tests.soak.power import Disk, choices, lay, lay_around
from tests.soak.recorded import Operation, Said, Served


@dataclass(frozen=True)
class Only:
    """One cut again."""

    seed: int
    after: int
    choice: str


@dataclass
class Result:
    """What became of all cuts."""

    recordings: int = 0
    cuts: int = 0
    """Operations after which the power was cut."""
    folders: int = 0
    """Different folders that were found and opened."""
    ways: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    weak: dict[str, int] = field(default_factory=dict)
    """For each weakened program the promises found to be broken by the first cut that broke any."""


def cut_all(
    folder: Path,
    seed: int,
    *,
    weak: str = "",
    every: int = 1,
    only: Only | None = None,
    out: TextIO | None = None,
) -> Result:
    """Records one workload and cuts it after every operation, or every so many, and in any case
    after everything that was said; a weakened program only then."""
    result = Result(recordings=1)
    with scratch(folder) as place:
        prepare(place, damage_of(seed))
        disk = Disk.of(place)
        operations = recorded.record(place, seed, weak)
    seen: set[bytes] = set()
    for number, operation in enumerate(operations):
        disk.do(operation)
        is_due = isinstance(operation, (Said, Served)) or (
            not weak and number % every == seed % every
        )
        if not is_due or (only is not None and only.after != number):
            continue
        result.cuts += 1
        for name, found in _found(disk, seed, number):
            if only is not None and only.choice != name:
                continue
            digest = _digest(disk, found)
            if digest in seen:
                continue
            seen.add(digest)
            result.folders += 1
            result.ways[name] += 1
            with scratch(folder) as place:
                place.mkdir()
                lay(found, place)
                lay_around(disk, place)
                broken = _judge(place, seed)
            for text in broken:
                result.broken.append(f"{seed}:{number}:{name} after {_told(operation)}: {text}")
                if out is not None:
                    print(result.broken[-1], file=out, flush=True)
        if weak and result.broken:
            break  # that is enough to know it
    return result


def _found(disk: Disk, seed: int, number: int) -> Iterator[tuple[str, dict[str, bytes | None]]]:
    rng = random.Random(f"{seed}:{number}")
    for choice in choices(rng, [each.number for each in disk.waiting]):
        yield choice.name, disk.cut(choice, rng)


def _digest(disk: Disk, found: dict[str, bytes | None]) -> bytes:
    whole = hashlib.blake2b(digest_size=16)
    for path, content in found.items():
        if not path.endswith("-shm"):
            whole.update(f"{path}:{None if content is None else len(content)}:".encode())
            whole.update(content or b"")
    whole.update(disk.log)
    whole.update(disk.service)
    return whole.digest()


def _told(operation: Operation) -> str:
    text = str(operation)
    return text if len(text) < 90 else f"{text[:90]}…"


# --- judging ------------------------------------------------------------------------------------


def _judge(place: Path, seed: int) -> list[str]:
    """Starts the program over what was found; empty where all promises were kept."""

    def job() -> None:
        found = asyncio.run(_opened(place, seed))
        found += asyncio.run(judged(place, Round(seed, "", 0)))
        (place / "broken.json").write_text(json.dumps(found))

    code = in_child(job)
    if code != 0:
        return [f"the next start ends with {code}"]
    broken: list[str] = json.loads((place / "broken.json").read_text())
    return broken


async def _opened(place: Path, seed: int) -> list[str]:
    """What the store by itself finds, before anybody has read anything from the service."""
    broken: list[str] = []
    notices = Notices()
    profile = Profile.at(place / "profile")
    store = Store(profile, notices, bytes_of=Attachments().bytes_of)
    journaled, kept = _promised(Log.read(place / recorded.LOG))
    entries = await store.journal.search(Query(limit=10_000))
    here = {entry.number: entry.outcome for entry in entries}
    for number, outcome in journaled.items():
        if number not in here:
            broken.append(f"the journal has lost {number}")
        elif outcome != Outcome.UNKNOWN.value and here[number].value != outcome:
            broken.append(f"the journal has forgotten that {number} was {outcome}")
    for entry in entries:
        for file in entry.files.values():
            is_there = await store.journal.file(file) is not None
            if file.digest in kept and not is_there:
                broken += [f"the replaced file {file.name} is gone"]
    await store.drafts.list()
    if not damage_of(seed) and notices.states:
        broken.append(f"told: {[notice.text for notice in notices.states.values()]}")
    store.close()
    return broken


def _promised(log: list[dict[str, Any]]) -> tuple[dict[int, str], set[str]]:
    """The outcomes in the journal and the replaced files of which it was said they are kept."""
    journaled: dict[int, str] = {}
    kept: set[str] = set()
    for entry in log:
        if entry["what"] == "journaled":
            journaled[entry["number"]] = entry["outcome"]
        elif entry["what"] == "file kept":
            kept.add(entry["digest"])
    return journaled, kept


# --- all of it ----------------------------------------------------------------------------------


def run(
    recordings: int,
    seed: int,
    *,
    every: int = 1,
    weak: bool = True,
    out: TextIO | None = None,
    only: Only | None = None,
) -> Result:
    """All recordings and all weakened programs; tells of each broken promise at once on `out`."""
    logging.disable(logging.CRITICAL)
    result = Result()
    with tempfile.TemporaryDirectory(prefix="redline-cuts-", dir=memory()) as name:
        folder = Path(name)
        seeds = [only.seed] if only else [seed * 1000 + number for number in range(recordings)]
        for number in seeds:
            found = cut_all(folder, number, every=every, only=only, out=out)
            result.recordings += 1
            result.cuts += found.cuts
            result.folders += found.folders
            result.ways.update(found.ways)
            result.broken += found.broken
            if out is not None:
                done = f"{result.recordings} recordings, {result.folders} folders"
                print(f"  {done}", file=out, flush=True)
        if weak and only is None:
            for what in recorded.WEAK:
                result.weak[what] = len(cut_all(folder, seed * 1000, weak=what).broken)
    return result


def _only(text: str) -> Only:
    seed, after, choice = text.split(":")
    return Only(int(seed), int(after), choice)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--recordings", type=int, default=8)
    parser.add_argument("--every", type=int, default=1, help="cut after every so many operations")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=_only, help="one cut again: SEED:OPERATION:CHOICE")
    options = parser.parse_args(arguments)
    why = recorded.why_not()
    if why:
        print(f"nothing can be recorded here: {why}")
        return 2
    started = time.monotonic()
    result = run(
        options.recordings, options.seed, every=options.every, out=sys.stderr, only=options.only
    )
    noticed = [name for name, broken in result.weak.items() if broken]
    print(
        f"{result.cuts} cuts of {result.recordings} recordings, {result.folders} folders opened, "
        f"promises broken {len(result.broken)}, weakened programs noticed {len(noticed)} of "
        f"{len(result.weak)}, {time.monotonic() - started:.0f} s, seed {options.seed}"
    )
    return 1 if result.broken or len(noticed) < len(result.weak) else 0


if __name__ == "__main__":
    sys.exit(main())

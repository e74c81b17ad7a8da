"""Kill -9 at every named point between keeping and sending, and every write failing once.

`python -m tests.soak.kills --kills 1000`. Each round forks a program that works from a seed, ends
it the n-th time it reaches a named point (or has that step fail as on a full disk), starts it
again and judges: nothing lost that was promised, nothing doubled, every PATCH in the journal, no
draft damaged. A round is replayed with `--only SEED:POINT:N`.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import errno
import gc
import json
import logging
import os
import random
import signal
import sqlite3
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TextIO

from gui.model import edits
from gui.model.journal import JournalEntry, Outcome
from gui.services.storage import points
from gui.services.storage.journal_rows import Query
from tests.soak.killed import (
    JOBS,
    PEOPLE,
    Log,
    Program,
    marks_of,
    running,
    work,
)

SERVICE_POINTS: Final = ("service.asked", "service.applied")
_SECONDS: Final = 60


@dataclass(frozen=True)
class Round:
    """One round: what is worked, and where it ends."""

    seed: int
    point: str
    nth: int
    fails: bool = False

    @property
    def damage(self) -> str:
        return damage_of(self.seed)

    def __str__(self) -> str:
        return f"{self.seed}:{self.point}:{self.nth}" + (":fails" if self.fails else "")


@dataclass
class Result:
    """What became of all rounds."""

    kills: int = 0
    failures: int = 0
    survived: int = 0
    points: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)


# --- children -----------------------------------------------------------------------------------


def in_child(job: Callable[[], None]) -> int:
    """Runs a job in a fork and returns how it ended: 0, an exit code, or minus a signal."""
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            signal.alarm(_SECONDS)
            gc.disable()  # see `tests.helpers.garbage`; it is soon over
            job()
            code = 0
        except BaseException:  # noqa: BLE001  a child must not go on as its parent
            traceback.print_exc()
            sys.stderr.flush()
        finally:
            os._exit(code)
    _pid, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def count_points(folder: Path, seed: int) -> Counter[str]:
    """How often each point is reached when nobody is killed."""

    def job() -> None:
        seen: Counter[str] = Counter()
        points.arm(lambda point: seen.update([point]))
        asyncio.run(work(folder, seed))
        (folder / "points.json").write_text(json.dumps(seen))

    prepare(folder, damage_of(seed))
    assert in_child(job) == 0, f"the program fails by itself with seed {seed}"
    return Counter(json.loads((folder / "points.json").read_text()))


def play(folder: Path, this: Round) -> int:
    """Works until the point; how the program ended."""
    hits = 0
    lock = threading.Lock()

    def hook(point: str) -> None:
        nonlocal hits
        if point != this.point:
            return
        with lock:
            hits += 1
            hit = hits == this.nth
        if hit and this.fails:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if hit:
            os.kill(os.getpid(), signal.SIGKILL)

    def job() -> None:
        points.arm(hook)
        asyncio.run(work(folder, this.seed))

    prepare(folder, this.damage)
    return in_child(job)


def damage_of(seed: int) -> str:
    """What is wrong with the files that a workload finds: mostly nothing."""
    return {3: "file", 7: "row"}.get(seed % 8, "")


def prepare(folder: Path, damage: str) -> None:
    """Makes the folder as a workload finds it."""
    folder.mkdir(parents=True, exist_ok=True)
    profile = folder / "profile"
    profile.mkdir(mode=0o700)
    if damage == "file":
        for name in ("drafts.sqlite", "journal.sqlite"):
            (profile / name).write_bytes(b"SQLite format 3\0" + os.urandom(8192))
    elif damage == "row":
        assert in_child(lambda: asyncio.run(_spoil_a_row(folder))) == 0


async def _spoil_a_row(folder: Path) -> None:
    async with running(folder) as program:
        session = await program.opened("d4")
        session.edit(lambda draft: edits.set_value(draft, "phone", "spoilt"))
        await program.kept()
    with contextlib.closing(sqlite3.connect(folder / "profile" / "drafts.sqlite")) as connection:
        connection.execute("UPDATE drafts SET changes=77")
        connection.commit()


# --- judging ------------------------------------------------------------------------------------


def judge(folder: Path, this: Round) -> list[str]:
    """Starts the program again and says what was lost; empty where all promises were kept."""

    def job() -> None:
        found = asyncio.run(judged(folder, this))
        (folder / "broken.json").write_text(json.dumps(found))

    code = in_child(job)
    if code != 0:
        return [f"the next start ends with {code}"]
    found: list[str] = json.loads((folder / "broken.json").read_text())
    return found


async def judged(folder: Path, this: Round) -> list[str]:
    """The same in this process."""
    broken: list[str] = []
    log = Log.read(folder / "log.jsonl")
    async with running(folder) as program:
        aside = _files(program.profile.damaged_dir)
        if aside and not this.damage:
            broken.append(f"set aside: {aside}")
        told = [state for state in program.notices.states if state.endswith("damaged")]
        if told and not this.damage:
            broken.append(f"told of damage: {told}")
        for candidate_id in PEOPLE:
            session = await program.opened(candidate_id)
            allowed = _allowed(log, candidate_id)
            came_back = marks_of(session.current)
            if came_back not in allowed:
                broken.append(f"{candidate_id} came back as {came_back}, not as {allowed[:1]}")
            resume = session.value("resume")
            if came_back["resume"] and not program.attachments.holds(resume):  # type: ignore[arg-type]
                broken.append(f"{candidate_id}: the bytes of {came_back['resume']} are gone")
            await program.sent(session)
            if session.draft.is_dirty:
                broken.append(f"{candidate_id}: not sent: {program.notices.history[-1].text}")
            wanted = {**came_back, "resume": None}
            stored = marks_of(await program.shelf.candidate(candidate_id))
            if stored != wanted:
                broken.append(f"{candidate_id}: sent {wanted}, stored {stored}")
        broken.extend(_doubled(program))
        broken.extend(await _journal_gaps(program))
        if program.store.journal.is_behind:
            broken.append("the journal is behind")
        await program.kept()
        if await program.store.drafts.list():
            broken.append("a draft is left of what was sent")
    if any(entry["what"] == "erased" for entry in log) and _holds(folder, b"erased-mark", log):
        broken.append("what was erased is still in the files")
    return broken


def _allowed(log: list[dict[str, Any]], candidate_id: str) -> list[dict[str, Any]]:
    """The states in which a candidate may come back: as promised last, or as typed since.

    A staged resume is no longer in the draft once it was sent.
    """
    allowed = [_BLANK]
    sent = False
    for entry in log:
        if entry["what"] == "promises" and candidate_id in entry["states"]:
            # What is on its way while it is promised has been sent and was not settled yet.
            allowed, sent = [entry["states"][candidate_id]], entry["sending"]
        elif entry["what"] == "state" and entry["id"] == candidate_id:
            allowed.append(entry["marks"])
        elif entry["what"] == "sends" and entry["id"] == candidate_id:
            sent = True
    return allowed + [{**state, "resume": None} for state in allowed if sent]


_BLANK: Final[dict[str, Any]] = {
    "phone": None,
    "headline": None,
    "tags": [],
    "jobs": [],
    "resume": None,
}


def _doubled(program: Program) -> Iterator[str]:
    for candidate_id in PEOPLE:
        document = program.shelf.document(candidate_id)
        titles = Counter(job["title"] for job in document[JOBS])
        for title, count in titles.items():
            if count > 1:
                yield f"{candidate_id}: {count} jobs {title}"


async def _journal_gaps(program: Program) -> list[str]:
    """Every PATCH that was applied must be in the journal as sent, with what it sent."""
    entries: tuple[JournalEntry, ...] = ()
    for _turn in range(100):
        entries = await program.store.journal.search(Query(limit=10_000))
        # Reads that tell of earlier sends are heeded beside everything else.
        if all(entry.outcome is not Outcome.UNKNOWN for entry in entries):
            break
        await asyncio.sleep(0.005)
    sent = [entry for entry in entries if entry.outcome is Outcome.SENT]
    gaps = []
    for patch in program.shelf.history:
        fits = [
            entry
            for entry in entries
            if entry.candidate_id == patch["id"]
            and set(entry.sent) == set(patch["keys"])
            and all(
                (entry.sent.get(key) or "") == (patch["keys"].get(key) or "")
                for key in ("phone", "headline")
            )
        ]
        certain = [entry for entry in fits if entry in sent or set(entry.keys) == {"resume"}]
        if not certain:
            gaps.append(f"not in the journal: {patch['request']} {sorted(patch['keys'])}")
    return gaps


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def _holds(folder: Path, mark: bytes, log: list[dict[str, Any]]) -> bool:
    last = [entry["what"] for entry in log if entry["what"] in ("erases", "erased")][-1]
    if last == "erases":
        return False  # killed in between
    paths = (path for path in (folder / "profile").rglob("*") if path.is_file())
    return any(mark in path.read_bytes() for path in paths)


# --- all rounds ---------------------------------------------------------------------------------


def rounds(folder: Path, seed: int, kills: int, *, fails: bool) -> Iterator[Round]:
    """So many rounds over all points, evenly, each at another time of being reached."""
    rng = random.Random(seed)
    counts: dict[int, Counter[str]] = {}
    for number in range(max(8, min(kills // 12, 40))):
        workload = seed * 1000 + number
        with scratch(folder) as place:
            counts[workload] = count_points(place, workload)
    names = [name for name in (*points.POINTS, *SERVICE_POINTS) if not fails or _is_write(name)]
    by_point = {name: [key for key, seen in counts.items() if seen[name]] for name in names}
    reached = [name for name in names if by_point[name]]
    for number in range(kills):
        point = reached[number % len(reached)]
        workload = rng.choice(by_point[point])
        yield Round(workload, point, rng.randint(1, counts[workload][point]), fails)


def _is_write(point: str) -> bool:
    """Whether the step is one that a full disk makes fail."""
    return point.split(".")[0] not in ("send", "service")


@contextlib.contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=folder) as inner:
        yield Path(inner) / "place"


def run(
    kills: int, failures: int, seed: int, out: TextIO | None = None, only: Round | None = None
) -> Result:
    """All rounds; tells of each broken promise at once on `out`."""
    logging.disable(logging.CRITICAL)
    result = Result()
    with tempfile.TemporaryDirectory(prefix="redline-kills-", dir=memory()) as name:
        folder = Path(name)
        plan: Iterator[Round] = iter([only]) if only else iter(())
        if only is None:
            plan = (
                this
                for fails, count in ((False, kills), (True, failures))
                for this in rounds(folder, seed, count, fails=fails)
            )
        for this in plan:
            with scratch(folder) as place:
                found: list[str] = []
                code = play(place, this)
                if code == -signal.SIGKILL and not this.fails:
                    result.kills += 1
                    result.points[this.point] += 1
                elif code == 0 and this.fails:
                    result.failures += 1
                    result.points[this.point] += 1
                elif code == 0:
                    result.survived += 1
                else:
                    found = [f"the program ended with {code}"]
                found += judge(place, this)
            for text in found:
                result.broken.append(f"{this}: {text}")
                if out is not None:
                    print(result.broken[-1], file=out, flush=True)
    return result


def memory() -> str | None:
    """A disk in memory, where there is one: a kill takes nothing from either."""
    memory = "/dev/shm"
    return memory if os.access(memory, os.W_OK) else None


def _only(text: str) -> Round:
    seed, point, nth, *rest = text.split(":")
    return Round(int(seed), point, int(nth), "fails" in rest)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--failures", type=int, default=300, help="writes that fail once")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=_only, help="one round again: SEED:POINT:N[:fails]")
    options = parser.parse_args(arguments)
    started = time.monotonic()
    result = run(options.kills, options.failures, options.seed, sys.stderr, options.only)
    print(
        f"{result.kills} kills and {result.failures} failed writes at {len(result.points)} named "
        f"points, {result.survived} rounds not reached, promises broken {len(result.broken)}, "
        f"{time.monotonic() - started:.0f} s, seed {options.seed}"
    )
    return 1 if result.broken else 0


if __name__ == "__main__":
    sys.exit(main())

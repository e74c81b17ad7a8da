"""The parts of the proof, each run over many seeds and summed up.

A part is cut into chunks that may run in processes of their own; what comes back is small. A
session that raises counts as a crash and is told with its seed like a broken promise.
"""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from typing import Final, TypeVar

from tests.helpers.garbage import collect
from tests.soak import merge_laws
from tests.soak.lines import run_in_memory, run_on_sockets
from tests.soak.model_server import Trap
from tests.soak.mutations import MUTATIONS, SWALLOWED, Mutation, Verdict, try_mutation
from tests.soak.naive import NaiveSession
from tests.soak.serve import ROOT
from tests.soak.sessions import TOKEN, Play, Result

T = TypeVar("T")

WIDTH: Final = 24
"""Sessions at a time on sockets, so that those that wait for a silent line keep nobody up."""

KEPT: Final = 40
"""Broken promises that are told; all are counted."""


@dataclass
class Sum:
    """Many sessions summed up."""

    sessions: int = 0
    requests: int = 0
    crashes: int = 0
    trapped: int = 0
    """Requests that reached another host."""
    longest_gap: float = 0.0
    busiest: int = 0
    """The most requests in any ten seconds, of programs that were never started again."""
    promises: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    traces: dict[str, list[str]] = field(default_factory=dict)
    """Step by step what happened in sessions on sockets that broke something: what depends on
    the machine's pace does not always come again."""

    def add(self, result: Result, trace: Sequence[str] = ()) -> None:
        """Takes one session in."""
        if result.broken and trace and len(self.traces) < KEPT:
            self.traces[result.seed] = list(trace)
        self.sessions += 1
        self.requests += result.requests
        self.longest_gap = max(self.longest_gap, result.longest_gap)
        if not result.counts["killed"] and not result.counts["step leave"]:
            self.busiest = max(self.busiest, result.busiest)
        self.counts.update(result.counts)
        self.faults.update(result.faults)
        for promise in {each.promise for each in result.broken}:
            self.promises[promise] += 1
        if result.most_taken > SWALLOWED:
            self.promises["H30 endless answers swallowed"] += 1
        self.broken.extend(f"{result.seed} {each.promise}: {each.text}" for each in result.broken)
        del self.broken[KEPT:]

    def crashed(self, seed: str, error: BaseException) -> None:
        """Takes in a session that raised."""
        self.sessions += 1
        self.crashes += 1
        where = traceback.extract_tb(error.__traceback__)[-1]
        self.broken.append(f"{seed} crash: {error!r} at {where.filename}:{where.lineno}")
        del self.broken[KEPT:]

    def join(self, other: Sum) -> None:
        """Takes in another sum."""
        self.sessions += other.sessions
        self.requests += other.requests
        self.crashes += other.crashes
        self.trapped += other.trapped
        self.longest_gap = max(self.longest_gap, other.longest_gap)
        self.busiest = max(self.busiest, other.busiest)
        self.promises.update(other.promises)
        self.counts.update(other.counts)
        self.faults.update(other.faults)
        self.broken.extend(other.broken)
        del self.broken[KEPT:]
        self.traces.update(other.traces)


def in_memory(seed: int, start: int, stop: int) -> Sum:
    """Sessions through memory, one after the other."""
    found = Sum()
    for number in range(start, stop):
        name = f"m{seed}.{number}"
        try:
            found.add(run_in_memory(Play(name).in_memory()))
        except Exception as error:  # noqa: BLE001  whatever it is, it is told
            found.crashed(name, error)
    return found


def on_sockets(seed: int, start: int, stop: int) -> Sum:
    """Sessions through sockets, many at a time."""
    return run_on_sockets(_on_sockets(seed, start, stop))


async def _on_sockets(seed: int, start: int, stop: int) -> Sum:
    found = Sum()
    todo = iter(range(start, stop))
    async with Trap().listening() as trap:

        async def work() -> None:
            for number in todo:
                name = f"s{seed}.{number}"
                lines: list[str] = []
                try:
                    found.add(await Play(name, trace=lines.append).on_sockets(trap), lines)
                except Exception as error:  # noqa: BLE001  whatever it is, it is told
                    found.crashed(name, error)
                collect()

        await asyncio.gather(*(work() for _ in range(WIDTH)))
        found.trapped = len(trap.seen)
        if any(TOKEN.encode() in head for head in trap.seen):
            found.promises["P7 the token reached another host"] += 1
    return found


@dataclass
class Control:
    """What the naive client did."""

    sessions: int = 0
    harm: Counter[str] = field(default_factory=Counter)

    def join(self, other: Control) -> None:
        self.sessions += other.sessions
        self.harm.update(other.harm)

    def percent(self, name: str) -> float:
        return round(100 * self.harm[name] / max(1, self.sessions), 1)


def naively(seed: int, start: int, stop: int) -> Control:
    """The same seeds with the naive client."""
    found = Control()
    for number in range(start, stop):
        harm = NaiveSession(f"m{seed}.{number}").run()
        found.sessions += 1
        found.harm["lost"] += harm.lost or harm.false_saved
        for name in ("lost_foreign", "false_saved", "false_not_saved", "doubled"):
            found.harm[name] += getattr(harm, name)
    return found


@dataclass
class Laws:
    """What became of the laws of joining."""

    triples: int = 0
    broken: list[str] = field(default_factory=list)

    def join(self, other: Laws) -> None:
        self.triples += other.triples
        self.broken.extend(other.broken)


def by_law(seed: int, start: int, stop: int) -> Laws:
    """Triples against all laws."""
    found = Laws()
    for number in range(start, stop):
        found.triples += 1
        for broken in merge_laws.check(f"t{seed}.{number}"):
            found.broken.append(f"{broken.seed} {broken.law}")
    return found


def without(index: int, seed: int, limit: int) -> Verdict:
    """One safeguard taken away."""
    mutation: Mutation = MUTATIONS[index]
    return try_mutation(mutation, f"x{seed}", min(limit, 40) if mutation.on_sockets else limit)


@dataclass(frozen=True, slots=True)
class Kills:
    """What the kills came to (`tests.soak.kills`)."""

    kills: int = 0
    failed_writes: int = 0
    points: int = 0
    broken: int = 0
    said: str = ""


def killed(kills: int, failures: int, seed: int) -> Kills:
    """Kill -9 at named points and writes that fail, in a process that may fork."""
    run = subprocess.run(
        [
            *(sys.executable, "-m", "tests.soak.kills"),
            *(f"--kills={kills}", f"--failures={failures}", f"--seed={seed}"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    pattern = r"(\d+) kills and (\d+) failed writes at (\d+) named points.*promises broken (\d+)"
    told = re.search(pattern, run.stdout)
    if told is None:
        return Kills(broken=1, said=f"{run.stdout}{run.stderr}"[-2000:])
    done, failed, points, broken = (int(number) for number in told.groups())
    return Kills(done, failed, points, broken, run.stderr[-2000:])


@dataclass(frozen=True, slots=True)
class Cuts:
    """What cutting the power came to (`tests.soak.cuts`)."""

    recordings: int = 0
    cuts: int = 0
    folders: int = 0
    broken: int = 0
    noticed: int = 0
    weakened: int = 0
    said: str = ""


def cut_off(recordings: int, seed: int, every: int = 1) -> Cuts:
    """The power cut after every operation, in a process that may fork."""
    run = subprocess.run(
        [
            *(sys.executable, "-m", "tests.soak.cuts", f"--recordings={recordings}"),
            *(f"--seed={seed}", f"--every={every}"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    pattern = (
        r"(\d+) cuts of (\d+) recordings, (\d+) folders opened, promises broken (\d+), "
        r"weakened programs noticed (\d+) of (\d+)"
    )
    told = re.search(pattern, run.stdout)
    if told is None:
        return Cuts(broken=1, said=f"{run.stdout}{run.stderr}"[-2000:])
    cuts, done, folders, broken, noticed, weakened = (int(number) for number in told.groups())
    return Cuts(done, cuts, folders, broken, noticed, weakened, run.stderr[-2000:])


@dataclass(frozen=True, slots=True)
class Refused:
    """What refusing every writing call once came to (`tests.soak.full_disk`)."""

    refused: int = 0
    wanted: int = 0
    there_are: int = 0
    kinds: str = ""
    broken: int = 0
    said: str = ""


def refused(every: int) -> Refused:
    """Every writing call from the first start to the journal refused once, or every so many."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.soak.full_disk", f"--every={every}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    pattern = r"(\d+) of (\d+) writing calls refused once \((.*)\), promises broken (\d+)"
    told = re.search(pattern, run.stdout)
    if told is None:
        return Refused(broken=1, said=f"{run.stdout}{run.stderr}"[-2000:])
    done, there_are, kinds, broken = told.groups()
    wanted = -(-int(there_are) // every)
    return Refused(int(done), wanted, int(there_are), kinds, int(broken), run.stderr[-2000:])


def chunks(total: int, size: int) -> Iterator[tuple[int, int]]:
    """The ranges into which a part is cut."""
    for start in range(0, total, size):
        yield start, min(total, start + size)


def spread(
    executor: Executor | None,
    work: Callable[[int, int, int], T],
    seed: int,
    ranges: Iterable[tuple[int, int]],
) -> Iterator[T]:
    """The results of all chunks in their order, from processes where there are any."""
    if executor is None:
        for start, stop in ranges:
            yield work(seed, start, stop)
        return
    waiting: list[Future[T]] = [executor.submit(work, seed, *span) for span in ranges]
    for future in waiting:
        yield future.result()

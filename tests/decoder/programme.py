"""The whole programme of strangers' files, and its table (§6.6).

python -m tests.decoder.programme                       bombs and 2,000 mutations
python -m tests.decoder.programme --mutations 20000     the full run
python -m tests.decoder.programme --samples FOLDER      with samples out of source packages
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from gui.model.fileformats import Role, role_of
from gui.services.preview import decoder_command
from tests.decoder.bombs import all_bombs
from tests.decoder.hostile import (
    WALL_GOAL,
    Sample,
    Tally,
    bombs,
    mutations,
    own_files,
    run_documents,
    run_misbehaving,
    run_pictures,
    run_read,
    samples_in,
    split,
)
from tests.decoder.watching import Seen, can_watch, watched

MEMORY_GOAL: Final = 640
"""Megabytes in memory at most: the 512 of data and what is mapped of libraries."""
STALL_GOAL: Final = 100
"""Milliseconds of work in one go of the editor's loop."""


@dataclass
class Programme:
    """A run of everything that was asked for."""

    seed: int
    mutations: int
    samples: Sequence[Sample] = ()
    tallies: dict[str, Tally] = field(default_factory=dict)
    seen: Seen = field(default_factory=Seen)
    memory: float = 0.0
    """Megabytes that one of the processes had at most."""
    seconds: float = 0.0

    def run(self) -> None:
        start = time.monotonic()
        documents, pictures = split(own_files())
        more_documents, more_pictures = split(self.samples)
        documents += more_documents
        pictures += more_pictures
        flowing = [sample for sample in documents if sample.media != "application/pdf"]
        with tempfile.TemporaryDirectory(prefix="redline-traces-") as folder:
            self._traces = Path(folder)
            self._step(
                "bombs, documents", lambda c: run_documents(bombs(pictures=False), command=c)
            )
            self._step(
                "bombs, documents, as the editor reads them",
                lambda c: asyncio.run(run_read(bombs(pictures=False), command=c)),
            )
            self._step(
                "bombs, pictures",
                lambda c: asyncio.run(run_pictures(bombs(pictures=True), command=c)),
            )
            self._step("sample documents", lambda c: run_documents(more_documents, command=c))
            self._step(
                "sample pictures", lambda c: asyncio.run(run_pictures(more_pictures, command=c))
            )
            self._step(
                "changed PDF, Word and RTF files",
                lambda c: run_documents(
                    # Half of them PDFs, which are most of the samples.
                    alternately(
                        mutations(documents, self.mutations * 45 // 100, self.seed),
                        mutations(flowing, self.mutations * 45 // 100, self.seed + 1),
                    ),
                    command=c,
                ),
            )
            self._step(
                "changed pictures",
                lambda c: asyncio.run(
                    run_pictures(mutations(pictures, self.mutations // 10, self.seed), command=c)
                ),
            )
        self.memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        self.tallies["processes that misbehave"] = asyncio.run(run_misbehaving())
        self.seconds = time.monotonic() - start

    def _step(self, title: str, run: Callable[[Sequence[str]], Tally]) -> None:
        command = decoder_command()
        if can_watch():
            command = watched(command, self._traces)
        print(f"{title} …", flush=True)
        tally = self.tallies[title] = run(command)
        self.seen.add(self._traces)
        print(f"  {tally}", flush=True)
        if tally.lost:
            print(f"  cost a process: {', '.join(tally.lost[:12])}")

    @property
    def misbehaving_shown(self) -> int:
        """Misbehaving processes that were believed."""
        return self.tallies["processes that misbehave"].ends["shown"]

    def rows(self) -> list[tuple[str, str, str, bool | None]]:
        """Figure, goal, what was got, and whether that is good."""
        tallies = self.tallies.values()
        pdfs = sum(sample.media == "application/pdf" for sample in self.samples)
        pictures = sum(role_of(sample.media) is Role.PHOTO for sample in self.samples)
        slowest = max(tally.slowest[0] for tally in tallies)
        stall = max(tally.stall for tally in tallies) * 1000
        lost = sum(len(tally.lost) for tally in tallies)
        odd = sum(not tally.is_good for tally in tallies)
        fetched = (
            f"{pictures:,} pictures, {pdfs:,} PDFs, {len(self.samples) - pictures - pdfs:,} other"
        )
        got = f"{self.mutations:,}, seed {self.seed}"
        bombs_ = len(list(all_bombs()))
        held = f"{len(self.seen.breaches)} in {self.seen.processes:,} processes"
        misbehaving = f"{self.tallies['processes that misbehave'].files - self.misbehaving_shown}"
        misbehaving += f" of {self.tallies['processes that misbehave'].files}"
        return [
            ("Bombs made by hand", "54", f"{bombs_}", bombs_ >= 54),
            ("Samples of open-source libraries", "1,000 and 130", fetched,
             pictures >= 1_000 and pdfs >= 130),
            ("Changed files", "20,000", got, self.mutations >= 20_000),
            ("Ended otherwise than shown, refused or ended by its limits", "0", f"{odd}", odd == 0),
            ("Files that cost a process, which was replaced", "", f"{lost}", None),
            ("Longest wait for an answer", f"{WALL_GOAL:.0f} s", f"{slowest:.1f} s",
             slowest <= WALL_GOAL),
            ("Opened, started, connected or written behind closed doors", "0",
             held if self.seen.processes else "not watched here",
             not self.seen.breaches and self.seen.processes > 0),
            ("Largest process", f"{MEMORY_GOAL} MB", f"{self.memory:.0f} MB",
             self.memory <= MEMORY_GOAL),
            ("Misbehaving processes ended and reported", "all", misbehaving,
             self.misbehaving_shown == 0),
            ("Longest work of the editor's loop meanwhile", f"{STALL_GOAL} ms", f"{stall:.0f} ms",
             stall <= STALL_GOAL),
        ]  # fmt: skip

    def table(self) -> str:
        """For the README."""
        total = sum(tally.files for tally in self.tallies.values())
        day = dt.datetime.now(dt.UTC).date()
        head = f"{day}, {total:,} files in {self.seconds / 60:.0f} minutes, seed {self.seed}:"
        lines = [head, "", "| figure | goal | got |", "| --- | --- | --- |"]
        lines += [f"| {figure} | {goal} | {got} |" for figure, goal, got, _good in self.rows()]
        return "\n".join(lines)


def alternately(one: Iterable[Sample], other: Iterable[Sample]) -> Iterator[Sample]:
    """By turns, as long as both last."""
    for pair in zip(one, other, strict=False):
        yield from pair


def main() -> int:
    """Runs what was asked for and prints a table; 1 where something did not end as it should."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--mutations", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--samples", type=Path, help="a folder with fetched source packages")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    given = parser.parse_args()
    programme = Programme(
        given.seed, given.mutations, samples_in(given.samples) if given.samples else ()
    )
    programme.run()
    print(f"\n{programme.table()}\n\n{programme.seen}")
    for line in programme.seen.breaches[:12]:
        print(f"  {line}")
    # Samples and changed files may be fewer than the full run's; that is no failure.
    wrong = [row[0] for row in programme.rows()[3:] if row[3] is False]
    for figure in wrong:
        print(f"MISSED: {figure}")
    if given.json is not None:
        rows = [dict(zip(("figure", "goal", "got", "good"), row, strict=True))
                for row in programme.rows()]  # fmt: skip
        given.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

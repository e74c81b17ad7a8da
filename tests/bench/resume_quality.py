"""Measures how well resumes are understood, on the labelled set, and prints the table.

Run it as ``python -m tests.bench.resume_quality``; `--here` reads the files in this process
instead of the reading process (quicker, for work on the understanding itself). Ends with 1 where
the held-out set misses a target.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Iterable, Iterator, Sequence

from gui.model.resume.document import ResumeText
from gui.services.reading import Reader
from tests.helpers.resume_measure import TARGETS, Score, score, table
from tests.helpers.resume_reading import MEDIA, read_here
from tests.helpers.resumes import (
    DEVELOPMENT_SEED,
    HELD_OUT_SEED,
    MORE_DEVELOPMENT_SEEDS,
    Labelled,
    labelled_set,
)

_SETS = (
    ("Development set (looked at while the reading was improved)",
     (DEVELOPMENT_SEED, *MORE_DEVELOPMENT_SEEDS)),
    ("Held-out set (other people, firms, headings, layouts; only measured)", (HELD_OUT_SEED,)),
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the tables; the exit status tells whether the held-out set meets its targets."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--here", action="store_true", help="read in this process")
    chosen = options.parse_args(arguments)
    missed: dict[str, float] = {}
    for title, seeds in _SETS:
        began = time.perf_counter()
        resumes = [resume for seed in seeds for resume in labelled_set(seed)]
        if chosen.here:
            texts = [read_here(resume.data, resume.kind) for resume in resumes]
        else:
            texts = asyncio.run(_read(resumes))
        scored = [
            (resume, score(resume, text)) for resume, text in zip(resumes, texts, strict=True)
        ]
        took = time.perf_counter() - began
        print("\n".join(table(f"{title}: {len(resumes)} resumes, {took:.0f} s", _rows(scored))))
        total = _sum(each for _resume, each in scored)
        missed = total.below_target()
        scans = [each for resume, each in scored if resume.kind == "scan"]
        offered = sum(each.trials.total() for each in scans)
        print(f"  scans without text: {len(scans)}, values proposed of them: {offered}")
        print(f"  applied unasked: {total.applied}\n")
    print("Targets: " + ", ".join(f"{name} {share:.0%}" for name, share in TARGETS.items()))
    for name, share in missed.items():
        print(f"MISSED: {name} is {share:.1%}")
    return 1 if missed else 0


async def _read(resumes: Iterable[Labelled]) -> list[ResumeText]:
    """All of them through the reading process, one after the other, as in the editor."""
    reader = Reader()
    texts: list[ResumeText] = []
    try:
        for resume in resumes:
            async with await reader.open(resume.data, MEDIA[resume.kind]) as opened:
                texts.append(await opened.text())
    finally:
        reader.close()
    return texts


def _rows(scored: Sequence[tuple[Labelled, Score]]) -> Iterator[tuple[str, Score]]:
    """One row for each layout, language and kind of file, then all of them."""
    for attribute in ("layout", "language", "kind"):
        for name in dict.fromkeys(str(getattr(resume, attribute)) for resume, _score in scored):
            here = (each for resume, each in scored if getattr(resume, attribute) == name)
            yield name, _sum(here)
    yield "all", _sum(each for _resume, each in scored)


def _sum(scores: Iterable[Score]) -> Score:
    total = Score()
    for each in scores:
        total.add(each)
    return total


if __name__ == "__main__":
    raise SystemExit(main())

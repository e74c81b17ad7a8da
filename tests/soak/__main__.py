"""`make soak`: the whole proof, or one session again.

    python -m tests.soak --seed 7 --json soak.json     the full run
    python -m tests.soak --quick                       a small one
    python -m tests.soak --replay m7.123               one session, told step by step

Ends with 1 when any promise broke, when a removed safeguard went unnoticed, or when the naive
client did not lose edits: then the proof was blind.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import time
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.soak import merge_laws, mutations, programme, publish
from tests.soak.endurance import run as endure
from tests.soak.lines import run_in_memory, run_on_sockets
from tests.soak.sessions import Play
from tests.soak.tokens import hunt

PARTS: Final = (
    *("sockets", "kills", "cuts", "refused", "tokens", "endurance"),
    *("control", "laws", "memory", "mutations"),
)
"""In this order, so that a run that is ended early has what is most its own."""


def main(arguments: list[str] | None = None) -> int:
    """Runs what was asked for; the exit status."""
    options = _options(arguments)
    if options.replay:
        return _replay(options.replay)
    if options.table:
        print(publish.as_table(publish.kept_rows(options.table)))
        return 0
    goals = _goals(options)
    started = time.monotonic()
    run = publish.Run(options.seed)
    executor: Executor | None = None
    rows: list[publish.Row] = []
    done: list[str] = []
    if options.jobs > 1:
        context = multiprocessing.get_context("spawn")
        executor = ProcessPoolExecutor(options.jobs, mp_context=context)
    try:
        for part in options.parts:
            _say(f"{part} …")
            _PARTS[part](run, options, goals, executor)
            done.append(part)
            run.seconds = time.monotonic() - started
            rows = [row for row in run.rows(goals) if _is_about(row, done)]
            _keep(run, rows, options.json)
            _say(f"{part} done after {run.seconds:.0f} s")
    finally:
        if executor is not None:
            executor.shutdown(cancel_futures=True)
    _tell(run, rows)
    return 1 if any(row.is_good is False for row in rows) else 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.soak", description="The proof that no edit is lost."
    )
    parser.add_argument("--seed", type=int, default=1, help="everything follows from it")
    parser.add_argument("--sessions", type=int, default=10_000, help="over sockets")
    parser.add_argument("--memory", type=int, default=100_000, help="sessions in memory")
    parser.add_argument("--triples", type=int, default=50_000)
    parser.add_argument("--kills", type=int, default=1_000)
    parser.add_argument("--cycles", type=int, default=1_000, help="of the endurance")
    parser.add_argument("--quick", action="store_true", help="a small part of everything")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--json", metavar="FILE", help="where everything is written")
    parser.add_argument("--replay", metavar="SEED", help="one session again, such as m7.123")
    parser.add_argument(
        "--table", nargs="+", metavar="FILE", type=Path, help="the table of runs that were kept"
    )
    return parser.parse_args(arguments)


def _goals(options: argparse.Namespace) -> tuple[int, int, int, int, int]:
    if options.quick:
        return 300, 2_000, 5_000, 100, 100
    return options.sessions, options.memory, options.triples, options.kills, options.cycles


# --- parts --------------------------------------------------------------------------------------

Goals = tuple[int, int, int, int, int]


def _sockets(
    run: publish.Run, options: argparse.Namespace, goals: Goals, executor: Executor | None
) -> None:
    ranges = programme.chunks(goals[0], 200)
    for found in programme.spread(executor, programme.on_sockets, options.seed, ranges):
        run.sockets.join(found)
        for seed, lines in found.traces.items():
            _say("\n".join((f"  broken: {seed}", *lines)))
        _progress(run.sockets, goals[0])


def _memory(
    run: publish.Run, options: argparse.Namespace, goals: Goals, executor: Executor | None
) -> None:
    ranges = programme.chunks(goals[1], 500)
    for found in programme.spread(executor, programme.in_memory, options.seed, ranges):
        run.memory.join(found)
        if run.memory.sessions % 2_000 == 0:
            _progress(run.memory, goals[1])


def _control(
    run: publish.Run, options: argparse.Namespace, goals: Goals, executor: Executor | None
) -> None:
    ranges = programme.chunks(min(goals[1], 20_000), 500)
    for found in programme.spread(executor, programme.naively, options.seed, ranges):
        run.control.join(found)


def _laws(
    run: publish.Run, options: argparse.Namespace, goals: Goals, executor: Executor | None
) -> None:
    ranges = programme.chunks(goals[2], 2_500)
    for found in programme.spread(executor, programme.by_law, options.seed, ranges):
        run.laws.join(found)


def _mutations(
    run: publish.Run, options: argparse.Namespace, goals: Goals, _executor: Executor | None
) -> None:
    for index, mutation in enumerate(mutations.MUTATIONS):
        verdict = programme.without(index, options.seed, 300 if options.quick else 3_000)
        run.verdicts.append(verdict)
        told = verdict.promise or "NOT NOTICED"
        _say(f"  {mutation.name}: {told} after {verdict.sessions} sessions")


def _kills(
    run: publish.Run, options: argparse.Namespace, goals: Goals, _executor: Executor | None
) -> None:
    run.kills = programme.killed(goals[3], max(20, goals[3] * 3 // 10), options.seed)
    if run.kills.broken:
        _say(run.kills.said)


def _cuts(
    run: publish.Run, options: argparse.Namespace, _goals: Goals, _executor: Executor | None
) -> None:
    run.cuts = programme.cut_off(1 if options.quick else 8, options.seed)
    if run.cuts.broken or not run.cuts.cuts:
        _say(run.cuts.said)


def _refused(
    run: publish.Run, options: argparse.Namespace, _goals: Goals, _executor: Executor | None
) -> None:
    run.refused = programme.refused(20 if options.quick else 1)
    if run.refused.broken or not run.refused.refused:
        _say(run.refused.said)


def _tokens(
    run: publish.Run, options: argparse.Namespace, _goals: Goals, _executor: Executor | None
) -> None:
    cycles = 20 if options.quick else 200
    run.hunt = hunt(cycles, f"k{options.seed}")
    run.careless = hunt(5, f"k{options.seed}", careless=True)
    for hit in run.hunt.hits:
        _say(f"  found in {hit}")


def _endurance(
    run: publish.Run, options: argparse.Namespace, goals: Goals, _executor: Executor | None
) -> None:
    run.endurance = endure(goals[4], f"e{options.seed}")


_PARTS: Final = {
    "sockets": _sockets,
    "memory": _memory,
    "control": _control,
    "laws": _laws,
    "mutations": _mutations,
    "kills": _kills,
    "cuts": _cuts,
    "refused": _refused,
    "tokens": _tokens,
    "endurance": _endurance,
}
_ABOUT: Final = {
    "Random sessions over sockets": "sockets",
    "Random sessions in memory": "memory",
    "Most requests in any ten seconds (in memory)": "memory",
    "Naive control, same seeds: sessions that lost edits": "control",
    "Merge triples against 6 laws": "laws",
    "Laws broken": "laws",
}


def _is_about(row: publish.Row, parts: tuple[str, ...] | list[str]) -> bool:
    """Whether a row's part was run at all."""
    if row.figure.startswith("Kinds of faults") or row.figure in publish.OF_SESSIONS:
        return "sockets" in parts or "memory" in parts
    return row.figure not in _ABOUT or _ABOUT[row.figure] in parts


# --- telling ------------------------------------------------------------------------------------


def _progress(found: programme.Sum, goal: int) -> None:
    broken = sum(found.promises.values()) + found.crashes
    _say(f"  {found.sessions:,} of {goal:,} sessions, {found.requests:,} requests, {broken} broken")


def _tell(run: publish.Run, rows: list[publish.Row]) -> None:
    both = run.both
    for text in both.broken + run.laws.broken[: programme.KEPT]:
        print(f"broken: {text}")
    if both.broken:
        print("again, step by step: python -m tests.soak --replay SEED")
    print()
    print(publish.as_table(rows))
    print()
    print(run.line)
    print(f"Seed {run.seed}, {run.seconds:.0f} s.")


def _keep(run: publish.Run, rows: list[publish.Row], file: str | None) -> None:
    if file:
        text = json.dumps(run.as_dict(rows), indent=1, ensure_ascii=False)
        Path(file).write_text(f"{text}\n", encoding="utf-8")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _replay(seed: str) -> int:
    if seed.startswith("t"):
        broken_laws = merge_laws.check(seed)
        for law in broken_laws:
            print(law)
        return 1 if broken_laws else 0
    play = Play(seed, trace=print)
    if seed.startswith("s"):
        result = run_on_sockets(play.on_sockets())
    else:
        result = run_in_memory(play.in_memory())
    print(f"{result.requests} requests, {len(result.broken)} promises broken")
    return 1 if result.broken else 0


if __name__ == "__main__":
    sys.exit(main())

"""What a run of the proof came to: a table of figures, goals and what was got, and one line."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.soak.endurance import GROWTH_GOAL, STALL_GOAL, Endurance
from tests.soak.mutations import Verdict
from tests.soak.programme import Control, Cuts, Kills, Laws, Refused, Sum
from tests.soak.promises import P1, P2, P3, P4, P5, P6
from tests.soak.tokens import Hunt

_ROWS: Final = (
    (P1, "Edits lost"),
    (P5, "Entries gone or doubled"),
    (P4, "Foreign edits overwritten unseen"),
    (P2, "False “saved”"),
    (P3, "False “not saved”"),
    (P6, "Fields sent that nobody edited"),
)

OF_SESSIONS: Final = frozenset(
    {
        *(name for _promise, name in _ROWS),
        "Other promises broken",
        "Crashes",
        "Foreign edits between our last read and our write (named gap)",
        "Foreign edits under a late or doubled delivery",
        "New entries rewritten by others before we could read them",
    }
)
"""The figures that say nothing unless sessions were run."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `is_good` is None for what has no goal."""

    figure: str
    goal: str
    got: str
    is_good: bool | None = None


@dataclass
class Run:
    """Everything that was run, as far as it was."""

    seed: int
    sockets: Sum = field(default_factory=Sum)
    memory: Sum = field(default_factory=Sum)
    control: Control = field(default_factory=Control)
    laws: Laws = field(default_factory=Laws)
    verdicts: list[Verdict] = field(default_factory=list)
    kills: Kills | None = None
    cuts: Cuts | None = None
    refused: Refused | None = None
    hunt: Hunt | None = None
    careless: Hunt | None = None
    endurance: Endurance | None = None
    seconds: float = 0.0

    @property
    def both(self) -> Sum:
        """All sessions."""
        found = Sum()
        found.join(self.sockets)
        found.join(self.memory)
        return found

    def rows(self, goals: Sequence[int]) -> list[Row]:
        """The table; `goals` are the sessions on sockets, in memory, triples, kills, cycles."""
        sockets, memory, triples, kills, cycles = goals
        both = self.both
        found = [
            _count("Random sessions over sockets", sockets, self.sockets.sessions),
            _count("Random sessions in memory", memory, self.memory.sessions),
            Row(
                "Kinds of faults, and faults met",
                "30 or more",
                f"{len(both.faults)}, {sum(both.faults.values()):,}",
                len(both.faults) >= 30,
            ),
        ]
        found += [_none(name, both.promises[promise]) for promise, name in _ROWS]
        others = sum(both.promises.values()) - sum(both.promises[name] for name, _ in _ROWS)
        found += [
            _none("Other promises broken", others),
            _none("Crashes", both.crashes),
            *self._counted(both),
            Row(
                "Naive control, same seeds: sessions that lost edits",
                "not 0",
                f"{self.control.percent('lost')} %",
                self.control.harm["lost"] > 0,
            ),
            _count("Merge triples against 6 laws", triples, self.laws.triples),
            _none("Laws broken", len(self.laws.broken)),
        ]
        if self.kills is not None:
            found += [
                _count("Kill -9", kills, self.kills.kills, at_least=kills * 9 // 10),
                _count("Named points", 25, self.kills.points),
                Row(
                    "Steps of keeping that fail, at named points",
                    "",
                    f"{self.kills.failed_writes:,}",
                ),
                _none("Promises broken by kills", self.kills.broken),
            ]
        if self.cuts is not None:
            found += _cut(self.cuts)
        if self.refused is not None:
            found += _refused(self.refused)
        found += self._safeguards()
        if self.endurance is not None:
            found += _endured(self.endurance, cycles)
        return found

    def _counted(self, both: Sum) -> list[Row]:
        gap = both.counts["foreign edits overwritten: in the named gap"]
        late = both.counts["foreign edits overwritten: late or doubled delivery"]
        written = both.counts["writes by me"]
        return [
            Row(
                "Foreign edits between our last read and our write (named gap)",
                "counted",
                f"{gap:,} of {written:,} writes",
            ),
            Row("Foreign edits under a late or doubled delivery", "counted", f"{late:,}"),
            Row(
                "New entries rewritten by others before we could read them; additions asked about",
                "counted",
                f"{both.counts['new entries rewritten before they were read']:,}; "
                f"{both.counts['additions that may be there already, asked about']:,}",
            ),
            Row(
                "Most requests in any ten seconds (in memory)",
                "10",
                str(self.memory.busiest),
                self.memory.busiest <= 10,
            ),
        ]

    def _safeguards(self) -> list[Row]:
        found: list[Row] = []
        if self.hunt is not None:
            found.append(_none("Tokens found", len(self.hunt.hits)))
        if self.careless is not None:
            hits = len(self.careless.hits)
            found.append(Row("Tokens found in a careless program", "not 0", str(hits), hits > 0))
        if self.verdicts:
            caught = sum(verdict.is_caught for verdict in self.verdicts)
            whole = len(self.verdicts)
            found.append(
                Row("Safeguards whose removal is noticed", str(whole), str(caught), caught == whole)
            )
        return found

    @property
    def line(self) -> str:
        """The published line."""
        both = self.both
        kills = f"{self.kills.kills:,} kills, " if self.kills else ""
        kills += f"{self.cuts.folders:,} power cuts, " if self.cuts else ""
        tokens = f"tokens found {len(self.hunt.hits)}, " if self.hunt else ""
        stall = f"longest stall {self.endurance.longest_work:g} ms" if self.endurance else ""
        return (
            f"In one run: {both.sessions:,} sessions, {sum(both.faults.values()):,} faults, "
            f"{kills}{self.laws.triples:,} merges: edits lost {both.promises[P1]}, entries gone or "
            f"doubled {both.promises[P5]}, foreign edits overwritten {both.promises[P4]}, false "
            f"“saved” {both.promises[P2]}, {tokens}crashes {both.crashes}"
            f"{', ' + stall if stall else ''}; naive control lost {self.control.percent('lost')} %."
        )

    def as_dict(self, rows: Sequence[Row]) -> dict[str, Any]:
        """Everything, for a file."""
        both = self.both
        return {
            "seed": self.seed,
            "date": dt.datetime.now(dt.UTC).date().isoformat(),
            "seconds": round(self.seconds),
            "line": self.line,
            "rows": [[row.figure, row.goal, row.got, row.is_good] for row in rows],
            "broken": both.broken + self.laws.broken,
            "traces": both.traces,
            "counts": dict(both.counts),
            "faults": dict(both.faults),
            "control": {name: self.control.percent(name) for name in self.control.harm},
            "longest_gap_seconds": round(self.memory.longest_gap, 1),
            "requests": both.requests,
            "mutations": [
                [verdict.name, verdict.promise, verdict.sessions, verdict.seed]
                for verdict in self.verdicts
            ],
            "kills": self.kills.said if self.kills else "",
            "cuts": self.cuts.said if self.cuts else "",
            "refused": self.refused.said if self.refused else "",
            "tokens": self.hunt.hits if self.hunt else [],
            "endurance": self.endurance.as_dict() if self.endurance else {},
        }


def kept_rows(files: Sequence[Path]) -> list[Row]:
    """The rows of runs that were kept with `--json`, each of some parts; a later file's win."""
    found: dict[str, Row] = {}
    for file in files:
        for figure, goal, got, is_good in json.loads(file.read_text(encoding="utf-8"))["rows"]:
            found[figure] = Row(figure, goal, got, is_good)
    return list(found.values())


def as_table(rows: Sequence[Row]) -> str:
    """The table in Markdown."""
    lines = ["| Figure | Goal | Got |", "| --- | --- | --- |"]
    for row in rows:
        mark = " ✗" if row.is_good is False else ""
        lines.append(f"| {row.figure} | {row.goal} | {row.got}{mark} |")
    return "\n".join(lines)


def _count(name: str, goal: int, got: int, *, at_least: int | None = None) -> Row:
    least = goal if at_least is None else at_least
    return Row(name, f"{goal:,}", f"{got:,}", got >= least)


def _none(name: str, got: int) -> Row:
    return Row(name, "0", str(got), got == 0)


def _cut(cuts: Cuts) -> list[Row]:
    noticed, weakened = cuts.noticed, cuts.weakened
    return [
        Row(
            "Power cuts: operations cut after, and different disks found then",
            "each",
            f"{cuts.cuts:,} of {cuts.recordings} recordings, {cuts.folders:,}",
            cuts.cuts > 0,
        ),
        _none("Promises broken by power cuts", cuts.broken),
        Row(
            "Control: weakened programs (no syncs) that break promises then",
            str(weakened),
            str(noticed),
            noticed == weakened > 0,
        ),
    ]


def _refused(refused: Refused) -> list[Row]:
    return [
        Row(
            "Writing calls refused once by the system, from first start to journal",
            f"{refused.wanted:,} of {refused.there_are:,}",
            f"{refused.refused:,} ({refused.kinds})",
            # Where the timing was another one, a last call of its kind was not made.
            0 < refused.wanted <= refused.refused * 1.03,
        ),
        _none("Promises broken by refused calls", refused.broken),
    ]


def _endured(endurance: Endurance, cycles: int) -> list[Row]:
    growth, work = endurance.growth, endurance.longest_work
    return [
        _count("Cycles of load, edit, send, close", cycles, endurance.cycles),
        Row("Memory growth", f"{GROWTH_GOAL:g} MB", f"{growth:g} MB", growth <= GROWTH_GOAL),
        Row(
            "More descriptors, tasks, threads",
            "0",
            f"{endurance.descriptors}, {endurance.tasks}, {endurance.threads}",
            endurance.descriptors <= 2 and endurance.tasks <= 1,
        ),
        Row("Longest work on the loop", f"{STALL_GOAL:g} ms", f"{work:g} ms", work <= STALL_GOAL),
    ]

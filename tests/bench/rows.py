"""What a measurement comes to, and how pairs are taken: A B A B, never single times."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `good` is None where nothing was promised or nothing measured."""

    number: str
    """Of the issue's table; letters for what stands elsewhere."""
    figure: str
    got: str
    goal: str = ""
    floor: str = ""
    ratio: str = ""
    good: bool | None = None
    more: dict[str, Any] = field(default_factory=dict)
    """Numbers behind it, for the JSON."""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Self:
        return cls(**plain)

    @property
    def verdict(self) -> str:
        return {True: "met", False: "MISSED", None: ""}[self.good]


@dataclass(frozen=True, slots=True)
class Pairs:
    """What was got and its floor, measured by turns."""

    got: Sequence[float]
    floor: Sequence[float]

    @property
    def median(self) -> float:
        return statistics.median(self.got)

    @property
    def median_floor(self) -> float:
        return statistics.median(self.floor)

    @property
    def ratio(self) -> float:
        """The median of the pairs' own ratios: a busy moment spoils one pair, not the figure."""
        return statistics.median(a / b for a, b in zip(self.got, self.floor, strict=True))

    @property
    def more_than_floor(self) -> float:
        return statistics.median(a - b for a, b in zip(self.got, self.floor, strict=True))

    def numbers(self, unit: str) -> dict[str, Any]:
        """For the JSON."""
        return {
            "unit": unit,
            "got": [round(each, 4) for each in self.got],
            "floor": [round(each, 4) for each in self.floor],
        }


def pairs(got: Callable[[], float], floor: Callable[[], float], count: int) -> Pairs:
    """So many pairs; which of the two goes first changes."""
    one: list[float] = []
    other: list[float] = []
    for number in range(count):
        for measure, into in ((floor, other), (got, one))[:: 1 if number % 2 else -1]:
            into.append(measure())
    return Pairs(one, other)


def milliseconds(seconds: float) -> str:
    """As one reads it: three figures at most."""
    ms = seconds * 1000
    return f"{ms:.0f} ms" if ms >= 20 else f"{ms:.1f} ms" if ms >= 1 else f"{ms:.2f} ms"


def megabytes(kilobytes: float) -> str:
    return f"{kilobytes / 1024:.0f} MB"


def table(rows: Sequence[Row]) -> str:
    """For the terminal and the README."""
    lines = ["| # | figure | floor | got | ratio | goal | verdict |", "| --- " * 7 + "|"]
    lines += [
        f"| {row.number} | {row.figure} | {row.floor} | {row.got} | {row.ratio} | {row.goal} "
        f"| {row.verdict} |"
        for row in rows
    ]
    return "\n".join(lines)

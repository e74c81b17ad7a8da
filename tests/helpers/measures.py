"""The measures of the design (M7 to M15): a test asserts one and tells its figure, a run lists all.

A figure goes into the test's report, so that it also arrives from another process. The list
stands at the end of a run in which a measure was taken; the assertion is the test's own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Row = tuple[str, str, str, str]
Measure = Callable[[str, str, object, str], None]
_KEY = "measure"


@pytest.fixture
def measure(record_property: Callable[[str, object], None]) -> Measure:
    """`measure("M7", "keys besides the text, once in the field", 2, "≤ 2")`: listed, not judged."""

    def told(number: str, what: str, figure: object, goal: str) -> None:
        record_property(_KEY, [number, what, str(figure), goal])

    return told


def pytest_terminal_summary(terminalreporter: Any) -> None:
    rows: list[Row] = []
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            rows += [
                (value[0], value[1], value[2], f"{value[3]}{'' if report.passed else '  MISSED'}")
                for name, value in report.user_properties
                if name == _KEY and report.when == "call"
            ]
    if not rows:
        return
    terminalreporter.section("measures")
    rows.sort(key=lambda row: (int("".join(filter(str.isdigit, row[0])) or 0), row[1:]))
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for number, what, figure, goal in rows:
        terminalreporter.write_line(
            f"{number:<{widths[0]}}  {what:<{widths[1]}}  {figure:>{widths[2]}}  {goal}"
        )

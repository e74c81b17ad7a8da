"""The harness itself: what it runs, and that what it forbids does turn a test red.

One child run over a file of small tests, most of which must fail, serves all tests here.
"""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.helpers import harness

EXAMPLES = """
import asyncio
import logging

import pytest
from hypothesis import given, settings, strategies as st

import tests.helpers.harness as harness


async def test_runs_on_the_stock_loop():
    assert type(asyncio.get_running_loop()).__module__.startswith("asyncio")


async def test_runs_on_the_qt_loop(qapp):
    from gui.services.loop import AppLoop
    assert isinstance(asyncio.get_running_loop(), AppLoop)
    await asyncio.sleep(0.001)


async def test_that_is_false():
    await asyncio.sleep(0)
    raise AssertionError("the body ran")


seen = []

@given(st.integers())
@settings(max_examples=5)
async def test_hypothesis(number):
    await asyncio.sleep(0)
    seen.append(number)


def test_hypothesis_ran():
    assert len(seen) == 5


@given(st.integers())
async def test_hypothesis_that_is_false(number):
    await asyncio.sleep(0)
    assert number < 10


@pytest.fixture
def opened(aio):
    async def get_loop():
        return asyncio.get_running_loop()
    loop = aio.run(get_loop())
    yield loop
    assert aio.run(get_loop()) is loop


async def test_fixture_shares_the_loop(opened):
    assert asyncio.get_running_loop() is opened


async def test_cancelled_task_may_end():
    asyncio.create_task(asyncio.sleep(60)).cancel()


async def test_leaks_a_task():
    test_leaks_a_task.task = asyncio.create_task(asyncio.sleep(60), name="the heartbeat")


async def test_leaks_a_task_on_the_qt_loop(qapp):
    test_leaks_a_task.task = asyncio.create_task(asyncio.sleep(60), name="the heartbeat")


@pytest.fixture
def careless(aio):
    async def start():
        return asyncio.create_task(asyncio.sleep(60), name="the pump")
    return aio.run(start())


def test_fixture_leaks_a_task(careless):
    pass


async def test_loses_an_error():
    async def boom():
        raise ValueError("lost")
    asyncio.create_task(boom())
    await asyncio.sleep(0.001)


async def test_loses_an_error_on_the_qt_loop(qapp):
    async def boom():
        raise ValueError("lost")
    asyncio.create_task(boom())
    await asyncio.sleep(0.01)


@pytest.fixture
def hurried(monkeypatch):
    monkeypatch.setattr(harness, "TIME_LIMIT", 0.05)


async def test_never_ends(hurried):
    await asyncio.wait_for(asyncio.sleep(60), 60)


async def test_never_ends_on_the_qt_loop(hurried, qapp):
    await asyncio.wait_for(asyncio.sleep(60), 60)


def test_fixture_never_ends(hurried, aio):
    aio.run(asyncio.sleep(60))


def test_leaves_a_window(qapp):
    from PySide6.QtWidgets import QWidget
    window = test_leaves_a_window.window = QWidget()
    window.setWindowTitle("Forgotten")
    window.show()


def test_after_it_is_clean(qapp):
    from PySide6.QtWidgets import QApplication
    assert not [w for w in QApplication.topLevelWidgets() if w.isVisible()]


def test_given_window_is_closed(qtbot):
    from PySide6.QtWidgets import QWidget
    window = QWidget()
    qtbot.addWidget(window)
    window.show()


def test_logs_a_warning():
    logging.getLogger("somewhere").warning("disk nearly %s", "full")


def test_logs_information():
    logging.getLogger("somewhere").info("disk fine")


def test_announced_warning(expect_log):
    with expect_log("nearly full") as records:
        logging.getLogger("somewhere").warning("disk nearly %s", "full")
    assert records[0].levelname == "WARNING"


def test_announced_warning_does_not_come(expect_log):
    with expect_log("nearly full"):
        logging.getLogger("somewhere").warning("something else")


def test_warning_beside_the_announced(expect_log):
    with expect_log("nearly full"):
        logging.getLogger("somewhere").warning("disk nearly full")
        logging.getLogger("somewhere").error("disk on fire")


@pytest.fixture
def noisy():
    yield
    logging.getLogger("somewhere").error("could not close")


def test_teardown_logs_an_error(noisy):
    pass


def test_qt_warning(qapp):
    from PySide6.QtCore import qWarning
    qWarning("Qt is unhappy")


def test_error_in_a_slot(qtbot):
    from PySide6.QtCore import QTimer
    QTimer.singleShot(0, lambda: {}["no such key"])
    qtbot.wait(20)


def test_python_warning():
    import warnings
    warnings.warn("old way", DeprecationWarning)


def test_reaches_beyond_loopback():
    import socket
    socket.create_connection(("192.0.2.1", 443), 1)


def test_resolves_a_name():
    import socket
    socket.getaddrinfo("harbourworks.workable.com", 443)


@pytest.fixture
def stubborn(qapp, aio, monkeypatch):
    async def never():
        while True:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                pass
    async def start():
        return asyncio.create_task(never(), name="the mule")
    monkeypatch.setattr(harness, "CLOSING_LIMIT", 0.05)
    test_fixture_leaves_a_task_that_never_ends.task = aio.run(start())


def test_fixture_leaves_a_task_that_never_ends(stubborn):
    pass
"""


Outcomes = dict[str, tuple[str, str]]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Outcomes:
    """Name of each example -> ("passed" | "failure" | "error", what was reported)."""
    root = Path(__file__).parent.parent
    folder = tmp_path_factory.mktemp("examples")
    (folder / "test_examples.py").write_text(EXAMPLES, encoding="utf-8")
    report = folder / "report.xml"
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist"]
    command += ["-c", str(root / "pyproject.toml"), "--rootdir", str(root)]
    command += ["-p", "tests.conftest", f"--junitxml={report}", str(folder)]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    run = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, timeout=80, check=False
    )
    assert run.returncode == 1, run.stdout + run.stderr
    found: Outcomes = {}
    for case in ET.parse(report).iter("testcase"):
        bad = [child for child in case if child.tag in ("failure", "error")]
        outcome = bad[0].tag if bad else "passed"
        text = "\n".join(f"{child.get('message')}\n{child.text}" for child in bad)
        found[case.attrib["name"].removeprefix("test_")] = (outcome, text)
    return found


@pytest.mark.parametrize(
    "name",
    [
        "runs_on_the_stock_loop",
        "runs_on_the_qt_loop",
        "hypothesis",
        "hypothesis_ran",
        "fixture_shares_the_loop",
        "cancelled_task_may_end",
        "after_it_is_clean",
        "given_window_is_closed",
        "logs_information",
        "announced_warning",
    ],
)
def test_passes(outcomes: Outcomes, name: str) -> None:
    assert outcomes[name] == ("passed", "")


@pytest.mark.parametrize(
    ("name", "outcome", "text"),
    [
        ("that_is_false", "failure", "the body ran"),
        ("hypothesis_that_is_false", "failure", "number=10"),
        ("leaks_a_task", "failure", "tasks left running: the heartbeat (sleep)"),
        ("leaks_a_task_on_the_qt_loop", "failure", "tasks left running: the heartbeat (sleep)"),
        ("fixture_leaks_a_task", "error", "left running by fixtures: the pump (sleep)"),
        ("loses_an_error", "failure", "never retrieved: ValueError('lost')"),
        ("loses_an_error_on_the_qt_loop", "failure", "never retrieved: ValueError('lost')"),
        ("never_ends", "failure", "not done after 0.05 s"),
        ("never_ends_on_the_qt_loop", "failure", "not done after 0.05 s"),
        ("fixture_never_ends", "failure", "not done after 0.05 s"),
        ("fixture_leaves_a_task_that_never_ends", "error", "left running by fixtures: the mule"),
        ("leaves_a_window", "error", "windows left open: QWidget ‘Forgotten’"),
        ("logs_a_warning", "failure", "WARNING somewhere: disk nearly full"),
        ("announced_warning_does_not_come", "failure", "not logged: 'nearly full'"),
        ("warning_beside_the_announced", "failure", "ERROR somewhere: disk on fire"),
        ("teardown_logs_an_error", "error", "ERROR somewhere: could not close"),
        ("qt_warning", "failure", "Qt messages with level WARNING or above"),
        ("error_in_a_slot", "failure", "KeyError"),
        ("python_warning", "failure", "DeprecationWarning: old way"),
        ("reaches_beyond_loopback", "failure", "tests reach loopback only"),
        ("resolves_a_name", "failure", "tests reach loopback only"),
    ],
)
def test_turns_red(outcomes: Outcomes, name: str, outcome: str, text: str) -> None:
    assert outcomes[name][0] == outcome
    assert text in outcomes[name][1]


def test_every_example_is_looked_at(outcomes: Outcomes) -> None:
    marks = [*test_passes.pytestmark, *test_turns_red.pytestmark]  # type: ignore[attr-defined]
    listed = {row if isinstance(row, str) else row[0] for mark in marks for row in mark.args[1]}
    assert listed == set(outcomes)


def test_reports_with_halves_of_characters_can_be_sent() -> None:
    """Workers send reports as UTF-8; tests/test_log.py captures such text and relies on it."""
    report = {"sections": [("Captured log", "half \ud83d of it")], "count": 1}
    sent = harness._encodable(report)
    assert sent == {"sections": [("Captured log", "half \\ud83d of it")], "count": 1}

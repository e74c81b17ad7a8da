"""Qt's own messages: in the log, not on the terminal."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtCore import qCritical, qWarning

from gui.app import qt_messages
from tests.helpers.harness import ExpectLog


def test_what_qt_says_goes_into_the_log(
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    expect_log: ExpectLog,
) -> None:
    caplog.set_level(logging.INFO)
    stop = qt_messages.start()
    try:
        with expect_log("out of colours"):
            qWarning("no letters for script 11")
            qCritical("out of colours")
    finally:
        stop()
    said = [(record.levelno, record.getMessage()) for record in caplog.records]
    # A warning stays below what the log repeats on the terminal.
    assert said == [
        (logging.INFO, "default: no letters for script 11"),
        (logging.WARNING, "default: out of colours"),
    ]
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "")

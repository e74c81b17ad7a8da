"""What Qt says about itself goes into the log instead of onto the terminal.

A font without some script, a desktop without some service: nothing a person at a terminal can
do anything about, and much of it when a list of names from all over the world is drawn.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_log = logging.getLogger(__name__)

_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.DEBUG,
    # Below what the log shows on the terminal.
    QtMsgType.QtWarningMsg: logging.INFO,
    QtMsgType.QtCriticalMsg: logging.WARNING,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def start() -> Callable[[], None]:
    """Takes Qt's messages from now on; returns what gives them back."""
    before = qInstallMessageHandler(_take)

    def stop() -> None:
        qInstallMessageHandler(before)

    return stop


def _take(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    _log.log(_LEVELS.get(kind, logging.INFO), "%s: %s", context.category or "qt", text)

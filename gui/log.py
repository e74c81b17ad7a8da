"""The program's log: a file in the profile, written for support, without anybody's data.

What goes in passes one mask, traces included: secrets, bearer tokens, the query of every URL
(the service signs links to resumes there) and e-mail addresses become blind. What a record holds
is not to be logged in the first place; the mask is the second line.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import logging.handlers
import os
import re
import sys
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path
from typing import Final

from gui.secret import BLIND, hidden

FILE_NAME = "redline.log"
_SIZE = 1_000_000
_OLD_FILES = 3

# These log addresses, queries and headers of every request at INFO or DEBUG.
_QUIET = (
    *("httpx", "httpcore", "uvicorn", "uvicorn.access", "uvicorn.error"),
    *("asyncio", "qasync", "keyring"),
)

# Compiled when the first line is written, which most starts do not wait for.
_MASKS: Final = (
    (
        r"(?i)\b((?:proxy-)?authorization|(?:set-)?cookie)(['\"]?\s*[:=,]\s*)[^\r\n]+",
        rf"\1\2{BLIND}",
    ),
    (r"(?i)\b(bearer|basic|token)([\s=:]+)[\w.~+/=-]{6,}", rf"\1\2{BLIND}"),
    (r"(?i)\b([a-z][a-z0-9+.-]{1,20}://)[^\s/?#@'\"<>]*@", rf"\1{BLIND}@"),
    (r"(?i)\b(https?://[^\s?#'\"<>]*)[?#][^\s'\"<>]*", rf"\1?{BLIND}"),
    # A request line or a path by itself.
    (r"(?<![\w/])(/[\w./%~-]*)\?[^\s'\"<>]+", rf"\1?{BLIND}"),
    (r"[\w.!#$%&*+/=?^`{|}~-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+", f"{BLIND}@{BLIND}"),
)


def masked(text: str) -> str:
    """`text` without secrets, tokens, queries of URLs and e-mail addresses."""
    text = hidden(text)
    for secret, shown in _MASKS:
        text = re.sub(secret, shown, text)
    return text


class _Format(logging.Formatter):
    """`2026-03-01T09:30:00.123+01:00 WARNING gui.services.drafts: …`, masked as a whole."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802, ARG002
        moment = dt.datetime.fromtimestamp(record.created, tz=dt.UTC).astimezone()
        return moment.isoformat(timespec="milliseconds")

    def format(self, record: logging.LogRecord) -> str:
        # One record, one line (plus its trace): a stranger's text must not look like a record.
        head, *trace = super().format(record).split("\n")
        return masked("\n    ".join([head, *trace]))


class _PrivateFile(logging.handlers.RotatingFileHandler):
    """A rotating file that is made for this user alone."""

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """A full disk is told by those who keep drafts; a trace for each line helps nobody."""


def start(folder: Path | None, *, debug: bool = False) -> Callable[[], None]:
    """Log into `folder` (without one, to the terminal only); return what ends it again.

    Warnings and errors also go to the terminal, where there is one. `debug` adds this program's
    own detail. A folder that cannot be written does not stop the program: it is said on the
    terminal.
    """
    root = logging.getLogger()
    handlers: list[logging.Handler] = []
    trouble: OSError | None = None
    if folder is not None:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handlers.append(
                _PrivateFile(folder / FILE_NAME, maxBytes=_SIZE, backupCount=_OLD_FILES)
            )
        except OSError as error:
            trouble = error
    # A windowed program on Windows has no standard error.
    if sys.stderr is not None:
        terminal = logging.StreamHandler()
        terminal.setLevel(logging.WARNING)
        handlers.append(terminal)
    before = root.level
    quiet_before = {name: logging.getLogger(name).level for name in _QUIET}
    for handler in handlers:
        handler.setFormatter(_Format())
        root.addHandler(handler)
    root.setLevel(logging.INFO)
    own = logging.getLogger("gui")
    own_before = own.level
    own.setLevel(logging.DEBUG if debug else logging.INFO)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
    if trouble is not None:
        own.warning("No log is written: %s", trouble.strerror)

    def stop() -> None:
        logging.captureWarnings(False)
        for handler in handlers:
            root.removeHandler(handler)
            # What could not be written cannot be flushed either.
            with contextlib.suppress(OSError):
                handler.close()
        root.setLevel(before)
        own.setLevel(own_before)
        for name, level in quiet_before.items():
            logging.getLogger(name).setLevel(level)

    return stop

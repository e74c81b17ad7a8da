"""How the run before ended: a marker that lies in the profile for as long as the program runs.

It is removed by a clean end only, so that one that is found tells of a crash, a kill or a
computer that went off. Beside it Python's fault handler writes what it still can when the process
dies of a signal. Nothing here talks to a person.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import faulthandler
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Final

from gui import __version__
from gui.errors import RedlineError
from gui.services.reports import Reports

MARKER_NAME: Final = "running"
DUMP_NAME: Final = "fault"
BEAT_S: Final = 30.0
"""How often `beat` is to be called, so that the time of an end is known about as well."""

_DUMP_CAP: Final = 256 * 1024


@dataclass(frozen=True, slots=True)
class UnexpectedEnd:
    """The run before ended without saying so. `report` is None where none could be written."""

    at: dt.datetime
    report: Path | None


class ThisRun:
    """The run of this process in a folder that no other process uses (`gui.services.instance`).

    A folder that cannot be written stops nothing: then nothing will be known of this run.
    """

    def __init__(self, folder: Path, reports: Reports) -> None:
        self._marker = folder / MARKER_NAME
        self._dump = folder / DUMP_NAME
        self._reports = reports
        self._dump_file: TextIOWrapper | None = None

    @contextlib.contextmanager
    def noted(self) -> Iterator[UnexpectedEnd | None]:
        """Notes that the program runs; tells how the run before ended where it was no clean end.

        An exception that leaves the block is a crash, and a report of it is written; what is
        meant for people (`RedlineError`) and a wish to end are not.
        """
        before = self._before()
        self._begin()
        try:
            yield before
        except RedlineError:
            self._end()
            raise
        except Exception as error:
            report = self._reports.fault("the program", error)
            self._mark(report.name if report is not None else "")
            self._stop_watching()
            raise
        except BaseException:
            self._end()
            raise
        else:
            self._end()

    def beat(self) -> None:
        """The program still runs; to be called every `BEAT_S`."""
        with contextlib.suppress(OSError):
            os.utime(self._marker)

    # --- inside ----------------------------------------------------------------------------

    def _before(self) -> UnexpectedEnd | None:
        try:
            ended = self._marker.stat().st_mtime
            note = _note(self._marker)
        except OSError:
            return None
        dump = ""
        with contextlib.suppress(OSError):
            with self._dump.open(encoding="utf-8", errors="replace") as source:
                dump = source.read(_DUMP_CAP)
            if dump:
                ended = max(ended, self._dump.stat().st_mtime)
        at = dt.datetime.fromtimestamp(ended, tz=dt.UTC)
        for report in self._reports.all():
            if report.name == note.get("report"):
                return UnexpectedEnd(at, report)
        what = "The program ended without a word"
        if version := note.get("version"):
            what += f" (Redline {version})"
        return UnexpectedEnd(at, self._reports.crash(what, dump, at=at))

    def _begin(self) -> None:
        self._mark()
        with contextlib.suppress(OSError, RuntimeError):
            self._dump_file = _private(self._dump)
            faulthandler.enable(self._dump_file, all_threads=True)

    def _mark(self, report: str = "") -> None:
        with contextlib.suppress(OSError), _private(self._marker) as out:
            json.dump({"version": __version__, "report": report}, out)

    def _end(self) -> None:
        self._stop_watching()
        with contextlib.suppress(OSError):
            self._marker.unlink(missing_ok=True)
            self._dump.unlink(missing_ok=True)

    def _stop_watching(self) -> None:
        if self._dump_file is not None:
            faulthandler.disable()
            self._dump_file.close()
            self._dump_file = None


def _private(path: Path) -> TextIOWrapper:
    """The emptied file, open for writing, for this user alone."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    return os.fdopen(descriptor, "w", encoding="utf-8")


def _note(marker: Path) -> dict[str, str]:
    """What a marker says; nothing where it was cut off while it was written."""
    try:
        found = json.loads(marker.read_bytes())
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: value for name, value in found.items() if isinstance(value, str)}

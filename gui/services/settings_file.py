"""The file of the settings: one small JSON object that a person can read.

It is replaced as a whole, so that a power cut leaves the old or the new one (H34). What cannot be
read is moved aside and told, what cannot be written becomes a lasting state. What the names in it
mean is `gui.services.settings`' to know.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from gui.errors import NotKept, SettingsDamaged
from gui.i18n import _
from gui.paths import Profile
from gui.services.notices import Notice, Notices, Offer, Tone
from gui.workable.strict import NotStrictJson, read_json

if TYPE_CHECKING:
    import logging
    from concurrent.futures import Future, ThreadPoolExecutor

STATE: Final = "settings"
"""The name of the lasting state while the file cannot be read or written."""

DAMAGE: Final = "settings-damaged"
"""The name of the state that tells of a file moved aside, until the person takes it away."""

SIZE_LIMIT: Final = 1024 * 1024


class SettingsFile(QObject):
    """Reads the file once, and writes it in a thread of its own whenever it is asked to."""

    _written = Signal(object)

    def __init__(self, profile: Profile, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        # Where the file is a link, what it leads to is the file.
        self._file = Path(os.path.realpath(profile.settings_file))
        self._damaged_dir = profile.damaged_dir
        self._notices = notices
        self._may_write = True
        self._lock = threading.Lock()
        self._waiting: bytes | None = None
        self._worker: ThreadPoolExecutor | None = None
        self._written.connect(self._tell_written)

    def read(self) -> dict[str, Any]:
        """What is in it; nothing where there is none, or none that can be read."""
        try:
            with self._file.open("rb") as file:
                data = file.read(SIZE_LIMIT + 1)
        except FileNotFoundError:
            return {}
        except OSError as error:
            # It may hold something that only needs its rights put right: it is not replaced.
            self._may_write = False
            self._tell_unreadable(error)
            return {}
        try:
            found = read_json(data) if len(data) <= SIZE_LIMIT else None
        except NotStrictJson as error:
            _log().info("The settings are %s", error)
            found = None
        if isinstance(found, dict):
            return found
        self._move_aside()
        return {}

    def write_soon(self, values: Mapping[str, object]) -> None:
        """Writes these values in place of what is there, later ones in place of them."""
        if not self._may_write:
            return
        text = json.dumps(dict(values), ensure_ascii=False, indent=2, sort_keys=True)
        with self._lock:
            self._waiting = (text + "\n").encode("utf-8", "backslashreplace")
        if self._worker is None:
            # Most starts change nothing. One worker: what was changed later is written later.
            from concurrent.futures import ThreadPoolExecutor

            self._worker = ThreadPoolExecutor(1, thread_name_prefix="settings")
        self._worker.submit(self._write).add_done_callback(self._pass_on)

    def close(self) -> None:
        """Waits until everything is written; nothing is written afterwards."""
        if self._worker is not None:
            self._worker.shutdown(wait=True)
        self._may_write = False

    # --- reading -----------------------------------------------------------------------------

    def _move_aside(self) -> None:
        stamp = time.strftime("%Y%m%d-%H%M%S")
        names = (
            f"settings-{stamp}{extra}.json" for extra in ("", *map("-{}".format, range(2, 99)))
        )
        aside = next(path for name in names if not (path := self._damaged_dir / name).exists())
        try:
            self._damaged_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file.rename(aside)
        except OSError as error:
            self._may_write = False
            self._tell_unreadable(error)
            return
        _log().warning("The settings could not be read and were moved aside")
        damage = SettingsDamaged(
            _("The settings could not be read, so Redline starts with its own."),
            kept=_("The damaged file was kept as {file}.").format(file=aside),
            next_step=_("Connect to your account again."),
        )
        forget = Offer(_("Close"), lambda: self._notices.clear_state(DAMAGE))
        self._notices.set_state(DAMAGE, Notice(damage.sentence, Tone.WARNING, (forget,)))

    def _tell_unreadable(self, error: OSError) -> None:
        self._tell_state(
            SettingsDamaged(
                _("The settings in {file} cannot be read: {reason}.").format(
                    file=self._file, reason=error.strerror or type(error).__name__
                ),
                kept=_("The file is left as it is; what you set now holds until you quit."),
                next_step=_("Make the file readable, or move it away, and start Redline again."),
            )
        )

    # --- writing -----------------------------------------------------------------------------

    def _write(self) -> None:
        """In the worker: writes the latest values, unless that was done already."""
        with self._lock:
            data, self._waiting = self._waiting, None
        if data is not None:
            replace_file(self._file, data)

    def _pass_on(self, done: Future[None]) -> None:
        """Brings the result to the thread of the window."""
        # While the program ends, nobody is there to be told any more.
        with contextlib.suppress(RuntimeError):
            self._written.emit(done.exception())

    def _tell_written(self, error: BaseException | None) -> None:
        if error is None:
            self._notices.clear_state(STATE)
        elif isinstance(error, OSError):
            self._tell_state(
                NotKept(
                    _("The settings cannot be kept: {reason}.").format(
                        reason=error.strerror or type(error).__name__
                    ),
                    kept=_("Everything else works; what you set now holds until you quit."),
                    next_step=_(
                        "See that the disk has room and the profile’s folder can be written."
                    ),
                )
            )
        else:
            raise error

    def _tell_state(self, error: NotKept | SettingsDamaged) -> None:
        _log().warning("%s", error.text)
        self._notices.set_state(STATE, Notice(error.sentence, Tone.WARNING))


def replace_file(file: Path, data: bytes) -> None:
    """Replaces a file as a whole, for this user alone (0600); OSError leaves the old one.

    On return the new content is on the disk, not merely on its way there.
    """
    # mkstemp makes it 0600 before there is anything in it.
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    new = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        new.replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            new.unlink()
        raise
    if os.name == "posix":
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _log() -> logging.Logger:
    """Imported when there is something to tell: it takes longer than reading the file."""
    import logging

    return logging.getLogger(__name__)

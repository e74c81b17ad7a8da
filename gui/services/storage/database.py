"""One SQLite file that survives kills, power cuts, full disks, damage and newer versions.

Write-ahead log with `synchronous=FULL`: what was committed is on the disk. For this user alone
from its first byte, and deleted rows are overwritten. It carries its format, and older ones are
brought up step by step. A damaged file is moved aside, never deleted, and what can still be read
of it goes into a new one; the file of a newer version is left as it is.

Blocks, and belongs to one thread. Whatever fails raises sqlite3's errors or OSError, and the
next call tries from the start, so that nothing has to be told when the trouble is over.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import os
import sqlite3
import stat
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from gui.i18n import _
from gui.services.storage.encoding import put
from gui.services.storage.files import private_folder, sync_folder
from gui.services.storage.points import reach
from gui.services.storage.salvage import salvage

T = TypeVar("T")

BUSY_S: Final = 2.0
"""How long another program may hold the file, such as one that makes a backup."""

_PRAGMAS: Final = (
    "PRAGMA synchronous=FULL",
    "PRAGMA fullfsync=ON",  # macOS: to the disk, not only to its cache
    "PRAGMA checkpoint_fullfsync=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",  # nobody's data in the system's folder for temporary files
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
)
# Only in a file that is known to be ours: this is written into it.
_LOG_PRAGMAS: Final = ("PRAGMA journal_mode=WAL", "PRAGMA journal_size_limit=4194304")

# What a disk, a mode or another program is to blame for, by sqlite's primary result codes.
_SURROUNDINGS: Final = frozenset(
    {
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
    }
)
_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_NEW: Final = ".new"
_SQLITE_SIGN: Final = b"SQLite format 3\0"

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Schema:
    """What is in a database.

    `sign` tells our files from others (sqlite's application id). `steps[n]` brings a file of
    format n to n + 1; the format of a new file is 0. `tables` are there after the last step, and
    `is_whole` tells of a table's row whether it is as it was written.
    """

    name: str
    sign: int
    steps: tuple[tuple[str, ...], ...]
    tables: tuple[str, ...]
    is_whole: Callable[[str, Mapping[str, Any]], bool]

    @property
    def format(self) -> int:
        """The format that this version of the program reads and writes."""
        return len(self.steps)


@dataclass(frozen=True)
class MovedAside:
    """A damaged database: where it lies now, and how many of its rows could still be read.

    `rows` is None where the program ended before it was told.
    """

    file: Path
    rows: int | None


class NewerFormat(Exception):
    """A newer version of the program wrote the file; it is left as it is."""


class _Damaged(sqlite3.DatabaseError):
    """The file cannot be relied on."""


class Database:
    """The file, opened when it is first needed. `aside` is the folder for a damaged one."""

    def __init__(self, path: Path, schema: Schema, aside: Path) -> None:
        # Where the file is a link, what it leads to is the file.
        self._path = Path(os.path.realpath(path))
        self._schema = schema
        self._aside = aside
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None
        self._moved: list[MovedAside] = []

    def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What `work` finds."""
        return self._tried(work)

    def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Does `work` in one transaction; on return its effect is on the disk.

        When it raises, nothing was changed. It may be run twice, the second time on a new file.
        """
        return self._tried(lambda connection: _in_transaction(connection, work))

    def erase(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """The same, and what it deleted is gone from the bytes of the files afterwards."""
        result = self.write(work)
        reach("erase.deleted")
        self._tried(_squeeze)
        return result

    def remove(self) -> None:
        """Deletes the files, whatever is in them; the next call makes a new one."""
        self._drop()
        for ending in ("-wal", "-shm", "-journal", ""):
            self._beside(ending).unlink(missing_ok=True)
        sync_folder(self._path.parent)

    def moved_aside(self) -> tuple[MovedAside, ...]:
        """The damaged files that were moved aside since this was last asked."""
        moved, self._moved = self._moved, []
        return tuple(moved)

    def close(self) -> None:
        """Closes the file; the next call opens it again."""
        self._drop()

    # --- trying ----------------------------------------------------------------------------

    def _tried(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            return work(self._connected())
        except sqlite3.Error as error:
            # A connection that failed once is not relied on again.
            self._drop()
            if not _is_damage(error):
                raise
            _log.warning("The database of %s is damaged: %s", self._schema.name, error)
        except OSError:
            self._drop()
            raise
        self._move_aside()
        return work(self._connected())

    def _connected(self) -> sqlite3.Connection:
        if self._connection is not None and self._identity != _identity(self._path):
            # Moved or deleted by somebody: what is written there now is kept nowhere.
            self._drop()
        if self._connection is None:
            self._connection = self._open()
            self._identity = _identity(self._path)
        return self._connection

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(sqlite3.Error):
                connection.close()

    # --- opening ---------------------------------------------------------------------------

    def _open(self) -> sqlite3.Connection:
        private_folder(self._path.parent)
        reach("open.folder")
        if self._beside(_NEW).exists() and not self._path.exists():
            # A crash came in between, and nobody was told.
            self._exchange(self._free_name())
            self._moved.append(MovedAside(self._aside, None))
        self._check_header()
        self._make_private()
        reach("open.created")
        connection = sqlite3.connect(self._path, timeout=BUSY_S, isolation_level=None)
        # A text that was damaged must be found by its checksum, not by an error of the decoder.
        connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
        try:
            reach("open.connected")
            try:
                _set(connection, _PRAGMAS)
                version = self._check(connection)
                _set(connection, _LOG_PRAGMAS)
            except sqlite3.DatabaseError as error:
                if _code(error) in _SURROUNDINGS or isinstance(error, _Damaged):
                    raise
                raise _Damaged(str(error)) from error
            reach("open.checked")
            self._migrate(connection, version)
        except BaseException:
            connection.close()
            raise
        return connection

    def _check_header(self) -> None:
        """Sees to it that nothing at all is done to a newer version's file."""
        header = b""
        if self._path.exists():
            if not self._path.is_file():
                raise OSError(0, _("it is not a file"), str(self._path))
            with self._path.open("rb") as file:
                header = file.read(100)
        # The power may go while the file is made: then SQLite's own journal takes it back.
        is_made = not self._beside("-journal").exists()
        if header and not header.startswith(_SQLITE_SIGN) and is_made:
            raise _Damaged("not a database")
        if len(header) == 100:
            version = int.from_bytes(header[60:64], "big")
            sign = int.from_bytes(header[68:72], "big")
            if sign == self._schema.sign and version > self._schema.format:
                raise NewerFormat(f"format {version}")
        log = self._beside("-wal")
        if not header and log.exists() and log.stat().st_size:
            # SQLite would delete the log of a database that is not there.
            raise _Damaged("a log without its database")

    def _make_private(self) -> None:
        try:
            os.close(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            mode = self._path.stat().st_mode
            if os.name == "posix" and mode & 0o077:
                self._path.chmod(stat.S_IMODE(mode) & 0o700)
        else:
            sync_folder(self._path.parent)

    def _check(self, connection: sqlite3.Connection) -> int:
        """The format of the file; raises when it cannot be relied on."""
        ((version,),) = connection.execute("PRAGMA user_version")
        ((sign,),) = connection.execute("PRAGMA application_id")
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
        if sign == self._schema.sign and version > self._schema.format:
            raise NewerFormat(f"format {version}")
        if (sign or version or names) and sign != self._schema.sign:
            raise _Damaged("not a file of this program")
        found = [line for (line,) in connection.execute("PRAGMA quick_check(1)")]
        if found != ["ok"]:
            raise _Damaged(str(found[0]))
        if version == self._schema.format and not names.issuperset(self._schema.tables):
            raise _Damaged("a table is missing")
        return int(version)

    def _migrate(self, connection: sqlite3.Connection, version: int) -> None:
        steps = self._schema.steps[version:]
        for number, statements in enumerate(steps, version + 1):
            step = functools.partial(self._step, number, statements)
            _in_transaction(connection, step)
            reach("migrate.committed")
        if steps:
            # Into the file itself, so that an older version sees it without opening the log.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            reach("migrate.settled")

    def _step(
        self, number: int, statements: tuple[str, ...], connection: sqlite3.Connection
    ) -> None:
        reach("migrate.begun")
        ((version,),) = connection.execute("PRAGMA user_version")
        if version >= number:
            return  # another connection took this step between the look at the file and now
        for statement in statements:
            connection.execute(statement)
            reach("migrate.stepped")
        connection.execute(f"PRAGMA application_id={self._schema.sign}")
        connection.execute(f"PRAGMA user_version={number}")
        reach("migrate.versioned")

    # --- damage ----------------------------------------------------------------------------

    def _move_aside(self) -> None:
        """Exchanges the damaged file for a new one that holds what is whole of it.

        The new one is finished first, so that a crash at any step loses neither.
        """
        private_folder(self._aside)
        rows = salvage(self._path, self._schema, self._aside)
        new = Database(self._beside(_NEW), self._schema, self._aside)
        new.remove()
        new.write(functools.partial(_take, rows))
        new.close()
        reach("aside.salvaged")
        target = self._free_name()
        with contextlib.suppress(FileNotFoundError):
            self._path.rename(target)
        reach("aside.moved")
        self._exchange(target)
        self._moved.append(MovedAside(target, len(rows)))

    def _exchange(self, target: Path) -> None:
        """Puts the new file in the place of the damaged one, which is gone from there."""
        # A log that stays behind would be taken for the new file's own.
        for ending in ("-wal", "-journal"):
            with contextlib.suppress(FileNotFoundError):
                self._beside(ending).rename(f"{target}{ending}")
        reach("aside.log_moved")
        self._beside("-shm").unlink(missing_ok=True)
        self._beside(_NEW).replace(self._path)
        sync_folder(self._path.parent)
        sync_folder(self._aside)

    def _free_name(self) -> Path:
        stamp = time.strftime("%Y%m%d-%H%M%S")
        names = (
            f"{self._path.stem}-{stamp}{extra}{self._path.suffix}"
            for extra in ("", *map("-{}".format, range(2, 99)))
        )
        return next(path for name in names if not (path := self._aside / name).exists())

    def _beside(self, ending: str) -> Path:
        return self._path.with_name(self._path.name + ending)


def _set(connection: sqlite3.Connection, pragmas: tuple[str, ...]) -> None:
    for pragma in pragmas:
        connection.execute(pragma).fetchall()


def _take(rows: list[tuple[str, dict[str, Any]]], connection: sqlite3.Connection) -> None:
    for table, row in rows:
        put(connection, table, row)


def _in_transaction(connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
    connection.execute("BEGIN IMMEDIATE")
    try:
        reach("write.begun")
        result = work(connection)
        reach("write.done")
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    reach("write.committed")
    return result


def _squeeze(connection: sqlite3.Connection) -> None:
    connection.execute("VACUUM")
    reach("erase.vacuumed")
    ((busy, _frames, _moved),) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    if busy:
        raise sqlite3.OperationalError("another program reads the file")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _code(error: sqlite3.Error) -> int:
    """SQLite's primary result code; 0 for what did not come from SQLite."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _is_damage(error: sqlite3.Error) -> bool:
    return isinstance(error, _Damaged) or _code(error) in _DAMAGE

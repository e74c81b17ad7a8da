"""The database file: modes, durability, formats, and what happens to damaged and foreign ones."""

from __future__ import annotations

import contextlib
import functools
import os
import random
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from gui.services.storage import drafts, journal, points
from gui.services.storage.database import Database, NewerFormat, Schema
from gui.services.storage.encoding import is_whole, put, sealed
from tests.helpers.harness import ExpectLog

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")

FIRST = ("CREATE TABLE notes (number INTEGER PRIMARY KEY, text TEXT, checksum BLOB)",)
SECOND = ("CREATE TABLE more (number INTEGER PRIMARY KEY, checksum BLOB)",)
THIRD = ("ALTER TABLE more ADD COLUMN text TEXT", "CREATE INDEX texts ON more (text)")

Open = Callable[..., Database]


def schema(*steps: tuple[str, ...], tables: tuple[str, ...] = ("notes",)) -> Schema:
    return Schema("notes", 0x52644E6F, steps or (FIRST,), tables, is_whole)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "notes.sqlite"


@pytest.fixture
def aside(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "damaged"


@pytest.fixture
def start(file: Path, aside: Path) -> Iterator[Open]:
    """Opens the file as a start of the program does."""
    opened: list[Database] = []

    def start(*steps: tuple[str, ...], **more: Any) -> Database:
        opened.append(Database(file, schema(*steps, **more), aside))
        return opened[-1]

    yield start
    for database in opened:
        database.close()


@pytest.fixture
def disarmed() -> Iterator[None]:
    yield
    points.arm(None)


def note(number: int, text: str) -> Callable[[sqlite3.Connection], None]:
    return lambda connection: put(connection, "notes", sealed({"number": number, "text": text}))


def texts(connection: sqlite3.Connection) -> dict[int, str]:
    return dict(connection.execute("SELECT number, text FROM notes ORDER BY number").fetchall())


def many(connection: sqlite3.Connection) -> None:
    for number in range(200):
        note(number, f"note {number} " + "x" * 300)(connection)


def ends_after(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


# --- written -------------------------------------------------------------------------------


def test_what_was_written_is_there_at_the_next_start(start: Open) -> None:
    start().write(note(1, "kept"))
    assert start().read(texts) == {1: "kept"}


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("secure_delete", 1), ("temp_store", 2)],
)
def test_it_is_set_up_to_survive(start: Open, pragma: str, value: object) -> None:
    """`synchronous=FULL` is what makes a commit outlive a power cut (H34)."""
    assert start().read(lambda connection: ends_after(connection, pragma)) == value


def test_what_fails_changes_nothing(start: Open) -> None:
    database = start()
    database.write(note(1, "before"))

    def fail(connection: sqlite3.Connection) -> None:
        note(1, "after")(connection)
        raise OSError("no")

    with pytest.raises(OSError, match="no"):
        database.write(fail)
    assert database.read(texts) == {1: "before"}


@posix_only
def test_it_is_for_this_user_alone(start: Open, file: Path) -> None:
    before = os.umask(0)
    try:
        start().write(note(1, "private"))
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()}
    assert modes == {"notes.sqlite": 0o600, "notes.sqlite-wal": 0o600, "notes.sqlite-shm": 0o600}


@posix_only
def test_it_is_private_before_there_is_anything_in_it(
    start: Open, file: Path, disarmed: None
) -> None:
    seen: list[tuple[int, int]] = []

    def look(point: str) -> None:
        if point == "open.created":
            seen.append((file.stat().st_size, stat.S_IMODE(file.stat().st_mode)))

    points.arm(look)
    before = os.umask(0)
    try:
        start().write(note(1, "private"))
    finally:
        os.umask(before)
    assert seen == [(0, 0o600)]


@posix_only
def test_a_file_that_others_could_read_is_closed_to_them(start: Open, file: Path) -> None:
    database = start()
    database.write(note(1, "private"))
    database.close()
    file.chmod(0o664)
    assert start().read(texts) == {1: "private"}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@posix_only
def test_a_file_deleted_while_it_is_open_is_made_anew(start: Open, file: Path) -> None:
    """Else everything would be written into a file that has no name any more."""
    database = start()
    database.write(note(1, "before"))
    for path in tuple(file.parent.iterdir()):
        path.unlink()
    database.write(note(2, "after"))
    assert start().read(texts) == {2: "after"}


def test_erased_is_gone_from_the_bytes(start: Open, file: Path) -> None:
    database = start()
    database.write(many)
    database.write(note(1000, "the secret of Amara"))
    assert any(b"secret of Amara" in path.read_bytes() for path in file.parent.iterdir())
    database.erase(lambda connection: connection.execute("DELETE FROM notes WHERE number=1000"))
    assert not any(b"secret of Amara" in path.read_bytes() for path in file.parent.iterdir())
    assert len(database.read(texts)) == 200
    size = file.stat().st_size
    database.erase(lambda connection: connection.execute("DELETE FROM notes WHERE number>10"))
    assert file.stat().st_size < size / 2


# --- formats -------------------------------------------------------------------------------


def test_older_formats_are_brought_up_with_all_that_is_in_them(start: Open) -> None:
    old = start(FIRST)
    old.write(note(1, "old"))
    old.close()
    new = start(FIRST, SECOND, THIRD, tables=("notes", "more"))
    assert new.read(texts) == {1: "old"}
    new.write(lambda connection: connection.execute("INSERT INTO more (text) VALUES ('new')"))
    assert new.read(lambda connection: ends_after(connection, "user_version")) == 3


def test_a_format_that_another_connection_brings_up_meanwhile_is_taken_as_it_is(
    start: Open, disarmed: None
) -> None:
    other = start(FIRST, SECOND, tables=("notes", "more"))

    def meanwhile(point: str) -> None:
        if point == "open.checked":
            points.arm(None)
            other.write(note(1, "theirs"))

    points.arm(meanwhile)
    mine = start(FIRST, SECOND, tables=("notes", "more"))
    assert mine.read(texts) == {1: "theirs"}
    mine.write(note(2, "mine"))
    assert other.read(texts) == {1: "theirs", 2: "mine"}


def test_a_step_that_fails_leaves_the_file_as_it_was(start: Open, file: Path) -> None:
    old = start(FIRST)
    old.write(note(1, "old"))
    old.close()
    broken = start(FIRST, (*SECOND, "INSERT INTO nowhere VALUES (1)"))
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        broken.read(texts)
    assert start(FIRST).read(texts) == {1: "old"}
    assert not (file.parent / "damaged").exists()


@pytest.mark.parametrize("ours", [drafts.SCHEMA, journal.SCHEMA], ids=["drafts", "journal"])
def test_every_format_there_ever_was_is_brought_up(ours: Schema, file: Path, aside: Path) -> None:
    for version in range(ours.format + 1):
        path = file.with_name(f"{version}.sqlite")
        path.parent.mkdir(exist_ok=True)
        with sqlite3.connect(path) as connection:
            for statements in ours.steps[:version]:
                for statement in statements:
                    connection.execute(statement)
            if version:
                connection.execute(f"PRAGMA application_id={ours.sign}")
                connection.execute(f"PRAGMA user_version={version}")
        connection.close()
        database = Database(path, ours, aside)
        for table in ours.tables:
            database.read(functools.partial(_select_all, table))
        database.close()
        assert database.moved_aside() == ()


def _select_all(table: str, connection: sqlite3.Connection) -> object:
    return connection.execute(f"SELECT * FROM {table}").fetchall()


def test_a_newer_versions_file_is_not_touched_at_all(start: Open, file: Path) -> None:
    newer = start(FIRST, SECOND)
    newer.write(note(1, "newer"))
    newer.close()
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in _files(file)}
    for _attempt in range(2):
        with pytest.raises(NewerFormat):
            start(FIRST).write(note(1, "older"))
    after = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in _files(file)}
    assert after == before


def test_a_newer_format_that_is_only_in_the_log_is_seen_too(start: Open, file: Path) -> None:
    """The newer program was killed before it had settled its new format in the file."""
    old = start(FIRST)
    old.write(note(1, "old"))
    newer = sqlite3.connect(file)
    newer.execute("PRAGMA user_version=2")
    assert int.from_bytes(file.read_bytes()[60:64], "big") == 1
    with pytest.raises(NewerFormat):
        start(FIRST).read(texts)
    newer.close()


def _files(file: Path) -> list[Path]:
    return [path for path in file.parent.rglob("*") if path.is_file()]


# --- damage --------------------------------------------------------------------------------


def moved(database: Database) -> tuple[Path, int | None]:
    (aside,) = database.moved_aside()
    return aside.file, aside.rows


@pytest.mark.parametrize(
    "content",
    [b"", b"x", b"nonsense" * 1000, b"SQLite format 3\0", b"SQLite format 3\0" + b"\xff" * 5000],
    ids=["empty", "short", "text", "sign", "header"],
)
def test_what_is_no_database_is_kept_aside_and_a_new_one_begun(
    start: Open, file: Path, content: bytes, expect_log: ExpectLog
) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    database = start()
    if content:
        with expect_log("damaged"):
            database.write(note(1, "new"))
        path, rows = moved(database)
        assert (path.read_bytes(), rows) == (content, 0)
        assert path.parent == file.parent / "damaged"
    else:
        database.write(note(1, "new"))
    assert start().read(texts) == {1: "new"}


def test_a_cut_while_the_file_was_made_is_taken_back_by_its_journal(
    start: Open, file: Path, tmp_path: Path
) -> None:
    """The length of the first page arrived and its bytes did not: nothing was in it yet."""
    made = tmp_path / "made"
    with contextlib.closing(sqlite3.connect(made, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("PRAGMA cache_size=1")
        connection.execute("CREATE TABLE t (x)")
        connection.execute("INSERT INTO t VALUES (randomblob(40000))")  # so that it is written
        journal = made.with_name("made-journal").read_bytes()
    assert len(journal) >= 512
    file.parent.mkdir()
    file.write_bytes(bytes(4096))
    file.with_name(f"{file.name}-journal").write_bytes(journal)
    database = start()
    database.write(note(1, "new"))
    assert not database.moved_aside()
    assert database.read(texts) == {1: "new"}


def test_a_journal_does_not_stay_behind_for_the_new_file(
    start: Open, file: Path, expect_log: ExpectLog
) -> None:
    file.parent.mkdir()
    file.write_bytes(b"nonsense" * 1000)
    file.with_name(f"{file.name}-journal").write_bytes(b"nothing that SQLite knows" * 100)
    database = start()
    with expect_log("damaged"):
        database.write(note(1, "new"))
    path, _rows = moved(database)
    assert not file.with_name(f"{file.name}-journal").exists()
    assert path.read_bytes() == b"nonsense" * 1000
    assert start().read(texts) == {1: "new"}


def test_the_file_of_another_program_is_not_written_into(
    start: Open, file: Path, expect_log: ExpectLog
) -> None:
    file.parent.mkdir()
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE notes (theirs TEXT)")
    connection.close()
    before = file.read_bytes()
    database = start()
    with expect_log("not a file of this program"):
        database.write(note(1, "ours"))
    assert moved(database)[0].read_bytes() == before


def test_a_missing_table_is_damage(start: Open, file: Path, expect_log: ExpectLog) -> None:
    start().close()
    start().write(many)
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TABLE notes")
    connection.close()
    with expect_log("a table is missing"):
        assert start().read(texts) == {}


@pytest.mark.parametrize("first_asked", ["read", "write"])
def test_of_a_damaged_file_all_that_is_whole_is_taken_over(
    start: Open, file: Path, first_asked: str, expect_log: ExpectLog
) -> None:
    first = start()
    first.write(many)
    first.close()
    data = bytearray(file.read_bytes())
    page = len(data) // 4096 // 2 * 4096
    data[page : page + 4096] = b"\xa5" * 4096
    file.write_bytes(data)
    database = start()
    with expect_log("damaged"):
        if first_asked == "write":  # which goes nowhere near the damage
            database.write(lambda connection: connection.execute("DELETE FROM notes WHERE 0"))
        else:
            database.read(texts)
    found = database.read(texts)
    path, rows = moved(database)
    assert path.read_bytes() == bytes(data)
    assert rows == len(found)
    assert 150 < len(found) < 200
    assert all(text.startswith(f"note {number} ") for number, text in found.items())
    assert list(file.parent.joinpath("damaged").iterdir()) == [path]


def test_whatever_is_damaged_nothing_wrong_is_ever_read(
    start: Open, file: Path, expect_log: ExpectLog
) -> None:
    """Bits that fell over anywhere: rows may be missing, never other than they were written."""
    first = start()
    first.write(many)
    expected = first.read(texts)
    first.close()
    whole = file.read_bytes()
    dice = random.Random(7)
    found_damage = 0
    with expect_log("damaged"):
        for _round in range(60):
            data = bytearray(whole)
            for _hit in range(dice.choice([1, 1, 8, 200])):
                data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
            file.write_bytes(data if dice.random() < 0.7 else data[: dice.randrange(len(data))])
            database = start()
            rows = database.read(_rows)
            for row in rows:
                if is_whole("notes", row):
                    assert expected[row["number"]] == row["text"]
            database.write(note(1000, "goes on"))
            found_damage += len(database.moved_aside())
            database.close()
    assert found_damage > 10


def _rows(connection: sqlite3.Connection) -> list[Mapping[str, Any]]:
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    return [dict(row) for row in cursor.execute("SELECT * FROM notes")]


def test_a_log_whose_database_is_gone_is_kept(
    start: Open, file: Path, expect_log: ExpectLog
) -> None:
    """SQLite deletes such a log; it may hold the only copy of what was typed last."""
    database = start()
    database.write(many)
    log = file.with_name("notes.sqlite-wal").read_bytes()
    database.close()
    for path in _files(file):
        path.unlink()
    file.with_name("notes.sqlite-wal").write_bytes(log)
    database = start()
    with expect_log("a log without its database"):
        assert database.read(texts) == {}
    assert Path(f"{moved(database)[0]}-wal").read_bytes() == log


def test_damage_that_shows_while_it_is_open_is_moved_aside_too(
    start: Open, file: Path, expect_log: ExpectLog
) -> None:
    database = start()
    database.write(many)
    database.erase(lambda connection: None)  # all of it into the file itself
    data = bytearray(file.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    with file.open("r+b") as out:
        out.write(data)
    with expect_log("damaged"):
        database.read(lambda connection: connection.execute("PRAGMA cache_size=0"))
        database.close()
        database.write(note(1, "goes on"))
    assert database.read(texts) == {1: "goes on"}


@pytest.mark.parametrize(
    "kind",
    ["folder", pytest.param("fifo", marks=posix_only), pytest.param("link", marks=posix_only)],
)
def test_what_is_not_a_file_is_an_error_and_left_alone(start: Open, file: Path, kind: str) -> None:
    """Opening a FIFO would wait for ever."""
    file.parent.mkdir()
    target = file.with_name("target") if kind == "link" else file
    if kind == "fifo":
        os.mkfifo(target)
    else:
        target.mkdir()
    if kind == "link":
        file.symlink_to(target)
    with pytest.raises(OSError, match="it is not a file"):
        start().write(note(1, "x"))
    assert target.exists()


@posix_only
def test_a_link_leads_to_the_file(start: Open, file: Path, tmp_path: Path) -> None:
    file.parent.mkdir()
    file.symlink_to(tmp_path / "elsewhere.sqlite")
    start().write(note(1, "kept"))
    assert file.is_symlink()
    assert start().read(texts) == {1: "kept"}

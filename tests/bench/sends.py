"""Rows 7 and 8: one changed field, from Ctrl+S to "sent", beside the same requests by httpx.

The floor is httpx's client that blocks, which no window can use; 7b has the one that does not, in
the same event loop: what the platform allows a program that stays alive meanwhile. 7c has beside it
as many durable commits of sqlite as the send made before its PATCH, counted in the send itself,
which no program can do without that promises to lose nothing. 7p puts both beside the client that
blocks: what is left of the goal before the program has done anything itself.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
import tempfile
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import httpx
from PySide6.QtWidgets import QLineEdit

from gui.model.fields import Tab
from gui.services.notices import Notice, Tone
from gui.services.session import Session
from gui.services.storage.database import Database
from gui.workable.transport import Transport
from tests.bench import inside
from tests.bench.inside import Bench
from tests.bench.rows import Pairs, Row, milliseconds
from tests.bench.server import WITHOUT_FILES
from tests.helpers.wait import until

_KEPT: Final = b"x" * 2_000
"""As long as a row of an ordinary draft or of the journal."""


def measure(*, quick: bool) -> list[Row]:
    return inside.run(lambda bench: _rows(bench, 5 if quick else 25))


async def _rows(bench: Bench, count: int) -> list[Row]:
    session = await bench.opened(WITHOUT_FILES)
    bench.hands.program.form.show_tab(Tab.PROFILE)
    await _sent(bench, session, "Warm up")
    await inside.settled(0.5)  # the server notes a request when it is over
    bench.server.ask("clear")
    commits = await _commits(lambda: _sent(bench, session, "Watched"))
    await inside.settled(0.5)
    asked = [entry for entry in bench.server.ask("log") if entry["surface"] == "api"]
    requests = [entry for entry in asked if entry["path"].endswith(WITHOUT_FILES)]
    got: list[float] = []
    floor: list[float] = []
    alive: list[float] = []
    kept: list[float] = []
    headers = {"Authorization": f"Bearer {bench.server.token}"}
    address = bench.server.url
    with tempfile.TemporaryDirectory(prefix="redline-bench-", dir=Path.home()) as folder:
        disk = _Disk(Path(folder))
        other = httpx.AsyncClient(headers=headers, base_url=address)
        client = httpx.Client(headers=headers, base_url=address)  # blocks, as it is meant to
        _bare(client, requests, "Warm up, barely")
        await _bare_alive(other, requests, "Warm up, alive")
        for number in range(count):
            floor.append(_bare(client, requests, f"Barely {number}"))
            await inside.settled(0.05)
            alive.append(await _bare_alive(other, requests, f"Alive {number}"))
            await inside.settled(0.05)
            kept.append(await _bare_alive(other, requests, f"Kept {number}", disk, commits))
            await inside.settled(0.05)
            await _read_again(bench, session)
            got.append(await _sent(bench, session, f"By hand {number}"))
            await inside.settled(0.05)
        await other.aclose()
        await disk.aclose()
    taken, in_loop, with_disk = Pairs(got, floor), Pairs(got, alive), Pairs(got, kept)
    loop_alone, loop_and_disk = Pairs(alive, floor), Pairs(kept, floor)
    return [
        Row(
            "7",
            f"Ctrl+S to sent ({_named(requests)})",
            milliseconds(taken.median),
            goal="≤ 1.3×",
            floor=milliseconds(taken.median_floor),
            ratio=f"{taken.ratio:.2f}",
            good=taken.ratio <= 1.3,
            more=taken.numbers("s"),
        ),
        Row(
            "7b",
            "the same, beside httpx in the same event loop",
            milliseconds(in_loop.median),
            floor=milliseconds(in_loop.median_floor),
            ratio=f"{in_loop.ratio:.2f}",
            more=in_loop.numbers("s"),
        ),
        Row(
            "7c",
            f"the same, and {commits} commits to the disk before the PATCH",
            milliseconds(with_disk.median),
            floor=milliseconds(with_disk.median_floor),
            ratio=f"{with_disk.ratio:.2f}",
            more={**with_disk.numbers("s"), "commits": commits},
        ),
        Row(
            "7p",
            "the platform: bare httpx in the event loop, beside httpx that blocks",
            milliseconds(loop_alone.median),
            floor=milliseconds(loop_alone.median_floor),
            ratio=f"{loop_alone.ratio:.2f}",
            more=loop_alone.numbers("s"),
        ),
        Row(
            "7p",
            f"the platform: the same, and {commits} commits to the disk",
            milliseconds(loop_and_disk.median),
            floor=milliseconds(loop_and_disk.median_floor),
            ratio=f"{loop_and_disk.ratio:.2f}",
            more=loop_and_disk.numbers("s"),
        ),
        _bytes(bench, requests),
    ]


def _named(requests: list[dict[str, Any]]) -> str:
    return ", ".join(entry["method"] for entry in requests)


async def _read_again(bench: Bench, session: Session) -> None:
    """Joins what the bare requests wrote, which would be a collision else."""
    bench.hands.program.desk.reload()
    before = session.baseline
    await until(lambda: session.baseline is not before and not session.is_sending)
    await inside.settled(0.05)


async def _sent(bench: Bench, session: Session, headline: str) -> float:
    """Seconds from the key to the words that it is sent."""
    program = bench.hands.program
    bench.hands.type_into("Headline", headline)
    bench.hands.named("Headline", QLineEdit).setFocus()
    await inside.settled(0.02)
    # The draft is on the disk before: that is row 13's.
    await program.keeper.flush()
    told: asyncio.Future[float] = asyncio.get_running_loop().create_future()

    def over(notice: Notice) -> None:
        if not told.done() and notice.tone is Tone.SUCCESS:
            told.set_result(time.perf_counter())

    program.notices.told.connect(over)
    start = time.perf_counter()
    bench.hands.press("Ctrl+S")
    took = await asyncio.wait_for(told, 30) - start
    program.notices.told.disconnect(over)
    await bench.hands.sent()
    assert not session.draft.is_dirty, bench.hands.words
    return took


async def _commits(send: Callable[[], Awaitable[object]]) -> int:
    """How often a send has written to the disk, durably, when its PATCH goes."""
    write, ask = Database.write, Transport.send
    written: list[bool] = []
    before = 0

    def noted(self: Database, work: Callable[[sqlite3.Connection], Any]) -> Any:
        written.append(True)
        return write(self, work)

    async def asked(self: Transport, method: str, *given: Any, **more: Any) -> Any:
        nonlocal before
        if method == "GET" and not before:
            written.clear()
        elif method == "PATCH":
            before = len(written)
        return await ask(self, method, *given, **more)

    Database.write = noted  # type: ignore[method-assign]
    Transport.send = asked  # type: ignore[method-assign]
    try:
        await send()
    finally:
        Database.write = write  # type: ignore[method-assign]
        Transport.send = ask  # type: ignore[method-assign]
    assert before, "it wrote nothing before its PATCH"
    return before


class _Disk:
    """Bare sqlite in a thread of its own, as durable as the program's files."""

    def __init__(self, folder: Path) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._file = folder / "bare.db"
        self._connection: sqlite3.Connection | None = None

    async def commit(self) -> None:
        """One row; on return it is on the disk."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._put)

    async def aclose(self) -> None:
        def close() -> None:
            if self._connection is not None:
                self._connection.close()

        await asyncio.get_running_loop().run_in_executor(self._thread, close)
        self._thread.shutdown()

    def _put(self) -> None:
        if self._connection is None:
            self._connection = sqlite3.connect(self._file, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode=WAL").fetchall()
            self._connection.execute("PRAGMA synchronous=FULL")
            self._connection.execute("CREATE TABLE kept (name TEXT PRIMARY KEY, body BLOB)")
        self._connection.execute("INSERT OR REPLACE INTO kept VALUES ('draft', ?)", (_KEPT,))


async def _bare_alive(
    client: httpx.AsyncClient,
    requests: list[dict[str, Any]],
    headline: str,
    disk: _Disk | None = None,
    commits: int = 0,
) -> float:
    body = json.dumps({"candidate": {"headline": headline}}).encode()
    start = time.perf_counter()
    for entry in requests:
        if disk is not None and entry["method"] == "PATCH":
            for _number in range(commits):
                await disk.commit()
        path = "/candidates/" + entry["path"].rsplit("/", 1)[1]
        if entry["method"] == "GET":
            answer = await client.get(path)
        else:
            kind = {"Content-Type": "application/json"}
            answer = await client.request(entry["method"], path, content=body, headers=kind)
        answer.raise_for_status()
        answer.json()
    return time.perf_counter() - start


def _bare(client: httpx.Client, requests: list[dict[str, Any]], headline: str) -> float:
    """The same requests in the same order, and nothing beside."""
    body = json.dumps({"candidate": {"headline": headline}}).encode()
    start = time.perf_counter()
    for entry in requests:
        path = "/candidates/" + entry["path"].rsplit("/", 1)[1]
        if entry["method"] == "GET":
            answer = client.get(path)
        else:
            kind = {"Content-Type": "application/json"}
            answer = client.request(entry["method"], path, content=body, headers=kind)
        answer.raise_for_status()
        answer.json()
    return time.perf_counter() - start


def _bytes(bench: Bench, requests: list[dict[str, Any]]) -> Row:
    """What the change itself needs against what went."""
    del bench
    patch = next(entry for entry in requests if entry["method"] == "PATCH")
    minimal = json.dumps(
        {"candidate": {"headline": "Watched"}}, ensure_ascii=False, separators=(",", ":")
    )
    least, sent = len(minimal.encode()), int(patch["bytes"])
    return Row(
        "8",
        "bytes of that PATCH body",
        f"{sent} bytes",
        goal="≤ 1.0×",
        floor=f"{least} bytes",
        ratio=f"{sent / least:.2f}",
        good=sent <= least,
        more={"keys": patch["keys"]},
    )

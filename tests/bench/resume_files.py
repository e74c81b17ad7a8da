"""Issue 4: a resume of five megabytes: its first page beside a bare render, memory, quality."""

from __future__ import annotations

import asyncio
import gc
import io
import os
import tempfile
import time
from contextlib import redirect_stdout
from pathlib import Path
from typing import Final

import pypdfium2
from PySide6.QtCore import QUrl

from gui.services.reading import FirstLook, OpenResume, PageImage
from gui.services.session import Session
from gui.views.actions import Act
from gui.views.panels.resume_paper import Wish
from gui.views.panels.side import Side
from tests.bench import inside, resume_quality
from tests.bench.documents import five_megabytes
from tests.bench.inside import Bench
from tests.bench.rows import Pairs, Row, milliseconds
from tests.bench.server import WITHOUT_FILES
from tests.helpers.wait import until

GOAL: Final = 1.5
GOAL_MB: Final = 20.0


def measure(*, quick: bool) -> list[Row]:
    data = five_megabytes()
    rows = inside.run(lambda bench: _rows(bench, data, *((2, 0.5) if quick else (9, 1.0))))
    return rows if quick else [*rows, _quality()]


async def _rows(bench: Bench, data: bytes, count: int, rest: float) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "resume.pdf"
        path.write_bytes(data)
        url = QUrl.fromLocalFile(str(path)).toString()
        memory = await _memory(bench, data, url, rest)
        return [await _first_page(bench, data, url, count, rest), memory]


async def _first_page(bench: Bench, data: bytes, url: str, count: int, rest: float) -> Row:
    """From the moment at which a dropped file is in the draft, in the running program with the
    resume's page in front, to its first page painted: handing it to the reader, and all that the
    window does for a staged file meanwhile.

    A reading process waits, as it does 1.5 s after the start and 1 s after each resume; the bare
    render is the same library's in a program that has it loaded. Both are taken when nothing else
    is going on.
    """
    program = bench.hands.program
    session = await bench.opened(WITHOUT_FILES)
    program.window.show_side(Side.RESUME)
    got: list[float] = []
    floor: list[float] = []
    await inside.settled(2 * rest)
    canvas = program.resume.canvas
    for _number in range(count + 1):
        await _quiet(bench, rest)
        # The zoom is the one of the turn before, and the first turn is not counted.
        floor.append(await asyncio.to_thread(_bare, data, canvas.zoom * canvas.devicePixelRatioF()))
        got.append(await _until_painted(bench, session, url))
        bench.hands.window.acts[Act.REVERT_ALL].trigger()
    taken = Pairs(got[1:], floor[1:])
    return Row(
        "A",
        "opening a 5 MB PDF to its first page seen, in the running program",
        milliseconds(taken.median),
        goal=f"≤ {GOAL}×",
        floor=milliseconds(taken.median_floor),
        ratio=f"{taken.ratio:.2f}",
        good=taken.ratio <= GOAL,
        more=taken.numbers("s"),
    )


async def _quiet(bench: Bench, rest: float) -> None:
    """A process waits for the next resume, and is loaded; nothing is being read."""
    program = bench.hands.program
    await until(lambda: program.reader.is_warm, limit=20)
    await inside.settled(rest)


async def _until_painted(bench: Bench, session: Session, url: str) -> float:
    program = bench.hands.program
    canvas, reader = program.resume.canvas, program.reader
    put, start = canvas.put_image, reader.start
    seen: asyncio.Future[float] = asyncio.get_running_loop().create_future()
    begun: list[float] = []

    def noted_start(data: bytes, media: str, first: FirstLook | None = None) -> OpenResume:
        begun.append(time.perf_counter())
        return start(data, media, first)

    def noted(wish: Wish, image: PageImage | None) -> None:
        put(wish, image)
        if not seen.done():
            canvas.repaint()
            seen.set_result(time.perf_counter())

    canvas.put_image, reader.start = noted, noted_start  # type: ignore[method-assign]
    try:
        await program.staging.stage_dropped(session, [url], choose=_nothing_to_choose)
        painted = await asyncio.wait_for(seen, 30)
    finally:
        del canvas.put_image, reader.start
    return painted - begun[0]


async def _nothing_to_choose(*_given: object) -> None:
    raise AssertionError("one file is no choice")


def _bare(data: bytes, scale: float) -> float:
    """The first page by the same library, in this process."""
    start = time.perf_counter()
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    bitmap = page.render(scale=scale)
    took = time.perf_counter() - start
    for each in (bitmap, page, document):
        each.close()
    return took


async def _memory(bench: Bench, data: bytes, url: str, rest: float) -> Row:
    """What the editor takes more while such a file is staged, shown and sent, and keeps after."""
    program = bench.hands.program
    program.window.show_side(Side.RESUME)
    await _used(bench, url, rest)  # what is made once is made
    bench.closed()
    await inside.settled(rest)
    gc.collect()
    before = _resident()
    _forget_peak()
    await _used(bench, url, rest)
    peak = _peak()
    bench.closed()
    program.resume_view.show_session(None)
    await inside.settled(rest)
    gc.collect()
    after = _resident()
    size = len(data) / 1e6
    more, left = peak - before, after - before
    return Row(
        "C",
        "memory while a 5 MB resume is dropped, shown and sent",
        f"+{more:.0f} MB at most, {left:+.1f} MB afterwards",
        goal=f"≤ +{size + GOAL_MB:.0f} MB, given back",
        floor=f"{size:.1f} MB (the file)",
        good=more <= size + GOAL_MB and left <= 2.0,
        more={"before": before, "peak": peak, "after": after, "unit": "MB"},
    )


async def _used(bench: Bench, url: str, rest: float) -> None:
    program = bench.hands.program
    session = await bench.opened(WITHOUT_FILES)
    await program.staging.stage_dropped(session, [url], choose=_nothing_to_choose)
    program.window.show_side(Side.RESUME)
    await until(lambda: program.resume_view.document is not None, limit=20)
    await inside.settled(rest)
    bench.hands.window.acts[Act.SEND].trigger()
    dialog = await bench.hands.dialog()  # the stored resume is replaced: it asks
    dialog.accept()
    await bench.hands.sent()
    await inside.settled(rest / 2)


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def _peak() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return float(line.split()[1]) * 1024 / 1e6
    return 0.0


def _quality() -> Row:
    """How well resumes are understood, on the set that was never looked at."""
    told = io.StringIO()
    with redirect_stdout(told):
        missed = resume_quality.main(["--here"])
    lines = told.getvalue().splitlines()
    held = next(at for at, line in enumerate(lines) if line.startswith("Held-out"))
    total = next(line for line in lines[held:] if line.split()[:1] == ["all"])
    return Row(
        "D",
        "values proposed out of 60 resumes (held out)",
        " ".join(total.split()[1:]),
        goal="e-mail, phone 98 %, names 90 %, dates 85 %, precision 95 %",
        good=missed == 0,
        more={"table": lines},
    )

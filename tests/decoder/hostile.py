"""Strangers' files against the decoder, in any number: bombs, samples, mutations (H53, §6.6).

What is held: every file ends as shown or as refused within the limits, the process that decodes
opens, starts and writes nothing (`watching`), takes no more memory than it may, and is killed and
reported where it misbehaves, while the editor's loop goes on. `make test` runs a slice of it
(test_hostile.py); `make hostile` the whole (`programme`), on samples that `sources` fetched.
"""

from __future__ import annotations

import asyncio
import hashlib
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from gui.decoder import protocol as say
from gui.errors import BadFile
from gui.model.fileformats import MAX_FILE_SIZE, Role, judge, role_of
from gui.services.preview import Pictures, decoder_command
from gui.services.reader_answers import NotAnAnswer, Pages, read_flowing, read_json, read_pages
from gui.services.reader_child import Answer, Child
from gui.services.reading import CannotShow, Reader
from tests.decoder import sources
from tests.decoder.bombs import all_bombs

SANDBOX = Path(__file__).parents[2] / "resources" / "sandbox"
WALL = 10.0
"""Seconds that the editor waits for one answer."""
WALL_GOAL = 12.0
MOST_OF_ONE = 600
"""Samples of one kind out of one package: a few hundred charts of one library are enough."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A file, and where it comes from."""

    name: str
    media: str
    data: bytes


@dataclass
class Tally:
    """How many files ended how, and how long the slowest took."""

    ends: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")
    lost: list[str] = field(default_factory=list)
    """Files that cost a process: it died, or was killed for taking too long."""
    stall: float = 0.0
    """Seconds that the editor's loop was busy with one thing at most."""

    def join(self, other: Tally) -> None:
        """Adds another's."""
        self.ends += other.ends
        self.slowest = max(self.slowest, other.slowest)
        self.lost += other.lost
        self.stall = max(self.stall, other.stall)

    @property
    def files(self) -> int:
        return self.ends.total()

    @property
    def is_good(self) -> bool:
        """Whether every file ended in a way that is foreseen, and in time."""
        known = all(end.partition(":")[0] in ("shown", "refused", "lost") for end in self.ends)
        return known and self.slowest[0] <= WALL_GOAL

    def add(self, sample: Sample, end: str, seconds: float) -> None:
        self.ends[end] += 1
        self.slowest = max(self.slowest, (seconds, sample.name))
        if end == "lost":
            self.lost.append(sample.name)

    def __str__(self) -> str:
        ends = ", ".join(f"{end} {count:,}" for end, count in sorted(self.ends.items()))
        seconds, name = self.slowest
        return f"{self.files:,} files: {ends}; slowest {seconds:.1f} s ({name})"


class Judge:
    """Decodes documents one after the other in processes that it replaces when they end.

    `seconds` is what the editor waits for one answer.
    """

    def __init__(self, seconds: float = 10.0, command: Sequence[str] | None = None) -> None:
        self._seconds = seconds
        self._command = command or decoder_command()
        self._child: Child | None = None
        self.slowest = 0.0
        """Seconds that one question took at most."""

    def document(self, sample: Sample) -> str:
        """How a document ended: shown, refused, or with its process lost."""
        form = say.FORMATS[sample.media]
        about = self._ask(say.OPEN, [form, sample.data], say.MAX_TEXT)
        if about is None:
            return "lost"
        if about.reason is not None:
            return "refused"
        sizes, more = read_pages(read_json(about.body), 500)
        if not sizes:
            answer = self._ask(say.TEXT, [say.PAGE_NUMBER.pack(0)], say.MAX_TEXT)
            if answer is None:
                return "lost"
            if answer.reason is None:
                read_flowing(sample.media, read_json(answer.body))
            return "shown" if answer.reason is None else "refused"
        made = Pages(sample.media, more)
        drawing = say.DRAWING.pack(0, 1.0, 0, 0, 0, 0)
        for kind, body in ((say.TEXT, say.PAGE_NUMBER.pack(0)), (say.DRAW, drawing)):
            answer = self._ask(kind, [body], 4 * say.MAX_PIXELS + 8)
            if answer is None:
                return "lost"
            if answer.reason is not None:
                return "refused"
            if kind == say.TEXT:
                made.add(*sizes[0], read_json(answer.body))
        return "shown"

    def _ask(self, kind: bytes, parts: list[bytes], most: int) -> Answer | None:
        if self._child is None:
            self._child = Child.start(self._command)
            assert self._child is not None
        child = self._child
        clock = threading.Timer(self._seconds, child.kill)
        clock.start()
        start = time.monotonic()
        try:
            answer = child.ask(kind, parts, most=most)
        finally:
            clock.cancel()
            self.slowest = max(self.slowest, time.monotonic() - start)
        if answer is None:
            self.close()
        return answer

    def close(self) -> None:
        """Ends the process."""
        if self._child is not None:
            self._child.bury()
            self._child = None


def run_documents(
    samples: Iterable[Sample], *, seconds: float = WALL, command: Sequence[str] | None = None
) -> Tally:
    """All documents, in two processes at a time."""
    tally = Tally()
    lock = threading.Lock()
    waiting = iter(samples)

    def work() -> None:
        judge_ = Judge(seconds, command)
        try:
            while True:
                with lock:
                    sample = next(waiting, None)
                if sample is None:
                    return
                judge_.slowest = 0.0
                try:
                    end = judge_.document(sample)
                except NotAnAnswer as error:
                    end = f"not an answer: {error}"
                with lock:
                    tally.add(sample, end, judge_.slowest)
        finally:
            judge_.close()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(work), pool.submit(work)]:
            done.result()
    return tally


async def run_pictures(
    samples: Iterable[Sample], *, seconds: float = WALL, command: Sequence[str] | None = None
) -> Tally:
    """All pictures, as the editor previews them, two at a time."""
    tally = Tally()
    pictures = Pictures(keep=1, seconds=seconds, command=command)
    waiting = _made(samples)

    async def work() -> None:
        while (sample := await waiting()) is not None:
            start = time.monotonic()
            try:
                await pictures.picture(sample.data, sample.media, 200)
                end = "shown"
            except BadFile:
                end = "refused"
            tally.add(sample, end, time.monotonic() - start)

    async with watching_loop(tally), asyncio.TaskGroup() as group:
        for _worker in range(2):
            group.create_task(work())
    return tally


async def run_read(
    samples: Iterable[Sample], *, seconds: float = WALL, command: Sequence[str] | None = None
) -> Tally:
    """All documents, as the editor reads them: text of all pages, picture of the first."""
    tally = Tally()
    reader = Reader(seconds=seconds, command=command)
    waiting = _made(samples)
    async with watching_loop(tally):
        while (sample := await waiting()) is not None:
            start = time.monotonic()
            try:
                async with await reader.open(sample.data, sample.media) as resume:
                    await resume.text()
                    if resume.pages:
                        await resume.page_image(0, 1.0)
                end = "shown"
            except CannotShow as error:
                end = f"refused: {error.reason.value}"
            tally.add(sample, end, time.monotonic() - start)
        reader.close()
    return tally


def _made(samples: Iterable[Sample]) -> Callable[[], Awaitable[Sample | None]]:
    """Makes the next one in a thread, so that the loop has no more to do than the editor's."""
    waiting, turn = iter(samples), asyncio.Lock()

    async def following() -> Sample | None:
        async with turn:
            return await asyncio.to_thread(next, waiting, None)

    return following


async def run_misbehaving() -> Tally:
    """Processes that do not do what they are for: each must be ended and reported."""
    tally = Tally()
    pdf = Sample("a resume", "application/pdf", next(iter(bombs(pictures=False))).data)
    photo = next(sample for sample in own_files() if role_of(sample.media) is Role.PHOTO)
    for name, code in MISBEHAVIOUR.items():
        command = (sys.executable, "-I", "-c", code)
        for run, sample in ((run_read, pdf), (run_pictures, photo)):
            found = await run([Sample(name, sample.media, sample.data)], seconds=1, command=command)
            tally.join(found)
    return tally


MISBEHAVIOUR: Mapping[str, str] = {
    "says nothing": "import time; time.sleep(600)",
    "reads and says nothing": "import sys, time; sys.stdin.buffer.read(); time.sleep(600)",
    "ends at once": "",
    "ends badly": "import os; os.kill(os.getpid(), 11)",
    "answers in pieces": (
        "import sys, time\n"
        "while True: sys.stdout.buffer.write(b'g'); sys.stdout.flush(); time.sleep(.05)"
    ),
    "says too much": "import sys\nwhile True: sys.stdout.buffer.write(b'good' * 99999)",
    "does not let itself be asked to end": (
        "import signal, time\n"
        "[signal.signal(n, signal.SIG_IGN) for n in (1, 2, 3, 15)]\ntime.sleep(600)"
    ),
    "answers with promises": (
        "import sys, time\n"
        "sys.stdout.buffer.write(b'good' + b'\\xff' * 4); sys.stdout.flush(); time.sleep(600)"
    ),
}


@asynccontextmanager
async def watching_loop(tally: Tally) -> AsyncIterator[None]:
    """Notes how much the editor's loop computed at most in one go."""

    async def watch() -> None:
        while True:
            before = time.thread_time()
            await asyncio.sleep(0.005)
            tally.stall = max(tally.stall, time.thread_time() - before)

    watcher = asyncio.create_task(watch())
    try:
        yield
    finally:
        watcher.cancel()


# --- where files come from --------------------------------------------------------------------


def bombs(*, pictures: bool) -> Iterator[Sample]:
    """The hand-made ones."""
    for bomb in all_bombs():
        if (role_of(bomb.media) is Role.PHOTO) == pictures:
            yield Sample(bomb.name, bomb.media, bomb.make())


def own_files() -> list[Sample]:
    """The resumes and photos of the sandbox."""
    paths = [*(SANDBOX / "resumes").iterdir(), *(SANDBOX / "photos").iterdir()]
    return [found for path in sorted(paths) if (found := recognized(path.name, path.read_bytes()))]


def recognized(name: str, data: bytes) -> Sample | None:
    """A sample, if the editor would take the file at all."""
    if not data or len(data) > MAX_FILE_SIZE:
        return None
    verdict = judge(name, data)
    return Sample(name, verdict.media, data) if verdict.media is not None else None


def mutations(of: list[Sample], count: int, seed: int) -> Iterator[Sample]:
    """So many changed copies; the same seed gives the same."""
    rng = random.Random(seed)
    for number in range(count):
        sample = rng.choice(of)
        changed = rng.choice(_CHANGES)(bytearray(sample.data), rng)
        yield Sample(f"{sample.name} #{seed}/{number}", sample.media, bytes(changed))


def _flip(data: bytearray, rng: random.Random) -> bytearray:
    for _hit in range(rng.choice((1, 3, 10, 100))):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return data


def _cut(data: bytearray, rng: random.Random) -> bytearray:
    return data[: rng.randrange(1, len(data))]


def _remove(data: bytearray, rng: random.Random) -> bytearray:
    start = rng.randrange(len(data))
    del data[start : start + rng.choice((1, 2, 4, 64, 1000))]
    return data or bytearray(b"x")


def _repeat(data: bytearray, rng: random.Random) -> bytearray:
    start = rng.randrange(len(data))
    piece = data[start : start + rng.choice((1, 4, 64, 1000))]
    data[start:start] = piece * rng.choice((2, 10, 200))
    return data


def _extreme(data: bytearray, rng: random.Random) -> bytearray:
    """Numbers where lengths and offsets stand, at their ends."""
    for _hit in range(rng.choice((1, 4, 20))):
        start = rng.randrange(len(data))
        value = rng.choice(
            (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f")
        )
        data[start : start + 4] = value
    return data


def _digits(data: bytearray, rng: random.Random) -> bytearray:
    """Other numbers where a format writes them out."""
    places = [at for at, byte in enumerate(data) if 0x30 <= byte <= 0x39]
    for _hit in range(min(len(places), rng.choice((1, 5, 30)))):
        data[rng.choice(places)] = rng.choice(b"0123456789-")
    return data


def _swap(data: bytearray, rng: random.Random) -> bytearray:
    one, other = sorted(rng.randrange(len(data)) for _end in range(2))
    size = min(other - one, 500)
    data[one : one + size], data[other : other + size] = (
        data[other : other + size],
        data[one : one + size],
    )
    return data


_CHANGES: tuple[Callable[[bytearray, random.Random], bytearray], ...] = (
    *(_flip, _cut, _remove, _repeat, _extreme, _digits, _swap),
)


def samples_in(folder: Path) -> list[Sample]:
    """What source packages hold that the editor would take; the same bytes once."""
    known: set[bytes] = set()
    found: list[Sample] = []
    for package in sources.packages(folder):
        here: dict[str, list[Sample]] = {}
        for name, data in sources.members(package):
            sample = recognized(f"{package.name.split('_')[0]}: {name}", data)
            content = hashlib.sha256(data).digest()
            if sample is not None and content not in known:
                known.add(content)
                here.setdefault(sample.media, []).append(sample)
        for samples in here.values():
            step = max(1.0, len(samples) / MOST_OF_ONE)
            count = min(len(samples), MOST_OF_ONE)
            if samples[0].media == "application/pdf":
                step, count = 1.0, len(samples)
            found += [samples[int(at * step)] for at in range(count)]
    return found


def split(samples: Iterable[Sample]) -> tuple[list[Sample], list[Sample]]:
    """Documents and pictures."""
    documents: list[Sample] = []
    pictures: list[Sample] = []
    for sample in samples:
        (pictures if role_of(sample.media) is Role.PHOTO else documents).append(sample)
    return documents, pictures

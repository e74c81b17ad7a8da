"""Strangers' files against the decoder, in any number: bombs, samples, mutations (H53, §6.6).

    python -m tests.decoder.hostile                       bombs and 2,000 mutations
    python -m tests.decoder.hostile --mutations 20000     the full run
    python -m tests.decoder.hostile --fetch FOLDER        samples out of libraries' source packages

What is held: every file ends as shown or as refused within the limits, no process is left, and
the one that decodes opens nothing. `make test` runs a slice of it (test_hostile.py). Samples are
fetched by pip and stay where they are put; none is part of this repository.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import random
import subprocess
import sys
import tarfile
import threading
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from gui.decoder import protocol as say
from gui.errors import BadFile
from gui.model.fileformats import MAX_FILE_SIZE, Role, judge, role_of
from gui.services.preview import Pictures, decoder_command
from gui.services.reader_answers import NotAnAnswer, Pages, read_flowing, read_json, read_pages
from gui.services.reader_child import Answer, Child
from tests.decoder.bombs import all_bombs

SANDBOX = Path(__file__).parents[2] / "resources" / "sandbox"
PACKAGES = (
    *("pillow", "pypdf", "pikepdf", "ocrmypdf", "pypdfium2", "python-docx", "plotnine", "pyglet"),
    *("kivy", "img2pdf", "weasyprint"),
)
"""Libraries whose source packages hold pictures, PDFs and Word documents for their own tests."""


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

    def add(self, sample: Sample, end: str, seconds: float) -> None:
        self.ends[end] += 1
        self.slowest = max(self.slowest, (seconds, sample.name))
        if end == "lost":
            self.lost.append(sample.name)

    def __str__(self) -> str:
        ends = ", ".join(f"{end} {count:,}" for end, count in sorted(self.ends.items()))
        seconds, name = self.slowest
        return f"{sum(self.ends.values()):,} files: {ends}; slowest {seconds:.1f} s ({name})"


class Judge:
    """Decodes documents one after the other in processes that it replaces when they end.

    `seconds` is what the editor waits for one answer.
    """

    def __init__(self, seconds: float = 10.0, command: Sequence[str] | None = None) -> None:
        self._seconds = seconds
        self._command = command or decoder_command()
        self._child: Child | None = None

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
        try:
            answer = child.ask(kind, parts, most=most)
        finally:
            clock.cancel()
        if answer is None:
            self.close()
        return answer

    def close(self) -> None:
        """Ends the process."""
        if self._child is not None:
            self._child.bury()
            self._child = None


def run_documents(samples: Iterable[Sample], *, seconds: float = 10.0) -> Tally:
    """All documents, in two processes at a time."""
    tally = Tally()
    lock = threading.Lock()
    waiting = iter(samples)

    def work() -> None:
        judge_ = Judge(seconds)
        try:
            while True:
                with lock:
                    sample = next(waiting, None)
                if sample is None:
                    return
                start = time.monotonic()
                try:
                    end = judge_.document(sample)
                except NotAnAnswer as error:
                    end = f"not an answer: {error}"
                with lock:
                    tally.add(sample, end, time.monotonic() - start)
        finally:
            judge_.close()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(work), pool.submit(work)]:
            done.result()
    return tally


async def run_pictures(samples: Iterable[Sample], *, seconds: float = 10.0) -> Tally:
    """All pictures, as the editor previews them."""
    tally = Tally()
    pictures = Pictures(keep=1, seconds=seconds)

    async def one(sample: Sample) -> None:
        start = time.monotonic()
        try:
            await pictures.picture(sample.data, sample.media, 200)
            end = "shown"
        except BadFile:
            end = "refused"
        tally.add(sample, end, time.monotonic() - start)

    waiting = list(samples)
    for at in range(0, len(waiting), 8):
        await asyncio.gather(*map(one, waiting[at : at + 8]))
    return tally


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


def fetch(folder: Path) -> None:
    """Downloads the source packages into a folder; what cannot be had is left out, and said."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in PACKAGES:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--no-binary", name, "--dest", str(folder), name]
        done = subprocess.run(command, check=False, capture_output=True, timeout=600)
        print(f"  {name}: {'there' if done.returncode == 0 else 'not to be had'}")


def samples_in(folder: Path) -> Iterator[Sample]:
    """Everything in source packages that the editor would take."""
    for path in sorted(folder.iterdir()):
        for name, data in _members(path):
            found = recognized(name, data)
            if found is not None:
                yield found


def _members(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.name.endswith((".tar.gz", ".tar.bz2", ".tar.xz")):
        with tarfile.open(path) as archive:
            for member in archive:
                file = archive.extractfile(member) if 0 < member.size <= MAX_FILE_SIZE else None
                if file is not None:
                    yield member.name, file.read()
    elif path.suffix == ".zip":
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as packed:
            for entry in packed.infolist():
                if 0 < entry.file_size <= MAX_FILE_SIZE:
                    yield entry.filename, packed.read(entry)


def split(samples: Iterable[Sample]) -> tuple[list[Sample], list[Sample]]:
    """Documents and pictures."""
    documents: list[Sample] = []
    pictures: list[Sample] = []
    for sample in samples:
        (pictures if role_of(sample.media) is Role.PHOTO else documents).append(sample)
    return documents, pictures


def main() -> int:
    """Runs what was asked for and prints a table; 1 where something did not end as it should."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--mutations", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--samples", type=Path, help="a folder with source packages")
    parser.add_argument("--fetch", type=Path, help="a folder to fetch source packages into")
    given = parser.parse_args()
    if given.fetch is not None:
        print("fetching source packages")
        fetch(given.fetch)
    folder = given.fetch or given.samples
    documents, pictures = split(own_files())
    found_documents, found_pictures = split(samples_in(folder) if folder else ())
    pdfs = sum(sample.media == "application/pdf" for sample in found_documents)
    tallies = {
        "bombs, documents": run_documents(bombs(pictures=False)),
        "bombs, pictures": asyncio.run(run_pictures(bombs(pictures=True))),
        f"samples, documents ({pdfs} PDFs)": run_documents(found_documents),
        "samples, pictures": asyncio.run(run_pictures(found_pictures)),
        "mutated documents": run_documents(
            mutations(documents + found_documents, given.mutations * 9 // 10, given.seed)
        ),
        "mutated pictures": asyncio.run(
            run_pictures(mutations(pictures + found_pictures, given.mutations // 10, given.seed))
        ),
    }
    wrong = 0
    for title, tally in tallies.items():
        print(f"{title}: {tally}")
        wrong += sum(count for end, count in tally.ends.items() if end.startswith("not an answer"))
        if tally.lost:
            print(f"  cost a process: {', '.join(tally.lost[:12])}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

"""A slice of `hostile`: what strangers' files cannot do to the editor (H53, §6.6)."""

from __future__ import annotations

import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gui.decoder import protocol as say
from gui.services.preview import decoder_command
from tests.decoder import bombs, hostile
from tests.decoder.hostile import Judge, Sample, Tally
from tests.decoder.watching import Seen, can_watch, watched
from tests.helpers import sample_files as sample

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits")
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc and uses strace")
SLOW = {bomb.name for bomb in bombs.all_bombs() if bomb.is_slow}


def assert_well(tally: Tally, *, lost: int = 0) -> None:
    assert set(tally.ends) <= {"shown", "refused", "lost"}, tally
    assert tally.ends["lost"] <= lost, tally.lost
    assert tally.slowest[0] < 12, tally


def test_there_are_enough_bombs() -> None:
    names = [bomb.name for bomb in bombs.all_bombs()]
    assert len(names) == len(set(names))
    assert len(names) >= 80


def test_bombs_are_shown_or_refused_and_leave_the_editor_alone() -> None:
    """The slow ones burn their five seconds each; they are in the long run."""
    quick = (sample for sample in hostile.bombs(pictures=False) if sample.name not in SLOW)
    tally = hostile.run_documents(quick)
    assert_well(tally, lost=6)
    assert tally.ends["refused"] >= 12
    assert tally.ends["shown"] >= 25


async def test_picture_bombs_are_refused_or_shown() -> None:
    quick = [sample for sample in hostile.bombs(pictures=True) if sample.name not in SLOW]
    tally = await hostile.run_pictures(quick)
    assert_well(tally)
    assert tally.ends["refused"] >= 6


def test_changed_documents_are_shown_or_refused() -> None:
    """Damaged files are refused in words; hardly one costs a process, and none is believed."""
    documents, _pictures = hostile.split(hostile.own_files())
    tally = hostile.run_documents(hostile.mutations(documents, 300, seed=4))
    assert_well(tally, lost=4)
    assert tally.ends["shown"] > 100
    assert tally.ends["refused"] > 50


async def test_changed_pictures_are_shown_or_refused() -> None:
    _documents, pictures = hostile.split(hostile.own_files())
    tally = await hostile.run_pictures(hostile.mutations(pictures, 10, seed=4))
    assert_well(tally)
    assert tally.ends["refused"] > 0


def test_the_same_seed_changes_files_in_the_same_way() -> None:
    documents, _pictures = hostile.split(hostile.own_files())
    one, same = (list(hostile.mutations(documents, 9, seed=2)) for _run in range(2))
    assert one == same
    assert one != list(hostile.mutations(documents, 9, seed=3))


@posix_only
def test_a_file_that_burns_time_is_ended_by_its_own_limit() -> None:
    """Even where nobody waits with a clock. Here it is a second of the processor instead of five:
    a limit that was set from outside is not raised."""
    limited = "import os, resource, sys; resource.setrlimit(resource.RLIMIT_CPU, (1, 1));"
    limited += "os.execv(sys.argv[1], sys.argv[1:])"
    bomb = next(bomb for bomb in bombs.PDF_BOMBS if bomb.name == "a colour that takes a program")
    judge = Judge(seconds=60, command=[sys.executable, "-c", limited, *decoder_command()])
    start = time.monotonic()
    assert judge.document(Sample(bomb.name, bomb.media, bomb.make())) == "lost"
    assert time.monotonic() - start < 30
    judge.close()


@posix_only
def test_a_file_that_eats_memory_is_ended_by_its_own_limit() -> None:
    judge = Judge(seconds=60)
    assert judge.document(Sample("bomb", "application/pdf", bombs._double_bomb())) == "lost"
    assert judge.document(Sample("after", "application/pdf", bombs.pdf(b"BT ET"))) == "shown"
    judge.close()


@linux_only
def test_a_process_never_has_more_than_its_memory(tmp_path: Path) -> None:
    """What the kernel counted at most, of the file that wants most."""
    # Counted by a process in between: what starts a process passes its own memory on as that
    # one's most, and the one that runs these tests is large.
    between = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stderr=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)"
    )
    child = subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", between, *decoder_command()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stderr is not None
    body = b"pdf " + bombs._double_bomb()
    drawing = say.DRAWING.pack(0, 1.0, 0, 0, 0, 0)
    request = say.DOCUMENTS + say.FRAME.pack(say.OPEN, len(body)) + body
    child.stdin.write(request + say.FRAME.pack(say.DRAW, len(drawing)) + drawing)
    child.stdin.close()
    child.stdout.read()
    most = int(child.stderr.read())
    child.wait()
    child.stdout.close()
    child.stderr.close()
    assert 300 * 1024 < most < 600 * 1024  # it did want more than it got


def seen(request: bytes, folder: Path) -> Seen:
    """What a process did for that request."""
    if not can_watch():
        pytest.skip("no strace here")
    subprocess.run(
        watched(decoder_command(), folder), input=request, capture_output=True, check=False
    )
    found = Seen()
    found.add(folder)
    assert found.processes == 1
    return found


@linux_only
@pytest.mark.parametrize(
    "name", ["a program on opening", "forty thousand links", "a file from outside",
             "a template from the network", "names that climb", "links in links",
             "an object to be started"]
)  # fmt: skip
def test_no_file_is_opened_and_nothing_is_started_for_a_document(name: str, tmp_path: Path) -> None:
    bomb = next(bomb for bomb in bombs.DOCUMENT_BOMBS if bomb.name == name)
    body = say.FORMATS[bomb.media] + bomb.make()
    drawing = say.DRAWING.pack(0, 1.0, 0, 0, 0, 0)
    request = say.DOCUMENTS + say.FRAME.pack(say.OPEN, len(body)) + body
    request += say.FRAME.pack(say.TEXT, 4) + bytes(4)
    request += say.FRAME.pack(say.DRAW, len(drawing)) + drawing
    assert seen(request, tmp_path).breaches == []


@linux_only
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF"])
def test_nothing_is_even_tried_for_a_picture(kind: str, tmp_path: Path) -> None:
    """Large enough for Qt to share the work among threads, which it could not start."""
    data = sample.picture(kind, (1200, 900))
    form = kind.lower().encode().ljust(4)
    found = seen(form + struct.pack(">II", 1000, len(data)) + data, tmp_path)
    assert (found.breaches, found.refused) == ([], 0)


@linux_only
def test_a_watched_process_that_opens_a_file_is_found_out(tmp_path: Path) -> None:
    """The watcher is no ornament."""
    script = """
import ctypes
ctypes.CDLL(None).prctl(22, 99, 0, 0, 0)  # PR_SET_SECCOMP, of no use: the doors stay open
open("/etc/hostname").close()
"""
    folder = tmp_path / "traces"
    folder.mkdir()
    command = watched([sys.executable, "-I", "-c", script], folder)
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    found = Seen()
    found.add(folder)
    assert any("/etc/hostname" in line for line in found.breaches)

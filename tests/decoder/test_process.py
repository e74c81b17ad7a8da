"""The decoder's process: limits first, doors closed, and nothing of the program but its own."""

from __future__ import annotations

import ast
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from gui.decoder import protocol as say
from gui.services.preview import decoder_command

DECODER = Path(say.__file__).parent
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits")
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="a filter that only Linux has")
ORDER = ("structure", "columns", "lines", "tokens", "kinds", "median")
ALLOWED = {"gui.decoder", *(f"gui.model.resume.{name}" for name in ORDER)}


def imported(path: Path) -> set[str]:
    """What a file imports of ours."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return {name for name in names if name.partition(".")[0] == "gui"}


@pytest.mark.parametrize("path", sorted(DECODER.glob("*.py")), ids=lambda path: path.name)
def test_the_decoder_imports_itself_and_the_reading_order_and_nothing_else(path: Path) -> None:
    """What it does not load cannot be misused, and the editor's secrets are not in it."""
    for name in imported(path):
        assert name in ALLOWED or name.startswith("gui.decoder."), name


@pytest.mark.parametrize("name", ORDER)
def test_the_reading_order_brings_nothing_along(name: str) -> None:
    path = DECODER.parent / "model" / "resume" / f"{name}.py"
    assert imported(path) <= ALLOWED


def test_libraries_are_loaded_only_behind_the_limits() -> None:
    """At the top of the first file stands nothing that could read a stranger's byte."""
    tree = ast.parse((DECODER / "__main__.py").read_text(encoding="utf-8"))
    top = [ast.unparse(node) for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    assert top == ["from __future__ import annotations", "import sys"]
    script = f"""
import runpy, sys
module = runpy.run_path({str(DECODER / "__main__.py")!r})
module["find_package"]()
from gui.decoder import limits
print([name for name in ("PySide6", "pypdfium2_raw", "zipfile", "olefile") if name in sys.modules])
"""
    assert isolated(script) == ["[]"]


def isolated(script: str) -> list[str]:
    """What a script prints in a process like the decoder's."""
    run = subprocess.run(
        [sys.executable, "-I", "-B", "-c", script],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


LIMITS = f"""
import runpy, resource, sys
module = runpy.run_path({str(DECODER / "limits.py")!r})
def told(*names):
    print([resource.getrlimit(getattr(resource, "RLIMIT_" + name)) for name in names])
"""


@posix_only
def test_one_picture_has_five_seconds_and_half_a_gigabyte() -> None:
    script = f"""{LIMITS}
module["limit_self"]()
told("DATA", "CPU", "CORE", "FSIZE")
try:
    bytearray(600 * 1024 * 1024)
except MemoryError:
    print("no memory")
"""
    half = 512 * 1024 * 1024
    assert isolated(script) == [f"[({half}, {half}), (5, 5), (0, 0), (0, 0)]", "no memory"]


@posix_only
def test_every_question_has_five_seconds_of_its_own_within_those_in_all() -> None:
    script = f"""{LIMITS}
module["limit_self"](120)
told("CPU")
import time
while time.process_time() < 1.2:
    pass
module["more_time"]()
told("CPU")
module["limit_self"](6)
module["more_time"]()
told("CPU")
"""
    assert isolated(script) == ["[(5, 120)]", "[(7, 120)]", "[(6, 6)]"]


def refused(door: str) -> str:
    """How a process with closed doors answers an attempt to open one."""
    script = f"""{LIMITS}
import os, socket, subprocess, threading, ctypes
libc = ctypes.CDLL(None, use_errno=True)
module["limit_self"]()
module["close_doors"]()
os.close(2)  # a place for a descriptor becomes free
try:
    {door}
except OSError as error:
    print(type(error).__name__)
except RuntimeError as error:
    print(error)
else:
    print("open")
"""
    return isolated(script)[-1]


@posix_only
@pytest.mark.parametrize(
    "door",
    [
        "[os.open(sys.executable, os.O_RDONLY) for _ in range(9)]",
        "[socket.socket() for _ in range(9)]",
    ],
    ids=["files", "sockets"],
)
def test_without_the_filter_the_number_of_open_things_is_the_limit(door: str) -> None:
    script = f"""{LIMITS}
import os, socket
sys.platform = "other"
module["close_doors"]()
try:
    {door}
except OSError as error:
    print(error.errno)
"""
    assert isolated(script) == ["24"]


@linux_only
@pytest.mark.parametrize(
    "door",
    [
        "os.open('/etc/passwd', os.O_RDONLY)",
        "os.open('/dev/null', os.O_WRONLY)",
        "socket.socket(socket.AF_INET)",
        "socket.socketpair()",
        "os.fork()",
        "os.execv('/bin/true', ['true'])",
        "os.kill(os.getppid(), 0)",
        "os.unlink('/nonexistent')",
        "os.stat('/etc')",
        "os.listdir('/')",
        "resource.prlimit(os.getppid(), resource.RLIMIT_CORE, (0, 0))",
        "threading.Thread(target=int).start()",
    ],
)
def test_closed_doors_cannot_be_opened(door: str) -> None:
    assert refused(door) in ("PermissionError", "can't start new thread")


@linux_only
@pytest.mark.parametrize("call", [59, 57, 41, 101, 425, 2, 257, 0x40000000 + 1])
def test_calls_of_the_system_are_refused_by_number(call: int) -> None:
    """Also to a process that was taken over and asks the kernel itself."""
    script = f"""{LIMITS}
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
module["close_doors"]()
print(libc.syscall({call}, 0, 0, 0), ctypes.get_errno())
"""
    import platform

    if platform.machine() != "x86_64":
        pytest.skip("numbers of another machine")
    assert isolated(script) == ["-1 1"]


@linux_only
def test_reading_computing_and_writing_go_on_behind_closed_doors() -> None:
    script = f"""{LIMITS}
import gc, time, zlib
module["limit_self"]()
module["close_doors"]()
module["more_time"]()
held = [bytes(3_000_000) for _ in range(20)]
del held
gc.collect()
print(len(zlib.compress(bytes(9_000_000))) < 20_000, time.monotonic() > 0, sys.stdin.read())
"""
    assert isolated(script) == ["True True "]


# --- what it is asked ---------------------------------------------------------------------------


def run(request: bytes) -> tuple[int, bytes]:
    done = subprocess.run(decoder_command(), input=request, capture_output=True, check=False)
    return done.returncode, done.stdout


@pytest.mark.parametrize(
    "request_",
    [
        b"x",
        say.FRAME.pack(b"dump", 0),
        say.FRAME.pack(say.OPEN, say.MAX_BYTES + 1),
        say.FRAME.pack(say.OPEN, 10) + b"pdf ",
        say.FRAME.pack(say.TEXT, 4) + bytes(4),
    ],
    ids=["half a frame", "another request", "too much", "half a file", "text of nothing"],
)
def test_requests_that_make_no_sense_end_it(request_: bytes) -> None:
    assert run(say.DOCUMENTS + request_) == (2, b"")


def test_no_more_questions_end_it_well() -> None:
    assert run(say.DOCUMENTS) == (0, b"")


@pytest.mark.parametrize("form", [b"pdf ", b"docx", b"rtf ", b"doc ", b"jpeg", b"....", b""])
def test_what_is_no_document_of_that_format_is_damaged(form: bytes) -> None:
    body = form + b"neither fish nor fowl" * 20 if form else b""
    status, answer = run(say.DOCUMENTS + say.FRAME.pack(say.OPEN, len(body)) + body)
    assert status == 0
    assert answer == say.FRAME.pack(say.FAIL, 7) + b"damaged"


def test_a_request_in_the_wrong_form_is_answered_and_the_next_one_too() -> None:
    from tests.helpers import sample_files as sample

    body = b"pdf " + sample.pdf()
    questions = [
        say.FRAME.pack(say.OPEN, len(body)) + body,
        say.FRAME.pack(say.TEXT, 1) + b"x",
        say.FRAME.pack(say.DRAW, 3) + b"xyz",
        say.FRAME.pack(say.TEXT, 4) + struct.pack(">I", 99),
        say.FRAME.pack(say.TEXT, 4) + struct.pack(">I", 0),
    ]
    status, answer = run(say.DOCUMENTS + b"".join(questions))
    assert status == 0
    kinds: list[bytes] = []
    while answer:
        kind, size = say.FRAME.unpack_from(answer)
        kinds.append(kind if kind == say.GOOD else answer[8 : 8 + size])
        answer = answer[8 + size :]
    assert kinds == [say.GOOD, b"damaged", b"damaged", b"nothing", say.GOOD]

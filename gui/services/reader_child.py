"""The editor's end of the pipe to a process that holds a resume (H53).

Everything here blocks: it runs in a thread. What the process says is not believed: an answer
that is too long, of another form, or does not come ends it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gui.decoder import protocol as say
from gui.services.preview import decoder_environment


@dataclass(frozen=True, slots=True)
class Answer:
    """What the process answered: `head` are the first bytes, as many as were asked for apart.

    `reason` is set instead where it says that it cannot.
    """

    head: bytes = b""
    body: bytes = b""
    reason: str | None = None


class Child:
    """One process. `answered` counts its answers, so that a fresh one can be told from others."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._pipes = threading.Lock()
        self._killed = False
        self.answered = 0

    @classmethod
    def start(cls, command: Sequence[str]) -> Child | None:
        """Starts a process that will hold a resume and lets it load; None where it cannot."""
        try:
            process = subprocess.Popen(  # noqa: S603  # our own program, fixed arguments
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                cwd=Path(sys.executable).parent,
                env=decoder_environment(os.environ),
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError:
            return None
        _widen(process)
        child = cls(process)
        if not child._write(say.DOCUMENTS):
            child.kill()
            return None
        return child

    @property
    def number(self) -> int:
        """Of the process, as the system counts it."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return not self._killed and self._process.poll() is None

    def ask(
        self, kind: bytes, parts: Sequence[bytes], *, most: int, apart: int = 0
    ) -> Answer | None:
        """Sends a request and waits for its answer of at most `most` bytes.

        None where none came: the process has ended, or is not to be trusted and was ended.
        """
        with self._pipes:
            answer = self._asked(kind, parts, most, apart)
        if answer is None:
            self.kill()
        else:
            self.answered += 1
        return answer

    def _asked(self, kind: bytes, parts: Sequence[bytes], most: int, apart: int) -> Answer | None:
        frame = say.FRAME.pack(kind, sum(map(len, parts)))
        if not all(self._write(part) for part in (frame, *parts)):
            return None
        start = self._read(say.FRAME.size)
        if start is None:
            return None
        status, size = say.FRAME.unpack(start)
        if status == say.FAIL and size <= 100:
            reason = self._read(size)
            return Answer(reason=reason.decode("ascii", "replace")) if reason else None
        if status != say.GOOD or not apart <= size <= most:
            return None
        head = self._read(apart)
        body = self._read(size - apart) if head is not None else None
        return Answer(head, body) if head is not None and body is not None else None

    def kill(self) -> None:
        """Ends the process at once; harmless when it has ended."""
        self._killed = True
        self._process.kill()

    def wait(self) -> None:
        """Returns when the process has ended, whoever ended it."""
        self._process.wait()

    def bury(self) -> None:
        """Ends the process, waits for it and closes the pipes once nobody reads them."""
        self.kill()
        self._process.wait()
        with self._pipes:
            for pipe in (self._process.stdin, self._process.stdout):
                assert pipe is not None
                pipe.close()

    def _write(self, data: bytes) -> bool:
        assert self._process.stdin is not None
        view = memoryview(data)
        try:
            while view:
                view = view[self._process.stdin.write(view) or 0 :]
        except (OSError, ValueError):
            return False  # it ended before it had read everything, or was ended
        return True

    def _read(self, size: int) -> bytes | None:
        assert self._process.stdout is not None
        if size == 0:
            return b""
        chunks: list[bytes] = []
        try:
            while size > 0:
                # Pipes are read by the piece; whole pixels of a page come in one object.
                chunk = self._process.stdout.read(min(size, 1 << 20))
                if not chunk:
                    return None
                chunks.append(chunk)
                size -= len(chunk)
        except (OSError, ValueError):
            return None
        return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def _widen(process: subprocess.Popen[bytes]) -> None:
    """Makes the pipes a megabyte wide: a page's pixels come in a third of the time (Linux)."""
    if sys.platform != "linux":
        return
    import fcntl

    for pipe in (process.stdin, process.stdout):
        assert pipe is not None
        try:
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, 1 << 20)
        except OSError:
            return  # too many wide pipes already: narrow ones do

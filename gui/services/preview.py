"""Strangers' photos, shown small and cut to size in a process that may die (H53).

The header is judged here, then the bytes go to `gui.decoder`, which limits itself and has no
secret to lose. What comes back to be shown are bare pixels, packed anew into a PNG, so that
nothing a stranger wrote reaches the editor's own decoder; what comes back to be sent is judged
like any other file and never decoded here.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import struct
import subprocess
import sys
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from gui.errors import BadFile
from gui.i18n import _
from gui.model.cropping import Crop
from gui.model.fileformats import LARGEST_PHOTO, MAX_FILE_SIZE
from gui.model.pictures import (
    GIF,
    JPEG,
    PNG,
    media_of_picture,
    read_picture,
    without_metadata,
)
from gui.services.workers import in_worker

WALL_SECONDS: Final = 10.0
MAX_BOX: Final = 2_048
"""Pixels of the longer side of a preview, at most."""

LONGEST_CUT: Final = 1_600
"""Pixels of the longer side of a picture that was cut, at most: more than any page shows of it."""

_REQUEST: Final = struct.Struct(">4sII")
_CUT_REQUEST: Final = struct.Struct(">4s4sB6I")
_ANSWER: Final = struct.Struct(">II")
_FORMATS: Final = {JPEG: b"jpeg", PNG: b"png ", GIF: b"gif "}
# What a process needs to start at all; everything else, tokens above all, stays here.
_ENVIRONMENT: Final = (
    *("PATH", "SYSTEMROOT", "WINDIR", "TEMP", "TMP", "LANG", "LC_ALL"),
    *("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FRAMEWORK_PATH"),
)


def decoder_command() -> tuple[str, ...]:
    """How the decoder is started: by its file, or by the frozen program's hidden switch.

    By file rather than as ``-m gui.decoder``, and isolated, so that no folder the editor happens
    to be started in can put something else in its place.
    """
    if getattr(sys, "frozen", False):
        return (sys.executable, "--decode")
    script = Path(__file__).parent.parent / "decoder" / "__main__.py"
    return (sys.executable, "-I", "-B", str(script))


def decoder_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The part of an environment that the decoder gets."""
    return {name: environment[name] for name in _ENVIRONMENT if name in environment}


class Pictures:
    """Makes previews and keeps the latest `keep` of them.

    At most two decoders run at a time. `command` and `seconds` are for tests.
    """

    def __init__(
        self,
        *,
        keep: int = 32,
        command: Sequence[str] | None = None,
        seconds: float = WALL_SECONDS,
    ) -> None:
        self._keep = keep
        self._command = tuple(command) if command is not None else decoder_command()
        self._seconds = seconds
        self._made: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._turns = asyncio.Semaphore(2)

    async def picture(self, data: bytes, media: str, box: int) -> bytes:
        """A PNG of the picture, upright, in sRGB, fitted into a square of `box` pixels.

        Smaller pictures keep their size. Of a moving picture it is the first frame. `BadFile`
        where it cannot be previewed: damaged, too large, another format than `media`, or more
        work than the limits allow.
        """
        if not 0 < box <= MAX_BOX:
            raise ValueError(f"a preview has 1 to {MAX_BOX} pixels a side")
        key = (hashlib.sha256(data).hexdigest(), box)
        if key in self._made:
            self._made.move_to_end(key)
            return self._made[key]
        try:
            form = _form_of(data, media)
            request = (_REQUEST.pack(form, box, len(data)), data)
            most = _ANSWER.size + 4 * box * box
            made = await self._asked(request, most, lambda answer: _as_png(answer, box))
        except _NotMadeError as error:
            raise _no_preview(error.reason) from error
        self._made[key] = made
        while len(self._made) > self._keep:
            self._made.popitem(last=False)
        return made

    async def cut(self, data: bytes, media: str, crop: Crop | None) -> bytes:
        """A new JPEG or PNG of the cropped square, or for None of the whole picture.

        Upright, without metadata, at most `LONGEST_CUT` pixels a side and of a size that can be
        sent. `BadFile` where it cannot be made.
        """
        try:
            return await self._cut(_form_of(data, media), data, crop)
        except _NotMadeError as error:
            raise BadFile(
                _("This picture cannot be edited: {reason}.").format(reason=error.reason),
                kept=_("The photo stays as it was staged."),
                next_step=_("Send it as it is, or choose another one."),
            ) from error

    async def smaller(self, data: bytes, media: str) -> bytes:
        """The same of the whole of a picture that is over the service's limit, of at most
        `LARGEST_PHOTO` bytes."""
        try:
            return await self._cut(_form_of(data, media, limit=LARGEST_PHOTO), data, None)
        except _NotMadeError as error:
            raise BadFile(
                _("This picture cannot be made smaller: {reason}.").format(reason=error.reason),
                kept=_("Nothing was changed."),
                next_step=_("Make it smaller in another program, or choose another one."),
            ) from error

    async def _cut(self, form: bytes, data: bytes, crop: Crop | None) -> bytes:
        part = (crop.left, crop.top, crop.side, crop.side) if crop is not None else (0, 0, 0, 0)
        turns = crop.turns if crop is not None else 0
        head = _CUT_REQUEST.pack(b"edit", form, turns, *part, LONGEST_CUT, len(data))
        is_square = crop is not None
        return await self._asked(
            (head, data), MAX_FILE_SIZE, lambda answer: _as_file(answer, is_square=is_square)
        )

    async def _asked(
        self, request: Sequence[bytes], most: int, read: Callable[[bytes], bytes | None]
    ) -> bytes:
        """What a child of its own makes of a request, as `read` takes its answer."""
        child = _Child(self._command, self._seconds)
        async with self._turns:
            try:
                made = await in_worker(
                    lambda: read(child.run(request, most)),
                    seconds=self._seconds + 5,
                    name="picture",
                )
            except TimeoutError as error:
                raise _NotMadeError(_("it takes too long")) from error
            finally:
                child.kill()
        if made is None:
            raise _NotMadeError(_("it is damaged, or asks for too much"))
        return made

    def forget(self) -> None:
        """Drops all previews: they are personal data."""
        self._made.clear()


class _NotMadeError(Exception):
    """Why nothing can be made of a picture, as half a sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _form_of(data: bytes, media: str, *, limit: int = MAX_FILE_SIZE) -> bytes:
    """The decoder's word for the format; refuses what its header forbids to decode."""
    form = _FORMATS.get(media)
    facts = read_picture(data)
    if form is None or facts is None or media_of_picture(data) != media:
        raise _NotMadeError(_("it is damaged, or no JPEG, PNG or GIF"))
    if facts.is_too_large or len(data) > limit:
        raise _NotMadeError(_("it is too large"))
    return form


def _as_file(answer: bytes, *, is_square: bool) -> bytes | None:
    """An answer as a file that can be sent; None where it is none: a decoder may be lying."""
    facts = read_picture(answer)
    if facts is None or media_of_picture(answer) not in (JPEG, PNG):
        return None
    if max(facts.width, facts.height) > LONGEST_CUT:
        return None
    if is_square and facts.width != facts.height:
        return None
    return without_metadata(answer)


class _Child:
    """One process that gets a request and gives an answer, or is killed."""

    def __init__(self, command: Sequence[str], seconds: float) -> None:
        self._command = command
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._killed = False

    def run(self, request: Sequence[bytes], most: int) -> bytes:
        """At most `most` bytes of answer; empty when it fails, says more, or takes too long."""
        try:
            process = subprocess.Popen(  # noqa: S603  # our own program, fixed arguments
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=Path(sys.executable).parent,
                env=decoder_environment(os.environ),
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError:
            return b""
        self._process = process
        if self._killed:
            process.kill()
        clock = threading.Timer(self._seconds, process.kill)
        clock.daemon = True
        clock.start()
        try:
            with process:
                assert process.stdin is not None
                assert process.stdout is not None
                for part in request:  # one after the other: no copy of the picture
                    process.stdin.write(part)
                process.stdin.close()
                answer = process.stdout.read(most + 1)
                if len(answer) > most:
                    process.kill()
        except OSError:
            return b""  # it ended before it had read everything
        finally:
            clock.cancel()
        return answer if process.returncode == 0 and len(answer) <= most else b""

    def kill(self) -> None:
        """Ends the process, now or as soon as it has started; harmless when it has ended."""
        self._killed = True
        if self._process is not None:
            self._process.kill()


def _as_png(answer: bytes, box: int) -> bytes | None:
    """The pixels of an answer as a PNG; None where the answer is none."""
    if len(answer) < _ANSWER.size:
        return None
    width, height = _ANSWER.unpack_from(answer)
    pixels = memoryview(answer)[_ANSWER.size :]
    if not (0 < width <= box and 0 < height <= box) or len(pixels) != 4 * width * height:
        return None
    # Each row begins with the number of its filter, 0 for none.
    rows = b"".join(
        b"\0" + pixels[4 * width * row : 4 * width * (row + 1)] for row in range(height)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", header),
            _chunk(b"sRGB", b"\0"),
            _chunk(b"IDAT", zlib.compress(rows, 1)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    checksum = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", checksum)


def _no_preview(reason: str) -> BadFile:
    return BadFile(
        _("This picture cannot be previewed: {reason}.").format(reason=reason),
        next_step=_("It can still be sent or opened elsewhere."),
    )

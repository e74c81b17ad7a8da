"""Holds one resume and answers questions about it, one after the other (`protocol`).

Everything that could be needed is loaded before the first byte of a stranger's file is read;
then the doors are closed. Reading on after a failure is safe: what a reader left behind is
dropped with the process, which the editor ends whenever it pleases.
"""

from __future__ import annotations

import codecs
import json
import struct
import zipfile
import zlib
from typing import BinaryIO, Protocol, TypeAlias

from gui.decoder import doc, docx, limits, pdf, room, rtf
from gui.decoder import protocol as say
from gui.decoder.protocol import CannotRead
from gui.decoder.rtf_words import CODECS

Plain: TypeAlias = dict[str, object]

# What readers of damaged files stumble over; a fault of the program would look the same, and the
# tests with whole files would show it.
_STUMBLES = (
    ValueError,
    LookupError,
    ArithmeticError,
    TypeError,
    AttributeError,
    RecursionError,
    NotImplementedError,
    EOFError,
    OSError,
    struct.error,
    zlib.error,
    zipfile.BadZipFile,
)


class Document(Protocol):
    """What every format gives."""

    def about(self) -> Plain: ...

    def text(self, page: int, /) -> Plain: ...

    def draw(
        self, page: int, scale: float, piece: tuple[int, int, int, int], /
    ) -> bytes | bytearray: ...


def prepare() -> None:
    """Loads whatever any reader may need: behind closed doors nothing can be loaded."""
    import olefile  # noqa: F401

    for codec in (*CODECS, "ascii", "cp437", "latin-1", "utf-8", "utf-16", "utf-16-le"):
        codecs.lookup(codec)
    pdf.prepare()
    room.make_ready()


def serve(source: BinaryIO, sink: BinaryIO) -> int:
    """Answers until the input ends; returns the exit status, 2 for a request of another kind."""
    prepare()
    limits.close_doors()
    document: Document | None = None
    while head := source.read(say.FRAME.size):
        if len(head) != say.FRAME.size:
            return 2
        kind, size = say.FRAME.unpack(head)
        if size > say.MAX_BYTES or kind not in (say.OPEN, say.TEXT, say.DRAW):
            return 2
        # The file apart from its format, so that there is no second copy of it.
        form = source.read(min(size, say.FORM_BYTES)) if kind == say.OPEN else b""
        body = source.read(size - len(form))
        if len(form) + len(body) != size:
            return 2
        limits.more_time()
        answer: bytes | bytearray
        try:
            if kind == say.OPEN:
                document = None
                document = _open(form, body)
                answer = _json(document.about())
            elif document is None:
                return 2
            else:
                answer = _answer(document, kind, body)
            status = say.GOOD
        except CannotRead as error:
            status, answer = say.FAIL, error.reason.encode()
        except MemoryError:
            status, answer = say.FAIL, say.TOO_MUCH.encode()
        except _STUMBLES:
            status, answer = say.FAIL, say.DAMAGED.encode()
        sink.write(say.FRAME.pack(status, len(answer)))
        sink.write(answer)
        sink.flush()
    return 0


def _open(form: bytes, data: bytes) -> Document:
    if form == b"pdf ":
        return pdf.PdfDocument(data)
    readers = {b"docx": docx.read, b"rtf ": rtf.read, b"doc ": doc.read}
    if form not in readers:
        raise CannotRead(say.DAMAGED)
    return Flowing(readers[form](data))


def _answer(document: Document, kind: bytes, body: bytes) -> bytes | bytearray:
    if kind == say.TEXT:
        return _json(document.text(*say.PAGE_NUMBER.unpack(body)))
    page, scale, left, top, width, height = say.DRAWING.unpack(body)
    return document.draw(page, scale, (left, top, width, height))


def _json(made: Plain) -> bytes:
    text = json.dumps(made, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # Half of a pair of surrogates is no text.
    data = text.encode("utf-8", "replace")
    if len(data) > say.MAX_TEXT:
        raise CannotRead(say.TOO_MUCH)
    return data


class Flowing:
    """A document that is text without pages."""

    def __init__(self, text: Plain) -> None:
        self._text = text

    def about(self) -> Plain:
        """No pages."""
        return {"pages": [], "more": 0}

    def text(self, page: int) -> Plain:
        """All of it, as page 0."""
        if page != 0:
            raise CannotRead(say.NOTHING)
        return self._text

    def draw(self, _page: int, _scale: float, _piece: tuple[int, int, int, int], /) -> bytes:
        """Cannot be drawn."""
        raise CannotRead(say.NOTHING)

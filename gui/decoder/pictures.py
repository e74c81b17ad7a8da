"""Decodes one picture to raw pixels.

Request: the format as four bytes ("jpeg", "png ", "gif "), the box in pixels and the length of
the picture, both as four bytes, big end first; then the picture. Answer: width and height in the
same way, then RGBA, row by row. Anything that goes wrong is an empty answer and an exit status.

Qt and its decoder of that format are loaded first, behind the limits; then the doors are closed,
and only then a stranger's byte is read.
"""

from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING, BinaryIO

from gui.decoder import limits

if TYPE_CHECKING:
    from PySide6.QtCore import QBuffer, QCoreApplication
    from PySide6.QtGui import QImageReader

SIZES = struct.Struct(">II")
"""Of a request behind its format, and of an answer."""
MAX_SIDE = 10_000
MAX_PIXELS = 40_000_000
MAX_BOX = 2_048
MAX_BYTES = 6_000_000

_ALLOCATION_MB = 256
_FORMATS = (b"jpeg", b"png", b"gif")


def answer(form: bytes, source: BinaryIO, sink: BinaryIO) -> int:
    """One request, whose format was read already, and its answer; returns the exit status."""
    form = form.strip()
    if form not in _FORMATS:
        return 2
    application = prepare(form)
    limits.close_doors()
    head = source.read(SIZES.size)
    if len(head) != SIZES.size:
        return 2
    box, size = SIZES.unpack(head)
    if not 0 < box <= MAX_BOX or size > MAX_BYTES:
        return 2
    data = source.read(size)
    made = decode(form, box, data) if len(data) == size else b""
    sink.write(made)
    sink.flush()
    del application
    return 0 if made else 1


def prepare(form: bytes) -> QCoreApplication:
    """Loads what a picture of that format needs, by decoding a small one of our own.

    Behind closed doors nothing can be loaded. What it returns is to be held while decoding.
    """
    # Threads are behind the doors too: without this, Qt would wait for ever for those that share
    # its work on larger pictures.
    os.environ["QT_NO_GUI_THREADPOOL"] = "1"
    from PySide6.QtCore import QCoreApplication

    application = QCoreApplication([])  # knows where a frozen program keeps its plug-ins
    decode(form, 1, own_picture(form))
    return application


_OWN_GIF = b"GIF89a\2\0\1\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\2\0\1\0\0\2\2D\x0a\0;"


def own_picture(form: bytes) -> bytes:
    """A picture of two pixels with a colour space, where the format has any."""
    if form == b"gif":
        return _OWN_GIF  # Qt writes none
    from PySide6.QtCore import QBuffer
    from PySide6.QtGui import QColorSpace, QImage

    image = QImage(2, 1, QImage.Format.Format_RGB32)
    image.fill(0)
    image.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.AdobeRgb))
    sink = QBuffer()
    sink.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(sink, form.decode())  # type: ignore[call-overload]  # a device, not a name
    return bytes(sink.data().data())


def reader_of(form: bytes, data: bytes) -> tuple[QBuffer, QImageReader]:
    """A reader of that format and no other, and what it reads from, to be held as long."""
    from PySide6.QtCore import QBuffer, QByteArray
    from PySide6.QtGui import QImageReader

    QImageReader.setAllocationLimit(_ALLOCATION_MB)
    source = QBuffer()
    source.setData(QByteArray(data))
    source.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(source, QByteArray(form))
    reader.setAutoDetectImageFormat(False)
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)
    return source, reader


def decode(form: bytes, box: int, data: bytes) -> bytes:
    """Width, height and pixels of the first frame, upright, fitted into a square of `box`.

    Empty where the picture cannot be decoded as that format.
    """
    from PySide6.QtCore import QSize, Qt
    from PySide6.QtGui import QColorSpace, QImage

    source, reader = reader_of(form, data)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MAX_PIXELS:
        return b""
    if max(size.width(), size.height()) > MAX_SIDE:
        return b""
    if max(size.width(), size.height()) > box:
        fitted = size.scaled(box, box, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(fitted.expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull():
        return b""
    if image.colorSpace().isValid():
        image.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    rows = bytes(image.constBits())
    stride, width = image.bytesPerLine(), image.width()
    pixels = b"".join(rows[y * stride : y * stride + 4 * width] for y in range(image.height()))
    del reader, source
    return SIZES.pack(width, image.height()) + pixels

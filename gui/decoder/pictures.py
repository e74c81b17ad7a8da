"""Decodes one picture to raw pixels.

Request: the format as four bytes ("jpeg", "png ", "gif "), the box in pixels and the length of
the picture, both as four bytes, big end first; then the picture. Answer: width and height in the
same way, then RGBA, row by row. Anything that goes wrong is an empty answer and an exit status.

Qt is imported inside the function: the limits must hold before it and its decoders are loaded.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

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
    head = source.read(SIZES.size)
    if form not in _FORMATS or len(head) != SIZES.size:
        return 2
    box, size = SIZES.unpack(head)
    if not 0 < box <= MAX_BOX or size > MAX_BYTES:
        return 2
    data = source.read(size)
    made = decode(form, box, data) if len(data) == size else b""
    sink.write(made)
    sink.flush()
    return 0 if made else 1


def decode(form: bytes, box: int, data: bytes) -> bytes:
    """Width, height and pixels of the first frame, upright, fitted into a square of `box`.

    Empty where the picture cannot be decoded as that format.
    """
    from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QSize, Qt
    from PySide6.QtGui import QColorSpace, QImage, QImageReader

    application = QCoreApplication([])  # knows where a frozen program keeps its plug-ins
    QImageReader.setAllocationLimit(_ALLOCATION_MB)
    source = QBuffer()
    source.setData(QByteArray(data))
    source.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(source, QByteArray(form))
    reader.setAutoDetectImageFormat(False)
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)
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
    del application
    return SIZES.pack(width, image.height()) + pixels

"""Decodes one picture from standard input to raw pixels on standard output (H53).

Request: the format as four bytes ("jpeg", "png ", "gif "), the box in pixels and the length of
the picture, both as four bytes, big end first; then the picture. Answer: width and height in the
same way, then RGBA, row by row. Anything that goes wrong is an empty answer and an exit status.

Imports stand inside functions: the limits must hold before Qt and its decoders are loaded.
"""

from __future__ import annotations

import struct
import sys

REQUEST = struct.Struct(">4sII")
ANSWER = struct.Struct(">II")
MAX_SIDE = 10_000
MAX_PIXELS = 40_000_000
MAX_BOX = 2_048
MAX_BYTES = 6_000_000

_MEMORY = 512 * 1024 * 1024
_CPU_SECONDS = 5
_ALLOCATION_MB = 256
_FORMATS = (b"jpeg", b"png", b"gif")


def limit_self() -> None:
    """Caps memory, processor time, files written and core dumps; nothing on Windows.

    There the editor's own clock, and Qt's limit on one picture, have to do.
    """
    try:
        import resource
    except ImportError:
        return
    limits = (
        (resource.RLIMIT_DATA, _MEMORY),
        (resource.RLIMIT_CPU, _CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    )
    for kind, value in limits:
        _soft, hard = resource.getrlimit(kind)
        capped = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(kind, (capped, capped))
        except (OSError, ValueError):
            continue  # not every system knows every limit


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
    return ANSWER.pack(width, image.height()) + pixels


def main() -> int:
    """One request, one answer."""
    limit_self()
    head = sys.stdin.buffer.read(REQUEST.size)
    if len(head) != REQUEST.size:
        return 2
    form, box, size = REQUEST.unpack(head)
    form = form.strip()
    if form not in _FORMATS or not 0 < box <= MAX_BOX or size > MAX_BYTES:
        return 2
    data = sys.stdin.buffer.read(size)
    answer = decode(form, box, data) if len(data) == size else b""
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    return 0 if answer else 1


if __name__ == "__main__":
    sys.exit(main())

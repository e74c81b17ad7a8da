"""Cuts a part out of a picture, upright and turned, and makes a new file of its pixels.

Request, behind "edit": the format of the picture as four bytes, how many quarters to turn it
clockwise as one byte; then as four bytes each, big end first, left, top, width and height of the
part in pixels of the upright, turned picture (all 0 for the whole of it), the pixels of its
longer side at most, and the length of the picture; then the picture. Answer: the new file, a JPEG
or PNG without anything but pixels. Anything that goes wrong is an empty answer and an exit status.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, BinaryIO

from gui.decoder import limits, pictures

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QImage

HEAD = struct.Struct(">4sB6I")
LONGEST = 2_048
"""Pixels of the longer side of what is made, at most."""
MAX_BYTES = 52_428_800
"""Of a picture: also one that is over the service's limit is made smaller."""
LARGEST_PNG = 2_000_000
"""Bytes above which a picture without need of it is no PNG."""

_QUALITY = 92
_FORMATS = (b"jpeg", b"png", b"gif")


def answer(source: BinaryIO, sink: BinaryIO) -> int:
    """One request and its answer; returns the exit status."""
    head = source.read(HEAD.size)
    if len(head) != HEAD.size:
        return 2
    form, turns, left, top, width, height, longest, size = HEAD.unpack(head)
    form = form.strip()
    if form not in _FORMATS or turns > 3 or not 0 < longest <= LONGEST:
        return 2
    if size > MAX_BYTES or max(left, top, width, height) > pictures.MAX_SIDE:
        return 2
    application = pictures.prepare(form)
    _warm_up()
    limits.close_doors()
    data = source.read(size)
    made = b""
    if len(data) == size:
        made = cut(form, data, turns, (left, top, width, height), longest)
    sink.write(made)
    sink.flush()
    del application
    return 0 if made else 1


def cut(
    form: bytes, data: bytes, turns: int, part: tuple[int, int, int, int], longest: int
) -> bytes:
    """The new file; empty where the picture cannot be decoded or has no such part."""
    from PySide6.QtCore import QRect, QSize, Qt
    from PySide6.QtGui import QColorSpace, QImageIOHandler, QTransform

    source, reader = pictures.reader_of(form, data)
    reader.setAutoTransform(False)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > pictures.MAX_PIXELS:
        return b""
    if max(size.width(), size.height()) > pictures.MAX_SIDE:
        return b""
    flags = reader.transformation()
    kinds = QImageIOHandler.Transformation
    is_rotated = bool(flags & kinds.TransformationRotate90)
    upright = size.transposed() if is_rotated else size
    turned = upright.transposed() if turns % 2 else upright
    wanted = QRect(*part) if part[2] and part[3] else QRect(0, 0, turned.width(), turned.height())
    if not QRect(0, 0, turned.width(), turned.height()).contains(wanted):
        return b""
    # Back to how it is stored, so that only the part is ever held as pixels twice.
    stored = _turned_back(wanted, turns, upright)
    if is_rotated:
        stored = _turned_back(stored, 1, size)
    if flags & kinds.TransformationMirror:
        stored.moveLeft(size.width() - stored.x() - stored.width())
    if flags & kinds.TransformationFlip:
        stored.moveTop(size.height() - stored.y() - stored.height())
    reader.setClipRect(stored)
    if max(stored.width(), stored.height()) > longest:
        fitted = stored.size().scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(fitted.expandedTo(QSize(1, 1)))
    image = reader.read()
    del reader, source
    if image.isNull():
        return b""
    if flags & kinds.TransformationMirror:
        image = image.flipped(Qt.Orientation.Horizontal)
    if flags & kinds.TransformationFlip:
        image = image.flipped(Qt.Orientation.Vertical)
    quarters = turns + (1 if is_rotated else 0)
    if quarters % 4:
        image = image.transformed(QTransform().rotate(90 * quarters))
    if image.colorSpace().isValid():
        image.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    return _encoded(image, as_png=form != b"jpeg")


def _turned_back(part: QRect, turns: int, size: object) -> QRect:
    """A part of a turned picture as it lies in the picture of that size before turning."""
    from PySide6.QtCore import QRect, QSize

    assert isinstance(size, QSize)
    x, y, w, h = part.x(), part.y(), part.width(), part.height()
    if turns == 1:
        return QRect(y, size.height() - x - w, h, w)
    if turns == 2:
        return QRect(size.width() - x - w, size.height() - y - h, w, h)
    if turns == 3:
        return QRect(size.width() - y - h, x, h, w)
    return QRect(part)


def _encoded(image: QImage, *, as_png: bool) -> bytes:
    """A file of bare pixels: no texts, times, profiles or resolution of the old one."""
    from PySide6.QtGui import QImage

    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    bits = bytes(image.constBits())
    bare = QImage(
        bits, image.width(), image.height(), image.bytesPerLine(), QImage.Format.Format_RGBA8888
    )
    is_clear = _is_transparent(bits)
    if as_png:
        made = _saved(
            bare if is_clear else bare.convertToFormat(QImage.Format.Format_RGB888), "PNG"
        )
        if 0 < len(made) <= LARGEST_PNG:
            return made
    return _saved(_on_white(bare) if is_clear else bare, "JPEG")


def _is_transparent(bits: bytes) -> bool:
    return min(bits[3::4], default=255) < 255


def _on_white(image: QImage) -> QImage:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter

    ground = QImage(image.size(), QImage.Format.Format_RGB32)
    ground.fill(Qt.GlobalColor.white)
    painter = QPainter(ground)
    painter.drawImage(0, 0, image)
    painter.end()
    return ground


def _saved(image: QImage, kind: str) -> bytes:
    from PySide6.QtCore import QBuffer

    sink = QBuffer()
    sink.open(QBuffer.OpenModeFlag.WriteOnly)
    quality = _QUALITY if kind == "JPEG" else -1
    image.save(sink, kind, quality)  # type: ignore[call-overload]  # a device, not a name
    return bytes(sink.data().data())


def _warm_up() -> None:
    """Loads everything that making a file needs, by making small ones of our own."""
    for own in (b"png", b"jpeg"):
        cut(own, pictures.own_picture(own), 1, (0, 0, 0, 0), 1)
    from PySide6.QtGui import QImage

    clear = QImage(2, 2, QImage.Format.Format_RGBA8888)
    clear.fill(0)
    _encoded(clear, as_png=True)
    _encoded(clear, as_png=False)

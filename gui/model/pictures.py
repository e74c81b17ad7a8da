"""What a picture says of itself, read from its bytes without decoding it.

Its size decides whether it may be decoded at all (H53); how it lies and whether it tells where
it was taken are in its metadata (H56). Everything is capped and nothing is believed to hold
together: what does not gives None.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MAX_SIDE: Final = 10_000
MAX_PIXELS: Final = 40_000_000

JPEG: Final = "image/jpeg"
PNG: Final = "image/png"
GIF: Final = "image/gif"

_PNG_MAGIC: Final = b"\x89PNG\r\n\x1a\n"
_EXIF: Final = b"Exif\0\0"
_XMP: Final = b"http://ns.adobe.com/"
_PLACE_IN_XMP: Final = b"GPSL"
_ORIENTATION: Final = 0x0112
_GPS: Final = 0x8825
_FILL: Final = re.compile(b"\xff+")
_MOST_PIECES: Final = 20_000
_MOST_TAGS: Final = 500


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """A picture's size as stored, in pixels, and what its metadata says.

    `orientation` is the Exif value: 1 upright, 6 to be turned clockwise, and so on to 8.
    """

    width: int
    height: int
    orientation: int = 1
    has_location: bool = False

    @property
    def is_too_large(self) -> bool:
        """Whether decoding is refused: over 10,000 pixels a side or 40 megapixels."""
        return max(self.width, self.height) > MAX_SIDE or self.width * self.height > MAX_PIXELS


def media_of_picture(data: bytes) -> str | None:
    """The media type by the first bytes; None for everything but JPEG, PNG and GIF."""
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(_PNG_MAGIC):
        return PNG
    return GIF if data.startswith((b"GIF87a", b"GIF89a")) else None


def read_picture(data: bytes) -> PictureFacts | None:
    """Size and metadata of a JPEG, PNG or GIF; None where it is none or does not say."""
    readers = {JPEG: _read_jpeg, PNG: _read_png, GIF: _read_gif}
    media = media_of_picture(data)
    facts = readers[media](data) if media is not None else None
    return facts if facts is not None and facts.width > 0 and facts.height > 0 else None


def without_metadata(data: bytes) -> bytes:
    """The same picture, pixel for pixel, without location, camera, comments and thumbnails.

    Orientation and colour profile stay, since the picture would look different without. What
    follows the end of the picture goes too. GIFs and what is no picture come back as they are.
    """
    media = media_of_picture(data)
    if media == JPEG:
        return _clean_jpeg(data)
    return _clean_png(data) if media == PNG else data


# --- JPEG -----------------------------------------------------------------------------------


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each segment up to the pixels, its marker included."""
    here = 2
    for _number in range(_MOST_PIECES):
        fill = _FILL.match(data, here)
        if fill is None or fill.end() + 3 > len(data):
            return
        here = fill.end() - 1
        marker = data[here + 1]
        if marker == 0x01 or 0xD0 <= marker <= 0xD7:
            here += 2
            continue
        end = here + 2 + int.from_bytes(data[here + 2 : here + 4], "big")
        if marker == 0xD9 or end < here + 4 or end > len(data):
            return
        yield marker, here, end
        if marker == 0xDA:
            return
        here = end


def _read_jpeg(data: bytes) -> PictureFacts | None:
    width = height = 0
    orientation, has_location = 1, False
    for marker, start, end in _segments(data):
        body = data[start + 4 : end]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC) and not width:
            if len(body) >= 5:
                height, width = struct.unpack_from(">HH", body, 1)
        elif marker == 0xE1 and body.startswith(_EXIF):
            turned, located = _read_exif(body[len(_EXIF) :])
            orientation = turned if orientation == 1 else orientation
            has_location = has_location or located
        elif marker == 0xE1 and body.startswith(_XMP):
            has_location = has_location or _PLACE_IN_XMP in body
    return PictureFacts(width, height, orientation, has_location) if width else None


def _clean_jpeg(data: bytes) -> bytes:
    facts = _read_jpeg(data)
    kept = [b"\xff\xd8"]
    pixels = 0
    for marker, start, end in _segments(data):
        is_profile = marker == 0xE2 and data[start + 4 : end].startswith(b"ICC_PROFILE\0")
        if not (0xE1 <= marker <= 0xEF or marker == 0xFE) or is_profile or marker == 0xEE:
            kept.append(data[start:end])
        if marker == 0xDA:
            pixels = end
    if not pixels or facts is None:
        return data
    if facts.orientation != 1:
        exif = _EXIF + _orientation_only(facts.orientation)
        # Right behind the header segment where there is one, as readers expect.
        at = 2 if len(kept) > 1 and kept[1][1] == 0xE0 else 1
        kept.insert(at, b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif)
    kept.append(data[pixels : _end_of_jpeg(data, pixels)])
    return b"".join(kept)


def _end_of_jpeg(data: bytes, here: int) -> int:
    """Where the picture ends; phones put films and more pictures behind it."""
    while fill := _FILL.search(data, here):
        here = fill.end()
        marker = data[here] if here < len(data) else 0
        here += 1
        if marker == 0xD9:
            return here
        if marker and not 0xD0 <= marker <= 0xD7:
            # Tables between the scans of a progressive picture.
            here += int.from_bytes(data[here : here + 2], "big")
    return len(data)


# --- PNG ------------------------------------------------------------------------------------


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Type, start and end of each chunk, with its length and checksum."""
    here = len(_PNG_MAGIC)
    for _number in range(_MOST_PIECES):
        if here + 12 > len(data):
            return
        end = here + 12 + int.from_bytes(data[here : here + 4], "big")
        if end > len(data):
            return
        kind = data[here + 4 : here + 8]
        yield kind, here, end
        if kind == b"IEND":
            return
        here = end


def _read_png(data: bytes) -> PictureFacts | None:
    # The header comes first; a file cut short still says its size.
    if data[12:16] != b"IHDR" or len(data) < 24:
        return None
    width, height = struct.unpack_from(">II", data, 16)
    orientation, has_location = 1, False
    for kind, start, end in _chunks(data):
        body = data[start + 8 : end - 4]
        if kind == b"eXIf":
            orientation, located = _read_exif(body)
            has_location = has_location or located
        elif kind in (b"iTXt", b"tEXt") and _PLACE_IN_XMP in body:
            has_location = True
    return PictureFacts(width, height, orientation, has_location)


def _clean_png(data: bytes) -> bytes:
    facts = _read_png(data)
    kept = [_PNG_MAGIC]
    kind = b""
    for kind, start, end in _chunks(data):
        if kind not in (b"eXIf", b"iTXt", b"tEXt", b"zTXt", b"tIME"):
            kept.append(data[start:end])
        if kind == b"IHDR" and facts is not None and facts.orientation != 1:
            body = b"eXIf" + _orientation_only(facts.orientation)
            kept.append(
                struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
            )
    return b"".join(kept) if kind == b"IEND" else data


# --- GIF ------------------------------------------------------------------------------------


def _read_gif(data: bytes) -> PictureFacts | None:
    """The larger of the canvas and the first frame, which decoders make room for."""
    if len(data) < 13:
        return None
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    here = 13 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0)
    left_to_read = _MOST_PIECES
    while data[here : here + 1] == b"\x21" and left_to_read > 0:
        here += 2
        while (size := int.from_bytes(data[here : here + 1], "big")) and left_to_read > 0:
            here += size + 1
            left_to_read -= 1
        here += 1
        left_to_read -= 1
    if data[here : here + 1] == b"\x2c" and here + 9 <= len(data):
        left, top, wide, high = struct.unpack_from("<HHHH", data, here + 1)
        width, height = max(width, left + wide), max(height, top + high)
    return PictureFacts(width, height)


# --- Exif -----------------------------------------------------------------------------------


def _read_exif(tiff: bytes) -> tuple[int, bool]:
    """Orientation and whether there is a position, of an Exif block's TIFF part."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 8:
        return 1, False
    orientation, has_location = 1, False
    for tag, value in _tags(tiff, order, struct.unpack_from(f"{order}I", tiff, 4)[0]):
        if tag == _ORIENTATION:
            (turned,) = struct.unpack(f"{order}H", value[:2])
            orientation = turned if 1 <= turned <= 8 else 1
        elif tag == _GPS:
            (start,) = struct.unpack(f"{order}I", value)
            # Tags 1 to 4 are latitude and longitude; many cameras write only a version, tag 0.
            has_location = any(1 <= inner <= 4 for inner, _value in _tags(tiff, order, start))
    return orientation, has_location


def _tags(tiff: bytes, order: str, start: int) -> Iterator[tuple[int, bytes]]:
    if start + 2 > len(tiff):
        return
    (count,) = struct.unpack_from(f"{order}H", tiff, start)
    for number in range(min(count, _MOST_TAGS)):
        at = start + 2 + 12 * number
        if at + 12 > len(tiff):
            return
        yield struct.unpack_from(f"{order}H", tiff, at)[0], tiff[at + 8 : at + 12]


def _orientation_only(orientation: int) -> bytes:
    """The TIFF part of an Exif block that says how the picture lies and nothing else."""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, orientation, 0)
    return b"MM\0*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)

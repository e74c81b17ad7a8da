"""Small real files, made in memory: what people drop, and what they should not."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping
from typing import Final

from PIL import Image

CONTENT_TYPES: Final = "[Content_Types].xml"


def picture(
    kind: str,
    size: tuple[int, int] = (40, 30),
    *,
    orientation: int = 1,
    located: bool = False,
    noisy: bool = False,
    comment: str = "",
) -> bytes:
    """A JPEG, PNG or GIF: its left half red, its right half blue, or noise of a given size."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    if noisy:
        image = Image.effect_noise(size, 80).convert("RGB")
    exif = Image.Exif()
    if orientation != 1:
        exif[0x0112] = orientation
    if located:
        exif[0x010F] = "Camera"
        exif.get_ifd(0x8825).update({1: "N", 2: (57.0, 42.0, 0.0), 3: "E", 4: (11.0, 58.0, 0.0)})
    out = io.BytesIO()
    options: dict[str, object] = {"exif": exif} if len(exif) and kind != "GIF" else {}
    if comment:
        options["comment"] = comment.encode()
    image.save(out, kind, **options)
    return out.getvalue()


def archive(*names: str, contents: Mapping[str, bytes] | None = None) -> bytes:
    """A ZIP archive with files of these names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name in names:
            written.writestr(name, b"<xml/>")
        for name, content in (contents or {}).items():
            written.writestr(name, content)
    return out.getvalue()


def docx() -> bytes:
    """A Word document with one paragraph."""
    from docx import Document

    document = Document()
    document.add_paragraph("Amara Osei, supply chain analyst")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(*, password: str = "") -> bytes:
    """A PDF of one page, encrypted where there is a password."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=password or None)
    canvas.drawString(72, 720, "Amara Osei, supply chain analyst")
    canvas.save()
    return out.getvalue()


def rtf() -> bytes:
    """An RTF document with one line."""
    return rb"{\rtf1\ansi Amara Osei\par}"


def doc(*, encrypted: bool = False) -> bytes:
    """A compound file with a Word document's main stream."""
    block = struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0, 0, 0x0100 if encrypted else 0)
    return compound({"WordDocument": block, "1Table": b""})


def compound(streams: Mapping[str, bytes], inner: Mapping[str, bytes] | None = None) -> bytes:
    """A compound file [MS-CFB] with streams of 512 bytes each, in sectors of 512.

    `inner` are streams inside a storage, as embedded documents have them.
    """
    names = [*streams, *(["ObjectPool"] if inner else []), *(inner or {})]
    table_sectors = -(-(len(names) + 1) // 4)
    first_stream = 1 + table_sectors
    entries = [_entry("Root Entry", 5, child=1 if names else -1, start=0xFFFFFFFE)]
    top = len(streams) + bool(inner)
    for number, name in enumerate(names, start=1):
        is_top = number <= top
        last = number in (top, len(names))
        kind = 1 if name == "ObjectPool" else 2
        child = number + 1 if kind == 1 else -1
        right = -1 if last else number + 1
        start = 0xFFFFFFFE if kind == 1 else first_stream + number - 1
        entries.append(_entry(name, kind, child=child, right=right, start=start))
        assert is_top or inner
    entries += [bytes(128)] * (4 * table_sectors - len(entries))
    fat = [0xFFFFFFFD]
    fat += [number + 2 for number in range(table_sectors - 1)] + [0xFFFFFFFE]
    fat += [0xFFFFFFFE] * len(names)
    fat += [0xFFFFFFFF] * (128 - len(fat))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    bodies = {**streams, **({"ObjectPool": b""} if inner else {}), **(inner or {})}
    return b"".join(
        [header, struct.pack("<128I", *fat), *entries]
        + [bodies[name].ljust(512, b"\0") for name in names]
    )


def _entry(name: str, kind: int, *, child: int = -1, right: int = -1, start: int = 0) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    links = struct.pack("<III", 0xFFFFFFFF, right & 0xFFFFFFFF, child & 0xFFFFFFFF)
    head = encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded), kind, 1) + links
    return head.ljust(116, b"\0") + struct.pack("<IQ", start, 512)

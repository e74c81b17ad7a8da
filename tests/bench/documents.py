"""Documents of the size that is the limit, made here."""

from __future__ import annotations

import io
import random
import zlib

from tests.decoder.bombs import HELVETICA, pdf, stream


def five_megabytes(size: int = 5_000_000) -> bytes:
    """A PDF of nearly five megabytes: a page of text over a large photo, as designers make them."""
    width, height = 1_240, 1_754  # A4 at 150 dots an inch
    rows = size // (3 * width)
    noise = random.Random(4).randbytes(3 * width * rows)
    # Noise does not pack: so much of it gives the size wanted. The rest is plain.
    packed = zlib.compress(noise + bytes(3 * width * (height - rows)), 1)
    picture = stream(
        packed,
        f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 8"
        "/ColorSpace/DeviceRGB/Filter/FlateDecode",
    )
    lines = io.BytesIO()
    lines.write(b"q 500 0 0 700 50 50 cm /I Do Q BT /F 9 Tf ")
    for number in range(60):
        lines.write(b"1 0 0 1 60 %d Tm (Line %d of a resume with a photo behind) Tj " %
                    (740 - 11 * number, number))  # fmt: skip
    lines.write(b"ET")
    return pdf(lines.getvalue(), resources=f"/XObject<</I 5 0 R>>{HELVETICA}", more={5: picture})

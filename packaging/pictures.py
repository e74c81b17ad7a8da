"""Pictures as files: made small, and compared with a tolerance.

Two runs on one system give the same bytes. What may differ elsewhere is how much of its colour the
edge of a letter gets: another FreeType, another compiler's rounding. Such a difference is a part
of one pixel. Both pictures are blurred over three pixels, and a pixel counts only when it is off
by more than `FAR` of 255 then: an edge that is softer by a fifth of a pixel is not, a letter that
is another one is. `MOST` of the pixels may be, which at 2560 × 1600 is less than a word: a
test changes a picture in both ways and holds it.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops, ImageFilter

FAR: Final = 48
MOST: Final = 0.0005
_COLOURS: Final = 256


def small(image: Image.Image) -> bytes:
    """The picture as a PNG of 256 colours. None is far from its own, so that a green mark of a few
    pixels stays green, and whatever fills an area is exactly what it was."""
    whole = image.convert("RGB")
    flat = whole.quantize(_COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    _take_commonest(flat, whole)
    out = io.BytesIO()
    flat.save(out, "PNG", optimize=True)
    return out.getvalue()


def _take_commonest(flat: Image.Image, whole: Image.Image) -> None:
    """Gives each of the 256 the commonest of the colours that it stands for, instead of a mean."""
    places = Image.merge("RGBA", (*whole.split(), Image.frombytes("L", flat.size, flat.tobytes())))
    palette = flat.getpalette() or []
    most = [0] * _COLOURS
    for count, (red, green, blue, place) in places.getcolors(places.width * places.height) or ():
        if count > most[place]:
            most[place] = count
            palette[3 * place : 3 * place + 3] = (red, green, blue)
    flat.putpalette(palette)


def differing(one: Image.Image, other: Image.Image) -> tuple[float, Image.Image]:
    """The share of pixels that differ visibly, and a picture of where: red over grey."""
    if one.size != other.size:
        return 1.0, one
    blurred = [each.convert("RGB").filter(ImageFilter.BoxBlur(1)) for each in (one, other)]
    red, green, blue = ImageChops.difference(*blurred).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    mask = most.point(lambda value: 255 if value > FAR else 0)
    share = mask.histogram()[255] / (mask.width * mask.height)
    told = Image.blend(one.convert("L").convert("RGB"), Image.new("RGB", one.size, "white"), 0.6)
    told.paste((220, 0, 0), mask=mask.filter(ImageFilter.MaxFilter(5)))
    return share, told


def read(file: Path) -> Image.Image:
    """A picture from a file."""
    with Image.open(file) as opened:
        return opened.convert("RGB")

"""Cutting pictures behind closed doors: nothing is tried, bombs and damaged files are refused."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from PIL import Image

from gui.decoder import cutting
from gui.errors import BadFile
from gui.model.cropping import centred
from gui.model.pictures import read_picture
from gui.services.preview import Pictures
from tests.decoder import hostile
from tests.decoder.test_hostile import SLOW, seen
from tests.helpers import sample_files as sample

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="a filter that only Linux has")


def clear_png() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((900, 1200), 90).convert("RGBA").save(out, "PNG")
    image = Image.open(io.BytesIO(out.getvalue()))
    image.putalpha(90)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


FILES = {
    "on its side": (b"jpeg", sample.picture("JPEG", (1200, 900), orientation=6)),
    "mirrored": (b"jpeg", sample.picture("JPEG", (1200, 900), orientation=2)),
    "opaque": (b"png ", sample.picture("PNG", (900, 1200))),
    "clear and too large for a PNG": (b"png ", clear_png()),
    "moving": (b"gif ", sample.picture("GIF", (900, 1200))),
}


def request(form: bytes, data: bytes) -> bytes:
    head = cutting.HEAD.pack(form, 1, 20, 30, 800, 800, 700, len(data))
    return b"edit" + head + data


@linux_only
@pytest.mark.parametrize("name", FILES)
def test_nothing_is_even_tried(name: str, tmp_path: Path) -> None:
    """Everything that turning, painting and encoding need was loaded before the doors closed."""
    found = seen(request(*FILES[name]), tmp_path)
    assert (found.breaches, found.refused) == ([], 0)


async def cut(data: bytes, media: str) -> bytes | None:
    facts = read_picture(data)
    width, height = (facts.width, facts.height) if facts is not None else (10, 10)
    try:
        return await Pictures().cut(data, media, centred(width, height).zoomed(200))
    except BadFile:
        return None


async def test_bombs_are_refused_or_cut() -> None:
    quick = (each for each in hostile.bombs(pictures=True) if each.name not in SLOW)
    for bomb in quick:
        made = await cut(bomb.data, bomb.media)
        assert made is None or read_picture(made) is not None, bomb.name


async def test_changed_pictures_are_refused_or_cut() -> None:
    _documents, pictures = hostile.split(hostile.own_files())
    refused = 0
    for changed in hostile.mutations(pictures, 10, seed=7):
        made = await cut(changed.data, changed.media)
        refused += made is None
        assert made is None or read_picture(made) is not None, changed.name
    assert refused


async def test_the_largest_picture_of_all_fits_into_the_memory() -> None:
    """40 megapixels on their side: only the part that is wanted is held twice."""
    image = Image.new("RGB", (8_000, 5_000), "teal")
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    made = await Pictures().cut(out.getvalue(), "image/jpeg", centred(5_000, 8_000))
    facts = read_picture(made)
    assert facts is not None
    assert facts.width == facts.height == 1_600

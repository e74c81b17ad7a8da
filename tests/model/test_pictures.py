"""What pictures say of themselves, and what is taken out of them (H53, H56)."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageCms

from gui.model.pictures import PictureFacts, media_of_picture, read_picture, without_metadata
from tests.helpers import sample_files as sample


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF"])
def test_the_size_is_read_from_the_header(kind: str) -> None:
    assert read_picture(sample.picture(kind, (123, 45))) == PictureFacts(123, 45)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_orientation_is_read(kind: str, orientation: int) -> None:
    facts = read_picture(sample.picture(kind, orientation=orientation))
    assert facts == PictureFacts(40, 30, orientation)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_position_is_noticed(kind: str) -> None:
    assert read_picture(sample.picture(kind, located=True)) == PictureFacts(40, 30, 1, True)


def test_a_camera_that_only_could_tell_its_position_does_not_count() -> None:
    out = io.BytesIO()
    exif = Image.Exif()
    exif.get_ifd(0x8825)[0] = b"\x02\x03\x00\x00"
    Image.new("RGB", (4, 4)).save(out, "JPEG", exif=exif)
    assert read_picture(out.getvalue()) == PictureFacts(4, 4)


def test_a_position_in_xmp_is_noticed() -> None:
    out = io.BytesIO()
    xmp = b"<x:xmpmeta><rdf:li exif:GPSLatitude='57,42N'/></x:xmpmeta>"
    Image.new("RGB", (4, 4)).save(out, "JPEG", xmp=xmp)
    facts = read_picture(out.getvalue())
    assert facts is not None
    assert facts.has_location


def test_a_progressive_jpeg_and_a_thumbnail_do_not_confuse_the_size() -> None:
    thumbnail = sample.picture("JPEG", (16, 12))
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "x" + thumbnail.decode("latin-1")
    Image.new("RGB", (64, 48)).save(out, "JPEG", progressive=True, exif=exif)
    facts = read_picture(out.getvalue())
    assert facts is not None
    assert (facts.width, facts.height) == (64, 48)


def test_a_gif_frame_beyond_its_canvas_counts() -> None:
    gif = bytearray(sample.picture("GIF", (10, 10)))
    at = gif.index(b"\x2c")
    gif[at + 5 : at + 9] = (60_000).to_bytes(2, "little") * 2
    facts = read_picture(bytes(gif))
    assert facts is not None
    assert (facts.width, facts.height) == (60_000, 60_000)
    assert facts.is_too_large


def test_the_limits() -> None:
    assert not PictureFacts(10_000, 4_000).is_too_large
    assert PictureFacts(10_001, 1).is_too_large
    assert PictureFacts(10_000, 4_001).is_too_large


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff\xe0", b"GIF89a", b"BM", sample.pdf()])
def test_what_is_no_whole_header_is_no_picture(data: bytes) -> None:
    assert read_picture(data) is None


# --- without metadata -------------------------------------------------------------------------


def pixels(data: bytes) -> list[object]:
    with Image.open(io.BytesIO(data)) as image:
        return [image.size, image.convert("RGB").tobytes()]


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("orientation", [1, 6])
def test_the_position_goes_and_the_picture_stays(kind: str, orientation: int) -> None:
    data = (
        sample.picture(kind, (80, 60), orientation=orientation, located=True, noisy=True)
        + b"more behind the end, 57.42N"
    )
    clean = without_metadata(data)
    assert pixels(clean) == pixels(data)
    assert read_picture(clean) == PictureFacts(80, 60, orientation, False)
    assert b"Camera" not in clean
    assert b"57.42N" not in clean
    with Image.open(io.BytesIO(clean)) as image:
        assert dict(image.getexif()) == ({0x0112: orientation} if orientation != 1 else {})


def test_the_colour_profile_stays_and_comments_go() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = io.BytesIO()
    Image.effect_noise((64, 48), 80).convert("RGB").save(
        out, "JPEG", icc_profile=profile, comment=b"shot at home", progressive=True
    )
    clean = without_metadata(out.getvalue())
    assert b"shot at home" not in clean
    assert pixels(clean) == pixels(out.getvalue())
    with Image.open(io.BytesIO(clean)) as image:
        assert image.info["icc_profile"] == profile


def test_what_stands_between_the_scans_of_a_progressive_jpeg_stays() -> None:
    out = io.BytesIO()
    Image.effect_noise((64, 48), 80).save(out, "JPEG", progressive=True)
    data = out.getvalue()
    second = data.index(b"\xff\xc4", data.index(b"\xff\xda"))
    # A comment that looks like the end of the picture.
    data = data[:second] + b"\xff\xfe\x00\x04\xff\xd9" + data[second:]
    assert without_metadata(data).endswith(data[second:])


def test_other_files_come_back_as_they_are() -> None:
    for data in (sample.picture("GIF"), sample.pdf(), b"", b"\xff\xd8\xff\xe1"):
        assert without_metadata(data) == data
    assert media_of_picture(sample.pdf()) is None

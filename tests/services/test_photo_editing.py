"""Cutting photos: made in the decoder's process, out of the photo as it was staged first."""

from __future__ import annotations

import asyncio
import io
import random
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from gui.errors import BadFile
from gui.model.cropping import centred
from gui.model.fileformats import MAX_FILE_SIZE, Role
from gui.model.pictures import read_picture
from gui.model.values import FileUpload
from gui.services.attachments import Attachments
from gui.services.large_photos import PhotoTooLarge
from gui.services.photo_editing import PhotoEditing
from gui.services.preview import LONGEST_CUT, Pictures
from tests.helpers import sample_files as sample
from tests.helpers.wait import until


@pytest.fixture
def attachments() -> Attachments:
    return Attachments()


@pytest.fixture
def editing(attachments: Attachments) -> PhotoEditing:
    return PhotoEditing(attachments, Pictures())


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def corners(image: Image.Image) -> list[tuple[int, int, int]]:
    image, last = image.convert("RGB"), image.width - 6
    spots = ((5, 5), (last, 5), (5, last), (last, last))
    return [image.getpixel(spot) for spot in spots]  # type: ignore[misc]  # three bands


def alike(one: Image.Image, other: Image.Image) -> bool:
    pairs = zip(corners(one), corners(other), strict=True)
    return all(
        abs(a - b) < 20 for first, second in pairs for a, b in zip(first, second, strict=True)
    )


def four_colours(orientation: int) -> bytes:
    image = Image.new("RGB", (400, 200), "red")
    image.paste("blue", (200, 0, 400, 100))
    image.paste("green", (0, 100, 200, 200))
    image.paste("white", (200, 100, 400, 200))
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, quality=95)
    return out.getvalue()


@pytest.mark.parametrize("orientation", range(1, 9))
async def test_the_square_is_the_one_that_was_seen(orientation: int) -> None:
    """Against another library: upright by Exif, turned, cropped."""
    data = four_colours(orientation)
    width, height = (200, 400) if orientation >= 5 else (400, 200)
    pictures = Pictures()
    for turns in (0, 1, 2, 3):
        crop = centred(width, height).zoomed(180).moved(35, -15).turned(turns)
        made = opened(await pictures.cut(data, "image/jpeg", crop))
        upright = ImageOps.exif_transpose(opened(data)).rotate(-90 * turns, expand=True)
        box = (crop.left, crop.top, crop.left + crop.side, crop.top + crop.side)
        assert made.size == (180, 180)
        assert alike(made, upright.crop(box)), (orientation, turns)


async def test_nothing_but_pixels_is_left(attachments: Attachments, editing: PhotoEditing) -> None:
    data = sample.picture("JPEG", (300, 200), orientation=6, located=True, comment="my garden")
    first = await attachments.stage_bytes("IMG_7.JPG", data)
    photo = await editing.look(first)
    assert (photo.crop.width, photo.crop.height) == (200, 300)
    cropped = await editing.cropped(first, photo.crop)
    made = attachments.bytes_of(cropped)
    facts = read_picture(made)
    assert facts is not None
    assert (facts.orientation, facts.has_location) == (1, False)
    assert b"Exif" not in made
    assert b"my garden" not in made
    assert cropped.media == "image/jpeg"
    assert cropped.name == "IMG_7.jpg"
    assert editing.said(cropped) == "Turned upright; place and camera data removed."
    assert editing.said(first) == ""


async def test_editing_again_starts_from_the_first(
    attachments: Attachments, editing: PhotoEditing
) -> None:
    first = await attachments.stage_bytes("a.png", sample.picture("PNG", (400, 300)))
    crop = centred(400, 300).zoomed(60).moved(-400, 0)
    small = await editing.cropped(first, crop)
    again = await editing.look(small)
    assert again.original == first
    assert again.crop == crop
    assert again.is_edited
    larger = await editing.cropped(small, centred(400, 300))
    assert opened(attachments.bytes_of(larger)).size == (300, 300)


async def test_an_original_that_is_gone_leaves_what_is_staged(
    attachments: Attachments, editing: PhotoEditing
) -> None:
    first = await attachments.stage_bytes("a.png", sample.picture("PNG", (400, 300)))
    small = await editing.cropped(first, centred(400, 300).zoomed(100))
    attachments.forget(first)
    again = await editing.look(small)
    assert again.original == small
    assert (again.crop.width, again.crop.height) == (100, 100)


async def test_a_source_stays(attachments: Attachments, editing: PhotoEditing) -> None:
    data = sample.picture("PNG", (90, 80))
    first = await attachments.stage_bytes("a.png", data, source="linkedin")
    assert (await editing.cropped(first, centred(90, 80))).source == "linkedin"


async def test_what_is_clear_stays_clear(attachments: Attachments, editing: PhotoEditing) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (80, 50), (255, 0, 0, 60)).save(out, "PNG")
    first = await attachments.stage_bytes("a.png", out.getvalue())
    made = opened(attachments.bytes_of(await editing.cropped(first, centred(80, 50))))
    assert (made.format, made.size) == ("PNG", (50, 50))
    assert made.getpixel((3, 3)) == (255, 0, 0, 60)


async def test_a_gif_becomes_a_picture_that_stands_still(
    attachments: Attachments, editing: PhotoEditing
) -> None:
    first = await attachments.stage_bytes("a.gif", sample.picture("GIF", (60, 40)))
    cropped = await editing.cropped(first, centred(60, 40))
    assert (cropped.media, cropped.name) == ("image/png", "a.png")


async def test_a_large_photo_is_made_small_enough(
    attachments: Attachments, editing: PhotoEditing
) -> None:
    noise = Image.effect_noise((600, 400), 80).resize((6000, 4000)).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=60)
    first = await attachments.stage_bytes("camera.jpg", out.getvalue())
    cropped = await editing.cropped(first, centred(6000, 4000))
    assert opened(attachments.bytes_of(cropped)).size == (LONGEST_CUT, LONGEST_CUT)
    assert cropped.size < MAX_FILE_SIZE


async def test_a_png_that_would_be_too_large_becomes_a_jpeg(
    attachments: Attachments, editing: PhotoEditing
) -> None:
    noise = Image.effect_noise((1100, 1100), 90).convert("L")
    out = io.BytesIO()
    Image.merge("RGB", (noise, noise.rotate(90), noise.rotate(180))).save(out, "PNG")
    first = await attachments.stage_bytes("noise.png", out.getvalue())
    cropped = await editing.cropped(first, centred(1100, 1100))
    assert (cropped.media, cropped.name) == ("image/jpeg", "noise.jpg")


async def test_the_whole_is_turned_upright_for_good(
    attachments: Attachments, editing: PhotoEditing
) -> None:
    first = await attachments.stage_bytes("a.jpg", four_colours(6))
    made = opened(attachments.bytes_of(await editing.upright(first)))
    assert made.size == (200, 400)
    assert dict(made.getexif()) == {}


# --- what goes wrong --------------------------------------------------------------------------


def liar(tmp_path: Path, answer: str) -> Pictures:
    script = tmp_path / "decoder.py"
    code = f"import sys, time\nsys.stdin.buffer.read()\nsys.stdout.buffer.write({answer})\n"
    script.write_text(code, encoding="utf-8")
    return Pictures(command=[sys.executable, "-I", "-B", str(script)])


@pytest.mark.parametrize(
    "answer",
    [
        "b''",
        "b'GIF89a' + bytes(40)",
        "b'<svg/>'",
        "b'\\xff\\xd8\\xff' + bytes(100)",
        "bytes(6_000_000)",
        repr(sample.picture("PNG", (1_601, 1_601))),
        repr(sample.picture("PNG", (40, 30))),
    ],
)
async def test_a_decoder_that_lies_is_not_believed(tmp_path: Path, answer: str) -> None:
    with pytest.raises(BadFile, match="cannot be edited") as error:
        await liar(tmp_path, answer).cut(
            sample.picture("PNG", (40, 30)), "image/png", centred(40, 30)
        )
    assert "stays as it was staged" in error.value.sentence


@pytest.mark.parametrize("part", [0, 9_999])
async def test_a_part_that_is_not_there_is_refused(part: int) -> None:
    crop = centred(4_000, 4_000).moved(part, part)
    with pytest.raises(BadFile, match="asks for too much"):
        await Pictures().cut(sample.picture("PNG", (40, 30)), "image/png", crop)


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png"),
        (sample.picture("PNG")[:60], "image/png"),
        (sample.picture("JPEG"), "image/png"),
    ],
)
async def test_what_is_no_whole_picture_is_not_cut(data: bytes, media: str) -> None:
    with pytest.raises(BadFile, match="cannot be edited"):
        await Pictures().cut(data, media, centred(40, 30))


async def test_giving_up_ends_the_process(tmp_path: Path) -> None:
    marker = tmp_path / "started"
    script = tmp_path / "decoder.py"
    code = f"import time\nopen({str(marker)!r}, 'w').write('x')\ntime.sleep(60)\n"
    script.write_text(code, encoding="utf-8")
    pictures = Pictures(command=[sys.executable, "-I", "-B", str(script)])
    data = sample.picture("PNG", (40, 30))
    task = asyncio.ensure_future(pictures.cut(data, "image/png", centred(40, 30)))
    await until(marker.exists)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def test_an_upload_that_was_not_made_here_has_nothing_to_say(editing: PhotoEditing) -> None:
    assert editing.said(FileUpload("a.png", 1, "0" * 64, "image/png")) == ""


# --- over the service's limit -------------------------------------------------------------------


@pytest.fixture(scope="module")
def large() -> bytes:
    """A photo as a camera makes it, taken upright and stored lying: more than the service takes."""
    data = sample.picture("JPEG", (4200, 3000), orientation=6, located=True, noisy=True)
    assert MAX_FILE_SIZE < len(data) < 2 * MAX_FILE_SIZE
    return data


async def refused(attachments: Attachments, name: str, data: bytes | Path) -> PhotoTooLarge:
    work = (
        attachments.stage(data) if isinstance(data, Path) else attachments.stage_bytes(name, data)
    )
    with pytest.raises(PhotoTooLarge) as error:
        await work
    return error.value


async def test_a_photo_over_the_limit_is_made_smaller(
    attachments: Attachments, editing: PhotoEditing, large: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "IMG_0815.JPEG"
    path.write_bytes(large)
    error = await refused(attachments, "", path)
    assert "are more than the limit of 5,242,880 bytes" in error.sentence
    made = await editing.smaller(error)
    facts = read_picture(attachments.bytes_of(made))
    assert facts is not None
    assert (facts.width, facts.height) == (1142, LONGEST_CUT)
    assert (facts.orientation, facts.has_location) == (1, False)
    assert made.size < MAX_FILE_SIZE
    assert made.name == "IMG_0815.jpg"
    said = editing.said(made)
    assert said.startswith("Made smaller: 4,200\u00a0×\u00a03,000, ")
    assert " to 1,142\u00a0×\u00a01,600, " in said
    assert said.endswith("Turned upright; place and camera data removed.")
    again = await editing.look(made)
    assert (again.crop.width, again.crop.height) == (1142, LONGEST_CUT)


async def test_a_pasted_picture_over_the_limit_is_made_smaller_too(
    attachments: Attachments, editing: PhotoEditing
) -> None:
    """A screenshot of a large screen is: as a PNG, which is what a clipboard holds."""
    pixels = random.Random(7).randbytes(3 * 1600 * 1200)
    out = io.BytesIO()
    Image.frombytes("RGB", (1600, 1200), pixels).save(out, "PNG", compress_level=0)
    error = await refused(attachments, "pasted picture", out.getvalue())
    made = await editing.smaller(error)
    assert made.media == "image/jpeg", "as a PNG it would be large still"
    assert editing.said(made).endswith("Holds no place or camera data.")


async def test_of_a_moving_picture_the_first_one_is_left(
    attachments: Attachments, editing: PhotoEditing
) -> None:
    frames = [Image.effect_noise((1600, 1200), 90).convert("P") for _number in range(4)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    made = await editing.smaller(await refused(attachments, "a.gif", out.getvalue()))
    assert made.media in ("image/jpeg", "image/png")
    assert editing.said(made).endswith("It no longer moves.")


async def test_what_was_changed_or_is_gone_before_it_is_made_smaller_is_said(
    attachments: Attachments, editing: PhotoEditing, large: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(large)
    error = await refused(attachments, "", path)
    path.write_bytes(b"MZ" + large[2:])
    with pytest.raises(BadFile, match="cannot be made smaller: it is damaged"):
        await editing.smaller(error)
    path.unlink()
    with pytest.raises(BadFile, match="is not there"):
        await editing.smaller(error)


async def test_a_large_photo_chosen_as_resume_and_one_of_too_many_pixels_are_just_refused(
    attachments: Attachments, editing: PhotoEditing, large: bytes
) -> None:
    with pytest.raises(BadFile) as error:
        await attachments.stage_bytes("cv.jpg", large, role=Role.RESUME)
    assert not isinstance(error.value, PhotoTooLarge)
    wide = sample.picture("JPEG", (10_100, 20)) + bytes(MAX_FILE_SIZE)
    with pytest.raises(BadFile, match="cannot be made smaller: it is too large"):
        await editing.smaller(await refused(attachments, "wide.jpg", wide))

"""Previews: decoded in a process that may die, whatever a picture holds (H52, H53)."""

from __future__ import annotations

import asyncio
import io
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from gui.errors import BadFile
from gui.services import preview
from gui.services.preview import Pictures, decoder_command, decoder_environment
from tests.helpers import sample_files as sample
from tests.helpers.wait import until

DECODER = Path(preview.__file__).parent.parent / "decoder" / "__main__.py"
MEDIA = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif"}
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits")


def seen(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png))
    assert image.format == "PNG"
    return image.convert("RGB")


def is_red(pixel: object) -> bool:
    assert isinstance(pixel, tuple)
    return pixel[0] > 200 and pixel[2] < 60


def stand_in(tmp_path: Path, code: str) -> list[str]:
    """A decoder that does something else; it may count its starts in `starts`."""
    script = tmp_path / "decoder.py"
    count = f"open({str(tmp_path / 'starts')!r}, 'a').write('x')"
    script.write_text(f"import os, sys, time, struct\n{count}\n{code}\n", encoding="utf-8")
    return [sys.executable, "-I", "-B", str(script)]


def starts(tmp_path: Path) -> int:
    path = tmp_path / "starts"
    return len(path.read_text()) if path.exists() else 0


@pytest.fixture
def pictures() -> Pictures:
    return Pictures()


# --- what is shown ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF"])
async def test_a_picture_is_fitted_into_the_box(pictures: Pictures, kind: str) -> None:
    image = seen(await pictures.picture(sample.picture(kind, (400, 200)), MEDIA[kind], 100))
    assert image.size == (100, 50)
    assert is_red(image.getpixel((10, 25)))
    assert not is_red(image.getpixel((90, 25)))


async def test_a_small_picture_keeps_its_size(pictures: Pictures) -> None:
    png = await pictures.picture(sample.picture("PNG", (40, 30)), "image/png", 256)
    assert seen(png).size == (40, 30)


async def test_a_picture_that_lies_on_its_side_is_turned(pictures: Pictures) -> None:
    data = sample.picture("JPEG", (400, 200), orientation=6)
    image = seen(await pictures.picture(data, "image/jpeg", 100))
    assert image.size == (50, 100)
    assert is_red(image.getpixel((25, 10)))
    assert not is_red(image.getpixel((25, 90)))


async def test_of_a_moving_picture_the_first_frame_is_shown(pictures: Pictures) -> None:
    out = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    image = seen(await pictures.picture(out.getvalue(), "image/gif", 100))
    assert is_red(image.getpixel((5, 5)))


async def test_transparency_is_kept(pictures: Pictures) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (8, 8), (255, 0, 0, 64)).save(out, "PNG")
    png = await pictures.picture(out.getvalue(), "image/png", 100)
    assert Image.open(io.BytesIO(png)).convert("RGBA").getpixel((4, 4)) == (255, 0, 0, 64)


async def test_nothing_of_the_strangers_file_is_in_the_preview(pictures: Pictures) -> None:
    data = sample.picture("JPEG", located=True, comment="shot at home")
    png = await pictures.picture(data, "image/jpeg", 100)
    assert b"shot at home" not in png
    assert b"Camera" not in png


async def test_it_works_on_the_qt_loop(qapp: object, pictures: Pictures) -> None:
    png = await pictures.picture(sample.picture("GIF"), "image/gif", 100)
    assert seen(png).size == (40, 30)


async def test_a_preview_is_made_once_until_it_is_forgotten(tmp_path: Path) -> None:
    answer = "sys.stdout.buffer.write(struct.pack('>II', 1, 1) + b'abcd')"
    pictures = Pictures(keep=2, command=stand_in(tmp_path, f"sys.stdin.buffer.read(); {answer}"))
    photos = [sample.picture("PNG", (size, 9)) for size in (1, 2, 3)]
    for photo in (photos[0], photos[0], photos[1], photos[0]):
        await pictures.picture(photo, "image/png", 10)
    assert starts(tmp_path) == 2
    await pictures.picture(photos[0], "image/png", 11)
    await pictures.picture(photos[2], "image/png", 10)
    await pictures.picture(photos[2], "image/png", 10)
    assert starts(tmp_path) == 4
    await pictures.picture(photos[1], "image/png", 10)
    assert starts(tmp_path) == 5
    pictures.forget()
    await pictures.picture(photos[1], "image/png", 10)
    assert starts(tmp_path) == 6


# --- what is not ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "media", "reason"),
    [
        (sample.picture("JPEG"), "image/png", "no JPEG, PNG or GIF"),
        (sample.picture("PNG"), "image/svg+xml", "no JPEG, PNG or GIF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png", "no JPEG, PNG or GIF"),
        (sample.pdf(), "image/png", "no JPEG, PNG or GIF"),
        (b"", "image/png", "no JPEG, PNG or GIF"),
        (sample.picture("PNG")[:40], "image/png", "asks for too much"),
        (sample.picture("GIF")[:30], "image/gif", "asks for too much"),
        (sample.picture("PNG")[:30] + sample.pdf(), "image/png", "asks for too much"),
    ],
)
async def test_what_cannot_be_previewed_says_so(
    pictures: Pictures, data: bytes, media: str, reason: str
) -> None:
    with pytest.raises(BadFile, match=reason) as error:
        await pictures.picture(data, media, 100)
    assert error.value.sentence.startswith("This picture cannot be previewed: ")


@pytest.mark.parametrize("side", [(10_001, 10), (8_000, 5_001)])
async def test_a_bomb_is_refused_by_its_header_without_a_process(
    tmp_path: Path, side: tuple[int, int]
) -> None:
    out = io.BytesIO()
    Image.new("1", side).save(out, "PNG")
    pictures = Pictures(command=stand_in(tmp_path, ""))
    with pytest.raises(BadFile, match="it is too large"):
        await pictures.picture(out.getvalue(), "image/png", 100)
    assert starts(tmp_path) == 0


async def test_the_largest_allowed_picture_is_previewed(pictures: Pictures) -> None:
    out = io.BytesIO()
    Image.new("RGB", (10_000, 4_000), "red").save(out, "PNG")
    assert seen(await pictures.picture(out.getvalue(), "image/png", 100)).size == (100, 40)


async def test_damaged_pictures_end_in_a_picture_or_a_sentence(pictures: Pictures) -> None:
    rng = random.Random(5)
    for kind in ("JPEG", "PNG", "GIF"):
        for _round in range(2):
            broken = bytearray(sample.picture(kind, (60, 60), noisy=True))
            for _hit in range(4):
                broken[rng.randrange(30, len(broken))] = rng.randrange(256)
            try:
                png = await pictures.picture(bytes(broken), MEDIA[kind], 50)
            except BadFile:
                continue
            assert max(seen(png).size) <= 50


@pytest.mark.parametrize(
    "code",
    [
        "time.sleep(60)",
        "sys.stdin.buffer.read(); time.sleep(60)",
        "sys.stdout.buffer.write(bytes(8)); sys.stdout.flush(); time.sleep(60)",
    ],
    ids=["never reads", "never answers", "answers half"],
)
async def test_a_decoder_that_takes_too_long_is_killed(tmp_path: Path, code: str) -> None:
    pictures = Pictures(command=stand_in(tmp_path, code), seconds=0.5)
    photo = sample.picture("PNG", (700, 700), noisy=True)
    start = time.monotonic()
    with pytest.raises(BadFile, match="asks for too much"):
        await pictures.picture(photo, "image/png", 100)
    assert time.monotonic() - start < 30


@pytest.mark.parametrize(
    "code",
    [
        "os.abort()",
        "sys.exit(1)",
        "sys.stdin.buffer.read()",
        "sys.stdin.buffer.read(); sys.stdout.buffer.write(b'x' * 4)",
        "sys.stdin.buffer.read(); sys.stdout.buffer.write(struct.pack('>II', 5, 1) + bytes(4))",
        "sys.stdin.buffer.read(); sys.stdout.buffer.write(struct.pack('>II', 101, 1) + bytes(404))",
        "sys.stdin.buffer.read(); sys.stdout.buffer.write(bytes(9_000_000))",
        "os.write(1, struct.pack('>II', 1, 1) + bytes(4)); sys.stdin.buffer.read(); os._exit(3)",
    ],
    ids=["dies", "fails", "silent", "short", "lies", "too wide", "floods", "fails late"],
)
async def test_a_decoder_that_was_taken_over_gains_nothing(tmp_path: Path, code: str) -> None:
    pictures = Pictures(command=stand_in(tmp_path, code))
    with pytest.raises(BadFile, match="asks for too much"):
        await pictures.picture(sample.picture("PNG"), "image/png", 100)


async def test_a_decoder_that_is_missing_is_no_failure_of_the_program() -> None:
    with pytest.raises(BadFile):
        await Pictures(command=["/nonexistent"]).picture(sample.picture("PNG"), "image/png", 9)


@posix_only
async def test_leaving_ends_the_decoder(tmp_path: Path) -> None:
    code = f"open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    pictures = Pictures(command=stand_in(tmp_path, code))
    waiting = asyncio.ensure_future(pictures.picture(sample.picture("PNG"), "image/png", 100))
    path = tmp_path / "pid"
    await until(lambda: path.exists() and path.read_text() != "")
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    pid = int(path.read_text())
    await until(lambda: not _is_alive(pid))


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


# --- the process ------------------------------------------------------------------------------


async def test_the_decoder_gets_no_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDLINE_TOKEN", "secret-token")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    dump = tmp_path / "environment"
    code = f"open({str(dump)!r}, 'w').write(repr(dict(os.environ)) + repr(sys.argv))"
    with pytest.raises(BadFile):
        await Pictures(command=stand_in(tmp_path, code)).picture(
            sample.picture("PNG"), "image/png", 100
        )
    told = dump.read_text()
    assert "secret-token" not in told
    assert "REDLINE" not in told
    assert "PYTHONPATH" not in told
    assert decoder_environment({"PATH": "/bin", "REDLINE_TOKEN": "x", "HTTPS_PROXY": "y"}) == {
        "PATH": "/bin"
    }


def test_how_the_decoder_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    command = decoder_command()
    assert command[0] == sys.executable
    assert "-I" in command
    assert Path(command[-1]) == DECODER
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert decoder_command() == (sys.executable, "--decode")


@pytest.mark.parametrize("request_", [b"", b"png ", b"tiff" + bytes(8), b"png " + b"\xff" * 8])
def test_the_decoder_refuses_requests_it_does_not_know(request_: bytes) -> None:
    run = subprocess.run(decoder_command(), input=request_, capture_output=True, check=False)
    assert (run.returncode, run.stdout) == (2, b"")

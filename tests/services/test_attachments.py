"""Files from strangers on their way into a record: read safely, judged, kept (H50, H51, H54)."""

from __future__ import annotations

import asyncio
import hashlib
import os
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest

from gui.errors import BadFile
from gui.model.fileformats import MAX_FILE_SIZE, Role
from gui.model.pictures import read_picture
from gui.model.values import FileUpload, LinkUpload
from gui.services import localfiles
from gui.services.attachments import Attachments, with_source
from gui.services.localfiles import path_of_url, read_local
from gui.services.workers import in_worker
from tests.helpers import sample_files as sample

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")


@pytest.fixture
def attachments() -> Attachments:
    return Attachments()


def refusal(error: pytest.ExceptionInfo[BadFile]) -> str:
    sentence = error.value.sentence
    assert sentence.endswith("."), sentence
    return sentence


# --- staging ----------------------------------------------------------------------------------


async def test_a_chosen_file_is_staged_with_its_bytes(
    attachments: Attachments, tmp_path: Path
) -> None:
    data = sample.pdf()
    path = tmp_path / "Amara Osei CV.PDF"
    path.write_bytes(data)
    upload = await attachments.stage(path)
    assert upload == FileUpload(
        "Amara Osei CV.pdf", len(data), hashlib.sha256(data).hexdigest(), "application/pdf"
    )
    assert attachments.original_name(upload) == "Amara Osei CV.PDF"
    assert attachments.verdict_of(upload).role is Role.RESUME
    path.write_bytes(b"changed on disk meanwhile")
    assert attachments.bytes_of(upload) == data


async def test_the_content_decides_the_name_that_is_sent(
    attachments: Attachments, tmp_path: Path
) -> None:
    path = tmp_path / "cv\u202e.doc"
    path.write_bytes(sample.rtf())
    upload = await attachments.stage(path)
    assert (upload.name, upload.media) == ("cv.rtf", "application/rtf")
    assert attachments.original_name(upload) == "cv\u202e.doc"
    assert attachments.verdict_of(upload).notes == ("The name ends in .doc, but this is RTF.",)


async def test_a_pasted_picture_is_a_photo_with_its_source(attachments: Attachments) -> None:
    upload = await attachments.stage_bytes("", sample.picture("PNG"), source="linkedin")
    assert (upload.name, upload.media, upload.source) == ("photo.png", "image/png", "linkedin")
    from_candidate = with_source(upload, None)
    assert attachments.bytes_of(from_candidate) == sample.picture("PNG")
    resume = await attachments.stage_bytes("cv.rtf", sample.rtf(), source="linkedin")
    assert resume.source is None


@pytest.mark.parametrize(
    ("name", "data", "role", "sentence"),
    [
        ("cv.pages", b"x", None, "“cv.pages”: Not accepted: .pages."),
        ("cv.pdf", b"", None, "“cv.pdf”: Not accepted: the file is empty."),
        ("cv\u202efdp.exe", b"MZ", None, "“cv‹U+202E›fdp.exe”: Not accepted: a program."),
        ("cv.pdf", sample.pdf(), Role.PHOTO, "“cv.pdf” is PDF, which cannot be a photo."),
        ("me.png", sample.picture("PNG"), Role.RESUME, "“me.png” is PNG, which cannot be a resume"),
    ],
)
async def test_what_is_not_accepted_says_why_and_keeps_nothing(
    attachments: Attachments,
    tmp_path: Path,
    name: str,
    data: bytes,
    role: Role | None,
    sentence: str,
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    for staging in (
        attachments.stage(path, role=role),
        attachments.stage_bytes(name, data, role=role),
    ):
        with pytest.raises(BadFile) as error:
            await staging
        assert refusal(error).startswith(sentence)
        assert "Nothing was changed." in error.value.sentence
    digest = hashlib.sha256(data).hexdigest()
    assert not attachments.holds(FileUpload(name, len(data), digest, "application/pdf"))


async def test_a_drag_in_the_air_is_judged_and_not_kept(
    attachments: Attachments, tmp_path: Path
) -> None:
    path = tmp_path / "me.jpg"
    data = sample.picture("JPEG")
    path.write_bytes(data)
    verdict = await attachments.look_at(path)
    assert (verdict.accepted, verdict.role) == (True, Role.PHOTO)
    digest = hashlib.sha256(data).hexdigest()
    assert not attachments.holds(FileUpload("me.jpg", len(data), digest, "image/jpeg"))


async def test_a_photo_without_its_position_is_another_file(attachments: Attachments) -> None:
    data = sample.picture("JPEG", orientation=6, located=True)
    upload = await attachments.stage_bytes("me.jpg", data, source="xing")
    clean = await attachments.without_location(upload)
    assert clean.digest != upload.digest
    assert (clean.name, clean.source) == ("me.jpg", "xing")
    facts = read_picture(attachments.bytes_of(clean))
    assert facts is not None
    assert (facts.orientation, facts.has_location) == (6, False)
    assert attachments.bytes_of(upload) == data


# --- keeping and forgetting -------------------------------------------------------------------


async def test_bytes_that_are_not_here_are_asked_for(attachments: Attachments) -> None:
    upload = await attachments.stage_bytes("cv.rtf", sample.rtf())
    attachments.forget(upload)
    assert not attachments.holds(upload)
    with pytest.raises(BadFile) as error:
        attachments.bytes_of(upload)
    assert refusal(error) == (
        "The contents of “cv.rtf” are not at hand. Everything else in the draft is kept. "
        "Choose the file again."
    )
    assert not attachments.restore(upload, sample.pdf())
    assert attachments.restore(upload, sample.rtf())
    assert attachments.bytes_of(upload) == sample.rtf()
    assert attachments.verdict_of(upload).role is Role.RESUME


async def test_only_wanted_files_are_kept(attachments: Attachments) -> None:
    resume = await attachments.stage_bytes("cv.rtf", sample.rtf())
    photo = await attachments.stage_bytes("me.gif", sample.picture("GIF"))
    attachments.keep_only([photo])
    assert not attachments.holds(resume)
    assert attachments.holds(photo)
    assert attachments.original_name(photo) == "me.gif"


# --- hostile paths ----------------------------------------------------------------------------


def _fifo(folder: Path) -> Path:
    os.mkfifo(folder / "cv.pdf")
    return folder / "cv.pdf"


def _socket(folder: Path) -> Path:
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(folder / "s"))
    listening.close()
    return folder / "s"


def _link(folder: Path) -> Path:
    (folder / "real.pdf").write_bytes(sample.pdf())
    (folder / "cv.pdf").symlink_to(folder / "real.pdf")
    return folder / "cv.pdf"


def _folder(folder: Path) -> Path:
    (folder / "cv.pages").mkdir()
    return folder / "cv.pages"


@posix_only
@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (_fifo, "“cv.pdf” is not an ordinary file."),
        (_socket, "“s” is not an ordinary file."),
        (_link, "“cv.pdf” is a link to another file. Choose that file itself."),
        (_folder, "“cv.pages” is a folder. Choose one file."),
        (lambda _folder: Path("/dev/zero"), "“zero” is not an ordinary file."),
        (lambda _folder: Path("/proc/self/environ"), "“environ” is not an ordinary file."),
        (lambda folder: folder / "gone.pdf", "“gone.pdf” is not there (any more)."),
        (lambda folder: folder / ("x" * 300), "“xxx"),
        (lambda folder: folder / "nul\0.pdf", "“nul␀.pdf” cannot be read."),
    ],
)
async def test_what_is_no_ordinary_file_is_refused_at_once(
    attachments: Attachments,
    tmp_path: Path,
    make: Callable[[Path], Path],
    sentence: str,
) -> None:
    with pytest.raises(BadFile) as error:
        await attachments.stage(make(tmp_path))
    assert refusal(error).startswith(sentence)


@posix_only
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read all")
async def test_a_file_that_may_not_be_read(attachments: Attachments, tmp_path: Path) -> None:
    path = tmp_path / "cv.pdf"
    path.write_bytes(sample.pdf())
    path.chmod(0)
    with pytest.raises(BadFile, match="may not be read"):
        await attachments.stage(path)


async def test_of_a_huge_file_only_the_beginning_is_read(
    attachments: Attachments, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "cv.pdf"
    path.write_bytes(sample.pdf())
    os.truncate(path, 3_000_000_000)
    read: list[int] = []
    real = os.read

    def counted(descriptor: int, count: int) -> bytes:
        data = real(descriptor, count)
        read.append(len(data))
        return data

    monkeypatch.setattr(os, "read", counted)
    with pytest.raises(BadFile) as error:
        await attachments.stage(path)
    assert "3,000,000,000 bytes are more than the limit of 5,242,880 bytes" in refusal(error)
    assert sum(read) <= localfiles.HEAD


async def test_a_file_of_exactly_the_limit_is_read_whole(
    attachments: Attachments, tmp_path: Path
) -> None:
    path = tmp_path / "cv.pdf"
    path.write_bytes(sample.pdf().ljust(MAX_FILE_SIZE, b"\n"))
    upload = await attachments.stage(path)
    assert len(attachments.bytes_of(upload)) == upload.size == MAX_FILE_SIZE


@pytest.mark.parametrize("change", ["grow", "shrink", "rewrite"])
def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    path = tmp_path / "cv.pdf"
    path.write_bytes(b"x" * 600_000)
    real = os.read

    def with_other_writer(descriptor: int, count: int) -> bytes:
        data = real(descriptor, count)
        if change == "grow":
            with path.open("ab") as other:
                other.write(b"more")
        elif change == "shrink":
            os.truncate(path, 1000)
        else:
            with path.open("r+b") as other:
                other.write(b"y" * 100)
            os.utime(path, ns=(1, 1))
        return data

    monkeypatch.setattr(os, "read", with_other_writer)
    with pytest.raises(BadFile, match="changed while it was being read"):
        read_local(path, limit=MAX_FILE_SIZE, seconds=10)


@posix_only
def test_a_file_exchanged_for_another_between_look_and_open_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, other = tmp_path / "cv.pdf", tmp_path / "secret"
    path.write_bytes(b"x")
    other.write_bytes(b"y")
    real = os.open

    def exchanged(name: Path, flags: int) -> int:
        other.replace(name)
        return real(name, flags)

    monkeypatch.setattr(os, "open", exchanged)
    with pytest.raises(BadFile, match="changed while it was being read"):
        read_local(path, limit=MAX_FILE_SIZE, seconds=10)


async def test_a_slow_disk_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "cv.pdf"
    path.write_bytes(sample.pdf())
    with pytest.raises(BadFile, match=r"“cv\.pdf” takes too long to read"):
        await Attachments(seconds=0).stage(path)
    with pytest.raises(BadFile, match=r"“cv\.pdf” takes too long to read"):
        read_local(path, limit=MAX_FILE_SIZE, seconds=-1)


# --- dropped addresses ------------------------------------------------------------------------


@posix_only
async def test_dropped_file_urls_are_read_whatever_their_names_are(
    attachments: Attachments, tmp_path: Path
) -> None:
    for name in ("Amara Osei #1 100%?.rtf", "βιογραφικό.rtf", os.fsdecode(b"cv\xff.rtf")):
        path = tmp_path / name
        path.write_bytes(sample.rtf())
        url = "file://" + quote_from_bytes(os.fsencode(path))
        upload = await attachments.stage_url(url, role=Role.RESUME)
        assert attachments.original_name(upload) == name
        assert path_of_url(url.replace("file://", "file://localhost")) == path


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://example.com/cv.pdf", "Only files on this computer can be dropped here"),
        ("javascript:alert(1)", "not “javascript”"),
        ("", "not “?”"),
        ("/etc/passwd", "Only files on this computer"),
        ("file://server/share/cv.pdf", "The file is on another computer, “server”."),
        ("file:////server/share/cv.pdf", "The file is on another computer"),
        ("file://user@localhost/cv.pdf", "The file is on another computer"),
        ("file:///a%00b.pdf", "more than one way"),
        ("file:///a%2Fb.pdf", "more than one way"),
        ("file:///a%5cb.pdf", "more than one way"),
        ("file:///a.pdf#b", "more than one way"),
        ("file:///a.pdf#", "more than one way"),
        ("file:///a.pdf?b", "more than one way"),
        ("file:///a%zz.pdf", "more than one way"),
        ("file:///a\nb.pdf", "more than one way"),
        ("file:cv.pdf", "more than one way"),
        ("file://[::1/cv.pdf", "This address cannot be read."),
    ],
)
async def test_other_addresses_are_refused_with_the_reason(
    attachments: Attachments, url: str, reason: str
) -> None:
    with pytest.raises(BadFile) as error:
        await attachments.stage_url(url)
    assert reason in refusal(error)
    assert "Save the file on this computer first." in error.value.sentence


def test_links_for_the_service_to_fetch(attachments: Attachments) -> None:
    link = attachments.stage_link(" https://example.com/cv.pdf ", source="linkedin")
    assert link == LinkUpload("https://example.com/cv.pdf", "linkedin")
    for text in ("example.com/cv.pdf", "file:///etc/passwd", "https://a@b.c/", "https://x/" * 300):
        with pytest.raises(BadFile, match="This is not a web address"):
            attachments.stage_link(text)


# --- workers ----------------------------------------------------------------------------------


async def test_a_worker_delivers_results_and_errors() -> None:
    def fail() -> None:
        raise LookupError("no")

    assert await in_worker(lambda: 7, seconds=5, name="w") == 7
    assert await in_worker(lambda: b"", seconds=5, name="w") == b""
    with pytest.raises(LookupError):
        await in_worker(fail, seconds=5, name="w")


async def test_a_stuck_worker_holds_nobody_up() -> None:
    stuck, started = threading.Event(), threading.Event()

    def work() -> bool:
        started.set()
        return stuck.wait(20)

    try:
        with pytest.raises(TimeoutError):
            await in_worker(work, seconds=0.05, name="stuck")
        assert started.is_set()
        thread = next(item for item in threading.enumerate() if item.name == "stuck")
        assert thread.daemon
        waiting = asyncio.ensure_future(in_worker(work, seconds=20, name="stuck"))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    finally:
        stuck.set()

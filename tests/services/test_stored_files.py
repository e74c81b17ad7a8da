"""The files of a stored record, over real HTTP: photo, resume, where they are laid out."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from gui.errors import BadFile, NotAllowed, NotFound, NotKept
from gui.model.fileformats import MAX_FILE_SIZE
from gui.model.record import Facts, Record
from gui.secret import Secret
from gui.services.connection import Connection
from gui.services.line import AccountInUse, Line
from gui.services.notices import Notices
from gui.services.preview import Pictures
from gui.services.stored_files import PHOTO_BOX, StoredFiles
from gui.workable.endpoint import endpoint_from_url
from gui.workable.failures import too_large
from gui.workable.transport import FILE_CAP
from tests.helpers import sample_files as sample
from tests.helpers import sandbox_world as people
from tests.helpers.sandbox import RunningSandbox

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")


class Nobody:
    """Is never asked."""

    async def choose(self, rows: object) -> str | None:
        raise AssertionError

    async def confirm(self, record: object) -> bool:
        raise AssertionError


@asynccontextmanager
async def line_to(sandbox: RunningSandbox) -> AsyncIterator[Line]:
    line = Line(Notices())
    endpoint = endpoint_from_url(sandbox.base_url, sandbox.subdomain)
    connection = await Connection.open(endpoint, Secret(sandbox.token), choices=Nobody())
    await line.use(connection, AccountInUse("sandbox", "Sandbox", endpoint.host))
    try:
        yield line
    finally:
        await line.aclose()


@dataclass
class Source:
    """A line without a network, for what a service would not store."""

    photo: bytes | None = None
    resume_file: tuple[str, bytes] = ("cv.pdf", b"")
    expired: list[Exception] = field(default_factory=list)
    read: int = 0

    async def candidate(self, candidate_id: str) -> Record:
        self.read += 1
        return Record(candidate_id, {})

    async def picture(self, record: Record) -> bytes | None:
        if self.expired:
            raise self.expired.pop()
        return self.photo

    async def resume(self, record: Record) -> tuple[str, bytes]:
        return self.resume_file


RECORD = Record("1a2b", {}, Facts(name="Amara"))


def stored_by(source: Source, folder: Path) -> StoredFiles:
    return StoredFiles(source, Pictures(), folder / "opened")


async def test_photo_and_resume_of_a_stored_record(sandbox: RunningSandbox, tmp_path: Path) -> None:
    async with line_to(sandbox) as line:
        stored = StoredFiles(line, Pictures(), tmp_path / "opened")
        record = await line.candidate(people.AMARA)
        png = await stored.photo(record)
        assert png is not None
        assert png.startswith(b"\x89PNG")
        assert png != people.PNG  # decoded elsewhere and packed anew
        resume = await stored.resume(record)
        assert resume.data == people.PDF
        assert resume.name.endswith(".pdf")
        assert resume.is_document
        path = await stored.lay_out(resume)
        assert path.read_bytes() == people.PDF
        assert await stored.photo(await line.candidate(people.TOMASZ)) is None
    assert [entry["token"] for entry in sandbox.log("GET", storage=True)] == ["none", "none"]


async def test_an_expired_link_to_the_photo_is_renewed_once(tmp_path: Path) -> None:
    gone = NotFound("", status=404)
    source = Source(sample.picture("JPEG", (600, 400)), expired=[gone])
    assert await stored_by(source, tmp_path).photo(RECORD) is not None
    assert source.read == 1
    source.expired = [NotAllowed("", status=403), NotAllowed("", status=403)]
    with pytest.raises(NotAllowed):
        await stored_by(source, tmp_path).photo(RECORD)


async def test_a_preview_is_small_and_what_is_no_picture_has_none(tmp_path: Path) -> None:
    stored = stored_by(Source(), tmp_path)
    png = await stored.preview("big.jpg", sample.picture("JPEG", (1200, 600)))
    assert int.from_bytes(png[16:20]) == PHOTO_BOX
    for name, data in (("a.svg", b"<svg/>"), ("cv.pdf", sample.pdf()), ("a.png", b"")):
        with pytest.raises(BadFile):
            await stored.preview(name, data)


@posix_only
async def test_what_is_laid_out_is_for_this_user_alone_and_goes_again(tmp_path: Path) -> None:
    stored = stored_by(Source(resume_file=("Amara CV.pdf", sample.pdf())), tmp_path)
    before = os.umask(0)
    try:
        first = await stored.lay_out(await stored.resume(RECORD))
        second = await stored.lay_out(await stored.resume(RECORD))
    finally:
        os.umask(before)
    assert first != second
    assert first.name == "Amara CV.pdf"
    for path in (first, first.parent, first.parent.parent):
        assert stat.S_IMODE(path.stat().st_mode) in (0o600, 0o700)
    stored.clear()
    assert not (tmp_path / "opened").exists()
    stored.clear()


@pytest.mark.parametrize(
    ("name", "data", "saved_as"),
    [
        ("cv.exe", b"MZ\x90\0" + bytes(100), "cv"),
        ("cv.pdf", b"#!/bin/sh\necho", "cv"),
        ("cv.odt", sample.archive("content.xml"), "cv.odt"),
        ("../../photo.png", sample.picture("PNG"), "photo.png"),
        ("cv.desktop", b"[Desktop Entry]\nExec=x", "cv.desktop"),
    ],
)
async def test_a_stored_file_that_is_no_document_is_not_opened_but_can_be_saved(
    name: str, data: bytes, saved_as: str, tmp_path: Path
) -> None:
    stored = stored_by(Source(resume_file=(name, data)), tmp_path)
    resume = await stored.resume(RECORD)
    assert resume.name == saved_as
    with pytest.raises(BadFile, match="is not opened from here"):
        await stored.lay_out(resume)
    assert not (tmp_path / "opened").exists()
    await stored.save(resume, tmp_path / resume.name)
    assert (tmp_path / resume.name).read_bytes() == data


async def test_a_document_is_named_by_its_content(tmp_path: Path) -> None:
    stored = stored_by(Source(resume_file=("cv.exe", sample.pdf())), tmp_path)
    assert (await stored.lay_out(await stored.resume(RECORD))).name == "cv.pdf"


async def test_a_stored_resume_may_be_larger_than_one_that_can_be_sent(tmp_path: Path) -> None:
    large = sample.pdf().ljust(3 * MAX_FILE_SIZE)
    stored = stored_by(Source(resume_file=("scan.pdf", large)), tmp_path)
    resume = await stored.resume(RECORD)
    assert resume.is_document
    path = await stored.lay_out(resume)
    assert path.name == "scan.pdf"
    assert path.stat().st_size == len(large)


async def test_a_stored_resume_that_is_not_fetched_for_its_size_says_so(tmp_path: Path) -> None:
    class Large(Source):
        async def resume(self, record: Record) -> tuple[str, bytes]:
            raise too_large(FILE_CAP)

    with pytest.raises(BadFile, match=r"too large to be fetched here\. Open the profile"):
        await stored_by(Large(), tmp_path).resume(RECORD)


async def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    stored = stored_by(Source(resume_file=("cv.pdf", sample.pdf())), tmp_path)
    resume = await stored.resume(RECORD)
    with pytest.raises(NotKept, match="cannot be written"):
        await stored.save(resume, tmp_path / "nowhere" / "cv.pdf")
    (tmp_path / "opened").write_text("in the way")
    with pytest.raises(NotKept, match="cannot be written"):
        await stored.lay_out(resume)

"""The files that a record has: its photo as a small picture, its resume to be opened or saved.

They come from the service by signed links, without the token, and are strangers' files like any
other: pictures are decoded elsewhere, and only what is a document by its content is handed to
the system's viewer, from a folder of this user alone that is emptied at start and end.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from gui.errors import AnswerTooLarge, BadFile, NotAllowed, NotFound, NotKept
from gui.i18n import _
from gui.model.fileformats import LARGEST_PHOTO, Role, Verdict, extension_of, judge
from gui.model.filenames import sent_name
from gui.model.record import Record
from gui.services.workers import in_worker

PHOTO_BOX: Final = 256
"""Pixels of the longer side of a photo as it is shown, enough for fine screens."""
_SECONDS: Final = 30.0
# What the service takes through its website and not here (API §5.6): kept when saving.
_OTHER_EXTENSIONS: Final = frozenset(("odt", "html", "txt", "pages"))


class StoredSource(Protocol):
    """What is needed of the line to the service."""

    async def candidate(self, candidate_id: str) -> Record:
        """The record as it is stored now, with fresh links."""

    async def picture(self, record: Record) -> bytes | None:
        """The photo's bytes; None where the record has none."""

    async def resume(self, record: Record) -> tuple[str, bytes]:
        """The resume's name and bytes."""


class Previews(Protocol):
    """Decodes pictures where it can do no harm."""

    async def picture(self, data: bytes, media: str, box: int) -> bytes:
        """A PNG fitted into a square of `box` pixels; `BadFile` where it cannot be made."""


@dataclass(frozen=True, slots=True)
class StoredResume:
    """A resume as fetched. `name` is clean and ends as its content does, where that is known."""

    name: str
    data: bytes = field(repr=False)
    verdict: Verdict

    @property
    def is_document(self) -> bool:
        """Whether it is by its content what a resume may be, and may be opened."""
        return self.verdict.accepted and self.verdict.role is Role.RESUME


class StoredFiles:
    """Fetches what is stored. `folder` is where files lie while the viewer shows them."""

    def __init__(self, source: StoredSource, previews: Previews, folder: Path) -> None:
        self._source = source
        self._previews = previews
        self._folder = folder

    async def photo(self, record: Record) -> bytes | None:
        """The record's photo as a small PNG; None where there is none.

        `BadFile` where it cannot be shown, a `ServiceError` where it cannot be fetched. An
        expired link is renewed by reading the record once.
        """
        try:
            data = await self._source.picture(record)
        except (NotAllowed, NotFound):
            data = await self._source.picture(await self._source.candidate(record.id))
        return None if data is None else await self.preview("photo", data)

    async def preview(self, name: str, data: bytes) -> bytes:
        """A small PNG of a picture; `BadFile` where it is none or cannot be shown."""
        verdict = await _judged(name, data, LARGEST_PHOTO)
        if verdict.role is not Role.PHOTO or verdict.media is None:
            raise BadFile(
                _("This is not a picture that can be shown."),
                next_step=_("Open the profile in the browser to see it."),
            )
        return await self._previews.picture(data, verdict.media, PHOTO_BOX)

    async def resume(self, record: Record) -> StoredResume:
        """The record's resume, fetched and judged; `BadFile` where it is larger than what is
        fetched, a `ServiceError` where it cannot be.

        It may be larger than one that can be sent: it came to the service by other ways.
        """
        try:
            name, data = await self._source.resume(record)
        except AnswerTooLarge as error:
            raise BadFile(
                _("The stored resume is too large to be fetched here."),
                next_step=_("Open the profile in the browser to see the resume."),
            ) from error
        verdict = await _judged(name, data, len(data))
        return StoredResume(_name_of(name, verdict), data, verdict)

    async def lay_out(self, resume: StoredResume) -> Path:
        """Puts a resume where the system's viewer can read it; its path.

        `BadFile` where it is no document by its content: programs and scripts are not opened.
        """
        if not resume.is_document:
            raise BadFile(
                _("The stored resume is no PDF, Word or RTF file and is not opened from here."),
                next_step=_("Save it and look at it with care."),
            )

        def write() -> Path:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = Path(tempfile.mkdtemp(dir=self._folder)) / resume.name
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(resume.data)
            return path

        try:
            return await in_worker(write, seconds=_SECONDS, name="write resume")
        except (OSError, TimeoutError) as error:
            raise _not_written(resume.name, error) from error

    async def save(self, resume: StoredResume, path: Path) -> None:
        """Writes a resume where the person wants it, over what is there."""
        try:
            await in_worker(lambda: path.write_bytes(resume.data), seconds=_SECONDS, name="save")
        except (OSError, TimeoutError) as error:
            raise _not_written(path.name, error) from error

    def clear(self) -> None:
        """Removes what was laid out; what a viewer still holds goes at the next start."""
        shutil.rmtree(self._folder, ignore_errors=True)


async def _judged(name: str, data: bytes, limit: int) -> Verdict:
    return await in_worker(lambda: judge(name, data, limit=limit), seconds=_SECONDS, name="judge")


def _name_of(stored: str, verdict: Verdict) -> str:
    if verdict.media is not None:
        return sent_name(stored, verdict.media)
    extension = extension_of(stored)
    name = sent_name(stored, "")
    if extension in _OTHER_EXTENSIONS and not name.lower().endswith(f".{extension}"):
        return f"{name}.{extension}"
    return name


def _not_written(name: str, error: OSError | TimeoutError) -> NotKept:
    reason = getattr(error, "strerror", None) or _("the disk does not answer")
    return NotKept(
        _("“{name}” cannot be written: {reason}.").format(name=name, reason=reason),
        next_step=_("Choose another place."),
    )

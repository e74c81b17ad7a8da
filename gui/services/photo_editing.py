"""Editing a staged photo: a square out of it, turned, as a new staged photo.

The photo that was staged first is kept beside, so that editing again begins with all of it.
Decoding and encoding happen in the decoder's process; nothing is sent from here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final, Protocol

from gui.errors import BadFile
from gui.i18n import _, grouped
from gui.model.cropping import Crop, centred
from gui.model.fileformats import Role, format_of
from gui.model.pictures import GIF, PictureFacts, media_of_picture, read_picture
from gui.model.texts import human_size
from gui.model.values import FileUpload, Upload
from gui.services.attachments import Attachments
from gui.services.large_photos import PhotoTooLarge

SHOWN_BOX: Final = 1_024
"""Pixels of the longer side of the picture to be cropped on the screen."""


class Cutter(Protocol):
    """Shows and cuts pictures where they can do no harm; see `gui.services.preview.Pictures`."""

    async def picture(self, data: bytes, media: str, box: int) -> bytes:
        """A PNG fitted into a square of `box` pixels."""

    async def cut(self, data: bytes, media: str, crop: Crop | None) -> bytes:
        """A new picture of a part, or upright of the whole."""

    async def smaller(self, data: bytes, media: str) -> bytes:
        """A new picture of all of one that is over the service's limit."""


def not_editable() -> BadFile:
    """What is told of a photo that can be sent and not be cut."""
    return BadFile(
        _("This picture cannot be edited."),
        next_step=_("Send it as it is, or choose another one."),
    )


class NoCutter:
    """For who stages photos and edits none."""

    async def picture(self, _data: bytes, _media: str, _box: int) -> bytes:
        raise not_editable()

    async def cut(self, _data: bytes, _media: str, _crop: Crop | None) -> bytes:
        raise not_editable()

    async def smaller(self, _data: bytes, _media: str) -> bytes:
        raise not_editable()


@dataclass(frozen=True)
class Editable:
    """A photo on the editing table: the upright whole of it as a PNG, and the square to start
    with. `original` is the photo as it was staged first."""

    original: FileUpload
    png: bytes
    crop: Crop
    is_edited: bool


@dataclass(frozen=True)
class _Made:
    original: FileUpload
    crop: Crop | None


@dataclass(frozen=True)
class _Shrunk:
    """What a photo was before it was made smaller: facts, bytes, and its format."""

    facts: PictureFacts | None
    size: int
    is_moving: bool


class PhotoEditing:
    """Remembers of each photo that was made here what it was made of."""

    def __init__(self, attachments: Attachments, cutter: Cutter) -> None:
        self._attachments = attachments
        self._cutter = cutter
        self._made: dict[str, _Made] = {}
        self._shrunk: dict[str, _Shrunk] = {}

    async def look(self, upload: FileUpload) -> Editable:
        """A staged photo, ready to be edited. `BadFile` where it cannot be shown."""
        original, crop = self._original(upload)
        data = self._attachments.bytes_of(original)
        png = await self._cutter.picture(data, original.media, SHOWN_BOX)
        return Editable(original, png, crop or centred(*self._upright(original)), crop is not None)

    async def cropped(self, upload: FileUpload, crop: Crop) -> FileUpload:
        """A staged photo of the square, cut from the one that was staged first."""
        return await self._new(upload, crop)

    async def upright(self, upload: FileUpload) -> FileUpload:
        """A staged photo of the whole, turned upright, without metadata."""
        return await self._new(upload, None)

    async def smaller(self, large: PhotoTooLarge) -> FileUpload:
        """A staged photo made of one that is over the service's limit: upright, with fewer
        pixels, without metadata. `BadFile` where none can be made."""
        file = await large.read()
        media = media_of_picture(file.data)
        data = await self._cutter.smaller(file.data, media or "")
        made = await self._staged(file.name, data)
        is_moving = media == GIF
        self._shrunk[made.digest] = _Shrunk(read_picture(file.data), file.size, is_moving)
        return made

    def is_crop(self, upload: FileUpload) -> bool:
        """Whether this photo is a square that was cut here."""
        made = self._made.get(upload.digest)
        return made is not None and made.crop is not None

    def originals(self, digests: Iterable[str]) -> tuple[FileUpload, ...]:
        """What those photos were made of, where they were made here."""
        return tuple(self._made[each].original for each in digests if each in self._made)

    def said(self, upload: Upload) -> str:
        """What editing did to a photo besides cropping; empty for what was not edited."""
        shrunk = self._shrunk.get(upload.digest) if isinstance(upload, FileUpload) else None
        if shrunk is not None and isinstance(upload, FileUpload):
            return self._said_of_shrunk(upload, shrunk)
        made = self._made.get(upload.digest) if isinstance(upload, FileUpload) else None
        if made is None:
            return ""
        return _said_of_metadata(self._facts(made.original))

    # --- inside ------------------------------------------------------------------------------

    def _original(self, upload: FileUpload) -> tuple[FileUpload, Crop | None]:
        made = self._made.get(upload.digest)
        if made is None or not self._attachments.holds(made.original):
            return upload, None
        return made.original, made.crop

    async def _new(self, upload: FileUpload, crop: Crop | None) -> FileUpload:
        original, _crop = self._original(upload)
        data = await self._cutter.cut(self._attachments.bytes_of(original), original.media, crop)
        name = self._attachments.original_name(original)
        made = await self._staged(name, data, source=upload.source)
        self._made[made.digest] = _Made(original, crop)
        return made

    async def _staged(self, name: str, data: bytes, *, source: str | None = None) -> FileUpload:
        """A picture that was made here, under its old name with the ending of what it is now."""
        found = format_of(media_of_picture(data))
        if found is None:
            raise not_editable()
        stem = PurePath(name).stem or _("photo")
        return await self._attachments.stage_bytes(
            f"{stem}.{found.extensions[0]}", data, role=Role.PHOTO, source=source
        )

    def _said_of_shrunk(self, upload: FileUpload, shrunk: _Shrunk) -> str:
        before, after = shrunk.facts, self._facts(upload)
        said = [
            _("Made smaller: {before} to {after}.").format(
                before=_measures(before, shrunk.size), after=_measures(after, upload.size)
            ),
            _said_of_metadata(before),
        ]
        if shrunk.is_moving:
            said.append(_("It no longer moves."))
        return " ".join(said)

    def _upright(self, upload: FileUpload) -> tuple[int, int]:
        facts = self._facts(upload)
        if facts is None:
            raise not_editable()
        if facts.orientation >= 5:
            return facts.height, facts.width
        return facts.width, facts.height

    def _facts(self, upload: FileUpload) -> PictureFacts | None:
        return self._attachments.verdict_of(upload).picture


def _said_of_metadata(facts: PictureFacts | None) -> str:
    """What became of what a photo said of itself before it was made anew."""
    if facts is not None and facts.orientation != 1:
        return _("Turned upright; place and camera data removed.")
    if facts is not None and facts.has_location:
        return _("Place and camera data removed.")
    return _("Holds no place or camera data.")


def _measures(facts: PictureFacts | None, size: int) -> str:
    """A picture's size in pixels and bytes."""
    if facts is None:
        return human_size(size)
    measures = _("{width} × {height}, {size}").format(
        width=grouped(facts.width), height=grouped(facts.height), size=human_size(size)
    )
    return measures.replace(" × ", "\u00a0×\u00a0")

"""Files on their way into a record: read, judged, and kept until they are sent.

The draft holds a `FileUpload`, which identifies a file; its bytes are kept here, by digest, so
that undo and redo, preview and sending all use the very bytes that were judged (H51). Nothing is
sent from here, and nothing is read twice.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from gui.errors import BadFile
from gui.i18n import _
from gui.model.fileformats import MAX_FILE_SIZE, Role, Verdict, format_of, judge
from gui.model.filenames import sent_name, shown_name
from gui.model.networks import is_web_url
from gui.model.pictures import without_metadata
from gui.model.values import FileUpload, LinkUpload
from gui.services.large_photos import PhotoTooLarge
from gui.services.localfiles import LocalFile, name_of, path_of_url, read_local, too_slow
from gui.services.workers import in_worker

_LONGEST_LINK = 2_000


class Attachments:
    """Stages files and links, and gives out the bytes of what it has staged.

    `seconds` is how long reading one file may take.
    """

    def __init__(self, *, seconds: float = 15.0) -> None:
        self._seconds = seconds
        self._bytes: dict[str, bytes] = {}
        self._verdicts: dict[str, Verdict] = {}
        self._originals: dict[tuple[str, str], str] = {}

    # --- staging ---

    async def look_at(self, path: str | os.PathLike[str]) -> Verdict:
        """The verdict on a local file, without keeping it: for a drag that is still in the air.

        `BadFile` where it cannot be read at all.
        """
        _file, verdict, _digest = await self._read(path)
        return verdict

    async def stage(
        self, path: str | os.PathLike[str], *, role: Role | None = None, source: str | None = None
    ) -> FileUpload:
        """Reads and judges a local file and keeps its bytes.

        `BadFile` with the reason when it is not accepted, or not for this `role`; `PhotoTooLarge`
        where that is only for its many bytes. `source` is
        the network a photo comes from (API §5.7).
        """
        file, verdict, digest = await self._read(path)
        if verdict.can_shrink and role is not Role.RESUME:
            raise PhotoTooLarge(file.name, verdict.sentence, path=Path(path))
        return self._keep(file.name, file.data, verdict, digest, role, source)

    async def stage_url(self, url: str, *, role: Role | None = None) -> FileUpload:
        """The same for a dropped ``file:`` URL; `BadFile` for URLs that lead elsewhere (H54)."""
        return await self.stage(path_of_url(url), role=role)

    async def stage_bytes(
        self, name: str, data: bytes, *, role: Role | None = None, source: str | None = None
    ) -> FileUpload:
        """Judges and keeps bytes that are in memory, such as a pasted picture as PNG."""
        verdict, digest = await in_worker(
            lambda: (judge(name, data), _digest(data)), seconds=self._seconds, name="judge"
        )
        if verdict.can_shrink and role is not Role.RESUME:
            raise PhotoTooLarge(name, verdict.sentence, data=data)
        return self._keep(name, data, verdict, digest, role, source)

    async def without_location(self, upload: FileUpload) -> FileUpload:
        """A photo staged anew without its metadata: place, camera, comments (H56)."""
        data = self.bytes_of(upload)
        clean = await in_worker(
            lambda: without_metadata(data), seconds=self._seconds, name="clean photo"
        )
        original = self.original_name(upload)
        return await self.stage_bytes(original, clean, role=Role.PHOTO, source=upload.source)

    def stage_link(self, text: str, *, source: str | None = None) -> LinkUpload:
        """A web address from which the service is to fetch a file; `BadFile` for every other (H47).

        Nothing is fetched here. `gui.model.networks.link_host` tells where it leads.
        """
        url = text.strip()
        if len(url) > _LONGEST_LINK or not is_web_url(url):
            raise BadFile(
                _("This is not a web address."),
                next_step=_("Enter one that begins with https://."),
            )
        return LinkUpload(url, source)

    # --- what is staged ---

    def bytes_of(self, upload: FileUpload) -> bytes:
        """The bytes that were judged; may be called from any thread.

        `BadFile` when they are not here, as with a draft of another run.
        """
        data = self._bytes.get(upload.digest)
        if data is None:
            raise BadFile(
                _("The contents of “{name}” are not at hand.").format(
                    name=shown_name(upload.name, 60)
                ),
                kept=_("Everything else in the draft is kept."),
                next_step=_("Choose the file again."),
            )
        return data

    def holds(self, upload: FileUpload) -> bool:
        """Whether the bytes of a staged file are here."""
        return upload.digest in self._bytes

    def verdict_of(self, upload: FileUpload) -> Verdict:
        """What was found when the file was judged: its sentence, notes and picture size."""
        verdict = self._verdicts.get(upload.digest)
        if verdict is None:
            verdict = judge(upload.name, self.bytes_of(upload))
            self._verdicts[upload.digest] = verdict
        return verdict

    def original_name(self, upload: FileUpload) -> str:
        """The name the file had; a stranger's text, to be shown with `shown_name`."""
        return self._originals.get((upload.digest, upload.name), upload.name)

    def restore(self, upload: FileUpload, data: bytes) -> bool:
        """Takes back bytes kept elsewhere, such as with a draft; False when they are not those."""
        if len(data) != upload.size or _digest(data) != upload.digest:
            return False
        self._bytes[upload.digest] = data
        return True

    def forget(self, upload: FileUpload) -> None:
        """Drops the bytes of a file that neither draft nor undo needs any more."""
        self._keep_digests(self._bytes.keys() - {upload.digest})

    def keep_only(self, uploads: Iterable[FileUpload]) -> None:
        """Drops everything but these, when a candidate is left for good."""
        self._keep_digests({upload.digest for upload in uploads})

    # --- pieces ---

    def _keep_digests(self, wanted: set[str]) -> None:
        self._bytes = {key: data for key, data in self._bytes.items() if key in wanted}
        self._verdicts = {key: item for key, item in self._verdicts.items() if key in wanted}
        self._originals = {key: name for key, name in self._originals.items() if key[0] in wanted}

    async def _read(self, path: str | os.PathLike[str]) -> tuple[LocalFile, Verdict, str]:
        def work() -> tuple[LocalFile, Verdict, str]:
            file = read_local(path, limit=MAX_FILE_SIZE, seconds=self._seconds)
            return file, judge(file.name, file.data, file.size), _digest(file.data)

        try:
            return await in_worker(work, seconds=self._seconds, name="read file")
        except TimeoutError as error:
            raise too_slow(name_of(path)) from error

    def _keep(
        self,
        name: str,
        data: bytes,
        verdict: Verdict,
        digest: str,
        role: Role | None,
        source: str | None,
    ) -> FileUpload:
        if not verdict.accepted or verdict.media is None:
            raise BadFile(
                _("“{name}”: {verdict}").format(
                    name=shown_name(name, 60), verdict=verdict.sentence
                ),
                kept=_("Nothing was changed."),
                next_step=verdict.step or _("Choose another file."),
            )
        if role is not None and verdict.role is not role:
            found = format_of(verdict.media)
            text = (
                _("“{name}” is {format}, which cannot be a photo.")
                if role is Role.PHOTO
                else _("“{name}” is {format}, which cannot be a resume.")
            )
            label = found.label if found is not None else verdict.media
            raise BadFile(
                text.format(name=shown_name(name, 60), format=label),
                kept=_("Nothing was changed."),
                next_step=_("Choose a JPEG, PNG or GIF picture.")
                if role is Role.PHOTO
                else _("Choose a PDF, Word or RTF file."),
            )
        upload = FileUpload(
            name=sent_name(name, verdict.media),
            size=len(data),
            digest=digest,
            media=verdict.media,
            source=source if verdict.role is Role.PHOTO else None,
        )
        self._bytes[digest] = data
        self._verdicts[digest] = verdict
        self._originals[digest, upload.name] = name
        return upload


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def with_source(upload: FileUpload, source: str | None) -> FileUpload:
    """The same photo said to come from that network, or from the candidate for None."""
    return replace(upload, source=source)

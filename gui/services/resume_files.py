"""The files of a candidate's two resumes: the one that is stored, and the one that is staged.

The stored one is fetched once and kept in memory until the candidate is left; a staged one is at
hand. What is opened in the system's viewer is laid out from here too.
"""

from __future__ import annotations

import enum
import hashlib
from pathlib import Path
from typing import Final, TypeAlias

from gui.errors import BadFile
from gui.i18n import _
from gui.model.fileformats import Role
from gui.model.values import FileUpload, LinkUpload
from gui.services.attachments import Attachments
from gui.services.session import Session
from gui.services.stored_files import StoredFiles, StoredResume

_RESUME: Final = Role.RESUME.value
_Fetched: TypeAlias = tuple[tuple[str, str, object], StoredResume]


class Source(enum.Enum):
    """Which of a candidate's two resumes."""

    STORED = "stored"
    STAGED = "staged"


class ResumeFiles:
    """Gives the resumes of the candidate that is open."""

    def __init__(self, stored: StoredFiles, attachments: Attachments) -> None:
        self._stored = stored
        self._attachments = attachments
        self._fetched: _Fetched | None = None

    def identity(self, session: Session, source: Source) -> object | None:
        """What tells one resume from the next; None where there is none.

        Its signed link is another at every reading and is no part of it.
        """
        if source is Source.STAGED:
            upload = session.value(_RESUME)
            return upload if isinstance(upload, FileUpload | LinkUpload) else None
        facts = session.baseline.facts
        if not (facts.resume_url or facts.resume_filename):
            return None
        return facts.resume_filename, facts.resume_updated_at

    def name(self, session: Session, source: Source) -> str:
        """The file's name, a stranger's text; empty where there is none."""
        if source is Source.STORED:
            return session.baseline.facts.resume_filename or ""
        upload = session.value(_RESUME)
        return self._attachments.original_name(upload) if isinstance(upload, FileUpload) else ""

    def at_hand(self, session: Session, source: Source) -> StoredResume | None:
        """The file where nothing has to be waited for; None where `file` has to be asked."""
        if source is Source.STORED:
            known = self._fetched
            return known[1] if known is not None and known[0] == self._key(session) else None
        upload = session.value(_RESUME)
        if not isinstance(upload, FileUpload) or not self._attachments.holds(upload):
            return None
        return self._staged(upload)

    async def file(self, session: Session, source: Source) -> StoredResume:
        """The file; `BadFile` where it is not to be had here, a `ServiceError` where it cannot be
        fetched."""
        if source is Source.STORED:
            found = self.at_hand(session, source)
            if found is None:
                # Not while waiting: the candidate may be another one by then.
                key = self._key(session)
                found = await self._stored.resume(session.baseline)
                self._fetched = key, found
            return found
        upload = session.value(_RESUME)
        if not isinstance(upload, FileUpload):
            raise BadFile(
                _("The service will fetch this resume."),
                next_step=_("Send the changes; then it can be seen."),
            )
        return self._staged(upload)

    async def lay_out(self, file: StoredResume) -> Path:
        """Puts a file where the system's viewer reads it; `BadFile` where it must not be."""
        return await self._stored.lay_out(file)

    def forget(self) -> None:
        """Lets go of what was fetched."""
        self._fetched = None

    def _staged(self, upload: FileUpload) -> StoredResume:
        verdict = self._attachments.verdict_of(upload)
        return StoredResume(upload.name, self._attachments.bytes_of(upload), verdict)

    def _key(self, session: Session) -> tuple[str, str, object]:
        return session.account, session.record_id, self.identity(session, Source.STORED)


def sign_of(identity: object) -> str:
    """A resume by a hash: the name of its file may be a person's."""
    known = identity.digest if isinstance(identity, FileUpload) else repr(identity)
    return hashlib.blake2b(known.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

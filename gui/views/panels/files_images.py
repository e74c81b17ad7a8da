"""The pictures of the open candidate as images: the stored photo, and the one that is staged.

They are fetched and decoded elsewhere and arrive late or never. The task is ended when another
candidate, or another staged file, is shown.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl, urlsplit

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from gui.errors import RedlineError
from gui.i18n import _
from gui.model.fileformats import Role
from gui.model.record import Record
from gui.model.values import FileUpload, LinkUpload, Upload
from gui.services.attachments import Attachments
from gui.services.session import Session
from gui.services.stored_files import StoredFiles
from gui.services.tasks import Tasks

STORED_PHOTO: Final = "stored photo"
STAGED_PHOTO: Final = "staged photo"


class Images(QObject):
    """Signal: `changed()` when a picture, or what is said in its place, is another one."""

    changed = Signal()

    def __init__(
        self,
        stored: StoredFiles,
        attachments: Attachments,
        tasks: Tasks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stored = stored
        self._attachments = attachments
        self._tasks = tasks
        self._stored_of: tuple[object, ...] = ()
        self._staged_of = ""
        self._upload: Upload | None = None
        self._stored_at: str | None = None
        self.stored: QImage | None = None
        self.words = ""
        """What is said below the stored photo."""
        self.trouble = ""
        """Why it cannot be shown."""
        self.staged: QImage | None = None

    def forget(self) -> None:
        """Shows nobody's pictures."""
        self._tasks.cancel(STORED_PHOTO)
        self._tasks.cancel(STAGED_PHOTO)
        self._stored_of, self._staged_of = (), ""
        self._upload = None
        self.stored, self.staged = None, None
        self.words, self.trouble = "", ""
        self.changed.emit()

    def follow(self, session: Session) -> None:
        """Fetches and decodes what the session has now, where it is not there yet."""
        facts = session.baseline.facts
        upload = upload_of(session, Role.PHOTO)
        wanted = (session.record_id, _place_of(facts.image_url))
        # One that has gone out may lie where the one before lay.
        went = self._upload is not None and upload is None and facts.updated_at != self._stored_at
        if wanted != self._stored_of or went:
            self._stored_of = wanted
            self._load_stored(session.baseline)
        self._upload, self._stored_at = upload, facts.updated_at
        digest = upload.digest if isinstance(upload, FileUpload) else ""
        if digest != self._staged_of:
            self._staged_of = digest
            self._tasks.cancel(STAGED_PHOTO)
            self.staged = None
            if isinstance(upload, FileUpload):
                self._tasks.start(self._decode(upload), name=STAGED_PHOTO, key=STAGED_PHOTO)
            self.changed.emit()

    def retry(self, session: Session) -> None:
        """Fetches the stored photo once more."""
        self._stored_of = ()
        self.follow(session)

    def _load_stored(self, record: Record) -> None:
        self._tasks.cancel(STORED_PHOTO)
        self.trouble = ""
        if record.facts.image_url:
            # The one before stays until it comes: mostly it is the same.
            self.words = "" if self.stored is not None else _("fetching…")
            self._tasks.start(self._fetch(record), name=STORED_PHOTO, key=STORED_PHOTO)
        else:
            self.stored, self.words = None, _("none stored")
        self.changed.emit()

    async def _fetch(self, record: Record) -> None:
        try:
            image = _image(await self._stored.photo(record))
            words, trouble = "" if image is not None else _("none stored"), ""
        except RedlineError as error:
            image, words, trouble = None, _("not shown"), error.text
        self.stored, self.words, self.trouble = image, words, trouble
        self.changed.emit()

    async def _decode(self, upload: FileUpload) -> None:
        try:
            png = await self._stored.preview(upload.name, self._attachments.bytes_of(upload))
        except RedlineError:
            # That it cannot be shown does not mean that it cannot be sent.
            return
        self.staged = _image(png)
        self.changed.emit()


def _place_of(link: str | None) -> str:
    """Where a link leads, without its signature: that is another one after each read."""
    if not link:
        return ""
    try:
        parts = urlsplit(link)
        names = {name.casefold() for name, _value in parse_qsl(parts.query, True)}
    except ValueError:
        return link
    if not any(name.startswith("x-amz-") or name == "signature" for name in names):
        return link
    return parts._replace(query="", fragment="").geturl()


def upload_of(session: Session, role: Role) -> Upload | None:
    """What is staged as that; None for nothing."""
    value = session.value(role.value)
    return value if isinstance(value, FileUpload | LinkUpload) else None


def _image(png: bytes | None) -> QImage | None:
    """Our own PNG of bare pixels as an image."""
    if png is None:
        return None
    image = QImage.fromData(png, "PNG")  # type: ignore[arg-type]
    return None if image.isNull() else image

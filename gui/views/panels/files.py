"""Resume and photo of the open candidate: what is stored, what is staged, and how to choose.

The panel follows one session. It loads the stored photo beside everything else, and the stored
resume only when the person wants to see it. Nothing here sends anything.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from typing import Any, Final, TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import Shiboken

from gui.errors import BadFile, RedlineError
from gui.i18n import _
from gui.model.fileformats import Role
from gui.model.record import Record
from gui.model.values import LinkUpload, Place
from gui.services.attachments import Attachments
from gui.services.large_photos import PhotoTooLarge
from gui.services.notices import Notices, Offer, Tone
from gui.services.session import Changed, Session
from gui.services.staging import Staging
from gui.services.stored_files import StoredFiles
from gui.services.tasks import Tasks
from gui.views.announce import announce
from gui.views.ask import ask
from gui.views.dialogs.choose_file import choose_where
from gui.views.intake import Intake
from gui.views.links import open_file
from gui.views.panels.files_images import Images, upload_of
from gui.views.panels.files_photo import PhotoZone
from gui.views.panels.files_refusal import RefusalBar
from gui.views.panels.files_resume import ResumeZone
from gui.views.panels.files_zone import StagedFile, Zone, staged_file
from gui.views.panels.header import day_text
from gui.views.tabs.flash import Flash
from gui.views.text import Label
from gui.views.theme import Space

STORED_RESUME: Final = "stored resume"
CLEAN_PHOTO: Final = "clean photo"
EDIT_PHOTO: Final = "edit photo"
SMALLER_PHOTO: Final = "smaller photo"

_Work: TypeAlias = Callable[[Record], Coroutine[Any, Any, None]]


class FilesPanel(QWidget):
    """Signal: `photo_changed(QImage | None, staged)` when another photo is the one to be shown
    of the person; `staged` while it is not sent yet."""

    photo_changed = Signal(object, bool)

    def __init__(
        self,
        intake: Intake,
        staging: Staging,
        stored: StoredFiles,
        attachments: Attachments,
        tasks: Tasks,
        notices: Notices,
        parent: QWidget | None = None,
        *,
        is_built: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("files_panel")
        self._intake = intake
        self._staging = staging
        self._stored = stored
        self._attachments = attachments
        self._tasks = tasks
        self._notices = notices
        self._session: Session | None = None
        self._shown: tuple[QImage | None, bool] = (None, False)
        self._images = Images(stored, attachments, tasks, self)
        if is_built:
            for _part in self.building():
                pass

    def building(self) -> Iterator[None]:
        """Builds it, a part at a time; once, and for a panel that was made with `is_built` false.

        Before that is over nothing else is to be done with it.
        """
        inner = self._frame()
        yield
        self.resume = ResumeZone(inner)
        yield
        self.photo = PhotoZone(inner)
        yield
        self.refusal = RefusalBar(self)
        self._compose(inner)
        self._connect()
        self._show()

    # --- what the window uses ----------------------------------------------------------------

    def show_session(self, session: Session | None) -> None:
        """Shows the files of another candidate from now on, or of none."""
        old, self._session = self._session, session
        if old is not None:
            old.changed.disconnect(self._on_changed)
            old.complaints_changed.disconnect(self._show)
        self._tasks.cancel(STORED_RESUME)
        self._images.forget()
        self.refusal.say("")
        if session is not None:
            session.changed.connect(self._on_changed)
            session.complaints_changed.connect(self._show)
        self._show()

    def choose_resume(self) -> None:
        """Lets the person choose a resume from the disk."""
        self._intake.choose(self._session, Role.RESUME, self.window())

    def choose_photo(self) -> None:
        """Lets the person choose a photo from the disk."""
        self._intake.choose(self._session, Role.PHOTO, self.window())

    def edit_photo(self) -> None:
        """Lets the person crop and turn the staged photo."""
        if self._session is not None and not self._tasks.running(EDIT_PHOTO):
            self._start(self._edited(self._session), EDIT_PHOTO)

    def paste(self) -> None:
        """Takes a file, picture or link from the clipboard."""
        self._intake.paste(self._session, self.window())

    def open_stored_resume(self) -> None:
        """Opens the stored resume in the system's program for it."""
        self._fetch_resume(self._open_resume)

    def save_stored_resume(self) -> None:
        """Asks where the stored resume is to be saved, and saves it there."""
        self._fetch_resume(self._save_resume)

    def show_place(self, place: Place) -> bool:
        """Leads to the zone of a place; False where the place is none of a file's."""
        zone = self._zone(place.key)
        if zone is None:
            return False
        self._scroll.ensureWidgetVisible(zone)
        zone.first_control().setFocus(Qt.FocusReason.OtherFocusReason)
        Flash(zone, zone.rect())
        return True

    # --- showing -----------------------------------------------------------------------------

    def _frame(self) -> QWidget:
        """What the zones are in. It comes first: what is put into it later is not dressed anew."""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._pages = QStackedWidget()
        outer.addWidget(self._pages, 1)
        empty = Label(_("Open a candidate to see resume and photo."), role="quiet", wrap=True)
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        self._pages.addWidget(empty)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        # The controls inside are the stops, not the area around them.
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pages.addWidget(self._scroll)
        inner = QWidget()
        self._scroll.setWidget(inner)
        return inner

    def _compose(self, inner: QWidget) -> None:
        column = QVBoxLayout(inner)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.L)
        column.addWidget(self.resume)
        column.addWidget(self.photo)
        hint = Label(
            _("Files are staged here and go with the next send, never before."),
            role="small",
            wrap=True,
        )
        column.addWidget(hint)
        column.addStretch(1)
        outer = self.layout()
        assert outer is not None
        outer.addWidget(self.refusal)

    def _connect(self) -> None:
        self.resume.choose_asked.connect(self.choose_resume)
        self.photo.choose_asked.connect(self.choose_photo)
        for zone in (self.resume, self.photo):
            zone.remove_asked.connect(lambda role=zone.role: self._take_off(role))
        self.photo.clean_asked.connect(self._clean)
        self.photo.edit_asked.connect(self.edit_photo)
        self.photo.source_chosen.connect(self._choose_source)
        self.photo.retry_asked.connect(self._retry_photo)
        self.resume.open_asked.connect(self.open_stored_resume)
        self.resume.save_asked.connect(self.save_stored_resume)
        self._images.changed.connect(self._show_images)
        self._staging.staged.connect(self._on_staged)
        self._staging.refused.connect(self._on_refused)

    def _on_changed(self, changed: Changed) -> None:
        if changed.keys & {Role.RESUME.value, Role.PHOTO.value}:
            self._show()

    def _show(self) -> None:
        session = self._session
        self._pages.setCurrentIndex(0 if session is None else 1)
        if session is None:
            return
        facts = session.baseline.facts
        stored_at = facts.resume_updated_at
        has_resume = bool(facts.resume_url or facts.resume_filename)
        name = (facts.resume_filename or _("Resume")) if has_resume else None
        day = _("stored {day}").format(day=day_text(stored_at)) if stored_at else ""
        self.resume.show_stored(name, day if has_resume else "")
        self._show_staged(session, self.resume, name or "")
        self._show_staged(session, self.photo, _("another photo") if facts.image_url else "")
        for zone in (self.resume, self.photo):
            zone.set_editable(not session.is_read_only)
        self._images.follow(session)
        self._show_images()

    def _show_staged(self, session: Session, zone: Zone, was: str) -> None:
        upload = upload_of(session, zone.role)
        trouble = session.complaints.get(Place(zone.role.value), "")
        file: StagedFile | None = None
        if upload is not None:
            try:
                said = self._staging.editing.said(upload)
                file = staged_file(upload, self._attachments, said=said)
            except BadFile as error:
                file = StagedFile(getattr(upload, "name", ""), ())
                trouble = trouble or error.sentence
        zone.show_staged(file, was=was, trouble=trouble)

    # --- the photo ---------------------------------------------------------------------------

    def _show_images(self) -> None:
        images = self._images
        self.photo.show_stored(images.stored, images.words, trouble=images.trouble)
        upload = upload_of(self._session, Role.PHOTO) if self._session is not None else None
        glyph = "globe" if isinstance(upload, LinkUpload) else "photo"
        self.photo.show_new(images.staged, shown=upload is not None, glyph=glyph)
        if upload is not None:
            self.photo.show_source(upload.source, offered=self._staging.likely_source(upload))
        is_staged = images.staged is not None
        shown = (images.staged if is_staged else images.stored, is_staged)
        if shown != self._shown:
            self._shown = shown
            self.photo_changed.emit(*shown)

    def _retry_photo(self) -> None:
        if self._session is not None:
            self._images.retry(self._session)

    def _choose_source(self, source: str | None) -> None:
        if self._session is not None:
            self._staging.set_source(self._session, source)

    def _clean(self) -> None:
        if self._session is not None:
            self._start(self._cleaned(self._session), CLEAN_PHOTO)

    async def _cleaned(self, session: Session) -> None:
        before = upload_of(session, Role.PHOTO)
        await self._staging.remove_position(session)
        if upload_of(session, Role.PHOTO) is not before:
            text = _("The photo no longer tells where, when and with what it was taken.")
            self._notices.tell(text, Tone.SUCCESS)

    async def _edited(self, session: Session) -> None:
        photo = await self._staging.editable(session)
        if photo is None or session is not self._session:
            return
        from gui.views.dialogs.photo import CROP, PhotoDialog

        dialog = PhotoDialog(photo, self.window())
        if await ask(dialog) == CROP:
            await self._staging.crop(session, dialog.crop)

    # --- the stored resume -------------------------------------------------------------------

    def _fetch_resume(self, work: _Work) -> None:
        if self._session is not None and not self._tasks.running(STORED_RESUME):
            self.resume.set_busy(True)
            self._start(self._guarded(work, self._session.baseline), STORED_RESUME)

    async def _guarded(self, work: _Work, record: Record) -> None:
        try:
            await work(record)
        except RedlineError as error:
            self._notices.tell_error(error)
        finally:
            self.resume.set_busy(False)

    async def _open_resume(self, record: Record) -> None:
        resume = await self._stored.resume(record)
        path = await self._stored.lay_out(resume)
        if not open_file(path):
            text = _(
                "The system has no program to open this file with. Save it and open it elsewhere."
            )
            self._notices.tell(text, Tone.WARNING)

    async def _save_resume(self, record: Record) -> None:
        resume = await self._stored.resume(record)
        path = await choose_where(self.window(), resume.name)
        if path is not None:
            await self._stored.save(resume, path)
            self._notices.tell(_("Saved {path}.").format(path=path), Tone.SUCCESS)

    # --- staging -----------------------------------------------------------------------------

    def _take_off(self, role: Role) -> None:
        if self._session is not None:
            self._staging.take_off(self._session, role)
            zone = self._zone(role.value)
            if zone is not None:
                zone.first_control().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_staged(self, session: Session, role: Role) -> None:
        if session is not self._session:
            text = _("A file was staged for {name}; it goes with the next send.")
            self._notices.tell(text.format(name=session.current.full_name or _("No name")))
            return
        self.refusal.say("")
        zone = self._zone(role.value)
        if zone is not None and zone.isVisible():
            self._scroll.ensureWidgetVisible(zone.staged)
            Flash(zone, zone.rect())
        announce(self, _("{role} staged, not sent yet").format(role=role.label))

    def _on_refused(self, session: Session, _role: Role | None, error: BadFile) -> None:
        offer: Offer | None = None
        if isinstance(error, PhotoTooLarge):
            offer = Offer(_("Make it smaller"), lambda: self._make_smaller(session, error))
        if session is self._session and self.isVisible():
            self.refusal.say(error.sentence, offer)
        else:
            self._notices.tell_error(error, *((offer,) if offer is not None else ()))

    def _make_smaller(self, session: Session, large: PhotoTooLarge) -> None:
        self._start(self._made_smaller(session, large), SMALLER_PHOTO)

    async def _made_smaller(self, session: Session, large: PhotoTooLarge) -> None:
        before = upload_of(session, Role.PHOTO)
        await self._staging.stage_smaller(session, large)
        made = upload_of(session, Role.PHOTO) if Shiboken.isValid(session) else None
        if made is not None and made is not before:
            self._notices.tell(self._staging.editing.said(made), Tone.SUCCESS)

    def _zone(self, key: str) -> Zone | None:
        return next((zone for zone in (self.resume, self.photo) if zone.role.value == key), None)

    def _start(self, work: Coroutine[Any, Any, None], key: str) -> None:
        self._tasks.start(work, name=key, key=key)

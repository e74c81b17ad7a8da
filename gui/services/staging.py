"""Staging files: from a path, bytes or a web address to one step of a candidate's draft.

Reading and judging happen off the UI thread, and what is found is told as a sentence. Nothing is
sent from here: a staged file goes with the next send, like every other change.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QObject, Signal
from shiboken6 import Shiboken

from gui.errors import BadFile
from gui.i18n import _, listed
from gui.model import edits
from gui.model.cropping import Crop
from gui.model.fileformats import Role
from gui.model.filenames import shown_name
from gui.model.picture_sources import source_of_link
from gui.model.values import FileUpload, LinkUpload, Upload
from gui.services.attachments import Attachments
from gui.services.large_photos import PhotoTooLarge
from gui.services.localfiles import name_of, path_of_url
from gui.services.photo_editing import Cutter, Editable, NoCutter, PhotoEditing
from gui.services.session import Session

MOST_FILES: Final = 8
"""How many files are looked at at once; a record takes one resume and one photo."""
LOOK_SECONDS: Final = 10.0
"""How long what was seen of a file is believed while a drag goes back and forth."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a file would be, before anything is done with it.

    `name` is fit to be shown, empty where the sentence names the file itself; `role` None where
    it is not accepted, `sentence` the verdict, `step` what to do where that does not say it.
    `can_shrink`: it is a photo that is too large, of which a smaller one can be made.
    """

    path: Path
    name: str
    role: Role | None
    sentence: str
    step: str = ""
    can_shrink: bool = False


def told(looks: Iterable[Look]) -> str:
    """The verdicts in words: what is so with several files is said once, and who is meant."""
    alike: dict[tuple[str, str], list[str]] = {}
    for look in looks:
        alike.setdefault((look.sentence, look.step), []).append(look.name)
    said = []
    for (sentence, step), names in alike.items():
        quoted = listed(_("“{name}”").format(name=name) for name in names if name)
        verdict = _("{files}: {verdict}").format(files=quoted, verdict=sentence)
        said += [verdict if quoted else sentence, step]
    return " ".join(each for each in said if each)


class Choose(Protocol):
    """Asks the person which of several files is to be the resume, or the photo."""

    async def __call__(self, role: Role, looks: tuple[Look, ...], /) -> Look | None:
        """The one to be staged; None for none of them."""


class Staging(QObject):
    """Puts files and links into a session.

    Signals: `staged(Session, Role)` when one is in the draft; `refused(Session, Role | None,
    BadFile)` when one cannot be, the role being what it was meant for, as far as that is known.
    """

    staged = Signal(object, object)
    refused = Signal(object, object, object)

    def __init__(
        self,
        attachments: Attachments,
        cutter: Cutter | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._attachments = attachments
        self.editing: Final = PhotoEditing(attachments, cutter or NoCutter())
        self._clock = clock
        self._links: dict[str, str] = {}
        self._looks: dict[Path, tuple[float, Look]] = {}

    # --- before anything is done -------------------------------------------------------------

    async def look_at(self, path: Path) -> Look:
        """What the file would be; remembered for a few seconds, because drags come and go."""
        known = self._looks.get(path)
        if known is not None and self._clock() - known[0] < LOOK_SECONDS:
            return known[1]
        name = shown_name(name_of(path), 60)
        try:
            verdict = await self._attachments.look_at(path)
        except BadFile as error:
            look = _look_of(error)
        else:
            role = verdict.role if verdict.accepted else None
            step, can_shrink = verdict.step, verdict.can_shrink
            if can_shrink:
                step = _("Drop it here, and Redline offers to make it smaller.")
            look = Look(path, name, role, verdict.sentence, step, can_shrink)
        self._looks[path] = (self._clock(), look)
        return look

    async def look_at_dropped(self, url: str) -> Look:
        """The same for the address of a dropped file; one on another computer is refused."""
        try:
            path = path_of_url(url)
        except BadFile as error:
            return _look_of(error)
        return await self.look_at(path)

    def forget_looks(self) -> None:
        """Drops what was seen of files, when a drag is over."""
        self._looks.clear()

    # --- staging -----------------------------------------------------------------------------

    async def stage_files(
        self, session: Session, paths: Sequence[Path], *, choose: Choose, role: Role | None = None
    ) -> None:
        """Stages one resume and one photo out of these files, each as one step of undo.

        Without a `role` each file goes where it fits. Where several fit one place the person is
        asked; what is not accepted is told with its reason and stops nothing else.
        """
        if len(paths) == 1:
            await self._stage_one(session, paths[0], role)
        else:
            await self._stage_many(session, paths, [], choose, role)

    async def stage_dropped(self, session: Session, urls: Sequence[str], *, choose: Choose) -> None:
        """Stages dropped or pasted files by their addresses; those elsewhere are refused (H54)."""
        paths: list[Path] = []
        elsewhere: list[Look] = []
        for url in dict.fromkeys(urls):
            try:
                paths.append(path_of_url(url))
            except BadFile as error:
                elsewhere.append(_look_of(error))
        if len(paths) == 1 and not elsewhere:
            await self._stage_one(session, paths[0], None)
        else:
            await self._stage_many(session, paths, elsewhere, choose, None)

    async def stage_bytes(
        self, session: Session, name: str, data: bytes, *, link: str = ""
    ) -> None:
        """Stages bytes that are in memory, such as a pasted picture; `link` is its web address,
        where it came with one."""
        try:
            upload = await self._attachments.stage_bytes(name, data)
        except BadFile as error:
            if isinstance(error, PhotoTooLarge):
                error.link = link
            self._refuse(session, Role.PHOTO, error)
            return
        if link:
            self._links[upload.digest] = link
        self._put(session, upload)

    def stage_link(
        self, session: Session, role: Role, url: str, *, source: str | None = None
    ) -> None:
        """Stages a web address from which the service is to fetch the file; opens nothing."""
        try:
            link = self._attachments.stage_link(url, source=source if role is Role.PHOTO else None)
        except BadFile as error:
            self._refuse(session, role, error)
            return
        self._put(session, link, role)

    def take_off(self, session: Session, role: Role) -> None:
        """Takes a staged file off again; what is stored stays as it is."""
        session.edit(lambda draft: edits.set_upload(draft, role.value, None))

    def set_source(self, session: Session, source: str | None) -> None:
        """Says from which network the staged photo comes; None for the candidate."""
        upload = session.value(Role.PHOTO.value)
        if isinstance(upload, FileUpload | LinkUpload) and upload.source != source:
            changed = replace(upload, source=source)
            session.edit(lambda draft: edits.set_upload(draft, Role.PHOTO.value, changed))

    def likely_source(self, upload: Upload) -> str | None:
        """The network that a photo's address tells it comes from: to be offered, never set."""
        if isinstance(upload, LinkUpload):
            return source_of_link(upload.url)
        return source_of_link(self._links.get(upload.digest, ""))

    # --- the photo as it is staged -----------------------------------------------------------

    async def remove_position(self, session: Session) -> None:
        """Stages the photo anew without where it was taken and its other metadata (H56), upright
        where it lay on its side."""
        upload = session.value(Role.PHOTO.value)
        if isinstance(upload, FileUpload):
            facts = self._attachments.verdict_of(upload).picture
            lies = facts is not None and facts.orientation != 1
            work = self.editing.upright if lies else self._attachments.without_location
            await self._replace(session, upload, work(upload), _("Remove position"))

    async def stage_smaller(self, session: Session, large: PhotoTooLarge) -> None:
        """Stages a smaller photo made of one that was refused for its many bytes, as one step of
        undo."""
        try:
            made = await self.editing.smaller(large)
        except BadFile as error:
            self._refuse(session, Role.PHOTO, error)
            return
        if large.link:
            self._links[made.digest] = large.link
        self._put(session, made, label=_("Make photo smaller"))

    async def editable(self, session: Session) -> Editable | None:
        """The staged photo on the editing table; None where there is none or none that can be."""
        upload = session.value(Role.PHOTO.value)
        if not isinstance(upload, FileUpload):
            return None
        try:
            return await self.editing.look(upload)
        except BadFile as error:
            self._refuse(session, Role.PHOTO, error)
            return None

    async def crop(self, session: Session, crop: Crop) -> None:
        """Stages the square of the photo that is staged, as one step of undo."""
        upload = session.value(Role.PHOTO.value)
        if isinstance(upload, FileUpload):
            await self._replace(
                session, upload, self.editing.cropped(upload, crop), _("Crop photo")
            )

    # --- inside ------------------------------------------------------------------------------

    async def _stage_many(
        self,
        session: Session,
        paths: Sequence[Path],
        refused: Sequence[Look],
        choose: Choose,
        role: Role | None,
    ) -> None:
        if len(paths) > MOST_FILES:
            text = _("{count} files are too many at once.").format(count=len(paths))
            step = _("Drop one resume and one photo.")
            self._refuse(
                session, role, BadFile(text, kept=_("Nothing was changed."), next_step=step)
            )
            return
        self.forget_looks()
        looks = await asyncio.gather(*(self.look_at(path) for path in paths))
        for kind in Role:
            fitting = tuple(look for look in looks if look.role is kind)
            chosen = fitting[0] if len(fitting) == 1 else None
            if len(fitting) > 1:
                chosen = await choose(kind, fitting)
            if chosen is not None:
                await self._stage_one(session, chosen.path, kind)
        # At the end: what is staged takes away what was said of a file before.
        has_photo = any(look.role is Role.PHOTO for look in looks)
        refused = [*refused, *(look for look in looks if look.role is None)]
        self._refuse_all(session, refused, has_photo)

    async def _stage_one(self, session: Session, path: Path, role: Role | None) -> None:
        try:
            upload = await self._attachments.stage(path, role=role)
        except BadFile as error:
            self._refuse(session, role, error)
            return
        self._put(session, upload)

    async def _replace(
        self, session: Session, upload: FileUpload, work: Awaitable[FileUpload], label: str
    ) -> None:
        """Stages what `work` makes of the staged photo in its place."""
        try:
            made = await work
        except BadFile as error:
            self._refuse(session, Role.PHOTO, error)
            return
        if upload.digest in self._links:
            self._links[made.digest] = self._links[upload.digest]
        # Undone, or another photo, meanwhile: then this one is no longer wanted.
        if Shiboken.isValid(session) and session.value(Role.PHOTO.value) is upload:
            self._put(session, made, label=label)

    def _put(
        self, session: Session, upload: Upload, role: Role | None = None, *, label: str = ""
    ) -> None:
        if role is None:
            assert isinstance(upload, FileUpload)
            role = self._attachments.verdict_of(upload).role
            assert role is not None
        reason = _why_not(session)
        if reason is not None:
            self._refuse(session, role, reason)
            return
        session.edit(lambda draft: edits.set_upload(draft, role.value, upload, label=label))
        self.staged.emit(session, role)

    def _refuse_all(self, session: Session, looks: Sequence[Look], has_photo: bool) -> None:
        """Tells all of them at once; of the one photo that is too large a smaller one is offered,
        where no other is there."""
        if not looks:
            return
        large = [look for look in looks if look.can_shrink]
        if len(large) == 1 and not has_photo:
            one = large[0]
            others = told(look for look in looks if look is not one)
            error: BadFile = PhotoTooLarge(
                name_of(one.path), one.sentence, path=one.path, others=others
            )
            self._refuse(session, Role.PHOTO, error)
            return
        said = [replace(look, step="") if look.can_shrink else look for look in looks]
        step = "" if any(look.step for look in said) else _("Choose another file.")
        self._refuse(session, None, BadFile(told(said), next_step=step))

    def _refuse(self, session: Session, role: Role | None, error: BadFile) -> None:
        self.refused.emit(session, role, error)


def _look_of(error: BadFile) -> Look:
    """What is told of a file that cannot be looked at; its words name the file."""
    return Look(Path(), "", None, error.text, error.next_step)


def _why_not(session: Session) -> BadFile | None:
    """Why nothing can be staged there (any more); None where it can."""
    if not Shiboken.isValid(session):
        return BadFile(
            _("The candidate was closed before the file was read."),
            kept=_("Nothing was changed."),
            next_step=_("Open the candidate and drop it again."),
        )
    if session.is_read_only:
        return BadFile(
            _("This record is anonymised and takes no files."),
            next_step=_("Open another candidate."),
        )
    return None

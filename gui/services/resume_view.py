"""Which resume stands beside the form, and how far its reading has come.

One session is followed. Its stored resume is fetched only when somebody wants to see it or to
look something up in it (`want`); a staged one is at hand. One document is open at a time, the
fetched bytes of the other are kept until the candidate is left, in memory alone. Where the
person was in a resume is remembered for each candidate, and kept by whoever has a disk.
"""

from __future__ import annotations

import asyncio
import enum
import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, TypeAlias, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from gui.errors import BadFile, RedlineError
from gui.i18n import _
from gui.model.fileformats import Role
from gui.model.resume.document import ResumeText
from gui.model.values import FileUpload, LinkUpload
from gui.services.attachments import Attachments
from gui.services.reading import CannotShow, OpenResume, Reader, Reason
from gui.services.session import Changed, Session
from gui.services.stored_files import StoredFiles, StoredResume
from gui.services.tasks import Tasks

TASK: Final = "resume beside the form"
SETTLE_MS: Final = 1000
"""How long nobody has scrolled before the place is kept."""
_MOST_SPOTS: Final = 300

_Key: TypeAlias = tuple[str, str]
K = TypeVar("K")
V = TypeVar("V")


class Source(enum.Enum):
    """Which of a candidate's two resumes."""

    STORED = "stored"
    STAGED = "staged"


class State(enum.Enum):
    """How far it is."""

    NOBODY = "nobody"
    """No candidate is open."""
    NONE = "none"
    """The candidate has no resume."""
    WAITING = "waiting"
    """There is one, and nobody wanted it yet."""
    LOADING = "loading"
    READY = "ready"
    REFUSED = "refused"
    """It is here and cannot be shown; the system's viewer may be able to."""
    LOCKED = "locked"
    """The same, because a password protects it."""
    FAILED = "failed"
    """It could not be fetched; trying again may help."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a person is in a resume: `position` counts pages (2.5 is the middle of the third),
    or is the share of a flowing text that was gone through; `zoom` None fits the width."""

    position: float = 0.0
    zoom: float | None = None


class SpotMemory(Protocol):
    """Keeps spots beyond the end of the program, resumes by a hash."""

    async def spots(self, account: str, candidate_id: str) -> Mapping[str, Spot]: ...
    def keep(self, account: str, candidate_id: str, resume: str, spot: Spot) -> None: ...


class ResumeView(QObject):
    """Signals: `changed()` when another resume, or another state of it, is to be shown;
    `text_came()` when the text of pages that are shown already is there."""

    changed = Signal()
    text_came = Signal()

    def __init__(
        self,
        stored: StoredFiles,
        attachments: Attachments,
        reader: Reader,
        tasks: Tasks,
        parent: QObject | None = None,
        *,
        memory: SpotMemory | None = None,
    ) -> None:
        super().__init__(parent)
        self._memory = memory
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._keep_spot)
        self._stored = stored
        self._attachments = attachments
        self._reader = reader
        self._tasks = tasks
        self._session: Session | None = None
        self._wanted = False
        self._state = State.NOBODY
        self._source = Source.STORED
        self._shown: object = None
        self._sentence = ""
        self._file: StoredResume | None = None
        self._fetched: tuple[object, StoredResume] | None = None
        self._document: OpenResume | None = None
        self._text: ResumeText | None = None
        self._choices: OrderedDict[_Key, Source] = OrderedDict()
        self._spots: OrderedDict[tuple[_Key, str], Spot] = OrderedDict()
        self._kept: dict[tuple[_Key, str], Spot] = {}

    # --- what is shown -----------------------------------------------------------------------

    @property
    def session(self) -> Session | None:
        return self._session

    @property
    def state(self) -> State:
        return self._state

    @property
    def source(self) -> Source:
        """Which of the two is shown."""
        return self._source

    @property
    def sources(self) -> tuple[Source, ...]:
        """Which of the two there are."""
        return tuple(source for source in Source if self._identity(source) is not None)

    @property
    def name(self) -> str:
        """The file's name, a stranger's text; empty where there is none."""
        if self._session is None:
            return ""
        if self._source is Source.STORED:
            return self._session.baseline.facts.resume_filename or ""
        upload = self._session.value(Role.RESUME.value)
        return self._attachments.original_name(upload) if isinstance(upload, FileUpload) else ""

    @property
    def sentence(self) -> str:
        """Why it cannot be shown; empty where it can."""
        return self._sentence

    @property
    def document(self) -> OpenResume | None:
        """The open document while the state is READY; closed by this object."""
        return self._document

    @property
    def text(self) -> ResumeText | None:
        """Its text, as soon as it is read; for pages that is after they can be seen."""
        return self._text

    @property
    def can_open_outside(self) -> bool:
        """Whether the file is at hand, and may be opened in the system's viewer."""
        return self._file is not None and self._file.is_document

    @property
    def spot(self) -> Spot:
        """Where the person was in this resume when it was last shown."""
        return self._spots.get((self._key(), _sign(self._shown)), Spot())

    # --- what is wanted ----------------------------------------------------------------------

    def show_session(self, session: Session | None) -> None:
        """Follows another candidate from now on, or none. Nothing is fetched by this alone."""
        if session is self._session:
            return
        self._keep_spot()
        if self._session is not None:
            self._session.changed.disconnect(self._on_changed)
        self._session = session
        self._wanted = False
        self._fetched = None
        if session is not None:
            session.changed.connect(self._on_changed)
            self._source = self._preferred()
        self._begin()

    def want(self) -> None:
        """Somebody looks at the resume, or for something in it: it is fetched and read."""
        if not self._wanted:
            self._wanted = True
            if self._state is State.WAITING:
                self._begin()

    def choose(self, source: Source) -> None:
        """Shows the other of the two; remembered for this candidate."""
        if source is not self._source and source in self.sources:
            self._source = source
            _remember(self._choices, self._key(), source)
            self._begin()

    def retry(self) -> None:
        """Fetches or reads it once more."""
        self._begin()

    def remember(self, spot: Spot) -> None:
        """Keeps where the person is in the resume that is shown."""
        if self._state is State.READY:
            _remember(self._spots, (self._key(), _sign(self._shown)), spot)
            self._settle.start()

    async def lay_out(self) -> Path:
        """Puts the file where the system's viewer reads it; `BadFile` where it must not be."""
        if self._file is None:
            raise BadFile(_("The resume is not at hand."))
        return await self._stored.lay_out(self._file)

    def close(self) -> None:
        """Lets go of the document and of everything that was fetched."""
        self.show_session(None)

    # --- inside ------------------------------------------------------------------------------

    def _key(self) -> _Key:
        if self._session is None:
            return "", ""
        return self._session.account, self._session.record_id

    def _preferred(self) -> Source:
        sources = self.sources
        chosen = self._choices.get(self._key())
        if chosen in sources:
            return chosen
        # What was put here last is what the person wants to look at.
        return sources[-1] if sources else Source.STORED

    def _identity(self, source: Source) -> object | None:
        """What tells one resume from the next; its signed link is another at every reading."""
        if self._session is None:
            return None
        if source is Source.STAGED:
            upload = self._session.value(Role.RESUME.value)
            return upload if isinstance(upload, FileUpload | LinkUpload) else None
        facts = self._session.baseline.facts
        if not (facts.resume_url or facts.resume_filename):
            return None
        return facts.resume_filename, facts.resume_updated_at

    def _on_changed(self, changed: Changed) -> None:
        """A resume was staged, taken off, or has become the stored one."""
        had = self._shown
        if Role.RESUME.value in changed.keys and self._identity(Source.STAGED) is not None:
            if had != self._identity(Source.STAGED):
                self._choices.pop(self._key(), None)
                self._source = Source.STAGED
        elif self._identity(self._source) is None:
            self._source = self._preferred()
        if self._identity(self._source) != had:
            self._begin()
        elif Role.RESUME.value in changed.keys:
            self.changed.emit()

    def _keep_spot(self) -> None:
        """Hands the spot over to be kept, if it is another one."""
        self._settle.stop()
        account, record_id = self._key()
        known = (account, record_id), _sign(self._shown)
        spot = self._spots.get(known)
        if self._memory is None or spot is None or self._kept.get(known, Spot()) == spot:
            return
        self._kept[known] = spot
        self._memory.keep(account, record_id, known[1], spot)

    async def _recall(self) -> None:
        """Looks up where the person was, once for each resume."""
        key, sign = self._key(), _sign(self._shown)
        if self._memory is None or (key, sign) in self._spots:
            return
        for resume, spot in (await self._memory.spots(*key)).items():
            self._kept[key, resume] = spot
            if (key, resume) not in self._spots:
                _remember(self._spots, (key, resume), spot)

    def _begin(self) -> None:
        self._tasks.cancel(TASK)
        self._drop()
        self._shown = self._identity(self._source)
        if self._session is None:
            self._become(State.NOBODY)
        elif self._shown is None:
            self._become(State.NONE)
        elif not self._wanted:
            self._become(State.WAITING)
        else:
            self._state, self._sentence = State.LOADING, ""
            self._tasks.start(self._load(self._session), name=TASK, key=TASK)
            self.changed.emit()

    async def _load(self, session: Session) -> None:
        try:
            file, _recalled = await asyncio.gather(self._fetch(session), self._recall())
        except BadFile as error:
            self._become(State.REFUSED, error.sentence)
            return
        except RedlineError as error:
            self._become(State.FAILED, error.sentence)
            return
        self._file = file
        if not file.is_document or file.verdict.media is None:
            self._become(State.REFUSED, _("It is no PDF, Word or RTF file that can be read."))
            return
        try:
            document = await self._reader.open(file.data, file.verdict.media)
            self._document = document
            if document.is_flowing:
                self._text = await document.text()
                self._become(State.READY)
                return
            self._become(State.READY)
            # The first page is to be seen before the text of all is read.
            await asyncio.sleep(0)
            self._text = await document.text()
        except CannotShow as error:
            self._refuse(error)
            return
        self.text_came.emit()

    async def _fetch(self, session: Session) -> StoredResume:
        if self._source is Source.STORED:
            if self._fetched is None or self._fetched[0] != self._shown:
                # Not while waiting: the candidate may be another one by then.
                shown = self._shown
                self._fetched = (shown, await self._stored.resume(session.baseline))
            return self._fetched[1]
        upload = self._shown
        if not isinstance(upload, FileUpload):
            raise BadFile(_("The service will fetch this resume; it can be seen once it is sent."))
        verdict = self._attachments.verdict_of(upload)
        return StoredResume(upload.name, self._attachments.bytes_of(upload), verdict)

    def _refuse(self, error: CannotShow) -> None:
        if error.reason is Reason.CLOSED:
            return
        if self._state is State.READY and self._text is None and self._document is not None:
            self.text_came.emit()
            return
        self._drop(keep_file=True)
        locked = error.reason is Reason.LOCKED
        self._become(State.LOCKED if locked else State.REFUSED, error.text)

    def _become(self, state: State, sentence: str = "") -> None:
        self._state, self._sentence = state, sentence
        self.changed.emit()

    def _drop(self, *, keep_file: bool = False) -> None:
        if self._document is not None:
            self._document.close()
        self._document = None
        self._text = None
        if not keep_file:
            self._file = None


def _sign(shown: object) -> str:
    """A resume by a hash: the name of its file may be a person's."""
    known = shown.digest if isinstance(shown, FileUpload) else repr(shown)
    return hashlib.blake2b(known.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _remember(known: OrderedDict[K, V], key: K, value: V) -> None:
    known[key] = value
    known.move_to_end(key)
    while len(known) > _MOST_SPOTS:
        known.popitem(last=False)

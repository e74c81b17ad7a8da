"""Which resume stands beside the form, and how far its reading has come.

One session is followed. Its stored resume is fetched only when somebody wants to see it or to
look something up in it (`want`); a staged one is at hand. One document is open at a time. Where
the person was in a resume is remembered for each candidate (`resume_spots`).
"""

from __future__ import annotations

import asyncio
import contextlib
import enum
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

from PySide6.QtCore import QObject, Signal

from gui.errors import BadFile, RedlineError
from gui.i18n import _
from gui.model.fileformats import Role
from gui.model.resume.document import ResumeText
from gui.services.reading import CannotShow, FirstLook, OpenResume, PageSize, Reader, Reason
from gui.services.resume_files import ResumeFiles, Source, sign_of
from gui.services.resume_spots import Person, ResumeSpots, Spot
from gui.services.session import Changed, Session
from gui.services.stored_files import StoredResume
from gui.services.tasks import Tasks

TASK: Final = "resume beside the form"
_RECALL: Final = "where one was in the resume"
_MOST_CHOICES: Final = 300

Looks: TypeAlias = Callable[[tuple[PageSize, ...], Spot], tuple[int, float] | None]
"""Which page a viewer shows first from a spot on, and at how many pixels a point; a function of
its arguments, called in a thread."""


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


class ResumeView(QObject):
    """Signals: `changed()` when another resume, or another state of it, is to be shown;
    `text_came()` when the text of pages that are shown already is there.

    With `only` it is always that one of the two, whatever is staged.
    """

    changed = Signal()
    text_came = Signal()

    def __init__(
        self,
        files: ResumeFiles,
        reader: Reader,
        tasks: Tasks,
        parent: QObject | None = None,
        *,
        spots: ResumeSpots | None = None,
        only: Source | None = None,
    ) -> None:
        super().__init__(parent)
        self._files = files
        self._reader = reader
        self._tasks = tasks
        self._spots = spots if spots is not None else ResumeSpots(parent=self)
        self._only = only
        self._task = TASK if only is None else f"{TASK}: {only.value}"
        self._session: Session | None = None
        self._wanted = False
        self._state = State.NOBODY
        self._source = only or Source.STORED
        self._shown: object = None
        self._sentence = ""
        self._file: StoredResume | None = None
        self._open: OpenResume | None = None
        self._text: ResumeText | None = None
        self._choices: OrderedDict[Person, Source] = OrderedDict()
        self._looks: Callable[[], Looks | None] | None = None

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
        return "" if self._session is None else self._files.name(self._session, self._source)

    @property
    def sentence(self) -> str:
        """Why it cannot be shown; empty where it can."""
        return self._sentence

    @property
    def document(self) -> OpenResume | None:
        """The open document while the state is READY; closed by this object."""
        return self._open if self._state is State.READY else None

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
        return self._spots.of(self._person(), sign_of(self._shown))

    # --- what is wanted ----------------------------------------------------------------------

    def show_session(self, session: Session | None) -> None:
        """Follows another candidate from now on, or none. Nothing is fetched by this alone."""
        if session is self._session:
            return
        self._spots.keep()
        if self._session is not None:
            self._session.changed.disconnect(self._on_changed)
        self._session = session
        self._wanted = False
        if self._only is None:
            self._files.forget()
        if session is not None:
            session.changed.connect(self._on_changed)
            self._source = self._preferred()
        self._begin()

    def want(self) -> None:
        """Somebody looks at the resume, or for something in it: it is fetched and read."""
        if self._wanted:
            return
        self._wanted = True
        if self._state is State.WAITING:
            self._begin()
        elif self._session is not None:
            # A resume that is dropped later is to be shown without asking the disk.
            self._tasks.start(self._spots.recall(self._person()), name=_RECALL, key=_RECALL)

    def choose(self, source: Source) -> None:
        """Shows the other of the two; remembered for this candidate."""
        if source is not self._source and source in self.sources and self._only is None:
            self._source = source
            self._choices[self._person()] = source
            self._choices.move_to_end(self._person())
            if len(self._choices) > _MOST_CHOICES:
                self._choices.popitem(last=False)
            self._begin()

    def retry(self) -> None:
        """Fetches or reads it once more."""
        self._begin()

    def remember(self, spot: Spot) -> None:
        """Keeps where the person is in the resume that is shown."""
        if self._state is State.READY:
            self._spots.remember(self._person(), sign_of(self._shown), spot)

    def draw_first(self, looks: Callable[[], Looks | None]) -> None:
        """Has the first page that is seen drawn while the others are being laid out; `looks` is
        asked at each opening, and gives None where nobody is going to look."""
        self._looks = looks

    async def lay_out(self) -> Path:
        """Puts the file where the system's viewer reads it; `BadFile` where it must not be."""
        if self._file is None:
            raise BadFile(_("The resume is not at hand."), next_step=_("Reload the candidate."))
        return await self._files.lay_out(self._file)

    def close(self) -> None:
        """Lets go of the document and of everything that was fetched."""
        self.show_session(None)

    # --- inside ------------------------------------------------------------------------------

    def _person(self) -> Person:
        if self._session is None:
            return "", ""
        return self._session.account, self._session.record_id

    def _preferred(self) -> Source:
        if self._only is not None:
            return self._only
        sources = self.sources
        chosen = self._choices.get(self._person())
        if chosen in sources:
            return chosen
        # What was put here last is what the person wants to look at.
        return sources[-1] if sources else Source.STORED

    def _identity(self, source: Source) -> object | None:
        return None if self._session is None else self._files.identity(self._session, source)

    def _on_changed(self, changed: Changed) -> None:
        """A resume was staged, taken off, or has become the stored one."""
        had = self._shown
        staged = self._identity(Source.STAGED)
        if self._only is not None:
            pass  # it stays with its own
        elif Role.RESUME.value in changed.keys and staged is not None:
            if had != staged:
                self._choices.pop(self._person(), None)
                self._source = Source.STAGED
        elif self._identity(self._source) is None:
            self._source = self._preferred()
        if self._identity(self._source) != had:
            self._begin()
        elif Role.RESUME.value in changed.keys:
            self.changed.emit()

    def _begin(self) -> None:
        self._tasks.cancel(self._task)
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
            file = self._files.at_hand(self._session, self._source)
            if file is not None and file.is_document and Reader.can_open(file.verdict.media):
                # The reading process works from here on, whatever the window does next. What it
                # does not take at all is told where the file is read.
                with contextlib.suppress(CannotShow):
                    self._open = self._started(file)
            self._tasks.start(self._load(self._session), name=TASK, key=self._task)
            self.changed.emit()

    async def _load(self, session: Session) -> None:
        try:
            file, _recalled = await asyncio.gather(
                self._files.file(session, self._source), self._spots.recall(self._person())
            )
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
            # Held from its first moment, so that whatever ends this closes it.
            self._open = document = self._open or self._started(file)
            await document.ready()
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

    def _started(self, file: StoredResume) -> OpenResume:
        assert file.verdict.media is not None
        return self._reader.start(file.data, file.verdict.media, self._first_look())

    def _first_look(self) -> FirstLook | None:
        looks = self._looks() if self._looks is not None else None
        if looks is None:
            return None
        spots, person, sign = self._spots, self._person(), sign_of(self._shown)

        def first(pages: tuple[PageSize, ...]) -> tuple[int, float] | None:
            spot = spots.known(person, sign)
            return looks(pages, spot) if spot is not None else None

        return first

    def _refuse(self, error: CannotShow) -> None:
        if error.reason is Reason.CLOSED:
            return
        if self._state is State.READY and self._text is None and self._open is not None:
            self.text_came.emit()
            return
        self._drop(keep_file=True)
        locked = error.reason is Reason.LOCKED
        self._become(State.LOCKED if locked else State.REFUSED, error.text)

    def _become(self, state: State, sentence: str = "") -> None:
        self._state, self._sentence = state, sentence
        self.changed.emit()

    def _drop(self, *, keep_file: bool = False) -> None:
        if self._open is not None:
            self._open.close()
        self._open = None
        self._text = None
        if not keep_file:
            self._file = None

"""What the shown resume tells, made ready for questions: its index for evidence, its facts for
proposals.

`ResumeView` fetches and reads; this follows it. As soon as a text is there, one thread makes both
out of it, and what came too late for the resume that is shown now is dropped. It also has the
resume read ahead, before anybody looks at its page: the file comes by a signed link, outside the
account's requests. It proposes nothing and knows no widget.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from gui.services.resume_view import ResumeView, State
from gui.services.session import Session
from gui.services.tasks import Tasks
from gui.services.workers import threaded

if TYPE_CHECKING:
    from gui.model.resume.document import ResumeText
    from gui.model.resume.evidence import ResumeIndex
    from gui.model.resume.facts import ResumeFacts

TASK: Final = "what the resume tells"
AHEAD_MS: Final = 400
"""How long a candidate is looked at before the resume is fetched unasked."""
LONGEST_MS: Final = 10_000
"""Between two looks at whether the line has become quiet."""


class ResumeKnowledge(QObject):
    """Signal: `changed()` when index and facts are of another resume, or there are none.

    `reads_ahead` tells whether the resume is fetched before somebody looks at it, `is_quiet`
    whether nothing else waits for the line; both are asked each time. `name` tells the second one
    of a program from the first.
    """

    changed = Signal()

    def __init__(
        self,
        view: ResumeView,
        tasks: Tasks,
        *,
        reads_ahead: Callable[[], bool] = lambda: True,
        is_quiet: Callable[[], bool] = lambda: True,
        ahead_ms: int = AHEAD_MS,
        name: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._task = f"{TASK}{name}"
        self._view = view
        self._tasks = tasks
        self._reads_ahead = reads_ahead
        self._is_quiet = is_quiet
        self._text: ResumeText | None = None
        self._index: ResumeIndex | None = None
        self._facts: ResumeFacts | None = None
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead_ms = ahead_ms
        self._ahead.timeout.connect(self._read_ahead)
        view.changed.connect(self._follow)
        view.text_came.connect(self._follow)
        self._follow()

    @property
    def session(self) -> Session | None:
        """Whose resume it is."""
        return self._view.session

    @property
    def index(self) -> ResumeIndex | None:
        """Where values stand in the resume that is shown; None until its text is read."""
        return self._index

    @property
    def facts(self) -> ResumeFacts | None:
        """What was found in it; there together with `index`."""
        return self._facts

    def look_again(self) -> None:
        """Reading ahead was turned on: the candidate in front is read too."""
        self._follow()

    # --- inside ----------------------------------------------------------------------------

    def _follow(self) -> None:
        if self._view.state is not State.WAITING or not self._reads_ahead():
            self._ahead.stop()
        else:
            # Another candidate begins the time anew: one who walks on costs nothing.
            self._ahead.start(self._ahead_ms)
        text = self._view.text
        if text is self._text:
            return
        self._text = text
        self._tasks.cancel(self._task)
        if self._index is not None:
            self._index = self._facts = None
            self.changed.emit()
        if text is not None:
            self._tasks.start(self._learn(text), name=TASK, key=self._task)

    def _read_ahead(self) -> None:
        if self._view.state is State.WAITING and self._reads_ahead():
            if self._is_quiet():
                self._view.want()
            else:
                self._ahead.start(min(2 * self._ahead.interval(), LONGEST_MS))

    async def _learn(self, text: ResumeText) -> None:
        """Makes both in a thread; it goes on unheard when it is no longer wanted."""
        session = self._view.session
        record = session.current if session is not None else None
        first = str(record.get("firstname") or "") if record is not None else ""
        last = str(record.get("lastname") or "") if record is not None else ""
        made = await threaded(lambda: _learned(text, first, last), name="resume knowledge")
        if text is self._text:
            self._index, self._facts = made
            self.changed.emit()


def _learned(text: ResumeText, first: str, last: str) -> tuple[ResumeIndex, ResumeFacts]:
    """Both out of a text; `first` and `last` are the record's names.

    What knows how resumes are read, tables and patterns in a dozen languages, takes as long to
    load as the window does: it is loaded here, in the thread, and with it what only picking and
    proposing want, since the person comes to them next.
    """
    from gui.model.resume import evidence, facts, picking, proposals  # noqa: F401

    return evidence.ResumeIndex(text), facts.facts_of(text, first=first, last=last)

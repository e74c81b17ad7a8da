"""What is known of a resume, said by a test: stands in for the service that reads a file."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gui.model.resume.document import ResumeText
from gui.model.resume.facts import ResumeFacts, facts_of
from gui.services.session import Session
from tests.helpers.plain_resumes import flowing

_NAMES = (("first", "firstname"), ("last", "lastname"))


class Known(QObject):
    """Knows nothing until it is told a resume's text."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._session: Session | None = None
        self._facts: ResumeFacts | None = None

    @property
    def session(self) -> Session | None:
        return self._session

    @property
    def facts(self) -> ResumeFacts | None:
        return self._facts

    def tell(self, session: Session | None, text: str | None) -> None:
        """The resume of a candidate was read; None: there is none, or not yet."""
        self.tell_of(session, flowing(text) if text is not None else None)

    def tell_of(self, session: Session | None, resume: ResumeText | None) -> None:
        """The same of one that was read from a file."""
        self._session = session
        names = (
            {name: session.baseline.get(key) for name, key in _NAMES} if session is not None else {}
        )
        shown = {name: value for name, value in names.items() if isinstance(value, str)}
        self._facts = facts_of(resume, **shown) if resume is not None else None
        self.changed.emit()

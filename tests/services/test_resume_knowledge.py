"""What the resume tells is made off the window's thread, for the resume that is shown, and ahead
of time only when nobody else waits."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gui.model.draft import Draft
from gui.model.record import Record
from gui.model.resume import facts
from gui.model.resume.document import ResumeText
from gui.model.resume.facts import ResumeFacts, facts_of
from gui.model.values import Place
from gui.services.attachments import Attachments
from gui.services.preview import Pictures
from gui.services.reading import Reader
from gui.services.resume_files import ResumeFiles
from gui.services.resume_knowledge import ResumeKnowledge
from gui.services.resume_view import ResumeView, State
from gui.services.session import Session
from gui.services.stored_files import StoredFiles
from gui.services.tasks import Tasks
from tests.helpers.files import Stored, record
from tests.helpers.harness import Aio
from tests.helpers.wait import until

RESUMES = Path(__file__).parents[2] / "resources" / "sandbox" / "resumes"
PAGES = (RESUMES / "torkel-havsang.pdf").read_bytes()
FLOWING = (RESUMES / "kwabena-darkoh-ellis.docx").read_bytes()


class Stage:
    """Real files, a real reader and both services behind a service that is answered for."""

    def __init__(self, folder: Path) -> None:
        self.errors: list[BaseException] = []
        self.tasks = Tasks(lambda _name, error: self.errors.append(error))
        self.service = Stored(resume_file=PAGES)
        self.reader = Reader(keep_spare=False)
        attachments = Attachments()
        stored = StoredFiles(self.service, Pictures(), folder)
        self.view = ResumeView(ResumeFiles(stored, attachments), self.reader, self.tasks)
        self.ahead = False
        self.quiet = True
        self.asked = 0
        self.knowledge = ResumeKnowledge(
            self.view,
            self.tasks,
            reads_ahead=lambda: self.ahead,
            is_quiet=self._is_quiet,
            ahead_ms=1,
        )
        self.changes: list[bool] = []
        self.knowledge.changed.connect(
            lambda: self.changes.append(self.knowledge.facts is not None)
        )

    def _is_quiet(self) -> bool:
        self.asked += 1
        return self.quiet

    def open(self, shown: Record | None = None) -> Session:
        session = Session(Draft(shown or record()), account="harbour")
        self.view.show_session(session)
        return session

    @property
    def is_known(self) -> bool:
        return self.knowledge.index is not None and self.knowledge.facts is not None

    async def known(self) -> None:
        await until(lambda: self.is_known, what="the resume is known")


@pytest.fixture
def stage(qapp: QApplication, tmp_path: Path, aio: Aio) -> Iterator[Stage]:
    stage = Stage(tmp_path)
    yield stage
    stage.view.close()
    stage.reader.close()
    aio.run(stage.tasks.aclose())
    assert stage.errors == []


@pytest.mark.parametrize(("data", "name"), [(PAGES, "Torkel"), (FLOWING, "Kwabena")])
async def test_a_read_resume_can_be_asked(stage: Stage, data: bytes, name: str) -> None:
    stage.service.resume_file = data
    session = stage.open(record(name=name))
    assert stage.knowledge.session is session
    assert not stage.is_known
    stage.view.want()
    await stage.known()
    assert stage.changes == [True]
    index, facts = stage.knowledge.index, stage.knowledge.facts
    assert index is not None
    assert facts is not None
    span = index.of(Place("firstname"), session.current).spans[0]
    assert facts.text[span.start : span.stop].casefold() == name.casefold()


async def test_it_is_worked_out_beside_the_windows_thread(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []

    def noted(text: ResumeText, *, first: str, last: str) -> ResumeFacts:
        threads.append(threading.current_thread())
        return facts_of(text, first=first, last=last)

    monkeypatch.setattr(facts, "facts_of", noted)
    stage.open()
    stage.view.want()
    await stage.known()
    assert threads
    assert threading.main_thread() not in threads


async def test_what_comes_too_late_is_dropped(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = threading.Event()
    begun = threading.Event()

    def slow(text: ResumeText, *, first: str, last: str) -> ResumeFacts:
        begun.set()
        go.wait(5)
        return facts_of(text, first=first, last=last)

    monkeypatch.setattr(facts, "facts_of", slow)
    stage.open()
    stage.view.want()
    await until(begun.is_set, what="the work is under way")
    stage.view.show_session(None)
    go.set()
    await until(lambda: not stage.tasks._live, what="all tasks are done")
    assert not stage.is_known
    assert stage.changes == []
    stage.service.resume_file = FLOWING
    stage.open()
    stage.view.want()
    await stage.known()
    assert stage.knowledge.facts is not None
    assert "Kwabena" in stage.knowledge.facts.text


async def test_nothing_of_the_one_before_is_left_with_the_next_candidate(stage: Stage) -> None:
    stage.open()
    stage.view.want()
    await stage.known()
    stage.open()
    assert stage.knowledge.index is None
    assert stage.knowledge.facts is None
    assert stage.changes == [True, False]


async def test_it_is_read_ahead_only_when_that_is_wanted(stage: Stage) -> None:
    stage.open()
    await until(lambda: not stage.knowledge._ahead.isActive())
    assert stage.view.state is State.WAITING
    assert stage.asked == 0
    stage.ahead = True
    stage.knowledge.look_again()
    await stage.known()
    assert stage.service.fetched == ["resume"]


async def test_reading_ahead_waits_until_the_line_is_quiet(stage: Stage) -> None:
    stage.ahead, stage.quiet = True, False
    stage.open()
    await until(lambda: stage.asked > 2, what="it was asked several times")
    assert stage.service.fetched == []
    stage.quiet = True
    await stage.known()

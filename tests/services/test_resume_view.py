"""Which resume is shown beside the form: fetched when wanted, read, switched, remembered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gui.decoder import protocol as say
from gui.errors import ConnectionFailed
from gui.model.draft import Draft
from gui.model.record import Record
from gui.services.attachments import Attachments
from gui.services.preview import Pictures
from gui.services.reading import CannotShow, FirstLook, OpenResume, PageSize, Reader, Reason
from gui.services.resume_files import ResumeFiles, Source
from gui.services.resume_spots import ResumeSpots, Spot
from gui.services.resume_view import ResumeView, State
from gui.services.session import Session
from gui.services.staging import Staging
from gui.services.stored_files import StoredFiles
from gui.services.tasks import Tasks
from gui.workable.transport import FILE_CAP
from tests.helpers import sample_files as sample
from tests.helpers.files import Stored, record
from tests.helpers.harness import Aio
from tests.helpers.wait import until

RESUMES = Path(__file__).parents[2] / "resources" / "sandbox" / "resumes"
PAGES = (RESUMES / "torkel-havsang.pdf").read_bytes()
OTHER = RESUMES / "kwabena-darkoh-ellis.docx"


class Stage:
    """A view of real files, behind a service that is answered for."""

    def __init__(self, folder: Path) -> None:
        self.errors: list[BaseException] = []
        self.tasks = Tasks(lambda _name, error: self.errors.append(error))
        self.service = Stored(resume_file=PAGES)
        self.attachments = Attachments()
        self.staging = Staging(self.attachments)
        self.reader = Reader(keep_spare=False)
        stored = StoredFiles(self.service, Pictures(), folder)
        self.view = ResumeView(ResumeFiles(stored, self.attachments), self.reader, self.tasks)
        self.states: list[State] = []
        self.view.changed.connect(lambda: self.states.append(self.view.state))

    def open(self, shown: Record | None = None) -> Session:
        session = Session(Draft(shown or record()), account="harbour")
        self.view.show_session(session)
        return session

    def state(self) -> State:
        return self.view.state

    async def quiet(self) -> None:
        await until(lambda: not self.tasks._live, what="all tasks are done")
        assert self.errors == []


@pytest.fixture
def stage(qapp: QApplication, tmp_path: Path, aio: Aio) -> Iterator[Stage]:
    stage = Stage(tmp_path)
    yield stage
    stage.view.close()
    stage.reader.close()
    aio.run(stage.tasks.aclose())


async def test_nothing_is_fetched_before_somebody_wants_to_see_it(stage: Stage) -> None:
    stage.open()
    await stage.quiet()
    assert stage.state() is State.WAITING
    assert stage.service.fetched == []
    stage.view.want()
    assert stage.state() is State.LOADING
    await stage.quiet()
    assert stage.state() is State.READY
    assert stage.view.document is not None
    assert len(stage.view.document.pages) == 5
    assert stage.view.text is not None
    assert "Torkel" in stage.view.text.text
    assert stage.service.fetched == ["resume"]
    assert stage.view.name == "Osei CV.pdf"


async def test_nobody_and_no_resume_are_told_apart(stage: Stage) -> None:
    assert stage.state() is State.NOBODY
    stage.open(record(files=False))
    stage.view.want()
    assert stage.state() is State.NONE
    assert stage.view.sources == ()


async def test_pages_can_be_seen_before_their_text_is_read(stage: Stage) -> None:
    had_text: list[bool] = []
    stage.view.changed.connect(lambda: had_text.append(stage.view.text is not None))
    came: list[int] = []
    stage.view.text_came.connect(lambda: came.append(len(had_text)))
    stage.open()
    stage.view.want()
    await stage.quiet()
    assert stage.states[-1] is State.READY
    assert had_text[-1] is False
    assert came == [len(had_text)]


@pytest.mark.parametrize(
    ("data", "state", "said"),
    [
        (sample.pdf(password="secret"), State.LOCKED, "password"),
        (sample.doc(encrypted=True), State.REFUSED, "PDF, Word or RTF"),
        (b"%PDF-1.4 junk" * 40, State.REFUSED, "damaged"),
        (b"MZ" * 200, State.REFUSED, "PDF, Word or RTF"),
    ],
)
async def test_what_cannot_be_shown_is_said(
    stage: Stage, data: bytes, state: State, said: str
) -> None:
    stage.service.resume_file = data
    stage.open()
    stage.view.want()
    await stage.quiet()
    assert stage.state() is state
    assert said in stage.view.sentence
    assert stage.view.document is None


async def test_a_large_stored_resume_is_read_like_any_other(stage: Stage) -> None:
    """A scan of 12 MB, more than can be sent: it came to the service by other ways."""
    stage.service.resume_file = PAGES + b"\n%" + bytes(12_000_000)
    stage.open()
    stage.view.want()
    await stage.quiet()
    assert stage.state() is State.READY
    assert stage.view.text is not None
    assert "Torkel" in stage.view.text.text


async def test_as_much_is_read_as_is_fetched(stage: Stage) -> None:
    """What the reader does not take is told as too much, also when it is asked for again."""
    assert say.MAX_BYTES - say.FORM_BYTES == FILE_CAP
    stage.service.resume_file = PAGES.ljust(FILE_CAP + 1)
    stage.open()
    stage.view.want()
    for _again in range(2):
        await stage.quiet()
        assert stage.state() is State.REFUSED
        assert "too much memory" in stage.view.sentence
        assert stage.view.can_open_outside
        stage.view.retry()
    await stage.quiet()


async def test_what_could_not_be_fetched_can_be_tried_again(stage: Stage) -> None:
    stage.service.resume_file = ConnectionFailed("The service cannot be reached.")
    stage.open()
    stage.view.want()
    await stage.quiet()
    assert stage.state() is State.FAILED
    assert "cannot be reached" in stage.view.sentence
    stage.service.resume_file = PAGES
    stage.view.retry()
    await stage.quiet()
    assert stage.state() is State.READY


async def test_a_staged_resume_is_shown_and_the_stored_one_fetched_once(stage: Stage) -> None:
    session = stage.open()
    stage.view.want()
    await stage.quiet()
    await stage.staging.stage_bytes(session, OTHER.name, OTHER.read_bytes())
    assert stage.view.source is Source.STAGED
    await stage.quiet()
    assert stage.view.sources == (Source.STORED, Source.STAGED)
    assert stage.view.text is not None
    assert stage.view.text.text.startswith("Kwabena")
    stage.view.choose(Source.STORED)
    await stage.quiet()
    assert stage.view.text is not None
    assert stage.view.text.text.startswith("Torkel")
    assert stage.service.fetched == ["resume"]


async def test_undoing_the_staged_one_leads_back_to_the_stored(stage: Stage) -> None:
    session = stage.open()
    stage.view.want()
    await stage.staging.stage_bytes(session, OTHER.name, OTHER.read_bytes())
    await stage.quiet()
    session.undo()
    await stage.quiet()
    assert stage.view.source is Source.STORED
    assert stage.view.sources == (Source.STORED,)
    assert stage.view.text is not None
    assert stage.view.text.text.startswith("Torkel")


async def test_the_place_is_remembered_for_each_candidate(stage: Stage) -> None:
    stage.open(record("1a"))
    stage.view.want()
    await stage.quiet()
    stage.view.remember(Spot(3.25, 1.5))
    stage.open(record("2b"))
    stage.view.want()
    await stage.quiet()
    assert stage.view.spot == Spot()
    # The link is another one at each reading; the resume is the same.
    again = record("1a")
    again = replace(again, facts=replace(again.facts, resume_url="https://files.example.com/new"))
    stage.open(again)
    stage.view.want()
    await stage.quiet()
    assert stage.view.spot == Spot(3.25, 1.5)


async def test_a_late_answer_for_another_candidate_is_dropped(stage: Stage) -> None:
    stage.open(record("1a"))
    stage.view.want()
    await until(lambda: stage.service.fetched == ["resume"], what="it is asked for")
    stage.open(record("2b", files=False))
    await stage.quiet()
    assert stage.state() is State.NONE
    assert stage.view.document is None


async def test_a_resume_that_gives_way_to_another_while_it_is_opened_is_closed(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, opened = stage.reader.start, list[OpenResume]()

    def noted(data: bytes, media: str, first: FirstLook | None = None) -> OpenResume:
        opened.append(start(data, media, first))
        return opened[-1]

    monkeypatch.setattr(stage.reader, "start", noted)
    session = stage.open(record(files=False))
    stage.view.want()
    await stage.staging.stage_bytes(session, "a.pdf", PAGES)
    assert (len(opened), stage.state()) == (1, State.LOADING), "it is handed over at once"
    await stage.staging.stage_bytes(session, OTHER.name, OTHER.read_bytes())
    await stage.quiet()
    assert len(opened) == 2
    assert stage.view.document is opened[1]
    with pytest.raises(CannotShow) as error:
        await opened[0].ready()
    assert error.value.reason is Reason.CLOSED


class Memory:
    """Stands for the disk."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], dict[str, Spot]] = {}

    async def spots(self, account: str, candidate_id: str) -> dict[str, Spot]:
        return dict(self.kept.get((account, candidate_id), {}))

    def keep(self, account: str, candidate_id: str, resume: str, spot: Spot) -> None:
        self.kept.setdefault((account, candidate_id), {})[resume] = spot


async def test_the_place_is_kept_by_hash_and_found_by_the_next_program(
    stage: Stage, tmp_path: Path
) -> None:
    memory = Memory()
    for number in range(2):
        stored = StoredFiles(stage.service, Pictures(), tmp_path / str(number))
        view = ResumeView(
            ResumeFiles(stored, stage.attachments),
            stage.reader,
            stage.tasks,
            spots=ResumeSpots(memory),
        )
        view.show_session(Session(Draft(record()), account="harbour"))
        view.want()
        await until(lambda: view.state is State.READY)  # noqa: B023
        if number == 0:
            assert view.spot == Spot()
            view.remember(Spot(2.5, 1.25))
        else:
            assert view.spot == Spot(2.5, 1.25)
        view.close()
    (sign,) = memory.kept["harbour", "1a2b"]
    assert "Osei" not in sign


async def test_what_was_never_scrolled_is_not_kept(stage: Stage, tmp_path: Path) -> None:
    memory = Memory()
    stored = StoredFiles(stage.service, Pictures(), tmp_path / "more")
    view = ResumeView(
        ResumeFiles(stored, stage.attachments), stage.reader, stage.tasks, spots=ResumeSpots(memory)
    )
    view.show_session(Session(Draft(record()), account="harbour"))
    view.want()
    await until(lambda: view.state is State.READY)
    view.remember(Spot())
    view.close()
    assert memory.kept == {}


async def test_where_one_was_is_looked_up_before_the_first_page_is_chosen(
    stage: Stage, tmp_path: Path
) -> None:
    """A resume that the disk may know is not drawn from its beginning meanwhile."""
    memory, looked = Memory(), list[tuple[int, Spot]]()

    def looks(pages: tuple[PageSize, ...], spot: Spot) -> tuple[int, float]:
        looked.append((len(pages), spot))
        return 0, 1.0

    for number in range(2):
        stored = StoredFiles(stage.service, Pictures(), tmp_path / str(number))
        files, spots = ResumeFiles(stored, stage.attachments), ResumeSpots(memory)
        view = ResumeView(files, stage.reader, stage.tasks, spots=spots)
        view.draw_first(lambda: looks)
        view.show_session(Session(Draft(record()), account="harbour"))
        view.want()
        await until(lambda: view.state is State.READY)  # noqa: B023
        view.remember(Spot(2.5, 1.25))
        view.close()
        # A machine that is busy elsewhere may have the file before it has the place: then nothing
        # is drawn ahead, and never what is known to be wrong.
        assert set(looked) <= {(5, Spot(2.5, 1.25) if number else Spot())}
        looked.clear()

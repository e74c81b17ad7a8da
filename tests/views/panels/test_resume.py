"""The resume beside the form, driven by mouse and keys: read, searched, selected, picked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QContextMenuEvent, QDesktopServices, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from gui.errors import ConnectionFailed
from gui.model.draft import Draft
from gui.model.record import Record
from gui.services.attachments import Attachments
from gui.services.notices import Notices
from gui.services.preview import Pictures
from gui.services.reading import FirstLook, OpenResume, PageImage, PageSize, Reader
from gui.services.resume_files import ResumeFiles, Source
from gui.services.resume_spots import ResumeSpots, Spot
from gui.services.resume_view import ResumeView, State
from gui.services.session import Session
from gui.services.staging import Staging
from gui.services.stored_files import StoredFiles
from gui.services.tasks import Tasks
from gui.views.panels import resume as resume_module
from gui.views.panels.resume import Picked, ResumePanel
from gui.views.panels.resume_foot import Say
from gui.views.panels.resume_paper import PaperSheet, Wish
from gui.views.panels.resume_sheet import MarkKind
from gui.views.panels.resume_viewer import ResumeViewer
from gui.views.text import Label
from gui.views.theme import Look, Theme
from tests.helpers import sample_files as sample
from tests.helpers.files import Stored, record
from tests.helpers.harness import Aio
from tests.helpers.wait import until
from tests.helpers.widgets import shown

RESUMES = Path(__file__).parents[3] / "resources" / "sandbox" / "resumes"
LONG = "torkel-havsang.pdf"
COLUMNS = "jasper-van-der-meulen.pdf"
TABLE = "kwabena-darkoh-ellis.docx"
SCAN = "beatriz-albuquerque-serpa.pdf"


class Stage:
    """The panel in a window, real but for the service's answers."""

    def __init__(self, folder: Path) -> None:
        self.errors: list[BaseException] = []
        self.tasks = Tasks(lambda _name, error: self.errors.append(error))
        self.service = Stored()
        self.attachments = Attachments()
        self.reader = Reader(keep_spare=False)
        stored = StoredFiles(self.service, Pictures(), folder)
        files, spots = ResumeFiles(stored, self.attachments), ResumeSpots()
        self.view = ResumeView(files, self.reader, self.tasks, spots=spots)
        beside = ResumeView(files, self.reader, self.tasks, spots=spots, only=Source.STORED)
        self.beside = beside
        self.panel = ResumePanel(self.view, self.tasks, Notices(), beside=beside)
        self.canvas = self.panel.main.canvas
        self.picked: list[Picked] = []
        self.clicked: list[int] = []
        self.panel.picked.connect(self.picked.append)
        self.panel.word_clicked.connect(self.clicked.append)
        self.window = QWidget()
        column = QVBoxLayout(self.window)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)
        self.window.resize(560, 700)

    async def open(self, file: str = LONG, shown_record: Record | None = None) -> Session:
        self.service.resume_file = (RESUMES / file).read_bytes()
        session = Session(Draft(shown_record or record()))
        self.view.show_session(session)
        if not self.window.isVisible():
            await shown(self.window)
        await self.quiet()
        return session

    async def quiet(self) -> None:
        await until(
            lambda: not self.tasks._live and not self.canvas._laying.isActive(), what="all is done"
        )
        assert self.errors == []

    @property
    def text(self) -> str:
        assert self.view.text is not None
        return self.view.text.text

    def find(self, words: str) -> range:
        start = self.text.index(words)
        return range(start, start + len(words))

    def middle(self, words: str) -> QPoint:
        """Where words stand in the viewport, as they are seen now."""
        span = self.find(words)
        assert self.canvas.sheet is not None
        rect = self.canvas.sheet.rects(span.start, span.stop)[0]
        return self.canvas._seen(rect).center().toPoint()

    def edge(self, words: str, *, end: bool) -> QPoint:
        span = self.find(words)
        assert self.canvas.sheet is not None
        rect = self.canvas._seen(self.canvas.sheet.rects(span.start, span.stop)[0])
        return QPoint(round(rect.right() if end else rect.left()), round(rect.center().y()))

    def selected(self) -> str:
        span = self.canvas.selection
        return self.text[span.start : span.stop]

    def key(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        held = Qt.KeyboardModifier.NoModifier
        for each in modifiers:
            held |= each
        QTest.keyClick(self.canvas, key, held)

    def seen(self) -> str:
        return "\n".join(
            label.text()
            for label in self.panel.findChildren(Label)
            if label.isVisible() and label.text()
        )

    def grab(self) -> QImage:
        return self.canvas.viewport().grab().toImage()


@pytest.fixture
def stage(theme: Theme, tmp_path: Path, aio: Aio) -> Iterator[Stage]:
    stage = Stage(tmp_path / "viewed")
    yield stage
    stage.view.close()
    stage.window.hide()
    stage.window.deleteLater()
    stage.reader.close()
    aio.run(stage.tasks.aclose())


SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


# --- seeing -------------------------------------------------------------------------------------


async def test_pages_have_their_place_before_their_pictures_come(stage: Stage) -> None:
    tops: list[float] = []

    def note() -> None:
        sheet = stage.canvas.sheet
        if isinstance(sheet, PaperSheet):
            tops.append(sheet.page_rect(4).top())

    stage.view.changed.connect(note)
    stage.view.text_came.connect(note)
    await stage.open()
    note()
    assert len(tops) >= 3
    assert len(set(tops)) == 1
    assert "1 of 5" in stage.seen()


async def test_the_page_that_is_looked_at_is_drawn_and_far_ones_are_let_go(stage: Stage) -> None:
    await stage.open()
    sheet = stage.canvas.sheet
    assert isinstance(sheet, PaperSheet)
    first = set(sheet._whole)
    assert first == {0, 1}
    dark = [
        stage.grab().pixelColor(x, stage.middle("Torkel Havsäng").y()).lightness()
        for x in range(40, 300)
    ]
    assert min(dark) < 120
    stage.canvas.verticalScrollBar().setValue(stage.canvas.verticalScrollBar().maximum())
    await stage.quiet()
    assert set(sheet._whole) == {3, 4}
    assert "5 of 5" in stage.seen()


@pytest.mark.parametrize("spot", [Spot(), Spot(3.4, 1.0), Spot(0.0, 4.0)])
async def test_what_is_drawn_ahead_is_what_is_looked_at_first(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, spot: Spot
) -> None:
    """Before the pages are laid out, and at the very scale: else it is drawn twice."""
    await stage.open()
    stage.view.remember(spot)
    start, put = stage.reader.start, stage.canvas.put_image
    wanted, got = list[tuple[int, float] | None](), list[Wish]()

    def noted(data: bytes, media: str, first: FirstLook | None = None) -> OpenResume:
        assert first is not None

        def told(pages: tuple[PageSize, ...]) -> tuple[int, float] | None:
            wanted.append(first(pages))
            return wanted[-1]

        return start(data, media, told)

    def noted_put(wish: Wish, image: PageImage | None) -> None:
        got.append(wish)
        put(wish, image)

    monkeypatch.setattr(stage.reader, "start", noted)
    monkeypatch.setattr(stage.canvas, "put_image", noted_put)
    stage.view.retry()
    await stage.quiet()
    assert [(got[0].number, got[0].scale)] == wanted
    assert got[0].piece is None


async def test_a_large_zoom_is_drawn_in_tiles_and_memory_stays_small(stage: Stage) -> None:
    await stage.open()
    sheet = stage.canvas.sheet
    assert isinstance(sheet, PaperSheet)
    stage.canvas.set_zoom(4.0)
    await stage.quiet()
    for _step in range(12):
        stage.key(Qt.Key.Key_PageDown)
        await stage.quiet()
    assert sheet._tiles
    assert sheet.kept_bytes < 20_000_000
    assert stage.canvas.next_wish() is None


async def test_zoom_by_button_key_and_fit(stage: Stage) -> None:
    await stage.open()
    fitted = stage.canvas.zoom
    QTest.mouseClick(stage.panel.bar.in_button, Qt.MouseButton.LeftButton)
    assert stage.canvas.zoom > fitted
    assert not stage.panel.bar.fit_button.isChecked()
    stage.canvas.setFocus()
    stage.key(Qt.Key.Key_Minus, CTRL)
    stage.key(Qt.Key.Key_Minus, CTRL)
    assert stage.canvas.zoom < fitted
    stage.key(Qt.Key.Key_0, CTRL)
    assert stage.canvas.zoom == fitted
    assert f"{round(fitted * 100)} %" in stage.seen()
    await stage.quiet()


async def test_fitted_the_page_is_as_wide_as_there_is_room(stage: Stage) -> None:
    await stage.open()
    sheet = stage.canvas.sheet
    assert isinstance(sheet, PaperSheet)
    for width in (560, 431, 700):
        stage.window.resize(width, 700)
        await stage.quiet()
        room = stage.canvas.viewport().width()
        assert room > width - 40
        page = sheet.page_rect(0)
        assert (page.left(), page.width()) == (0, room), "nothing beside it, nothing cut off"
        assert stage.canvas.horizontalScrollBar().maximum() == 0
    stage.canvas.set_zoom(4.0)
    assert sheet.page_rect(0).left() > 0, "enlarged it has an edge to be seen"
    await stage.quiet()


async def test_page_and_zoom_come_back_with_the_candidate(stage: Stage) -> None:
    await stage.open(LONG, record("1a"))
    stage.canvas.set_zoom(1.5)
    bar = stage.canvas.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    where = bar.value()
    await stage.quiet()
    await stage.open(COLUMNS, record("2b"))
    assert stage.canvas.is_fitted
    assert bar.value() == 0
    await stage.open(LONG, record("1a"))
    assert stage.canvas.zoom == 1.5
    assert abs(bar.value() - where) <= 2


async def test_the_end_of_the_resume_is_reached_by_a_key(stage: Stage) -> None:
    await stage.open(LONG)
    stage.canvas.setFocus()
    stage.key(Qt.Key.Key_End, CTRL)
    assert "5 of 5" in stage.seen()
    stage.key(Qt.Key.Key_Home, CTRL)
    assert "1 of 5" in stage.seen()


async def test_a_scan_is_shown_and_says_that_it_has_no_text(stage: Stage) -> None:
    await stage.open(SCAN)
    assert "This resume is a picture: it has no text to pick, but here it is." in stage.seen()
    sheet = stage.canvas.sheet
    assert isinstance(sheet, PaperSheet)
    assert 0 in sheet._whole
    stage.canvas.setFocus()
    QTest.mouseClick(stage.canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    stage.key(Qt.Key.Key_Down)
    assert stage.canvas.verticalScrollBar().value() > 0
    assert stage.clicked == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (sample.pdf(password="secret"), "A password protects this resume"),
        (b"%PDF-1.4 junk" * 40, "it is damaged"),
        (ConnectionFailed("The service cannot be reached."), "The service cannot be reached."),
    ],
)
async def test_what_cannot_be_shown_is_said(
    stage: Stage, data: bytes | Exception, said: str
) -> None:
    await stage.open()
    stage.service.resume_file = data
    stage.view.show_session(Session(Draft(record("2b"))))
    await stage.quiet()
    assert said in stage.seen()
    assert not stage.canvas.isVisible()


async def test_no_resume_and_no_candidate(stage: Stage) -> None:
    await stage.open(LONG, record(files=False))
    assert "No resume" in stage.seen()
    stage.view.show_session(None)
    assert "Open a candidate to see the resume." in stage.seen()


async def test_stored_and_staged_are_switched(stage: Stage) -> None:
    session = await stage.open()
    bar = stage.panel.bar
    assert not bar.stored_button.isVisible()
    data = (RESUMES / TABLE).read_bytes()
    await Staging(stage.attachments).stage_bytes(session, TABLE, data)
    await stage.quiet()
    assert stage.text.startswith("Kwabena")
    assert bar.staged_button.isChecked()
    QTest.mouseClick(bar.stored_button, Qt.MouseButton.LeftButton)
    await stage.quiet()
    assert stage.text.startswith("Torkel")
    assert not bar.staged_button.isChecked()


async def both(stage: Stage, width: int = 560) -> ResumeViewer:
    """The stored resume beside a staged one; the viewer of the stored one."""
    stage.window.resize(width, 700)
    session = await stage.open()
    data = (RESUMES / COLUMNS).read_bytes()
    await Staging(stage.attachments).stage_bytes(session, COLUMNS, data)
    await stage.quiet()
    QTest.mouseClick(stage.panel.bar.both_button, Qt.MouseButton.LeftButton)
    await stage.quiet()
    assert stage.panel.pair.other is not None
    return stage.panel.pair.other.viewer


def words(label: Label) -> str:
    return label.text() if label.isVisible() else ""


async def test_both_are_seen_each_under_its_name(stage: Stage) -> None:
    stored = await both(stage)
    staged, bar, pair = stage.panel.main, stage.panel.bar, stage.panel.pair
    assert bar.both_button.isChecked()
    assert not bar.staged_button.isChecked()
    assert stored.canvas.isVisible()
    assert staged.canvas.isVisible()
    assert stored.view.text is not None
    assert stored.view.text.text.startswith("Torkel")
    assert "Jasper" in stage.text
    seen = [
        (words(each.caption.which), words(each.caption.name), words(each.caption.page))
        for each in (pair.other, pair.main)
        if each is not None
    ]
    assert seen == [("Stored", "Osei CV.pdf", "5 pages"), ("Staged", COLUMNS, "1 page")]
    assert (
        stored.canvas.mapTo(stage.window, QPoint()).y()
        < staged.canvas.mapTo(stage.window, QPoint()).y()
    ), "one over the other where there is no room beside"
    QTest.mouseClick(bar.stored_button, Qt.MouseButton.LeftButton)
    await stage.quiet()
    assert not stored.canvas.isVisible()
    assert stage.text.startswith("Torkel")
    assert not pair.main.caption.isVisible()
    assert stage.beside.document is None, "its process is ended"


async def test_one_step_after_the_other_shows_staged_both_and_stored(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(resume_module, "announce", lambda _widget, text: said.append(text))
    await both(stage)
    bar, panel = stage.panel.bar, stage.panel
    QTest.mouseClick(bar.staged_button, Qt.MouseButton.LeftButton)
    shown = []
    for _step in range(3):
        panel.show_next()
        await stage.quiet()
        buttons = (bar.stored_button, bar.staged_button, bar.both_button)
        shown.append(next(each.text() for each in buttons if each.isChecked()))
    assert shown == ["Both", "Stored", "Staged"]
    assert said == [
        "The stored resume beside the staged one",
        "The resume that the service has",
        "The resume that goes with the next send",
    ]


async def test_both_stand_side_by_side_where_there_is_room(stage: Stage) -> None:
    stored = await both(stage, 1040)
    staged = stage.panel.main
    assert stored.mapTo(stage.window, QPoint()).y() == staged.mapTo(stage.window, QPoint()).y()
    assert abs(stored.width() - staged.width()) < 10
    stage.window.resize(560, 700)
    await until(lambda: stored.width() == staged.width() > 500, what="one over the other")
    await stage.quiet()


async def test_what_is_picked_zoomed_and_searched_is_where_one_was_last(stage: Stage) -> None:
    stored = await both(stage)
    staged, panel = stage.panel.main, stage.panel
    QTest.keySequence(staged.canvas, "Ctrl+A")
    assert panel.selected == staged.selected
    assert staged.canvas.selection
    stored.canvas.setFocus()
    await until(lambda: panel.canvas is stored.canvas)
    assert not staged.canvas.selection, "nothing is selected in two places"
    QTest.keySequence(stored.canvas, "Ctrl+A")
    stage.picked.clear()
    QTest.keyClick(stored.canvas, Qt.Key.Key_Return)
    assert [picked.text[:6] for picked in stage.picked] == ["Torkel"]
    before = staged.canvas.zoom
    QTest.mouseClick(panel.bar.in_button, Qt.MouseButton.LeftButton)
    assert (stored.canvas.is_fitted, staged.canvas.zoom) == (False, before)
    stored.canvas.select(0, 0)
    QTest.keyClick(stored.canvas, Qt.Key.Key_Slash)
    QTest.keyClicks(panel.search.input, "Torkel")
    assert stored.canvas.marked(MarkKind.FOUND)
    assert not staged.canvas.marked(MarkKind.FOUND)
    staged.canvas.setFocus()
    await until(lambda: panel.search.isHidden(), what="the search was the other one's")
    assert not stored.canvas.marked(MarkKind.FOUND)
    await stage.quiet()


async def test_both_ends_with_the_staged_one_and_comes_back_with_it(stage: Stage) -> None:
    stored = await both(stage)
    session = stage.view.session
    assert session is not None
    stored.canvas.setFocus()
    session.undo()
    await stage.quiet()
    assert not stored.isVisible()
    assert stage.panel.canvas is stage.canvas
    assert stage.text.startswith("Torkel")
    assert not stage.panel.bar.both_button.isVisible()
    session.redo()
    await stage.quiet()
    assert stored.canvas.isVisible()
    assert "Jasper" in stage.text
    assert stage.service.fetched == ["resume"], "it was fetched once for all of this"


class Viewer(QObject):
    """Stands for the system's viewer."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


async def test_the_file_opens_in_the_systems_viewer(stage: Stage) -> None:
    viewer = Viewer()
    QDesktopServices.setUrlHandler("file", viewer, "open")  # type: ignore[arg-type]  # the stub asks for bytes, Qt does not
    try:
        await stage.open()
        QTest.mouseClick(stage.panel.bar.open_button, Qt.MouseButton.LeftButton)
        await stage.quiet()
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert [path.read_bytes() for path in viewer.opened] == [(RESUMES / LONG).read_bytes()]


# --- flowing text -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "file", [TABLE, "juergen-weissmueller.rtf", "rosalind-achterberg.doc", "noa-bar-maagan.docx"]
)
async def test_every_character_of_a_flowing_document_has_its_place(stage: Stage, file: str) -> None:
    await stage.open(file)
    sheet = stage.canvas.sheet
    assert sheet is not None
    assert not isinstance(sheet, PaperSheet)
    for at, char in enumerate(stage.text):
        if not char.isspace():
            (box,) = sheet.rects(at, at + 1)
            assert box.width() > 0, (at, char)
            assert box.left() >= 0
            assert box.right() <= sheet.width


async def test_cells_of_a_table_stand_side_by_side(stage: Stage) -> None:
    await stage.open(TABLE)
    left, right = stage.middle("Phone"), stage.middle("+31 20 555 0161")
    assert abs(left.y() - right.y()) <= 1
    assert right.x() > left.x()
    assert stage.middle("Order Picker").x() > stage.middle("02/2015").x()


async def test_headings_are_larger_and_lists_are_indented(stage: Stage) -> None:
    await stage.open(TABLE)
    assert stage.canvas.sheet is not None
    heading = stage.canvas.sheet.rects(*_ends(stage.find("Education")))[0]
    item = stage.canvas.sheet.rects(*_ends(stage.find("HACCP")))[0]
    assert heading.height() > item.height()
    assert item.left() > heading.left() + 8


async def test_markup_in_a_resume_stays_text(stage: Stage) -> None:
    evil = rb"{\rtf1\ansi <b>Bold</b> <img src=file:///etc/passwd> \u-10179?\u-8704? end\par}"
    stage.service.resume_file = evil
    stage.view.show_session(Session(Draft(record())))
    await shown(stage.window)
    await stage.quiet()
    assert "<img src=file:///etc/passwd>" in stage.text
    assert stage.canvas.sheet is not None
    span = stage.find("end")
    assert stage.canvas.sheet.rects(*_ends(span))
    QTest.mouseDClick(stage.canvas.viewport(), Qt.MouseButton.LeftButton, pos=stage.middle("end"))
    assert stage.selected() == "end"


def _ends(span: range) -> tuple[int, int]:
    return span.start, span.stop


# --- selecting ----------------------------------------------------------------------------------


@pytest.mark.parametrize("file", [COLUMNS, TABLE])
async def test_a_drag_selects_and_enter_picks(stage: Stage, file: str) -> None:
    await stage.open(file)
    words = "Planner inland" if file == COLUMNS else "Warehouse team"
    viewport = stage.canvas.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=stage.edge(words, end=False))
    QTest.mouseMove(viewport, stage.edge(words, end=True))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=stage.edge(words, end=True))
    assert stage.selected() == words
    assert stage.clicked == []
    assert f"“{words}”" in stage.seen()
    stage.canvas.setFocus()
    stage.key(Qt.Key.Key_Return)
    assert stage.picked == [Picked(stage.find(words), words)]
    stage.panel.show_target("Use in Headline")
    assert stage.panel.foot.use_button.accessibleName() == "Use in Headline"
    QTest.mouseClick(stage.panel.foot.use_button, Qt.MouseButton.LeftButton)
    assert len(stage.picked) == 2


async def test_without_a_field_in_front_the_button_asks_for_one(stage: Stage) -> None:
    await stage.open(COLUMNS)
    others: list[Picked] = []
    stage.panel.other_asked.connect(others.append)
    span = stage.find("Planner inland")
    stage.canvas.select(span.start, span.stop)
    button = stage.panel.foot.use_button
    assert button.accessibleName() == "Use as…"
    assert stage.panel.foot.other_button.isHidden()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert others == [Picked(span, "Planner inland")]
    assert stage.picked == []
    stage.panel.show_target("Use in Headline")
    QTest.mouseClick(stage.panel.foot.other_button, Qt.MouseButton.LeftButton)
    assert len(others) == 2


async def test_the_context_menu_has_it_too_by_pointer_and_by_key(stage: Stage) -> None:
    await stage.open(COLUMNS)
    stage.panel.show_target("Use in Headline")
    span = stage.find("Planner inland")
    stage.canvas.select(span.start, span.stop)
    QTest.mouseClick(
        stage.canvas.viewport(), Qt.MouseButton.RightButton, pos=stage.middle("Planner inland")
    )
    assert stage.selected() == "Planner inland"
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        where = stage.middle("Planner inland")
        event = QContextMenuEvent(reason, where, stage.canvas.viewport().mapToGlobal(where))
        QApplication.sendEvent(stage.canvas.viewport(), event)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        actions = {action.text(): action for action in menu.actions()}
        assert list(actions)[:3] == ["Use in Headline", "Use as…", "Copy"]
        actions["Use in Headline"].trigger()
        menu.close()
    assert stage.picked == [Picked(span, "Planner inland")] * 2


async def test_what_became_of_a_pick_is_said_until_another_field_is_in_front(
    stage: Stage,
) -> None:
    await stage.open(COLUMNS)
    taken: list[bool] = []
    stage.panel.offer_taken.connect(lambda: taken.append(True))
    span = stage.find("Planner inland")
    stage.canvas.select(span.start, span.stop)
    stage.panel.say(Say("Phone: 010 555.", "check", "added", "text"), "Use +31 10 555")
    assert stage.selected() == ""
    assert "Phone: 010 555." in stage.seen()
    QTest.mouseClick(stage.panel.foot.offer_button, Qt.MouseButton.LeftButton)
    assert taken == [True]
    stage.panel.show_evidence([span], (), Say("In the resume: Headline", "check"))
    assert "Phone: 010 555." in stage.seen()
    stage.panel.show_target("Use in Headline")
    assert "Phone: 010 555." not in stage.seen()
    assert "In the resume: Headline" in stage.seen()
    assert stage.panel.foot.offer_button.isHidden()


async def test_what_is_selected_can_be_carried_to_another_place(stage: Stage) -> None:
    await stage.open(COLUMNS)
    carried: list[tuple[Picked, QPoint]] = []
    over: list[QPoint] = []
    ended: list[bool] = []
    stage.panel.dropped.connect(lambda picked, where: carried.append((picked, where)))
    stage.panel.dragged.connect(lambda _picked, where: over.append(where))
    stage.panel.drag_ended.connect(lambda: ended.append(True))
    viewport, start = stage.canvas.viewport(), stage.middle("Maashaven")
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=start)
    stage.canvas._pointer._double_timer.stop()
    away = QPoint(-80, 60)
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(viewport, away)
    assert over == [viewport.mapToGlobal(away)]
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=away)
    assert carried == [(Picked(stage.find("Maashaven"), "Maashaven"), viewport.mapToGlobal(away))]
    assert ended == [True]
    assert stage.selected() == "Maashaven"
    # Given up by Esc, and a mere click on it takes the selection back.
    stage.canvas.setFocus()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(viewport, away)
    stage.key(Qt.Key.Key_Escape)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=away)
    assert len(carried) == 1
    assert ended == [True, True]
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=start)
    assert stage.selected() == ""


async def test_a_drag_in_one_column_does_not_take_the_other(stage: Stage) -> None:
    await stage.open(COLUMNS)
    viewport = stage.canvas.viewport()
    start, end = stage.edge("Vaardigheden", end=False), stage.edge("AIS data", end=True)
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    assert "Vaardigheden" in stage.selected()
    assert "AIS data" in stage.selected()
    assert "Werkervaring" not in stage.selected()


@pytest.mark.parametrize("file", [COLUMNS, TABLE])
async def test_double_click_takes_a_word_and_triple_click_a_line(stage: Stage, file: str) -> None:
    await stage.open(file)
    word, line = (
        ("barges", "Plans barges the way other people play chess: three moves")
        if file == COLUMNS
        else ("team", "Warehouse team lead, cold chain")
    )
    viewport, where = stage.canvas.viewport(), stage.middle(word)
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=where)
    assert stage.selected() == word
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=where)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=where)
    assert stage.selected() == line


async def test_the_caret_moves_and_selects_by_keys(stage: Stage) -> None:
    await stage.open(COLUMNS)
    stage.canvas.setFocus()
    stage.key(Qt.Key.Key_Home, CTRL)
    stage.key(Qt.Key.Key_Right, CTRL, SHIFT)
    assert stage.selected() == "Jasper "
    stage.key(Qt.Key.Key_End, SHIFT)
    assert stage.selected() == "Jasper van der Meulen"
    stage.key(Qt.Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == "Jasper van der Meulen"
    stage.key(Qt.Key.Key_Down)
    stage.key(Qt.Key.Key_Home)
    stage.key(Qt.Key.Key_End, SHIFT)
    assert stage.selected() == "Planner inland shipping"
    stage.key(Qt.Key.Key_Escape)
    assert stage.selected() == ""
    stage.key(Qt.Key.Key_End, CTRL, SHIFT)
    assert stage.selected().endswith("B, groot vaarbewijs")


async def test_a_click_on_a_word_tells_where_and_one_beside_tells_nothing(stage: Stage) -> None:
    await stage.open(COLUMNS)
    viewport = stage.canvas.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=stage.middle("Maashaven"))
    await until(lambda: stage.clicked, what="the click is told")
    assert len(stage.clicked) == 1
    assert stage.clicked[0] in stage.find("Maashaven")
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(30, 600))
    assert not stage.canvas._pointer._click_timer.isActive()


async def test_the_first_half_of_a_double_click_leads_nowhere(stage: Stage) -> None:
    await stage.open(COLUMNS)
    viewport, where = stage.canvas.viewport(), stage.middle("Maashaven")
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=where)
    assert stage.canvas._pointer._click_timer.isActive()
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=where)
    assert stage.selected() == "Maashaven"
    assert not stage.canvas._pointer._click_timer.isActive()
    assert stage.clicked == []


# --- searching ----------------------------------------------------------------------------------


async def test_search_counts_and_steps_through_the_pages(stage: Stage) -> None:
    await stage.open()
    stage.canvas.setFocus()
    QTest.keyClicks(stage.canvas, "/")
    line = stage.panel.search.input
    assert line.hasFocus()
    QTest.keyClicks(line, "CYLINDER")
    count = stage.text.lower().count("cylinder")
    assert f"1 of {count}" in stage.seen()
    for _step in range(4):
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert f"5 of {count}" in stage.seen()
    assert stage.canvas.shows(stage.canvas.marked(MarkKind.HERE)[0])
    QTest.keyClick(line, Qt.Key.Key_Return, SHIFT)
    assert f"4 of {count}" in stage.seen()
    for _step in range(4):
        QTest.keyClick(line, Qt.Key.Key_Return, SHIFT)
    assert f"{count} of {count}" in stage.seen()
    assert stage.canvas.shows(stage.canvas.marked(MarkKind.HERE)[0])
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert not stage.panel.search.isVisible()
    assert stage.canvas.hasFocus()
    assert stage.selected().lower() == "cylinder"
    assert stage.canvas.marked(MarkKind.FOUND) == ()
    await stage.quiet()


async def test_what_is_not_there_is_not_found(stage: Stage) -> None:
    await stage.open()
    stage.panel.open_search()
    QTest.keyClicks(stage.panel.search.input, "submarine")
    assert "not found" in stage.seen()


# --- evidence -----------------------------------------------------------------------------------


@pytest.mark.parametrize("look", [Look.LIGHT, Look.DARK])
@pytest.mark.parametrize("file", [COLUMNS, TABLE])
async def test_evidence_is_outlined(stage: Stage, theme: Theme, look: Look, file: str) -> None:
    theme.choose(look)
    await stage.open(file)
    words = "Maashaven 212, Rotterdam" if file == COLUMNS else "Vriesweg 8, Rotterdam"
    before = stage.grab()
    stage.panel.show_evidence([stage.find(words)])
    after = stage.grab()
    where = stage.edge(words, end=True)
    changed = [
        x
        for x in range(where.x() - 20, where.x() + 5)
        if before.pixelColor(x, where.y()) != after.pixelColor(x, where.y())
    ]
    assert len(changed) > 10
    stage.panel.show_evidence([])
    assert stage.grab() == before


async def test_evidence_scrolls_only_when_none_of_it_is_seen(stage: Stage) -> None:
    await stage.open()
    stage.panel.bar.open_button.setFocus()
    near, far = stage.find("Båtsmansgränd"), range(len(stage.text) - 10, len(stage.text))
    stage.panel.show_evidence([far, near])
    assert stage.canvas.verticalScrollBar().value() == 0
    stage.panel.show_evidence([far])
    assert stage.canvas.verticalScrollBar().value() > 0
    assert stage.canvas.shows(far)
    assert not stage.canvas.hasFocus()
    await stage.quiet()


# --- names --------------------------------------------------------------------------------------


async def test_names_that_scripts_rely_on(stage: Stage) -> None:
    await stage.open()
    panel = stage.panel
    assert panel.accessibleName() == "Resume"
    assert panel.canvas.accessibleName() == "Resume text"
    assert panel.bar.open_button.accessibleName() == "Open in viewer…"
    assert panel.bar.fit_button.accessibleName() == "Fit width"
    assert panel.search.input.accessibleName() == "Search in the resume"
    assert panel.foot.use_button.accessibleName() == "Use as…"
    assert panel.foot.other_button.accessibleName() == "Use as…"
    assert stage.view.state is State.READY

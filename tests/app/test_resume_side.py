"""The resume beside the form in the whole program: values are shown where they stand, text goes
from it into fields, by mouse alone and by keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit, QWidget

from gui.model import edits
from gui.model.fields import Tab
from gui.model.resume.kinds import DayOrder
from gui.model.values import Place, entries
from gui.services.resume_targets import Target
from gui.services.resume_view import State
from gui.services.settings import READ_AHEAD
from gui.views.actions import Act
from gui.views.dialogs.split import SplitDialog
from gui.views.panels.resume_sheet import MarkKind
from gui.views.panels.resume_use import UseAs
from gui.views.panels.side import Side
from tests.helpers.program import Hands, running
from tests.helpers.wait import until

pytestmark = pytest.mark.usefixtures("qapp")

JASPER = "Jasper van der Meulen"
JOBS = "experience_entries"
LEFT = Qt.MouseButton.LeftButton
RESUMES = Path(__file__).parents[2] / "resources" / "sandbox" / "resumes"


class Desk:
    """A person with the resume of one candidate beside the form."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.program = hands.program
        self.panel = hands.program.resume
        self.canvas = hands.program.resume.canvas

    async def open(self, name: str) -> None:
        row = next(row for row in self.program.list.rows if row.name == name)
        await self.hands.open(row.id)
        self.program.window.show_side(Side.RESUME)
        await self.known()

    async def known(self) -> None:
        side = self.program.resume_side
        await until(lambda: side.knowledge.index is not None, what="the resume is known")
        await until(lambda: not self.canvas._laying.isActive())

    def find(self, words: str) -> range:
        text = self.program.resume_view.text
        assert text is not None
        start = text.text.index(words)
        return range(start, start + len(words))

    def point(self, words: str, *, at: float = 0.5) -> QPoint:
        """Where words stand in the viewport: their middle, or nearer to one of their ends."""
        span, sheet = self.find(words), self.canvas.sheet
        assert sheet is not None
        self.canvas.reveal(span)
        rect = self.canvas._seen(sheet.rects(span.start, span.stop)[0])
        return QPoint(round(rect.left() + rect.width() * at), round(rect.center().y()))

    def select(self, first: str, last: str | None = None) -> None:
        """Drags from the beginning of some words to the end of others."""
        viewport = self.canvas.viewport()
        start, end = self.find(first), self.find(last or first)
        sheet = self.canvas.sheet
        assert sheet is not None
        self.canvas.reveal(start)
        one = self.canvas._seen(sheet.rects(start.start, start.stop)[0])
        other = self.canvas._seen(sheet.rects(end.start, end.stop)[-1])
        press = QPoint(round(one.left()) + 1, round(one.center().y()))
        release = QPoint(round(other.right()), round(other.center().y()))
        QTest.mousePress(viewport, LEFT, pos=press)
        QTest.mouseMove(viewport, release)
        QTest.mouseRelease(viewport, LEFT, pos=release)
        assert self.canvas.selection == range(start.start, end.stop)

    def carry(self, target: QWidget, at: QPoint | None = None) -> None:
        """Drags what is selected over a widget; `drop` lets it go there."""
        span, sheet = self.canvas.selection, self.canvas.sheet
        assert sheet is not None
        rect = self.canvas._seen(sheet.rects(span.start, span.stop)[0])
        viewport = self.canvas.viewport()
        start = QPoint(round(rect.left()) + 3, round(rect.center().y()))
        QTest.mousePress(viewport, LEFT, pos=start)
        self.over(target, at)

    def over(self, target: QWidget, at: QPoint | None = None) -> None:
        where = target.mapToGlobal(at or target.rect().center())
        self._last = self.canvas.viewport().mapFromGlobal(where)
        QTest.mouseMove(self.canvas.viewport(), self._last)

    def drop(self) -> None:
        QTest.mouseRelease(self.canvas.viewport(), LEFT, pos=self._last)

    def line(self, name: str) -> QLineEdit:
        return self.hands.named(name, QLineEdit)

    def marked(self) -> list[str]:
        text = self.program.resume_view.text
        assert text is not None
        return [text.text[s.start : s.stop] for s in self.canvas.marked(MarkKind.EVIDENCE)]

    def value(self, key: str) -> object:
        return self.hands.session.value(key)

    async def took(self, words: str) -> None:
        await until(lambda: words in self.hands.words, what=f"{words!r} is said")

    def last_step(self) -> str:
        return self.hands.session.draft.steps[0][-1].label


async def split_dialog() -> SplitDialog:
    found = await until(
        lambda: [one for one in QApplication.topLevelWidgets() if isinstance(one, SplitDialog)],
        what="the split",
    )
    return found[0]


# --- evidence -----------------------------------------------------------------------------------


async def test_the_value_of_the_field_in_front_is_outlined_as_it_is_typed(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        desk = Desk(hands)
        await desk.open(JASPER)
        desk.line("Email").setFocus()
        await until(lambda: desk.marked() == ["j.vandermeulen@example.net"])
        await desk.took("In the resume: Email")
        QTest.keyClicks(desk.line("Email"), "x")
        await desk.took("Not in the resume: Email")
        assert desk.marked() == []
        QTest.keyClick(desk.line("Email"), Qt.Key.Key_Backspace)
        await desk.took("In the resume: Email")
        QTest.keySequence(desk.line("Email"), "Ctrl+A")
        QTest.keyClick(desk.line("Email"), Qt.Key.Key_Delete)
        await until(lambda: "resume: Email" not in hands.words, what="nothing is said of nothing")


async def test_a_click_on_a_word_leads_to_its_field_and_another_to_the_next(
    tmp_path: Path,
) -> None:
    async with running(tmp_path / "profile") as hands:
        desk = Desk(hands)
        await desk.open(JASPER)
        viewport = desk.canvas.viewport()
        QTest.mouseClick(viewport, LEFT, pos=desk.point("Maashaven"))
        await until(lambda: hands.program.form.current_place() == Place("address"))
        assert hands.focus is desk.line("Address")
        QTest.mouseClick(viewport, LEFT, pos=desk.point("Assistant planner"))
        await until(lambda: hands.program.form.current_tab is Tab.EXPERIENCE)
        place = hands.program.form.current_place()
        assert place is not None
        assert (place.key, place.field) == (JOBS, "title")
        QTest.mouseClick(viewport, LEFT, pos=desk.point("Rijbewijs"))
        await desk.took("“Rijbewijs” stands in no field.")
        assert hands.program.form.current_place() == place


async def test_a_value_is_outlined_in_both_resumes_and_a_word_of_either_leads_to_its_field(
    tmp_path: Path,
) -> None:
    async with running(tmp_path / "profile") as hands:
        desk, program = Desk(hands), hands.program
        await desk.open(JASPER)
        stored = program.resume_view.text
        assert stored is not None
        # Dropped while the resume is read, the new one is shown at once.
        data = (RESUMES / "torkel-havsang.pdf").read_bytes()
        await program.staging.stage_bytes(hands.session, "new.pdf", data)
        await until(lambda: program.resume_view.text not in (None, stored), what="it is shown")
        assert program.window.side.page is Side.RESUME
        QTest.mouseClick(desk.panel.bar.both_button, LEFT)
        await until(lambda: program.resume_beside.text is not None, what="both are seen")
        assert desk.panel.pair.other is not None
        beside = desk.panel.pair.other.viewer.canvas
        beside.setFocus()
        QTest.keyClick(beside, Qt.Key.Key_Tab)
        assert hands.focus is desk.panel.pair.main.viewer.canvas, "Tab goes on as one reads"
        # What comes later does not move a resume that is being read.
        await until(lambda: program.offering.offers.is_known, what="it is known what is offered")
        desk.line("Address").setFocus()

        def in_stored() -> list[range]:
            # Of the field before, the marks stay until the other one is looked up.
            found = beside.marked(MarkKind.EVIDENCE)
            return [each for each in found if "Maashaven" in stored.text[each.start : each.stop]]

        (span,) = await until(in_stored, what="it stands in the stored one")
        assert len(beside.marked(MarkKind.EVIDENCE)) == 1
        assert beside.shows(span)
        # In the staged one it is what that offers instead.
        await until(
            lambda: desk.marked() == ["Båtsmansgränd 2, Göteborg"], what="it is shown there"
        )
        QTest.keyClicks(desk.line("Address"), "x")
        await desk.took("Not in the staged resume: Address")
        email = str(hands.session.value("email"))
        start = stored.text.index(email)
        assert beside.sheet is not None
        rect = beside._seen(beside.sheet.rects(start, start + len(email))[0])
        QTest.mouseClick(beside.viewport(), LEFT, pos=rect.center().toPoint())
        await until(lambda: program.form.current_place() == Place("email"), what="it is led there")
        assert desk.panel.canvas is beside


async def test_where_one_had_read_on_stays_although_the_field_in_front_stands_elsewhere(
    tmp_path: Path,
) -> None:
    profile = tmp_path / "profile"
    async with running(profile) as hands:
        desk = Desk(hands)
        await desk.open("Torkel Havsäng")
        desk.canvas.setFocus()
        QTest.keySequence(desk.canvas, "Ctrl+End")
        where = desk.canvas.spot
        assert where.position > 3
        await desk.open(JASPER)
        await desk.open("Torkel Havsäng")
        await until(hands.program.form.current_place, what="a field is in front")
        await desk.took("In 6 places of the resume: First name")
        assert abs(desk.canvas.spot.position - where.position) < 0.01
    async with running(profile) as hands:
        desk = Desk(hands)
        await desk.open("Torkel Havsäng")
        assert abs(desk.canvas.spot.position - where.position) < 0.01
        desk.line("Email").setFocus()
        await until(lambda: desk.canvas.spot.position < 1, what="the field leads to its value")


# --- picking ------------------------------------------------------------------------------------


async def test_by_mouse_a_selection_goes_into_the_field_in_front(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        desk = Desk(hands)
        await desk.open(JASPER)
        QTest.mouseClick(desk.line("Headline"), LEFT)
        desk.select("Assistant planner")
        hands.click("Use in Headline")
        await desk.took("Headline: Assistant planner.")
        assert desk.value("headline") == "Assistant planner"
        assert desk.last_step() == "Take Headline from the resume"
        assert desk.line("Headline").text() == "Assistant planner"
        assert not desk.canvas.selection
        assert hands.focus is desk.canvas
        hands.press("Ctrl+Z")
        assert desk.value("headline") == "Planner inland shipping"


async def test_by_keys_alone_from_field_to_resume_and_back(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        desk = Desk(hands)
        await desk.open(JASPER)
        hands.program.window.show_side(Side.CHANGES)
        desk.line("Headline").setFocus()
        hands.press("Ctrl+R")
        assert hands.program.window.side.page is Side.RESUME
        assert hands.focus is desk.canvas
        QTest.keyClicks(desk.canvas, "/")
        QTest.keyClicks(hands.focus, "assistant pl")
        QTest.keyClick(hands.focus, Qt.Key.Key_Escape)
        assert hands.focus is desk.canvas
        QTest.keySequence(desk.canvas, "Shift+End")
        QTest.keyClick(desk.canvas, Qt.Key.Key_Return)
        await desk.took("Headline: Assistant planner.")
        hands.press("Ctrl+R")
        assert desk.line("Headline").hasFocus()
        span = desk.find("Maashaven 212")
        desk.canvas.select(span.start, span.stop)
        hands.press("Ctrl+I")
        await desk.took("Headline: Maashaven 212.")
        assert desk.line("Headline").hasFocus()


async def test_any_field_is_found_by_its_name(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        desk = Desk(hands)
        await desk.open(JASPER)
        session = hands.session
        session.edit(lambda draft: edits.set_value(draft, "phone", ""))
        desk.line("Headline").setFocus()
        span = desk.find("+31 10 555 0174")
        desk.canvas.select(span.start, span.stop)
        hands.press("Ctrl+Shift+I")
        popup = await until(lambda: hands.window.findChild(UseAs), what="the list")
        assert popup is not None
        assert popup.current is not None
        assert popup.current.name == "Phone"  # what the selection is made for comes first
        QTest.keyClicks(popup.line, "la")
        assert popup.current.name == "Last name"
        QTest.keyClick(popup.line, Qt.Key.Key_Backspace)
        QTest.keyClick(popup.line, Qt.Key.Key_Backspace)
        QTest.keyClicks(popup.line, "pho")
        QTest.keyClick(popup.line, Qt.Key.Key_Return)
        await desk.took("Phone: +31 10 555 0174.")
        assert desk.value("phone") == "+31 10 555 0174"


async def test_what_the_field_does_not_take_is_said_and_nothing_is_changed(
    tmp_path: Path,
) -> None:
    async with running(tmp_path / "profile") as hands:
        desk = Desk(hands)
        await desk.open(JASPER)
        desk.line("Email").setFocus()
        hands.press("Ctrl+I")
        await desk.took("Select some text in the resume first.")
        span = desk.find("Assistant planner")
        desk.canvas.select(span.start, span.stop)
        hands.press("Ctrl+I")
        await desk.took("There is no e-mail address in the selection.")
        assert not hands.session.draft.is_dirty


async def test_a_drag_shows_which_field_takes_it_and_which_does_not(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        desk = Desk(hands)
        await desk.open(JASPER)
        mark = hands.program.resume_side.drop.mark
        desk.select("Assistant planner")
        desk.carry(desk.line("Address"))
        assert mark.isVisible()
        assert (mark.text, mark.takes) == ("Use in Address", True)
        consent = hands.program.form.page.findChild(QWidget, "row.texting_consent")
        assert consent is not None
        hands.program.form.page.bring_into_view(consent)
        desk.over(consent)
        assert (mark.text, mark.takes) == ("Texting consent takes no text", False)
        assert desk.canvas.viewport().cursor().shape() is Qt.CursorShape.ForbiddenCursor
        desk.drop()
        assert not mark.isVisible()
        assert not hands.session.draft.is_dirty
        desk.carry(desk.line("Headline"))
        desk.drop()
        await desk.took("Headline: Assistant planner.")
        assert desk.value("headline") == "Assistant planner"
        desk.select("Delta Overslag")
        desk.carry(desk.line("Headline"))
        QTest.keyClick(desk.canvas, Qt.Key.Key_Escape)
        assert not mark.isVisible()
        desk.drop()
        assert desk.value("headline") == "Assistant planner"


async def test_skills_become_several_chips_by_a_drag_over_the_tab(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        desk = Desk(hands)
        await desk.open(JASPER)
        session = hands.session
        session.edit(lambda draft: edits.set_value(draft, "skills", ("German",)))
        desk.select("berth planning", "AIS data")
        bar = hands.program.form.tabs.tabBar()
        desk.carry(bar, bar.tabRect(4).center())
        await until(lambda: hands.program.form.current_tab is Tab.TAGS)
        row = hands.program.form.page.findChild(QWidget, "row.skills")
        assert row is not None
        desk.over(row)
        desk.drop()
        await desk.took("Took 3 skills: berth planning, Dutch, AIS data. Already there: German.")
        assert desk.value("skills") == ("German", "berth planning", "Dutch", "AIS data")
        assert desk.last_step() == "Take 3 skills from the resume"


async def test_a_block_becomes_a_job_in_one_step_after_a_look(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        desk = Desk(hands)
        await desk.open(JASPER)
        session = hands.session
        session.edit(lambda draft: edits.set_value(draft, JOBS, ()))
        hands.program.form.show_tab(Tab.EXPERIENCE)
        start, end = desk.find("Assistant planner"), desk.find("Berth planning for dry bulk.")
        desk.canvas.select(start.start, end.stop)
        desk.carry(hands.program.form.page.area.viewport())
        desk.drop()
        dialog = await split_dialog()
        title = hands.named("Title", QLineEdit, dialog)
        assert title.text() == "Assistant planner"
        assert hands.named("Company", QLineEdit, dialog).text() == "Delta Overslag"
        assert hands.named("Start date", QLineEdit, dialog).text() == "2015-01-01"
        assert hands.named("End date", QLineEdit, dialog).text() == "2018-03-01"
        assert (
            hands.named("Summary", QPlainTextEdit, dialog).toPlainText()
            == "Berth planning for dry bulk."
        )
        title.setFocus()
        QTest.keyClick(title, Qt.Key.Key_End)
        QTest.keyClicks(title, "!")
        QTest.keyClick(title, Qt.Key.Key_Return)
        await desk.took("Took 1 job from the resume.")
        (job,) = entries(session.value(JOBS))
        assert dict(job.fields) == {
            "title": "Assistant planner!",
            "company": "Delta Overslag",
            "start_date": "2015-01-01",
            "end_date": "2018-03-01",
            "summary": "Berth planning for dry bulk.",
        }
        assert desk.last_step() == "Take job from the resume"
        hands.window.activateWindow()
        await until(lambda: QApplication.activeWindow() is hands.window)
        hands.press("Ctrl+Z", desk.canvas)
        assert entries(session.value(JOBS)) == ()


async def test_several_lines_over_an_entry_correct_it(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        desk = Desk(hands)
        await desk.open(JASPER)
        session = hands.session
        wrong = {"title": "Delta", "industry": "Ports"}
        ref = session.edit(lambda draft: edits.add_entry(draft, JOBS, wrong))
        hands.program.form.show_place(Place(JOBS, ref, "title"))
        start, end = desk.find("Assistant planner"), desk.find("Berth planning for dry bulk.")
        desk.canvas.setFocus()
        desk.canvas.select(start.start, end.stop)
        QTest.keyClick(desk.canvas, Qt.Key.Key_Return)
        dialog = await split_dialog()
        assert dialog.old_button is not None
        assert dialog.old_button.text() == "Correct “Delta”"
        QTest.keySequence(dialog, "Ctrl+Return")
        await desk.took("Took the job from the resume.")
        job = next(one for one in entries(session.value(JOBS)) if one.ref == ref)
        assert job.text("title") == "Assistant planner"
        assert job.text("company") == "Delta Overslag"
        assert job.text("industry") == "Ports"
        assert desk.last_step() == "Take job from the resume"


async def test_a_date_that_can_be_two_is_asked_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path / "profile") as hands:
        desk = Desk(hands)
        await desk.open(JASPER)
        session = hands.session
        ref = session.edit(lambda draft: edits.add_entry(draft, JOBS, {"title": "Mate"}))
        picking = hands.program.resume_side.picking
        place = Place(JOBS, ref, "start_date")
        monkeypatch.setattr(type(picking), "_order", property(lambda _self: DayOrder.UNKNOWN))
        picking.put("03/04/2011", Target(place))
        menu = await until(lambda: hands.window.findChild(QMenu, "which_date"), what="a question")
        assert menu is not None
        choices = [action.text() for action in menu.actions()]
        assert choices[0] == "Start date: which date is it?"
        assert len(choices) == 3
        QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)
        await until(lambda: session.draft.steps[0][-1].label == "Take Start date from the resume")
        job = next(one for one in entries(session.value(JOBS)) if one.ref == ref)
        assert job.text("start_date") in ("2011-03-04", "2011-04-03")


# --- reading ahead ------------------------------------------------------------------------------


async def test_the_resume_is_read_ahead_unless_that_is_turned_off(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        program = hands.program
        row = next(row for row in program.list.rows if row.name == JASPER)
        await hands.open(row.id)
        assert program.window.side.page is not Side.RESUME
        desk = Desk(hands)
        await desk.known()
        act = program.window.acts[Act.READ_AHEAD]
        assert act.isChecked()
        act.trigger()
        assert program.settings.get(READ_AHEAD) is False
        other = next(row for row in program.list.rows if row.name.startswith("Torkel"))
        await hands.open(other.id)
        await until(lambda: hands.session.record_id == other.id)
        assert program.resume_view.state is State.WAITING
        assert not program.resume_side.knowledge._ahead.isActive()
        act.trigger()
        await desk.known()

"""A wrongly parsed record is corrected and sent: by mouse, by keyboard, by picking alone.

Name, phone, two jobs and three skills, in the whole program against its sandbox; what is stored in
the end is compared with what the person's resume says. Nothing that the resume holds is typed, and
a watch over the program's events makes sure of "alone".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTabBar, QWidget

from gui.model.fields import Tab
from gui.model.values import words
from gui.services.offers import Offers
from gui.views.fields.row import row_of
from gui.views.offers.cards import OfferedCard
from gui.workable.wire import record_from_json
from tests.helpers.form import click_card
from tests.helpers.program import Hands, running
from tests.helpers.truth import Misread, misread, still_wrong
from tests.helpers.wait import until

pytestmark = pytest.mark.usefixtures("qapp")

IGNACIO = "ignacio-valdeverde-soto"
"""His names are cut where no program can know better: they have to be picked."""
MARISOL = "marisol-quintavalle"
"""Her resume is a Word file; one job is swapped, the other cut short with a wrong year."""
LEFT = Qt.MouseButton.LeftButton


class Used(QObject):
    """What came in of keys and of the mouse, and the letters that were typed."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: Counter[str] = Counter()
        self.typed = ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWidget):
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                self.counts["keys"] += 1
                if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                    self.typed += event.text() if event.text().isprintable() else ""
            elif event.type() == QEvent.Type.MouseButtonPress:
                self.counts["presses"] += 1
        return False


@contextmanager
def watched() -> Iterator[Used]:
    used = Used()
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(used)
    try:
        yield used
    finally:
        app.removeEventFilter(used)


class Recruiter:
    """A person with one of the dozen and the resume beside the form."""

    def __init__(self, hands: Hands, slug: str) -> None:
        self.hands = hands
        self.person: Misread = misread(slug)
        self.program = hands.program
        self.canvas = hands.program.resume.canvas

    @property
    def offers(self) -> Offers:
        return self.program.offering.offers

    async def reading(self) -> None:
        """Waits until the resume is shown, known, and its offers are made."""
        await until(lambda: self.offers.count, what="the resume offers something")
        knowledge = self.program.resume_side.knowledge
        await until(lambda: knowledge.index is not None and self.canvas.sheet is not None)
        await until(lambda: not self.canvas._laying.isActive())

    def text(self) -> str:
        text = self.program.resume_view.text
        assert text is not None
        return text.text

    def wrong(self) -> tuple[str, ...]:
        return still_wrong(self.hands.session.current, self.person.truth)

    async def said(self, words: str) -> None:
        await until(lambda: words in self.hands.words, what=f"{words!r} is said")

    async def has_skill(self, skill: str) -> None:
        await until(lambda: skill in words(self.hands.session.value("skills")), what=skill)

    async def stored(self) -> None:
        """The service holds what the resume says, and nothing of it was lost on the way."""
        await self.program.sending.settled(self.hands.session)
        record = record_from_json(self.hands.record(self.person.id))
        assert still_wrong(record, self.person.truth) == ()
        assert not self.hands.session.draft.is_dirty

    # --- the mouse -----------------------------------------------------------------------------

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        QTest.mouseClick(widget, LEFT, pos=at or widget.rect().center())

    def open_by_mouse(self) -> None:
        """Scrolls to the candidate in the list and presses it."""
        view = self.program.candidates.view
        rows = [row.id for row in self.program.list.rows]
        index = view.model().index(rows.index(self.person.id), 0)
        view.scrollTo(index)
        self.click(view.viewport(), view.visualRect(index).center())

    def show_tab_by_mouse(self, tab: Tab) -> None:
        bar = self.program.form.tabs.tabBar()
        self.click(bar, bar.tabRect(list(Tab).index(tab)).center())

    def show_resume_by_mouse(self) -> None:
        bar = self.hands.named("Side panel", QTabBar)
        at = next(at for at in range(bar.count()) if bar.tabText(at) == "Resume")
        self.click(bar, bar.tabRect(at).center())

    def drag_over(self, words: str) -> None:
        """Selects words in the resume by a drag from their beginning to their end."""
        start = self.text().index(words)
        sheet, viewport = self.canvas.sheet, self.canvas.viewport()
        assert sheet is not None
        self.canvas.reveal(range(start, start + len(words)))
        rects = [self.canvas._seen(one) for one in sheet.rects(start, start + len(words))]
        press = QPoint(round(rects[0].left()) + 1, round(rects[0].center().y()))
        release = QPoint(round(rects[-1].right()), round(rects[-1].center().y()))
        QTest.mousePress(viewport, LEFT, pos=press)
        QTest.mouseMove(viewport, release)
        QTest.mouseRelease(viewport, LEFT, pos=release)
        chosen = self.canvas.selection
        assert self.text()[chosen.start : chosen.stop] == words

    def carry_to(self, target: QWidget, at: QPoint | None = None) -> None:
        """Drags what is selected onto a widget and lets it go."""
        chosen, sheet = self.canvas.selection, self.canvas.sheet
        assert sheet is not None
        viewport = self.canvas.viewport()
        rect = self.canvas._seen(sheet.rects(chosen.start, chosen.stop)[0])
        QTest.mousePress(
            viewport, LEFT, pos=QPoint(round(rect.left()) + 3, round(rect.center().y()))
        )
        there = viewport.mapFromGlobal(target.mapToGlobal(at or target.rect().center()))
        QTest.mouseMove(viewport, there)
        QTest.mouseRelease(viewport, LEFT, pos=there)

    def offer_below(self, name: str) -> QPushButton:
        row = row_of(self.hands.named(name, QLineEdit))
        assert row is not None
        assert row.below.offer is not None
        assert row.below.offer.isVisible()
        return row.below.offer.button


async def test_by_mouse_alone(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        recruiter = Recruiter(hands, IGNACIO)
        with watched() as used:
            recruiter.open_by_mouse()
            await until(lambda: hands.program.desk.session, what="the candidate is open")
            await until(lambda: hands.session.record_id == recruiter.person.id)
            recruiter.show_resume_by_mouse()
            await recruiter.reading()
            assert recruiter.wrong()

            # The name is picked: no program can tell a given from a family name here.
            recruiter.drag_over("Ignacio")
            recruiter.carry_to(hands.named("First name", QLineEdit))
            await recruiter.said("First name: Ignacio.")
            recruiter.drag_over("Valdeverde Soto")
            recruiter.carry_to(hands.named("Last name", QLineEdit))
            await recruiter.said("Last name: Valdeverde Soto.")
            recruiter.click(recruiter.offer_below("Phone"))
            recruiter.show_tab_by_mouse(Tab.EXPERIENCE)
            await recruiter.offers.settled()
            for number in range(2):
                click_card(hands.program.form, number)
                (button,) = [
                    one
                    for one in hands.window.findChildren(QPushButton)
                    if one.isVisible() and one.accessibleName().startswith("Take all ")
                ]
                recruiter.click(button)
                await recruiter.offers.settled()
            assert not [one for one in hands.window.findChildren(OfferedCard) if one.isVisible()]
            recruiter.show_tab_by_mouse(Tab.TAGS)
            recruiter.click(hands.named("Add all 3", QPushButton))
            assert recruiter.wrong() == ()
            recruiter.click(hands.named("Send", QPushButton))
            await recruiter.stored()
        assert used.counts["keys"] == 0
        assert used.counts["presses"] < 20


async def test_by_keyboard_alone(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        recruiter = Recruiter(hands, IGNACIO)
        with watched() as used:
            await hands.open(recruiter.person.id)
            found = used.typed
            assert hands.named("First name", QLineEdit).hasFocus()
            hands.press("Ctrl+R")
            await recruiter.reading()
            assert recruiter.canvas.hasFocus()
            hands.press("Ctrl+Home")
            hands.press("Ctrl+Shift+Right")
            hands.press("Return")
            await recruiter.said("First name: Ignacio.")
            hands.press("Ctrl+R")
            assert hands.named("First name", QLineEdit).hasFocus()
            hands.press("Tab")
            assert hands.named("Last name", QLineEdit).hasFocus()
            hands.press("Ctrl+R")
            hands.press("Ctrl+Home")
            hands.press("Ctrl+Right")
            hands.press("Shift+End")
            hands.press("Return")
            await recruiter.said("Last name: Valdeverde Soto.")
            hands.press("Ctrl+R")
            await recruiter.offers.settled()

            # Phone, jobs and skills are offered: to the next difference, and take it.
            steps = 0
            while recruiter.offers.count and steps < 30:
                hands.press("F12")
                hands.press("Ctrl+.")
                await recruiter.offers.settled()
                steps += 1
            assert recruiter.wrong() == ()
            hands.press("Ctrl+S")
            await recruiter.stored()
        assert used.counts["presses"] == 0
        assert used.typed == found, "not a letter was typed after the candidate was found"


async def test_by_picking_alone(tmp_path: Path) -> None:
    """Not one offer is taken: every value is selected in the resume and put where it belongs."""
    async with running(tmp_path / "profile") as hands:
        recruiter = Recruiter(hands, MARISOL)
        with watched() as used:
            recruiter.open_by_mouse()
            await until(lambda: hands.program.desk.session, what="the candidate is open")
            recruiter.show_resume_by_mouse()
            await recruiter.reading()
            for said, name in (
                ("Marisol", "First name"),
                ("Quintavalle", "Last name"),
                ("+44 20 7946 0655", "Phone"),
            ):
                recruiter.drag_over(said)
                recruiter.carry_to(hands.named(name, QLineEdit))
                await recruiter.said(f"{name}: {said}.")
            await jobs_by_picking(recruiter)
            recruiter.show_tab_by_mouse(Tab.TAGS)
            row = hands.program.form.page.findChild(QWidget, "row.skills")
            assert row is not None
            for skill in ("interviewing", "onboarding", "rota planning"):
                recruiter.drag_over(skill)
                recruiter.carry_to(row)
                await recruiter.has_skill(skill)
            assert recruiter.wrong() == ()
            recruiter.click(hands.named("Send", QPushButton))
            await recruiter.stored()
        assert used.counts["keys"] == 0


async def jobs_by_picking(recruiter: Recruiter) -> None:
    """Opens one job after the other and drags title, company and dates into their fields."""
    hands = recruiter.hands
    recruiter.show_tab_by_mouse(Tab.EXPERIENCE)
    for number, values in enumerate(
        (
            {
                "Title": "Recruitment Coordinator",
                "Company": "Bluebell Care Homes",
                "Start date": "November 2021",
            },
            {"Company": "Upnor Boatworks", "End date": "October 2021"},
        )
    ):
        click_card(hands.program.form, number)
        for name, said in values.items():
            recruiter.drag_over(said)
            recruiter.carry_to(hands.named(name, QLineEdit))
            await recruiter.said(f"{name}: ")
            hands.program.window.status.say("")

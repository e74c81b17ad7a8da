"""What the resume offers, as it is seen in the form: one calm line, cards and chips to be added,
named for assistive technology, and nothing that moves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton

from gui.model.fields import Tab
from gui.model.record import Record
from gui.model.values import Entry, Place, entries, words
from gui.services.offers import Offers
from gui.services.session import Session
from gui.services.tasks import Tasks
from gui.views.fields.date import DateEditor
from gui.views.form import Form
from gui.views.offers.cards import OfferedCard
from gui.views.offers.chips import OfferedChip
from gui.views.offers.line import OfferLine
from gui.views.theme import Theme
from tests.helpers.form import (
    FormStage,
    amara,
    cards,
    described,
    entries_tab,
    focused,
    named,
    press,
    row_named,
    spoken,
    staged,
    titles,
    type_text,
    write,
)
from tests.helpers.knowledge import Known
from tests.helpers.plain_resumes import AMARA

JOBS = "experience_entries"
EMPTY = {"education_entries": (), JOBS: (), "social_profiles": (), "skills": ()}
JOB = {"title": "Supply Chain Analyst", "company": "Northgate", "start_date": "2019-03-01"}


@dataclass
class Desk:
    """The form with a resume beside it."""

    stage: FormStage
    known: Known
    offers: Offers
    session: Session

    @property
    def form(self) -> Form:
        return self.stage.form

    def line(self, name: str) -> OfferLine | None:
        """The offer at a field, if it is seen."""
        line = row_named(self.form, name).below.offer
        return line if line is not None and line.isVisible() else None

    def button(self, name: str) -> QPushButton:
        line = self.line(name)
        assert line is not None, f"nothing is offered for {name}"
        return line.button


@asynccontextmanager
async def beside(stage: FormStage, resume: str = AMARA, **values: Any) -> AsyncIterator[Desk]:
    """A record in the form, and what a resume offers for it."""
    errors: list[BaseException] = []
    tasks = Tasks(lambda _name, error: errors.append(error))
    known = Known()
    offers = Offers(known, tasks, wait_ms=10_000)
    stage.form.use_offers(offers)
    session = stage.open(record(**values))
    offers.follow(session)
    known.tell(session, resume)
    await offers.settled()
    yield Desk(stage, known, offers, session)
    offers.follow(None)
    await tasks.aclose()
    assert errors == []


def record(**values: Any) -> Record:
    return amara(**{**EMPTY, "phone": "1", "firstname": "Amara", "lastname": "Osei", **values})


def plain(tip: str) -> str:
    document = QTextDocument()
    document.setHtml(tip)
    return document.toPlainText()


def click(widget: Any) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


@pytest.fixture
def stage(theme: Theme) -> Any:
    with staged() as stage:
        yield stage


# --- below a field ------------------------------------------------------------------------------


async def test_an_offer_tells_what_it_would_put_in_how_sure_and_why(stage: FormStage) -> None:
    async with beside(stage) as desk:
        button = desk.button("Phone")
        assert button.text() == "Resume: 020 7946 0321"
        assert button.accessibleName() == "Resume, sure: 020 7946 0321"
        before, why = plain(button.toolTip()).split("\n")[:2]
        assert before == "Phone: 1 → 020 7946 0321"
        assert why.startswith("Sure: next to “Phone”")
        assert "Ctrl+.: Resume, sure: 020 7946 0321" in described(desk.form, "Phone")


async def test_a_less_sure_one_says_so_in_words(stage: FormStage) -> None:
    text = "Amara Osei\n\nAmara writes from 14 Harbour Road, Leith.\n"
    async with beside(stage, text, address=None) as desk:
        found = [
            row.below.offer.button
            for row in desk.form.page.binder.rows  # type: ignore[attr-defined]
            if row.below.offer is not None and row.below.offer.isVisible()
        ]
        unsure = [one for one in found if "sure:" not in one.accessibleName()]
        for one in unsure:
            assert one.words.startswith(("Resume, likely: ", "Resume, unsure: "))


async def test_a_click_takes_it_and_undo_brings_it_back(stage: FormStage) -> None:
    async with beside(stage) as desk:
        click(desk.button("Phone"))
        assert named(desk.form, "Phone", QLineEdit).text() == "020 7946 0321"
        assert desk.line("Phone") is None
        assert described(desk.form, "Phone") == "changed, was 1"
        await desk.offers.settled()
        stage.undo_action.trigger()
        await desk.offers.settled()
        assert not desk.session.draft.is_dirty
        assert desk.button("Phone").text() == "Resume: 020 7946 0321"


async def test_nothing_moves_when_an_offer_comes_or_goes(stage: FormStage) -> None:
    async with beside(stage) as desk:
        rows = desk.form.page.binder.rows  # type: ignore[attr-defined]
        seen = [row.geometry() for row in rows]
        desk.known.tell(desk.session, None)
        QApplication.processEvents()
        assert desk.line("Phone") is None
        assert [row.geometry() for row in rows] == seen


async def test_it_takes_the_place_of_a_hint_and_its_mend_and_gives_it_back(
    stage: FormStage,
) -> None:
    async with beside(stage, firstname="AMARA") as desk:
        row = row_named(desk.form, "First name")
        assert desk.button("First name").text() == "Resume: Amara"
        assert row.message.text() == ""
        assert row.below.fix is None or not row.below.fix.isVisible()
        line = desk.line("First name")
        assert line is not None
        click(line.close_button)
        assert desk.line("First name") is None
        assert row.message.text() == "Written in capitals only."
        assert row.below.fix is not None
        assert row.below.fix.isVisible()


async def test_an_error_stays_before_it(stage: FormStage) -> None:
    async with beside(stage, email="amara@example.org") as desk:
        desk.session.complain({Place("email"): "somebody has it"})
        row = row_named(desk.form, "Email")
        assert row.message.text() == "somebody has it"
        assert row.message.isVisible()
        assert desk.button("Email").accessibleName() == "Resume, sure: amara.osei@example.com"


async def test_a_keystroke_takes_the_offer_away(stage: FormStage) -> None:
    async with beside(stage) as desk:
        write(desk.form, "Phone", "2")
        assert desk.line("Phone") is None
        assert not desk.form.take_proposal()
        assert desk.session.value("phone") == "2"


async def test_other_forms_of_a_number_are_in_a_menu(stage: FormStage) -> None:
    async with beside(stage) as desk:
        line = desk.line("Phone")
        assert line is not None
        click(line.more)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert [action.text() for action in menu.actions()] == [
            "+44 20 7946 0321 · International form, United Kingdom"
        ]
        QTest.keyClick(menu, Qt.Key.Key_Return)
        assert desk.session.value("phone") == "+44 20 7946 0321"


async def test_a_date_that_can_be_read_in_two_ways_is_asked_about(stage: FormStage) -> None:
    text = "# Experience\nPlanner\nKajen Lines · 03/04/2011 – 05/06/2014\n"
    job = Entry("j", "j", {"title": "Planner", "company": "Kajen Lines"})
    async with beside(stage, text, experience_entries=(job,)) as desk:
        desk.form.show_tab(Tab.EXPERIENCE)
        offer = desk.offers.at(Place(JOBS, "j", "start_date"))
        assert offer is not None
        assert offer.question is not None
        button = desk.button("Start date")
        assert button.accessibleName().startswith("Resume, ")
        editor = row_named(desk.form, "Start date").editor
        assert isinstance(editor, DateEditor)
        editor.focus_editor()
        assert desk.form.take_proposal()
        assert desk.session.value(JOBS) == (job,), "nothing is guessed"
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert [action.text() for action in menu.actions()] == ["3 Apr 2011", "4 Mar 2011"]
        QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)
        (stored,) = entries(desk.session.value(JOBS))
        assert stored.text("start_date") == "2011-03-04"


async def test_a_record_that_cannot_be_edited_is_offered_nothing(stage: FormStage) -> None:
    async with beside(stage) as desk:
        row = row_named(desk.form, "Phone")
        row.set_read_only(True)
        assert desk.line("Phone") is None
        assert not row.take_proposal()


async def test_keystrokes_make_no_offers_and_few_words(
    stage: FormStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    job = Entry("j", "j", {**JOB, "title": "Analyst", "current": False})
    async with beside(stage, experience_entries=(job,)) as desk:
        desk.form.show_tab(Tab.EXPERIENCE)
        named(desk.form, "Industry", QLineEdit).setFocus()
        monkeypatch.setattr(
            "gui.model.resume.proposals.propose", lambda *_args, **_more: made.append("all")
        )
        monkeypatch.setattr("gui.views.tabs.binding.words_of", lambda _offer: made.append("words"))
        told: list[object] = []
        desk.offers.changed.connect(told.append)
        type_text("Insurance")
        assert desk.session.change(JOBS) is not None
        assert made == []
        assert told == []


# --- entries ------------------------------------------------------------------------------------


async def test_an_entry_that_differs_says_so_and_is_corrected_whole(stage: FormStage) -> None:
    job = Entry("j", "j", {**JOB, "title": "Analyst", "current": False})
    async with beside(stage, experience_entries=(job,)) as desk:
        desk.form.show_tab(Tab.EXPERIENCE)
        count = desk.offers.corrections(JOBS)["j"]
        assert count > 1
        assert spoken(desk.form)[0].endswith(f"{count} values differ from the resume")
        strip = entries_tab(desk.form).editor.strip  # type: ignore[union-attr]
        assert strip.label.text() == f"{count} values differ from the resume"
        height = strip.height()
        click(named(desk.form, f"Take all {count}"))
        assert titles(desk.form) == ["Supply Chain Analyst"]
        assert len(desk.session.draft.steps[0]) == 1
        await desk.offers.settled()
        assert strip.label.text() == "Nothing else differs from the resume"
        assert strip.height() == height, "the fields below stay where they are"


async def test_entries_that_the_record_lacks_are_added_one_by_one_with_keys(
    stage: FormStage,
) -> None:
    async with beside(stage) as desk:
        desk.form.show_tab(Tab.EXPERIENCE)
        first, second = desk.form.page.findChildren(OfferedCard)
        assert first.add_button.accessibleName() == (
            "Add Supply Chain Analyst at Northgate Insurance, Mar 2019 – Present "
            "from the resume, sure"
        )
        first.add_button.setFocus()
        press(Qt.Key.Key_Return)
        assert titles(desk.form) == ["Supply Chain Analyst"]
        assert focused() is second.add_button
        press(Qt.Key.Key_Return)
        assert titles(desk.form) == ["Supply Chain Analyst", "Operations Assistant"]
        assert focused() is cards(desk.form)


async def test_all_entries_are_added_in_one_step(stage: FormStage) -> None:
    async with beside(stage) as desk:
        desk.form.show_tab(Tab.EXPERIENCE)
        click(named(desk.form, "Add all 2 jobs"))
        assert len(titles(desk.form)) == 2
        assert len(desk.session.draft.steps[0]) == 1


async def test_delete_sets_an_offered_entry_aside(stage: FormStage) -> None:
    async with beside(stage) as desk:
        desk.form.show_tab(Tab.EXPERIENCE)
        first, second = desk.form.page.findChildren(OfferedCard)
        first.add_button.setFocus()
        press(Qt.Key.Key_Delete)
        assert first.isHidden()
        assert focused() is second.add_button
        assert not desk.session.draft.is_dirty


async def test_profiles_are_offered_like_entries(stage: FormStage) -> None:
    async with beside(stage) as desk:
        desk.form.show_tab(Tab.SOCIALS)
        names = [card.name for card in desk.form.page.findChildren(OfferedCard)]
        assert names == ["LinkedIn (amara-osei)", "GitHub (amaraosei)"]


async def test_what_comes_while_another_tab_is_in_front_closes_no_entry(stage: FormStage) -> None:
    two = tuple(Entry(f"j{n}", f"j{n}", {**JOB, "title": f"Analyst {n}"}) for n in range(2))
    async with beside(stage, experience_entries=two) as desk:
        desk.known.tell(desk.session, None)
        desk.form.show_tab(Tab.EXPERIENCE)
        entries_tab(desk.form).open_entry("j0", focus=True)
        desk.form.show_tab(Tab.PROFILE)
        desk.known.tell(desk.session, AMARA)
        await desk.offers.settled()
        desk.form.show_tab(Tab.EXPERIENCE)
        assert entries_tab(desk.form).list.open_ref == "j0"
        assert entries_tab(desk.form).editor.strip.isVisible()  # type: ignore[union-attr]


# --- skills -------------------------------------------------------------------------------------


async def test_skills_are_chips_of_which_one_is_a_stop_of_tab(stage: FormStage) -> None:
    async with beside(stage, skills=("SQL",)) as desk:
        desk.form.show_tab(Tab.TAGS)
        chips = desk.form.page.findChildren(OfferedChip)
        assert [chip.word for chip in chips] == ["Python", "Excel", "forecasting"]
        interface = QAccessible.queryAccessibleInterface(chips[0])
        assert interface.role() is QAccessible.Role.Button
        stops = [chip for chip in chips if chip.focusPolicy() & Qt.FocusPolicy.TabFocus]
        assert stops == chips[:1]
        chips[0].setFocus()
        press(Qt.Key.Key_Right)
        assert focused() is chips[1]
        press(Qt.Key.Key_Return)
        assert words(desk.session.value("skills")) == ("SQL", "Excel")
        assert focused() is chips[2]
        press(Qt.Key.Key_Delete)
        assert focused() is chips[0]
        click(chips[0])
        assert words(desk.session.value("skills")) == ("SQL", "Excel", "Python")
        assert desk.offers.new_words("skills") == ()


async def test_all_skills_are_one_step(stage: FormStage) -> None:
    async with beside(stage) as desk:
        desk.form.show_tab(Tab.TAGS)
        click(named(desk.form, "Add all 4"))
        assert len(words(desk.session.value("skills"))) == 4
        assert len(desk.session.draft.steps[0]) == 1
        stage.undo_action.trigger()
        await desk.offers.settled()
        assert named(desk.form, "Add all 4").isVisible()

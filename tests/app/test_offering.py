"""A wrongly parsed record put right out of its resume, in the whole program: by keys alone, by
pointer alone, and never unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton, QWidget

from gui.model.fields import Tab
from gui.model.resume.facts import facts_of
from gui.model.values import Place
from gui.services.offers import Offers
from gui.services.session import Session
from gui.views.fields.row import row_of
from gui.views.offers.cards import OfferedCard
from gui.views.offers.chips import OfferedChip
from gui.views.panels.resume_sheet import MarkKind
from gui.views.panels.side import Side
from gui.views.tabs.card_view import CardView
from tests.helpers.plain_resumes import flowing
from tests.helpers.program import Hands, running
from tests.helpers.truth import misread, still_wrong
from tests.helpers.wait import until

pytestmark = pytest.mark.usefixtures("qapp")

RHIANNON, HENNING = "rhiannon-tolliver-pugh", "henning-brackwede"
JOBS = "experience_entries"


def offers_of(hands: Hands) -> Offers:
    return hands.program.offering.offers


async def open_one(hands: Hands, slug: str) -> Session:
    """Opens one of the dozen, with the resume read beside it."""
    session = await hands.open(misread(slug).id)
    hands.window.show_side(Side.RESUME)
    await until(lambda: offers_of(hands).count, what="the resume offers something")
    return session


def evidence(hands: Hands) -> list[str]:
    """What is outlined in the resume."""
    text = hands.program.resume_view.text
    assert text is not None
    spans = hands.program.resume.canvas.marked(MarkKind.EVIDENCE)
    return [text.text[span.start : span.stop] for span in spans]


def button_below(hands: Hands, name: str) -> QPushButton:
    """The offer at a field."""
    row = row_of(hands.named(name, QLineEdit))
    assert row is not None
    assert row.below.offer is not None
    assert row.below.offer.isVisible()
    return row.below.offer.button


def click(widget: QWidget, at: QPoint | None = None) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())


@pytest.mark.parametrize("slug", [RHIANNON, HENNING])
async def test_by_keys_alone_everything_is_put_right(tmp_path: Path, slug: str) -> None:
    async with running(tmp_path / "profile") as hands:
        session = await open_one(hands, slug)
        assert still_wrong(session.current, misread(slug).truth)
        assert not session.draft.is_dirty
        steps = 0
        while offers_of(hands).count and steps < 40:
            hands.press("F12")
            hands.press("Ctrl+.")
            await offers_of(hands).settled()
            steps += 1
        assert still_wrong(session.current, misread(slug).truth) == ()
        assert "Nothing differs from the resume" in hands.words
        while session.draft.can_undo:
            hands.press("Ctrl+Z", hands.window)
        assert not session.draft.is_dirty
        await offers_of(hands).settled()
        assert offers_of(hands).count >= steps


async def test_by_pointer_alone_everything_is_put_right(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        session = await open_one(hands, HENNING)
        tabs = hands.program.form.tabs.tabBar()

        def show(tab: Tab) -> None:
            click(tabs, tabs.tabRect(list(Tab).index(tab)).center())

        for name in ("First name", "Last name", "Phone"):
            click(button_below(hands, name))
        show(Tab.EXPERIENCE)
        click(hands.named("Take all 4", QPushButton))
        (card,) = hands.window.findChildren(OfferedCard)
        click(card.add_button)
        show(Tab.TAGS)
        click(hands.named("Add all 3", QPushButton))
        assert still_wrong(session.current, misread(HENNING).truth) == ()
        assert [step.label for step in session.draft.steps[0]] == [
            "Take over First name from the resume",
            "Take over Last name from the resume",
            "Take over Phone from the resume",
            "Correct job from the resume",
            "Add job from the resume",
            "Take over 3 values from the resume",
        ]


async def test_each_stop_shows_where_it_stands_in_the_resume(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        await open_one(hands, RHIANNON)
        hands.window.show_side(Side.CHANGES)
        hands.press("F12")
        assert hands.program.window.side.page is Side.RESUME
        assert hands.focus is hands.named("First name", QLineEdit)
        assert evidence(hands) == ["Rhiannon"]
        assert "Difference 1 of 10" in hands.words
        hands.press("F12")
        hands.press("F12")
        assert evidence(hands) == ["+44 7700 900362"]
        hands.press("Shift+F12")
        assert evidence(hands) == ["Tolliver-Pugh"]
        for _turn in range(6):
            hands.press("F12")
        chip = hands.focus
        assert isinstance(chip, OfferedChip)
        assert chip.accessibleName() == "Add route planning from the resume, sure"
        assert evidence(hands) == ["route planning"]


async def test_what_the_pointer_is_over_shows_its_evidence_and_then_the_focus_again(
    tmp_path: Path,
) -> None:
    async with running(tmp_path / "profile") as hands:
        await open_one(hands, RHIANNON)
        hands.named("First name", QLineEdit).setFocus()
        line = button_below(hands, "Phone").parentWidget()
        assert line is not None
        here = QPointF(line.rect().center())
        QApplication.sendEvent(line, QEnterEvent(here, here, here))
        assert evidence(hands) == ["+44 7700 900362"]

        QApplication.sendEvent(line, QEvent(QEvent.Type.Leave))
        assert evidence(hands) == ["Rhiannon"]


async def test_tab_from_one_word_to_the_next_shows_the_evidence_of_each(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        await open_one(hands, RHIANNON)
        hands.program.form.show_tab(Tab.TAGS)
        first = hands.named("Add route planning from the resume, sure", OfferedChip)
        first.setFocus()
        assert evidence(hands) == ["route planning"]
        hands.press("Right")
        assert evidence(hands) == ["tachograph rules"]
        assert "Difference 9 of 10" in hands.words


async def test_what_is_set_aside_is_gone_and_can_be_had_back(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        session = await open_one(hands, RHIANNON)
        hands.press("F12")
        hands.press("Ctrl+,")
        assert offers_of(hands).at(Place("firstname")) is None
        assert "9 differences from the resume" in hands.words
        hands.press("F12")
        line = button_below(hands, "Last name").parentWidget()
        assert line is not None
        click(hands.named("Do not offer Resume: Tolliver-Pugh", QToolButton))
        assert offers_of(hands).count == 8
        hands.click("Offer 2 again")
        assert offers_of(hands).count == 10
        assert not session.draft.is_dirty


async def test_keys_take_a_whole_entry_from_its_card(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        session = await open_one(hands, RHIANNON)
        hands.program.form.show_tab(Tab.EXPERIENCE)
        view = hands.named("Experience entries", CardView)
        view.setFocus()
        hands.press("Home")
        first = view.cards.cards[0]
        assert first.spoken.endswith("2 values differ from the resume")
        hands.press("Ctrl+.")
        assert view.cards.cards[0].title == "Freight Planner"
        assert len(session.draft.steps[0]) == 1


async def test_typing_takes_an_offer_away_and_is_never_written_over(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        session = await open_one(hands, RHIANNON)
        hands.type_into("Phone", "1")
        row = row_of(hands.focus)
        assert row is not None
        assert row.below.offer is not None
        assert not row.below.offer.isVisible()
        hands.press("Ctrl+.")
        await offers_of(hands).settled()
        assert session.value("phone") == "1"
        assert offers_of(hands).at(Place("phone")) is None


async def test_of_a_picture_nothing_is_said_to_be_the_same(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        session = await open_one(hands, RHIANNON)
        assert hands.program.offering.bar.isVisible()
        known = hands.program.resume_side.knowledge
        known._facts = facts_of(flowing("\n"))  # as of a scan
        known.changed.emit()
        await offers_of(hands).settled()
        assert not hands.program.offering.bar.isVisible()
        hands.press("F12")
        assert "The resume is a picture: it has no text to compare." in hands.words
        assert not session.draft.is_dirty


async def test_what_happens_is_told_to_assistive_technology(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("gui.app.offering.announce", lambda _where, text: said.append(text))
    async with running(tmp_path / "profile") as hands:
        await open_one(hands, RHIANNON)
        assert said == ["10 differences from the resume"]
        hands.press("F12")
        hands.press("Ctrl+.")
        assert said[1:] == ["Taken over. 9 differences from the resume"]
        hands.press("F12")
        hands.press("Ctrl+,")
        assert said[2:] == ["No longer offered"]


async def test_the_next_candidate_has_nothing_of_the_last_one(tmp_path: Path) -> None:
    async with running(tmp_path / "profile") as hands:
        await open_one(hands, RHIANNON)
        session = await hands.open(misread(HENNING).id)
        assert offers_of(hands).session is session
        assert all(stop.after != "Tolliver-Pugh" for stop in offers_of(hands).stops)
        await until(lambda: offers_of(hands).count)
        first = offers_of(hands).at(Place("firstname"))
        assert first is not None
        assert first.after == "Henning"

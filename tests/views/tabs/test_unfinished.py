"""What is typed and is no value stays with its candidate: shown again, and with its complaint."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from gui.model import edits
from gui.model.draft import Draft
from gui.model.fields import Tab
from gui.model.saved import draft_from_json, draft_to_json
from gui.model.values import Place, find_entry
from gui.services.session import Session
from gui.views.fields.chip_view import ChipView
from gui.views.form import Form
from tests.helpers.form import (
    FormStage,
    amara,
    described,
    entries_tab,
    named,
    press,
    tomasz,
    type_text,
    write,
)

JOBS = "experience_entries"
START = Place(JOBS, "61b20e7e", "start_date")
NO_DATE = "31.2.2016"


def open_job(form: Form, ref: str = "61b20e7e") -> None:
    form.show_tab(Tab.EXPERIENCE)
    entries_tab(form).open_entry(ref)


def line(form: Form, name: str) -> QLineEdit:
    return named(form, name, QLineEdit)


def texts_of(session: Session) -> dict[Place, str]:
    return dict(session.draft.unfinished)


@pytest.fixture
def session(stage: FormStage) -> Session:
    return stage.open(amara())


@pytest.fixture
def form(stage: FormStage, session: Session) -> Form:
    return stage.form


def test_a_text_that_is_no_date_is_the_drafts_at_each_key(form: Form, session: Session) -> None:
    open_job(form)
    write(form, "Start date", NO_DATE)
    assert texts_of(session) == {START: NO_DATE}
    assert find_entry(session.value(JOBS), "61b20e7e").get("start_date") == "2016-01-01"  # type: ignore[union-attr]
    press(Qt.Key.Key_Backspace)
    assert texts_of(session) == {START: NO_DATE[:-1]}
    write(form, "Start date", "Mar 2016")
    press(Qt.Key.Key_Return)
    assert texts_of(session) == {}


@pytest.mark.parametrize(("text", "said"), [(NO_DATE, "Feb"), ("1/2/2016", "Which date is it?")])
def test_it_is_there_again_after_another_candidate(
    stage: FormStage, form: Form, session: Session, text: str, said: str
) -> None:
    open_job(form)
    write(form, "Start date", text)
    stage.open(tomasz())
    assert texts_of(session) == {START: text}
    form.show_session(session)
    assert line(form, "Start date").text() == text
    assert said in described(form, "Start date")


def test_it_is_there_again_after_another_card(form: Form, session: Session) -> None:
    open_job(form)
    write(form, "Start date", NO_DATE)
    open_job(form, "61b20e7d")
    assert line(form, "Start date").text() == "2019-02-01"
    open_job(form)
    assert line(form, "Start date").text() == NO_DATE


def test_after_a_restart_its_card_is_open(stage: FormStage, form: Form, session: Session) -> None:
    open_job(form)
    write(form, "Start date", NO_DATE)
    back = Session(draft_from_json(draft_to_json(session.draft)))
    stage.open(tomasz())
    form.show_session(None)
    form._left.clear()
    form.show_session(back)
    assert line(form, "Start date").text() == NO_DATE
    assert back.doubtful_beside(Place(JOBS), 1) == START


def test_what_a_colleague_wrote_there_does_not_take_it(form: Form, session: Session) -> None:
    open_job(form)
    write(form, "Start date", NO_DATE)
    draft = Draft(session.baseline)
    edits.set_entry_field(draft, START, "2015-05-05")
    session.accept({}, draft.current)
    assert find_entry(session.value(JOBS), "61b20e7e").get("start_date") == "2015-05-05"  # type: ignore[union-attr]
    assert line(form, "Start date").text() == NO_DATE


def test_a_value_that_the_person_puts_there_takes_its_place(form: Form, session: Session) -> None:
    open_job(form)
    write(form, "Start date", NO_DATE)
    session.edit(lambda draft: edits.set_entry_field(draft, START, "2015-05-05"))
    assert line(form, "Start date").text() == "2015-05-05"
    assert texts_of(session) == {}


def test_escape_takes_it_back(form: Form, session: Session) -> None:
    open_job(form)
    write(form, "Start date", NO_DATE)
    press(Qt.Key.Key_Escape)
    assert texts_of(session) == {}
    assert line(form, "Start date").text() == "2016-01-01"


def test_a_tag_in_its_line_is_the_drafts_until_enter(form: Form, session: Session) -> None:
    form.show_tab(Tab.TAGS)
    named(form, "Add tag").setFocus()
    type_text("harb")
    assert texts_of(session) == {Place("tags"): "harb"}
    back = Session(draft_from_json(draft_to_json(session.draft)))
    form.show_session(None)
    form.show_session(back)
    assert line(form, "Add tag").text() == "harb"
    assert "Press Enter to add harb" in described(form, "Tags")
    named(form, "Add tag").setFocus()
    press(Qt.Key.Key_Return)
    assert texts_of(back) == {}
    assert back.value("tags")[-1] == "harb"  # type: ignore[index]


def test_a_tag_that_is_being_changed_in_its_place_is_the_drafts_too(
    form: Form, session: Session
) -> None:
    form.show_tab(Tab.TAGS)
    chips = named(form, "Tags", ChipView)
    word = session.value("tags")[0]  # type: ignore[index]
    chips.setFocus()
    chips.select(0)
    press(Qt.Key.Key_F2)
    type_text("harb")
    assert texts_of(session) == {Place("tags"): "harb"}
    back = Session(draft_from_json(draft_to_json(session.draft)))
    press(Qt.Key.Key_Escape)
    assert texts_of(session) == {}
    assert session.value("tags")[0] == word  # type: ignore[index]
    press(Qt.Key.Key_F2)
    type_text("harbour")
    press(Qt.Key.Key_Return)
    QApplication.processEvents()  # the delegate commits in the next turn of the loop
    assert texts_of(session) == {}
    assert session.value("tags")[0] == "harbour"  # type: ignore[index]
    # As it was killed in the middle: the words are there to be added.
    form.show_session(None)
    form.show_session(back)
    assert line(form, "Add tag").text() == "harb"


def test_an_address_in_its_line_stays_with_its_candidate(
    stage: FormStage, form: Form, session: Session
) -> None:
    form.show_tab(Tab.SOCIALS)
    named(form, "Add by URL").setFocus()
    type_text("linkedin.com/in/ama")
    other = stage.open(tomasz())
    assert line(form, "Add by URL").text() == ""
    assert texts_of(other) == {}
    form.show_session(session)
    assert line(form, "Add by URL").text() == "linkedin.com/in/ama"
    assert texts_of(session) == {Place("social_profiles"): "linkedin.com/in/ama"}
    press(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    named(form, "Add by URL").setFocus()
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_Delete)
    assert texts_of(session) == {}


def test_thrown_away_the_lines_are_as_they_were(form: Form, session: Session) -> None:
    open_job(form)
    write(form, "Start date", NO_DATE)
    session.discard("discard")
    assert line(form, "Start date").text() == "2016-01-01"
    session.undo()
    assert line(form, "Start date").text() == NO_DATE
    session.redo()
    assert line(form, "Start date").text() == "2016-01-01"

"""Tags and skills: added, removed and undone, with what the service may do to them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView

from gui.model.draft import Draft
from gui.model.fields import Tab
from gui.model.values import MISSING, Place
from gui.services.session import Session
from gui.views.form import Form
from gui.views.tabs.words_tab import WordsTab, write_words
from tests.helpers.form import (
    CTRL,
    FormStage,
    amara,
    described,
    focused,
    named,
    press,
    tomasz,
    type_text,
)


@pytest.fixture
def session(stage: FormStage, form: Form) -> Session:
    session = stage.open(amara())
    form.show_tab(Tab.TAGS)
    return session


def chips(form: Form, name: str) -> list[str]:
    model = named(form, name, QListView).model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def add(form: Form, line: str, text: str) -> None:
    named(form, line).setFocus()
    type_text(text)
    press(Qt.Key.Key_Return)


def test_enter_adds_and_undo_takes_away(stage: FormStage, form: Form, session: Session) -> None:
    add(form, "Add tag", "senior")
    assert session.value("tags") == ("gothenburg", "second-round", "senior")
    assert chips(form, "Tags") == ["gothenburg", "second-round", "senior"]
    assert form.tabs.tabText(4) == "Tags (1)"
    stage.undo_action.trigger()
    assert not session.draft.is_dirty
    assert chips(form, "Tags") == ["gothenburg", "second-round"]


def test_the_two_sets_are_apart(form: Form, session: Session) -> None:
    add(form, "Add skill", "Python")
    assert session.value("skills") == ("forecasting", "SQL", "Python")
    assert session.change("tags") is None


def test_what_workable_may_do_to_a_tag_is_said_on_leaving(form: Form, session: Session) -> None:
    add(form, "Add tag", "Second Choice")
    named(form, "Add skill").setFocus()
    assert "may store the tag “Second Choice”" in described(form, "Tags")
    add(form, "Add skill", "Second Choice")
    named(form, "Add tag").setFocus()
    assert "may store" not in described(form, "Skills")


def test_what_workable_may_do_to_a_tag_is_said_when_it_is_about_to_go(
    form: Form, session: Session
) -> None:
    add(form, "Add tag", "Senior")
    assert "may store" not in described(form, "Tags")
    form.commit()
    assert focused() is named(form, "Add tag")
    assert "Workable may store the tag “Senior” as “senior”" in described(form, "Tags")


def test_a_word_that_still_stands_in_the_line_goes_along(form: Form, session: Session) -> None:
    named(form, "Add tag").setFocus()
    type_text("harbour")
    named(form, "Add skill").setFocus()
    type_text("sail")
    assert not session.draft.is_dirty
    form.commit()
    assert session.value("tags")[-1] == "harbour"  # type: ignore[index]
    assert session.value("skills")[-1] == "sail"  # type: ignore[index]


def test_a_word_in_the_line_stays_with_its_candidate(
    stage: FormStage, form: Form, session: Session
) -> None:
    named(form, "Add tag").setFocus()
    type_text("harbour")
    other = stage.open(tomasz())
    assert session.value("tags")[-1] == "harbour"  # type: ignore[index]
    assert not other.draft.is_dirty
    assert named(form, "Add tag", QLineEdit).text() == ""


def test_undo_of_a_removal_leads_to_the_word(
    stage: FormStage, form: Form, session: Session
) -> None:
    form.show_place(Place("tags", "second-round"))
    press(Qt.Key.Key_Delete)
    assert session.value("tags") == ("gothenburg",)
    form.show_tab(Tab.PROFILE)
    stage.undo_action.trigger()
    assert focused() is named(form, "Tags")
    view = named(form, "Tags", QListView)
    assert view.currentIndex().data() == "second-round"
    assert form.current_place() == Place("tags", "second-round")


@pytest.mark.parametrize(
    "after",
    [
        ("gothenburg", "second-round", "a", "b"),
        ("second-round",),
        ("second-round", "gothenburg"),
        ("gothenburg", "third-round"),
        ("gothenburg", "gothenburg"),
        ("gothenburg", "second-round", "Gothenburg"),
        (),
    ],
)
def test_the_set_wanted_is_the_set_written(after: tuple[str, ...]) -> None:
    draft = Draft(amara())
    write_words(draft, Place("tags"), after, False)
    assert draft.value("tags") == after
    draft.undo()
    assert not draft.is_dirty
    assert not draft.can_undo


def test_twins_in_the_record_can_go_one_by_one() -> None:
    draft = Draft(amara(tags=("x", "y", "x")))
    write_words(draft, Place("tags"), ("x", "y"), False)
    assert draft.value("tags") == ("x", "y")


def test_a_set_that_was_not_read(stage: FormStage, form: Form) -> None:
    session = stage.open(amara(tags=MISSING))
    form.show_tab(Tab.TAGS)
    page = form.page
    assert isinstance(page, WordsTab)
    assert page.notes["tags"].isVisible()
    assert not page.notes["skills"].isVisible()
    assert "did not show “Tags”" in page.notes["tags"].label.text()
    add(form, "Add tag", "new")
    assert session.value("tags") == ("new",)
    assert "replaces whatever is stored" in page.notes["tags"].label.text()


def test_known_words_are_offered(stage: FormStage) -> None:
    asked: list[str] = []

    def known() -> list[str]:
        asked.append("tags")
        return ["senior", "second-choice"]

    form = Form(suggest={"tags": known}, parent=stage)
    stage.form.hide()
    layout = stage.layout()
    assert layout is not None
    layout.addWidget(form)
    form.show()
    form.show_session(Session(Draft(amara()), stage))
    assert asked == [], "nobody has looked at the tags yet"
    form.show_tab(Tab.TAGS)
    named(form, "Add tag").setFocus()
    type_text("sen")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    popup.close()
    assert form.session is not None
    assert form.session.value("tags") == ("gothenburg", "second-round", "senior")
    assert named(form, "Add tag", QLineEdit).text() == ""


def test_a_paste_of_several_is_one_step(stage: FormStage, form: Form, session: Session) -> None:
    QApplication.clipboard().setText("a, b; c")
    named(form, "Add skill").setFocus()
    press(Qt.Key.Key_V, CTRL)
    assert session.value("skills") == ("forecasting", "SQL", "a", "b", "c")
    stage.undo_action.trigger()
    assert not session.draft.is_dirty

"""Social profiles: by address, one of each network, and what is not known."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit

from gui.model.fields import Tab
from gui.model.values import MISSING, Entry, Place, entries
from gui.services.session import Session
from gui.views.form import Form
from gui.views.tabs.entry_clipboard import copy_entries
from gui.views.tabs.socials import SocialsTab
from tests.helpers.form import (
    CTRL,
    FormStage,
    amara,
    cards,
    entries_tab,
    focused,
    named,
    press,
    row_named,
    titles,
    tomasz,
    type_text,
    write,
)
from tests.helpers.wait import until

KEY = "social_profiles"


@pytest.fixture
def session(stage: FormStage, form: Form) -> Session:
    session = stage.open(amara())
    form.show_tab(Tab.SOCIALS)
    return session


def profiles(session: Session) -> list[tuple[str, str, str]]:
    return [
        (entry.text("type"), entry.text("username"), entry.text("url"))
        for entry in entries(session.value(KEY))
    ]


def add_by_url(form: Form, text: str) -> None:
    write(form, "Add by URL", text)
    press(Qt.Key.Key_Return)


def said(form: Form) -> str:
    """What stands below the line, question included."""
    assert isinstance(form.page, SocialsTab)
    labels = form.page.by_url.findChildren(QLabel)
    return " ".join(label.text() for label in labels if label.isVisible()).removeprefix(
        "Add by URL"
    )


LINKEDIN = ("linkedin", "amara-osei", "https://www.linkedin.com/in/amara-osei")
GITHUB = ("github", "octo", "https://github.com/octo")


def test_an_address_becomes_a_profile(form: Form, session: Session) -> None:
    add_by_url(form, " github.com/octo?tab=stars ")
    assert profiles(session) == [GITHUB, LINKEDIN]
    assert titles(form) == ["GitHub", "LinkedIn"]
    assert named(form, "Add by URL", QLineEdit).text() == ""
    assert focused() is named(form, "Add by URL"), "ready for the next one"
    assert form.tabs.tabText(3) == "Socials (1)"


def test_the_button_does_the_same(form: Form, session: Session) -> None:
    write(form, "Add by URL", "https://github.com/octo")
    QTest.mouseClick(named(form, "Add"), Qt.MouseButton.LeftButton)
    assert profiles(session)[0] == GITHUB


def test_an_unknown_network_is_named_and_the_known_ones_are_offered(
    form: Form, session: Session
) -> None:
    add_by_url(form, "medium.com/@amara")
    assert "Workable keeps no profiles of" in said(form)
    assert "medium.com" in said(form)
    assert named(form, "Add by URL", QLineEdit).text() == "medium.com/@amara", "nothing is lost"
    QTest.mouseClick(named(form, "Show the networks it knows"), Qt.MouseButton.LeftButton)
    assert "LinkedIn" in said(form)
    assert "XING." in said(form)
    named(form, "Add by URL").setFocus()
    type_text("x")
    assert said(form).strip() == ""
    assert not session.draft.is_dirty


def test_what_is_no_address_is_said(form: Form, session: Session) -> None:
    add_by_url(form, "amara")
    assert "no address" in said(form)
    assert not session.draft.is_dirty


def test_the_same_profile_is_not_added_twice(form: Form, session: Session) -> None:
    add_by_url(form, "https://linkedin.com/in/amara-osei/")
    assert "here already" in said(form)
    assert not session.draft.is_dirty
    assert cards(form).current_row == 0


def test_a_second_profile_of_a_network_is_asked_about(form: Form, session: Session) -> None:
    add_by_url(form, "https://www.linkedin.com/in/other")
    assert "There is a LinkedIn profile already" in said(form)
    assert focused() is named(form, "Replace it")
    assert not session.draft.is_dirty

    QTest.mouseClick(named(form, "Keep it"), Qt.MouseButton.LeftButton)
    assert not session.draft.is_dirty

    add_by_url(form, "https://www.linkedin.com/in/other")
    press(Qt.Key.Key_Return)
    assert profiles(session) == [("linkedin", "other", "https://www.linkedin.com/in/other")]
    assert entries(session.value(KEY))[0].ref == "linkedin", "the same entry, so one is kept"


def test_a_replacement_is_one_step(stage: FormStage, form: Form, session: Session) -> None:
    add_by_url(form, "https://www.linkedin.com/in/other")
    press(Qt.Key.Key_Return)
    stage.undo_action.trigger()
    assert not session.draft.is_dirty


def test_an_address_pasted_into_a_new_entry_fills_the_rest(form: Form, session: Session) -> None:
    QTest.mouseClick(named(form, "Add entry"), Qt.MouseButton.LeftButton)
    QApplication.clipboard().setText("https://GitHub.com/octo?tab=repositories")
    named(form, "URL").setFocus()
    press(Qt.Key.Key_V, CTRL)

    assert profiles(session)[0] == GITHUB
    assert named(form, "URL", QLineEdit).text() == GITHUB[2]
    assert named(form, "Username", QLineEdit).text() == "octo"
    assert named(form, "Network", QComboBox).currentText() == "GitHub"


def test_typing_an_address_fills_nothing_else(form: Form, session: Session) -> None:
    QTest.mouseClick(named(form, "Add entry"), Qt.MouseButton.LeftButton)
    named(form, "URL").setFocus()
    type_text("https://github.com/o")
    assert profiles(session)[0] == ("", "", "https://github.com/o")


def test_a_pasted_address_keeps_what_was_filled_in(form: Form, session: Session) -> None:
    form.show_place(Place(KEY, "linkedin", "url"))
    QApplication.clipboard().setText("https://www.linkedin.com/in/other")
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_V, CTRL)
    assert profiles(session) == [("linkedin", "amara-osei", "https://www.linkedin.com/in/other")]


def test_two_of_a_network_by_hand_are_told_at_the_field(form: Form, session: Session) -> None:
    add_by_url(form, "github.com/octo")
    entries_tab(form).open_entry("linkedin", focus=True)
    box = named(form, "Network", QComboBox)
    box.setCurrentIndex(box.findText("GitHub"))
    press(Qt.Key.Key_Tab)
    assert "two profiles of GitHub" in row_named(form, "Network").problem


def test_profiles_that_were_not_shown(stage: FormStage, form: Form) -> None:
    session = stage.open(tomasz())
    form.show_tab(Tab.SOCIALS)
    assert session.value(KEY) is MISSING
    note = entries_tab(form).note
    assert note.isVisible()
    assert note.label.text() == (
        "Workable did not show “Social profiles” of this record. There may be some. "
        "What you enter here will replace whatever is stored."
    )
    add_by_url(form, "github.com/octo")
    assert profiles(session) == [GITHUB]
    cards(form).setFocus()
    press(Qt.Key.Key_Delete)
    assert session.value(KEY) is MISSING
    assert not session.draft.is_dirty


# --- a second profile of a network, wherever it is pasted ---------------------------------------

GITHUB_ROW = Entry("g", None, {"type": "github", "username": "octo", "url": GITHUB[2]})
OTHER = "https://www.linkedin.com/in/other"
OTHER_ROW = Entry("l", None, {"type": "linkedin", "username": "other", "url": OTHER})
MINE = ("linkedin", "amara-osei", "https://www.linkedin.com/in/amara-osei")


def paste_entries(form: Form) -> None:
    copy_entries(KEY, [GITHUB_ROW, OTHER_ROW])
    named(form, "Add entry").setFocus()
    press(Qt.Key.Key_V, CTRL)


def test_of_pasted_profiles_a_second_of_a_network_is_asked_about(
    form: Form, session: Session
) -> None:
    paste_entries(form)
    assert profiles(session) == [GITHUB, MINE]
    assert "There is a LinkedIn profile already" in said(form)
    press(Qt.Key.Key_Return)
    assert profiles(session) == [GITHUB, ("linkedin", "other", OTHER)]


def test_of_pasted_profiles_the_one_that_is_there_can_stay(form: Form, session: Session) -> None:
    paste_entries(form)
    QTest.mouseClick(named(form, "Keep it"), Qt.MouseButton.LeftButton)
    assert profiles(session) == [GITHUB, MINE]


def test_a_profile_that_is_pasted_again_is_said_to_be_here(form: Form, session: Session) -> None:
    copy_entries(KEY, entries(session.value(KEY)))
    named(form, "Add entry").setFocus()
    press(Qt.Key.Key_V, CTRL)
    assert not session.draft.is_dirty
    assert "here already" in said(form)


def test_a_question_about_a_profile_does_not_outlive_its_candidate(
    stage: FormStage, form: Form, session: Session
) -> None:
    paste_entries(form)
    stage.open(tomasz())
    assert "already" not in said(form)


@pytest.mark.parametrize("replaces", [True, False])
async def test_an_address_pasted_into_a_new_entry_of_a_network_that_is_there_is_asked_about(
    stage: FormStage, form: Form, session: Session, replaces: bool
) -> None:
    QTest.mouseClick(named(form, "Add entry"), Qt.MouseButton.LeftButton)
    QApplication.clipboard().setText(OTHER)
    named(form, "URL").setFocus()
    press(Qt.Key.Key_V, CTRL)
    await until(lambda: "There is a LinkedIn profile already" in said(form))
    name = "Replace it" if replaces else "Keep it"
    QTest.mouseClick(named(form, name), Qt.MouseButton.LeftButton)
    assert profiles(session) == [("linkedin", "other", OTHER) if replaces else MINE]
    stage.undo_action.trigger()
    assert len(profiles(session)) == 2, "it is one step"

"""What is proposed at a field: seen with before and after, taken by one key as one step."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from gui.model import edits
from gui.model.fields import Tab
from gui.model.values import LinkUpload, Place, find_entry
from gui.services.session import Session
from gui.views.fields.proposal import ProposalButton
from gui.views.form import Form
from tests.helpers.form import (
    JOBS,
    PROFILES,
    FormStage,
    amara,
    described,
    focused,
    named,
    press,
    row_named,
    type_text,
    write,
)

SHOUTED = {"firstname": "AMARA", "lastname": "Osei", "phone": " +46 31  555"}


@pytest.fixture
def session(stage: FormStage) -> Session:
    return stage.open(amara(**SHOUTED))


def offered(form: Form, name: str) -> ProposalButton | None:
    """The button below a field, if it is seen."""
    button = row_named(form, name).below.fix
    return button if button is not None and button.isVisible() else None


def plain(tip: str) -> str:
    document = QTextDocument()
    document.setHtml(tip)
    return document.toPlainText()


def test_a_proposal_says_what_it_does_with_before_and_after(form: Form, session: Session) -> None:
    button = offered(form, "First name")
    assert button is not None
    assert button.words == "Use “Amara”"
    assert plain(button.toolTip()) == "First name: AMARA → Amara\nCtrl+. takes it"
    assert row_named(form, "First name").message.text() == "Written in capitals only."
    assert described(form, "First name") == "Written in capitals only. Ctrl+.: Use “Amara”"


def test_blanks_that_would_go_can_be_seen(form: Form, session: Session) -> None:
    button = offered(form, "Phone")
    assert button is not None
    assert button.words == "Trim"
    assert plain(button.toolTip()).startswith("Phone: ·+46 31··555 → +46 31 555")


def test_a_click_takes_it_as_one_step_and_it_is_gone(
    stage: FormStage, form: Form, session: Session
) -> None:
    button = offered(form, "First name")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert named(form, "First name", QLineEdit).text() == "Amara"
    assert session.value("firstname") == "Amara"
    assert offered(form, "First name") is None
    assert described(form, "First name") == "changed, was AMARA"
    stage.undo_action.trigger()
    assert not session.draft.is_dirty
    assert not session.draft.can_undo
    assert offered(form, "First name") is not None


def test_the_key_takes_what_is_proposed_where_the_focus_is(form: Form, session: Session) -> None:
    named(form, "Last name").setFocus()
    assert not form.take_proposal()
    named(form, "Phone").setFocus()
    assert form.take_proposal()
    assert session.value("phone") == "+46 31 555"
    assert focused() is named(form, "Phone")


def test_it_goes_with_the_keystroke_that_mends_it_and_comes_back_on_leaving(
    form: Form, session: Session
) -> None:
    named(form, "First name").setFocus()
    press(Qt.Key.Key_End)
    type_text("a")
    assert offered(form, "First name") is None
    press(Qt.Key.Key_Backspace)
    assert offered(form, "First name") is None, "nobody is told off while typing"
    named(form, "Last name").setFocus()
    assert offered(form, "First name") is not None


def test_nothing_is_proposed_before_the_field_is_left(form: Form, session: Session) -> None:
    write(form, "Last name", "OSEI")
    assert offered(form, "Last name") is None
    named(form, "Email").setFocus()
    button = offered(form, "Last name")
    assert button is not None
    assert button.words == "Use “Osei”"
    assert row_named(form, "Last name").message.text() == "was Osei"


def test_two_names_are_exchanged_in_one_step(stage: FormStage, form: Form) -> None:
    session = stage.open(amara(firstname="Osei,", lastname="Amara"))
    button = offered(form, "First name")
    assert button is not None
    assert button.words == "Swap names"
    assert plain(button.toolTip()).splitlines()[:2] == [
        "First name: Osei, → Amara",
        "Last name: Amara → Osei",
    ]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (session.value("firstname"), session.value("lastname")) == ("Amara", "Osei")
    stage.undo_action.trigger()
    assert (session.value("firstname"), session.value("lastname")) == ("Osei,", "Amara")


def test_a_field_of_an_entry_is_mended_in_its_place(stage: FormStage, form: Form) -> None:
    profile = replace(PROFILES[0], fields={**PROFILES[0].fields, "url": "github.com/amara"})
    session = stage.open(amara(social_profiles=(profile,)))
    form.show_tab(Tab.SOCIALS)
    button = offered(form, "URL")
    assert button is not None
    assert button.words == "Add https://"
    named(form, "URL").setFocus()
    assert form.take_proposal()
    entry = find_entry(session.value("social_profiles"), "linkedin")
    assert entry is not None
    assert entry.get("url") == "https://github.com/amara"
    assert entry.get("name") == "LinkedIn", "what the form does not know stays"
    network = offered(form, "Network")
    assert network is not None
    assert network.words == "Use “GitHub”"


def test_an_end_date_of_a_current_job_can_be_taken_off(stage: FormStage, form: Form) -> None:
    job = JOBS[0].with_field("end_date", "2020-01-31")
    session = stage.open(amara(experience_entries=(job,)))
    form.show_tab(Tab.EXPERIENCE)
    button = offered(form, "End date")
    assert button is not None
    assert plain(button.toolTip()).startswith("End date: 2020-01-31 → empty")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    entry = find_entry(session.value("experience_entries"), job.ref)
    assert entry is not None
    assert entry.get("end_date") is None


def test_twins_among_the_tags_become_one(stage: FormStage, form: Form) -> None:
    session = stage.open(amara(skills=("SQL", "Excel", "sql")))
    form.show_tab(Tab.TAGS)
    button = offered(form, "Skills")
    assert button is not None
    assert button.words == "Keep “SQL” only"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert session.value("skills") == ("SQL", "Excel")


def test_a_record_that_cannot_be_edited_proposes_nothing(stage: FormStage, form: Form) -> None:
    record = amara(**SHOUTED)
    session = stage.open(replace(record, facts=replace(record.facts, anonymized=True)))
    assert offered(form, "First name") is None
    named(form, "First name").setFocus()
    assert not form.take_proposal()
    assert not session.draft.is_dirty


def test_a_long_proposal_is_cut_and_pushes_nothing(stage: FormStage, form: Form) -> None:
    stage.open(amara(firstname="AMARA ABENA BEATRICE CONSTANCE DOROTHEA", lastname="Osei"))
    stage.resize(620, 700)
    QTest.qWait(0)
    first, last = row_named(form, "First name"), row_named(form, "Last name")
    button = offered(form, "First name")
    assert button is not None
    assert abs(first.width() - last.width()) <= 1
    assert first.rect().contains(button.geometry().translated(first.below.pos()))
    assert button.text().endswith("…")
    assert button.accessibleName() == "Use “Amara Abena Beatrice Constance Dorothea”"


# --- from one doubtful field to the next ---------------------------------------------------------


def test_one_key_leads_through_the_doubtful_fields_of_all_tabs(
    stage: FormStage, form: Form
) -> None:
    jobs = (
        JOBS[0],
        JOBS[1].with_field("end_date", "2015-01-31"),
        replace(JOBS[1], ref="j3", id="j3").with_field("title", None),
    )
    session = stage.open(amara(**SHOUTED, experience_entries=jobs, skills=("SQL", "sql")))
    ends = Place("experience_entries", jobs[1].ref, "end_date")
    wanted = [
        Place("firstname"),
        Place("phone"),
        Place("education_entries", "2f0a11c6", "school"),
        ends,
        Place("experience_entries", "j3", "title"),
        Place("skills", "sql"),
    ]
    assert session.doubtful() == tuple(wanted)
    seen: list[Place] = []
    session.went.connect(seen.append)
    named(form, "Email").setFocus()
    for _step in range(7):
        assert form.go_doubtful(1)
    assert seen == [*wanted[1:], *wanted[:2]]
    assert focused() is named(form, "Phone")
    seen.clear()
    for _step in range(3):
        assert form.go_doubtful(-1)
    assert seen == [wanted[0], wanted[-1], wanted[-2]]
    assert form.current_tab is Tab.EXPERIENCE
    assert focused() is named(form, "Title")


def test_it_begins_at_the_tab_in_front_when_nothing_has_the_focus(
    stage: FormStage, form: Form
) -> None:
    session = stage.open(amara(**SHOUTED, skills=("SQL", "sql")))
    form.show_tab(Tab.EXPERIENCE)
    form.tabs.tabBar().setFocus()
    seen: list[Place] = []
    session.went.connect(seen.append)
    assert form.go_doubtful(1)
    assert seen == [Place("skills", "sql")]
    form.tabs.tabBar().setFocus()
    form.show_tab(Tab.PROFILE)
    assert form.go_doubtful(-1)
    assert seen[1:] == [Place("phone")]


def test_what_the_service_complained_of_is_doubtful_too(form: Form, session: Session) -> None:
    session.complain({Place("address"): "is too long"})
    assert Place("address") in session.doubtful()
    named(form, "Phone").setFocus()
    assert form.go_doubtful(1)
    assert focused() is named(form, "Address")


def test_a_doubtful_file_beside_the_form_is_passed_once(stage: FormStage, form: Form) -> None:
    session = stage.open(amara(**SHOUTED, skills=("SQL", "sql"), education_entries=()))
    beside = QLineEdit(stage)
    beside.show()
    seen: list[Place] = []
    session.went.connect(seen.append)
    # Stands for the files panel, which takes the focus for its places.
    session.went.connect(lambda place: beside.setFocus() if place.key == "image" else None)
    link = LinkUpload("ftp://nowhere")
    session.edit(lambda draft: edits.set_upload(draft, "image", link))
    named(form, "Phone").setFocus()
    for _step in range(3):
        assert form.go_doubtful(1)
    assert seen == [Place("image"), Place("skills", "sql"), Place("firstname")]


def test_where_nothing_is_doubtful_nothing_happens(stage: FormStage, form: Form) -> None:
    stage.open(amara(education_entries=()))
    named(form, "Email").setFocus()
    assert not form.go_doubtful(1)
    assert focused() is named(form, "Email")


# --- one word alone ------------------------------------------------------------------------------


def test_the_key_for_a_field_reverts_the_word_that_the_arrows_are_at(
    stage: FormStage, form: Form
) -> None:
    session = stage.open(amara())
    form.show_tab(Tab.TAGS)
    named(form, "Add tag").setFocus()
    type_text("senior,remote,")
    press(Qt.Key.Key_Backspace)
    press(Qt.Key.Key_Left)
    assert form.current_place() == Place("tags", "senior")
    form.revert_here()
    assert session.value("tags") == ("gothenburg", "second-round", "remote")
    assert session.undo() is not None
    assert session.value("tags") == ("gothenburg", "second-round", "senior", "remote")

    named(form, "Add tag").setFocus()
    assert form.current_place() == Place("tags")
    form.revert_here()
    assert session.value("tags") == ("gothenburg", "second-round")


def test_commands_follow_the_arrows_from_word_to_word(stage: FormStage, form: Form) -> None:
    stage.open(amara())
    form.show_tab(Tab.TAGS)
    named(form, "Add tag").setFocus()
    press(Qt.Key.Key_Backspace)
    heard: list[Place | None] = []
    form.here_changed.connect(lambda: heard.append(form.current_place()))
    press(Qt.Key.Key_Left)
    assert heard[-1] == Place("tags", "gothenburg")

"""The form as a person meets it: typing, undo, tabs, records that come and go."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QRadioButton, QTabBar, QWidget

from gui.model import edits
from gui.model.draft import Draft
from gui.model.fields import Tab
from gui.model.record import Facts, Record
from gui.model.values import MISSING, Entry, FileUpload, Place
from gui.services.session import Session
from gui.views.form import Form
from gui.views.tabs.flash import Flash
from gui.views.theme import Theme
from gui.workable.wire import record_from_json
from tests.helpers.form import (
    CTRL,
    JOBS,
    SCHOOLS,
    SHIFT,
    FormStage,
    amara,
    cards,
    described,
    entries_tab,
    focused,
    named,
    press,
    row_named,
    staged,
    titles,
    tomasz,
    type_text,
    write,
)

WORLD = Path(__file__).parents[2] / "resources" / "sandbox" / "world.json"

HOSTILE = (
    "<img src=file:///etc/passwd><b>x</b>",
    "&first &second [*]",
    "a\u202eb\u200bc\x00d",
    "x" * 40_000,
    "\ud800",
    "\ufefflead\u00a0blank\u2028line\r\nend",
    "{name} %s %1",
)


@pytest.fixture
def stage(theme: Theme) -> Iterator[FormStage]:
    with staged() as stage:
        yield stage


@pytest.fixture
def form(stage: FormStage) -> Form:
    return stage.form


def tab_titles(form: Form) -> list[str]:
    return [form.tabs.tabText(at) for at in range(form.tabs.count())]


def flashes(form: Form) -> list[Flash]:
    return [flash for flash in form.findChildren(Flash) if flash.isVisible()]


# --- typing and undo ----------------------------------------------------------------------------


def test_typing_is_a_change_and_typing_the_old_value_back_is_none(
    stage: FormStage, form: Form
) -> None:
    session = stage.open(amara())

    write(form, "First name", "Mara")

    assert [change.key for change in session.draft.changes()] == ["firstname"]
    assert session.value("firstname") == "Mara"
    assert tab_titles(form)[0] == "Profile (1)"
    assert described(form, "First name") == "changed, was Amara"

    write(form, "First name", "Amara")

    assert not session.draft.is_dirty
    assert tab_titles(form) == ["Profile", "Education", "Experience", "Socials", "Tags"]
    assert described(form, "First name") == ""


def test_a_burst_of_typing_is_one_step_that_ends_on_leaving(stage: FormStage, form: Form) -> None:
    session = stage.open(amara())
    named(form, "Phone").setFocus()
    press(Qt.Key.Key_End)
    type_text("45")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab, SHIFT)
    press(Qt.Key.Key_End)
    type_text("6")

    press(Qt.Key.Key_Z, CTRL)
    assert session.value("phone") == "+46 31 555 01 2345"
    press(Qt.Key.Key_Z, CTRL)
    assert not session.draft.is_dirty
    press(Qt.Key.Key_Z, CTRL | SHIFT)
    assert named(form, "Phone", QLineEdit).text() == "+46 31 555 01 2345"


def test_the_cursor_stays_while_one_types_in_the_middle(stage: FormStage, form: Form) -> None:
    stage.open(amara())
    named(form, "First name").setFocus()
    press(Qt.Key.Key_Home)
    type_text("Zz")
    line = named(form, "First name", QLineEdit)
    assert (line.text(), line.cursorPosition()) == ("ZzAmara", 2)


def test_undo_leads_to_the_tab_and_the_field_it_changes(stage: FormStage, form: Form) -> None:
    session = stage.open(amara())
    write(form, "Phone", "1")
    form.show_tab(Tab.TAGS)

    stage.undo_action.trigger()

    assert form.current_tab is Tab.PROFILE
    assert focused() is named(form, "Phone")
    assert session.value("phone") == "+46 31 555 01 23"
    assert len(flashes(form)) == 1


def test_undo_leads_into_an_entry(stage: FormStage, form: Form) -> None:
    session = stage.open(amara())
    place = Place("experience_entries", JOBS[1].ref, "company")
    session.edit(lambda draft: edits.set_entry_field(draft, place, "Kajen"))

    stage.undo_action.trigger()

    assert form.current_tab is Tab.EXPERIENCE
    assert focused() is named(form, "Company")
    assert named(form, "Company", QLineEdit).text() == "Kajen Lines"


def test_undoing_what_was_added_leads_to_its_list(stage: FormStage, form: Form) -> None:
    session = stage.open(amara())
    session.edit(lambda draft: edits.add_entry(draft, "education_entries", {"school": "New"}))

    stage.undo_action.trigger()

    assert form.current_tab is Tab.EDUCATION
    assert focused() is cards(form)


def test_a_change_from_elsewhere_is_shown_at_once(stage: FormStage, form: Form) -> None:
    session = stage.open(amara())
    session.edit(lambda draft: edits.set_value(draft, "firstname", "Else"))
    assert named(form, "First name", QLineEdit).text() == "Else"


# --- nothing is an edit but an edit -------------------------------------------------------------


def look_at_everything(form: Form) -> None:
    """Goes through all tabs and opens every entry."""
    for tab in Tab:
        form.show_tab(tab)
        if tab in (Tab.EDUCATION, Tab.EXPERIENCE, Tab.SOCIALS):
            page = entries_tab(form)
            for card in page.list.cards.cards[:3]:
                page.open_entry(card.ref, focus=True)
            page.close_entry()


def test_showing_the_people_of_the_sandbox_changes_nothing(stage: FormStage, form: Form) -> None:
    people = json.loads(WORLD.read_text(encoding="utf-8"))["candidates"]
    assert len(people) >= 60
    for person in people:
        session = stage.open(record_from_json(person))
        told: list[object] = []
        session.changed.connect(told.append)
        look_at_everything(form)
        assert told == []
        assert session.current is session.baseline


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_showing_hostile_text_changes_nothing(stage: FormStage, form: Form, text: str) -> None:
    keys = ("firstname", "lastname", "email", "phone", "headline", "address", "summary")
    entry = Entry("1", "1", {"school": text, "degree": text, "start_date": text})
    job = Entry("1", "1", {"title": text, "company": text, "end_date": text, "summary": text})
    profile = Entry("1", None, {"type": text, "username": text, "url": text})
    record = Record(
        "1de0",
        {
            **dict.fromkeys(keys, text),
            "education_entries": (entry,),
            "experience_entries": (job,),
            "social_profiles": (profile,),
            "tags": (text,),
            "skills": (text, "b"),
        },
    )
    session = stage.open(record)
    look_at_everything(form)
    form.show_session(None)
    assert session.current is session.baseline


# --- tabs and places ----------------------------------------------------------------------------


def test_a_tab_has_no_widgets_before_it_is_looked_at(stage: FormStage, form: Form) -> None:
    stage.open(amara())
    assert [form.page_of(tab).is_built for tab in Tab] == [True, False, False, False, False]
    form.show_place(Place("tags"))
    assert [form.page_of(tab).is_built for tab in Tab] == [True, False, False, False, True]


def test_the_tabs_are_walked_round_and_round(stage: FormStage, form: Form) -> None:
    stage.open(amara())
    form.step_tab(-1)
    assert form.page is form.page_of(Tab.TAGS)
    form.step_tab(1)
    assert form.page is form.page_of(Tab.PROFILE)
    assert isinstance(focused(), QTabBar)


NAMES = {
    Tab.PROFILE: (
        *("First name", "Last name", "Email", "Phone", "Headline", "Address"),
        *("Summary", "Cover letter", "Texting consent"),
    ),
    Tab.EDUCATION: (
        *("Education entries", "School", "Degree", "Field of study", "Start date", "End date"),
        *("Add entry", "Remove entry"),
    ),
    Tab.EXPERIENCE: (
        *("Experience entries", "Title", "Company", "Industry", "Start date", "End date"),
        *("Current", "Summary", "Add entry", "Remove entry"),
    ),
    Tab.SOCIALS: (
        *("Social profiles", "Network", "Username", "URL", "Add entry", "Remove entry"),
        "Add by URL",
    ),
    Tab.TAGS: ("Add tag", "Tags", "Add skill", "Skills"),
}


@pytest.mark.parametrize("tab", Tab)
def test_the_names_that_scripts_rely_on(stage: FormStage, form: Form, tab: Tab) -> None:
    stage.open(amara())
    form.show_tab(tab)
    if tab in (Tab.EDUCATION, Tab.EXPERIENCE, Tab.SOCIALS):
        view = cards(form)
        # As assistive technology chooses an entry: neither by key nor by pointer.
        view.setCurrentIndex(view.model().index(0, 0))
    for name in NAMES[tab]:
        assert isinstance(named(form, name), QWidget)


WALKS = {
    Tab.PROFILE: (
        *("First name", "Last name", "Email", "Phone", "Headline", "Address", "Summary"),
        *("Cover letter", "Leave as it is"),
    ),
    Tab.EDUCATION: (
        *("Add entry", "Remove entry", "Duplicate", "Move up", "Move down"),
        *("Sort newest first", "Education entries"),
        *("School", "Degree", "Field of study", "Start date", "End date", "Undo remove"),
    ),
    Tab.EXPERIENCE: (
        *("Add entry", "Remove entry", "Duplicate", "Move down", "Sort newest first"),
        *("Experience entries", "Title", "Company", "Industry", "Start date", "End date"),
        *("Current", "Summary"),
    ),
    Tab.SOCIALS: (
        *("Add by URL", "Add", "Add entry", "Remove entry", "Duplicate", "Social profiles"),
        *("Network", "Username", "URL", "Open www.linkedin.com in the browser"),
    ),
    Tab.TAGS: ("Add tag", "Tags", "Add skill", "Skills"),
}


@pytest.mark.parametrize("tab", Tab)
def test_tab_walks_through_everything_in_reading_order(
    stage: FormStage, form: Form, tab: Tab
) -> None:
    layout = stage.layout()
    assert layout is not None
    after = QLineEdit()
    layout.addWidget(after)
    after.show()
    schools = (*SCHOOLS, Entry("4", "4", {"school": "KTH"}))
    session = stage.open(amara(education_entries=schools))
    form.show_tab(tab)
    if tab is Tab.EDUCATION:
        removed = Place("education_entries", SCHOOLS[0].ref)
        session.edit(lambda draft: edits.remove_entry(draft, removed))
        entries_tab(form).open_entry(SCHOOLS[2].ref)
    elif tab is Tab.EXPERIENCE:
        entries_tab(form).open_entry(JOBS[0].ref)
    form.tabs.tabBar().setFocus()
    walked: list[str] = []
    while focused() is not after and len(walked) < 40:
        press(Qt.Key.Key_Tab)
        now = focused()
        walked.append(now.accessibleName() or (now.text() if isinstance(now, QRadioButton) else ""))
    assert tuple(walked[:-1]) == WALKS[tab]


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (Place("cover_letter"), "Cover letter"),
        (Place("education_entries", SCHOOLS[1].ref, "field_of_study"), "Field of study"),
        (Place("experience_entries", JOBS[0].ref, "current"), "Current"),
        (Place("social_profiles", "linkedin", "url"), "URL"),
        (Place("tags"), "Add tag"),
        (Place("experience_entries", JOBS[1].ref), "Experience entries"),
        (Place("experience_entries"), "Experience entries"),
    ],
)
def test_a_place_is_led_to(stage: FormStage, form: Form, place: Place, name: str) -> None:
    stage.open(amara())
    assert form.show_place(place)
    assert focused() is named(form, name)
    here = form.current_place()
    assert here is not None
    assert place.covers(here)


def test_files_and_unknown_keys_are_not_in_the_form(stage: FormStage, form: Form) -> None:
    stage.open(amara())
    assert not form.show_place(Place("resume"))
    assert not form.show_place(Place("image"))
    assert not form.show_place(Place("nobody knows"))


def test_where_one_is_stays_known_when_the_focus_leaves_the_form(
    stage: FormStage, form: Form
) -> None:
    stage.open(amara())
    beside = QLineEdit(stage)
    beside.show()
    told: list[Place | None] = []
    form.here_changed.connect(lambda: told.append(form.current_place()))

    named(form, "Phone").setFocus()
    beside.setFocus()

    assert told == [Place("phone")]
    assert form.current_place() == Place("phone")
    form.show_tab(Tab.TAGS)
    assert form.current_place() != Place("phone")


def test_walking_the_cards_is_going_somewhere(stage: FormStage, form: Form) -> None:
    stage.open(amara())
    form.show_place(Place("education_entries"))
    told: list[Place | None] = []
    form.here_changed.connect(lambda: told.append(form.current_place()))
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Down)
    assert told[-1] == Place("education_entries", SCHOOLS[1].ref)
    form.revert_here()
    press(Qt.Key.Key_Delete)
    assert told[-1] == Place("education_entries", SCHOOLS[2].ref)


# --- reverting ----------------------------------------------------------------------------------


def test_revert_of_field_entry_and_tab(stage: FormStage, form: Form) -> None:
    session = stage.open(amara())
    write(form, "First name", "X")
    write(form, "Last name", "Y")
    form.revert_here()
    assert session.value("lastname") == "Osei-Lindqvist"
    assert session.value("firstname") == "X"

    form.show_place(Place("experience_entries", JOBS[0].ref, "title"))
    write(form, "Title", "T")
    write(form, "Company", "C")
    form.revert_here(whole_entry=True)
    assert session.change("experience_entries") is None

    form.show_tab(Tab.PROFILE)
    write(form, "Phone", "1")
    form.revert_tab()
    assert not session.draft.is_dirty
    stage.undo_action.trigger()
    assert {change.key for change in session.draft.changes()} == {"firstname", "phone"}


def test_files_are_not_counted_or_reverted_with_a_tab_that_does_not_show_them(
    stage: FormStage, form: Form
) -> None:
    session = stage.open(amara())
    write(form, "Phone", "1")
    upload = FileUpload("new.pdf", 10, "ab" * 32, "application/pdf")
    session.edit(lambda draft: edits.set_value(draft, "resume", upload))
    assert form.tabs.tabText(0) == "Profile (1)"
    assert session.file_count == 1
    form.revert_tab()
    assert {change.key for change in session.draft.changes()} == {"resume"}


def test_the_button_beside_a_changed_field_puts_it_back(stage: FormStage, form: Form) -> None:
    session = stage.open(amara())
    write(form, "Headline", "Other")
    button = row_named(form, "Headline").revert_button
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not session.draft.is_dirty
    assert named(form, "Headline", QLineEdit).text() == "Supply chain analyst"


def test_a_removed_tag_is_named_and_comes_back(stage: FormStage, form: Form) -> None:
    session = stage.open(amara())
    form.show_place(Place("tags", "gothenburg"))
    press(Qt.Key.Key_Delete)
    assert session.value("tags") == ("second-round",)
    assert described(form, "Tags") == "changed, removed gothenburg"
    assert tab_titles(form)[4] == "Tags (1)"
    form.revert_here()
    assert session.change("tags") is None


# --- findings and complaints --------------------------------------------------------------------


WAS = "changed, was amara.osei@example.com"


def test_hints_come_on_leaving_and_go_with_the_keystroke_that_mends(
    stage: FormStage, form: Form
) -> None:
    stage.open(amara())
    write(form, "Email", "amara@")
    assert described(form, "Email") == WAS
    row = row_named(form, "Email")
    before = row.height()

    press(Qt.Key.Key_Tab)
    told = described(form, "Email")
    assert told.startswith(WAS)
    assert "name@example.com" in told
    assert row.height() == before

    named(form, "Email").setFocus()
    press(Qt.Key.Key_End)
    type_text("x")
    assert described(form, "Email") == told, "not mended yet"
    type_text(".io")
    assert described(form, "Email") == WAS


def test_nothing_new_is_said_while_somebody_types(stage: FormStage, form: Form) -> None:
    stage.open(amara())
    named(form, "Email").setFocus()
    press(Qt.Key.Key_End)
    type_text("@@")
    row_named(form, "Email").editor.left.emit()  # as after a pause: the focus is still here
    assert described(form, "Email") == WAS


def test_a_fault_that_was_read_is_told_at_once_and_blocks_nothing(
    stage: FormStage, form: Form
) -> None:
    stage.open(amara(email="amara@"))
    assert "name@example.com" in described(form, "Email")
    assert row_named(form, "Email").problem == ""


def test_what_the_service_said_stands_at_the_field_until_it_is_edited(
    stage: FormStage, form: Form
) -> None:
    session = stage.open(amara())
    write(form, "Email", "amara@example.org")
    place = Place("experience_entries", JOBS[0].ref, "title")
    session.edit(lambda draft: edits.set_entry_field(draft, place, "X"))

    session.complain({Place("email"): "is taken", place: "is too short"})

    assert row_named(form, "Email").problem == "is taken"
    form.show_place(place)
    assert row_named(form, "Title").problem == "is too short"
    type_text("yz")
    assert row_named(form, "Title").problem == ""
    form.show_place(Place("email"))
    assert row_named(form, "Email").problem == "is taken"


def test_entering_the_form_leads_to_where_one_was_and_marks_nothing(
    stage: FormStage, form: Form
) -> None:
    stage.open(amara())
    form.enter()
    line = named(form, "First name", QLineEdit)
    assert line.hasFocus()
    assert line.selectedText() == ""
    named(form, "Phone", QLineEdit).setFocus()
    form.tabs.tabBar().setFocus()
    stage.open(tomasz())
    form.enter()
    assert named(form, "Phone", QLineEdit).hasFocus()


# --- records come and go ------------------------------------------------------------------------


def test_each_record_finds_its_tab_entry_and_scroll_position(stage: FormStage, form: Form) -> None:
    many = tuple(Entry(str(at), str(at), {"title": f"Job {at}"}) for at in range(60))
    first = stage.open(amara(experience_entries=many))
    form.show_place(Place("experience_entries", "40", "title"))
    scrolled = form.page.area.verticalScrollBar().value()
    assert scrolled > 1000

    stage.open(tomasz())
    # Nobody has looked at this one yet: what one was correcting stays in front.
    assert form.page is form.page_of(Tab.EXPERIENCE)
    form.show_tab(Tab.SOCIALS)

    form.show_session(first)
    assert form.page is form.page_of(Tab.EXPERIENCE)
    assert entries_tab(form).list.open_ref == "40"
    assert named(form, "Title", QLineEdit).text() == "Job 40"
    assert form.page.area.verticalScrollBar().value() == scrolled


def test_the_scroll_position_is_found_without_an_open_entry(stage: FormStage, form: Form) -> None:
    many = tuple(Entry(str(at), str(at), {"title": f"Job {at}"}) for at in range(60))
    first = stage.open(amara(experience_entries=many))
    form.show_tab(Tab.EXPERIENCE)
    form.page.bring_into_view(cards(form), entries_tab(form).list.area_of("40"))
    scrolled = form.page.area.verticalScrollBar().value()
    assert scrolled > 1000

    second = stage.open(tomasz())
    form.show_tab(Tab.EXPERIENCE)
    form.show_session(first)
    assert form.page.area.verticalScrollBar().value() == scrolled
    form.show_session(second)
    assert form.page.area.verticalScrollBar().value() == 0


def test_what_one_record_has_is_gone_with_the_next(stage: FormStage, form: Form) -> None:
    stage.open(amara())
    write(form, "Email", "amara@")
    press(Qt.Key.Key_Tab)
    stage.open(tomasz())
    assert row_named(form, "Email").problem == ""
    assert named(form, "First name", QLineEdit).text() == "Tomasz"
    assert named(form, "Last name", QLineEdit).text() == ""
    form.show_session(None)
    assert named(form, "First name", QLineEdit).text() == ""
    assert named(form, "First name", QLineEdit).isReadOnly()


def test_an_anonymised_record_can_only_be_read(stage: FormStage, form: Form) -> None:
    record = Record("1de0", {**amara().values}, Facts(name="Anonymized candidate", anonymized=True))
    session = stage.open(record)
    write(form, "First name", "X")
    form.show_tab(Tab.EXPERIENCE)
    view = cards(form)
    view.setCurrentIndex(view.model().index(0, 0))
    write(form, "Title", "X")
    cards(form).setFocus()
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_D, CTRL)
    assert not named(form, "Add entry").isEnabled()
    assert not named(form, "Remove entry").isEnabled()
    assert titles(form) == ["Analyst", "Planner"]
    form.revert_here()
    form.revert_tab()
    assert session.current is session.baseline


def test_a_destroyed_form_no_longer_listens(theme: Theme) -> None:
    session = Session(Draft(amara()))
    with staged() as stage:
        stage.form.show_session(session)
        stage.form.show_tab(Tab.EXPERIENCE)
    session.edit(lambda draft: edits.set_value(draft, "firstname", "X"))
    session.undo()


def test_what_is_typed_is_taken_before_a_send(stage: FormStage, form: Form) -> None:
    session = stage.open(amara())
    form.show_place(Place("experience_entries", JOBS[1].ref, "end_date"))
    write(form, "End date", "Mar 2018")
    form.commit()
    entry = session.value("experience_entries")
    assert isinstance(entry, tuple)
    assert isinstance(entry[1], Entry)
    assert entry[1].get("end_date") == "2018-03-31"


def test_an_unread_key_stays_unread(stage: FormStage, form: Form) -> None:
    session = stage.open(tomasz())
    write(form, "Cover letter", "x")
    press(Qt.Key.Key_Backspace)
    assert session.value("cover_letter") is MISSING


def test_the_place_is_known_where_the_focus_stays_in_its_field(
    stage: FormStage, form: Form
) -> None:
    stage.open(amara())
    named(form, "Phone").setFocus()
    told: list[Place | None] = []
    form.here_changed.connect(lambda: told.append(form.current_place()))
    stage.open(tomasz())
    assert named(form, "Phone").hasFocus()
    assert told[-1] == form.current_place() == Place("phone")

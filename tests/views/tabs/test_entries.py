"""Lists of entries: walked and edited by keys, by clicks, and by assistive technology."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QFont, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.model.comparison import Effect
from gui.model.fields import Tab, field_of
from gui.model.record import Facts
from gui.model.values import MISSING, Entry, Place, entries
from gui.services.session import Session
from gui.views.fields.base import Editor, FieldTone
from gui.views.fields.row import FieldRow
from gui.views.form import Form
from gui.views.tabs.card import Card, card_of
from gui.views.tabs.card_view import CardView
from gui.views.tabs.ghost import GhostCard
from gui.views.theme import LIGHT, Theme
from tests.helpers.form import (
    ALT,
    CTRL,
    JOBS,
    SCHOOLS,
    FormStage,
    amara,
    cards,
    click_card,
    described,
    entries_tab,
    focused,
    named,
    press,
    row_named,
    spoken,
    titles,
    tomasz,
    type_text,
    write,
)

KEY = "education_entries"
JOBS_KEY = "experience_entries"


@pytest.fixture
def session(stage: FormStage, form: Form) -> Session:
    """The full record with its three schools in front."""
    session = stage.open(amara())
    form.show_tab(Tab.EDUCATION)
    return session


def schools(session: Session) -> list[str]:
    return [entry.text("school") for entry in entries(session.value(KEY))]


def ghosts(form: Form) -> list[GhostCard]:
    return [ghost for ghost in form.page.findChildren(GhostCard) if ghost.isVisible()]


# --- opening ------------------------------------------------------------------------------------


def test_a_click_opens_a_card_and_another_closes_it(form: Form, session: Session) -> None:
    click_card(form, 1)
    assert named(form, "School", QLineEdit).text() == "Lund University"
    assert focused() is named(form, "School")
    click_card(form, 1)
    assert entries_tab(form).list.open_ref is None
    assert focused() is cards(form)


def test_only_one_card_is_open(form: Form, session: Session) -> None:
    click_card(form, 0)
    click_card(form, 1)
    assert named(form, "School", QLineEdit).text() == "Lund University"


def test_arrows_walk_without_opening_and_enter_opens(form: Form, session: Session) -> None:
    cards(form).setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Up)
    assert cards(form).current_row == 1
    assert entries_tab(form).list.open_ref is None

    press(Qt.Key.Key_Return)
    assert focused() is named(form, "School")
    type_text("X ")

    press(Qt.Key.Key_Escape)
    assert focused() is cards(form)
    assert cards(form).current_row == 1
    assert entries_tab(form).list.open_ref is None


def test_home_end_and_pages_walk_far(stage: FormStage, form: Form) -> None:
    stage.open(amara(education_entries=many(30, "school")))
    form.show_tab(Tab.EDUCATION)
    cards(form).setFocus()
    press(Qt.Key.Key_End)
    assert cards(form).current_row == 29
    press(Qt.Key.Key_PageUp)
    assert cards(form).current_row == 24
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_PageDown)
    assert cards(form).current_row == 5


def test_a_choice_by_assistive_technology_opens(form: Form, session: Session) -> None:
    view = cards(form)
    view.setCurrentIndex(view.model().index(0, 0))
    assert named(form, "School", QLineEdit).text() == "Chalmers"


def test_a_single_entry_is_open_from_the_start(stage: FormStage, form: Form) -> None:
    stage.open(amara(education_entries=SCHOOLS[:1]))
    form.show_tab(Tab.EDUCATION)
    assert named(form, "School", QLineEdit).text() == "Chalmers"


def test_the_open_card_is_in_view(stage: FormStage, form: Form) -> None:
    stage.open(amara(education_entries=many(60, "school")))
    form.show_tab(Tab.EDUCATION)
    cards(form).setFocus()
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Return)
    area, line = form.page.area, named(form, "End date")
    top = line.mapTo(area.viewport(), line.rect().topLeft()).y()
    assert 0 <= top <= area.viewport().height() - line.height()


# --- editing ------------------------------------------------------------------------------------


def test_typing_in_an_entry_changes_that_field_and_marks_card_and_field(
    form: Form, session: Session
) -> None:
    click_card(form, 0)
    write(form, "School", "Chalmers tekniska")

    (change,) = session.draft.changes()
    assert [(item.ref, item.fields) for item in change.entries] == [("2f0a11c4", ("school",))]
    assert titles(form)[0] == "Chalmers tekniska"
    assert spoken(form)[0].endswith("Edited")
    assert described(form, "School") == "changed, was Chalmers"
    assert form.tabs.tabText(1) == "Education (1)"

    write(form, "School", "Chalmers")
    assert not session.draft.is_dirty
    assert not spoken(form)[0].endswith("Edited")


def test_fields_follow_the_card(form: Form, session: Session) -> None:
    click_card(form, 0)
    write(form, "Degree", "PhD")
    click_card(form, 1)
    assert named(form, "Degree", QLineEdit).text() == ""
    assert described(form, "Degree") == ""
    write(form, "Degree", "BSc")
    degrees = [entry.get("degree") for entry in entries(session.value(KEY))]
    assert degrees == ["PhD", "BSc", "Diploma"]


def test_what_was_typed_and_not_taken_stays_with_its_entry(stage: FormStage, form: Form) -> None:
    twins = tuple(Entry(ref, ref, {"school": ref, "start_date": None}) for ref in ("a", "b", "c"))
    session = stage.open(amara(education_entries=twins))
    form.show_tab(Tab.EDUCATION)
    click_card(form, 1)
    write(form, "Start date", "some day")
    press(Qt.Key.Key_Tab)
    assert named(form, "Start date", QLineEdit).text() == "some day"
    assert row_named(form, "Start date").problem != ""

    click_card(form, 2)
    assert named(form, "Start date", QLineEdit).text() == ""
    assert row_named(form, "Start date").problem == ""
    assert not session.draft.is_dirty


def test_a_missing_name_is_on_the_card_and_at_the_field_until_it_is_typed(
    form: Form, session: Session
) -> None:
    assert "School is missing" in spoken(form)[2]
    click_card(form, 2)
    row = row_named(form, "School")
    assert row.said(FieldTone.HINT).startswith("School is missing")
    type_text("K")
    assert row.said(FieldTone.HINT) == ""
    assert "missing" not in spoken(form)[2]


def test_a_new_entry_is_not_told_off_before_it_is_left(form: Form, session: Session) -> None:
    QTest.mouseClick(named(form, "Add entry"), Qt.MouseButton.LeftButton)
    row = row_named(form, "School")
    assert focused() is named(form, "School")
    assert row.problem == ""
    press(Qt.Key.Key_Tab)
    assert row.problem.startswith("School is missing")
    named(form, "School").setFocus()
    type_text("K")
    assert row.problem == ""


def test_a_current_job_loses_its_end_date_in_one_step(stage: FormStage, form: Form) -> None:
    session = stage.open(amara())
    form.show_place(Place(JOBS_KEY, JOBS[1].ref, "current"))
    press(Qt.Key.Key_Space)

    assert named(form, "End date", QLineEdit).text() == ""
    assert entries(session.value(JOBS_KEY))[1].get("end_date") is None
    assert "Current" in spoken(form)[1]

    stage.undo_action.trigger()
    assert not session.draft.is_dirty
    assert named(form, "End date", QLineEdit).text() == "2019-01-31"
    assert not named(form, "Current", QCheckBox).isChecked()


@pytest.mark.parametrize("end", ["2019-01-31", None])
def test_present_for_the_end_makes_the_job_current(
    stage: FormStage, form: Form, end: str | None
) -> None:
    jobs = (JOBS[0], JOBS[1].with_field("end_date", end))
    session = stage.open(amara(experience_entries=jobs))
    form.show_place(Place(JOBS_KEY, JOBS[1].ref, "end_date"))
    write(form, "End date", "present")
    press(Qt.Key.Key_Tab)

    entry = entries(session.value(JOBS_KEY))[1]
    assert (entry.get("current"), entry.get("end_date")) == (True, None)
    assert named(form, "Current", QCheckBox).isChecked()


def test_present_is_no_start_of_a_job(stage: FormStage, form: Form) -> None:
    session = stage.open(amara())
    form.show_place(Place(JOBS_KEY, JOBS[1].ref, "start_date"))
    write(form, "Start date", "present")
    press(Qt.Key.Key_Tab)
    assert not session.draft.is_dirty
    assert named(form, "Start date", QLineEdit).text() == "present"
    assert "Until now is for the end date." in described(form, "Start date")


# --- adding, removing, moving -------------------------------------------------------------------


def test_add_by_keyboard(form: Form, session: Session) -> None:
    named(form, "Add entry").setFocus()
    press(Qt.Key.Key_Return)
    type_text("KTH")
    assert schools(session) == ["KTH", "Chalmers", "Lund University", ""]
    assert spoken(form)[0] == "KTH, Added"


def test_delete_removes_and_the_neighbour_has_the_focus(form: Form, session: Session) -> None:
    cards(form).setFocus()
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Delete)

    assert schools(session) == ["Chalmers", ""]
    assert focused() is cards(form)
    assert cards(form).current_row == 1
    assert cards(form).selectionModel().isRowSelected(1)
    (ghost,) = ghosts(form)
    assert ghost.ghost.name == "Lund University"
    list_ = entries_tab(form).list
    assert list_.area_of(SCHOOLS[0].ref).bottom() < ghost.geometry().top()
    assert ghost.geometry().bottom() < list_.area_of(SCHOOLS[2].ref).top()


def test_undo_remove_brings_the_entry_back_to_its_place(form: Form, session: Session) -> None:
    cards(form).setFocus()
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Delete)
    (ghost,) = ghosts(form)
    ghost.button.setFocus()
    press(Qt.Key.Key_Space)

    assert not session.draft.is_dirty
    assert ghosts(form) == []
    assert cards(form).current_row == 1
    assert focused() is cards(form)


def test_the_button_removes_the_open_entry(form: Form, session: Session) -> None:
    click_card(form, 0)
    QTest.mouseClick(named(form, "Remove entry"), Qt.MouseButton.LeftButton)
    assert schools(session) == ["Lund University", ""]
    assert entries_tab(form).list.open_ref is None
    assert focused() is cards(form)


def test_when_the_last_entry_goes_one_can_be_added(stage: FormStage, form: Form) -> None:
    stage.open(amara(education_entries=SCHOOLS[:1]))
    form.show_tab(Tab.EDUCATION)
    QTest.mouseClick(named(form, "Remove entry"), Qt.MouseButton.LeftButton)
    assert focused() is named(form, "Add entry")
    assert not named(form, "Remove entry").isEnabled()


def test_entries_move_by_keys(form: Form, session: Session) -> None:
    cards(form).setFocus()
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Down, ALT)
    assert schools(session) == ["Lund University", "Chalmers", ""]
    assert cards(form).current_row == 1
    press(Qt.Key.Key_Up, ALT)
    assert not session.draft.is_dirty


def test_a_copy_comes_behind_its_original_and_is_open(form: Form, session: Session) -> None:
    click_card(form, 0)
    press(Qt.Key.Key_D, CTRL)
    assert schools(session) == ["Chalmers", "Chalmers", "Lund University", ""]
    copy = entries(session.value(KEY))[1]
    assert copy.id is None
    assert entries_tab(form).list.open_ref == copy.ref


def test_another_order_is_said(form: Form, session: Session) -> None:
    cards(form).setFocus()
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Down, ALT)
    assert entries_tab(form).buttons.count.text() == "3 schools, in another order"
    assert form.tabs.tabText(1) == "Education (1)"
    press(Qt.Key.Key_Up, ALT)
    assert entries_tab(form).buttons.count.text() == "3 schools"


def test_sorting_is_one_step(stage: FormStage, form: Form) -> None:
    session = stage.open(amara(experience_entries=(JOBS[1], JOBS[0])))
    form.show_tab(Tab.EXPERIENCE)
    QTest.mouseClick(named(form, "Sort newest first"), Qt.MouseButton.LeftButton)
    assert titles(form) == ["Analyst", "Planner"]
    stage.undo_action.trigger()
    assert titles(form) == ["Planner", "Analyst"]
    assert not session.draft.is_dirty


def test_the_menu_of_a_card(form: Form, session: Session) -> None:
    click_card(form, 0)
    write(form, "School", "X")
    view = cards(form)
    view.customContextMenuRequested.emit(view.visualRect(view.currentIndex()).center())
    (menu,) = form.page.findChildren(QMenu)
    acts = {action.text(): action for action in menu.actions() if action.text()}
    assert list(acts) == [
        *("Open", "Duplicate", "Move up", "Move down"),
        *("Copy", "Copy all 3", "Paste", "Revert entry", "Remove entry"),
    ]
    assert not acts["Move up"].isEnabled()
    acts["Revert entry"].trigger()
    assert not session.draft.is_dirty
    menu.close()


# --- a list that was not read -------------------------------------------------------------------


def notes(form: Form) -> str:
    page = entries_tab(form)
    return page.note.label.text() if page.note.isVisible() else ""


def test_a_list_that_was_not_read_says_so_and_can_be_begun(stage: FormStage, form: Form) -> None:
    session = stage.open(amara(education_entries=MISSING))
    form.show_tab(Tab.EDUCATION)
    assert notes(form) == (
        "Workable did not show “Education entries” of this record. There may be some. "
        "What you enter here will replace whatever is stored."
    )
    QTest.mouseClick(named(form, "Add entry"), Qt.MouseButton.LeftButton)
    type_text("KTH")
    assert schools(session) == ["KTH"]
    assert "replaces whatever is stored" in notes(form)

    QTest.mouseClick(named(form, "Remove entry"), Qt.MouseButton.LeftButton)
    assert session.value(KEY) is MISSING
    assert not session.draft.is_dirty


def test_an_empty_list_is_another_thing(stage: FormStage, form: Form) -> None:
    stage.open(tomasz())
    form.show_tab(Tab.EDUCATION)
    assert notes(form) == ""
    empty = entries_tab(form).empty
    assert empty.isVisible()
    assert empty.hint.isVisible()
    assert "Add the first one above" in empty.hint.text()


def test_an_empty_list_that_is_only_to_be_read_has_no_next_step(
    stage: FormStage, form: Form
) -> None:
    record = tomasz()
    stage.open(replace(record, facts=replace(record.facts, anonymized=True)))
    form.show_tab(Tab.EDUCATION)
    empty = entries_tab(form).empty
    assert empty.isVisible()
    assert not empty.hint.isVisible()


# --- what the service said -----------------------------------------------------------------------


def test_complaints_stand_above_the_list_on_the_card_and_at_the_field(
    form: Form, session: Session
) -> None:
    click_card(form, 0)
    write(form, "Degree", "PhD")
    session.complain(
        {
            Place(KEY): "is too long a list",
            Place(KEY, SCHOOLS[1].ref): "has no end",
            Place(KEY, SCHOOLS[0].ref, "degree"): "is unknown",
        }
    )
    note = entries_tab(form).complaint
    assert note.isVisible()
    assert note.label.text() == "is too long a list"
    assert "has no end" in spoken(form)[1]
    assert "is unknown" in spoken(form)[0]
    assert row_named(form, "Degree").problem == "is unknown"

    type_text("X")
    assert not note.isVisible()
    assert "has no end" not in spoken(form)[1]
    assert row_named(form, "Degree").problem == ""


# --- what happens beside ------------------------------------------------------------------------


def test_a_new_entry_stays_open_when_the_service_has_given_it_an_id(
    stage: FormStage, form: Form
) -> None:
    session = stage.open(amara(education_entries=SCHOOLS[:1]))
    form.show_tab(Tab.EDUCATION)
    QTest.mouseClick(named(form, "Add entry"), Qt.MouseButton.LeftButton)
    type_text("KTH")
    sent = {KEY: session.value(KEY)}

    stored = (Entry("77", "77", {"school": "KTH"}), SCHOOLS[0])
    session.accept(sent, amara(education_entries=stored))

    assert entries_tab(form).list.open_ref == "77"
    assert focused() is named(form, "School")
    type_text("!")
    assert entries(session.value(KEY))[0].get("school") == "KTH!"
    assert [item.ref for item in session.draft.changes()[0].entries] == ["77"]


def test_an_entry_that_is_gone_closes(form: Form, session: Session) -> None:
    click_card(form, 1)
    session.accept({}, amara(education_entries=(SCHOOLS[0], SCHOOLS[2])))
    assert entries_tab(form).list.open_ref is None
    assert titles(form) == ["Chalmers", "Unnamed school"]


# --- many ---------------------------------------------------------------------------------------


def many(count: int, name: str) -> tuple[Entry, ...]:
    return tuple(
        Entry(str(at), str(at), {name: f"{name} {at}", "start_date": "2010-01-01"})
        for at in range(count)
    )


def test_of_300_entries_only_the_open_one_has_editors(stage: FormStage, form: Form) -> None:
    session = stage.open(amara(experience_entries=many(300, "title")))
    form.show_tab(Tab.EXPERIENCE)
    assert len(spoken(form)) == 300
    assert form.page.findChildren(Editor) == []

    for row in (0, 150, 299):
        entries_tab(form).open_entry(str(row), focus=True)
        type_text("x")
    fields = field_of(JOBS_KEY).entry_fields
    assert len(form.page.findChildren(FieldRow)) == len(fields)
    assert len(form.page.findChildren(QLineEdit)) + len(
        form.page.findChildren(QPlainTextEdit)
    ) < 2 * len(fields)
    assert session.draft.count == 3


def test_a_keystroke_makes_one_card_anew(
    stage: FormStage, form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.open(amara(experience_entries=many(300, "title")))
    form.show_tab(Tab.EXPERIENCE)
    entries_tab(form).open_entry("7", focus=True)
    made: list[str] = []

    def counted(
        key: str,
        entry: Entry,
        effect: Effect | None,
        *,
        today: dt.date,
        complaint: str,
        differs: int,
    ) -> Card:
        made.append(entry.ref)
        return card_of(key, entry, effect, today=today, complaint=complaint, differs=differs)

    monkeypatch.setattr("gui.views.tabs.card_maker.card_of", counted)
    type_text("x")
    assert made == ["7"]


def test_removing_many_costs_no_editor(stage: FormStage, form: Form) -> None:
    stage.open(amara(education_entries=many(20, "school")))
    form.show_tab(Tab.EDUCATION)
    cards(form).setFocus()
    press(Qt.Key.Key_Home)
    for _number in range(20):
        press(Qt.Key.Key_Delete)
    assert len(ghosts(form)) == 20
    buttons = [button for ghost in ghosts(form) for button in ghost.findChildren(QPushButton)]
    assert len(buttons) == 20
    assert form.page.findChildren(Editor) == []


def test_the_columns_go_by_the_width(stage: FormStage, form: Form) -> None:
    stage.open(amara())
    form.show_tab(Tab.EDUCATION)
    click_card(form, 0)

    def tops() -> tuple[int, int]:
        page = form.page
        one, other = named(form, "Degree"), named(form, "Field of study")
        return (
            one.mapTo(page, one.rect().topLeft()).y(),
            other.mapTo(page, other.rect().topLeft()).y(),
        )

    assert tops()[0] == tops()[1]
    stage.resize(420, 700)
    QTest.qWait(0)
    assert tops()[0] < tops()[1]
    card = entries_tab(form).list.area_of(SCHOOLS[0].ref)
    last = named(form, "End date")
    bottom = last.mapTo(entries_tab(form).list, last.rect().bottomLeft()).y()
    assert bottom < card.bottom(), "the card is as high as its fields"


# --- moving by the pointer ----------------------------------------------------------------------


def spot(form: Form, row: int) -> QPoint:
    """The middle of the texts of a card, as the list's view sees it."""
    tab = entries_tab(form)
    area = tab.list.area_of(tab.list.cards.cards[row].ref)
    view = cards(form)
    return view.mapFrom(tab.list, QPoint(area.center().x(), area.top() + 20))


def hold(form: Form, start: QPoint, *goals: QPoint) -> QWidget:
    """Presses at one spot and moves to others without letting go."""
    view = cards(form)
    viewport = view.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for goal in (start + QPoint(0, 20), *goals):
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(goal),
            QPointF(viewport.mapToGlobal(goal)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(viewport, event)
    return viewport


def let_go(viewport: QWidget, at: QPoint) -> None:
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=at)


def test_a_card_is_dragged_to_another_place_as_one_step(form: Form, session: Session) -> None:
    goal = spot(form, 2) + QPoint(0, 25)
    let_go(hold(form, spot(form, 0), goal), goal)
    assert schools(session) == ["Lund University", "", "Chalmers"]
    assert entries_tab(form).list.open_ref is None, "a drag is no click"
    assert entries_tab(form).list.current_ref == "2f0a11c4"
    session.undo()
    assert schools(session) == ["Chalmers", "Lund University", ""]
    assert not session.draft.can_undo


def test_a_card_is_dragged_upwards(form: Form, session: Session) -> None:
    goal = QPoint(30, -5)
    let_go(hold(form, spot(form, 2), spot(form, 1), goal), goal)
    assert schools(session) == ["", "Chalmers", "Lund University"]


def test_a_line_shows_where_the_card_would_come_to_lie(form: Form, session: Session) -> None:
    view = cards(form)
    before = view.grab().toImage()
    viewport = hold(form, spot(form, 0), spot(form, 1) + QPoint(0, 25))
    during = view.grab().toImage()
    changed = [
        y
        for y in range(during.height())
        if during.pixelColor(view.width() // 2, y).name() == LIGHT.focus
        and before.pixelColor(view.width() // 2, y).name() != LIGHT.focus
    ]
    gap = view.visualRect(view.model().index(1, 0)).bottom()
    assert changed
    assert all(abs(y - gap) <= 8 for y in changed)
    press(Qt.Key.Key_Escape)
    let_go(viewport, spot(form, 1))
    assert not session.draft.is_dirty
    assert entries_tab(form).list.open_ref is None


def test_a_card_let_go_where_it_was_stays_and_a_shaky_click_is_a_click(
    form: Form, session: Session
) -> None:
    start = spot(form, 1)
    let_go(hold(form, start, start), start)
    assert not session.draft.is_dirty
    viewport = cards(form).viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    let_go(viewport, start + QPoint(1, 1))
    assert entries_tab(form).list.open_ref == "2f0a11c5"


def test_cards_of_a_record_that_cannot_be_edited_stay(stage: FormStage, form: Form) -> None:
    session = stage.open(replace(amara(), facts=Facts(anonymized=True)))
    form.show_tab(Tab.EDUCATION)
    goal = spot(form, 2) + QPoint(0, 25)
    let_go(hold(form, spot(form, 0), goal), goal)
    assert not session.draft.is_dirty


def test_a_drag_near_the_edge_scrolls_on(stage: FormStage, form: Form, qtbot: QtBot) -> None:
    session = stage.open(amara(education_entries=many(60, "school")))
    form.show_tab(Tab.EDUCATION)
    bar = form.page.area.verticalScrollBar()
    view = cards(form)
    start = spot(form, 0)
    edge = form.page.area.viewport().mapToGlobal(QPoint(60, form.page.area.viewport().height() - 4))
    QCursor.setPos(edge)
    viewport = hold(form, start, viewport_point(view, edge))
    qtbot.waitUntil(lambda: bar.value() > 300, timeout=5000)
    let_go(viewport, viewport_point(view, edge))
    moved = entries(session.value(KEY))
    assert [entry.ref for entry in moved].index("0") > 8


def viewport_point(view: CardView, at: QPoint) -> QPoint:
    return view.viewport().mapFromGlobal(at)


# --- large letters and mirrored layouts -----------------------------------------------------------


@pytest.fixture
def large_letters(qapp: QApplication, theme: Theme) -> Iterator[None]:
    """Twice the usual size, as if the person had just turned it on."""
    font = QFont(qapp.font())
    larger = QFont(font)
    larger.setPointSizeF(2 * font.pointSizeF())
    yield qapp.setFont(larger)
    qapp.setFont(font)


@pytest.mark.parametrize("width", [420, 620, 900])
def test_buttons_above_the_list_are_never_cut(
    stage: FormStage, form: Form, large_letters: None, width: int
) -> None:
    stage.open(amara())
    form.show_tab(Tab.EDUCATION)
    stage.resize(width, 700)
    QTest.qWait(0)
    head = entries_tab(form).buttons
    for button in (head.add_button, head.remove_button, head.sort_button):
        assert button.width() >= button.sizeHint().width()
        assert head.rect().contains(button.geometry())


def test_a_duration_reads_the_same_in_a_mirrored_layout(stage: FormStage, form: Form) -> None:
    stage.open(amara())
    form.show_tab(Tab.EXPERIENCE)
    assert entries_tab(form).list.cards.cards[0].duration.startswith("7 yrs"), "digits come first"

    def words() -> list[int]:
        """How wide the words are in the second line of the first card, from left to right."""
        QTest.qWait(0)
        tab = entries_tab(form)
        area = tab.list.area_of(JOBS[0].ref)
        image = tab.list.grab(area.adjusted(20, 34, -20, -area.height() + 60)).toImage()
        ground = image.pixel(image.width() // 2, 1)
        inked = [
            x
            for x in range(image.width())
            if any(image.pixel(x, y) != ground for y in range(image.height()))
        ]
        starts = [0, *(at for at in range(1, len(inked)) if inked[at] - inked[at - 1] > 3)]
        ends = [*starts[1:], len(inked)]
        return [inked[end - 1] - inked[start] for start, end in zip(starts, ends, strict=True)]

    usual = words()[-5:-1]  # "7 yrs 10 mos", without the mark that opens the card
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        mirrored = words()[1:5]
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert all(abs(one - other) <= 1 for one, other in zip(mirrored, usual, strict=True))
    assert usual[0] < usual[1], "a digit, then a word"


def test_the_end_of_a_current_job_says_present_instead_of_asking_for_a_date(
    stage: FormStage, form: Form
) -> None:
    session = stage.open(amara())
    form.show_tab(Tab.EXPERIENCE)
    jobs = entries(session.value(JOBS_KEY))
    current = next(job for job in jobs if job.get("current") is True)
    session.go_to(Place(JOBS_KEY, current.ref, "end_date"))
    line = named(form, "End date", QLineEdit)
    assert line.placeholderText() == "Present"
    tick = named(form, "Current", QCheckBox)
    QTest.mouseClick(tick, Qt.MouseButton.LeftButton, pos=QPoint(10, tick.height() // 2))
    assert line.placeholderText() == "such as Mar 2011"
    session.undo()
    assert line.placeholderText() == "Present"

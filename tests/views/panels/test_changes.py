"""The list of changes on a real session: what it shows, and what keys and clicks do."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QMetaMethod, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from gui.model import edits
from gui.model.draft import Draft
from gui.model.record import Facts, Record
from gui.model.values import Entry, FileUpload, LinkUpload, Place, entries
from gui.services.session import Session
from gui.views.panels.changes import ChangesPanel
from gui.views.panels.changes_excerpt import Look, Piece
from gui.views.panels.changes_rows import Chip, Row, Stop
from gui.views.panels.changes_text import DiffText
from gui.views.text import Label
from gui.views.theme import LIGHT, Theme
from gui.views.theme import Look as Choice
from tests.helpers.widgets import show

JOBS = "experience_entries"
LONG = "Plans freight between ports. " * 60


def job(ref: str, title: str, company: str) -> Entry:
    return Entry(ref, ref, {"title": title, "company": company, "current": None})


def record() -> Record:
    return Record(
        "1de04059",
        {
            "firstname": "Jon",
            "lastname": "Lind",
            "email": "jon@example.com",
            "headline": "Senior planer at Kajen",
            "summary": LONG,
            "tags": ("sql", "excel"),
            JOBS: (
                job("j1", "Analyst", "Norrfrakt AB"),
                job("j2", "Planner", "Kajen Lines"),
                job("j3", "Intern", "Hamnen"),
            ),
        },
        Facts(resume_filename="old.pdf", resume_url="https://files.example/secret"),
    )


@pytest.fixture
def session(qapp: QApplication) -> Session:
    return Session(Draft(record()))


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    theme = Theme(Choice.LIGHT)
    theme.apply(qapp)
    return theme


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme, session: Session) -> ChangesPanel:
    panel = ChangesPanel()
    qtbot.addWidget(panel)
    panel.resize(340, 900)
    panel.follow(session)
    show(panel)
    return panel


def put(session: Session, key: str, value: str) -> None:
    session.edit(lambda draft: edits.set_value(draft, key, value))


def stops(panel: ChangesPanel) -> list[Stop]:
    """The lines that can be seen, from top to bottom and left to right."""
    QTest.qWait(0)
    found = [stop for stop in panel.findChildren(Stop) if stop.isVisible()]

    def at(stop: Stop) -> tuple[int, int]:
        corner = stop.mapTo(panel, QPoint(0, 0))
        return (corner.y(), corner.x())

    return sorted(found, key=at)


def titles(panel: ChangesPanel) -> list[str]:
    return [stop.item.title for stop in stops(panel)]


def stop_of(panel: ChangesPanel, title: str) -> Stop:
    return next(stop for stop in stops(panel) if stop.item.title == title)


def row_of(panel: ChangesPanel, title: str) -> Row:
    row = stop_of(panel, title)
    assert isinstance(row, Row)
    return row


def words_on(widget: QWidget) -> str:
    """Everything that can be read on a widget."""
    found = [label.text() for label in widget.findChildren(Label) if label.isVisible()]
    found += [text.text for text in widget.findChildren(DiffText) if text.isVisible()]
    found += [chip.item.title for chip in widget.findChildren(Chip) if chip.isVisible()]
    return "\n".join(found)


def press(key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def focus(panel: ChangesPanel, title: str) -> None:
    stop_of(panel, title).setFocus()
    assert stop_of(panel, title).hasFocus()


def focused_title() -> str:
    stop = QApplication.focusWidget()
    assert isinstance(stop, Stop)
    return stop.item.title


# --- what is shown ------------------------------------------------------------------------------


def test_without_changes_it_says_so(panel: ChangesPanel) -> None:
    assert "No changes." in words_on(panel)
    assert "What you edit appears here beside the original." in words_on(panel)
    assert not panel.revert_all.isVisible()


def test_every_changed_key_has_a_card_with_both_values(
    panel: ChangesPanel, session: Session
) -> None:
    put(session, "headline", "Senior planner at Kajen")
    put(session, "firstname", "John")
    assert panel.count.text() == "2 changes"
    assert titles(panel) == ["First name", "Headline"]
    text = words_on(row_of(panel, "First name"))
    assert {"firstname", "Jon", "John"} <= set(text.split("\n"))


def test_typing_the_original_back_takes_the_card_away(
    panel: ChangesPanel, session: Session
) -> None:
    put(session, "firstname", "John")
    put(session, "firstname", "Jon")
    assert titles(panel) == []
    assert "No changes." in words_on(panel)


def test_a_keystroke_touches_no_other_card(panel: ChangesPanel, session: Session) -> None:
    put(session, "firstname", "John")
    put(session, "lastname", "Lindh")
    other, mine = row_of(panel, "First name"), row_of(panel, "Last name")
    shown_before = other.item
    put(session, "lastname", "Lindqvist")
    assert row_of(panel, "First name") is other
    assert other.item is shown_before
    assert row_of(panel, "Last name") is mine
    assert "Lindqvist" in words_on(mine)


def test_only_the_words_that_differ_are_marked(panel: ChangesPanel, session: Session) -> None:
    put(session, "headline", "Senior planner at Kajen")
    pair = row_of(panel, "Headline").pair
    assert pair is not None
    assert Piece(Look.REMOVED, "planer") in pair.before.pieces
    assert Piece(Look.ADDED, "planner") in pair.after.pieces
    assert Piece(Look.SAME, "Senior ") in pair.after.pieces


def test_marked_words_have_a_ground_of_their_own_colour(
    panel: ChangesPanel, session: Session
) -> None:
    put(session, "headline", "Senior planner at Kajen")
    pair = row_of(panel, "Headline").pair
    assert pair is not None

    def colours(widget: QWidget) -> set[str]:
        image = widget.grab().toImage()
        pixels = ((x, y) for x in range(image.width()) for y in range(image.height()))
        return {image.pixelColor(x, y).name() for x, y in pixels}

    assert LIGHT.removed_soft in colours(pair.before)
    assert LIGHT.added_soft in colours(pair.after)
    assert LIGHT.removed_soft not in colours(pair.after)


def test_an_emptied_field_says_empty(panel: ChangesPanel, session: Session) -> None:
    put(session, "headline", "")
    pair = row_of(panel, "Headline").pair
    assert pair is not None
    assert pair.after.text == "empty"


def test_a_blank_that_came_or_went_can_be_seen(panel: ChangesPanel, session: Session) -> None:
    put(session, "firstname", "Jon ")
    row = row_of(panel, "First name")
    assert row.pair is not None
    assert row.pair.after.pieces == (Piece(Look.SAME, "Jon"), Piece(Look.ADDED, " "))
    before = row.pair.after.grab().toImage()
    put(session, "firstname", "Jon\u00a0")
    assert row.pair.after.grab().toImage() != before


def test_of_a_long_text_the_change_is_shown_and_the_rest_on_demand(
    panel: ChangesPanel, session: Session
) -> None:
    put(session, "summary", LONG[:900] + "calmly " + LONG[900:])
    pair = row_of(panel, "Summary").pair
    assert pair is not None
    assert "calmly" in pair.after.text
    assert len(pair.after.text) <= 310
    assert pair.more is not None
    QTest.mouseClick(pair.more, Qt.MouseButton.LeftButton)
    assert pair.after.text.strip() == session.value("summary").strip()  # type: ignore[union-attr]
    focus(panel, "Summary")
    press(Qt.Key.Key_Left)
    assert len(pair.after.text) <= 310
    press(Qt.Key.Key_Right)
    assert len(pair.after.text) > 310


def test_entries_are_told_by_name_and_by_what_happened(
    panel: ChangesPanel, session: Session
) -> None:
    place = Place(JOBS, "j1", "title")
    session.edit(lambda draft: edits.set_entry_field(draft, place, "Senior analyst"))
    session.edit(lambda draft: edits.remove_entry(draft, Place(JOBS, "j2")))
    fields = {"title": "Planner", "company": "Skeppsbron", "start_date": "2021-03-01"}
    session.edit(lambda draft: edits.add_entry(draft, JOBS, fields))
    assert titles(panel) == [
        "Experience entries",
        "Added: Planner at Skeppsbron",
        "Edited: Senior analyst at Norrfrakt AB",
        "Title",
        "Removed: Planner at Kajen Lines",
    ]
    assert "Mar 2021" in words_on(stop_of(panel, "Added: Planner at Skeppsbron"))
    assert words_on(stop_of(panel, "Title")).split("\n") == ["Title", "Analyst", "Senior analyst"]


def test_a_moved_entry_is_a_change_of_order(panel: ChangesPanel, session: Session) -> None:
    session.edit(lambda draft: edits.move_entry(draft, Place(JOBS, "j3"), -2))
    assert titles(panel) == ["Experience entries", "Order changed"]
    focus(panel, "Order changed")
    press(Qt.Key.Key_Delete)
    assert session.change(JOBS) is not None, "an order goes back with its list only"


def test_words_are_chips(panel: ChangesPanel, session: Session) -> None:
    session.edit(lambda draft: edits.remove_word(draft, "tags", "sql"))
    session.edit(lambda draft: edits.add_words(draft, "tags", ["freight"]))
    chips = [stop for stop in stops(panel) if isinstance(stop, Chip)]
    assert [chip.accessibleName() for chip in chips] == ["added freight", "removed sql"]


def test_files_have_name_and_size(panel: ChangesPanel, session: Session) -> None:
    upload = FileUpload("new.pdf", 1_258_291, "ab" * 32, "application/pdf")
    session.edit(lambda draft: edits.set_upload(draft, "resume", upload))
    pair = row_of(panel, "Resume").pair
    assert pair is not None
    assert pair.before.text == "old.pdf"
    assert pair.after.text == "new.pdf · 1.2 MB"
    link = LinkUpload("https://example.com/cv.pdf")
    session.edit(lambda draft: edits.set_upload(draft, "resume", link))
    assert pair.after.text == "https://example.com/cv.pdf"
    assert "secret" not in words_on(panel)


def test_texts_of_strangers_stay_plain(panel: ChangesPanel, session: Session) -> None:
    put(session, "firstname", "<b>Jon</b> & \u202eoJ")
    pair = row_of(panel, "First name").pair
    assert pair is not None
    assert pair.after.text == "<b>Jon</b> & \u202eoJ"
    fields = {"title": "<img src=x>", "company": "a & b"}
    session.edit(lambda draft: edits.add_entry(draft, JOBS, fields))
    row = row_of(panel, "Added: <img src=x> at a & b")
    assert row.title.textFormat() is Qt.TextFormat.PlainText
    assert row.title.text() == "Added: <img src=x> at a & b"


@pytest.mark.parametrize(("width", "side_by_side"), [(340, False), (440, True)])
def test_both_values_stand_side_by_side_where_there_is_room(
    panel: ChangesPanel, session: Session, width: int, side_by_side: bool
) -> None:
    put(session, "firstname", "John")
    panel.resize(width, 600)
    QTest.qWait(0)
    pair = row_of(panel, "First name").pair
    assert pair is not None
    assert (pair.before.y() == pair.after.y()) is side_by_side
    assert (pair.before.x() == pair.after.x()) is not side_by_side


def test_long_lists_are_shown_in_part(panel: ChangesPanel, session: Session) -> None:
    rows = [{"title": f"Job {number}"} for number in range(60)]
    session.edit(lambda draft: edits.add_entries(draft, JOBS, rows))
    card = panel.findChild(QWidget, f"change.{JOBS}")
    assert card is not None
    assert len(stops(panel)) == 1 + 40
    more = card.more  # type: ignore[attr-defined]
    assert more.text() == "Show 20 more"
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    assert len(stops(panel)) == 1 + 60
    assert not more.isVisible()


def test_a_panel_that_nobody_sees_does_nothing_until_it_is_shown(
    qtbot: QtBot, session: Session
) -> None:
    panel = ChangesPanel()
    qtbot.addWidget(panel)
    panel.follow(session)
    put(session, "firstname", "John")
    assert panel.findChildren(Stop) == []
    show(panel)
    assert titles(panel) == ["First name"]


def test_another_session_is_followed_and_the_old_one_left(
    panel: ChangesPanel, session: Session
) -> None:
    put(session, "firstname", "John")
    other = Session(Draft(record()))
    put(other, "lastname", "Lindh")
    panel.follow(other)
    put(session, "email", "john@example.com")
    assert titles(panel) == ["Last name"]
    assert not session.isSignalConnected(QMetaMethod.fromSignal(session.changed))
    panel.follow(None)
    assert "No candidate is open." in words_on(panel)


def test_what_was_sent_leaves_the_list(panel: ChangesPanel, session: Session) -> None:
    put(session, "firstname", "John")
    put(session, "lastname", "Lindh")
    session.accept({"firstname": "John"}, record().with_value("firstname", "John"))
    assert titles(panel) == ["Last name"]


# --- what it does -------------------------------------------------------------------------------


def test_a_tick_keeps_a_key_for_later(panel: ChangesPanel, session: Session) -> None:
    put(session, "firstname", "John")
    put(session, "lastname", "Lindh")
    row = row_of(panel, "First name")
    tick = row.findChild(QCheckBox)
    assert tick is not None
    assert tick.accessibleName() == "Send First name"
    QTest.mouseClick(tick, Qt.MouseButton.LeftButton)
    assert session.draft.held == {"firstname"}
    assert panel.count.text() == "2 changes · 1 kept for later"
    assert "kept for later" in words_on(row)
    assert "kept for later" in row.accessibleName()
    focus(panel, "First name")
    press(Qt.Key.Key_Space)
    assert session.draft.held == frozenset()
    assert tick.isChecked()
    assert panel.count.text() == "2 changes"


def test_a_key_is_reverted_by_its_button_and_undo_brings_it_back(
    panel: ChangesPanel, session: Session
) -> None:
    put(session, "firstname", "John")
    button = row_of(panel, "First name").revert_button
    assert button.accessibleName() == "Revert First name"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert session.value("firstname") == "Jon"
    session.undo()
    assert titles(panel) == ["First name"]


def test_delete_reverts_the_entry_and_the_focus_stays_in_the_list(
    panel: ChangesPanel, session: Session
) -> None:
    session.edit(lambda draft: edits.remove_entry(draft, Place(JOBS, "j2")))
    session.edit(lambda draft: edits.remove_entry(draft, Place(JOBS, "j3")))
    focus(panel, "Removed: Planner at Kajen Lines")
    press(Qt.Key.Key_Delete)
    assert [entry.ref for entry in entries(session.value(JOBS))] == ["j1", "j2"]
    assert focused_title() == "Removed: Intern at Hamnen"
    press(Qt.Key.Key_Backspace)
    assert not session.draft.is_dirty
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName().startswith("No changes.")


def test_one_field_of_an_entry_is_reverted_alone(panel: ChangesPanel, session: Session) -> None:
    for name in ("title", "company"):
        place = Place(JOBS, "j1", name)
        session.edit(partial(edits.set_entry_field, place=place, value="New"))
    QTest.mouseClick(row_of(panel, "Title").revert_button, Qt.MouseButton.LeftButton)
    entry = entries(session.value(JOBS))[0]
    assert (entry.get("title"), entry.get("company")) == ("Analyst", "New")


def test_one_word_is_reverted_alone(panel: ChangesPanel, session: Session) -> None:
    session.edit(lambda draft: edits.remove_word(draft, "tags", "sql"))
    session.edit(lambda draft: edits.add_words(draft, "tags", ["freight"]))
    QTest.mouseClick(stop_of(panel, "sql").revert_button, Qt.MouseButton.LeftButton)
    assert session.value("tags") == ("sql", "excel", "freight")


@pytest.mark.parametrize("how", ["click", "enter"])
def test_a_line_leads_to_its_place(panel: ChangesPanel, session: Session, how: str) -> None:
    went: list[Place] = []
    session.went.connect(went.append)
    place = Place(JOBS, "j1", "title")
    session.edit(lambda draft: edits.set_entry_field(draft, place, "Senior analyst"))
    row = row_of(panel, "Title")
    if how == "click":
        QTest.mouseClick(row.title, Qt.MouseButton.LeftButton)
    else:
        row.setFocus()
        press(Qt.Key.Key_Return)
    assert went == [place]


def test_the_arrows_walk_the_lines_and_tab_leaves_them(
    panel: ChangesPanel, session: Session
) -> None:
    put(session, "firstname", "John")
    session.edit(lambda draft: edits.remove_word(draft, "tags", "sql"))
    session.edit(lambda draft: edits.add_words(draft, "tags", ["freight"]))
    focus(panel, "First name")
    seen = [focused_title()]
    for _step in range(4):
        press(Qt.Key.Key_Down)
        seen.append(focused_title())
    assert seen == ["First name", "Tags", "freight", "sql", "sql"]
    press(Qt.Key.Key_Left)
    assert focused_title() == "freight"
    press(Qt.Key.Key_Home)
    assert focused_title() == "First name"
    press(Qt.Key.Key_End)
    assert focused_title() == "sql"
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is panel.revert_all
    QTest.keyClick(panel.revert_all, Qt.Key.Key_Backtab)
    assert focused_title() == "sql"


def test_revert_all_is_one_step(panel: ChangesPanel, session: Session) -> None:
    put(session, "firstname", "John")
    session.edit(lambda draft: edits.remove_entry(draft, Place(JOBS, "j2")))
    QTest.mouseClick(panel.revert_all, Qt.MouseButton.LeftButton)
    assert not session.draft.is_dirty
    session.undo()
    assert session.draft.count == 2


def test_the_request_is_asked_for(panel: ChangesPanel, session: Session, qtbot: QtBot) -> None:
    put(session, "firstname", "John")
    with qtbot.waitSignal(panel.request_asked):
        QTest.mouseClick(panel.show_request, Qt.MouseButton.LeftButton)
    assert panel.show_request.accessibleName() == "Show request…"


def test_the_menu_of_a_line_offers_the_same(panel: ChangesPanel, session: Session) -> None:
    put(session, "firstname", "John")
    row = row_of(panel, "First name")
    where = QPoint(4, 4)
    reason = QContextMenuEvent.Reason.Keyboard
    event = QContextMenuEvent(reason, where, row.mapToGlobal(where))
    QApplication.sendEvent(row, event)
    menu = row.findChild(QMenu)
    assert isinstance(menu, QMenu)
    found = {action.text(): action for action in menu.actions() if action.text()}
    assert list(found) == ["Go there", "Revert", "Keep for later"]
    found["Keep for later"].trigger()
    assert session.draft.held == {"firstname"}
    found["Revert"].trigger()
    assert not session.draft.is_dirty
    menu.close()


def test_what_is_typed_elsewhere_comes_into_view(
    panel: ChangesPanel, session: Session, qtbot: QtBot
) -> None:
    panel.resize(340, 300)
    for key in ("firstname", "lastname", "email", "headline", "summary"):
        put(session, key, "Another")
    editor = QLineEdit()
    qtbot.addWidget(editor)
    session.edit(lambda d: edits.add_words(d, "tags", ["freight"]), origin=editor)
    row = row_of(panel, "Tags")
    qtbot.waitUntil(lambda: not row.visibleRegion().isEmpty())
    put(session, "lastname", "Lind")
    session.edit(lambda d: edits.set_value(d, "firstname", "J", typing=True), origin=editor)
    first = row_of(panel, "First name")
    qtbot.waitUntil(lambda: not first.visibleRegion().isEmpty())


# --- faults -------------------------------------------------------------------------------------


def test_what_keeps_an_entry_from_being_sent_is_said_when_typing_is_over(
    panel: ChangesPanel, session: Session, qtbot: QtBot
) -> None:
    place = Place(JOBS, "j1", "title")
    session.edit(lambda draft: edits.set_entry_field(draft, place, "", typing=True), origin=panel)
    row = row_of(panel, "Title")
    fault = "Title is missing."
    assert fault not in words_on(row)
    qtbot.waitUntil(lambda: fault in words_on(row), timeout=3000)
    assert fault in row.accessibleName()
    session.edit(lambda draft: edits.set_entry_field(draft, place, "A", typing=True), origin=panel)
    assert fault not in words_on(row)


def test_the_complaint_of_the_service_stands_at_its_key(
    panel: ChangesPanel, session: Session
) -> None:
    put(session, "email", "jon@")
    session.complain({Place("email"): "Workable: is not an address"})
    assert "Workable: is not an address" in words_on(row_of(panel, "Email"))
    put(session, "email", "john@example.com")
    assert "Workable: is not an address" not in words_on(panel)


# --- seen by assistive technology ---------------------------------------------------------------


def test_a_line_says_all_of_itself(panel: ChangesPanel, session: Session) -> None:
    put(session, "headline", "")
    row = row_of(panel, "Headline")
    assert row.accessibleName() == "Headline: was Senior planer at Kajen, now empty"


def test_everything_that_gets_the_focus_has_a_name(panel: ChangesPanel, session: Session) -> None:
    put(session, "firstname", "John")
    session.edit(lambda draft: edits.add_words(draft, "tags", ["freight"]))
    stops(panel)
    reachable = [
        each
        for each in panel.findChildren(QWidget)
        if each.isVisible() and each.focusPolicy() is not Qt.FocusPolicy.NoFocus
    ]
    assert {"First name", "freight"} <= {
        each.item.title for each in reachable if isinstance(each, Stop)
    }
    assert [each for each in reachable if not each.accessibleName()] == []

"""The list of changes on a real session: what it shows, and what keys and clicks do."""

from __future__ import annotations

import itertools
from collections import Counter
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QMetaMethod, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLineEdit,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.model import comparison, edits
from gui.model.draft import Draft
from gui.model.record import Facts, Record
from gui.model.values import Entry, FileUpload, LinkUpload, Place, entries
from gui.services.session import Session
from gui.views.buttons import Button
from gui.views.panels import changes_excerpt
from gui.views.panels.changes import ChangesPanel
from gui.views.panels.changes_cards import KeyCard
from gui.views.panels.changes_excerpt import Look, Piece
from gui.views.panels.changes_face import Face
from gui.views.panels.changes_rows import Chip, Row, Stop
from gui.views.panels.changes_sheet import ChangesSheet
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


def told_of_list(panel: ChangesPanel) -> str:
    """What a screen reader says of the list besides its name."""
    (sheet,) = panel.findChildren(ChangesSheet)
    assert sheet.accessibleName() == "Changes"
    return sheet.accessibleDescription()


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
    rows = [widget] if isinstance(widget, Row) else widget.findChildren(Row)
    found = [label.text() for label in widget.findChildren(Label) if label.isVisible()]
    found += [text for row in rows if row.isVisible() for text in row.face.words]
    found += [chip.item.title for chip in widget.findChildren(Chip) if chip.isVisible()]
    return "\n".join(found)


def lines_of(row: Row, colour: str) -> set[int]:
    """The lines of pixels of a row that have a colour in them."""
    image = row.grab().toImage()
    return {
        y
        for y in range(image.height())
        if any(image.pixelColor(x, y).name() == colour for x in range(image.width()))
    }


def more_of(panel: ChangesPanel, key: str) -> QWidget:
    """The button that shows the rest of a long list."""
    card = panel.findChild(KeyCard, f"change.{key}")
    assert isinstance(card, KeyCard)
    assert card.more is not None
    return card.more


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


def test_without_a_candidate_it_says_whether_one_is_on_the_way(panel: ChangesPanel) -> None:
    panel.follow(None)
    assert "No candidate is open." in words_on(panel)
    panel.expect(True)
    assert "The candidate is being loaded." in words_on(panel)
    panel.expect(False)
    assert "No candidate is open." in words_on(panel)


def test_every_changed_key_has_a_card_with_both_values(
    panel: ChangesPanel, session: Session
) -> None:
    put(session, "headline", "Senior planner at Kajen")
    put(session, "firstname", "John")
    assert told_of_list(panel) == "2 changes"
    assert "2 changes" not in words_on(panel), "it stands in the tab and beside Send"
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
    face = row_of(panel, "Headline").face
    assert Piece(Look.REMOVED, "planer") in face.before.pieces
    assert Piece(Look.ADDED, "planner") in face.after.pieces
    assert Piece(Look.SAME, "Senior ") in face.after.pieces


def test_marked_words_have_a_ground_of_their_own_colour(
    panel: ChangesPanel, session: Session
) -> None:
    put(session, "headline", "Senior planner at Kajen")
    row = row_of(panel, "Headline")
    removed, added = lines_of(row, LIGHT.removed_soft), lines_of(row, LIGHT.added_soft)
    assert removed
    assert added
    assert max(removed) < min(added), "what was there stands above what is there now"


def test_an_emptied_field_says_empty(panel: ChangesPanel, session: Session) -> None:
    put(session, "headline", "")
    assert row_of(panel, "Headline").face.after.text == "empty"


def test_a_blank_that_came_or_went_can_be_seen(panel: ChangesPanel, session: Session) -> None:
    put(session, "firstname", "Jon ")
    row = row_of(panel, "First name")
    assert row.face.after.pieces == (Piece(Look.SAME, "Jon"), Piece(Look.ADDED, " "))
    before = row.grab().toImage()
    put(session, "firstname", "Jon\u00a0")
    assert row.grab().toImage() != before


def test_of_a_long_text_the_change_is_shown_and_the_rest_on_demand(
    panel: ChangesPanel, session: Session
) -> None:
    put(session, "summary", LONG[:900] + "calmly " + LONG[900:])
    row = row_of(panel, "Summary")
    assert "calmly" in row.face.after.text
    assert len(row.face.after.text) <= 310
    high = row.height()
    assert row.more is not None
    QTest.mouseClick(row.more, Qt.MouseButton.LeftButton)
    assert row.face.after.text.strip() == session.value("summary").strip()  # type: ignore[union-attr]
    assert row.height() > 2 * high
    focus(panel, "Summary")
    press(Qt.Key.Key_Left)
    assert len(row.face.after.text) <= 310
    assert row.height() == high
    press(Qt.Key.Key_Right)
    assert len(row.face.after.text) > 310


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
    face = row_of(panel, "Resume").face
    assert face.before.text == "old.pdf"
    assert face.after.text == "new.pdf · 1.2 MB"
    link = LinkUpload("https://example.com/cv.pdf")
    session.edit(lambda draft: edits.set_upload(draft, "resume", link))
    assert face.after.text == "https://example.com/cv.pdf"
    assert "secret" not in words_on(panel)


def test_texts_of_strangers_stay_plain(panel: ChangesPanel, session: Session) -> None:
    put(session, "firstname", "<b>Jon</b> & \u202eoJ")
    face = row_of(panel, "First name").face
    assert face.after.text == "<b>Jon</b> & \u202eoJ"
    fields = {"title": "<img src=x>", "company": "a & b"}
    session.edit(lambda draft: edits.add_entry(draft, JOBS, fields))
    assert row_of(panel, "Added: <img src=x> at a & b").face.words[0] == (
        "Added: <img src=x> at a & b"
    )


@pytest.mark.parametrize(("width", "side_by_side"), [(340, False), (440, True)])
def test_both_values_stand_side_by_side_where_there_is_room(
    panel: ChangesPanel, session: Session, width: int, side_by_side: bool
) -> None:
    put(session, "firstname", "John")
    panel.resize(width, 600)
    QTest.qWait(0)
    row = row_of(panel, "First name")
    removed, added = lines_of(row, LIGHT.removed_soft), lines_of(row, LIGHT.added_soft)
    assert bool(removed & added) is side_by_side


def test_long_lists_are_shown_in_part(panel: ChangesPanel, session: Session) -> None:
    rows = [{"title": f"Job {number}"} for number in range(60)]
    session.edit(lambda draft: edits.add_entries(draft, JOBS, rows))
    more = more_of(panel, JOBS)
    assert isinstance(more, Button)
    assert more.text() == "Show 20 more"
    focus(panel, "Experience entries")
    press(Qt.Key.Key_End)
    assert focused_title() == "Added: Job 39"
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    assert not more.isVisible()
    assert focused_title() == "Added: Job 40", "where one goes on reading"
    press(Qt.Key.Key_End)
    assert focused_title() == "Added: Job 59"
    assert not stop_of(panel, "Added: Job 59").visibleRegion().isEmpty()


def test_of_a_long_list_only_what_is_seen_has_widgets(
    panel: ChangesPanel, session: Session
) -> None:
    rows = [{"title": f"Job {number}"} for number in range(300)]
    session.edit(lambda draft: edits.add_entries(draft, JOBS, rows))
    QTest.mouseClick(more_of(panel, JOBS), Qt.MouseButton.LeftButton)
    assert len(panel.findChildren(Row)) < 80
    bar = panel.findChildren(QScrollArea)[0].verticalScrollBar()
    for value in (bar.maximum() // 2, bar.maximum()):
        bar.setValue(value)
        seen = [row for row in panel.findChildren(Row) if not row.visibleRegion().isEmpty()]
        tops = sorted(row.mapTo(panel, QPoint(0, 0)).y() for row in seen)
        gaps = [lower - upper for upper, lower in itertools.pairwise(tops)]
        assert max(gaps) < 60, "the view is full of lines wherever it is"
        assert tops[-1] - tops[0] > bar.pageStep() - 120
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(panel.findChildren(Row)) < 80
    assert titles(panel)[-1] == "Added: Job 299"


def test_a_line_that_has_the_focus_stays_while_it_is_scrolled_away(
    panel: ChangesPanel, session: Session
) -> None:
    rows = [{"title": f"Job {number}"} for number in range(300)]
    session.edit(lambda draft: edits.add_entries(draft, JOBS, rows))
    QTest.mouseClick(more_of(panel, JOBS), Qt.MouseButton.LeftButton)
    press(Qt.Key.Key_Home)
    for _step in range(4):
        press(Qt.Key.Key_Down)
    bar = panel.findChildren(QScrollArea)[0].verticalScrollBar()
    bar.setValue(bar.maximum())
    assert focused_title() == "Added: Job 3"
    press(Qt.Key.Key_Down)
    assert focused_title() == "Added: Job 4"
    assert not stop_of(panel, "Added: Job 4").visibleRegion().isEmpty()


def test_a_keystroke_touches_one_line_of_a_long_list(
    panel: ChangesPanel, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted and not timed: what is compared, measured, shown and painted for a keystroke."""
    rows = [{"title": f"Job {number}", "company": "Kajen Lines"} for number in range(300)]
    refs = session.edit(lambda draft: edits.add_entries(draft, JOBS, rows))
    QTest.mouseClick(more_of(panel, JOBS), Qt.MouseButton.LeftButton)
    press(Qt.Key.Key_Home)
    elsewhere = QLineEdit()
    qtbot.addWidget(elsewhere)
    show(elsewhere)
    QTest.qWait(20)
    work: Counter[str] = Counter()

    def count(owner: object, name: str) -> None:
        whole = getattr(owner, name)

        def counted(*args: object, **kwargs: object) -> object:
            work[name] += 1
            return whole(*args, **kwargs)

        monkeypatch.setattr(owner, name, counted)

    count(comparison, "differing_fields")
    count(changes_excerpt, "word_diff")
    for name in ("_fill", "_measured", "paint"):
        count(Face, name)
    count(Row, "show_face")
    place = Place(JOBS, refs[2], "title")
    for value in ("Job 2 x", "Job 2 xy"):
        work.clear()
        session.edit(partial(edits.set_entry_field, place=place, value=value), origin=elsewhere)
        QTest.qWait(20)
        assert dict(work) == {"_fill": 1, "_measured": 1, "show_face": 1, "paint": 1}
    assert "Added: Job 2 xy at Kajen Lines" in titles(panel)


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
    assert told_of_list(panel) == "2 changes · 1 kept for later"
    assert "1 kept for later" in words_on(panel)
    assert "kept for later" in words_on(row)
    assert "kept for later" in row.accessibleName()
    focus(panel, "First name")
    press(Qt.Key.Key_Space)
    assert session.draft.held == frozenset()
    assert tick.isChecked()
    assert told_of_list(panel) == "2 changes"
    assert "kept for later" not in words_on(panel)


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
        QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(60, 10))
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


def test_in_a_window_tab_comes_to_the_lines_before_the_buttons_below_them(
    qtbot: QtBot, theme: Theme, session: Session
) -> None:
    window, panel, before, after = QWidget(), ChangesPanel(), QLineEdit(), QLineEdit()
    column = QVBoxLayout(window)
    for widget in (before, panel, after):
        column.addWidget(widget)
    qtbot.addWidget(window)
    window.resize(340, 400)
    panel.follow(session)
    show(window)
    rows = [{"title": f"Job {number}"} for number in range(300)]
    session.edit(lambda draft: edits.add_entries(draft, JOBS, rows))
    before.setFocus()
    press(Qt.Key.Key_Tab)
    assert focused_title() == "Experience entries"
    for _step in range(30):
        press(Qt.Key.Key_Down)
    assert focused_title() == "Added: Job 29"
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is panel.revert_all
    QTest.keyClick(panel.revert_all, Qt.Key.Key_Backtab)
    QTest.keyClick(more_of(panel, JOBS), Qt.Key.Key_Backtab)
    assert focused_title() == "Added: Job 29"
    press(Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is before


def test_lines_follow_the_size_of_letters_at_once(panel: ChangesPanel, session: Session) -> None:
    put(session, "firstname", "John")
    before = row_of(panel, "First name").height()
    font = QApplication.font()
    larger = QFont(font)
    larger.setPointSizeF(2 * font.pointSizeF())
    QApplication.setFont(larger)
    try:
        QTest.qWait(0)
        assert row_of(panel, "First name").height() > 1.3 * before
        card = panel.findChild(KeyCard)
        assert isinstance(card, KeyCard)
        assert card.rect().contains(card.row.geometry())
    finally:
        QApplication.setFont(font)


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
    show(editor)
    session.edit(lambda d: edits.add_words(d, "tags", ["freight"]), origin=editor)
    chip = stop_of(panel, "freight")
    qtbot.waitUntil(lambda: not chip.visibleRegion().isEmpty())
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

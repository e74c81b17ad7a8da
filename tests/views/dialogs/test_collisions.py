"""Collisions settled by keys and clicks, on real collisions of a real draft."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.model import edits
from gui.model.draft import Draft
from gui.model.merge import CollisionKind
from gui.model.record import Record
from gui.model.values import Entry, Place, Value, entries, find_entry
from gui.services.session import Session
from gui.views.dialogs.collision_card import CollisionCard
from gui.views.dialogs.collisions import SEND, CollisionsDialog
from gui.views.panels.changes_text import DiffText
from gui.views.text import Label
from tests.helpers.widgets import show

JOBS = "experience_entries"


def job(ref: str, title: str, **more: str | bool | None) -> Entry:
    fields: dict[str, str | bool | None] = {"title": title, "company": "Kajen", "current": None}
    return Entry(ref, ref, {**fields, **more})


BASE = Record(
    "1de04059",
    {
        "firstname": "Jon",
        "headline": "Planner",
        "phone": "1",
        "summary": "Plans freight.",
        "skills": ("Dutch",),
        JOBS: (job("j1", "Analyst", start_date="2014-01-01"), job("j2", "Intern")),
    },
)


@pytest.fixture
def session(qapp: QApplication) -> Session:
    return Session(Draft(BASE))


def put(session: Session, **values: Value) -> None:
    for key, value in values.items():
        session.edit(partial(edits.set_value, key=key, value=value))


def put_in_job(session: Session, ref: str, name: str, value: str | bool) -> None:
    place = Place(JOBS, ref, name)
    session.edit(lambda draft: edits.set_entry_field(draft, place, value))


def stored(**values: Value) -> Record:
    record = BASE
    for key, value in values.items():
        record = record.with_value(key, value)
    return record


def jobs_with(ref: str, name: str, value: str | bool | None) -> tuple[Entry, ...]:
    return tuple(
        entry.with_field(name, value) if entry.ref == ref else entry
        for entry in entries(BASE.get(JOBS))
    )


def opened(qtbot: QtBot, session: Session, theirs: Record) -> CollisionsDialog:
    collisions = session.draft.collisions(theirs)
    dialog = CollisionsDialog(session, theirs, collisions, None)
    qtbot.addWidget(dialog)
    show(dialog)
    return dialog


def three(qtbot: QtBot, session: Session) -> CollisionsDialog:
    put(session, firstname="John", headline="Senior planner", phone="2")
    theirs = stored(firstname="Jonas", headline="Lead planner", phone="3")
    return opened(qtbot, session, theirs)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def labels(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(Label) if label.isVisible()]


def sides(card: CollisionCard) -> list[str]:
    return [text.text for text in card.findChildren(DiffText)]


def results(dialog: CollisionsDialog) -> list[object]:
    return [item.result for item in dialog.settled()]


def result_line(card: CollisionCard) -> QLineEdit:
    line = card.findChild(QLineEdit, "result")
    assert isinstance(line, QLineEdit)
    return line


# --- what is shown ------------------------------------------------------------------------------


def test_every_collision_is_shown_with_its_three_sides(qtbot: QtBot, session: Session) -> None:
    dialog = three(qtbot, session)
    assert "Somebody else has changed John too" in labels(dialog)
    assert [card.title for card in dialog.cards] == ["First name", "Phone", "Headline"]
    assert sides(dialog.cards[0]) == ["Jon", "Jonas", "John"]
    assert "0 of 3 decided" in labels(dialog)
    assert {"Was", "In Workable now", "Yours"} <= set(labels(dialog.cards[0]))
    names = [button.text() for button in dialog.cards[0].buttons.values()]
    assert names == ["Theirs", "Mine", "Both", "Edit"]


def test_both_is_offered_for_texts_only(qtbot: QtBot, session: Session) -> None:
    put(session, phone="2")
    put_in_job(session, "j1", "start_date", "2014-02-01")
    theirs = stored(phone="3", **{JOBS: jobs_with("j1", "start_date", "2015-01-01")})
    dialog = opened(qtbot, session, theirs)
    assert [card.title for card in dialog.cards] == ["Phone", "Start date · Analyst at Kajen"]
    for card in dialog.cards:
        assert [button.text() for button in card.buttons.values()] == ["Theirs", "Mine", "Edit"]
    assert sides(dialog.cards[1]) == ["1 Jan 2014", "1 Jan 2015", "1 Feb 2014"]


def test_the_focus_begins_at_the_first_and_tells_everything(qtbot: QtBot, session: Session) -> None:
    dialog = three(qtbot, session)
    card = dialog.cards[0]
    assert card.hasFocus()
    assert card.accessibleName() == "1 of 3: First name"
    described = card.accessibleDescription()
    assert "Was: Jon. In Workable now: Jonas. Yours: John" in described


# --- deciding -----------------------------------------------------------------------------------


def test_keys_decide_and_send_waits_for_all(qtbot: QtBot, session: Session) -> None:
    dialog = three(qtbot, session)
    codes: list[int] = []
    dialog.finished.connect(codes.append)
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_N)
    press(Qt.Key.Key_2)
    press(Qt.Key.Key_N)
    assert not dialog.send_button.isEnabled()
    assert "2 of 3 decided" in labels(dialog)
    press(Qt.Key.Key_3)
    assert dialog.send_button.isEnabled()
    assert results(dialog) == ["Jonas", "2", "Lead planner, Senior planner"]
    press(Qt.Key.Key_N)
    assert QApplication.focusWidget() is dialog.send_button
    press(Qt.Key.Key_Return)
    assert codes == [SEND]


def test_clicks_decide(qtbot: QtBot, session: Session) -> None:
    put(session, phone="2")
    dialog = opened(qtbot, session, stored(phone="3"))
    (card,) = dialog.cards
    by_name = {button.text(): button for button in card.buttons.values()}
    QTest.mouseClick(by_name["Theirs"], Qt.MouseButton.LeftButton)
    assert results(dialog) == ["3"]
    assert by_name["Theirs"].isChecked()
    QTest.mouseClick(by_name["Mine"], Qt.MouseButton.LeftButton)
    assert results(dialog) == ["2"]
    assert not by_name["Theirs"].isChecked()
    QTest.mouseClick(by_name["Mine"], Qt.MouseButton.LeftButton)
    assert by_name["Mine"].isChecked(), "the second click takes nothing back"
    assert dialog.send_button.isEnabled()


def test_a_key_for_what_is_not_offered_does_nothing(qtbot: QtBot, session: Session) -> None:
    put(session, phone="2")
    dialog = opened(qtbot, session, stored(phone="3"))
    press(Qt.Key.Key_3)
    assert "0 of 1 decided" in labels(dialog)


def test_the_result_can_be_edited_and_its_letters_are_no_commands(
    qtbot: QtBot, session: Session
) -> None:
    put(session, headline="Senior planner")
    dialog = opened(qtbot, session, stored(headline="Lead planner"))
    (card,) = dialog.cards
    press(Qt.Key.Key_E)
    line = result_line(card)
    assert line.hasFocus()
    assert line.text() == "Senior planner"
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(line, "Net 12 en")
    assert results(dialog) == ["Net 12 en"]
    assert card.buttons[card.choice].text() == "Edit"  # type: ignore[index]
    press(Qt.Key.Key_Escape)
    assert dialog.isVisible(), "Esc first leads out of the editor"
    assert card.hasFocus()
    assert results(dialog) == ["Net 12 en"]
    press(Qt.Key.Key_1)
    assert line.text() == "Lead planner"


def test_editing_goes_on_behind_what_was_joined(qtbot: QtBot, session: Session) -> None:
    put(session, headline="Senior planner", summary="Mine.")
    dialog = opened(qtbot, session, stored(headline="Lead planner", summary="Theirs."))
    for _card in dialog.cards:
        press(Qt.Key.Key_3)
        press(Qt.Key.Key_E)
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, " (both)")
        press(Qt.Key.Key_Escape)
        press(Qt.Key.Key_N)
    assert results(dialog) == [
        "Lead planner, Senior planner (both)",
        "Theirs.\n\nMine. (both)",
    ]


def test_typing_into_a_chosen_result_makes_it_edited(qtbot: QtBot, session: Session) -> None:
    put(session, headline="Senior planner")
    dialog = opened(qtbot, session, stored(headline="Lead planner"))
    press(Qt.Key.Key_1)
    line = result_line(dialog.cards[0])
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_End)
    QTest.keyClicks(line, "!")
    assert results(dialog) == ["Lead planner!"]


def test_long_texts_are_joined_with_a_line_between(qtbot: QtBot, session: Session) -> None:
    put(session, summary="Mine.")
    dialog = opened(qtbot, session, stored(summary="Theirs."))
    press(Qt.Key.Key_3)
    assert results(dialog) == ["Theirs.\n\nMine."]
    assert dialog.cards[0].findChildren(QPlainTextEdit)[0].toPlainText() == "Theirs.\n\nMine."


def test_of_two_texts_of_which_one_holds_the_other_it_is_kept(
    qtbot: QtBot, session: Session
) -> None:
    put(session, headline="Planner and analyst")
    dialog = opened(qtbot, session, stored(headline="Planner and analyst, retired"))
    press(Qt.Key.Key_3)
    assert results(dialog) == ["Planner and analyst, retired"]


def test_a_result_that_cannot_be_sent_is_not_decided(qtbot: QtBot, session: Session) -> None:
    put_in_job(session, "j1", "title", "Senior analyst")
    theirs = stored(**{JOBS: jobs_with("j1", "title", "Lead analyst")})
    dialog = opened(qtbot, session, theirs)
    press(Qt.Key.Key_E)
    line = result_line(dialog.cards[0])
    line.clear()
    assert not dialog.send_button.isEnabled()
    assert any("Title is missing." in text for text in labels(dialog))
    QTest.keyClicks(line, "Analyst")
    assert dialog.send_button.isEnabled()


def test_a_date_that_is_none_is_not_decided(qtbot: QtBot, session: Session) -> None:
    put_in_job(session, "j1", "start_date", "2014-02-01")
    theirs = stored(**{JOBS: jobs_with("j1", "start_date", "2015-01-01")})
    dialog = opened(qtbot, session, theirs)
    press(Qt.Key.Key_E)
    line = result_line(dialog.cards[0])
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(line, "sometime")
    press(Qt.Key.Key_Return)
    assert not dialog.send_button.isEnabled()
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(line, "Mar 2016")
    press(Qt.Key.Key_Return)
    assert dialog.send_button.isEnabled()
    assert results(dialog) == ["2016-03-01"]


def test_a_flag_is_edited_with_a_box(qtbot: QtBot, session: Session) -> None:
    put_in_job(session, "j1", "current", True)
    theirs = stored(**{JOBS: jobs_with("j1", "current", False)})
    dialog = opened(qtbot, session, theirs)
    assert sides(dialog.cards[0]) == ["not set", "No", "Yes"]
    press(Qt.Key.Key_1)
    assert results(dialog) == [False]
    box = dialog.cards[0].findChild(QCheckBox)
    assert box is not None
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert results(dialog) == [True]


def test_null_stays_null_when_theirs_is_kept(qtbot: QtBot, session: Session) -> None:
    put(session, headline="Senior planner")
    dialog = opened(qtbot, session, stored(headline=None))
    press(Qt.Key.Key_1)
    assert results(dialog) == [None]


# --- edits against deletions --------------------------------------------------------------------


@pytest.mark.parametrize(("key", "kept"), [(Qt.Key.Key_1, False), (Qt.Key.Key_2, True)])
def test_an_edit_against_a_removal(qtbot: QtBot, session: Session, key: Qt.Key, kept: bool) -> None:
    put_in_job(session, "j1", "title", "Senior analyst")
    theirs = stored(**{JOBS: (job("j2", "Intern"),)})
    dialog = opened(qtbot, session, theirs)
    (card,) = dialog.cards
    assert card.collision.kind is CollisionKind.THEIRS_DELETED
    assert card.title == "Senior analyst at Kajen"
    names = [button.text() for button in card.buttons.values()]
    assert names == ["Accept the removal", "Keep yours as a new entry"]
    assert "You edited this entry; it was removed in Workable meanwhile." in labels(card)
    assert sides(card)[1] == "removed"
    press(key)
    items = [(item.collision, item.result) for item in dialog.settled()]
    session.settle(theirs, items)
    titles = [entry.text("title") for entry in entries(session.value(JOBS))]
    assert ("Senior analyst" in titles) is kept
    assert all(entry.id != "j1" for entry in entries(session.value(JOBS)))


@pytest.mark.parametrize(("key", "kept"), [(Qt.Key.Key_1, True), (Qt.Key.Key_2, False)])
def test_a_removal_against_an_edit(qtbot: QtBot, session: Session, key: Qt.Key, kept: bool) -> None:
    session.edit(lambda draft: edits.remove_entry(draft, Place(JOBS, "j1")))
    theirs = stored(**{JOBS: jobs_with("j1", "title", "Lead analyst")})
    dialog = opened(qtbot, session, theirs)
    (card,) = dialog.cards
    names = [button.text() for button in card.buttons.values()]
    assert names == ["Keep theirs", "Remove it anyway"]
    assert sides(card)[2] == "removed"
    press(key)
    session.settle(theirs, [(item.collision, item.result) for item in dialog.settled()])
    assert (find_entry(session.value(JOBS), "j1") is not None) is kept


def test_a_list_that_is_no_longer_shown_is_explained(qtbot: QtBot, session: Session) -> None:
    session.edit(lambda draft: edits.add_words(draft, "skills", ["Freight"]))
    dialog = opened(qtbot, session, stored(skills=None))
    (card,) = dialog.cards
    assert any("what it holds now is not known" in text for text in labels(card))
    assert sides(card) == ["Dutch", "not shown by Workable", "Dutch\nFreight"]
    press(Qt.Key.Key_2)
    assert results(dialog) == [("Dutch", "Freight")]
    press(Qt.Key.Key_1)
    assert results(dialog) == [None]


# --- all at once, and none ----------------------------------------------------------------------


def test_take_all_mine_needs_a_second_press(qtbot: QtBot, session: Session) -> None:
    dialog = three(qtbot, session)
    QTest.mouseClick(dialog.take_all, Qt.MouseButton.LeftButton)
    assert "0 of 3 decided" in labels(dialog)
    assert dialog.take_all.text() == "Press again: all 3 yours"
    QTest.mouseClick(dialog.take_all, Qt.MouseButton.LeftButton)
    assert results(dialog) == ["John", "2", "Senior planner"]
    assert dialog.send_button.isEnabled()


def test_take_all_mine_is_forgotten_when_the_person_goes_elsewhere(
    qtbot: QtBot, session: Session
) -> None:
    dialog = three(qtbot, session)
    QTest.mouseClick(dialog.take_all, Qt.MouseButton.LeftButton)
    dialog.cards[1].setFocus()
    assert dialog.take_all.text() == "Take all mine"
    QTest.mouseClick(dialog.take_all, Qt.MouseButton.LeftButton)
    assert "0 of 3 decided" in labels(dialog)


def test_take_all_mine_by_keys_needs_a_key_more_than_mine(qtbot: QtBot, session: Session) -> None:
    dialog = three(qtbot, session)
    press(Qt.Key.Key_2)
    assert "1 of 3 decided" in labels(dialog)
    press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert "3 of 3 decided" in labels(dialog)


def test_escape_cancels_and_nothing_is_lost(qtbot: QtBot, session: Session) -> None:
    dialog = three(qtbot, session)
    codes: list[int] = []
    dialog.finished.connect(codes.append)
    before = session.current
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_Escape)
    assert codes == [0]
    assert session.current is before


def test_enter_on_a_card_neither_chooses_nor_sends(qtbot: QtBot, session: Session) -> None:
    put(session, phone="2")
    dialog = opened(qtbot, session, stored(phone="3"))
    press(Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert "0 of 1 decided" in labels(dialog)
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_Return)
    assert dialog.isVisible(), "Enter sends from its button only"


def test_the_arrows_walk_the_cards(qtbot: QtBot, session: Session) -> None:
    dialog = three(qtbot, session)
    press(Qt.Key.Key_Down)
    assert dialog.cards[1].hasFocus()
    press(Qt.Key.Key_2)
    assert dialog.cards[1].is_settled
    press(Qt.Key.Key_Up)
    assert dialog.cards[0].hasFocus()


def test_everything_that_gets_the_focus_has_a_name(qtbot: QtBot, session: Session) -> None:
    dialog = three(qtbot, session)
    press(Qt.Key.Key_1)
    reachable = [
        each
        for each in dialog.findChildren(QWidget)
        if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(reachable) > 10
    assert [each for each in reachable if not each.accessibleName()] == []

"""The question before a send that removes something: what it names, and what keys do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from gui.model.effects import added_again, effects_of
from gui.model.record import Facts, Record
from gui.model.values import Entry, FileUpload, Value
from gui.views.dialogs.confirm_send import GO_AHEAD, ConfirmSend
from gui.views.text import Label
from tests.helpers.widgets import show

JOBS = tuple(
    Entry(ref, ref, {"title": title, "company": company})
    for ref, title, company in (
        ("j1", "Analyst", "Norrfrakt AB"),
        ("j2", "Planner", "Kajen Lines"),
        ("j3", "Intern", "Hamnen"),
    )
)
RECORD = Record(
    "1de04059",
    {
        "email": "jon@example.com",
        "phone": "0210",
        "experience_entries": JOBS,
        "tags": ("sql", "excel"),
    },
    Facts(resume_filename="old.pdf", resume_url="x", image_url="y"),
)
FILE = FileUpload("new.pdf", 10, "ab" * 32, "application/pdf")


def opened(qtbot: QtBot, **wanted: Value) -> ConfirmSend:
    dialog = ConfirmSend("Jon <b>Lind</b>", effects_of(RECORD, wanted), None)
    qtbot.addWidget(dialog)
    show(dialog)
    return dialog


def test_what_may_be_there_already_is_said_with_both_names(qtbot: QtBot) -> None:
    new = Entry("new:1", None, {"title": "Planner", "company": "Kajen"})
    wanted = {"experience_entries": (*JOBS, new)}
    doubtful = {"experience_entries": {"new:1": frozenset({"j3"})}}
    dialog = ConfirmSend("Jon", added_again(RECORD, wanted, doubtful), None)
    qtbot.addWidget(dialog)
    show(dialog)
    assert "Add “Planner at Kajen” to Jon once more?" in texts(dialog)
    (said,) = [text for text in texts(dialog) if "no answer came" in text]
    assert "changed by somebody else: Intern at Hamnen." in said
    assert buttons(dialog) == ["Cancel", "Add and send"]
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.result() != GO_AHEAD


def texts(dialog: ConfirmSend) -> list[str]:
    return [label.text() for label in dialog.findChildren(Label)]


def buttons(dialog: ConfirmSend) -> list[str]:
    found = sorted(dialog.findChildren(QPushButton), key=lambda button: button.x())
    return [button.text() for button in found]


def test_it_names_person_effect_and_every_name(qtbot: QtBot) -> None:
    dialog = opened(qtbot, experience_entries=JOBS[:1], tags=("excel",))
    assert "Remove 3 entries of Jon <b>Lind</b>?" in texts(dialog)
    for name in ("Planner at Kajen Lines", "Intern at Hamnen", "sql"):
        assert name in texts(dialog)
    assert buttons(dialog) == ["Cancel", "Remove 3 entries and send"]


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.mark.parametrize(
    ("wanted", "title", "verb"),
    [
        ({"experience_entries": JOBS[1:]}, "Remove 1 job of", "Remove 1 entry and send"),
        ({"experience_entries": ()}, "Remove all 3 jobs of", "Remove 3 entries and send"),
        ({"phone": ""}, "Empty “Phone” of", "Empty 1 field and send"),
        ({"phone": "", "email": ""}, "Empty 2 fields of", "Empty 2 fields and send"),
        ({"resume": FILE}, "Replace the resume of", "Replace and send"),
        ({"image": FILE}, "Replace the photo of", "Replace and send"),
        ({"resume": FILE, "image": FILE}, "Replace resume and photo of", "Replace and send"),
        ({"email": "new@example.com"}, "Change the e-mail of", "Change e-mail and send"),
    ],
)
def test_title_and_verb_say_the_gravest_effect(
    qtbot: QtBot, wanted: dict[str, Value], title: str, verb: str
) -> None:
    dialog = opened(qtbot, **wanted)
    assert dialog.heading.text() == f"{title} Jon <b>Lind</b>?"
    assert buttons(dialog) == ["Cancel", verb]


def test_an_emptied_list_has_a_warning_of_its_own_at_the_top(qtbot: QtBot) -> None:
    dialog = opened(qtbot, tags=("excel",), experience_entries=())
    shown = texts(dialog)
    warning = "The list “Experience entries” is emptied: all 3 entries go."
    assert shown.index(warning) < shown.index("Tags: 1 tag removed")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_alone_removes_nothing(qtbot: QtBot, key: Qt.Key) -> None:
    dialog = opened(qtbot, experience_entries=JOBS[:1])
    results: list[int] = []
    dialog.finished.connect(results.append)
    QTest.keyClick(focused(), key)
    assert results == [0]


def test_enter_beside_the_buttons_does_nothing(qtbot: QtBot) -> None:
    dialog = opened(qtbot, experience_entries=JOBS[:1])
    results: list[int] = []
    dialog.finished.connect(results.append)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert results == []
    dialog.reject()


def test_escape_cancels(qtbot: QtBot) -> None:
    dialog = opened(qtbot, phone="")
    results: list[int] = []
    dialog.finished.connect(results.append)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert results == [0]


def test_the_verb_goes_ahead_by_click_and_by_keys(qtbot: QtBot) -> None:
    results: list[int] = []
    for by_keys in (False, True):
        dialog = opened(qtbot, phone="")
        dialog.finished.connect(results.append)
        if by_keys:
            assert focused() is dialog.cancel_button
            QTest.keyClick(focused(), Qt.Key.Key_Tab)
            assert focused() is dialog.verb
            QTest.keyClick(focused(), Qt.Key.Key_Return)
        else:
            QTest.mouseClick(dialog.verb, Qt.MouseButton.LeftButton)
    assert results == [GO_AHEAD, GO_AHEAD]


def test_sixty_names_scroll(qtbot: QtBot) -> None:
    many = tuple(Entry(f"j{n}", f"j{n}", {"title": f"Job {n}"}) for n in range(60))
    record = RECORD.with_value("experience_entries", many)
    dialog = ConfirmSend("Jon", effects_of(record, {"experience_entries": ()}), None)
    qtbot.addWidget(dialog)
    show(dialog)
    assert dialog.height() < 700
    assert "Job 59" in texts(dialog)
    QTest.keyClick(focused(), Qt.Key.Key_Backtab)
    bar = dialog.findChildren(QScrollArea)[0].verticalScrollBar()
    QTest.keyClick(focused(), Qt.Key.Key_PageDown)
    assert bar.value() > 0

"""The dialog with the exact request: what it shows and what it puts on the clipboard."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gui.model import edits
from gui.model.draft import Draft
from gui.model.record import Record
from gui.model.values import Entry
from gui.services.planned import planned_requests
from gui.services.session import Session
from gui.views.dialogs import request
from gui.views.dialogs.request import RequestDialog
from gui.views.text import Label
from tests.helpers.widgets import show

BASE = "https://harbourworks.workable.com/spi/v3"
PROFILE = Entry("p", None, {"type": "github", "username": "jon", "url": "https://github.com/jon"})


@pytest.fixture
def session(qapp: object) -> Session:
    return Session(Draft(Record("1de04059", {"firstname": "Jon", "social_profiles": (PROFILE,)})))


def opened(qtbot: QtBot, session: Session) -> RequestDialog:
    dialog = RequestDialog(planned_requests(session, BASE), session.current.full_name, None)
    qtbot.addWidget(dialog)
    show(dialog)
    return dialog


def button(dialog: RequestDialog, name: str) -> QPushButton:
    return next(each for each in dialog.findChildren(QPushButton) if each.text() == name)


def labels(dialog: RequestDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(Label) if label.isVisible()]


def rename(session: Session, name: str) -> None:
    session.edit(lambda draft: edits.set_value(draft, "firstname", name))


def test_method_address_and_json_are_shown(qtbot: QtBot, session: Session) -> None:
    rename(session, "John")
    dialog = opened(qtbot, session)
    assert "What would be sent for John" in labels(dialog)
    assert {"PATCH", f"{BASE}/candidates/1de04059"} <= set(labels(dialog))
    assert json.loads(dialog.view.toPlainText()) == {"candidate": {"firstname": "John"}}
    assert not dialog.tabs.isVisible()


def test_social_profiles_have_a_request_of_their_own(qtbot: QtBot, session: Session) -> None:
    rename(session, "John")
    fields = {"type": "linkedin", "username": "j", "url": "https://www.linkedin.com/in/j"}
    session.edit(lambda draft: edits.add_entry(draft, "social_profiles", fields))
    dialog = opened(qtbot, session)
    assert any("request of their own" in text for text in labels(dialog))
    assert [dialog.tabs.tabText(at) for at in range(2)] == ["1. firstname", "2. social_profiles"]
    dialog.tabs.setFocus()
    QTest.keyClick(dialog.tabs, Qt.Key.Key_Right)
    shown = json.loads(dialog.view.toPlainText())
    assert list(shown["candidate"]) == ["social_profiles"]
    QTest.mouseClick(button(dialog, "Copy JSON"), Qt.MouseButton.LeftButton)
    assert json.loads(QGuiApplication.clipboard().text()) == shown


def test_the_command_is_copied_without_a_token(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(request, "_COPIED_MS", 50)
    rename(session, "John")
    dialog = opened(qtbot, session)
    copy = button(dialog, "Copy as curl")
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    command = QGuiApplication.clipboard().text()
    assert command.startswith(f"curl -X PATCH {BASE}/candidates/1de04059")
    assert "$REDLINE_TOKEN" in command
    assert copy.text() == "Copied"
    qtbot.waitUntil(lambda: copy.text() == "Copy as curl")


def test_what_hides_is_marked_on_the_screen_and_exact_on_the_clipboard(
    qtbot: QtBot, session: Session
) -> None:
    rename(session, "<b>J</b>\u202eno")
    dialog = opened(qtbot, session)
    assert "<b>J</b>⟨U+202E⟩no" in dialog.view.toPlainText()
    QTest.mouseClick(button(dialog, "Copy JSON"), Qt.MouseButton.LeftButton)
    assert "<b>J</b>\u202eno" in QGuiApplication.clipboard().text()


def test_it_says_when_nothing_would_go_out(qtbot: QtBot, session: Session) -> None:
    rename(session, "John")
    session.hold("firstname", True)
    dialog = opened(qtbot, session)
    assert "Nothing would be sent. Every change is kept for later." in labels(dialog)


def test_escape_closes_it(qtbot: QtBot, session: Session) -> None:
    rename(session, "John")
    dialog = opened(qtbot, session)
    QTest.keyClick(dialog.view, Qt.Key.Key_Escape)
    assert not dialog.isVisible()

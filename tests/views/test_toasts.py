"""Toasts and bars: said once or for as long as it lasts, without focus and without a jump."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.errors import RedlineError
from gui.services.notices import Notice, Notices, Offer, Tone
from gui.views import announce as announcing
from gui.views.buttons import Button
from gui.views.panels import toasts
from gui.views.panels.bars import StateBar
from gui.views.panels.toasts import Toast
from gui.views.text import Label
from gui.views.theme import Space, Theme
from tests.helpers.widgets import show


class Host(QWidget):
    """A form with three lines, the middle one used, the toast over it and the bar below it."""

    def __init__(self, notices: Notices) -> None:
        super().__init__()
        self.resize(700, 500)
        self.page = QWidget()
        self.line = QLineEdit()
        inside = QVBoxLayout(self.page)
        for line in (QLineEdit(), self.line, QLineEdit()):
            inside.addWidget(line)
        inside.addStretch(1)
        self.bar = StateBar(notices)
        column = QVBoxLayout(self)
        column.addWidget(self.page, 1)
        column.addWidget(self.bar)
        self.detail: list[Notice] = []
        self.toast = Toast(notices, self.page, self.detail.append)


@pytest.fixture
def host(qapp: QApplication, theme: Theme, notices: Notices) -> Iterator[Host]:
    host = Host(notices)
    show(host)
    host.line.setFocus()
    yield host
    host.close()


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """What was announced to assistive technology, and whether urgently."""
    heard: list[tuple[str, bool]] = []

    class Ear(QAccessible):
        @staticmethod
        def updateAccessibility(event: object) -> None:
            urgent = event.politeness() is QAccessible.AnnouncementPoliteness.Assertive  # type: ignore[attr-defined]
            heard.append((event.message(), urgent))  # type: ignore[attr-defined]

    monkeypatch.setattr(announcing, "QAccessible", Ear)
    return heard


def _button(widget: QWidget, name: str) -> QAbstractButton:
    found = widget.findChildren(QAbstractButton)
    return next(b for b in found if b.accessibleName() == name and b.isVisible())


def _names(widget: QWidget) -> list[str]:
    return [b.accessibleName() for b in widget.findChildren(Button) if b.isVisible()]


def test_the_newest_toast_wins_and_takes_no_focus(
    host: Host, notices: Notices, said: list[tuple[str, bool]]
) -> None:
    before = host.line.geometry()
    notices.tell("3 changes sent.", Tone.SUCCESS)
    notices.tell("The list was read again.")
    assert host.toast.isVisible()
    assert host.toast.text == "The list was read again."
    assert host.line.hasFocus()
    assert host.line.geometry() == before
    assert host.page.rect().contains(host.toast.geometry())
    assert said == [("3 changes sent.", False), ("The list was read again.", False)]


def test_a_toast_stays_over_the_foot_of_the_form_when_that_grows(
    host: Host, notices: Notices, qapp: QApplication
) -> None:
    notices.tell("3 changes sent.")
    host.resize(900, 700)
    qapp.processEvents()
    assert host.toast.geometry().bottom() == host.page.height() - Space.L - 1
    assert abs(host.toast.geometry().center().x() - host.page.rect().center().x()) <= 1


def test_an_offer_is_taken_once_and_the_toast_goes(host: Host, notices: Notices) -> None:
    taken: list[str] = []
    notices.tell("3 changes sent.", Tone.SUCCESS, Offer("Undo", lambda: taken.append("undo")))
    QTest.mouseClick(_button(host.toast, "Undo"), Qt.MouseButton.LeftButton)
    assert taken == ["undo"]
    assert not host.toast.isVisible()


def test_toasts_go_by_themselves_but_errors_stay(
    host: Host, notices: Notices, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(toasts, "SHORT_MS", 1)
    notices.tell("Sent.")
    qtbot.waitUntil(lambda: not host.toast.isVisible(), timeout=2000)
    notices.tell_error(RedlineError("The phone was refused.", kept="Everything is kept."))
    assert not host.toast._timer.isActive()
    assert host.toast.text == "The phone was refused. Everything is kept."
    QTest.mouseClick(_button(host.toast, "Dismiss"), Qt.MouseButton.LeftButton)
    assert not host.toast.isVisible()


def test_a_toast_with_the_focus_in_it_waits_and_esc_dismisses(
    host: Host, notices: Notices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(toasts, "OFFERS_MS", 1)
    notices.tell("Sent.", Tone.SUCCESS, Offer("Undo", lambda: None))
    undo = _button(host.toast, "Undo")
    undo.setFocus()
    QTest.qWait(5)
    assert host.toast.isVisible()
    QTest.keyClick(undo, Qt.Key.Key_Escape)
    assert not host.toast.isVisible()
    assert host.line.hasFocus(), "the focus is where it was"


def test_what_is_offered_is_said_with_the_key_that_leads_there(
    host: Host, notices: Notices, said: list[tuple[str, bool]]
) -> None:
    offers = (Offer("Show Socials", lambda: None), Offer("Undo", lambda: None))
    notices.tell("2 changes sent.", Tone.WARNING, *offers, detail="HTTP 422")
    assert said == [
        ("2 changes sent. Offered: Show Socials, Undo, Details. F6 leads there.", False)
    ]


def test_detail_is_one_press_away(host: Host, notices: Notices) -> None:
    notices.tell("Refused.", Tone.ERROR, Offer("Show", lambda: None), detail="HTTP 422")
    assert _names(host.toast) == ["Show", "Details"]
    QTest.mouseClick(_button(host.toast, "Details"), Qt.MouseButton.LeftButton)
    assert [notice.detail for notice in host.detail] == ["HTTP 422"]


def test_detail_takes_no_way_on_away(host: Host, notices: Notices) -> None:
    """After a send of which a part was refused: lead there, or take the rest back."""
    offers = (Offer("Show Socials", lambda: None), Offer("Undo", lambda: None))
    notices.tell("2 changes sent.", Tone.WARNING, *offers, detail="HTTP 422")
    assert _names(host.toast) == ["Show Socials", "Undo", "Details"]


def test_strangers_words_are_plain_in_toasts_and_bars(host: Host, notices: Notices) -> None:
    notices.tell("<b>Jon</b> & Co")
    notices.set_state("x", Notice("<i>offline</i>"))
    assert host.toast.text == "<b>Jon</b> & Co"
    assert host.bar.text == "<i>offline</i>"


def test_buttons_go_below_where_the_words_would_get_too_narrow(
    host: Host, notices: Notices, qapp: QApplication
) -> None:
    notices.tell(
        "The service refused the phone. Everything is kept.",
        Tone.ERROR,
        Offer("Show the field", lambda: None),
        Offer("Copy what was sent", lambda: None),
    )

    def is_below() -> bool:
        words = host.toast.findChildren(Label)[0]
        return _button(host.toast, "Show the field").mapTo(host, QPoint()).y() >= (
            words.mapTo(host, QPoint()).y() + words.height()
        )

    qapp.processEvents()
    assert not is_below()
    host.resize(400, 500)
    qapp.processEvents()
    assert is_below()
    assert host.page.rect().contains(host.toast.geometry())


# --- bars ---------------------------------------------------------------------------------------


def test_each_toast_is_as_high_as_its_own_words(host: Host, notices: Notices) -> None:
    def shown(text: str, tone: Tone, *labels: str) -> int:
        notices.tell(text, tone, *(Offer(label, lambda: None) for label in labels))
        QApplication.processEvents()
        return host.toast.height()

    long = "It is not there any more: it may have been deleted, merged or moved. " * 2
    high = shown(long, Tone.ERROR, "What now…", "Details")
    low = shown("1 change sent.", Tone.SUCCESS, "Undo")
    host.toast.dismiss()
    QApplication.processEvents()
    assert low < high
    assert shown(long, Tone.ERROR, "What now…", "Details") == high
    assert shown("1 change sent.", Tone.SUCCESS, "Undo") == low


def test_a_state_is_a_bar_that_moves_nothing_above_it(
    host: Host, notices: Notices, said: list[tuple[str, bool]], qapp: QApplication
) -> None:
    before = host.line.geometry()
    assert not host.bar.isVisible()
    notices.set_state("offline", Notice("Offline.", Tone.WARNING))
    qapp.processEvents()
    assert host.bar.isVisible()
    assert host.line.geometry() == before
    assert host.line.hasFocus()
    assert said == [("Offline.", False)]
    notices.clear_state("offline")
    qapp.processEvents()
    assert not host.bar.isVisible()


def test_the_gravest_state_is_shown_and_the_others_are_counted(
    host: Host, notices: Notices
) -> None:
    notices.set_state("read_only", Notice("Read-only token."))
    notices.set_state("kept", Notice("Drafts are not being kept.", Tone.ERROR))
    notices.set_state("limited", Notice("Waiting.", Tone.WARNING))
    assert host.bar.text == "Drafts are not being kept."
    more = _button(host.bar, "2 more")
    seen = []
    for _press in range(3):
        QTest.mouseClick(more, Qt.MouseButton.LeftButton)
        seen.append(host.bar.text)
    assert seen == ["Waiting.", "Read-only token.", "Drafts are not being kept."]
    notices.clear_state("kept")
    assert host.bar.text == "Waiting."


def test_a_bar_that_goes_gives_the_focus_back(host: Host, notices: Notices) -> None:
    close = Offer("Close", lambda: notices.clear_state("draft"))
    notices.set_state("draft", Notice("A draft of Tuesday.", offers=(close,)))
    button = _button(host.bar, "Close")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert not host.bar.isVisible()
    assert host.line.hasFocus()


def test_a_countdown_changes_in_place_and_is_announced_once(
    host: Host, notices: Notices, said: list[tuple[str, bool]]
) -> None:
    tries: list[int] = []
    for left in (3, 2, 1):
        offer = Offer("Try again", functools.partial(tries.append, left))
        notices.set_state("limited", Notice(f"{left} s to go.", Tone.WARNING, (offer,)))
        if left == 3:
            _button(host.bar, "Try again").setFocus()
    assert host.bar.text == "1 s to go."
    assert said == [("3 s to go. Offered: Try again. F6 leads there.", False)]
    again = _button(host.bar, "Try again")
    assert again.hasFocus()
    QTest.keyClick(again, Qt.Key.Key_Return)
    assert tries == [1]

"""What a keystroke costs in the whole window, counted and not timed: it is the same with 300 jobs
as with one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from gui.model import checks, comparison
from gui.model.draft import Draft
from gui.model.fields import Tab
from gui.model.values import Entry
from gui.services.notices import Notices
from gui.services.session import Session
from gui.views.form import Form
from gui.views.main_window import MainWindow, Parts
from gui.views.panels.changes import ChangesPanel
from gui.views.panels.changes_face import Face
from gui.views.panels.changes_rows import Row
from gui.views.panels.side import Side
from gui.views.tabs import card_maker
from gui.views.tabs.card_delegate import CardDelegate, Heights
from gui.views.theme import Theme
from tests.helpers.form import amara, named
from tests.helpers.widgets import show
from tests.views.conftest import Memory

JOBS = tuple(
    Entry(
        f"j{number}",
        f"j{number}",
        {"title": f"Analyst {number}", "company": "Norrfrakt AB", "start_date": "2019-02-01"},
    )
    for number in range(300)
)


class Work(QObject):
    """Counts calls and, of the window, how often it is laid out."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__()
        self.done: Counter[str] = Counter()
        self._monkeypatch = monkeypatch

    def count(self, owner: object, name: str, said: str) -> None:
        whole = getattr(owner, name)

        def counted(*args: object, **kwargs: object) -> object:
            self.done[said] += 1
            return whole(*args, **kwargs)

        self._monkeypatch.setattr(owner, name, counted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.done["layouts of the window"] += 1
        return False


class Layouts(QObject):
    """Counts how often a window is asked to lay itself out."""

    seen = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen += event.type() is QEvent.Type.LayoutRequest
        return False


@pytest.fixture
def form(theme: Theme, notices: Notices, memory: Memory) -> Iterator[Form]:
    """The whole window, with 300 jobs in front and the first one open."""
    form, changes = Form(), ChangesPanel()
    parts = Parts(QWidget(), form, changes, QWidget())
    window = MainWindow(parts, theme=theme, notices=notices, memory=memory)
    session = Session(Draft(amara(experience_entries=JOBS)))
    window.resize(1280, 800)
    window.show_session(session)
    form.show_session(session)
    changes.follow(session)
    window.show_side(Side.CHANGES)
    show(window)
    form.show_tab(Tab.EXPERIENCE)
    form.page.open_entry("j0", focus=True)  # type: ignore[attr-defined]
    yield form
    window.close_now()
    window.deleteLater()


def type_letter(letter: str) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, letter)
    # Painted, and laid out where somebody asked for it.
    QTest.qWait(20)


def settle(window: QWidget) -> None:
    """Until nothing is laid out any more: how far a slow machine got with the letters before."""
    work = Layouts()
    window.installEventFilter(work)
    seen = -1
    while seen != work.seen:
        seen = work.seen
        QTest.qWait(50)
    window.removeEventFilter(work)


def test_a_keystroke_in_one_of_300_jobs_touches_that_job_alone(
    form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = named(form, "Title", QLineEdit)
    line.setFocus()
    for letter in "abc":
        type_letter(letter)  # the first one makes the line of the change and all the marks
    window = form.window()
    settle(window)
    work = Work(monkeypatch)
    work.count(checks, "check_value", "values checked")
    work.count(comparison, "differing_fields", "entries compared")
    work.count(card_maker, "card_of", "cards made")
    work.count(CardDelegate, "_paint_texts", "cards painted")
    work.count(Heights, "row", "cards measured")
    work.count(Face, "paint", "changes painted")
    window.installEventFilter(work)
    type_letter("d")
    window.removeEventFilter(work)
    assert work.done.pop("values checked", 0) <= 7, "the fields of one job"
    assert work.done.pop("changes painted") <= 3, "its entry and its field"
    assert work.done.pop("cards measured", 0) <= 2, "where its own is"
    assert 1 <= work.done.pop("cards painted") <= 2
    assert work.done == {"entries compared": 1, "cards made": 1}


def test_a_keystroke_in_a_name_touches_no_job(form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    form.show_tab(Tab.PROFILE)
    named(form, "Last name", QLineEdit).setFocus()
    for letter in "abc":
        type_letter(letter)
    settle(form.window())
    work = Work(monkeypatch)
    work.count(checks, "check_value", "values checked")
    work.count(comparison, "differing_fields", "entries compared")
    work.count(card_maker, "card_of", "cards made")
    work.count(CardDelegate, "_paint_texts", "cards painted")
    work.count(Face, "paint", "changes painted")
    type_letter("d")
    assert work.done.pop("values checked", 0) <= 1
    assert 1 <= work.done.pop("changes painted") <= 2
    assert not work.done


def test_the_first_letter_shows_its_change_and_checks_no_other_job(
    form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = named(form, "Title", QLineEdit)
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_End)
    work = Work(monkeypatch)
    work.count(checks, "check_value", "values checked")
    type_letter("s")
    assert work.done["values checked"] <= 7, "the whole list is checked when typing is over"
    rows = [row.face.words for row in form.window().findChildren(Row) if row.isVisible()]
    assert ("Title", "Analyst 0", "Analyst 0s") in rows

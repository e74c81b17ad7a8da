"""The form in a window, records to show in it, and what a person does there by what is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar, overload

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from gui.model.draft import Draft
from gui.model.record import Facts, Record
from gui.model.values import Entry, Value
from gui.services.session import Session
from gui.views.fields.row import FieldRow, row_of
from gui.views.form import Form
from gui.views.tabs.card_view import CardView
from gui.views.tabs.entries import EntriesTab
from tests.helpers.widgets import show

W = TypeVar("W", bound=QWidget)

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


# --- records ------------------------------------------------------------------------------------

SCHOOLS = (
    Entry(
        "2f0a11c4",
        "2f0a11c4",
        {
            "degree": "MSc",
            "school": "Chalmers",
            "field_of_study": "Industrial Engineering",
            "start_date": "2010-09-01",
            "end_date": "2012-06-15",
        },
    ),
    Entry(
        "2f0a11c5",
        "2f0a11c5",
        {
            "degree": None,
            "school": "Lund University",
            "field_of_study": None,
            "start_date": None,
            "end_date": "2010-06-10",
        },
    ),
    Entry("2f0a11c6", "2f0a11c6", {"degree": "Diploma", "school": None}),
)
JOBS = (
    Entry(
        "61b20e7d",
        "61b20e7d",
        {
            "title": "Analyst",
            "company": "Norrfrakt AB",
            "industry": "Logistics",
            "start_date": "2019-02-01",
            "end_date": None,
            "current": True,
            "summary": None,
        },
    ),
    Entry(
        "61b20e7e",
        "61b20e7e",
        {
            "title": "Planner",
            "company": "Kajen Lines",
            "start_date": "2016-01-01",
            "end_date": "2019-01-31",
            "current": False,
        },
    ),
)
PROFILES = (
    Entry(
        "linkedin",
        None,
        {
            "type": "linkedin",
            "name": "LinkedIn",
            "username": "amara-osei",
            "url": "https://www.linkedin.com/in/amara-osei",
        },
    ),
)


def amara(**values: Value) -> Record:
    """The full record of API §4.7, with other values where some are given."""
    return Record(
        "1de04059",
        {
            "firstname": "Amara",
            "lastname": "Osei-Lindqvist",
            "email": "amara.osei@example.com",
            "phone": "+46 31 555 01 23",
            "headline": "Supply chain analyst",
            "address": "14 Quay Lane, Gothenburg",
            "summary": "<p>Ten years in freight planning.</p>",
            "cover_letter": None,
            "education_entries": SCHOOLS,
            "experience_entries": JOBS,
            "social_profiles": PROFILES,
            "tags": ("gothenburg", "second-round"),
            "skills": ("forecasting", "SQL"),
            **values,
        },
        Facts(name="Amara Osei-Lindqvist"),
    )


def tomasz() -> Record:
    """A sparse record: empty lists, and no social profiles in the answer."""
    return Record(
        "1de0559d",
        {
            "firstname": "Tomasz",
            "education_entries": (),
            "experience_entries": (),
            "tags": (),
            "skills": (),
        },
    )


class FormStage(QWidget):
    """A window with the form in it, undo and redo on their keys."""

    def __init__(self) -> None:
        super().__init__()
        self.session: Session | None = None
        self.form = Form()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        self.undo_action = self._action("Ctrl+Z", self._undo)
        self.redo_action = self._action("Ctrl+Shift+Z", self._redo)
        self.resize(760, 700)

    def open(self, record: Record) -> Session:
        """Shows a record in a session of its own."""
        self.session = Session(Draft(record))
        self.form.show_session(self.session)
        return self.session

    def _action(self, keys: str, act: Callable[[], None]) -> QAction:
        action = QAction(keys, self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(act)
        self.addAction(action)
        return action

    def _undo(self) -> None:
        assert self.session is not None
        self.session.undo()

    def _redo(self) -> None:
        assert self.session is not None
        self.session.redo()


@contextmanager
def staged() -> Iterator[FormStage]:
    """A stage that is shown and active inside, and gone afterwards."""
    stage = FormStage()
    show(stage)
    try:
        yield stage
    finally:
        stage.hide()
        stage.deleteLater()
        QApplication.sendPostedEvents(stage, QEvent.Type.DeferredDelete)


# --- hands --------------------------------------------------------------------------------------


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Presses a key where the focus is."""
    QTest.keyClick(focused(), key, modifiers)


def type_text(text: str) -> None:
    """Types a text where the focus is."""
    QTest.keyClicks(focused(), text)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


@overload
def named(form: Form, name: str) -> QWidget: ...
@overload
def named(form: Form, name: str, kind: type[W]) -> W: ...
def named(form: Form, name: str, kind: type[QWidget] = QWidget) -> QWidget:
    """The one visible widget with that accessible name on the tab in front."""
    found = [
        widget
        for widget in form.page.findChildren(kind)
        if widget.accessibleName() == name and widget.isVisible()
    ]
    assert len(found) == 1, f"{name}: {found}"
    return found[0]


def write(form: Form, name: str, text: str) -> None:
    """Types a text into a field instead of what is there."""
    named(form, name).setFocus()
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_Delete)
    type_text(text)


def row_named(form: Form, name: str) -> FieldRow:
    row = row_of(named(form, name))
    assert row is not None
    return row


def described(form: Form, name: str) -> str:
    """What assistive technology says about a field besides its name and value: whether it is
    changed, and what stands below it."""
    return named(form, name).accessibleDescription()


def entries_tab(form: Form) -> EntriesTab:
    """The tab in front, which shows cards."""
    assert isinstance(form.page, EntriesTab)
    return form.page


def cards(form: Form) -> CardView:
    """The list of cards on the tab in front."""
    return named(form, entries_tab(form).field.label, CardView)


def spoken(form: Form) -> list[str]:
    """What assistive technology reads of the cards."""
    model = cards(form).model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]


def titles(form: Form) -> list[str]:
    """The first words of the cards."""
    model = cards(form).model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def click_card(form: Form, row: int) -> None:
    """Clicks on the texts of a card."""
    tab = entries_tab(form)
    area = tab.list.area_of(tab.list.cards.cards[row].ref)
    view = cards(form)
    at = view.mapFrom(tab.list, area.topLeft() + QPoint(40, 20))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)

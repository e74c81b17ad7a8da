"""The window and the look, for all tests of views."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gui.model.draft import Draft
from gui.model.record import Facts, Record
from gui.services.notices import Notices
from gui.services.session import Session
from gui.views.main_window import MainWindow, Parts
from gui.views.theme import Contrast, Look, Theme


@dataclass
class Memory:
    """A window's memory that lasts as long as the test."""

    kept: dict[str, str] = field(default_factory=dict)

    def recall(self, name: str) -> str:
        return self.kept.get(name, "")

    def keep(self, name: str, value: str) -> None:
        self.kept[name] = value


@pytest.fixture(scope="session")
def _dressed(qapp: QApplication) -> Theme:
    """One theme for all tests: dressing the application anew takes its time."""
    theme = Theme(Look.LIGHT)
    theme.apply(qapp)
    return theme


@pytest.fixture
def theme(_dressed: Theme) -> Iterator[Theme]:
    """The application dressed in light."""
    yield _dressed
    # What the test has left behind would be dressed again and again.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    _dressed.choose(Look.LIGHT)
    _dressed.choose_contrast(Contrast.SYSTEM)
    _dressed.choose_less_motion(False)


@pytest.fixture
def notices(qapp: QApplication) -> Notices:
    return Notices()


@pytest.fixture
def memory() -> Memory:
    return Memory()


class Stand(QWidget):
    """Stands for a part of the window that has a test of its own: one line and one list."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.text = QPlainTextEdit()
        self.setFocusProxy(self.line)
        column = QVBoxLayout(self)
        column.addWidget(self.line)
        column.addWidget(QListWidget())
        column.addWidget(self.text)


@pytest.fixture
def parts(qapp: QApplication) -> Parts:
    form = QWidget()
    column = QVBoxLayout(form)
    tabs = QTabWidget()
    tabs.addTab(Stand("First name"), "Profile")
    column.addWidget(tabs)
    form.setFocusProxy(tabs.currentWidget())
    return Parts(Stand("Filter"), form, Stand("Changes"), Stand("Files"))


@pytest.fixture
def window(theme: Theme, notices: Notices, memory: Memory, parts: Parts) -> Iterator[MainWindow]:
    """The main window with stand-ins for its parts, not shown yet."""
    window = MainWindow(parts, theme=theme, notices=notices, memory=memory)
    yield window
    window.close_now()
    window.deleteLater()


@pytest.fixture
def record() -> Record:
    return Record(
        "1a2b3c",
        {
            "firstname": "AMARA",
            "lastname": "Osei-Lindqvist",
            "headline": "Supply chain analyst",
            "phone": "+46 31 555 01 23",
            "tags": ("planning",),
        },
        Facts(
            name="AMARA Osei-Lindqvist",
            job_title="Logistics Planner",
            stage="Phone Screen",
            source="LinkedIn",
            profile_url="https://harbourworks.workable.com/backend/jobs/1/candidates/2",
            created_at="2026-03-03T10:00:00Z",
            updated_at="2026-11-12T10:00:00Z",
        ),
    )


@pytest.fixture
def session(qapp: QApplication, record: Record) -> Session:
    return Session(Draft(record))

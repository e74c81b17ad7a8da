"""What stands in the middle of the window: a record's form, or what is there in its place.

Each page is made when it is shown for the first time, since most starts see two of them; that of
who is on their way at the end of a start.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from gui.services.notices import Offer
    from gui.views.dialogs.welcome import Welcome
    from gui.views.panels.pages import EmptyPage, LoadingPage, TroublePage

W = TypeVar("W", bound=QWidget)


class Middle(QStackedWidget):
    """Blank until it is told what to show. Signals: `find_wanted()` from the invitation to open
    somebody, `cancel_asked()` while loading, `sandbox_asked()`, `connect_asked()` and
    `guide_asked()` from the welcome."""

    find_wanted = Signal()
    guide_asked = Signal()
    cancel_asked = Signal()
    sandbox_asked = Signal()
    connect_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record = column()
        self._empty: EmptyPage | None = None
        self._loading: LoadingPage | None = None
        self._trouble: TroublePage | None = None
        self._welcome: Welcome | None = None
        self.addWidget(QWidget(self))
        self.addWidget(self._record)

    def take_in(self, part: W, *, stretch: int = 0) -> W:
        """Takes a part of the page of a record, below those that it has."""
        add(self._record, part, stretch)
        return part

    def show_record(self) -> None:
        """Shows the form."""
        self.setCurrentWidget(self._record)

    def show_empty(self) -> None:
        """Shows the invitation to open somebody."""
        if self._empty is None:
            from gui.views.panels.pages import EmptyPage

            self._empty = EmptyPage()
            self._empty.find_wanted.connect(self.find_wanted)
            self.addWidget(self._empty)
        self.setCurrentWidget(self._empty)

    def show_loading(self, name: str) -> None:
        """Shows that a record is on its way, by its name where that is known."""
        loading = self.expect_loading()
        loading.show_name(name)
        self.setCurrentWidget(loading)

    def expect_loading(self) -> LoadingPage:
        """Makes the page of who is on their way, where there is none yet: whoever takes long is
        not to take longer by it."""
        if self._loading is None:
            from gui.views.panels.pages import LoadingPage

            self._loading = LoadingPage()
            self._loading.cancel_asked.connect(self.cancel_asked)
            self.addWidget(self._loading)
        return self._loading

    def show_trouble(
        self, heading: str, sentence: str, offers: Sequence[Offer], detail: str
    ) -> None:
        """Shows why a record could not be opened, and what to do about it."""
        if self._trouble is None:
            from gui.views.panels.pages import TroublePage

            self._trouble = TroublePage()
            self.addWidget(self._trouble)
        self._trouble.show_trouble(heading, sentence, offers, detail)
        self.setCurrentWidget(self._trouble)

    def show_welcome(self) -> None:
        """Shows the two ways in."""
        if self._welcome is None:
            from gui.views.dialogs.welcome import Welcome

            self._welcome = Welcome()
            self._welcome.sandbox_asked.connect(self.sandbox_asked)
            self._welcome.connect_asked.connect(self.connect_asked)
            self._welcome.guide_asked.connect(self.guide_asked)
            self.addWidget(self._welcome)
        self.setCurrentWidget(self._welcome)


def column(look: str = "", parent: QWidget | None = None) -> QFrame:
    """A frame that stands for a part of the window: widgets one below the other without gaps."""
    frame = QFrame(parent)
    if look:
        frame.setProperty("look", look)
    rows = QVBoxLayout(frame)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(0)
    return frame


def add(frame: QFrame, widget: QWidget, stretch: int = 0) -> None:
    """Puts a widget below those that a `column` has already."""
    rows = frame.layout()
    assert isinstance(rows, QVBoxLayout)
    rows.addWidget(widget, stretch)


def hairline(parent: QWidget | None = None) -> QFrame:
    """A line between two parts."""
    line = QFrame(parent)
    line.setProperty("look", "hairline")
    line.setFixedHeight(1)
    return line

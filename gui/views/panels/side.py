"""The right side of the window: changes, files or the resume; one at a time, and it can be
hidden."""

from __future__ import annotations

import enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from gui.i18n import _
from gui.views.actions import Act
from gui.views.keyed import KeyedButton
from gui.views.middle import add, column, hairline
from gui.views.text import plain
from gui.views.theme import Space


class Side(enum.Enum):
    """What the side panel can show."""

    CHANGES = 0
    FILES = 1
    RESUME = 2


class SidePanel(QFrame):
    """Pages under tabs. `shown(Side)` when another page is shown, `hide_asked()` when
    the person wants the room."""

    shown = Signal(object)
    hide_asked = Signal()

    def __init__(self, *, has_resume: bool = True) -> None:
        super().__init__()
        self.setObjectName("side_panel")
        self.setProperty("look", "panel")
        self._tabs = QTabBar()
        self._tabs.setObjectName("side_tabs")
        self._tabs.setAccessibleName(_("Side panel"))
        self._tabs.setExpanding(False)
        self._tabs.addTab(_("Changes"))
        self._tabs.addTab(_("Files"))
        hide = KeyedButton("panel-right", _("Hide side panel"), Act.SIDE_PANEL, role="quiet")
        hide.clicked.connect(self.hide_asked)
        self._pages = QStackedWidget()
        if has_resume:
            self._tabs.addTab(_("Resume"))
        for _number in range(self._tabs.count()):
            self._pages.addWidget(column())

        top = QHBoxLayout()
        top.setContentsMargins(Space.L, Space.S, Space.S, 0)
        top.addWidget(self._tabs)
        top.addStretch(1)
        top.addWidget(hide)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(top)
        rows.addWidget(hairline())
        rows.addWidget(self._pages, 1)
        self.setMinimumWidth(280)
        self._tabs.currentChanged.connect(self._go)

    def room(self, page: Side) -> QFrame:
        """Where a page is to be. What is made in it from the beginning is dressed once."""
        room = self._pages.widget(page.value)
        assert isinstance(room, QFrame)
        return room

    def take_in(self, changes: QWidget, files: QWidget, resume: QWidget | None = None) -> None:
        """Takes what the pages are to show."""
        for page, widget in zip(Side, (changes, files, resume), strict=True):
            if widget is not None:
                add(self.room(page), widget, stretch=1)
                widget.show()

    @property
    def has_resume(self) -> bool:
        """Whether there is a page for the resume."""
        return self._tabs.count() > Side.RESUME.value

    @property
    def pages(self) -> QWidget:
        """What the tabs lead to, without them."""
        return self._pages

    @property
    def page(self) -> Side:
        return Side(self._pages.currentIndex())

    def show_page(self, page: Side) -> None:
        self._tabs.setCurrentIndex(page.value)

    def show_count(self, count: int, files: int = 0) -> None:
        """Puts the number of changes, and of files among them, into the tabs' titles."""
        for page, title, number in (
            (Side.CHANGES, _("Changes"), count),
            (Side.FILES, _("Files"), files),
        ):
            text = _("{title} ({count})").format(title=title, count=number) if number else title
            if self._tabs.tabText(page.value) != plain(text):
                self._tabs.setTabText(page.value, plain(text))

    def _go(self, index: int) -> None:
        self._pages.setCurrentIndex(index)
        self.shown.emit(Side(index))

"""One resume, or both: the stored one beside the staged one, each under a line with its name.

Where there is room they stand side by side, else one over the other. The second one is made when
it is first wanted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from gui.i18n import _, ngettext
from gui.model.filenames import shown_name
from gui.services.resume_files import Source
from gui.views.panels.resume_viewer import ResumeViewer
from gui.views.tabs.tab_order import last_in, take_in
from gui.views.text import Label, set_tip
from gui.views.theme import Space

BESIDE_FROM: Final = 1000
"""Logical pixels of width from which two resumes stand side by side: letters of half a page would
be too small to be read."""
_LEAST: Final = 120
"""Logical pixels that each of them keeps when the border between them is dragged."""


class ResumePair(QWidget):
    """Shows `main`, and with `show_both` another one before it, which `make` makes."""

    def __init__(
        self,
        main: ResumeViewer,
        make: Callable[[], ResumeViewer],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._make = make
        self.main = _Captioned(main)
        self.other: _Captioned | None = None
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setObjectName("resume_pair")
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.main)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)

    @property
    def is_both(self) -> bool:
        return self.other is not None and not self.other.isHidden()

    def show_both(self, both: bool) -> None:
        """Shows the second one too, or the main one alone."""
        if both is self.is_both:
            return
        if self.other is None:
            self.other = _Captioned(self._make())
            self.splitter.insertWidget(0, self.other)
            # It is read before the other, and made behind everything in the window.
            last = take_in(last_in(self.main), self.other)
            take_in(last, self.main)
        self.other.setVisible(both)
        for each in (self.main, self.other):
            each.caption.setVisible(both)
        if both:
            self._turn()
            half = max(self.splitter.width(), self.splitter.height()) // 2
            self.splitter.setSizes([half, half])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        """Side by side where that leaves each of them wide enough to be read."""
        wide = self.width() >= BESIDE_FROM
        way = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.splitter.orientation() is not way:
            self.splitter.setOrientation(way)


class _Captioned(QWidget):
    """A viewer under a line that says which of the two it is, and its name."""

    def __init__(self, viewer: ResumeViewer) -> None:
        super().__init__()
        self.viewer = viewer
        self.caption = ResumeCaption()
        self.caption.hide()
        self.setMinimumSize(_LEAST, _LEAST)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.caption)
        column.addWidget(viewer, 1)
        self.setFocusProxy(viewer)


class ResumeCaption(QFrame):
    """Which of the two, the file's name, and how many pages it has."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.which = Label(role="label")
        self.name = Label(role="small", elide=True)
        self.page = Label(role="small")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.XS, Space.L, Space.XS)
        row.setSpacing(Space.S)
        row.addWidget(self.which)
        row.addWidget(self.name, 1)
        row.addWidget(self.page)

    def show_file(self, source: Source, name: str, pages: int, *, is_active: bool) -> None:
        """Names it; `is_active` tells that zoom and search are meant for this one."""
        self.which.setText({Source.STORED: _("Stored"), Source.STAGED: _("Staged")}[source])
        self.which.set_tone("accent" if is_active else "text")
        self.name.setText(shown_name(name, 60) if name else "")
        set_tip(self.name, shown_name(name) if name else "")
        count = ngettext("{count} page", "{count} pages", pages).format(count=pages)
        self.page.setText(count if pages else "")

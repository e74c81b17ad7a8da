"""How wide the side panel is: a resume is read beside the form and needs more room than a list.

Each of the two widths is the person's as soon as the handle was moved, and kept for the next
start by whoever keeps the window's memory.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSplitter

from gui.views.panels.side import Side, SidePanel

LEAST_FOR_RESUME: Final = 400
_SHARE: Final = 0.48
"""Of what form and resume have together: the form's fields stand one below the other then."""


class SideWidth(QObject):
    """Follows the page that a side panel shows; `splitter` holds candidates, form and panel."""

    def __init__(self, splitter: QSplitter, side: SidePanel) -> None:
        super().__init__(side)
        self._splitter = splitter
        self._side = side
        self._is_resume = side.page is Side.RESUME
        self._widths: dict[bool, int] = {}
        self._columns: list[int] = []
        side.shown.connect(self._on_shown)

    def columns(self) -> list[int]:
        """The three widths as they are while no resume is shown."""
        first, middle, last = self._sizes()
        if self._is_resume and last and (plain := self._widths.get(False)):
            return [first, middle + last - plain, plain]
        return [first, middle, last]

    @property
    def for_resume(self) -> int:
        """The width for a resume; 0 where none was shown yet."""
        now = self._sizes()[2]
        return now if self._is_resume and now else self._widths.get(True, 0)

    def restore(self, columns: list[int], for_resume: str) -> None:
        """Begins with the three widths while no resume is shown, and the one kept for a resume."""
        self._widths[False] = columns[2]
        if for_resume.isdecimal() and int(for_resume):
            self._widths[True] = int(for_resume)
        self._set(columns)

    # --- inside ----------------------------------------------------------------------------

    def _sizes(self) -> list[int]:
        """The widths; until they are seen for the first time those that were asked for."""
        is_seen = self._splitter.isVisible() or not self._columns
        return self._splitter.sizes() if is_seen else list(self._columns)

    def _set(self, columns: list[int]) -> None:
        self._columns = columns
        self._splitter.setSizes(columns)

    def _on_shown(self, page: Side) -> None:
        is_resume = page is Side.RESUME
        if is_resume is self._is_resume:
            return
        now = self._sizes()[2]
        if now:
            self._widths[self._is_resume] = now
        self._is_resume = is_resume
        self._fit()

    def _fit(self) -> None:
        first, middle, last = self._sizes()
        room = middle + last
        usual = max(LEAST_FOR_RESUME, round(room * _SHARE)) if self._is_resume else last
        wanted = self._widths.get(self._is_resume, usual)
        if wanted and last and room > wanted:
            self._set([first, room - wanted, wanted])

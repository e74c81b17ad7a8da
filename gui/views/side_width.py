"""How wide the parts of the window are: candidates, form, and the panel beside it.

Until the person moves a handle the widths follow the window: a wide one is used, and a resume,
which is read beside the form, gets more room than a list. From then on they are the person's, the
one beside a resume by itself, and kept for the next start by whoever keeps the window's memory.

Where there is no room for three parts, as in large letters, the candidates give theirs to the
form; they come back with the room, or at once when the person wants to see them.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QSplitter

from gui.views.panels.side import Side, SidePanel
from gui.views.theme import grown

USUAL: Final = (256, 696, 328)
"""The three widths in a window of the usual size, in logical pixels."""
LEAST_FOR_RESUME: Final = 400
_SHARE: Final = 0.48
"""Of what form and resume have together: the form's fields stand one below the other then."""
_Bounds: TypeAlias = tuple[int, int, float, float]
_FIRST: Final[_Bounds] = (240, 320, 1 / 16, 0.25)
_LAST: Final[_Bounds] = (300, 480, 1 / 8, 0.36)
"""Of the outer parts: the least and the most, how much of a wider window they take, and the most
of the window that they have in large letters."""
_LAST_OF_TWO: Final = 0.4
"""The same for the last where the candidates have given way: its words need the room more."""
ROOM_FOR_THREE: Final = 880
"""The least width in which the candidates stand beside form and panel; more for large letters."""


class SideWidth(QObject):
    """Follows the page that a side panel shows; `splitter` holds candidates, form and panel.

    Signal: `first_shown()` after the candidates went for want of room, or came back.
    """

    first_shown = Signal()

    def __init__(self, splitter: QSplitter, side: SidePanel) -> None:
        super().__init__(side)
        self._splitter = splitter
        self._is_resume = side.page is Side.RESUME
        self._is_own = False
        self._widths: dict[bool, int] = {}
        self._columns: list[int] = []
        first = splitter.widget(0)
        assert first is not None
        self._first = first
        self._wants_first = True
        self._is_narrow = False
        side.shown.connect(self._on_shown)
        splitter.splitterMoved.connect(self._on_moved)
        splitter.installEventFilter(self)

    def columns(self) -> list[int]:
        """The three widths as they are while no resume is shown; the usual ones while they follow
        the window."""
        if not self._is_own:
            return list(USUAL)
        first, middle, last = self._sizes()
        if self._is_resume and last and (plain := self._widths.get(False)):
            return [first, middle + last - plain, plain]
        return [first, middle, last]

    @property
    def for_resume(self) -> int:
        """The width for a resume; 0 where it is not the person's."""
        if not self._is_own:
            return 0
        now = self._sizes()[2]
        return now if self._is_resume and now else self._widths.get(True, 0)

    def restore(self, columns: list[int], for_resume: str) -> None:
        """Begins with the three widths while no resume is shown, and the one kept for a resume."""
        self._is_own = columns != list(USUAL)
        if self._is_own:
            self._widths[False] = columns[2]
            if for_resume.isdecimal() and int(for_resume):
                self._widths[True] = int(for_resume)
        self._set(columns)

    @property
    def wants_first(self) -> bool:
        """Whether the candidates are to be seen where there is room for them."""
        return self._wants_first

    def want_first(self, wanted: bool) -> None:
        """Shows the candidates where they are wanted and there is room, or hides them."""
        self._wants_first = wanted
        self._first.setVisible(wanted and not self._is_narrow)

    def show_first(self, shown: bool) -> None:
        """Shows the candidates at once, or hides them: the person says so."""
        self._wants_first = shown
        self._first.setVisible(shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.StyleChange):
            self._find_room()
            if not self._is_own:
                self._fit()
        return False

    # --- inside ----------------------------------------------------------------------------

    def _find_room(self) -> None:
        """Only where it is another state than before: what the person did in between stands."""
        is_narrow = self._splitter.width() < grown(ROOM_FOR_THREE)
        if is_narrow == self._is_narrow:
            return
        self._is_narrow = is_narrow
        # Whoever shows nothing but the middle hides them by itself, and brings them back.
        is_there = not self._first.isHidden()
        if self._wants_first and is_there is is_narrow:
            self._first.setVisible(not is_narrow)
            self.first_shown.emit()

    def _sizes(self) -> list[int]:
        """The widths; until they are seen for the first time those that were asked for."""
        is_seen = self._splitter.isVisible() or not self._columns
        return self._splitter.sizes() if is_seen else list(self._columns)

    def _set(self, columns: list[int]) -> None:
        self._columns = columns
        self._splitter.setSizes(columns)

    def _on_moved(self) -> None:
        if not self._is_own:
            self._is_own = True
            other = not self._is_resume
            self._widths[other] = self._usual(for_resume=other)[2]

    def _on_shown(self, page: Side) -> None:
        is_resume = page is Side.RESUME
        if is_resume is self._is_resume:
            return
        now = self._sizes()[2]
        if now and self._is_own:
            self._widths[self._is_resume] = now
        self._is_resume = is_resume
        self._fit()

    def _fit(self) -> None:
        if not self._is_own:
            self._set(self._usual(for_resume=self._is_resume))
            return
        first, middle, last = self._sizes()
        room = middle + last
        usual = max(LEAST_FOR_RESUME, round(room * _SHARE)) if self._is_resume else last
        wanted = self._widths.get(self._is_resume, usual)
        if wanted and last and room > wanted:
            self._set([first, room - wanted, wanted])

    def _usual(self, *, for_resume: bool) -> list[int]:
        """The widths that suit the window as wide as it is."""
        width = self._splitter.width()
        first = _part(USUAL[0], width, *_FIRST)
        of_window = _LAST_OF_TWO if self._first.isHidden() else _LAST[3]
        last = _part(USUAL[2], width, *_LAST[:3], of_window)
        if for_resume:
            beside = 0 if self._first.isHidden() else first
            last = max(LEAST_FOR_RESUME, round((width - beside) * _SHARE))
        return [first, max(width - first - last, 0), last]


def _part(usual: int, width: int, least: int, most: int, share: float, most_share: float) -> int:
    """The width of an outer part in a window of a width."""
    wanted = min(max(usual + round((width - sum(USUAL)) * share), least), most)
    return max(least, min(grown(wanted), round(width * most_share)))

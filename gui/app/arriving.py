"""Arriving at a candidate: from the list, the find line or the keys to the form.

The list marks who is on its way. Most come so soon that whoever is shown stays in sight until
then, out of reach; only of who takes longer the middle shows that they are on their way. Wrong
words stay in the find line with the reason below it, and the focus goes into the form for those
who came by keys.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from gui.errors import BadInput
from gui.i18n import _
from gui.services.desk import Desk, Opening
from gui.services.notices import Offer
from gui.views.form import Form
from gui.views.main_window import MainWindow
from gui.views.panels.candidates import CandidatesPanel

if TYPE_CHECKING:
    from gui.errors import RedlineError
    from gui.model.record import Record

SOON_MS: Final = 120
"""Whoever comes within this time comes without a page that says that they are coming."""


class Arriving:
    """`find` has somebody looked for by id, profile link or e-mail. `show_session` shows the desk's
    candidate everywhere; `show_nobody` empties what stands beside the middle while somebody else is
    on their way."""

    def __init__(
        self,
        desk: Desk,
        window: MainWindow,
        candidates: CandidatesPanel,
        form: Form,
        *,
        find: Callable[[str], None],
        show_session: Callable[[], None],
        show_nobody: Callable[[], None],
    ) -> None:
        self._desk = desk
        self._window = window
        self._candidates = candidates
        self._form = form
        self._look_for = find
        self._show_session = show_session
        self._show_nobody = show_nobody
        self._is_searched = False
        self._is_entered = False
        self._goes_on_typing = False
        self._late = QTimer(window, singleShot=True, interval=SOON_MS)
        self._late.timeout.connect(self._show_waiting)
        self._back = QTimer(window, singleShot=True, interval=0)
        self._back.timeout.connect(self._come_back)
        window.find_asked.connect(self._find)
        window.cancel_asked.connect(desk.cancel_opening)
        candidates.entered.connect(self._entered)
        candidates.open_asked.connect(self._open)
        desk.opening_changed.connect(self._show_opening)
        desk.visited.connect(self._visited)
        if desk.opening is not None:
            self._show_opening()  # somebody is on their way already

    def shown(self) -> None:
        """The candidate in front was shown: the focus follows if it was meant to."""
        self._back.stop()
        if self._desk.opening is None:
            self._window.let_go()  # who was asked for may be who was in front
        if not self._goes_on_typing or self._desk.session is None or self._desk.opening:
            return
        self._goes_on_typing = False
        focus = QApplication.focusWidget()
        # Whoever has gone elsewhere meanwhile is left there.
        waits = (self._window.top_bar.find_line, self._candidates.view)
        if focus is None or focus in waits or self._window.is_in_middle(focus):
            self._form.enter()

    # --- what is asked for -----------------------------------------------------------------

    def _find(self, text: str) -> None:
        self._is_searched = self._goes_on_typing = True
        self._look_for(text)

    def _entered(self) -> None:
        self._is_entered = True

    def _open(self, record_id: str, name: str) -> None:
        self._is_searched = False
        self._goes_on_typing, self._is_entered = self._is_entered, False
        self._desk.open(record_id, name=name)
        self.shown()

    # --- what becomes of it ----------------------------------------------------------------

    def _visited(self, _record: Record) -> None:
        if self._is_searched:
            self._is_searched = False
            self._window.top_bar.find_line.clear()
        self.shown()

    def _show_opening(self) -> None:
        opening = self._desk.opening
        is_on_its_way = opening is not None and opening.error is None and not opening.is_search
        self._candidates.show_opening(opening.asked if opening and is_on_its_way else None)
        if opening is None:
            self._late.stop()
            # Most often somebody comes now: whoever was shown before need not come back first.
            self._back.start()
        elif opening.error is None:
            self._wait(opening)
        elif isinstance(opening.error, BadInput):
            self._complain(opening, opening.error)
        else:
            self._show_trouble(opening, opening.error)

    def _wait(self, opening: Opening) -> None:
        """Leaves in sight who is shown, for the moment that most take to come."""
        if self._window.session is None and self._desk.session is not None:
            self._show_waiting()  # something else stands in their place already
            return
        self._form.commit()
        self._window.hold(opening.shown)
        if not self._late.isActive():  # for who goes on and on, it is the first who counts
            self._late.start()

    def _show_waiting(self) -> None:
        opening = self._desk.opening
        if opening is not None and opening.error is None:
            self._show_nobody()
            self._window.show_loading(opening.shown)

    def _come_back(self) -> None:
        """Nobody has come: shows who was shown before."""
        if self._desk.opening is not None:
            return
        self._window.let_go()
        here = self._desk.session
        is_gone = here is None or self._window.session is not here
        if is_gone and not self._window.is_welcoming:
            self._show_session()

    def _complain(self, opening: Opening, error: BadInput) -> None:
        """Says below the find line why its words lead nowhere; who was open stays open."""
        self._goes_on_typing = False
        self._desk.cancel_opening()
        line = self._window.top_bar.find_line
        if not line.text().strip():
            line.setText(opening.asked)
        self._window.focus_find()
        line.complain(error.sentence)

    def _show_trouble(self, opening: Opening, error: RedlineError) -> None:
        self._goes_on_typing = False
        self._late.stop()
        self._show_nobody()
        offers = [Offer(_("Try again"), self._desk.retry)]
        if self._desk.session is not None:
            name = self._desk.session.current.full_name or _("No name")
            offers.append(Offer(_("Back to {name}").format(name=name), self._desk.cancel_opening))
        self._window.show_trouble(
            _("{name} could not be opened").format(name=opening.shown),
            error.sentence,
            offers,
            detail=error.detail,
        )

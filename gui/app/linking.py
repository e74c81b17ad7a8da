"""Links from outside: the person is asked, then the candidate is opened. Nothing else comes of one.

A link that started the program waits until there is an account to look in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from gui.errors import BadReference
from gui.i18n import _
from gui.services.line import Line
from gui.services.links import candidate_of_link, is_link
from gui.services.notices import Notices
from gui.services.tasks import Tasks
from gui.views.dialogs.message import confirm

_TASK: Final = "a link"


class Linking:
    """Opens what a start of the program was given: a reference at once, a link after asking.

    The `find` that it is given opens a candidate by a reference; `first` is the link that started
    this program.
    """

    def __init__(
        self,
        window: Callable[[], QWidget],
        line: Line,
        find: Callable[[str], None],
        tasks: Tasks,
        notices: Notices,
        *,
        first: str | None = None,
    ) -> None:
        self._window = window
        self._line = line
        self._find = find
        self._tasks = tasks
        self._notices = notices
        self._waiting = first
        line.account_changed.connect(self._connected)

    def find(self, text: str) -> None:
        """Opens a candidate by id, profile URL or e-mail, or follows a link."""
        if is_link(text):
            self.follow(text)
        else:
            self._find(text)

    def follow(self, link: str) -> None:
        """Asks whether to open the candidate of a link; while it asks, other links are dropped."""
        if self._line.account is None:
            self._waiting = link
            return
        try:
            candidate = candidate_of_link(link)
        except BadReference as error:
            self._notices.tell_error(error)
            return
        self._tasks.start(self._ask(candidate), name=_TASK, key=_TASK, replace=False)

    async def _ask(self, candidate: str) -> None:
        agreed = await confirm(
            self._window(),
            _("Open candidate {id}?").format(id=candidate),
            _("A link outside Redline asks for it. Opening shows the candidate and sends nothing."),
            _("Open"),
        )
        if agreed:
            self._find(candidate)

    def _connected(self) -> None:
        if self._line.account is not None and self._waiting is not None:
            link, self._waiting = self._waiting, None
            self.follow(link)

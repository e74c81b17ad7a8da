"""The one channel from any layer to the person.

An *event* is told once (a toast); a *state* stays until it is over (a bar: offline, read-only,
limited); a choice is a dialog and not told here. A history keeps everything that was said.
"""

from __future__ import annotations

import enum
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from gui.errors import RedlineError


class Tone(enum.Enum):
    """How a notice is meant; shown by mark and word as well as by colour."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Offer:
    """Something the person can do about a notice: a verb and what it does."""

    label: str
    act: Callable[[], object]


@dataclass(frozen=True)
class Notice:
    """What is said: one or two plain sentences, a tone, offers, and detail for who wants it."""

    text: str
    tone: Tone = Tone.INFO
    offers: tuple[Offer, ...] = ()
    detail: str = ""


class Notices(QObject):
    """Signals: `told(Notice)` for an event; `states_changed()` when a lasting state came,
    changed or went. What is said before anybody listens is in `history` and `states`."""

    told = Signal(object)
    states_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._states: dict[str, Notice] = {}
        self.history: deque[Notice] = deque(maxlen=200)

    @property
    def states(self) -> dict[str, Notice]:
        """The lasting states by their names, oldest first."""
        return dict(self._states)

    def tell(self, text: str, tone: Tone = Tone.INFO, *offers: Offer, detail: str = "") -> None:
        """Tells an event."""
        notice = Notice(text, tone, offers, detail)
        self._remember(notice)
        self.told.emit(notice)

    def tell_error(self, error: RedlineError, *offers: Offer) -> None:
        """Tells an error in its own words: what happened, what was kept, what to do."""
        self.tell(error.sentence, Tone.ERROR, *offers, detail=error.detail)

    def set_state(self, name: str, notice: Notice) -> None:
        """A lasting state begins or changes."""
        if self._states.get(name) == notice:
            return
        self._states[name] = notice
        self._remember(notice)
        self.states_changed.emit()

    def clear_state(self, name: str) -> None:
        """A lasting state is over; nothing happens when it was not there."""
        if self._states.pop(name, None) is not None:
            self.states_changed.emit()

    def _remember(self, notice: Notice) -> None:
        """Without its offers: they lead to candidates that are closed by then, and would hold
        their drafts."""
        self.history.append(replace(notice, offers=()))

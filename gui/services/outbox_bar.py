"""The outbox as lasting states of the window: what waits, for how long, and what to do about it.

Each kind of waiting has a state of its own, since each has its own ways on. What waits for a token
is told with the token's own state, which is the reason.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from gui.i18n import _
from gui.services.line import Line
from gui.services.notices import Notice, Notices, Offer, Tone
from gui.services.outbox import Outbox
from gui.services.waiting import Waiting, Why, what_is_kept, what_waits, what_waits_elsewhere

_AGE_TICK_MS: Final = 20_000
_ELSEWHERE: Final = "elsewhere"


class OutboxBar(QObject):
    """Signal: `show_asked()` when the person wants to see what waits."""

    show_asked = Signal()

    def __init__(
        self, outbox: Outbox, line: Line, notices: Notices, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._outbox = outbox
        self._line = line
        self._notices = notices
        self._told: frozenset[str] = frozenset()
        # Made once: a state with new offers would count as another one.
        self._offers = {kind: self._offers_of(kind) for kind in (*Why, None)}
        self._ager = QTimer(self)
        self._ager.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._ager.setInterval(_AGE_TICK_MS)
        self._ager.timeout.connect(self.refresh)
        outbox.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Tells what waits, and for how long by now; its timer calls this as well."""
        groups = self._groups()
        lacking = groups.pop(Why.TOKEN, [])
        self._line.lack_token(
            what_is_kept(lacking) if lacking else "", self._offers[Why.TOKEN] if lacking else ()
        )
        states = {
            f"outbox {kind.value if kind else _ELSEWHERE}": Notice(
                what_waits(group, self._outbox.now()) if kind else what_waits_elsewhere(group),
                Tone.WARNING if kind else Tone.INFO,
                self._offers[kind],
            )
            for kind, group in groups.items()
        }
        for name in self._told - states.keys():
            self._notices.clear_state(name)
        for name, notice in states.items():
            self._notices.set_state(name, notice)
        self._told = frozenset(states)
        if not states:
            self._ager.stop()
        elif not self._ager.isActive():
            self._ager.start()

    def _groups(self) -> dict[Why | None, list[Waiting]]:
        """What waits by what it waits for; None for accounts that are not in use."""
        groups: dict[Why | None, list[Waiting]] = {}
        for each in self._outbox.waiting:
            kind = each.why if self._outbox.is_here(each) else None
            groups.setdefault(kind, []).append(each)
        return groups

    def _offers_of(self, kind: Why | None) -> tuple[Offer, ...]:
        show = Offer(_("Show"), self.show_asked.emit)
        stop = Offer(_("Stop waiting"), lambda: self._stop(kind))
        if kind in (None, Why.TOKEN):
            return (show, stop)
        return (show, Offer(_("Send now"), self._outbox.send_now), stop)

    def _stop(self, kind: Why | None) -> None:
        for each in self._groups().get(kind, ()):
            self._outbox.stop(each)
        self._notices.tell(_("It waits no longer. The changes are kept as drafts."))

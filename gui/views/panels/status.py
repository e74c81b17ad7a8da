"""The line at the window's foot: account, connection, free requests, and the draft."""

from __future__ import annotations

import enum
import math
import time
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from gui.i18n import _, ngettext
from gui.views.icons import Glyph, IconRole
from gui.views.text import Label, set_tip
from gui.views.theme import Space

NOTE_MS = 6000
"""How long a passing note stands, in milliseconds."""


class Link(enum.Enum):
    """How things are between the program and the service."""

    NONE = "none"
    BUSY = "busy"
    CONNECTED = "connected"
    LIMITED = "limited"
    OFFLINE = "offline"
    REFUSED = "refused"


def _link_look(link: Link) -> tuple[str, IconRole, str]:
    looks: dict[Link, tuple[str, IconRole, str]] = {
        Link.NONE: ("key", "quiet", _("not connected")),
        Link.BUSY: ("wait", "quiet", _("connecting…")),
        Link.CONNECTED: ("success", "added", _("connected")),
        Link.LIMITED: ("wait", "warning", _("waiting for the service")),
        Link.OFFLINE: ("offline", "error", _("offline")),
        Link.REFUSED: ("lock", "error", _("token not accepted")),
    }
    return looks[link]


class StatusLine(QWidget):
    """Reports only; everything in it is also said elsewhere when it matters."""

    def __init__(
        self, parent: QWidget | None = None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self.setObjectName("status_line")
        self._clock = clock
        self._free_at = 0.0
        self._free = ""
        self._countdown = QTimer(self)
        self._countdown.setObjectName("countdown")
        self._countdown.setInterval(1000)
        self._countdown.timeout.connect(self._count_down)
        self._account = Label(role="small", elide=True)
        self._sandbox = QFrame()
        self._sandbox.setProperty("look", "badge")
        self._sandbox.setProperty("tone", "changed")
        self._mark = Glyph("key", "quiet", side=14)
        self._link = Label(role="small", elide=True)
        self._budget = Label(role="small", elide=True)
        self._draft = Label(role="small")
        self._note = Label(role="small", elide=True)
        self._note.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(lambda: self._note.setText(""))

        badge = QHBoxLayout(self._sandbox)
        badge.setContentsMargins(Space.S, 0, Space.S, 0)
        words = _("Sandbox: invented people")
        badge.addWidget(Label(words, role="small", tone="changed", elide=True))
        self._sandbox.hide()
        self._account.hide()

        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.XS, Space.L, Space.XS)
        row.setSpacing(Space.L)
        row.addWidget(self._account)
        row.addWidget(self._sandbox)
        link = QHBoxLayout()
        link.setSpacing(Space.XS)
        link.addWidget(self._mark)
        link.addWidget(self._link)
        row.addLayout(link)
        row.addWidget(self._budget)
        row.addWidget(self._note, 1)
        row.addWidget(self._draft)
        self.setMinimumHeight(28)
        self.show_link(Link.NONE)

    def show_account(self, name: str, *, is_sandbox: bool = False, tip: str = "") -> None:
        """Names the account; the sandbox is marked as an imitation."""
        self._account.setText(name)
        self._account.setVisible(bool(name))
        set_tip(self._account, tip)
        self._sandbox.setVisible(is_sandbox)

    def show_link(self, link: Link, tip: str = "") -> None:
        """Shows the state of the connection by mark and word."""
        name, role, word = _link_look(link)
        self._mark.show_icon(name, role)
        self._link.setText(word)
        set_tip(self._link, tip)

    def show_budget(self, free: int, total: int, wait_s: float = 0) -> None:
        """Shows how many requests may go out now, or counts the seconds until one may."""
        text = _("{free} of {total} requests free")
        self._free = text.format(free=free, total=total)
        self._free_at = self._clock() + wait_s
        if wait_s > 0:
            self._countdown.start()
        self._count_down()

    def _count_down(self) -> None:
        seconds = math.ceil(self._free_at - self._clock())
        if seconds > 0:
            text = ngettext("next request in {count} s", "next request in {count} s", seconds)
            self._budget.setText(text.format(count=seconds))
        else:
            self._countdown.stop()
            self._budget.setText(self._free)

    def show_draft(self, text: str) -> None:
        """Says what becomes of the draft, such as "draft kept"."""
        self._draft.setText(text)

    def say(self, text: str) -> None:
        """Notes something in passing, such as what undo has undone."""
        self._note.setText(text)
        self._timer.start(NOTE_MS)

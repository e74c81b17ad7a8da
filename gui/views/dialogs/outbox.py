"""What waits to be sent: for whom, how much, since when and for what; stopping one, trying now."""

from __future__ import annotations

import datetime as dt
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui.i18n import _, ngettext
from gui.services.moments import spoken
from gui.services.outbox import Outbox
from gui.services.waiting import Waiting, Why, age_text
from gui.views.announce import announce
from gui.views.ask import Dialog
from gui.views.buttons import Button
from gui.views.icons import Glyph, IconRole
from gui.views.text import Label, isolated
from gui.views.theme import Space

_LEAST_HEIGHT: Final = 240
_AGE_TICK_MS: Final = 20_000
_ICONS: Final[dict[Why, tuple[str, IconRole]]] = {
    Why.NETWORK: ("offline", "warning"),
    Why.TOKEN: ("key", "error"),
    Why.PERSON: ("clock", "quiet"),
}


class OutboxDialog(Dialog):
    """Follows the outbox while it is open. Signal: `open_asked(Waiting)` when the person wants
    to see the candidate; the dialog closes by that."""

    open_asked = Signal(object)

    def __init__(self, outbox: Outbox, parent: QWidget | None) -> None:
        super().__init__(
            _("Outbox"), parent, heading=_("Waiting to be sent"), cancel=_("Close"), width=600
        )
        self._outbox = outbox
        self._cards: dict[tuple[str, str], _Card] = {}
        self.body.addWidget(Label(_explanation(), role="quiet", wrap=True))
        sheet = QWidget()
        self._column = QVBoxLayout(sheet)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.S)
        self._nothing = Label(_("Nothing waits any more."), role="quiet")
        self._column.addWidget(self._nothing)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(sheet)
        area.setAccessibleName(_("Waiting to be sent"))
        area.setMinimumHeight(_LEAST_HEIGHT)
        self.body.addWidget(area, 1)
        self._try = Button(_("Try now"), kind="primary", icon_name="refresh")
        self._try.clicked.connect(self._try_now)
        self._verbs.addWidget(self._try)
        self._ager = QTimer(self)
        self._ager.setInterval(_AGE_TICK_MS)
        self._ager.timeout.connect(self._show_outbox)
        self._ager.start()
        outbox.changed.connect(self._show_outbox)
        self._show_outbox()

    # --- inside ----------------------------------------------------------------------------

    def _show_outbox(self) -> None:
        waiting = {(each.account, each.candidate_id): each for each in self._outbox.waiting}
        had_focus = any(card.isAncestorOf(self.focusWidget()) for card in self._cards.values())
        for key in self._cards.keys() - waiting.keys():
            card = self._cards.pop(key)
            card.hide()
            card.deleteLater()
        for key, each in waiting.items():
            if key not in self._cards:
                self._add_card(key)
            self._cards[key].show_waiting(
                each, is_here=self._outbox.is_here(each), now=self._outbox.now()
            )
        self._nothing.setVisible(not waiting)
        is_trying = self._outbox.is_trying
        self._try.setVisible(any(self._outbox.is_here(each) for each in waiting.values()))
        self._try.setEnabled(not is_trying)
        self._try.set_text(_("Trying…") if is_trying else _("Try now"))
        if had_focus and not waiting and self.cancel_button is not None:
            self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_card(self, key: tuple[str, str]) -> None:
        card = _Card()
        card.stop_asked.connect(self._outbox.stop)
        card.open_asked.connect(self._open)
        self._cards[key] = card
        self._column.insertWidget(self._column.count() - 1, card)

    def _try_now(self) -> None:
        announce(self, _("Trying…"))
        self._outbox.send_now()

    def _open(self, waiting: Waiting) -> None:
        self.open_asked.emit(waiting)
        self.reject()


class _Card(QFrame):
    """One send that waits. Signals: `stop_asked(Waiting)`, `open_asked(Waiting)`."""

    stop_asked = Signal(object)
    open_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._waiting: Waiting | None = None
        self._name = Label(role="strong", elide=True)
        self._what = Label(role="small", wrap=True)
        self._open = Button(_("Open"), kind="quiet")
        self._open.clicked.connect(lambda: self.open_asked.emit(self._waiting))
        self._stop = Button(_("Stop waiting"))
        self._stop.clicked.connect(lambda: self.stop_asked.emit(self._waiting))
        self._mark = Glyph("clock", "quiet", side=24)
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        words.addWidget(self._name)
        words.addWidget(self._what)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.M, Space.M, Space.M)
        row.setSpacing(Space.M)
        row.addWidget(self._mark)
        row.addLayout(words, 1)
        row.addWidget(self._open)
        row.addWidget(self._stop)

    def show_waiting(self, waiting: Waiting, *, is_here: bool, now: dt.datetime) -> None:
        """Shows what waits as it is now."""
        name = waiting.name or _("No name")
        self._name.setText(name)
        self._what.setText(_lines(waiting, is_here=is_here, now=now))
        self._open.setAccessibleName(_("Open {name}").format(name=name))
        self._open.setVisible(is_here)
        self._stop.setAccessibleName(_("Stop waiting for {name}").format(name=name))
        self._mark.show_icon(*_ICONS[waiting.why if is_here else Why.PERSON])
        self._waiting = waiting


def _explanation() -> str:
    return _(
        "Each goes out by itself, one after the other, as soon as it can be. The record is read "
        "first, so nothing that others changed is overwritten. What you edit after Send stays a "
        "draft."
    )


def _lines(waiting: Waiting, *, is_here: bool, now: dt.datetime) -> str:
    """How much waits, since when, for what, and what else is to know."""
    count = ngettext("{count} change", "{count} changes", waiting.count).format(count=waiting.count)
    age = age_text(waiting.age_s(now))
    since = _("since {time} ({age})") if age else _("since {time}")
    parts = [count, since.format(time=spoken(waiting.since, now), age=age)]
    if not is_here:
        title = isolated(waiting.account_title)
        parts.append(_("waits until you use {account} again").format(account=title))
    elif waiting.why is Why.TOKEN:
        parts.append(_("waits for a new token"))
    elif waiting.why is Why.PERSON:
        parts.append(_("was waiting when Redline ended, and goes out when you say so"))
    else:
        parts.append(_("waits for the network"))
    text = " · ".join(parts)
    if waiting.is_unsure:
        text += "\n" + _("It is not known whether it has arrived. That is found out first.")
    return text

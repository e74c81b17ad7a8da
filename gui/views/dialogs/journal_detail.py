"""One send of the journal in full: whose, when, with which end, and each key before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.i18n import N_, _
from gui.model.journal import JournalSend, Outcome, told_of_others
from gui.services.reverting import can_be_reverted
from gui.views.buttons import Button
from gui.views.dialogs.journal_list import OUTCOME_LOOK, clock_text, day_title, fields_text
from gui.views.dialogs.journal_values import KeyView
from gui.views.icons import Glyph
from gui.views.text import Label, set_tip
from gui.views.theme import Space

_SAID: Final = {
    Outcome.SENT: N_("Sent and read back"),
    Outcome.UNKNOWN: N_("Not known yet whether it arrived; opening the candidate finds out"),
    Outcome.REFUSED: N_("Refused by Workable; nothing was changed"),
    Outcome.NOT_SENT: N_("Did not arrive; nothing was changed"),
}


class JournalDetail(QFrame):
    """Signals: `revert_asked(JournalSend)`, `open_asked(JournalSend)`."""

    revert_asked = Signal(object)
    open_asked = Signal(object)

    def __init__(
        self,
        *,
        title_of: Callable[[str], str],
        today: Callable[[], dt.date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title_of = title_of
        self._today = today
        self._send: JournalSend | None = None

        self._name = Label(role="title", elide=True, selectable=True)
        self._when = Label(role="quiet", elide=True)
        self._mark = Glyph("success", "added", side=16)
        self._outcome = Label(wrap=True)
        self._reason = Label(role="small", wrap=True, selectable=True)
        self._others = Label(role="small", wrap=True, selectable=True)
        self._request = Label(role="small", wrap=True, selectable=True)
        self._revert = Button(_("Revert…"), icon_name="revert")
        self._revert.clicked.connect(lambda: self.revert_asked.emit(self._send))
        self._open = Button(_("Open candidate"))
        self._open.clicked.connect(lambda: self.open_asked.emit(self._send))

        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(Space.L, Space.XS, 0, 0)
        column.setSpacing(Space.M)
        column.addLayout(self._head())
        self._sheet = QWidget()
        self._cards = QVBoxLayout(self._sheet)
        self._cards.setContentsMargins(0, 0, Space.S, 0)
        self._cards.setSpacing(Space.S)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(_("What was sent"))
        self._area.setWidget(self._sheet)
        column.addWidget(self._area, 1)

        self._none = Label("", role="quiet", wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._none)
        self._pages.addWidget(page)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._pages)

    @property
    def send(self) -> JournalSend | None:
        """What is shown."""
        return self._send

    def say_nothing_to_show(self, text: str) -> None:
        """Shows no send but why there is none."""
        self._send = None
        self._none.setText(text)
        self._pages.setCurrentIndex(0)

    def show_send(self, send: JournalSend) -> None:
        """Shows a send; nothing is touched when it is the one shown."""
        if send == self._send:
            return
        self._send = send
        self._name.setText(send.name or _("No name"))
        day = day_title(send.at.astimezone().date(), self._today())
        parts = (f"{day}, {clock_text(send.at, seconds=True)}", self._title_of(send.account))
        self._when.setText(" · ".join(part for part in parts if part))
        mark, mark_role, tone = OUTCOME_LOOK[send.outcome]
        self._mark.show_icon(mark, mark_role)
        self._outcome.setText(_said(send))
        self._outcome.set_tone(tone)
        reasons = list(dict.fromkeys(part.reason for part in send.parts if part.reason))
        self._reason.setText("\n".join(reasons))
        self._reason.setVisible(bool(reasons))
        others = told_of_others(send)
        self._others.setText("\n".join(others))
        self._others.setVisible(bool(others))
        requests = (_("Request {number}").format(number=number) for number in send.request_ids)
        self._request.setText(" · ".join((send.candidate_id, *requests)))
        can_revert = can_be_reverted(send)
        self._revert.setEnabled(can_revert)
        tip = _("Puts what can be put back into the form; nothing is sent by it")
        set_tip(self._revert, tip if can_revert else _("It did not arrive: nothing to revert"))
        self._show_keys(send)
        self._pages.setCurrentIndex(1)

    # --- inside ----------------------------------------------------------------------------

    def _head(self) -> QVBoxLayout:
        # The name has the whole width: beside the buttons it would be cut in a small window.
        end = QHBoxLayout()
        end.setSpacing(Space.S)
        end.addWidget(self._mark)
        end.addWidget(self._outcome, 1)
        end.addWidget(self._open)
        end.addWidget(self._revert)
        head = QVBoxLayout()
        head.setContentsMargins(0, 0, Space.S, 0)
        head.setSpacing(Space.XS)
        head.addWidget(self._name)
        head.addWidget(self._when)
        head.addSpacing(Space.XS)
        head.addLayout(end)
        head.addWidget(self._reason)
        head.addWidget(self._others)
        head.addWidget(self._request)
        return head

    def _show_keys(self, send: JournalSend) -> None:
        while (item := self._cards.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for key in send.keys:
            self._cards.addWidget(KeyView(send.part_of(key), key))
        self._cards.addStretch(1)
        self._area.verticalScrollBar().setValue(0)


def _said(send: JournalSend) -> str:
    """What became of it; by its fields where not all of them ended the same way."""
    if send.outcome is not None:
        return _(_SAID[send.outcome])
    line = _("{fields}: {outcome}")
    return "\n".join(
        line.format(fields=fields_text(part), outcome=_(_SAID[part.outcome])) for part in send.parts
    )

"""What is looked for in the journal: words, a field, a day, one candidate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gui.i18n import _
from gui.model.dates import long_text
from gui.model.fields import FIELDS
from gui.services.storage.journal_rows import Query
from gui.views.fields.calendar import CalendarPopup
from gui.views.icons import make_clearable
from gui.views.ring import CheckBox
from gui.views.text import plain, shown
from gui.views.theme import Space

PAUSE_MS: Final = 200
"""How long typing rests before it is searched for."""

_A_DAY: Final = "a day"


@dataclass(frozen=True, slots=True)
class Whose:
    """A candidate of an account."""

    account: str
    candidate_id: str
    name: str


class JournalSearch(QWidget):
    """Signal: `asked(Query)` when something else is looked for.

    With `only` there is a box that leaves only what was sent for that candidate.
    """

    asked = Signal(object)

    def __init__(
        self,
        *,
        today: Callable[[], dt.date],
        only: Whose | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._only = only
        self._day: dt.date | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.ask)

        self.words = QLineEdit()
        self.words.setAccessibleName(_("Search the journal"))
        self.words.setPlaceholderText(_("Name, id, or words before or after"))
        make_clearable(self.words)
        self.words.textChanged.connect(lambda _text: self._timer.start())
        self.words.returnPressed.connect(self.ask)
        self.fields = _choice(_("Field"))
        self.fields.addItem(_("All fields"), None)
        for field in FIELDS:
            self.fields.addItem(plain(field.label), field.key)
        self.fields.activated.connect(lambda _at: self.ask())
        self.when = _choice(_("Day"))
        for text, days in (
            (_("Any day"), None),
            (_("Today"), 0),
            (_("Yesterday"), 1),
            (_("The last 7 days"), -7),
            (_("The last 30 days"), -30),
            (_("Choose a day…"), _A_DAY),
        ):
            self.when.addItem(text, days)
        self.when.activated.connect(self._when_chosen)
        self.box = CheckBox()
        self.box.setVisible(only is not None)
        if only is not None:
            text = _("Only {name}").format(name=shown(only.name, limit=60))
            self.box.setText(plain(text))
            self.box.setAccessibleName(text)
        self.box.toggled.connect(lambda _on: self.ask())

        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.words, 1)
        row.addWidget(self.fields)
        row.addWidget(self.when)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(row)
        column.addWidget(self.box, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.words)

    @property
    def is_set(self) -> bool:
        """Whether anything is left out."""
        return self.query() != Query()

    def query(self) -> Query:
        """What is looked for now."""
        found = Query(key=self.fields.currentData())
        typed = self.words.text().strip()
        found = replace(found, person=typed) if _is_id(typed) else replace(found, words=typed)
        if self._only is not None and self.box.isChecked():
            found = replace(found, account=self._only.account, candidate_id=self._only.candidate_id)
        return self._in_time(found)

    def ask(self) -> None:
        """Has it looked for, at once."""
        self._timer.stop()
        self.asked.emit(self.query())

    # --- inside ----------------------------------------------------------------------------

    def _in_time(self, query: Query) -> Query:
        chosen = self.when.currentData()
        if chosen is None:
            return query
        if chosen == _A_DAY:
            return query if self._day is None else query.on(self._day)
        if chosen >= 0:
            return query.on(self._today() - dt.timedelta(days=chosen))
        first = self._today() + dt.timedelta(days=chosen + 1)
        return replace(query.on(first), until=None)

    def _when_chosen(self, at: int) -> None:
        if self.when.itemData(at) != _A_DAY:
            self.ask()
            return
        day = (self._day or self._today()).isoformat()
        popup = CalendarPopup(self, day, _("Day"))
        popup.chosen.connect(self._day_chosen)
        popup.destroyed.connect(self._popup_gone)
        popup.show_at(self.when)

    def _day_chosen(self, day: str) -> None:
        self._day = dt.date.fromisoformat(day)
        self.when.setItemText(self.when.count() - 1, long_text(day))
        self.ask()

    def _popup_gone(self) -> None:
        if self._day is None and self.when.currentData() == _A_DAY:
            self.when.setCurrentIndex(0)


def _choice(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return combo


def _is_id(typed: str) -> bool:
    """Whether it is a candidate's id rather than a word: hexadecimal digits, numbers among them."""
    return (
        len(typed) >= 6
        and all(char in "0123456789abcdefABCDEF" for char in typed)
        and any(char.isdigit() for char in typed)
    )

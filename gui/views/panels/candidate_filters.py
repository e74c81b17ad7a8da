"""The filters of the candidate list that are asked of the service: job, stage, e-mail, time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QVBoxLayout

from gui.i18n import _
from gui.services.candidate_list import CandidateList, ListFilter
from gui.views.buttons import Button
from gui.views.text import Label, plain
from gui.views.theme import Space


class CandidateFilters(QFrame):
    """Asks only where another filter is wanted than the one in force. Signal: `asked(filter)`."""

    asked = Signal(object)

    def __init__(self, source: CandidateList, now: Callable[[], dt.datetime]) -> None:
        super().__init__()
        self._source = source
        self._now = now
        self._build()
        source.choices_changed.connect(self._show_choices)
        self._show_choices()

    def focus_first(self) -> None:
        """Puts the focus into the first filter."""
        self._job.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def clear(self) -> None:
        """Asks for everybody."""
        for combo in (self._job, self._stage, self._since):
            combo.setCurrentIndex(0)
        self._email.clear()
        self._ask()

    # --- inside ----------------------------------------------------------------------------

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(Space.M, 0, Space.M, Space.S)
        box.setSpacing(Space.XS)
        self._job = _choice(_("Job"))
        self._stage = _choice(_("Stage"))
        self._since = _choice(_("Changed since"))
        for days, label in (
            (0, _("Any time")),
            (1, _("The last day")),
            (7, _("The last week")),
            (30, _("The last month")),
            (365, _("The last year")),
        ):
            self._since.addItem(label, days)
        self._email = QLineEdit()
        self._email.setAccessibleName(_("Filter by e-mail"))
        self._email.setPlaceholderText(_("E-mail, whole"))
        self._email.editingFinished.connect(self._ask)
        clear = Button(_("Clear filters"), kind="quiet")
        clear.clicked.connect(self.clear)
        for label, widget in (
            (_("Job"), self._job),
            (_("Stage"), self._stage),
            (_("E-mail"), self._email),
            (_("Changed since"), self._since),
        ):
            caption = Label(label, role="label")
            caption.setBuddy(widget)
            box.addWidget(caption)
            box.addWidget(widget)
        box.addWidget(clear, 0, Qt.AlignmentFlag.AlignRight)
        for combo in (self._job, self._stage, self._since):
            combo.activated.connect(lambda _at: self._ask())

    def _show_choices(self) -> None:
        for combo, first, items in (
            (self._job, _("All jobs"), [(job.title, job.shortcode) for job in self._source.jobs]),
            (self._stage, _("All stages"), [(s.name, s.slug) for s in self._source.stages]),
        ):
            chosen = combo.currentData()
            combo.clear()
            combo.addItem(first, None)
            for label, value in items:
                combo.addItem(plain(label), value)
            combo.setCurrentIndex(max(0, combo.findData(chosen)))

    def _ask(self) -> None:
        days = self._since.currentData() or 0
        since = (
            (self._now() - dt.timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ") if days else None
        )
        wanted = ListFilter(
            job=self._job.currentData(),
            stage=self._stage.currentData(),
            email=self._email.text().strip() or None,
            changed_since=since,
        )
        before = self._source.filter
        if _same_but_time(wanted, before) != before or bool(since) != bool(before.changed_since):
            self.asked.emit(wanted)


def _choice(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setObjectName(f"filter_{name.lower().replace(' ', '_')}")
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(10)
    return combo


def _same_but_time(wanted: ListFilter, before: ListFilter) -> ListFilter:
    """The wanted filter with the time of the one before: "a week ago" moves every second."""
    return ListFilter(wanted.job, wanted.stage, wanted.email, before.changed_since)

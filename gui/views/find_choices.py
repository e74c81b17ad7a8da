"""What only the person can decide after a search: which record, and whether it is the one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from gui.i18n import _, ngettext
from gui.model.record import Record
from gui.views.ask import CANCELLED, Dialog, ask
from gui.views.panels.candidate_rows import ROW_ROLE, CandidateDelegate, row_line
from gui.views.text import Label, shown
from gui.views.theme import Space

if TYPE_CHECKING:
    from gui.workable.wire import RowSummary

OPEN = 1
_MOST_ROWS = 6
"""How many records are seen without scrolling."""


class ChooseRecord(Dialog):
    """Lists the records of one person, one for each job; Enter or a double click opens."""

    def __init__(self, rows: tuple[RowSummary, ...], parent: QWidget | None) -> None:
        count = len(rows)
        heading = ngettext(
            "{count} record with this e-mail", "{count} records with this e-mail", count
        ).format(count=count)
        super().__init__(heading, parent, width=460)
        self._rows = rows
        text = _(
            "A person has one record for each job. A correction counts for the one it is made in."
        )
        self.body.addWidget(Label(text, role="quiet", wrap=True))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Records"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setItemDelegate(CandidateDelegate(self.list))
        for row in rows:
            parts = (row.name or _("No name"), row_line(row))
            item = QListWidgetItem(shown(" — ".join(part for part in parts if part)))
            item.setData(ROW_ROLE, row)
            self.list.addItem(item)
        height = self.list.sizeHintForRow(0) * min(count, _MOST_ROWS) + Space.S
        self.list.setMinimumHeight(height)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _item: self.done(OPEN))
        self.body.addWidget(self.list)
        self.add_verb(_("Open"), OPEN, kind="primary", default=True)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def chosen(self) -> str | None:
        """The id of the marked row."""
        at = self.list.currentRow()
        return self._rows[at].id if at >= 0 else None


class ConfirmRecord(Dialog):
    """Shows whose record was found by digits that could mean somebody else (API §3.3)."""

    def __init__(self, record: Record, parent: QWidget | None) -> None:
        name = record.full_name or _("No name")
        super().__init__(_("Is this who you mean?"), parent, width=420)
        self.body.addWidget(Label(name, role="strong", selectable=True, wrap=True))
        facts = (record.facts.job_title or "", record.facts.stage or "")
        self.body.addWidget(Label(" · ".join(part for part in facts if part), role="quiet"))
        text = _("The number could be an API id or the number in a profile link.")
        self.body.addWidget(Label(text, role="quiet", wrap=True))
        self.add_verb(_("Open"), OPEN, kind="primary", default=True)


class FindChoices:
    """`gui.services.connection.Choices` by dialogs over a window."""

    def __init__(self, window: Callable[[], QWidget]) -> None:
        self._window = window

    async def choose(self, rows: tuple[RowSummary, ...]) -> str | None:
        """The id of the record to open; None for none of them."""
        dialog = ChooseRecord(rows, self._window())
        answer = await ask(dialog)
        return dialog.chosen if answer != CANCELLED else None

    async def confirm(self, record: Record) -> bool:
        """Whether this is who was meant."""
        return await ask(ConfirmRecord(record, self._window())) != CANCELLED

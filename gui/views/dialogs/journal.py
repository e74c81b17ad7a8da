"""The journal: everything that was sent, searchable, with what stood there before.

A window of its own beside the main one, so that a candidate can be looked at while it is open.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QMenu,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gui.i18n import _, ngettext
from gui.services.journal_pages import JournalPages
from gui.services.notices import Notice
from gui.services.notices import Tone as NoticeTone
from gui.services.policy import set_by
from gui.views.ask import Dialog, take_room
from gui.views.buttons import Button
from gui.views.dialogs.journal_detail import JournalDetail
from gui.views.dialogs.journal_list import JournalDelegate, JournalRows
from gui.views.dialogs.journal_search import JournalSearch, Whose
from gui.views.dialogs.note import Note
from gui.views.panels.offers import TONE_ICONS
from gui.views.text import Tone, set_tip
from gui.views.theme import Space

_SIZE: Final = (1040, 720)
_LIST_WIDTH: Final = 340
_DAYS: Final = (30, 90, 180, 365)


class JournalDialog(Dialog):
    """Shows what `pages` reads, and has them look for what is asked for.

    Signals, to be answered while it stays open: `revert_asked(JournalSend)`,
    `open_asked(JournalSend)`, `export_asked()` for all that the search finds,
    `erase_asked(JournalSend | None)` with the send in view, `days_chosen(int)` for how long
    entries are to be kept.
    """

    revert_asked = Signal(object)
    open_asked = Signal(object)
    export_asked = Signal()
    erase_asked = Signal(object)
    days_chosen = Signal(int)

    def __init__(
        self,
        pages: JournalPages,
        parent: QWidget | None,
        *,
        title_of: Callable[[str], str],
        days: int,
        days_are_fixed: bool = False,
        only: Whose | None = None,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        super().__init__(_("Journal"), parent, cancel=_("Close"), width=760)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.setMinimumHeight(520)
        take_room(self, *_SIZE)
        self._pages = pages

        def today() -> dt.date:
            return now().astimezone().date()

        self.search = JournalSearch(today=today, only=only)
        self.search.asked.connect(pages.look)
        self.body.addWidget(self.search)

        self.rows = JournalRows(pages, today=today, parent=self)
        self.view = _List()
        self.view.setModel(self.rows)
        self.view.setItemDelegate(JournalDelegate(self.rows, self.view))
        self.view.setAccessibleName(_("Journal"))
        self.view.opened.connect(self._open)
        self.view.selectionModel().currentChanged.connect(self._show)
        self.detail = JournalDetail(title_of=title_of, today=today)
        self.detail.revert_asked.connect(self.revert_asked)
        self.detail.open_asked.connect(self.open_asked)
        self.body.addWidget(self._split(), 1)
        self._note = Note(lines=2)
        self.body.addWidget(self._note)

        self._days_are_fixed = days_are_fixed
        self._keeping = Button("", kind="quiet", icon_name="lock" if days_are_fixed else "clock")
        self._keeping.clicked.connect(self._ask_days)
        self.add_aside(self._keeping)
        self._export = Button(_("Export…"))
        self._export.clicked.connect(self.export_asked)
        erase = Button(_("Erase…"))
        erase.clicked.connect(lambda: self.erase_asked.emit(self.detail.send))
        self.add_button(self._export)
        self.add_button(erase)
        self.show_days(days)
        pages.reset.connect(self._reset)
        pages.state_changed.connect(self._show_state)
        self.detail.say_nothing_to_show("")
        self.search.ask()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, notice: Notice) -> None:
        """Shows what was told meanwhile, since the window's own toast may be hidden."""
        icon, mark = TONE_ICONS[notice.tone]
        tone: Tone = "error" if notice.tone is NoticeTone.ERROR else "quiet"
        self._note.say(notice.text, icon=icon, tone=tone, mark=mark, whole=notice.text)

    def show_days(self, days: int) -> None:
        """Says how long entries are kept."""
        self._days = days
        text = ngettext("Kept for {count} day", "Kept for {count} days", days)
        said = text.format(count=days)
        if self._days_are_fixed:
            said = f"{said} · {set_by()}"
        self._keeping.set_text(said)
        self._keeping.setEnabled(not self._days_are_fixed)
        set_tip(self._keeping, _("How long entries and replaced files are kept on this computer"))

    # --- inside ----------------------------------------------------------------------------

    def _split(self) -> QSplitter:
        card = QFrame()
        card.setProperty("look", "card")
        around = QVBoxLayout(card)
        around.setContentsMargins(0, Space.XS, 0, Space.XS)
        around.addWidget(self.view)
        left = QWidget()
        beside = QVBoxLayout(left)
        beside.setContentsMargins(0, 0, Space.M, 0)
        beside.addWidget(card)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(left)
        split.addWidget(self.detail)
        split.setStretchFactor(1, 1)
        split.setSizes([_LIST_WIDTH, _SIZE[0] - _LIST_WIDTH])
        left.setMinimumWidth(240)
        self.detail.setMinimumWidth(360)
        return split

    def _open(self) -> None:
        send = self.detail.send
        if send is not None:
            self.open_asked.emit(send)

    def _show(self, index: QModelIndex, _before: QModelIndex) -> None:
        send = self.rows.send_at(index)
        if send is not None:
            self.detail.show_send(send)

    def _reset(self) -> None:
        """Another search: the send in view stays where it is still found."""
        shown = self.detail.send
        index = self.rows.index_of(shown.number) if shown is not None else QModelIndex()
        if not index.isValid():
            index = self.rows.index(0)
        if index.isValid():
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.view.selectionModel().setCurrentIndex(index, flag)
        else:
            self.detail.say_nothing_to_show(self._why_nothing())

    def _why_nothing(self) -> str:
        if self._pages.error is not None:
            return self._pages.error.sentence
        if self.search.is_set:
            return _("Nothing that was sent fits this search.")
        return _("Nothing was sent yet. What you send is kept here, before and after.")

    def _show_state(self) -> None:
        self._export.setEnabled(bool(self._pages.sends))

    def _ask_days(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for days in _DAYS:
            text = ngettext("{count} day", "{count} days", days).format(count=days)
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(days == self._days)
            action.triggered.connect(lambda _on, days=days: self.days_chosen.emit(days))
        menu.popup(self._keeping.mapToGlobal(self._keeping.rect().topLeft()))


class _List(QListView):
    """`opened()` for Enter and double click."""

    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "bare")
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

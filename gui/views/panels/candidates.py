"""The candidates panel: the list with its filters, and those opened lately.

Choosing a row by click or Enter opens it; walking with the arrows does not, so that passing by
costs no request.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from gui.i18n import _, ngettext
from gui.services.candidate_list import CandidateList, ListFilter
from gui.views.buttons import Button
from gui.views.icons import IconButton, make_clearable
from gui.views.panels.candidate_filters import CandidateFilters
from gui.views.panels.candidate_order import Forgetful, Memory, OrderButton
from gui.views.panels.candidate_rows import CandidateDelegate, CandidateRows
from gui.views.panels.candidates_empty import EmptyList
from gui.views.text import Label, shown
from gui.views.theme import Space

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gui.workable.wire import RowSummary

    _Index = QModelIndex | QPersistentModelIndex

RECENT_LIMIT = 30


class CandidatesPanel(QWidget):
    """Signals: `open_asked(id, name)`; before it `entered()` where it was asked by Enter, which
    a person presses to go on typing in the form, unlike a click, which may only look."""

    open_asked = Signal(object, object)
    entered = Signal()

    def __init__(
        self,
        source: CandidateList,
        *,
        has_draft: Callable[[str], bool],
        memory: Memory | None = None,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        super().__init__()
        self._source = source
        self._now = now
        self._recent: list[RowSummary] = []
        self._current_id: str | None = None
        self._opening_id: str | None = None
        self._direction = 1
        self.rows = CandidateRows(source, has_draft=has_draft, parent=self)
        self._order_button = OrderButton(source, memory or Forgetful())
        self._build()
        source.state_changed.connect(self._show_state)
        source.rows_reset.connect(self._mark_current)
        source.order_changed.connect(self._mark_after_order)
        source.rows_added.connect(self._mark_if_it_came)
        self._show_state()

    # --- for whoever composes --------------------------------------------------------------

    def show_current(self, candidate_id: str | None) -> None:
        """Marks the candidate that is in the form."""
        self._current_id = candidate_id
        self._mark_current()

    def show_opening(self, candidate_id: str | None) -> None:
        """Marks the candidate that is on its way; None when it has come, or will not."""
        if candidate_id != self._opening_id:
            self._opening_id = candidate_id
            self._mark_current()

    def show_recents(self, rows: Sequence[RowSummary]) -> None:
        """Takes those opened lately in this account, the last one first."""
        self._recent = list(rows)[:RECENT_LIMIT]
        if self._recent_button.isChecked():
            self.rows.show_only(self._recent)
            self._mark_current()

    def visited(self, row: RowSummary) -> None:
        """Puts a candidate on top of those opened lately."""
        self._recent = [row, *(item for item in self._recent if item.id != row.id)][:RECENT_LIMIT]
        if self._recent_button.isChecked():
            self.rows.show_only(self._recent)
            self._mark_current()

    @property
    def recents(self) -> Sequence[RowSummary]:
        """Those opened lately in this account, the last one first."""
        return tuple(self._recent)

    def open(self, candidate_id: str, name: str) -> None:
        """Opens a candidate as Enter in the list does: the focus goes on to the form."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.entered.emit()
        self.open_asked.emit(candidate_id, shown(name))

    def focus_filter(self) -> None:
        """Puts the cursor into the filter line with what is there selected."""
        self._recent_button.setChecked(False)
        self._typed.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._typed.selectAll()

    def toggle_recent(self) -> None:
        """Shows those opened lately, or the list again; the focus goes to it."""
        self._recent_button.toggle()
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def toggle_filters(self) -> None:
        """Shows the filters that are asked of the service, or hides them."""
        self._filters_button.toggle()
        if not self._filters_button.isChecked():
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def reload(self) -> None:
        """Reads the list again."""
        self._source.load()

    def load_more(self) -> None:
        """Reads the next page of the list, if there is one."""
        self._source.load_more()

    def step(self, by: int) -> bool:
        """Opens the next (1) or previous (-1) candidate of the list, seen from the one that is
        open or on its way; False where there is none."""
        self._direction = by
        here = self._marked_index()
        at = here.row() + by if here.isValid() else (0 if by > 0 else self.rows.rowCount() - 1)
        index = self.rows.index(at)
        if index.isValid():
            self._open(index)
        return index.isValid()

    def neighbour(self) -> str | None:
        """Who comes next to the candidate who is open, in the direction of the last step."""
        here = self._marked_index()
        row = None
        if here.isValid():
            row = self.rows.row_at(self.rows.index(here.row() + self._direction))
        return row.id if row is not None else None

    # --- inside ----------------------------------------------------------------------------

    def _build(self) -> None:
        heading = Label(_("Candidates"), role="strong", elide=True)
        self._recent_button = IconButton("clock", _("Recent candidates"))
        self._recent_button.setCheckable(True)
        self._recent_button.toggled.connect(self._show_recent)
        self._filters_button = IconButton("filter", _("Filters"))
        self._filters_button.setCheckable(True)
        self._filters_button.toggled.connect(self._toggle_filters)
        reload_button = IconButton("refresh", _("Read the list again"))
        reload_button.clicked.connect(self.reload)
        top = QHBoxLayout()
        top.setContentsMargins(Space.M, Space.S, Space.S, 0)
        top.setSpacing(Space.XS)
        top.addWidget(heading, 1)
        for button in (
            self._order_button,
            self._recent_button,
            self._filters_button,
            reload_button,
        ):
            top.addWidget(button)

        self._typed = QLineEdit()
        self._typed.setAccessibleName(_("Filter candidates"))
        self._typed.setPlaceholderText(_("Filter what is loaded"))
        make_clearable(self._typed)
        self._typed.textChanged.connect(self._filter_typed)
        self._typed.installEventFilter(self)
        typed_row = QHBoxLayout()
        typed_row.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        typed_row.addWidget(self._typed)

        self._filters = CandidateFilters(self._source, self._now)
        self._filters.asked.connect(self._load)
        self._filters.hide()

        self.view = _List()
        self.view.setModel(self.rows)
        self.view.setItemDelegate(CandidateDelegate(self.view))
        self.view.setAccessibleName(_("Candidates"))
        self.view.setObjectName("candidates")
        self.view.opened.connect(self._enter)
        self.view.clicked.connect(self._open)

        self._nobody: EmptyList | None = None
        self._status = Label("", role="small", wrap=True)
        self._more = Button(_("Load more"), kind="quiet")
        self._more.clicked.connect(self._source.load_more)
        foot = QHBoxLayout()
        foot.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        foot.addWidget(self._status, 1)
        foot.addWidget(self._more)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addLayout(typed_row)
        layout.addWidget(self._filters)
        layout.addWidget(self._scrolled_edge())
        layout.addWidget(self.view, 1)
        layout.addWidget(_hairline())
        layout.addLayout(foot)

    def _scrolled_edge(self) -> QFrame:
        """A hairline above the list while rows are scrolled away below it."""
        edge = _hairline()
        kept = edge.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        edge.setSizePolicy(kept)
        edge.hide()
        self.view.verticalScrollBar().valueChanged.connect(lambda at: edge.setVisible(at > 0))
        return edge

    def _load(self, wanted: ListFilter) -> None:
        self._recent_button.setChecked(False)
        self._source.load(wanted)

    def _toggle_filters(self, on: bool) -> None:
        self._filters.setVisible(on)
        if on:
            self._filters.focus_first()

    def _filter_typed(self, typed: str) -> None:
        self.rows.show_typed(typed)
        self._mark_current()
        self._show_state()

    def _show_recent(self, on: bool) -> None:
        self.rows.show_only(self._recent if on else None)
        self._typed.setEnabled(not on)
        self._mark_current()
        self._show_state()

    def _show_state(self) -> None:
        self._show_count()
        if self.rows.rowCount():
            if self._nobody is not None:
                self._nobody.hide()
            return
        self._show_nobody()

    def _show_nobody(self) -> None:
        """Says in the empty list why it is, and what can be done."""
        if self._nobody is None:
            self._nobody = EmptyList(self.view)
            self._nobody.deed_asked.connect(self._show_all)
        self._nobody.tell(
            self._source, typed=self._typed.text(), is_recent=self._recent_button.isChecked()
        )

    def _show_all(self) -> None:
        """Takes away what hides everybody."""
        if self._recent_button.isChecked():
            self._recent_button.setChecked(False)
        elif self._typed.text():
            self._typed.clear()
        elif self._source.filter.is_set:
            self._filters.clear()
        else:
            self.reload()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_count(self) -> None:
        source = self._source
        loaded, shown_count = len(source.rows), self.rows.rowCount()
        self._more.setVisible(False)
        if self._recent_button.isChecked():
            text = ngettext("{count} opened lately", "{count} opened lately", shown_count)
            self._status.setText(text.format(count=shown_count))
            return
        if source.error is not None:
            self._status.setText(source.error.sentence)
            self._more.set_text(_("Try again"))
            self._more.setVisible(True)
        elif source.is_loading:
            self._status.setText(_("Loading…"))
        elif not loaded:
            self._status.setText(
                _("Nobody matches these filters.") if source.filter.is_set else _("No candidates.")
            )
        else:
            self._status.setText(self._count_text(shown_count, loaded))
            self._more.set_text(_("Load more"))
            self._more.setVisible(not source.is_complete)

    def _count_text(self, shown_count: int, loaded: int) -> str:
        """How many are shown, of how many there are or are loaded so far."""
        source, is_part = self._source, bool(self._typed.text())
        if not source.is_complete:
            text = _("{loaded} loaded so far")
            if is_part:
                text = _("{shown} of the {loaded} loaded so far")
        elif source.filter.is_set:
            # Said also while the filters themselves are out of sight.
            text = _("{shown} of {loaded} that match the filters")
            if not is_part:
                text = ngettext(
                    "{loaded} matches the filters", "{loaded} match the filters", loaded
                )
        elif is_part:
            text = _("{shown} of {loaded} candidates")
        else:
            text = ngettext("{loaded} candidate", "{loaded} candidates", loaded)
        return text.format(shown=shown_count, loaded=loaded)

    def _marked_index(self) -> QModelIndex:
        marked = self._opening_id or self._current_id
        return self.rows.index_of(marked) if marked else QModelIndex()

    def _mark_current(self) -> None:
        index = self._marked_index()
        selection = self.view.selectionModel()
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            selection.setCurrentIndex(index, flags)
            self.view.scrollTo(index)
        elif not self.view.hasFocus():
            selection.clearSelection()

    def _mark_after_order(self) -> None:
        """Somebody else stands at each place: none is chosen but who was marked."""
        if not self._recent_button.isChecked():
            self.view.selectionModel().reset()
        self._mark_current()

    def _mark_if_it_came(self, _count: int) -> None:
        """More rows came: the list stays where somebody has scrolled it to."""
        index = self._marked_index()
        if index.isValid() and index != self.view.currentIndex():
            place = self.view.verticalScrollBar().value()
            self._mark_current()
            self.view.verticalScrollBar().setValue(place)

    def _enter(self, index: QModelIndex) -> None:
        self.entered.emit()
        self._open(index)

    def _open(self, index: QModelIndex) -> None:
        row = self.rows.row_at(index)
        if row is not None:
            self.open_asked.emit(row.id, shown(row.name))

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if (
            watched is self._typed
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            if event.key() == Qt.Key.Key_Down and self.rows.rowCount():
                self.view.setFocus(Qt.FocusReason.TabFocusReason)
                if not self.view.currentIndex().isValid():
                    self.view.setCurrentIndex(self.rows.index(0))
                return True
            if event.key() == Qt.Key.Key_Escape and self._typed.text():
                self._typed.clear()
                return True
        return False


class _List(QListView):
    """A list that opens on Enter or click only."""

    opened = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def dataChanged(self, first: _Index, last: _Index, roles: Sequence[int] = ()) -> None:
        """Paints anew what changed. `QListView` would lay out every row, which takes 8 ms of
        100,000, though all are of one height whatever they say."""
        QAbstractItemView.dataChanged(self, first, last, roles)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        delegate = self.itemDelegate()
        if event.type() in (
            QEvent.Type.FontChange,
            QEvent.Type.ApplicationFontChange,
        ) and isinstance(delegate, CandidateDelegate):
            delegate.forget_fonts()


def _hairline() -> QFrame:
    line = QFrame()
    line.setProperty("look", "hairline")
    line.setFixedHeight(1)
    return line

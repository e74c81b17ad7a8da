"""The rows of the candidate list as a Qt model, and how one is painted.

The model shows those rows of `CandidateList` that the filter line leaves, or the recently
opened ones; it fetches the next page when the view comes to the end. It never copies a list it
can index.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    QStringListModel,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.i18n import _, listed
from gui.services.candidate_list import CandidateList, Order
from gui.views.text import isolated, shown
from gui.views.theme import Space, current_roles, grown, type_font

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gui.workable.wire import RowSummary

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole
DRAFT_ROLE = Qt.ItemDataRole.UserRole + 1
_MARKS = 1_000


class CandidateRows(QStringListModel):
    """Rows for a view. `has_draft` tells by id whether a candidate has unsent changes.

    It is a list of empty texts to Qt, which so knows by itself how long it is: a view asks for
    that with every row that it lays out, and of 100,000 that took 200 ms.
    """

    def __init__(
        self,
        source: CandidateList,
        *,
        has_draft: Callable[[str], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._has_draft = has_draft
        self._typed = ""
        self._chosen: tuple[RowSummary, ...] | None = None
        self._shown: Sequence[int] = ()
        # What was answered about drafts, by id: where it is the same now, nothing is painted.
        self._marks: dict[str, bool] = {}
        source.rows_reset.connect(self._rebuild)
        source.rows_added.connect(self._append)
        source.row_changed.connect(self._row_changed)
        source.order_changed.connect(self._reorder)
        self._rebuild()

    # --- what is shown ---------------------------------------------------------------------

    def show_typed(self, typed: str) -> None:
        """Leaves only rows that hold every word typed."""
        if typed != self._typed:
            self._typed = typed
            if self._source.matching(typed) is not self._shown:
                self._rebuild()

    def show_only(self, rows: Iterable[RowSummary] | None) -> None:
        """Shows these rows instead of the loaded ones; None goes back to those."""
        self._chosen = None if rows is None else tuple(rows)
        self._rebuild()

    def row_at(self, index: Index) -> RowSummary | None:
        """The row behind an index."""
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        if self._chosen is not None:
            return self._chosen[index.row()]
        return self._source.rows[self._shown[index.row()]]

    def index_of(self, candidate_id: str) -> QModelIndex:
        """Where a candidate stands; an invalid index when it is not shown."""
        at: int | None
        if self._chosen is not None:
            ids = [row.id for row in self._chosen]
            at = ids.index(candidate_id) if candidate_id in ids else None
        else:
            at = self._place_of(self._source.rows.position(candidate_id))
        return QModelIndex() if at is None else self.index(at)

    def drafts_changed(self) -> None:
        """Repaints the marks of unsent changes where they are others."""
        changed = [one for one, mark in self._marks.items() if self._has_draft(one) is not mark]
        self._marks.clear()
        for candidate_id in changed:
            index = self.index_of(candidate_id)
            if index.isValid():
                self.dataChanged.emit(index, index, [DRAFT_ROLE])

    # --- Qt's questions --------------------------------------------------------------------

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row_at(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(row.name or _("No name"))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = [row.name or _("No name"), row_line(row)]
            if self._has_draft(row.id):
                parts.append(_("unsent changes"))
            return shown(listed(part for part in parts if part))
        if role == ROW_ROLE:
            return row
        if role == DRAFT_ROLE:
            return self._marked(row.id)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def match(
        self,
        start: Index,
        role: int,
        value: object,
        hits: int = 1,
        flags: Qt.MatchFlag = Qt.MatchFlag.MatchStartsWith,
    ) -> list[QModelIndex]:
        """The next row whose name begins with what is typed on the list, round and round."""
        if self._chosen is not None or not str(value).strip():
            return super().match(start, role, value, hits, flags)
        first = max(start.row(), 0)
        for places in (range(first, len(self._shown)), range(first)):
            among = self._shown[places.start : places.stop]
            found = self._source.rows.beginning(str(value), among)
            if found is not None:
                return [self.index(places[found])]
        return []

    def canFetchMore(self, parent: Index) -> bool:
        return (
            not parent.isValid()
            and self._chosen is None
            and not self._source.is_complete
            and not self._source.is_loading
            and self._source.error is None
            and bool(self._source.rows)
        )

    def fetchMore(self, parent: Index) -> None:
        self._source.load_more()

    # --- inside ----------------------------------------------------------------------------

    def _rebuild(self) -> None:
        self._shown = self._source.matching(self._typed)
        self._marks.clear()
        count = len(self._shown if self._chosen is None else self._chosen)
        self.setStringList([""] * count)

    def _append(self, _count: int) -> None:
        if self._chosen is not None:
            self._shown = self._source.matching(self._typed)
            return
        if self._source.order is not Order.SERVICE:
            self._rebuild()
            return
        before = len(self._shown)
        self._shown = self._source.matching(self._typed)
        if len(self._shown) > before:
            self.insertRows(before, len(self._shown) - before)

    def _reorder(self) -> None:
        if self._chosen is not None:
            return
        shown_now = self._source.matching(self._typed)
        if len(shown_now) != self.rowCount():
            self._rebuild()
            return
        # As many as before stay laid out: to lay 100,000 out anew takes 14 ms.
        self._shown = shown_now
        self._marks.clear()
        if shown_now:
            self.dataChanged.emit(self.index(0), self.index(len(shown_now) - 1))

    def _row_changed(self, at: int) -> None:
        place = self._place_of(at) if self._chosen is None else None
        if place is not None:
            index = self.index(place)
            self.dataChanged.emit(index, index)

    def _place_of(self, at: int | None) -> int | None:
        """Where among the rows shown the one of a position is."""
        if at is None:
            return None
        if isinstance(self._shown, range):
            return at if at in self._shown else None
        if self._source.order is Order.SERVICE:
            place = bisect_left(self._shown, at)
            return place if place < len(self._shown) and self._shown[place] == at else None
        assert isinstance(self._shown, array)
        try:
            return self._shown.index(at)
        except ValueError:
            return None

    def _marked(self, candidate_id: str) -> bool:
        if len(self._marks) > _MARKS:
            for old in list(self._marks)[: _MARKS // 2]:
                del self._marks[old]  # out of sight by now
        mark = self._marks[candidate_id] = self._has_draft(candidate_id)
        return mark


def row_line(row: RowSummary) -> str:
    """The second line of a row: job and stage, or the talent pool."""
    where = row.job or (_("Talent pool") if row.in_talent_pool else "")
    return " · ".join(part for part in (where, row.stage or "") if part)


class CandidateDelegate(QStyledItemDelegate):
    """Paints two lines: the name with its draft mark, and job · stage."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._fonts: tuple[QFont, QFont] | None = None

    def forget_fonts(self) -> None:
        """The system's font changed."""
        self._fonts = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        name, line = self._type()
        height = QFontMetrics(name).height() + QFontMetrics(line).height() + Space.L + 2
        return QSize(120, max(height, 48))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if row is None:
            return
        roles = current_roles()
        name_font, line_font = self._type()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect.adjusted(Space.XS, 1, -Space.XS, -1)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(Qt.PenStyle.NoPen)
        if selected or hovered:
            painter.setBrush(QColor(roles.accent_soft if selected else roles.hover))
            painter.drawRoundedRect(rect, 6, 6)
        if selected:
            painter.setBrush(QColor(roles.accent))
            bar = QRect(rect.left(), rect.top() + 8, 3, rect.height() - 16)
            painter.drawRoundedRect(QStyle.visualRect(option.direction, rect, bar), 1.5, 1.5)
        if option.state & QStyle.StateFlag.State_HasFocus and option.widget.hasFocus():
            painter.setPen(QPen(QColor(roles.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 5, 5)
            painter.setPen(Qt.PenStyle.NoPen)
        inner = rect.adjusted(Space.M, Space.XS + 2, -Space.S, -Space.XS - 2)
        has_draft = bool(index.data(DRAFT_ROLE))
        if has_draft:
            # That it is there says it, not only its colour; a screen reader hears "draft".
            side = grown(8)
            dot = QRect(inner.right() - side, inner.top() + 5, side, side)
            painter.setBrush(QColor(roles.changed))
            painter.drawEllipse(QStyle.visualRect(option.direction, inner, dot))
            room = inner.adjusted(0, 0, -side - 6, 0)
            inner = QStyle.visualRect(option.direction, inner, room)
        top = QRect(inner.left(), inner.top(), inner.width(), QFontMetrics(name_font).height())
        painter.setFont(name_font)
        faint = row.disqualified or row.anonymized
        painter.setPen(QColor(roles.quiet if faint else roles.text))
        name = shown(row.name or _("No name"))
        elided = QFontMetrics(name_font).elidedText(name, Qt.TextElideMode.ElideRight, top.width())
        painter.drawText(top, _leading(option), isolated(elided))
        below = QRect(
            inner.left(), top.bottom() + 2, inner.width(), QFontMetrics(line_font).height()
        )
        painter.setFont(line_font)
        painter.setPen(QColor(roles.quiet))
        line = shown(row_line(row))
        if row.anonymized:
            line = _("Anonymised")
        elif row.disqualified:
            line = _("Disqualified · {line}").format(line=line)
        elided = QFontMetrics(line_font).elidedText(
            line, Qt.TextElideMode.ElideRight, below.width()
        )
        painter.drawText(below, _leading(option), isolated(elided))
        painter.restore()

    def _type(self) -> tuple[QFont, QFont]:
        if self._fonts is None:
            name = type_font("body")
            name.setWeight(QFont.Weight.Medium)
            self._fonts = (name, type_font("small"))
        return self._fonts


def _leading(option: QStyleOptionViewItem) -> Qt.AlignmentFlag:
    """The side where reading begins; a name in another script goes there too."""
    leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
    return QStyle.visualAlignment(option.direction, leading)
